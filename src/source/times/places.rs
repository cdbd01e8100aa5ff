//! Where publishers are at home: data, no rules.

use chrono_tz::Tz;

use super::Hints;

/// Returns the zone that a page's host, locale or language speaks for.
pub(super) fn zone_of(hints: &Hints) -> Option<Tz> {
    let host = hints.host?;
    host.ends_with(".uk").then_some(Tz::Europe__London)
}

/// Tells whether numeric dates of such a page begin with the month.
pub(super) fn writes_month_first(zone: Option<Tz>, hints: &Hints) -> bool {
    zone == Some(Tz::America__New_York) || hints.locale == Some("en_US")
}
