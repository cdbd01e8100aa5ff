//! The library: the followed live blogs, an address to follow, and the search over all that is kept.
//!
//! A state machine of its own beside the reader's: the same messages in, the same effects out, no I/O, no clock.
//! Knows of a live blog only what the history tells in a line.

mod msg;
mod picker;
mod search;
mod shelf;

use chrono::{DateTime, TimeDelta, Utc};

pub use msg::{Blog, Fragment, Hit, LibraryEffect, LibraryMsg};
pub use search::Search;
use shelf::Shelf;

use super::{
    Effect, Mouse, MouseKind, Msg, NOTICE_SECONDS, WHEEL,
    input::TextLine,
    keys::{self, Action, Code, Key, Keymap},
};
use crate::{
    layout::{Area, Front, Geometry, Size},
    model::{Clean, Zone},
};

/// How often the list is read anew by itself, in seconds: another instance may be writing.
const RELIST_SECONDS: i64 = 30;
/// From this width on, a live blog takes one row, under it two.
const WIDE: u16 = 72;

/// The state of the library.
#[derive(Debug)]
pub struct Library {
    shelf: Shelf,
    /// The size of the history in bytes; `None` until the list was read.
    bytes: Option<u64>,
    mode: Mode,
    keymap: Keymap,
    zone: Zone,
    now: DateTime<Utc>,
    size: Size,
    /// A live blog is being opened: the reader comes in a moment.
    opening: bool,
    notice: Option<(Clean, DateTime<Utc>)>,
    title: Clean,
    listed: DateTime<Utc>,
}

/// What the library is doing.
#[derive(Debug, Default)]
pub enum Mode {
    /// Showing the list.
    #[default]
    List,
    /// Showing the keys; the first row shown.
    Help {
        /// Rows scrolled away.
        top: usize,
    },
    /// Taking an address to follow.
    Address(TextLine),
    /// Asking whether a live blog is really to be forgotten.
    Forget(Box<Blog>),
    /// Searching all that is kept.
    Search(Box<Search>),
}

impl Library {
    /// Starts without knowing yet what is followed; the effects of [`Library::enter`] ask for it.
    pub fn new(zone: Zone, now: DateTime<Utc>, size: Size) -> Self {
        Self {
            shelf: Shelf::default(),
            bytes: None,
            mode: Mode::default(),
            keymap: Keymap::of(keys::LIBRARY),
            zone,
            now,
            size,
            opening: false,
            notice: None,
            title: Clean::default(),
            listed: now,
        }
    }

    /// Returns the live blogs that are shown, in the order of the screen; `None` until they are known.
    pub fn blogs(&self) -> Option<&[Blog]> {
        self.bytes.map(|_| self.shelf.shown())
    }

    /// Returns how many live blogs are followed and not put away, and how many unread updates they have.
    pub fn counts(&self) -> (usize, usize) {
        let blogs = self.shelf.all().iter().filter(|blog| !blog.archived);
        blogs.fold((0, 0), |(count, unread), blog| {
            (count + 1, unread + blog.unread)
        })
    }

    /// Returns a live blog by its name in the history.
    pub fn get(&self, key: &str) -> Option<&Blog> {
        self.shelf.get(key)
    }

    /// Returns how many live blogs were put away, and whether they are shown.
    pub fn archived(&self) -> (usize, bool) {
        (self.shelf.archived(), self.shelf.with_archived)
    }

    /// Returns which live blog is selected and which is the first on the screen.
    pub fn place(&self) -> (usize, usize) {
        (self.shelf.picker.selected, self.shelf.picker.top)
    }

    /// Returns the size of the history in bytes.
    pub fn bytes(&self) -> Option<u64> {
        self.bytes
    }

    /// Returns what the library is doing.
    pub fn mode(&self) -> &Mode {
        &self.mode
    }

    /// Returns what the footer tells for a moment.
    pub fn notice(&self) -> Option<&Clean> {
        self.notice.as_ref().map(|(words, _)| words)
    }

    /// Returns the time.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Returns the zone that times are shown in.
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// Returns how the screen is divided; `None` where it is too small.
    pub fn geometry(&self) -> Option<Geometry> {
        Geometry::of(self.size, Front::Timeline)
    }

    /// Returns the rows between the rule and the footer.
    pub fn main(&self) -> Area {
        let Some(geometry) = self.geometry() else {
            return Area::default();
        };
        Area {
            y: geometry.header.height + geometry.rule.height,
            height: geometry.timeline_rows(),
            ..geometry.header
        }
    }

    /// Returns how many rows a live blog or a result takes.
    pub fn rows_each(&self) -> u16 {
        match self.mode {
            Mode::Search(_) if self.size.width < WIDE => 3,
            Mode::List | Mode::Address(_) | Mode::Forget(_) if self.size.width >= WIDE => 1,
            _ => 2,
        }
    }

    /// Returns how many live blogs or results the screen holds.
    fn seen(&self) -> usize {
        usize::from(self.main().height / self.rows_each())
    }

    /// Says that the library is on the screen now: its list is asked for and its title set.
    pub(super) fn enter(&mut self) -> Vec<Effect> {
        self.opening = false;
        self.title = Clean::default();
        self.listed = self.now;
        let mut effects = vec![Effect::Library(LibraryEffect::List)];
        effects.extend(self.retitle());
        effects
    }

    /// Takes what happened; returns what to do about it.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let mut effects = match msg {
            Msg::Key(key) => self.key(key),
            Msg::Mouse(mouse) => self.mouse(mouse),
            Msg::Paste(text) => self.paste(&text),
            Msg::Resize(size) => {
                self.resize(size);
                vec![Effect::Redraw]
            }
            Msg::Tick(now) => self.tick(now),
            Msg::Notice(words) => {
                self.tell(words);
                Vec::new()
            }
            Msg::Library(msg) => {
                self.told(msg);
                Vec::new()
            }
            _ => Vec::new(),
        };
        if let Mode::Help { top } = &self.mode {
            let rows = usize::from(self.main().height);
            let top = (*top).min(keys::help_rows(keys::LIBRARY).saturating_sub(rows));
            self.mode = Mode::Help { top };
        }
        effects.extend(self.retitle());
        effects
    }

    /// Keeps up with time and terminal while the reader covers the library.
    pub(super) fn behind(&mut self, msg: &Msg) {
        match msg {
            Msg::Resize(size) => self.resize(*size),
            Msg::Tick(now) => self.now = *now,
            _ => {}
        }
    }

    fn resize(&mut self, size: Size) {
        self.size = size;
        let (seen, count) = (self.seen_in_list(), self.shelf.shown().len());
        self.shelf.picker.reveal(count, seen);
        let seen = self.seen();
        if let Mode::Search(search) = &mut self.mode {
            let count = search.hits().len();
            search.picker.reveal(count, seen);
        }
    }

    fn told(&mut self, msg: LibraryMsg) {
        match msg {
            LibraryMsg::Listed { blogs, size } => {
                self.bytes = Some(size);
                let seen = self.seen_in_list();
                self.shelf.fill(blogs, seen);
            }
            LibraryMsg::Found { number, hits } => {
                if let Mode::Search(search) = &mut self.mode {
                    search.answer(number, hits);
                }
            }
            LibraryMsg::NotOpened(why) => {
                self.opening = false;
                self.tell(why);
            }
        }
    }

    /// The list may be read anew while a search covers it, whose results take more rows.
    fn seen_in_list(&self) -> usize {
        let rows = if self.size.width < WIDE { 2 } else { 1 };
        usize::from(self.main().height / rows)
    }

    fn tick(&mut self, now: DateTime<Utc>) -> Vec<Effect> {
        self.now = now;
        self.notice.take_if(|(_, until)| *until <= now);
        if now - self.listed < TimeDelta::seconds(RELIST_SECONDS) {
            return Vec::new();
        }
        self.listed = now;
        vec![Effect::Library(LibraryEffect::List)]
    }

    fn tell(&mut self, words: Clean) {
        let until = self.now + TimeDelta::seconds(NOTICE_SECONDS);
        self.notice = Some((words, until));
    }

    fn retitle(&mut self) -> Option<Effect> {
        let title = match self.counts().1 {
            0 => Clean::line("newswire"),
            unread => Clean::line(&format!("({unread}) newswire")),
        };
        (title != self.title).then(|| {
            self.title = title.clone();
            Effect::Title(title)
        })
    }

    /// A paste is text, never commands: it goes where text is typed, and that is opened where nothing is.
    fn paste(&mut self, text: &str) -> Vec<Effect> {
        self.notice = None;
        match &mut self.mode {
            Mode::Search(search) => {
                if search.input.insert(text) {
                    return vec![Effect::Library(search.ask())];
                }
            }
            Mode::Address(line) => {
                line.insert(text.trim());
            }
            Mode::List | Mode::Help { .. } | Mode::Forget(_) => {
                let mut line = TextLine::default();
                line.insert(text.trim());
                self.mode = Mode::Address(line);
            }
        }
        Vec::new()
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.notice = None;
        let action = self.keymap.action(key);
        if let Some(action @ (Action::End | Action::Suspend | Action::Redraw)) = action {
            return self.act(action);
        }
        match &mut self.mode {
            Mode::List => action.map_or_else(Vec::new, |action| self.act(action)),
            Mode::Help { top } => {
                match action {
                    Some(Action::Down) => *top += 1,
                    Some(Action::Up) => *top = top.saturating_sub(1),
                    Some(Action::PageDown | Action::HalfPageDown) => *top += 10,
                    Some(Action::PageUp | Action::HalfPageUp) => *top = top.saturating_sub(10),
                    Some(Action::Top) => *top = 0,
                    _ => self.mode = Mode::List,
                }
                Vec::new()
            }
            Mode::Address(line) => match key.code {
                Code::Enter => {
                    let address = line.text().trim().to_owned();
                    self.mode = Mode::List;
                    if address.is_empty() {
                        return Vec::new();
                    }
                    self.open(LibraryEffect::Follow(address))
                }
                Code::Esc => {
                    self.mode = Mode::List;
                    Vec::new()
                }
                _ => {
                    line.key(key);
                    Vec::new()
                }
            },
            Mode::Forget(_) => self.answer_forget(key),
            Mode::Search(_) => self.key_in_search(key, action),
        }
    }

    fn answer_forget(&mut self, key: Key) -> Vec<Effect> {
        let Mode::Forget(blog) = std::mem::take(&mut self.mode) else {
            return Vec::new();
        };
        let yes = matches!(key.code, Code::Char('y' | 'Y')) && !key.ctrl && !key.alt;
        if !yes {
            return Vec::new();
        }
        let rest = self.shelf.all().iter().filter(|b| b.key != blog.key);
        let rest = rest.cloned().collect();
        let seen = self.seen();
        self.shelf.fill(rest, seen);
        self.tell(Clean::line(&format!("Forgot {}.", blog.name())));
        vec![
            Effect::Library(LibraryEffect::Forget(blog.key)),
            Effect::Library(LibraryEffect::List),
        ]
    }

    fn key_in_search(&mut self, key: Key, action: Option<Action>) -> Vec<Effect> {
        let seen = self.seen();
        let Mode::Search(search) = &mut self.mode else {
            return Vec::new();
        };
        // Characters are text here: of the keys that move, those count that type nothing.
        let moves = match (key.code, key.ctrl) {
            (Code::Up, _) | (Code::Char('p'), true) => Some(Action::Up),
            (Code::Down, _) | (Code::Char('n'), true) => Some(Action::Down),
            (Code::PageUp | Code::PageDown, _) => action,
            _ => None,
        };
        if let Some(moves) = moves {
            let count = search.hits().len();
            search.picker.go(moves, count, seen);
            return Vec::new();
        }
        match key.code {
            Code::Enter => return self.open_hit(),
            Code::Esc => self.mode = Mode::List,
            _ => {
                if search.input.key(key) {
                    return vec![Effect::Library(search.ask())];
                }
            }
        }
        Vec::new()
    }

    fn open_hit(&mut self) -> Vec<Effect> {
        let Mode::Search(search) = &self.mode else {
            return Vec::new();
        };
        let Some(hit) = search.hit() else {
            return Vec::new();
        };
        let at = Some(hit.entry.clone());
        match self.shelf.get(&hit.key).map(|blog| blog.address.clone()) {
            Some(address) => self.open(LibraryEffect::Open { address, at }),
            None => {
                self.tell(Clean::line("This live blog is not followed any more."));
                Vec::new()
            }
        }
    }

    /// Opens one live blog at a time.
    fn open(&mut self, what: LibraryEffect) -> Vec<Effect> {
        if self.opening {
            return Vec::new();
        }
        self.opening = true;
        vec![Effect::Library(what)]
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Quit | Action::End => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::Redraw => return vec![Effect::Redraw],
            Action::Refresh => {
                self.listed = self.now;
                return vec![Effect::Library(LibraryEffect::List)];
            }
            Action::Help => self.mode = Mode::Help { top: 0 },
            Action::Follow => self.mode = Mode::Address(TextLine::default()),
            Action::Find => self.mode = Mode::Search(Box::default()),
            Action::Demo => return self.open(LibraryEffect::Demo),
            Action::Read => {
                let address = self.shelf.selected().map(|blog| blog.address.clone());
                let what = address.map(|address| LibraryEffect::Open { address, at: None });
                return what.map_or_else(Vec::new, |what| self.open(what));
            }
            Action::Pause => return self.pause(),
            Action::Archive => return self.archive(),
            Action::ShowArchived => self.show_archived(),
            Action::Forget => {
                if let Some(blog) = self.shelf.selected() {
                    self.mode = Mode::Forget(Box::new(blog.clone()));
                }
            }
            _ => {
                let (seen, count) = (self.seen(), self.shelf.shown().len());
                self.shelf.picker.go(action, count, seen);
            }
        }
        Vec::new()
    }

    fn pause(&mut self) -> Vec<Effect> {
        let mut paused = false;
        let key = self.shelf.change_selected(|blog| {
            blog.paused = !blog.paused;
            paused = blog.paused;
        });
        let Some(key) = key else {
            return Vec::new();
        };
        vec![Effect::Library(LibraryEffect::Pause(key, paused))]
    }

    fn archive(&mut self) -> Vec<Effect> {
        let mut archived = false;
        let key = self.shelf.change_selected(|blog| {
            blog.archived = !blog.archived;
            archived = blog.archived;
        });
        let Some(key) = key else {
            return Vec::new();
        };
        let seen = self.seen();
        self.shelf.fill(self.shelf.all().to_vec(), seen);
        if archived && !self.shelf.with_archived {
            let show = keys::taught_in(keys::LIBRARY, Action::ShowArchived);
            self.tell(Clean::line(&format!("Put away; {show} shows it.")));
        }
        vec![Effect::Library(LibraryEffect::Archive(key, archived))]
    }

    fn show_archived(&mut self) {
        if self.shelf.archived() == 0 {
            self.tell(Clean::line("Nothing was put away."));
            return;
        }
        let seen = self.seen();
        self.shelf.toggle_archived(seen);
    }

    fn mouse(&mut self, mouse: Mouse) -> Vec<Effect> {
        let turned = if mouse.kind == MouseKind::WheelUp {
            -WHEEL
        } else {
            WHEEL
        };
        if let Mode::Help { top } = &mut self.mode {
            match mouse.kind {
                MouseKind::Click => self.mode = Mode::List,
                _ => *top = top.saturating_add_signed(turned),
            }
            return Vec::new();
        }
        let (main, each, seen) = (self.main(), self.rows_each(), self.seen());
        if !main.contains(mouse.x, mouse.y) {
            return Vec::new();
        }
        let searching = matches!(self.mode, Mode::Search(_));
        let (picker, count) = match &mut self.mode {
            Mode::Search(search) => {
                let count = search.hits().len();
                (&mut search.picker, count)
            }
            _ => {
                let count = self.shelf.shown().len();
                (&mut self.shelf.picker, count)
            }
        };
        if mouse.kind != MouseKind::Click {
            picker.scroll(turned, count, seen);
            return Vec::new();
        }
        let clicked = picker.top + usize::from((mouse.y - main.y) / each);
        if clicked >= count {
            return Vec::new();
        }
        // The first click selects, one on what is selected opens.
        if std::mem::replace(&mut picker.selected, clicked) != clicked {
            return Vec::new();
        }
        if searching {
            self.open_hit()
        } else if matches!(self.mode, Mode::List) {
            self.act(Action::Read)
        } else {
            Vec::new()
        }
    }
}
