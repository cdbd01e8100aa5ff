//! What the history holds of a live blog: its updates with everything that they said before.

use chrono::{DateTime, Utc};

use super::Document;
use crate::model::{
    Clean, Entry, Item, Status,
    diff::{self, Diff},
};

/// A live blog with its past.
#[derive(Debug, Clone, Copy)]
pub struct Archive<'a> {
    /// The blog and its updates as they are now.
    pub document: Document<'a>,
    /// How headline, standfirst and status of the blog changed, oldest first.
    pub headlines: &'a [Headline],
    /// Whether to report the past; otherwise only the document is.
    pub revisions: bool,
}

/// What was said of a live blog from one moment on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// When it was first seen like this.
    pub seen: DateTime<Utc>,
    /// The headline.
    pub headline: Clean,
    /// The standfirst.
    pub standfirst: Clean,
    /// Whether the blog ran.
    pub status: Status,
}

/// One state of an update.
#[derive(Debug, Clone, Copy)]
pub(super) struct Revision<'a> {
    /// Counted from 1.
    pub(super) number: usize,
    pub(super) entry: &'a Entry,
    /// When it was first seen like this.
    pub(super) seen: DateTime<Utc>,
    /// What it was before.
    pub(super) before: Option<&'a Entry>,
}

impl<'a> Archive<'a> {
    /// Returns the past of the blog's headline as far as it is to be reported: none where it never changed.
    pub(super) fn headlines(&self) -> &'a [Headline] {
        if self.revisions && self.headlines.len() > 1 {
            self.headlines
        } else {
            &[]
        }
    }
}

impl<'a> Revision<'a> {
    /// Lists the revisions of an update, oldest first, the newest among them.
    pub(super) fn all(item: &'a Item) -> Vec<Self> {
        let earlier = item.earlier.iter().map(|r| (r.entry.as_ref(), r.seen));
        let states = earlier.chain([(item.entry.as_ref(), item.seen)]);
        let mut before = None;
        let mut revisions = Vec::with_capacity(item.revision());
        for (number, (entry, seen)) in (1..).zip(states) {
            revisions.push(Self {
                number,
                entry,
                seen,
                before: before.replace(entry),
            });
        }
        revisions
    }

    /// Compares it with what was before; `None` for the first.
    pub(super) fn diff(&self, language: &Clean) -> Option<Diff> {
        let before = self.before?;
        Some(diff::compare(before, self.entry, language.as_str()))
    }
}
