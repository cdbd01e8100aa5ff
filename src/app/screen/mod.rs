//! The screens: what is open, one on the other. Each answers the same few questions.
//!
//! A screen that is asked about a key, the mouse or a paste sees the screens under it, for most are about the reader
//! or the library there, and says what comes of it: the [`Outcome`]. It never sees what lies above. The order of the
//! questions is the [stack's](crate::app::Model) business, which keys there are the [tables'](crate::app::keys).

mod about;
mod address;
mod briefing;
mod catch_up;
mod chooser;
mod confirm;
mod edits;
mod find;
mod help;
mod library;
mod links;
mod messages;
mod page;
mod pictures;
mod reader;
mod replay;
mod search;
mod tags;
mod time;

use std::mem::discriminant;

use super::{
    input::TextLine,
    keys::{Action, Key, Keys, Press, Scope},
    library::{Blog, Library},
    mouse::{Mouse, MouseKind},
    msg::Effect,
    reader::Reader,
};
use crate::layout::Area;
pub use briefing::{Brief, BriefReason as BriefKind, BriefRow, BriefUpdate as BriefTold};
pub use catch_up::CatchUp;
pub use chooser::{Chooser, Fit, Offer};
pub use find::Find;
pub use help::{Line, Sheet};
pub use links::{Letters, Number};
pub use messages::{MessageLine, Messages};
pub use pictures::{DeskPicture, PictureDesk, WORDS as PICTURE_WORDS};
pub use replay::Replay;
pub use search::Search;
pub use tags::Tags;

/// Something that is open.
#[derive(Debug)]
pub enum Screen {
    /// The followed live blogs.
    Library(Box<Library>),
    /// The live blog that is read.
    Reader(Box<Reader>),
    /// The live blog is played again.
    Replay(Box<Replay>),
    /// Catching up.
    CatchUp(CatchUp),
    /// Words that are found, or typed to be.
    Find(Box<Find>),
    /// An edit in place of the update's text. Which one is a matter of the reading pane.
    Edits,
    /// The live blog as a whole in place of the update's text.
    About,
    /// A page behind a link in place of the update's text. Which one is a matter of the reading pane.
    Page,
    /// Letters beside the links; one is being picked by them.
    Hints(Letters),
    /// The number of a link, or of steps, is being typed.
    Link(Number),
    /// A time is being typed.
    Time(TextLine),
    /// The actions, to be chosen from.
    Palette(Box<Chooser>),
    /// Something else to be chosen from.
    Choose(Box<Chooser>),
    /// The pictures of the live blog.
    Pictures(Box<PictureDesk>),
    /// What happened since the reader left.
    Briefing(Box<Brief>),
    /// The keys.
    Help(Sheet),
    /// What was told so far.
    Messages(Box<Messages>),
    /// An address to follow is being typed.
    Address(TextLine),
    /// All that is kept is being searched.
    Search(Box<Search>),
    /// Whether a live blog is really to be forgotten.
    Confirm(Box<Blog>),
    /// The tags of a live blog are being typed.
    Tags(Box<Tags>),
}

/// What comes of asking a screen.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It is done; this is to be done outside.
    Handled(Vec<Effect>),
    /// It is none of its business: the screen below is asked.
    FallThrough,
    /// The screen closes; this is to be done outside.
    Close(Vec<Effect>),
    /// The screen closes, and the screen below is asked.
    Pass,
    /// The screen closes, and the screens below are asked so many times.
    Repeat(usize),
    /// The screen closes, and the screens below are to do this.
    Do(Action),
    /// Another screen opens on top.
    Open(Box<Screen>, Vec<Effect>),
}

impl Outcome {
    /// Nothing is to be done outside.
    pub(super) fn done() -> Self {
        Self::Handled(Vec::new())
    }

    /// The screen closes, and nothing else.
    pub(super) fn close() -> Self {
        Self::Close(Vec::new())
    }

    pub(super) fn open(screen: Screen) -> Self {
        Self::Open(Box::new(screen), Vec::new())
    }
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub(super) enum Asked<'a> {
    /// What a key press does.
    Key(Key),
    /// What an action does that was chosen in another way.
    Act(Action),
    /// What the mouse does.
    Mouse(Mouse),
    /// What a pasted text does. It is text, never commands.
    Paste(&'a str),
}

/// The screens under one, the nearest last.
pub(super) struct Under<'a>(pub(super) &'a mut [Screen]);

impl Under<'_> {
    /// Returns the reader under the screen.
    fn reader(&mut self) -> Option<&mut Reader> {
        self.0.iter_mut().rev().find_map(|screen| match screen {
            Screen::Reader(reader) => Some(&mut **reader),
            _ => None,
        })
    }

    /// Returns what a key does under the screen.
    fn action(&self, key: Key, keys: &Keys) -> Option<Action> {
        let screens = self.0.iter().rev();
        screens
            .map(Screen::scope)
            .find_map(|scope| keys.of(scope).action(key))
    }

    /// Returns the rows between the rule and the footer of what is under the screen.
    fn main(&mut self) -> Area {
        let geometry = match self.reader().map(|reader| reader.geometry()) {
            Some(geometry) => geometry,
            None => self.library().and_then(|library| library.geometry()),
        };
        geometry.unwrap_or_default().main()
    }

    /// Returns the replay under the screen.
    fn replay(&mut self) -> Option<&mut Replay> {
        self.0.iter_mut().rev().find_map(|screen| match screen {
            Screen::Replay(replay) => Some(&mut **replay),
            _ => None,
        })
    }

    /// Returns the library under the screen.
    fn library(&mut self) -> Option<&mut Library> {
        self.0.iter_mut().rev().find_map(|screen| match screen {
            Screen::Library(library) => Some(&mut **library),
            _ => None,
        })
    }
}

impl Screen {
    /// Returns the table that the screen takes its keys from.
    pub(super) fn scope(&self) -> Scope {
        match self {
            Self::Library(_) => Scope::Library,
            Self::Reader(_) => Scope::Reader,
            Self::CatchUp(_) => Scope::CatchUp,
            Self::Find(find) if find.is_typing() => Scope::Finding,
            Self::Find(_) => Scope::Find,
            Self::Edits => Scope::Edits,
            Self::About => Scope::About,
            Self::Page => Scope::Page,
            Self::Hints(_) => Scope::Hints,
            Self::Link(_) => Scope::Link,
            Self::Time(_) | Self::Address(_) | Self::Tags(_) => Scope::Line,
            Self::Palette(_) | Self::Choose(_) => Scope::Chooser,
            Self::Pictures(_) => Scope::Pictures,
            Self::Replay(_) => Scope::Replay,
            Self::Briefing(_) => Scope::Briefing,
            Self::Help(sheet) if sheet.is_typing() => Scope::Line,
            Self::Help(_) => Scope::Help,
            Self::Messages(_) => Scope::Messages,
            Self::Search(_) => Scope::Search,
            Self::Confirm(_) => Scope::Confirm,
        }
    }

    /// Tells whether a line is typed on the screen, which has keys of its own.
    pub(super) fn has_line(&self) -> bool {
        match self {
            Self::Time(_)
            | Self::Address(_)
            | Self::Tags(_)
            | Self::Palette(_)
            | Self::Choose(_)
            | Self::Search(_) => true,
            Self::Find(find) => find.is_typing(),
            Self::Help(sheet) => sheet.is_typing(),
            _ => false,
        }
    }

    /// Tells whether keys go through a list there, and digits are nothing else than a number of steps.
    fn is_list(&self) -> bool {
        let is_kind = matches!(
            self,
            Self::Library(_)
                | Self::Help(_)
                | Self::Messages(_)
                | Self::Pictures(_)
                | Self::Briefing(_)
        );
        is_kind && !self.has_line()
    }

    /// Says what comes of what was asked.
    pub(super) fn ask(&mut self, asked: Asked, mut under: Under, keys: &Keys) -> Outcome {
        match asked {
            Asked::Key(key) => {
                let is_step = under.action(key, keys).is_some_and(Action::is_step);
                if let (Self::Link(number), true) = (&*self, is_step) {
                    return number.steps(under.reader());
                }
                let own = keys.of(self.scope());
                let press = if self.has_line() {
                    Press::new(key, &[own, keys.of(Scope::Line)])
                } else {
                    Press::new(key, &[own])
                };
                self.press(press, under)
            }
            Asked::Act(action) => self.press(action.into(), under),
            Asked::Mouse(mouse) => self.mouse(mouse, under),
            Asked::Paste(text) => self.paste(text, under),
        }
    }

    fn press(&mut self, press: Press, mut under: Under) -> Outcome {
        if let (Some(digit @ '1'..='9'), true) = (press.digit(), self.is_list()) {
            return Number::of_steps(digit);
        }
        match self {
            Self::Link(number) => return number.press(press, under.reader()),
            Self::Library(library) => return library.press(press),
            Self::Reader(reader) => return reader.press(press),
            Self::Replay(replay) => return replay.press(press),
            Self::Help(sheet) => return sheet.press(press),
            Self::Messages(messages) => return messages.press(press),
            Self::Address(line) => return address::press(line, press, under.library()),
            Self::Tags(tags) => return tags.press(press, under.library()),
            Self::Search(search) => return search.press(press, under.library()),
            Self::Confirm(blog) => return confirm::press(blog, press, under.library()),
            _ => {}
        }
        if let Self::Time(line) = self {
            return time::press(line, press, under);
        }
        let Some(reader) = under.reader() else {
            return Outcome::close();
        };
        match self {
            Self::CatchUp(catch_up) => catch_up.press(press, reader),
            Self::Find(find) => find.press(press, reader),
            Self::Edits => edits::press(press, reader),
            Self::About => about::press(press, reader),
            Self::Page => page::press(press, reader),
            Self::Hints(letters) => letters.press(press, reader),
            Self::Palette(chooser) | Self::Choose(chooser) => chooser.press(press, reader),
            Self::Pictures(desk) => desk.press(press, reader),
            Self::Briefing(brief) => brief.press(press, reader),
            _ => Outcome::FallThrough,
        }
    }

    fn mouse(&mut self, mouse: Mouse, mut under: Under) -> Outcome {
        match self {
            Self::Library(library) => library.mouse(mouse),
            Self::Reader(reader) => reader.mouse(mouse),
            Self::Help(sheet) => sheet.mouse(mouse),
            Self::Messages(messages) => messages.mouse(mouse),
            Self::Search(search) => search.mouse(mouse, under.library()),
            Self::Confirm(_) => Outcome::done(),
            Self::Palette(chooser) | Self::Choose(chooser) => match under.reader() {
                Some(reader) => chooser.mouse(mouse, reader),
                None => Outcome::close(),
            },
            Self::Pictures(desk) => match under.reader().and_then(|reader| reader.geometry()) {
                Some(geometry) => desk.mouse(mouse, &geometry),
                None => Outcome::done(),
            },
            Self::Replay(replay) => match under.reader().and_then(|reader| reader.geometry()) {
                Some(geometry) => replay.mouse(mouse, geometry.footer),
                None => Outcome::FallThrough,
            },
            Self::Briefing(brief) => match under.reader() {
                Some(reader) => brief.mouse(mouse, reader),
                None => Outcome::close(),
            },
            // Whoever clicks elsewhere does not go on typing.
            Self::Hints(_) | Self::Link(_) if mouse.kind == MouseKind::Click => Outcome::Pass,
            _ => Outcome::FallThrough,
        }
    }

    fn paste(&mut self, text: &str, mut under: Under) -> Outcome {
        match self {
            Self::Library(_) => return address::pasted(text),
            Self::Reader(_) | Self::Pictures(_) | Self::Messages(_) | Self::Briefing(_) => {}
            Self::Confirm(_) => return Outcome::Pass,
            Self::Help(sheet) => sheet.paste(text),
            Self::Palette(chooser) | Self::Choose(chooser) => chooser.paste(text),
            Self::Time(line) => drop(line.insert(text)),
            Self::Address(line) => drop(line.insert(text.trim())),
            Self::Tags(tags) => tags.paste(text),
            Self::Search(search) => return search.paste(text),
            Self::Find(find) => {
                if let Some(reader) = under.reader() {
                    find.paste(text, reader);
                }
            }
            Self::Replay(_) | Self::CatchUp(_) | Self::Edits | Self::About | Self::Page => {
                return Outcome::FallThrough;
            }
            Self::Hints(_) | Self::Link(_) => return Outcome::FallThrough,
        }
        Outcome::done()
    }

    /// Brings the screen up to date with what lies under it; the last step of every message.
    pub(super) fn settle(&mut self, mut under: Under, keys: &Keys) {
        match self {
            Self::Help(sheet) => {
                sheet.fit(keys, under.main());
            }
            Self::Messages(messages) => messages.fit(under.main()),
            Self::Search(search) => {
                if let Some(library) = under.library() {
                    search.fit(library);
                }
            }
            Self::Library(_) | Self::Reader(_) | Self::Replay(_) => {}
            _ => {
                let Some(reader) = under.reader() else { return };
                match self {
                    Self::Find(find) => find.keep_up(reader),
                    Self::CatchUp(catch_up) => catch_up.keep_up(reader),
                    Self::Briefing(brief) => brief.keep_up(reader),
                    Self::Palette(chooser) | Self::Choose(chooser) => {
                        reader.geometry().iter().for_each(|all| chooser.fit(all));
                    }
                    Self::Pictures(desk) => {
                        reader.geometry().iter().for_each(|all| desk.fit(all));
                    }
                    _ => {}
                }
            }
        }
    }

    /// Tells whether nothing of what lies under the screen is seen.
    #[must_use]
    pub fn covers(&self) -> bool {
        matches!(
            self,
            Self::Library(_)
                | Self::Reader(_)
                | Self::Pictures(_)
                | Self::Briefing(_)
                | Self::Help(_)
                | Self::Messages(_)
                | Self::Search(_)
        )
    }

    /// Tells whether the screen lets keys through to those under it.
    pub(super) fn lets_through(&self) -> bool {
        matches!(
            self,
            Self::Replay(_)
                | Self::CatchUp(_)
                | Self::Find(_)
                | Self::Edits
                | Self::About
                | Self::Page
        )
    }

    /// Tells whether the screen is about the live blog that is read, and closes when another one is.
    pub(super) fn belongs_to_blog(&self) -> bool {
        !matches!(
            self,
            Self::Library(_)
                | Self::Reader(_)
                | Self::Replay(_)
                | Self::Help(_)
                | Self::Messages(_)
                | Self::Palette(_)
        )
    }

    /// Tells whether a screen is of the same kind.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        discriminant(self) == discriminant(other)
    }
}
