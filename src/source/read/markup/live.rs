//! Whether a page, or a part of it, calls itself live.

use scraper::{ElementRef, Html};

use crate::{
    model::WebUrl,
    source::{
        blog::Facts,
        dom::element::{self, Id, letters, name_words},
    },
};

/// Words, in letters alone, that pages call themselves live with, in titles and addresses.
const LIVE: &[&str] = &[
    "live",
    "liveblog",
    "liveticker",
    "ticker",
    "newsblog",
    "newsticker",
    "blog",
    "minutebyminute",
    "direct",
    "directo",
    "diretta",
    "endirect",
    "envivo",
    "aovivo",
    "minuto",
    "relacja",
    "nażywo",
    "nazywo",
    "uzivo",
    "uživo",
    "онлайн",
    "трансляция",
    "direkt",
    "livescore",
    "clockwatch",
    "textcommentary",
    "asithappened",
    "liveupdates",
    "latestupdates",
    "liveupdate",
    "latest",
    "canlı",
    "canli",
    "élő",
    "zivo",
    "živě",
    "zive",
    "livecenter",
    "livefeed",
    "commentary",
    "livetext",
    "liverapport",
    "suora",
    "ao",
];
/// Phrases of a page that says it of itself.
const PHRASES: &[&str] = &[
    "thisisaliveblog",
    "liveblog",
    "followalonglive",
    "liveupdates",
    "followlive",
    "followourlive",
    "livecoverage",
    "liveticker",
    "newsticker",
    "newsblog",
    "inoursliveblog",
];

/// Words, and pairs of them, that templates name the parts of live blogs with.
const NAMES: &[&str] = &[
    "liveblog",
    "livepost",
    "liveevent",
    "livestory",
    "liveentry",
    "liveupdate",
    "liveupdates",
    "livestream",
    "liveticker",
    "livetext",
    "clockwatch",
    "newsticker",
    "livefeed",
    "livecenter",
];

/// Tells whether the page calls itself live: in its title, headline or address, or in so many words.
pub(in crate::source) fn is_live(html: &Html, base: Option<&WebUrl>) -> bool {
    let facts = Facts::of(html);
    let mut names = vec![
        facts.title.clone().unwrap_or_default(),
        facts.meta(&["og:title"]).unwrap_or_default(),
    ];
    names.extend(facts.heading.clone());
    let address = base
        .map(|url| url.as_url().path().to_owned())
        .or_else(|| facts.meta(&["og:url"]));
    names.extend(address.or_else(|| facts.canonical.clone()));
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .map(str::to_lowercase)
            .filter(|w| !w.is_empty())
            .collect()
    };
    let named = names.iter().any(|name| {
        let words = words(name);
        let pairs = words.windows(2).map(<[std::string::String]>::concat);
        words
            .iter()
            .cloned()
            .chain(pairs)
            .any(|word| LIVE.contains(&word.as_str()))
    });
    named || says_so(html)
}

fn says_so(html: &Html) -> bool {
    html.tree
        .nodes()
        .filter_map(ElementRef::wrap)
        .filter(|e| matches!(e.value().name(), "p" | "em" | "strong" | "h2" | "h3"))
        .any(|e| {
            let text = element::text(e);
            let words = letters(&text);
            text.len() < 300
                && PHRASES.iter().any(|phrase| words.contains(phrase))
                && e.descendants()
                    .filter_map(ElementRef::wrap)
                    .all(|d| d.value().name() != "a")
        })
}

/// Tells whether title or headline say in so many words that this is followed live.
pub(in crate::source) fn is_titled_live(html: &Html) -> bool {
    let facts = Facts::of(html);
    let shared = facts.meta(&["og:title", "twitter:title"]);
    let names = [facts.title, facts.heading, shared];
    names
        .iter()
        .flatten()
        .any(|name| PHRASES.iter().any(|phrase| letters(name).contains(phrase)))
}

/// How many elements of a series are asked for their names.
const NAMED: usize = 3;

/// Tells whether the elements of a series, or what they stand in, are named as a live blog's.
pub(in crate::source) fn names_itself_live(html: &Html, series: &[Id]) -> bool {
    let named = |e: ElementRef<'_>| {
        let words = name_words(e);
        let pairs = words.windows(2).map(<[std::string::String]>::concat);
        words
            .iter()
            .cloned()
            .chain(pairs)
            .any(|w| NAMES.contains(&w.as_str()))
    };
    series.iter().take(NAMED).all(|id| {
        let Some(found) = element::element(html, *id) else {
            return false;
        };
        std::iter::once(found)
            .chain(found.ancestors().filter_map(ElementRef::wrap).take(4))
            .any(named)
    })
}
