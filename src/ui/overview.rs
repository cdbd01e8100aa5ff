//! The overview over the timeline: summary, pinned updates, key events, and the rule under them.

use chrono::NaiveDate;
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{Theme, rect, text};
use crate::{
    app::{
        Scene,
        blog::overview::{Marked, OverviewRow, Point},
        clock,
        keys::Action,
    },
    layout::{GUTTER, Geometry, width},
    model::{Item, Zone},
};

/// The columns of a clock.
const CLOCK: u16 = 5;

/// Draws the rows that have room, and under them how to close it and how much more there is.
pub(super) fn draw(scene: &Scene<'_>, theme: &Theme, buffer: &mut Buffer, geometry: &Geometry) {
    let area = rect(geometry.overview);
    if area.height == 0 {
        return;
    }
    let zone = scene.zone();
    let now = scene.now();
    let newest = scene.blog().timeline().items().first().map(Item::time);
    let days = Days {
        zone,
        newest: clock::day(zone, newest.unwrap_or(now)),
        today: clock::day(zone, now),
    };
    let height = geometry.overview_rows();
    let (rows, count) = scene.blog().window.overview.rows();
    let rows: Vec<OverviewRow> = rows.take(usize::from(height)).collect();
    let times = rows.iter().filter_map(|row| row.point.update());
    let column = times.map(|update| days.when(update).len()).max();
    let column = u16::try_from(column.unwrap_or(0)).unwrap_or(0).max(CLOCK);
    for (y, row) in (0..).zip(&rows) {
        draw_row(row, &days, column, theme, buffer, area, y);
    }
    let rule = "─".repeat(usize::from(area.width));
    text::put(buffer, area, height, &rule, theme.ornament);
    let keymap = scene.keymap();
    let closes = keymap.taught(Action::Overview);
    let more = match count.saturating_sub(usize::from(height)) {
        0 => String::new(),
        more => format!("· {more} more, {} shows all ", keymap.taught(Action::About)),
    };
    let words = format!(" ▾ {closes} hides {more}");
    // On a narrow screen the words are worth more than where they begin.
    let fits = width::text(&words) <= usize::from(area.width.saturating_sub(GUTTER));
    let indent = if fits { GUTTER } else { 0 };
    let room = Rect {
        x: area.x + indent,
        width: area.width.saturating_sub(indent),
        ..area
    };
    text::put_cut(buffer, room, height, &words, theme.meta);
}

fn draw_row(
    row: &OverviewRow<'_>,
    days: &Days,
    column: u16,
    theme: &Theme,
    buffer: &mut Buffer,
    area: Rect,
    y: u16,
) {
    let mark = match row.point {
        Point::Summary(_) | Point::Recap(_) => "≡",
        Point::Pinned(_) => "▼",
        Point::KeyEvent(_) => "◆",
    };
    let update = row.point.update();
    let style = update.map_or_else(Style::default, |_| theme.strong);
    let indent = update.map_or(GUTTER, |_| column + 4);
    if row.is_first {
        text::put_at(buffer, area, indent - 2, y, mark, theme.mark);
    }
    if let Some(update) = update {
        text::put_at(buffer, area, 1, y, &days.when(update), theme.meta);
    }
    let words = Rect {
        width: area.width.saturating_sub(1),
        ..area
    };
    let room = words.width.saturating_sub(indent);
    let cut = text::cut(row.words, room);
    text::put_at(buffer, words, indent, y, &cut, style);
}

/// The days that times are told against.
struct Days {
    zone: Zone,
    /// That of the newest update.
    newest: NaiveDate,
    today: NaiveDate,
}

impl Days {
    /// Names the hour of an update, or its day where that is another than the newest update's.
    fn when(&self, update: &Marked) -> String {
        let at = clock::wall(self.zone, update.at);
        if at.date() == self.newest {
            at.format("%H:%M").to_string()
        } else {
            clock::short_day(at.date(), self.today)
        }
    }
}

/// Says what a closed overview holds; `None` where that is nothing.
pub(super) fn words(scene: &Scene<'_>) -> Option<String> {
    let blog = scene.blog();
    if blog.window.overview.is_open() {
        return None;
    }
    let count = |is: fn(&Point) -> bool| {
        blog.window
            .overview
            .points()
            .iter()
            .filter(|point| is(point))
            .count()
    };
    let mut parts = Vec::new();
    if count(|point| matches!(point, Point::Summary(_) | Point::Recap(_))) > 0 {
        parts.push("summary".to_owned());
    }
    match count(|point| matches!(point, Point::Pinned(_))) {
        0 => {}
        pinned => parts.push(format!("{pinned} pinned")),
    }
    match count(|point| matches!(point, Point::KeyEvent(_))) {
        0 => {}
        1 => parts.push("1 key event".to_owned()),
        events => parts.push(format!("{events} key events")),
    }
    if parts.is_empty() {
        return None;
    }
    let key = scene.keymap().taught(Action::Overview);
    Some(format!("▸ {} · {key} shows", parts.join(" · ")))
}
