//! The timeline: a gutter with times and marks, the updates' text, a scrollbar.

use chrono::Timelike;
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{
    Gallery, Theme, dimmed,
    pictures::{self, Kept},
    rect, text,
};
use crate::{
    app::{Followed, Order, Part, Scene, VisibleRow, clock, keys::Action},
    layout::{Area, Density, Focus, GUTTER, SCROLLBAR, gutter_label, width, wrap},
    model::Item,
};

/// Draws the rows that the scene lists.
pub(super) fn draw(scene: &Scene<'_>, theme: &Theme, buffer: &mut Buffer, area: Area) {
    if area.width == 0 {
        return;
    }
    let blog = scene.blog();
    let area = rect(area);
    if blog.window.rows().is_empty() {
        draw_empty(scene, theme, buffer, area);
        return;
    }
    for (y, row) in (0..area.height).zip(blog.window.rows()) {
        match row.part {
            Part::Gap(line) => {
                let words = format!(" {} ", line.words(scene.zone(), scene.now()));
                draw_line(&words, theme.meta, theme, buffer, area, y);
            }
            Part::SinceLeft => {
                let words = blog.left_words(scene.zone(), scene.now());
                let words = format!(" {} ", words.unwrap_or_default());
                draw_line(&words, theme.waiting, theme, buffer, area, y);
            }
            Part::Day(day) => {
                let name = clock::day_name(day, clock::day(scene.zone(), scene.now()));
                let rule = "─".repeat(usize::from(area.width.saturating_sub(1)));
                text::put(buffer, area, y, &rule, theme.ornament);
                let end = 2 + text::put_at(buffer, area, 1, y, &format!(" {name} "), theme.strong);
                if blog.window.order() == Order::OldestFirst && blog.feed.is_oldest(&row.id) {
                    draw_older(blog, theme, buffer, area, y, end);
                }
            }
            Part::Space
                if blog.window.order() == Order::NewestFirst && blog.feed.is_oldest(&row.id) =>
            {
                draw_older(blog, theme, buffer, area, y, GUTTER - 1);
            }
            Part::Space => {}
            Part::Hour(hour) => {
                let words = format!(" {hour:02}:00 ");
                draw_line(&words, dimmed(theme.meta), theme, buffer, area, y);
            }
            Part::Text(index) => {
                draw_text(scene, theme, buffer, area, y, (row, index));
            }
        }
    }
    draw_found(scene, theme, buffer, area);
    // Where in the whole a part of it stands is not known.
    if blog.feed.is_whole() {
        draw_scrollbar(scene, theme, buffer, area);
    }
}

/// Draws the pictures of the updates that are on the screen.
pub(super) fn draw_pictures(
    scene: &Scene<'_>,
    theme: &Theme,
    gallery: &Gallery,
    buffer: &mut Buffer,
    area: Area,
) {
    let words = text_of(rect(area));
    let rows = scene.blog().window.rows().iter().map(|row| {
        let Part::Text(index) = row.part else {
            return None;
        };
        let kept = row.layout.rows.get(index)?.picture?;
        let images = row.entry.body.images();
        let image = *images.get(usize::from(kept.picture))?;
        Some(Kept { row: kept, image })
    });
    pictures::draw_rows(gallery, theme, buffer, words, rows);
}

/// Returns the part that holds text: the gutter stands before it, the scrollbar behind it.
pub(super) fn text_of(area: Rect) -> Rect {
    Rect {
        x: area.x + GUTTER,
        width: area.width.saturating_sub(GUTTER + SCROLLBAR),
        ..area
    }
}

/// Draws a line between updates, with words on it.
fn draw_line(words: &str, style: Style, theme: &Theme, buffer: &mut Buffer, area: Rect, y: u16) {
    // One column is the scrollbar's.
    let room = Rect {
        width: area.width.saturating_sub(1),
        ..area
    };
    let rule = "┄".repeat(usize::from(room.width));
    text::put(buffer, room, y, &rule, theme.ornament);
    text::put_at(buffer, room, 1, y, words, style);
}

/// Shows what a find found, in the rows of each update that are on the screen.
fn draw_found(scene: &Scene<'_>, theme: &Theme, buffer: &mut Buffer, area: Rect) {
    let Some(find) = scene.find() else { return };
    let mut y = area.y;
    let updates = scene.blog().window.rows().chunk_by(|a, b| a.id == b.id);
    for rows in updates {
        let is_text = |row: &&VisibleRow| matches!(row.part, Part::Text(_));
        let above = rows.iter().take_while(|row| !is_text(row)).count();
        let texts = rows.iter().filter_map(|row| match row.part {
            Part::Text(index) => row.layout.rows.get(index),
            _ => None,
        });
        let words = Rect {
            x: area.x + GUTTER,
            y: y + u16::try_from(above).unwrap_or(0),
            width: area.width.saturating_sub(GUTTER + SCROLLBAR),
            height: area.bottom().saturating_sub(y),
        };
        text::mark_found(buffer, words, &find.pattern().find_in(texts), theme);
        y += u16::try_from(rows.len()).unwrap_or(0);
    }
}

/// A row of an update.
struct Line<'a> {
    /// Which of the update's rows it is.
    index: usize,
    /// It is the first of the update on the screen.
    first: bool,
    item: &'a Item,
    selected: bool,
    lit: bool,
}

fn draw_text(
    scene: &Scene<'_>,
    theme: &Theme,
    buffer: &mut Buffer,
    area: Rect,
    y: u16,
    (row, index): (&VisibleRow, usize),
) {
    let blog = scene.blog();
    let Some(item) = blog.timeline().get(&row.id) else {
        return;
    };
    let Some(content) = row.layout.rows.get(index) else {
        return;
    };
    let above = usize::from(y).checked_sub(1);
    let above = above.and_then(|above| blog.window.rows().get(above));
    let goes_on = |above: &VisibleRow| above.id == row.id && matches!(above.part, Part::Text(_));
    let line = Line {
        index,
        first: !above.is_some_and(goes_on),
        item,
        selected: blog.selected() == Some(&row.id),
        lit: blog.window.highlights.is_lit(&row.id),
    };
    draw_gutter(scene, theme, buffer, area, y, &line);
    let state = |style: Style| {
        if item.is_retracted() {
            style.patch(theme.retracted)
        } else {
            style
        }
    };
    let words = text_of(area);
    text::put_row(buffer, words, y, content, theme, state);
    let whole = Rect {
        x: area.x + 1,
        y: area.y + y,
        width: area.width.saturating_sub(1 + SCROLLBAR),
        height: 1,
    };
    // One row says it: a ground behind all of them would have to be written anew with every step.
    if line.selected && line.first {
        text::put_behind(buffer, whole, theme.selected_row);
    }
    if line.lit {
        text::put_behind(buffer, whole, theme.fresh);
    }
    if index == 0
        && let Some((number, name)) = scene.publisher_of(&row.id)
    {
        let name_cells = u16::try_from(width::text(name.as_str())).unwrap_or(0);
        let before = Rect {
            y: words.y + y,
            width: name_cells.min(words.width),
            height: 1,
            ..words
        };
        buffer.set_style(before, theme.publisher(number));
    }
    if line.selected && blog.links_are_of_update() {
        let hint = |number| super::reading::hint(scene, number);
        let picking = text::Picking {
            cursor: blog.cursor(),
            hint: &hint,
        };
        text::mark_links(buffer, words, y, content, theme, &picking);
    }
}

/// Draws what stands before the text: the selection's bar, the time or the age, marks.
fn draw_gutter(
    scene: &Scene<'_>,
    theme: &Theme,
    buffer: &mut Buffer,
    area: Rect,
    y: u16,
    line: &Line<'_>,
) {
    let item = line.item;
    if line.selected {
        let style = match scene.focus() {
            Focus::Timeline => theme.bar(),
            Focus::Reading => dimmed(theme.bar()),
        };
        text::put(buffer, area, y, "▌", style);
    }
    let style = if line.selected && line.first {
        theme.selection
    } else if line.index > 0 {
        dimmed(theme.meta)
    } else if begins_hour(scene, y) {
        theme.strong
    } else {
        theme.meta
    };
    if line.index == 0 {
        let time = match gutter_label(&item.entry) {
            Some(label) => label.to_string(),
            None => clock::clock(scene.zone(), item.time()),
        };
        text::put_at(buffer, area, 1, y, &time, style);
        draw_marks(theme, buffer, area, y, item, line.lit);
    } else if line.index == 1 || line.first {
        // What has no time stands where it was first seen, and is of no age; a guessed one is about so old.
        let age = match &item.entry.published {
            Some(stamp) if stamp.guessed => format!("~{}", clock::age(item.time(), scene.now())),
            Some(_) => clock::age(item.time(), scene.now()),
            None => "seen".to_owned(),
        };
        text::put_at(buffer, area, 1, y, &format!("{age:>5}"), style);
    }
}

/// Tells whether an hour begins with the update of a row, where there is no space to say so.
fn begins_hour(scene: &Scene<'_>, y: u16) -> bool {
    let blog = scene.blog();
    let (above, from) = blog.window.rows().split_at(usize::from(y));
    let Some(row) = from.first() else {
        return false;
    };
    let hour = |row: &VisibleRow| {
        let at = blog.timeline().get(&row.id)?.sorted_at();
        let wall = clock::wall(scene.zone(), at);
        Some((wall.date(), wall.hour()))
    };
    let before = above.iter().rev().find(|above| above.id != row.id);
    blog.window.density() == Density::Headlines && before.and_then(hour) != hour(row)
}

/// Draws the marks of an update, the weightiest only; the reading pane names them all.
fn draw_marks(theme: &Theme, buffer: &mut Buffer, area: Rect, y: u16, item: &Item, lit: bool) {
    if lit {
        text::put_at(buffer, area, 6, y, "+", theme.unread);
    } else if !item.read {
        text::put_at(buffer, area, 6, y, "•", theme.unread);
    } else if item.changed_since_read {
        text::put_at(buffer, area, 6, y, "±", theme.unread);
    }
    let marks = item.entry.marks;
    let (mark, style) = if item.is_retracted() {
        ("✗", theme.mark)
    } else if item.bookmarked {
        ("★", theme.mark)
    } else if marks.pinned {
        ("▼", theme.mark)
    } else if marks.key_event {
        ("◆", theme.mark)
    } else if !item.earlier.is_empty() {
        ("±", theme.edited)
    } else if marks.summary {
        ("≡", theme.mark)
    } else {
        return;
    };
    text::put_at(buffer, area, 7, y, mark, style);
}

/// Says at the oldest end how it stands with older updates.
fn draw_older(blog: &Followed, theme: &Theme, buffer: &mut Buffer, area: Rect, y: u16, x: u16) {
    let Some((words, failed)) = blog.feed.older_words() else {
        return;
    };
    let style = if failed { theme.failure } else { theme.meta };
    let room = Rect {
        width: area.width.saturating_sub(1),
        ..area
    };
    // What it ends with says what to do.
    let words = width::in_middle(&words, room.width.saturating_sub(x + 2));
    text::put_at(buffer, room, x, y, &format!(" {words} "), style);
}

/// Says why there is nothing, and what to do.
fn draw_empty(scene: &Scene<'_>, theme: &Theme, buffer: &mut Buffer, area: Rect) {
    let blog = scene.blog();
    let area = Rect {
        x: area.x + 2,
        width: area.width.saturating_sub(4),
        ..area
    };
    let (words, style) = match &blog.feed.freshness.failure {
        Some(failure) => (failure.to_string(), theme.failure),
        None if blog.feed.freshness.paused => ("This live blog is paused.".to_owned(), theme.meta),
        None if blog.feed.freshness.checked.is_some() => {
            ("There are no updates yet.".to_owned(), theme.meta)
        }
        None => (format!("Fetching {} …", blog.source), theme.meta),
    };
    let (words, style) = match blog.window.active_filter() {
        Some((filter, _)) if !blog.timeline().items().is_empty() => {
            let key = scene.keymap().taught(Action::Back);
            let words = format!("No update fits: {}. {key} shows all.", filter.describe());
            (words, theme.meta)
        }
        _ => (words, style),
    };
    let mut y = 1;
    for line in wrap::wrap(&[&words], wrap::Columns::all(area.width)) {
        text::put(
            buffer,
            area,
            y,
            words.get(line.start..line.end).unwrap_or_default(),
            style,
        );
        y += 1;
    }
    let keymap = scene.keymap();
    let key = keymap.taught(Action::SwitchBlog);
    let leads = match scene.leads().count() {
        0 => None,
        1 => Some(format!("{key} shows the live blog that the page leads to.")),
        count => Some(format!(
            "{key} lists {count} live blogs that the page leads to."
        )),
    };
    if let Some(leads) = leads {
        y += 1;
        text::put(buffer, area, y, &leads, theme.strong);
    }
    let hint = format!(
        "{} asks again · {} quits",
        keymap.taught(Action::Refresh),
        keymap.taught(Action::Quit)
    );
    text::put(buffer, area, y + 1, &hint, theme.meta);
}

/// Draws where the window is in the list, and where there is something unread or found.
fn draw_scrollbar(scene: &Scene<'_>, theme: &Theme, buffer: &mut Buffer, area: Rect) {
    let blog = scene.blog();
    let (top, count) = blog.extent();
    let shown = blog.window.in_sight();
    if count <= shown {
        return;
    }
    let unread = blog.unread_rows(area.height);
    text::mark_scrollbar(buffer, area, &unread, "·", theme.unread);
    text::put_scrollbar(buffer, area, top, shown, count, theme);
    let found = scene.found_rows(area.height);
    text::mark_scrollbar(buffer, area, &found, "◂", theme.mark);
}
