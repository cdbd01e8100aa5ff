//! What is read: going from one unread update to the next, and marking by hand.
//!
//! An update arrives unread, whatever time is printed on it; what an older page brings is history and counts as
//! read. It becomes read when the reader selects it: by a key that moves, a click, a find, or by opening it. Neither
//! the wheel nor a poll nor an edit changes that. An update that was marked unread by hand stays so until another
//! one is selected or it is opened.

use super::{
    BlogId, Effect, Model,
    followed::{Followed, View},
    keys::Action,
};
use crate::model::{Clean, EntryId};

/// An unread update, and whether the end of the list had to be passed to find it.
struct Unread {
    id: EntryId,
    round: bool,
}

impl Model {
    /// Does what an action means to what is unread; `None` where it means nothing to it.
    pub(super) fn act_on_unread(&mut self, action: Action) -> Option<Vec<Effect>> {
        Some(match action {
            Action::NextUnread => self.go_to_unread(true),
            Action::PreviousUnread => self.go_to_unread(false),
            Action::CatchUp => self.begin_catch_up(),
            Action::ToggleRead => self.toggle_read(),
            Action::MarkAllRead => self.mark_all_read(),
            Action::UndoMarkAll => self.undo_mark_all(),
            _ => return None,
        })
    }

    /// Goes to the next unread update on the screen's way down, or up; round the end of the list.
    fn go_to_unread(&mut self, down: bool) -> Vec<Effect> {
        let view = self.view();
        let blog = self.blogs.shown_mut();
        let Some(Unread { id, round }) = blog.next_unread(down, view) else {
            let words = match blog.unread() {
                0 => "Nothing is unread.".to_owned(),
                // Held back so that nothing moves.
                count => format!(
                    "{} out of sight; {} shows what waits.",
                    updates(count, "waits", "wait"),
                    self.keymap.taught(Action::ShowNew)
                ),
            };
            self.tell(Clean::line(&words));
            return Vec::new();
        };
        blog.select(id, view);
        if round {
            let side = if down { "top" } else { "bottom" };
            self.tell(Clean::line(&format!("On from the {side}.")));
        }
        self.mark_read()
    }

    /// Marks the selected update as unread, or as read where it is unread.
    fn toggle_read(&mut self) -> Vec<Effect> {
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
    fn mark_all_read(&mut self) -> Vec<Effect> {
        let marked = self.blogs.shown_mut().mark_all_read();
        if marked.is_empty() {
            self.tell(Clean::line("Nothing is unread."));
            return Vec::new();
        }
        let words = format!(
            "Marked {} as read · {} undoes it",
            updates(marked.len(), "", ""),
            self.keymap.taught(Action::UndoMarkAll)
        );
        self.tell(Clean::line(&words));
        vec![keep(self.active(), marked, true)]
    }

    /// Makes unread again what the last marking of all marked as read.
    fn undo_mark_all(&mut self) -> Vec<Effect> {
        let marked = self.blogs.shown_mut().undo_mark_all();
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

impl Followed {
    /// Finds the next unread update that is shown; the selected one comes last.
    fn next_unread(&mut self, down: bool, view: View) -> Option<Unread> {
        let selected = self.selected.clone();
        let count = self.timeline.items().len();
        let listing = self.listing(view);
        let from = selected.and_then(|id| listing.position(&id)).unwrap_or(0);
        let fits = |position: &usize| listing.shown(*position) && !listing.item(*position).read;
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
    pub(super) fn mark_selected_read(&mut self) -> Option<EntryId> {
        let id = self.selected.clone()?;
        if self.kept_unread.as_ref() == Some(&id) {
            return None;
        }
        self.kept_unread = None;
        self.timeline.set_read(&id, true).then_some(id)
    }

    /// Turns the mark of the selected update round; tells which update that is and whether it is read now.
    fn toggle_selected(&mut self) -> Option<(EntryId, bool)> {
        let id = self.selected.clone()?;
        let read = !self.timeline.get(&id)?.read;
        self.timeline.set_read(&id, read);
        self.kept_unread = (!read).then(|| id.clone());
        Some((id, read))
    }

    fn mark_all_read(&mut self) -> Vec<EntryId> {
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

    fn undo_mark_all(&mut self) -> Vec<EntryId> {
        let mut ids = std::mem::take(&mut self.marked_all);
        ids.retain(|id| self.timeline.set_read(id, false));
        ids
    }
}
