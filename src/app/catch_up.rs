//! Catching up: from the oldest unread update to the newest, one key at a time.
//!
//! What was unread at the beginning is a queue in the order of the story; what arrives meanwhile joins its end,
//! whatever time is printed on it. Each update is put on top of the timeline and is read by that. Keys that mean
//! nothing here mean what they always do, so that a tall update can be scrolled and a link opened on the way.

use super::{
    Effect, Model,
    followed::{Followed, View},
    keys::{Code, Key},
    msg::Kept,
};
use crate::model::{Clean, EntryId, Item};

/// The way through what was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatchUp {
    queue: Vec<EntryId>,
    at: usize,
}

impl CatchUp {
    /// Returns which update is shown, counted from 1, and how many there are.
    pub fn count(&self) -> (usize, usize) {
        (self.at + 1, self.queue.len())
    }

    /// Lets what a poll added join the end.
    fn join(&mut self, kept: &Kept) {
        let is_new = |item: &&Item| {
            item.first_seen() == kept.at && !item.read && !self.queue.contains(&item.entry.id)
        };
        let mut arrived: Vec<&Item> = kept.items.iter().filter(is_new).collect();
        arrived.sort_by_key(|item| item.order);
        let ids = arrived.into_iter().map(|item| item.entry.id.clone());
        self.queue.extend(ids.collect::<Vec<_>>());
    }
}

impl Model {
    /// Returns the way through what was not read, while the reader is on it.
    pub fn catch_up(&self) -> Option<&CatchUp> {
        self.catch_up.as_ref()
    }

    /// Begins with the oldest unread update.
    pub(super) fn begin_catch_up(&mut self) -> Vec<Effect> {
        if self.catch_up.is_some() {
            return Vec::new();
        }
        let items = self.blog().timeline().items().iter().rev();
        let unread = items.filter(|item| !item.read);
        let queue: Vec<EntryId> = unread.map(|item| item.entry.id.clone()).collect();
        if queue.is_empty() {
            self.tell(Clean::line("All is read: there is nothing to catch up on."));
            return Vec::new();
        }
        self.find = None;
        self.catch_up = Some(CatchUp { queue, at: 0 });
        self.show_caught_up()
    }

    /// Gives a key to catching up; `None` where it is none of its keys.
    pub(super) fn key_in_catch_up(&mut self, key: Key) -> Option<Vec<Effect>> {
        self.catch_up.as_ref()?;
        if self.overlay.is_some() || key.ctrl || key.alt {
            return None;
        }
        match key.code {
            Code::Enter | Code::Char(' ' | 'n') => Some(self.step_in_catch_up(true)),
            Code::Backspace | Code::Char('N') => Some(self.step_in_catch_up(false)),
            Code::Esc if self.blog().edits.is_some() => None,
            Code::Esc | Code::Char('q') => {
                self.catch_up = None;
                Some(Vec::new())
            }
            _ => None,
        }
    }

    fn step_in_catch_up(&mut self, on: bool) -> Vec<Effect> {
        let Some(catch_up) = &mut self.catch_up else {
            return Vec::new();
        };
        match (on, catch_up.at) {
            (true, at) if at + 1 < catch_up.queue.len() => catch_up.at += 1,
            (true, _) => {
                self.catch_up = None;
                let words = match self.blog().unread() {
                    0 => "Caught up: all is read.".to_owned(),
                    unread => format!("Caught up: all is read but {unread}."),
                };
                self.tell(Clean::line(&words));
                return Vec::new();
            }
            (false, 0) => {
                self.tell(Clean::line("This is the oldest that was unread."));
                return Vec::new();
            }
            (false, _) => catch_up.at -= 1,
        }
        self.show_caught_up()
    }

    /// Puts the update that it is the turn of on top.
    fn show_caught_up(&mut self) -> Vec<Effect> {
        let view = self.view();
        let turn = self.catch_up.as_ref().and_then(|c| c.queue.get(c.at));
        if let Some(id) = turn.cloned() {
            self.blogs.shown_mut().put_on_top(id, view);
        }
        self.mark_read()
    }

    /// Takes what a poll of the blog on the screen added.
    pub(super) fn catch_up_with(&mut self, kept: &Kept) {
        if let Some(catch_up) = &mut self.catch_up {
            catch_up.join(kept);
        }
    }
}

impl Followed {
    /// Selects an update and lets the window begin with it, at the list's end, too; shows what was held back.
    fn put_on_top(&mut self, id: EntryId, view: View) {
        self.held.clear();
        let top = self.listing(view).put_on_top(&id);
        self.anchor = top.or_else(|| self.anchor.take());
        self.selected = Some(id);
        self.place_selection();
        self.settle(view);
    }
}
