//! Dates in tokens: "Thursday 07 August 2025", "Aug. 7th, 2025", "07.08.2025", "2025-08-07", "令和7年8月7日", "yesterday".

use std::ops::Range;

use chrono::Weekday;

use crate::source::field::time::{
    calendar,
    lexicon::{Fit, Meaning, Tongue},
    line::Line,
    tokens::Token,
};

/// A date as a text writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source::field::time) enum Date {
    /// So many days before the day of reading.
    Back(i64),
    /// A day of a month, of the calendar that its year or its name belongs to.
    Named {
        year: Option<u32>,
        month: u32,
        day: u32,
        persian: bool,
    },
    /// A day of the last month that has had it: "7日 16:32".
    OfMonth(u32),
    /// Two numbers of which the publisher's country says which is the day.
    Slashed {
        year: Option<u32>,
        first: u32,
        second: u32,
        /// The sign between them; only dates with a stroke are written month first in America.
        sign: char,
    },
}

impl Date {
    /// Gives a date the year that stands elsewhere.
    pub fn with_year(self, year: u32) -> Self {
        let year = Some(year);
        match self {
            Self::Back(_) | Self::OfMonth(_) => self,
            Self::Named {
                month,
                day,
                persian,
                ..
            } => Self::Named {
                year,
                month,
                day,
                persian,
            },
            Self::Slashed {
                first,
                second,
                sign,
                ..
            } => Self::Slashed {
                year,
                first,
                second,
                sign,
            },
        }
    }

    const fn named(year: Option<u32>, month: u32, day: u32) -> Self {
        Self::Named {
            year,
            month,
            day,
            persian: false,
        }
    }
}

/// A date in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub date: Date,
    pub weekday: Option<Weekday>,
    /// Whether it is a date wherever it stands; "07/08" is one only beside a clock.
    pub sure: bool,
    /// Whether its parts are parted by strokes.
    pub slashed: bool,
    /// The place of the next token.
    pub end: usize,
}

impl Found {
    const fn sure(date: Date, end: usize) -> Self {
        Self {
            date,
            weekday: None,
            sure: true,
            slashed: false,
            end,
        }
    }
}

/// Reads a date that begins at a token, its weekday included.
pub(super) fn date_at(line: &Line, at: usize) -> Option<Found> {
    let back = line.find(at, |meaning| match meaning {
        Meaning::DaysBack(days) => Some(days),
        _ => None,
    });
    if let Some(back) = back {
        // A short word of another language ("ma", "dun") is a day only beside a clock.
        let foreign = matches!(back.fit, Fit::Others(_)) && line.tongue != Tongue::default();
        return Some(Found {
            sure: !foreign,
            ..Found::sure(Date::Back(back.value), back.end)
        });
    }
    // A weekday is decoration: where it contradicts the date, the date is right.
    let dated = weekday_said(line, at).and_then(|(weekday, end, _)| {
        let found = bare_date(line, skip_after_weekday(line, end))?;
        Some(Found {
            weekday: Some(weekday),
            ..found
        })
    });
    let found = dated.or_else(|| bare_date(line, at))?;
    Some(match weekday_after(line, found.end) {
        Some((weekday, end)) => Found {
            weekday: found.weekday.or(Some(weekday)),
            sure: true,
            end,
            ..found
        },
        None => found,
    })
}

/// Reads a weekday that stands before a clock instead of a date.
pub(super) fn weekday_at(line: &Line, at: usize) -> Option<(Weekday, usize)> {
    let (weekday, end, fit) = weekday_said(line, at)?;
    // "do" and "so" are words of other languages.
    let long = line.source(at, end).chars().count() >= 3;
    (long || fit == Fit::Own).then(|| (weekday, skip_after_weekday(line, end)))
}

/// Reads a weekday behind a date or a clock: "16:32 Thursday", "8/7(木)", "7 Ağustos Perşembe".
pub(super) fn weekday_after(line: &Line, at: usize) -> Option<(Weekday, usize)> {
    if line.is(at, '(') {
        let (weekday, end, _) = weekday_said(line, at + 1)?;
        let end = if line.is(end, '.') { end + 1 } else { end };
        return line.is(end, ')').then_some((weekday, end + 1));
    }
    let start = if line.is(at, ',') { at + 1 } else { at };
    let (weekday, end, fit) = weekday_said(line, start)?;
    let long = line.source(start, end).chars().count() >= 3;
    // What follows must end it: "16:32 Sat down to eat" names no day.
    let ends = line
        .get(end)
        .is_none_or(|t| t.is_one_of(",.|-•·(/):") || t.is_number())
        || line
            .find(end, |meaning| {
                let leads_on = matches!(
                    meaning,
                    Meaning::Hours { .. }
                        | Meaning::Links
                        | Meaning::BeforeClock
                        | Meaning::JoinsDate
                );
                leads_on.then_some(())
            })
            .is_some();
    // "16:32 | Thu 7 August": the weekday belongs to the date behind it.
    let dated = bare_date(line, skip_after_weekday(line, end)).is_some();
    ((long || fit == Fit::Own) && ends && !dated).then_some((weekday, end))
}

fn weekday_said(line: &Line, at: usize) -> Option<(Weekday, usize, Fit)> {
    // Folded, "Thứ 7" is the English "Thu 7": only its own language numbers its days.
    let numbered = line.find(at, |meaning| {
        matches!(meaning, Meaning::NumberedWeekday).then_some(())
    });
    if let Some(said) = numbered.filter(|said| said.fit == Fit::Own) {
        let number = said.number?.checked_sub(2)?;
        let weekday = Weekday::try_from(u8::try_from(number).ok()?).ok()?;
        return Some((weekday, said.end, said.fit));
    }
    let said = line.find(at, |meaning| match meaning {
        Meaning::Weekday(weekday) => Some(weekday),
        _ => None,
    })?;
    Some((said.value, said.end, said.fit))
}

/// Returns the place after what parts a weekday from a date: "-feira", comma, dot, "the", "den".
fn skip_after_weekday(line: &Line, end: usize) -> usize {
    let mut next = end;
    if line.is(next, '-') && line.word(next + 1) == "feira" {
        next += 2;
    }
    while line.is_one_of(next, ".,|") {
        next += 1;
    }
    // "Thursday, the 7th", "jeudi le 7", "Donnerstag, den 7.", "Thứ năm, ngày 7"; a number must follow.
    let joint = line
        .has(next, Meaning::Links)
        .or_else(|| line.has(next, Meaning::JoinsDate));
    match joint {
        Some(after) if line.get(after).is_some_and(Token::is_number) => after,
        _ => next,
    }
}

fn bare_date(line: &Line, at: usize) -> Option<Found> {
    year_first(line, at)
        .or_else(|| counted(line, at, None))
        .or_else(|| day_month(line, at))
        .or_else(|| month_day(line, at, false))
        .or_else(|| numeric(line, at))
        .or_else(|| day_of_month(line, at))
}

fn year_at(line: &Line, at: usize) -> Option<u32> {
    line.number(at, 4..=4)
        .filter(|year| calendar::is_year(*year))
}

/// "2025-08-07", "2025. 08. 07.", "2025年8月7日", "令和7年8月7日", "2025. gada 7. augusts", "2025. augusztus 7.".
fn year_first(line: &Line, at: usize) -> Option<Found> {
    let era = line.find(at, |meaning| match meaning {
        Meaning::Era(add) => Some(add),
        _ => None,
    });
    if let Some(era) = era {
        let year = line.number(era.end, 1..=3)?.checked_add(era.value)?;
        return counted(line, era.end + 2, Some(year)).filter(|_| unit(line, era.end + 1, "年"));
    }
    if line.tongue.is("zh")
        && let Some(year) = line.number(at, 3..=3)
        && unit(line, at + 1, "年")
    {
        return counted(line, at + 2, Some(year + calendar::MINGUO));
    }
    let year = year_at(line, at)?;
    if unit(line, at + 1, "年년") {
        return counted(line, at + 2, Some(year));
    }
    if line.is_one_of(at + 1, "-/.") {
        let sign = &line.get(at + 1)?.kind;
        let same = line.get(at + 3).is_some_and(|t| t.kind == *sign);
        if same
            && let Some(month) = line.number(at + 2, 1..=2)
            && let Some(day) = line.number(at + 4, 1..=2)
        {
            let trailing = line.is(at + 5, '.') && line.is(at + 1, '.');
            let end = if trailing { at + 6 } else { at + 5 };
            return valid(Date::named(Some(year), month, day), end);
        }
    }
    let mut next = at + 1;
    for _ in 0..4 {
        next = match line.has(next, Meaning::JoinsDate) {
            Some(end) => end,
            None if line.is_one_of(next, ".,-") => next + 1,
            None => break,
        };
    }
    let found = day_month(line, next).or_else(|| month_day(line, next, true))?;
    match found.date {
        Date::Named { year: None, .. } => Some(Found {
            date: found.date.with_year(year),
            ..found
        }),
        _ => None,
    }
}

/// Tells whether a word is one of the signs that East Asian dates put behind their numbers.
fn unit(line: &Line, at: usize, signs: &str) -> bool {
    let word = line.word(at);
    !word.is_empty() && signs.contains(word)
}

/// "8月7日", "8월 7일".
fn counted(line: &Line, at: usize, year: Option<u32>) -> Option<Found> {
    let month = line
        .number(at, 1..=2)
        .filter(|_| unit(line, at + 1, "月월"))?;
    let day = line
        .number(at + 2, 1..=2)
        .filter(|_| unit(line, at + 3, "日일号號"))?;
    valid(Date::named(year, month, day), at + 4)
}

/// "7日", "7일" before a clock: a day of this month, or of the last.
fn day_of_month(line: &Line, at: usize) -> Option<Found> {
    let day = line
        .number(at, 1..=2)
        .filter(|_| unit(line, at + 1, "日일號号"))?;
    let found = valid(Date::OfMonth(day), at + 2)?;
    let figures = (at + 2..at + 7).any(|at| line.get(at).is_some_and(Token::is_number));
    figures.then_some(Found {
        sure: false,
        ..found
    })
}

/// A month by its name, or by its number behind a word.
struct Month {
    number: u32,
    first: bool,
    persian: bool,
    fit: Fit,
    end: usize,
}

fn month_at(line: &Line, at: usize) -> Option<Month> {
    let said = line.find(at, |meaning| match meaning {
        Meaning::Month { number, first } => Some((Some(number), first, false)),
        Meaning::NumberedMonth => Some((None, false, false)),
        Meaning::PersianMonth(number) => Some((Some(number), false, true)),
        _ => None,
    })?;
    let (number, first, persian) = said.value;
    // Mongolian writes "8-р сарын 7", the month's number first.
    let first = first || number.is_none() && line.get(at).is_some_and(Token::is_number);
    let said_end = said.end;
    // Danes and Germans write "aug" as well, behind the day.
    let first = first
        || number.is_some_and(|number| {
            let said = Meaning::Month {
                number,
                first: true,
            };
            line.has(at, said) == Some(said_end)
        });
    Some(Month {
        number: number.or(said.number)?,
        first,
        persian,
        fit: said.fit,
        end: said.end,
    })
}

/// "7 August 2025", "07. August", "7th of August, 2025", "7 de agosto de 2025", "1er août", "7-Aug-2025", "7 d'agost".
fn day_month(line: &Line, at: usize) -> Option<Found> {
    let day = line.number(at, 1..=2)?;
    let mut next = at + 1;
    if line.is_glued(next)
        && matches!(
            line.word(next),
            "st" | "nd" | "rd" | "th" | "er" | "o" | "re"
        )
    {
        next += 1;
    }
    let named = |next: usize| {
        let month = month_at(line, next)?;
        let date = Date::Named {
            year: None,
            month: month.number,
            day,
            persian: month.persian,
        };
        with_year(line, month.end, date)
    };
    if let Some(found) = named(next) {
        return Some(found);
    }
    let own = |next: usize| month_at(line, next).is_some_and(|m| !matches!(m.fit, Fit::Others(_)));
    if line.is_one_of(next, ".-/º°") || line.is(next, ',') && own(next + 1) && !line.tongue.is("en")
    {
        next += 1;
    }
    if matches!(line.word(next), "de" | "of") {
        next += 1;
    } else if let Some(end) = line
        .has(next, Meaning::JoinsDate)
        .filter(|_| month_at(line, next).is_none())
    {
        // "7 ta' Awwissu".
        next = if line.is(end, '\'') { end + 1 } else { end };
    }
    named(next)
}

/// "August 7, 2025", "Aug. 7th", "November 02 2023", "augusztus 7."; in languages that write the month first, and in any
/// where a year stands before or behind.
fn month_day(line: &Line, at: usize, has_year: bool) -> Option<Found> {
    let month = month_at(line, at)?;
    let mut place = month.end;
    if line.is(place, '.') {
        place += 1;
    }
    let day = line.number(place, 1..=2)?;
    // "may 20" is a month only where it begins with a capital, or where its language writes it so; "May 20:15" holds a
    // clock.
    let own = month.fit == Fit::Own && !line.tongue.is("en") || month.fit == Fit::Any;
    let is_clock = line.is(place + 1, ':') && line.is_glued(place + 1) && line.is_glued(place + 2);
    if !(own || line.get(at)?.is_capitalised()) || is_clock {
        return None;
    }
    let mut next = place + 1;
    if line.is_glued(next)
        && (is_ordinal(line.word(next)) || line.has(next, Meaning::JoinsDate) == Some(next + 1))
    {
        next += 1;
    }
    let ends = line.is(next, '.') && line.is_glued(next) && line.glued(next + 1, 1..=9).is_none();
    let date = Date::Named {
        year: None,
        month: month.number,
        day,
        persian: month.persian,
    };
    let found = with_year(line, if ends { next + 1 } else { next }, date)?;
    let dated = has_year || matches!(found.date, Date::Named { year: Some(_), .. });
    // "օգոստոսի 7", "ਅਗਸਤ 7, 4:32": nothing but the end or a clock may follow where no year tells.
    let ends = line
        .get(found.end)
        .is_none_or(|t| t.is(',') || t.is_number());
    (month.first || own && (dated || ends)).then_some(found)
}

/// Tells whether letters glued to a day make it an ordinal.
fn is_ordinal(word: &str) -> bool {
    matches!(
        word,
        "st" | "nd" | "rd" | "th" | "er" | "o" | "re" | "a" | "an"
    )
}

/// Reads the year after day and month, where there is one; "Aug 7 04:49:00 2025" is left to the caller.
fn with_year(line: &Line, at: usize, date: Date) -> Option<Found> {
    let mut place = at;
    for _ in 0..2 {
        if line.is_one_of(place, ".,-/'") || matches!(line.word(place), "de" | "del") {
            place += 1;
        } else if let Some(end) = line.has(place, Meaning::JoinsDate) {
            place = end;
        }
    }
    // "8 2025 đi": a word may stand between month and year, but a clock is none: "2 Nov 20:15".
    let is_clock = line.is(place + 1, ':') && line.is_glued(place + 1);
    if let Some(year) = year_at(line, place).filter(|_| !is_clock) {
        return valid(date.with_year(year), after_year(line, place + 1));
    }
    // RFC 822 wrote years with two digits: "07 Aug 25 04:49".
    let short = line.number(place, 2..=2).filter(|_| {
        line.number(place + 1, 2..=2).is_some() && line.is(place + 2, ':')
            || line.is(place.wrapping_sub(1), '\'') && line.is_glued(place)
    });
    if let Some(short) = short {
        return valid(date.with_year(2_000 + short), place + 1);
    }
    // "7 ส.ค. 68": the Buddhist year without its century.
    let buddhist = line.number(place, 2..=2);
    if let Some(short) = buddhist.filter(|year| *year > 31 && line.tongue.is("th")) {
        return valid(date.with_year(2_500 + short), place + 1);
    }
    let dot = |at: usize| line.is(at, '.') && line.is_glued(at);
    // The day's own word: "rugpjūčio 7 d.".
    let end = match line.has(at, Meaning::JoinsDate) {
        Some(end) if dot(end) && line.word(at).chars().count() == 1 => end + 1,
        _ if dot(at) => at + 1,
        _ => at,
    };
    valid(date, end)
}

/// Returns the place after what stands behind a year: "07.08.2025.", "2025 г.", "2025 года", "2025 r.".
fn after_year(line: &Line, at: usize) -> usize {
    if line.is(at, '.') && line.is_glued(at) {
        return at + 1;
    }
    match line.has(at, Meaning::JoinsDate) {
        // "de" joins what follows.
        Some(end) if !matches!(line.word(at), "de" | "del" | "of") => {
            let dot = line.is(end, '.') && line.is_glued(end);
            if dot { end + 1 } else { end }
        }
        _ => at,
    }
}

/// "07.08.2025", "7/8/2025", "07-08-2025", "07.08.25", "07.08.", and beside a clock "07/08", "08-07", "08.07".
fn numeric(line: &Line, at: usize) -> Option<Found> {
    let first = line.number(at, 1..=2)?;
    let sign = line.get(at + 1).filter(|t| t.is_one_of("./-"))?;
    let second = line.number(at + 2, 1..=2)?;
    let sign_char = ['.', '/', '-'].into_iter().find(|c| sign.is(*c))?;
    let date = |year| Date::Slashed {
        year,
        first,
        second,
        sign: sign_char,
    };
    let slashed = sign_char == '/';
    let third = line.get(at + 3).is_some_and(|t| t.kind == sign.kind);
    if third && let Some(found) = short_year_first(line, at) {
        return Some(found);
    }
    if third && let Some(year) = line.get(at + 4) {
        let trailing = sign_char == '.' && line.is(at + 5, '.') && line.is_glued(at + 5);
        let end = if trailing { at + 6 } else { at + 5 };
        if let Some(year) = year_at(line, at + 4) {
            return valid(date(Some(year)), after_year(line, end));
        }
        // "07.08.25", but not the clock of "07.08. 12.31".
        let clock = line.is_one_of(at + 5, ".:")
            && line.is_glued(at + 5)
            && line.glued(at + 6, 2..=2).is_some();
        if let Some(year) = year.number(2..=2).filter(|_| !clock && !year.apart) {
            return valid(date(Some(2_000 + year)), end);
        }
    }
    if third && sign_char == '.' {
        // Day and month alone are told from an amount by their second dot.
        return valid(date(None), at + 4);
    }
    if third || line.is_glued(at + 3) && line.get(at + 3).is_some_and(|t| t.is(':') || t.is('.')) {
        return None;
    }
    let glued = line.is_glued(at + 1) && line.is_glued(at + 2);
    // "7.08": the nought says that it is a month; "7.8 16:32": the clock does, where magnitudes are written "7,8".
    let two =
        line.number(at + 2, 2..=2).is_some() && (second < 10 || line.number(at, 2..=2).is_some());
    let clocked = sign_char == '.'
        && !line.tongue.is("en")
        && line.is(at + 4, ':')
        && line.get(at + 3).is_some_and(|t| t.apart && t.is_number());
    if !glued || !(slashed || two || clocked) {
        return None;
    }
    Some(Found {
        sure: false,
        slashed,
        ..valid(date(None), at + 3)?
    })
}

/// "25. 8. 7.", "25/08/07" in languages that write the year first.
fn short_year_first(line: &Line, at: usize) -> Option<Found> {
    let year = line.number(at, 2..=2).filter(|year| *year > 12)?;
    let (month, day) = (line.number(at + 2, 1..=2)?, line.number(at + 4, 1..=2)?);
    let is_first = ["ko", "ja", "zh", "ne", "lt", "mn", "si"]
        .iter()
        .any(|l| line.tongue.is(l));
    let dot = line.is(at + 5, '.') && line.is(at + 1, '.');
    let date = Date::named(Some(2_000 + year), month, day);
    valid(date, if dot { at + 6 } else { at + 5 }).filter(|_| is_first && year < 90)
}

/// Refuses days and months that no calendar has.
fn valid(date: Date, end: usize) -> Option<Found> {
    let fits = |month: u32, day: u32| (1..=12).contains(&month) && (1..=31).contains(&day);
    let is_valid = match date {
        Date::Back(_) => true,
        Date::OfMonth(day) => fits(1, day),
        Date::Named { month, day, .. } => fits(month, day),
        Date::Slashed { first, second, .. } => fits(first, second) || fits(second, first),
    };
    is_valid.then_some(Found::sure(date, end))
}

/// Reads the year that stands last in "Thu Aug 7 04:49:00 2025" (C's `asctime`, Ruby, Twitter).
pub(super) fn trailing_year(line: &Line, date: Range<usize>, at: usize) -> Option<(u32, usize)> {
    let dated = line
        .tokens
        .get(date)?
        .iter()
        .any(|t| t.number(4..=4).is_some());
    let year = year_at(line, at)?;
    (!dated).then_some((year, at + 1))
}
