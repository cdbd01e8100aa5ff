//! When to ask again: pure functions of what is known.
//!
//! The pace follows the page's own rhythm and the reader's attention; what a publisher asks for is never undercut.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::model::Trouble;

/// The least between two polls of another machine, by hand too.
pub const FLOOR: Duration = seconds(15);
/// The least between two polls of this machine.
pub const LOOPBACK_FLOOR: Duration = seconds(1);
/// The gap between updates that is assumed as long as few are known, and how it counts beside them.
const USUAL_GAP: Duration = seconds(300);
/// How many gaps tell the rhythm.
pub const GAPS: usize = 12;
/// How much less each older gap counts.
const FADING: f64 = 0.85;
/// The shortest pace of a blog that runs, for a page with an update a minute.
const QUICKEST: f64 = 20.0;
/// The slowest pace while the reader looks, and while the blog is in view of somebody who does nothing.
const SLOWEST: (f64, f64) = (45.0, 90.0);
/// How much the pace follows the rhythm, likewise.
const FOLLOWING: (f64, f64) = (0.2, 0.5);
/// While the reader looks elsewhere, and while they want to be alerted.
const AWAY: (Duration, Duration) = (seconds(300), seconds(120));
/// From which age of the newest update on a blog is asked how seldom.
const AGED: [(Duration, Duration); 2] = [
    (seconds(24 * 3600), seconds(900)),
    (seconds(6 * 3600), seconds(300)),
];
/// Between polls of a blog that ended; then it is left.
const ENDED: [Duration; 4] = [seconds(300), seconds(600), seconds(1200), seconds(3600)];
/// After the first failure; each further one doubles it.
const FIRST_FAILURE: Duration = seconds(30);
/// The most that failures put a poll off: where the host was never reached, for the first tries, and after those.
const BACK_OFF: (Duration, Duration, Duration) = (seconds(60), seconds(240), seconds(900));
/// How many tries the middle one is for.
const TRIES: u32 = 11;
/// The most that a publisher's own words of freshness put a poll off.
pub const FRESHNESS_CAP: Duration = seconds(15 * 60);
/// The least that `Retry-After` of another machine is taken for.
const RETRY_LEAST: Duration = seconds(30);
/// How much chance moves a poll: this part of the pace, up or down; less of an ended blog's.
const JITTER: (f64, f64) = (0.15, 0.1);

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

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

/// What stands between a source and its readers says how soon asking again may help.
impl From<Trouble> for Outcome {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Gone => Self::Gone,
            Trouble::Missing => Self::Missing,
            Trouble::Consent
            | Trouble::Login
            | Trouble::BotWall
            | Trouble::Paywall
            | Trouble::Region => Self::Wall,
            Trouble::Offline
            | Trouble::CaptivePortal
            | Trouble::Redesigned
            | Trouble::Waits
            | Trouble::Failing => Self::Failed,
        }
    }
}

/// Whether the reader looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Attention {
    /// They do: the terminal has the focus and a key was pressed lately.
    Looking,
    /// The blog may be in view; nobody knows. A program that reads counts as this.
    #[default]
    InView,
    /// The terminal does not have the focus.
    Away,
    /// It does not have it, and the reader wants to be alerted.
    Alerted,
}

/// What is known when the next poll is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CadenceInput {
    /// What the reader asked for; `None` for the usual pace.
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
    /// Whether the host ever answered.
    pub reached: bool,
    /// How long the publisher asks us to wait.
    pub retry_after: Option<Duration>,
    /// Whether the reader looks.
    pub attention: Attention,
    /// How many polls found the blog ended.
    pub ended_polls: u32,
    /// The gap between two updates, by the [rhythm] of the page.
    pub gap: Duration,
    /// How old its newest update is.
    pub newest_age: Duration,
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
            reached: true,
            retry_after: None,
            attention: Attention::default(),
            ended_polls: 0,
            gap: USUAL_GAP,
            newest_age: Duration::ZERO,
        }
    }
}

/// Two numbers drawn by chance, from 0 to 1, so that those who were sent away together do not come back together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    /// Moves the pace.
    pub pace: f64,
    /// Moves what a publisher asked for, and only up.
    pub extra: f64,
}

impl Chance {
    /// Moves nothing.
    pub const NONE: Self = Self {
        pace: 0.5,
        extra: 0.0,
    };

    /// Returns a factor around 1, `share` up or down.
    fn around(self, share: f64) -> f64 {
        1.0 + share * (2.0 * self.pace.clamp(0.0, 1.0) - 1.0)
    }

    fn extra(self) -> f64 {
        self.extra.clamp(0.0, 1.0)
    }
}

/// Returns the mean gap between updates, newer gaps weighing more. `times` are those of the newest updates, the newest
/// first; the time since then counts as a gap that is at least so long, and one of five minutes is assumed.
#[must_use]
pub fn rhythm(times: &[DateTime<Utc>], now: DateTime<Utc>) -> Duration {
    let Some(newest) = times.first() else {
        return USUAL_GAP;
    };
    let length = |gap: TimeDelta| gap.to_std().unwrap_or_default().as_secs_f64();
    let (mut sum, mut weights, mut weight) = (0.0, 0.0, 1.0);
    for (newer, older) in times.iter().zip(times.iter().skip(1)).take(GAPS) {
        sum += weight * length(*newer - *older);
        weights += weight;
        weight *= FADING;
    }
    let gap = (sum + length(now - newest) + USUAL_GAP.as_secs_f64()) / (weights + 1.0);
    Duration::try_from_secs_f64(gap).unwrap_or(USUAL_GAP)
}

/// Returns the least between two polls, whoever wants them.
#[must_use]
pub fn floor(loopback: bool) -> Duration {
    if loopback { LOOPBACK_FLOOR } else { FLOOR }
}

/// Returns how long a source is not to be asked by its own words, for polls and by hand alike.
#[must_use]
pub fn promised(input: &CadenceInput) -> Duration {
    let fresh = input.fresh_for.map(|fresh| fresh.min(FRESHNESS_CAP));
    fresh.max(input.source_min).unwrap_or_default()
}

/// Says how long to wait for the next poll; `None` to stop.
#[must_use]
pub fn next_delay(input: &CadenceInput, chance: Chance) -> Option<Duration> {
    let wanted = match input.outcome {
        Outcome::Gone => return None,
        Outcome::Good => good(input, chance)?,
        Outcome::Wall => BACK_OFF.2.mul_f64(chance.around(JITTER.0)),
        Outcome::Missing if input.failures >= 3 => BACK_OFF.2.mul_f64(chance.around(JITTER.0)),
        Outcome::Failed | Outcome::Missing => failed(input).mul_f64(chance.around(JITTER.0)),
    };
    let wanted = wanted.max(floor(input.loopback));
    let promised = Some(promised(input)).filter(|wait| !wait.is_zero());
    let promised = promised.map(|wait| {
        let most = (wait.as_secs_f64() * 0.1).max(2.0);
        wait + Duration::from_secs_f64(0.2 + chance.extra() * (most - 0.2))
    });
    let asked = input.retry_after.map(|wait| {
        let least = if input.loopback {
            LOOPBACK_FLOOR
        } else {
            RETRY_LEAST
        };
        let wait = wait.clamp(least, super::until::LONGEST);
        wait.mul_f64(1.0 + 0.25 * chance.extra()) + Duration::from_secs_f64(5.0 * chance.extra())
    });
    Some(
        wanted
            .max(promised.unwrap_or_default())
            .max(asked.unwrap_or_default()),
    )
}

/// Returns how long failures put the next try off.
fn failed(input: &CadenceInput) -> Duration {
    let first = input.interval.unwrap_or(FIRST_FAILURE);
    let most = match input.failures {
        _ if !input.reached => BACK_OFF.0,
        ..=TRIES => BACK_OFF.1,
        _ => BACK_OFF.2,
    };
    let doubled = 2u32.saturating_pow(input.failures.clamp(1, 16) - 1);
    first.saturating_mul(doubled).min(most.max(first))
}

fn good(input: &CadenceInput, chance: Chance) -> Option<Duration> {
    // An interval of the reader's own means what it says, also for a blog that seems to have ended.
    if let Some(interval) = input.interval {
        return Some(interval.mul_f64(chance.around(JITTER.0)));
    }
    if let Some(polls) = input.ended_polls.checked_sub(1) {
        let wait = ENDED.get(usize::try_from(polls).ok()?)?;
        return Some(wait.mul_f64(chance.around(JITTER.1)));
    }
    let follow = |following: f64, slowest: f64| {
        let pace = QUICKEST * (input.gap.as_secs_f64() / 60.0).powf(following);
        Duration::from_secs_f64(pace.clamp(QUICKEST, slowest))
    };
    let attentive = match input.attention {
        Attention::Looking => follow(FOLLOWING.0, SLOWEST.0),
        Attention::InView => follow(FOLLOWING.1, SLOWEST.1),
        Attention::Away => AWAY.0,
        Attention::Alerted => AWAY.1,
    };
    let aged = AGED.iter().find(|(age, _)| input.newest_age > *age);
    let pace = aged.map_or(attentive, |(_, pace)| attentive.max(*pace));
    Some(pace.mul_f64(chance.around(JITTER.0)))
}

#[cfg(test)]
mod tests;
