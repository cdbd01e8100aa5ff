//! The last row: how fresh all this is, what failed, and which keys help now.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Theme, rect, text};
use crate::{
    app::{
        Model, Overlay, PictureDesk,
        find::Find,
        keys::{Action, Keymap, Sheet},
    },
    layout::{Area, Front, width},
};

/// Draws the footer.
pub(super) fn draw(model: &Model, theme: &Theme, buffer: &mut Buffer, area: Area) {
    let mut line = rect(area);
    line.x += 1;
    line.width = line.width.saturating_sub(2);
    if let Some(Overlay::Time(typed)) = model.overlay() {
        text::put_input(buffer, line, "Go to time: ", typed, theme);
        return;
    }
    if let Some(find) = model.find().filter(|_| model.overlay().is_none()) {
        draw_find(model, find, theme, buffer, line);
        return;
    }
    if let Some(Overlay::Help(sheet)) = model.overlay() {
        draw_sheet(sheet, theme, buffer, line);
        return;
    }
    if model.is_zen() && model.overlay().is_none() && model.notice().is_none() {
        return;
    }
    let freshness = &model.blog().freshness;
    let (words, style) = match (model.overlay(), model.notice()) {
        (Some(Overlay::Hints { typed }), _) => {
            (format!("Letters of the link: {typed}▏"), theme.strong)
        }
        (Some(Overlay::Link { typed }), _) => {
            let named = picked(model).map_or_else(String::new, |(words, _)| format!(" {words}"));
            (format!("Link {typed}▏{named}"), theme.strong)
        }
        (_, Some(notice)) => (notice.to_string(), theme.strong),
        (Some(Overlay::Pictures(desk)), None) => {
            let (at, count) = (desk.at() + 1, desk.leaves().len());
            (format!("picture {at} of {count}"), theme.strong)
        }
        (None, None) if let Some(catch_up) = model.catch_up() => {
            let (at, count) = catch_up.count();
            (format!("catching up · {at} of {count}"), theme.strong)
        }
        _ if model.errand().is_some() => (model.errand().unwrap_or_default(), theme.strong),
        _ if model.picked().is_some() => {
            let (words, misleads) = picked(model).unwrap_or_default();
            let style = if misleads {
                theme.failure
            } else {
                theme.strong
            };
            // The keys that open it are to be seen as well.
            let room = line
                .width
                .saturating_sub(LINK_HINT_CELLS)
                .max(line.width / 2);
            (text::cut(&words, room).into_owned(), style)
        }
        _ => {
            let failed = freshness.failure.is_some();
            let style = if failed { theme.failure } else { theme.meta };
            let resume = model.keymap().taught(Action::Refresh);
            let (words, end) = freshness.words(model.now(), &resume);
            (shortened(words, &end, line.width), style)
        }
    };
    let used = text::put(buffer, line, 0, &words, style);
    draw_hints(hints(model), used, theme, buffer, line);
}

/// Names the host of the picked link first, then its path; `true` where its words name another host.
fn picked(model: &Model) -> Option<(String, bool)> {
    let (number, link) = model.picked()?;
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
fn draw_find(model: &Model, find: &Find, theme: &Theme, buffer: &mut Buffer, mut line: Rect) {
    let count = match model.find_count() {
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
    let hints = [("N", "previous"), ("Esc", "ends"), ("n", "next")];
    let hints = hints.map(|(key, word)| (key.to_owned(), word)).to_vec();
    draw_hints(hints, used, theme, buffer, line);
}

fn width_of(words: &str) -> u16 {
    u16::try_from(width::text(words)).unwrap_or(u16::MAX)
}

/// Draws as many keys with their words, the least needed first, as have room right of what is there.
pub(super) fn draw_hints(
    mut hints: Vec<(String, &'static str)>,
    used: u16,
    theme: &Theme,
    buffer: &mut Buffer,
    line: Rect,
) {
    let room = usize::from(line.width.saturating_sub(used + 3));
    // What has no key cannot be taught.
    hints.retain(|(key, _)| !key.is_empty());
    while !hints.is_empty() && cells(&hints) > room {
        hints.remove(0);
    }
    let mut column = line
        .width
        .saturating_sub(u16::try_from(cells(&hints)).unwrap_or(0));
    for (key, word) in &hints {
        column += text::put_at(buffer, line, column, 0, key, theme.key);
        column += text::put_at(buffer, line, column, 0, &format!(" {word}"), theme.meta) + 2;
    }
}

/// What the keys for a picked link take of the footer.
const LINK_HINT_CELLS: u16 = 38;

/// The keys for a picked link.
const LINK_HINTS: &[(Action, &str)] = &[
    (Action::Back, "cancel"),
    (Action::BrowseLink, "browser"),
    (Action::Read, "read"),
];

/// The keys that help now, the least needed first.
fn hints(model: &Model) -> Vec<(String, &'static str)> {
    if model.overlay().is_none() && model.catch_up().is_some() {
        let hints = [("N", "back"), ("Esc", "leaves"), ("Space", "next")];
        return hints.map(|(key, word)| (key.to_owned(), word)).to_vec();
    }
    if let Some(Overlay::Pictures(desk)) = model.overlay() {
        return picture_hints(desk, model.keymap());
    }
    let mut actions = match (model.overlay(), model.front()) {
        (Some(Overlay::Help(_) | Overlay::Pictures(_)), _) => Vec::new(),
        (Some(Overlay::Hints { .. } | Overlay::Time(_)), _) => vec![(Action::Back, "cancel")],
        (Some(Overlay::Link { .. }), _) => LINK_HINTS.to_vec(),
        (Some(Overlay::Choose(_)), _) => vec![(Action::Back, "cancel"), (Action::Read, "choose")],
        (None, _) if model.edit_shown().is_some() => edit_hints(model),
        (None, _) if model.picked().is_some() => LINK_HINTS.to_vec(),
        (None, Front::Timeline) => vec![
            (Action::Refresh, "refresh"),
            (Action::Find, "find"),
            (Action::OpenLink, "links"),
            (Action::OpenPermalink, "open"),
            (Action::Down, "down"),
            (Action::Read, "read"),
            (Action::Quit, "quit"),
            (Action::Help, "help"),
        ],
        (None, Front::Reading) => vec![
            (Action::OpenPermalink, "open"),
            (Action::OpenLink, "links"),
            (Action::Down, "scroll"),
            (Action::Back, "back"),
            (Action::Quit, "quit"),
            (Action::Help, "help"),
        ],
    };
    let is_read = model.overlay().is_none() && model.front() == Front::Reading;
    if is_read && model.blog().has_wide_tables() {
        let at = actions.len().saturating_sub(3);
        actions.insert(at, (Action::TableLeft, "table left"));
        actions.insert(at + 1, (Action::TableRight, "table right"));
    }
    let waiting = model.blog().waiting() + model.blog().waiting_edits();
    if model.overlay().is_none() && waiting > 0 {
        actions.insert(actions.len().saturating_sub(2), (Action::ShowNew, "new"));
    }
    actions
        .into_iter()
        .map(|(action, word)| match action {
            Action::Quit if model.is_over_library() => (model.keymap().taught(action), "library"),
            _ => (model.keymap().taught(action), word),
        })
        .collect()
}

/// The keys that help on the picture desk; that Left and Right go on there, no binding changes.
fn picture_hints(desk: &PictureDesk, keymap: &Keymap) -> Vec<(String, &'static str)> {
    let (read, rest) = if desk.is_alone() {
        ("its update", (Action::PictureDesk, "all"))
    } else {
        ("look", (Action::BrowseLink, "browser"))
    };
    let taught = |(action, word)| (keymap.taught(action), word);
    vec![
        taught(rest),
        ("Left".to_owned(), "before"),
        ("Right".to_owned(), "next"),
        taught((Action::Read, read)),
        taught((Action::Back, "back")),
    ]
}

/// The keys that lead from one edit of an update to another.
fn edit_hints(model: &Model) -> Vec<(Action, &'static str)> {
    let mut actions = vec![(Action::Down, "scroll"), (Action::Help, "help")];
    let Some((revision, count, closes)) = model.edit_shown() else {
        return actions;
    };
    if revision < count {
        actions.push((Action::NextBlog, "edit after"));
    }
    if revision > 2 {
        actions.push((Action::PreviousBlog, "edit before"));
    }
    actions.push((closes, "text"));
    actions
}

/// Draws what is typed to find a row of the sheet of keys, and the keys that help there, which no binding changes.
pub(super) fn draw_sheet(sheet: &Sheet, theme: &Theme, buffer: &mut Buffer, line: Rect) {
    let typed = !sheet.filter().text().is_empty();
    let hints = [
        ("Down", "scroll"),
        ("Esc", if typed { "all keys" } else { "close" }),
    ];
    let hints = hints.map(|(key, word)| (key.to_owned(), word)).to_vec();
    if !typed {
        let words = "Type to search these keys";
        let used = text::put(buffer, line, 0, words, theme.meta);
        draw_hints(hints, used, theme, buffer, line);
        return;
    }
    let cells = width_of("Down scroll  Esc all keys") + 2;
    draw_hints(hints, 0, theme, buffer, line);
    let input = Rect {
        width: line.width.saturating_sub(cells),
        ..line
    };
    text::put_input(buffer, input, "Keys: ", sheet.filter(), theme);
}

fn cells(hints: &[(String, &str)]) -> usize {
    let words: usize = hints
        .iter()
        .map(|(key, word)| width::text(key) + width::text(word) + 3)
        .sum();
    words.saturating_sub(2)
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
