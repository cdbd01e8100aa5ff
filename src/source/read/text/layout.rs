//! Where the updates of a text begin and end.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use chrono::NaiveDate;

use super::lines::{Line, is_names, names};
use crate::{
    model::TimeBasis,
    source::field::time::{Reading, Stated, TimeContext, find, read},
};

/// Longest line that is looked at for a time standing alone, in bytes.
const LONGEST_TIME_LINE: usize = 240;

/// Most times that a page has of its own: published, updated, and in another zone.
const MAX_DATELINES: usize = 3;

/// The style of relative times; other kinds follow it.
const RELATIVE: u8 = 0;

/// How a text is laid out.
pub(super) struct Plan<'t> {
    /// The updates in text order.
    pub updates: Vec<UpdatePlace<'t>>,
    /// The lines above the first update, the page's times among them.
    pub head: Range<usize>,
    /// The page's own times.
    pub datelines: Vec<TimeLine<'t>>,
    /// Day headings between updates, by line.
    pub days: Vec<(usize, NaiveDate)>,
}

/// Where one update stands.
pub(super) struct UpdatePlace<'t> {
    /// Its lines without the time line.
    pub lines: Vec<usize>,
    pub time: TimeLine<'t>,
}

/// A line that holds a time.
#[derive(Debug, Clone)]
pub(super) struct TimeLine<'t> {
    /// Its number among the lines.
    pub line: usize,
    /// The first line of the time: above it, where a date or a relative time stands right there.
    from: usize,
    pub reading: Reading,
    /// The byline before or behind the time; empty where there is none.
    pub names: &'t str,
    /// The update's text behind the time, on the same line; empty where there is none.
    pub text: &'t str,
    /// How the time is written: its kind, and the number of words in it.
    style: (u8, usize),
    /// A time that counts only among others of its style: text follows it on its line.
    inline: bool,
}

/// On which side of its update a time line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Before headline and text.
    Opens,
    /// Between headline and text.
    Under,
    /// Behind the text.
    Closes,
}

/// Finds the updates of a text; `None` where fewer than two have times. What the page's dateline tells of zone and date
/// goes into the context.
pub(super) fn plan<'t>(lines: &[Line<'t>], ctx: &mut TimeContext) -> Option<Plan<'t>> {
    let all = time_lines(lines, ctx);
    let mut times = one_for_each(&all, lines);
    let datelines = take_datelines(&mut times, lines);
    let before = ctx.clone();
    for dateline in &datelines {
        if let Some(line) = lines.get(dateline.line) {
            ctx.learn(line.text);
        }
    }
    if ctx.is_saved() {
        let mut stated = Stated::default();
        let dated = all.iter().filter_map(|time| lines.get(time.line));
        stated.hear_lines(dated.map(|line| line.text), ctx);
        ctx.read_as_of_change(&stated);
    }
    if *ctx != before {
        read_again(&mut times, lines, ctx);
    }
    if times.len() < 2 {
        return None;
    }
    let first_free = datelines.last().map_or(0, |dateline| dateline.line + 1);
    let days: Vec<(usize, NaiveDate)> = lines
        .iter()
        .zip(0..)
        .filter(|(text, line)| *line >= first_free && text.text.len() <= LONGEST_TIME_LINE)
        .filter_map(|(text, line)| match read(text.text, ctx) {
            Some(Reading::Day(day)) => Some((line, day)),
            _ => None,
        })
        .collect();
    let day_lines: HashSet<usize> = days.iter().map(|(line, _)| *line).collect();
    // A date on a line of its own right above the clock belongs to it.
    for time in &mut times {
        let together = lines.get(time.from).is_some_and(|line| !line.apart);
        let day = time
            .from
            .checked_sub(1)
            .filter(|above| together && day_lines.contains(above));
        time.from = day.unwrap_or(time.from);
    }
    let side = side(lines, &times, first_free);
    let starts = starts(lines, &times, side, first_free);
    let time_lines: HashSet<usize> = all.iter().map(|time| time.line).collect();
    let mut updates = Vec::with_capacity(times.len());
    for (at, time) in times.iter().enumerate() {
        let start = *starts.get(at)?;
        let end = match side {
            Side::Closes => time.from,
            Side::Opens | Side::Under => starts.get(at + 1).copied().unwrap_or(lines.len()),
        };
        let own = (start..end)
            .filter(|line| !time_lines.contains(line) && !day_lines.contains(line))
            .collect();
        updates.push(UpdatePlace {
            lines: own,
            time: time.clone(),
        });
    }
    let head = 0..starts.first().copied()?.min(times.first()?.from);
    Some(Plan {
        updates,
        head,
        datelines,
        days,
    })
}

/// Reads times again with what the dateline told: its zone counts for what stood above and beside it, too.
fn read_again<'t>(times: &mut [TimeLine<'t>], lines: &[Line<'t>], ctx: &TimeContext) {
    let mut known: HashMap<usize, Reading> = time_lines(lines, ctx)
        .into_iter()
        .map(|time| (time.line, time.reading))
        .collect();
    for time in times {
        if let Some(reading) = known.remove(&time.line) {
            time.reading = reading;
        }
    }
}

fn time_lines<'t>(lines: &[Line<'t>], ctx: &TimeContext) -> Vec<TimeLine<'t>> {
    let found: Vec<TimeLine> = lines
        .iter()
        .zip(0..)
        .filter_map(|(text, line)| time_line(text.text, line, ctx))
        .collect();
    let inline = found.iter().filter(|time| time.inline).count();
    // Either nearly all updates begin with their time on the line of their text, or such lines are text.
    let keep_inline = inline >= 2 && inline * 2 > found.len();
    found
        .into_iter()
        .filter(|time| !time.inline || keep_inline)
        .collect()
}

/// Keeps one time for each update: not the note that it was changed, and of "4m ago" above "12.50 BST" the clock.
fn one_for_each<'t>(all: &[TimeLine<'t>], lines: &[Line]) -> Vec<TimeLine<'t>> {
    let is_change = |time: &TimeLine| lines.get(time.line).is_some_and(Line::is_change);
    let unchanged = all.iter().filter(|time| !is_change(time)).count();
    let mut kept: Vec<TimeLine> = Vec::with_capacity(all.len());
    let mut pairs = Vec::new();
    for (at, time) in all.iter().enumerate() {
        // Above all updates such a note is the dateline.
        if at > 0 && unchanged >= 2 && is_change(time) {
            continue;
        }
        if let Some(last) = kept.last_mut()
            && last.line + 1 == time.line
            && last.style.0 == RELATIVE
            && time.style.0 != RELATIVE
        {
            *last = TimeLine {
                from: last.from,
                ..time.clone()
            };
            pairs.push(time.line);
            continue;
        }
        kept.push(time.clone());
    }
    // Where updates have both, a relative time by itself belongs to an index of them.
    if pairs.len() >= 2 {
        kept.retain(|time| time.style.0 != RELATIVE);
    }
    kept
}

fn time_line<'t>(text: &'t str, line: usize, ctx: &TimeContext) -> Option<TimeLine<'t>> {
    // A long paragraph holds a time line at its front at most.
    let cut = (0..=text.len().min(LONGEST_TIME_LINE))
        .rev()
        .find(|end| text.is_char_boundary(*end))?;
    let front = text.get(..cut)?;
    if cut == text.len()
        && let Some(reading) = read(text, ctx)
    {
        let style = style(&reading, text);
        let day = matches!(reading, Reading::Day(_));
        return (!day).then_some(TimeLine {
            line,
            from: line,
            reading,
            names: "",
            text: "",
            style,
            inline: false,
        });
    }
    let found = find(front, ctx)?;
    if matches!(found.reading, Reading::Day(_)) {
        return None;
    }
    let style = style(&found.reading, front.get(found.range.clone())?);
    let before = names(text.get(..found.range.start)?);
    let after = names(text.get(found.range.end..)?);
    let alone = cut == text.len();
    let byline = match (before.is_empty(), after.is_empty()) {
        (false, true) if alone && is_names(before) => before,
        (true, false) if alone && is_names(after) && after.split_whitespace().count() <= 4 => after,
        (true, false) => {
            let rest = text
                .get(found.range.end..)?
                .trim_start_matches(|c: char| c.is_whitespace() || ":-–—|.•·".contains(c));
            return Some(TimeLine {
                line,
                from: line,
                reading: found.reading,
                names: "",
                text: rest,
                style,
                inline: true,
            });
        }
        _ => return None,
    };
    Some(TimeLine {
        line,
        from: line,
        reading: found.reading,
        names: byline,
        text: "",
        style,
        inline: false,
    })
}

fn style(reading: &Reading, text: &str) -> (u8, usize) {
    let kind = match reading {
        Reading::Stamp(stamp) if stamp.basis == TimeBasis::Relative => return (RELATIVE, 0),
        Reading::Stamp(_) => 1,
        Reading::Clock(_) => 2,
        Reading::Day(_) => 3,
    };
    (
        kind,
        text.split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
            .count(),
    )
}

/// Takes the page's own times off the front: they are written in another way than those of the updates, or stand where
/// nothing but a headline can be above them.
fn take_datelines<'t>(times: &mut Vec<TimeLine<'t>>, lines: &[Line]) -> Vec<TimeLine<'t>> {
    let mut taken = Vec::new();
    while taken.len() < MAX_DATELINES
        && let [first, rest @ ..] = times.as_slice()
    {
        let alike = rest.iter().filter(|time| time.style == first.style).count();
        let odd = !rest.is_empty() && alike == 0 && rest.len() <= 3 || alike * 2 < rest.len();
        let others_agree = rest
            .iter()
            .all(|time| Some(time.style) == rest.first().map(|t| t.style))
            || rest.len() > 2;
        let above = lines.get(..first.line).unwrap_or_default();
        let at_front = !above.iter().any(|line| line.text.chars().count() > 300);
        if !(odd && others_agree && at_front && rest.len() >= 2) {
            break;
        }
        taken.push(times.remove(0));
    }
    taken
}

/// Infers from the lines around the times on which side of its update each stands.
fn side(lines: &[Line], times: &[TimeLine], first_free: usize) -> Side {
    if times.iter().all(|time| time.inline) {
        return Side::Opens;
    }
    let heading = |at: usize| lines.get(at).is_some_and(Line::is_heading);
    let text = |range: Range<usize>| -> usize {
        lines
            .get(range)
            .unwrap_or_default()
            .iter()
            .map(|line| line.text.len())
            .sum()
    };
    let mut under = 0;
    let mut closes = 0_i32;
    for time in times {
        let above = time
            .from
            .checked_sub(1)
            .filter(|above| *above >= first_free);
        under += usize::from(above.is_some_and(heading) && !heading(time.line + 1));
        let apart = lines.get(time.from).is_some_and(|line| line.apart);
        let ends = lines.get(time.line).is_some_and(|line| line.ends);
        closes += i32::from(ends && !apart) - i32::from(apart && !ends);
    }
    let (Some(first), Some(last)) = (times.first(), times.last()) else {
        return Side::Opens;
    };
    // Text of an update's size behind the last time line, or above the first, is an update.
    let between = text(first.line..last.line) / times.len().saturating_sub(1).max(1);
    let behind = text(last.line + 1..lines.len());
    let ahead = text(first_free..first.line);
    closes += if behind * 4 < between { 2 } else { -1 };
    closes += if ahead * 4 < between { -2 } else { 1 };
    if closes > 0 {
        Side::Closes
    } else if under * 2 > times.len() {
        Side::Under
    } else {
        Side::Opens
    }
}

/// Returns the first line of each update.
fn starts(lines: &[Line], times: &[TimeLine], side: Side, first_free: usize) -> Vec<usize> {
    let mut starts = Vec::with_capacity(times.len());
    let mut above = None;
    for time in times {
        starts.push(match (side, above) {
            (Side::Opens, _) => time.from,
            (Side::Under, _) => headline_above(
                lines,
                time.from,
                above.map_or(first_free, |above| above + 1),
            ),
            (Side::Closes, Some(above)) => above + 1,
            (Side::Closes, None) => after_lede(lines, first_free..time.line),
        });
        above = Some(time.line);
    }
    starts
}

/// Finds the headline right above a time line, with a byline between them.
fn headline_above(lines: &[Line], time: usize, from: usize) -> usize {
    let byline = time.checked_sub(1).filter(|line| {
        *line > from
            && lines
                .get(*line)
                .is_some_and(|l| is_names(names(l.text)) && names(l.text).len() < l.text.len())
    });
    let headline = byline
        .unwrap_or(time)
        .checked_sub(1)
        .filter(|line| *line >= from);
    headline
        .filter(|line| lines.get(*line).is_some_and(Line::is_heading))
        .unwrap_or(time)
}

/// Finds where the first of updates that close with their time begins: at the first headline behind the lede's text.
fn after_lede(lines: &[Line], range: Range<usize>) -> usize {
    let mut in_text = false;
    for at in range.clone() {
        let Some(line) = lines.get(at) else { break };
        if in_text && line.apart && line.ends && line.is_heading() {
            return at;
        }
        in_text |= line.text.ends_with(['.', '”', '"', '!', '?']) && line.text.len() > 60;
    }
    // Without a lede the update begins with the first headline, or with the first line.
    range
        .clone()
        .find(|at| {
            lines
                .get(*at)
                .is_some_and(|line| line.apart && line.is_heading())
        })
        .unwrap_or(range.start)
}
