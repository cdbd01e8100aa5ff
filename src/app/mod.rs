//! The state machine: a [`Model`], what can happen to it ([`Msg`]), and what to do then ([`Effect`]).
//!
//! No I/O, no clock, no terminal types: time comes in as [`Msg::Tick`], everything outside is an effect. All state
//! changes in [`Model::update`]; after it the model knows the rows on the screen, so that drawing only reads. The
//! [`library`] is a machine of the same kind beside it; a [`Desk`] holds both.

mod about;
mod blogs;
mod catch_up;
pub mod chooser;
pub mod clock;
mod desk;
mod dial;
mod edits;
mod errands;
pub mod filter;
pub mod find;
mod followed;
mod freshness;
mod gap;
mod heads;
mod heard;
mod input;
pub mod keys;
pub mod library;
pub mod links;
mod moment;
mod mouse;
mod msg;
mod older;
pub mod overview;
mod panes;
mod picker;
mod picture_desk;
mod pictures;
mod place;
mod scrollbar;
mod settings;
mod taking;
mod trail;
mod unread;
mod viewport;

use chrono::{DateTime, Utc};

pub use blogs::BlogId;
use blogs::Blogs;

pub use catch_up::CatchUp;
use chooser::Chooser;
pub use desk::Desk;
pub use dial::Dial;
use filter::Filter;
pub use followed::Followed;
use followed::View;
pub use freshness::Freshness;
pub use gap::GapLine;
pub use input::TextLine;
use keys::{Action, Code, Key, Keymap};
pub use msg::{
    Beyond, Effect, Heard, Joined, Kept, LinkToRead, LinksToSave, Mouse, MouseKind, Msg, Place,
    Restored, Taken,
};
use panes::Arrangement;
pub use picture_desk::{Leaf, PictureDesk, WORDS as PICTURE_WORDS};
pub use pictures::PictureNear;
pub use settings::Settings;
pub use viewport::{Order, Part, VisibleRow};

use crate::{
    layout::{Front, Size},
    model::{Clean, EntryId, Poll, WebUrl, Zone},
};

/// How long a notice stands in the footer, in seconds.
const NOTICE_SECONDS: i64 = 5;

/// The whole state of the reader.
#[derive(Debug)]
pub struct Model {
    blogs: Blogs,
    keymap: Keymap,
    zone: Zone,
    now: DateTime<Utc>,
    size: Size,
    front: Front,
    arrangement: Arrangement,
    pictures: pictures::Pictures,
    /// The terminal has the focus, as far as we were told.
    focused: bool,
    overlay: Option<Overlay>,
    find: Option<find::Find>,
    catch_up: Option<CatchUp>,
    notice: Option<(Clean, DateTime<Utc>)>,
    title: Clean,
    /// The library lies behind: leaving goes back to it.
    over_library: bool,
    /// Which place was kept last, of which blog, and when.
    kept: (BlogId, Option<Place>, DateTime<Utc>),
    /// The page behind a link that is being fetched.
    fetching: Option<errands::Fetching>,
    /// The links that are being saved.
    saving: Option<errands::Saving>,
    /// How many times something was fetched: answers to earlier ones count no more.
    errands: u64,
    /// The update that the reader's own program was given, and the number of its answer.
    piping: Option<(u64, BlogId, EntryId)>,
}

/// What stands over the panes or asks for input.
#[derive(Debug)]
pub enum Overlay {
    /// The keys.
    Help(keys::Sheet),
    /// The number of a link is being typed.
    Link {
        /// The digits so far.
        typed: String,
    },
    /// A time is being typed.
    Time(TextLine),
    /// Something is being chosen from a list.
    Choose(Box<Chooser>),
    /// Letters stand beside the links; one is being picked by them.
    Hints {
        /// The letters so far.
        typed: String,
    },
    /// The pictures of the live blog.
    Pictures(Box<PictureDesk>),
}

impl Model {
    /// Starts with sources that were not read yet, the first of them on the screen.
    pub fn new(
        first: Followed,
        others: Vec<Followed>,
        zone: Zone,
        now: DateTime<Utc>,
        size: Size,
    ) -> Self {
        let kept = (first.id, None, now);
        let mut model = Self {
            blogs: Blogs::new(first, others),
            keymap: Keymap::default(),
            zone,
            now,
            size,
            front: Front::default(),
            arrangement: Arrangement::default(),
            pictures: pictures::Pictures::default(),
            focused: true,
            overlay: None,
            find: None,
            catch_up: None,
            notice: None,
            title: Clean::default(),
            over_library: false,
            kept,
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
        self.blogs.shown()
    }

    /// Returns which of how many blogs is on the screen, counted from 1.
    pub fn blog_number(&self) -> (usize, usize) {
        self.blogs.number()
    }

    /// Returns the time.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Returns which blog is read.
    pub fn active(&self) -> BlogId {
        self.blogs.shown().id
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

    /// Tells whether nothing that takes the place of the panes stands over them.
    pub fn panes_are_in_sight(&self) -> bool {
        !matches!(self.overlay, Some(Overlay::Help(_) | Overlay::Pictures(_)))
    }

    /// Returns which key does what.
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// Takes other settings.
    fn apply(&mut self, settings: &Settings) {
        self.keymap = Keymap::new(keys::TABLE, &settings.keys.everywhere);
        if std::mem::replace(&mut self.zone, settings.zone) != settings.zone {
            self.blogs.iter_mut().for_each(Followed::forget_layout);
        }
        self.arrangement.measure = settings.measure;
        self.pictures.possible = settings.pictures;
        for blog in self.blogs.iter_mut() {
            blog.lights.allow(!settings.reduced_motion);
        }
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
                self.blogs.iter_mut().for_each(|blog| blog.lights.tick(now));
                self.keep_place_now_and_then()
            }
            Msg::Rest(..) | Msg::Elsewhere(_) | Msg::Heard(..) => {
                self.hear(msg);
                Vec::new()
            }
            Msg::PollStarted(blog) => {
                if let Some(blog) = self.blogs.get_mut(blog) {
                    blog.freshness.begin();
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
                match &mut self.overlay {
                    Some(Overlay::Help(sheet)) => sheet.paste(&text),
                    Some(Overlay::Choose(_)) => self.paste_in_chooser(&text),
                    Some(Overlay::Time(line)) => {
                        line.insert(&text);
                    }
                    _ => self.paste_in_find(&text),
                }
                Vec::new()
            }
            Msg::Settings(settings) => {
                self.apply(&settings);
                Vec::new()
            }
            Msg::NoPicture(url) => {
                self.blogs.shown_mut().leave_out(url);
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

    fn polled(&mut self, index: BlogId, poll: Poll) -> Vec<Effect> {
        self.now = self.now.max(poll.at);
        let view = self.view_of(index);
        // Whoever catches up is led by their own keys only.
        let focused = self.focused && self.catch_up.is_none();
        let kept = self
            .blogs
            .get_mut(index)
            .map(|blog| blog.poll(poll, focused, view));
        let changed = kept.as_ref().is_some_and(|kept| !kept.items.is_empty());
        if let Some(kept) = kept.as_ref().filter(|_| changed && index == self.active()) {
            self.find_again();
            self.catch_up_with(kept);
        }
        kept.map(|kept| Effect::Keep(index, Box::new(kept)))
            .into_iter()
            .collect()
    }

    fn tell(&mut self, words: Clean) {
        let until = self.now + chrono::TimeDelta::seconds(NOTICE_SECONDS);
        self.notice = Some((words, until));
    }

    /// What the blog on the screen needs to know of it.
    fn view(&self) -> View {
        self.view_of(self.active())
    }

    /// What a blog needs to know of the screen. A screen that is too small keeps the smallest one's measures.
    fn view_of(&self, blog: BlogId) -> View {
        let geometry = self.geometry();
        let measures = geometry.unwrap_or_default();
        let (timeline_pictures, reading_pictures) = self.pictures.rooms(&measures);
        let in_sight = geometry.is_some() && blog == self.active() && self.panes_are_in_sight();
        View {
            timeline_text: measures.timeline_text(),
            timeline_rows: measures.timeline_rows(),
            reading_text: measures.reading_text().width,
            reading_rows: measures.reading_text().height,
            timeline_pictures,
            reading_pictures,
            timeline_in_sight: in_sight && measures.timeline.width > 0,
            reading_in_sight: in_sight && measures.reading.width > 0,
            zone: self.zone,
        }
    }

    fn settle(&mut self) {
        let Some(geometry) = self.geometry() else {
            return;
        };
        if let Some(Overlay::Help(sheet)) = &mut self.overlay {
            sheet.fit(&self.keymap, geometry.main().height);
        }
        if let Some(Overlay::Choose(chooser)) = &mut self.overlay {
            chooser.fit(&geometry);
        }
        if let Some(Overlay::Pictures(desk)) = &mut self.overlay {
            desk.fit(&geometry);
        }
        self.fit_overview();
        let view = self.view();
        let blog = self.blogs.shown_mut();
        if geometry.reading.width == 0 {
            blog.edits = None;
            blog.about = None;
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
        if let Some(effects) = self.key_in_catch_up(key) {
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
        if self.keymap.works_always(key) {
            return None;
        }
        match self.overlay.as_mut()? {
            Overlay::Help(sheet) => {
                if !sheet.key(key) {
                    self.overlay = None;
                }
            }
            Overlay::Link { .. } | Overlay::Hints { .. } => return self.key_in_links(key),
            Overlay::Time(_) => return Some(self.key_in_time(key)),
            Overlay::Choose(_) => return Some(self.key_in_chooser(key)),
            Overlay::Pictures(_) => return Some(self.key_in_pictures(key)),
        }
        Some(Vec::new())
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        if action.is_about_selected() {
            self.blogs.shown_mut().place_selection();
        }
        let taken = self.act_on_about(action);
        let taken = taken.or_else(|| self.act_in_edits(action));
        if let Some(effects) = taken.or_else(|| self.act_on_unread(action)) {
            return effects;
        }
        if let Some(effects) = self
            .act_on_links(action)
            .or_else(|| self.act_on_overview(action))
            .or_else(|| self.take_along(action))
            .or_else(|| self.act_on_pictures(action))
        {
            return effects;
        }
        match action {
            Action::Quit if self.over_library => return self.leave(vec![Effect::Leave]),
            Action::Quit | Action::End => return self.leave(vec![Effect::Quit]),
            Action::Suspend => return vec![Effect::Suspend],
            Action::Redraw => return vec![Effect::Redraw],
            Action::Refresh if self.blog().freshness.elsewhere => {
                let words = "Another newswire checks this live blog; what it finds is shown here.";
                self.tell(Clean::line(words));
            }
            Action::Refresh => {
                self.blogs.shown_mut().leave_out_none();
                return vec![Effect::Refresh(self.active())];
            }
            Action::Find => {
                self.blogs.shown_mut().leave_pages();
                self.begin_find();
            }
            Action::Outline => self.open_outline(),
            Action::GoToTime => self.ask_for_time(),
            Action::Filter => self.open_limits(),
            Action::Bookmark => return self.bookmark(),
            Action::Back if self.front == Front::Timeline && self.blog().limit().is_some() => {
                self.set_filter(Filter::default());
            }
            Action::Palette => self.open_palette(),
            Action::Help => self.overlay = Some(Overlay::Help(keys::Sheet::default())),
            Action::NextBlog | Action::PreviousBlog => {
                let effects = self.leave(Vec::new());
                self.blogs.turn(action == Action::NextBlog);
                self.find = None;
                self.catch_up = None;
                return effects;
            }
            Action::OpenPermalink => {
                let permalink = self
                    .blog()
                    .selected_entry()
                    .and_then(|e| e.permalink.clone());
                let page = self.keymap.taught(Action::OpenBlog);
                let otherwise =
                    format!("This update has no address of its own; {page} opens the live blog.");
                return self.open(permalink, &otherwise);
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
            Action::ShowNew => {
                self.front = Front::Timeline;
                let view = self.view();
                self.blogs.shown_mut().show_new(view);
                return self.mark_read();
            }
            _ => return self.act_on_panes(action),
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

    fn mark_read(&mut self) -> Vec<Effect> {
        let read = self.blogs.shown_mut().mark_selected_read();
        read.map(|id| Effect::KeepRead(self.active(), vec![(id, true)]))
            .into_iter()
            .collect()
    }

    fn bookmark(&mut self) -> Vec<Effect> {
        let Some((id, kept)) = self.blogs.shown_mut().bookmark_selected() else {
            return Vec::new();
        };
        let words = if kept {
            "Bookmarked."
        } else {
            "Bookmark removed."
        };
        self.tell(Clean::line(words));
        vec![Effect::KeepBookmark(self.active(), id, kept)]
    }
}

#[cfg(test)]
mod tests;
