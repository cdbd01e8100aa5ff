//! What was told so far.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Theme, rect, text};
use crate::{
    app::{clock, screen::Messages},
    layout::Area,
    model::Zone,
};

/// Draws the messages from the first row on the screen on.
pub(super) fn draw(
    messages: &Messages,
    zone: Zone,
    theme: &Theme,
    buffer: &mut Buffer,
    area: Area,
) {
    let whole = rect(area);
    let area = Rect {
        x: whole.x + 2,
        width: whole.width.saturating_sub(2),
        ..whole
    };
    let (top, count) = messages.extent();
    if count == 0 {
        text::put(buffer, area, 0, "No messages yet.", theme.meta);
    }
    for (y, line) in (0..area.height).zip(messages.shown()) {
        if let Some(at) = line.at {
            let time = clock::wall(zone, at).format("%H:%M:%S").to_string();
            text::put(buffer, area, y, &time, theme.meta);
        }
        let column = Messages::time_columns();
        text::put_at(buffer, area, column, y, &line.words, theme.ground);
    }
    let seen = usize::from(whole.height);
    text::put_scrollbar(buffer, whole, top, seen, count, theme);
}
