//! Going from one unread update to the next, and marking by hand.

use super::Reader;
use crate::{
    app::{
        blog::{exchange::BlogId, window::Unread},
        keys::Action,
        msg::Effect,
    },
    model::{Clean, EntryId},
};

impl Reader {
    /// Goes to the next unread update on the screen's way down, or up; round the end of the list.
    pub(in crate::app) fn go_to_unread(&mut self, down: bool) -> Vec<Effect> {
        let Some(Unread { id, round }) = self.viewport().next_unread(down) else {
            let words = match self.blog().unread() {
                0 => "Nothing is unread.".to_owned(),
                // Held back so that nothing moves.
                count => format!(
                    "{} out of sight; {} shows what waits.",
                    updates(count, "waits", "wait"),
                    self.keymap().taught(Action::ShowNew)
                ),
            };
            self.tell(Clean::line(&words));
            return Vec::new();
        };
        self.viewport().select(id);
        if round {
            let side = if down { "top" } else { "bottom" };
            self.tell(Clean::line(&format!("Wrapped to the {side}.")));
        }
        self.mark_read()
    }

    /// Marks the selected update as unread, or as read where it is unread.
    pub(in crate::app) fn toggle_read(&mut self) -> Vec<Effect> {
        let Some((id, read)) = self.blogs.shown_mut().toggle_selected() else {
            return Vec::new();
        };
        let words = if read {
            "Marked as read."
        } else {
            "Marked as unread."
        };
        self.tell(Clean::line(words));
        vec![Effect::KeepRead(self.active(), vec![(id, read)])]
    }

    /// Marks all updates as read, those included that wait out of sight.
    pub(in crate::app) fn mark_all_read(&mut self) -> Vec<Effect> {
        let marked = self.blogs.shown_mut().feed.mark_all_read();
        if marked.is_empty() {
            self.tell(Clean::line("Nothing is unread."));
            return Vec::new();
        }
        let words = format!(
            "Marked {} as read · {} undoes it",
            updates(marked.len(), "", ""),
            self.keymap().taught(Action::UndoMarkAll)
        );
        self.tell(Clean::line(&words));
        vec![keep(self.active(), marked, true)]
    }

    /// Makes unread again what the last marking of all marked as read.
    pub(in crate::app) fn undo_mark_all(&mut self) -> Vec<Effect> {
        let marked = self.blogs.shown_mut().feed.undo_mark_all();
        if marked.is_empty() {
            self.tell(Clean::line("There is nothing to undo."));
            return Vec::new();
        }
        let words = updates(marked.len(), "is unread again.", "are unread again.");
        self.tell(Clean::line(&words));
        vec![keep(self.active(), marked, false)]
    }
}

fn keep(blog: BlogId, ids: Vec<EntryId>, read: bool) -> Effect {
    Effect::KeepRead(blog, ids.into_iter().map(|id| (id, read)).collect())
}

/// Counts updates, with a verb that fits the number.
fn updates(count: usize, one: &str, many: &str) -> String {
    let words = match count {
        1 => format!("1 update {one}"),
        count => format!("{count} updates {many}"),
    };
    words.trim_end().to_owned()
}
