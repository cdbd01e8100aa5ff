//! Time without contact: what a newsroom published and took back in it was never seen.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// A span of time in which the source was not reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Gap {
    /// The last answer before it.
    pub since: DateTime<Utc>,
    /// The first answer after it.
    pub until: DateTime<Utc>,
}

impl Gap {
    /// The shortest time without an answer that counts.
    pub const SHORTEST: TimeDelta = TimeDelta::hours(1);

    /// Returns the gap between two answers, where they lie so far apart that there is one.
    #[must_use]
    pub fn between(last: DateTime<Utc>, next: DateTime<Utc>) -> Option<Self> {
        (next - last >= Self::SHORTEST).then_some(Self {
            since: last,
            until: next,
        })
    }
}
