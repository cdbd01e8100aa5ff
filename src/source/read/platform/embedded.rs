//! The live blog of another place that a page shows in a frame, or lets a vendor's script draw.
//!
//! Vendors are known by what they ask publishers to paste. A frame of nobody known counts only on a page that calls
//! itself live, and only where it cannot be a video, a map or an advertisement. Knows no network: whether there is
//! something to read at the address is for others to find out.

use scraper::{ElementRef, Html};

use crate::{
    model::WebUrl,
    source::{
        blog::Facts,
        dom::{
            element::{self, attr},
            links,
        },
        field::embed,
        read::markup::live,
    },
};

/// A live blog that a page embeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::source) struct Embedded {
    /// What its vendor is called; of a frame of nobody known, its host.
    pub(in crate::source) name: String,
    /// Where it is; `None` where the page does not tell.
    pub(in crate::source) address: Option<WebUrl>,
}

impl Embedded {
    fn of(name: &str, address: Option<WebUrl>) -> Self {
        Self {
            name: name.to_owned(),
            address,
        }
    }
}

/// Vendors of live blogs, and the hosts that their frames and scripts come from.
const VENDORS: &[(&str, &[&str])] = &[
    ("24liveblog", &["24liveblog.com"]),
    ("Arena", &["arena.im"]),
    ("ScribbleLive", &["scribblelive.com"]),
    ("Tickaroo", &["tickaroo.com"]),
    ("Live Center", &["norkon.net", "livecenter.com"]),
    ("Live Blog", &["liveblog.pro"]),
    ("CoveritLive", &["coveritlive.com"]),
    ("Live Article", &["livearticle.com"]),
];

/// Words, in names and addresses of frames, that tell what is followed live.
const WORDS: &[&str] = &[
    "live",
    "liveblog",
    "liveticker",
    "livefeed",
    "ticker",
    "newsticker",
    "blog",
    "timeline",
    "updates",
    "minutebyminute",
];

/// A frame of at most so many pixels, one way, shows nothing: it counts readers.
const DOT: u32 = 10;

/// Finds the live blog that a page embeds; `base` is what its references are resolved against.
pub(in crate::source) fn find(html: &Html, base: Option<&WebUrl>) -> Option<Embedded> {
    let elements = || html.tree.nodes().filter_map(ElementRef::wrap);
    elements()
        .find_map(by_vendors_element)
        .or_else(|| elements().find_map(|e| by_vendors_frame(e, base)))
        .or_else(|| {
            let mut scripts = elements().filter(|e| e.value().name() == "script");
            scripts.find_map(|script| by_vendors_script(script, base))
        })
        .or_else(|| by_any_frame(html, base))
}

/// The element that a vendor's script fills.
fn by_vendors_element(e: ElementRef<'_>) -> Option<Embedded> {
    let names = attr(e, "class").unwrap_or_default();
    let named = |class: &str| names.split_ascii_whitespace().any(|name| name == class);
    if attr(e, "id") == Some("LB24_LIVE_CONTENT") {
        return Some(live_24(key(e, "data-eid")));
    }
    if named("arena-liveblog") {
        return Some(arena(key(e, "data-publisher"), key(e, "data-event")));
    }
    if named("scrbbl-embed") {
        let mut parts = attr(e, "data-src")?.trim_matches('/').split('/').skip(1);
        let (event, theme) = (parts.next().and_then(as_key), parts.next().and_then(as_key));
        let frame = event.map(|event| {
            let theme = theme.map(|theme| format!("&ThemeId={theme}"));
            let theme = theme.unwrap_or_default();
            format!("https://embed.scribblelive.com/Embed/v7.aspx?Id={event}{theme}")
        });
        return Some(vendor("ScribbleLive", frame));
    }
    if e.value().name() == "tickaroo-liveblog" {
        return Some(tickaroo(key(e, "liveblogid"), key(e, "clientid")));
    }
    let tickaroo_id = key(e, "data-tickaroo-id").or_else(|| key(e, "data-tik4-ticker-id"));
    if tickaroo_id.is_some() {
        return Some(tickaroo(tickaroo_id, key(e, "data-tickaroo-client-id")));
    }
    None
}

fn vendor(name: &str, address: Option<String>) -> Embedded {
    Embedded::of(name, address.and_then(|text| WebUrl::parse(&text).ok()))
}

fn arena(publisher: Option<&str>, event: Option<&str>) -> Embedded {
    let feed = publisher.zip(event).map(|(publisher, event)| {
        format!("https://cached-api.arena.im/v1/liveblog/{publisher}/{event}")
    });
    vendor("Arena", feed)
}

/// Updates that the vendor's script asks for, the newest of them.
fn live_24(event: Option<&str>) -> Embedded {
    let feed = event.map(|event| {
        format!(
            "https://data.24liveplus.com/v1/retrieve_server/x/event/{event}/news/?inverted_order=1&last_nid=&limit=100"
        )
    });
    vendor("24liveblog", feed)
}

fn tickaroo(id: Option<&str>, client: Option<&str>) -> Embedded {
    let feed = id.zip(client).map(|(id, client)| {
        format!(
            "https://cdn.tickaroo.com/api/embed/v4/prefetch/liveblog.json?client_id={client}&liveblogId={id}"
        )
    });
    vendor("Tickaroo", feed)
}

/// An attribute that may stand in an address as it is.
fn key<'a>(e: ElementRef<'a>, name: &str) -> Option<&'a str> {
    attr(e, name).and_then(as_key)
}

fn as_key(text: &str) -> Option<&str> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    (!text.is_empty() && text.len() <= 80 && text.bytes().all(plain)).then_some(text)
}

/// A frame of a vendor.
fn by_vendors_frame(e: ElementRef<'_>, base: Option<&WebUrl>) -> Option<Embedded> {
    let address = frame(e, base)?;
    let name = vendor_of(&address)?;
    // Their frames are empty until scripts fill them: what these ask for can be read.
    let said = |key: &str| said(&address, key);
    let read = match name {
        "24liveblog" => live_24(said("id").as_deref()),
        "Arena" => arena(said("p").as_deref(), said("e").as_deref()),
        _ => Embedded::of(name, None),
    };
    Some(Embedded {
        address: read.address.or(Some(address)),
        ..read
    })
}

/// A parameter of an address that may stand in another as it is.
fn said(address: &WebUrl, key: &str) -> Option<String> {
    let mut pairs = address.as_url().query_pairs();
    let (_, value) = pairs.find(|(name, _)| name == key)?;
    as_key(&value).map(str::to_owned)
}

/// A vendor's script that names its live blog in its address or draws one that nothing names.
fn by_vendors_script(script: ElementRef<'_>, base: Option<&WebUrl>) -> Option<Embedded> {
    let address = links::resolve(attr(script, "src")?, base)?;
    let name = vendor_of(&address)?;
    let path = address.as_url().path();
    // What a script that counts readers is called is nobody's live blog.
    let draws = [
        "24.js", "arenalib", "embed", "ticker", "tik", "liveblog", "live",
    ];
    if !draws.iter().any(|word| path.contains(word)) {
        return None;
    }
    if name == "Arena" {
        let (publisher, event) = (said(&address, "p"), said(&address, "e"));
        return Some(arena(publisher.as_deref(), event.as_deref()));
    }
    Some(Embedded::of(name, None))
}

fn vendor_of(address: &WebUrl) -> Option<&'static str> {
    let host = address.host();
    let of = |known: &&str| {
        let rest = host.strip_suffix(*known);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    VENDORS
        .iter()
        .find(|(_, hosts)| hosts.iter().any(of))
        .map(|(name, _)| *name)
}

/// A frame on a page that calls itself live: the one that is named so, else the only one.
fn by_any_frame(html: &Html, base: Option<&WebUrl>) -> Option<Embedded> {
    let frames = html.tree.nodes().filter_map(ElementRef::wrap);
    let frames: Vec<_> = frames
        .filter_map(|e| Some((e, frame(e, base)?)))
        .filter(|(e, address)| !embed::is_known(address) && is_shown(*e))
        .collect();
    if frames.is_empty() || !live::Names::of(html, &Facts::of(html), base).is_live() {
        return None;
    }
    let named = frames
        .iter()
        .find(|(e, address)| is_named_live(*e, address));
    let (_, address) = match frames.as_slice() {
        [only] => only,
        _ => named?,
    };
    Some(Embedded::of(address.host(), Some(address.clone())))
}

/// The address of a frame.
fn frame(e: ElementRef<'_>, base: Option<&WebUrl>) -> Option<WebUrl> {
    if !matches!(e.value().name(), "iframe" | "amp-iframe") {
        return None;
    }
    let sources = ["src", "data-src", "data-lazy-src", "data-url"];
    let mut sources = sources.iter().filter_map(|name| attr(e, name));
    sources.find_map(|source| links::resolve(source, base))
}

/// Tells whether a frame is there to be seen.
fn is_shown(e: ElementRef<'_>) -> bool {
    let dot = |name| {
        let size = attr(e, name).and_then(|size| size.trim_end_matches("px").parse().ok());
        size.is_some_and(|size: u32| size <= DOT)
    };
    let aside = e.ancestors().filter_map(ElementRef::wrap);
    let aside = aside.filter(|above| {
        matches!(
            above.value().name(),
            "noscript" | "aside" | "footer" | "nav"
        )
    });
    !dot("width") && !dot("height") && !element::is_hidden(e) && aside.count() == 0
}

fn is_named_live(e: ElementRef<'_>, address: &WebUrl) -> bool {
    let words = |text: &str| {
        let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
        words.any(|word| WORDS.contains(&word.to_ascii_lowercase().as_str()))
    };
    let names = ["id", "class", "title", "name"];
    names.iter().filter_map(|name| attr(e, name)).any(words)
        || words(address.host())
        || words(address.as_url().path())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::dom::bounded_html;

    fn found(title: &str, body: &str) -> Option<(String, Option<String>)> {
        let page = bounded_html::parse(&format!("<!doctype html><title>{title}</title>{body}"));
        let base = WebUrl::parse("https://post.example/news/bridge").unwrap();
        let embedded = find(&page.html, Some(&base))?;
        Some((embedded.name, embedded.address.map(|url| url.to_string())))
    }

    #[test]
    fn what_vendors_let_publishers_paste_is_known_with_its_address() {
        for (pasted, name, address) in [
            (
                "<div id=LB24_LIVE_CONTENT data-eid=2912345678901234567></div><script src='https://v.24liveblog.com/24.js'></script>",
                "24liveblog",
                Some(
                    "https://data.24liveplus.com/v1/retrieve_server/x/event/2912345678901234567/news/?inverted_order=1&last_nid=&limit=100",
                ),
            ),
            (
                "<iframe src='https://v.24liveblog.com/iframe/?id=1234567'></iframe>",
                "24liveblog",
                Some(
                    "https://data.24liveplus.com/v1/retrieve_server/x/event/1234567/news/?inverted_order=1&last_nid=&limit=100",
                ),
            ),
            (
                "<iframe src='https://go.arena.im/embed?v=2&amp;p=post&amp;e=aB3x'></iframe>",
                "Arena",
                Some("https://cached-api.arena.im/v1/liveblog/post/aB3x"),
            ),
            (
                "<div class=arena-liveblog data-publisher=post data-event=aB3x data-version=2></div>",
                "Arena",
                Some("https://cached-api.arena.im/v1/liveblog/post/aB3x"),
            ),
            (
                "<script async src='https://go.arena.im/public/js/arenalib.js?p=post&amp;e=aB3x'></script>",
                "Arena",
                Some("https://cached-api.arena.im/v1/liveblog/post/aB3x"),
            ),
            (
                "<div class=scrbbl-embed data-src='/event/2912345/1234'></div>",
                "ScribbleLive",
                Some("https://embed.scribblelive.com/Embed/v7.aspx?Id=2912345&ThemeId=1234"),
            ),
            (
                "<tickaroo-liveblog liveblogId=5f1234 clientId=63c9a9></tickaroo-liveblog>",
                "Tickaroo",
                Some(
                    "https://cdn.tickaroo.com/api/embed/v4/prefetch/liveblog.json?client_id=63c9a9&liveblogId=5f1234",
                ),
            ),
            (
                "<div class=tik4-live data-tickaroo-id=5f1234></div>",
                "Tickaroo",
                None,
            ),
            (
                "<script src='https://cdn.tickaroo.com/webng/embedjs/tik4.js'></script>",
                "Tickaroo",
                None,
            ),
            (
                "<iframe id=liveblog-iframe src='//de.liveblog.pro/lb/blogs/5f00/index.html'></iframe>",
                "Live Blog",
                Some("https://de.liveblog.pro/lb/blogs/5f00/index.html"),
            ),
        ] {
            let embedded = found("Bridge closed", pasted).unwrap_or_else(|| panic!("{pasted}"));
            assert_eq!(embedded.0, name, "{pasted}");
            assert_eq!(embedded.1.as_deref(), address, "{pasted}");
        }
    }

    #[test]
    fn what_would_leave_the_address_is_no_key() {
        let pasted = "<div class=arena-liveblog data-publisher='../../x?' data-event='a b'></div>";
        assert_eq!(found("Bridge", pasted), Some(("Arena".to_owned(), None)));
    }

    #[test]
    fn any_frame_counts_where_a_page_calls_itself_live_and_it_can_be_one() {
        let frame = "<iframe src='https://frames.example/embed/bridge' height=900></iframe>";
        let others = "<iframe src='https://www.youtube.com/embed/abc'></iframe>\
            <iframe src='https://ads.example/slot' width=1 height=1></iframe>\
            <noscript><iframe src='https://tags.example/ns.html'></iframe></noscript>";
        let both = [others, frame].concat();
        let address = found("Live: Bridge closed", &both).and_then(|found| found.1);
        assert_eq!(
            address.as_deref(),
            Some("https://frames.example/embed/bridge")
        );
        assert_eq!(found("Bridge closed", &both), None);
        assert_eq!(found("Live: Bridge closed", others), None);
        let two = [
            frame,
            "<iframe src='https://other.example/liveblog/7'></iframe>",
        ]
        .concat();
        let address = found("Live: Bridge closed", &two).and_then(|found| found.1);
        assert_eq!(
            address.as_deref(),
            Some("https://other.example/liveblog/7"),
            "of two the one that is named live"
        );
    }

    #[test]
    fn a_vendors_other_scripts_are_no_live_blog() {
        let script = "<script src='https://cdn.tickaroo.com/stats/counter.js'></script>";
        assert_eq!(found("Live: Bridge closed", script), None);
    }
}
