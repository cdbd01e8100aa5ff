//! What the timeline is limited to while a filter is set.
//!
//! An update that met the conditions stays on the screen when it meets them no longer: reading an unread one must
//! not take it away from under the reader's eyes. Which updates are in is settled anew when the filter changes.

use std::collections::HashSet;

use super::{Deferred, Viewport, VisibleRow, Window};
use crate::{
    app::blog::{feed::Feed, filter::Filter},
    model::{EntryId, Item, Timeline},
};

/// A filter and the updates that it lets through.
#[derive(Debug, Default)]
pub(super) struct ActiveFilter {
    filter: Filter,
    members: HashSet<EntryId>,
    /// For each update of the timeline, in its order, whether it is one of them.
    mask: Vec<bool>,
}

impl ActiveFilter {
    /// Limits a timeline as it was limited when it was left, with some updates that were seen then.
    pub(super) fn restored<'i>(
        filter: Filter,
        seen: impl Iterator<Item = &'i EntryId>,
        timeline: &Timeline,
    ) -> Option<Self> {
        let is_there = |id: &&EntryId| timeline.get(id).is_some();
        (!filter.is_empty()).then(|| Self {
            filter,
            members: seen.filter(is_there).cloned().collect(),
            mask: Vec::new(),
        })
    }

    pub(super) fn mask(&self) -> &[bool] {
        &self.mask
    }

    /// Tells whether it lets an update through.
    pub(super) fn has(&self, id: &EntryId) -> bool {
        self.members.contains(id)
    }
}

impl Window {
    /// Returns what the timeline is limited to, and how many updates that lets through.
    pub fn active_filter(&self) -> Option<(&Filter, usize)> {
        let limit = self.active_filter.as_ref()?;
        Some((&limit.filter, limit.members.len()))
    }

    /// Returns the conditions that are set.
    pub(in crate::app) fn filter(&self) -> Filter {
        self.active_filter
            .as_ref()
            .map_or_else(Filter::default, |limit| limit.filter.clone())
    }

    /// Tells whether the filter lets the update at an index of the timeline through.
    pub(super) fn lets_through(&self, index: usize) -> bool {
        let mask = self.mask();
        mask.is_none_or(|mask| mask.get(index).copied().unwrap_or(false))
    }

    pub(super) fn mask(&self) -> Option<&[bool]> {
        self.active_filter.as_ref().map(ActiveFilter::mask)
    }

    pub(super) fn is_member(&self, id: &EntryId) -> bool {
        self.active_filter
            .as_ref()
            .is_none_or(|limit| limit.has(id))
    }

    /// Looks whether updates are let through, every one.
    pub(super) fn refit_all(&mut self, feed: &Feed) {
        let items = feed.timeline().items().iter();
        self.refit(feed, items.map(|item| &item.entry.id));
    }

    /// Looks whether updates that changed are let through now.
    pub(super) fn refit<'i>(&mut self, feed: &Feed, changed: impl Iterator<Item = &'i EntryId>) {
        let Some(limit) = &mut self.active_filter else {
            return;
        };
        let timeline = feed.timeline();
        let pattern = limit.filter.pattern();
        for item in changed.filter_map(|id| timeline.get(id)) {
            let shown = match self.deferred.get(&item.entry.id) {
                Some(Deferred::Revision(entry)) => entry,
                _ => &item.entry,
            };
            if limit.filter.admits(item, shown, &pattern) {
                limit.members.insert(item.entry.id.clone());
            }
        }
        let is_member = |item: &Item| limit.members.contains(&item.entry.id);
        limit.mask = timeline.items().iter().map(is_member).collect();
    }
}

impl Viewport<'_> {
    /// Limits the timeline to what meets the conditions, or lifts the limit where there is none. The selected update
    /// stays on its row; where it is not let through, the next older one that is takes its place.
    pub(in crate::app) fn set_filter(&mut self, filter: Filter) {
        let is_selected = |row: &VisibleRow| Some(&row.id) == self.window.selected.as_ref();
        let row = self.window.rows.iter().position(is_selected).unwrap_or(0);
        self.window.active_filter = (!filter.is_empty()).then(|| ActiveFilter {
            filter,
            ..ActiveFilter::default()
        });
        self.window.changes += 1;
        self.window.refit_all(self.feed);
        self.window.selected = self.nearest_member();
        if let Some(id) = self.window.selected.clone() {
            let row = isize::try_from(row).unwrap_or(0);
            let mut listing = self.listing();
            let top = listing.put_on_top(&id);
            self.window.anchor = listing.scroll(top.as_ref(), -row).or(top);
        }
        self.settle();
        self.release();
    }

    /// Returns the selected update, or the one nearest to it that is shown, an older one first.
    fn nearest_member(&self) -> Option<EntryId> {
        let timeline = self.feed.timeline();
        let selected = self.window.selected.as_ref();
        let selected = selected.and_then(|id| timeline.find(id));
        let at = selected.map_or(0, |(index, _)| index);
        let items = timeline.items();
        let mut order = (at..items.len()).chain((0..at).rev());
        let index = order.find(|index| self.window.lets_through(*index))?;
        items.get(index).map(|item| item.entry.id.clone())
    }
}
