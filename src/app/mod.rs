//! The state machine: a [`Model`], what can happen to it ([`Msg`]), and what to do then ([`Effect`]).
//!
//! No I/O, no clock, no terminal types: time comes in as [`Msg::Tick`], everything outside is an effect. All state
//! changes in [`Model::update`]; after it the model knows the rows on the screen, so that drawing only reads. The
//! [`library`] is a machine of the same kind beside it; a [`Desk`] holds both.

pub mod clock;
mod desk;
mod edits;
mod errands;
pub mod find;
mod followed;
mod freshness;
mod input;
pub mod keys;
pub mod library;
pub mod links;
mod msg;
mod older;
mod taking;
mod trail;
mod viewport;

use chrono::{DateTime, Utc};

pub use desk::Desk;
pub use followed::Followed;
use followed::View;
pub use freshness::Freshness;
pub use input::TextLine;
use keys::{Action, Code, Key, Keymap};
pub use msg::{
    BlogIndex, Effect, Kept, LinkToRead, LinksToSave, Mouse, MouseKind, Msg, Place, Restored, Taken,
};
pub use viewport::{Order, Part, VisibleRow};

use crate::{
    layout::{Front, Geometry, Size},
    model::{Clean, EntryId, Poll, WebUrl, Zone},
};

/// How many rows the wheel turns.
const WHEEL: isize = 3;
/// How long a notice stands in the footer, in seconds.
const NOTICE_SECONDS: i64 = 5;

/// The whole state of the reader.
#[derive(Debug)]
pub struct Model {
    /// The followed blogs; never empty.
    blogs: Vec<Followed>,
    active: BlogIndex,
    keymap: Keymap,
    zone: Zone,
    now: DateTime<Utc>,
    size: Size,
    front: Front,
    /// The terminal has the focus, as far as we were told.
    focused: bool,
    overlay: Option<Overlay>,
    find: Option<find::Find>,
    notice: Option<(Clean, DateTime<Utc>)>,
    title: Clean,
    /// The library lies behind: leaving goes back to it.
    over_library: bool,
    /// The page behind a link that is being fetched.
    fetching: Option<errands::Fetching>,
    /// The links that are being saved.
    saving: Option<errands::Saving>,
    /// How many times something was fetched: answers to earlier ones count no more.
    errands: u64,
    /// The update that the reader's own program was given, and the number of its answer.
    piping: Option<(u64, BlogIndex, EntryId)>,
}

/// What stands over the panes or asks for input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Overlay {
    /// The keys; the first row shown.
    Help {
        /// Rows scrolled away.
        top: usize,
    },
    /// The number of a link is being typed.
    Link {
        /// The digits so far.
        typed: String,
    },
    /// Letters stand beside the links; one is being picked by them.
    Hints {
        /// The letters so far.
        typed: String,
    },
}

impl Model {
    /// Starts with sources that were not read yet.
    pub fn new(blogs: Vec<Followed>, zone: Zone, now: DateTime<Utc>, size: Size) -> Self {
        let mut model = Self {
            blogs,
            active: 0,
            keymap: Keymap::default(),
            zone,
            now,
            size,
            front: Front::default(),
            focused: true,
            overlay: None,
            find: None,
            notice: None,
            title: Clean::default(),
            over_library: false,
            fetching: None,
            saving: None,
            errands: 0,
            piping: None,
        };
        model.settle();
        model
    }

    /// Says that the library lies behind the reader.
    #[must_use]
    pub fn over_library(mut self) -> Self {
        self.over_library = true;
        self
    }

    /// Names the window anew, whatever it was named before.
    pub(super) fn entitle(&mut self) -> Vec<Effect> {
        self.title = Clean::default();
        self.retitle().into_iter().collect()
    }

    /// Tells whether leaving goes back to the library.
    pub fn is_over_library(&self) -> bool {
        self.over_library
    }

    /// Returns the blog on the screen.
    pub fn blog(&self) -> &Followed {
        &self.blogs[self.active]
    }

    /// Returns which of how many blogs is on the screen, counted from 1.
    pub fn blog_number(&self) -> (usize, usize) {
        (self.active + 1, self.blogs.len())
    }

    /// Returns how the screen is divided; `None` where it is too small.
    pub fn geometry(&self) -> Option<Geometry> {
        Geometry::of(self.size, self.front)
    }

    /// Returns the time.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Returns the zone that times are shown in.
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// Returns which pane the keys move in.
    pub fn front(&self) -> Front {
        self.front
    }

    /// Returns what stands over the panes.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.overlay.as_ref()
    }

    /// Returns what the footer tells for a moment.
    pub fn notice(&self) -> Option<&Clean> {
        self.notice.as_ref().map(|(words, _)| words)
    }

    /// Takes what happened; returns what to do about it.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let by_hand = matches!(msg, Msg::Key(_) | Msg::Mouse(_));
        let mut effects = match msg {
            Msg::Key(key) => self.key(key),
            Msg::Mouse(mouse) => self.mouse(mouse),
            Msg::Resize(size) => {
                self.size = size;
                vec![Effect::Redraw]
            }
            Msg::Focus(focused) => {
                self.focused = focused;
                Vec::new()
            }
            Msg::Tick(now) => {
                self.now = now;
                self.notice.take_if(|(_, until)| *until <= now);
                Vec::new()
            }
            Msg::Restored(blog, restored) => {
                if let Some(blog) = self.blogs.get_mut(blog) {
                    blog.restore(*restored);
                }
                Vec::new()
            }
            Msg::PollStarted(blog) => {
                if let Some(blog) = self.blogs.get_mut(blog) {
                    blog.freshness.checking = true;
                    blog.freshness.paused = false;
                }
                Vec::new()
            }
            Msg::Polled(blog, poll) => self.polled(blog, poll),
            Msg::Older(blog, page) => self.take_older(blog, page).into_iter().collect(),
            Msg::RefreshRefused(_, why) | Msg::Notice(why) => {
                self.tell(why);
                Vec::new()
            }
            Msg::Paste(text) => {
                self.paste_in_find(&text);
                Vec::new()
            }
            Msg::Library(_) => Vec::new(),
            msg @ (Msg::LinkRead(..) | Msg::LinkSaved(..) | Msg::Piped(..) | Msg::Joined(..)) => {
                self.update_links(msg);
                Vec::new()
            }
        };
        self.settle();
        effects.extend(self.ask_for_older(by_hand));
        self.find_what_is_shown_now();
        effects.extend(self.retitle());
        effects
    }

    fn polled(&mut self, index: BlogIndex, poll: Poll) -> Vec<Effect> {
        self.now = self.now.max(poll.at);
        let view = self.view(index);
        let focused = self.focused;
        let kept = self
            .blogs
            .get_mut(index)
            .and_then(|blog| blog.poll(poll, focused, view));
        let changed = kept.as_ref().is_some_and(|kept| !kept.items.is_empty());
        if changed && index == self.active {
            self.find_again();
        }
        kept.map(|kept| Effect::Keep(index, Box::new(kept)))
            .into_iter()
            .collect()
    }

    fn tell(&mut self, words: Clean) {
        let until = self.now + chrono::TimeDelta::seconds(NOTICE_SECONDS);
        self.notice = Some((words, until));
    }

    /// What a blog needs to know of the screen. A screen that is too small keeps the smallest one's measures.
    fn view(&self, blog: BlogIndex) -> View {
        let geometry = self.geometry();
        let measures = geometry.unwrap_or_default();
        let covered = matches!(self.overlay, Some(Overlay::Help { .. }));
        let in_sight = geometry.is_some() && blog == self.active && !covered;
        View {
            timeline_text: measures.timeline_text(),
            timeline_rows: measures.timeline_rows(),
            reading_text: measures.reading_text().width,
            reading_rows: measures.reading_text().height,
            timeline_in_sight: in_sight && measures.timeline.width > 0,
            reading_in_sight: in_sight && measures.reading.width > 0,
            zone: self.zone,
        }
    }

    fn settle(&mut self) {
        let Some(geometry) = self.geometry() else {
            return;
        };
        if let Some(Overlay::Help { top }) = &mut self.overlay {
            let most =
                keys::help_rows(keys::TABLE).saturating_sub(usize::from(geometry.timeline_rows()));
            *top = (*top).min(most);
        }
        let view = self.view(self.active);
        let blog = &mut self.blogs[self.active];
        if geometry.reading.width == 0 {
            blog.edits = None;
            blog.leave_pages();
        }
        blog.settle(view);
    }

    /// Names the window when what it should be named changed: unread updates first, as mail programs do.
    fn retitle(&mut self) -> Option<Effect> {
        let blog = self.blog();
        let headline = &blog.timeline().blog.headline;
        let name = if headline.is_empty() {
            blog.source.as_str()
        } else {
            headline.as_str()
        };
        let title = match blog.waiting() {
            0 => Clean::line(name),
            waiting => Clean::line(&format!("({waiting}) {name}")),
        };
        (title != self.title).then(|| {
            self.title = title.clone();
            Effect::Title(title)
        })
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.notice = None;
        if let Some(effects) = self.key_in_find(key) {
            return effects;
        }
        if let Some(effects) = self.key_over_panes(key) {
            return effects;
        }
        if let Code::Char(digit @ '1'..='9') = key.code
            && !key.ctrl
            && !key.alt
        {
            self.type_link(&digit.to_string());
            return Vec::new();
        }
        self.keymap
            .action(key)
            .map_or_else(Vec::new, |action| self.act(action))
    }

    /// Gives a key to what stands over the panes; `None` where it is for the panes after all.
    fn key_over_panes(&mut self, key: Key) -> Option<Vec<Effect>> {
        let action = self.keymap.action(key);
        let Overlay::Help { top } = self.overlay.as_mut()? else {
            return self.key_in_links(key);
        };
        match action {
            Some(Action::Down) => *top += 1,
            Some(Action::Up) => *top = top.saturating_sub(1),
            Some(Action::PageDown | Action::HalfPageDown) => *top += 10,
            Some(Action::PageUp | Action::HalfPageUp) => *top = top.saturating_sub(10),
            Some(Action::Top) => *top = 0,
            Some(Action::Suspend | Action::Redraw) => return None,
            _ => self.overlay = None,
        }
        Some(Vec::new())
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        if let Some(effects) = self.act_in_edits(action) {
            return effects;
        }
        if let Some(effects) = self
            .act_on_links(action)
            .or_else(|| self.take_along(action))
        {
            return effects;
        }
        match action {
            Action::Quit if self.over_library => return self.leave(vec![Effect::Leave]),
            Action::Quit | Action::End => return self.leave(vec![Effect::Quit]),
            Action::Suspend => return vec![Effect::Suspend],
            Action::Redraw => return vec![Effect::Redraw],
            Action::Refresh => return vec![Effect::Refresh(self.active)],
            Action::Find => {
                self.blogs[self.active].leave_pages();
                self.begin_find();
            }
            Action::Help => self.overlay = Some(Overlay::Help { top: 0 }),
            Action::NextBlog | Action::PreviousBlog => {
                let count = self.blogs.len();
                let step = if action == Action::NextBlog {
                    1
                } else {
                    count - 1
                };
                let effects = self.leave(Vec::new());
                self.active = (self.active + step) % count;
                self.find = None;
                return effects;
            }
            Action::OpenPermalink => {
                let permalink = self
                    .blog()
                    .selected_entry()
                    .and_then(|e| e.permalink.clone());
                return self.open(
                    permalink,
                    "This update has no address of its own; O opens the live blog.",
                );
            }
            Action::OpenBlog => {
                let blog = self.blog();
                let page = blog
                    .timeline()
                    .blog
                    .canonical
                    .clone()
                    .or_else(|| blog.address.clone());
                return self.open(page, "This source has no web address.");
            }
            Action::Back if self.over_library && self.front == Front::Timeline => {
                return self.leave(vec![Effect::Leave]);
            }
            Action::Read | Action::Back => return self.change_front(action),
            Action::ShowNew => {
                self.front = Front::Timeline;
                self.blogs[self.active].show_new();
            }
            _ => return self.go(action),
        }
        Vec::new()
    }

    fn open(&mut self, address: Option<WebUrl>, otherwise: &str) -> Vec<Effect> {
        if let Some(address) = address {
            return vec![Effect::Open(address)];
        }
        self.tell(Clean::line(otherwise));
        Vec::new()
    }

    fn change_front(&mut self, action: Action) -> Vec<Effect> {
        self.front = if action == Action::Read {
            Front::Reading
        } else {
            Front::Timeline
        };
        if self.front == Front::Reading {
            self.mark_read()
        } else {
            Vec::new()
        }
    }

    /// Moves: in the reading pane its text, else the selection.
    fn go(&mut self, action: Action) -> Vec<Effect> {
        let view = self.view(self.active);
        let front = self.front;
        let blog = &mut self.blogs[self.active];
        let (rows, reading) = match front {
            Front::Timeline => (view.timeline_rows, false),
            Front::Reading => (view.reading_rows, true),
        };
        let page = isize::try_from(rows.saturating_sub(1).max(1)).unwrap_or(1);
        let half = isize::try_from((rows / 2).max(1)).unwrap_or(1);
        match (action, reading) {
            (Action::Down, false) => blog.step(true, view),
            (Action::Up, false) => blog.step(false, view),
            (Action::PageDown, false) => blog.page(page, view),
            (Action::PageUp, false) => blog.page(-page, view),
            (Action::HalfPageDown, false) => blog.page(half, view),
            (Action::HalfPageUp, false) => blog.page(-half, view),
            (Action::Top, false) => blog.go_top(view),
            (Action::Bottom, false) => blog.go_bottom(view),
            (Action::Down, true) => blog.scroll_reading(1, view),
            (Action::Up, true) => blog.scroll_reading(-1, view),
            (Action::PageDown, true) => blog.scroll_reading(page, view),
            (Action::PageUp, true) => blog.scroll_reading(-page, view),
            (Action::HalfPageDown, true) => blog.scroll_reading(half, view),
            (Action::HalfPageUp, true) => blog.scroll_reading(-half, view),
            (Action::Top, true) => blog.scroll_reading(isize::MIN, view),
            (Action::Bottom, true) => blog.scroll_reading(isize::MAX, view),
            (Action::TurnOrder, _) => blog.turn(view),
            (Action::ChangeDensity, _) => blog.change_density(view),
            (Action::NextKeyEvent | Action::PreviousKeyEvent, _) => {
                let down = action == Action::NextKeyEvent;
                if !blog.go_to_next(down, view, |item| item.entry.marks.key_event) {
                    let side = if down { "below" } else { "above" };
                    self.tell(Clean::line(&format!("There is no key event {side}.")));
                }
            }
            _ => return Vec::new(),
        }
        if matches!(action, Action::TurnOrder | Action::ChangeDensity) {
            return Vec::new();
        }
        self.mark_read()
    }

    fn mark_read(&mut self) -> Vec<Effect> {
        let read = self.blogs[self.active].mark_selected_read();
        read.map(|id| Effect::KeepRead(self.active, vec![(id, true)]))
            .into_iter()
            .collect()
    }

    /// Keeps the reader's place before it is left.
    fn leave(&self, mut effects: Vec<Effect>) -> Vec<Effect> {
        let place = self.blog().place();
        effects.splice(
            0..0,
            place.map(|place| Effect::KeepPlace(self.active, place)),
        );
        effects
    }

    fn mouse(&mut self, mouse: Mouse) -> Vec<Effect> {
        if let Some(Overlay::Help { top }) = &mut self.overlay {
            match mouse.kind {
                MouseKind::WheelDown => *top += 3,
                MouseKind::WheelUp => *top = top.saturating_sub(3),
                MouseKind::Click => self.overlay = None,
            }
            return Vec::new();
        }
        let Some(geometry) = self.geometry() else {
            return Vec::new();
        };
        let view = self.view(self.active);
        let rows = if mouse.kind == MouseKind::WheelUp {
            -WHEEL
        } else {
            WHEEL
        };
        let (x, y) = (mouse.x, mouse.y);
        if geometry.timeline.contains(x, y) {
            if mouse.kind != MouseKind::Click {
                self.blogs[self.active].scroll(rows, view);
                return Vec::new();
            }
            let row = usize::from(y - geometry.timeline.y);
            let Some(id) = self.blog().window().get(row).map(|row| row.id.clone()) else {
                return Vec::new();
            };
            self.front = Front::Timeline;
            self.blogs[self.active].select(id, view);
            return self.mark_read();
        }
        if geometry.reading.contains(x, y) {
            if mouse.kind != MouseKind::Click {
                self.blogs[self.active].scroll_reading(rows, view);
                return Vec::new();
            }
            self.front = Front::Reading;
            let text = geometry.reading_text();
            let row = self.blog().reading_rows().get(usize::from(y - text.y));
            let link = row.and_then(|row| row.link_at(x.checked_sub(text.x)?));
            return link.map_or_else(Vec::new, |number| self.click_link(number));
        }
        if geometry.rule.contains(x, y)
            && mouse.kind == MouseKind::Click
            && self.blog().waiting() > 0
        {
            return self.act(Action::ShowNew);
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests;
