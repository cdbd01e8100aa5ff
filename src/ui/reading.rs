//! The reading pane: the selected update as a whole.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Theme, rect, text};
use crate::{app::Model, layout::Geometry};

/// Draws the rows from the reader's place on.
pub(super) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer, geometry: &Geometry) {
    if geometry.reading.width == 0 {
        return;
    }
    let area = rect(geometry.reading_text());
    let blog = model.blog();
    for (y, row) in (0..area.height).zip(blog.reading_rows()) {
        text::put_row(buffer, area, y, row, theme, |style| style);
    }
    if let Some(find) = model.find() {
        let rows = blog.reading_rows().iter().take(usize::from(area.height));
        text::mark_found(buffer, area, &find.pattern().find_in(rows), theme);
    }
    let (top, rows) = blog.reading_extent();
    let below = rows.saturating_sub(top + usize::from(area.height));
    if below > 0 {
        let pane = rect(geometry.reading);
        let last = Rect {
            x: pane.right().saturating_sub(2),
            width: 2,
            ..pane
        };
        text::put(
            buffer,
            last,
            area.height.saturating_sub(1),
            "▾",
            theme.ornament,
        );
    }
    if top > 0 {
        let pane = rect(geometry.reading);
        let first = Rect {
            x: pane.right().saturating_sub(2),
            width: 2,
            ..pane
        };
        text::put(buffer, first, 0, "▴", theme.ornament);
    }
}
