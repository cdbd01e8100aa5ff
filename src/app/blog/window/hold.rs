//! What waits so that nothing moves under the reader's eyes, and when it no longer has to.

use std::sync::Arc;

use super::{Deferred, Part, Viewport};
use crate::model::{ChangeSet, Entry, EntryId, OrderKey};

/// What is under the reader's eyes before something changes.
pub(in crate::app::blog) struct Before {
    /// Whether nothing was there yet.
    empty: bool,
    /// Whether new updates may appear at once.
    follows: bool,
    entries: Vec<(EntryId, Arc<Entry>)>,
    span: Option<Span>,
    /// How many rows of the selected update's text.
    selected_rows: usize,
}

/// The places between which an update would move what is on the screen; both ends are outside.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) newest: OrderKey,
    pub(super) oldest: OrderKey,
}

impl Span {
    fn holds(&self, place: OrderKey) -> bool {
        self.oldest < place && place < self.newest
    }
}

impl Viewport<'_> {
    /// Remembers what is under the reader's eyes, who may be looking at the newest end for what is new.
    pub(in crate::app::blog) fn before(&mut self, looks: bool) -> Before {
        Before {
            empty: self.feed.timeline().items().is_empty(),
            follows: looks && self.follows(),
            entries: self.in_sight(),
            span: self.span(),
            selected_rows: self.window.selected_rows(),
        }
    }

    /// Shows what changed: what is new appears where the reader looks at the newest end, and else waits.
    pub(in crate::app::blog) fn take_in(&mut self, before: &Before, changes: &ChangeSet) {
        self.window.refit(self.feed, changes.ids());
        if !before.empty {
            // What was read elsewhere, or is history, is no news.
            let timeline = self.feed.timeline();
            let is_news = |id: &&EntryId| timeline.get(id).is_some_and(|item| !item.read);
            let news = changes.added.iter().filter(is_news);
            self.window.fresh.extend(news.cloned());
        }
        if before.follows && self.keeps_selected(before.selected_rows) {
            // Where nothing arrived, not even the line of a gap moves the text.
            self.window.anchor.take_if(|_| !changes.added.is_empty());
            self.renew_overview();
        } else {
            self.hold(before, changes);
            self.renew_overview_unseen();
        }
    }

    /// Tells whether new updates may appear at once: the reader looks at the newest end.
    pub(super) fn follows(&mut self) -> bool {
        let anchor = self.window.anchor.clone();
        self.view.timeline_in_sight
            && self.window.order.is_newest_first()
            && self.listing().is_at_top(anchor.as_ref())
    }

    /// Returns the updates on the screen, and the selected one, as they are shown.
    fn in_sight(&self) -> Vec<(EntryId, Arc<Entry>)> {
        let rows = self.window.rows.iter().map(|row| (&row.id, &row.entry));
        let selected = self.window.selected.as_ref();
        let selected = selected.zip(self.window.selected_entry(self.feed));
        let mut found: Vec<(EntryId, Arc<Entry>)> = Vec::new();
        for (id, entry) in rows.chain(selected) {
            if !found.iter().rev().any(|(other, _)| other == id) {
                found.push((id.clone(), Arc::clone(entry)));
            }
        }
        found
    }

    /// Holds back whatever would move text that is on the screen.
    fn hold(&mut self, before: &Before, changes: &ChangeSet) {
        let timeline = self.feed.timeline();
        for item in changes.added.iter().filter_map(|id| timeline.get(id)) {
            if before.span.is_some_and(|span| span.holds(item.order)) {
                let id = item.entry.id.clone();
                self.window.deferred.insert(id, Deferred::Arrival);
            }
        }
        for (id, entry) in &before.entries {
            let Some(now) = timeline.get(id).map(|item| &item.entry) else {
                continue;
            };
            if self.window.deferred.contains_key(id) || Arc::ptr_eq(now, entry) {
                continue;
            }
            let mut listing = self.listing();
            // As many rows may hold other words: those of a short view end where there is no more room.
            if changes.revised.contains(id)
                || listing.lay_out(entry).rows != listing.lay_out(now).rows
            {
                let deferred = Deferred::Revision(Arc::clone(entry));
                self.window.deferred.insert(id.clone(), deferred);
            }
        }
    }

    /// Returns the places between which an update would move what is on the screen.
    pub(super) fn span(&mut self) -> Option<Span> {
        let (first, last) = (self.window.rows.first()?, self.window.rows.last()?);
        let (first, last) = ((first.id.clone(), first.part), (last.id.clone(), last.part));
        let listing = self.listing();
        let (above, below) = (listing.position(&first.0)?, listing.position(&last.0)?);
        // A line over an update is about the one above it as well, the space under it about the one below.
        let above = match first.1 {
            Part::Gap(_) | Part::SinceLeft | Part::Day(_) => listing.above(above),
            Part::Text(_) | Part::Space | Part::Hour(_) => None,
        }
        .unwrap_or(above);
        let below = match last.1 {
            Part::Gap(_) | Part::Space | Part::Hour(_) => listing.below(below),
            Part::Text(_) | Part::SinceLeft | Part::Day(_) => None,
        }
        .unwrap_or(below);
        let (above, below) = (listing.item(above).order, listing.item(below).order);
        Some(Span {
            newest: above.max(below),
            oldest: above.min(below),
        })
    }

    /// Lets go of what was held back and moves nothing any more.
    pub(super) fn release(&mut self) {
        self.place_gaps();
        let span = self.span();
        let timeline = self.feed.timeline();
        let window = &mut *self.window;
        window.deferred.retain(|id, deferred| match deferred {
            Deferred::Arrival => {
                let place = timeline.get(id).map(|item| item.order);
                span.zip(place)
                    .is_some_and(|(span, place)| span.holds(place))
            }
            Deferred::Revision(_) => {
                window.selected.as_ref() == Some(id) || window.rows.iter().any(|row| row.id == *id)
            }
        });
    }

    /// Lets go of everything that waits.
    pub(super) fn let_all_in(&mut self) {
        let window = &mut *self.window;
        window.deferred.clear();
        // What a filter hides goes on waiting.
        let limit = window.active_filter.as_ref();
        let is_shown = |id: &EntryId| limit.is_none_or(|limit| limit.has(id));
        window.highlights.light(window.fresh.extract_if(is_shown));
        window.gaps.let_all_in();
        self.renew_overview();
    }
}
