//! The keys that help now, for the footer.

use super::{
    keys::{Action, Key, Keys, Scope},
    library::Library,
    reader::Reader,
    scene::Scene,
    screen::{Replay, Screen, Sheet},
};
use crate::layout::Focus;

/// A key and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The key to teach.
    pub key: String,
    /// What it does, in a word.
    pub word: &'static str,
    /// What it does.
    pub action: Action,
}

/// What an action is called in the footer.
type Named = (Action, &'static str);

/// The keys for a picked link.
const LINK: &[Named] = &[
    (Action::Back, "cancel"),
    (Action::BrowseLink, "browser"),
    (Action::Read, "read"),
];

impl Scene<'_> {
    /// Returns the keys that help now, the least needed first.
    pub fn hints(&self) -> Vec<Hint> {
        let mut named = match self.top() {
            None | Some(Screen::Page) if self.picked().is_some() => LINK.to_vec(),
            Some(screen) => of_screen(screen, self),
            None if self.replay().is_some() => of_replay(self),
            None => of_reader(self),
        };
        let reads = self
            .top()
            .is_none_or(|top| matches!(top, Screen::Page | Screen::About));
        if reads && self.focus() == Focus::Reading && self.blog().has_wide_tables() {
            let at = named.len().saturating_sub(3);
            named.insert(at, (Action::TableLeft, "table left"));
            named.insert(at + 1, (Action::TableRight, "table right"));
        }
        if self.link_count() == 0 {
            named.retain(|(action, _)| *action != Action::OpenLink);
        }
        let waiting = self.blog().window.waiting() + self.blog().window.waiting_edits();
        if self.top().is_none() && waiting > 0 {
            named.insert(named.len().saturating_sub(2), (Action::ShowNew, "new"));
        }
        if self.top().is_none() && self.blog().feed.freshness.failure.is_some() {
            named.insert(named.len().saturating_sub(2), (Action::Messages, "why"));
        }
        let over_library = self.is_over_library() && self.top().is_none();
        let name = |(action, word)| match action {
            Action::Quit if over_library => (action, "library"),
            _ => (action, word),
        };
        taught(named.into_iter().map(name), self, Scope::Reader)
    }
}

impl Scene<'_, Library> {
    /// Returns the keys that help now, the least needed first.
    pub fn hints(&self) -> Vec<Hint> {
        let selected = self.selected();
        let archived = selected.is_some_and(|blog| blog.archived);
        let paused = selected.is_some_and(|blog| blog.paused);
        let named: &[Named] = match self.top() {
            Some(Screen::Search(_)) => &[(Action::Back, "back"), (Action::Accept, "open")],
            Some(Screen::Help(sheet)) => of_help(sheet),
            Some(Screen::Messages(_)) => MESSAGES,
            Some(_) => &[],
            None if self.blogs().is_some_and(<[_]>::is_empty) => {
                &[(Action::Quit, "quit"), (Action::Help, "help")]
            }
            None => &[
                (Action::Refresh, "reload"),
                (Action::Forget, "forget"),
                (
                    Action::Archive,
                    if archived { "restore" } else { "archive" },
                ),
                (Action::Pause, if paused { "resume" } else { "pause" }),
                (Action::Find, "search"),
                (Action::Follow, "follow"),
                (Action::Read, "open"),
                (Action::Quit, "quit"),
                (Action::Help, "help"),
            ],
        };
        taught(named.iter().copied(), self, Scope::Library)
    }
}

/// Looks up the key to teach for each action: from the top of the stack down, as a press is.
fn taught<Base>(
    named: impl Iterator<Item = Named>,
    scene: &Scene<'_, Base>,
    base: Scope,
) -> Vec<Hint> {
    let keys: &Keys = scene.keys();
    let scopes = || {
        let line = scene
            .top()
            .filter(|top| top.has_line())
            .map(|_| Scope::Line);
        let above = scene.from_top().map(Screen::scope);
        above.chain(line).chain([base])
    };
    let does = |key: &Key| scopes().find_map(|scope| keys.of(scope).action(*key));
    let hint = |(action, word)| {
        let known = scopes().flat_map(|scope| keys.of(scope).keys(action));
        // A key that a screen above takes for something else would be taught wrong, and what has no key cannot be taught.
        let key = known.copied().find(|key| does(key) == Some(action))?;
        Some(Hint {
            key: key.to_string(),
            word,
            action,
        })
    };
    named.filter_map(hint).collect()
}

const HELP: &[Named] = &[
    (Action::Down, "scroll"),
    (Action::Find, "search"),
    (Action::Back, "close"),
];

/// While a search of the keys is typed, the keys that scroll and search are text.
const HELP_SEARCH: &[Named] = &[(Action::Accept, "done"), (Action::Back, "all keys")];

fn of_help(sheet: &Sheet) -> &'static [Named] {
    if sheet.is_typing() { HELP_SEARCH } else { HELP }
}

const MESSAGES: &[Named] = &[(Action::Down, "scroll"), (Action::Back, "close")];

fn of_screen(screen: &Screen, scene: &Scene<'_>) -> Vec<Named> {
    match screen {
        Screen::CatchUp(_) => vec![
            (Action::Read, "read"),
            (Action::CatchUpPrevious, "back"),
            (Action::Back, "stop"),
            (Action::CatchUpNext, "next"),
        ],
        Screen::Find(find) if find.is_typing() => Vec::new(),
        Screen::Find(_) => vec![
            (Action::FindPrevious, "previous"),
            (Action::Back, "stop"),
            (Action::FindNext, "next"),
        ],
        Screen::Edits => of_edits(scene),
        // Its links and its address would be those of the update behind it.
        Screen::About => vec![
            (Action::Down, "scroll"),
            (Action::Back, "back"),
            (Action::Help, "help"),
        ],
        Screen::Page => of_page(),
        Screen::Link(number) if number.is_of_link(scene) => LINK.to_vec(),
        Screen::Hints(_) | Screen::Time(_) | Screen::Link(_) => vec![(Action::Back, "cancel")],
        Screen::Choose(chooser) if chooser.has_ticks() => vec![
            (Action::Tick, "choose several"),
            (Action::Back, "cancel"),
            (Action::Accept, "choose"),
        ],
        Screen::Palette(_) | Screen::Choose(_) => {
            vec![(Action::Back, "cancel"), (Action::Accept, "choose")]
        }
        Screen::Pictures(desk) => {
            let (read, rest) = if desk.is_alone() {
                ("its update", (Action::PictureDesk, "all"))
            } else {
                ("look", (Action::BrowseLink, "browser"))
            };
            vec![
                rest,
                (Action::PreviousPicture, "before"),
                (Action::NextPicture, "next"),
                (Action::Read, read),
                (Action::Back, "back"),
            ]
        }
        Screen::Briefing(_) => vec![
            (Action::Down, "down"),
            (Action::Back, "close"),
            (Action::Read, "go there"),
        ],
        Screen::Help(sheet) => of_help(sheet).to_vec(),
        Screen::Messages(_) => MESSAGES.to_vec(),
        _ => Vec::new(),
    }
}

fn of_reader(reader: &Reader) -> Vec<Named> {
    match reader.focus() {
        Focus::Timeline => vec![
            (Action::Refresh, "refresh"),
            (Action::Find, "find"),
            (Action::OpenLink, "links"),
            (Action::OpenPermalink, "open"),
            (Action::Down, "down"),
            (Action::Read, "read"),
            (Action::Quit, "quit"),
            (Action::Help, "help"),
        ],
        Focus::Reading => of_reading("quit"),
    }
}

/// The keys of a replay stand before those of the reader.
fn of_replay(scene: &Scene<'_>) -> Vec<Named> {
    let mut named = vec![
        (Action::Down, "down"),
        (Action::Read, "read"),
        (Action::Help, "help"),
    ];
    if scene.focus() == Focus::Reading {
        named = vec![
            (Action::Down, "scroll"),
            (Action::Back, "back"),
            (Action::Help, "help"),
        ];
    }
    named.extend([
        (Action::GoToTime, "time"),
        (Action::Slower, "slower"),
        (Action::Faster, "faster"),
        (Action::Step, "step"),
    ]);
    let goes = scene.replay().is_some_and(Replay::is_playing);
    named.push((Action::Pause, if goes { "pause" } else { "play" }));
    named
}

/// The keys of the reading pane, and what its quit leads to.
fn of_reading(quit: &'static str) -> Vec<Named> {
    vec![
        (Action::OpenPermalink, "open"),
        (Action::OpenLink, "links"),
        (Action::Down, "scroll"),
        (Action::Quit, quit),
        (Action::Back, "back"),
        (Action::Help, "help"),
    ]
}

/// The keys of a page behind a link, which opens in the browser as a picked link does.
fn of_page() -> Vec<Named> {
    let mut named = of_reading("update");
    for (action, word) in &mut named {
        if *action == Action::OpenPermalink {
            (*action, *word) = (Action::BrowseLink, "browser");
        }
    }
    named
}

/// The keys that lead from one edit of an update to another.
fn of_edits(reader: &Reader) -> Vec<Named> {
    let mut named = vec![(Action::Down, "scroll"), (Action::Help, "help")];
    let Some((revision, count, _)) = reader.edit_shown() else {
        return named;
    };
    if revision < count {
        named.push((Action::NextEdit, "edit after"));
    }
    if revision > 2 {
        named.push((Action::PreviousEdit, "edit before"));
    }
    named.push((Action::Back, "back"));
    named
}
