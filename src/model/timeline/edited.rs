//! What the newsroom changed after the reader had read it.

use super::{EntryId, Item, Timeline};
use crate::model::{Entry, diff};

impl Item {
    /// Returns the update as the reader read it last, where it was edited since; `None` where it was not, and where
    /// nobody read it here.
    #[must_use]
    pub fn as_read(&self) -> Option<&Entry> {
        let read = self.read_as.filter(|_| self.read)?.timestamp_millis();
        if self.seen.timestamp_millis() <= read {
            return None;
        }
        let mut known = self.earlier.iter().rev();
        let was = known.find(|revision| revision.seen.timestamp_millis() <= read);
        was.or(self.earlier.first()).map(|was| &*was.entry)
    }
}

impl Timeline {
    /// Returns the read updates that were changed significantly since, newest first.
    pub fn changed_since_read(&self) -> impl ExactSizeIterator<Item = &EntryId> {
        self.changed_since_read.iter().rev().map(|(_, id)| id)
    }

    /// Looks at an update again of which the text or the read mark changed.
    pub(super) fn weigh_edit(&mut self, id: &EntryId) {
        let Some((position, item)) = self.find(id) else {
            return;
        };
        let place = item.place();
        let language = self.blog.language.as_str();
        let edit = |was| diff::compare(was, &item.entry, language).edit;
        let is_changed = item.as_read().is_some_and(|was| edit(was).is_significant());
        self.items[position].changed_since_read = is_changed;
        if is_changed {
            self.changed_since_read.insert(place);
        } else {
            self.changed_since_read.remove(&place);
        }
    }
}
