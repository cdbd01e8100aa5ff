//! Times that a text begins with, as minute-by-minute reports have them.

use super::{
    Reading, TimeContext,
    grammar::{self, Scope},
    line::Line,
    resolve, tokens,
};

/// A time at the beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::source) struct Leading<'t> {
    /// What it says: a clock, or an instant where a date stands beside it.
    pub(in crate::source) reading: Reading,
    /// The time as written.
    pub(in crate::source) shown: &'t str,
    /// How many bytes of the text it takes, with what parts it from the rest.
    pub(in crate::source) len: usize,
}

/// How much of a text is asked for a time, in bytes.
const START: usize = 72;
/// So near to its beginning must a text have a figure, in characters.
pub(in crate::source) const NEAR: usize = 24;
/// What may stand before a time, besides its words.
const OPENINGS: usize = 4;
/// So many tokens may say what the time is: "First published on".
const LABELS: usize = 5;
/// What parts a time from the text behind it.
const CLOSINGS: &str = ":-|,)].•·+*—–：】］）〕」｜、";

fn start_of(text: &str) -> &str {
    let most = START.min(text.len());
    let end = (0..=most).rev().find(|end| text.is_char_boundary(*end));
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// Tells cheaply whether a text may begin with a time.
pub(in crate::source) fn may_begin(text: &str) -> bool {
    let start = start_of(text);
    start
        .chars()
        .take(NEAR)
        .any(|c| c.is_ascii_digit() || !c.is_ascii() && c.is_numeric())
}

/// Reads the time that a text begins with: `17.00`, `6.15 pm:`, `+++ 12.31 Uhr +++`, `[21:43]`, `4.32pm BST —`, `2015:`.
pub(in crate::source) fn leading<'t>(text: &'t str, ctx: &TimeContext) -> Option<Leading<'t>> {
    let line = Line::new(start_of(text), ctx.tongue);
    let mut at = 0;
    let mut labelled = false;
    while at < line.len() {
        if let Some(parts) = grammar::time_at(&line, at, Scope::Part) {
            // A relative time or a day alone begins many a sentence.
            let clock = parts.clock.as_ref()?;
            // "Posted 16:32 – The bridge", but "Since 16:32 the bridge".
            if labelled && !line.get(parts.end).is_none_or(|t| t.is_one_of(CLOSINGS)) {
                return None;
            }
            let end = ending(&line, at, parts.end, clock.sure)?;
            let shown = line.source(at, parts.end).trim_end_matches(':');
            let reading = resolve::reading(&parts, shown, ctx)?;
            return Some(Leading {
                reading,
                shown,
                len: end,
            });
        }
        at = if line.get(at)?.is_number() {
            return None;
        } else if at < OPENINGS && is_opening(&line, at) {
            at + 1
        } else if let Some(end) = grammar::opening_words(&line, at) {
            end
        } else {
            labelled = true;
            grammar::decoration(&line, at).filter(|_| at < LABELS)?
        };
    }
    None
}

/// Brackets, bullets, plus signs, pictures of clocks.
fn is_opening(line: &Line, at: usize) -> bool {
    matches!(line.get(at).map(|t| &t.kind), Some(tokens::TokenKind::Sign(sign)) if "[(•*+|-·»>".contains(*sign) || !sign.is_ascii() && !sign.is_alphanumeric())
}

/// Returns the byte where the text after a time begins: something must end a clock, as 10.5 metres and 1-0 are none.
fn ending(line: &Line, at: usize, end: usize, sure: bool) -> Option<usize> {
    let mut next = end;
    let after = line.get(next);
    let colon = line.is(end.wrapping_sub(1), ':');
    let parted = after.is_none_or(|t| t.apart || t.is_one_of(CLOSINGS)) || colon;
    if !parted || (!sure && is_figure(line, at, end)) {
        return None;
    }
    while let Some(token) = line.get(next).filter(|t| t.is_one_of(CLOSINGS)) {
        // "16:32 -5 degrees", "16:32 (AFP)".
        let glued = line
            .get(next + 1)
            .is_some_and(|t| !t.apart && t.is_number());
        // "16:32: ...and it is in" goes on with what came before.
        let is_ellipsis = (next..next + 3).all(|at| line.is(at, '.'));
        if token.apart && glued || is_ellipsis {
            break;
        }
        next += 1;
    }
    let from = line.get(next).map_or(line.text.len(), |t| t.range.start);
    Some(from)
}

/// Tells whether figures with a dot go on as an amount does: "21.43.05.2", "12.31 %".
fn is_figure(line: &Line, at: usize, end: usize) -> bool {
    line.get(end).is_some_and(|t| t.is_one_of("%€$£°")) || at > 0 && line.is_one_of(at - 1, "$€£")
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::source::field::time::tests::{context, told};

    #[test]
    fn times_at_the_beginning_are_read_with_what_parts_them_from_the_text() {
        for (text, clock, rest) in [
            ("17.00 We are going", "17:00", "We are going"),
            ("6.15 pm: China", "18:15", "China"),
            ("Posted: 16:32 – Bridge", "16:32", "Bridge"),
            ("Last updated at 4.32 pm | Bridge", "16:32", "Bridge"),
            ("12.31 Uhr: Zeitung", "12:31", "Zeitung"),
            ("+++ 12.31 Uhr +++ Zeitung", "12:31", "Zeitung"),
            ("9:43PM", "21:43", ""),
            (
                "1833: ...it comes to nothing",
                "18:33",
                "...it comes to nothing",
            ),
            ("2015: Right then", "20:15", "Right then"),
            ("12:05 a.m. – Late", "00:05", "Late"),
            ("04h49 Le pont", "04:49", "Le pont"),
            ("À 16h32, le pont", "16:32", "le pont"),
            (" 8:49 BST – Bridge", "08:49", "Bridge"),
            ("4:32 p.m. ET — Bridge", "16:32", "Bridge"),
            ("[16:32] Bridge", "16:32", "Bridge"),
            ("⏰ 16:32 Bridge", "16:32", "Bridge"),
            ("16:32:30 Bridge", "16:32", "Bridge"),
            ("Kl. 16.32: Bron", "16:32", "Bron"),
            ("16:32 hs - El puente", "16:32", "El puente"),
            ("16:32 мск. Мост", "16:32", "Мост"),
            ("午後4時32分 橋", "16:32", "橋"),
            ("۱۶:۳۲ | پل", "16:32", "پل"),
            ("16u32 De brug", "16:32", "De brug"),
            (
                "7 Aug 2025, 04:32 – Bridge",
                "2025-08-07T04:32:00+00:00",
                "Bridge",
            ),
        ] {
            let ctx = TimeContext {
                tongue: super::super::Tongue::of(if text.contains('u') { "nl" } else { "" }),
                ..context(Tz::UTC)
            };
            let found = leading(text, &ctx).unwrap_or_else(|| panic!("{text}"));
            let shown = (told(Some(found.reading)), &text[found.len..]);
            assert_eq!(shown, (clock.to_owned(), rest), "{text}");
        }
    }

    #[test]
    fn other_numbers_at_the_beginning_are_no_times() {
        for text in [
            "2015 was a year",
            "10.5 metres",
            "3.14159",
            "25:00 x",
            "12:61",
            "1-0",
            "100:00",
            "5 minutes later",
            "On 7 August the bridge",
            "The 16:32 train",
            "Since 16:32 the bridge",
            "3:18 min: The bridge",
            "Last updated 16:32 and counting",
            "",
        ] {
            assert_eq!(leading(text, &context(Tz::UTC)), None, "{text}");
        }
    }
}
