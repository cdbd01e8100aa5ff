//! Pages that only send on to another: `<meta http-equiv="refresh">` at once, and the header of the same name.
//!
//! A page that reloads itself, waits for its readers, or sends only those without scripts away is a page.

use super::{Page, decode, dom::base, dom::bounded_html, dom::element::attr};
use crate::model::WebUrl;

/// Where a page's head has to say it, in bytes.
const HEAD: usize = 64 * 1024;
/// The longest wait that is no time to read, in seconds.
const AT_ONCE: f32 = 5.0;

/// Finds the address that an HTML page sends on to at once.
#[must_use]
pub fn refresh(page: &Page) -> Option<WebUrl> {
    let head = page.bytes.get(..HEAD).unwrap_or(page.bytes);
    let lower = head.to_ascii_lowercase();
    memchr::memmem::find(&lower, b"refresh")?;
    memchr::memmem::find(&lower, b"http-equiv")?;
    let mut html = bounded_html::parse(&decode::decode(&Page {
        bytes: head,
        ..*page
    }))
    .html;
    let base = base::resolve_all(&mut html, page.address);
    let metas = html.tree.nodes().filter_map(scraper::ElementRef::wrap);
    metas
        .filter(|found| found.value().name() == "meta")
        .filter(|found| {
            attr(*found, "http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh"))
        })
        .filter(|found| {
            let mut around = found.ancestors().filter_map(scraper::ElementRef::wrap);
            !around.any(|outer| matches!(outer.value().name(), "noscript" | "template"))
        })
        .find_map(|found| refresh_target(attr(found, "content")?, base.as_ref().or(page.address)))
}

/// Reads "0; url=/live" (HTML standard, "shared declarative refresh steps") where it means at once.
#[must_use]
pub fn refresh_target(said: &str, base: Option<&WebUrl>) -> Option<WebUrl> {
    let said = said.trim();
    let end = said
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(said.len());
    let (wait, rest) = said.split_at_checked(end)?;
    if !wait.parse::<f32>().is_ok_and(|wait| wait <= AT_ONCE) {
        return None;
    }
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ";,".contains(c));
    let bare = rest
        .get(..3)
        .filter(|name| name.eq_ignore_ascii_case("url"))
        .and_then(|_| rest.get(3..)?.trim_start().strip_prefix('='))
        .unwrap_or(rest)
        .trim();
    let quote = bare.chars().next().filter(|c| matches!(c, '"' | '\''));
    let address = match quote {
        Some(quote) => bare.trim_start_matches(quote).split(quote).next()?,
        None => bare,
    };
    if address.is_empty() {
        return None;
    }
    match base {
        Some(base) => base.join(address).ok(),
        None => WebUrl::parse(address).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(html: &str) -> Option<String> {
        let address = WebUrl::parse("https://post.example/old/live").unwrap();
        let found = refresh(&Page {
            bytes: html.as_bytes(),
            content_type: None,
            address: Some(&address),
            fetched_at: chrono::DateTime::UNIX_EPOCH,
            saved: None,
            cancellation: None,
        });
        found.map(|url| url.as_str().to_owned())
    }

    #[test]
    fn a_page_that_sends_on_at_once_is_followed() {
        for content in [
            "0; url=/live",
            "0;URL=&quot;/live&quot;",
            "1; URL='/live'",
            "0.5, url = /live",
            "0; /live",
            " 5;url=https://post.example/live",
        ] {
            let html = format!("<title>x</title><META Http-Equiv='Refresh' content=\"{content}\">");
            assert_eq!(
                target(&html).as_deref(),
                Some("https://post.example/live"),
                "{content}"
            );
        }
        let based = "<base href=/new/><meta http-equiv=refresh content='0;url=live'>";
        assert_eq!(
            target(based).as_deref(),
            Some("https://post.example/new/live")
        );
    }

    #[test]
    fn a_page_that_is_one_is_not_left() {
        for html in [
            "<meta http-equiv=refresh content=60>",
            "<meta http-equiv=refresh content='0'>",
            "<meta http-equiv=refresh content='300; url=/live'>",
            "<meta http-equiv=refresh content='0; url=javascript:alert(1)'>",
            "<meta http-equiv=refresh content='0; url=file:///etc/passwd'>",
            "<noscript><meta http-equiv=refresh content='0; url=/noscript'></noscript>",
            "<!-- <meta http-equiv=refresh content='0; url=/live'> -->",
            "<script>x = \"<meta http-equiv=refresh content='0; url=/live'>\"</script>",
            "<p>http-equiv refresh",
        ] {
            assert_eq!(target(html), None, "{html}");
        }
    }
}
