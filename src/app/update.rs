//! The way of a message through the model.
//!
//! A key, a movement of the mouse or a paste is asked about from the top of the stack down, until a screen takes it:
//!
//! ```text
//! Msg::Key ─► the keys that work always ─► the top screen ─► the one below ─► … ─► the reader, or the library
//!                                             │ Handled: done            │ Open: another screen on top
//!                                             │ Close: it goes, done     │ Pass, Do: it goes, and those below are asked
//!                                                                        │ Repeat: the same, so many times
//! ```
//!
//! Everything else is for the reader, or for the library. Then what belonged to a live blog that was left closes, and
//! every screen is brought up to date from the bottom up.

use std::sync::Arc;

use super::{
    Model,
    blog::exchange::BlogId,
    keys::{Key, Keys},
    library::{Library, LibraryEffect, LibraryMsg},
    msg::{Effect, Msg},
    reader::Reader,
    screen::{Asked, Outcome, Screen, Under},
    settings::Settings,
};
use crate::model::Clean;

impl Model {
    /// Takes what happened; returns what to do about it.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let by_hand = matches!(msg, Msg::Key(_) | Msg::Mouse(_));
        self.mind_alerts(&msg);
        let read = self.reader().map(super::Reader::active);
        let is_replay = self.replay().is_some();
        if let Some(reader) = self.reader_mut().filter(|_| by_hand && !is_replay) {
            reader.touch();
        }
        let mut effects = match msg {
            Msg::Key(key) => self.key(key),
            Msg::Mouse(mouse) => self.ask(self.screens.len(), Asked::Mouse(mouse)),
            Msg::Paste(text) => {
                self.forget_notice();
                self.ask(self.screens.len(), Asked::Paste(&text))
            }
            Msg::Settings(settings) => {
                self.apply(*settings);
                Vec::new()
            }
            Msg::Library(msg) => self.tell_library(msg),
            Msg::Raised(raised) => {
                self.alert_queue.take(*raised, self.blog_in_sight());
                Vec::new()
            }
            Msg::Tick(now) if self.play(now) => Vec::new(),
            Msg::Answered(number) => self.go_to_alert(number),
            Msg::Tick(now) => {
                let mut effects = self.hear(msg);
                let told = self.alert_queue.tick(now, self.blog_in_sight());
                effects.extend(told.map(|told| Effect::Notify(Box::new(told))));
                effects
            }
            msg => self.hear(msg),
        };
        self.grant_wishes();
        if read != self.reader().map(super::Reader::active) {
            self.close_what_belonged_to_blog();
        }
        self.take_down();
        self.see_open();
        self.settle();
        if let Some(reader) = self.reader_mut() {
            effects.extend(reader.ask_for_older(by_hand));
            effects = reader.of_origins(effects);
        }
        effects.extend(self.retitle());
        if is_replay {
            effects = self.permit(effects);
            self.take_down();
            self.settle();
        }
        effects
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.forget_notice();
        match self.keys.always(key) {
            // The bottom knows what they mean.
            Some(action) => self.ask(self.depth_of_base() + 1, Asked::Act(action)),
            None => self.ask(self.screens.len(), Asked::Key(key)),
        }
    }

    /// Asks the screens under a height from the top down, until one takes it.
    fn ask(&mut self, height: usize, mut asked: Asked) -> Vec<Effect> {
        for depth in (0..height).rev() {
            let (under, above) = self.screens.split_at_mut(depth);
            let Some(screen) = above.first_mut() else {
                continue;
            };
            match screen.ask(asked, Under(under), &self.keys) {
                Outcome::FallThrough => {}
                Outcome::Handled(effects) => return effects,
                Outcome::Close(effects) => {
                    self.screens.remove(depth);
                    return effects;
                }
                Outcome::Open(screen, effects) => {
                    self.open_screen(*screen);
                    return effects;
                }
                Outcome::Pass => drop(self.screens.remove(depth)),
                Outcome::Repeat(count) => {
                    self.screens.truncate(depth);
                    return self.repeat(count, asked);
                }
                Outcome::Do(action) => {
                    self.screens.remove(depth);
                    asked = Asked::Act(action);
                }
            }
        }
        Vec::new()
    }

    /// Asks the screens so many times, until one closes or another one opens.
    fn repeat(&mut self, count: usize, asked: Asked) -> Vec<Effect> {
        let height = self.screens.len();
        let mut effects = Vec::new();
        for _ in 0..count {
            effects.extend(self.ask(height, asked));
            if self.screens.len() != height {
                break;
            }
        }
        effects
    }

    /// Puts a screen on top, in place of another one of its kind.
    fn open_screen(&mut self, screen: Screen) {
        self.screens.retain(|other| !other.is_like(&screen));
        self.screens.push(screen);
    }

    /// Returns where the reader is in the stack, else the library.
    fn depth_of_base(&self) -> usize {
        let is_reader = |screen: &Screen| matches!(screen, Screen::Reader(_));
        self.screens.iter().position(is_reader).unwrap_or(0)
    }

    fn forget_notice(&mut self) {
        if let Some(reader) = self.reader_mut() {
            reader.forget_notice();
        } else if let Some(library) = self.library_mut() {
            library.forget_notice();
        }
    }

    /// Takes down what was told, for whoever wants to read it again.
    fn take_down(&mut self) {
        let library = self.library_mut().map(Library::take_told);
        let reader = self.reader_mut().map(super::Reader::take_told);
        for told in library.into_iter().chain(reader) {
            self.log.add(told);
        }
        for screen in &mut self.screens {
            if let Screen::Messages(messages) = screen {
                messages.fill(self.log.told());
            }
        }
    }

    fn apply(&mut self, mut settings: Settings) {
        // They would have to be fetched.
        settings.pictures &= self.replay().is_none();
        self.keys = Arc::new(Keys::new(&settings.keys));
        self.alert_queue.apply(&settings.alerts);
        self.settings = settings;
        for screen in &mut self.screens {
            match screen {
                Screen::Reader(reader) => reader.apply(&self.settings, &self.keys),
                Screen::Library(library) => library.apply(&self.settings, &self.keys),
                _ => {}
            }
        }
    }

    /// What arrived in a live blog is no news any more once that is open.
    fn see_open(&mut self) {
        let Some(reader) = self.reader() else { return };
        let open: Vec<String> = reader.keys().collect();
        let mut seen = false;
        for key in open {
            seen |= self.elsewhere.open(&key);
        }
        if seen {
            self.tell_of_others();
        }
    }

    fn tell_of_others(&mut self) {
        let others = self.elsewhere.others();
        if let Some(reader) = self.reader_mut() {
            reader.know_others(others);
        }
    }

    fn tell_library(&mut self, msg: LibraryMsg) -> Vec<Effect> {
        match msg {
            LibraryMsg::Found { number, hits } => {
                for screen in &mut self.screens {
                    if let Screen::Search(search) = screen {
                        search.answer(number, hits);
                        break;
                    }
                }
            }
            LibraryMsg::Listed { mut blogs, size } => {
                self.elsewhere.list(&mut blogs);
                self.tell_of_others();
                if let Some(library) = self.library_mut() {
                    library.listed(blogs, size);
                }
            }
            LibraryMsg::NotOpened(why) => {
                if let Some(library) = self.library_mut() {
                    library.not_opened(why);
                }
            }
            LibraryMsg::Arrived { key, updates } => {
                self.elsewhere.arrive(&key, updates);
                // The list tells how many are unread, and what stands in the way of those that could not be asked.
                if updates > 0 || self.library().is_some() {
                    return vec![Effect::Library(LibraryEffect::List)];
                }
            }
        }
        Vec::new()
    }

    /// Gives the reader, or the library, what happened outside; what changes the terminal is for both.
    fn hear(&mut self, msg: Msg) -> Vec<Effect> {
        let behind = self.reader().is_some();
        let library = self.library_mut();
        let effects = library.map_or_else(Vec::new, |library| library.hear(&msg, behind));
        match self.reader_mut() {
            Some(reader) => reader.hear(msg),
            None => effects,
        }
    }

    /// Lets the desk of alerts know what the reader does and where they look.
    fn mind_alerts(&mut self, msg: &Msg) {
        match msg {
            Msg::Key(_) | Msg::Mouse(_) | Msg::Paste(_) => self.alert_queue.touch(),
            Msg::Focus(focused) => self.alert_queue.focus(*focused),
            _ => {}
        }
    }

    /// Returns the live blog that the reader sees.
    fn blog_in_sight(&self) -> Option<BlogId> {
        self.reader().and_then(Reader::in_sight)
    }

    /// Goes to the update that a notification was about; opens its live blog where that is not open.
    fn go_to_alert(&mut self, number: u64) -> Vec<Effect> {
        let Some(target) = self.alert_queue.target(number).cloned() else {
            return Vec::new();
        };
        let depth = self.depth_of_base();
        if let Some(reader) = self.reader_mut() {
            let effects = reader.go_to_alert(&target);
            // What covers the update is closed.
            self.screens.truncate(depth + 1);
            return effects;
        }
        let Some((library, address)) = self.library_mut().zip(target.origin.address.clone()) else {
            return Vec::new();
        };
        library.open(LibraryEffect::Open {
            address: Clean::line(address.as_str()),
            at: Some(target.entry),
        })
    }

    /// Closes what was about the live blog that was left.
    fn close_what_belonged_to_blog(&mut self) {
        let above = self.screens.split_off(self.depth_of_base() + 1);
        let kept = above.into_iter().filter(|screen| !screen.belongs_to_blog());
        self.screens.extend(kept);
    }

    /// Brings every screen up to date with those under it, from the bottom up.
    pub(super) fn settle(&mut self) {
        let covered = |screen: &Screen| screen.covers() && !matches!(screen, Screen::Reader(_));
        let base = self.depth_of_base();
        let above = self.screens.get(base + 1..).unwrap_or_default();
        let covered = above.iter().any(covered);
        let led = above.iter().any(|s| matches!(s, Screen::CatchUp(_)));
        if let Some(reader) = self.reader_mut() {
            reader.lies_under(covered, led);
            reader.settle();
        }
        self.stand_for_reading_pane();
        for depth in 0..self.screens.len() {
            let (under, above) = self.screens.split_at_mut(depth);
            if let Some(screen) = above.first_mut() {
                screen.settle(Under(under), &self.keys);
            }
        }
    }

    /// Lets a screen stand on the stack for what the reading pane shows in place of the update's text, as long as it
    /// does: its keys are that screen's. It stands under all that lets no key through.
    fn stand_for_reading_pane(&mut self) {
        let Some(reader) = self.reader() else { return };
        let blog = reader.blog();
        for (screen, is_there) in [
            (Screen::Page, blog.linked_page().is_some()),
            (Screen::About, blog.shows_about()),
            (Screen::Edits, blog.shows_edit()),
        ] {
            let stands = self.screens.iter().position(|other| other.is_like(&screen));
            match (stands, is_there) {
                (Some(depth), false) => drop(self.screens.remove(depth)),
                (None, true) => {
                    let base = self.depth_of_base() + 1;
                    let above = self.screens.iter().skip(base);
                    let depth = base + above.take_while(|screen| screen.lets_through()).count();
                    self.screens.insert(depth, screen);
                }
                _ => {}
            }
        }
    }

    /// Names the window when what it should be named changed.
    pub(super) fn retitle(&mut self) -> Option<Effect> {
        let title = match (self.reader(), self.library()) {
            (Some(reader), _) => reader.title(),
            (None, Some(library)) => library.title(),
            (None, None) => return None,
        };
        (title != self.title).then(|| {
            self.title = title.clone();
            Effect::Title(title)
        })
    }
}
