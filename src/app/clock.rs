//! Times for people: the reader's clock, ages, durations.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Utc};

use crate::model::Zone;

/// Returns the wall-clock time in a zone.
pub fn wall(zone: Zone, at: DateTime<Utc>) -> NaiveDateTime {
    zone.instant(at).naive_local()
}

/// Returns the day in a zone.
pub fn day(zone: Zone, at: DateTime<Utc>) -> NaiveDate {
    wall(zone, at).date()
}

/// Returns hours and minutes, `04:49`.
pub fn clock(zone: Zone, at: DateTime<Utc>) -> String {
    wall(zone, at).format("%H:%M").to_string()
}

/// Returns hours and minutes, after the day where that is another than now's: `Thursday 7 August, 04:49`.
pub fn moment(zone: Zone, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let (day, today) = (day(zone, at), day(zone, now));
    let clock = clock(zone, at);
    if day == today {
        return clock;
    }
    format!("{}, {clock}", day_name(day, today))
}

/// Returns a day in a few letters, with its year where that is another than that of `today`: `4 Aug`, `4 Aug 2019`.
pub fn short_day(day: NaiveDate, today: NaiveDate) -> String {
    let format = if day.year() == today.year() {
        "%-d %b"
    } else {
        "%-d %b %Y"
    };
    day.format(format).to_string()
}

/// Returns day, hours and minutes in a few letters: `4 Aug 22:10`, of another year than `today` `4 Aug 2019 22:10`.
pub fn day_and_clock(at: NaiveDateTime, today: NaiveDate) -> String {
    format!("{} {}", short_day(at.date(), today), at.format("%H:%M"))
}

/// Returns hours and minutes, after the day where that is another than `today`: `22:10`, `4 Aug 22:10`.
pub fn short_moment(at: NaiveDateTime, today: NaiveDate) -> String {
    if at.date() == today {
        at.format("%H:%M").to_string()
    } else {
        day_and_clock(at, today)
    }
}

/// Names a day for a separator: weekday and date, and the year where it is another than now's.
pub fn day_name(day: NaiveDate, today: NaiveDate) -> String {
    let format = if day.year() == today.year() {
        "%A %-d %B"
    } else {
        "%A %-d %B %Y"
    };
    day.format(format).to_string()
}

/// Returns which minute of the epoch a time lies in.
pub fn minute(at: DateTime<Utc>) -> i64 {
    at.timestamp().div_euclid(60)
}

/// Returns an age in a few letters: `now`, `3 m`, `2 h`, `5 d`, `2 y`. The future is now: clocks differ.
///
/// It counts minutes as a clock without seconds shows them, so that it changes when that does.
pub fn age(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let minutes = minute(now) - minute(at);
    match minutes {
        ..1 => "now".to_owned(),
        1..60 => format!("{minutes} m"),
        60..1440 => format!("{} h", minutes / 60),
        1440..525_600 => format!("{} d", minutes / 1440),
        _ => format!("{} y", minutes / 525_600),
    }
}

/// Returns a duration in words: `12 s`, `3 min`, `1 h 12 m`, `2 d`, `2 y`. Never negative.
pub fn span(length: TimeDelta) -> String {
    let seconds = length.num_seconds().max(0);
    match seconds {
        ..60 => format!("{seconds} s"),
        60..3600 => format!("{} min", seconds / 60),
        3600..86400 if seconds % 3600 < 60 => format!("{} h", seconds / 3600),
        3600..86400 => format!("{} h {} m", seconds / 3600, seconds % 3600 / 60),
        86400..31_536_000 => format!("{} d", seconds / 86400),
        _ => format!("{} y", seconds / 31_536_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn ages_count_minutes_of_the_clock_and_the_future_is_now() {
        let now = at("2025-08-07T12:00:20Z");
        for (then, words) in [
            ("2025-08-07T12:05:00Z", "now"),
            ("2025-08-07T12:00:01Z", "now"),
            ("2025-08-07T11:59:59Z", "1 m"),
            ("2025-08-07T11:01:01Z", "59 m"),
            ("2025-08-07T11:00:59Z", "1 h"),
            ("2025-08-06T11:59:00Z", "1 d"),
            ("2024-08-08T12:00:00Z", "364 d"),
            ("2023-08-07T12:00:00Z", "2 y"),
        ] {
            assert_eq!(age(at(then), now), words, "{then}");
        }
    }

    #[test]
    fn a_time_of_another_day_names_it_and_of_another_year_that_too() {
        let today = "2025-08-07".parse().unwrap();
        for (then, words) in [
            ("2025-08-07T04:49:00", "04:49"),
            ("2025-08-04T22:10:00", "4 Aug 22:10"),
            ("2024-12-31T23:59:00", "31 Dec 2024 23:59"),
        ] {
            assert_eq!(short_moment(then.parse().unwrap(), today), words);
        }
    }

    #[test]
    fn durations_have_the_unit_that_fits() {
        for (seconds, words) in [
            (-5, "0 s"),
            (12, "12 s"),
            (61, "1 min"),
            (3600, "1 h"),
            (4320, "1 h 12 m"),
            (200_000, "2 d"),
            (31_535_999, "364 d"),
            (73_000_000, "2 y"),
        ] {
            assert_eq!(span(TimeDelta::seconds(seconds)), words);
        }
    }
}
