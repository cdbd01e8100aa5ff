//! Updates that are lit for a moment after they came into sight, so that the eye finds them.
//!
//! A light needs no timer of its own: it goes out with a tick of the clock.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

use crate::model::EntryId;

/// How long a light burns from the first tick on.
const SECONDS: i64 = 4;

/// What is lit.
#[derive(Debug)]
pub struct Highlights {
    /// Each update with the time at which its light goes out; nothing until the next tick.
    lit: HashMap<EntryId, Option<DateTime<Utc>>>,
    allowed: bool,
}

impl Default for Highlights {
    fn default() -> Self {
        Self {
            lit: HashMap::new(),
            allowed: true,
        }
    }
}

impl Highlights {
    /// Lights updates, where lights are allowed.
    pub(super) fn light(&mut self, updates: impl IntoIterator<Item = EntryId>) {
        let updates = updates.into_iter().filter(|_| self.allowed);
        self.lit.extend(updates.map(|id| (id, None)));
    }

    /// Tells whether an update came into sight a moment ago.
    pub fn is_lit(&self, id: &EntryId) -> bool {
        self.lit.contains_key(id)
    }

    /// Returns how many updates did.
    pub(in crate::app) fn count(&self) -> usize {
        self.lit.len()
    }

    /// Puts out what burnt long enough.
    pub(in crate::app) fn tick(&mut self, now: DateTime<Utc>) {
        self.lit.retain(|_, until| {
            let end = now + TimeDelta::seconds(SECONDS);
            // A clock that was set back must not keep a light burning.
            let until = until.get_or_insert(end);
            *until > now && *until <= end
        });
    }

    /// Allows lights or forbids them; those that burn go out then.
    pub(in crate::app) fn allow(&mut self, allowed: bool) {
        self.allowed = allowed;
        if !allowed {
            self.lit.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_000_000 + second, 0).unwrap()
    }

    #[test]
    fn a_light_burns_some_seconds_from_the_next_tick_on() {
        let mut highlights = Highlights::default();
        let id = EntryId::new("a");
        highlights.light([id.clone()]);
        for second in [10, 11, 13] {
            highlights.tick(at(second));
            assert!(highlights.is_lit(&id), "{second}");
        }
        highlights.tick(at(14));
        assert!(!highlights.is_lit(&id));
    }

    #[test]
    fn a_clock_that_is_set_back_leaves_no_light_burning() {
        let mut highlights = Highlights::default();
        highlights.light([EntryId::new("a")]);
        highlights.tick(at(3600));
        highlights.tick(at(0));
        assert!(!highlights.is_lit(&EntryId::new("a")));
    }

    #[test]
    fn nothing_is_lit_where_that_is_not_wanted() {
        let mut highlights = Highlights::default();
        highlights.light([EntryId::new("a")]);
        highlights.allow(false);
        highlights.light([EntryId::new("b")]);
        assert!(!highlights.is_lit(&EntryId::new("a")) && !highlights.is_lit(&EntryId::new("b")));
    }
}
