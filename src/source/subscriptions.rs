//! Lists of addresses, as other programs write them: OPML, or one address a line.

use opml::{OPML, Outline};

/// Reads the addresses in an OPML file, or those of a list: one a line, what follows a `#` at its beginning left out.
///
/// # Errors
/// Says why it is no OPML, in the words of its reader.
pub fn addresses(text: &str) -> Result<Vec<String>, String> {
    if !text.starts_with('<') {
        let lines = text.lines().map(str::trim);
        let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        // Other readers' lists have a title or tags behind the address.
        let address = |line: &str| line.split_whitespace().next().map(str::to_owned);
        return Ok(lines.filter_map(address).collect());
    }
    let document = OPML::from_str(text).map_err(|error| error.to_string())?;
    let mut addresses = Vec::new();
    let mut outlines: Vec<Outline> = document.body.outlines;
    outlines.reverse();
    while let Some(outline) = outlines.pop() {
        let named = [outline.url, outline.xml_url, outline.html_url];
        let mut named = named.into_iter().flatten();
        addresses.extend(named.find(|address| !address.trim().is_empty()));
        outlines.extend(outline.outlines.into_iter().rev());
    }
    Ok(addresses)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_from_outlines_at_any_depth_and_in_order() {
        let text = r#"<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
            <outline text="News"><outline text="Bridge" type="link" url="https://post.example/live/1"/>
            <outline text="Feed" type="rss" xmlUrl="https://post.example/feed" htmlUrl="https://post.example/"/></outline>
            <outline text="Page" htmlUrl="https://post.example/live/3"/><outline text="Nothing"/></body></opml>"#;
        assert_eq!(
            addresses(text).unwrap(),
            [
                "https://post.example/live/1",
                "https://post.example/feed",
                "https://post.example/live/3"
            ]
        );
        assert!(addresses("<html><p>No.").is_err());
    }

    #[test]
    fn a_list_has_one_address_a_line() {
        let text = "# mine\nhttps://post.example/live/1\n\n  post.example/live/2 \"~Bridge\" tag\n";
        assert_eq!(
            addresses(text).unwrap(),
            ["https://post.example/live/1", "post.example/live/2"]
        );
    }
}
