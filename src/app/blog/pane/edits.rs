//! The way through the edits of an update, or of the live blog's own words.

use std::{ops::RangeInclusive, sync::Arc};

use chrono::{DateTime, Utc};

use super::{Followed, What};
use crate::{
    app::{clock, keys::Action},
    layout::{Focus, Role},
    model::{Clean, Entry, Item, Zone, diff::Edit},
};

/// The edit that the reading pane shows in place of an update's text.
#[derive(Debug)]
pub(super) struct Edits {
    of: Of,
    /// The revision that the edit made, counted from 1; never the first.
    revision: usize,
    /// The byte that the pane begins with.
    pub(super) top: u32,
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
    fn action(self) -> Action {
        match self {
            Self::Update => Action::ShowEdits,
            Self::Head => Action::ShowHeadEdits,
        }
    }
}

impl Edits {
    /// Returns the revisions before and after the edit, and when the latter was first seen.
    pub(super) fn pair<'i>(
        &self,
        item: &'i Item,
    ) -> Option<(&'i Arc<Entry>, &'i Arc<Entry>, DateTime<Utc>)> {
        let place = self.place(item);
        let before = item.earlier.get(place.checked_sub(1)?)?;
        let (after, seen) = item
            .earlier
            .get(place)
            .map_or((&item.entry, item.seen), |after| (&after.entry, after.seen));
        Some((&before.entry, after, seen))
    }

    /// Returns the place of the revision among those that are held, counted from 0.
    fn place(&self, item: &Item) -> usize {
        let earlier = &item.earlier;
        earlier.partition_point(|held| held.number < self.revision)
    }

    /// Returns the revision that the edit after this one made, or the one before; `None` where there is none.
    fn next(&self, item: &Item, forth: bool) -> Option<usize> {
        let earlier = item.earlier.iter().map(|held| held.number);
        // The first was made by no edit.
        let mut made = earlier.chain([item.revision()]).skip(1);
        if forth {
            made.find(|number| *number > self.revision)
        } else {
            made.take_while(|number| *number < self.revision).last()
        }
    }

    /// Returns the edits between the one before and this one that only the history holds.
    fn skipped(&self, item: &Item) -> Option<RangeInclusive<usize>> {
        let before = item.earlier.get(self.place(item).checked_sub(1)?)?;
        let skipped = before.number + 1..=self.revision - 1;
        (!skipped.is_empty()).then_some(skipped)
    }

    /// The line over the difference: which edit this is.
    pub(super) fn about(
        &self,
        item: &Item,
        seen: DateTime<Utc>,
        edit: Edit,
        zone: Zone,
    ) -> Vec<(Role, Clean)> {
        let (revision, count) = (self.revision, item.revision());
        let day = clock::day(zone, item.time());
        let when = clock::short_moment(clock::wall(zone, seen), day);
        let head = match self.of {
            Of::Update => format!(
                "revision {revision} of {count} · edited {when} · {}",
                edit.words()
            ),
            Of::Head => {
                format!("the live blog's own words · {revision} of {count} · since {when}")
            }
        };
        let mut lines = vec![(Role::Meta, Clean::line(&head))];
        if let Some(skipped) = self.skipped(item) {
            let (first, last) = skipped.into_inner();
            let words = format!("revisions {first} to {last} are in newswire export --revisions");
            lines.push((Role::Meta, Clean::line(&words)));
        }
        lines
    }
}

impl Followed {
    /// Returns that of which an edit is shown.
    pub(super) fn edited(&self) -> Option<&Item> {
        let edits = self.pane.edits()?;
        self.item_of(edits.of)
    }

    /// Returns which revision the shown edit made, counted from 1, how many there are, and what closes it.
    pub(in crate::app) fn edit_shown(&self) -> Option<(usize, usize, Action)> {
        let edits = self.pane.edits()?;
        let count = self.edited().map_or(1, Item::revision);
        Some((edits.revision, count, edits.of.action()))
    }

    /// Tells whether an edit of one kind is shown.
    pub(in crate::app) fn shows_edit_of(&self, of: Of) -> bool {
        self.pane.edits().is_some_and(|open| open.of == of)
    }

    /// Shows the last edit, in place of any that is shown; `false` where there is none.
    pub(in crate::app) fn show_edits(&mut self, of: Of, focus: Focus) -> bool {
        let item = self.item_of(of).filter(|item| item.revision() > 1);
        let Some(revision) = item.map(Item::revision) else {
            return false;
        };
        let top = 0;
        self.show_instead(What::Edit(Edits { of, revision, top }), focus);
        true
    }

    /// Goes to the edit after the shown one, or to the one before; `false` where there is none.
    pub(in crate::app) fn step_edits(&mut self, forth: bool) -> bool {
        let open = self.pane.edits().zip(self.edited());
        let to = open.and_then(|(edits, item)| edits.next(item, forth));
        if let (Some(to), Some(edits)) = (to, self.pane.edits_mut()) {
            (edits.revision, edits.top) = (to, 0);
        }
        to.is_some()
    }

    fn item_of(&self, of: Of) -> Option<&Item> {
        match of {
            Of::Update => self.timeline().get(self.selected()?),
            Of::Head => self.feed.head(),
        }
    }
}
