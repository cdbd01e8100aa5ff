//! Text into cells, clipped to its area.

use std::borrow::Cow;

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Modifier, Style},
};
use unicode_segmentation::UnicodeSegmentation;

use super::Theme;
use crate::{
    app::{TextLine, blog::pattern::Match},
    layout::{Role, Row, width},
};

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

/// Shortens text to some cells; what is cut off leaves an ellipsis.
pub(super) fn cut(text: &str, cells: u16) -> Cow<'_, str> {
    if width::text(text) <= usize::from(cells) {
        return Cow::Borrowed(text);
    }
    let (kept, _) = width::prefix(text, cells.saturating_sub(1));
    Cow::Owned(format!("{}…", kept.trim_end()))
}

/// Writes one line of text, shortened to the area's width. Returns the cells taken.
pub(super) fn put_cut(buffer: &mut Buffer, area: Rect, row: u16, text: &str, style: Style) -> u16 {
    put(buffer, area, row, &cut(text, area.width), style)
}

/// Writes a line that is being typed, scrolled so that its cursor is in sight.
pub(super) fn put_input(
    buffer: &mut Buffer,
    area: Rect,
    label: &str,
    line: &TextLine,
    theme: &Theme,
) {
    // Where there is little room, what is typed matters more than what it is for.
    let label = if usize::from(area.width) < width::text(label) + 12 {
        ""
    } else {
        label
    };
    let mut column = put(buffer, area, 0, label, theme.key);
    let (before, after) = line.halves();
    let mut room = usize::from(area.width.saturating_sub(column + 1));
    let mut start = before.len();
    for (at, cluster) in before.grapheme_indices(true).rev() {
        let cells = usize::from(width::grapheme(cluster));
        if cells > room {
            break;
        }
        room -= cells;
        start = at;
    }
    let before = before.get(start..).unwrap_or_default();
    column += put_at(buffer, area, column, 0, before, theme.strong);
    let cursor = after.graphemes(true).next().unwrap_or(" ");
    let style = theme.strong.add_modifier(Modifier::REVERSED);
    column += put_at(buffer, area, column, 0, cursor, style);
    let after = after.get(cursor.len()..).unwrap_or_default();
    put_at(buffer, area, column, 0, after, theme.strong);
}

/// Marks what was found in rows that stand from an area's first row on.
pub(super) fn mark_found(buffer: &mut Buffer, area: Rect, found: &[Match], theme: &Theme) {
    let bounds = area.intersection(*buffer.area());
    for found in found {
        let Ok(row) = u16::try_from(found.row) else {
            continue;
        };
        let cells = Rect {
            x: area.x.saturating_add(found.columns.start),
            y: area.y.saturating_add(row),
            width: found.columns.end - found.columns.start,
            height: 1,
        };
        buffer.set_style(cells.intersection(bounds), theme.found);
    }
}

/// Lays a style behind rows.
pub(super) fn put_behind(buffer: &mut Buffer, area: Rect, style: Style) {
    buffer.set_style(area.intersection(*buffer.area()), style);
}

/// Draws the scrollbar of a list in an area's last column: `seen` of `count` items are on the screen from `top` on.
pub(super) fn put_scrollbar(
    buffer: &mut Buffer,
    area: Rect,
    top: usize,
    seen: usize,
    count: usize,
    theme: &Theme,
) {
    let rows = usize::from(area.height);
    if count <= seen || rows == 0 {
        return;
    }
    let thumb = (rows * seen / count).clamp(1, rows);
    let start = (top * (rows - thumb))
        .div_ceil(count - seen)
        .min(rows - thumb);
    for y in start..start + thumb {
        let y = u16::try_from(y).unwrap_or(0);
        put_at(buffer, area, area.width - 1, y, "▐", theme.ornament);
    }
}

/// Marks rows of a scrollbar.
pub(super) fn mark_scrollbar(
    buffer: &mut Buffer,
    area: Rect,
    rows: &[u16],
    mark: &str,
    style: Style,
) {
    for y in rows {
        put_at(buffer, area, area.width.saturating_sub(1), *y, mark, style);
    }
}

/// What is shown of the links in rows: which one is picked, and the letters beside them.
pub(super) struct Picking<'a> {
    /// The number of the picked link.
    pub(super) cursor: Option<u16>,
    /// Returns the letters that stand in the place of a link's number.
    pub(super) hint: &'a dyn Fn(u16) -> Option<String>,
}

/// Marks the picked link in a row that was written, and puts letters where the numbers of links stand.
pub(super) fn mark_links(
    buffer: &mut Buffer,
    area: Rect,
    y: u16,
    row: &Row,
    theme: &Theme,
    picking: &Picking<'_>,
) {
    let mut column = 0;
    for span in &row.spans {
        let (at, cells) = (column, span.width);
        column += cells;
        let Some(number) = span.link else { continue };
        if picking.cursor == Some(number) {
            let spanned = Rect {
                x: area.x.saturating_add(at),
                y: area.y.saturating_add(y),
                width: cells,
                height: 1,
            };
            let bounds = area.intersection(*buffer.area());
            buffer.set_style(spanned.intersection(bounds), theme.picked);
        }
        if span.ink.role == Role::LinkNumber
            && let Some(letters) = (picking.hint)(number)
        {
            // The no-break space before a number stays.
            let blank = u16::from(span.text.starts_with('\u{a0}'));
            let room = usize::from(cells.saturating_sub(blank));
            let label = format!("{letters:^room$}");
            put_at(buffer, area, at + blank, y, &label, theme.hint);
        }
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
