//! The reading pane: the selected update as a whole.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    Gallery, Theme,
    pictures::{self, Kept},
    rect, text,
};
use crate::{
    app::{Scene, reader::hint as hint_of},
    layout::{Geometry, Row},
};

/// Returns the letters that pick a link, while one is being picked by letters and they begin as those typed.
pub(super) fn hint(scene: &Scene<'_>, number: u16) -> Option<String> {
    let typed = scene.letters()?.typed();
    let letters = hint_of(number, scene.link_count())?;
    letters.starts_with(typed).then_some(letters)
}

/// Draws the pictures of the rows from the reader's place on.
pub(super) fn draw_pictures(
    scene: &Scene<'_>,
    theme: &Theme,
    gallery: &Gallery,
    buffer: &mut Buffer,
    geometry: &Geometry,
) {
    let blog = scene.blog();
    let Some(body) = blog.reading_body().filter(|_| geometry.reading.width > 0) else {
        return;
    };
    let images = body.images();
    let rows = blog.reading_rows().iter().map(|row| {
        let row = row.picture?;
        let image = *images.get(usize::from(row.picture))?;
        Some(Kept { row, image })
    });
    let area = rect(geometry.reading_text());
    pictures::draw_rows(gallery, theme, buffer, area, rows);
}

/// Tells that a table goes on beyond the pane, in the margins.
fn mark_edges(buffer: &mut Buffer, area: Rect, y: u16, row: &Row, theme: &Theme) {
    let Some(hidden) = row.wide else { return };
    let edge = |x| Rect {
        x,
        width: 1,
        ..area
    };
    if hidden > 0 {
        let left = edge(area.x.saturating_sub(1));
        text::put(buffer, left, y, "‹", theme.key);
    }
    if row.width() > area.width {
        text::put(buffer, edge(area.right()), y, "›", theme.key);
    }
}

/// Draws the rows from the reader's place on.
pub(super) fn draw(scene: &Scene<'_>, theme: &Theme, buffer: &mut Buffer, geometry: &Geometry) {
    if geometry.reading.width == 0 {
        return;
    }
    let area = rect(geometry.reading_text());
    let blog = scene.blog();
    let hint = |number| hint(scene, number);
    let picking = text::Picking {
        cursor: blog.cursor(),
        hint: &hint,
    };
    for (y, row) in (0..area.height).zip(blog.reading_rows()) {
        text::put_row(buffer, area, y, row, theme, |style| style);
        text::mark_links(buffer, area, y, row, theme, &picking);
        mark_edges(buffer, area, y, row, theme);
    }
    if let Some(find) = scene.find() {
        let rows = blog.reading_rows().iter().take(usize::from(area.height));
        text::mark_found(buffer, area, &find.pattern().find_in(rows), theme);
    }
    let (top, rows) = blog.reading_extent();
    let below = rows.saturating_sub(top + usize::from(area.height));
    if below > 0 {
        let pane = rect(geometry.reading);
        let last = Rect {
            x: pane.right().saturating_sub(1),
            width: 1,
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
            x: pane.right().saturating_sub(1),
            width: 1,
            ..pane
        };
        text::put(buffer, first, 0, "▴", theme.ornament);
    }
}
