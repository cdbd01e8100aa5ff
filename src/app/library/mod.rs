//! The library: the followed live blogs, an address to follow, and the search over all that is kept.
//!
//! A state machine of its own beside the reader's: the same messages in, the same effects out, no I/O, no clock.
//! Knows of a live blog only what the history tells in a line.

mod blog_list;
pub mod msg;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use blog_list::BlogList;
pub use msg::{Blog, Fragment, Hit, LibraryEffect, LibraryMsg};

use super::{
    input::Earlier,
    keys::{Action, Keymap, Keys, Scope},
    mouse::Mouse,
    msg::{Effect, Msg},
    notice::{Message, Notice},
    settings::Settings,
};
use crate::{
    app::words,
    layout::{Area, Geometry, Panes, Size},
    model::{Clean, Zone},
};

/// How often the list is read anew by itself, in seconds: another instance may be writing.
const RELIST_SECONDS: i64 = 30;
/// From this width on, a live blog takes one row, under it two.
const WIDE: u16 = 72;

/// What the followed live blogs have to be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many live blogs are followed.
    pub blogs: usize,
    /// How many updates are unread.
    pub unread: usize,
    /// How many read ones were changed significantly since.
    pub changed_since_read: usize,
}

/// The state of the library.
#[derive(Debug)]
pub struct Library {
    blog_list: BlogList,
    /// The size of the history in bytes; `None` until the list was read.
    bytes: Option<u64>,
    keys: Arc<Keys>,
    zone: Zone,
    now: DateTime<Utc>,
    size: Size,
    /// A live blog is being opened: the reader comes in a moment.
    opening: bool,
    notice: Notice,
    /// The addresses that were typed.
    pub(in crate::app) addresses: Earlier,
    listed: DateTime<Utc>,
}

impl Library {
    /// Starts without knowing yet what is followed; the effects of [`Library::enter`] ask for it.
    pub fn new(zone: Zone, now: DateTime<Utc>, size: Size) -> Self {
        Self {
            blog_list: BlogList::default(),
            bytes: None,
            keys: Arc::default(),
            zone,
            now,
            size,
            opening: false,
            notice: Notice::default(),
            addresses: Earlier::default(),
            listed: now,
        }
    }

    /// Returns the live blogs that are shown, in the order of the screen; `None` until they are known.
    pub fn blogs(&self) -> Option<&[Blog]> {
        self.bytes.map(|_| self.blog_list.shown())
    }

    /// Returns how many of the live blogs that the tag lets through are not put away, and how many of their updates are
    /// unread or were changed since they were read.
    pub fn counts(&self) -> Counts {
        let blogs = self.blog_list.all().iter();
        let blogs = blogs.filter(|blog| !blog.archived && self.blog_list.lets_through(blog));
        blogs.fold(Counts::default(), |counts, blog| Counts {
            blogs: counts.blogs + 1,
            unread: counts.unread + blog.unread,
            changed_since_read: counts.changed_since_read + blog.changed_since_read,
        })
    }

    /// Returns a live blog by its name in the history.
    pub fn get(&self, key: &str) -> Option<&Blog> {
        self.blog_list.get(key)
    }

    /// Returns how many live blogs were put away, and whether they are shown.
    pub fn archived(&self) -> (usize, bool) {
        (self.blog_list.archived(), self.blog_list.with_archived)
    }

    /// Returns which live blog is selected and which is the first on the screen.
    pub fn place(&self) -> (usize, usize) {
        (self.blog_list.picker.selected, self.blog_list.picker.top)
    }

    /// Returns the size of the history in bytes.
    pub fn bytes(&self) -> Option<u64> {
        self.bytes
    }

    /// Returns what the footer tells for a moment.
    pub fn notice(&self) -> Option<&Clean> {
        self.notice.words()
    }

    /// Returns which key does what.
    pub fn keymap(&self) -> &Keymap {
        self.keys.of(Scope::Library)
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

    /// Returns how many rows a live blog takes.
    pub fn rows_each(&self) -> u16 {
        if self.size.width < WIDE { 2 } else { 1 }
    }

    /// Returns how many rows a result of the search takes.
    pub fn rows_of_result(&self) -> u16 {
        if self.size.width < WIDE { 3 } else { 2 }
    }

    /// Returns how many items of so many rows the screen holds.
    pub(in crate::app) fn seen_of(&self, rows: u16) -> usize {
        usize::from(self.main().height / rows)
    }

    /// Returns how many live blogs the screen holds.
    fn seen(&self) -> usize {
        self.seen_of(self.rows_each())
    }

    /// Says that the library is on the screen now: its list is asked for.
    pub(in crate::app) fn enter(&mut self) -> Vec<Effect> {
        self.opening = false;
        self.listed = self.now;
        vec![Effect::Library(LibraryEffect::List)]
    }

    /// Takes what happened outside; `behind` where the reader covers the library, which only keeps up then.
    pub(in crate::app) fn hear(&mut self, msg: &Msg, behind: bool) -> Vec<Effect> {
        match msg {
            Msg::Resize(size) => {
                self.resize(*size);
                vec![Effect::Redraw]
            }
            Msg::Tick(now) if behind => {
                self.now = *now;
                Vec::new()
            }
            Msg::Tick(now) => self.tick(*now),
            Msg::Notice(words) if !behind => {
                self.tell(words.clone());
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    pub(in crate::app) fn apply(&mut self, settings: &Settings, keys: &Arc<Keys>) {
        self.keys = Arc::clone(keys);
        self.zone = settings.zone;
    }

    fn resize(&mut self, size: Size) {
        self.size = size;
        let (seen, count) = (self.seen(), self.blog_list.shown().len());
        self.blog_list.picker.reveal(count, seen);
    }

    /// Takes the list anew.
    pub(in crate::app) fn listed(&mut self, blogs: Vec<Blog>, bytes: u64) {
        self.bytes = Some(bytes);
        let seen = self.seen();
        self.blog_list.fill(blogs, seen);
    }

    /// Takes notice that what was to be opened cannot be.
    pub(in crate::app) fn not_opened(&mut self, why: Clean) {
        self.opening = false;
        self.tell(why);
    }

    fn tick(&mut self, now: DateTime<Utc>) -> Vec<Effect> {
        self.now = now;
        self.notice.tick(now);
        if now - self.listed < TimeDelta::seconds(RELIST_SECONDS) {
            return Vec::new();
        }
        self.reload()
    }

    /// Asks for the list anew.
    pub(in crate::app) fn reload(&mut self) -> Vec<Effect> {
        self.listed = self.now;
        vec![Effect::Library(LibraryEffect::List)]
    }

    pub(in crate::app) fn tell(&mut self, words: Clean) {
        self.notice.tell(words, self.now);
    }

    pub(in crate::app) fn take_told(&mut self) -> Vec<Message> {
        self.notice.take_told()
    }

    pub(in crate::app) fn forget_notice(&mut self) {
        self.notice.forget();
    }

    /// Says what the window should be named.
    pub(in crate::app) fn title(&self) -> Clean {
        let blogs = self.blog_list.all().iter().filter(|blog| !blog.archived);
        match blogs.map(|blog| blog.unread).sum() {
            0 => Clean::line("newswire"),
            unread @ 1.. => Clean::line(&format!("({unread}) newswire")),
        }
    }

    /// Opens one live blog at a time.
    pub(in crate::app) fn open(&mut self, what: LibraryEffect) -> Vec<Effect> {
        if std::mem::replace(&mut self.opening, true) {
            return Vec::new();
        }
        vec![Effect::Library(what)]
    }

    /// Opens the selected live blog.
    pub(in crate::app) fn open_selected(&mut self) -> Vec<Effect> {
        let address = self.blog_list.selected().map(|blog| blog.address.clone());
        let what = address.map(|address| LibraryEffect::Open { address, at: None });
        what.map_or_else(Vec::new, |what| self.open(what))
    }

    /// Returns the selected live blog.
    pub(in crate::app) fn selected(&self) -> Option<&Blog> {
        self.blog_list.selected()
    }

    /// Forgets a live blog and all that is kept of it.
    pub(in crate::app) fn forget(&mut self, blog: &Blog) -> Vec<Effect> {
        let rest = self.blog_list.all().iter().filter(|b| b.key != blog.key);
        let rest = rest.cloned().collect();
        let seen = self.seen();
        self.blog_list.fill(rest, seen);
        self.tell(Clean::line(&format!("Forgot {}.", blog.name())));
        vec![
            Effect::Library(LibraryEffect::Forget(blog.key.clone())),
            Effect::Library(LibraryEffect::List),
        ]
    }

    /// Moves the selection; tells whether the action is one that moves.
    pub(in crate::app) fn go(&mut self, action: Action) -> bool {
        let (seen, count) = (self.seen(), self.blog_list.shown().len());
        self.blog_list.picker.go(action, count, seen)
    }

    /// The wheel turns the list, a click selects; tells whether what was selected already was clicked.
    pub(in crate::app) fn pointed(&mut self, mouse: Mouse) -> bool {
        let (main, each, seen) = (self.main(), self.rows_each(), self.seen());
        let count = self.blog_list.shown().len();
        self.blog_list.picker.mouse(mouse, main, each, count, seen)
    }

    pub(in crate::app) fn pause(&mut self) -> Vec<Effect> {
        let mut paused = false;
        let key = self.blog_list.change_selected(|blog| {
            blog.paused = !blog.paused;
            paused = blog.paused;
        });
        let Some(key) = key else {
            return Vec::new();
        };
        vec![Effect::Library(LibraryEffect::Pause(key, paused))]
    }

    pub(in crate::app) fn archive(&mut self) -> Vec<Effect> {
        let mut archived = false;
        let key = self.blog_list.change_selected(|blog| {
            blog.archived = !blog.archived;
            archived = blog.archived;
        });
        let Some(key) = key else {
            return Vec::new();
        };
        let seen = self.seen();
        self.blog_list.fill(self.blog_list.all().to_vec(), seen);
        if archived && !self.blog_list.with_archived {
            let show = self.keymap().taught(Action::ShowArchived);
            self.tell(Clean::line(&words::archived(&show)));
        }
        vec![Effect::Library(LibraryEffect::Archive(key, archived))]
    }

    /// Returns the tag that the list is limited to.
    pub fn tag(&self) -> Option<&Clean> {
        self.blog_list.tag.as_ref()
    }

    /// Limits the list to the next tag, after the last one to none.
    pub(in crate::app) fn turn_tag(&mut self) {
        if self.blog_list.tags().next().is_none() {
            let key = self.keymap().taught(Action::Tag);
            self.tell(Clean::line(&words::no_tags(&key)));
            return;
        }
        let seen = self.seen();
        let words = match self.blog_list.turn_tag(seen) {
            Some(tag) => words::only_tagged(tag),
            None => words::ALL_BLOGS.to_owned(),
        };
        self.tell(Clean::line(&words));
    }

    /// Gives a live blog these tags in place of those that it had; they are typed one after the other.
    pub(in crate::app) fn tag_as(&mut self, key: &str, typed: &str) -> Vec<Effect> {
        let mut tags: Vec<Clean> = Vec::new();
        for tag in typed
            .split([' ', ','])
            .map(|tag| tag.trim_start_matches('#'))
        {
            let tag = Clean::line(tag);
            if !tag.is_empty() && !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        let mut blogs = self.blog_list.all().to_vec();
        for blog in blogs.iter_mut().filter(|blog| blog.key == key) {
            blog.tags.clone_from(&tags);
        }
        let seen = self.seen();
        self.blog_list.fill(blogs, seen);
        self.tell(Clean::line(&words::tagged(&tags)));
        vec![Effect::Library(LibraryEffect::Tag(key.to_owned(), tags))]
    }

    pub(in crate::app) fn show_archived(&mut self) {
        if self.blog_list.archived() == 0 {
            self.tell(Clean::line(words::NOTHING_ARCHIVED));
            return;
        }
        let seen = self.seen();
        self.blog_list.toggle_archived(seen);
    }
}
