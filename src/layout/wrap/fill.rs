//! First-fit filling of lines.

use super::cells::{CellKind, Cells};
use super::{Columns, LineRange};

/// Fills lines from the beginning of a text to its end.
pub(super) fn fill(cells: &Cells<'_>, columns: Columns) -> Vec<LineRange> {
    let mut lines = Vec::new();
    let mut position = 0;
    let mut available = columns.first;
    while cells.at(position).is_some() {
        let (line, next) = fill_line(cells, position, available);
        lines.push(line);
        position = next;
        available = columns.rest;
    }
    lines
}

/// A line as far as it is filled.
#[derive(Clone, Copy)]
struct Line {
    start: usize,
    /// The position after the last glyph.
    end: usize,
    /// The cells up to `end`.
    width: u32,
    /// The cells with the white space after `end`; a paragraph may hold more than any screen has.
    reach: u32,
    has_glyph: bool,
}

impl Line {
    fn new(start: usize) -> Self {
        Self {
            start,
            end: start,
            width: 0,
            reach: 0,
            has_glyph: false,
        }
    }

    fn reach_with(&self, width: u16) -> u32 {
        self.reach.saturating_add(u32::from(width))
    }

    fn take(&mut self, width: u16, next: usize) {
        self.reach = self.reach_with(width);
        self.width = self.reach;
        self.end = next;
        self.has_glyph = true;
    }
}

/// Fills one line, and returns it with the position of the next one.
///
/// Stops at the first glyph that does not fit and goes back to the last break. What lies between
/// has no break in it, so that it is read once more at most: a text takes linear time.
fn fill_line(cells: &Cells<'_>, from: usize, available: u16) -> (LineRange, usize) {
    let mut line = Line::new(from);
    // The line as of the last break it passed, and where the next line would begin.
    let mut passed: Option<(Line, usize)> = None;
    let mut position = from;
    let next_line = loop {
        let Some((kind, next)) = cells.at(position) else {
            break position;
        };
        position = match kind {
            CellKind::Feed => break next,
            CellKind::Space => {
                line.reach = line.reach_with(1);
                next
            }
            CellKind::Glyph(width) => {
                if line.has_glyph && cells.breaks(line.end, position) {
                    passed = Some((line, position));
                }
                // A glyph without a cell of its own goes with the one before it.
                if width > 0 && line.reach_with(width) > u32::from(available) {
                    if line.has_glyph {
                        let (kept, next) = passed.unwrap_or((line, position));
                        line = kept;
                        break next;
                    }
                    // Better a line without its indent than an indent without its line.
                    line = Line::new(position);
                }
                line.take(width, next);
                let skimmed = cells.skim(next, u32::from(available).saturating_sub(line.reach));
                line.take(skimmed, next + usize::from(skimmed));
                line.end
            }
        };
    };
    let range = LineRange {
        start: line.start,
        end: line.end,
        width: u16::try_from(line.width).unwrap_or(u16::MAX),
    };
    (range, next_line)
}
