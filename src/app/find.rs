//! Finding words in the open timeline, as they are typed.
//!
//! Looks at what the screen would show: updates that wait and revisions that are held back are left out. The texts
//! are folded once when a find begins; while a pattern only grows, what held it before is all that is looked at.

mod pattern;

use super::{
    Effect, Model,
    followed::Followed,
    input::TextLine,
    keys::{Code, Key},
    viewport::Order,
};
use crate::{layout::Front, model::EntryId};
pub use pattern::{Found, Pattern};

/// A find while its matches are on the screen.
#[derive(Debug, Default)]
pub struct Find {
    line: TextLine,
    typing: bool,
    pattern: Pattern,
    /// The shown updates with their folded text, newest first.
    texts: Vec<(EntryId, String)>,
    /// Those of `texts` that hold the pattern, as indices, newest first.
    matches: Vec<usize>,
    /// The update that was selected when the find began.
    origin: Option<EntryId>,
}

impl Find {
    /// Returns what is typed.
    pub fn line(&self) -> &TextLine {
        &self.line
    }

    /// Tells whether keys are text.
    pub fn is_typing(&self) -> bool {
        self.typing
    }

    /// Returns what is looked for.
    pub fn pattern(&self) -> &Pattern {
        &self.pattern
    }

    /// Tells whether nothing is looked for yet.
    pub fn is_blank(&self) -> bool {
        self.pattern.is_empty()
    }

    /// Returns the places of the matches among the updates that were looked at, newest first, and how many these are.
    pub(super) fn matches(&self) -> (impl Iterator<Item = usize>, usize) {
        (self.matches.iter().copied(), self.texts.len())
    }

    fn read(&mut self, blog: &Followed) {
        let pattern = &self.pattern;
        let text = |entry: &crate::model::Entry| {
            let headline = entry.headline.as_ref().map_or("", |h| h.as_str());
            // A line feed is never typed: nothing is found across it.
            format!(
                "{}\n{}",
                pattern.fold(headline),
                pattern.fold(&entry.body.text())
            )
        };
        let texts = blog.shown().map(|(id, entry)| (id.clone(), text(entry)));
        self.texts = texts.collect();
        self.matches = (0..self.texts.len()).collect();
        self.narrow();
    }

    fn narrow(&mut self) {
        let (pattern, texts) = (&self.pattern, &self.texts);
        self.matches.retain(|index| {
            texts
                .get(*index)
                .is_some_and(|(_, text)| pattern.is_in(text))
        });
    }

    /// Takes up what is typed now.
    fn look(&mut self, blog: &Followed) {
        let before = std::mem::replace(&mut self.pattern, Pattern::new(self.line.text()));
        if !self.pattern.folds_like(&before) || self.texts.is_empty() {
            self.read(blog);
        } else {
            if !self.pattern.narrows(&before) {
                self.matches = (0..self.texts.len()).collect();
            }
            self.narrow();
        }
    }

    fn index(&self, id: &EntryId) -> Option<usize> {
        self.texts.iter().position(|(other, _)| other == id)
    }

    /// Returns the match from an update on, the update itself included where `inclusive`; round the end of the list.
    fn next(&self, from: Option<&EntryId>, older: bool, inclusive: bool) -> Option<EntryId> {
        let from = from.and_then(|id| self.index(id));
        let position = match (from, older) {
            (None, true) => self.matches.first(),
            (None, false) => self.matches.last(),
            (Some(from), true) => {
                let after = |at: &&usize| **at > from || (inclusive && **at == from);
                self.matches.iter().find(after).or(self.matches.first())
            }
            (Some(from), false) => {
                let before = |at: &&usize| **at < from || (inclusive && **at == from);
                self.matches.iter().rfind(before).or(self.matches.last())
            }
        };
        self.texts.get(*position?).map(|(id, _)| id.clone())
    }
}

impl Model {
    /// Returns the find whose matches are on the screen.
    pub fn find(&self) -> Option<&Find> {
        self.find.as_ref()
    }

    /// Returns which match is selected, counted from 1 from the top of the screen's order, 0 where none is; and how
    /// many there are.
    pub fn find_count(&self) -> (usize, usize) {
        let Some(find) = &self.find else {
            return (0, 0);
        };
        let count = find.matches.len();
        let selected = self.blog().selected().and_then(|id| find.index(id));
        let number = selected.and_then(|at| find.matches.binary_search(&at).ok());
        let number = number.map_or(0, |at| match self.blog().order() {
            Order::NewestFirst => at + 1,
            Order::OldestFirst => count - at,
        });
        (number, count)
    }

    pub(super) fn begin_find(&mut self) {
        self.find = Some(Find {
            typing: true,
            origin: self.blog().selected().cloned(),
            ..Find::default()
        });
    }

    /// Looks again where the updates changed; moves nothing.
    pub(super) fn find_again(&mut self) {
        let blog = self.blogs.shown();
        if let Some(find) = &mut self.find {
            find.read(blog);
        }
    }

    /// Looks again where updates that waited are shown now.
    pub(super) fn find_what_is_shown_now(&mut self) {
        let Some(find) = &self.find else { return };
        let known = find.texts.len();
        if known > 0 && known != self.blog().shown().count() {
            self.find_again();
        }
    }

    /// Gives a key to the find; `None` where it is none of its keys.
    pub(super) fn key_in_find(&mut self, key: Key) -> Option<Vec<Effect>> {
        let typing = self.find.as_ref()?.typing;
        if self.overlay.is_some() {
            return None;
        }
        if self.keymap.works_always(key) {
            return None;
        }
        if typing {
            return Some(self.type_in_find(key));
        }
        let plain = !key.ctrl && !key.alt;
        match key.code {
            Code::Enter | Code::Char('n') if plain => Some(self.step_in_find(true)),
            Code::Char('N') if plain => Some(self.step_in_find(false)),
            Code::Esc if self.front == Front::Timeline => {
                self.find = None;
                Some(Vec::new())
            }
            _ => None,
        }
    }

    fn type_in_find(&mut self, key: Key) -> Vec<Effect> {
        match key.code {
            Code::Esc => self.find = None,
            Code::Enter => return self.accept_find(),
            Code::Down => return self.step_in_find(true),
            Code::Up => return self.step_in_find(false),
            _ => {
                let changed = self.find.as_mut().is_some_and(|find| find.line.key(key));
                if changed {
                    self.follow_find();
                }
            }
        }
        Vec::new()
    }

    /// Takes a paste as typed; it is text, never commands.
    pub(super) fn paste_in_find(&mut self, text: &str) {
        if let Some(find) = self.find.as_mut().filter(|find| find.typing)
            && find.line.insert(text)
        {
            self.follow_find();
        }
    }

    fn accept_find(&mut self) -> Vec<Effect> {
        if self.find.as_ref().is_none_or(Find::is_blank) {
            self.find = None;
            return Vec::new();
        }
        if let Some(find) = &mut self.find {
            find.typing = false;
        }
        if self.find_count().0 == 0 {
            Vec::new()
        } else {
            self.mark_read()
        }
    }

    /// Goes to the first match from where the find began; back there where nothing is found.
    fn follow_find(&mut self) {
        let view = self.view();
        let blog = self.blogs.shown_mut();
        let Some(find) = &mut self.find else { return };
        find.look(blog);
        let older = blog.order() == Order::NewestFirst;
        let origin = find.origin.clone();
        if let Some(id) = find.next(origin.as_ref(), older, true).or(origin) {
            blog.select(id, view);
            blog.reveal_in_reading(&find.pattern, view);
        }
    }

    /// Goes to the next match below, or above; round the end of the list.
    fn step_in_find(&mut self, down: bool) -> Vec<Effect> {
        let view = self.view();
        let blog = self.blogs.shown_mut();
        let Some(find) = &mut self.find else {
            return Vec::new();
        };
        let older = down == (blog.order() == Order::NewestFirst);
        let Some(id) = find.next(blog.selected(), older, false) else {
            return Vec::new();
        };
        find.origin = Some(id.clone());
        blog.select(id, view);
        blog.reveal_in_reading(&find.pattern, view);
        self.mark_read()
    }
}
