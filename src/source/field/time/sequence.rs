//! Dates the clocks of a page: each update's neighbours say on which day it was.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta, Timelike, Utc};

use super::{ClockTime, Reading, TimeContext, ZoneMark, zones};
use crate::model::{Stamp, TimeBasis};

/// How far an update may stand out of order before its clock means another day, in minutes. Editors move updates by
/// some minutes; a live blog that is silent for nearly a whole day is rare.
const DISORDER_MINUTES: i64 = 60;

/// Dates the clocks among the times of a page's updates, given in page order, newest or oldest first.
///
/// Returns one stamp for each place; `None` stays where there was nothing, or a day alone. A clock takes its date from,
/// in this order:
///
/// 1. the day heading above it;
/// 2. its neighbours: dated ones, and the order of the page, over midnight;
/// 3. the page's day, for the newest clock; and not before the page was published;
/// 4. the day of reading, and then it is marked as guessed, with every clock that it dates.
///
/// No clock is dated ahead of the moment of reading. Its basis is [`TimeBasis::Clock`].
#[must_use]
pub fn date_clocks(times: &[Option<Reading>], ctx: &TimeContext) -> Vec<Option<Stamp>> {
    let mut stamps = under_headings(times, ctx);
    let mut order: Vec<usize> = (0..times.len()).collect();
    if !runs_newest_first(times) {
        order.reverse();
    }
    let clock = |place: usize| match times.get(place) {
        Some(Some(Reading::Clock(clock))) => Some(clock),
        _ => None,
    };
    let known = order
        .iter()
        .position(|place| matches!(stamps.get(*place), Some(Some(stamp)) if is_anchor(stamp, ctx)));
    let first = known.or_else(|| {
        let newest = order.iter().position(|place| clock(*place).is_some())?;
        let place = *order.get(newest)?;
        let at = by_page_date(clock(place)?, ctx)?;
        settle(
            &mut stamps,
            place,
            clock(place)?,
            at,
            ctx.page_date.is_none(),
        );
        Some(newest)
    });
    let Some(first) = first else {
        return stamps;
    };
    walk(
        &mut stamps,
        order.iter().skip(first).copied(),
        clock,
        |clock, above| at_most(clock, above, ctx),
        ctx,
    );
    let rising = order.iter().take(first + 1).rev().copied();
    walk(
        &mut stamps,
        rising,
        clock,
        |clock, below| at_least(clock, below, ctx),
        ctx,
    );
    stamps
}

/// Takes what is dated already, and dates the clocks under a day heading.
fn under_headings(times: &[Option<Reading>], ctx: &TimeContext) -> Vec<Option<Stamp>> {
    let mut heading = None;
    let dated = |reading: &Option<Reading>| match reading.as_ref()? {
        Reading::Stamp(stamp) => Some(stamp.clone()),
        Reading::Day(day) => {
            heading = Some(*day);
            None
        }
        Reading::Clock(clock) => {
            let at = zones::instants(heading?.and_time(clock.time), clock.zone, ctx)?.early;
            Some(stamp(clock, at, false))
        }
    };
    times.iter().map(dated).collect()
}

/// Dates the clocks along a walk, each by the dated update met last.
fn walk<'r>(
    stamps: &mut [Option<Stamp>],
    places: impl Iterator<Item = usize>,
    clock: impl Fn(usize) -> Option<&'r ClockTime>,
    date: impl Fn(&ClockTime, DateTime<Utc>) -> Option<DateTime<FixedOffset>>,
    ctx: &TimeContext,
) {
    let mut neighbour: Option<(DateTime<Utc>, bool)> = None;
    for place in places {
        if let (Some(None), Some(clock), Some((at, guessed))) =
            (stamps.get(place), clock(place), neighbour)
            && let Some(at) = date(clock, at)
        {
            settle(stamps, place, clock, at, guessed);
        }
        neighbour = stamps
            .get(place)
            .and_then(Option::as_ref)
            .filter(|stamp| is_anchor(stamp, ctx))
            .map(|stamp| (stamp.utc(), stamp.guessed))
            .or(neighbour);
    }
}

/// Tells whether the clocks around may be dated by a stamp: "5 minutes ago" of a moment of which no more than the day is
/// known says nothing of the clock.
fn is_anchor(stamp: &Stamp, ctx: &TimeContext) -> bool {
    !(ctx.as_of_day && stamp.basis == TimeBasis::Relative)
}

fn settle(
    stamps: &mut [Option<Stamp>],
    place: usize,
    clock: &ClockTime,
    at: DateTime<FixedOffset>,
    guessed: bool,
) {
    if let Some(slot) = stamps.get_mut(place) {
        *slot = Some(stamp(clock, at, guessed));
    }
}

fn stamp(clock: &ClockTime, at: DateTime<FixedOffset>, guessed: bool) -> Stamp {
    Stamp {
        raw: clock.raw.clone(),
        precision: clock.precision(),
        guessed: guessed || clock.unsure,
        ..Stamp::new(at, TimeBasis::Clock)
    }
}

/// Dates the newest clock of a page without any date beside its updates.
fn by_page_date(clock: &ClockTime, ctx: &TimeContext) -> Option<DateTime<FixedOffset>> {
    let day = ctx.page_date.unwrap_or_else(|| ctx.today());
    let on = |back| {
        days(day, back)
            .filter(|day| clock.weekday.is_none_or(|weekday| day.weekday() == weekday))
            .filter_map(|day| {
                Some(zones::instants(day.and_time(clock.time), clock.zone, ctx)?.early)
            })
            .find(|at| at.to_utc() <= ctx.latest())
    };
    let at = on(0..=7)?;
    // A page that was published after its newest update has a stale head: the update came on a day since.
    let disorder = TimeDelta::minutes(DISORDER_MINUTES);
    let stale = |at: &DateTime<FixedOffset>| {
        ctx.begun
            .is_some_and(|begun| at.to_utc() + disorder < begun)
    };
    if stale(&at) && clock.weekday.is_none() {
        return on(-2..=7).filter(|later| !stale(later)).or(Some(at));
    }
    Some(at)
}

/// Dates a clock whose newer neighbour is dated: the latest day on which it is not after that.
fn at_most(
    clock: &ClockTime,
    above: DateTime<Utc>,
    ctx: &TimeContext,
) -> Option<DateTime<FixedOffset>> {
    let disorder = TimeDelta::minutes(DISORDER_MINUTES);
    let bound = above.checked_add_signed(disorder)?.min(ctx.latest());
    let found = candidates(clock, above, -1..=8)
        .filter_map(|day| zones::instants(day.and_time(clock.time), clock.zone, ctx))
        .find(|at| at.early.to_utc() <= bound)?;
    // Where clocks are set back, the second of two alike hours is meant if order allows it.
    let at = if found.late.to_utc() <= above {
        found.late
    } else {
        found.early
    };
    // "GMT" in a British summer is an hour off its neighbours: then the zone is right and the abbreviation is not.
    if let Some(ZoneMark::Abbreviation {
        home: Some(home), ..
    }) = clock.zone
        && at.to_utc() > above
        && let Some(other) = zones::instants(at.naive_local(), Some(ZoneMark::Zone(home)), ctx)
        && other.early.to_utc() <= above
    {
        return Some(other.early);
    }
    Some(at)
}

/// Dates a clock whose older neighbour is dated: the first day on which it is not before that, nor in the future.
fn at_least(
    clock: &ClockTime,
    below: DateTime<Utc>,
    ctx: &TimeContext,
) -> Option<DateTime<FixedOffset>> {
    let bound = below.checked_sub_signed(TimeDelta::minutes(DISORDER_MINUTES))?;
    let mut past = candidates(clock, below, -8..=1)
        .filter_map(|day| zones::instants(day.and_time(clock.time), clock.zone, ctx))
        .filter(|at| at.early.to_utc() <= ctx.latest())
        .collect::<Vec<_>>();
    past.reverse();
    let after = past.iter().find(|at| at.late.to_utc() >= bound);
    let found = after.or_else(|| past.last())?;
    Some(if found.early.to_utc() >= below {
        found.early
    } else {
        found.late
    })
}

/// Returns the days around an instant that a clock's weekday allows, latest first; without a weekday two days each way
/// are enough whatever the zones.
fn candidates(
    clock: &ClockTime,
    around: DateTime<Utc>,
    back: std::ops::RangeInclusive<i64>,
) -> impl Iterator<Item = NaiveDate> {
    let weekday = clock.weekday;
    let (from, to) = if weekday.is_some() {
        back.into_inner()
    } else {
        (-2, 2)
    };
    days(around.date_naive(), from..=to)
        .filter(move |day| weekday.is_none_or(|name| day.weekday() == name))
}

/// Returns the days so many days back, latest first.
fn days(from: NaiveDate, back: std::ops::RangeInclusive<i64>) -> impl Iterator<Item = NaiveDate> {
    back.filter_map(move |back| from.checked_sub_signed(TimeDelta::days(back)))
}

/// Tells whether the newest update stands first, by what the steps between neighbours say.
fn runs_newest_first(times: &[Option<Reading>]) -> bool {
    let mut falls = 0_i64;
    let mut heading: Option<NaiveDate> = None;
    let mut last: Option<&Reading> = None;
    for reading in times.iter().flatten() {
        if let Reading::Day(day) = reading {
            let step = heading.map_or(0, |heading| (*day - heading).num_days());
            // Headings are few and sure.
            falls -= 4 * step.signum();
            heading = Some(*day);
            last = None;
            continue;
        }
        falls -= last
            .map_or(0, |last| step(last, reading, heading.is_some()))
            .signum();
        last = Some(reading);
    }
    falls >= 0
}

/// Returns the seconds from one update to the next on the page.
fn step(one: &Reading, other: &Reading, one_day: bool) -> i64 {
    const HALF_DAY: i64 = 12 * 3_600;
    if let (Reading::Stamp(one), Reading::Stamp(other)) = (one, other) {
        return (other.at - one.at).num_seconds();
    }
    match (second_of_day(one), second_of_day(other)) {
        // Without headings a step of more than half a day is one over midnight, the other way.
        (Some(one), Some(other)) if !one_day && (other - one).abs() > HALF_DAY => one - other,
        (Some(one), Some(other)) => other - one,
        _ => 0,
    }
}

fn second_of_day(reading: &Reading) -> Option<i64> {
    match reading {
        Reading::Stamp(stamp) => Some(stamp.at.num_seconds_from_midnight().into()),
        Reading::Clock(clock) => Some(clock.time.num_seconds_from_midnight().into()),
        Reading::Day(_) => None,
    }
}
