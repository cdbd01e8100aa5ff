//! What a visible text says of time: a whole text that is a time, or the time inside a longer one.

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;

use super::{
    Found, Reading, TimeContext, Tongue, ZoneMark,
    grammar::{self, Parts, Rank, Scope},
    line::Line,
    resolve,
    tokens::TokenKind,
    zones,
};

/// The longest text that may be a time without a figure ("an hour ago"), in bytes.
const WORDS: usize = 80;
/// A text with more tokens is no time and nothing else.
const WHOLE: usize = 40;
/// So far from a figure may the word stand that a time begins with, in tokens.
const NEAR: usize = 7;

/// Reads a text that is a time and nothing else but a label ("Updated", "Stand:", "First published on").
///
/// Of several times ("Updated 05:10, first published 04:49") it takes the first of the most complete kind that is not
/// called a change's, else the first of that kind.
#[must_use]
pub fn read(text: &str, ctx: &TimeContext) -> Option<Reading> {
    whole(text, ctx).map(|found| found.reading)
}

/// Reads the text of a heading that is a day and nothing else; "07/08" is one there, and no fraction.
#[must_use]
pub fn read_day(text: &str, ctx: &TimeContext) -> Option<NaiveDate> {
    let line = Line::new(text, ctx.tongue);
    let parts = grammar::day_alone(&line).filter(|_| line.len() <= WHOLE)?;
    match resolve::reading(&parts, text, ctx)? {
        Reading::Day(day) => Some(day),
        Reading::Stamp(_) | Reading::Clock(_) => None,
    }
}

/// Tells whether a text is a time and nothing else, but for words that belong to times.
#[must_use]
pub fn is_whole(text: &str, ctx: &TimeContext) -> bool {
    whole(text, ctx).is_some()
}

fn whole(text: &str, ctx: &TimeContext) -> Option<Found> {
    if !may_hold_time(text) || text.len() > 10 * WORDS {
        return None;
    }
    ctx.whole.of(text, || {
        whole_line(&Line::begun(text, ctx.tongue, WHOLE + 1), ctx)
    })
}

fn whole_line(line: &Line, ctx: &TimeContext) -> Option<Found> {
    if line.len() > WHOLE {
        return None;
    }
    if grammar::is_now(line) {
        let stamp = resolve::relative(TimeDelta::zero(), line.text, ctx)?;
        return Some(Found {
            range: 0..line.text.len(),
            reading: Reading::Stamp(stamp),
            changed: false,
        });
    }
    let mut best: Option<((Rank, bool), Found)> = None;
    let mut at = 0;
    while at < line.len() {
        if let Some(parts) = grammar::time_at(line, at, Scope::Whole) {
            // "19:32 local (16:32 GMT)": a clock of a named zone is an instant wherever it is read.
            let is_zoned = parts
                .clock
                .as_ref()
                .is_some_and(|clock| clock.zone.is_some());
            let rank = (parts.rank(), is_zoned);
            let better = |(known, best): &((Rank, bool), Found)| {
                let of_change = grammar::is_of_change(line, at);
                rank.0 > known.0
                    || rank.0 == known.0 && best.changed && !of_change
                    || rank > *known && best.changed == of_change
            };
            if best.as_ref().is_none_or(better)
                && let Some(found) = resolved(line, at, &parts, ctx)
            {
                best = Some((rank, found));
            }
            at = parts.end;
        } else {
            at = grammar::decoration(line, at)?;
        }
    }
    best.map(|(_, found)| found)
}

fn resolved(line: &Line, at: usize, parts: &Parts, ctx: &TimeContext) -> Option<Found> {
    Some(Found {
        range: line.bytes(at, parts.end),
        reading: resolve::reading(parts, line.source(at, parts.end), ctx)?,
        changed: grammar::is_of_change(line, at),
    })
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
    ctx.found.of(text, || find_new(text, ctx))
}

fn find_new(text: &str, ctx: &TimeContext) -> Option<Found> {
    let line = Line::new(text, ctx.tongue);
    if let Some(found) = whole_line(&line, ctx) {
        return Some(found);
    }
    let mut best: Option<(Rank, usize, Parts)> = None;
    let mut at = 0;
    let mut labels = grammar::skip_decoration(&line, 0);
    let near = near_figures(&line);
    while at < line.len() {
        let parts = near
            .get(at)
            .filter(|near| **near)
            .and_then(|_| grammar::time_at(&line, at, Scope::Part));
        let Some(parts) = parts else {
            at += 1;
            continue;
        };
        let start = at;
        at = parts.end;
        let labelled = start <= labels;
        if labelled {
            labels = grammar::skip_decoration(&line, at);
        }
        let stands_out = parts.sure
            || labelled
            || parts.end == line.len()
            || grammar::is_announced(&line, start);
        let rank = parts.rank();
        if stands_out && best.as_ref().is_none_or(|(known, ..)| rank > *known) {
            best = Some((rank, start, parts));
        }
    }
    let (_, start, parts) = best?;
    let mut found = resolved(&line, start, &parts, ctx)?;
    if let Reading::Clock(clock) = &mut found.reading {
        clock.unsure = has_figures(&line, start, parts.end);
    }
    Some(found)
}

/// Marks the tokens at which a time may begin: figures, and words near them; in a short text all.
fn near_figures(line: &Line) -> Vec<bool> {
    let mut near = vec![line.text.len() <= WORDS; line.len()];
    for (at, token) in line.tokens.iter().enumerate() {
        if token.is_number() {
            for slot in near.iter_mut().take(at + 1).skip(at.saturating_sub(NEAR)) {
                *slot = true;
            }
        }
    }
    for (slot, token) in near.iter_mut().zip(&line.tokens) {
        *slot &= !matches!(token.kind, TokenKind::Sign(_));
    }
    near
}

/// Tells whether figures that were not understood stand beside a time: they may be its date.
fn has_figures(line: &Line, start: usize, end: usize) -> bool {
    const BESIDE: usize = 4;
    let before = line.tokens.get(start.saturating_sub(BESIDE)..start);
    let after = line.tokens.get(end..(end + BESIDE).min(line.len()));
    line.text.len() <= WORDS
        && [before, after]
            .into_iter()
            .flatten()
            .flatten()
            .any(|token| token.number(1..=4).is_some())
}

/// Tells whether the numeric date of a text puts the month first, where one of its numbers can be no month.
pub(super) fn month_first(text: &str) -> Option<bool> {
    if !text.contains(['/', '／']) {
        return None;
    }
    let line = Line::new(text, Tongue::default());
    (0..line.len()).find_map(|at| grammar::month_first(&line, at))
}

/// Returns the zone that the clock of a text names: by place, by abbreviation, or by an offset of whole hours.
pub(super) fn zone_in(text: &str, ctx: &TimeContext) -> Option<Tz> {
    let line = Line::new(text, ctx.tongue);
    let zone = (0..line.len()).find_map(|at| grammar::zone_of_clock(&line, at))?;
    let mark = resolve::mark(&zone, ctx)?;
    match mark {
        ZoneMark::Zone(zone)
        | ZoneMark::Abbreviation {
            home: Some(zone), ..
        } => Some(zone),
        ZoneMark::Abbreviation { offset, home: None } | ZoneMark::Offset(offset) => {
            let seconds = offset.local_minus_utc();
            if let Some(own) = ctx
                .zone
                .filter(|zone| zones::has_offset(*zone, offset, ctx))
            {
                return Some(own);
            }
            // POSIX counts these westward.
            (seconds % 3_600 == 0).then(|| format!("Etc/GMT{:+}", -seconds / 3_600).parse().ok())?
        }
    }
}

/// Tells cheaply that most paragraphs hold no time: the times without a figure ("an hour ago") stand in short texts.
fn may_hold_time(text: &str) -> bool {
    if text.len() <= WORDS || text.bytes().any(|b| b.is_ascii_digit()) {
        return true;
    }
    !text.is_ascii() && text.chars().any(|c| !c.is_ascii() && c.is_numeric())
}
