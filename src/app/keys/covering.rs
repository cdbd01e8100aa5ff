//! The keys of the screens that cover what lies under them: pictures, briefing, help, messages, search.

use super::{Action, Binding, Group, common, row};

pub(super) const PICTURES: &[Binding] = &[
    row(
        Group::Move,
        Action::NextPicture,
        "next-picture",
        &["Right", "l"],
        "next picture",
    ),
    row(
        Group::Move,
        Action::PreviousPicture,
        "previous-picture",
        &["Left", "h"],
        "previous picture",
    ),
    common::ROW_DOWN,
    common::ROW_UP,
    common::PAGE_DOWN,
    common::PAGE_UP,
    common::HALF_PAGE_DOWN,
    common::HALF_PAGE_UP,
    row(
        Group::Move,
        Action::Top,
        "top",
        &["g", "Home"],
        "the first picture",
    ),
    row(
        Group::Move,
        Action::Bottom,
        "bottom",
        &["G", "End"],
        "the last picture",
    ),
    row(
        Group::Read,
        Action::Read,
        "read",
        &["Enter"],
        "the picture alone; from there its update",
    ),
    row(
        Group::Read,
        Action::ShowPicture,
        "picture",
        &["i"],
        "the picture alone, or all again",
    ),
    row(
        Group::Read,
        Action::PictureDesk,
        "pictures",
        &["P"],
        "all pictures, or back",
    ),
    row(
        Group::Links,
        Action::BrowseLink,
        "browse-link",
        &["e"],
        "open the picture in the browser",
    ),
    row(
        Group::Links,
        Action::CopyAddress,
        "copy-address",
        &["y"],
        "copy its address",
    ),
    row(
        Group::Program,
        Action::Back,
        "back",
        &["Esc", "q", "Backspace"],
        "close the picture",
    ),
];

pub(super) const BRIEFING: &[Binding] = &[
    common::ROW_DOWN,
    common::ROW_UP,
    common::PAGE_DOWN,
    common::PAGE_UP,
    common::HALF_PAGE_DOWN,
    common::HALF_PAGE_UP,
    common::TOP,
    common::BOTTOM,
    row(
        Group::Read,
        Action::Read,
        "read",
        &["Enter", "l", "Right"],
        "go to the update, or to its edit",
    ),
    row(
        Group::Program,
        Action::Back,
        "back",
        &["Esc", "W", "q", "h", "Left", "Backspace"],
        "close the briefing",
    ),
];

pub(super) const HELP: &[Binding] = &[
    row(
        Group::Move,
        Action::Down,
        "next",
        &["j", "Down"],
        "a line down",
    ),
    row(
        Group::Move,
        Action::Up,
        "previous",
        &["k", "Up"],
        "a line up",
    ),
    common::PAGE_DOWN,
    common::PAGE_UP,
    common::HALF_PAGE_DOWN,
    common::HALF_PAGE_UP,
    common::TOP,
    common::BOTTOM,
    row(Group::Move, Action::Find, "find", &["/"], "search the keys"),
    row(
        Group::Program,
        Action::Back,
        "back",
        &["Esc"],
        "show all keys, then close",
    ),
    row(
        Group::Program,
        Action::Quit,
        "quit",
        &["q", "?", "F1", "Enter"],
        "close the help",
    ),
];

pub(super) const MESSAGES: &[Binding] = &[
    common::ROW_DOWN,
    common::ROW_UP,
    common::PAGE_DOWN,
    common::PAGE_UP,
    common::HALF_PAGE_DOWN,
    common::HALF_PAGE_UP,
    row(
        Group::Move,
        Action::Top,
        "top",
        &["g", "Home"],
        "to the latest",
    ),
    row(
        Group::Move,
        Action::Bottom,
        "bottom",
        &["G", "End"],
        "to the oldest",
    ),
    row(
        Group::Program,
        Action::Back,
        "back",
        &["Esc", "M", "q", "h", "Left", "Enter"],
        "close the messages",
    ),
];

pub(super) const SEARCH: &[Binding] = &[
    row(
        Group::Move,
        Action::Down,
        "next",
        &["Down", "Ctrl-n"],
        "next result",
    ),
    row(
        Group::Move,
        Action::Up,
        "previous",
        &["Up", "Ctrl-p"],
        "previous result",
    ),
    common::PLAIN_PAGE_DOWN,
    common::PLAIN_PAGE_UP,
];
