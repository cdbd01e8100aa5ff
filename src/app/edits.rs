//! What became of an update that was edited: the words for it in the timeline, and the way through its edits.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{Effect, Model, clock, keys::Action};
use crate::{
    layout::{Front, Role},
    model::{
        Clean, Entry, EntryId, Item, Timeline, Zone,
        diff::{self, Edit},
    },
};

/// The edit that the reading pane shows in place of an update's text.
#[derive(Debug)]
pub(super) struct Edits {
    /// The update.
    pub(super) id: EntryId,
    /// The revision that the edit made, counted from 1; never the first.
    revision: usize,
    /// The byte that the pane begins with.
    pub(super) top: u32,
    /// Which pane was in front before.
    back: Front,
}

impl Edits {
    /// Returns the revisions before and after the edit, and when the latter was first seen.
    pub(super) fn pair<'i>(
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
    pub(super) fn about(
        &self,
        item: &Item,
        seen: DateTime<Utc>,
        edit: Edit,
        zone: Zone,
    ) -> Vec<(Role, Clean)> {
        let (revision, count) = (self.revision, item.revision());
        let clock = clock::clock(zone, seen);
        let head = format!(
            "revision {revision} of {count} · edited {clock} · {}",
            edit.words()
        );
        vec![(Role::Meta, Clean::line(&head))]
    }
}

/// Returns which of its revisions an update is shown as, counted from 1, and when that was first seen.
pub(super) fn standing(item: &Item, shown: &Arc<Entry>) -> (usize, DateTime<Utc>) {
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
pub(super) fn words(item: &Item, shown: &Arc<Entry>, edit: Edit, zone: Zone) -> Option<String> {
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
pub(super) fn note(timeline: &Timeline, shown: &Arc<Entry>, zone: Zone) -> Option<Clean> {
    let item = timeline.get(&shown.id)?;
    let first = item.earlier.first()?;
    if standing(item, shown).0 < 2 {
        return None;
    }
    let edit = diff::compare(&first.entry, shown, timeline.blog.language.as_str()).edit;
    words(item, shown, edit, zone).map(|words| Clean::line(&words))
}

impl Model {
    /// Returns which revision the shown edit made, counted from 1, and how many there are.
    pub fn edit_shown(&self) -> Option<(usize, usize)> {
        let blog = self.blog();
        let edits = blog.edits.as_ref()?;
        let count = blog.timeline.get(&edits.id).map_or(1, Item::revision);
        Some((edits.revision, count))
    }

    /// Does what an action means to the edits; `None` where it means nothing to them.
    pub(super) fn act_in_edits(&mut self, action: Action) -> Option<Vec<Effect>> {
        let blog = self.blogs.get_mut(self.active)?;
        let Some(edits) = &mut blog.edits else {
            return (action == Action::ShowEdits).then(|| self.show_edits());
        };
        let count = blog.timeline.get(&edits.id).map_or(1, Item::revision);
        let to = match action {
            Action::PreviousBlog => edits.revision - 1,
            Action::NextBlog => edits.revision + 1,
            Action::ShowEdits | Action::Back => {
                self.front = edits.back;
                blog.edits = None;
                return Some(Vec::new());
            }
            Action::Read => {
                self.front = Front::Reading;
                blog.edits = None;
                return Some(Vec::new());
            }
            _ => return None,
        };
        if (2..=count).contains(&to) {
            (edits.revision, edits.top) = (to, 0);
        } else {
            let side = if to < 2 { "before" } else { "after" };
            self.tell(Clean::line(&format!("There is no edit {side} this one.")));
        }
        Some(Vec::new())
    }

    /// Shows what the last edit of the selected update changed.
    fn show_edits(&mut self) -> Vec<Effect> {
        let blog = &mut self.blogs[self.active];
        let selected = blog.selected.clone();
        let item = selected.and_then(|id| blog.timeline.get(&id));
        let Some(item) = item.filter(|item| item.revision() > 1) else {
            self.tell(Clean::line("This update was not edited."));
            return Vec::new();
        };
        blog.edits = Some(Edits {
            id: item.entry.id.clone(),
            revision: item.revision(),
            top: 0,
            back: self.front,
        });
        self.front = Front::Reading;
        self.mark_read()
    }
}
