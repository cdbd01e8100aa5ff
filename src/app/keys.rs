//! The key table: dispatch, help, README and the reader's own bindings all come from it.

mod action;
mod key;
mod keymap;
mod library;
mod sheet;

pub use action::{Action, Group};
pub use key::{Code, Key, UnknownKey};
pub use keymap::{Bindings, Keymap, Refusal};
pub use library::LIBRARY;
pub use sheet::{Line, Sheet};

/// One row of the table.
#[derive(Debug)]
pub struct Binding {
    /// What it does.
    pub action: Action,
    /// Its name in the configuration.
    pub name: &'static str,
    /// The keys, as they are written in the help and in the configuration; the first is the one to teach.
    pub keys: &'static [&'static str],
    /// What it does, for people.
    pub help: &'static str,
    /// Where it stands in the help.
    pub group: Group,
}

const fn row(
    group: Group,
    action: Action,
    name: &'static str,
    keys: &'static [&'static str],
    help: &'static str,
) -> Binding {
    Binding {
        action,
        name,
        keys,
        help,
        group,
    }
}

/// The table of the reader.
pub const TABLE: &[Binding] = &[
    row(
        Group::Move,
        Action::Down,
        "next",
        &["j", "Down"],
        "next update; in the reading pane a row down",
    ),
    row(
        Group::Move,
        Action::Up,
        "previous",
        &["k", "Up"],
        "previous update; in the reading pane a row up",
    ),
    row(
        Group::Move,
        Action::PageDown,
        "page-down",
        &["PgDn", "Space", "Ctrl-f"],
        "a page down",
    ),
    row(
        Group::Move,
        Action::PageUp,
        "page-up",
        &["PgUp", "Ctrl-b"],
        "a page up",
    ),
    row(
        Group::Move,
        Action::HalfPageDown,
        "half-page-down",
        &["Ctrl-d"],
        "half a page down",
    ),
    row(
        Group::Move,
        Action::HalfPageUp,
        "half-page-up",
        &["Ctrl-u"],
        "half a page up",
    ),
    row(
        Group::Move,
        Action::Top,
        "top",
        &["g", "Home"],
        "to the top, with all that waits there",
    ),
    row(
        Group::Move,
        Action::Bottom,
        "bottom",
        &["G", "End"],
        "to the bottom",
    ),
    row(
        Group::Move,
        Action::ShowNew,
        "show-new",
        &["."],
        "show the new updates that wait",
    ),
    row(
        Group::Move,
        Action::NextKeyEvent,
        "next-key-event",
        &["}"],
        "next key event",
    ),
    row(
        Group::Move,
        Action::PreviousKeyEvent,
        "previous-key-event",
        &["{"],
        "previous key event",
    ),
    row(
        Group::Move,
        Action::Find,
        "find",
        &["/"],
        "find words; then n or Enter and N, until Esc",
    ),
    row(
        Group::Move,
        Action::Outline,
        "outline",
        &["K"],
        "list the key events; Enter goes there",
    ),
    row(
        Group::Move,
        Action::NextUnread,
        "next-unread",
        &["n"],
        "next unread update",
    ),
    row(
        Group::Move,
        Action::PreviousUnread,
        "previous-unread",
        &["N"],
        "previous unread update",
    ),
    row(
        Group::Move,
        Action::CatchUp,
        "catch-up",
        &["c"],
        "catch up: Space or n goes on, N back, Esc leaves",
    ),
    row(
        Group::Move,
        Action::GoToTime,
        "go-to-time",
        &["t"],
        "go to a time: 14:30, 2025-08-07 14:30, -2h",
    ),
    row(
        Group::Move,
        Action::Filter,
        "filter",
        &["F"],
        "show only some updates; Esc shows all again",
    ),
    row(
        Group::Read,
        Action::Bookmark,
        "bookmark",
        &["b"],
        "bookmark the update: it is never dropped",
    ),
    row(
        Group::Read,
        Action::Read,
        "read",
        &["Enter", "l", "Right"],
        "read the whole update, or the picked link",
    ),
    row(
        Group::Read,
        Action::Back,
        "back",
        &["Esc", "h", "Left", "Backspace"],
        "close what is open; a page back, to timeline, library",
    ),
    row(
        Group::Read,
        Action::ReadNext,
        "read-next",
        &[">", "Ctrl-n"],
        "next update, also from the reading pane",
    ),
    row(
        Group::Read,
        Action::ReadPrevious,
        "read-previous",
        &["<", "Ctrl-p"],
        "previous update, also from the reading pane",
    ),
    row(
        Group::Read,
        Action::Zen,
        "zen",
        &["z"],
        "nothing but the text; Esc brings the rest back",
    ),
    row(
        Group::Read,
        Action::SwitchPane,
        "switch-pane",
        &["Tab"],
        "to the reading pane; there to the next link, then back",
    ),
    row(
        Group::Read,
        Action::ShowEdits,
        "edits",
        &["d"],
        "what the last edit changed; [ and ] for the others",
    ),
    row(
        Group::Read,
        Action::About,
        "about",
        &["a"],
        "about the live blog: standfirst, summary, key events",
    ),
    row(
        Group::Read,
        Action::ShowHeadEdits,
        "head-edits",
        &["H"],
        "how the live blog's headline and standfirst changed",
    ),
    row(
        Group::Read,
        Action::ChangeDensity,
        "density",
        &["v"],
        "headlines, summaries or full text",
    ),
    row(
        Group::Read,
        Action::TurnOrder,
        "order",
        &["s"],
        "newest first or oldest first",
    ),
    row(
        Group::Read,
        Action::Overview,
        "overview",
        &["S"],
        "summary, pinned updates and key events on top",
    ),
    row(
        Group::Read,
        Action::TableRight,
        "table-right",
        &[")"],
        "a wide table's columns further right",
    ),
    row(
        Group::Read,
        Action::TableLeft,
        "table-left",
        &["("],
        "a wide table's columns further left",
    ),
    row(
        Group::Read,
        Action::ShowPicture,
        "picture",
        &["i"],
        "the picture on the whole screen; Left and Right go on",
    ),
    row(
        Group::Read,
        Action::PictureDesk,
        "pictures",
        &["P"],
        "the picture desk: all pictures of the live blog",
    ),
    row(
        Group::Read,
        Action::TogglePictures,
        "show-pictures",
        &["I"],
        "pictures among the text, or only their words",
    ),
    row(
        Group::Read,
        Action::ToggleRead,
        "unread",
        &["u"],
        "mark the update as unread, or as read again",
    ),
    row(
        Group::Read,
        Action::MarkAllRead,
        "all-read",
        &["A"],
        "mark all updates as read",
    ),
    row(
        Group::Read,
        Action::UndoMarkAll,
        "undo",
        &["U"],
        "undo marking all as read",
    ),
    row(
        Group::Links,
        Action::OpenLink,
        "open-link",
        &["f"],
        "pick a link by letters; digits pick it by its number",
    ),
    row(
        Group::Links,
        Action::PreviousLink,
        "previous-link",
        &["Shift-Tab"],
        "pick the link before",
    ),
    row(
        Group::Links,
        Action::BrowseLink,
        "browse-link",
        &["e"],
        "open the picked link in the browser",
    ),
    row(
        Group::Links,
        Action::Forward,
        "forward",
        &["L"],
        "on again to the page that was left",
    ),
    row(
        Group::Links,
        Action::SaveLinks,
        "save-links",
        &["D"],
        "fetch all links of the update for later",
    ),
    row(
        Group::Links,
        Action::OpenPermalink,
        "open",
        &["o"],
        "open the update in the browser",
    ),
    row(
        Group::Links,
        Action::OpenBlog,
        "open-blog",
        &["O"],
        "open the live blog in the browser",
    ),
    row(
        Group::Links,
        Action::CopyAddress,
        "copy-address",
        &["y"],
        "copy the address: of the link, the page, the update",
    ),
    row(
        Group::Links,
        Action::CopyText,
        "copy-text",
        &["Y"],
        "copy the update or page as text",
    ),
    row(
        Group::Links,
        Action::Pipe,
        "pipe",
        &["p"],
        "pipe the update to the command in the settings",
    ),
    row(
        Group::Program,
        Action::Refresh,
        "refresh",
        &["r"],
        "ask the publisher now",
    ),
    row(
        Group::Program,
        Action::NextBlog,
        "next-blog",
        &["]"],
        "next live blog",
    ),
    row(
        Group::Program,
        Action::PreviousBlog,
        "previous-blog",
        &["["],
        "previous live blog",
    ),
    row(
        Group::Program,
        Action::Palette,
        "palette",
        &[":"],
        "find an action by its words and do it",
    ),
    row(
        Group::Program,
        Action::Help,
        "help",
        &["?", "F1"],
        "these keys",
    ),
    row(
        Group::Program,
        Action::Redraw,
        "redraw",
        &["Ctrl-l"],
        "draw the screen anew",
    ),
    row(
        Group::Program,
        Action::Suspend,
        "suspend",
        &["Ctrl-z"],
        "back to the shell; fg returns",
    ),
    row(
        Group::Program,
        Action::Quit,
        "quit",
        &["q"],
        "quit; back to the library if opened from there",
    ),
    row(
        Group::Program,
        Action::End,
        "end",
        &["Ctrl-c"],
        "end the program",
    ),
];

/// Returns the tables as Markdown, for the README.
pub fn markdown() -> String {
    let row = |binding: &Binding| {
        let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{key}`")).collect();
        format!("| {} | {} |\n", keys.join(" "), binding.help)
    };
    let table = |title: &str, table: &'static [Binding]| {
        let group = |group| table.iter().filter(move |b| b.group == group).map(row);
        let rows: String = Group::ALL.into_iter().flat_map(group).collect();
        format!("| {title} | what they do |\n|---|---|\n{rows}")
    };
    format!(
        "{}\n{}",
        table("keys", TABLE),
        table("keys in the library", LIBRARY)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_key_in_the_table_is_a_key_and_does_one_thing() {
        for table in [TABLE, LIBRARY] {
            let mut seen = HashSet::new();
            for text in table.iter().flat_map(|binding| binding.keys) {
                let key: Key = text.parse().unwrap();
                assert_eq!(key.to_string(), *text, "a key is written as it is parsed");
                assert!(seen.insert(key), "{text} is bound twice");
            }
        }
    }

    #[test]
    fn every_action_stands_once_and_has_a_name_of_its_own() {
        for table in [TABLE, LIBRARY] {
            let actions: HashSet<_> = table.iter().map(|b| b.action).collect();
            let names: HashSet<_> = table.iter().map(|b| b.name).collect();
            assert_eq!((actions.len(), names.len()), (table.len(), table.len()));
        }
    }

    #[test]
    fn escape_never_quits() {
        let esc: Key = "Esc".parse().unwrap();
        for table in [TABLE, LIBRARY] {
            assert_eq!(Keymap::new(table, &[]).action(esc), Some(Action::Back));
        }
    }

    #[test]
    fn texts_that_name_no_key_are_refused() {
        for text in ["", "Ctrl-", "Enterr", "F0", "F99", "jj"] {
            assert!(text.parse::<Key>().is_err(), "{text:?}");
        }
    }
}
