//! What is read, and the marks that the reader makes.
//!
//! An update arrives unread, whatever time is printed on it; what an older page brings is history and counts as
//! read. It becomes read when the reader selects it: by a key that moves, a click, a find, or by opening it. Neither
//! the wheel nor a poll nor an edit changes that. An update that was marked unread by hand stays so until another
//! one is selected or it is opened.

use super::Feed;
use crate::model::EntryId;

/// What the reader marked last.
#[derive(Debug, Default)]
pub(super) struct Marking {
    /// The update that the reader marked unread, while it is selected.
    unread: Option<EntryId>,
    /// What the last marking of all marked as read.
    all: Vec<EntryId>,
}

impl Feed {
    /// Marks an update as read that was selected, unless the reader marked it unread; tells whether that changed it.
    pub(in crate::app::blog) fn read(&mut self, id: &EntryId) -> bool {
        if self.marking.unread.as_ref() == Some(id) {
            return false;
        }
        self.marking.unread = None;
        self.timeline.set_read(id, true)
    }

    /// Marks an update as read or unread, as the reader did where it is shown in another timeline.
    pub(in crate::app) fn set_read(&mut self, id: &EntryId, read: bool) {
        self.timeline.set_read(id, read);
    }

    /// Bookmarks an update or lets it go, as the reader did where it is shown in another timeline.
    pub(in crate::app) fn set_bookmarked(&mut self, id: &EntryId, kept: bool) {
        self.timeline.set_bookmarked(id, kept);
    }

    /// Lets the next reading count, whatever the reader marked unread.
    pub(in crate::app) fn keep_none_unread(&mut self) {
        self.marking.unread = None;
    }

    /// Turns the mark of an update round; tells whether it is read now.
    pub(in crate::app::blog) fn toggle_read(&mut self, id: &EntryId) -> Option<bool> {
        let read = !self.timeline.get(id)?.read;
        self.timeline.set_read(id, read);
        self.marking.unread = (!read).then(|| id.clone());
        Some(read)
    }

    /// Marks all updates as read; returns those that were not.
    pub(in crate::app) fn mark_all_read(&mut self) -> Vec<EntryId> {
        let unread = self.timeline.items().iter().filter(|item| !item.read);
        let ids: Vec<EntryId> = unread.map(|item| item.entry.id.clone()).collect();
        if !ids.is_empty() {
            for id in &ids {
                self.timeline.set_read(id, true);
            }
            self.marking = Marking {
                unread: None,
                all: ids.clone(),
            };
        }
        ids
    }

    /// Makes unread again what the last marking of all marked as read; returns it.
    pub(in crate::app) fn undo_mark_all(&mut self) -> Vec<EntryId> {
        let mut ids = std::mem::take(&mut self.marking.all);
        ids.retain(|id| self.timeline.set_read(id, false));
        ids
    }

    /// Bookmarks an update or lets it go; tells whether it is kept now.
    pub(in crate::app::blog) fn toggle_bookmark(&mut self, id: &EntryId) -> Option<bool> {
        let kept = !self.timeline.get(id)?.bookmarked;
        self.timeline.set_bookmarked(id, kept);
        Some(kept)
    }
}
