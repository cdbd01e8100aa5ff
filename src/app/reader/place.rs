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
        let place = match self.merged() {
            None => self.blog().place().map(|place| (self.active(), place)),
            Some(_) => self.place_in_own(),
        };
        let kept = place.map(|(blog, place)| Effect::KeepPlace(blog, place));
        effects.splice(0..0, kept);
        effects
    }
}
