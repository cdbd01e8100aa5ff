//! The selected update is on the screen, whatever happens.
//!
//! A selection that the reader never placed rides along with the newest update. One that was placed stays with its
//! update: what arrives while it is on the screen appears only where that does not push it out. Where the reader moves
//! the window away from it, it comes along to the nearest row; where anything else takes it out of sight, the window
//! comes after it.

use super::{Part, Viewport, VisibleRow, Window};
use crate::{app::blog::order::Order, model::EntryId};

/// Whether the selection stays with its update.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Hold {
    /// It is wherever the window begins.
    #[default]
    Riding,
    /// The reader chose the update.
    Placed,
}

impl Window {
    /// Says that the reader chose the selected update, by moving to it or by doing something with it.
    pub(in crate::app) fn place_selection(&mut self) {
        self.hold = Hold::Placed;
    }

    /// Counts the rows of the selected update's text on the screen.
    pub(super) fn selected_rows(&self) -> usize {
        self.rows
            .iter()
            .filter(|row| self.is_selected_text(row))
            .count()
    }

    fn is_selected_text(&self, row: &VisibleRow) -> bool {
        matches!(row.part, Part::Text(_)) && Some(&row.id) == self.selected.as_ref()
    }

    /// Tells whether the reader sees some of the selected update's text.
    fn is_selected_in_sight(&self) -> bool {
        self.rows.iter().any(|row| self.is_selected_text(row))
    }

    /// Returns the first update whose beginning is on the screen, from one side.
    fn first_in_sight(&self, from_top: bool) -> Option<EntryId> {
        let begins = |row: &&VisibleRow| row.part == Part::Text(0);
        let text = |row: &&VisibleRow| matches!(row.part, Part::Text(_));
        let mut rows = self.rows.iter();
        let found = if from_top {
            rows.clone().find(begins).or_else(|| rows.find(text))
        } else {
            rows.clone().rfind(begins).or_else(|| rows.rfind(text))
        };
        found.or(self.rows.first()).map(|row| row.id.clone())
    }
}

impl Viewport<'_> {
    /// Tells whether no less than before would be seen of the selected update if the window began at the top.
    pub(super) fn keeps_selected(&mut self, rows_before: usize) -> bool {
        if self.window.hold == Hold::Riding {
            return true;
        }
        let rows = self.listing().window(None);
        let mut seen = rows.iter().filter(|row| self.window.is_selected_text(row));
        let whole = seen.next().map_or(0, |row| row.layout.rows.len());
        whole > 0 && 1 + seen.count() >= rows_before.min(whole)
    }

    /// Lets the selection come along to what is on the screen, after the reader moved the window.
    pub(super) fn take_selection_along(&mut self) {
        if self.window.is_selected_in_sight() {
            return;
        }
        let place = |id: &EntryId| self.feed.timeline().get(id).map(|item| item.order);
        let first = self.window.rows.first().map(|row| &row.id);
        let selected = self.window.selected.as_ref();
        let (at, top) = (selected.and_then(place), first.and_then(place));
        let is_above = match self.window.order {
            Order::NewestFirst => at > top,
            Order::OldestFirst => at < top,
        };
        let is_cut = first == selected;
        let nearest = self
            .window
            .first_in_sight(is_above || is_cut || at.is_none());
        self.window.selected = nearest.or_else(|| self.window.selected.take());
    }

    /// Brings the selection and the window together; the last step of every change.
    pub(super) fn keep_selected_in_sight(&mut self) {
        if self.window.hold == Hold::Riding || self.window.selected.is_none() {
            self.window.selected = self.window.first_in_sight(true);
            return;
        }
        if self.window.is_selected_in_sight() {
            return;
        }
        let (anchor, selected) = (self.window.anchor.clone(), self.window.selected.clone());
        let shown = selected.and_then(|id| self.listing().reveal(anchor.as_ref(), &id));
        if shown.is_some() {
            self.window.anchor = shown;
            self.look();
        } else {
            self.take_selection_along();
        }
    }
}
