//! What a search found: time, live blog, headline, and the words in their context.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::text;
use crate::{
    app::{
        clock,
        library::{Fragment, Hit, Library},
        screen::Search,
    },
    layout::{SCROLLBAR, width, wrap},
    model::Clean,
    ui::Theme,
};

/// The fewest columns of a live blog's name.
const SHORTEST_NAME: u16 = 12;
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
    let in_sight = search.hits().iter().skip(top).take(usize::from(seen));
    let times = in_sight.map(|hit| width::text(&time(library, hit)));
    // Two columns part the times from the words.
    let column = times
        .max()
        .map_or(0, |cells| u16::try_from(cells).unwrap_or(0) + 2);
    for (slot, (index, hit)) in (0..seen).zip(search.hits().iter().enumerate().skip(top)) {
        let rows = Rect {
            x: area.x + MARK,
            y: area.y + slot * each,
            width: area.width.saturating_sub(MARK + SCROLLBAR),
            height: each,
        };
        let strong = if index == search.selected() {
            let edge = Rect { x: area.x, ..rows };
            text::put_behind(buffer, rows, theme.selected_row);
            for row in 0..each {
                text::put(buffer, edge, row, "▌", theme.bar());
            }
            theme.selection
        } else {
            theme.strong
        };
        if each == 2 {
            draw_wide(library, hit, strong, theme, buffer, rows, column);
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
    column: u16,
) {
    text::put(buffer, rows, 0, &time(library, hit), theme.meta);
    let words = Rect {
        x: rows.x + column,
        width: rows.width.saturating_sub(column),
        ..rows
    };
    let plain = theme.found.fg.is_none();
    let headline: usize = headline_of(hit).iter().map(|f| cells(f, plain)).sum();
    let rest = usize::from(words.width).saturating_sub(headline + 2);
    // The headline is to be whole; the name of the live blog takes what is left, and always something.
    let room = u16::try_from(rest)
        .unwrap_or(0)
        .clamp(SHORTEST_NAME, words.width.max(SHORTEST_NAME) / 3 + 1);
    let blog = blog_name(library, hit);
    let name = text::cut(&blog, room);
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

/// Draws fragments so that the first of what was found is in sight, cut where they have no room; a theme without colours
/// sets what was found in brackets.
fn draw_fragments(
    fragments: &[Fragment],
    style: Style,
    theme: &Theme,
    buffer: &mut Buffer,
    area: Rect,
    row: u16,
) {
    let plain = theme.found.fg.is_none();
    let all: usize = fragments.iter().map(|f| cells(f, plain)).sum();
    let fits = all <= usize::from(area.width);
    let mut column = 0;
    for (index, fragment) in fragments.iter().enumerate() {
        let words = fragment.text.as_str();
        let (words, style) = if fragment.found && plain {
            (format!("[{words}]"), style)
        } else if fragment.found {
            (words.to_owned(), style.patch(theme.found))
        } else if index == 0
            && !fits
            && fragments.len() > 1
            && width::text(words) > usize::from(area.width / 2)
        {
            (format!("…{}", suffix(words, area.width / 3)), style)
        } else {
            (words.to_owned(), style)
        };
        let room = area.width.saturating_sub(column);
        let cut = text::cut(&words, room);
        column += text::put_at(buffer, area, column, row, &cut, style);
        if cut.as_ref() != words {
            return;
        }
    }
}

/// Returns the cells of a fragment.
fn cells(fragment: &Fragment, plain: bool) -> usize {
    let brackets = if fragment.found && plain { 2 } else { 0 };
    width::text(fragment.text.as_str()) + brackets
}

/// Returns the end of a text that fits into some cells, from a whole word on where there is one.
fn suffix(words: &str, cells: u16) -> &str {
    let end = width::suffix(words, cells);
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
        "%e %b %Y %H:%M"
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
        "Searches every update in the history and its earlier revisions. All words must match; \
         accents and case are ignored; \"quoted words\" are a phrase; word* matches any word that \
         begins with it."
    } else if search.is_searching() {
        return;
    } else {
        "No results."
    };
    for (y, line) in (1..).zip(wrap::wrap(&[words], wrap::Columns::all(area.width))) {
        let line = words.get(line.start..line.end).unwrap_or_default();
        text::put(buffer, area, y, line, theme.meta);
    }
}
