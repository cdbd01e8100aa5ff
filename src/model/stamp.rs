//! Times with what they rest on.

use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};

use super::Clean;

/// A time, where it comes from, how exact it is and how the page wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The instant, with the publisher's offset where it is known (else UTC); the first moment of what `precision` names.
    pub at: DateTime<FixedOffset>,
    /// What the instant rests on.
    pub basis: TimeBasis,
    /// How exactly the page tells it.
    #[serde(default)]
    pub precision: Precision,
    /// Whether a part of it was assumed: the day of a clock that nothing dates, the instant of "12 min ago".
    #[serde(default)]
    pub guessed: bool,
    /// The time as the page wrote it; empty for machine formats of a protocol.
    pub raw: Clean,
}

impl Stamp {
    /// Makes a stamp of an instant that is told to the second and needs no words.
    #[must_use]
    pub fn new(at: DateTime<FixedOffset>, basis: TimeBasis) -> Self {
        Self {
            at,
            basis,
            precision: Precision::Second,
            guessed: false,
            raw: Clean::default(),
        }
    }

    /// Returns the instant in UTC.
    #[must_use]
    pub fn utc(&self) -> DateTime<Utc> {
        self.at.to_utc()
    }
}

/// How exactly a time is told, finest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// To the second, or finer.
    #[default]
    Second,
    /// To the minute, as clocks of pages are.
    Minute,
    /// A day alone.
    Day,
}
/// What a time rests on, best evidence first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeBasis {
    /// A platform's own data.
    Platform,
    /// Machine-readable markup, such as `time[datetime]`.
    Markup,
    /// schema.org structured data.
    StructuredData,
    /// A feed's element.
    Feed,
    /// Date and time in visible text.
    Text,
    /// A clock in visible text, its date taken from the page or its neighbours.
    Clock,
    /// A relative time ("12 min ago") at the moment of reading.
    Relative,
}
