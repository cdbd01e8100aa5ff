//! Which clock the reader reads times on.

use chrono::{DateTime, FixedOffset, Local, NaiveDateTime, TimeDelta, TimeZone, Utc};
use serde::{Deserialize, Serialize};

use super::Stamp;

/// The time zone that times are shown in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// The reader's own, from the system.
    #[default]
    Local,
    /// Coordinated Universal Time.
    Utc,
    /// The publisher's offset, as its times carry it.
    Publisher,
}

impl Zone {
    /// Returns a publisher's time on this clock.
    #[must_use]
    pub fn stamp(self, stamp: &Stamp) -> DateTime<FixedOffset> {
        match self {
            Self::Publisher => stamp.at,
            Self::Local | Self::Utc => self.instant(stamp.utc()),
        }
    }

    /// Returns an instant of ours on this clock; it has no publisher, so that [`Zone::Publisher`] means UTC.
    #[must_use]
    pub fn instant(self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        match self {
            Self::Local => at.with_timezone(&Local).fixed_offset(),
            Self::Utc | Self::Publisher => at.fixed_offset(),
        }
    }
    /// Returns the instant at which this clock shows a wall time: the earlier of two, and where the clock jumps over
    /// it, the instant after the jump.
    #[must_use]
    pub fn at_wall(self, wall: NaiveDateTime) -> DateTime<Utc> {
        match self {
            Self::Utc | Self::Publisher => wall.and_utc(),
            Self::Local => {
                let read = |wall: NaiveDateTime| Local.from_local_datetime(&wall).earliest();
                let read = read(wall).or_else(|| read(wall + TimeDelta::hours(1)));
                read.map_or_else(|| wall.and_utc(), |at| at.to_utc())
            }
        }
    }
}
