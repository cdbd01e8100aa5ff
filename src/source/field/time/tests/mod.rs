//! What the module reads, as tables; the moment of reading is Thursday 7 August 2025, 12:00 UTC.

mod clocks;
mod formats;
mod languages;
mod texts;
mod zones;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::{
    model::Stamp,
    source::field::time::{Reading, TimeContext, find},
};

pub(super) fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(super) fn context(zone: Tz) -> TimeContext {
    TimeContext {
        zone: Some(zone),
        ..TimeContext::new(moment("2025-08-07T12:00:00Z"))
    }
}

pub(super) fn london() -> TimeContext {
    context(Tz::Europe__London)
}

pub(super) fn shown(stamp: Option<Stamp>) -> String {
    stamp.map_or_else(|| "nothing".into(), |stamp| stamp.at.to_rfc3339())
}

/// Shows a reading: an instant, a clock with its weekday, a day.
pub(super) fn told(reading: Option<Reading>) -> String {
    match reading {
        None => "nothing".into(),
        Some(Reading::Stamp(stamp)) => stamp.at.to_rfc3339(),
        Some(Reading::Day(day)) => day.to_string(),
        Some(Reading::Clock(clock)) => {
            let weekday = clock
                .weekday
                .map(|day| format!(" {day}"))
                .unwrap_or_default();
            format!("{}{weekday}", clock.time.format("%H:%M"))
        }
    }
}

/// The instant that a text shows, wherever in it.
pub(super) fn parse_visible(text: &str, ctx: &TimeContext) -> Option<Stamp> {
    match find(text, ctx)?.reading {
        Reading::Stamp(stamp) => Some(stamp),
        Reading::Clock(_) | Reading::Day(_) => None,
    }
}

pub(super) fn check(rows: &[(&str, &str)], read: impl Fn(&str) -> String) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(text, expected)| {
            let got = read(text);
            (got != *expected).then(|| format!("{text:?}: expected {expected}, got {got}"))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
}
