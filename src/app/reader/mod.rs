//! The reader: the open live blogs, the panes that show one of them, and what is under way for them.
//!
//! Knows what each action does to them, and nothing of keys: which screen a key is for is decided by the
//! [stack](crate::app::screen) above. After every message it knows the rows on the screen, so that drawing only reads.

mod alerts;
mod arrangement;
mod away;
mod blogs;
mod copy;
mod edits;
mod link_tasks;
mod links;
mod merged;
mod older;
mod others;
mod overview;
mod panes;
mod pictures;
mod place;
mod unread;

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Other,
    alert::Alerting,
    blog::exchange::{BlogId, Place},
    blog::{Followed, View, feed::refusal_words, filter::Filter, window::Viewport},
    clock,
    input::Earlier,
    keys::{Action, Keymap, Keys, Scope},
    msg::{Effect, Msg},
    notice::{Message, Notice},
    settings::Settings,
};
use crate::{
    app::words,
    layout::{Density, Focus, Size, width},
    model::{Clean, EntryId, Poll, PollOutcome, WebUrl, Zone},
};
use arrangement::Arrangement;
use blogs::Blogs;
use link_tasks::{Fetching, Saving};
pub use links::hint;
pub use others::{Arrival, Behind};
pub use pictures::PictureNear;

/// The state of the reader.
#[derive(Debug)]
pub struct Reader {
    blogs: Blogs,
    keys: Arc<Keys>,
    zone: Zone,
    now: DateTime<Utc>,
    size: Size,
    focus: Focus,
    arrangement: Arrangement,
    pictures: pictures::Pictures,
    /// The terminal has the focus, as far as we were told.
    focused: bool,
    away: away::Away,
    above: Above,
    notice: Notice,
    /// The times that were typed.
    pub(in crate::app) times: Earlier,
    /// The library lies behind: leaving goes back to it.
    over_library: bool,
    /// The themes that can be chosen.
    themes: Vec<Clean>,
    /// The followed live blogs, open or not.
    followed: Vec<Other>,
    /// What the settings say of alerts.
    alerting: Alerting,
    /// Which place was kept last, of which blog, and when.
    kept: (BlogId, Option<Place>, DateTime<Utc>),
    /// The page behind a link that is being fetched.
    fetching: Option<Fetching>,
    /// The links that are being saved.
    saving: Option<Saving>,
    /// How many times something was fetched: answers to earlier ones count no more.
    link_tasks: u64,
    /// The update that the reader's own program was given, and the number of its answer.
    piping: Option<(u64, BlogId, EntryId)>,
}

/// What the screens above the reader do to the panes.
#[derive(Debug, Clone, Copy, Default)]
struct Above {
    /// One of them covers the panes.
    covered: bool,
    /// One of them leads through what was not read: nothing moves but by its keys.
    led: bool,
}

impl Reader {
    /// Starts with sources that were not read yet, the first of them on the screen.
    pub fn new(
        first: Followed,
        others: Vec<Followed>,
        zone: Zone,
        now: DateTime<Utc>,
        size: Size,
    ) -> Self {
        let kept = (first.id, None, now);
        let mut reader = Self {
            blogs: Blogs::new(first, others),
            keys: Arc::default(),
            zone,
            now,
            size,
            focus: Focus::default(),
            arrangement: Arrangement::default(),
            pictures: pictures::Pictures::default(),
            focused: true,
            away: away::Away::new(now),
            above: Above::default(),
            notice: Notice::default(),
            times: Earlier::default(),
            over_library: false,
            themes: Vec::new(),
            followed: Vec::new(),
            alerting: Alerting::default(),
            kept,
            fetching: None,
            saving: None,
            link_tasks: 0,
            piping: None,
        };
        reader.settle();
        reader
    }

    /// Says whether the library lies behind the reader.
    pub(in crate::app) fn lies_over_library(&mut self, over_library: bool) {
        self.over_library = over_library;
    }

    /// Says what the screens above do to the panes: whether one covers them, and whether one leads through them.
    pub(in crate::app) fn lies_under(&mut self, covered: bool, led: bool) {
        self.above = Above { covered, led };
    }

    /// Tells whether the reader is led through what was not read.
    pub(in crate::app) fn is_led(&self) -> bool {
        self.above.led
    }

    /// Tells whether leaving goes back to the library.
    pub fn is_over_library(&self) -> bool {
        self.over_library
    }

    /// Returns the blog on the screen.
    pub fn blog(&self) -> &Followed {
        self.blogs.shown()
    }

    /// Returns the blog on the screen, to change it, and what it needs to know of the screen.
    pub(in crate::app) fn on_screen(&mut self) -> (&mut Followed, View) {
        let view = self.view();
        (self.blogs.shown_mut(), view)
    }

    /// Returns the window on the blog on the screen, to move it.
    pub(in crate::app) fn viewport(&mut self) -> Viewport<'_> {
        let (blog, view) = self.on_screen();
        blog.at(view)
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
    pub fn focus(&self) -> Focus {
        self.focus
    }

    pub(in crate::app) fn bring_to_front(&mut self, focus: Focus) {
        self.focus = focus;
    }

    /// Returns which key does what in the reader.
    pub fn keymap(&self) -> &Keymap {
        self.keys.of(Scope::Reader)
    }

    /// Returns what the footer tells for a moment.
    pub fn notice(&self) -> Option<&Clean> {
        self.notice.words()
    }

    pub(in crate::app) fn take_told(&mut self) -> Vec<Message> {
        self.notice.take_told()
    }

    pub(in crate::app) fn forget_notice(&mut self) {
        self.notice.forget();
    }

    pub(in crate::app) fn tell(&mut self, words: Clean) {
        self.notice.tell(words, self.now);
    }

    /// Says that a key does nothing on the screen that covers the panes.
    pub(in crate::app) fn know_no_key(&mut self) {
        let help = self.keymap().taught(Action::Help);
        self.tell(Clean::line(&words::no_such_key(&help)));
    }

    /// Takes other settings.
    pub(in crate::app) fn apply(&mut self, settings: &Settings, keys: &Arc<Keys>) {
        self.keys = Arc::clone(keys);
        if std::mem::replace(&mut self.zone, settings.zone) != settings.zone {
            for blog in self.blogs.iter_mut() {
                blog.window.forget_layout();
            }
        }
        self.arrangement.measure = settings.measure;
        self.themes.clone_from(&settings.themes);
        self.alerting.clone_from(&settings.alerts);
        self.pictures.possible = settings.pictures;
        self.arrangement.still = settings.reduced_motion;
        for blog in self.blogs.iter_mut() {
            blog.window.highlights.allow(!settings.reduced_motion);
        }
    }

    /// Takes what happened outside: time, the terminal, polls, the history, what was fetched.
    pub(in crate::app) fn hear(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Resize(size) => {
                self.size = size;
                return vec![Effect::Redraw];
            }
            Msg::Focus(focused) => self.focused = focused,
            Msg::Tick(now) => {
                self.now = now;
                self.notice.tick(now);
                for blog in self.blogs.iter_mut() {
                    blog.window.highlights.tick(now);
                }
                return self.keep_place_now_and_then();
            }
            Msg::RefreshRefused(_, refusal) => {
                let words = refusal_words(&refusal, self.zone, self.now);
                self.tell(Clean::line(&words));
            }
            Msg::Notice(why) => self.tell(why),
            Msg::NoPicture(url, why) => self.blogs.shown_mut().leave_out(url, why),
            Msg::LinkRead(number, read) => self.link_read(number, read),
            Msg::LinkSaved(number, saved) => self.link_saved(number, saved),
            Msg::Piped(number, command, answer) => self.piped(number, &command, answer),
            Msg::Joined(joined) => self.join(*joined),
            Msg::Rest(id, _)
            | Msg::Elsewhere(id)
            | Msg::ExternalUpdate(id, _)
            | Msg::PollStarted(id)
            | Msg::PollPlanned(id, _)
            | Msg::Polled(id, _)
            | Msg::Older(id, _) => return self.hear_of_blog(id, msg),
            Msg::Key(_)
            | Msg::Mouse(_)
            | Msg::Paste(_)
            | Msg::Settings(_)
            | Msg::Library(_)
            | Msg::Raised(_)
            | Msg::Answered(_) => {}
        }
        Vec::new()
    }

    /// Takes what happened to one of the blogs; one that is gone hears nothing.
    fn hear_of_blog(&mut self, id: BlogId, msg: Msg) -> Vec<Effect> {
        let view = self.view_of(id);
        let looks = self.focused && !self.above.led;
        if let Msg::Polled(
            _,
            Poll {
                outcome: PollOutcome::Failed { why, .. },
                next,
                ..
            },
        ) = &msg
        {
            self.tell_failure(id, why, *next);
        }
        let Some(blog) = self.blogs.get_mut(id) else {
            return Vec::new();
        };
        let since = blog.feed.freshness.checked;
        match msg {
            Msg::Rest(_, whole) => blog.complete(*whole, view),
            Msg::Elsewhere(_) => blog.feed.freshness.begin_elsewhere(),
            Msg::ExternalUpdate(_, heard) => {
                let changes = blog.hear(*heard, looks, view);
                return self.raise(id, since, &changes).into_iter().collect();
            }
            Msg::PollStarted(_) => blog.feed.freshness.begin(),
            Msg::PollPlanned(_, next) => blog.feed.freshness.next = next,
            Msg::Polled(_, poll) => {
                self.now = self.now.max(poll.at);
                let (kept, changes) = blog.poll(poll, looks, view);
                // It is kept first: what is alerted to is in the history.
                let mut effects = vec![Effect::Keep(id, Box::new(kept))];
                effects.extend(self.raise(id, since, &changes));
                return effects;
            }
            Msg::Older(_, page) => {
                self.now = self.now.max(page.at);
                let items = blog.take_older(page, view);
                let keep = (!items.is_empty()).then_some(Effect::KeepOlder(id, items));
                return keep.into_iter().collect();
            }
            _ => {}
        }
        Vec::new()
    }

    /// Tells why a blog cannot be had, once; where there is nothing else of it on the screen, that stands there anyway.
    fn tell_failure(&mut self, id: BlogId, why: &Clean, next: Option<Duration>) {
        let shown = id == self.active();
        let Some(blog) = self.blogs.get_mut(id) else {
            return;
        };
        if blog.feed.freshness.failure.as_ref() == Some(why) {
            return;
        }
        if !shown {
            let words = Clean::line(&format!("{}: {why}", blog.source));
            self.notice.note(words, self.now);
        } else if blog.timeline().items().is_empty() {
            self.notice.note(why.clone(), self.now);
        } else {
            // The footer says it once this is gone: what happened is not to be broken for it.
            let room = usize::from(self.size.width.saturating_sub(2));
            let next = next
                .and_then(|wait| TimeDelta::from_std(wait).ok())
                .map(|wait| words::failed_until(why.as_str(), &clock::span(wait)))
                .filter(|words| width::text(words) <= room);
            self.tell(next.map_or_else(|| why.clone(), |words| Clean::line(&words)));
        }
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
        let in_sight = geometry.is_some() && blog == self.active() && !self.above.covered;
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

    /// Brings what is on the screen up to date; the last step of every message.
    pub(in crate::app) fn settle(&mut self) {
        self.renew_merged();
        let Some(geometry) = self.geometry() else {
            return;
        };
        self.fit_overview();
        let (blog, view) = self.on_screen();
        if geometry.reading.width == 0 {
            blog.show_text_again();
        }
        blog.settle(view);
    }

    /// Says what the window should be named: what arrived unseen first, in all open live blogs, as mail programs do.
    pub(in crate::app) fn title(&self) -> Clean {
        let blog = self.blog();
        let name = blog.name();
        let open = self
            .blogs
            .iter()
            .filter(|open| open.id != blog.id && self.merged().is_none());
        let behind: usize = open.map(|open| open.window.waiting()).sum();
        match blog.window.waiting() + behind {
            0 => name.clone(),
            waiting => Clean::line(&format!("({waiting}) {name}")),
        }
    }

    /// Returns the themes that can be chosen.
    pub(in crate::app) fn themes(&self) -> &[Clean] {
        &self.themes
    }

    /// Shows so much of each update.
    pub(in crate::app) fn set_density(&mut self, density: Density) {
        self.viewport().set_density(density);
    }

    /// Limits the timeline to what a filter lets through.
    pub(in crate::app) fn set_filter(&mut self, filter: Filter) {
        self.focus = Focus::Timeline;
        self.viewport().set_filter(filter);
    }

    /// Begins anew with the blog on the screen, of which nothing is known.
    pub(in crate::app) fn read_anew(&mut self, now: DateTime<Utc>) {
        let still = self.arrangement.still;
        let blog = self.blogs.shown_mut();
        let (source, address) = (blog.source.clone(), blog.address.clone());
        let before = std::mem::replace(blog, Followed::new(blog.id, source, address));
        blog.window.arrange_as(&before.window);
        blog.window.highlights.allow(!still);
        self.focus = Focus::Timeline;
        self.now = now;
    }

    /// Goes to an update and marks it as read.
    pub(in crate::app) fn go_to(&mut self, id: EntryId) -> Vec<Effect> {
        self.viewport().select(id);
        self.mark_read()
    }

    /// Goes back to where a jump began, or on again to where it led.
    pub(in crate::app) fn jump(&mut self, forth: bool) -> Vec<Effect> {
        let focus = self.focus;
        let (blog, view) = self.on_screen();
        if let Some(focus) = blog.jump(forth, focus, view) {
            self.focus = focus;
            return self.mark_read();
        }
        let side = if forth { "forward" } else { "back" };
        self.tell(Clean::line(&words::no_jump(side)));
        Vec::new()
    }

    pub(in crate::app) fn open_address(
        &mut self,
        address: Option<WebUrl>,
        otherwise: &str,
    ) -> Vec<Effect> {
        if let Some(address) = address {
            return vec![Effect::Open(address)];
        }
        self.tell(Clean::line(otherwise));
        Vec::new()
    }

    pub(in crate::app) fn mark_read(&mut self) -> Vec<Effect> {
        let read = self.blogs.shown_mut().mark_selected_read();
        read.map(|id| Effect::KeepRead(self.active(), vec![(id, true)]))
            .into_iter()
            .collect()
    }

    pub(in crate::app) fn bookmark(&mut self) -> Vec<Effect> {
        let Some((id, kept)) = self.blogs.shown_mut().bookmark_selected() else {
            return Vec::new();
        };
        let words = if kept {
            words::BOOKMARKED
        } else {
            words::BOOKMARK_REMOVED
        };
        self.tell(Clean::line(words));
        vec![Effect::KeepBookmark(self.active(), id, kept)]
    }

    /// Puts the next open blog on the screen, or the one before.
    pub(in crate::app) fn turn_blogs(&mut self, forth: bool) -> Vec<Effect> {
        if self.blogs.number() == (1, 1) {
            let key = self.keymap().taught(Action::SwitchBlog);
            self.tell(Clean::line(&words::no_other_blog(&key)));
            return Vec::new();
        }
        let effects = self.leave(Vec::new());
        self.blogs.turn(forth);
        effects
    }

    /// Shows what waits, and goes to the newest of it.
    pub(in crate::app) fn show_new(&mut self) -> Vec<Effect> {
        self.focus = Focus::Timeline;
        self.viewport().show_new();
        self.mark_read()
    }

    /// Asks for the page behind a link anew where that is read, else for the live blog.
    pub(in crate::app) fn refresh(&mut self) -> Vec<Effect> {
        if let Some(effects) = self.fetch_again() {
            return effects;
        }
        if let Some(address) = self.blog().feed.goes_on_at().cloned() {
            return self.follow(address);
        }
        if self.blog().feed.freshness.elsewhere {
            self.tell(Clean::line(words::POLLED_ELSEWHERE));
            return Vec::new();
        }
        self.blogs.shown_mut().leave_out_none();
        vec![Effect::Refresh(self.active())]
    }

    pub(in crate::app) fn open_permalink(&mut self) -> Vec<Effect> {
        let selected = self.blog().selected_entry();
        let permalink = selected.and_then(|entry| entry.permalink.clone());
        let page = self.keymap().taught(Action::OpenBlog);
        self.open_address(permalink, &words::no_address_of_its_own(&page))
    }

    pub(in crate::app) fn open_blog(&mut self) -> Vec<Effect> {
        let blog = self.own_blog();
        let page = blog.timeline().blog.canonical.clone();
        let page = page.or_else(|| blog.address.clone());
        self.open_address(page, words::NO_ADDRESS)
    }
}
