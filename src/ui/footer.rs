//! The last row: how fresh all this is, what failed, and which keys help now.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{Theme, rect, text};
use crate::{
    app::{
        Hint, Scene,
        keys::Action,
        screen::{Find, Screen, Sheet},
    },
    layout::{Area, width},
};

/// Draws the footer.
pub(super) fn draw(scene: &Scene<'_>, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let mut line = rect(area);
    line.x += 1;
    line.width = line.width.saturating_sub(2);
    match scene.top() {
        Some(Screen::Time(typed)) => {
            text::put_input(buffer, line, "Go to time: ", typed, theme);
            return;
        }
        Some(Screen::Find(find)) => {
            draw_find(scene, find, theme, buffer, line);
            return;
        }
        Some(Screen::Help(sheet)) => {
            draw_sheet(sheet, &scene.hints(), theme, buffer, line);
            return;
        }
        None if scene.is_zen() && scene.notice().is_none() => return,
        _ => {}
    }
    let (words, style) = words(scene, theme, line.width);
    let used = text::put(buffer, line, 0, &words, style);
    draw_hints(&scene.hints(), used, theme, buffer, line);
}

/// Says what is going on: what is typed or asked, what was told, else how fresh all this is.
fn words(scene: &Scene<'_>, theme: &Theme, width: u16) -> (String, Style) {
    match (scene.top(), scene.notice()) {
        (Some(Screen::Hints(letters)), _) => {
            let typed = letters.typed();
            return (format!("Letters of the link: {typed}▏"), theme.strong);
        }
        (Some(Screen::Link(number)), _) => {
            let named = picked(scene).map_or_else(String::new, |(words, _)| format!(" {words}"));
            return (format!("Link {}▏{named}", number.typed()), theme.strong);
        }
        (_, Some(notice)) => return (notice.to_string(), theme.strong),
        (Some(Screen::Pictures(desk)), None) => {
            let (at, count) = (desk.at() + 1, desk.leaves().len());
            return (format!("picture {at} of {count}"), theme.strong);
        }
        (Some(Screen::CatchUp(catch_up)), None) => {
            let (at, count) = catch_up.count();
            return (format!("catching up · {at} of {count}"), theme.strong);
        }
        _ => {}
    }
    if let Some(errand) = scene.errand() {
        return (errand, theme.strong);
    }
    if let Some((words, misleads)) = picked(scene) {
        let style = if misleads {
            theme.failure
        } else {
            theme.strong
        };
        // The keys that open it are to be seen as well.
        let room = width.saturating_sub(LINK_HINT_CELLS).max(width / 2);
        return (text::cut(&words, room).into_owned(), style);
    }
    let freshness = &scene.blog().feed.freshness;
    let failed = freshness.failure.is_some();
    let style = if failed { theme.failure } else { theme.meta };
    let resume = scene.keymap().taught(Action::Refresh);
    let (words, end) = freshness.words(scene.now(), &resume);
    (shortened(words, &end, width), style)
}

/// Names the host of the picked link first, then its path; `true` where its words name another host.
fn picked(scene: &Scene<'_>) -> Option<(String, bool)> {
    let (number, link) = scene.picked()?;
    let url = link.url.as_url();
    let port = url
        .port()
        .map_or_else(String::new, |port| format!(":{port}"));
    let place = format!(
        "{}{port}{}",
        link.url.host(),
        url.path().trim_end_matches('/')
    );
    Some(match link.misleading_host() {
        Some(named) => {
            let host = link.url.host();
            let words = format!("[{number}!] {host}, and not {named}: {place}");
            (words, true)
        }
        None => (format!("[{number}] {place}"), false),
    })
}

/// Draws what is looked for, and which match of how many is selected.
fn draw_find(scene: &Scene<'_>, find: &Find, theme: &Theme, buffer: &mut Buffer, mut line: Rect) {
    let count = match scene.find_count() {
        _ if find.is_blank() => String::new(),
        (_, 0) => "not found".to_owned(),
        (0, count) => format!("{count} found"),
        (number, count) => format!("{number} of {count}"),
    };
    if find.is_typing() {
        let taken = text::put_right(buffer, line, 0, &count, theme.meta);
        line.width = line.width.saturating_sub(taken + 2);
        text::put_input(buffer, line, "Find: ", find.line(), theme);
        return;
    }
    let room = line.width.saturating_sub(width_of(&count) + 3);
    let words = text::cut(find.line().text(), room);
    let words = format!("{words} · {count}");
    let used = text::put(buffer, line, 0, &words, theme.strong);
    draw_hints(&scene.hints(), used, theme, buffer, line);
}

fn width_of(words: &str) -> u16 {
    u16::try_from(width::text(words)).unwrap_or(u16::MAX)
}

/// Draws as many keys with their words, the least needed first, as have room right of what is there.
pub(super) fn draw_hints(
    hints: &[Hint],
    used: u16,
    theme: &Theme,
    buffer: &mut Buffer,
    line: Rect,
) {
    let room = usize::from(line.width.saturating_sub(used + 3));
    let fits = |from: &usize| hints.get(*from..).is_some_and(|rest| cells(rest) <= room);
    let from = (0..hints.len()).find(fits).unwrap_or(hints.len());
    let hints = hints.get(from..).unwrap_or_default();
    let mut column = line
        .width
        .saturating_sub(u16::try_from(cells(hints)).unwrap_or(0));
    for Hint { key, word, .. } in hints {
        column += text::put_at(buffer, line, column, 0, key, theme.key);
        column += text::put_at(buffer, line, column, 0, &format!(" {word}"), theme.meta) + 2;
    }
}

/// What the keys for a picked link take of the footer.
const LINK_HINT_CELLS: u16 = 38;

/// Draws what is typed to find a row of the sheet of keys, and the keys that help there.
pub(super) fn draw_sheet(
    sheet: &Sheet,
    hints: &[Hint],
    theme: &Theme,
    buffer: &mut Buffer,
    line: Rect,
) {
    draw_hints(hints, 0, theme, buffer, line);
    if sheet.filter().text().is_empty() && !sheet.is_typing() {
        return;
    }
    let taken = u16::try_from(cells(hints) + 2).unwrap_or(u16::MAX);
    let input = Rect {
        width: line.width.saturating_sub(taken),
        ..line
    };
    text::put_input(buffer, input, "Keys: ", sheet.filter(), theme);
}

fn cells(hints: &[Hint]) -> usize {
    let cells = |hint: &Hint| width::text(&hint.key) + width::text(hint.word) + 3;
    hints.iter().map(cells).sum::<usize>().saturating_sub(2)
}

/// Cuts words so that their end still has room.
fn shortened(words: String, end: &str, room: u16) -> String {
    let end_cells = width::text(end);
    if width::text(&words) + end_cells <= usize::from(room) {
        return words + end;
    }
    let (kept, _) = width::prefix(
        &words,
        room.saturating_sub(u16::try_from(end_cells + 1).unwrap_or(room)),
    );
    format!("{kept}…{end}")
}
