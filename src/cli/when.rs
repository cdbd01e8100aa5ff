//! A moment as people type it: `2h` ago, `all` there is, or a time in RFC 3339.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::duration;

/// From when on something is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// From the beginning.
    All,
    /// From so long ago.
    Ago(Duration),
    /// From a moment.
    At(DateTime<Utc>),
}

impl When {
    /// Reads what was typed.
    ///
    /// # Errors
    /// One sentence for the reader.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text == "all" {
            return Ok(Self::All);
        }
        if let Ok(at) = DateTime::parse_from_rfc3339(text) {
            return Ok(Self::At(at.to_utc()));
        }
        let ago = duration::parse(text).map_err(|_| {
            "a moment is how long ago, as in 2h or 30m, a time as in 2025-08-07T14:30:00Z, or all"
        })?;
        Ok(Self::Ago(ago))
    }

    /// Returns the moment; `None` where it is the beginning.
    #[must_use]
    pub fn moment(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self {
            Self::All => None,
            Self::Ago(ago) => now.checked_sub_signed(chrono::TimeDelta::from_std(ago).ok()?),
            Self::At(at) => Some(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_as_people_type_them() {
        let now: DateTime<Utc> = "2025-08-07T12:00:00Z".parse().unwrap();
        for (text, moment) in [
            ("2h", Some("2025-08-07T10:00:00Z")),
            (" 90m ", Some("2025-08-07T10:30:00Z")),
            ("2025-08-07T13:00:00+02:00", Some("2025-08-07T11:00:00Z")),
            ("all", None),
        ] {
            let moment = moment.map(|text| text.parse().unwrap());
            assert_eq!(When::parse(text).unwrap().moment(now), moment, "{text}");
        }
        for text in ["", "yesterday", "2h ago", "2025-08-07", "-2h"] {
            assert!(When::parse(text).is_err(), "{text:?}");
        }
    }
}
