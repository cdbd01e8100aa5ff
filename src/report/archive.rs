//! What the history holds of a live blog: its updates with everything that they said before.

use chrono::{DateTime, Utc};

use super::Document;
use crate::model::{
    BlogRevision, Clean, Entry, Gap, Item,
    diff::{self, Diff},
};

/// A live blog with its past.
#[derive(Debug, Clone, Copy)]
pub struct Archive<'a> {
    /// The blog and its updates as they are now.
    pub document: Document<'a>,
    /// What was before, and the revisions of each update with it; `None` where only the document is to be reported.
    pub past: Option<Past<'a>>,
}

/// The past of a live blog as a whole.
#[derive(Debug, Clone, Copy, Default)]
pub struct Past<'a> {
    /// How headline, standfirst and status changed, oldest first.
    pub headlines: &'a [BlogRevision],
    /// The spans without contact, oldest first.
    pub gaps: &'a [Gap],
    /// The polls of the log, oldest first: when, and what came of it.
    pub polls: &'a [(DateTime<Utc>, Clean)],
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

impl<'a> Past<'a> {
    /// Returns how the blog's headline changed: nothing where it never did.
    pub(super) fn headlines(&self) -> &'a [BlogRevision] {
        if self.headlines.len() > 1 {
            self.headlines
        } else {
            &[]
        }
    }
}

impl<'a> Revision<'a> {
    /// Lists the revisions of an update, oldest first, the newest among them.
    pub(super) fn all(item: &'a Item) -> Vec<Self> {
        let earlier = item.earlier.iter();
        let earlier = earlier.map(|r| (r.number, r.entry.as_ref(), r.seen));
        let states = earlier.chain([(item.revision(), item.entry.as_ref(), item.seen)]);
        let mut before = None;
        let mut revisions = Vec::with_capacity(item.earlier.len() + 1);
        for (number, entry, seen) in states {
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
