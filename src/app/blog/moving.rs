//! Moving about in the timeline: the window, the selection, and what turns the list without moving what is read.

use super::{Followed, View, selection::Hold};
use crate::{
    app::blog::{
        place::{Anchor, Order},
        viewport::Part,
    },
    model::{EntryId, Item},
};

impl Followed {
    /// Moves the window by some rows; the selection comes along where it would leave the screen.
    pub(in crate::app) fn scroll(&mut self, rows: isize, view: View) {
        let anchor = self.anchor.clone();
        let height = usize::from(view.timeline_rows);
        let moved = self.listing(view).scroll(anchor.as_ref(), rows, height);
        self.anchor = moved.or(anchor);
        self.look(view);
        self.take_selection_along();
        self.settle(view);
        self.release();
    }

    /// Moves by a page: the window first, then the selection into it.
    pub(in crate::app) fn page(&mut self, rows: isize, view: View) {
        let before = self.anchor.clone();
        self.place_selection();
        self.scroll(rows, view);
        if self.anchor == before {
            // The list ends here: go on to its end.
            let end = if rows > 0 {
                self.listing(view).last()
            } else {
                self.listing(view).first()
            };
            let id = end.map(|p| self.listing(view).item(p).entry.id.clone());
            self.selected = id.or_else(|| self.selected.take());
            self.settle(view);
        }
    }

    /// Goes to the next or previous update; scrolls first where the selected one is not wholly seen.
    pub(in crate::app) fn step(&mut self, down: bool, view: View) {
        let height = usize::from(view.timeline_rows);
        self.place_selection();
        let Some(id) = self.selected.clone() else {
            return;
        };
        let rows = self.window.iter().filter(|row| row.id == id);
        let text = rows.filter_map(|row| match row.part {
            Part::Text(index) => Some((index, row.layout.rows.len())),
            _ => None,
        });
        let seen: Vec<(usize, usize)> = text.collect();
        let cut = if down {
            seen.last().is_none_or(|(index, len)| index + 1 < *len)
        } else {
            seen.first().is_none_or(|(index, _)| *index > 0)
        };
        if cut {
            let rows = isize::try_from(height / 2).unwrap_or(1).max(1);
            self.scroll(if down { rows } else { -rows }, view);
            return;
        }
        let listing = self.listing(view);
        let Some(position) = listing.position(&id) else {
            return;
        };
        let next = if down {
            listing.below(position)
        } else {
            listing.above(position)
        };
        let next = next.map(|p| listing.item(p).entry.id.clone());
        match next {
            Some(next) => self.select(next, view),
            None if !down => self.go_top(view),
            None => {}
        }
    }

    /// Selects an update and brings it on the screen.
    pub(in crate::app) fn select(&mut self, id: EntryId, view: View) {
        let anchor = self.anchor.clone();
        let height = usize::from(view.timeline_rows);
        let moved = self.listing(view).reveal(anchor.as_ref(), &id, height);
        self.anchor = moved.or(anchor);
        self.selected = Some(id);
        self.place_selection();
        self.settle(view);
        self.release();
    }

    /// Selects an update and lets the window begin with it, at the list's end, too; shows what was held back.
    pub(in crate::app) fn put_on_top(&mut self, id: EntryId, view: View) {
        self.held.clear();
        let top = self.listing(view).put_on_top(&id);
        self.anchor = top.or_else(|| self.anchor.take());
        self.selected = Some(id);
        self.place_selection();
        self.settle(view);
    }

    /// Goes to the first row of the list, and shows all that waits where that is the newest end.
    pub(in crate::app) fn go_top(&mut self, view: View) {
        self.place_selection();
        if self.order == Order::NewestFirst {
            self.let_all_in();
            // At the top the selection goes with what arrives.
            self.hold = Hold::Riding;
        }
        self.anchor = None;
        let listing = self.listing(view);
        self.selected = listing.first().map(|p| listing.item(p).entry.id.clone());
    }

    /// Goes to the last row of the list.
    pub(in crate::app) fn go_bottom(&mut self, view: View) {
        self.place_selection();
        if self.order == Order::OldestFirst {
            self.let_all_in();
        }
        let height = usize::from(view.timeline_rows);
        let mut listing = self.listing(view);
        let anchor = listing.bottom(height);
        self.selected = listing.last().map(|p| listing.item(p).entry.id.clone());
        self.anchor = anchor;
    }

    /// Goes to the next update, in the order on the screen, that fits.
    pub(in crate::app) fn go_to_next(
        &mut self,
        down: bool,
        view: View,
        fits: impl Fn(&Item) -> bool,
    ) -> bool {
        let selected = self.selected.clone();
        let listing = self.listing(view);
        let mut at = selected.and_then(|id| listing.position(&id));
        while let Some(position) = at {
            at = if down {
                listing.below(position)
            } else {
                listing.above(position)
            };
            if let Some(found) = at
                && fits(listing.item(found))
            {
                let id = listing.item(found).entry.id.clone();
                self.select(id, view);
                return true;
            }
        }
        false
    }

    /// Turns the order round; the selected update stays on its row, or what is read first where it is out of sight.
    pub(in crate::app) fn turn(&mut self, view: View) {
        self.keep_in_place(view, |followed| {
            followed.order = match followed.order {
                Order::NewestFirst => Order::OldestFirst,
                Order::OldestFirst => Order::NewestFirst,
            };
        });
    }

    /// Shows more or less of each update; the same stays on its row.
    pub(in crate::app) fn change_density(&mut self, view: View) {
        self.keep_in_place(view, |followed| followed.density = followed.density.next());
    }

    pub(in crate::app) fn keep_in_place(&mut self, view: View, change: impl FnOnce(&mut Self)) {
        let texts = self.window.iter().enumerate().filter_map(|(at, row)| {
            let Part::Text(index) = row.part else {
                return None;
            };
            let anchor = Anchor {
                id: row.id.clone(),
                byte: row.layout.rows.get(index)?.at,
                lead: u16::try_from(at).ok()?,
            };
            Some(anchor)
        });
        let texts: Vec<Anchor> = texts.collect();
        let is_selected = |text: &&Anchor| Some(&text.id) == self.selected.as_ref();
        let selected = texts.iter().find(is_selected);
        let kept = selected.or(texts.first()).cloned();
        change(self);
        let height = usize::from(view.timeline_rows);
        // From the anchor's own window: at the list's start there may be too few rows above it, at its end below it.
        let moved = self.listing(view).fill(kept.as_ref(), height);
        self.anchor = moved.or(kept);
        self.settle(view);
        self.release();
    }
}
