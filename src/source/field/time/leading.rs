//! Clocks that a text begins with, as minute-by-minute reports have them.

use chrono::NaiveTime;

/// A clock at the beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::source) struct Clock {
    pub(in crate::source) time: NaiveTime,
    /// How many bytes of the text it takes, with what parts it from the rest.
    pub(in crate::source) len: usize,
}

/// What may stand before a clock.
const OPENINGS: &str = "[(•*+";

/// Words that stand before a clock.
const WORDS: &[&str] = &[
    "ore ",
    "um ",
    "uhrzeit: ",
    "kl. ",
    "kl ",
    "klo ",
    "godz. ",
    "às ",
    "a las ",
    "à ",
];

/// Tells whether a character may begin a text that begins with a clock.
pub(in crate::source) fn may_begin(c: char) -> bool {
    c.is_ascii_digit()
        || OPENINGS.contains(c)
        || WORDS
            .iter()
            .any(|word| word.starts_with(c) || word.starts_with(|w: char| w.to_uppercase().eq([c])))
}

/// Takes off the word before a clock.
pub(in crate::source) fn without_words(text: &str) -> &str {
    let behind = |word: &&str| {
        let head = text.get(..word.len())?;
        let rest = text.get(word.len()..)?;
        head.eq_ignore_ascii_case(word).then_some(rest)
    };
    WORDS.iter().find_map(behind).unwrap_or(text)
}

/// Reads a clock that a text begins with: `17.00`, `6.15 pm:`, `12.31 Uhr:`, `21:43`, `9:43PM`, `2015:`.
pub(in crate::source) fn leading(text: &str) -> Option<Clock> {
    let trimmed = text.trim_start_matches(|c: char| c.is_whitespace() || OPENINGS.contains(c));
    let rest = without_words(trimmed);
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
}
