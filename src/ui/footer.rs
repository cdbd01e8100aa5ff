//! The last row: how fresh all this is, what failed, and which keys help now.

use std::ops::Range;

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{Theme, rect, replay, text, told};
use crate::{
    app::{
        FreshnessWords, Hint, Scene,
        keys::{Action, Key},
        screen::{Find, Screen, Sheet},
    },
    layout::{Area, width},
};

/// A key in the footer, and the columns that name it.
pub(super) type Shown = (Range<u16>, Key);

/// Draws the footer; returns the keys that it names.
pub(super) fn draw(
    scene: &Scene<'_>,
    theme: &Theme,
    buffer: &mut Buffer,
    area: Area,
) -> Vec<Shown> {
    let mut line = rect(area);
    line.x += 1;
    line.width = line.width.saturating_sub(2);
    match scene.top() {
        Some(Screen::Time(typed)) => {
            text::put_input(buffer, line, "Go to time: ", typed, theme);
            if let Some(notice) = scene.notice() {
                told::put_above(buffer, line, notice.as_str(), theme.failure, theme);
            }
            return Vec::new();
        }
        Some(Screen::Find(find)) => return draw_find(scene, find, theme, buffer, line),
        Some(Screen::Help(sheet)) => {
            return draw_sheet(sheet, &scene.hints(), theme, buffer, line);
        }
        None if scene.is_zen() && scene.notice().is_none() => return Vec::new(),
        _ => {}
    }
    let hints = scene.hints();
    if let (None, None, Some(played)) = (scene.top(), scene.notice(), scene.replay())
        && scene.picked().is_none()
    {
        let used = replay::draw(scene, played, theme, buffer, (area, line));
        return draw_hints(&hints, used, theme, buffer, line);
    }
    let used = match (scene.top(), scene.notice()) {
        (Some(Screen::Hints(_)), _) | (_, None) => {
            let (words, style) = words(scene, &hints, theme, line.width);
            text::put(buffer, line, 0, &words, style)
        }
        (_, Some(notice)) => told::put(buffer, line, notice.as_str(), theme.strong, theme),
    };
    draw_hints(&hints, used, theme, buffer, line)
}

/// Returns how many rows above the footer a message covers.
pub(super) fn covered(scene: &Scene<'_>, area: Area) -> u16 {
    let line = Rect {
        width: area.width.saturating_sub(2),
        ..rect(area)
    };
    let rows = scene
        .notice()
        .map(|notice| told::rows(notice.as_str(), line));
    rows.map_or(0, |rows| {
        u16::try_from(rows.len().saturating_sub(1)).unwrap_or(0)
    })
}

/// Says what is going on: what is typed or asked, else how fresh all this is.
fn words(scene: &Scene<'_>, hints: &[Hint], theme: &Theme, width: u16) -> (String, Style) {
    match scene.top() {
        Some(Screen::Hints(letters)) => {
            let typed = letters.typed();
            return (format!("Letters of the link: {typed}▏"), theme.strong);
        }
        Some(Screen::Link(number))
            if number.link(scene).is_none() || scene.blog().cursor().is_none() =>
        {
            let (named, misleads) = picked(scene).unwrap_or_default();
            let style = if misleads {
                theme.failure
            } else {
                theme.strong
            };
            let words = format!("{}▏ {named}", number.typed());
            return (words.trim_end().to_owned(), style);
        }
        Some(Screen::Pictures(desk)) => {
            let (at, count) = (desk.at() + 1, desk.leaves().len());
            return (format!("picture {at} of {count}"), theme.strong);
        }
        Some(Screen::CatchUp(catch_up)) => {
            let (at, count) = catch_up.count();
            let words = format!("catching up · {at} of {count}");
            let fits = width_of(&words) <= room_beside(hints, MOST_NEEDED, width);
            let words = if fits {
                words
            } else {
                format!("{at} of {count}")
            };
            return (words, theme.strong);
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
    if let Some(played) = scene.replay() {
        // Nobody is asked; what counts is how much of the story is told.
        return (replay::words(scene, played), theme.meta);
    }
    let freshness = &scene.blog().feed.freshness;
    let failed = freshness.failure.is_some();
    let style = if failed { theme.failure } else { theme.meta };
    let resume = scene.keymap().taught(Action::Refresh);
    if let Some(address) = scene.blog().feed.goes_on_at() {
        let words = format!("goes on at {} · {resume} goes there", address.short());
        return (text::cut(&words, width).into_owned(), theme.strong);
    }
    let FreshnessWords { short, then, more } = freshness.words(scene.now(), &resume);
    // The keys that are needed most are to be seen as well.
    let words = short.clone() + &then;
    let room = room_beside(hints, MOST_NEEDED, width);
    if width_of(&words) > room {
        // Over the panes it matters less how fresh they are than how to get back.
        let is_needed = scene.top().is_none() || width_of(&short) <= room;
        return (if is_needed { short } else { String::new() }, style);
    }
    let room = room_beside(hints, NEEDED, width).max(width_of(&words));
    (text::cut(&(words + &more), room).into_owned(), style)
}

/// Returns the columns that the keys that are needed most leave free.
fn room_beside(hints: &[Hint], count: usize, width: u16) -> u16 {
    let needed = hints.get(hints.len().saturating_sub(count)..);
    let taken = u16::try_from(needed.map_or(0, cells)).unwrap_or(width) + 3;
    width.saturating_sub(taken)
}

/// How many keys a failure leaves room for.
const NEEDED: usize = 3;
/// How many keys there is room for, whatever is said.
const MOST_NEEDED: usize = 2;

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
fn draw_find(
    scene: &Scene<'_>,
    find: &Find,
    theme: &Theme,
    buffer: &mut Buffer,
    mut line: Rect,
) -> Vec<Shown> {
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
        return Vec::new();
    }
    let room = line.width.saturating_sub(width_of(&count) + 3);
    let words = text::cut(find.line().text(), room);
    let words = format!("{words} · {count}");
    let used = text::put(buffer, line, 0, &words, theme.strong);
    draw_hints(&scene.hints(), used, theme, buffer, line)
}

fn width_of(words: &str) -> u16 {
    u16::try_from(width::text(words)).unwrap_or(u16::MAX)
}

/// Draws as many keys with their words, the least needed first, as have room right of what is there; returns them.
pub(super) fn draw_hints(
    hints: &[Hint],
    used: u16,
    theme: &Theme,
    buffer: &mut Buffer,
    line: Rect,
) -> Vec<Shown> {
    let room = usize::from(line.width.saturating_sub(used + 3));
    let fits = |from: &usize| hints.get(*from..).is_some_and(|rest| cells(rest) <= room);
    let from = (0..hints.len()).find(fits).unwrap_or(hints.len());
    let hints = hints.get(from..).unwrap_or_default();
    let mut column = line
        .width
        .saturating_sub(u16::try_from(cells(hints)).unwrap_or(0));
    let mut shown = Vec::new();
    for Hint { key, word, .. } in hints {
        let begin = column;
        column += text::put_at(buffer, line, column, 0, key, theme.key);
        column += text::put_at(buffer, line, column, 0, &format!(" {word}"), theme.meta);
        let columns = line.x + begin..line.x + column;
        shown.extend(key.parse().ok().map(|key| (columns, key)));
        column += 2;
    }
    shown
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
) -> Vec<Shown> {
    let shown = draw_hints(hints, 0, theme, buffer, line);
    if sheet.filter().text().is_empty() && !sheet.is_typing() {
        return shown;
    }
    let taken = u16::try_from(cells(hints) + 2).unwrap_or(u16::MAX);
    let input = Rect {
        width: line.width.saturating_sub(taken),
        ..line
    };
    text::put_input(buffer, input, "Keys: ", sheet.filter(), theme);
    shown
}

fn cells(hints: &[Hint]) -> usize {
    let cells = |hint: &Hint| width::text(&hint.key) + width::text(hint.word) + 3;
    hints.iter().map(cells).sum::<usize>().saturating_sub(2)
}
