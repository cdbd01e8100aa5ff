//! The library: the followed live blogs, an address to follow, and the search over all that is kept.
//!
//! A state machine of its own beside the reader's: the same messages in, the same effects out, no I/O, no clock.
//! Knows of a live blog only what the history tells in a line.

mod input;
mod msg;
mod search;
mod shelf;

use chrono::{DateTime, TimeDelta, Utc};

pub use msg::{Blog, Fragment, Hit, LibraryEffect, LibraryMsg};
pub use search::Search;
use shelf::Shelf;

use super::{
    Effect, Msg, NOTICE_SECONDS, Settings,
    input::TextLine,
    keys::{self, Keymap},
};
use crate::{
    layout::{Area, Geometry, Panes, Size},
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
    /// Showing the keys.
    Help(keys::Sheet),
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
            keymap: Keymap::new(keys::LIBRARY, &[]),
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

    /// Returns which key does what.
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
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
        Geometry::of(self.size, Panes::default())
    }

    /// Returns the rows between the rule and the footer.
    pub fn main(&self) -> Area {
        self.geometry().unwrap_or_default().main()
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
            Msg::Settings(settings) => {
                self.apply(&settings);
                Vec::new()
            }
            _ => Vec::new(),
        };
        let rows = self.main().height;
        if let Mode::Help(sheet) = &mut self.mode {
            sheet.fit(&self.keymap, rows);
        }
        effects.extend(self.retitle());
        effects
    }

    /// Keeps up with time and terminal while the reader covers the library.
    pub(super) fn behind(&mut self, msg: &Msg) {
        match msg {
            Msg::Resize(size) => self.resize(*size),
            Msg::Tick(now) => self.now = *now,
            Msg::Settings(settings) => self.apply(settings),
            _ => {}
        }
    }

    fn apply(&mut self, settings: &Settings) {
        self.keymap = Keymap::new(keys::LIBRARY, &settings.keys.of_library());
        self.zone = settings.zone;
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
}
