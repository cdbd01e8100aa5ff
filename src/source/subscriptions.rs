//! Lists of addresses, as other programs write and read them: OPML, or one address a line.

use std::fmt::Write;

use quick_xml::{
    Reader,
    escape::escape,
    events::{BytesStart, Event},
};

use super::dom::entities;

/// The attributes of an `outline` that lead to what it names, the best first (OPML 2.0).
const ADDRESSES: [&str; 3] = ["url", "xmlUrl", "htmlUrl"];

/// Reads the addresses in an OPML file, or those of a list: one a line, what follows a `#` at its beginning left out.
///
/// # Errors
/// Says why it is no OPML.
pub fn addresses(text: &str) -> Result<Vec<String>, String> {
    if !text.starts_with('<') {
        let lines = text.lines().map(str::trim);
        let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        // Other readers' lists have a title or tags behind the address.
        let address = |line: &str| line.split_whitespace().next().map(str::to_owned);
        return Ok(lines.filter_map(address).collect());
    }
    let mut reader = Reader::from_str(text);
    // Many write the addresses without escaping what separates their parameters.
    reader.config_mut().allow_dangling_amp = true;
    let mut addresses = Vec::new();
    // Outlines nest as deep as a file likes, so how deep is counted and nothing recurses.
    let mut depth = 0_usize;
    let mut found = false;
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(tag) => {
                let is_outermost = depth == 0;
                found |= is_outermost && is_named(&tag, "opml");
                addresses.extend(address(&tag));
                depth += 1;
            }
            Event::Empty(tag) => addresses.extend(address(&tag)),
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof if !found => return Err("there is no <opml> in it".to_owned()),
            Event::Eof if depth > 0 => return Err("its end is missing".to_owned()),
            Event::Eof => return Ok(addresses),
            _ => {}
        }
    }
}

fn is_named(tag: &BytesStart<'_>, name: &str) -> bool {
    tag.name().as_ref().eq_ignore_ascii_case(name)
}

/// Returns where an outline leads.
fn address(tag: &BytesStart<'_>) -> Option<String> {
    if !is_named(tag, "outline") {
        return None;
    }
    let attributes: Vec<_> = tag.html_attributes().with_checks(false).flatten().collect();
    ADDRESSES.iter().find_map(|name| {
        let own = |key: &str| key.eq_ignore_ascii_case(name);
        let attribute = attributes.iter().find(|one| own(one.key.as_ref()))?;
        let address = entities::unescaped_once(&attribute.value);
        Some(address.trim().to_owned()).filter(|address| !address.is_empty())
    })
}

/// Writes OPML 2.0 with one outline for each name and address.
pub fn opml<'a>(title: &str, links: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut outlines = String::new();
    for (name, address) in links {
        let (name, address) = (escape(name), escape(address));
        // Writing to a string does not fail.
        let _ = write!(
            outlines,
            r#"<outline text="{name}" type="link" url="{address}" htmlUrl="{address}"/>"#
        );
    }
    let title = escape(title);
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>{title}</title></head><body>{outlines}</body></opml>"#
    )
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

    #[test]
    fn outlines_nest_as_deep_as_a_file_likes() {
        let deep = 200_000;
        let text = format!(
            r#"<opml version="2.0"><body>{}<outline url="https://post.example/live/1"/>{}</body></opml>"#,
            r#"<outline text="a">"#.repeat(deep),
            "</outline>".repeat(deep)
        );
        assert_eq!(addresses(&text).unwrap(), ["https://post.example/live/1"]);
    }

    #[test]
    fn addresses_are_read_as_they_are_meant() {
        let text = r#"<opml version="1.0"><body>
            <outline text="A" xmlurl='https://post.example/live/1?a=1&b=2'/>
            <outline text="B" url="  " htmlUrl="https://post.example/live/2?a=1&amp;b=2"/></body></opml>"#;
        assert_eq!(
            addresses(text).unwrap(),
            [
                "https://post.example/live/1?a=1&b=2",
                "https://post.example/live/2?a=1&b=2"
            ]
        );
    }

    #[test]
    fn a_list_that_is_cut_or_none_says_so() {
        for (text, why) in [
            ("<rss><channel/></rss>", "there is no <opml> in it"),
            ("<rss><opml/></rss>", "there is no <opml> in it"),
            (
                "<opml><body><outline url='https://post.example/'/>",
                "its end is missing",
            ),
        ] {
            assert_eq!(addresses(text).unwrap_err(), why, "{text}");
        }
        assert!(addresses("<opml><body></opml>").is_err());
    }

    #[test]
    fn what_is_written_is_read_again() {
        let address = "https://post.example/live/1?a=1&b='2'";
        let text = opml("Mine", [(r#"<Bridge> & "pier""#, address)]);
        assert_eq!(addresses(&text).unwrap(), [address]);
        assert!(text.contains(r#"text="&lt;Bridge&gt; &amp; &quot;pier&quot;" type="link""#));
    }
}
