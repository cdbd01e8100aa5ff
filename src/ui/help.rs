//! The sheet of keys.

use ratatui::buffer::Buffer;

use super::{Theme, rect, text};
use crate::{
    app::{
        keys::Keys,
        screen::{Line, Sheet},
    },
    layout::Area,
};

/// Draws the sheet from its first shown line on.
pub(super) fn draw(sheet: &Sheet, keys: &Keys, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let whole = rect(area);
    let mut area = whole;
    area.x += 2;
    area.width = area.width.saturating_sub(4);
    let lines = sheet.lines(keys);
    if lines.is_empty() {
        text::put(buffer, area, 0, "No key does that.", theme.meta);
    }
    for (y, line) in (0..area.height).zip(lines.iter().skip(sheet.top())) {
        match line {
            Line::Blank => {}
            Line::Heading(words) => {
                text::put(buffer, area, y, words, theme.strong);
            }
            Line::Action(keys, words) => {
                text::put(buffer, area, y, keys, theme.key);
                text::put_at(buffer, area, sheet.key_columns(), y, words, theme.ground);
            }
        }
    }
    let seen = usize::from(whole.height);
    text::put_scrollbar(buffer, whole, sheet.top(), seen, lines.len(), theme);
}
