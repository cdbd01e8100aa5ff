//! The search over everything that is kept: what was typed, what came of it, which result is selected.

use super::Outcome;
use crate::{
    app::{
        input::TextLine,
        keys::{Action, Press},
        library::{Hit, Library, LibraryEffect},
        mouse::{Mouse, MouseKind},
        msg::Effect,
        picker::Picker,
        words,
    },
    model::Clean,
};

/// A search while it is on the screen.
#[derive(Debug, Default)]
pub struct Search {
    pub(super) input: TextLine,
    pub(super) picker: Picker,
    hits: Vec<Hit>,
    /// Counts what was asked; an answer to anything but the last is too late.
    asked: u64,
    answered: u64,
}

impl Search {
    /// Returns what is typed.
    pub fn input(&self) -> &TextLine {
        &self.input
    }

    /// Returns the results, the latest first; those of the last answer until the next one is there.
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// Returns the selected result.
    pub fn selected(&self) -> usize {
        self.picker.selected
    }

    /// Returns the first result on the screen.
    pub fn top(&self) -> usize {
        self.picker.top
    }

    /// Tells whether the results are not yet those of what is typed.
    pub fn is_searching(&self) -> bool {
        self.asked != self.answered
    }

    /// Asks for what is typed now.
    pub(super) fn ask(&mut self) -> LibraryEffect {
        self.asked += 1;
        LibraryEffect::Search {
            number: self.asked,
            query: self.input.text().to_owned(),
        }
    }

    /// Takes an answer, unless it comes too late.
    pub(in crate::app) fn answer(&mut self, number: u64, hits: Vec<Hit>) {
        if number == self.asked {
            self.answered = number;
            self.hits = hits;
            self.picker = Picker::default();
        }
    }

    /// Returns the selected result.
    pub(super) fn hit(&self) -> Option<&Hit> {
        self.hits.get(self.picker.selected)
    }

    /// Returns how many results the screen holds.
    fn seen(library: &Library) -> usize {
        library.seen_of(library.rows_of_result())
    }

    /// Keeps the selection in sight.
    pub(super) fn fit(&mut self, library: &Library) {
        self.picker.fit(self.hits.len(), Self::seen(library));
    }

    pub(super) fn press(&mut self, press: Press, library: Option<&mut Library>) -> Outcome {
        let Some(library) = library else {
            return Outcome::close();
        };
        let (count, seen) = (self.hits.len(), Self::seen(library));
        match press.action {
            Some(Action::Accept) => Outcome::Handled(self.open(library)),
            Some(Action::Back) => Outcome::close(),
            Some(action) if self.picker.go(action, count, seen) => Outcome::done(),
            _ if self.input.press(press) => Outcome::Handled(vec![Effect::Library(self.ask())]),
            _ => Outcome::done(),
        }
    }

    pub(super) fn paste(&mut self, text: &str) -> Outcome {
        if self.input.insert(text) {
            return Outcome::Handled(vec![Effect::Library(self.ask())]);
        }
        Outcome::done()
    }

    /// The first click selects, one on what is selected opens.
    pub(super) fn mouse(&mut self, mouse: Mouse, library: Option<&mut Library>) -> Outcome {
        let Some(library) = library else {
            return Outcome::close();
        };
        let (main, each) = (library.main(), library.rows_of_result());
        let clicked = self
            .picker
            .mouse(mouse, main, each, self.hits.len(), Self::seen(library));
        if clicked && mouse.kind == MouseKind::Click {
            return Outcome::Handled(self.open(library));
        }
        Outcome::done()
    }

    /// Opens the live blog of the selected result there.
    fn open(&self, library: &mut Library) -> Vec<Effect> {
        let Some(hit) = self.hit() else {
            return Vec::new();
        };
        let at = Some(hit.entry.clone());
        let Some(blog) = library.get(&hit.key) else {
            library.tell(Clean::line(words::NOT_FOLLOWED));
            return Vec::new();
        };
        let address = blog.address.clone();
        library.open(LibraryEffect::Open { address, at })
    }
}
