//! The window on a live blog: which rows of it are on the screen, what is selected there, and what waits so that
//! nothing moves under the reader's eyes.
//!
//! The [`Window`] is what stays from one message to the next. A [`Viewport`] is that window on what is known of the
//! live blog, at the size that the screen has: whatever moves it is said there, and nothing there changes what is
//! known.

mod active_filter;
mod contact;
mod gap;
mod highlights;
mod hold;
mod listing;
mod moving;
mod scrollbar;
mod selection;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{
    View,
    exchange::Place,
    feed::Feed,
    order::Order,
    overview::{Overview, Point, put_first},
};
use crate::{
    layout::{Cache, Density},
    model::{Clean, Entry, EntryId, Gap, WebUrl},
};
use active_filter::ActiveFilter;
use contact::Gaps;
pub use gap::GapLine;
use highlights::Highlights;
use listing::{Anchor, Deferred, Listing};
pub use listing::{Part, VisibleRow};
pub(in crate::app) use moving::Unread;
use selection::Hold;

/// The window on a live blog.
#[derive(Debug, Default)]
pub struct Window {
    /// What hangs it on the timeline; nothing where it is at the top.
    anchor: Option<Anchor>,
    order: Order,
    density: Density,
    active_filter: Option<ActiveFilter>,
    selected: Option<EntryId>,
    /// Whether the selection stays with its update.
    hold: Hold,
    /// Changes that wait until they move nothing.
    deferred: HashMap<EntryId, Deferred>,
    /// Updates that arrived and were not on the screen yet.
    fresh: HashSet<EntryId>,
    /// The lines that time without contact leaves.
    gaps: Gaps,
    /// What the newsroom puts first.
    pub overview: Overview,
    /// Which updates just came into sight.
    pub highlights: Highlights,
    cache: Cache,
    /// The rows on the screen.
    rows: Vec<VisibleRow>,
    /// How many times the filter changed.
    changes: u64,
}

impl Window {
    /// Returns the rows on the screen.
    pub fn rows(&self) -> &[VisibleRow] {
        &self.rows
    }

    /// Returns how many updates begin on the screen.
    pub fn in_sight(&self) -> usize {
        let begins = |row: &&VisibleRow| row.part == Part::Text(0);
        self.rows.iter().filter(begins).count()
    }

    /// Returns the selected update.
    pub fn selected(&self) -> Option<&EntryId> {
        self.selected.as_ref()
    }

    /// Returns the selected update as it is shown.
    pub(super) fn selected_entry<'a>(&'a self, feed: &'a Feed) -> Option<&'a Arc<Entry>> {
        let id = self.selected.as_ref()?;
        match self.deferred.get(id) {
            Some(Deferred::Revision(entry)) => Some(entry),
            _ => feed.timeline().get(id).map(|item| &item.entry),
        }
    }

    /// Returns the updates that are neither held back nor filtered out, newest first, each as it is shown.
    pub(super) fn shown<'a>(
        &'a self,
        feed: &'a Feed,
    ) -> impl Iterator<Item = (&'a EntryId, &'a Arc<Entry>)> {
        let items = feed.timeline().items().iter().enumerate();
        let items = items.filter(|(index, _)| self.lets_through(*index));
        items.filter_map(|(_, item)| match self.deferred.get(&item.entry.id) {
            Some(Deferred::Arrival) => None,
            Some(Deferred::Revision(entry)) => Some((&item.entry.id, entry)),
            None => Some((&item.entry.id, &item.entry)),
        })
    }

    /// Tells whether an update is among them.
    pub(super) fn shows(&self, feed: &Feed, id: &EntryId) -> bool {
        let found = feed.timeline().find(id);
        let waits = matches!(self.deferred.get(id), Some(Deferred::Arrival));
        !waits && found.is_some_and(|(index, _)| self.lets_through(index))
    }

    /// Returns how many times the filter changed.
    pub(super) fn changes(&self) -> u64 {
        self.changes
    }

    /// Returns how many updates wait out of sight.
    pub fn waiting(&self) -> usize {
        self.fresh.iter().filter(|id| self.is_member(id)).count()
    }

    /// Returns how many shown updates have changes that wait.
    pub fn waiting_edits(&self) -> usize {
        let is_edit = |deferred: &&Deferred| matches!(deferred, Deferred::Revision(_));
        self.deferred.values().filter(is_edit).count()
    }

    /// Returns how much of each update is shown.
    pub fn density(&self) -> Density {
        self.density
    }

    /// Takes over how another window shows its updates; only while nothing is shown.
    pub(in crate::app) fn arrange_as(&mut self, other: &Self) {
        self.order = other.order;
        self.density = other.density;
    }

    /// Returns which end is on top.
    pub fn order(&self) -> Order {
        self.order
    }

    /// Returns what the newsroom puts first, but what waits.
    pub(super) fn put_first(&self, feed: &Feed) -> Vec<Point> {
        let waits = |id: &EntryId| matches!(self.deferred.get(id), Some(Deferred::Arrival));
        put_first(feed.timeline(), waits)
    }

    /// Returns the pictures that are known not to come.
    pub(super) fn missing(&self) -> &HashMap<WebUrl, Clean> {
        self.cache.missing()
    }

    /// Forgets what waits of updates that are not in the timeline any more, which happens to merged ones only.
    pub(super) fn forget_gone(&mut self, feed: &Feed) {
        let is_there = |id: &EntryId| feed.timeline().get(id).is_some();
        self.fresh.retain(is_there);
        self.deferred.retain(|id, _| is_there(id));
    }

    /// Forgets what was laid out, where words outside of the updates changed.
    pub(in crate::app) fn forget_layout(&mut self) {
        self.cache = Cache::default();
    }

    /// Keeps no room for a picture that is known not to come.
    pub(super) fn leave_out(&mut self, picture: WebUrl, why: Clean) {
        self.cache.leave_out(picture, why);
    }

    /// Keeps room for all pictures again.
    pub(super) fn leave_out_none(&mut self) {
        self.cache.leave_out_none();
    }

    /// Returns where the reader is, but for the reading pane.
    pub(super) fn place(&self) -> Option<Place> {
        let anchor = self.anchor.as_ref()?;
        Some(Place {
            entry: anchor.id.clone(),
            byte: anchor.byte,
            lead: anchor.lead,
            selected: self.selected.clone(),
            reading: 0,
            order: self.order,
            density: Some(self.density),
            filter: self.filter(),
        })
    }

    /// Takes up the place that the reader left, and the time without contact that was seen then.
    pub(super) fn restore(&mut self, place: Option<Place>, gaps: Vec<Gap>, feed: &Feed) {
        self.gaps = Gaps::shown(gaps);
        self.overview.fill(self.put_first(feed));
        let Some(place) = place else { return };
        if place.selected.is_some() {
            self.hold = Hold::Placed;
        }
        // What was let through when it was left is still let through: reading it may have changed that.
        let seen = place.selected.iter().chain([&place.entry]);
        self.active_filter = ActiveFilter::restored(place.filter, seen, feed.timeline());
        self.anchor = Some(Anchor {
            id: place.entry,
            byte: place.byte,
            lead: place.lead,
        });
        self.selected = place.selected;
        self.order = place.order;
        self.density = place.density.unwrap_or(self.density);
        self.refit_all(feed);
    }
}

/// The window on what is known of a live blog, at the size that the screen has.
pub(in crate::app) struct Viewport<'a> {
    feed: &'a Feed,
    window: &'a mut Window,
    view: View,
}

impl<'a> Viewport<'a> {
    pub(super) fn new(feed: &'a Feed, window: &'a mut Window, view: View) -> Self {
        Self { feed, window, view }
    }

    fn listing(&mut self) -> Listing<'_> {
        let Self { feed, window, view } = self;
        let room = view.timeline_pictures;
        window.cache.fit(view.timeline_text, window.density, room);
        Listing {
            timeline: feed.timeline(),
            deferred: &window.deferred,
            mask: window.active_filter.as_ref().map(ActiveFilter::mask),
            gaps: window.gaps.lines(),
            left: feed.newest_when_left(),
            cache: &mut window.cache,
            order: window.order,
            density: window.density,
            zone: view.zone,
            height: usize::from(view.timeline_rows),
        }
    }

    /// Brings the rows on the screen up to date; the last step of every change.
    pub(super) fn settle(&mut self) {
        self.look();
        self.keep_selected_in_sight();
        if self.view.timeline_in_sight && !self.window.fresh.is_empty() {
            let window = &mut *self.window;
            // The space below an update that waits above the first line shows nothing of it.
            let texts = window.rows.iter();
            for row in texts.filter(|row| matches!(row.part, Part::Text(_))) {
                window.highlights.light(window.fresh.take(&row.id));
            }
            self.expect_nothing_above();
        }
    }

    /// At the newest end nothing waits but what is held back: what is below was passed over, and is unread.
    fn expect_nothing_above(&mut self) {
        if self.follows() {
            let mut fresh = std::mem::take(&mut self.window.fresh);
            fresh.retain(|id| !self.window.shows(self.feed, id));
            self.window.fresh = fresh;
        }
    }

    /// Lists the rows on the screen anew.
    fn look(&mut self) {
        let anchor = self.window.anchor.clone();
        let mut listing = self.listing();
        let rows = listing.window(anchor.as_ref());
        let hung = anchor.is_none() && !rows.is_empty();
        let anchor = if hung {
            listing.scroll(None, 0)
        } else {
            anchor
        };
        self.window.anchor = anchor;
        self.window.rows = rows;
    }

    /// Takes notice that all that the history holds is known now.
    pub(super) fn take_whole(&mut self) {
        self.window.refit_all(self.feed);
        self.renew_overview_unseen();
    }

    /// Brings the overview up to date, unless the reader looks at it.
    fn renew_overview_unseen(&mut self) {
        if !self.window.overview.is_open() {
            self.renew_overview();
        }
    }

    /// Brings the overview up to date.
    fn renew_overview(&mut self) {
        let points = self.window.put_first(self.feed);
        self.window.overview.fill(points);
    }

    /// Opens the overview, or closes it; tells whether it is open then, for there may be nothing to show.
    pub(in crate::app) fn open_overview(&mut self, opens: bool) -> bool {
        self.window.overview.open(opens);
        self.renew_overview();
        self.window.overview.is_open()
    }
}
