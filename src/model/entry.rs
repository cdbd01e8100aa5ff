//! One update of a live blog.

use std::{borrow::Cow, fmt, hash::Hasher, sync::Arc};

use serde::{Deserialize, Serialize};
use siphasher::sip128::{Hasher128, SipHasher13};

use super::{Body, Clean, Provenance, Stamp, WebUrl, body::Visitor};

/// Longest id that is kept as it is, in bytes; a longer one is replaced by its hash.
const MAX_ID: usize = 200;
/// Most graphemes of a text that stands for a headline.
const LINE: usize = 200;

/// Names an update within its live blog; never changes while the update lives.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String")]
pub struct EntryId(Arc<str>);

impl EntryId {
    /// Makes an id from a publisher's; controls are removed, an overlong one is hashed.
    #[must_use]
    pub fn new(raw: &str) -> Self {
        let clean = Clean::line(raw);
        if clean.as_str().len() <= MAX_ID {
            Self(clean.as_str().into())
        } else {
            Self(format!("hash-{:032x}", hash128(raw.as_bytes())).into())
        }
    }

    /// Returns the id's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for EntryId {
    fn from(raw: String) -> Self {
        Self::new(&raw)
    }
}

impl fmt::Debug for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EntryId({})", self.as_str())
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One update as its publisher shows it at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Names the update within its live blog.
    pub id: EntryId,
    /// What the newsroom prints before the headline to say where this belongs: a minute of play ("45+2'"). It is a part
    /// of the headline in all that follows from words: identity, edits, search.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Clean>,
    /// The update's own headline; `None` where it has none (not: the blog's).
    pub headline: Option<Clean>,
    /// The rich text.
    #[serde(default)]
    pub body: Body,
    /// When it was published; `None` where nothing tells.
    pub published: Option<Stamp>,
    /// When the publisher says that it was changed, where that is later than `published`.
    pub modified: Option<Stamp>,
    /// Who wrote it; empty where the page names nobody for this update.
    #[serde(default)]
    pub authors: Vec<Author>,
    /// The update's own address.
    pub permalink: Option<WebUrl>,
    /// How the newsroom marked it.
    #[serde(default)]
    pub marks: Marks,
    /// Who said what of it.
    #[serde(default)]
    pub provenance: Provenance,
}

/// A byline's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The name.
    pub name: Clean,
    /// The author's page.
    pub url: Option<WebUrl>,
}

/// How a newsroom marked an update.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each mark is there or not, whatever the others are"
)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Marks {
    /// A key event.
    pub key_event: bool,
    /// Pinned to the top of the page.
    pub pinned: bool,
    /// A summary of what is known.
    pub summary: bool,
    /// Breaking news.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub breaking: bool,
}

impl Marks {
    /// Returns the marks that one or the other has.
    #[must_use]
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            key_event: self.key_event || other.key_event,
            pinned: self.pinned || other.pinned,
            summary: self.summary || other.summary,
            breaking: self.breaking || other.breaking,
        }
    }
}

impl Marks {
    /// Tells whether these say that an update is a key event or breaking news, where the others did not.
    #[must_use]
    pub(crate) fn points_out_more_than(self, before: Self) -> bool {
        (self.key_event && !before.key_event) || (self.breaking && !before.breaking)
    }
}

impl Entry {
    /// Returns the headline with the label before it: "82' Goal", "Half-time: Merrow lead"; `None` where there is neither.
    #[must_use]
    pub fn titled(&self) -> Option<Cow<'_, Clean>> {
        match (&self.label, &self.headline) {
            (None, headline) => headline.as_ref().map(Cow::Borrowed),
            (label, None) => label.as_ref().map(Cow::Borrowed),
            (Some(label), Some(headline)) => {
                let ends_in_word = label.as_str().ends_with(char::is_alphabetic);
                let between = if ends_in_word { ": " } else { " " };
                Some(Cow::Owned(Clean::line(&format!(
                    "{label}{between}{headline}"
                ))))
            }
        }
    }

    /// Returns the update in a line: its headline, else how its text begins.
    #[must_use]
    pub fn in_a_line(&self) -> Clean {
        let headline = self.titled().map(Cow::into_owned);
        let headline = headline.filter(|line| !line.is_empty());
        headline.unwrap_or_else(|| {
            let text = self.body.text();
            Clean::line_capped(text.lines().next().unwrap_or_default(), LINE)
        })
    }

    /// Returns a hash of what a reader would call the content: words, links and pictures, not their markup.
    ///
    /// Letters and digits alone count in text, so that re-encoding, typographic quotes and white space make no
    /// revision; addresses count without their query, which carries tokens and sizes.
    #[must_use]
    pub fn fingerprint(&self) -> u128 {
        let mut content = Content(SipHasher13::new());
        content.headline(self);
        content.0.write_u8(0);
        self.body.walk(&mut content);
        content.0.finish128().as_u128()
    }

    /// Returns a hash of the headline's words, as [`Entry::fingerprint`] sees them.
    pub(super) fn headline_fingerprint(&self) -> u64 {
        let mut content = Content(SipHasher13::new());
        content.headline(self);
        content.0.finish()
    }
}

impl Body {
    /// Returns a hash of what it tells, as [`Entry::fingerprint`] sees it.
    pub(super) fn fingerprint(&self) -> u64 {
        let mut content = Content(SipHasher13::new());
        self.walk(&mut content);
        content.0.finish()
    }
}

struct Content(SipHasher13);

impl Content {
    /// Takes in label and headline as the one line that they were before labels were known.
    fn headline(&mut self, entry: &Entry) {
        for words in [&entry.label, &entry.headline].into_iter().flatten() {
            self.words(words.as_str());
        }
    }

    fn words(&mut self, text: &str) {
        let mut utf8 = [0; 4];
        let mut before = ' ';
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let negates = matches!(c, '-' | '−')
                && !before.is_alphanumeric()
                && chars.peek().is_some_and(char::is_ascii_digit);
            if negates {
                self.0.write_u8(b'-');
            } else if c.is_alphanumeric() || matches!(c, '%' | '€' | '$' | '£') {
                self.0.write(c.encode_utf8(&mut utf8).as_bytes());
            }
            before = c;
        }
    }

    fn address(&mut self, url: &WebUrl) {
        self.0.write(url.host().as_bytes());
        self.0.write(url.as_url().path().as_bytes());
        self.0.write_u8(1);
    }
}

impl Visitor for Content {
    fn inlines(&mut self, runs: &[super::Inline]) {
        let mut last = None;
        for run in runs {
            self.words(run.text.as_str());
            if run.link.is_some() && run.link != last {
                run.link.iter().for_each(|url| self.address(url));
            }
            last.clone_from(&run.link);
        }
        self.0.write_u8(0);
    }

    fn image(&mut self, image: &super::Image) {
        self.words(image.words().as_str());
        self.0.write_u8(2);
    }

    fn embed(&mut self, embed: &super::Embed) {
        self.words(embed.author.as_str());
        self.words(embed.text.as_str());
        embed.url.iter().for_each(|url| self.address(url));
        self.0.write_u8(3);
    }

    fn text(&mut self, text: &Clean) {
        self.words(text.as_str());
        self.0.write_u8(4);
    }
}

/// Hashes bytes to 128 bits, the same on every machine and in every version.
#[must_use]
pub fn hash128(bytes: &[u8]) -> u128 {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    hasher.finish128().as_u128()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(label: Option<&str>, headline: Option<&str>) -> Entry {
        let words = |words: Option<&str>| words.map(Clean::line);
        Entry {
            id: EntryId::new("a"),
            label: words(label),
            headline: words(headline),
            body: Body::default(),
            published: None,
            modified: None,
            authors: Vec::new(),
            permalink: None,
            marks: Marks::default(),
            provenance: Provenance::default(),
        }
    }

    #[test]
    fn a_label_stands_before_the_headline() {
        for (label, headline, titled) in [
            (Some("82'"), Some("Goal"), Some("82' Goal")),
            (
                Some("Half-time"),
                Some("Merrow lead"),
                Some("Half-time: Merrow lead"),
            ),
            (Some("FT"), None, Some("FT")),
            (None, Some("Goal"), Some("Goal")),
            (None, None, None),
        ] {
            let entry = entry(label, headline);
            assert_eq!(entry.titled().as_deref().map(Clean::as_str), titled);
        }
    }

    #[test]
    fn a_headline_that_was_kept_with_its_label_in_it_is_the_same_content() {
        let kept = entry(None, Some("90'+3 Goal"));
        let read = entry(Some("90'+3"), Some("Goal"));
        assert_eq!(kept.fingerprint(), read.fingerprint());
        assert_eq!(kept.headline_fingerprint(), read.headline_fingerprint());
        let kept: Entry = serde_json::from_str(r#"{"id": "a", "headline": "Goal"}"#).unwrap();
        assert_eq!(kept.label, None);
    }
}
