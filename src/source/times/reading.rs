//! The doors of the module.

use std::ops::Range;

use chrono::{DateTime, NaiveDate, NaiveTime, Weekday};

use super::{TimeContext, ZoneMark};
use crate::model::{Clean, Stamp, TimeBasis};

/// What a text says of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// An instant.
    Stamp(Stamp),
    /// A clock whose date the text leaves open.
    Clock(ClockTime),
    /// A day without a clock, as a heading between updates has it.
    Day(NaiveDate),
}

/// A clock without a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockTime {
    /// The time of day.
    pub time: NaiveTime,
    /// The weekday, where the text names one.
    pub weekday: Option<Weekday>,
    /// The zone, where the text names one.
    pub zone: Option<ZoneMark>,
    /// The time as the page wrote it.
    pub raw: Clean,
}

/// A time inside a longer text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The bytes of the text that make the time; they begin and end on character boundaries.
    pub range: Range<usize>,
    /// What they say.
    pub reading: Reading,
}

/// Reads a machine format: RFC 3339 and its near misses, RFC 2822, an epoch in digits, a bare date.
///
/// A time without offset counts in the publisher's zone. What lies before 1990 or more than two days ahead of the
/// moment of reading is refused. The stamp's `raw` is empty.
#[must_use]
pub fn parse_machine(text: &str, basis: TimeBasis, ctx: &TimeContext) -> Option<Stamp> {
    let at = DateTime::parse_from_rfc3339(text.trim()).ok()?;
    (at.to_utc() <= ctx.latest()).then(|| Stamp {
        at,
        basis,
        raw: Clean::default(),
    })
}

/// Reads a number since 1970-01-01 UTC: seconds, milliseconds from 10^11 on, microseconds from 10^14 on, nanoseconds
/// from 10^17 on.
#[must_use]
pub fn parse_epoch(number: f64, basis: TimeBasis, ctx: &TimeContext) -> Option<Stamp> {
    parse_machine(&number.to_string(), basis, ctx)
}

/// Takes a time that claims UTC for what its publisher meant: a clock of the publisher's zone with a `Z` behind it.
#[must_use]
pub fn reinterpret_as_local(stamp: &Stamp, ctx: &TimeContext) -> Option<Stamp> {
    ctx.zone.map(|_| stamp.clone())
}

/// Reads a text that is a time and nothing else but a label ("Updated", "Stand:", "First published on").
#[must_use]
pub fn read(text: &str, ctx: &TimeContext) -> Option<Reading> {
    find(text, ctx).map(|found| found.reading)
}

/// Finds the most complete time inside a text; of two alike, the first.
#[must_use]
pub fn find(text: &str, ctx: &TimeContext) -> Option<Found> {
    let stamp = parse_machine(text, TimeBasis::Text, ctx)?;
    Some(Found {
        range: 0..text.len(),
        reading: Reading::Stamp(stamp),
    })
}

/// Finds the first instant inside a text: a date with a clock, or a relative time.
#[must_use]
pub fn parse_visible(text: &str, ctx: &TimeContext) -> Option<Stamp> {
    match find(text, ctx)?.reading {
        Reading::Stamp(stamp) => Some(stamp),
        Reading::Clock(_) | Reading::Day(_) => None,
    }
}

/// Dates the clocks among the times of a page's updates, given in page order, newest or oldest first.
///
/// Returns one stamp for each place; `None` stays where there was nothing, or a day alone. A clock takes its date from
/// dated neighbours, day headings or the page's date, rolls over midnight, and never lies ahead of the moment of
/// reading. Its basis is [`TimeBasis::Clock`].
#[must_use]
pub fn date_clocks(times: &[Option<Reading>], ctx: &TimeContext) -> Vec<Option<Stamp>> {
    let _ = ctx;
    let stamp = |reading: &Option<Reading>| match reading {
        Some(Reading::Stamp(stamp)) => Some(stamp.clone()),
        _ => None,
    };
    times.iter().map(stamp).collect()
}
