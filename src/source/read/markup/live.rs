//! Whether a page, or a part of it, calls itself live.

use std::{cell::OnceCell, sync::LazyLock};

use scraper::{ElementRef, Html};

use super::judgement::{self, Sign};
use crate::{
    model::WebUrl,
    source::{
        blog::Facts,
        dom::element::{self, Id, attr},
        vocabulary::{self, Phrases, live, other, spaced},
    },
};

/// The longest line that says what the page is, in bytes.
const LINE: usize = 300;
/// Shorter headlines stand in a page's title by chance, in bytes.
const TITLE: usize = 20;
/// How many elements of a series are asked for their names.
const NAMED: usize = 3;
/// So many elements around an update are asked for their names, too.
const AROUND: usize = 4;

static LINES: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(live::LINES));

/// What parts a label from the rest of a title.
const PARTING: [char; 24] = [
    ':', '|', '–', '—', '-', '[', ']', '(', ')', '/', '•', '·', '.', '!', '：', '｜', '【', '】',
    '（', '）', '［', '］', '「', '」',
];

/// What a page calls itself.
#[derive(Debug, Default)]
pub(in crate::source) struct Names {
    /// Title, shared title and first heading, in words.
    titles: Vec<String>,
    /// The parts of these that stand apart, as labels do: "Live" in "Live: the bridge", in words.
    labels: Vec<String>,
    /// The path of its address, in words.
    address: String,
    /// Whether a line of the page says that it is followed live.
    says_so: bool,
    /// Whether anything at all does, once it was asked for.
    is_live: OnceCell<bool>,
}

impl Names {
    pub(in crate::source) fn of(html: &Html, facts: &Facts, base: Option<&WebUrl>) -> Self {
        let shared = facts.meta(&["og:title", "twitter:title"]);
        let titles = [facts.title.clone(), facts.heading.clone(), shared];
        let address = base
            .map(|url| url.as_url().path().to_owned())
            .or_else(|| facts.meta(&["og:url"]))
            .or_else(|| facts.canonical.clone());
        let parts = titles
            .iter()
            .flatten()
            .flat_map(|title| title.split(PARTING));
        Self {
            labels: parts.map(spaced).collect(),
            titles: titles.iter().flatten().map(|title| spaced(title)).collect(),
            address: spaced(&address.unwrap_or_default()),
            says_so: says_so(html),
            is_live: OnceCell::new(),
        }
    }

    /// Tells whether anything at all calls the page live.
    pub(in crate::source) fn is_live(&self) -> bool {
        *self.is_live.get_or_init(|| self.says_live())
    }

    fn says_live(&self) -> bool {
        let titled = |words| {
            self.titles
                .iter()
                .any(|title| vocabulary::holds(title, words))
        };
        titled(live::PHRASES)
            || titled(live::WORDS)
            || titled(live::HINTS)
            || titled(live::BLOG)
            || vocabulary::holds(&self.address, live::PHRASES)
            || vocabulary::holds(&self.address, live::WORDS)
            || self.says_so
    }

    /// Tells whether title or headline say in so many words that this is followed live.
    pub(in crate::source) fn is_titled_live(&self) -> bool {
        let mut titles = self.titles.iter();
        titles.any(|title| vocabulary::holds(title, live::PHRASES))
    }

    /// Tells whether a headline is the page's own.
    pub(in crate::source) fn is_title(&self, headline: &str) -> bool {
        let words = spaced(headline);
        words.len() > TITLE && self.titles.iter().any(|title| title.contains(&words))
    }

    /// Tells whether a part of a title is nothing but a word of live blogs.
    fn is_labelled(&self) -> bool {
        let mut labels = self.labels.iter();
        labels.any(|label| vocabulary::is(label, live::WORDS))
    }

    /// What the names say for and against a live blog.
    pub(super) fn signs(&self) -> Vec<Sign> {
        let titled = |words| {
            self.titles
                .iter()
                .any(|title| vocabulary::holds(title, words))
        };
        let mut signs = Vec::new();
        if self.is_titled_live() {
            signs.push(judgement::TITLE_SAYS_LIVE);
        } else if self.is_labelled() {
            signs.push(judgement::TITLE_LABEL);
        } else if titled(live::WORDS) || titled(live::HINTS) {
            signs.push(judgement::TITLE_HINTS);
        } else if titled(live::BLOG) {
            signs.push(judgement::TITLE_SAYS_BLOG);
        }
        if vocabulary::holds(&self.address, live::PHRASES) {
            signs.push(judgement::ADDRESS_SAYS_LIVE);
        } else if vocabulary::holds(&self.address, live::WORDS) {
            signs.push(judgement::ADDRESS_HINTS);
        }
        if self.says_so {
            signs.push(judgement::LINE_SAYS_LIVE);
        }
        if titled(other::TITLES) {
            signs.push(judgement::TITLE_SAYS_OTHER);
        }
        if vocabulary::holds(&self.address, other::ADDRESSES) {
            signs.push(judgement::ADDRESS_SAYS_OTHER);
        }
        signs
    }
}

fn says_so(html: &Html) -> bool {
    html.tree
        .nodes()
        .filter_map(ElementRef::wrap)
        .filter(|e| matches!(e.value().name(), "p" | "em" | "strong" | "h2" | "h3"))
        .any(|e| {
            let mut below = e.descendants().filter_map(ElementRef::wrap);
            below.all(|d| d.value().name() != "a")
                && element::short_text(e, LINE - 1).is_some_and(|text| LINES.are_in(&text))
        })
}

/// Tells whether the elements of a series, or what they stand in, are named as a live blog's.
pub(in crate::source) fn names_itself_live(html: &Html, series: &[Id]) -> bool {
    !series.is_empty()
        && series
            .iter()
            .take(NAMED)
            .all(|id| element::element(html, *id).is_some_and(stands_in_live))
}

/// Tells whether an element, or one of those around it, is named as a part of a live blog.
pub(in crate::source) fn stands_in_live(found: ElementRef<'_>) -> bool {
    std::iter::once(found)
        .chain(found.ancestors().filter_map(ElementRef::wrap).take(AROUND))
        .any(is_named_live)
}

fn is_named_live(found: ElementRef<'_>) -> bool {
    let name = found.value().name();
    name == "amp-live-list"
        || is_labelled_feed(found)
        || !matches!(name, "html" | "body")
            && element::has_joined_name(found, |word| live::NAMES.contains(word))
}

/// Tells whether an element is a feed for those who are read to, and its label calls it live (ARIA, `feed`).
fn is_labelled_feed(found: ElementRef<'_>) -> bool {
    let label = attr(found, "aria-label").filter(|_| attr(found, "role") == Some("feed"));
    label.map(spaced).is_some_and(|label| {
        vocabulary::holds(&label, live::PHRASES) || vocabulary::holds(&label, live::WORDS)
    })
}

/// Tells whether the elements of a series are named as those of a series of something else.
pub(super) fn names_other(html: &Html, series: &[Id]) -> bool {
    !series.is_empty()
        && series.iter().take(NAMED).all(|id| {
            element::element(html, *id).is_some_and(|found| {
                std::iter::once(found)
                    .chain(found.ancestors().filter_map(ElementRef::wrap).take(1))
                    .filter(|e| !matches!(e.value().name(), "html" | "body" | "main"))
                    .any(|e| element::has_joined_name(e, |word| other::NAMES.contains(word)))
            })
        })
}
