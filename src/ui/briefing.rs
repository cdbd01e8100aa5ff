//! What happened since the reader left: the rows that lead to updates, under their headings.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{Theme, rect, text};
use crate::{
    app::screen::{Brief, BriefKind, BriefRow, BriefTold},
    layout::{Area, width},
    model::diff::Edit,
};

/// Columns before everything.
const MARGIN: u16 = 2;

/// Draws the rows from the first on the screen on.
pub(super) fn draw(brief: &Brief, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let whole = rect(area);
    // The last column is the scrollbar's, the one before it stays free.
    let area = Rect {
        x: whole.x + MARGIN,
        width: whole.width.saturating_sub(MARGIN + 2),
        ..whole
    };
    let (selected, top, count) = brief.place();
    let columns = brief.time_columns();
    for (y, (at, row)) in (0..area.height).zip(brief.shown()) {
        let is_selected = at == selected;
        if is_selected {
            let edge = Rect { x: whole.x, ..area };
            text::put(buffer, edge, y, "▌", theme.bar());
            let line = Rect {
                y: area.y + y,
                height: 1,
                ..area
            };
            text::put_behind(buffer, line, theme.selected_row);
        }
        match row {
            BriefRow::Title(words) => {
                text::put_cut(buffer, area, y, words.as_str(), theme.strong);
            }
            BriefRow::Heading(words) => {
                text::put_cut(buffer, area, y, words.as_str(), theme.meta);
            }
            BriefRow::Space => {}
            BriefRow::More(_, more) => {
                let words = format!("and {more} more");
                let style = chosen(theme.meta, is_selected, theme);
                text::put_at(buffer, area, columns + 3, y, &words, style);
            }
            BriefRow::Update(told) => draw_told(told, columns, is_selected, theme, buffer, area, y),
        }
    }
    let seen = usize::from(whole.height);
    text::put_scrollbar(buffer, whole, top, seen, count, theme);
}

fn draw_told(
    told: &BriefTold,
    columns: u16,
    is_selected: bool,
    theme: &Theme,
    buffer: &mut Buffer,
    area: Rect,
    y: u16,
) {
    let pad = columns.saturating_sub(u16::try_from(told.time.len()).unwrap_or(0));
    text::put_at(buffer, area, pad, y, &told.time, theme.meta);
    let (mark, mark_style) = match told.kind {
        BriefKind::New => ("", theme.ground),
        BriefKind::First => ("◆", theme.mark),
        BriefKind::Changed(_) => ("±", theme.edited),
        BriefKind::Retracted => ("✗", theme.retracted),
    };
    text::put_at(buffer, area, columns + 1, y, mark, mark_style);
    let mut room = Rect {
        x: area.x + columns + 3,
        width: area.width.saturating_sub(columns + 3),
        ..area
    };
    if let BriefKind::Changed(Edit::Significant(matters)) = told.kind {
        let note = matters.words().join(", ");
        let cells = u16::try_from(width::text(&note)).unwrap_or(u16::MAX);
        if cells < room.width / 2 {
            text::put_right(buffer, room, y, &note, theme.edited);
            room.width -= cells + 2;
        }
    }
    let style = match told.kind {
        BriefKind::Retracted => theme.retracted,
        _ if told.read => theme.meta,
        _ => theme.ground,
    };
    text::put_cut(
        buffer,
        room,
        y,
        told.words.as_str(),
        chosen(style, is_selected, theme),
    );
}

fn chosen(style: Style, is_selected: bool, theme: &Theme) -> Style {
    if is_selected {
        style.patch(theme.selection)
    } else {
        style
    }
}
