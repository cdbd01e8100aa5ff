//! Going from one unread update to the next, and marking by hand.

use super::Reader;
use crate::{
    app::{
        blog::{exchange::BlogId, window::Unread},
        keys::Action,
        msg::Effect,
        words,
    },
    model::{Clean, EntryId},
};

impl Reader {
    /// Goes to the next unread update on the screen's way down, or up; round the end of the list.
    pub(in crate::app) fn go_to_unread(&mut self, down: bool) -> Vec<Effect> {
        let Some(Unread { id, round }) = self.viewport().next_unread(down) else {
            let words = match self.blog().unread() {
                0 => words::NOTHING_UNREAD.to_owned(),
                // Held back so that nothing moves.
                count => words::out_of_sight(count, &self.keymap().taught(Action::ShowNew)),
            };
            self.tell(Clean::line(&words));
            return Vec::new();
        };
        self.viewport().select(id);
        if round {
            let side = if down { "top" } else { "bottom" };
            self.tell(Clean::line(&words::wrapped(side)));
        }
        self.mark_read()
    }

    /// Marks the selected update as unread, or as read where it is unread.
    pub(in crate::app) fn toggle_read(&mut self) -> Vec<Effect> {
        let Some((id, read)) = self.blogs.shown_mut().toggle_selected() else {
            return Vec::new();
        };
        let words = if read {
            words::MARKED_READ
        } else {
            words::MARKED_UNREAD
        };
        self.tell(Clean::line(words));
        vec![Effect::KeepRead(self.active(), vec![(id, read)])]
    }

    /// Marks all updates as read, those included that wait out of sight.
    pub(in crate::app) fn mark_all_read(&mut self) -> Vec<Effect> {
        let marked = self.blogs.shown_mut().feed.mark_all_read();
        if marked.is_empty() {
            self.tell(Clean::line(words::NOTHING_UNREAD));
            return Vec::new();
        }
        let key = self.keymap().taught(Action::UndoMarkAll);
        let words = words::marked_all_read(marked.len(), &key);
        self.tell(Clean::line(&words));
        vec![keep(self.active(), marked, true)]
    }

    /// Makes unread again what the last marking of all marked as read.
    pub(in crate::app) fn undo_mark_all(&mut self) -> Vec<Effect> {
        let marked = self.blogs.shown_mut().feed.undo_mark_all();
        if marked.is_empty() {
            self.tell(Clean::line(words::NOTHING_TO_UNDO));
            return Vec::new();
        }
        let words = words::unread_again(marked.len());
        self.tell(Clean::line(&words));
        vec![keep(self.active(), marked, false)]
    }
}

fn keep(blog: BlogId, ids: Vec<EntryId>, read: bool) -> Effect {
    Effect::KeepRead(blog, ids.into_iter().map(|id| (id, read)).collect())
}
