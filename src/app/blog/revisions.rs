//! What became of an update that was edited, in words.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::{
    app::clock,
    model::{
        Clean, Entry, Item, Timeline, Zone,
        diff::{self, Edit},
    },
};

/// Returns which of its revisions an update is shown as, counted from 1, and when that was first seen.
pub(super) fn standing(item: &Item, shown: &Arc<Entry>) -> (usize, DateTime<Utc>) {
    let newest = (item.revision(), item.seen);
    if Arc::ptr_eq(&item.entry, shown) {
        return newest;
    }
    // What is held back may differ from the revision kept in marks and times.
    let same = |entry: &Entry| entry.fingerprint() == shown.fingerprint();
    let mut earlier = item.earlier.iter();
    let found = earlier.rfind(|revision| same(&revision.entry));
    found.map_or(newest, |revision| (revision.number, revision.seen))
}

/// Says that a shown update was edited, when, and what of weight changed; `edit` is the weight of all edits together.
pub(super) fn words(item: &Item, shown: &Arc<Entry>, edit: Edit, zone: Zone) -> Option<String> {
    let (revision, seen) = standing(item, shown);
    if revision < 2 {
        return None;
    }
    let day = clock::day(zone, item.time());
    let when = clock::short_moment(clock::wall(zone, seen), day);
    let mut words = format!("edited {when}, {revision} revisions");
    if edit.is_significant() {
        words.push_str(" · ");
        words.push_str(&edit.words());
    }
    Some(words)
}

/// Returns the note that ends an edited update in the timeline.
pub(super) fn note(timeline: &Timeline, shown: &Arc<Entry>, zone: Zone) -> Option<Clean> {
    let item = timeline.get(&shown.id)?;
    let first = item.earlier.first()?;
    if standing(item, shown).0 < 2 {
        return None;
    }
    let edit = diff::compare(&first.entry, shown, timeline.blog.language.as_str()).edit;
    words(item, shown, edit, zone).map(|words| Clean::line(&words))
}
