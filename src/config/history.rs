//! The `[history]` section: whether anything is kept, for how long, and up to which size.

use std::time::Duration;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::suggestion::{self, Complaint};

/// The settings of the section.
pub(super) const KEYS: [&str; 3] = ["enabled", "keep", "max_size"];

const DAY: u64 = 24 * 60 * 60;
/// Under this a database holds little but its own order.
const SMALLEST: u64 = 1_000_000;

/// Units of time with their lengths in seconds, the longest first.
const SPANS: [(&str, u64); 3] = [("y", 365 * DAY), ("w", 7 * DAY), ("d", DAY)];
/// Units of size with their numbers of bytes, the largest first.
const SIZES: [(&str, u64); 7] = [
    ("GiB", 1 << 30),
    ("GB", 1_000_000_000),
    ("MiB", 1 << 20),
    ("MB", 1_000_000),
    ("KiB", 1 << 10),
    ("kB", 1000),
    ("B", 1),
];

/// What a file sets; `None` where it says nothing.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct HistorySettings {
    pub(super) enabled: Option<bool>,
    pub(super) keep: Option<Duration>,
    pub(super) max_size: Option<u64>,
}

impl HistorySettings {
    /// Takes the section, or `true` and `false` in its place.
    ///
    /// # Errors
    /// Names what is wrong, each with the byte at which it stands; a place of `None` is the section itself.
    pub(super) fn take(&mut self, value: &DeValue) -> Result<(), Vec<(Option<usize>, Complaint)>> {
        if let Some(enabled) = value.as_bool() {
            self.enabled = Some(enabled);
            return Ok(());
        }
        let Some(table) = value.as_table() else {
            return Err(vec![(None, "history must be true or false".into())]);
        };
        let problems = self.take_table(table);
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems)
        }
    }

    fn take_table(&mut self, table: &DeTable) -> Vec<(Option<usize>, Complaint)> {
        let set = |(key, value): (&Spanned<_>, &Spanned<DeValue>)| {
            let name: &std::borrow::Cow<'_, str> = key.get_ref();
            let at = Some(key.span().start);
            self.set(name, value.get_ref()).err().map(|what| (at, what))
        };
        table.iter().filter_map(set).collect()
    }

    fn set(&mut self, key: &str, value: &DeValue) -> Result<(), Complaint> {
        let text = value.as_str();
        match key {
            "enabled" => {
                let enabled = value.as_bool();
                self.enabled = Some(enabled.ok_or("enabled must be true or false")?);
            }
            "keep" => {
                let expected =
                    "keep must be days, weeks or years, as in \"90d\", \"12w\" or \"1y\"";
                let seconds = text.and_then(|text| measure(text, &SPANS));
                let seconds = seconds.filter(|seconds| *seconds > 0).ok_or(expected)?;
                self.keep = Some(Duration::from_secs(seconds));
            }
            "max_size" => {
                let expected =
                    "max_size must be a size of 1MB or more, as in \"500MB\" or \"2GiB\"";
                let bytes = text.and_then(|text| measure(text, &SIZES));
                let bytes = bytes.filter(|bytes| *bytes >= SMALLEST).ok_or(expected)?;
                self.max_size = Some(bytes);
            }
            unknown => return Err(suggestion::unknown("setting", unknown, KEYS)),
        }
        Ok(())
    }
}

/// Reads a whole number with a unit; capitals do not count, a space may stand between.
fn measure(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let text = text.trim();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.parse().ok()?;
    let unit = unit.trim_start();
    let (_, one) = units
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(unit))?;
    number.checked_mul(*one)
}

/// Writes a span of whole days so that it is read as the same.
pub(super) fn keep_words(keep: Duration) -> String {
    words(keep.as_secs(), &SPANS)
}

/// Writes a number of bytes so that it is read as the same.
pub(super) fn size_words(bytes: u64) -> String {
    words(bytes, &SIZES)
}

fn words(number: u64, units: &[(&str, u64)]) -> String {
    let whole = units.iter().find(|(_, one)| number.is_multiple_of(*one));
    whole.map_or_else(String::new, |(name, one)| format!("{}{name}", number / one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_and_sizes_read_as_people_type_them() {
        for (text, seconds) in [
            ("90d", Some(90 * DAY)),
            ("12 w", Some(84 * DAY)),
            ("1Y", Some(365 * DAY)),
            ("d", None),
            ("1h", None),
            ("1.5d", None),
            ("-1d", None),
            ("99999999999999999999d", None),
            ("9999999999999999999y", None),
        ] {
            assert_eq!(measure(text, &SPANS), seconds, "{text:?}");
        }
        for (text, bytes) in [
            ("500MB", Some(500_000_000)),
            ("500 mb", Some(500_000_000)),
            ("2GiB", Some(2 << 30)),
            ("1000000b", Some(1_000_000)),
            ("500", None),
            ("MB", None),
        ] {
            assert_eq!(measure(text, &SIZES), bytes, "{text:?}");
        }
    }

    #[test]
    fn what_is_written_is_read_as_the_same() {
        for bytes in [1_000_000, 500_000_000, 3 << 20, 2 << 30, 1_000_001] {
            assert_eq!(measure(&size_words(bytes), &SIZES), Some(bytes));
        }
        assert_eq!(size_words(500_000_000), "500MB");
        for days in [1, 7, 90, 365, 730] {
            let keep = Duration::from_secs(days * DAY);
            assert_eq!(measure(&keep_words(keep), &SPANS), Some(days * DAY));
        }
        assert_eq!(keep_words(Duration::from_secs(90 * DAY)), "90d");
    }
}
