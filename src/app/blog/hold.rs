//! What waits so that nothing moves under the reader's eyes, and when it no longer has to.

use std::sync::Arc;

use super::{Followed, Held, View, VisibleRow};
use crate::{
    app::blog::{edits, place::Order},
    model::{ChangeSet, Entry, EntryId},
};

impl Followed {
    /// Remembers what is under the reader's eyes.
    pub(in crate::app) fn freeze(&self) -> Vec<(EntryId, Arc<Entry>)> {
        let mut frozen: Vec<(EntryId, Arc<Entry>)> = Vec::new();
        for row in &self.window {
            if frozen.last().is_none_or(|(id, _)| *id != row.id) {
                frozen.push((row.id.clone(), Arc::clone(&row.entry)));
            }
        }
        if let (Some(id), Some(entry)) = (&self.selected, self.selected_entry())
            && !frozen.iter().any(|(frozen, _)| frozen == id)
        {
            frozen.push((id.clone(), Arc::clone(entry)));
        }
        frozen
    }

    /// Holds back whatever would move text that is on the screen.
    pub(in crate::app) fn hold(
        &mut self,
        frozen: &[(EntryId, Arc<Entry>)],
        changes: &ChangeSet,
        view: View,
    ) {
        let (newest, oldest) = self.window_ends();
        for id in &changes.added {
            let Some(item) = self.timeline.get(id) else {
                continue;
            };
            let inside = newest
                .zip(oldest)
                .is_some_and(|(n, o)| o < item.order && item.order < n);
            if inside {
                self.held.insert(id.clone(), Held::Arrival);
            }
        }
        for (id, entry) in frozen {
            let Some(now) = self.timeline.get(id).map(|item| Arc::clone(&item.entry)) else {
                continue;
            };
            if self.held.contains_key(id) || Arc::ptr_eq(&now, entry) {
                continue;
            }
            let rows = |followed: &mut Self, entry: &Arc<Entry>| {
                let room = view.timeline_pictures;
                followed
                    .cache
                    .fit(view.timeline_text, followed.density, room);
                let note = || edits::note(&followed.timeline, entry, view.zone);
                followed.cache.get(entry, note).rows.len()
            };
            if changes.revised.contains(id) || rows(self, entry) != rows(self, &now) {
                self.held
                    .insert(id.clone(), Held::Revision(Arc::clone(entry)));
            }
        }
    }

    /// Returns the places of the newest and the oldest update in the window.
    pub(in crate::app) fn window_ends(
        &self,
    ) -> (
        Option<crate::model::OrderKey>,
        Option<crate::model::OrderKey>,
    ) {
        let order = |row: Option<&VisibleRow>| Some(self.timeline.get(&row?.id)?.order);
        let (first, last) = (order(self.window.first()), order(self.window.last()));
        match self.order {
            Order::NewestFirst => (first, last),
            Order::OldestFirst => (last, first),
        }
    }

    /// Lets go of what was held back and moves nothing any more.
    pub(in crate::app) fn release(&mut self) {
        self.place_gaps();
        let (newest, oldest) = self.window_ends();
        let (timeline, window, selected) = (&self.timeline, &self.window, &self.selected);
        self.held.retain(|id, held| match held {
            Held::Arrival => timeline.get(id).is_some_and(|item| {
                newest
                    .zip(oldest)
                    .is_some_and(|(n, o)| o < item.order && item.order < n)
            }),
            Held::Revision(_) => {
                selected.as_ref() == Some(id) || window.iter().any(|row| row.id == *id)
            }
        });
    }
}
