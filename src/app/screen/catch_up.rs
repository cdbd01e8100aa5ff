//! Catching up: from the oldest unread update to the newest, one key at a time.
//!
//! What was unread at the beginning is a queue in the order of the story; what arrives meanwhile joins its end,
//! whatever time is printed on it. Each update is put on top of the timeline and is read by that. Keys that mean
//! nothing here mean what they always do, so that a tall update can be scrolled and a link opened on the way.

use chrono::{DateTime, Utc};

use super::Outcome;
use crate::{
    app::{
        keys::{Action, Press},
        msg::Effect,
        reader::Reader,
        words,
    },
    layout::Focus,
    model::{Clean, EntryId, Item},
};

/// The way through what was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatchUp {
    queue: Vec<EntryId>,
    at: usize,
    /// What was looked at: how often the blog had changed, and when that was.
    seen: (u64, DateTime<Utc>),
}

impl CatchUp {
    /// Returns which update is shown, counted from 1, and how many there are.
    pub fn count(&self) -> (usize, usize) {
        (self.at + 1, self.queue.len())
    }

    /// Begins with the oldest unread update; `None` where all is read, which is said.
    pub(super) fn begin(reader: &mut Reader) -> Option<(Self, Vec<Effect>)> {
        let items = reader.blog().timeline().items().iter().rev();
        let unread = items.filter(|item| !item.read);
        let queue: Vec<EntryId> = unread.map(|item| item.entry.id.clone()).collect();
        if queue.is_empty() {
            reader.tell(Clean::line(words::ALL_READ));
            return None;
        }
        let catch_up = Self {
            queue,
            at: 0,
            seen: (reader.blog().changes(), reader.now()),
        };
        let effects = catch_up.show(reader);
        Some((catch_up, effects))
    }

    /// Lets what arrived join the end.
    pub(super) fn keep_up(&mut self, reader: &Reader) {
        let (changes, since) = self.seen;
        if changes == reader.blog().changes() {
            return;
        }
        self.seen = (reader.blog().changes(), reader.now());
        let is_new = |item: &&Item| {
            item.first_seen() > since && !item.read && !self.queue.contains(&item.entry.id)
        };
        let items = reader.blog().timeline().items().iter();
        let mut arrived: Vec<&Item> = items.filter(is_new).collect();
        arrived.sort_by_key(|item| item.order);
        let ids = arrived.into_iter().map(|item| item.entry.id.clone());
        self.queue.extend(ids.collect::<Vec<_>>());
    }

    pub(super) fn press(&mut self, press: Press, reader: &mut Reader) -> Outcome {
        match press.action {
            Some(Action::CatchUpNext) => self.step_on(reader),
            Some(Action::CatchUpPrevious) => Outcome::Handled(self.step_back(reader)),
            // One step back: from the update that is read as a whole to where it stands.
            Some(Action::Back) if reader.focus() == Focus::Reading => {
                reader.back_to_timeline();
                Outcome::done()
            }
            Some(Action::Back | Action::Quit) => Outcome::close(),
            _ => Outcome::FallThrough,
        }
    }

    fn step_on(&mut self, reader: &mut Reader) -> Outcome {
        if self.at + 1 < self.queue.len() {
            self.at += 1;
            return Outcome::Handled(self.show(reader));
        }
        let words = match reader.blog().unread() {
            0 => words::CAUGHT_UP.to_owned(),
            unread => words::caught_up_but(unread),
        };
        reader.tell(Clean::line(&words));
        Outcome::close()
    }

    fn step_back(&mut self, reader: &mut Reader) -> Vec<Effect> {
        let Some(before) = self.at.checked_sub(1) else {
            reader.tell(Clean::line(words::OLDEST_UNREAD));
            return Vec::new();
        };
        self.at = before;
        self.show(reader)
    }

    /// Puts the update that it is the turn of on top.
    fn show(&self, reader: &mut Reader) -> Vec<Effect> {
        if let Some(id) = self.queue.get(self.at).cloned() {
            reader.viewport().put_on_top(id);
        }
        reader.mark_read()
    }
}
