//! The clock of the screen: every second while something on it counts seconds, else every few, so that a program that
//! nobody looks at hardly wakes.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// Ticks fall on multiples of this since the runtime began. Its timers are held by the millisecond in a wheel whose next
/// level has slots of so many: a tick at the edge of a slot wakes once, any other twice.
const SLOT: Duration = Duration::from_millis(64);
/// The time between two ticks.
const SECOND: Duration = Duration::from_secs(1);
/// The time between two where nothing on the screen counts seconds: a slot of the wheel's level above.
const REST: Duration = Duration::from_millis(4096);
/// The time between two while a live blog is played again.
const PLAYING: Duration = Duration::from_millis(128);
/// After so many ticks that changed nothing there is rest: what passes after a few seconds has passed by then.
const PATIENCE: u8 = 6;

/// Says when to look at the time.
#[derive(Debug)]
pub(super) struct Clock {
    /// When the runtime began.
    origin: Instant,
    next: Instant,
    /// How many ticks changed nothing, one after the other.
    idle: u8,
    playing: bool,
}

impl Clock {
    /// Starts with a tick; `origin` is when the runtime began that wakes it.
    pub(super) fn new(origin: Instant) -> Self {
        Self {
            origin,
            next: origin,
            idle: 0,
            playing: false,
        }
    }

    /// Takes notice of whether a live blog is played again: its time goes faster.
    pub(super) fn plays(&mut self, playing: bool, now: Instant) {
        if std::mem::replace(&mut self.playing, playing) != playing {
            self.next = self.next.min(now + self.period());
        }
    }

    /// Waits for the next tick; those that were missed are left out.
    pub(super) async fn tick(&mut self) {
        sleep_until(self.at_edge(self.next)).await;
        let now = Instant::now();
        let period = self.period();
        self.next += period;
        if self.next <= now {
            self.next = now + period;
        }
    }

    /// Returns the edge of a slot that is next to a time, not before it.
    fn at_edge(&self, time: Instant) -> Instant {
        let slot = if self.period() == REST { REST } else { SLOT };
        let since = time.saturating_duration_since(self.origin);
        let slots = since.as_millis().div_ceil(slot.as_millis());
        self.origin + slot * u32::try_from(slots).unwrap_or(u32::MAX)
    }

    fn period(&self) -> Duration {
        match (self.playing, self.idle) {
            (true, _) => PLAYING,
            (false, ..PATIENCE) => SECOND,
            (false, _) => REST,
        }
    }

    /// Takes notice of whether the last tick changed anything on the screen.
    pub(super) fn told(&mut self, changed: bool, now: Instant) {
        match (changed, self.period() == REST) {
            (false, _) => self.idle = self.idle.saturating_add(1),
            (true, false) => self.idle = 0,
            // A minute went by, or seconds begin to count: the next tick will tell.
            (true, true) => {
                self.next = self.next.min(now + SECOND);
                self.idle = PATIENCE - 1;
            }
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
    fn a_minute_that_goes_by_wakes_it_for_one_tick() {
        let now = Instant::now();
        let mut clock = Clock::new(now);
        clock.idle = PATIENCE;
        clock.told(true, now);
        assert_eq!(clock.period(), SECOND);
        clock.told(false, now);
        assert_eq!(clock.period(), REST);
        // Seconds that count again go on.
        clock.told(true, now);
        clock.told(true, now);
        clock.told(false, now);
        assert_eq!(clock.period(), SECOND);
    }

    #[test]
    fn what_is_played_again_moves_several_times_a_second() {
        let now = Instant::now();
        let mut clock = Clock::new(now);
        clock.idle = PATIENCE;
        clock.next = now + REST;
        clock.plays(true, now);
        assert_eq!((clock.period(), clock.next), (PLAYING, now + PLAYING));
        clock.plays(false, now);
        assert_eq!(clock.period(), REST);
    }

    #[test]
    fn ticks_are_at_the_edges_of_slots_and_never_early() {
        let origin = Instant::now();
        let clock = Clock::new(origin);
        let edge = |millis| clock.at_edge(origin + Duration::from_millis(millis)) - origin;
        assert_eq!(edge(0), Duration::ZERO);
        assert_eq!(edge(1), SLOT);
        assert_eq!(edge(1000), SLOT * 16);
        assert_eq!(edge(1024), SLOT * 16);
        let mut clock = Clock::new(origin);
        clock.idle = PATIENCE;
        let next = origin + Duration::from_secs(5);
        assert_eq!(clock.at_edge(next), origin + REST * 2, "of the level above");
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
