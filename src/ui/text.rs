//! Text into cells, clipped to its area.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::Theme;
use crate::layout::{Row, width};

/// Writes one line of text into an area, `row` rows down; what does not fit is cut. Returns the cells taken.
pub(super) fn put(buffer: &mut Buffer, area: Rect, row: u16, text: &str, style: Style) -> u16 {
    put_at(buffer, area, 0, row, text, style)
}

/// As [`put`], some columns to the right.
pub(super) fn put_at(
    buffer: &mut Buffer,
    area: Rect,
    column: u16,
    row: u16,
    text: &str,
    style: Style,
) -> u16 {
    // The buffer panics outside of its bounds; an area may be older than the last resize.
    let area = area.intersection(*buffer.area());
    if row >= area.height || column >= area.width {
        return 0;
    }
    let (x, y) = (area.x + column, area.y + row);
    let room = usize::from(area.width - column);
    let (end, _) = buffer.set_stringn(x, y, text, room, style);
    end - x
}

/// Writes text that ends at the area's right edge; nothing where there is no room for all of it.
pub(super) fn put_right(
    buffer: &mut Buffer,
    area: Rect,
    row: u16,
    text: &str,
    style: Style,
) -> u16 {
    let Ok(cells) = u16::try_from(width::text(text)) else {
        return 0;
    };
    match area.width.checked_sub(cells) {
        Some(column) => put_at(buffer, area, column, row, text, style),
        None => 0,
    }
}

/// Writes a laid out row; `restyle` adds what its update's state asks for.
pub(super) fn put_row(
    buffer: &mut Buffer,
    area: Rect,
    y: u16,
    row: &Row,
    theme: &Theme,
    restyle: impl Fn(Style) -> Style,
) {
    let mut column = 0;
    for span in &row.spans {
        let style = restyle(theme.ink(span.ink, span.link.is_some()));
        put_at(buffer, area, column, y, &span.text, style);
        column += span.width;
    }
}
