//! The clock of the day beside the one that only counts: where they part, the machine slept or somebody set the first.

use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::time::Instant;

use super::machine::now;

/// By how much more time has passed for the day than was counted, where the machine slept.
const SLEPT: Duration = Duration::from_secs(10);

/// Both clocks, as they were when they were last compared.
#[derive(Debug)]
pub(super) struct Clocks {
    wall: DateTime<Utc>,
    steady: Instant,
}

impl Clocks {
    pub(super) fn now() -> Self {
        Self {
            wall: now(),
            steady: Instant::now(),
        }
    }

    /// Compares the clocks; tells whether the machine slept since they were compared last.
    pub(super) fn slept(&mut self) -> bool {
        let before = std::mem::replace(self, Self::now());
        self.have_parted_since(&before)
    }

    fn have_parted_since(&self, before: &Self) -> bool {
        let counted = self.steady.saturating_duration_since(before.steady);
        // A clock that was set back is no sleep.
        let passed = (self.wall - before.wall).to_std().unwrap_or_default();
        passed.saturating_sub(counted) > SLEPT
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn sleep_is_time_that_was_not_counted() {
        let before = Clocks::now();
        for (passed, counted, slept) in [
            (5, 5, false),
            (9, 5, false),
            (3600, 5, true),
            (3600, 3600, false),
            (-3600, 5, false),
            (5, 3600, false),
        ] {
            let later = Clocks {
                wall: before.wall + TimeDelta::seconds(passed),
                steady: before.steady + Duration::from_secs(counted),
            };
            assert_eq!(
                later.have_parted_since(&before),
                slept,
                "{passed} {counted}"
            );
        }
    }
}
