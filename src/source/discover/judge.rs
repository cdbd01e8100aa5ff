//! Whether a link leads to a live blog, by its title, its address and its label.

use std::{collections::HashSet, sync::LazyLock};

use chrono::{DateTime, Utc};

use crate::{
    model::{Clean, Lead, WebUrl},
    source::vocabulary::{self, Phrases, broadcast, live, other, spaced},
};

/// A story's name in an address has so many words, or a digit.
const NAME: usize = 3;

/// A date may stand in the last so many parts of an address: `2025/aug/07/bridge`.
const DATED: usize = 4;

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(live::PHRASES));
static LABELS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    vocabulary::all(live::WORDS)
        .chain(vocabulary::all(live::PHRASES))
        .collect()
});
static LINES: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(live::LINES));
static BROADCASTS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(broadcast::WORDS));
static OTHERS: LazyLock<Phrases> = LazyLock::new(|| Phrases::of(other::TITLES));

/// A link and what is said of it.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) url: WebUrl,
    pub(super) title: Clean,
    pub(super) time: Option<DateTime<Utc>>,
    /// Whether a label beside it calls it live.
    pub(super) is_labelled: bool,
}

impl Candidate {
    /// Tells whether it leads to a live blog; `page` is where the link stands.
    pub(super) fn is_live(&self, page: Option<&WebUrl>) -> bool {
        if self.title.is_empty() || !is_of_house(&self.url, page) || !is_story(&self.url) {
            return false;
        }
        let title = self.title.as_str();
        let says_so = PHRASES.are_in(title);
        let is_one = says_so
            || self.is_labelled
            || is_titled(title)
            || is_addressed(&self.url)
            || ends_live(title, &self.url);
        is_one && (LINES.are_in(title) || !is_else(title, &self.url, says_so))
    }

    pub(super) fn lead(self) -> Lead {
        Lead {
            url: self.url,
            title: self.title,
            time: self.time,
        }
    }
}

/// Tells whether a text is a label of live blogs and nothing else.
pub(super) fn is_label(text: &str) -> bool {
    LABELS.contains(spaced(text).trim())
}

/// Tells whether an address is that of the page's own house, and not of the page itself.
fn is_of_house(url: &WebUrl, page: Option<&WebUrl>) -> bool {
    let Some(page) = page else { return true };
    let brand = |url: &WebUrl| url.site().split('.').next().unwrap_or_default().to_owned();
    let is_here = url.as_url().path() == page.as_url().path() && url.host() == page.host();
    !is_here && (url.site() == page.site() || brand(url) == brand(page))
}

/// Tells whether an address names a story: sections are called by a word or two.
fn is_story(url: &WebUrl) -> bool {
    let has_digit = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
    let path = url.as_url().path().trim_end_matches('/');
    let is_dated = path.rsplit('/').take(DATED).any(has_digit);
    let name = path.rsplit('/').next();
    is_dated
        || name.is_some_and(|name| words(name).count() >= NAME)
        || url.as_url().query().is_some_and(has_digit)
}

/// The words of a part of an address, without the ending of a file.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let name = name.split_once(".htm").map_or(name, |(name, _)| name);
    let words = name.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

/// Tells whether a part of a title is nothing but a word of live blogs: "Live: the bridge".
fn is_titled(title: &str) -> bool {
    let mut parts = title.split([
        ':', '|', '–', '—', '[', ']', '(', ')', '•', '·', '»', '：', '【', '】',
    ]);
    let is_parted = parts.clone().nth(1).is_some();
    is_parted && parts.any(|part| part.split(" - ").any(is_label))
}

/// Tells whether an address says so: `/live-blog/`, `/live/2025/…`.
fn is_addressed(url: &WebUrl) -> bool {
    let path = url.as_url().path();
    let folders = path.trim_end_matches('/').rsplit_once('/');
    PHRASES.are_in(path) || folders.is_some_and(|(folders, _)| folders.split('/').any(is_label))
}

/// Tells whether title and address both end on a word of live blogs.
fn ends_live(title: &str, url: &WebUrl) -> bool {
    let is_number = |word: &&str| word.bytes().any(|b| b.is_ascii_digit());
    let path = url.as_url().path().trim_end_matches('/');
    let name = path.rsplit('/').next().unwrap_or_default();
    let named = words(name).filter(|word| !is_number(word)).last();
    let titled = title.split_whitespace().last();
    named.is_some_and(is_label) && titled.is_some_and(is_label)
}

/// Tells whether it is live to see or to hear, or a series of something else.
fn is_else(title: &str, url: &WebUrl, says_so: bool) -> bool {
    let path = url.as_url().path();
    BROADCASTS.are_in(title) || BROADCASTS.are_in(path) || (!says_so && OTHERS.are_in(title))
}
