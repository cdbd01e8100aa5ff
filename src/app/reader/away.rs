//! Since when the reader was away: since the live blog was left, or since the last key of a program that stayed open.

use chrono::{DateTime, TimeDelta, Utc};

use super::Reader;
use crate::{
    app::msg::Effect,
    model::{EntryId, Since},
};

/// Who touches nothing for so long was away.
const AWAY: TimeDelta = TimeDelta::minutes(10);

/// What was seen of the reader.
#[derive(Debug, Clone, Copy)]
pub(super) struct Away {
    /// The last key or movement of the mouse.
    touched: DateTime<Utc>,
    /// The last one before the reader was away.
    left: Option<DateTime<Utc>>,
}

impl Away {
    pub(super) fn new(now: DateTime<Utc>) -> Self {
        Self {
            touched: now,
            left: None,
        }
    }

    fn touch(&mut self, now: DateTime<Utc>) {
        if now - self.touched >= AWAY {
            self.left = Some(self.touched);
        }
        self.touched = now;
    }
}

impl Reader {
    /// Takes notice that the reader is there.
    pub(in crate::app) fn touch(&mut self) {
        self.away.touch(self.now);
    }

    /// Says from when on what happened is news to the reader.
    pub(in crate::app) fn since(&self) -> Since {
        let left = self.blog().feed.left_at().max(self.away.left);
        left.map_or(Since::Beginning, Since::Left)
    }

    /// Goes to an update, whatever hides it: a filter, or that nothing should move.
    pub(in crate::app) fn go_to_any(&mut self, id: EntryId) -> Vec<Effect> {
        if !self.blog().shows(&id) && self.blog().window.active_filter().is_some() {
            self.set_filter(crate::app::Filter::default());
        }
        if !self.blog().shows(&id) {
            self.viewport().put_on_top(id.clone());
        }
        self.go_to(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_touches_nothing_for_ten_minutes_was_away_since_the_last_key() {
        let at = |minutes| DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes);
        let mut away = Away::new(at(0));
        away.touch(at(9));
        assert_eq!(away.left, None);
        away.touch(at(40));
        away.touch(at(41));
        assert_eq!(away.left, Some(at(9)));
    }
}
