//! Lengths of time as people type them: `30s`, `2m`, `1h30m`, or plain seconds.

use std::time::Duration;

/// Why a text is no length of time; one sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a duration is a number with s, m or h, such as 30s, 2m or 1h30m")]
pub(crate) struct DurationError;

/// Reads a length of time; units may follow each other from the longest to the shortest.
pub(crate) fn parse(text: &str) -> Result<Duration, DurationError> {
    let mut rest = text.trim();
    if let Ok(seconds) = rest.parse::<u32>() {
        return Ok(Duration::from_secs(u64::from(seconds)));
    }
    let mut seconds = 0_u64;
    let mut last_unit = u64::MAX;
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, after) = rest.split_at(digits);
        let number: u32 = number.parse().map_err(|_| DurationError)?;
        let mut after = after.chars();
        let unit = match after.next() {
            Some('h') => 3600,
            Some('m') => 60,
            Some('s') => 1,
            _ => return Err(DurationError),
        };
        if unit >= last_unit {
            return Err(DurationError);
        }
        last_unit = unit;
        seconds += u64::from(number) * unit;
        rest = after.as_str();
    }
    if last_unit == u64::MAX {
        return Err(DurationError);
    }
    Ok(Duration::from_secs(seconds))
}

/// Reads an interval between two polls: at least a second, which even a server on this machine is given.
///
/// # Errors
/// One sentence for the reader.
pub(crate) fn parse_interval(text: &str) -> Result<Duration, String> {
    match parse(text) {
        Ok(interval) if interval.is_zero() => Err("the shortest interval is 1s".to_owned()),
        Ok(interval) => Ok(interval),
        Err(error) => Err(error.to_string()),
    }
}

/// Writes a length of time so that [`parse`] reads the same; what is shorter than a second is left out.
pub(crate) fn format(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let parts = [
        (seconds / 3600, 'h'),
        (seconds / 60 % 60, 'm'),
        (seconds % 60, 's'),
    ];
    let mut text = String::new();
    for (number, unit) in parts.into_iter().filter(|(number, _)| *number > 0) {
        text.push_str(&number.to_string());
        text.push(unit);
    }
    if text.is_empty() {
        "0s".to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_people_type_them() {
        for (text, seconds) in [
            ("30s", 30),
            ("2m", 120),
            ("1h30m", 5400),
            ("1h1s", 3601),
            ("90", 90),
            (" 45s ", 45),
            ("0", 0),
            ("90m", 5400),
        ] {
            assert_eq!(parse(text), Ok(Duration::from_secs(seconds)), "{text:?}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "s",
            "30 s",
            "-1s",
            "1.5h",
            "500ms",
            "1m1h",
            "1s1s",
            "1d",
            "4294967296s",
            "1h30",
            "٣s",
        ] {
            assert_eq!(parse(text), Err(DurationError), "{text:?}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for seconds in [0, 1, 59, 60, 3600, 5400, 86_399, 100_000] {
            let duration = Duration::from_secs(seconds);
            assert_eq!(parse(&format(duration)), Ok(duration));
        }
        assert_eq!(format(Duration::from_mins(90)), "1h30m");
    }
}
