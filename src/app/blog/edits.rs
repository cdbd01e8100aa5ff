//! What became of an update that was edited: the words for it in the timeline, and the way through its edits.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::Followed;
use crate::{
    app::{clock, keys::Action},
    layout::{Front, Role},
    model::{
        Clean, Entry, EntryId, Item, Timeline, Zone,
        diff::{self, Edit},
    },
};

/// The edit that the reading pane shows in place of an update's text.
#[derive(Debug)]
pub(in crate::app) struct Edits {
    pub(in crate::app) of: Of,
    /// The update that was selected then.
    pub(in crate::app) selected: Option<EntryId>,
    /// The revision that the edit made, counted from 1; never the first.
    pub(in crate::app) revision: usize,
    /// The byte that the pane begins with.
    pub(in crate::app) top: u32,
    /// Which pane was in front before.
    pub(in crate::app) back: Front,
}

/// What was edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum Of {
    /// The selected update.
    Update,
    /// What the live blog says of itself.
    Head,
}

impl Of {
    /// Returns what shows these edits and closes them again.
    pub(in crate::app) fn action(self) -> Action {
        match self {
            Self::Update => Action::ShowEdits,
            Self::Head => Action::ShowHeadEdits,
        }
    }
}

impl Edits {
    /// Returns the revisions before and after the edit, and when the latter was first seen.
    pub(in crate::app) fn pair<'i>(
        &self,
        item: &'i Item,
    ) -> Option<(&'i Arc<Entry>, &'i Arc<Entry>, DateTime<Utc>)> {
        let before = item.earlier.get(self.revision.checked_sub(2)?)?;
        let (after, seen) = item
            .earlier
            .get(self.revision - 1)
            .map_or((&item.entry, item.seen), |after| (&after.entry, after.seen));
        Some((&before.entry, after, seen))
    }

    /// The line over the difference: which edit this is.
    pub(in crate::app) fn about(
        &self,
        item: &Item,
        seen: DateTime<Utc>,
        edit: Edit,
        zone: Zone,
    ) -> Vec<(Role, Clean)> {
        let (revision, count) = (self.revision, item.revision());
        let clock = clock::clock(zone, seen);
        let head = match self.of {
            Of::Update => format!(
                "revision {revision} of {count} · edited {clock} · {}",
                edit.words()
            ),
            Of::Head => {
                format!("the live blog's own words · {revision} of {count} · since {clock}")
            }
        };
        vec![(Role::Meta, Clean::line(&head))]
    }
}

/// Returns which of its revisions an update is shown as, counted from 1, and when that was first seen.
pub(in crate::app) fn standing(item: &Item, shown: &Arc<Entry>) -> (usize, DateTime<Utc>) {
    let newest = (item.revision(), item.seen);
    if Arc::ptr_eq(&item.entry, shown) {
        return newest;
    }
    // What is held back may differ from the revision kept in marks and times.
    let same = |entry: &Entry| entry.fingerprint() == shown.fingerprint();
    let mut earlier = item.earlier.iter().enumerate();
    let found = earlier.rfind(|(_, revision)| same(&revision.entry));
    found.map_or(newest, |(index, revision)| (index + 1, revision.seen))
}

/// Says that a shown update was edited, when, and what of weight changed; `edit` is the weight of all edits together.
pub(in crate::app) fn words(
    item: &Item,
    shown: &Arc<Entry>,
    edit: Edit,
    zone: Zone,
) -> Option<String> {
    let (revision, seen) = standing(item, shown);
    if revision < 2 {
        return None;
    }
    let clock = clock::clock(zone, seen);
    let mut words = format!("edited {clock}, {revision} revisions");
    if edit.is_significant() {
        words.push_str(" · ");
        words.push_str(&edit.words());
    }
    Some(words)
}

/// Returns the note that ends an edited update in the timeline.
pub(in crate::app) fn note(timeline: &Timeline, shown: &Arc<Entry>, zone: Zone) -> Option<Clean> {
    let item = timeline.get(&shown.id)?;
    let first = item.earlier.first()?;
    if standing(item, shown).0 < 2 {
        return None;
    }
    let edit = diff::compare(&first.entry, shown, timeline.blog.language.as_str()).edit;
    words(item, shown, edit, zone).map(|words| Clean::line(&words))
}

impl Followed {
    /// Returns that of which an edit is shown.
    pub(in crate::app) fn edited(&self) -> Option<&Item> {
        let edits = self.edits.as_ref()?;
        self.item_of(edits.of, edits.selected.as_ref())
    }

    /// Shows the last edit, in place of any that is shown; `false` where there is none.
    pub(in crate::app) fn show_edits(&mut self, of: Of, front: Front) -> bool {
        let item = self.item_of(of, self.selected.as_ref());
        let Some(item) = item.filter(|item| item.revision() > 1) else {
            return false;
        };
        let revision = item.revision();
        self.place_selection();
        let back = self.edits.take().map_or(front, |open| open.back);
        self.edits = Some(Edits {
            of,
            selected: self.selected.clone(),
            revision,
            top: 0,
            back,
        });
        true
    }

    /// Goes to the edit after the shown one, or to the one before; `false` where there is none.
    pub(in crate::app) fn step_edits(&mut self, forth: bool) -> bool {
        let count = self.edited().map_or(1, Item::revision);
        let Some(edits) = &mut self.edits else {
            return false;
        };
        let to = if forth {
            edits.revision + 1
        } else {
            edits.revision - 1
        };
        let is_there = (2..=count).contains(&to);
        if is_there {
            (edits.revision, edits.top) = (to, 0);
        }
        is_there
    }

    fn item_of(&self, of: Of, selected: Option<&EntryId>) -> Option<&Item> {
        match of {
            Of::Update => self.timeline.get(selected?),
            Of::Head => self.heads.item(),
        }
    }
}
