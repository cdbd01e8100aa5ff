//! When the reader's place is kept: before it is left, and every few seconds, for a program may be killed.

use chrono::TimeDelta;

use super::Reader;
use crate::app::msg::Effect;

/// How often the reader's place is kept while it changes.
const REST: TimeDelta = TimeDelta::seconds(10);

impl Reader {
    /// Keeps the reader's place every few seconds while it changes: a program that is killed says no goodbye.
    pub(in crate::app) fn keep_place_now_and_then(&mut self) -> Vec<Effect> {
        let (blog, place, at) = &self.kept;
        let here = self.blog().place();
        if self.now - *at < REST || (*blog, place) == (self.active(), &here) {
            return Vec::new();
        }
        self.kept = (self.active(), here, self.now);
        self.last_words()
    }

    /// What is to be kept before the reader ends, whatever ends it.
    pub(in crate::app) fn last_words(&self) -> Vec<Effect> {
        self.leave(Vec::new())
    }

    /// Keeps the reader's place before it is left.
    pub(in crate::app) fn leave(&self, mut effects: Vec<Effect>) -> Vec<Effect> {
        // The merged timeline is made anew each time, and its places with it.
        let place = self.blog().place().filter(|_| self.merged().is_none());
        effects.splice(
            0..0,
            place.map(|place| Effect::KeepPlace(self.active(), place)),
        );
        effects
    }
}
