//! What readers say of updates: values, each with the rule that it was read by.
//!
//! A reader makes an [`Account`] of every update that it knows and decides nothing; `resolve` takes each field of an
//! update from the account that knows it best.

use std::ops::{Deref, DerefMut};

use crate::{
    model::{Author, Body, Clean, Embed, Image, LiveBlog, Marks, Stamp, WebUrl},
    source::{dom::element::Id, field::time},
};

pub(super) use crate::model::Witness;

/// The rule that a value was read by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Rule {
    /// The reader whose rule it is.
    pub(super) by: Witness,
    /// Which of its rules, for people: a property, an attribute, a place.
    pub(super) name: &'static str,
}

impl Rule {
    /// Names a rule of a reader.
    pub(super) const fn of(by: Witness, name: &'static str) -> Self {
        Self { by, name }
    }

    /// The id of an element, which an address of the page leads to.
    pub(super) const PLACE: Self = Self::markup("id of an element");

    /// Names a rule by which elements are read.
    pub(super) const fn markup(name: &'static str) -> Self {
        Self::of(Witness::Markup, name)
    }
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", reader(self.by), self.name)
    }
}

/// Names a reader, for people.
pub(super) const fn reader(witness: Witness) -> &'static str {
    match witness {
        Witness::Unknown => "nobody",
        Witness::Text => "text",
        Witness::Feed => "feed",
        Witness::Markup => "markup",
        Witness::Microdata => "microdata",
        Witness::JsonLd => "JSON-LD",
        Witness::State => "state",
        Witness::Recipe => "recipe",
        Witness::Platform => "platform",
    }
}

/// A value, and the rule that it was read by; it is worked at as the value that it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Claim<T> {
    value: T,
    by: Rule,
}

impl<T> Claim<T> {
    /// Claims a value.
    pub(super) const fn new(value: T, by: Rule) -> Self {
        Self { value, by }
    }

    /// Returns the rule.
    pub(super) const fn rule(&self) -> Rule {
        self.by
    }

    /// Returns the value alone.
    pub(super) fn into_value(self) -> T {
        self.value
    }
}

impl<T> Deref for Claim<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Claim<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

/// What one reader says of one update; everything it does not say is empty.
#[derive(Debug, Clone, Default)]
pub(super) struct Account {
    /// Ids, best first: the fragment of the address, then others.
    pub(super) keys: Vec<String>,
    pub(super) permalink: Option<Claim<WebUrl>>,
    /// What stands before the headline: a minute of play.
    pub(super) label: Claim<String>,
    pub(super) headline: Claim<String>,
    pub(super) body: Claim<Body>,
    pub(super) published: Option<Claim<Stamp>>,
    /// What the page shows of the time where that alone is no instant.
    pub(super) clock: Option<Claim<Shown>>,
    pub(super) modified: Option<Claim<Stamp>>,
    pub(super) authors: Claim<Vec<Author>>,
    /// Pictures that are told beside the text, not in it.
    pub(super) images: Vec<Image>,
    /// Films that are told beside the text, not in it.
    pub(super) embeds: Vec<Embed>,
    pub(super) marks: Claim<Marks>,
    /// Whether the publisher says that it was taken back.
    pub(super) removed: bool,
    /// The element that holds the update, where the reader reads the page's elements.
    pub(super) node: Option<Id>,
    /// Every claim of its fields, once they are decided and where that is asked for.
    pub(super) heard: Vec<Statement>,
}

impl Account {
    /// Tells whether the reader knows when it was published, if only by a clock.
    pub(super) fn is_timed(&self) -> bool {
        self.published.is_some() || self.clock.is_some()
    }
}

/// One claim, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The field, as people call it.
    pub field: &'static str,
    /// The reader and its rule ("JSON-LD: datePublished").
    pub rule: String,
    /// The value, cut to a line.
    pub value: Clean,
    /// Why the claim does not hold; `None` where it does.
    pub against: Option<&'static str>,
}

/// A time as the page shows it, without the date that its neighbours know.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub(super) reading: time::Reading,
    pub(super) raw: Clean,
}

impl Account {
    /// Makes a reader the one who says all of it.
    pub(super) fn told_by(mut self, by: Witness) -> Self {
        self.label.by.by = by;
        self.headline.by.by = by;
        self.body.by.by = by;
        self.authors.by.by = by;
        self.marks.by.by = by;
        if let Some(stamp) = &mut self.published {
            stamp.by.by = by;
        }
        if let Some(stamp) = &mut self.modified {
            stamp.by.by = by;
        }
        if let Some(url) = &mut self.permalink {
            url.by.by = by;
        }
        self
    }
}

/// What one reader says of a page.
#[derive(Debug, Clone)]
pub(super) struct Testimony {
    pub(super) by: Witness,
    /// The updates in the reader's order.
    pub(super) accounts: Vec<Account>,
    /// What it says of the blog as a whole.
    pub(super) blog: LiveBlog,
    pub(super) warnings: Vec<String>,
}

impl Testimony {
    /// Tells whether the reader lists the page's updates itself, so that absence means something.
    pub(super) fn lists_updates(&self) -> bool {
        !matches!(self.by, Witness::State)
    }

    /// Names what the reader reads, for people.
    pub(super) fn name(&self) -> &'static str {
        match self.by {
            Witness::JsonLd => "JSON-LD LiveBlogPosting",
            Witness::Microdata => "microdata LiveBlogPosting",
            Witness::State => "application state",
            Witness::Markup => "repeated markup",
            other => reader(other),
        }
    }
}
