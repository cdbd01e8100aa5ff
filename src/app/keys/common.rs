//! The rows that several tables have alike.

use super::{Action, Binding, Group, row};

pub(super) const PAGE_DOWN: Binding = row(
    Group::Move,
    Action::PageDown,
    "page-down",
    &["PgDn", "Space", "Ctrl-f"],
    "a page down",
);

pub(super) const PAGE_UP: Binding = row(
    Group::Move,
    Action::PageUp,
    "page-up",
    &["PgUp", "Ctrl-b"],
    "a page up",
);

pub(super) const HALF_PAGE_DOWN: Binding = row(
    Group::Move,
    Action::HalfPageDown,
    "half-page-down",
    &["Ctrl-d"],
    "half a page down",
);

pub(super) const HALF_PAGE_UP: Binding = row(
    Group::Move,
    Action::HalfPageUp,
    "half-page-up",
    &["Ctrl-u"],
    "half a page up",
);

pub(super) const ROW_DOWN: Binding = row(
    Group::Move,
    Action::Down,
    "next",
    &["j", "Down"],
    "a row down",
);

pub(super) const ROW_UP: Binding = row(
    Group::Move,
    Action::Up,
    "previous",
    &["k", "Up"],
    "a row up",
);

/// Where letters are typed, they turn no page.
pub(super) const PLAIN_PAGE_DOWN: Binding = row(
    Group::Move,
    Action::PageDown,
    "page-down",
    &["PgDn"],
    "a page down",
);

pub(super) const PLAIN_PAGE_UP: Binding = row(
    Group::Move,
    Action::PageUp,
    "page-up",
    &["PgUp"],
    "a page up",
);

pub(super) const TOP: Binding = row(
    Group::Move,
    Action::Top,
    "top",
    &["g", "Home"],
    "to the top",
);

pub(super) const BOTTOM: Binding = row(
    Group::Move,
    Action::Bottom,
    "bottom",
    &["G", "End"],
    "to the bottom",
);

pub(super) const GO_TO_TIME: Binding = row(
    Group::Move,
    Action::GoToTime,
    "go-to-time",
    &["t"],
    "go to a time: 14:30, 2025-08-07 14:30, -2h",
);

pub(super) const HELP: Binding = row(
    Group::Program,
    Action::Help,
    "help",
    &["?", "F1"],
    "show keyboard shortcuts",
);

pub(super) const MESSAGES: Binding = row(
    Group::Program,
    Action::Messages,
    "messages",
    &["M"],
    "show earlier messages",
);

pub(super) const REDRAW: Binding = row(
    Group::Program,
    Action::Redraw,
    "redraw",
    &["Ctrl-l"],
    "redraw the screen",
);

pub(super) const SUSPEND: Binding = row(
    Group::Program,
    Action::Suspend,
    "suspend",
    &["Ctrl-z"],
    "back to the shell; fg returns",
);

pub(super) const END: Binding = row(
    Group::Program,
    Action::End,
    "end",
    &["Ctrl-c"],
    "quit newswire",
);
