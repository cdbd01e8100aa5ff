//! What a visible text says of time: a whole text that is a time, or the time inside a longer one.

use std::ops::Range;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Timelike, Weekday};
use chrono_tz::Tz;

use super::{
    TimeContext, ZoneMark,
    clock::{Clock, clock_at, zone_at},
    date::{date_at, make, weekday_at},
    relative::relative_at,
    tokens::{Token, fold, tokens},
    words, zones,
};
use crate::model::{Clean, Stamp, TimeBasis, letters};

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

/// Reads a text that is a time and nothing else but a label ("Updated", "Stand:", "First published on").
///
/// Of several times ("First published 04:49, updated 05:10") it takes the first of the most complete kind.
#[must_use]
pub fn read(text: &str, ctx: &TimeContext) -> Option<Reading> {
    if !may_hold_time(text) {
        return None;
    }
    let tokens = tokens(text);
    if let Some(stamp) = now(text, &tokens, ctx) {
        return Some(Reading::Stamp(stamp));
    }
    let mut best: Option<Match> = None;
    let mut at = 0;
    while at < tokens.len() {
        if let Some(found) = match_at(text, &tokens, at, ctx) {
            at = found.end;
            if best.as_ref().is_none_or(|best| found.rank > best.rank) {
                best = Some(found);
            }
        } else if tokens.get(at).is_some_and(is_decoration) {
            at += 1;
        } else {
            return None;
        }
    }
    best.map(|found| found.reading)
}

/// Words beside a time that belong to it.
const BESIDE: &[&str] = &[
    "published",
    "publishedat",
    "posted",
    "postedat",
    "updated",
    "updatedat",
    "at",
    "on",
    "stand",
    "um",
    "le",
    "à",
    "lastupdated",
    "first",
    "uhr",
];

/// Tells whether a text is a time and nothing else, but for words that belong to times.
#[must_use]
pub fn is_whole(text: &str, ctx: &TimeContext) -> bool {
    let Some(found) = find(text, ctx) else {
        return false;
    };
    let around = [text.get(..found.range.start), text.get(found.range.end..)];
    around
        .into_iter()
        .map(|part| letters(part.unwrap_or_default()))
        .all(|part| part.is_empty() || BESIDE.contains(&part.as_str()))
}

/// Finds the most complete time inside a text; of two alike, the first.
///
/// "Most complete" is: a date with a clock, a relative time, a clock, a date. A clock with a dot and nothing beside it
/// ("12.31") counts only at either end of the text.
#[must_use]
pub fn find(text: &str, ctx: &TimeContext) -> Option<Found> {
    if !may_hold_time(text) {
        return None;
    }
    let tokens = tokens(text);
    if let Some(stamp) = now(text, &tokens, ctx) {
        return Some(Found {
            range: 0..text.len(),
            reading: Reading::Stamp(stamp),
        });
    }
    let mut best: Option<(Match, usize)> = None;
    let mut at = 0;
    while at < tokens.len() {
        let Some(found) = match_at(text, &tokens, at, ctx) else {
            at += 1;
            continue;
        };
        let (start, end) = (at, found.end);
        at = end;
        let labelled = start == 0 || tokens.iter().take(start).all(is_decoration);
        let stands_out =
            found.sure || labelled || end == tokens.len() || is_announced(&tokens, start);
        if stands_out && best.as_ref().is_none_or(|(best, _)| found.rank > best.rank) {
            best = Some((found, start));
        }
    }
    let (found, start) = best?;
    let range = tokens.get(start)?.range.start..tokens.get(found.end.checked_sub(1)?)?.range.end;
    Some(Found {
        range,
        reading: found.reading,
    })
}

/// Returns the zone that the clock of a text names: by place, by abbreviation, or by an offset of whole hours.
pub(super) fn zone_in(text: &str, ctx: &TimeContext) -> Option<Tz> {
    let tokens = tokens(text);
    let mark = (0..tokens.len()).find_map(|at| clock_at(&tokens, at, ctx)?.0.mark)?;
    match mark {
        ZoneMark::Zone(zone)
        | ZoneMark::Abbreviation {
            home: Some(zone), ..
        } => Some(zone),
        ZoneMark::Abbreviation { offset, home: None } | ZoneMark::Offset(offset) => {
            let seconds = offset.local_minus_utc();
            // POSIX counts these westward.
            (seconds % 3_600 == 0).then(|| format!("Etc/GMT{:+}", -seconds / 3_600).parse().ok())?
        }
    }
}

/// Refuses what no live blog can mean: before 1990, or more than two days ahead of the moment of reading.
pub(super) fn plausible(
    at: DateTime<FixedOffset>,
    ctx: &TimeContext,
) -> Option<DateTime<FixedOffset>> {
    let first = NaiveDate::from_ymd_opt(1990, 1, 1)?
        .and_time(NaiveTime::MIN)
        .and_utc();
    let last = ctx.now.checked_add_signed(TimeDelta::days(2))?;
    (first..=last).contains(&at.to_utc()).then_some(at)
}

/// Tells cheaply that most paragraphs hold no time: the times without a figure ("an hour ago") stand in short texts.
fn may_hold_time(text: &str) -> bool {
    text.len() <= 80 || text.bytes().any(|b| b.is_ascii_digit())
}

/// A time that begins at some token.
struct Match {
    reading: Reading,
    rank: Rank,
    /// Whether it counts wherever it stands.
    sure: bool,
    /// The place of the next token.
    end: usize,
}

/// How complete a time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Day,
    Clock,
    Relative,
    Instant,
}

fn match_at(text: &str, tokens: &[Token], at: usize, ctx: &TimeContext) -> Option<Match> {
    if let Some((ago, end)) = relative_at(tokens, at) {
        let stamp = relative(ctx, ago, source(text, tokens, at, end))?;
        return Some(Match {
            reading: Reading::Stamp(stamp),
            rank: Rank::Relative,
            sure: true,
            end,
        });
    }
    date_then_clock(text, tokens, at, ctx)
        .or_else(|| clock_then_date(text, tokens, at, ctx))
        .or_else(|| clock_alone(text, tokens, at, ctx))
        .or_else(|| {
            let (date, end) = date_at(tokens, at, ctx)?;
            Some(Match {
                reading: Reading::Day(date),
                rank: Rank::Day,
                sure: true,
                end,
            })
        })
}

/// "Thursday 07 August 2025 04:49 BST", "2025-08-07T04:49:00Z", "7 August at 4.49 p.m.".
fn date_then_clock(text: &str, tokens: &[Token], at: usize, ctx: &TimeContext) -> Option<Match> {
    let (date, after_date) = date_at(tokens, at, ctx)?;
    let (clock, end) = joined(tokens, after_date, |place| {
        // What stands beside a date needs no other proof of being a clock, but "8 August 2025 7 dead" has none.
        clock_at(tokens, place, ctx)
    })?;
    let (date, end) = trailing_year(tokens, at..after_date, end)
        .and_then(|(year, end)| {
            use chrono::Datelike;
            Some((make(year, date.month(), date.day())?, end))
        })
        .unwrap_or((date, end));
    instant(text, tokens, at..end, date, clock, ctx)
}

/// "20:03, 2 Mar 2024", "Updated 0849 GMT (1649 HKT) February 19, 2020", "4:49 a.m. ET, August 7".
fn clock_then_date(text: &str, tokens: &[Token], at: usize, ctx: &TimeContext) -> Option<Match> {
    let (mut clock, after_clock) = clock_at(tokens, at, ctx)?;
    let after_clock = skip_second_clock(tokens, after_clock, ctx);
    let (date, mut end) = joined(tokens, after_clock, |place| date_at(tokens, place, ctx))?;
    if clock.mark.is_none()
        && let Some((mark, next)) = zone_at(tokens, end, ctx)
    {
        clock.mark = Some(mark);
        end = next;
    }
    instant(text, tokens, at..end, date, clock, ctx)
}

/// "04.49 BST", "2015:", "Thu 9:43PM".
fn clock_alone(text: &str, tokens: &[Token], at: usize, ctx: &TimeContext) -> Option<Match> {
    let named = weekday_at(tokens, at).and_then(|(weekday, next)| {
        let (clock, end) = joined(tokens, next, |place| clock_at(tokens, place, ctx))?;
        Some((Some(weekday), clock, end))
    });
    let (weekday, clock, end) = match named {
        Some(named) => named,
        None => clock_at(tokens, at, ctx).map(|(clock, end)| (None, clock, end))?,
    };
    let end = skip_second_clock(tokens, end, ctx);
    let reading = Reading::Clock(ClockTime {
        time: clock.time,
        weekday,
        zone: clock.mark,
        raw: Clean::line(source(text, tokens, at, end)),
    });
    Some(Match {
        reading,
        rank: Rank::Clock,
        sure: clock.sure,
        end,
    })
}

fn instant(
    text: &str,
    tokens: &[Token],
    place: Range<usize>,
    date: NaiveDate,
    clock: Clock,
    ctx: &TimeContext,
) -> Option<Match> {
    let date = if clock.next_day {
        date.succ_opt()?
    } else {
        date
    };
    let at = zones::instants(date.and_time(clock.time), clock.mark, ctx)?.early;
    let stamp = Stamp {
        raw: Clean::line(source(text, tokens, place.start, place.end)),
        ..Stamp::new(plausible(at, ctx)?, TimeBasis::Text)
    };
    Some(Match {
        reading: Reading::Stamp(stamp),
        rank: Rank::Instant,
        sure: true,
        end: place.end,
    })
}

fn relative(ctx: &TimeContext, ago: TimeDelta, raw: &str) -> Option<Stamp> {
    let at = ctx.now.checked_sub_signed(ago)?;
    // Whoever rounds to minutes or hours knows no seconds.
    let at = at
        .with_second(0)
        .and_then(|at| at.with_nanosecond(0))
        .unwrap_or(at);
    let at = plausible(zones::in_zone(at, ctx.zone_or_utc()), ctx)?;
    Some(Stamp {
        raw: Clean::line(raw),
        ..Stamp::new(at, TimeBasis::Relative)
    })
}

/// Reads "just now", where that is all that the text says.
fn now(text: &str, tokens: &[Token], ctx: &TimeContext) -> Option<Stamp> {
    // The longest of these texts has five words.
    if tokens.len() > 12 {
        return None;
    }
    let skipped = tokens
        .iter()
        .take_while(|t| t.is_one_of("•·|-,:") || matches!(t.word(), "updated" | "published"))
        .count();
    let start = tokens.get(skipped)?.range.start;
    let words = fold(text.get(start..)?.trim().trim_end_matches(['.', '!', '…']));
    words::is_now(&words.replace('’', "'")).then(|| relative(ctx, TimeDelta::zero(), text))?
}

/// Reads with a function what follows after at most three words or signs that join a date and a clock.
fn joined<T>(tokens: &[Token], at: usize, read: impl Fn(usize) -> Option<T>) -> Option<T> {
    let mut place = at;
    loop {
        if let Some(found) = read(place) {
            return Some(found);
        }
        let token = tokens.get(place)?;
        let joins = token.is_one_of(".,|-•·@/:;()") || words::joins(token.word());
        if !joins || place >= at + 3 {
            return None;
        }
        place += 1;
    }
}

/// Steps over a second clock in brackets: "0849 GMT (1649 HKT)".
fn skip_second_clock(tokens: &[Token], at: usize, ctx: &TimeContext) -> usize {
    let second = || {
        tokens.get(at).filter(|t| t.is('('))?;
        let (_, end) = clock_at(tokens, at + 1, ctx)?;
        tokens.get(end).filter(|t| t.is(')')).map(|_| end + 1)
    };
    second().unwrap_or(at)
}

/// Reads the year that stands last in "Thu Aug 7 04:49:00 2025" (C's `asctime`, Ruby, Twitter).
fn trailing_year(tokens: &[Token], date: Range<usize>, at: usize) -> Option<(u32, usize)> {
    let dated = tokens.get(date)?.iter().any(|t| t.number(4..=4).is_some());
    let year = tokens
        .get(at)?
        .number(4..=4)
        .filter(|year| (1990..2100).contains(year))?;
    (!dated).then_some((year, at + 1))
}

/// Tells whether a token around a time adds nothing to it.
fn is_decoration(token: &Token) -> bool {
    match token.kind {
        super::tokens::Kind::Sign(sign) => !sign.is_alphanumeric() && !"$€£¥%+".contains(sign),
        super::tokens::Kind::Word(ref word) => words::is_label(word),
        super::tokens::Kind::Number(_) => false,
    }
}

/// Tells whether the word before a place says that a clock follows.
fn is_announced(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    before.is_some_and(|t| {
        let word = if t.is('.') {
            at.checked_sub(2).and_then(|at| tokens.get(at))
        } else {
            Some(t)
        };
        word.is_some_and(|t| words::announces_clock(t.word()))
    })
}

/// Returns the text of some tokens as written.
fn source<'t>(text: &'t str, tokens: &[Token], from: usize, to: usize) -> &'t str {
    let bytes = || Some(tokens.get(from)?.range.start..tokens.get(to.checked_sub(1)?)?.range.end);
    bytes()
        .and_then(|range| text.get(range))
        .unwrap_or_default()
}
