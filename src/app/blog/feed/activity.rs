//! How busy the live blog is: updates per ten minutes.

use chrono::{DateTime, Utc};

use super::Feed;
use crate::app::clock;

/// Minutes of a slot.
const SLOT: i64 = 10;

impl Feed {
    /// Returns how many updates each of the last so many ten minutes brought, oldest first; `None` where none did.
    pub fn activity<const SLOTS: usize>(&self, now: DateTime<Utc>) -> Option<[usize; SLOTS]> {
        let mut slots = [0; SLOTS];
        for item in self.timeline.items() {
            let at = item.order.at.div_euclid(60_000);
            let age = (clock::minute(now) - at).max(0) / SLOT;
            let age = usize::try_from(age).unwrap_or(SLOTS);
            let Some(slot) = SLOTS.checked_sub(age + 1) else {
                break;
            };
            slots[slot] += 1;
        }
        (slots != [0; SLOTS]).then_some(slots)
    }
}
