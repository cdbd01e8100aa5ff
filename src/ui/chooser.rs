//! The list to choose from: a frame over the panes, what is typed, the offers.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Modifier,
    widgets::{Clear, Widget},
};
use unicode_segmentation::UnicodeSegmentation;

use super::{Theme, rect, text};
use crate::{
    app::screen::{Chooser, Fit, Offer},
    layout::{Area, width},
};

/// Draws the list.
pub(super) fn draw(chooser: &Chooser, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let area = rect(area).intersection(*buffer.area());
    Clear.render(area, buffer);
    buffer.set_style(area, theme.ground);
    draw_frame(chooser, theme, buffer, area);
    let inner = Rect {
        x: area.x + 2,
        y: area.y + 1,
        // The last of them stays free before the scrollbar.
        width: area.width.saturating_sub(5),
        height: area.height.saturating_sub(2),
    };
    let (selected, top) = chooser.place();
    let count = chooser.count();
    let words = if count == 0 {
        "nothing fits".to_owned()
    } else {
        format!("{} of {count}", selected + 1)
    };
    let taken = text::put_right(buffer, inner, 0, &words, theme.meta);
    let typed = Rect {
        width: inner.width.saturating_sub(taken + 1),
        ..inner
    };
    text::put_input(buffer, typed, "› ", chooser.line(), theme);
    let behind = Rect {
        x: typed.x + 4,
        width: typed.width.saturating_sub(4),
        ..typed
    };
    text::put_cut(buffer, behind, 0, chooser.placeholder(), theme.meta);
    let list = Rect {
        y: inner.y + 1,
        height: inner.height.saturating_sub(1),
        ..inner
    };
    for (y, (offer, fit)) in (0..list.height).zip(chooser.shown()) {
        let chosen = top + usize::from(y) == selected;
        draw_offer(offer, fit, chosen, theme, buffer, list, y);
    }
    let bar = Rect {
        width: list.width + 2,
        ..list
    };
    text::put_scrollbar(buffer, bar, top, usize::from(list.height), count, theme);
}

fn draw_frame(chooser: &Chooser, theme: &Theme, buffer: &mut Buffer, area: Rect) {
    let line = "─".repeat(usize::from(area.width.saturating_sub(2)));
    for (y, ends) in [(0, ["╭", "╮"]), (area.height.saturating_sub(1), ["╰", "╯"])] {
        let [left, right] = ends;
        text::put(
            buffer,
            area,
            y,
            &format!("{left}{line}{right}"),
            theme.ornament,
        );
    }
    for y in 1..area.height.saturating_sub(1) {
        text::put(buffer, area, y, "│", theme.ornament);
        text::put_right(buffer, area, y, "│", theme.ornament);
    }
    let title = format!(" {} ", chooser.title());
    text::put_at(buffer, area, 2, 0, &title, theme.strong);
}

fn draw_offer(
    offer: &Offer,
    fit: &Fit,
    chosen: bool,
    theme: &Theme,
    buffer: &mut Buffer,
    list: Rect,
    y: u16,
) {
    if chosen {
        let edge = Rect {
            x: list.x - 1,
            ..list
        };
        text::put(buffer, edge, y, "▌", theme.bar());
        let row = Rect {
            y: list.y + y,
            height: 1,
            ..list
        };
        text::put_behind(buffer, row, theme.selected_row);
    }
    let notes = u16::try_from(width::text(offer.note.as_str())).unwrap_or(u16::MAX);
    let taken = if notes > list.width / 2 {
        0
    } else {
        text::put_right(buffer, list, y, offer.note.as_str(), theme.key)
    };
    let room = Rect {
        width: list.width.saturating_sub(taken + 2),
        ..list
    };
    let style = if chosen {
        theme.selection
    } else {
        theme.ground
    };
    let tick = offer.ticked.map_or("", |on| if on { "✓ " } else { "  " });
    let mut column = text::put(buffer, room, y, tick, theme.mark);
    let words = text::cut(offer.text.as_str(), room.width.saturating_sub(column));
    for (index, cluster) in words.graphemes(true).enumerate() {
        let is_found =
            u32::try_from(index).is_ok_and(|index| fit.found.binary_search(&index).is_ok());
        let style = if is_found {
            style.patch(theme.strong).add_modifier(Modifier::UNDERLINED)
        } else {
            style
        };
        column += text::put_at(buffer, room, column, y, cluster, style);
    }
}
