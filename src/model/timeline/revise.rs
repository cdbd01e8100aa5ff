//! How a reading of an update that is held is taken: field by field, and never by the last word alone.
//!
//! * A revision is a witness that contradicts itself, or one that states a later time of change than what is held.
//!   Another witness's words for the same state are none.
//! * What a stronger witness says takes the place of a weaker one's words, without a revision. Where they do not say
//!   the same and the weaker one announced them as an edit, both are kept.
//! * A weaker witness changes nothing but what it knows to be newer: it says otherwise than it did before, and what it
//!   says is no part of what is held (a cut text, a late copy) and was never held before (a stale one).
//! * Of a time, exactness counts before rank, and a guess gives way to knowledge and to no other guess.
//! * Who says nothing of a field takes nothing away.
//!
//! Where nobody is recorded (an update that an older version kept), all are taken for one witness.

use std::{
    cmp::{Ordering, Reverse},
    sync::Arc,
};

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    CLOCK_SKEW_MINUTES, ChangeSet, Item, Presence, Timeline,
    memory::{Field, WitnessMemory, Witnesses},
    words::Words,
};
use crate::model::{Entry, EntryId, Snapshot, Stamp, TimeBasis, Voice, Window, Witness};

/// What has to be known of a reading beside its updates.
pub(super) struct ReadingContext {
    pub(super) at: DateTime<Utc>,
    /// Whether it is a protocol's answer, which says nothing of its own of the page.
    is_protocol: bool,
    /// Who speaks for the page that was read; `None` for a protocol's answer.
    pub(super) page: Option<Witness>,
    /// When that page was last changed, by its own word.
    pub(super) modified: Option<DateTime<Utc>>,
    by: Witnesses,
}

/// What a reading's word for a field comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// What is held stays.
    Nothing,
    /// The same state, told by the witness that counts.
    Better,
    /// A new state.
    Newer,
}

impl ReadingContext {
    pub(super) fn new(snapshot: &Snapshot, at: DateTime<Utc>) -> Self {
        let by = snapshot.entries.iter().map(Witnesses::of);
        let by = by.fold(Witnesses::default(), Witnesses::and);
        let of_page = by.without(Witnesses::from_iter([Witness::Platform]));
        let is_delta = matches!(snapshot.window, Window::Delta { .. });
        let is_protocol = of_page.is_empty() || (is_delta && of_page.is_anybody());
        let modified = snapshot.blog.modified.as_ref();
        let modified = modified.filter(|_| !is_protocol);
        Self {
            at,
            is_protocol,
            page: Some(of_page.strongest()).filter(|_| !is_protocol),
            modified: modified.and_then(|modified| believed(modified, at)),
            by,
        }
    }

    /// Returns who says that updates were removed, where the reading does.
    pub(super) fn remover(&self) -> Witness {
        match self.by.strongest() {
            // Who shows nothing and takes something back is a protocol.
            Witness::Unknown => Witness::Platform,
            known => known,
        }
    }

    /// Tells whether a reading that shows an update knows more than who said at some time that it was removed.
    pub(super) fn outweighs(&self, read: &Entry, by: Witness, since: DateTime<Utc>) -> bool {
        let changed = read.modified.as_ref();
        let changed = changed.and_then(|modified| believed(modified, self.at));
        self.is_protocol
            || Witnesses::of(read).strongest() >= by
            || changed.max(self.modified) > Some(since)
    }

    fn brings_back(&self, item: &Item, read: &Entry) -> bool {
        let Presence::Retracted { since } = item.presence else {
            return true;
        };
        let Some(by) = item.memory.removed_by else {
            return true;
        };
        let came_back = Witnesses::of(read).in_both(item.memory.missed_by);
        !came_back.is_empty() || self.outweighs(read, by, since)
    }
}

/// Returns a time of change, where the publisher's clock can have shown it yet.
pub(super) fn believed(modified: &Stamp, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let latest = at + TimeDelta::minutes(CLOCK_SKEW_MINUTES);
    Some(modified.utc()).filter(|modified| *modified <= latest)
}

impl Timeline {
    /// Takes what a reading says of an update that is held.
    pub(super) fn revise(
        &mut self,
        id: EntryId,
        read: &Entry,
        reading: &ReadingContext,
        changes: &mut ChangeSet,
    ) {
        let Some((position, item)) = self.find(&id) else {
            return;
        };
        if !reading.brings_back(item, read) {
            return;
        }
        let item = &mut self.items[position];
        let was_retracted = item.is_retracted();
        let mut touched = !was_retracted && item.presence != Presence::OnPage;
        item.presence = Presence::OnPage;
        touched |= item.memory.show(read);
        let (state, edited) = item.next_state(read, reading.at);
        if let Some(state) = state {
            let earlier = std::mem::replace(&mut item.entry, Arc::new(state));
            if item.entry.marks.points_out_more_than(earlier.marks) {
                changes.marked.push(id.clone());
            }
            if edited {
                let seen = reading.at.max(item.seen + TimeDelta::milliseconds(1));
                let seen = std::mem::replace(&mut item.seen, seen);
                item.add_to_past(earlier, seen);
                changes.revised.push(id.clone());
            }
            touched = true;
        }
        if edited {
            self.weigh_edit(&id);
        }
        if was_retracted {
            changes.restored.push(id);
        } else if touched && changes.revised.last() != Some(&id) {
            changes.touched.push(id);
        }
    }
}

impl WitnessMemory {
    /// Takes notice of who shows the update; tells whether that is news.
    pub(super) fn show(&mut self, read: &Entry) -> bool {
        let by = Witnesses::of(read);
        let before = (self.shown_by, self.missed_by, self.removed_by);
        self.shown_by = self.shown_by.and(by);
        self.missed_by = Witnesses::default();
        self.removed_by = None;
        before != (self.shown_by, self.missed_by, self.removed_by)
    }
}

impl Item {
    /// Returns what the update is after a reading, where that is anything else than before, and whether it was edited.
    fn next_state(&mut self, read: &Entry, at: DateTime<Utc>) -> (Option<Entry>, bool) {
        let held = Arc::clone(&self.entry);
        if is_same(&held, read) {
            return (None, false);
        }
        let changed = |entry: &Entry| entry.modified.as_ref().and_then(|m| believed(m, at));
        let (held_changed, read_changed) = (changed(&held), changed(read));
        let age = read_changed.zip(held_changed);
        let age = age.map(|(read, held)| read.cmp(&held));
        let same_clock = held.provenance.modified.by == read.provenance.modified.by;
        if age == Some(Ordering::Less) && same_clock {
            // A copy of what it was before.
            return (None, false);
        }
        let is_guess_of_change = is_guess(read.modified.as_ref());
        let age = age.filter(|_| !is_guess_of_change);
        let headline = self.weigh(Field::Headline, read, age);
        let body = self.weigh(Field::Body, read, age);
        let edited = [headline, body].contains(&Weight::Newer);
        self.remember(Field::Headline, read, headline);
        self.remember(Field::Body, read, body);

        let mut next = Entry::clone(&held);
        let said = &read.provenance;
        if headline != Weight::Nothing {
            next.headline.clone_from(&read.headline);
            next.label.clone_from(&read.label);
            next.provenance.headline = said.headline;
        }
        if body != Weight::Nothing {
            next.body.clone_from(&read.body);
            next.provenance.body = said.body;
        }
        let restamped = is_stamp_of_edit(&held, read, edited, at);
        if !restamped
            && is_better_time(
                (held.published.as_ref(), held.provenance.published),
                (read.published.as_ref(), said.published),
            )
        {
            next.published.clone_from(&read.published);
            next.provenance.published = said.published;
        }
        let is_no_news = is_guess_of_change || !counts(said.modified, held.provenance.modified);
        if held_changed.is_none() {
            next.modified = None;
        }
        if read_changed.is_some()
            && read_changed >= held_changed
            && (edited || held_changed.is_none() || !is_no_news)
        {
            next.modified.clone_from(&read.modified);
            next.provenance.modified = said.modified;
        } else if restamped && edited {
            next.modified.clone_from(&read.published);
            next.provenance.modified = said.published;
        }
        if counts(said.authors, held.provenance.authors) {
            next.authors.clone_from(&read.authors);
            next.provenance.authors = said.authors;
        }
        if counts(said.permalink, held.provenance.permalink) {
            next.permalink.clone_from(&read.permalink);
            next.provenance.permalink = said.permalink;
        }
        if counts(said.marks, held.provenance.marks) {
            next.marks = read.marks;
            next.provenance.marks = said.marks;
        }
        let next = Some(next).filter(|next| *next != *held);
        (next, edited)
    }

    /// Weighs what a reading says of a field against what is held; `age` tells whether it also states a later or an
    /// earlier time of change.
    fn weigh(&self, field: Field, read: &Entry, age: Option<Ordering>) -> Weight {
        let (held_by, read_by) = (field.voice(&self.entry), field.voice(read));
        let (held_content, read_content) = (field.content(&self.entry), field.content(read));
        let same = held_content == read_content;
        if held_by == read_by || held_by.rank == 0 {
            return if same { Weight::Better } else { Weight::Newer };
        }
        let is_stronger = read_by.rank > held_by.rank;
        let same_or_told = if is_stronger {
            Weight::Better
        } else {
            Weight::Nothing
        };
        if same {
            return same_or_told;
        }
        // A text that its witness gave whole before and cuts now, or the other way round.
        let is_same_witness = held_by.by == read_by.by;
        let before = self.memory.last_word(field, read_by);
        let repeats_itself = !is_same_witness && before == Some(read_content);
        let is_empty = field == Field::Body && read.body.is_empty();
        let is_silent = read_by.rank == 0 || (is_empty && !is_same_witness);
        if is_silent || (repeats_itself && !is_stronger) {
            return Weight::Nothing;
        }
        let words = Words::of(&field.words(read));
        let held_words = Words::of(&field.words(&self.entry));
        let may_be_cut = words.may_be_cut() && held_words.may_be_cut();
        if is_same_witness && !may_be_cut {
            return Weight::Newer;
        }
        let is_told =
            words.are_told_by(&held_words) || (is_stronger && held_words.are_told_by(&words));
        if is_told {
            return same_or_told;
        }
        if repeats_itself || age == Some(Ordering::Less) {
            return Weight::Nothing;
        }
        let is_later = age == Some(Ordering::Greater);
        let was_held = || {
            let mut earlier = self.earlier.iter();
            earlier.any(|r| words.are_told_by(&Words::of(&field.words(&r.entry))))
        };
        match (is_stronger, is_later || is_same_witness, before.is_some()) {
            (_, true, _) | (true, _, true) => Weight::Newer,
            // It speaks for the first time, and may mean the same state.
            (true, false, false) => Weight::Better,
            (false, false, true) if !was_held() => Weight::Newer,
            (false, false, _) => Weight::Nothing,
        }
    }

    /// Remembers the last word of the witness that is not the one held now.
    fn remember(&mut self, field: Field, read: &Entry, weight: Weight) {
        let (held_by, read_by) = (field.voice(&self.entry), field.voice(read));
        if held_by == read_by || read_by.rank == 0 {
            return;
        }
        if weight == Weight::Nothing {
            self.memory.remember(field, read_by, field.content(read));
            return;
        }
        self.memory.forget(field, read_by);
        if held_by.rank > 0 {
            let content = field.content(&self.entry);
            self.memory.remember(field, held_by, content);
        }
    }
}

/// Tells whether two readings say the same of an update, under whatever id.
fn is_same(held: &Entry, read: &Entry) -> bool {
    let Entry {
        id: _,
        label,
        headline,
        body,
        published,
        modified,
        authors,
        permalink,
        marks,
        provenance,
    } = read;
    (
        label, headline, body, published, modified, authors, permalink, marks, provenance,
    ) == (
        &held.label,
        &held.headline,
        &held.body,
        &held.published,
        &held.modified,
        &held.authors,
        &held.permalink,
        &held.marks,
        &held.provenance,
    )
}

/// Tells whether what somebody says of a field counts against what somebody else said of it.
fn counts(read: Voice, held: Voice) -> bool {
    read.rank > held.rank || (read.by == held.by && (read.rank > 0 || held.rank == 0))
}

/// Tells whether a time says more than the one that is held.
fn is_better_time(held: (Option<&Stamp>, Voice), read: (Option<&Stamp>, Voice)) -> bool {
    let ((held, held_by), (read, read_by)) = (held, read);
    let quality = |stamp: &Stamp| (!is_guess(Some(stamp)), Reverse(stamp.precision));
    match (held, read) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(held), Some(read)) => match quality(read).cmp(&quality(held)) {
            Ordering::Less => false,
            Ordering::Greater => true,
            // The first guess was made the soonest after.
            Ordering::Equal if is_guess(Some(read)) => read_by.rank > held_by.rank,
            Ordering::Equal => counts(read_by, held_by),
        },
    }
}

/// Tells whether a reading states the time of an edit as that of publication: newsrooms do, to have an update look new. It
/// is told as what it is, for the update stays at its place. A later time without an edit is a correction.
fn is_stamp_of_edit(held: &Entry, read: &Entry, edited: bool, at: DateTime<Utc>) -> bool {
    let (Some(before), Some(now)) = (&held.published, &read.published) else {
        return false;
    };
    let is_known = !is_guess(Some(before)) && before.precision == now.precision;
    let changed = held.modified.as_ref().map(Stamp::utc);
    is_known
        && held.provenance.published == read.provenance.published
        && believed(now, at) > Some(before.utc())
        && (edited || changed == Some(now.utc()))
}

/// Tells whether an instant was assumed in part.
pub(super) fn is_guess(stamp: Option<&Stamp>) -> bool {
    stamp.is_some_and(|stamp| stamp.guessed || stamp.basis == TimeBasis::Relative)
}
