//! How readings become a timeline: nothing once seen is lost, nothing moves that was placed.

mod absorb;
mod edited;
mod identity;
mod memory;
mod older;
mod presence;
mod revise;
mod words;

use std::{
    collections::{BTreeSet, HashMap},
    ops::Range,
    sync::Arc,
};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use self::{
    memory::Witnesses,
    revise::{ReadingContext, believed, is_guess},
};
use super::{Entry, EntryId, LiveBlog, Precision, Snapshot, Stamp, Window, Witness};

pub use memory::WitnessMemory;

/// How far ahead of our clock a publisher's may run before its time is not believed, in minutes.
const CLOCK_SKEW_MINUTES: i64 = 10;

/// How many fresh readings in a row an update must be missing from before it counts as retracted.
const MISSES_TO_RETRACT: u8 = 2;
/// How many updates that were taken back before they were seen are remembered beside those of the last answer: a protocol
/// may name any number.
const MOST_TAKEN_BACK: usize = 2_000;

/// All updates of one live blog that were ever seen, newest first.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    /// The blog as it was last read.
    pub blog: LiveBlog,
    items: Vec<Item>,
    places: HashMap<EntryId, OrderKey>,
    polls: i32,
    /// Where the unread updates stand.
    unread: BTreeSet<(OrderKey, EntryId)>,
    /// Where the read ones stand that were changed significantly since.
    changed_since_read: BTreeSet<(OrderKey, EntryId)>,
    last: Option<LastReading>,
    /// What the last full window should have shown and did not.
    missing: Vec<EntryId>,
    /// When the pages that the witnesses speak for were last changed.
    clocks: HashMap<Witness, DateTime<Utc>>,
    /// What was taken back before it was ever seen, by whom and when.
    taken_back: HashMap<EntryId, (Witness, DateTime<Utc>)>,
    /// The ids of the last readings that are other names of held updates.
    known_as: HashMap<EntryId, EntryId>,
}

/// An update with all that is known of its past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The newest revision.
    pub entry: Arc<Entry>,
    /// When the newest revision was first seen.
    pub seen: DateTime<Utc>,
    /// What the update was before, oldest first. Of more than [`Item::PAST`] the first and the newest are here, and the
    /// history holds the others.
    pub earlier: Vec<Revision>,
    /// Where it stands; given once.
    pub order: OrderKey,
    /// Whether the page still shows it.
    pub presence: Presence,
    /// Whether the reader has read it.
    pub read: bool,
    /// When the revision that the reader read last was first seen; `None` where nobody read it here.
    pub read_as: Option<DateTime<Utc>>,
    /// Whether what happened is told otherwise than when the reader read it.
    pub changed_since_read: bool,
    /// Whether the reader marked it to keep.
    pub bookmarked: bool,
    /// What is remembered of its witnesses.
    pub memory: WitnessMemory,
}

/// An earlier state of an update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its number among the revisions of the update, counted from 1.
    pub number: usize,
    /// The update as it was.
    pub entry: Arc<Entry>,
    /// When it was first seen like this.
    pub seen: DateTime<Utc>,
}

/// Where an update stands. Greater is newer.
///
/// Ties of the publisher's time are broken by the poll that brought the update and its place on the page, once:
/// later polls, edits and reorderings move nothing, and nor does a better time: where the first was a guess, or there
/// was none, and it was wrong by more than an hour, the update is put in its place when the timeline is next restored
/// and nobody looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OrderKey {
    /// Milliseconds since the epoch.
    pub at: i64,
    /// The number of the poll; negative for older pages, which lie below all polls.
    pub poll: i32,
    /// Minus the place on the page, counted from the newest.
    pub rank: i32,
}

/// Whether the page still shows an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// The last reading that could show it did.
    OnPage,
    /// It was missing from fresh readings, not often enough to be sure.
    Missing {
        /// When it was first missed.
        since: DateTime<Utc>,
        /// In how many readings in a row.
        times: u8,
    },
    /// The publisher removed it.
    Retracted {
        /// When it was first missed.
        since: DateTime<Utc>,
    },
}

/// What a merge changed; ids newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeSet {
    /// Updates never seen before.
    pub added: Vec<EntryId>,
    /// Updates whose content changed.
    pub revised: Vec<EntryId>,
    /// Updates that the publisher removed.
    pub retracted: Vec<EntryId>,
    /// Removed updates that came back.
    pub restored: Vec<EntryId>,
    /// Updates of which something else changed: marks, times, presence.
    pub touched: Vec<EntryId>,
    /// Those of the updates above that were held already and are marked as a key event or as breaking news now.
    pub marked: Vec<EntryId>,
    /// Whether anything said of the blog as a whole changed.
    pub blog: bool,
}

impl ChangeSet {
    /// Tells whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns every id that is named.
    pub fn ids(&self) -> impl Iterator<Item = &EntryId> {
        [
            &self.added,
            &self.revised,
            &self.retracted,
            &self.restored,
            &self.touched,
        ]
        .into_iter()
        .flatten()
    }
}

/// What tells a reading from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct LastReading {
    at: DateTime<Utc>,
    content: u64,
}

impl Item {
    /// How many earlier revisions of an update are held at most: a text that changes at every poll would fill the
    /// memory.
    pub const PAST: usize = 100;

    /// Returns the number of the newest revision, counted from 1.
    #[must_use]
    pub fn revision(&self) -> usize {
        self.earlier.last().map_or(1, |last| last.number + 1)
    }

    /// Puts the newest revision among the earlier ones. Where there are too many, the oldest goes that is neither the
    /// first nor what the reader read.
    fn add_to_past(&mut self, newest: Arc<Entry>, seen: DateTime<Utc>) {
        let number = self.revision();
        self.earlier.push(Revision {
            number,
            entry: newest,
            seen,
        });
        if self.earlier.len() > Self::PAST {
            let was_read = self
                .read_as
                .is_some_and(|read| self.earlier[1].seen <= read && read < self.earlier[2].seen);
            self.earlier.remove(if was_read { 2 } else { 1 });
        }
    }

    /// Tells whether the publisher removed the update.
    #[must_use]
    pub fn is_retracted(&self) -> bool {
        matches!(self.presence, Presence::Retracted { .. })
    }

    /// Returns when the update was first seen by us.
    #[must_use]
    pub fn first_seen(&self) -> DateTime<Utc> {
        self.earlier.first().map_or(self.seen, |r| r.seen)
    }

    /// Returns the time that the update is shown under: the publisher's, else when it was first seen.
    #[must_use]
    pub fn time(&self) -> DateTime<Utc> {
        self.entry
            .published
            .as_ref()
            .map_or_else(|| self.first_seen(), Stamp::utc)
    }

    /// Returns the time that the update is sorted by. Unlike the one it is shown under, no edit changes it.
    #[must_use]
    pub fn sorted_at(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.order.at).unwrap_or_else(|| self.time())
    }
}

impl Item {
    /// Gives the update another place where it was placed by a guess that was wrong by more than an hour.
    fn put_in_place(&mut self) {
        let known = known_time(&self.entry).filter(|_| self.memory.place_guessed);
        let wrong = |at: &DateTime<Utc>| (*at - self.sorted_at()).abs() > TimeDelta::hours(1);
        if let Some(at) = known.filter(wrong) {
            self.order.at = at.timestamp_millis();
        }
    }

    /// Returns what the item is sorted by.
    fn place(&self) -> (OrderKey, EntryId) {
        (self.order, self.entry.id.clone())
    }
}

impl Timeline {
    /// Rebuilds a timeline from what a history holds.
    #[must_use]
    pub fn restore(blog: LiveBlog, mut items: Vec<Item>) -> Self {
        items.iter_mut().for_each(Item::put_in_place);
        items.sort_by(|a, b| (b.order, &b.entry.id).cmp(&(a.order, &a.entry.id)));
        let mut places = HashMap::with_capacity(items.len());
        items.retain(|item| places.insert(item.entry.id.clone(), item.order).is_none());
        let polls = items
            .iter()
            .map(|item| item.order.poll.abs())
            .max()
            .unwrap_or(0);
        let unread = items.iter().filter(|item| !item.read).map(Item::place);
        let unread = unread.collect();
        let changed = items.iter().filter(|item| item.changed_since_read);
        let changed_since_read = changed.map(Item::place).collect();
        // That the page did not change since then still confirms what was missing from it.
        let doubts = items.iter().filter_map(|item| match item.presence {
            Presence::Missing { since, .. } => Some((since, item.entry.id.clone())),
            _ => None,
        });
        let (doubted, missing): (Vec<_>, Vec<_>) = doubts.unzip();
        let last = doubted.into_iter().max();
        let last = last.map(|at| LastReading { at, content: 0 });
        Self {
            blog,
            items,
            places,
            polls,
            unread,
            changed_since_read,
            last,
            missing,
            clocks: HashMap::new(),
            taken_back: HashMap::new(),
            known_as: HashMap::new(),
        }
    }

    /// Returns the items, newest first.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Returns an item and its position; costs the logarithm of the timeline's length.
    #[must_use]
    pub fn find(&self, id: &EntryId) -> Option<(usize, &Item)> {
        let order = *self.places.get(id)?;
        let position = self.position(order, id).ok()?;
        Some((position, &self.items[position]))
    }

    /// Returns an item.
    #[must_use]
    pub fn get(&self, id: &EntryId) -> Option<&Item> {
        self.find(id).map(|(_, item)| item)
    }

    /// Returns how many updates are unread.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.unread.len()
    }

    /// Tells whether any of the updates at some positions is unread; costs the logarithm of the timeline's length.
    #[must_use]
    pub fn is_any_unread(&self, positions: Range<usize>) -> bool {
        let last = positions.end.min(self.items.len()).checked_sub(1);
        let ends = last.filter(|last| *last >= positions.start);
        ends.is_some_and(|last| {
            let (oldest, newest) = (&self.items[last], &self.items[positions.start]);
            let mut unread = self.unread.range(oldest.place()..=newest.place());
            unread.next().is_some()
        })
    }

    /// Marks an update as read, as it is now, or unread; tells whether that changed anything.
    pub fn set_read(&mut self, id: &EntryId, read: bool) -> bool {
        let changed = self.change(id, |item| {
            let before = (item.read, item.read_as);
            item.read = read;
            if read {
                item.read_as = item.read_as.max(Some(item.seen));
            }
            before != (item.read, item.read_as)
        });
        if changed && let Some(place) = self.get(id).map(Item::place) {
            if read {
                self.unread.remove(&place);
            } else {
                self.unread.insert(place);
            }
            self.weigh_edit(id);
        }
        changed
    }

    /// Bookmarks an update or lets it go; tells whether that changed anything.
    pub fn set_bookmarked(&mut self, id: &EntryId, kept: bool) -> bool {
        self.change(id, |item| {
            std::mem::replace(&mut item.bookmarked, kept) != kept
        })
    }

    /// Takes one reading into the timeline.
    ///
    /// Idempotent: the same reading again changes nothing; the order of arrival decides what is newer, and never the
    /// clock, which may be set back. Nothing held is ever dropped. Absence is a retraction only where the source says
    /// so, or where an update is missing between two others of a full window in two fresh readings in a row; a reading
    /// that goes backwards proves nothing.
    pub fn merge(&mut self, snapshot: &Snapshot, at: DateTime<Utc>) -> ChangeSet {
        let last = LastReading {
            at,
            content: snapshot.fingerprint(),
        };
        if self.last == Some(last) {
            return ChangeSet::default();
        }
        self.last = Some(last);
        self.polls += 1;
        let mut changes = ChangeSet::default();
        let reading = ReadingContext::new(snapshot, at);
        let stale = self.is_stale(&reading);
        if !stale {
            self.merge_blog(&snapshot.blog, &reading, &mut changes);
        }
        let aliases = self.aliases(snapshot);
        let orders = self.orders(snapshot, at, None);
        let mut arrivals = Vec::new();
        let mut present: HashMap<EntryId, Witnesses> = HashMap::new();
        for (entry, order) in snapshot.entries.iter().zip(orders) {
            let id = aliases.get(&entry.id).unwrap_or(&entry.id);
            let by = present.entry(id.clone()).or_default();
            *by = by.and(Witnesses::of(entry));
            if self.places.contains_key(id) {
                if !stale {
                    self.revise(id.clone(), entry, &reading, &mut changes);
                }
            } else if self.may_arrive(id, entry, &reading) {
                self.places.insert(id.clone(), order);
                changes.added.push(id.clone());
                arrivals.push(Item::arrived(id.clone(), entry, order, at));
            }
        }
        self.insert(arrivals);
        if let Window::Delta { removed } = &snapshot.window {
            for id in removed {
                let id = aliases.get(id).or(self.known_as.get(id)).unwrap_or(id);
                self.retract(&id.clone(), reading.remover(), at, &mut changes);
            }
            self.forget_long_taken_back();
        }
        if snapshot.window == Window::Full {
            self.known_as = aliases;
            let absent = if stale {
                presence::Absent::default()
            } else {
                self.absent(&present)
            };
            self.doubt(&absent, at, &mut changes);
            self.missing = absent.missing;
        } else {
            self.known_as.extend(aliases);
            self.missing.retain(|id| !present.contains_key(id));
        }
        changes
    }

    /// Takes notice that the source did not change since the last reading: what was missing then still is.
    pub fn confirm(&mut self, at: DateTime<Utc>) -> ChangeSet {
        let mut changes = ChangeSet::default();
        if let Some(last) = self.last.as_mut().filter(|last| last.at != at) {
            last.at = at;
            let missing = std::mem::take(&mut self.missing);
            self.miss(&missing, at, &mut changes);
            self.missing = missing;
        }
        changes
    }

    fn position(&self, order: OrderKey, id: &EntryId) -> Result<usize, usize> {
        self.items
            .binary_search_by(|item| (order, id).cmp(&(item.order, &item.entry.id)))
    }

    fn change(&mut self, id: &EntryId, change: impl FnOnce(&mut Item) -> bool) -> bool {
        let Some((position, _)) = self.find(id) else {
            return false;
        };
        change(&mut self.items[position])
    }

    /// Tells whether a reading is older than what is held of its page: another node of a CDN, a cached copy.
    fn is_stale(&mut self, reading: &ReadingContext) -> bool {
        let (Some(page), Some(read)) = (reading.page, reading.modified) else {
            return false;
        };
        let stored = self.blog.modified.as_ref();
        let stored = stored.filter(|_| self.clocks.is_empty());
        let stored = stored.and_then(|stored| believed(stored, reading.at));
        let held = self.clocks.get(&page).copied().or(stored);
        if held.is_some_and(|held| read < held) {
            return true;
        }
        self.clocks.insert(page, read);
        false
    }

    fn merge_blog(&mut self, blog: &LiveBlog, reading: &ReadingContext, changes: &mut ChangeSet) {
        let modified = match reading.modified {
            Some(_) => blog.modified.clone(),
            None => self.blog.modified.take(),
        };
        let modified = modified.filter(|stamp| believed(stamp, reading.at).is_some());
        // The time of the last change alone is no news.
        self.blog.modified.clone_from(&modified);
        let blog = LiveBlog {
            modified,
            ..blog.clone()
        };
        changes.blog = self.blog != blog;
        self.blog = blog;
    }

    /// Tells whether an update that was never seen is to be added: not where a weaker witness still shows what was
    /// taken back.
    fn may_arrive(&self, id: &EntryId, entry: &Entry, reading: &ReadingContext) -> bool {
        let taken_back = self.taken_back.get(id);
        taken_back.is_none_or(|(by, since)| reading.outweighs(entry, *by, *since))
    }

    /// Gives every update of a reading its place: its own time, else that of its neighbour, else `otherwise`
    /// (milliseconds since the epoch), else now.
    fn orders(
        &self,
        snapshot: &Snapshot,
        at: DateTime<Utc>,
        otherwise: Option<i64>,
    ) -> Vec<OrderKey> {
        let latest = at + TimeDelta::minutes(CLOCK_SKEW_MINUTES);
        let own = |entry: &Entry| {
            let published = entry.published.as_ref()?.utc();
            Some(if published > latest { at } else { published }.timestamp_millis())
        };
        let mut times: Vec<Option<i64>> = snapshot.entries.iter().map(own).collect();
        let mut above = None;
        for time in &mut times {
            *time = time.or(above);
            above = *time;
        }
        let mut below = None;
        for time in times.iter_mut().rev() {
            *time = time.or(below);
            below = *time;
        }
        let poll = if snapshot.window == Window::Part {
            -self.polls
        } else {
            self.polls
        };
        times
            .into_iter()
            .zip(0..)
            .map(|(time, place)| OrderKey {
                at: time.or(otherwise).unwrap_or_else(|| at.timestamp_millis()),
                poll,
                rank: -place,
            })
            .collect()
    }

    fn insert(&mut self, mut arrivals: Vec<Item>) {
        let unread = arrivals.iter().filter(|item| !item.read);
        self.unread.extend(unread.map(Item::place));
        let changed = arrivals.iter().filter(|item| item.changed_since_read);
        self.changed_since_read.extend(changed.map(Item::place));
        arrivals.sort_by(|a, b| (b.order, &b.entry.id).cmp(&(a.order, &a.entry.id)));
        if arrivals.len() > 16 {
            self.items.append(&mut arrivals);
            // Two sorted runs: the stable sort merges them in one pass.
            self.items
                .sort_by(|a, b| (b.order, &b.entry.id).cmp(&(a.order, &a.entry.id)));
            return;
        }
        for item in arrivals {
            let place = self
                .position(item.order, &item.entry.id)
                .unwrap_or_else(|place| place);
            self.items.insert(place, item);
        }
    }
}

/// Returns when an update was published, where that is known and not guessed.
fn known_time(entry: &Entry) -> Option<DateTime<Utc>> {
    let sure = |stamp: &&Stamp| stamp.precision < Precision::Day && !is_guess(Some(stamp));
    entry.published.as_ref().filter(sure).map(Stamp::utc)
}

impl Item {
    fn arrived(id: EntryId, read: &Entry, order: OrderKey, seen: DateTime<Utc>) -> Self {
        let mut memory = WitnessMemory::default();
        memory.place_guessed = known_time(read).is_none();
        memory.show(read);
        let modified = read.modified.clone();
        let modified = modified.filter(|modified| believed(modified, seen).is_some());
        Self {
            entry: Arc::new(Entry {
                id,
                modified,
                ..read.clone()
            }),
            seen,
            earlier: Vec::new(),
            order,
            presence: Presence::OnPage,
            read: false,
            read_as: None,
            changed_since_read: false,
            bookmarked: false,
            memory,
        }
    }
}

#[cfg(test)]
mod tests;
