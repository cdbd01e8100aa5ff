//! Where the reader left off: what had arrived by then, what arrived since, and the line between the two.
//!
//! What counts is when an update arrived, not the time printed on it. The line hangs on the newest update that the
//! reader had when they left, which is known when the blog is opened: nothing that arrives later moves it. All that
//! is newer stands on its other side. What arrived since but is dated before that update stays among the old ones,
//! where its time puts it; the line counts it and says so. Where only such updates arrived nothing is to be
//! separated, and there is no line. Older pages that are fetched are history and count as nothing.

use std::fmt::Write;

use chrono::{DateTime, Utc};

use crate::{
    app::{blog::order::Order, clock},
    model::{ChangeSet, EntryId, OrderKey, Timeline, Zone},
};

/// When the reader left, and what arrived since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LastVisit {
    at: DateTime<Utc>,
    /// The newest update that had arrived.
    newest: EntryId,
    order: OrderKey,
    /// How many arrived since.
    new: usize,
    /// How many of those are dated before `newest`.
    back_dated: usize,
}

impl LastVisit {
    /// Looks what had arrived; `None` where nothing had.
    pub(super) fn new(at: DateTime<Utc>, timeline: &Timeline) -> Option<Self> {
        let items = timeline.items();
        let newest = items.iter().find(|item| item.first_seen() <= at)?;
        let mut last_visit = Self {
            at,
            newest: newest.entry.id.clone(),
            order: newest.order,
            new: 0,
            back_dated: 0,
        };
        for item in items.iter().filter(|item| item.first_seen() > at) {
            // Older pages have negative polls.
            if item.order.poll >= 0 || item.order > last_visit.order {
                last_visit.count(item.order);
            }
        }
        Some(last_visit)
    }

    fn count(&mut self, order: OrderKey) {
        self.new += 1;
        self.back_dated += usize::from(order < self.order);
    }

    /// Returns the newest update that had arrived.
    pub(super) fn newest(&self) -> &EntryId {
        &self.newest
    }

    /// Says when that was and how much arrived since.
    pub(super) fn words(&self, order: Order, zone: Zone, now: DateTime<Utc>) -> String {
        let when = clock::moment(zone, self.at, now);
        let mut words = format!("since you left, {when} · {} new", self.new);
        if self.back_dated > 0 {
            let side = match order {
                Order::NewestFirst => "below",
                Order::OldestFirst => "above",
            };
            // Writing to a string cannot fail.
            let _ = write!(words, ", {} of them {side}", self.back_dated);
        }
        words
    }

    /// Counts what a poll added.
    pub(super) fn arrived(&mut self, changes: &ChangeSet, timeline: &Timeline) {
        for item in changes.added.iter().filter_map(|id| timeline.get(id)) {
            self.count(item.order);
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::model::{Entry, LiveBlog, Snapshot, Stamp, TimeBasis, Window};

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_750_000_000, 0).unwrap() + TimeDelta::minutes(minute)
    }

    /// Updates that are named by the minute printed on them.
    fn page(minutes: &[i64], window: Window) -> Snapshot {
        let entry = |minute: &i64| Entry {
            id: EntryId::new(&minute.to_string()),
            label: None,
            headline: None,
            body: crate::model::Body::from_plain("Text."),
            published: Some(Stamp::new(at(*minute).fixed_offset(), TimeBasis::Markup)),
            modified: None,
            authors: Vec::new(),
            permalink: None,
            marks: crate::model::Marks::default(),
            provenance: crate::model::Provenance::default(),
        };
        Snapshot {
            blog: LiveBlog::default(),
            entries: minutes.iter().map(entry).collect(),
            window,
            recognised_as: crate::model::Clean::default(),
            warnings: Vec::new(),
            older: None,
            min_interval: None,
        }
    }

    #[test]
    fn what_counts_is_when_an_update_arrived_not_the_time_printed_on_it() {
        let mut timeline = Timeline::default();
        timeline.merge(&page(&[3, 1], Window::Full), at(5));
        timeline.merge(&page(&[7, 3, 2, 1], Window::Full), at(20));
        let last_visit = LastVisit::new(at(10), &timeline).unwrap();
        assert_eq!(last_visit.newest().as_str(), "3");
        assert_eq!((last_visit.new, last_visit.back_dated), (2, 1));
    }

    #[test]
    fn what_arrives_while_the_blog_is_open_is_counted_and_moves_nothing() {
        let mut timeline = Timeline::default();
        timeline.merge(&page(&[3, 1], Window::Full), at(5));
        let mut last_visit = LastVisit::new(at(10), &timeline).unwrap();
        let changes = timeline.merge(&page(&[9, 3, 2, 1], Window::Full), at(20));
        last_visit.arrived(&changes, &timeline);
        assert_eq!(last_visit.newest().as_str(), "3");
        assert_eq!((last_visit.new, last_visit.back_dated), (2, 1));
    }

    #[test]
    fn older_pages_that_were_fetched_later_are_no_news() {
        let mut timeline = Timeline::default();
        timeline.merge(&page(&[3, 2], Window::Full), at(5));
        timeline.merge_older(&page(&[1, 0], Window::Part), at(20));
        let last_visit = LastVisit::new(at(10), &timeline).unwrap();
        assert_eq!((last_visit.new, last_visit.back_dated), (0, 0));
    }

    #[test]
    fn where_nothing_had_arrived_there_is_no_line() {
        let mut timeline = Timeline::default();
        assert_eq!(LastVisit::new(at(10), &timeline), None);
        timeline.merge(&page(&[3], Window::Full), at(20));
        assert_eq!(LastVisit::new(at(10), &timeline), None);
    }
}
