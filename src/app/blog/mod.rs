//! One followed blog: what is known of it, the window on that, and the reading pane beside it.
//!
//! Each of the three owns its state and nothing of the others':
//!
//! ```text
//! Followed ─┬─ Feed    what is known: updates, read marks, polls, older pages, what is beyond      feed/
//!           ├─ Window  which rows are on the screen, what is selected, what waits, the overview    window/
//!           ├─ Pane    what stands in the reading pane, and how far it is scrolled                  pane/
//!           └─ Jumps   the way back through selections and pages                                    jumps
//! ```
//!
//! The window reads the feed, the pane reads both; neither changes what it reads. Here is what spans them: opening a
//! blog, taking a poll, an older page or news of the history, and bringing the screen up to date.

pub mod exchange;
pub mod feed;
pub mod filter;
mod jumps;
pub mod merged;
pub mod order;
pub mod overview;
mod pane;
pub mod pattern;
mod revisions;
mod view;
pub mod window;
mod wishes;

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::model::{
    ChangeSet, Clean, Entry, EntryId, Item, OlderPage, Poll, PollOutcome, Timeline, WebUrl, Zone,
    alert::{Rule, Wish},
};
use exchange::{BlogId, ExternalUpdate, Joined, Kept, Place, Restored};
use feed::Feed;
use jumps::Jumps;
use pane::Pane;
pub(in crate::app) use pane::{Of, Page};
pub(in crate::app) use view::View;
use window::{Viewport, Window};
use wishes::Wishes;

/// One followed blog.
#[derive(Debug)]
pub struct Followed {
    /// Its name among the open ones.
    pub id: BlogId,
    /// What the reader asked for: an address or a path.
    pub source: Clean,
    /// The blog's own page, where the source is one.
    pub address: Option<WebUrl>,
    /// What is known of it.
    pub feed: Feed,
    /// Which of that is on the screen.
    pub window: Window,
    /// What the reader wants to be alerted to in it.
    wishes: Wishes,
    pane: Pane,
    jumps: Jumps,
}

impl Followed {
    /// Starts to follow a source.
    pub fn new(id: BlogId, source: Clean, address: Option<WebUrl>) -> Self {
        Self {
            id,
            source,
            address,
            feed: Feed::default(),
            window: Window::default(),
            wishes: Wishes::default(),
            pane: Pane::default(),
            jumps: Jumps::default(),
        }
    }

    /// Starts with what the history holds of a source.
    pub fn open(joined: Joined) -> Self {
        let mut blog = Self::new(joined.id, joined.source, joined.address);
        blog.feed.freshness.paused = joined.paused;
        blog.wishes = Wishes::new(joined.wishes, blog.address.as_ref());
        if let Some(restored) = joined.restored {
            blog.restore(*restored);
        }
        blog
    }

    /// Returns the window at a size of the screen, to move it.
    pub(in crate::app) fn at(&mut self, view: View) -> Viewport<'_> {
        Viewport::new(&self.feed, &mut self.window, view)
    }

    /// Returns what to call it: its headline, where it was never read what the reader asked for.
    pub fn name(&self) -> &Clean {
        let headline = &self.timeline().blog.headline;
        if headline.is_empty() {
            &self.source
        } else {
            headline
        }
    }

    /// Returns all updates that are here.
    pub fn timeline(&self) -> &Timeline {
        self.feed.timeline()
    }

    /// Returns how many updates the reader has not read.
    pub fn unread(&self) -> usize {
        self.feed.unread()
    }

    /// Returns the rules by which the reader is alerted in this live blog, beside those of the settings.
    pub(in crate::app) fn rules(&self) -> &[Rule] {
        self.wishes.rules()
    }

    /// Adds a wish to be alerted, or takes it away; `None` where it makes no rule, else whether it is there now.
    pub(in crate::app) fn toggle_wish(&mut self, wish: Wish) -> Option<bool> {
        self.wishes.toggle(wish, self.address.as_ref())
    }

    /// Returns the selected update.
    pub fn selected(&self) -> Option<&EntryId> {
        self.window.selected()
    }

    /// Returns the selected update as it is shown.
    pub fn selected_entry(&self) -> Option<&Arc<Entry>> {
        self.window.selected_entry(&self.feed)
    }

    /// Returns the updates that are neither held back nor filtered out, newest first, each as it is shown.
    pub(in crate::app) fn shown(&self) -> impl Iterator<Item = (&EntryId, &Arc<Entry>)> {
        self.window.shown(&self.feed)
    }

    /// Tells whether an update is among them.
    pub(in crate::app) fn shows(&self, id: &EntryId) -> bool {
        self.window.shows(&self.feed, id)
    }

    /// Returns how many times what is shown may have changed.
    pub(in crate::app) fn changes(&self) -> u64 {
        self.feed.changes() + self.window.changes()
    }

    /// Returns how far down the list the window begins, and how many updates there are.
    pub fn extent(&self) -> (usize, usize) {
        self.window.extent(&self.feed)
    }

    /// Returns the rows of a scrollbar of so many that stand for unread updates; none while a filter hides others.
    pub fn unread_rows(&self, rows: u16) -> Vec<u16> {
        self.window.unread_rows(&self.feed, rows)
    }

    /// Says when the reader left and how much arrived since: `since you left, 04:52 · 7 new`.
    pub fn left_words(&self, zone: Zone, now: DateTime<Utc>) -> Option<String> {
        self.feed.left_words(self.window.order(), zone, now)
    }

    /// Returns the reader's place.
    pub(in crate::app) fn place(&self) -> Option<Place> {
        let reading = self.reading_place();
        let place = self.window.place()?;
        Some(Place { reading, ..place })
    }

    /// Takes what the history holds; only before anything else was there.
    fn restore(&mut self, mut restored: Restored) {
        let (place, gaps) = (restored.place.take(), std::mem::take(&mut restored.gaps));
        self.feed.restore(restored);
        if let Some(Place {
            selected: Some(selected),
            reading,
            ..
        }) = &place
        {
            self.read_on_from(selected, *reading);
        }
        self.window.restore(place, gaps, &self.feed);
    }

    /// Takes the result of a poll; says what the history should keep, and what changed.
    pub(in crate::app) fn poll(
        &mut self,
        poll: Poll,
        focused: bool,
        view: View,
    ) -> (Kept, ChangeSet) {
        self.feed.freshness.polled(&poll);
        let before = self.timeline().blog.clone();
        let at = poll.at;
        let no_live_blog = matches!(
            poll.outcome,
            PollOutcome::Failed {
                no_live_blog: true,
                ..
            }
        );
        if !matches!(poll.outcome, PollOutcome::Failed { .. }) {
            self.reach(at, view);
        }
        let (changes, failure) = match poll.outcome {
            PollOutcome::Failed { why, trouble, .. } => {
                (ChangeSet::default(), Some((why, trouble)))
            }
            PollOutcome::Unchanged => {
                let changes = self.change(focused, view, |feed| feed.confirm(at));
                (changes, None)
            }
            PollOutcome::Fresh(snapshot) => {
                let changes = self.change(focused, view, |feed| feed.merge(&snapshot, at));
                (changes, None)
            }
        };
        self.renew_about(view.zone, at);
        let blog = &self.timeline().blog;
        let kept = Kept {
            at,
            blog: (before != *blog).then(|| blog.clone()),
            items: self.changed(&changes),
            validators: poll.validators,
            failure,
            no_live_blog,
        };
        (kept, changes)
    }

    /// Takes an older page, which moves nothing on the screen; returns what the history should keep.
    pub(in crate::app) fn take_older(&mut self, page: OlderPage, view: View) -> Vec<Item> {
        let changes = self.change(false, view, |feed| feed.take_older(page));
        self.changed(&changes)
    }

    /// Takes all that the history holds in place of the part that the first frame needed. Nothing on the screen moves:
    /// the window hangs on its text.
    pub(in crate::app) fn complete(&mut self, whole: Timeline, view: View) {
        self.feed.complete(whole);
        self.at(view).take_whole();
    }

    /// Takes what another instance put into the history, as if it were a poll; says what changed.
    pub(in crate::app) fn hear(
        &mut self,
        heard: ExternalUpdate,
        focused: bool,
        view: View,
    ) -> ChangeSet {
        if let Some(at) = heard.checked {
            self.reach(at, view);
        }
        self.change(focused, view, |feed| feed.absorb(heard))
    }

    /// Keeps no room for a picture that is known not to come.
    pub(in crate::app) fn leave_out(&mut self, picture: WebUrl, why: Clean) {
        self.window.leave_out(picture, why);
        self.forget_reading();
    }

    /// Keeps room for all pictures again.
    pub(in crate::app) fn leave_out_none(&mut self) {
        self.window.leave_out_none();
        self.forget_reading();
    }

    /// Changes what is known and lets the window take it in; `looks` where the reader may be looking at the newest end.
    fn change(
        &mut self,
        looks: bool,
        view: View,
        change: impl FnOnce(&mut Feed) -> ChangeSet,
    ) -> ChangeSet {
        let before = self.at(view).before(looks);
        let changes = change(&mut self.feed);
        self.at(view).take_in(&before, &changes);
        changes
    }

    /// Takes notice of an answer of the source, before what it brought. A file on this machine is watched all the time.
    fn reach(&mut self, at: DateTime<Utc>, view: View) {
        let is_watched = self.address.is_none();
        if let Some(gap) = self.feed.reach(at, is_watched) {
            self.at(view).take_gap(gap);
        }
    }

    fn changed(&self, changes: &ChangeSet) -> Vec<Item> {
        let timeline = self.timeline();
        let items = changes.ids().filter_map(|id| timeline.get(id));
        items.cloned().collect()
    }

    /// Brings the rows on the screen up to date; the last step of every change.
    pub(in crate::app) fn settle(&mut self, view: View) {
        self.at(view).settle();
        self.lay_out_reading(view);
    }

    /// Marks the selected update as read, unless the reader marked it unread; returns it where that changed it.
    pub(in crate::app) fn mark_selected_read(&mut self) -> Option<EntryId> {
        let id = self.selected()?.clone();
        self.feed.read(&id).then_some(id)
    }

    /// Turns the mark of the selected update round; tells which update that is and whether it is read now.
    pub(in crate::app) fn toggle_selected(&mut self) -> Option<(EntryId, bool)> {
        let id = self.selected()?.clone();
        let read = self.feed.toggle_read(&id)?;
        Some((id, read))
    }

    /// Bookmarks the selected update or lets it go; returns which, and whether it is kept now.
    pub(in crate::app) fn bookmark_selected(&mut self) -> Option<(EntryId, bool)> {
        let id = self.selected()?.clone();
        let kept = self.feed.toggle_bookmark(&id)?;
        Some((id, kept))
    }
}
