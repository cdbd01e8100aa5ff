//! The grammar of times: which tokens are a date, a clock, a half of the day, a zone, a relative time.
//!
//! Recognition alone: what is found is a plain value. Nothing here knows the moment of reading, the publisher's zone or
//! the page's day; `resolve` makes instants of it.

mod clock;
mod date;
mod relative;
mod zone;

use chrono::{NaiveTime, TimeDelta, Weekday};

pub(super) use date::Date;
pub(super) use zone::Zone;

use super::{
    lexicon::{Fit, Meaning, Tongue},
    line::Line,
    tokens::{Token, TokenKind},
};

/// A time as a text writes it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Parts {
    pub date: Option<Date>,
    pub weekday: Option<Weekday>,
    pub clock: Option<Clock>,
    /// How long ago.
    pub ago: Option<TimeDelta>,
    /// Whether it counts wherever it stands in a text.
    pub sure: bool,
    /// The place of the next token.
    pub end: usize,
}

/// A time of day as a text writes it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Clock {
    pub time: NaiveTime,
    /// Written as 24:00: the first moment of the next day.
    pub next_day: bool,
    pub seconds: bool,
    pub zone: Option<Zone>,
    /// Whether the figures can hardly be anything else; "12.31" can.
    pub sure: bool,
}

/// How complete a time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Day,
    Clock,
    Relative,
    Instant,
}

/// How much of a text a time may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// The text is a time and nothing else: "5 min" and "Midnight" are times, too.
    Whole,
    /// The time stands in a text about something else.
    Part,
}

impl Parts {
    pub fn rank(&self) -> Rank {
        match (&self.date, &self.clock, self.ago) {
            (_, _, Some(_)) => Rank::Relative,
            (Some(_), Some(_), None) => Rank::Instant,
            (None, Some(_), None) => Rank::Clock,
            (_, None, None) => Rank::Day,
        }
    }

    fn new(end: usize) -> Self {
        Self {
            date: None,
            weekday: None,
            clock: None,
            ago: None,
            sure: true,
            end,
        }
    }
}

/// Reads the time that begins at a token.
pub(super) fn time_at(line: &Line, at: usize, scope: Scope) -> Option<Parts> {
    if !line.may_begin_time(at) {
        return None;
    }
    let dated = date_then_clock(line, at, scope);
    if let Some((ago, end)) = relative::relative_at(line, at, scope)
        && dated.as_ref().is_none_or(|dated| dated.end < end)
    {
        return Some(Parts {
            ago: Some(ago),
            ..Parts::new(end)
        });
    }
    dated
        .or_else(|| clock_then_date(line, at, scope))
        .or_else(|| clock_alone(line, at, scope))
        .or_else(|| {
            let found = date::date_at(line, at).filter(|found| found.sure)?;
            Some(Parts {
                date: Some(found.date),
                weekday: found.weekday,
                ..Parts::new(found.end)
            })
        })
        .or_else(|| {
            // A weekday alone heads a day: "Tuesday".
            let (weekday, end) = date::weekday_at(line, at)?;
            (scope == Scope::Whole).then(|| Parts {
                weekday: Some(weekday),
                ..Parts::new(end)
            })
        })
}

/// "Thursday 07 August 2025 04:49 BST", "2025-08-07T04:49:00Z", "7 August at 4.49 p.m.".
fn date_then_clock(line: &Line, at: usize, scope: Scope) -> Option<Parts> {
    let found = date::date_at(line, at)?;
    let (clock, end) = joined(line, found.end, |place| clock::clock_at(line, place, scope))?;
    let (date, end) = match date::trailing_year(line, at..found.end, end) {
        Some((year, end)) => (found.date.with_year(year), end),
        None => (found.date, end),
    };
    Some(Parts {
        date: Some(date),
        weekday: found.weekday,
        clock: Some(clock),
        ..Parts::new(end)
    })
}

/// "20:03, 2 Mar 2024", "Updated 0849 GMT (1649 HKT) February 19, 2020", "4:49 a.m. ET, August 7".
fn clock_then_date(line: &Line, at: usize, scope: Scope) -> Option<Parts> {
    let (mut clock, after_clock) = clock::clock_at(line, at, scope)?;
    let after_clock = skip_second_clock(line, after_clock);
    let found = joined(line, after_clock, |place| date::date_at(line, place))
        .filter(|found| found.sure || found.slashed)?;
    let mut end = found.end;
    if clock.zone.is_none()
        && let Some((zone, next)) = zone::zone_at(line, end)
    {
        clock.zone = Some(zone);
        end = next;
    }
    Some(Parts {
        date: Some(found.date),
        weekday: found.weekday,
        clock: Some(clock),
        ..Parts::new(end)
    })
}

/// "04.49 BST", "2015:", "Thu 9:43PM", "16:32 Thursday".
fn clock_alone(line: &Line, at: usize, scope: Scope) -> Option<Parts> {
    let named = date::weekday_at(line, at).and_then(|(weekday, next)| {
        let (clock, end) = joined(line, next, |place| clock::clock_at(line, place, scope))?;
        Some((Some(weekday), clock, end))
    });
    let (mut weekday, clock, end) = match named {
        Some(named) => named,
        None => clock::clock_at(line, at, scope).map(|(clock, end)| (None, clock, end))?,
    };
    let mut end = skip_second_clock(line, end);
    if weekday.is_none()
        && let Some((named, next)) = date::weekday_after(line, end)
    {
        weekday = Some(named);
        end = next;
    }
    Some(Parts {
        weekday,
        sure: clock.sure,
        clock: Some(clock),
        ..Parts::new(end)
    })
}

/// Reads with a function what follows after at most three phrases or signs that join a date and a clock.
fn joined<T>(line: &Line, at: usize, read: impl Fn(usize) -> Option<T>) -> Option<T> {
    let mut place = at;
    for _ in 0..4 {
        if let Some(found) = read(place) {
            return Some(found);
        }
        place = if line.is_one_of(place, ".,|-•·@/:;()") {
            place + 1
        } else {
            links(line, place)?
        };
    }
    None
}

/// Returns the place after a phrase that joins a date and a clock, or announces a clock.
fn links(line: &Line, at: usize) -> Option<usize> {
    // "T" stands between date and clock in machine formats.
    if line.word(at) == "t" {
        return Some(at + 1);
    }
    line.find(at, |meaning| {
        matches!(
            meaning,
            Meaning::Links | Meaning::BeforeClock | Meaning::Announces | Meaning::JoinsDate
        )
        .then_some(())
    })
    .map(|said| said.end)
}

/// Steps over a second clock in brackets: "0849 GMT (1649 HKT)".
fn skip_second_clock(line: &Line, at: usize) -> usize {
    let second = || {
        line.is(at, '(').then_some(())?;
        let (_, end) = clock::clock_at(line, at + 1, Scope::Part)?;
        line.is(end, ')').then_some(end + 1)
    };
    second().unwrap_or(at)
}

/// Returns the place after what stands around a time and adds nothing to it: labels, joints, signs.
pub(super) fn decoration(line: &Line, at: usize) -> Option<usize> {
    match line.get(at)?.kind {
        TokenKind::Sign('+') => line
            .get(at + 1)
            .is_none_or(|t| t.apart || t.is('+'))
            .then_some(at + 1),
        TokenKind::Sign(sign) => {
            (!sign.is_alphanumeric() && !"$€£¥%".contains(sign)).then_some(at + 1)
        }
        TokenKind::Number { .. } => None,
        TokenKind::Word(_) => line
            .find(at, |meaning| {
                matches!(
                    meaning,
                    Meaning::Label
                        | Meaning::Changed
                        | Meaning::Links
                        | Meaning::Announces
                        | Meaning::BeforeClock
                        | Meaning::AfterClock
                        | Meaning::JoinsDate
                )
                .then_some(())
            })
            .map(|said| said.end),
    }
}

/// Returns the place after words that may stand before a clock at the beginning of a text: "Kl. ", "à", "Uhrzeit:".
pub(super) fn opening_words(line: &Line, at: usize) -> Option<usize> {
    let said = line.find(at, |meaning| match meaning {
        Meaning::BeforeClock => Some(true),
        Meaning::Announces | Meaning::Links => Some(false),
        _ => None,
    })?;
    // "At 4:32pm police closed it": in English they begin a sentence, and "a" is no French "à" there.
    let is_sentence = matches!(line.word(at), "at" | "on" | "from" | "as")
        || line.tongue != Tongue::default() && matches!(said.fit, Fit::Others(_));
    if !said.value && is_sentence {
        return None;
    }
    let mut end = said.end;
    while line.is_one_of(end, ".:") {
        end += 1;
    }
    // "A las 16:32": one of them may follow another, but figures must end it.
    let figures = |at: usize| line.get(at).is_some_and(Token::is_number);
    (figures(end) || links(line, end).is_some_and(figures)).then_some(end)
}

/// Returns the place where the first thing that is no decoration stands.
pub(super) fn skip_decoration(line: &Line, mut at: usize) -> usize {
    while let Some(next) = decoration(line, at) {
        at = next;
    }
    at
}

/// Reads a line that is a day and nothing else, also one that is a date only where it heads something: "07/08", "Thu 8/7".
pub(super) fn day_alone(line: &Line) -> Option<Parts> {
    let start = skip_decoration(line, 0);
    let found = date::date_at(line, start)?;
    (skip_decoration(line, found.end) == line.len()).then(|| Parts {
        date: Some(found.date),
        weekday: found.weekday,
        ..Parts::new(found.end)
    })
}

/// Tells whether a numeric date with strokes at a place puts the month first, where one of its numbers can be no month.
pub(super) fn month_first(line: &Line, at: usize) -> Option<bool> {
    let date = date::date_at(line, at).filter(|found| found.sure)?.date;
    match date {
        Date::Slashed {
            first,
            second,
            sign: '/',
            ..
        } if (first > 12) != (second > 12) => Some(second > 12),
        _ => None,
    }
}

/// Returns the zone of a clock that begins at a token.
pub(super) fn zone_of_clock(line: &Line, at: usize) -> Option<Zone> {
    clock::clock_at(line, at, Scope::Part)?.0.zone
}

/// Tells whether a text says "just now" and nothing else.
pub(super) fn is_now(line: &Line) -> bool {
    // "Live now" is what a page says of itself.
    let says = |at: usize| {
        line.has(at, Meaning::Now)
            .is_some_and(|end| skip_signs(line, end) == line.len())
    };
    let start = skip_signs(line, 0);
    says(start)
        || !matches!(line.word(start), "live" | "new" | "latest")
            && [Meaning::Label, Meaning::Changed]
                .into_iter()
                .find_map(|label| line.has(start, label))
                .is_some_and(|end| says(skip_signs(line, end)))
}

/// Tells whether the word before a place says that the time there is that of a change: "Updated 17:10", "mis à jour à 17h10".
pub(super) fn is_of_change(line: &Line, at: usize) -> bool {
    let mut start = at;
    while let Some(before) = start.checked_sub(1) {
        let is_joint = matches!(
            line.get(before).map(|t| &t.kind),
            Some(TokenKind::Sign(':' | '.'))
        ) || [Meaning::Links, Meaning::Announces, Meaning::BeforeClock]
            .into_iter()
            .any(|joint| line.has(before, joint) == Some(start));
        if !is_joint {
            break;
        }
        start = before;
    }
    (start.saturating_sub(4)..start).any(|from| line.has(from, Meaning::Changed) == Some(start))
}

fn skip_signs(line: &Line, mut at: usize) -> usize {
    while line
        .get(at)
        .is_some_and(|t| matches!(t.kind, TokenKind::Sign(sign) if !sign.is_alphanumeric()))
    {
        at += 1;
    }
    at
}

/// Tells whether the word before a place says that a clock follows.
pub(super) fn is_announced(line: &Line, at: usize) -> bool {
    (at.saturating_sub(4)..at).any(|start| {
        line.has(start, Meaning::Announces)
            .is_some_and(|end| end == at || end + 1 == at && line.is(end, '.'))
    })
}
