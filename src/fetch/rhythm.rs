//! When the newest updates came: what the pace of a source follows.

use std::{collections::HashSet, time::Duration};

use chrono::{DateTime, Utc};

use super::cadence;
use crate::model::{EntryId, Snapshot, Window};

/// When the newest updates of a source came.
#[derive(Debug)]
pub(super) struct Rhythm {
    /// When they were published, the newest first.
    times: Vec<DateTime<Utc>>,
    /// The updates that were seen, where they have no times that would tell new ones.
    known: HashSet<EntryId>,
}

impl Rhythm {
    /// Goes on with the times that were kept, the newest first.
    pub(super) fn of(times: Vec<DateTime<Utc>>) -> Self {
        Self {
            times,
            known: HashSet::new(),
        }
    }

    /// Returns the times, the newest first.
    pub(super) fn times(&self) -> &[DateTime<Utc>] {
        &self.times
    }

    /// Returns when the newest update was published.
    pub(super) fn newest(&self) -> Option<DateTime<Utc>> {
        self.times.first().copied()
    }

    /// Returns the mean gap between updates, newer gaps weighing more.
    pub(super) fn gap(&self, at: DateTime<Utc>) -> Duration {
        cadence::rhythm(&self.times, at)
    }

    /// Returns how long ago the newest update was published; zero where no time is known.
    pub(super) fn newest_age(&self, at: DateTime<Utc>) -> Duration {
        let newest = self.newest();
        newest.map_or(Duration::ZERO, |newest| {
            (at - newest).to_std().unwrap_or_default()
        })
    }

    /// Takes notice of when the newest updates were published; where they do not say it, of when new ones came.
    pub(super) fn take(&mut self, snapshot: &Snapshot, at: DateTime<Utc>) {
        let said = snapshot.entries.iter().filter_map(|e| e.published.as_ref());
        let mut times: Vec<DateTime<Utc>> = said.map(|stamp| stamp.at.to_utc()).collect();
        if times.is_empty() {
            let before = self.known.len();
            self.known
                .extend(snapshot.entries.iter().map(|entry| entry.id.clone()));
            if self.known.len() == before {
                return;
            }
            times.push(at);
        }
        let is_part_of_them = times.len() <= cadence::GAPS;
        if is_part_of_them || matches!(snapshot.window, Window::Delta { .. }) {
            let others = self.times.iter().filter(|time| !times.contains(*time));
            times.extend(others.copied().collect::<Vec<_>>());
        }
        times.sort_unstable_by(|a, b| b.cmp(a));
        times.truncate(cadence::GAPS + 1);
        self.times = times;
    }
}
