//! What a search found: time, live blog, headline, and the words in their context.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};
use unicode_segmentation::UnicodeSegmentation;

use super::text;
use crate::{
    app::{
        clock,
        library::{Fragment, Hit, Library},
        screen::Search,
    },
    layout::{width, wrap},
    model::Clean,
    ui::Theme,
};

/// Columns of the time and of the space behind it.
const TIME: u16 = 14;
/// Columns of the selection's mark and of the space behind it.
const MARK: u16 = 2;

/// Draws the results from the first on the screen on.
pub(super) fn draw(
    library: &Library,
    search: &Search,
    theme: &Theme,
    buffer: &mut Buffer,
    area: Rect,
) {
    if search.hits().is_empty() {
        draw_none(search, theme, buffer, area);
        return;
    }
    let each = library.rows_of_result();
    let (seen, top) = (area.height / each, search.top());
    for (slot, (index, hit)) in (0..seen).zip(search.hits().iter().enumerate().skip(top)) {
        let rows = Rect {
            x: area.x + MARK,
            y: area.y + slot * each,
            width: area.width.saturating_sub(MARK + 1),
            height: each,
        };
        let strong = if index == search.selected() {
            let edge = Rect { x: area.x, ..rows };
            for row in 0..each {
                text::put(buffer, edge, row, "▌", theme.selection);
            }
            theme.selection
        } else {
            theme.strong
        };
        if each == 2 {
            draw_wide(library, hit, strong, theme, buffer, rows);
        } else {
            draw_narrow(library, hit, strong, theme, buffer, rows);
        }
    }
    let count = search.hits().len();
    text::put_scrollbar(buffer, area, top, usize::from(seen), count, theme);
}

fn draw_wide(
    library: &Library,
    hit: &Hit,
    strong: Style,
    theme: &Theme,
    buffer: &mut Buffer,
    rows: Rect,
) {
    text::put(buffer, rows, 0, &time(library, hit), theme.meta);
    let words = Rect {
        x: rows.x + TIME,
        width: rows.width.saturating_sub(TIME),
        ..rows
    };
    let blog = blog_name(library, hit);
    let name = text::cut(&blog, words.width / 3);
    let cells = text::put_right(buffer, words, 0, &name, theme.meta);
    let headline = Rect {
        width: words.width.saturating_sub(cells + 2),
        ..words
    };
    draw_fragments(&headline_of(hit), strong, theme, buffer, headline, 0);
    draw_snippet(hit, theme, buffer, words, 1);
}

fn draw_narrow(
    library: &Library,
    hit: &Hit,
    strong: Style,
    theme: &Theme,
    buffer: &mut Buffer,
    rows: Rect,
) {
    let about = format!("{} · {}", time(library, hit), blog_name(library, hit));
    text::put_cut(buffer, rows, 0, &about, theme.meta);
    draw_fragments(&headline_of(hit), strong, theme, buffer, rows, 1);
    draw_snippet(hit, theme, buffer, rows, 2);
}

fn headline_of(hit: &Hit) -> Vec<Fragment> {
    if !hit.headline.is_empty() {
        return hit.headline.clone();
    }
    vec![Fragment {
        text: Clean::line("(no headline)"),
        found: false,
    }]
}

fn draw_snippet(hit: &Hit, theme: &Theme, buffer: &mut Buffer, area: Rect, row: u16) {
    let mut area = area;
    if let Some(revision) = hit.earlier {
        let words = format!("± revision {revision} · ");
        let used = text::put(buffer, area, row, &words, theme.meta);
        area.x += used;
        area.width = area.width.saturating_sub(used);
    }
    draw_fragments(&hit.snippet, theme.ground, theme, buffer, area, row);
}

/// Draws fragments so that the first of what was found is in sight; a theme without colours sets it in brackets.
fn draw_fragments(
    fragments: &[Fragment],
    style: Style,
    theme: &Theme,
    buffer: &mut Buffer,
    area: Rect,
    row: u16,
) {
    let plain = theme.found.fg.is_none();
    let mut column = 0;
    for (index, fragment) in fragments.iter().enumerate() {
        let words = fragment.text.as_str();
        if fragment.found {
            let bracketed;
            let words = if plain {
                bracketed = format!("[{words}]");
                &bracketed
            } else {
                words
            };
            let style = if plain {
                style
            } else {
                style.patch(theme.found)
            };
            column += text::put_at(buffer, area, column, row, words, style);
        } else if index == 0
            && width::text(words) > usize::from(area.width / 2)
            && fragments.len() > 1
        {
            let end = format!("…{}", suffix(words, area.width / 3));
            column += text::put_at(buffer, area, column, row, &end, style);
        } else {
            column += text::put_at(buffer, area, column, row, words, style);
        }
    }
}

/// Returns the end of a text that fits into some cells, from a whole word on where there is one.
fn suffix(words: &str, cells: u16) -> &str {
    let (mut start, mut used) = (words.len(), 0);
    for (at, cluster) in words.grapheme_indices(true).rev() {
        used += width::grapheme(cluster);
        if used > cells {
            break;
        }
        start = at;
    }
    let end = words.get(start..).unwrap_or_default();
    end.split_once(' ')
        .map_or(end, |(_, whole_words)| whole_words)
}

fn blog_name(library: &Library, hit: &Hit) -> String {
    match library.get(&hit.key) {
        Some(blog) => blog.name().to_string(),
        None => Clean::line(&hit.key).to_string(),
    }
}

fn time(library: &Library, hit: &Hit) -> String {
    use chrono::Datelike;
    let at = clock::wall(library.zone(), hit.at);
    let format = if at.year() == clock::wall(library.zone(), library.now()).year() {
        "%e %b %H:%M"
    } else {
        "%e %b %Y"
    };
    at.format(format).to_string()
}

/// Says how to search, or that nothing was found.
fn draw_none(search: &Search, theme: &Theme, buffer: &mut Buffer, area: Rect) {
    let area = Rect {
        x: area.x + MARK,
        width: area.width.saturating_sub(2 * MARK),
        ..area
    };
    let words = if !search.input().text().contains(char::is_alphanumeric) {
        "Searches every update that is kept, and what it said before. All words must be there, \
         accents and case do not count; \"quoted words\" are a phrase; a word* matches what begins \
         like it."
    } else if search.is_searching() {
        return;
    } else {
        "Nothing that is kept holds all of this."
    };
    for (y, line) in (1..).zip(wrap::wrap(&[words], wrap::Columns::all(area.width))) {
        let line = words.get(line.start..line.end).unwrap_or_default();
        text::put(buffer, area, y, line, theme.meta);
    }
}
