//! Odd shapes of updates: a clock behind the headline, a minute of play in the clock's place, a text folded away.

use scraper::ElementRef;

use super::survey::Survey;
use crate::{
    model::{Block, Clean, Inline, Marks, TimeBasis},
    source::{
        claim::{Account, Claim, Rule, Shown},
        dom::element::{self, Id, letters},
        field::{
            play,
            time::{self, TimeContext},
        },
    },
};

/// What a clock behind a headline may have, in bytes.
const TRAILING: std::ops::RangeInclusive<usize> = 4..=16;
/// The longest line that a clock may end, in bytes.
const HEADLINE: usize = 400;
/// Fewer letters do not tell that one text is the beginning of another.
const TEASER: usize = 20;
/// How much of an element's text is asked for a minute of play, in bytes.
const START: usize = 16;

/// Finds the clock that a line ends with, in brackets or behind a dash: where the headline ends, and the clock.
fn trailing(line: &str) -> Option<(usize, &str)> {
    let line = line.trim_end();
    let (at, clock) = if let Some(open) = line.strip_suffix([')', ']']) {
        let at = open.rfind(['(', '['])?;
        (at, open.get(at + 1..)?)
    } else {
        let mut dashes = [" – ", " — ", " | ", " · ", " - "].iter();
        dashes.find_map(|dash| {
            let at = line.rfind(dash)?;
            Some((at, &line[at + dash.len()..]))
        })?
    };
    let is_short = TRAILING.contains(&clock.len());
    let has_clock =
        clock.contains([':', '.', 'h', 'm']) && clock.bytes().any(|b| b.is_ascii_digit());
    (at > 0 && is_short && has_clock).then_some((at, clock))
}

fn clock_behind(line: &str, ctx: &TimeContext) -> Option<(usize, Shown)> {
    let (at, clock) = trailing(line)?;
    let reading = time::read(clock, ctx)?;
    let raw = Clean::line_capped(clock, 100);
    matches!(reading, time::Reading::Clock(_)).then_some((at, Shown { reading, raw }))
}

/// Tells whether a line ends with a clock.
pub(super) fn ends_with_clock(found: ElementRef<'_>, ctx: &TimeContext) -> bool {
    element::short_text(found, HEADLINE).is_some_and(|line| clock_behind(&line, ctx).is_some())
}

/// Takes the clock that a headline ends with, where the update has no other time than this.
pub(super) fn take_clock_behind(candidate: &mut Account, ctx: &TimeContext) {
    if let Some((at, shown)) = clock_behind(&candidate.headline, ctx) {
        let other = candidate.clock.as_ref().map(|known| &known.reading);
        if candidate.published.is_some() || other.is_some_and(|other| *other != shown.reading) {
            return;
        }
        let headline = candidate.headline[..at].trim_end().to_owned();
        *candidate.headline = headline;
        candidate.clock = Some(Claim::new(shown, Rule::markup("clock behind the headline")));
    }
}

/// Tells whether an element begins with a minute of play, or is the label of a part of the match.
pub(super) fn begins_with_minute(found: ElementRef<'_>, survey: &Survey<'_>) -> bool {
    let first = found.text().find(|text| !text.trim_start().is_empty());
    let Some(first) = first.map(str::trim_start) else {
        return false;
    };
    let counts = play::may_begin(first);
    (counts && play::minute(&element::first_line(found, START)).is_some())
        || (first.len() <= START
            && survey.below(found.id()).letters() <= 4 * START
            && element::short_text(found, 4 * START).is_some_and(|label| play::is_label(&label)))
}

/// Takes the minute of play that a text begins with; it is the update's label, as no time of day is known.
pub(super) fn take_minute(candidate: &mut Account) -> Option<String> {
    if let Some((label, rest)) = play::part_headline(&candidate.headline) {
        let (label, rest) = (label.to_owned(), rest.to_owned());
        *candidate.headline = rest;
        return Some(label);
    }
    let Some(Block::Paragraph(runs)) = candidate.body.blocks.first_mut() else {
        return None;
    };
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    // The ball of an over, bold before its text.
    if let [first, next, ..] = runs.as_slice()
        && first.emphasis.strong
        && !next
            .text
            .as_str()
            .trim_start()
            .starts_with(char::is_lowercase)
        && play::is_ball(first.text.as_str())
    {
        let label = first.text.as_str().trim().to_owned();
        drop_bytes(runs, first.text.as_str().len());
        return Some(label);
    }
    let (label, rest) = play::part(&text)?;
    let label = label.to_owned();
    drop_bytes(runs, text.len() - rest.len());
    if runs.is_empty() {
        candidate.body.blocks.remove(0);
    }
    Some(label)
}

/// Makes minutes of play of what reads as a relative time ("12 min") in a series of which most have a minute of play.
pub(super) fn settle_minutes(candidates: &mut [Account]) {
    let is_counted = |c: &&Account| play::minute(&c.label).is_some();
    if candidates.iter().filter(is_counted).count() * 2 < candidates.len() {
        return;
    }
    for candidate in candidates {
        let said = candidate.published.as_deref();
        let said = said.filter(|stamp| stamp.basis == TimeBasis::Relative);
        let minute = said.map(|stamp| stamp.raw.to_string());
        if let Some(minute) = minute.filter(|raw| play::is_label(raw)) {
            candidate.published = None;
            candidate.label = Claim::new(minute, MINUTE);
        }
    }
}

/// Fewer marked updates may all be marked.
const MARKED: usize = 3;

/// Takes back marks that all updates of a series have by the names of their elements: they are the template's.
pub(super) fn settle_marks(candidates: &mut [Account]) {
    if candidates.len() < MARKED {
        return;
    }
    let all = |has: fn(&Marks) -> bool| candidates.iter().all(|c| has(&c.marks));
    let (key_event, pinned) = (all(|marks| marks.key_event), all(|marks| marks.pinned));
    for candidate in candidates {
        candidate.marks.key_event &= !key_event;
        candidate.marks.pinned &= !pinned;
    }
}

/// A minute of play in the place of the time.
pub(super) const MINUTE: Rule = Rule::markup("minute of play");

/// Drops the first bytes of a paragraph.
pub(super) fn drop_bytes(runs: &mut Vec<Inline>, mut bytes: usize) {
    while bytes > 0 && !runs.is_empty() {
        let text = runs[0].text.as_str();
        if text.len() <= bytes {
            bytes -= text.len();
            runs.remove(0);
        } else {
            let rest = text
                .get(bytes..)
                .unwrap_or_default()
                .trim_start()
                .to_owned();
            runs[0].text = Clean::inline(&rest);
            bytes = 0;
        }
    }
}

/// Finds a text that is folded away, and the beginning of it that stands in its place until a button is pressed.
pub(super) fn folded(block: ElementRef<'_>) -> Option<(Id, ElementRef<'_>)> {
    let parts = block.descendants().filter_map(ElementRef::wrap);
    parts
        .filter(|part| element::is_hidden(*part))
        .find_map(|hidden| {
            let teaser = hidden.prev_siblings().find_map(ElementRef::wrap)?;
            let shown = letters(&element::text(teaser));
            let whole = letters(&element::text(hidden));
            let begins =
                shown.len() >= TEASER && whole.len() > shown.len() && whole.starts_with(&shown);
            begins.then_some((teaser.id(), hidden))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_behind_a_headline_is_parted_from_it() {
        assert_eq!(trailing("Ferry resumes (16:32)"), Some((14, "16:32")));
        assert_eq!(trailing("Ferry resumes – 4.32 pm"), Some((13, "4.32 pm")));
        assert_eq!(trailing("Ferry resumes (pictures)"), None);
        assert_eq!(trailing("(16:32)"), None);
        assert_eq!(trailing("Ferry resumes"), None);
    }
}
