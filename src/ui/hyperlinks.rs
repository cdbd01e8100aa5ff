//! Links that the terminal itself can open: OSC 8 around each cell of a link in the reading pane
//! (<https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda>).
//!
//! Each cell opens and closes its link itself, as only changed cells are sent; an id of their own joins them again.

use std::num::NonZeroU16;

use ratatui::{
    buffer::{Buffer, CellDiffOption},
    layout::Rect,
};

use crate::{
    app::Model,
    layout::{Geometry, width},
};

/// Longest address that goes into a cell; browsers are no further than a key away for others.
const LONGEST: usize = 1024;

/// Puts the links of the reading pane around the cells that were drawn there.
pub(super) fn draw(model: &Model, buffer: &mut Buffer, geometry: &Geometry) {
    let area = super::rect(geometry.reading_text()).intersection(*buffer.area());
    let links = model.links();
    if area.is_empty() || links.is_empty() {
        return;
    }
    for (y, row) in (area.y..area.bottom()).zip(model.blog().reading_rows()) {
        let mut column = area.x;
        for span in &row.spans {
            let start = column;
            column = column.saturating_add(span.width);
            let Some(number) = span.link else { continue };
            let link = usize::from(number)
                .checked_sub(1)
                .and_then(|at| links.get(at));
            let Some(link) = link.filter(|link| link.url.as_str().len() <= LONGEST) else {
                continue;
            };
            let cells = Rect::new(start, y, span.width, 1).intersection(area);
            // An address is ASCII without controls, so nothing in it ends the sequence.
            enclose(buffer, cells, &format!("{number}"), link.url.as_str());
        }
    }
}

fn enclose(buffer: &mut Buffer, cells: Rect, id: &str, address: &str) {
    let mut x = cells.x;
    while x < cells.right() {
        let cell = &mut buffer[(x, cells.y)];
        let symbol = cell.symbol();
        let wide = u16::try_from(width::text(symbol)).unwrap_or(1).max(1);
        let enclosed = format!("\x1b]8;id=nw{id};{address}\x1b\\{symbol}\x1b]8;;\x1b\\");
        cell.set_symbol(&enclosed);
        if let Some(wide) = NonZeroU16::new(wide) {
            cell.set_diff_option(CellDiffOption::ForcedWidth(wide));
        }
        x = x.saturating_add(wide);
    }
}
