//! What the scrollbar tells: where the window is in the list, and which of its rows stand for something unread.

use super::Window;
use crate::app::blog::{feed::Feed, order::Order};

impl Window {
    /// Returns how far down the list the window begins, and how many updates there are.
    pub(in crate::app::blog) fn extent(&self, feed: &Feed) -> (usize, usize) {
        let timeline = feed.timeline();
        let first = self.rows.first().and_then(|row| timeline.find(&row.id));
        let first = first.map_or(0, |(index, _)| index);
        let members = |count| match self.mask() {
            Some(mask) => mask.iter().take(count).filter(|member| **member).count(),
            None => count,
        };
        let (index, count) = (members(first), members(timeline.items().len()));
        match self.order {
            Order::NewestFirst => (index, count),
            Order::OldestFirst => (count.saturating_sub(index + 1), count),
        }
    }

    /// Returns the rows of a scrollbar of so many that stand for unread updates; none while a filter hides others.
    pub(in crate::app::blog) fn unread_rows(&self, feed: &Feed, rows: u16) -> Vec<u16> {
        let count = feed.timeline().items().len();
        let is_unread = |row: &u16| {
            let positions = usize::from(*row) * count / usize::from(rows)
                ..(usize::from(*row) + 1) * count / usize::from(rows);
            // More rows than updates: the row of an update is where it begins.
            let positions = positions.start..positions.end.max(positions.start + 1);
            feed.timeline().is_any_unread(positions)
        };
        if self.active_filter.is_some() || feed.unread() == 0 {
            return Vec::new();
        }
        let found = (0..rows).filter(is_unread);
        match self.order {
            Order::NewestFirst => found.collect(),
            Order::OldestFirst => found.map(|row| rows - 1 - row).collect(),
        }
    }
}
