//! Moving about in the timeline: the window, the selection, and what turns the list without moving what is read.

use super::{Anchor, Part, Viewport, Window, selection::Hold};
use crate::{
    layout::Density,
    model::{EntryId, Item},
};

/// How many screens from the oldest end older updates are asked for.
const SCREENS: usize = 2;

/// An unread update, and whether the end of the list had to be passed to find it.
pub(in crate::app) struct Unread {
    pub(in crate::app) id: EntryId,
    pub(in crate::app) round: bool,
}

impl Viewport<'_> {
    /// Moves the window by some rows; the selection comes along where it would leave the screen.
    pub(in crate::app) fn scroll(&mut self, rows: isize) {
        let anchor = self.window.anchor.clone();
        let moved = self.listing().scroll(anchor.as_ref(), rows);
        self.window.anchor = moved.or(anchor);
        self.look();
        self.take_selection_along();
        self.settle();
        self.release();
    }

    /// Moves the window so that it begins with the update at an index of the list; the selection comes along where it
    /// would leave the screen.
    pub(in crate::app) fn scroll_to(&mut self, index: usize) {
        let (_, count) = self.window.extent(self.feed);
        let index = if self.window.order.is_newest_first() {
            index
        } else {
            count.saturating_sub(index + 1)
        };
        let items = self.feed.timeline().items().iter().enumerate();
        let mut members = items.filter(|(at, _)| self.window.lets_through(*at));
        let id = members.nth(index).map(|(_, item)| item.entry.id.clone());
        let Some(top) = id.and_then(|id| self.listing().put_on_top(&id)) else {
            return;
        };
        self.window.anchor = Some(top);
        // The list does not end above the last row.
        self.scroll(0);
    }

    /// Moves by a page: the window first, then the selection into it.
    pub(in crate::app) fn page(&mut self, rows: isize) {
        let before = self.window.anchor.clone();
        self.window.place_selection();
        self.scroll(rows);
        if self.window.anchor == before {
            // The list ends here: go on to its end.
            let end = self.end(rows > 0);
            self.window.selected = end.or_else(|| self.window.selected.take());
            self.settle();
        }
    }

    /// Returns the last update of the list, or the first.
    fn end(&mut self, last: bool) -> Option<EntryId> {
        let listing = self.listing();
        let end = if last {
            listing.last()
        } else {
            listing.first()
        };
        Some(listing.item(end?).entry.id.clone())
    }

    /// Goes to the next or previous update; scrolls first where the selected one is not wholly seen.
    pub(in crate::app) fn step(&mut self, down: bool) {
        self.window.place_selection();
        let Some(id) = self.window.selected.clone() else {
            return;
        };
        let rows = self.window.rows.iter().filter(|row| row.id == id);
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
            let rows = isize::try_from(self.view.timeline_rows / 2)
                .unwrap_or(1)
                .max(1);
            self.scroll(if down { rows } else { -rows });
        } else if !self.go_to_next(down, |_| true)
            && !down
            && self.listing().position(&id).is_some()
        {
            self.go_top();
        }
    }

    /// Selects an update and brings it on the screen.
    pub(in crate::app) fn select(&mut self, id: EntryId) {
        let anchor = self.window.anchor.clone();
        let moved = self.listing().reveal(anchor.as_ref(), &id);
        self.window.anchor = moved.or(anchor);
        self.window.selected = Some(id);
        self.window.place_selection();
        self.settle();
        self.release();
    }

    /// Selects an update and lets the window begin with it as far as the list fills it; shows what was held back.
    pub(in crate::app) fn put_on_top(&mut self, id: EntryId) {
        self.window.deferred.clear();
        let mut top = self.listing().put_on_top(&id);
        if self.window.order.is_newest_first() {
            // Below the oldest nothing will ever stand: what is above it is better than emptiness.
            top = self.listing().fill(top.as_ref());
        }
        self.window.anchor = top.or_else(|| self.window.anchor.take());
        self.window.selected = Some(id);
        self.window.place_selection();
        self.settle();
    }

    /// Goes to the first row of the list, and shows all that waits where that is the newest end.
    pub(in crate::app) fn go_top(&mut self) {
        self.window.place_selection();
        if self.window.order.is_newest_first() {
            self.let_all_in();
            // At the top the selection goes with what arrives.
            self.window.hold = Hold::Riding;
        }
        self.window.anchor = None;
        self.window.selected = self.end(false);
    }

    /// Goes to the last row of the list, and shows all that waits where that is the newest end.
    pub(in crate::app) fn go_bottom(&mut self) {
        self.window.place_selection();
        if !self.window.order.is_newest_first() {
            self.let_all_in();
        }
        self.window.anchor = self.listing().bottom();
        self.window.selected = self.end(true);
    }

    /// Shows everything that waits, at the end where new updates stand, and selects the newest.
    pub(in crate::app) fn show_new(&mut self) {
        if self.window.order.is_newest_first() {
            self.go_top();
        } else {
            self.go_bottom();
        }
    }

    /// Goes to the next update, in the order on the screen, that fits.
    pub(in crate::app) fn go_to_next(&mut self, down: bool, fits: impl Fn(&Item) -> bool) -> bool {
        let selected = self.window.selected.clone();
        let listing = self.listing();
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
                self.select(id);
                return true;
            }
        }
        false
    }

    /// Finds the next unread update that is shown; the selected one comes last.
    pub(in crate::app) fn next_unread(&mut self, down: bool) -> Option<Unread> {
        let selected = self.window.selected.clone();
        let count = self.feed.timeline().items().len();
        let listing = self.listing();
        let from = selected.and_then(|id| listing.position(&id)).unwrap_or(0);
        let fits = |position: &usize| {
            let item = listing.item(*position);
            listing.shown(*position) && (!item.read || item.changed_since_read)
        };
        let (ahead, behind) = if down {
            let ahead = (from + 1..count).find(fits);
            (ahead, (0..(from + 1).min(count)).find(fits))
        } else {
            ((0..from).rfind(fits), (from..count).rfind(fits))
        };
        let position = ahead.or(behind)?;
        Some(Unread {
            id: listing.item(position).entry.id.clone(),
            round: ahead.is_none(),
        })
    }

    /// Tells whether the window or the selection is within two screens of the oldest update.
    pub(in crate::app) fn is_near_oldest(&mut self) -> bool {
        let oldest_is_below = self.window.order.is_newest_first();
        let window = &*self.window;
        let edge = if oldest_is_below {
            window.rows.last()
        } else {
            window.rows.first()
        };
        let places = [edge.map(|row| row.id.clone()), window.selected.clone()];
        let rows = usize::from(self.view.timeline_rows) * SCREENS;
        let mut listing = self.listing();
        places.iter().flatten().any(|id| {
            listing
                .position(id)
                .is_some_and(|position| listing.rows_beyond(position, oldest_is_below, rows) < rows)
        })
    }

    /// Turns the order round; the selected update stays on its row, or what is read first where it is out of sight.
    pub(in crate::app) fn turn(&mut self) {
        self.keep_in_place(|window| window.order = window.order.turned());
    }

    /// Shows more or less of each update; the same stays on its row.
    pub(in crate::app) fn set_density(&mut self, density: Density) {
        self.keep_in_place(|window| window.density = density);
    }

    /// Looks anew at a size or with pictures that are not what they were; the same stays on its row.
    pub(in crate::app) fn look_again(&mut self) {
        self.keep_in_place(|_| {});
    }

    fn keep_in_place(&mut self, change: impl FnOnce(&mut Window)) {
        let texts = self.window.rows.iter().enumerate().filter_map(|(at, row)| {
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
        let is_selected = |text: &&Anchor| Some(&text.id) == self.window.selected.as_ref();
        let selected = texts.iter().find(is_selected);
        let kept = selected.or(texts.first()).cloned();
        change(self.window);
        // From the anchor's own window: at the list's start there may be too few rows above it, at its end below it.
        let moved = self.listing().fill(kept.as_ref());
        self.window.anchor = moved.or(kept);
        self.settle();
        self.release();
    }
}
