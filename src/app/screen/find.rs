//! Finding words in the open timeline, as they are typed.
//!
//! Looks at what the screen would show: updates that wait and revisions that are held back are left out. The texts
//! are folded once when a find begins; while a pattern only grows, what held it before is all that is looked at.

use super::{Outcome, Screen, chooser};
use crate::{
    app::{
        blog::{Followed, order::Order, pattern::Pattern},
        input::TextLine,
        keys::{Action, Press},
        msg::Effect,
        reader::Reader,
    },
    layout::Focus,
    model::{Clean, EntryId},
};

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
    /// What was looked at: how many updates were shown, and how often they had changed.
    seen: (usize, u64),
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

    fn read(&mut self, blog: &Followed) {
        let pattern = &self.pattern;
        let text = |entry: &crate::model::Entry| {
            let headline = entry.titled();
            let headline = headline.as_deref().map_or("", Clean::as_str);
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
        self.seen = (self.texts.len(), blog.changes());
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

impl Find {
    /// Begins where the reader is.
    pub(in crate::app) fn begin(reader: &Reader) -> Self {
        Self {
            typing: true,
            origin: reader.blog().selected().cloned(),
            ..Self::default()
        }
    }

    /// Returns which match is selected, counted from 1 from the top of the screen's order, 0 where none is; and how
    /// many there are.
    pub fn count(&self, reader: &Reader) -> (usize, usize) {
        let count = self.matches.len();
        let blog = reader.blog();
        let selected = blog.selected().and_then(|id| self.index(id));
        let number = selected.and_then(|at| self.matches.binary_search(&at).ok());
        let number = number.map_or(0, |at| match blog.window.order() {
            Order::NewestFirst => at + 1,
            Order::OldestFirst => count - at,
        });
        (number, count)
    }

    /// Returns the rows of a scrollbar of so many that stand for what was found.
    pub fn rows(&self, order: Order, rows: u16) -> Vec<u16> {
        let count = self.texts.len();
        let row = |index: &usize| u16::try_from(index * usize::from(rows) / count.max(1));
        let mut found: Vec<u16> = self.matches.iter().filter_map(|at| row(at).ok()).collect();
        found.dedup();
        if order == Order::OldestFirst {
            for row in &mut found {
                *row = (rows - 1).saturating_sub(*row);
            }
        }
        found
    }

    /// Looks again where other updates are shown now; moves nothing.
    pub(super) fn keep_up(&mut self, reader: &Reader) {
        let blog = reader.blog();
        if !self.texts.is_empty() && self.seen != (blog.shown().count(), blog.changes()) {
            self.read(blog);
        }
    }

    pub(super) fn press(&mut self, press: Press, reader: &mut Reader) -> Outcome {
        match press.action {
            Some(Action::FindNext) => Outcome::Handled(self.step(true, reader)),
            Some(Action::FindPrevious) => Outcome::Handled(self.step(false, reader)),
            // One step back: from the update that is read to where it was found.
            Some(Action::Back) if !self.typing && reader.focus() == Focus::Reading => {
                reader.back_to_timeline();
                Outcome::done()
            }
            Some(Action::Back | Action::Quit) => Outcome::close(),
            Some(Action::Alert) if !self.typing => {
                let chooser = chooser::alerts(reader, self.line.text());
                Outcome::open(Screen::Choose(Box::new(chooser)))
            }
            Some(Action::Accept) => self.accept(reader),
            _ if !self.typing => Outcome::FallThrough,
            _ => {
                if self.line.press(press) {
                    self.follow(reader);
                }
                Outcome::done()
            }
        }
    }

    /// Takes a paste as typed.
    pub(super) fn paste(&mut self, text: &str, reader: &mut Reader) {
        if self.typing && self.line.insert(text) {
            self.follow(reader);
        }
    }

    /// Goes from typing to going from one match to the next.
    fn accept(&mut self, reader: &mut Reader) -> Outcome {
        if self.is_blank() {
            return Outcome::close();
        }
        self.typing = false;
        Outcome::Handled(match self.count(reader) {
            (0, _) => Vec::new(),
            _ => reader.mark_read(),
        })
    }

    /// Goes to the first match from where the find began; back there where nothing is found.
    fn follow(&mut self, reader: &mut Reader) {
        let (blog, view) = reader.on_screen();
        self.look(blog);
        let older = blog.window.order() == Order::NewestFirst;
        let origin = self.origin.clone();
        if let Some(id) = self.next(origin.as_ref(), older, true).or(origin) {
            blog.at(view).select(id);
            blog.show_found(&self.pattern, view);
        }
    }

    /// Goes to the next match below, or above; round the end of the list.
    fn step(&mut self, down: bool, reader: &mut Reader) -> Vec<Effect> {
        let (blog, view) = reader.on_screen();
        let older = down == (blog.window.order() == Order::NewestFirst);
        let Some(id) = self.next(blog.selected(), older, false) else {
            return Vec::new();
        };
        self.origin = Some(id.clone());
        blog.at(view).select(id);
        blog.show_found(&self.pattern, view);
        reader.mark_read()
    }
}
