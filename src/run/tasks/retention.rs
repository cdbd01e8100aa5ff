//! When the history is trimmed to the reader's rules: while nothing else is to be done, and not often.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::Instant;

use super::supervisor::Supervisor;
use crate::store::Store;

/// How long no key was pressed before it is time.
const IDLE: Duration = Duration::from_secs(10);
/// How long until it is looked at again: updates grow old by the day.
const REST: Duration = Duration::from_hours(6);

/// The reader's rules, and when they were last carried out.
#[derive(Debug, Clone, Copy)]
pub(in crate::run) struct Retention {
    keep: Option<TimeDelta>,
    max_size: Option<u64>,
    last: Option<Instant>,
}

impl Retention {
    /// Takes how old updates may become and how many bytes the history may have.
    pub(in crate::run) fn new(keep: Option<Duration>, max_size: Option<u64>) -> Self {
        Self {
            // An age beyond all calendars is no rule.
            keep: keep.and_then(|keep| TimeDelta::from_std(keep).ok()),
            max_size,
            last: None,
        }
    }

    /// Trims the history in a task of its own where that is due; `input` is when the reader last did anything.
    pub(in crate::run) fn look(
        &mut self,
        input: Instant,
        at: Instant,
        now: DateTime<Utc>,
        store: Store,
        supervisor: &Supervisor,
    ) {
        if !self.is_due(input, at) {
            return;
        }
        self.last = Some(at);
        let before = self.keep.and_then(|keep| now.checked_sub_signed(keep));
        let max_size = self.max_size;
        let work = async move {
            match store.retain(before, max_size).await {
                Ok(dropped) => tracing::info!(dropped.updates, dropped.bytes, "history trimmed"),
                Err(error) => tracing::warn!("history: {error}"),
            }
        };
        supervisor.run("Trimming the history", work).detach();
    }

    fn is_due(&self, input: Instant, at: Instant) -> bool {
        let has_rules = self.keep.is_some() || self.max_size.is_some();
        let rested = self
            .last
            .is_none_or(|last| at.saturating_duration_since(last) >= REST);
        has_rules && rested && at.saturating_duration_since(input) >= IDLE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_time_once_nobody_types_and_then_not_for_hours() {
        let start = Instant::now();
        let mut rules = Retention::new(Some(Duration::from_hours(24)), None);
        assert!(!rules.is_due(start, start + IDLE / 2));
        assert!(rules.is_due(start, start + IDLE));
        rules.last = Some(start);
        assert!(!rules.is_due(start, start + REST / 2));
        assert!(rules.is_due(start, start + REST));
        assert!(!Retention::new(None, None).is_due(start, start + REST));
    }
}
