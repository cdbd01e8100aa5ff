//! Hours in which nobody wants to be disturbed.

use std::{fmt, str::FromStr};

use chrono::NaiveTime;

/// From one time of the day to another one, past midnight where that is earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quiet {
    from: NaiveTime,
    until: NaiveTime,
}

impl Quiet {
    /// Tells whether a time of the day lies in it.
    #[must_use]
    pub fn holds(self, time: NaiveTime) -> bool {
        if self.from <= self.until {
            (self.from..self.until).contains(&time)
        } else {
            time >= self.from || time < self.until
        }
    }
}

/// Why a text names no hours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("hours are two times of the day, as in \"22:00-07:00\"")]
pub struct QuietError;

impl FromStr for Quiet {
    type Err = QuietError;

    fn from_str(text: &str) -> Result<Self, QuietError> {
        let time = |text: &str| NaiveTime::parse_from_str(text.trim(), "%H:%M");
        let (from, until) = text.split_once(['-', '–']).ok_or(QuietError)?;
        let hours = Self {
            from: time(from).map_err(|_| QuietError)?,
            until: time(until).map_err(|_| QuietError)?,
        };
        // The whole day, or none of it: nobody can tell.
        (hours.from != hours.until)
            .then_some(hours)
            .ok_or(QuietError)
    }
}

impl fmt::Display for Quiet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, until) = (self.from.format("%H:%M"), self.until.format("%H:%M"));
        write!(f, "{from}-{until}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_may_go_past_midnight() {
        let holds = |hours: &str, time: &str| {
            let time = NaiveTime::parse_from_str(time, "%H:%M").unwrap();
            hours.parse::<Quiet>().unwrap().holds(time)
        };
        for (hours, time, expected) in [
            ("22:00-07:00", "23:30", true),
            ("22:00-07:00", "06:59", true),
            ("22:00-07:00", "07:00", false),
            ("22:00 – 7:00", "22:00", true),
            ("12:30-14:00", "13:00", true),
            ("12:30-14:00", "23:00", false),
        ] {
            assert_eq!(holds(hours, time), expected, "{time} in {hours}");
        }
    }

    #[test]
    fn hours_are_read_as_they_are_written() {
        let hours: Quiet = "22:00-7:05".parse().unwrap();
        assert_eq!(hours.to_string(), "22:00-07:05");
        for text in ["", "22:00", "22-7", "25:00-07:00", "07:00-07:00", "night"] {
            assert_eq!(text.parse::<Quiet>(), Err(QuietError), "{text}");
        }
    }
}
