//! One followed blog: its timeline, the window on it, the selection, and how its polls go.

pub(in crate::app) mod about;
mod activity;
mod contact;
pub(in crate::app) mod edits;
pub mod exchange;
pub mod filter;
pub(in crate::app) mod freshness;
pub(in crate::app) mod gap;
mod heads;
mod heard;
mod hold;
mod jumps;
mod left;
mod lights;
mod limit;
mod moving;
pub(in crate::app) mod older;
pub mod overview;
pub mod pattern;
pub(in crate::app) mod place;
mod reading;
mod reveal;
mod scrollbar;
mod selection;
pub(in crate::app) mod trail;
pub(in crate::app) mod unread;
mod view;
pub(in crate::app) mod viewport;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::{DateTime, Utc};

use crate::{
    layout::{Cache, Density},
    model::{
        ChangeSet, Clean, Entry, EntryId, Item, Poll, PollOutcome, Status, Timeline, WebUrl, Zone,
    },
};
use about::About;
use contact::Gaps;
use edits::Edits;
use exchange::{Beyond, BlogId, Joined, Kept, Place, Restored};
use freshness::Freshness;
use heads::Heads;
use jumps::Jumps;
use left::Left;
use lights::Lights;
use limit::Limit;
use older::Older;
use overview::Overview;
use place::{Anchor, Held, Order};
use reading::Pane;
use selection::Hold;
use trail::Trail;
pub(in crate::app) use view::View;
use viewport::{Listing, Part, VisibleRow};

/// One followed blog.
#[derive(Debug)]
pub struct Followed {
    /// Its name among the open ones.
    pub id: BlogId,
    /// What the reader asked for: an address or a path.
    pub source: Clean,
    /// The blog's own page, where the source is one.
    pub address: Option<WebUrl>,
    /// How its polls go.
    pub freshness: Freshness,
    pub(in crate::app) timeline: Timeline,
    /// How many times the updates that are shown may have changed.
    pub(in crate::app) changes: u64,
    /// What the history holds of it that is still to come.
    pub(in crate::app) beyond: Option<Beyond>,
    pub(in crate::app) selected: Option<EntryId>,
    /// Whether the selection stays with its update.
    hold: Hold,
    jumps: Jumps,
    pub(in crate::app) order: Order,
    pub(in crate::app) density: Density,
    /// How it stands with the pages of older updates.
    pub(in crate::app) older: Older,
    /// Whether one of them was read.
    pub(in crate::app) walked: bool,
    pub(in crate::app) anchor: Option<Anchor>,
    pub(in crate::app) held: HashMap<EntryId, Held>,
    /// Updates that arrived and were not on the screen yet.
    fresh: HashSet<EntryId>,
    limit: Option<Limit>,
    gaps: Gaps,
    /// What the blog said of itself.
    pub(in crate::app) heads: Heads,
    /// Where the reader left off when this was last open; stays as long as it is open.
    left: Option<Left>,
    left_at: Option<DateTime<Utc>>,
    /// The update that the reader marked unread, while it is selected.
    pub(in crate::app) kept_unread: Option<EntryId>,
    /// What the last marking of all marked as read.
    pub(in crate::app) marked_all: Vec<EntryId>,
    cache: Cache,
    window: Vec<VisibleRow>,
    pane: Pane,
    /// Which edit of the selected update is shown in place of its text.
    pub(in crate::app) edits: Option<Edits>,
    /// What the blog says of itself, while that is shown in place of the selected update.
    pub(in crate::app) about: Option<About>,
    /// What the newsroom puts first.
    pub(in crate::app) overview: Overview,
    /// Which updates just came into sight.
    pub(in crate::app) lights: Lights,
    /// The pages that were opened from the selected update.
    pub(in crate::app) trail: Option<Trail>,
    /// The link of an update's own text that the cursor is on.
    pub(in crate::app) cursor: Option<(EntryId, u16)>,
}

impl Followed {
    /// Starts to follow a source.
    pub fn new(id: BlogId, source: Clean, address: Option<WebUrl>) -> Self {
        Self {
            id,
            source,
            address,
            freshness: Freshness::default(),
            timeline: Timeline::default(),
            changes: 0,
            beyond: None,
            selected: None,
            hold: Hold::default(),
            jumps: Jumps::default(),
            order: Order::default(),
            density: Density::default(),
            older: Older::default(),
            walked: false,
            anchor: None,
            held: HashMap::new(),
            fresh: HashSet::new(),
            limit: None,
            gaps: Gaps::default(),
            heads: Heads::default(),
            left: None,
            left_at: None,
            kept_unread: None,
            marked_all: Vec::new(),
            cache: Cache::default(),
            window: Vec::new(),
            pane: Pane::default(),
            edits: None,
            about: None,
            overview: Overview::default(),
            lights: Lights::default(),
            trail: None,
            cursor: None,
        }
    }

    /// Starts with what the history holds of a source.
    pub fn open(joined: Joined) -> Self {
        let mut blog = Self::new(joined.id, joined.source, joined.address);
        blog.freshness.paused = joined.paused;
        if let Some(restored) = joined.restored {
            blog.restore(*restored);
        }
        blog
    }

    /// Returns all that is known of the blog.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// Returns the rows on the screen.
    pub fn window(&self) -> &[VisibleRow] {
        &self.window
    }

    /// Returns the selected update.
    pub fn selected(&self) -> Option<&EntryId> {
        self.selected.as_ref()
    }

    /// Returns the selected update as it is shown.
    pub fn selected_entry(&self) -> Option<&Arc<Entry>> {
        let id = self.selected.as_ref()?;
        match self.held.get(id) {
            Some(Held::Revision(entry)) => Some(entry),
            _ => self.timeline.get(id).map(|item| &item.entry),
        }
    }

    /// Returns the updates that are neither held back nor filtered out, newest first, each as it is shown.
    pub(in crate::app) fn shown(&self) -> impl Iterator<Item = (&EntryId, &Arc<Entry>)> {
        let items = self.timeline.items().iter().enumerate();
        let items = items.filter(|(index, _)| self.lets_through(*index));
        items.filter_map(|(_, item)| match self.held.get(&item.entry.id) {
            Some(Held::Arrival) => None,
            Some(Held::Revision(entry)) => Some((&item.entry.id, entry)),
            None => Some((&item.entry.id, &item.entry)),
        })
    }

    /// Returns how many updates wait out of sight.
    pub fn waiting(&self) -> usize {
        self.fresh.iter().filter(|id| self.is_member(id)).count()
    }

    /// Returns how many shown updates have changes that wait.
    pub fn waiting_edits(&self) -> usize {
        self.held
            .values()
            .filter(|held| matches!(held, Held::Revision(_)))
            .count()
    }

    /// Returns how much of each update is shown.
    pub fn density(&self) -> Density {
        self.density
    }

    /// Returns which end is on top.
    pub fn order(&self) -> Order {
        self.order
    }

    /// Returns how far down the list the window begins, and how many updates there are.
    pub fn extent(&self) -> (usize, usize) {
        let first = self
            .window
            .first()
            .and_then(|row| self.timeline.find(&row.id));
        let first = first.map_or(0, |(index, _)| index);
        let members = |count| match self.mask() {
            Some(mask) => mask.iter().take(count).filter(|member| **member).count(),
            None => count,
        };
        let (index, count) = (members(first), members(self.timeline.items().len()));
        (
            if self.order == Order::NewestFirst {
                index
            } else {
                count.saturating_sub(index + 1)
            },
            count,
        )
    }

    /// Returns how many updates are known, those included that are still to come from the history.
    pub fn count(&self) -> usize {
        self.timeline.items().len() + self.beyond.map_or(0, |beyond| beyond.updates)
    }

    /// Returns how many of them the reader has not read.
    pub fn unread(&self) -> usize {
        self.timeline.unread() + self.beyond.map_or(0, |beyond| beyond.unread)
    }

    /// Says what the blog last changed of what it says of itself.
    pub fn head_words(&self, zone: Zone, now: DateTime<Utc>) -> Option<String> {
        self.heads.words(zone, now)
    }

    /// Says whether the blog runs now; a part of the timeline does not know its newest update.
    pub fn status(&self, now: DateTime<Utc>) -> Status {
        let newest = self.timeline.items().first().filter(|_| self.is_whole());
        self.timeline.blog.status.aged(newest.map(Item::time), now)
    }

    /// Tells whether all that is known is here.
    pub fn is_whole(&self) -> bool {
        self.beyond.is_none()
    }

    /// Returns the reader's place.
    pub(in crate::app) fn place(&self) -> Option<Place> {
        let anchor = self.anchor.as_ref()?;
        Some(Place {
            entry: anchor.id.clone(),
            byte: anchor.byte,
            lead: anchor.lead,
            selected: self.selected.clone(),
            reading: self.reading_place(),
            order: self.order,
            density: Some(self.density),
            filter: self.filter(),
        })
    }

    pub(in crate::app) fn listing(&mut self, view: View) -> Listing<'_> {
        self.cache
            .fit(view.timeline_text, self.density, view.timeline_pictures);
        Listing {
            timeline: &self.timeline,
            held: &self.held,
            mask: self.limit.as_ref().map(Limit::mask),
            gaps: &self.gaps.shown,
            left: self.left.as_ref().map(Left::newest),
            cache: &mut self.cache,
            order: self.order,
            density: self.density,
            zone: view.zone,
        }
    }

    /// Takes what the history holds; only before anything else was there.
    pub(in crate::app) fn restore(&mut self, restored: Restored) {
        if !self.timeline.items().is_empty() {
            return;
        }
        self.timeline = restored.timeline;
        self.left_at = restored.left;
        self.freshness.checked = restored.checked;
        self.beyond = restored.beyond;
        self.gaps.shown = restored.gaps;
        self.heads = Heads::new(restored.heads);
        if self.beyond.is_none() {
            self.look_where_left();
        }
        if let Some(place) = restored.place {
            self.go_back_to(place);
        }
        self.refit_all();
        self.renew_overview();
    }

    /// Takes up the place that the reader left.
    fn go_back_to(&mut self, place: Place) {
        if let Some(selected) = &place.selected {
            self.hold = Hold::Placed;
            self.read_on_from(selected, place.reading);
        }
        // What was let through when it was left is still let through: reading it may have changed that.
        let seen = place.selected.iter().chain([&place.entry]);
        self.limit = Limit::restored(place.filter, seen, &self.timeline);
        self.anchor = Some(Anchor {
            id: place.entry,
            byte: place.byte,
            lead: place.lead,
        });
        self.selected = place.selected;
        self.order = place.order;
        self.density = place.density.unwrap_or(self.density);
    }

    /// Takes the result of a poll; says what the history should keep.
    pub(in crate::app) fn poll(&mut self, poll: Poll, focused: bool, view: View) -> Kept {
        self.freshness.checking = false;
        self.freshness.next = poll.next.and_then(|wait| {
            poll.at
                .checked_add_signed(chrono::TimeDelta::from_std(wait).ok()?)
        });
        let before = self.timeline.blog.clone();
        let changes = match &poll.outcome {
            PollOutcome::Failed { why, .. } => {
                self.freshness.failure = Some(why.clone());
                return Kept {
                    at: poll.at,
                    blog: None,
                    items: Vec::new(),
                    validators: poll.validators,
                    failure: Some(why.clone()),
                };
            }
            PollOutcome::Unchanged => self.timeline.confirm(poll.at),
            PollOutcome::Fresh(snapshot) => {
                self.newest_leads(snapshot);
                let merge = |timeline: &mut Timeline| timeline.merge(snapshot, poll.at);
                let changes = self.change(focused, view, merge);
                self.renew_about(view.zone);
                changes
            }
        };
        self.freshness.failure = None;
        self.reach(poll.at);
        self.heads.see(&self.timeline.blog, poll.at);
        let items = changes
            .ids()
            .filter_map(|id| self.timeline.get(id))
            .cloned()
            .collect();
        let blog = (before != self.timeline.blog).then(|| self.timeline.blog.clone());
        Kept {
            at: poll.at,
            blog,
            items,
            validators: poll.validators,
            failure: None,
        }
    }

    /// Tells whether an update came into sight a moment ago.
    pub fn is_lit(&self, id: &EntryId) -> bool {
        self.lights.is_lit(id)
    }

    /// Returns how many of them there are.
    pub(in crate::app) fn lit(&self) -> usize {
        self.lights.count()
    }

    /// Forgets what was laid out, where words outside of the updates changed.
    pub(in crate::app) fn forget_layout(&mut self) {
        self.cache = Cache::default();
    }

    /// Keeps no room for a picture that is known not to come, once what it stands in is laid out anew.
    pub(in crate::app) fn leave_out(&mut self, picture: WebUrl) {
        self.cache.leave_out(picture);
    }

    /// Keeps room for all pictures again.
    pub(in crate::app) fn leave_out_none(&mut self) {
        self.cache.leave_out_none();
    }

    /// Changes the timeline: what is new appears where the reader looks at the newest end, and else waits.
    pub(in crate::app) fn change(
        &mut self,
        focused: bool,
        view: View,
        change: impl FnOnce(&mut Timeline) -> ChangeSet,
    ) -> ChangeSet {
        let first = self.timeline.items().is_empty();
        let follow = focused && self.follows(view);
        let frozen = self.freeze();
        let seen = self.selected_rows();
        let changes = change(&mut self.timeline);
        self.refit(changes.ids());
        let follow = follow && self.keeps_selected(seen, view);
        if let Some(left) = &mut self.left {
            left.arrived(&changes, &self.timeline);
        }
        if !first {
            // What was read elsewhere, or is history, is no news.
            let unread = |id: &&EntryId| self.timeline.get(id).is_some_and(|item| !item.read);
            self.fresh
                .extend(changes.added.iter().filter(unread).cloned());
        }
        self.changes += u64::from(!changes.is_empty());
        if follow {
            // Where nothing arrived, not even the line of a gap moves the text.
            self.anchor.take_if(|_| !changes.added.is_empty());
            self.renew_overview();
        } else {
            self.hold(&frozen, &changes, view);
            self.renew_overview_unseen();
        }
        changes
    }

    /// Tells whether new updates may appear at once: the reader looks at the newest end.
    fn follows(&mut self, view: View) -> bool {
        let anchor = self.anchor.clone();
        view.timeline_in_sight
            && self.order == Order::NewestFirst
            && self.listing(view).is_at_top(anchor.as_ref())
    }

    /// Shows everything that waits, at the end where new updates stand, and selects the newest.
    pub(in crate::app) fn show_new(&mut self, view: View) {
        match self.order {
            Order::NewestFirst => self.go_top(view),
            Order::OldestFirst => self.go_bottom(view),
        }
    }

    /// Lets go of everything that waits.
    fn let_all_in(&mut self) {
        self.held.clear();
        self.show_waiting();
        self.show_all_gaps();
        self.renew_overview();
    }

    /// Lights all that waited, but what a filter hides, which goes on waiting.
    fn show_waiting(&mut self) {
        let limit = self.limit.as_ref();
        let is_shown = |id: &EntryId| limit.is_none_or(|limit| limit.has(id));
        self.lights.light(self.fresh.extract_if(is_shown));
    }

    /// Brings the rows on the screen up to date; the last step of every change.
    pub(in crate::app) fn settle(&mut self, view: View) {
        self.look(view);
        self.keep_selected_in_sight(view);
        if view.timeline_in_sight && !self.fresh.is_empty() {
            // The space below an update that waits above the first line shows nothing of it.
            let texts = self.window.iter();
            for row in texts.filter(|row| matches!(row.part, Part::Text(_))) {
                self.lights.light(self.fresh.take(&row.id));
            }
        }
        self.lay_out_reading(view);
    }

    /// Lists the rows on the screen anew.
    fn look(&mut self, view: View) {
        let anchor = self.anchor.clone();
        let height = usize::from(view.timeline_rows);
        let window = self.listing(view).window(anchor.as_ref(), height);
        if anchor.is_none() && !window.is_empty() {
            self.anchor = self.listing(view).scroll(None, 0, height);
        }
        self.window = window;
    }

    /// Shows the selected update's text again, where something stands in its place.
    pub(in crate::app) fn show_text_again(&mut self) {
        self.edits = None;
        self.about = None;
        self.leave_pages();
    }

    /// Bookmarks the selected update or lets it go; returns which, and whether it is kept now.
    pub(in crate::app) fn bookmark_selected(&mut self) -> Option<(EntryId, bool)> {
        let id = self.selected.clone()?;
        let kept = !self.timeline.get(&id)?.bookmarked;
        self.timeline.set_bookmarked(&id, kept);
        Some((id, kept))
    }
}
