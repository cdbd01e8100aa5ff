//! The `base` element: what the relative addresses of a page count from, where that is not the page.

use html5ever::tendril::StrTendril;
use scraper::{Html, Node};

use crate::model::WebUrl;

/// Attributes that hold one address.
const ADDRESSES: &[&str] = &[
    "href",
    "src",
    "poster",
    "data-src",
    "data-href",
    "data-url",
    "data-original",
    "data-lazy-src",
];
/// Attributes that hold several, with sizes (HTML standard, "srcset attribute").
const SETS: &[&str] = &["srcset", "data-srcset", "data-lazy-srcset"];

/// Makes the relative addresses of a page absolute where its first `base` element says that they count from another
/// address than the page's own; returns that one. References within the page stay as they are: they name its parts.
pub(in crate::source) fn resolve_all(html: &mut Html, page: Option<&WebUrl>) -> Option<WebUrl> {
    let said = html.tree.values().find_map(|node| {
        let element = node.as_element().filter(|e| e.name() == "base")?;
        element.attr("href")
    })?;
    let base = match page {
        Some(page) => page.join(said).ok()?,
        None => WebUrl::parse(said).ok()?,
    };
    let probe = |base: &WebUrl| (base.join("a").ok(), base.join("?a").ok());
    if page.is_some_and(|page| probe(page) == probe(&base)) {
        return None;
    }
    for node in html.tree.values_mut() {
        let Node::Element(element) = node else {
            continue;
        };
        let is_base = &*element.name.local == "base";
        for (name, value) in &mut element.attrs {
            let name = &*name.local;
            if ADDRESSES.contains(&name) && !is_base {
                if let Some(absolute) = absolute(value, &base) {
                    *value = StrTendril::from(absolute.as_str());
                }
            } else if SETS.contains(&name) {
                *value = StrTendril::from(set(value, &base).as_str());
            }
        }
    }
    Some(base)
}

/// Resolves a reference that is relative and more than a part of the page.
fn absolute(reference: &str, base: &WebUrl) -> Option<WebUrl> {
    let reference = reference.trim();
    let scheme = reference.split(['/', '?', '#']).next()?.contains(':');
    if reference.is_empty() || reference.starts_with('#') || scheme {
        return None;
    }
    base.join(reference).ok()
}

/// Resolves each address of a set; commas within an address have no blank behind them.
fn set(value: &str, base: &WebUrl) -> String {
    value
        .split_inclusive([' ', '\n', '\t'])
        .map(|part| {
            let word = part.trim();
            let is_size = word
                .trim_end_matches(',')
                .strip_suffix(['w', 'x', 'h'])
                .is_some_and(|digits| digits.parse::<f32>().is_ok());
            let address = word.trim_end_matches(',');
            match absolute(address, base).filter(|_| !is_size) {
                Some(url) => part.replacen(address, url.as_str(), 1),
                None => part.to_owned(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::dom::bounded_html;

    fn resolved(html: &str) -> String {
        let mut html = bounded_html::parse(html).html;
        let page = WebUrl::parse("https://post.example/live/story").unwrap();
        resolve_all(&mut html, Some(&page));
        html.root_element().inner_html()
    }

    #[test]
    fn relative_addresses_count_from_the_base() {
        let html = resolved(
            "<head><base href='https://static.example/a/'><base href=/b/></head><body><a href=maps/x.html>m</a>\
             <a href='#part'>p</a><a href='mailto:a@b.example'>m</a><a href='//c.example/d'>c</a>\
             <img src=../p.jpg srcset='p.jpg 1x, q,r.jpg 640w'></body>",
        );
        for wanted in [
            "href=\"https://static.example/a/maps/x.html\"",
            "href=\"#part\"",
            "href=\"mailto:a@b.example\"",
            "href=\"https://c.example/d\"",
            "src=\"https://static.example/p.jpg\"",
            "srcset=\"https://static.example/a/p.jpg 1x, https://static.example/a/q,r.jpg 640w\"",
        ] {
            assert!(html.contains(wanted), "{wanted} in {html}");
        }
    }

    #[test]
    fn a_base_that_is_the_page_or_nothing_changes_nothing() {
        for base in [
            "",
            "<base>",
            "<base href='javascript:x'>",
            "<base target=_top>",
        ] {
            let html = resolved(&format!("{base}<a href=x>y</a>"));
            assert!(html.contains("href=\"x\""), "{base} {html}");
        }
    }
}
