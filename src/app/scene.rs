//! What is drawn: the reader or the library, with what is open above it.

use std::ops::Deref;

use super::{
    Model,
    keys::Keys,
    library::Library,
    reader::{PictureNear, Reader},
    screen::{CatchUp, Chooser, Find, Letters, Replay, Screen},
};
use crate::model::Link;

/// A base of the stack with what stands above it.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a, Base = Reader> {
    base: &'a Base,
    /// What is open above the base, from the bottom up.
    above: &'a [Screen],
    keys: &'a Keys,
}

impl<Base> Deref for Scene<'_, Base> {
    type Target = Base;

    fn deref(&self) -> &Base {
        self.base
    }
}

impl Model {
    /// Returns the reader with what is open above it, where it is on the screen.
    pub fn scene(&self) -> Option<Scene<'_>> {
        let is_reader = |screen: &Screen| matches!(screen, Screen::Reader(_));
        let depth = self.screens.iter().position(is_reader)?;
        Some(Scene {
            base: self.reader()?,
            above: self.screens.get(depth + 1..).unwrap_or_default(),
            keys: &self.keys,
        })
    }

    /// Returns the library with what is open above it, where it is on the screen.
    pub fn library_scene(&self) -> Option<Scene<'_, Library>> {
        Some(Scene {
            base: self.library()?,
            above: self.screens.get(1..).unwrap_or_default(),
            keys: &self.keys,
        })
    }
}

impl<'a, Base> Scene<'a, Base> {
    /// Returns what stands on top; nothing where that is the base.
    pub fn top(&self) -> Option<&'a Screen> {
        // A replay is the reader with another clock.
        self.above
            .last()
            .filter(|top| !matches!(top, Screen::Replay(_)))
    }

    /// Returns what is open above the base, from the top down.
    pub fn from_top(&self) -> impl Iterator<Item = &'a Screen> + use<'a, Base> {
        self.above.iter().rev()
    }

    /// Returns what covers the base.
    pub fn cover(&self) -> Option<&'a Screen> {
        self.from_top().find(|screen| screen.covers())
    }

    /// Returns the keys of all screens.
    pub fn keys(&self) -> &'a Keys {
        self.keys
    }
}

impl<'a> Scene<'a> {
    /// Returns the find whose matches are on the screen.
    pub fn find(&self) -> Option<&'a Find> {
        self.from_top().find_map(|screen| match screen {
            Screen::Find(find) => Some(&**find),
            _ => None,
        })
    }

    /// Returns the replay, where the live blog is played again.
    pub fn replay(&self) -> Option<&'a Replay> {
        self.from_top().find_map(|screen| match screen {
            Screen::Replay(replay) => Some(&**replay),
            _ => None,
        })
    }

    /// Returns the way through what was not read, while the reader is on it.
    pub fn catch_up(&self) -> Option<&'a CatchUp> {
        self.from_top().find_map(|screen| match screen {
            Screen::CatchUp(catch_up) => Some(catch_up),
            _ => None,
        })
    }

    /// Returns the list that something is being chosen from.
    pub fn chooser(&self) -> Option<&'a Chooser> {
        match self.top()? {
            Screen::Palette(chooser) | Screen::Choose(chooser) => Some(chooser),
            _ => None,
        }
    }

    /// Returns the letters of a link that are typed, while one is picked by them.
    pub fn letters(&self) -> Option<&'a Letters> {
        match self.top()? {
            Screen::Hints(letters) => Some(letters),
            _ => None,
        }
    }

    /// Returns the link that the footer names: the one whose number is being typed, else that under the cursor.
    pub fn picked(&self) -> Option<(u16, Link)> {
        match self.top() {
            Some(Screen::Link(number)) => {
                let (number, _) = number.link(self.base)?;
                self.base.numbered(u16::try_from(number).ok()?)
            }
            _ => self.base.picked(),
        }
    }

    /// Returns which match is selected, counted from 1, 0 where none is; and how many there are.
    pub fn find_count(&self) -> (usize, usize) {
        self.find().map_or((0, 0), |find| find.count(self.base))
    }

    /// Returns the rows of a scrollbar of so many that stand for what a find found.
    pub fn found_rows(&self, rows: u16) -> Vec<u16> {
        let order = self.base.blog().window.order();
        self.find()
            .map_or_else(Vec::new, |find| find.rows(order, rows))
    }

    /// Tells whether nothing that takes the place of the panes stands over them.
    pub fn panes_are_in_sight(&self) -> bool {
        self.cover().is_none()
    }

    /// Returns the pictures that are on the screen or may be soon.
    pub fn pictures_near(&self) -> Vec<PictureNear<'a>> {
        match self.cover() {
            Some(Screen::Pictures(alert_queue)) => self
                .base
                .picture_screen()
                .map_or_else(Vec::new, |geometry| alert_queue.near(&geometry)),
            Some(_) => Vec::new(),
            None => self.base.pictures_near(),
        }
    }
}
