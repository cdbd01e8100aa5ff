//! What is known of a live blog: its updates and what of them is read, what it said of itself, how its polls go, and
//! what is still to come. Knows nothing of the screen; what is added here appears there when the
//! [window](super::window) says so.

mod activity;
mod blog_revisions;
mod freshness;
mod last_visit;
mod older;
mod read;
mod standing;

use chrono::{DateTime, Utc};

use super::{
    exchange::{ExternalUpdate, NotLoaded, Restored},
    order::Order,
};
use crate::model::{ChangeSet, EntryId, Gap, Item, Snapshot, Status, Timeline, WebUrl, Zone};
use blog_revisions::BlogRevisions;
pub(in crate::app) use freshness::refusal_words;
pub use freshness::{Freshness, FreshnessWords};
use last_visit::LastVisit;
use older::Older;
use read::Marking;
pub use standing::Standing;

/// What is known of a live blog.
#[derive(Debug, Default)]
pub struct Feed {
    timeline: Timeline,
    /// How many times the updates may have changed.
    changes: u64,
    /// How its polls go.
    pub freshness: Freshness,
    /// What the history holds of it that is still to come.
    not_loaded: Option<NotLoaded>,
    /// How it stands with the pages of older updates.
    older: Older,
    blog_revisions: BlogRevisions,
    /// When the reader left it, as far as that is known.
    left_at: Option<DateTime<Utc>>,
    /// Where that was; stays as long as the blog is open.
    last_visit: Option<LastVisit>,
    marking: Marking,
}

impl Feed {
    /// Returns all updates that are here.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// Returns how many times the updates may have changed.
    pub(in crate::app) fn changes(&self) -> u64 {
        self.changes
    }

    /// Returns how many updates are known, those included that are still to come from the history.
    pub fn count(&self) -> usize {
        self.timeline.items().len() + self.not_loaded.map_or(0, |not_loaded| not_loaded.updates)
    }

    /// Returns how many of them the reader has not read.
    pub fn unread(&self) -> usize {
        self.timeline.unread() + self.not_loaded.map_or(0, |not_loaded| not_loaded.unread)
    }

    /// Tells whether all that is known is here.
    pub fn is_whole(&self) -> bool {
        self.not_loaded.is_none()
    }

    /// Says whether the blog runs now; a part of the timeline does not know its newest update.
    pub fn status(&self, now: DateTime<Utc>) -> Status {
        if self.is_whole() {
            self.timeline.status(now)
        } else {
            self.timeline.blog.status
        }
    }

    /// Says how the blog stands: what stands between it and the reader weighs more than what it says.
    pub fn standing(&self, now: DateTime<Utc>) -> Standing {
        let Freshness {
            paused, trouble, ..
        } = self.freshness;
        Standing::of(self.status(now), paused, trouble)
    }

    /// Returns where coverage goes on, where the blog says that it moved.
    pub fn goes_on_at(&self) -> Option<&WebUrl> {
        let blog = &self.timeline.blog;
        let moved = blog.status == Status::Moved;
        blog.moved_to.as_ref().filter(|_| moved)
    }

    /// Says what the blog last changed of what it says of itself.
    pub fn head_words(&self, zone: Zone, now: DateTime<Utc>) -> Option<String> {
        self.blog_revisions.words(zone, now)
    }

    /// Returns what the blog said of itself, with its past, in the form of an update.
    pub(in crate::app) fn head(&self) -> Option<&Item> {
        self.blog_revisions.item()
    }

    /// Returns when the reader left it, as far as that is known.
    pub(in crate::app) fn left_at(&self) -> Option<DateTime<Utc>> {
        self.left_at
    }

    /// Returns the newest update that had arrived when the reader left.
    pub(in crate::app) fn newest_when_left(&self) -> Option<&EntryId> {
        self.last_visit.as_ref().map(LastVisit::newest)
    }

    /// Says when the reader left and how much arrived since: `since you left, 04:52 · 7 new`.
    pub(super) fn left_words(
        &self,
        order: Order,
        zone: Zone,
        now: DateTime<Utc>,
    ) -> Option<String> {
        Some(self.last_visit.as_ref()?.words(order, zone, now))
    }

    /// Takes what the history holds.
    pub(super) fn restore(&mut self, restored: Restored) {
        self.timeline = restored.timeline;
        self.left_at = restored.left;
        self.freshness.checked = restored.checked;
        self.not_loaded = restored.not_loaded;
        self.blog_revisions = BlogRevisions::new(restored.blog_revisions);
        if self.not_loaded.is_none() {
            self.look_where_left();
        }
    }

    /// Takes all that the history holds in place of a part. What was done to the part in the meantime stays done.
    pub(super) fn complete(&mut self, mut whole: Timeline) {
        let part = std::mem::take(&mut self.timeline);
        whole.blog = part.blog.clone();
        let _known_already = whole.absorb(part.items().to_vec());
        self.timeline = whole;
        self.look_where_left();
        self.not_loaded = None;
        self.changes += 1;
    }

    /// Takes a timeline in place of the one that was there: one that is made from others.
    pub(super) fn replace(&mut self, timeline: Timeline) {
        self.timeline = timeline;
        self.changes += 1;
    }

    /// Finds where the reader left off; a part of the timeline cannot tell.
    fn look_where_left(&mut self) {
        self.last_visit = self
            .left_at
            .and_then(|at| LastVisit::new(at, &self.timeline));
    }

    /// Takes a reading of the source.
    pub(super) fn merge(&mut self, snapshot: &Snapshot, at: DateTime<Utc>) -> ChangeSet {
        self.newest_leads(snapshot);
        let changes = self.timeline.merge(snapshot, at);
        self.blog_revisions.see(&self.timeline.blog, at);
        self.arrived(changes)
    }

    /// Takes notice that the source is what it was.
    pub(super) fn confirm(&mut self, at: DateTime<Utc>) -> ChangeSet {
        let changes = self.timeline.confirm(at);
        self.arrived(changes)
    }

    /// Takes what another instance of the program put into the history.
    pub(super) fn absorb(&mut self, heard: ExternalUpdate) -> ChangeSet {
        self.timeline.blog = heard.blog;
        if let Some(at) = heard.checked {
            self.blog_revisions.see(&self.timeline.blog, at);
        }
        let changes = self.timeline.absorb(heard.items);
        self.arrived(changes)
    }

    fn arrived(&mut self, changes: ChangeSet) -> ChangeSet {
        if let Some(last_visit) = &mut self.last_visit {
            last_visit.arrived(&changes, &self.timeline);
        }
        self.changes += u64::from(!changes.is_empty());
        changes
    }

    /// Takes notice of an answer; returns the time without contact before it, where nobody watched the source.
    pub(super) fn reach(&mut self, at: DateTime<Utc>, is_watched: bool) -> Option<Gap> {
        let last = self.freshness.checked.filter(|_| !is_watched);
        self.freshness.checked = self.freshness.checked.max(Some(at));
        Gap::between(last?, at)
    }
}
