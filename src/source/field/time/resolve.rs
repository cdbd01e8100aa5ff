//! From what a text says of time to an instant, a clock or a day, with what the page tells besides.

use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Timelike,
    Weekday,
};

use super::{
    ClockTime, Reading, TimeContext, ZoneMark, calendar,
    context::in_zone,
    grammar::{Clock, Date, Parts, Zone},
    zones,
};
use crate::model::{Clean, Precision, Stamp, TimeBasis};

/// How many days ahead of the moment of reading a date without a year may lie.
const AHEAD: i64 = 2;
/// Announcements of programmes reach so far ahead, in days; what lies further is a placeholder.
const FARTHEST: i64 = 800;

/// Makes a reading of what a text says; `raw` is the text as written.
pub(super) fn reading(parts: &Parts, raw: &str, ctx: &TimeContext) -> Option<Reading> {
    if let Some(ago) = parts.ago {
        return relative(ago, raw, ctx).map(Reading::Stamp);
    }
    match (&parts.date, &parts.clock) {
        (Some(date), Some(clock)) => {
            instant(day(*date, parts.weekday, ctx)?, clock, raw, ctx).map(Reading::Stamp)
        }
        (None, Some(clock)) => Some(Reading::Clock(ClockTime {
            time: clock.time,
            weekday: parts.weekday,
            zone: match &clock.zone {
                Some(zone) => Some(mark(zone, ctx)?),
                None => None,
            },
            seconds: clock.seconds,
            unsure: false,
            raw: Clean::line(raw),
        })),
        (Some(date), None) => day(*date, parts.weekday, ctx).map(Reading::Day),
        (None, None) => last(parts.weekday?, ctx).map(Reading::Day),
    }
}

fn instant(date: NaiveDate, clock: &Clock, raw: &str, ctx: &TimeContext) -> Option<Stamp> {
    let date = if clock.next_day {
        date.succ_opt()?
    } else {
        date
    };
    let mark = match &clock.zone {
        Some(zone) => Some(mark(zone, ctx)?),
        None => None,
    };
    let at = zones::instants(date.and_time(clock.time), mark, ctx)?.early;
    Some(Stamp {
        raw: Clean::line(raw),
        precision: if clock.seconds {
            Precision::Second
        } else {
            Precision::Minute
        },
        ..Stamp::new(plausible(at, ctx)?, TimeBasis::Text)
    })
}

/// Makes the instant of a clock on a day that the page tells beside it.
#[must_use]
pub fn dated(day: NaiveDate, clock: &ClockTime, ctx: &TimeContext) -> Option<Stamp> {
    let at = zones::instants(day.and_time(clock.time), clock.zone, ctx)?.early;
    Some(Stamp {
        raw: clock.raw.clone(),
        precision: clock.precision(),
        ..Stamp::new(plausible(at, ctx)?, TimeBasis::Text)
    })
}

/// Mends an instant that a publisher wrote as UTC though it meant its own clock: "16:32Z" beside a shown "16:32 BST".
#[must_use]
pub fn local_as_utc(machine: &Stamp, shown: &ClockTime, ctx: &TimeContext) -> Option<Stamp> {
    let utc = machine.utc();
    let alike = (utc.hour(), utc.minute()) == (shown.time.hour(), shown.time.minute());
    let meant = dated(utc.date_naive(), shown, ctx).filter(|_| alike && shown.zone.is_some())?;
    (meant.utc() != utc).then(|| Stamp {
        at: meant.at,
        ..machine.clone()
    })
}

/// Tells whether a stamp says no more than a day, in so many words or by being a midnight: an instant in any other
/// witness says more.
#[must_use]
pub fn is_coarse(stamp: &Stamp) -> bool {
    stamp.precision == Precision::Day
        || stamp.at.time() == NaiveTime::MIN
        || stamp.utc().time() == NaiveTime::MIN
}

/// Makes the stamp of something that was so long ago.
pub(super) fn relative(ago: TimeDelta, raw: &str, ctx: &TimeContext) -> Option<Stamp> {
    let at = ctx.moment().checked_sub_signed(ago)?;
    // Whoever rounds to minutes or hours knows no seconds.
    let at = at
        .with_second(0)
        .and_then(|at| at.with_nanosecond(0))
        .unwrap_or(at);
    let at = plausible(in_zone(at, ctx.zone_or_utc()), ctx)?;
    Some(Stamp {
        raw: Clean::line(raw),
        precision: Precision::Minute,
        guessed: !ctx.states_moment() || ctx.as_of_day,
        ..Stamp::new(at, TimeBasis::Relative)
    })
}

/// Refuses what no live blog can mean: before 1990, or further ahead than any programme announces.
pub(super) fn plausible(
    at: DateTime<FixedOffset>,
    ctx: &TimeContext,
) -> Option<DateTime<FixedOffset>> {
    let first = NaiveDate::from_ymd_opt(1990, 1, 1)?
        .and_time(NaiveTime::MIN)
        .and_utc();
    let last = ctx.now.checked_add_signed(TimeDelta::days(FARTHEST))?;
    (first..=last).contains(&at.to_utc()).then_some(at)
}

/// Makes a day of a date as written; of what the text leaves open the page's day decides.
fn day(date: Date, weekday: Option<Weekday>, ctx: &TimeContext) -> Option<NaiveDate> {
    match date {
        Date::Back(days) => ctx.today().checked_sub_signed(TimeDelta::days(days)),
        Date::OfMonth(day) => {
            let from = ctx.page_date.unwrap_or_else(|| ctx.today());
            from.iter_days()
                .rev()
                .take(62)
                .find(|known| known.day() == day)
        }
        Date::Named {
            year: Some(year),
            month,
            day,
            ..
        } => calendar::day(year, month, day),
        Date::Named {
            year: None,
            month,
            day,
            persian,
        } => nearest(month, day, persian, ctx),
        Date::Slashed {
            year,
            first,
            second,
            sign,
        } => {
            let make = |month: u32, day: u32| match year {
                Some(year) => calendar::day(year, month, day),
                None => nearest(month, day, false, ctx),
            };
            let month_first = match (year, sign) {
                (None, _) => ctx.month_first || ctx.month_before_day,
                (Some(_), '/') => ctx.month_first,
                (Some(_), _) => false,
            };
            let (usual, other) = if month_first {
                (make(first, second), make(second, first))
            } else {
                (make(second, first), make(first, second))
            };
            // The other order is meant where this one makes no date, contradicts the weekday, or has yet to come.
            let fits = |day: &NaiveDate| {
                weekday.is_none_or(|weekday| day.weekday() == weekday)
                    && (*day - ctx.last_day()).num_days() <= AHEAD
            };
            usual.filter(fits).or(other.filter(fits)).or(usual)
        }
    }
}

/// Finds the year that brings a date nearest to the page's day, and not ahead of the day of reading.
fn nearest(month: u32, day: u32, persian: bool, ctx: &TimeContext) -> Option<NaiveDate> {
    let last = ctx.last_day();
    let around = ctx.page_date.unwrap_or_else(|| ctx.today());
    let year = if persian {
        calendar::persian_year(around)?
    } else {
        u32::try_from(around.year()).ok()?
    };
    (year.checked_sub(1)?..=year + 1)
        .filter_map(|year| calendar::day(year, month, day))
        .filter(|date| (*date - last).num_days() <= AHEAD)
        .min_by_key(|date| (*date - around).num_days().abs())
}

/// Returns the last day with a name, counted back from the page's day.
fn last(weekday: Weekday, ctx: &TimeContext) -> Option<NaiveDate> {
    let from = ctx.page_date.unwrap_or_else(|| ctx.today());
    from.iter_days()
        .rev()
        .take(7)
        .find(|day| day.weekday() == weekday)
}

/// Says what a zone in a text means on this publisher's page.
pub(super) fn mark(zone: &Zone, ctx: &TimeContext) -> Option<ZoneMark> {
    Some(match zone {
        Zone::Offset(offset) => ZoneMark::Offset(*offset),
        Zone::Abbreviation(name) => zones::abbreviation(name, ctx)?,
        Zone::Named(zone, 'g') => ZoneMark::Zone(*zone),
        Zone::Named(zone, season) => {
            let months = if *season == 's' { [1, 7] } else { [7, 1] };
            let [one, other] = months.map(|month| {
                let noon = NaiveDate::from_ymd_opt(ctx.moment().year(), month, 1)?
                    .and_hms_opt(12, 0, 0)?;
                Some(zone.offset_from_utc_datetime(&noon).fix())
            });
            // South of the equator winter lies in July.
            let (one, other) = (one?, other?);
            let standard = one.local_minus_utc().min(other.local_minus_utc());
            let seconds = match season {
                's' => standard,
                _ => one.local_minus_utc().max(other.local_minus_utc()),
            };
            ZoneMark::Abbreviation {
                offset: FixedOffset::east_opt(seconds)?,
                home: Some(*zone),
            }
        }
    })
}
