//! The state machine: a [`Model`], what can happen to it ([`Msg`]), and what to do then ([`Effect`]).
//!
//! No I/O, no clock, no terminal types: time comes in as [`Msg::Tick`], everything outside is an effect. All state
//! changes in [`Model::update`]; after it the model knows the rows on the screen, so that drawing only reads.
//!
//! The model is a stack of [screens](screen). At its bottom are the [library](library::Library), the
//! [reader](reader::Reader), or the reader over the library; what is opened there stands above. A reader has live
//! [blogs](blog) open, one of which is on the screen. `update` is the way of a message, readable in one file.

pub mod alert;
pub mod blog;
pub mod clock;
mod clock_view;
mod elsewhere;
mod hints;
mod input;
pub mod keys;
pub mod library;
mod mouse;
mod msg;
mod notice;
mod picker;
pub mod reader;
mod replaying;
mod scene;
pub mod screen;
mod settings;
mod update;
pub mod words;

use std::sync::Arc;

use alert::AlertQueue;
pub use blog::{
    Followed,
    exchange::{BlogId, ExternalUpdate, Joined, Kept, NotLoaded, Place, Restored},
    feed::{Feed, Freshness, FreshnessWords, Standing},
    filter::{Filter, Term, UpdateKind},
    order::Order,
    window::{GapLine, Part, VisibleRow},
};
pub use clock_view::ClockView;
use elsewhere::Elsewhere;
pub use elsewhere::Other;
pub use hints::Hint;
pub use input::TextLine;
use keys::Keys;
use library::Library;
pub use mouse::{Mouse, MouseKind};
pub use msg::{Effect, Export, LinkToRead, LinksToSave, Msg, Taken};
use notice::Log;
pub use reader::{PictureNear, Reader};
pub use scene::Scene;
use screen::Screen;
pub use settings::Settings;

use crate::model::Clean;

/// The whole state of the program's screens.
#[derive(Debug)]
pub struct Model {
    /// What is open, from the bottom up. The bottom is the library or a reader.
    screens: Vec<Screen>,
    keys: Arc<Keys>,
    /// What a reader that is opened starts with.
    settings: Settings,
    /// What was told so far.
    log: Log,
    /// What is going on in the live blogs that are not on the screen.
    elsewhere: Elsewhere,
    /// Alerts until their reader is told.
    alert_queue: AlertQueue,
    /// How the window is named.
    title: Clean,
}

impl Model {
    /// Starts with the reader; there is no library to go back to. The effects are its first.
    pub fn reading(reader: Reader) -> (Self, Vec<Effect>) {
        let mut model = Self::on(Screen::Reader(Box::new(reader)));
        model.settle();
        let followed = Effect::Library(library::LibraryEffect::List);
        let effects = model.retitle().into_iter().chain([followed]).collect();
        (model, effects)
    }

    /// Starts with the library; the effects are its first.
    pub fn browsing(mut library: Library) -> (Self, Vec<Effect>) {
        let mut effects = library.enter();
        let mut model = Self::on(Screen::Library(Box::new(library)));
        effects.extend(model.retitle());
        (model, effects)
    }

    fn on(bottom: Screen) -> Self {
        Self {
            screens: vec![bottom],
            keys: Arc::default(),
            settings: Settings::default(),
            log: Log::default(),
            elsewhere: Elsewhere::default(),
            alert_queue: AlertQueue::default(),
            title: Clean::default(),
        }
    }

    /// Returns the reader, where it is open.
    pub fn reader(&self) -> Option<&Reader> {
        self.screens.iter().find_map(|screen| match screen {
            Screen::Reader(reader) => Some(&**reader),
            _ => None,
        })
    }

    fn reader_mut(&mut self) -> Option<&mut Reader> {
        self.screens.iter_mut().find_map(|screen| match screen {
            Screen::Reader(reader) => Some(&mut **reader),
            _ => None,
        })
    }

    /// Returns the library, where no reader covers it.
    pub fn library(&self) -> Option<&Library> {
        match self.screens.first() {
            Some(Screen::Library(library)) if self.reader().is_none() => Some(library),
            _ => None,
        }
    }

    fn library_mut(&mut self) -> Option<&mut Library> {
        match self.screens.first_mut() {
            Some(Screen::Library(library)) => Some(library),
            _ => None,
        }
    }

    /// Returns the keys of all screens.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Returns what is open, from the bottom up.
    pub fn screens(&self) -> &[Screen] {
        &self.screens
    }

    /// Puts a reader over the library.
    pub fn open(&mut self, mut reader: Reader) -> Vec<Effect> {
        // A search is there again when the reader is left.
        self.screens
            .retain(|screen| matches!(screen, Screen::Library(_) | Screen::Search(_)));
        reader.lies_over_library(self.library().is_some());
        reader.apply(&self.settings, &self.keys);
        reader.know_others(self.elsewhere.others());
        self.screens.push(Screen::Reader(Box::new(reader)));
        self.settle();
        self.title = Clean::default();
        self.retitle().into_iter().collect()
    }

    /// Takes the reader off the library.
    pub fn close(&mut self) -> Vec<Effect> {
        let Some(library) = self.library_mut() else {
            return vec![Effect::Quit];
        };
        let mut effects = library.enter();
        let is_reader = |screen: &Screen| matches!(screen, Screen::Reader(_));
        let depth = self.screens.iter().position(is_reader);
        self.screens.truncate(depth.unwrap_or(self.screens.len()));
        self.title = Clean::default();
        effects.extend(self.retitle());
        effects
    }

    /// Tells whether the reader wants to be alerted to anything in what is open.
    pub fn wants_alerts(&self) -> bool {
        let wished = || self.reader().is_some_and(Reader::has_wishes);
        self.alert_queue.is_on() && (!self.settings.alerts.rules.is_empty() || wished())
    }

    /// Returns what is to be kept before the program ends, whatever ends it.
    pub fn last_words(&self) -> Vec<Effect> {
        self.reader().map_or_else(Vec::new, Reader::last_words)
    }
}
