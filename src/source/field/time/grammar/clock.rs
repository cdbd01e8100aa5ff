//! Clocks in tokens: "04:49", "4.49 p.m.", "04h49", "0849 GMT", "午後4時49分", "12 noon", and the zone beside them.

use chrono::NaiveTime;

use super::{Clock, Scope, zone};
use crate::source::field::time::{
    lexicon::{Fit, Meaning},
    line::Line,
    tokens::Token,
};

/// How a clock's figures are written.
struct Figures {
    hour: u32,
    minute: u32,
    second: Option<u32>,
    sure: bool,
    /// The figures need a word beside them to be a clock at all.
    needs_word: bool,
    /// An hour without minutes.
    bare: bool,
    end: usize,
}

/// A part of the day, from an hour to another.
#[derive(Clone, Copy)]
struct Hours {
    from: u32,
    before: u32,
}

impl Hours {
    /// Returns the hour of the day that a clock of twelve hours means in this part of it.
    fn hour(self, hour: u32) -> u32 {
        if hour > 12 {
            return hour;
        }
        let half = hour % 12;
        let is_in = |hour: u32| {
            if self.from < self.before {
                (self.from..self.before).contains(&hour)
            } else {
                hour >= self.from || hour < self.before
            }
        };
        match (is_in(half), is_in(half + 12)) {
            (true, false) => half,
            (false, true) => half + 12,
            // "9:32 in the evening" where evening ends at nine: the half that is nearer.
            _ if self.from >= 12 => half + 12,
            _ => half,
        }
    }
}

/// Reads a clock that begins at a token; returns it with the place of the next token.
pub(super) fn clock_at(line: &Line, at: usize, scope: Scope) -> Option<(Clock, usize)> {
    if scope == Scope::Whole
        && let Some(clock) = word(line, at)
    {
        return Some(clock);
    }
    let (mut hours, start) = hours_before(line, at);
    let figures = figures(line, start)?;
    if is_length(line, &figures) {
        return None;
    }
    let mut end = figures.end;
    let mut named = hours.is_some();
    let mut sure = figures.sure;
    if let Some((found, next)) = hours_after(line, end, figures.hour) {
        hours = hours.or(Some(found));
        named = true;
        end = next;
    }
    if let Some(next) = confirmation(line, end, start, &figures) {
        named = true;
        end = next;
        // "4:32 ч. pm".
        if hours.is_none()
            && let Some((found, next)) = hours_after(line, end, figures.hour)
        {
            hours = Some(found);
            end = next;
        }
    }
    let mut zone = None;
    if let Some((found, next)) = zone::zone_at(line, end)
        // "10-12" is no clock with an offset.
        && !(figures.needs_word && !named && matches!(found, zone::Zone::Offset(_)))
    {
        zone = Some(found);
        named = true;
        end = next;
    }
    if figures.needs_word && !named {
        return None;
    }
    sure |= named;
    if !sure && is_amount(line, start, end) {
        return None;
    }
    let hour = hours.map_or(figures.hour, |hours| hours.hour(figures.hour));
    let second = figures.second.unwrap_or(0);
    let (hour, next_day) = if (hour, figures.minute, second) == (24, 0, 0) {
        (0, true)
    } else {
        (hour, false)
    };
    if second > 60 {
        return None;
    }
    // A leap second is shown as the second before it.
    let time = NaiveTime::from_hms_opt(hour, figures.minute, second.min(59))?;
    let clock = Clock {
        time,
        next_day,
        seconds: figures.second.is_some(),
        zone,
        sure,
    };
    Some((clock, end))
}

/// Reads a time of day that is a word: "Noon", "Midnight".
fn word(line: &Line, at: usize) -> Option<(Clock, usize)> {
    let said = line.find(at, |meaning| match meaning {
        Meaning::Clock(hour) => Some(hour),
        _ => None,
    })?;
    let known = line.word(at).chars().count() > 3 || !line.word(at).is_ascii();
    // "中午12:10": the word is a part of the day there.
    let figures = line.get(said.end).is_some_and(Token::is_number);
    if figures || !known && said.fit != Fit::Own {
        return None;
    }
    let (zone, end) = match zone::zone_at(line, said.end) {
        Some((zone, end)) => (Some(zone), end),
        None => (None, said.end),
    };
    let clock = Clock {
        time: NaiveTime::from_hms_opt(said.value, 0, 0)?,
        next_day: false,
        seconds: false,
        zone,
        sure: true,
    };
    Some((clock, end))
}

/// Tells whether figures are how long something is: "3:18 min".
fn is_length(line: &Line, figures: &Figures) -> bool {
    let unit = |meaning| matches!(meaning, Meaning::Unit(60)).then_some(());
    !figures.bare
        && line.word(figures.end).chars().count() >= 3
        && line.find(figures.end, unit).is_some()
}

fn figures(line: &Line, at: usize) -> Option<Figures> {
    if let Some(value) = line.number(at, 4..=4) {
        // "0849 GMT", or "2015:" at the very beginning.
        let opens =
            at == 0 && line.is(1, ':') && line.is_glued(1) && line.glued(2, 1..=9).is_none();
        let (hour, minute) = (value / 100, value % 100);
        return (hour < 24 && minute < 60).then_some(Figures {
            hour,
            minute,
            second: None,
            sure: opens,
            needs_word: !opens,
            bare: false,
            end: if opens { at + 2 } else { at + 1 },
        });
    }
    let hour = line.number(at, 1..=2)?;
    let plain = Figures {
        hour,
        minute: 0,
        second: None,
        sure: false,
        needs_word: true,
        bare: true,
        end: at + 1,
    };
    let Some(sign) = line.get(at + 1) else {
        return Some(plain);
    };
    if sign.is(':') || (sign.is('.') && !sign.apart) {
        let separator = if sign.is(':') { ':' } else { '.' };
        let minute = line
            .get(at + 2)
            .filter(|t| !t.apart || separator == ':')
            .and_then(|t| t.number(2..=2));
        let Some(minute) = minute else {
            return Some(plain);
        };
        let goes_on = line.is(at + 3, separator) && line.is_glued(at + 3);
        let second = goes_on.then(|| line.glued(at + 4, 2..=2)).flatten();
        let mut end = if second.is_some() { at + 5 } else { at + 3 };
        let fraction = line.is_one_of(end, ".,") && line.is_glued(end);
        if second.is_some() && fraction && line.glued(end + 1, 1..=9).is_some() {
            end += 2;
        }
        return (hour <= 24 && minute < 60).then_some(Figures {
            hour,
            minute,
            second,
            sure: separator == ':',
            needs_word: false,
            bare: false,
            end,
        });
    }
    let Some(unit) = hour_sign(line, at + 1) else {
        return Some(plain);
    };
    if hour > 24 {
        return None;
    }
    let minute = line
        .number(unit, 2..=2)
        .or_else(|| {
            line.number(unit, 1..=1)
                .filter(|_| minute_sign(line, unit + 1).is_some())
        })
        .or_else(|| line.glued(unit, 1..=1));
    if let Some(minute) = minute.filter(|m| *m < 60) {
        return Some(Figures {
            minute,
            sure: true,
            needs_word: false,
            bare: false,
            end: minute_sign(line, unit + 1).unwrap_or(unit + 1),
            ..plain
        });
    }
    Some(Figures {
        needs_word: false,
        end: unit,
        ..plain
    })
}

/// Tells whether figures are an hour and minutes with words between that are units as well: "16 giờ 32 phút".
pub(super) fn is_spelt(line: &Line, at: usize) -> bool {
    let Some(minute) = line.has(at + 1, Meaning::HourSign) else {
        return false;
    };
    line.number(minute, 1..=2).is_some() && line.has(minute + 1, Meaning::MinuteSign).is_some()
}

/// Reads what stands between hour and minute: "h", "時", "giờ".
fn hour_sign(line: &Line, at: usize) -> Option<usize> {
    if line.word(at) == "h" {
        return Some(at + 1);
    }
    line.has(at, Meaning::HourSign)
}

fn minute_sign(line: &Line, at: usize) -> Option<usize> {
    if matches!(line.word(at), "m" | "min") {
        return Some(at + 1);
    }
    line.has(at, Meaning::MinuteSign)
}

fn hours_said(line: &Line, at: usize) -> Option<(Hours, usize, Fit)> {
    let said = line.find(at, |meaning| match meaning {
        Meaning::Hours { from, before } => Some(Hours { from, before }),
        _ => None,
    })?;
    Some((said.value, said.end, said.fit))
}

/// Reads what stands before the figures in some languages: 午後, 오전, "SA".
fn hours_before(line: &Line, at: usize) -> (Option<Hours>, usize) {
    match hours_said(line, at) {
        // "am 7. August" is no morning.
        Some((hours, end, fit))
            if !line.word(at).is_ascii()
                || fit == Fit::Own && !matches!(line.word(at), "am" | "pm") =>
        {
            let dot = line.is(end, '.') && line.is_glued(end);
            (Some(hours), if dot { end + 1 } else { end })
        }
        _ => (None, at),
    }
}

/// Reads "am", "p.m.", "a. m.", "μ.μ.", "de la tarde", "noon".
fn hours_after(line: &Line, at: usize, hour: u32) -> Option<(Hours, usize)> {
    let (hours, end, fit) = hours_said(line, at)?;
    let word = line.word(at);
    let everywhere =
        matches!(word, "am" | "pm") || line.is(at + 1, '.') && matches!(word, "a" | "p");
    if word.chars().count() <= 3 && word.is_ascii() && !everywhere && fit != Fit::Own {
        return None;
    }
    // After thirteen o'clock "am" is the German preposition.
    if hour > 12 && hours.from < 12 {
        return None;
    }
    let dot = line.is(end, '.') && line.is_glued(end) && !line.is_glued(end + 1)
        || line.is(end, '.') && line.is(end.saturating_sub(2), '.');
    Some((hours, if dot { end + 1 } else { end }))
}

/// Reads "Uhr", "hrs", "น." and the like.
fn confirmation(line: &Line, at: usize, start: usize, figures: &Figures) -> Option<usize> {
    let said = line.find(at, |meaning| match meaning {
        Meaning::AfterClock => Some(()),
        _ => None,
    })?;
    let is_unit = line
        .find(at, |meaning| match meaning {
            Meaning::Unit(_) => Some(()),
            _ => None,
        })
        .is_some();
    let announced = super::is_announced(line, start);
    if figures.bare && figures.needs_word && is_unit && !announced {
        // "5 hours" is an amount; "5 uur" is a clock where Dutch is written.
        return None;
    }
    let short = line.word(at).chars().count() <= 4;
    let dot =
        short && line.is(said.end, '.') && line.is_glued(said.end) && !line.is_glued(said.end + 1);
    Some(if dot { said.end + 1 } else { said.end })
}

/// Tells whether figures with a dot are an amount: "12.31 per cent", "$3.45", "1.12.31".
fn is_amount(line: &Line, start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).and_then(|at| line.get(at));
    let glued =
        line.is_glued(start) && before.is_some_and(|t| t.is_one_of("$€£¥.,-+") || t.is_number());
    let after = line.is_one_of(end, "%€$£°")
        || line.has(end, Meaning::Amount).is_some()
        || line.is_glued(end) && line.get(end).is_some_and(|t| t.is('-') || t.is_number());
    let decimals =
        line.is_one_of(end, ".,") && line.is_glued(end) && line.glued(end + 1, 1..=9).is_some();
    glued || after || decimals
}
