//! What the scrollbar tells besides the place: which of its rows stand for something unread.

use super::{Followed, place::Order};

impl Followed {
    /// Returns the rows of a scrollbar of so many that stand for unread updates; none while a filter hides others.
    pub fn unread_rows(&self, rows: u16) -> Vec<u16> {
        let count = self.timeline().items().len();
        let is_unread = |row: &u16| {
            let positions = usize::from(*row) * count / usize::from(rows)
                ..(usize::from(*row) + 1) * count / usize::from(rows);
            // More rows than updates: the row of an update is where it begins.
            let positions = positions.start..positions.end.max(positions.start + 1);
            self.timeline().is_any_unread(positions)
        };
        if self.limit().is_some() || self.unread() == 0 {
            return Vec::new();
        }
        let found = (0..rows).filter(is_unread);
        match self.order() {
            Order::NewestFirst => found.collect(),
            Order::OldestFirst => found.map(|row| rows - 1 - row).collect(),
        }
    }
}
