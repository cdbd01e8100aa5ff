//! The clock of the screen: every second while something on it counts seconds, else every few, so that a program that
//! nobody looks at hardly wakes.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// The time between two ticks.
const SECOND: Duration = Duration::from_secs(1);
/// The time between two where nothing on the screen counts seconds.
const REST: Duration = Duration::from_secs(5);
/// After so many ticks that changed nothing there is rest: what passes after a few seconds has passed by then.
const PATIENCE: u8 = 6;

/// Says when to look at the time.
#[derive(Debug)]
pub(super) struct Clock {
    next: Instant,
    /// How many ticks changed nothing, one after the other.
    idle: u8,
}

impl Clock {
    /// Starts with a tick.
    pub(super) fn new(now: Instant) -> Self {
        Self { next: now, idle: 0 }
    }

    /// Waits for the next tick; those that were missed are left out.
    pub(super) async fn tick(&mut self) {
        sleep_until(self.next).await;
        let now = Instant::now();
        let period = self.period();
        self.next += period;
        if self.next <= now {
            self.next = now + period;
        }
    }

    fn period(&self) -> Duration {
        if self.idle < PATIENCE { SECOND } else { REST }
    }

    /// Takes notice of whether the last tick changed anything on the screen.
    pub(super) fn told(&mut self, changed: bool, now: Instant) {
        if changed {
            self.stir(now);
        } else {
            self.idle = self.idle.saturating_add(1);
        }
    }

    /// Takes notice of something else than the time: what it brings may count seconds.
    pub(super) fn stir(&mut self, now: Instant) {
        if self.period() == REST {
            self.next = self.next.min(now + SECOND);
        }
        self.idle = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_rests_once_nothing_counts_seconds_and_until_something_happens() {
        let now = Instant::now();
        let mut clock = Clock::new(now);
        for _ in 0..PATIENCE {
            assert_eq!(clock.period(), SECOND);
            clock.told(false, now);
        }
        assert_eq!(clock.period(), REST);
        clock.next = now + REST;
        clock.stir(now);
        assert_eq!((clock.period(), clock.next), (SECOND, now + SECOND));
    }

    #[test]
    fn it_goes_on_every_second_where_seconds_are_counted() {
        let now = Instant::now();
        let mut clock = Clock::new(now);
        for _ in 0..100 {
            clock.told(true, now);
        }
        assert_eq!(clock.period(), SECOND);
    }

    #[tokio::test]
    async fn ticks_that_were_missed_are_left_out() {
        let now = Instant::now();
        let mut clock = Clock::new(now.checked_sub(REST * 3).unwrap_or(now));
        clock.tick().await;
        assert!(clock.next > now);
    }
}
