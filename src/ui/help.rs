//! The keys, from the key table.

use ratatui::buffer::Buffer;

use super::{Theme, rect, text};
use crate::{
    app::keys::{Binding, Group},
    layout::Area,
};

/// Columns of the keys.
const KEYS: u16 = 22;

/// Draws a table from a row on.
pub(super) fn draw(table: &[Binding], top: usize, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let mut area = rect(area);
    area.x += 2;
    area.width = area.width.saturating_sub(3);
    let mut rows = Vec::new();
    for group in Group::ALL {
        let mut bindings = table.iter().filter(|b| b.group == group).peekable();
        if bindings.peek().is_none() {
            continue;
        }
        rows.push((String::new(), group.title()));
        for binding in bindings {
            rows.push((binding.keys.join(" "), binding.help));
        }
        rows.push((String::new(), ""));
    }
    for (y, (keys, words)) in (0..area.height).zip(rows.iter().skip(top)) {
        if keys.is_empty() {
            text::put(buffer, area, y, words, theme.strong);
        } else {
            text::put(buffer, area, y, keys, theme.key);
            text::put_at(buffer, area, KEYS, y, words, theme.ground);
        }
    }
}
