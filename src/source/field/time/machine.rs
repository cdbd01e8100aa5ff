//! Machine formats: RFC 3339 and what publishers send instead, RFC 2822, epochs.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};

use super::{
    Reading, TimeContext, ZoneMark, calendar, context::in_zone, reading::read, resolve::plausible,
    zones,
};
use crate::model::{Precision, Stamp, TimeBasis};

/// Longest text that is read as a machine format, in bytes.
const LONGEST: usize = 100;

/// Reads a machine format: RFC 3339 and its near misses, RFC 2822, an epoch in digits, a bare date.
///
/// A time without offset counts in the publisher's zone, a bare date as its first moment there. What lies before 1990 or
/// more than two days ahead of the moment of reading is refused. The stamp's `raw` is empty.
#[must_use]
pub fn parse_machine(text: &str, basis: TimeBasis, ctx: &TimeContext) -> Option<Stamp> {
    let text = text.trim().trim_matches(['"', '\'']).trim();
    if text.len() > LONGEST {
        return None;
    }
    let exact = |at| (at, Precision::Second);
    let (at, precision) = iso(text, ctx)
        .and_then(|(at, precision)| Some((plausible(at, ctx)?, precision)))
        .or_else(|| epoch_digits(text, ctx).map(exact))
        .or_else(|| spelt_out(text, ctx))?;
    Some(Stamp {
        precision,
        ..Stamp::new(at, basis)
    })
}

/// Reads a number since 1970-01-01 UTC: seconds, milliseconds from 10^11 on, microseconds from 10^14 on, nanoseconds
/// from 10^17 on.
fn epoch(number: f64, ctx: &TimeContext) -> Option<DateTime<FixedOffset>> {
    // Beyond 2^63 nothing is a time; below, the cast is exact enough for microseconds of our age.
    if !number.is_finite() || !(0.0..9.2e18).contains(&number) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the range was checked above"
    )]
    let at = if number < 1e11 {
        DateTime::from_timestamp_millis((number * 1e3) as i64)
    } else if number < 1e14 {
        DateTime::from_timestamp_millis(number as i64)
    } else if number < 1e17 {
        DateTime::from_timestamp_micros(number as i64)
    } else {
        Some(DateTime::from_timestamp_nanos(number as i64))
    };
    plausible(in_zone(at?, ctx.zone_or_utc()), ctx)
}

/// Reads "1754538540", "1754538540000", "1754538540.123", "/Date(1754538540000+0100)/".
fn epoch_digits(text: &str, ctx: &TimeContext) -> Option<DateTime<FixedOffset>> {
    let inner = text
        .strip_prefix("/Date(")
        .and_then(|rest| rest.split([')', '+', '-']).next())
        .unwrap_or(text);
    let digits = inner.bytes().filter(u8::is_ascii_digit).count();
    let dots = inner.bytes().filter(|b| *b == b'.').count();
    if digits < 9 || dots > 1 || digits + dots != inner.len() {
        return None;
    }
    epoch(inner.parse().ok()?, ctx)
}

/// Reads the shape of ISO 8601: a date, a clock, an offset, each in extended or basic form, with what separators there are.
fn iso(text: &str, ctx: &TimeContext) -> Option<(DateTime<FixedOffset>, Precision)> {
    let mut rest = Rest(text);
    let year = rest.digits(4)?;
    let extended = rest.sign("-/.").is_some();
    let month = if extended {
        rest.digits(1..=2)?
    } else {
        rest.digits(2)?
    };
    if extended {
        rest.sign("-/.")?;
    }
    let day = if extended {
        rest.digits(1..=2)?
    } else {
        rest.digits(2)?
    };
    let date = calendar::day(year, month, day)?;
    let separated = rest.sign("Tt_").is_some() || rest.spaces();
    if rest.0.is_empty() {
        let first = zones::instants(date.and_time(NaiveTime::MIN), None, ctx)?.early;
        return Some((first, Precision::Day));
    }
    // "20250807044900" has no separator; "2025-08-0704" is nothing.
    if !separated && extended {
        return None;
    }
    let (date, time, precision) = iso_clock(&mut rest, date)?;
    let mark = if rest.0.is_empty() {
        None
    } else {
        Some(iso_zone(rest, ctx)?)
    };
    let instants = zones::instants(date.and_time(time), mark, ctx)?;
    let utc = matches!(mark, Some(ZoneMark::Offset(offset)) if offset.local_minus_utc() == 0);
    // UTC says nothing of the publisher: show the instant in its zone.
    let at = if utc {
        in_zone(instants.early.to_utc(), ctx.zone_or_utc())
    } else {
        instants.early
    };
    Some((at, precision))
}

fn iso_clock(rest: &mut Rest, date: NaiveDate) -> Option<(NaiveDate, NaiveTime, Precision)> {
    let hour = rest.digits(1..=2)?;
    let colon = rest.sign(":.").is_some();
    let minute = rest.digits(2)?;
    let has_second = if colon {
        rest.sign(":.").is_some()
    } else {
        rest.0.starts_with(|c: char| c.is_ascii_digit())
    };
    // A leap second is shown as the second before it.
    let second = if has_second {
        // Some cut a nought: "16:32:0".
        rest.digits(if colon { 1..=2 } else { 2..=2 })
            .filter(|s| *s <= 60)?
            .min(59)
    } else {
        0
    };
    let precision = if has_second {
        Precision::Second
    } else {
        Precision::Minute
    };
    let mut millis = 0;
    if rest.sign(".,").is_some() {
        let figures = rest.run();
        let thousandths: String = figures.chars().chain("000".chars()).take(3).collect();
        millis = thousandths.parse().ok()?;
    }
    if (hour, minute, second) == (24, 0, 0) {
        return Some((date.succ_opt()?, NaiveTime::MIN, precision));
    }
    let time = NaiveTime::from_hms_milli_opt(hour, minute, second, millis)?;
    Some((date, time, precision))
}

/// Reads the end of a time: `Z`, an offset in any form, "UTC", an abbreviation, an IANA name in brackets.
fn iso_zone(mut rest: Rest, ctx: &TimeContext) -> Option<ZoneMark> {
    rest.spaces();
    if matches!(rest.0, "Z" | "z" | "UTC" | "GMT" | "Z+00:00" | "Z+0000") {
        return FixedOffset::east_opt(0).map(ZoneMark::Offset);
    }
    if rest.0.starts_with('[') {
        let name = rest.0.trim_matches(['[', ']']);
        return name.parse().ok().map(ZoneMark::Zone);
    }
    let Some(sign) = rest.sign("+-−") else {
        return zones::abbreviation(rest.0, ctx);
    };
    let hours = rest.digits(1..=2)?;
    let colon = rest.sign(":").is_some();
    let minutes = if colon || !rest.0.is_empty() && !rest.0.starts_with('[') {
        rest.digits(2)?
    } else {
        0
    };
    if !rest.0.is_empty() && !rest.0.starts_with(['[', ':']) || hours > 15 || minutes > 59 {
        return None;
    }
    let seconds = i32::try_from(hours * 3_600 + minutes * 60).ok()?;
    let offset = FixedOffset::east_opt(if sign == '+' { seconds } else { -seconds })?;
    Some(ZoneMark::Offset(offset))
}

/// Reads RFC 2822, RFC 850, `asctime`, JavaScript's `Date` and what else spells out a month.
fn spelt_out(text: &str, ctx: &TimeContext) -> Option<(DateTime<FixedOffset>, Precision)> {
    // A word alone ("today") is no machine's.
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    // JavaScript repeats the zone in brackets: "GMT+0100 (British Summer Time)".
    let figures = text.split_once(" (").map_or(text, |(figures, _)| figures);
    match read(figures, ctx)? {
        Reading::Stamp(stamp) if stamp.basis == TimeBasis::Text => {
            Some((stamp.at, stamp.precision))
        }
        Reading::Day(date) => {
            let first = zones::instants(date.and_time(NaiveTime::MIN), None, ctx)?.early;
            Some((plausible(first, ctx)?, Precision::Day))
        }
        Reading::Stamp(_) | Reading::Clock(_) => None,
    }
}

/// What is left of a text that is read from its front.
struct Rest<'t>(&'t str);

/// How many digits a number may have.
trait Width {
    fn range(self) -> (usize, usize);
}

impl Width for usize {
    fn range(self) -> (usize, usize) {
        (self, self)
    }
}

impl Width for std::ops::RangeInclusive<usize> {
    fn range(self) -> (usize, usize) {
        self.into_inner()
    }
}

impl<'t> Rest<'t> {
    fn digits(&mut self, width: impl Width) -> Option<u32> {
        let (least, most) = width.range();
        let length = self
            .0
            .bytes()
            .take(most)
            .take_while(u8::is_ascii_digit)
            .count();
        let (digits, rest) = self
            .0
            .split_at_checked(length)
            .filter(|_| length >= least)?;
        self.0 = rest;
        digits.parse().ok()
    }

    /// Takes all digits that follow.
    fn run(&mut self) -> &'t str {
        let end = self
            .0
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(self.0.len());
        let (digits, rest) = self.0.split_at_checked(end).unwrap_or((self.0, ""));
        self.0 = rest;
        digits
    }

    fn sign(&mut self, signs: &str) -> Option<char> {
        let sign = self.0.chars().next().filter(|c| signs.contains(*c))?;
        self.0 = self.0.strip_prefix(sign)?;
        Some(sign)
    }

    fn spaces(&mut self) -> bool {
        let rest = self.0.trim_start();
        let some = rest.len() < self.0.len();
        self.0 = rest;
        some
    }
}
