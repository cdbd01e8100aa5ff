//! The list before anything is in it: what the program does, and how to begin.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{counted, text};
use crate::{
    app::{keys::Action, library::Library},
    layout::wrap,
    ui::Theme,
};

/// What the program does.
const WHAT: [&str; 3] = [
    "newswire follows news live blogs in the terminal.",
    "Updates gather in a timeline that does not move while you read;",
    "edits, removed updates and your place are kept.",
];

/// How to begin.
const HOW: [(Action, &str); 3] = [
    (Action::Follow, "follow: type or paste an address"),
    (Action::Demo, "the demo, which needs no network"),
    (Action::Help, "all keys"),
];

/// Draws the welcome, or where everything was put away, how to see it.
pub(super) fn draw(library: &Library, theme: &Theme, buffer: &mut Buffer, area: Rect) {
    let area = Rect {
        x: area.x + 2,
        width: area.width.saturating_sub(4),
        ..area
    };
    // What to do matters more than what it is: where there is little room, the words go.
    let roomy = area.height >= 10;
    let mut y = u16::from(roomy);
    let (archived, _) = library.archived();
    if archived > 0 {
        let key = library.keymap().taught(Action::ShowArchived);
        let what = counted(archived, "live blog");
        let words = format!("Archived: {what}. {key} shows what is archived.");
        y += put_wrapped(&words, theme, buffer, area, y);
    } else if roomy {
        for words in WHAT {
            y += put_wrapped(words, theme, buffer, area, y);
        }
    }
    y += u16::from(roomy);
    for (action, words) in HOW {
        let key = library.keymap().taught(action);
        let used = text::put(buffer, area, y, &key, theme.key);
        let words = format!("  {words}");
        text::put_at(buffer, area, used, y, &words, theme.ground);
        y += 1;
    }
}

fn put_wrapped(words: &str, theme: &Theme, buffer: &mut Buffer, area: Rect, y: u16) -> u16 {
    let mut rows = 0;
    for line in wrap::wrap(&[words], wrap::Columns::all(area.width)) {
        let line = words.get(line.start..line.end).unwrap_or_default();
        text::put(buffer, area, y + rows, line, theme.ground);
        rows += 1;
    }
    rows
}
