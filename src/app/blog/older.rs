//! When older updates are asked for: near the oldest end, one page at a time, and not again and again.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Followed, View, place::Order, viewport::VisibleRow};
use crate::model::{Clean, Item, OlderOutcome, OlderPage, Snapshot};

/// How many screens from the oldest end older updates are asked for.
const SCREENS: usize = 2;
/// The least between a failure and the next try, in seconds.
const RETRY_SECONDS: i64 = 60;

/// How it stands with the pages of older updates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::app) enum Older {
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
}

impl Older {
    /// Tells whether the next page may be asked for; `by_hand` where the reader just did something.
    pub(in crate::app) fn may_be_asked(&self, by_hand: bool, now: DateTime<Utc>) -> bool {
        match self {
            Self::There => true,
            // Nobody but the reader should make the program ask in vain.
            Self::Unknown => by_hand,
            Self::Failed { at, .. } => by_hand && now - *at >= TimeDelta::seconds(RETRY_SECONDS),
            Self::Fetching | Self::End => false,
        }
    }
}

impl Followed {
    /// Says how it stands with older updates, where there is something to say; `true` where something failed.
    pub fn older_words(&self) -> Option<(String, bool)> {
        match &self.older {
            Older::Fetching => Some(("fetching older updates…".to_owned(), false)),
            Older::Failed { why, .. } => Some((format!("no older updates: {why}"), true)),
            Older::Unknown | Older::There | Older::End => None,
        }
    }

    /// Tells whether a row belongs to the oldest update.
    pub fn is_of_oldest(&self, row: &VisibleRow) -> bool {
        let oldest = self.timeline.items().last();
        oldest.is_some_and(|item| item.entry.id == row.id)
    }

    /// Takes notice of where the newest page leads, until the first older page was read.
    pub(in crate::app) fn newest_leads(&mut self, newest: &Snapshot) {
        if self.walked || self.older == Older::Fetching {
            return;
        }
        match (&newest.older, &self.older) {
            (None, _) => self.older = Older::End,
            (Some(_), Older::Failed { .. }) => {}
            (Some(_), _) => self.older = Older::There,
        }
    }

    /// Takes an older page, which moves nothing on the screen; returns what the history should keep.
    pub(in crate::app) fn take_older(&mut self, page: OlderPage, view: View) -> Vec<Item> {
        match page.outcome {
            OlderOutcome::Failed(why) => {
                self.older = Older::Failed { why, at: page.at };
                Vec::new()
            }
            OlderOutcome::End => {
                self.older = Older::End;
                self.walked = true;
                Vec::new()
            }
            OlderOutcome::Page { snapshot, more } => {
                self.older = if more { Older::There } else { Older::End };
                self.walked = true;
                let frozen = self.freeze();
                let changes = self.timeline.merge_older(&snapshot, page.at);
                self.refit(changes.ids());
                self.hold(&frozen, &changes, view);
                self.changes += 1;
                let changed = changes.ids().filter_map(|id| self.timeline.get(id));
                changed.cloned().collect()
            }
        }
    }

    /// Tells whether the window or the selection is within two screens of the oldest update.
    pub(in crate::app) fn is_near_oldest(&mut self, view: View) -> bool {
        let oldest_is_below = self.order == Order::NewestFirst;
        let edge = if oldest_is_below {
            self.window().last()
        } else {
            self.window().first()
        };
        let places = [edge.map(|row| row.id.clone()), self.selected.clone()];
        let rows = usize::from(view.timeline_rows) * SCREENS;
        let mut listing = self.listing(view);
        places
            .into_iter()
            .flatten()
            .filter_map(|id| listing.position(&id))
            .collect::<Vec<_>>()
            .into_iter()
            .any(|position| listing.rows_beyond(position, oldest_is_below, rows) < rows)
    }
}
