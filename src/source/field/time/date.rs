//! Dates in tokens: "Thursday 07 August 2025", "Aug. 7th, 2025", "07.08.2025", "2025-08-07", "2025年8月7日", "yesterday".

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};
use chrono_tz::Tz;

use super::{TimeContext, tokens::Token, words};

/// Reads a date that begins at a token, its weekday included; returns it with the place of the next token.
///
/// A date without a year lies in the year that brings it nearest to the page's date.
pub(super) fn date_at(
    tokens: &[Token],
    at: usize,
    ctx: &TimeContext,
) -> Option<(NaiveDate, usize)> {
    let word = tokens.get(at)?.word();
    let next = tokens.get(at + 1).map(Token::word).unwrap_or_default();
    let back = words::days_back(word).map(|back| (back, at + 1));
    // "i dag", "i går".
    let parted = || Some((words::days_back(&format!("{word}{next}"))?, at + 2));
    let parted = || parted().filter(|_| word == "i");
    if let Some((back, end)) = back.or_else(parted) {
        let date = ctx.today().checked_sub_signed(TimeDelta::days(back))?;
        return Some((date, end));
    }
    // A weekday is decoration: where it contradicts the date, the date is right.
    let after_weekday = words::weekday(word).map(|_| skip_weekday(tokens, at));
    after_weekday
        .and_then(|start| bare_date(tokens, start, ctx))
        .or_else(|| bare_date(tokens, at, ctx))
}

/// Reads a weekday that stands before a clock instead of a date.
pub(super) fn weekday_at(tokens: &[Token], at: usize) -> Option<(Weekday, usize)> {
    let token = tokens.get(at).filter(|t| t.word().chars().count() >= 3)?;
    Some((words::weekday(token.word())?, skip_weekday(tokens, at)))
}

/// Returns the place after a weekday, its "-feira" and its comma or dot.
fn skip_weekday(tokens: &[Token], at: usize) -> usize {
    let is = |at: usize, signs: &str| tokens.get(at).is_some_and(|t| t.is_one_of(signs));
    let mut next = at + 1;
    if is(next, "-") && tokens.get(next + 1).is_some_and(|t| t.word() == "feira") {
        next += 2;
    }
    while is(next, ".,|") {
        next += 1;
    }
    // "Thursday, the 7th", "jeudi le 7", "Donnerstag, den 7."
    if tokens
        .get(next)
        .is_some_and(|t| matches!(t.word(), "the" | "le" | "den" | "dem" | "il" | "el"))
    {
        next += 1;
    }
    next
}

fn bare_date(tokens: &[Token], at: usize, ctx: &TimeContext) -> Option<(NaiveDate, usize)> {
    year_first(tokens, at)
        .or_else(|| day_month(tokens, at, ctx))
        .or_else(|| month_day(tokens, at, ctx))
        .or_else(|| numeric(tokens, at, ctx))
}

/// "2025-08-07", "2025/08/07", "2025.08.07", "2025年8月7日", "2025년 8월 7일".
fn year_first(tokens: &[Token], at: usize) -> Option<(NaiveDate, usize)> {
    let year = tokens.get(at)?.number(4..=4)?;
    let separator = tokens.get(at + 1)?;
    let month = tokens.get(at + 2)?.number(1..=2)?;
    let second = tokens.get(at + 3)?;
    let day = tokens.get(at + 4)?.number(1..=2)?;
    let same_sign = separator.is_one_of("-/.") && separator.kind == second.kind;
    let words = matches!(
        (separator.word(), second.word()),
        ("年", "月") | ("년", "월")
    );
    if !same_sign && !words {
        return None;
    }
    let unit = tokens
        .get(at + 5)
        .is_some_and(|t| matches!(t.word(), "日" | "일"));
    let trailing = tokens
        .get(at + 5)
        .is_some_and(|t| t.is('.') && separator.is('.'));
    Some((
        make(year, month, day)?,
        if unit || trailing { at + 6 } else { at + 5 },
    ))
}

/// "7 August 2025", "07. August", "7th of August, 2025", "7 de agosto de 2025", "1er août", "7-Aug-2025".
fn day_month(tokens: &[Token], at: usize, ctx: &TimeContext) -> Option<(NaiveDate, usize)> {
    let day = tokens.get(at)?.number(1..=2)?;
    let mut next = at + 1;
    if tokens
        .get(next)
        .is_some_and(|t| !t.apart && matches!(t.word(), "st" | "nd" | "rd" | "th" | "er" | "o"))
    {
        next += 1;
    }
    if tokens
        .get(next)
        .is_some_and(|t| t.is_one_of(".-/º°") || matches!(t.word(), "de" | "of"))
    {
        next += 1;
    }
    let name = tokens.get(next)?.word();
    // In Croatian the tenth month has the name that Poles and Czechs give the eleventh.
    let croatian = ctx.zone == Some(Tz::Europe__Zagreb) && name.starts_with("listopad");
    let month = if croatian { 10 } else { words::month(name)? };
    let (date, end) = with_year(tokens, next + 1, month, day, ctx)?;
    Some((date, end))
}

/// "August 7, 2025", "Aug. 7th", "November 02 2023".
fn month_day(tokens: &[Token], at: usize, ctx: &TimeContext) -> Option<(NaiveDate, usize)> {
    let name = tokens.get(at)?;
    let month = words::english_month(name.word())?;
    let dot = tokens.get(at + 1).is_some_and(|t| t.is('.'));
    let place = if dot { at + 2 } else { at + 1 };
    let day = tokens.get(place)?.number(1..=2)?;
    // "may 20" is a month only where it begins with a capital; "May 20:15" holds a clock.
    if !name.is_capitalised() || tokens.get(place + 1).is_some_and(|t| t.is(':') && !t.apart) {
        return None;
    }
    let mut next = place + 1;
    if tokens
        .get(next)
        .is_some_and(|t| !t.apart && matches!(t.word(), "st" | "nd" | "rd" | "th"))
    {
        next += 1;
    }
    with_year(tokens, next, month, day, ctx)
}

/// Reads the year after day and month, where there is one; "Aug 7 04:49:00 2025" is left to the caller.
fn with_year(
    tokens: &[Token],
    at: usize,
    month: u32,
    day: u32,
    ctx: &TimeContext,
) -> Option<(NaiveDate, usize)> {
    let mut place = at;
    while tokens
        .get(place)
        .is_some_and(|t| t.is_one_of(".,-/'") || matches!(t.word(), "de" | "del"))
        && place < at + 2
    {
        place += 1;
    }
    let year = tokens
        .get(place)
        .and_then(|t| t.number(4..=4))
        .filter(|year| (1990..2100).contains(year));
    // A clock may follow at once: "Nov 2 2015: goal" never does, "2 Nov 2015:30" is no year.
    if let Some(year) = year {
        let end = place + 1;
        // "07.08.2025." and "7. avgust 2025." end with a dot.
        let dot = tokens.get(end).is_some_and(|t| t.is('.') && !t.apart);
        let abbreviated = tokens
            .get(end)
            .is_some_and(|t| matches!(t.word(), "r" | "г" | "р"));
        return Some((
            make(year, month, day)?,
            if dot || abbreviated { end + 1 } else { end },
        ));
    }
    // RFC 822 wrote years with two digits: "07 Aug 25 04:49".
    let short = tokens.get(place).and_then(|t| t.number(2..=2)).filter(|_| {
        let clock = |t: &Token| t.number(2..=2).is_some();
        tokens.get(place + 1).is_some_and(clock) && tokens.get(place + 2).is_some_and(|t| t.is(':'))
    });
    if let Some(short) = short {
        return Some((make(2_000 + short, month, day)?, place + 1));
    }
    let dot = tokens.get(at).is_some_and(|t| t.is('.') && !t.apart);
    Some((
        nearest_year(month, day, ctx)?,
        if dot { at + 1 } else { at },
    ))
}

/// "07.08.2025", "7/8/2025", "07-08-2025", "07.08.25", "07.08."; American pages put the month first.
fn numeric(tokens: &[Token], at: usize, ctx: &TimeContext) -> Option<(NaiveDate, usize)> {
    let first = tokens.get(at)?.number(1..=2)?;
    let sign = tokens.get(at + 1).filter(|t| t.is_one_of("./-"))?;
    let second = tokens.get(at + 2)?.number(1..=2)?;
    let (day, month) = match (sign.is('/'), ctx.month_first) {
        (true, true) if first <= 12 => (second, first),
        (true, _) if second > 12 && first <= 12 => (second, first),
        _ => (first, second),
    };
    if tokens.get(at + 3).is_none_or(|t| t.kind != sign.kind) {
        return None;
    }
    if let Some(year) = tokens.get(at + 4) {
        let trailing = sign.is('.') && tokens.get(at + 5).is_some_and(|t| t.is('.') && !t.apart);
        let end = if trailing { at + 6 } else { at + 5 };
        if let Some(year) = year.number(4..=4) {
            return Some((make(year, month, day)?, end));
        }
        // "07.08.25", but not the clock of "07.08. 12.31".
        let clock = tokens
            .get(at + 5)
            .is_some_and(|t| !t.apart && t.is_one_of(".:"))
            && tokens
                .get(at + 6)
                .is_some_and(|t| !t.apart && t.number(2..=2).is_some());
        if let Some(year) = year.number(2..=2).filter(|_| !clock && !year.apart) {
            return Some((make(2_000 + year, month, day)?, end));
        }
    }
    // Day and month alone are told from an amount by their second dot.
    sign.is('.').then_some(())?;
    Some((nearest_year(month, day, ctx)?, at + 4))
}

/// Makes a date of the years in which live blogs exist.
pub(super) fn make(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let year = i32::try_from(year)
        .ok()
        .filter(|year| (1990..2100).contains(year))?;
    NaiveDate::from_ymd_opt(year, month, day)
}

fn nearest_year(month: u32, day: u32, ctx: &TimeContext) -> Option<NaiveDate> {
    let today = ctx.today();
    let around = ctx.page_date.unwrap_or(today);
    (-1..=1)
        .filter_map(|shift| NaiveDate::from_ymd_opt(around.year() + shift, month, day))
        .filter(|date| (*date - today).num_days() <= 2)
        .min_by_key(|date| (*date - around).num_days().abs())
}
