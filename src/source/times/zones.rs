//! From a local time and what is written beside it to an instant.

use chrono::{DateTime, FixedOffset, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// What a text writes beside a clock to say where it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneMark {
    /// An offset from UTC: "+0100", "GMT+2", "CEST".
    Offset(FixedOffset),
    /// A place or a zone that knows summer time: "ET", "UK time".
    Zone(Tz),
}

/// Returns an instant with the offset of a zone; UTC where the result would leave the calendar.
pub(super) fn in_zone(at: DateTime<Utc>, zone: Tz) -> DateTime<FixedOffset> {
    let offset = zone.offset_from_utc_datetime(&at.naive_utc()).fix();
    let local = TimeDelta::seconds(offset.local_minus_utc().into());
    let fits = at.naive_utc().checked_add_signed(local).is_some();
    at.with_timezone(&if fits { offset } else { Utc.fix() })
}
