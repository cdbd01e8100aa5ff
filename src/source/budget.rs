//! How much of a page is read: one count of work for all its readers, so that no page costs much more than the largest
//! sound one.
//!
//! Counted and not timed: a page is read alike on every machine. What comes first is read, and what is left out is told.

use std::cell::Cell;

use super::{Cancellation, Page, json::Room};

/// The work that a page may take, in elements that are read.
const WORK: usize = 240_000;
/// What an update costs beside its elements: times, bylines and marks are looked for in each.
const UPDATE: usize = 64;
/// So many bytes of text cost as much as an element.
const TEXT: usize = 64;

/// What is said where a page has more to read.
pub(in crate::source) const WARNING: &str =
    "This page is larger than newswire reads; what stands furthest down in it may be missing.";

/// The work that is left for a page; none where nobody waits for it any more.
#[derive(Debug)]
pub(in crate::source) struct Budget {
    left: Cell<usize>,
    is_spent: Cell<bool>,
    /// What is left for the values of its data.
    room: Room,
    cancellation: Option<Cancellation>,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            left: Cell::new(WORK),
            is_spent: Cell::new(false),
            room: Room::default(),
            cancellation: None,
        }
    }
}

impl Budget {
    pub(in crate::source) fn of(page: &Page) -> Self {
        Self {
            cancellation: page.cancellation.cloned(),
            ..Self::default()
        }
    }

    /// Tells whether an update of so many elements may be read, and counts it.
    pub(in crate::source) fn update(&self, elements: usize) -> bool {
        self.spend(UPDATE + elements)
    }

    /// Tells whether an update may be read that data holds in so many bytes, and counts it.
    pub(in crate::source) fn record(&self, bytes: usize) -> bool {
        self.spend(UPDATE + bytes / TEXT)
    }

    /// The room that is left for the values of the page's data.
    pub(in crate::source) fn room(&self) -> &Room {
        &self.room
    }

    /// Tells whether anything was left out.
    pub(in crate::source) fn is_spent(&self) -> bool {
        self.is_spent.get() || self.room.is_spent()
    }

    /// Tells whether nobody waits for what is read any more: it is to be given up.
    pub(in crate::source) fn is_cancelled(&self) -> bool {
        let cancellation = self.cancellation.as_ref();
        cancellation.is_some_and(Cancellation::is_cancelled)
    }

    fn spend(&self, work: usize) -> bool {
        if self.is_cancelled() {
            return false;
        }
        let left = self.left.get().checked_sub(work);
        match left {
            Some(left) => self.left.set(left),
            None => self.is_spent.set(true),
        }
        left.is_some()
    }

    #[cfg(test)]
    pub(in crate::source) fn left(&self) -> usize {
        self.left.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spent_is_remembered_and_small_things_still_fit() {
        let budget = Budget::default();
        assert!(budget.update(WORK - 2 * UPDATE));
        assert!(!budget.is_spent());
        assert!(!budget.update(UPDATE));
        assert!(budget.record(TEXT - 1));
        assert!(budget.is_spent());
        assert_eq!(budget.left(), 0);
    }

    #[test]
    fn nothing_fits_once_nobody_waits() {
        let cancellation = Cancellation::default();
        let page = Page {
            bytes: b"",
            content_type: None,
            address: None,
            fetched_at: chrono::DateTime::UNIX_EPOCH,
            saved: None,
            cancellation: Some(&cancellation),
        };
        let budget = Budget::of(&page);
        assert!(budget.update(1) && !budget.is_cancelled());
        drop(cancellation.on_drop());
        assert!(!budget.update(1) && budget.is_cancelled());
        // What is left out is not missed: nobody looks at the rest.
        assert!(!budget.is_spent());
    }
}
