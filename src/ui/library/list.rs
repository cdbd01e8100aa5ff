//! The followed live blogs: one row each where there is room, else two.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Modifier, Style},
};

use super::{counted, text};
use crate::{
    app::{
        Standing, clock,
        library::{Blog, Library},
    },
    layout::{SCROLLBAR, width},
    ui::Theme,
};

/// Columns of the number of unread updates, right-aligned, and of the space behind it.
const UNREAD: u16 = 6;
/// Columns of the state.
const STATE: u16 = 11;
/// Columns of the age, right-aligned.
const AGE: u16 = 6;
/// Most columns of the publisher.
const PUBLISHER: u16 = 24;

/// Draws the blogs from the first on the screen on.
pub(super) fn draw(
    library: &Library,
    blogs: &[Blog],
    theme: &Theme,
    buffer: &mut Buffer,
    area: Rect,
) {
    let (selected, top) = library.place();
    let each = library.rows_each();
    let seen = area.height / each;
    for (slot, (index, blog)) in (0..seen).zip(blogs.iter().enumerate().skip(top)) {
        let rows = Rect {
            y: area.y + slot * each,
            height: each,
            width: area.width.saturating_sub(SCROLLBAR),
            ..area
        };
        if index == selected {
            text::put_behind(buffer, rows, theme.selected_row);
            for row in 0..each {
                text::put(buffer, rows, row, "▌", theme.bar());
            }
        }
        let name = name_style(blog, index == selected, theme);
        if each == 1 {
            draw_wide(library, blog, name, theme, buffer, rows);
        } else {
            draw_narrow(library, blog, name, theme, buffer, rows);
        }
    }
    text::put_scrollbar(buffer, area, top, usize::from(seen), blogs.len(), theme);
}

fn name_style(blog: &Blog, selected: bool, theme: &Theme) -> Style {
    let style = if selected {
        theme.selection
    } else {
        theme.strong
    };
    if blog.unread + blog.changed_since_read == 0 {
        style.remove_modifier(Modifier::BOLD)
    } else {
        style
    }
}

fn draw_wide(
    library: &Library,
    blog: &Blog,
    name: Style,
    theme: &Theme,
    buffer: &mut Buffer,
    row: Rect,
) {
    draw_unread(blog, theme, buffer, row);
    let (state, style) = state(library, blog, theme);
    text::put_at(buffer, row, 1 + UNREAD, 0, &state, style);
    text::put_right(buffer, row, 0, &age(library, blog), theme.meta);
    let first = 1 + UNREAD + STATE;
    let room = row.width.saturating_sub(first + AGE + 1);
    let publisher = (room / 3).min(PUBLISHER);
    let words = Rect {
        x: row.x + first,
        width: room,
        ..row
    };
    let (shown, cells) = width::prefix(blog.publisher.as_str(), publisher);
    let column = room.saturating_sub(publisher);
    text::put_at(buffer, words, column, 0, shown, theme.meta);
    let taken = if cells == 0 { 0 } else { publisher + 2 };
    let words = Rect {
        width: room.saturating_sub(taken),
        ..words
    };
    let mut used = 0;
    if blog.arrived > 0 {
        let arrived = format!("+{}", blog.arrived);
        used = text::put(buffer, words, 0, &arrived, theme.waiting) + 1;
    }
    if blog.changed_since_read > 0 {
        let changed = format!("±{}", blog.changed_since_read);
        used += text::put_at(buffer, words, used, 0, &changed, theme.unread) + 1;
    }
    let words = Rect {
        x: words.x + used,
        width: words.width.saturating_sub(used),
        ..words
    };
    let used = text::put_cut(buffer, words, 0, blog.name().as_str(), name) + 1;
    let rest = Rect {
        x: words.x + used,
        width: words.width.saturating_sub(used),
        ..words
    };
    text::put_cut(buffer, rest, 0, &tags(blog), theme.meta);
}

/// Writes the tags of a blog, `#flood #merrow`.
fn tags(blog: &Blog) -> String {
    let tags: Vec<String> = blog.tags.iter().map(|tag| format!("#{tag}")).collect();
    tags.join(" ")
}

fn draw_narrow(
    library: &Library,
    blog: &Blog,
    name: Style,
    theme: &Theme,
    buffer: &mut Buffer,
    rows: Rect,
) {
    draw_unread(blog, theme, buffer, rows);
    let words = Rect {
        x: rows.x + 1 + UNREAD,
        width: rows.width.saturating_sub(1 + UNREAD),
        ..rows
    };
    let taken = text::put_right(buffer, words, 0, &age(library, blog), theme.meta);
    let headline = Rect {
        width: words.width.saturating_sub(taken + 1),
        ..words
    };
    text::put_cut(buffer, headline, 0, blog.name().as_str(), name);
    let (state, style) = state(library, blog, theme);
    let used = text::put_at(buffer, words, 0, 1, &state, style);
    let mut rest = vec![counted(blog.total, "update")];
    if !blog.publisher.is_empty() {
        rest.insert(0, blog.publisher.to_string());
    }
    if blog.changed_since_read > 0 {
        rest.insert(
            0,
            format!("±{} changed since read", blog.changed_since_read),
        );
    }
    if blog.arrived > 0 {
        rest.insert(0, format!("+{} new", blog.arrived));
    }
    if !blog.tags.is_empty() {
        rest.push(tags(blog));
    }
    let rest = format!(" · {}", rest.join(" · "));
    let about = Rect {
        x: words.x + used,
        width: words.width.saturating_sub(used),
        ..words
    };
    text::put_cut(buffer, about, 1, &rest, theme.meta);
}

fn draw_unread(blog: &Blog, theme: &Theme, buffer: &mut Buffer, row: Rect) {
    if blog.unread == 0 {
        return;
    }
    let number = Rect {
        x: row.x + 1,
        width: UNREAD - 1,
        ..row
    };
    let words = match blog.unread {
        unread @ ..10_000 => unread.to_string(),
        _ => "9999+".to_owned(),
    };
    text::put_right(buffer, number, 0, &words, theme.unread);
}

/// Names the state: what the reader made of the blog weighs more than what the publisher says.
fn state(library: &Library, blog: &Blog, theme: &Theme) -> (String, Style) {
    let status = blog.status.shown(blog.last_update, library.now());
    let standing = if blog.archived {
        Standing::Archived
    } else {
        Standing::of(status, blog.paused, blog.trouble)
    };
    if standing.is_live() {
        return ("● LIVE".to_owned(), theme.live);
    }
    let label = match standing.label() {
        "" => "unknown",
        label => label,
    };
    let style = match standing {
        Standing::Troubled(_) => theme.failure,
        _ => theme.meta,
    };
    (format!("{} {label}", standing.mark()), style)
}

fn age(library: &Library, blog: &Blog) -> String {
    blog.last_update
        .map_or_else(String::new, |at| clock::age(at, library.now()))
}
