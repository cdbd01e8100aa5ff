//! What texts say of time, as values: nothing here knows how it is read, or of which page.

use std::ops::Range;

use chrono::{FixedOffset, NaiveDate, NaiveTime, Weekday};
use chrono_tz::Tz;

use crate::model::{Clean, Precision, Stamp};

/// What a text says of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// An instant.
    Stamp(Stamp),
    /// A clock whose date the text leaves open.
    Clock(ClockTime),
    /// A day without a clock, as a heading between updates has it.
    Day(NaiveDate),
}

/// A clock without a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockTime {
    /// The time of day.
    pub time: NaiveTime,
    /// The weekday, where the text names one.
    pub weekday: Option<Weekday>,
    /// The zone, where the text names one.
    pub zone: Option<ZoneMark>,
    /// Whether the text tells the seconds.
    pub seconds: bool,
    /// Whether something beside the clock looks like a part of a date and was not understood.
    pub unsure: bool,
    /// The time as the page wrote it.
    pub raw: Clean,
}

impl ClockTime {
    /// Returns how exactly the clock tells the time.
    #[must_use]
    pub fn precision(&self) -> Precision {
        if self.seconds {
            Precision::Second
        } else {
            Precision::Minute
        }
    }
}

/// What a text writes beside a clock to say where it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneMark {
    /// A number: "+0100", "GMT+2".
    Offset(FixedOffset),
    /// A zone that knows summer time: "ET", "UK time".
    Zone(Tz),
    /// An abbreviation: what it says, and the zone whose people write it, where one is known.
    Abbreviation {
        /// The offset that the abbreviation stands for.
        offset: FixedOffset,
        /// The zone that uses it for a half of the year.
        home: Option<Tz>,
    },
}

/// A time inside a longer text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The bytes of the text that make the time; they begin and end on character boundaries.
    pub range: Range<usize>,
    /// What they say.
    pub reading: Reading,
    /// Whether the text calls it the time of a change.
    pub changed: bool,
}
