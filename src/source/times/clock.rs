//! Clocks without a date, and the dates that their neighbours give them.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime, TimeDelta};

/// A clock at the beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::source) struct Clock {
    pub(in crate::source) time: NaiveTime,
    /// How many bytes of the text it takes, with what parts it from the rest.
    pub(in crate::source) len: usize,
}

/// Reads a clock that a text begins with: `17.00`, `6.15 pm:`, `12.31 Uhr:`, `21:43`, `9:43PM`, `2015:`.
pub(in crate::source) fn leading(text: &str) -> Option<Clock> {
    let start = text.len()
        - text
            .trim_start_matches(|c: char| c.is_whitespace() || "[(•*".contains(c))
            .len();
    let rest = text.get(start..)?;
    let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(rest);
    let (hour, minute, used, bare) = match first {
        1 | 2 => {
            let sign = rest[first..]
                .chars()
                .next()
                .filter(|c| matches!(c, ':' | '.' | 'h' | 'H'))?;
            let after = rest.get(first + sign.len_utf8()..)?;
            if digits(after) != 2 {
                return None;
            }
            (
                rest[..first].parse().ok()?,
                after[..2].parse().ok()?,
                first + sign.len_utf8() + 2,
                false,
            )
        }
        // Four digits could be a year: a colon must follow.
        4 if rest[4..].starts_with(':') => {
            (rest[..2].parse().ok()?, rest[2..4].parse().ok()?, 4, true)
        }
        _ => return None,
    };
    let mut after = rest.get(used..)?;
    let mut hour: u32 = hour;
    let trimmed = after.trim_start();
    let letters: String = trimmed
        .chars()
        .take_while(|c| c.is_alphabetic() || *c == '.')
        .collect();
    match letters.to_lowercase().replace('.', "").as_str() {
        "am" if hour <= 12 => {
            hour %= 12;
            after = trimmed.get(letters.len()..)?;
        }
        "pm" if hour <= 12 => {
            hour = hour % 12 + 12;
            after = trimmed.get(letters.len()..)?;
        }
        "uhr" | "gmt" | "bst" | "cet" | "cest" | "et" | "est" | "edt" | "utc" | "ist" | "h"
        | "hrs" | "uur" | "ore" => {
            after = trimmed.get(letters.len()..)?;
        }
        _ => {}
    }
    // A clock is followed by something that ends it: 10.5 metres and 21:43:05 are none.
    let ends = after
        .chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || ":-–—|,)].•".contains(c) || bare);
    let goes_on = after
        .strip_prefix(['.', ':'])
        .is_some_and(|more| more.starts_with(|c: char| c.is_ascii_digit()));
    if !ends || goes_on {
        return None;
    }
    let separators = after.len()
        - after
            .trim_start_matches(|c: char| c.is_whitespace() || ":-–—|,)].•".contains(c))
            .len();
    let time = NaiveTime::from_hms_opt(hour, minute, 0)?;
    Some(Clock {
        time,
        len: text.len() - after.len() + separators,
    })
}

/// Dates clocks that stand one under another: the first from the page's date, each other from its neighbour; a clock
/// that jumps against the page's direction crossed midnight.
pub(in crate::source) fn dated(
    clocks: &[Option<NaiveTime>],
    page: DateTime<FixedOffset>,
) -> Vec<Option<DateTime<FixedOffset>>> {
    let known: Vec<NaiveTime> = clocks.iter().flatten().copied().collect();
    let falling = known.windows(2).filter(|pair| pair[1] <= pair[0]).count();
    let newest_first = falling * 2 >= known.len().saturating_sub(1);
    let mut date = first_date(&known, page, newest_first);
    let mut before: Option<NaiveTime> = None;
    clocks
        .iter()
        .map(|clock| {
            let time = (*clock)?;
            if let Some(before) = before {
                // Neighbours may swap by minutes; only a jump of hours is another day.
                let jump = time.signed_duration_since(before);
                if newest_first && jump > TimeDelta::hours(3) {
                    date = date.checked_sub_days(Days::new(1))?;
                } else if !newest_first && jump < TimeDelta::hours(-3) {
                    date = date.checked_add_days(Days::new(1))?;
                }
            }
            before = Some(time);
            date.and_time(time)
                .and_local_timezone(*page.offset())
                .earliest()
        })
        .collect()
}

/// The day of the first clock: the page's, or the one before where the clock would lie after the page's time.
fn first_date(known: &[NaiveTime], page: DateTime<FixedOffset>, newest_first: bool) -> NaiveDate {
    let date = page.date_naive();
    match known.first() {
        Some(first) if newest_first && *first > page.time() + TimeDelta::hours(2) => {
            date.checked_sub_days(Days::new(1)).unwrap_or(date)
        }
        _ => date,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_at_the_beginning_are_read_and_other_numbers_are_not() {
        for (text, clock, rest) in [
            ("17.00 We are going", "17:00", "We are going"),
            ("6.15 pm: China", "18:15", "China"),
            ("12.31 Uhr: Zeitung", "12:31", "Zeitung"),
            ("9:43PM", "21:43", ""),
            ("2015: Right then", "20:15", "Right then"),
            ("12:05 a.m. – Late", "00:05", "Late"),
            ("04h49 Le pont", "04:49", "Le pont"),
            (" 8:49 BST – Bridge", "08:49", "Bridge"),
        ] {
            let found = leading(text).unwrap();
            assert_eq!(
                (
                    found.time.format("%H:%M").to_string().as_str(),
                    &text[found.len..]
                ),
                (clock, rest),
                "{text}"
            );
        }
        for text in [
            "2015 was a year",
            "10.5 metres",
            "3.14159",
            "25:00 x",
            "12:61",
            "1-0",
            "100:00",
            "21:43:05.2",
            "",
        ] {
            assert_eq!(leading(text), None, "{text}");
        }
    }

    #[test]
    fn midnight_is_crossed_in_both_directions() {
        let page = DateTime::parse_from_rfc3339("2025-08-07T12:00:00+02:00").unwrap();
        let clocks = |texts: &[&str]| -> Vec<Option<NaiveTime>> {
            texts.iter().map(|t| leading(t).map(|c| c.time)).collect()
        };
        let days = |texts: &[&str]| -> Vec<u32> {
            use chrono::Datelike;
            dated(&clocks(texts), page)
                .into_iter()
                .map(|d| d.unwrap().day())
                .collect()
        };
        assert_eq!(days(&["11:00", "00:10", "23:50", "20:00"]), [7, 7, 6, 6]);
        assert_eq!(days(&["20:00", "23:50", "00:10", "03:00"]), [7, 7, 8, 8]);
        assert_eq!(days(&["11:00", "11:02", "10:00"]), [7, 7, 7]);
    }
}
