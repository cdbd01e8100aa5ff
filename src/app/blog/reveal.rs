//! Bringing what was found on the screen in the reading pane.

use super::{Followed, View, pattern::Pattern};

impl Followed {
    /// Scrolls the reading pane to the first place that shows a pattern, unless that is in sight.
    pub(in crate::app) fn reveal_in_reading(&mut self, pattern: &Pattern, view: View) {
        let top = self.reading_top();
        let rows = self.pane.rows();
        let Some(first) = pattern.find_in(rows.iter()).first().map(|found| found.row) else {
            return;
        };
        let height = usize::from(view.reading_rows);
        if (top..top + height).contains(&first) {
            return;
        }
        // Some of what stands before it tells what it is about.
        let to = first.saturating_sub(height / 3);
        let at = rows.get(to).map(|row| row.at);
        self.begin_reading_at(at);
    }
}
