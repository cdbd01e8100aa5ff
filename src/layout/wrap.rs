//! Breaks text into lines: the only place of the program that does.
//!
//! A paragraph comes as runs, since its words differ in style and link, and is broken as one text.
//! What comes out are byte ranges into the runs put end to end, and [`pieces`] cuts the runs
//! accordingly; measuring and drawing thus use the same lines. Widths are those of
//! [`width`](super::width).
//!
//! Lines are filled first-fit. A line may end
//!
//! * at white space, though not before French closing punctuation (`!`, `?`, `:`, `;`, `»`) nor
//!   after `«`, whose no-break spaces are gone from clean text;
//! * after a hyphen between letters, and after a dash between letters or digits;
//! * in scripts written without spaces, where UAX #14 allows it;
//! * anywhere between two grapheme clusters where a word is longer than a line.
//!
//! A line feed ends a line; one at the very end of a text begins no further line. White space at a
//! break belongs to neither line. This module knows nothing of styles, nor of what the lines are
//! for.

mod cells;
mod fill;

use std::borrow::Cow;
use std::iter;

use cells::Cells;

/// The cells that the lines of one text may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// For the first line: what a byline, a bullet or an indent leaves.
    pub first: u16,
    /// For every other line.
    pub rest: u16,
}

impl Columns {
    /// Makes lines of one width.
    pub const fn all(width: u16) -> Self {
        Self {
            first: width,
            rest: width,
        }
    }
}

/// One line: the bytes `start..end` of the runs put end to end, without the white space at the
/// break after them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineRange {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The cells that the line takes. More than were available only where a single cluster is wider
    /// than the line.
    pub width: u16,
}

/// The part of one run that stands on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The line's index.
    pub line: usize,
    /// The run's index.
    pub run: usize,
    /// The text, never empty.
    pub text: &'a str,
}

/// Breaks a text of one or more runs into lines.
///
/// Every line holds at least one grapheme cluster, however narrow it is, except one that only a
/// line feed ended. An empty text has no lines. Takes time linear in the text, whatever its words.
///
/// A cluster never spans two runs: they are drawn one after the other.
pub fn wrap(runs: &[&str], columns: Columns) -> Vec<LineRange> {
    let text = match runs {
        [run] => Cow::Borrowed(*run),
        runs => Cow::Owned(runs.concat()),
    };
    fill::fill(&Cells::new(&text, runs), columns)
}

/// Cuts runs into the pieces that stand on each line, in reading order.
///
/// `lines` are those of [`wrap`] for the same runs, or any stretch of them. A line without text has
/// no piece.
pub fn pieces<'a>(runs: &'a [&'a str], lines: &'a [LineRange]) -> impl Iterator<Item = Piece<'a>> {
    // Both are in order, so that one walk over each serves.
    let mut run = 0;
    let mut run_start = 0;
    let mut line = 0;
    iter::from_fn(move || {
        loop {
            let range = lines.get(line)?;
            let text = *runs.get(run)?;
            let run_end = run_start + text.len();
            let start = range.start.max(run_start) - run_start;
            let end = range.end.min(run_end).saturating_sub(run_start);
            let piece = text.get(start..end).filter(|piece| !piece.is_empty());
            let piece = piece.map(|text| Piece { line, run, text });
            if range.end <= run_end {
                line += 1;
            } else {
                run += 1;
                run_start = run_end;
            }
            if piece.is_some() {
                return piece;
            }
        }
    })
}

#[cfg(test)]
mod tests;
