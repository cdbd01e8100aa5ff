//! A message for the moment: in the footer, and above it as far as it has more than one row.
//!
//! A message is never cut at its end, where it says what to do: what is too long loses the middle of its longest word,
//! which is an address or a path, and then its own.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    widgets::{Clear, Widget},
};

use super::{Theme, text};
use crate::layout::{width, wrap};

/// A message takes at most one of so many rows of the screen, and always may have two.
const SHARE: u16 = 5;
/// The fewest cells that a shortened address keeps.
const SHORTEST: u16 = 20;

/// Returns the rows of a message on a line of so many columns that stands on this row of the screen.
pub(super) fn rows(words: &str, line: Rect) -> Vec<String> {
    let most = usize::from((line.y / SHARE).max(2));
    let shown = shortened(words, line.width, most);
    broken(&shown, line.width)
}

/// Draws a message above a line on which something is typed.
pub(super) fn put_above(buffer: &mut Buffer, line: Rect, words: &str, style: Style, theme: &Theme) {
    let Some(y) = line.y.checked_sub(1) else {
        return;
    };
    clear(buffer, y, 1, theme);
    put(buffer, Rect { y, ..line }, words, style, theme);
}

fn clear(buffer: &mut Buffer, y: u16, height: u16, theme: &Theme) {
    let whole = *buffer.area();
    let rows = Rect { y, height, ..whole }.intersection(whole);
    Clear.render(rows, buffer);
    buffer.set_style(rows, theme.ground);
}

/// Draws a message that ends on a line; returns the cells that it takes there.
pub(super) fn put(
    buffer: &mut Buffer,
    line: Rect,
    words: &str,
    style: Style,
    theme: &Theme,
) -> u16 {
    let rows = rows(words, line);
    let above = u16::try_from(rows.len().saturating_sub(1)).unwrap_or(0);
    let Some(y) = line.y.checked_sub(above) else {
        return 0;
    };
    clear(buffer, y, above, theme);
    let area = Rect {
        y,
        height: above + 1,
        ..line
    };
    let mut used = 0;
    for (y, row) in (0..area.height).zip(&rows) {
        used = text::put(buffer, area, y, row, style);
    }
    used
}

/// Shortens a message to some rows of so many columns.
fn shortened(words: &str, columns: u16, rows: usize) -> String {
    let fits = |words: &str| broken(words, columns).len() <= rows;
    if fits(words) {
        return words.to_owned();
    }
    let longest = words.split(' ').max_by_key(|word| width::text(word));
    let longest = longest.unwrap_or_default();
    let cells = u16::try_from(width::text(longest)).unwrap_or(u16::MAX);
    let shorter = (SHORTEST..cells).rev();
    let mut shorter =
        shorter.map(|cells| words.replacen(longest, &width::in_middle(longest, cells), 1));
    if let Some(found) = shorter.find(|words| fits(words)) {
        return found;
    }
    let cells = u16::try_from(width::text(words)).unwrap_or(u16::MAX);
    let mut shorter = (1..cells).rev().map(|cells| width::in_middle(words, cells));
    shorter.find(|words| fits(words)).unwrap_or_default()
}

fn broken(words: &str, columns: u16) -> Vec<String> {
    let lines = wrap::wrap(&[words], wrap::Columns::all(columns.max(1)));
    let line = |line: &wrap::LineRange| words.get(line.start..line.end).unwrap_or_default();
    lines.iter().map(|range| line(range).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(y: u16, width: u16) -> Rect {
        Rect::new(1, y, width, 1)
    }

    #[test]
    fn what_is_wider_than_the_line_takes_more_rows() {
        let words = "post.example answered 404 (not found); check the address.";
        assert_eq!(rows(words, line(23, 60)), [words]);
        let told = rows(words, line(23, 40));
        assert_eq!(told.len(), 2);
        assert_eq!(told.join(" "), words);
    }

    #[test]
    fn an_address_loses_its_middle_and_the_remedy_stays() {
        let path = format!("https://post.example/{}/bridge", "long/".repeat(60));
        let words = format!("Nothing was read from {path}; check the address.");
        for (y, columns) in [(11, 38), (23, 78), (11, 18)] {
            let told = rows(&words, line(y, columns));
            assert!(told.len() <= usize::from((y / SHARE).max(2)), "{told:?}");
            let joined = told.join(" ");
            assert!(
                joined.contains('…') && joined.ends_with("address."),
                "{joined}"
            );
            assert!(
                told.iter()
                    .all(|row| width::text(row) <= usize::from(columns))
            );
        }
    }

    #[test]
    fn a_long_sentence_without_an_address_keeps_both_ends() {
        let words = format!("Begins here and {}says what to do.", "goes on ".repeat(60));
        let told = rows(&words, line(11, 38)).join(" ");
        assert!(
            told.starts_with("Begins here") && told.ends_with("what to do."),
            "{told}"
        );
    }
}
