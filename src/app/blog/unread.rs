//! What is read: which update is the next unread one, and the marks.
//!
//! An update arrives unread, whatever time is printed on it; what an older page brings is history and counts as
//! read. It becomes read when the reader selects it: by a key that moves, a click, a find, or by opening it. Neither
//! the wheel nor a poll nor an edit changes that. An update that was marked unread by hand stays so until another
//! one is selected or it is opened.

use super::{Followed, View};
use crate::model::EntryId;

/// An unread update, and whether the end of the list had to be passed to find it.
pub(in crate::app) struct Unread {
    pub(in crate::app) id: EntryId,
    pub(in crate::app) round: bool,
}

impl Followed {
    /// Finds the next unread update that is shown; the selected one comes last.
    pub(in crate::app) fn next_unread(&mut self, down: bool, view: View) -> Option<Unread> {
        let selected = self.selected.clone();
        let count = self.timeline.items().len();
        let listing = self.listing(view);
        let from = selected.and_then(|id| listing.position(&id)).unwrap_or(0);
        let fits = |position: &usize| {
            let item = listing.item(*position);
            listing.shown(*position) && (!item.read || item.changed_since_read)
        };
        let (ahead, behind) = if down {
            let ahead = (from + 1..count).find(fits);
            (ahead, (0..(from + 1).min(count)).find(fits))
        } else {
            ((0..from).rfind(fits), (from..count).rfind(fits))
        };
        let position = ahead.or(behind)?;
        Some(Unread {
            id: listing.item(position).entry.id.clone(),
            round: ahead.is_none(),
        })
    }

    /// Marks the selected update as read, unless the reader marked it unread; returns it where that changed it.
    pub(in crate::app) fn mark_selected_read(&mut self) -> Option<EntryId> {
        let id = self.selected.clone()?;
        if self.kept_unread.as_ref() == Some(&id) {
            return None;
        }
        self.kept_unread = None;
        self.timeline.set_read(&id, true).then_some(id)
    }

    /// Turns the mark of the selected update round; tells which update that is and whether it is read now.
    pub(in crate::app) fn toggle_selected(&mut self) -> Option<(EntryId, bool)> {
        let id = self.selected.clone()?;
        let read = !self.timeline.get(&id)?.read;
        self.timeline.set_read(&id, read);
        self.kept_unread = (!read).then(|| id.clone());
        Some((id, read))
    }

    pub(in crate::app) fn mark_all_read(&mut self) -> Vec<EntryId> {
        let unread = self.timeline.items().iter().filter(|item| !item.read);
        let ids: Vec<EntryId> = unread.map(|item| item.entry.id.clone()).collect();
        if !ids.is_empty() {
            for id in &ids {
                self.timeline.set_read(id, true);
            }
            self.kept_unread = None;
            self.marked_all.clone_from(&ids);
        }
        ids
    }

    pub(in crate::app) fn undo_mark_all(&mut self) -> Vec<EntryId> {
        let mut ids = std::mem::take(&mut self.marked_all);
        ids.retain(|id| self.timeline.set_read(id, false));
        ids
    }
}
