//! The rows of a page and of half a page, which every list has alike.

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
