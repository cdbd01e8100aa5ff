//! The library: a header with counts, the list or what stands in its place, a footer.

mod footer;
mod list;
mod results;
mod welcome;

use ratatui::buffer::Buffer;

use super::{Theme, footer::Shown, help, messages, rect, text};
use crate::{
    app::{
        Scene,
        library::Library,
        screen::{Screen, Search},
    },
    layout::{Area, width},
};

/// Draws the library.
pub(super) fn draw(scene: &Scene<'_, Library>, theme: &Theme, buffer: &mut Buffer) {
    let whole = *buffer.area();
    buffer.set_style(whole, theme.ground);
    let Some(geometry) = scene.geometry() else {
        text::put(buffer, whole, 0, "too small", theme.meta);
        return;
    };
    let rule = "─".repeat(usize::from(geometry.rule.width));
    text::put(buffer, rect(geometry.rule), 0, &rule, theme.ornament);
    let main = scene.main();
    if let Some(Screen::Search(search)) = scene.cover() {
        draw_search_header(search, theme, buffer, geometry.header);
        results::draw(scene, search, theme, buffer, rect(main));
    } else {
        draw_header(scene, theme, buffer, geometry.header);
        match (scene.cover(), scene.blogs()) {
            (Some(Screen::Help(sheet)), _) => {
                help::draw(sheet, scene.keys(), theme, buffer, main);
            }
            (Some(Screen::Messages(shown)), _) => {
                messages::draw(shown, scene.zone(), theme, buffer, main);
            }
            (_, None) => {}
            (_, Some([])) => welcome::draw(scene, theme, buffer, rect(main)),
            (_, Some(blogs)) => list::draw(scene, blogs, theme, buffer, rect(main)),
        }
    }
    footer::draw(scene, theme, buffer, geometry.footer);
}

/// Returns the keys that the footer names.
pub(super) fn keys(scene: &Scene<'_, Library>, theme: &Theme, buffer: &mut Buffer) -> Vec<Shown> {
    let geometry = scene.geometry();
    geometry.map_or_else(Vec::new, |all| {
        footer::draw(scene, theme, buffer, all.footer)
    })
}

/// Draws the name and, as far as there is room, the counts and the size of the history.
fn draw_header(library: &Library, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let mut line = rect(area);
    line.x += 1;
    line.width = line.width.saturating_sub(2);
    let used = text::put(buffer, line, 0, "newswire", theme.strong) + 2;
    let room = usize::from(line.width.saturating_sub(used));
    let mut parts = Vec::new();
    if let Some(bytes) = library.bytes() {
        let counts = library.counts();
        parts.push(format!("history {}", size_words(bytes)));
        let tag = library.tag().map(|tag| format!(" · only #{tag}"));
        let blogs = counted(counts.blogs, "live blog");
        parts.push(format!("{blogs}{}", tag.unwrap_or_default()));
        if counts.changed_since_read > 0 {
            parts.push(format!("{} changed since read", counts.changed_since_read));
        }
        parts.push(format!("{} unread", counts.unread));
    }
    while parts.len() > 1 && width::text(&parts.join(" · ")) > room {
        parts.remove(0);
    }
    let words = parts.join(" · ");
    if width::text(&words) <= room {
        text::put_right(buffer, line, 0, &words, theme.meta);
    }
}

fn draw_search_header(search: &Search, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let mut line = rect(area);
    line.x += 1;
    line.width = line.width.saturating_sub(2);
    let state = if search.is_searching() {
        "searching …".to_owned()
    } else if search.hits().is_empty() {
        String::new()
    } else {
        let selected = search.selected() + 1;
        format!("{selected} of {}", search.hits().len())
    };
    let taken = text::put_right(buffer, line, 0, &state, theme.meta);
    line.width = line.width.saturating_sub(taken + 2);
    text::put_input(buffer, line, "Search: ", search.input(), theme);
}

/// Counts things in words.
fn counted(count: usize, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}

/// Writes a number of bytes in decimal units, as file managers do.
fn size_words(bytes: u64) -> String {
    let tenths = |unit: u64| {
        let tenths = bytes.saturating_mul(10) / unit;
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    match bytes {
        ..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        1_000_000..1_000_000_000 => format!("{} MB", tenths(1_000_000)),
        _ => format!("{} GB", tenths(1_000_000_000)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_the_unit_that_fits() {
        for (bytes, words) in [
            (0, "0 kB"),
            (4096, "5 kB"),
            (1_000_000, "1.0 MB"),
            (18_250_000, "18.2 MB"),
            (2_560_000_000, "2.5 GB"),
        ] {
            assert_eq!(size_words(bytes), words);
        }
    }
}
