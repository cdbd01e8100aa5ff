//! Links that the terminal itself can open: OSC 8 around each cell of a link
//! (<https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda>).
//!
//! Each cell opens and closes its link itself, as only changed cells are sent; an id of their own joins them again, and
//! whoever writes neighbours opens their link once.

use std::num::NonZeroU16;

use ratatui::{
    buffer::{Buffer, CellDiffOption},
    layout::Rect,
};

use crate::{
    app::{Part, Scene, VisibleRow},
    layout::{Geometry, Row, width},
    model::{EntryId, Link, hash128},
};

/// Longest address that goes into a cell; browsers are no further than a key away for others.
const LONGEST: usize = 1024;
/// What ends a link.
pub(super) const END: &str = "\x1b]8;;\x1b\\";
/// What ends the sequence that begins one.
const BEGUN: &str = "\x1b\\";

/// Divides what stands in the cell of a link: what begins the link, and the letter.
pub(super) fn parts(symbol: &str) -> Option<(&str, &str)> {
    let opened = symbol
        .strip_suffix(END)
        .filter(|symbol| symbol.starts_with("\x1b]8;"))?;
    opened.split_at_checked(opened.find(BEGUN)? + BEGUN.len())
}

/// Puts the links of both panes around the cells that were drawn there.
pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer, geometry: &Geometry) {
    let blog = scene.blog();
    let links = scene.links();
    let mut page = Page {
        buffer,
        area: super::rect(geometry.reading_text()),
        links: &links,
        group: 0,
    };
    if geometry.reading.width > 0 && !links.is_empty() {
        for (y, row) in (0..page.area.height).zip(blog.reading_rows()) {
            page.row(y, row);
        }
    }
    if geometry.timeline.width > 0 {
        let area = super::timeline::text_of(super::rect(geometry.timeline));
        draw_timeline(blog.window.rows(), buffer, area);
    }
}

fn draw_timeline(window: &[VisibleRow], buffer: &mut Buffer, area: Rect) {
    let mut y = 0;
    for rows in window.chunk_by(|a, b| a.id == b.id) {
        let links = rows.first().map(|row| row.entry.body.links());
        let links = links.unwrap_or_default();
        let group = rows.first().map_or(0, |row| group_of(&row.id));
        let mut page = Page {
            buffer,
            area,
            links: &links,
            group,
        };
        for row in rows {
            if let Part::Text(index) = row.part
                && let Some(laid) = row.layout.rows.get(index)
                && !links.is_empty()
            {
                page.row(y, laid);
            }
            y = y.saturating_add(1);
        }
    }
}

/// Tells the links of one update from those of others, and from those of the reading pane, which are 0.
fn group_of(id: &EntryId) -> u32 {
    let hash = hash128(id.as_str().as_bytes());
    u32::try_from(hash & 0xffff_ffff).unwrap_or(u32::MAX).max(1)
}

/// Rows that share their links.
struct Page<'a> {
    buffer: &'a mut Buffer,
    area: Rect,
    links: &'a [Link],
    group: u32,
}

impl Page<'_> {
    fn row(&mut self, y: u16, row: &Row) {
        let area = self.area.intersection(*self.buffer.area());
        if y >= area.height {
            return;
        }
        let mut column = area.x;
        for span in &row.spans {
            let start = column;
            column = column.saturating_add(span.width);
            let Some(number) = span.link else { continue };
            let link = usize::from(number)
                .checked_sub(1)
                .and_then(|at| self.links.get(at));
            let Some(link) = link.filter(|link| link.url.as_str().len() <= LONGEST) else {
                continue;
            };
            let cells = Rect::new(start, area.y + y, span.width, 1).intersection(area);
            // An address is ASCII without controls, so nothing in it ends the sequence.
            let id = format!("{:x}-{number}", self.group);
            enclose(self.buffer, cells, &id, link.url.as_str());
        }
    }
}

/// Puts a link around the letters of cells.
pub(super) fn enclose(buffer: &mut Buffer, cells: Rect, id: &str, address: &str) {
    let mut x = cells.x;
    while x < cells.right() {
        let cell = &mut buffer[(x, cells.y)];
        let symbol = cell.symbol();
        let wide = u16::try_from(width::text(symbol)).unwrap_or(1).max(1);
        let enclosed = format!("\x1b]8;id=nw{id};{address}{BEGUN}{symbol}{END}");
        cell.set_symbol(&enclosed);
        if let Some(wide) = NonZeroU16::new(wide) {
            cell.set_diff_option(CellDiffOption::ForcedWidth(wide));
        }
        x = x.saturating_add(wide);
    }
}
