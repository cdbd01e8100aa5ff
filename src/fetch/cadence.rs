//! When to ask again: a pure function of what is known.

use std::time::Duration;

/// Between two polls of a blog that runs.
pub const BASE: Duration = Duration::from_secs(30);
/// The least between two polls of another machine.
pub const FLOOR: Duration = Duration::from_secs(15);
/// The least between two polls of this machine.
pub const LOOPBACK_FLOOR: Duration = Duration::from_secs(1);
/// The most that failures put a poll off.
const BACK_OFF_CAP: Duration = Duration::from_secs(15 * 60);
/// The most that a publisher's own words put a poll off.
const FRESHNESS_CAP: Duration = Duration::from_secs(15 * 60);
/// The least and the most that `Retry-After` is taken for.
const RETRY_AFTER: (Duration, Duration) = (Duration::from_secs(30), Duration::from_secs(6 * 3600));
/// Between polls of a blog that ended.
const ENDED: Duration = Duration::from_secs(10 * 60);
/// How often a blog that ended is asked again.
const ENDED_POLLS: u32 = 3;
/// While the reader looks elsewhere.
const UNFOCUSED: Duration = Duration::from_secs(60);
/// The most that a quiet blog is put off while the reader looks.
const QUIET_CAP: Duration = Duration::from_secs(120);
/// How long nothing must have come for a blog to be quiet.
const QUIET: Duration = Duration::from_secs(15 * 60);
/// How much chance moves a poll: this part of the interval, up or down.
const JITTER: f64 = 0.2;

/// How the last poll went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Outcome {
    /// It was answered.
    #[default]
    Good,
    /// It failed in a way that may pass.
    Failed,
    /// There is no such page.
    Missing,
    /// The page is gone for good.
    Gone,
    /// A wall that programs do not pass.
    Wall,
}

/// What is known when the next poll is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CadenceInput {
    /// What the reader asked for; `None` for the usual interval.
    pub interval: Option<Duration>,
    /// Whether the source is on this machine.
    pub loopback: bool,
    /// The least that the source itself asks for.
    pub source_min: Option<Duration>,
    /// How long the answer is fresh.
    pub fresh_for: Option<Duration>,
    /// How the last poll went.
    pub outcome: Outcome,
    /// How many polls failed in a row, this one included.
    pub failures: u32,
    /// How long the publisher asks us to wait.
    pub retry_after: Option<Duration>,
    /// Whether the reader looks at the program.
    pub focused: bool,
    /// How many polls found the blog ended.
    pub ended_polls: u32,
    /// How long nothing new came.
    pub quiet_for: Duration,
}

impl Default for CadenceInput {
    fn default() -> Self {
        Self {
            interval: None,
            loopback: false,
            source_min: None,
            fresh_for: None,
            outcome: Outcome::Good,
            failures: 0,
            retry_after: None,
            focused: true,
            ended_polls: 0,
            quiet_for: Duration::ZERO,
        }
    }
}

/// Says how long to wait for the next poll; `None` to stop. `jitter` is a number from −1 to 1, drawn by chance.
#[must_use]
pub fn next_delay(input: &CadenceInput, jitter: f64) -> Option<Duration> {
    let floor = if input.loopback {
        LOOPBACK_FLOOR
    } else {
        FLOOR
    };
    let base = input.interval.unwrap_or(BASE).max(floor);
    let wanted = match input.outcome {
        Outcome::Gone => return None,
        Outcome::Good => good(input, base)?,
        Outcome::Wall => BACK_OFF_CAP,
        Outcome::Missing if input.failures >= 3 => BACK_OFF_CAP,
        Outcome::Failed | Outcome::Missing => {
            let doubled = 2u32.saturating_pow(input.failures.clamp(1, 16) - 1);
            base.saturating_mul(doubled).min(BACK_OFF_CAP)
        }
    };
    let moved = wanted.mul_f64(1.0 + JITTER * jitter.clamp(-1.0, 1.0));
    let least = [
        Some(floor),
        input.source_min,
        input.fresh_for.map(|f| f.min(FRESHNESS_CAP)),
    ];
    let least = least.into_iter().flatten().max().unwrap_or(floor);
    let asked = input.retry_after.map(|wait| {
        let (least, most) = RETRY_AFTER;
        wait.clamp(if input.loopback { floor } else { least }, most)
    });
    Some(moved.max(least).max(asked.unwrap_or_default()))
}

fn good(input: &CadenceInput, base: Duration) -> Option<Duration> {
    let mut wanted = base;
    // An interval of the reader's own means what it says, also for a blog that seems to have ended.
    if input.interval.is_none() {
        if input.ended_polls > ENDED_POLLS {
            return None;
        }
        if input.ended_polls > 0 {
            return Some(ENDED);
        }
        if input.quiet_for > QUIET {
            // Half as long again for every further quarter of an hour, up to the cap.
            let quarters = (input.quiet_for.as_secs() / QUIET.as_secs()).min(8);
            let factor = (0..quarters).fold(1.0, |factor, _| factor * 1.5);
            wanted = wanted.mul_f64(factor).min(QUIET_CAP);
        }
        if !input.focused && !input.loopback {
            wanted = wanted.max(UNFOCUSED);
        }
    }
    Some(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(input: CadenceInput, jitter: f64) -> Option<u64> {
        next_delay(&input, jitter).map(|d| d.as_secs())
    }

    fn input() -> CadenceInput {
        CadenceInput::default()
    }

    fn secs(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_good_answer_is_asked_again_at_the_usual_pace() {
        let local = CadenceInput {
            loopback: true,
            ..input()
        };
        let every = |s| CadenceInput {
            interval: Some(secs(s)),
            ..input()
        };
        let fresh = |s| CadenceInput {
            fresh_for: Some(secs(s)),
            ..input()
        };
        let min = |s| CadenceInput {
            source_min: Some(secs(s)),
            ..input()
        };
        let quiet = |s| CadenceInput {
            quiet_for: secs(s),
            ..input()
        };
        for (case, jitter, expected) in [
            (input(), 0.0, 30),
            (input(), 1.0, 36),
            (input(), -1.0, 24),
            (input(), 9.0, 36),
            (every(60), 0.0, 60),
            (every(1), 0.0, 15),
            (every(15), -1.0, 15),
            (every(20), -1.0, 16),
            (every(3600), 0.0, 3600),
            (local, 0.0, 30),
            (
                CadenceInput {
                    interval: Some(secs(1)),
                    ..local
                },
                0.0,
                1,
            ),
            (
                CadenceInput {
                    interval: Some(secs(2)),
                    ..local
                },
                0.0,
                2,
            ),
            (
                CadenceInput {
                    interval: Some(Duration::ZERO),
                    ..local
                },
                -1.0,
                1,
            ),
            (fresh(0), 0.0, 30),
            (fresh(5), 0.0, 30),
            (fresh(60), 0.0, 60),
            (fresh(60), -1.0, 60),
            (fresh(86_400), 0.0, 900),
            (min(60), 0.0, 60),
            (min(20), -1.0, 24),
            (
                CadenceInput {
                    focused: false,
                    ..input()
                },
                0.0,
                60,
            ),
            (
                CadenceInput {
                    focused: false,
                    ..every(30)
                },
                0.0,
                30,
            ),
            (quiet(600), 0.0, 30),
            (quiet(16 * 60), 0.0, 45),
            (quiet(31 * 60), 0.0, 67),
            (quiet(46 * 60), 0.0, 101),
            (quiet(24 * 3600), 0.0, 120),
            (
                CadenceInput {
                    interval: Some(secs(30)),
                    ..quiet(24 * 3600)
                },
                0.0,
                30,
            ),
        ] {
            assert_eq!(seconds(case, jitter), Some(expected), "{case:?} {jitter}");
        }
    }

    #[test]
    fn an_ended_blog_is_asked_a_few_times_more_and_then_left() {
        let ended = |polls| CadenceInput {
            ended_polls: polls,
            ..input()
        };
        for (polls, expected) in [(1, Some(600)), (2, Some(600)), (3, Some(600)), (4, None)] {
            assert_eq!(seconds(ended(polls), 0.0), expected, "{polls}");
        }
    }

    #[test]
    fn failures_back_off_and_the_publishers_word_counts() {
        let failed = |failures| CadenceInput {
            outcome: Outcome::Failed,
            failures,
            ..input()
        };
        let missing = |failures| CadenceInput {
            outcome: Outcome::Missing,
            failures,
            ..input()
        };
        let wait = |s| CadenceInput {
            retry_after: Some(secs(s)),
            ..failed(1)
        };
        let local = CadenceInput {
            loopback: true,
            interval: Some(secs(1)),
            ..failed(1)
        };
        for (case, jitter, expected) in [
            (failed(1), 0.0, Some(30)),
            (failed(2), 0.0, Some(60)),
            (failed(3), 0.0, Some(120)),
            (failed(5), 0.0, Some(480)),
            (failed(6), 0.0, Some(900)),
            (failed(60), 0.0, Some(900)),
            (failed(u32::MAX), 1.0, Some(1080)),
            (missing(1), 0.0, Some(30)),
            (missing(2), 0.0, Some(60)),
            (missing(3), 0.0, Some(900)),
            (
                CadenceInput {
                    outcome: Outcome::Gone,
                    ..failed(1)
                },
                0.0,
                None,
            ),
            (
                CadenceInput {
                    outcome: Outcome::Wall,
                    ..failed(1)
                },
                0.0,
                Some(900),
            ),
            (wait(120), 0.0, Some(120)),
            (wait(120), -1.0, Some(120)),
            (wait(1), 0.0, Some(30)),
            (wait(0), -1.0, Some(30)),
            (wait(1_000_000_000_000), 0.0, Some(6 * 3600)),
            (local, 0.0, Some(1)),
            (
                CadenceInput {
                    retry_after: Some(secs(5)),
                    ..local
                },
                0.0,
                Some(5),
            ),
            (
                CadenceInput {
                    fresh_for: Some(secs(300)),
                    ..failed(1)
                },
                0.0,
                Some(300),
            ),
        ] {
            assert_eq!(seconds(case, jitter), expected, "{case:?} {jitter}");
        }
    }
}
