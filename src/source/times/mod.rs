//! Times as pages write them.

pub(super) mod clock;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeZone, Utc};

/// Reads a machine-readable time: RFC 3339 and its near misses, RFC 2822, or a number since the epoch.
pub(super) fn machine(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.trim();
    if let Ok(number) = text.parse::<i64>() {
        return epoch(number);
    }
    let text = text.replacen(' ', "T", 1);
    let text = text
        .strip_suffix(['Z', 'z'])
        .map_or_else(|| text.clone(), |t| format!("{t}+00:00"));
    DateTime::parse_from_rfc3339(&text)
        .ok()
        .or_else(|| DateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f%z").ok())
        .or_else(|| DateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M%z").ok())
        .or_else(|| {
            Some(
                Utc.from_utc_datetime(
                    &NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f").ok()?,
                )
                .fixed_offset(),
            )
        })
        .or_else(|| {
            Some(
                Utc.from_utc_datetime(
                    &NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M").ok()?,
                )
                .fixed_offset(),
            )
        })
        .or_else(|| {
            Some(
                Utc.from_utc_datetime(
                    &NaiveDate::parse_from_str(&text, "%Y-%m-%d")
                        .ok()?
                        .and_hms_opt(0, 0, 0)?,
                )
                .fixed_offset(),
            )
        })
}

/// Reads seconds, milliseconds or microseconds since the epoch, told apart by their size.
pub(super) fn epoch(number: i64) -> Option<DateTime<FixedOffset>> {
    let at = match number {
        600_000_000..100_000_000_000 => Utc.timestamp_opt(number, 0).single(),
        100_000_000_000..100_000_000_000_000 => Utc.timestamp_millis_opt(number).single(),
        100_000_000_000_000..100_000_000_000_000_000 => Utc.timestamp_micros(number).single(),
        _ => None,
    };
    at.map(|at| at.fixed_offset())
}
