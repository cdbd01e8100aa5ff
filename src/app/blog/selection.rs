//! The selected update is on the screen, whatever happens.
//!
//! A selection that the reader never placed rides along with the newest update. One that was placed stays with its
//! update: what arrives while it is on the screen appears only where that does not push it out. Where the reader moves
//! the window away from it, it comes along to the nearest row; where anything else takes it out of sight, the window
//! comes after it.

use super::{Followed, View};
use crate::{
    app::blog::viewport::{Part, VisibleRow},
    model::EntryId,
};

/// Whether the selection stays with its update.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::app) enum Hold {
    /// It is wherever the window begins.
    #[default]
    Riding,
    /// The reader chose the update.
    Placed,
}

impl Followed {
    /// Says that the reader chose the selected update, by moving to it or by doing something with it.
    pub(in crate::app) fn place_selection(&mut self) {
        self.hold = Hold::Placed;
    }

    /// Counts the rows of the selected update's text on the screen.
    pub(in crate::app) fn selected_rows(&self) -> usize {
        self.window
            .iter()
            .filter(|row| self.is_selected_text(row))
            .count()
    }

    fn is_selected_text(&self, row: &VisibleRow) -> bool {
        matches!(row.part, Part::Text(_)) && Some(&row.id) == self.selected.as_ref()
    }

    /// Tells whether the reader sees some of the selected update's text.
    pub(in crate::app) fn is_selected_in_sight(&self) -> bool {
        self.window.iter().any(|row| self.is_selected_text(row))
    }

    /// Tells whether no less than before would be seen of the selected update if the window began at the top.
    pub(in crate::app) fn keeps_selected(&mut self, rows_before: usize, view: View) -> bool {
        if self.hold == Hold::Riding {
            return true;
        }
        let height = usize::from(view.timeline_rows);
        let window = self.listing(view).window(None, height);
        let mut seen = window.iter().filter(|row| self.is_selected_text(row));
        let whole = seen.next().map_or(0, |row| row.layout.rows.len());
        whole > 0 && 1 + seen.count() >= rows_before.min(whole)
    }

    /// Lets the selection come along to what is on the screen, after the reader moved the window.
    pub(in crate::app) fn take_selection_along(&mut self) {
        if self.is_selected_in_sight() {
            return;
        }
        let place = |id: &EntryId| self.timeline.get(id).map(|item| item.order);
        let selected = self.selected.as_ref().and_then(place);
        let first = self.window.first().and_then(|row| place(&row.id));
        let is_above = match self.order {
            super::place::Order::NewestFirst => selected > first,
            super::place::Order::OldestFirst => selected < first,
        };
        let is_cut = self.window.first().map(|row| &row.id) == self.selected.as_ref();
        let nearest = self.first_in_sight(is_above || is_cut || selected.is_none());
        self.selected = nearest.or_else(|| self.selected.take());
    }

    /// Returns the first update whose beginning is on the screen, from one side.
    pub(in crate::app) fn first_in_sight(&self, from_top: bool) -> Option<EntryId> {
        let begins = |row: &&VisibleRow| row.part == Part::Text(0);
        let text = |row: &&VisibleRow| matches!(row.part, Part::Text(_));
        let mut rows = self.window.iter();
        let found = if from_top {
            rows.clone().find(begins).or_else(|| rows.find(text))
        } else {
            rows.clone().rfind(begins).or_else(|| rows.rfind(text))
        };
        found.or(self.window.first()).map(|row| row.id.clone())
    }

    /// Brings the selection and the window together; the last step of every change.
    pub(in crate::app) fn keep_selected_in_sight(&mut self, view: View) {
        if self.hold == Hold::Riding || self.selected.is_none() {
            self.selected = self.first_in_sight(true);
            return;
        }
        if self.is_selected_in_sight() {
            return;
        }
        let (anchor, height) = (self.anchor.clone(), usize::from(view.timeline_rows));
        let selected = self.selected.clone();
        let shown = selected.and_then(|id| self.listing(view).reveal(anchor.as_ref(), &id, height));
        if let Some(shown) = shown {
            self.anchor = Some(shown);
            self.look(view);
        } else {
            self.take_selection_along();
        }
    }
}
