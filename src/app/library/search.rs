//! The search over everything that is kept: what was typed, what came of it, which result is selected.

use super::msg::{Hit, LibraryEffect};
use crate::app::{input::TextLine, picker::Picker};

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
    pub(super) fn answer(&mut self, number: u64, hits: Vec<Hit>) {
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
}
