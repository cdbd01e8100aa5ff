//! Filters: which updates the timeline is limited to. Finding looks for words among them and hides nothing.

use std::collections::BTreeSet;

use super::pattern::Pattern;
use crate::model::{Clean, Entry, Item};

/// What an update can be picked by, besides its author and its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UpdateKind {
    /// The newsroom marked it as a key event.
    KeyEvent,
    /// The reader has not read it.
    Unread,
    /// The reader bookmarked it.
    Bookmarked,
    /// It was changed after it was published.
    Edited,
    /// It was changed significantly after the reader had read it.
    ChangedSinceRead,
    /// The publisher took it off the page.
    Removed,
    /// It has pictures.
    Pictures,
}

impl UpdateKind {
    /// All kinds, in the order of the list.
    pub const ALL: [Self; 7] = [
        Self::KeyEvent,
        Self::Unread,
        Self::Bookmarked,
        Self::Edited,
        Self::ChangedSinceRead,
        Self::Removed,
        Self::Pictures,
    ];

    /// Returns the name by which it is kept.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::KeyEvent => "key-event",
            Self::Unread => "unread",
            Self::Bookmarked => "bookmarked",
            Self::Edited => "edited",
            Self::ChangedSinceRead => "changed-since-read",
            Self::Removed => "removed",
            Self::Pictures => "pictures",
        }
    }

    /// Returns the words for updates of this kind.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::KeyEvent => "key events",
            Self::Unread => "unread",
            Self::Bookmarked => "bookmarked",
            Self::Edited => "edited",
            Self::ChangedSinceRead => "changed since read",
            Self::Removed => "no longer on the page",
            Self::Pictures => "with pictures",
        }
    }

    /// Tells whether an update, shown as it is, is of this kind.
    pub(in crate::app) fn admits(self, item: &Item, shown: &Entry) -> bool {
        match self {
            Self::KeyEvent => shown.marks.key_event,
            Self::Unread => !item.read,
            Self::Bookmarked => item.bookmarked,
            Self::Edited => !item.earlier.is_empty(),
            Self::ChangedSinceRead => item.changed_since_read,
            Self::Removed => item.is_retracted(),
            Self::Pictures => !shown.body.images().is_empty(),
        }
    }
}

/// One condition of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// Of a kind.
    Kind(UpdateKind),
    /// By an author of this name.
    Author(Clean),
    /// With these words.
    Words(Clean),
}

/// Conditions that an update must meet: every kind, all the words, one of the authors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    kinds: BTreeSet<UpdateKind>,
    authors: Vec<Clean>,
    words: Clean,
}

impl FromIterator<Term> for Filter {
    fn from_iter<I: IntoIterator<Item = Term>>(terms: I) -> Self {
        let mut filter = Self::default();
        for term in terms {
            if !filter.has(&term) {
                filter.toggle(term);
            }
        }
        filter
    }
}

impl Filter {
    /// Tells whether there is no condition.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Tells whether a condition is part of it.
    #[must_use]
    pub fn has(&self, term: &Term) -> bool {
        match term {
            Term::Kind(kind) => self.kinds.contains(kind),
            Term::Author(name) => self.authors.contains(name),
            Term::Words(words) => self.words == *words,
        }
    }

    /// Adds a condition, or takes it away where it is there.
    pub(in crate::app) fn toggle(&mut self, term: Term) {
        match term {
            Term::Kind(kind) => {
                if !self.kinds.remove(&kind) {
                    self.kinds.insert(kind);
                }
            }
            Term::Author(name) => match self.authors.iter().position(|known| *known == name) {
                Some(index) => {
                    self.authors.remove(index);
                }
                None => self.authors.push(name),
            },
            Term::Words(words) if self.words == words => self.words = Clean::default(),
            Term::Words(words) => self.words = words,
        }
    }

    /// Returns the kinds that an update must be of.
    pub fn kinds(&self) -> impl Iterator<Item = UpdateKind> {
        self.kinds.iter().copied()
    }

    /// Returns the authors, one of whom must have written it.
    #[must_use]
    pub fn authors(&self) -> &[Clean] {
        &self.authors
    }

    /// Returns the words; empty where there are none.
    #[must_use]
    pub fn words(&self) -> &Clean {
        &self.words
    }

    /// Returns the words, in the form in which texts are compared with them.
    pub(in crate::app) fn pattern(&self) -> Pattern {
        Pattern::new(self.words.as_str())
    }

    /// Tells whether an update as it is shown meets every condition; `pattern` is [`Filter::pattern`].
    pub(in crate::app) fn admits(&self, item: &Item, shown: &Entry, pattern: &Pattern) -> bool {
        let by = |name: &Clean| shown.authors.iter().any(|author| author.name == *name);
        let with_words = || {
            let headline = shown.titled();
            let mut text = headline.map_or_else(String::new, |words| words.to_string());
            text.push('\n');
            text.push_str(&shown.body.text());
            pattern.is_in(&pattern.fold(&text))
        };
        self.kinds.iter().all(|kind| kind.admits(item, shown))
            && (self.authors.is_empty() || self.authors.iter().any(by))
            && (pattern.is_empty() || with_words())
    }

    /// Says it in words: `key events · by Kim Roe or Jo Poe · “bridge”`.
    #[must_use]
    pub fn describe(&self) -> String {
        let mut parts: Vec<String> = self.kinds.iter().map(|k| k.words().to_owned()).collect();
        if !self.authors.is_empty() {
            let names: Vec<&str> = self.authors.iter().map(Clean::as_str).collect();
            parts.push(format!("by {}", names.join(" or ")));
        }
        if !self.words.is_empty() {
            parts.push(format!("“{}”", self.words));
        }
        parts.join(" · ")
    }
}
