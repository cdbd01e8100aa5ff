//! When the source was last reached, and the line that hours without contact leave.

use chrono::{DateTime, Utc};

use super::Followed;
use crate::model::{Gap, OrderKey};

impl Followed {
    /// Takes notice of an answer. The line of a gap is put where it moves nothing, or waits for that.
    pub(in crate::app) fn reach(&mut self, at: DateTime<Utc>) {
        // A file on this machine is watched all the time.
        let last = self.freshness.checked.filter(|_| self.address.is_some());
        let gap = last.and_then(|last| Gap::between(last, at));
        if let Some(gap) = gap {
            self.gaps.held.push(gap);
            self.place_gaps();
        }
        self.freshness.checked = self.freshness.checked.max(Some(at));
    }

    /// Shows the gaps whose line is out of sight.
    pub(in crate::app) fn place_gaps(&mut self) {
        if self.gaps.held.is_empty() {
            return;
        }
        let (newest, oldest) = self.window_ends();
        let since = |key: OrderKey| DateTime::from_timestamp_millis(key.at);
        let (newest, oldest) = (newest.and_then(since), oldest.and_then(since));
        let in_sight = |gap: &Gap| {
            newest
                .zip(oldest)
                .is_some_and(|(newest, oldest)| oldest <= gap.since && gap.since < newest)
        };
        let (held, shown): (Vec<Gap>, Vec<Gap>) =
            self.gaps.held.iter().copied().partition(in_sight);
        self.gaps.held = held;
        self.show_gaps(shown);
    }

    /// Shows all gaps, where nothing has to stay where it is.
    pub(in crate::app) fn show_all_gaps(&mut self) {
        let held = std::mem::take(&mut self.gaps.held);
        self.show_gaps(held);
    }

    fn show_gaps(&mut self, gaps: Vec<Gap>) {
        self.gaps.shown.extend(gaps);
        self.gaps.shown.sort_by_key(|gap| gap.since);
        self.gaps.shown.dedup_by_key(|gap| gap.since);
    }
}

/// Spans without contact.
#[derive(Debug, Default)]
pub(in crate::app) struct Gaps {
    /// Those that have their line in the timeline, oldest first.
    pub(in crate::app) shown: Vec<Gap>,
    /// Those whose line would move what is being read.
    held: Vec<Gap>,
}
