//! The tables of all screens: which one each screen takes its keys from, and what is called what.

use super::{
    Action, Binding, Group, common,
    covering::{BRIEFING, HELP, MESSAGES, PICTURES, SEARCH},
    library::LIBRARY,
    reader::READER,
    row,
};

/// What a table of keys is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The reader.
    Reader,
    /// The library.
    Library,
    /// Going from one find to the next.
    Find,
    /// Typing words to find.
    Finding,
    /// Catching up.
    CatchUp,
    /// A live blog is played again.
    Replay,
    /// An edit in place of the update.
    Edits,
    /// The live blog as a whole in place of the update.
    About,
    /// A page behind a link in place of the update.
    Page,
    /// The pictures of the live blog.
    Pictures,
    /// What happened since the reader left.
    Briefing,
    /// A list to choose from.
    Chooser,
    /// Picking a link by letters.
    Hints,
    /// Picking a link by its number.
    Link,
    /// The help.
    Help,
    /// What was told so far.
    Messages,
    /// The search of the library.
    Search,
    /// A question.
    Confirm,
    /// A line that is being typed, whatever for.
    Line,
}

/// The keys of one screen.
#[derive(Debug)]
pub struct Table {
    /// What it is for.
    pub scope: Scope,
    /// What its section of the settings is called; nothing for the reader, whose keys need none.
    pub section: &'static str,
    /// Its heading in the help.
    pub title: &'static str,
    /// Its rows.
    pub rows: &'static [Binding],
    /// Whether characters are text there. Keys that the reader chose for every screen do not count then.
    pub types: bool,
}

const fn table(
    scope: Scope,
    section: &'static str,
    title: &'static str,
    rows: &'static [Binding],
) -> Table {
    Table {
        scope,
        section,
        title,
        rows,
        types: false,
    }
}

const fn typing(
    scope: Scope,
    section: &'static str,
    title: &'static str,
    rows: &'static [Binding],
) -> Table {
    Table {
        scope,
        section,
        title,
        rows,
        types: true,
    }
}

/// The tables of all screens.
pub const TABLES: &[Table] = &[
    table(Scope::Reader, "", "The reader", READER),
    table(Scope::Library, "library", "The library", LIBRARY),
    table(Scope::Find, "found", "While matches are shown", FIND),
    typing(
        Scope::Finding,
        "finding",
        "While typing words to find",
        FINDING,
    ),
    table(Scope::CatchUp, "catching-up", "While catching up", CATCH_UP),
    table(Scope::Replay, "replay", "In a replay", REPLAY),
    table(Scope::Edits, "edit", "While an edit is shown", EDITS),
    table(Scope::About, "blog", "About the live blog", ABOUT),
    table(Scope::Page, "page", "On a page behind a link", PAGE),
    table(Scope::Pictures, "picture-desk", "Pictures", PICTURES),
    table(Scope::Briefing, "briefing-page", "What happened", BRIEFING),
    typing(Scope::Chooser, "chooser", "In a list of choices", CHOOSER),
    typing(Scope::Hints, "hints", "Picking a link by letters", HINTS),
    typing(
        Scope::Link,
        "link",
        "A number: a link's, or a count before a movement (5j)",
        LINK,
    ),
    table(Scope::Help, "help-sheet", "In this help", HELP),
    table(Scope::Messages, "message-list", "In the messages", MESSAGES),
    typing(Scope::Search, "search", "Searching the library", SEARCH),
    table(Scope::Confirm, "question", "Answering a question", CONFIRM),
    typing(Scope::Line, "line", "While typing a line", LINE),
];

/// Going from one find to the next.
const FIND: &[Binding] = &[
    row(
        Group::Move,
        Action::FindNext,
        "find-next",
        &["n", "Enter"],
        "next match below",
    ),
    row(
        Group::Move,
        Action::FindPrevious,
        "find-previous",
        &["N"],
        "next match above",
    ),
    row(
        Group::Read,
        Action::Alert,
        "alert",
        &["!"],
        "be alerted to updates with these words",
    ),
    row(
        Group::Program,
        Action::Back,
        "back",
        &["Esc"],
        "back to the timeline, then stop finding",
    ),
    row(Group::Program, Action::Quit, "quit", &["q"], "stop finding"),
];

const FINDING: &[Binding] = &[
    row(
        Group::Move,
        Action::FindNext,
        "find-next",
        &["Down"],
        "next match below",
    ),
    row(
        Group::Move,
        Action::FindPrevious,
        "find-previous",
        &["Up"],
        "next match above",
    ),
];

const CATCH_UP: &[Binding] = &[
    row(
        Group::Move,
        Action::CatchUpNext,
        "catch-up-next",
        &["Space", "n"],
        "next update",
    ),
    row(
        Group::Move,
        Action::CatchUpPrevious,
        "catch-up-previous",
        &["N", "Backspace"],
        "previous update",
    ),
    row(
        Group::Program,
        Action::Back,
        "back",
        &["Esc"],
        "back to the timeline, then stop catching up",
    ),
    row(
        Group::Program,
        Action::Quit,
        "quit",
        &["q"],
        "stop catching up",
    ),
];

const REPLAY: &[Binding] = &[
    row(
        Group::Move,
        Action::Pause,
        "pause",
        &["Space"],
        "pause or play",
    ),
    row(
        Group::Move,
        Action::Step,
        "step",
        &["n"],
        "next event, then pause",
    ),
    row(
        Group::Move,
        Action::StepBack,
        "step-back",
        &["N"],
        "back one event, then pause",
    ),
    row(Group::Move, Action::Faster, "faster", &["]", "+"], "faster"),
    row(Group::Move, Action::Slower, "slower", &["[", "-"], "slower"),
    common::GO_TO_TIME,
    row(
        Group::Program,
        Action::Back,
        "back",
        &["Esc"],
        "close what is open",
    ),
];

const EDITS: &[Binding] = &[
    row(
        Group::Move,
        Action::NextEdit,
        "next-edit",
        &["]"],
        "the edit after this one",
    ),
    row(
        Group::Move,
        Action::PreviousEdit,
        "previous-edit",
        &["["],
        "the edit before this one",
    ),
    row(
        Group::Read,
        Action::Read,
        "read",
        &["Enter", "l", "Right"],
        "the text of the update",
    ),
    row(
        Group::Read,
        Action::ShowEdits,
        "edits",
        &["d"],
        "back to the text, or to the update’s own edits",
    ),
    row(
        Group::Read,
        Action::ShowHeadEdits,
        "head-edits",
        &["H"],
        "back to the text, or to the live blog’s own edits",
    ),
    row(
        Group::Program,
        Action::Back,
        "back",
        &["Esc", "q", "h", "Left", "Backspace"],
        "back to where the edit was opened",
    ),
];

const ABOUT: &[Binding] = &[row(
    Group::Program,
    Action::Back,
    "back",
    &["Esc", "a", "q", "h", "Left", "Backspace"],
    "back to the update",
)];

const PAGE: &[Binding] = &[
    row(
        Group::Program,
        Action::Back,
        "back",
        &["Esc", "h", "Left", "Backspace"],
        "a page back",
    ),
    row(
        Group::Program,
        Action::Quit,
        "quit",
        &["q"],
        "back to the update",
    ),
];

const CHOOSER: &[Binding] = &[
    row(
        Group::Move,
        Action::Down,
        "next",
        &["Down", "Ctrl-n"],
        "a line down",
    ),
    row(
        Group::Move,
        Action::Up,
        "previous",
        &["Up", "Ctrl-p"],
        "a line up",
    ),
    common::PLAIN_PAGE_DOWN,
    common::PLAIN_PAGE_UP,
    row(
        Group::Read,
        Action::Tick,
        "tick",
        &["Tab"],
        "toggle it and stay in the list",
    ),
];

const HINTS: &[Binding] = &[
    row(
        Group::Move,
        Action::DeleteBack,
        "delete-back",
        &["Backspace"],
        "delete a letter",
    ),
    row(Group::Program, Action::Back, "back", &["Esc"], "cancel"),
];

const LINK: &[Binding] = &[
    row(
        Group::Move,
        Action::DeleteBack,
        "delete-back",
        &["Backspace"],
        "delete a digit",
    ),
    row(Group::Program, Action::Back, "back", &["Esc"], "cancel"),
];

const CONFIRM: &[Binding] = &[
    row(
        Group::Program,
        Action::Confirm,
        "confirm",
        &["y", "Y"],
        "yes; every other key is no",
    ),
    row(
        Group::Program,
        Action::Back,
        "back",
        &["Esc", "n", "q"],
        "no",
    ),
];

const LINE: &[Binding] = &[
    row(
        Group::Program,
        Action::Accept,
        "accept",
        &["Enter"],
        "accept what is typed or selected",
    ),
    row(Group::Program, Action::Back, "back", &["Esc"], "cancel"),
    row(
        Group::Move,
        Action::EarlierLine,
        "earlier-line",
        &["Up", "Ctrl-p"],
        "the line typed before",
    ),
    row(
        Group::Move,
        Action::LaterLine,
        "later-line",
        &["Down", "Ctrl-n"],
        "the line typed after it",
    ),
    row(
        Group::Move,
        Action::DeleteBack,
        "delete-back",
        &["Backspace", "Ctrl-h"],
        "delete a character; on an empty line, cancel",
    ),
    row(
        Group::Move,
        Action::DeleteForth,
        "delete-forth",
        &["Del"],
        "delete the next character",
    ),
    row(
        Group::Move,
        Action::DeleteWord,
        "delete-word",
        &["Ctrl-w", "Alt-Backspace", "Ctrl-Backspace"],
        "delete the previous word",
    ),
    row(
        Group::Move,
        Action::DeleteLine,
        "delete-line",
        &["Ctrl-u"],
        "delete the line",
    ),
    row(
        Group::Move,
        Action::DeleteToEnd,
        "delete-to-end",
        &["Ctrl-k"],
        "delete to the end",
    ),
    row(
        Group::Move,
        Action::CursorLeft,
        "cursor-left",
        &["Left"],
        "a character to the left",
    ),
    row(
        Group::Move,
        Action::CursorRight,
        "cursor-right",
        &["Right"],
        "a character to the right",
    ),
    row(
        Group::Move,
        Action::WordLeft,
        "word-left",
        &["Ctrl-Left", "Alt-Left"],
        "a word to the left",
    ),
    row(
        Group::Move,
        Action::WordRight,
        "word-right",
        &["Ctrl-Right", "Alt-Right"],
        "a word to the right",
    ),
    row(
        Group::Move,
        Action::LineStart,
        "line-start",
        &["Home", "Ctrl-a"],
        "to the start",
    ),
    row(
        Group::Move,
        Action::LineEnd,
        "line-end",
        &["End", "Ctrl-e"],
        "to the end",
    ),
];
