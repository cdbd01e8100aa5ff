//! What a pace costs the publisher and delays for the reader: a thousand readers of one live blog over a day, simulated,
//! for a fixed pace of 30 and 60 seconds and for ours. `cargo bench --bench citizen` prints the table.

mod world;

use std::{collections::BTreeSet, io, io::Write as _, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use newswire::fetch::cadence::{self, Attention, CadenceInput, Chance, Outcome};
use world::World;

const READERS: u64 = 1000;

/// How a reader's program asks.
#[derive(Clone, Copy)]
enum Pace {
    /// Every so many seconds, whatever is said.
    Fixed(f64),
    /// As `newswire` does.
    Ours,
}

/// What came of a day.
#[derive(Default)]
struct Tally {
    requests: usize,
    unchanged: usize,
    good: usize,
    /// Requests within a wait that the server had asked for.
    against: usize,
    each_second: Vec<u32>,
    /// Delays of updates that were published while the reader looked, and of all.
    watched: Vec<f64>,
    all: Vec<f64>,
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{:34} {:>7} {:>5} {:>7} {:>6} {:>13} {:>13}",
        "", "req/h", "304", "against", "peak/s", "watched 50/95", "all 50/95"
    )?;
    for world in World::all() {
        writeln!(out, "{}: {} updates", world.name, world.updates.len())?;
        for (name, pace) in [
            ("fixed 30 s", Pace::Fixed(30.0)),
            ("fixed 60 s", Pace::Fixed(60.0)),
            ("ours", Pace::Ours),
        ] {
            let mut tally = Tally::default();
            tally.each_second.resize(world.seconds() + 1, 0);
            for reader in 0..READERS {
                follow(&world, pace, reader, &mut tally);
            }
            tell(name, &world, &mut tally, &mut out)?;
        }
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "counts of a simulation")]
fn tell(name: &str, world: &World, tally: &mut Tally, out: &mut impl io::Write) -> io::Result<()> {
    let hours = world.end / 3600.0 * READERS as f64;
    let peak = tally.each_second.iter().max().copied().unwrap_or(0);
    let mut quantiles = |delays: fn(&mut Tally) -> &mut Vec<f64>| {
        let delays = delays(tally);
        delays.sort_by(f64::total_cmp);
        let at = |share: usize| delays.get(delays.len() * share / 100).copied();
        let words = |delay: Option<f64>| delay.map_or("-".to_owned(), |d| format!("{d:.0}"));
        format!("{} / {}", words(at(50)), words(at(95)))
    };
    let watched = quantiles(|tally| &mut tally.watched);
    let all = quantiles(|tally| &mut tally.all);
    writeln!(
        out,
        "  {name:32} {:7.1} {:4.0}% {:7} {peak:6} {watched:>13} {all:>13}",
        tally.requests as f64 / hours,
        tally.unchanged as f64 * 100.0 / tally.good.max(1) as f64,
        tally.against,
    )
}

/// Follows the blog for one reader, who looks five minutes of every twenty-five.
fn follow(world: &World, pace: Pace, reader: u64, tally: &mut Tally) {
    let mut chance = fastrand::Rng::with_seed(0x00c1_712e ^ reader);
    let looks = world::looks(world.end, &mut chance);
    let focused = |at: f64| looks.iter().any(|(from, to)| (*from..*to).contains(&at));
    let mut returns: Vec<f64> = looks.iter().map(|(from, _)| *from).collect();
    returns.reverse();
    let mut at = chance.f64() * 30.0;
    let (mut version, mut seen, mut failures, mut ended) = (None, 0, 0, 0);
    let mut promised = f64::MIN;
    while at < world.end {
        let answer = world.ask(at);
        tally.requests += 1;
        if let Some(count) = tally.each_second.get_mut(world::second(at)) {
            *count += 1;
        }
        tally.against += usize::from(at < promised);
        let mut input = CadenceInput {
            attention: if focused(at) {
                Attention::Looking
            } else {
                Attention::Away
            },
            ..CadenceInput::default()
        };
        match answer {
            world::Answer::Page(now) => {
                tally.good += 1;
                tally.unchanged += usize::from(version == Some(now));
                version = Some(now);
                failures = 0;
                while let Some(update) = world.updates.get(seen).filter(|update| **update <= at) {
                    seen += 1;
                    tally.all.push(at - update);
                    if focused(*update) {
                        tally.watched.push(at - update);
                    }
                }
                ended = if world.has_ended(at) { ended + 1 } else { 0 };
            }
            world::Answer::Busy(wait) => {
                failures += 1;
                input.outcome = Outcome::Failed;
                input.retry_after = wait.map(Duration::from_secs_f64);
                promised = wait.map_or(promised, |wait| at + wait);
            }
        }
        let times = known(world, seen, at);
        let now = world::time(at);
        input.failures = failures;
        input.ended_polls = ended;
        input.gap = cadence::rhythm(&times, now);
        input.newest_age = times.first().map_or(Duration::ZERO, |newest| {
            (now - newest).to_std().unwrap_or_default()
        });
        let drawn = Chance {
            pace: chance.f64(),
            extra: chance.f64(),
        };
        let delay = match pace {
            Pace::Fixed(seconds) => Some(seconds),
            Pace::Ours => cadence::next_delay(&input, drawn).map(|delay| delay.as_secs_f64()),
        };
        let Some(mut due) = delay.map(|delay| at + delay) else {
            return;
        };
        // Who comes back sees what is new at once, as far as that is polite.
        while let Some(back) = returns.pop_if(|back| *back < due.max(at)) {
            let is_left = ended > 0 || promised > back;
            if matches!(pace, Pace::Ours) && back > at && !is_left {
                let rest = if failures > 0 {
                    60.0
                } else {
                    cadence::FLOOR.as_secs_f64()
                };
                due = due.min(back.max(at + rest));
            }
        }
        at = due;
    }
}

/// Returns when the newest updates were published that a reader has seen, the newest first.
fn known(world: &World, seen: usize, at: f64) -> Vec<DateTime<Utc>> {
    let before = world.before.iter().rev();
    let times = world.updates.iter().take(seen).rev().chain(before);
    let times = times.filter(|time| **time <= at).take(cadence::GAPS + 1);
    let times: BTreeSet<DateTime<Utc>> = times.map(|time| world::time(*time)).collect();
    times.into_iter().rev().collect()
}

/// Returns a difference of times.
fn seconds(seconds: f64) -> TimeDelta {
    TimeDelta::from_std(Duration::from_secs_f64(seconds.abs())).map_or(TimeDelta::zero(), |delta| {
        if seconds < 0.0 { -delta } else { delta }
    })
}
