//! Relative times in tokens: "2h ago", "1 hr 15 min ago", "vor einer halben Stunde", "il y a 2h30", "5分钟前", "минуту назад".

use chrono::TimeDelta;

use super::{Scope, clock, skip_decoration};
use crate::source::field::time::{lexicon::Meaning, line::Line};

/// The longest relative time that still tells an update's place, in seconds: eight weeks.
const LONGEST: i64 = 8 * 7 * 86_400;

/// Reads a relative time that begins at a token; returns how long ago, with the place of the next token.
pub(super) fn relative_at(line: &Line, at: usize, scope: Scope) -> Option<(TimeDelta, usize)> {
    let (ago, end) = [whole(line, at), composed(line, at), bare(line, at, scope)]
        .into_iter()
        .flatten()
        .max_by_key(|(_, end)| *end)?;
    (0..=LONGEST)
        .contains(&ago)
        .then(|| TimeDelta::try_seconds(ago).map(|ago| (ago, end)))?
}

/// Reads a pattern of CLDR: "5 minutes ago", "hace 5 minutos", "acum 25 de minute".
fn whole(line: &Line, at: usize) -> Option<(i64, usize)> {
    let said = line.find(at, |meaning| match meaning {
        Meaning::Ago(seconds) => Some(seconds),
        _ => None,
    })?;
    let number = match said.number {
        Some(number) => i64::from(number)
            .checked_mul(said.value)
            .filter(|_| number < 1_000)?,
        None => said.value,
    };
    Some((number, said.end))
}

/// Reads what is put together: a word before or behind, and one or two amounts.
fn composed(line: &Line, at: usize) -> Option<(i64, usize)> {
    let start = skip_about(line, at);
    let announced = line.has(start, Meaning::BeginsAgo);
    let start = skip_about(line, announced.unwrap_or(start));
    let (ago, end) = amounts(line, start)?;
    let last = if line.is(end, '.') { end + 1 } else { end };
    match line.has(last, Meaning::EndsAgo) {
        Some(end) => Some((ago, end)),
        None => announced.map(|_| (ago, end)),
    }
}

/// Reads amounts alone, which are a relative time only where they are all that a text says: "25 min", "1 hr".
fn bare(line: &Line, at: usize, scope: Scope) -> Option<(i64, usize)> {
    if scope == Scope::Part || !line.get(at)?.is_number() || skip_decoration(line, 0) < at {
        return None;
    }
    if clock::is_spelt(line, at) {
        return None;
    }
    let (ago, unit, _) = amount(line, at)?;
    // "82 min" is a minute of play, "64.2 sec" how long a lap took.
    if unit == 1 && ago > 60 || unit == 60 && ago > 3_600 || unit == 3_600 && ago > 48 * 3_600 {
        return None;
    }
    let (ago, end) = amounts(line, at)?;
    let rest = skip_decoration(line, end);
    // "17h" is a clock, "5m" may be metres; in English people write "25m" and "2h" of time.
    let word = line.word(at + 1);
    let letter = word.chars().count() == 1 && word.is_ascii();
    let english = line.tongue.is("en") && line.is_glued(at + 1) && ago < 86_400 * 32;
    (rest == line.len() && (!letter || english)).then_some((ago, end))
}

fn skip_about(line: &Line, at: usize) -> usize {
    line.has(at, Meaning::About).unwrap_or(at)
}

/// One or two amounts with their units: "2h", "1 hr 15 min", "1 Stunde und 5 Minuten", "2h30".
fn amounts(line: &Line, at: usize) -> Option<(i64, usize)> {
    let (first, unit, end) = amount(line, at)?;
    if unit == 3_600
        && let Some(minutes) = line.glued(end, 2..=2).filter(|m| *m < 60)
    {
        let after = line
            .find(end + 1, |meaning| {
                matches!(meaning, Meaning::Unit(60)).then_some(())
            })
            .map_or(end + 1, |said| said.end);
        return Some((first + i64::from(minutes) * 60, after));
    }
    let joined = line.is(end, ',')
        || matches!(
            line.word(end),
            "and" | "und" | "et" | "y" | "e" | "i" | "og" | "och" | "en" | "и" | "та"
        );
    match amount(line, if joined { end + 1 } else { end }) {
        Some((second, smaller, next)) if smaller < unit => Some((first.checked_add(second)?, next)),
        _ => Some((first, end)),
    }
}

/// Reads an amount: a number, a word for one, or none ("minute ago" in some languages), and a unit.
fn amount(line: &Line, at: usize) -> Option<(i64, i64, usize)> {
    let unit_at = |at: usize| {
        line.find(at, |meaning| match meaning {
            Meaning::Unit(seconds) => Some(seconds),
            _ => None,
        })
    };
    let half = line.has(at, Meaning::Half);
    let (number, place) = if let Some(number) = line.number(at, 1..=3) {
        (i64::from(number), at + 1)
    } else if let Some(end) = half {
        let end = if line.is(end, '\'') { end + 1 } else { end };
        let unit = unit_at(end)?;
        return Some((unit.value / 2, unit.value, dotted(line, unit.end)));
    } else {
        let some = line.find(at, |meaning| match meaning {
            Meaning::Some(number) => Some(number),
            _ => None,
        });
        match some.filter(|some| {
            unit_at(some.end).is_some() || line.has(some.end, Meaning::Half).is_some()
        }) {
            Some(some) => {
                if let Some(end) = line.has(some.end, Meaning::Half) {
                    let unit = unit_at(end)?;
                    return Some((unit.value / 2, unit.value, dotted(line, unit.end)));
                }
                (i64::from(some.value), some.end)
            }
            None => (1, at),
        }
    };
    let place = if line.word(place) == "de" && place > at {
        place + 1
    } else {
        place
    };
    let unit = unit_at(place)?;
    Some((
        number.checked_mul(unit.value)?,
        unit.value,
        dotted(line, unit.end),
    ))
}

/// Steps over the dot of an abbreviation, where something follows it.
fn dotted(line: &Line, at: usize) -> usize {
    let dot = line.is(at, '.') && line.is_glued(at) && line.get(at + 1).is_some();
    if dot { at + 1 } else { at }
}
