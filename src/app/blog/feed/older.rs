//! When older updates are asked for: one page at a time, and not again and again.

use chrono::{DateTime, TimeDelta, Utc};

use super::Feed;
use crate::app::words;
use crate::model::{ChangeSet, Clean, EntryId, OlderOutcome, OlderPage, Snapshot};

/// The least between a failure and the next try, in seconds.
const RETRY_SECONDS: i64 = 60;

/// How it stands with the pages of older updates.
#[derive(Debug, Default)]
pub(super) struct Older {
    next: Next,
    /// Whether one of them was read.
    walked: bool,
}

/// How it stands with the next one.
#[derive(Debug, Default, PartialEq, Eq)]
enum Next {
    /// No page was read yet that could tell.
    #[default]
    Unknown,
    /// There is an older page.
    There,
    /// It is being fetched.
    Fetching,
    /// It could not be fetched.
    Failed {
        /// One sentence for the reader.
        why: Clean,
        /// When that was.
        at: DateTime<Utc>,
    },
    /// There is none, or none any more.
    End,
    /// The page leads to one that the publisher does not have.
    Missing,
}

impl Feed {
    /// Tells whether the next older page may be asked for; `by_hand` where the reader just did something.
    pub(in crate::app) fn may_ask_for_older(&self, by_hand: bool, now: DateTime<Utc>) -> bool {
        let retries = |at| now - at >= TimeDelta::seconds(RETRY_SECONDS);
        let may = match &self.older.next {
            Next::There => true,
            // Nobody but the reader should make the program ask in vain.
            Next::Unknown => by_hand,
            Next::Failed { at, .. } => by_hand && retries(*at),
            Next::Fetching | Next::End | Next::Missing => false,
        };
        may && self.is_whole()
    }

    /// Takes notice that the next older page is asked for.
    pub(in crate::app) fn asks_for_older(&mut self) {
        self.older.next = Next::Fetching;
    }

    /// Says how it stands with older updates, where there is something to say; `true` where something failed.
    pub fn older_words(&self) -> Option<(String, bool)> {
        match &self.older.next {
            Next::Fetching => Some((words::FETCHING_OLDER.to_owned(), false)),
            Next::Failed { why, .. } => Some((words::no_older(why), true)),
            Next::Missing => Some((words::NO_OLDER.to_owned(), false)),
            Next::Unknown | Next::There | Next::End => None,
        }
    }

    /// Tells whether an update is the oldest that is here.
    pub fn is_oldest(&self, id: &EntryId) -> bool {
        let oldest = self.timeline.items().last();
        oldest.is_some_and(|item| item.entry.id == *id)
    }

    /// Takes notice of where the newest page leads, until the first older page was read.
    pub(super) fn newest_leads(&mut self, newest: &Snapshot) {
        if self.older.walked || self.older.next == Next::Fetching {
            return;
        }
        match (&newest.older, &self.older.next) {
            (None, _) => self.older.next = Next::End,
            (Some(_), Next::Failed { .. } | Next::Missing) => {}
            (Some(_), _) => self.older.next = Next::There,
        }
    }

    /// Takes an older page.
    pub(in crate::app::blog) fn take_older(&mut self, page: OlderPage) -> ChangeSet {
        let at = page.at;
        self.older.walked |= !matches!(page.outcome, OlderOutcome::Failed(_));
        let snapshot = match page.outcome {
            OlderOutcome::Page { snapshot, more } => {
                self.older.next = if more { Next::There } else { Next::End };
                snapshot
            }
            OlderOutcome::Failed(why) => {
                self.older.next = Next::Failed { why, at };
                return ChangeSet::default();
            }
            OlderOutcome::End => {
                self.older.next = Next::End;
                return ChangeSet::default();
            }
            OlderOutcome::Missing => {
                self.older.next = Next::Missing;
                return ChangeSet::default();
            }
        };
        self.changes += 1;
        self.timeline.merge_older(&snapshot, at)
    }
}
