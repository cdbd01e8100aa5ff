//! Times before which nobody is asked, on both clocks.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::Instant;

use super::machine::now;

/// The longest that a promise is kept: a server's mistake, or a clock that was set back, must not end a blog.
pub(super) const LONGEST: Duration = Duration::from_hours(24);

/// A time before which nobody is asked. It is over once either clock says so: the wall clock goes on while the machine
/// sleeps, the other one is never set back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Until {
    wall: DateTime<Utc>,
    steady: Instant,
}

impl Until {
    /// Returns the time after a wait, which is cut to a day.
    pub(super) fn after(wait: Duration) -> Self {
        let wait = wait.min(LONGEST);
        let wall = TimeDelta::from_std(wait)
            .ok()
            .and_then(|wait| now().checked_add_signed(wait));
        Self {
            wall: wall.unwrap_or_else(now),
            steady: Instant::now() + wait,
        }
    }

    /// Returns a time that was kept; `None` where it is past.
    pub(super) fn at(wall: DateTime<Utc>) -> Option<Self> {
        let wait = (wall - now())
            .to_std()
            .ok()
            .filter(|wait| !wait.is_zero())?;
        Some(Self::after(wait))
    }

    /// Returns the later one.
    pub(super) fn max(self, other: Self) -> Self {
        if other.steady > self.steady {
            other
        } else {
            self
        }
    }

    /// Returns the time of day.
    pub(super) fn wall(self) -> DateTime<Utc> {
        self.wall
    }

    /// Returns how long it is until then; `None` once that is over.
    pub(super) fn remaining(self) -> Option<Duration> {
        self.remaining_at(now(), Instant::now())
    }

    fn remaining_at(self, wall: DateTime<Utc>, steady: Instant) -> Option<Duration> {
        let by_wall = (self.wall - wall).to_std().ok()?;
        let by_steady = self.steady.checked_duration_since(steady)?;
        let left = by_wall.min(by_steady);
        (!left.is_zero()).then_some(left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn either_clock_ends_it() {
        let hour = Duration::from_hours(1);
        let until = Until::after(hour);
        let (wall, steady) = (until.wall - TimeDelta::hours(1), Instant::now());
        let left = |passed_wall: i64, passed_steady: u64| {
            let wall = wall + TimeDelta::minutes(passed_wall);
            until.remaining_at(wall, steady + Duration::from_secs(passed_steady * 60))
        };
        let minutes = |minutes: u64| Some(Duration::from_secs(minutes * 60));
        assert_eq!(left(20, 20), minutes(40));
        assert_eq!(left(50, 0), minutes(10), "the machine slept");
        assert_eq!(left(60, 0), None);
        assert_eq!(left(-600, 20), minutes(40), "the clock was set back");
        assert_eq!(left(-600, 60), None);
    }

    #[test]
    fn no_wait_is_longer_than_a_day() {
        for wait in [Duration::MAX, Duration::from_secs(u64::MAX), LONGEST] {
            let left = Until::after(wait).remaining().unwrap_or_default();
            assert!(left <= LONGEST && left + Duration::from_mins(1) > LONGEST);
        }
        assert!(Until::at(DateTime::<Utc>::MAX_UTC).is_some());
        assert!(Until::at(DateTime::<Utc>::MIN_UTC).is_none());
    }
}
