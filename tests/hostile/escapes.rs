//! Escape sequences in every field of every kind of page: neither they nor what they carry comes through.

use chrono::DateTime;
use newswire::source::{self, extract};
use serde_json::json;

/// What a sequence carries.
const PAYLOAD: &str = "PWN1";

/// Sequences that a terminal takes for itself, with their payload; in all ways to begin and to end one.
fn sequences() -> Vec<String> {
    let mut all = Vec::new();
    for (seven_bit, eight_bit) in [
        ("]", '\u{9d}'),
        ("P", '\u{90}'),
        ("_", '\u{9f}'),
        ("^", '\u{9e}'),
        ("X", '\u{98}'),
    ] {
        let opened = [format!("\u{1b}{seven_bit}"), eight_bit.to_string()];
        for start in &opened {
            for end in ["\u{7}", "\u{1b}\\", "\u{9c}"] {
                // A bell ends an operating system command only.
                if end == "\u{7}" && seven_bit != "]" {
                    continue;
                }
                for inside in ["0;", "a, b and by (@ | 52;c;"] {
                    all.push(format!("{start}{inside}{PAYLOAD}{end}"));
                }
            }
        }
    }
    all
}

/// Three updates whose every field holds a text, in each kind of page.
pub fn carriers(evil: &str) -> Vec<(&'static str, String)> {
    let numbers = [3, 2, 1];
    let time = |n: u8| format!("2025-08-07T04:0{n}:00Z");
    let body = |n: u8| format!("Body {n} has words enough{evil} for a reader of news.");
    let data = json!({
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": format!("Bridge{evil} closure: live"),
        "description": format!("What{evil} happens"),
        "publisher": {"@type": "Organization", "name": format!("The{evil} Post")},
        "liveBlogUpdate": numbers.map(|n| json!({
            "@type": "BlogPosting",
            "@id": format!("#u{n}"),
            "headline": format!("Update{evil} {n}"),
            "articleBody": body(n),
            "datePublished": time(n),
            "author": [{"@type": "Person", "name": format!("Anna{evil} Roe")}, format!("Ben{evil} Doe")],
            "image": {"@type": "ImageObject", "url": "https://post.example/a.jpg", "caption": format!("A{evil} pier")},
        })),
    });
    let data = data.to_string().replace('<', "\\u003c");
    let element = |n: u8| {
        format!(
            "<article id=\"u{n}\"><time datetime=\"{}\">0{n}:00{evil}</time><h3>Update{evil} {n}</h3>\
             <p class=byline>By Anna{evil} Roe</p><p>{}</p><p><a href=\"/more\">More{evil}</a></p>\
             <figure><img src=/a.jpg alt=\"A{evil} pier\" width=800 height=600><figcaption>North{evil} pier</figcaption></figure>\
             </article>",
            time(n),
            body(n)
        )
    };
    let markup = numbers.map(element).concat();
    let item = |n: u8| {
        format!(
            "<item><guid>{n}</guid><title>Update{evil} {n}</title><author>post@post.example (Anna{evil} Roe)</author>\
             <pubDate>Thu, 07 Aug 2025 04:0{n}:00 GMT</pubDate><description>{}</description></item>",
            body(n)
        )
    };
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": format!("Bridge{evil}"),
        "items": numbers.map(|n| json!({
            "id": n.to_string(),
            "title": format!("Update{evil} {n}"),
            "content_text": body(n),
            "date_published": time(n),
            "authors": [{"name": format!("Anna{evil} Roe")}],
        })),
    });
    let line = |n: u8| format!("04:0{n} Update{evil} {n}\n{}\n\n", body(n));
    vec![
        (
            "data",
            format!("<title>Live</title><script type=\"application/ld+json\">{data}</script>"),
        ),
        (
            "markup",
            format!(
                "<title>Live{evil} blog</title><h1>Live: bridge{evil}</h1><div class=live-blog>{markup}</div>"
            ),
        ),
        (
            "RSS",
            format!(
                "<?xml version=\"1.1\"?><rss version=\"2.0\"><channel><title>Live{evil}</title>{}</channel></rss>",
                numbers.map(item).concat()
            ),
        ),
        ("JSON feed", feed.to_string()),
        (
            "text",
            format!(
                "Bridge{evil} closure: live updates\n\n{}",
                numbers.map(line).concat()
            ),
        ),
    ]
}

#[test]
fn no_escape_sequence_nor_its_payload_comes_out_of_any_page() {
    for evil in sequences() {
        for (kind, page) in carriers(&evil) {
            let page = source::Page {
                bytes: page.as_bytes(),
                content_type: None,
                address: None,
                fetched_at: DateTime::from_timestamp(1_754_600_000, 0).unwrap(),
                saved: None,
                cancellation: None,
            };
            let found = extract(&page).unwrap_or_else(|no| panic!("{kind}, {evil:?}: {no}"));
            assert_eq!(found.snapshot.entries.len(), 3, "{kind}, {evil:?}");
            let shown = format!("{:?} {:?}", found.snapshot.entries, found.snapshot.blog);
            for part in [PAYLOAD, "\\u{1b}", "\\u{9", "\\u{7}"] {
                assert!(!shown.contains(part), "{kind}, {evil:?}: {shown}");
            }
        }
    }
}
