//! Minutes of play: what stands where the clock would in the live blog of a match. They are no times of day.

use std::{collections::HashSet, sync::LazyLock};

use crate::source::{
    claim::Account,
    vocabulary::{self, play, spaced},
};

/// What stands where a minute would.
static LABELS: LazyLock<HashSet<&str>> = LazyLock::new(|| vocabulary::all(play::LABELS).collect());

/// The last minute that any match has, extra time included.
const LAST: u32 = 130;
/// The most minutes that are added to a half.
const ADDED: u32 = 30;

/// Finds the minute that a text begins with: "82'", "45+2’", "90' +3", "82. Min."; returns how many bytes it has.
pub(in crate::source) fn minute(text: &str) -> Option<usize> {
    counted(text).or_else(|| {
        let sign = text.split([' ', ':']).next()?;
        SIGNS.contains(&sign).then_some(sign.len())
    })
}

/// Tells cheaply whether a text may begin with a minute, by its first letter.
pub(in crate::source) fn may_begin(text: &str) -> bool {
    text.chars().next().is_some_and(|first| {
        first.is_ascii_digit() || SIGNS.iter().any(|sign| sign.starts_with(first))
    })
}

/// Short signs of the parts of a match, which stand before a text as minutes do.
const SIGNS: &[&str] = &["KO", "HT", "FT", "AET", "HZ"];

fn counted(text: &str) -> Option<usize> {
    let rest = number(text, LAST)?;
    let rest = added(rest).unwrap_or(rest);
    let rest = match mark(rest) {
        Some(after) => added(after)
            .and_then(|rest| mark(rest).or(Some(rest)))
            .unwrap_or(after),
        None => word(rest)?,
    };
    let ends = rest
        .chars()
        .next()
        .is_none_or(|next| !next.is_alphanumeric());
    ends.then_some(text.len() - rest.len())
}

/// Tells whether a text is a label of a match and nothing else: a minute, an over, "Half-time", "FT".
pub(in crate::source) fn is_label(text: &str) -> bool {
    minute(text).is_some_and(|length| text[length..].trim_matches(PARTING).is_empty())
        || over(text).is_some()
        || LABELS.contains(spaced(text).trim())
}

/// Balls of an over of cricket, those that are bowled again not counted.
const BALLS: u32 = 6;
/// The most overs that an innings has in a day's play and the night after it.
const OVERS: u32 = 250;

/// Reads the ball of an over that is all of a text: "12.4" is the fourth ball of the thirteenth over. Returns which ball
/// of the innings it is.
fn over(text: &str) -> Option<u32> {
    let (over, ball) = text
        .trim_matches([' ', ':', '|', '–', '-'])
        .split_once('.')?;
    let number = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit());
    let is_ball = ball.len() == 1 && number(ball) && (1..=3).contains(&over.len()) && number(over);
    let (over, ball): (u32, u32) = (over.parse().ok()?, ball.parse().ok()?);
    let exists = is_ball && over <= OVERS && (1..=BALLS).contains(&ball);
    exists.then_some(over * BALLS + ball)
}

/// Tells whether a text is the ball of an over, and nothing else.
pub(in crate::source) fn is_ball(text: &str) -> bool {
    over(text).is_some()
}

/// Tells whether labels are those of a match: amounts with one decimal are overs only where one ball follows the other,
/// from one over into the next.
pub(in crate::source) fn are_labels<'t>(labels: impl Iterator<Item = &'t str>) -> bool {
    let labels: Vec<&str> = labels.collect();
    let balls: Vec<u32> = labels.iter().filter_map(|label| over(label)).collect();
    if balls.len() * 2 <= labels.len() {
        return true;
    }
    let steps = balls.windows(2).map(|pair| pair[0].abs_diff(pair[1]));
    let follow = steps.filter(|step| *step <= 1).count();
    let of = |ball: &u32| (ball - 1) / BALLS;
    let turns = balls.first().map(of) != balls.last().map(of);
    turns && follow * 10 >= (balls.len() - 1) * 8
}

/// Parts the label of a match from the text behind it; all of a text may be one.
pub(in crate::source) fn part(text: &str) -> Option<(&str, &str)> {
    if is_label(text) {
        return Some((text.trim_matches(PARTING), ""));
    }
    part_headline(text)
}

/// Parts the minute that a headline begins with from the rest of it. "Kick-off" alone is a headline.
pub(in crate::source) fn part_headline(headline: &str) -> Option<(&str, &str)> {
    let (label, rest) = headline.split_at_checked(minute(headline)?)?;
    Some((
        label.trim_matches(PARTING),
        rest.trim_start_matches(PARTING),
    ))
}

/// Tells whether updates are those of a match: most have its label, or a headline that begins with one.
pub(in crate::source) fn tells_a_match(updates: &[Account]) -> bool {
    let is_labelled =
        |update: &&Account| is_label(&update.label) || part_headline(&update.headline).is_some();
    updates.iter().filter(is_labelled).count() * 10 > updates.len() * 6
}

/// What parts a minute from the text behind it.
const PARTING: [char; 8] = [' ', ':', '-', '–', '—', '|', '·', '.'];

/// Takes a number of one to three digits, at most so large.
fn number(text: &str, most: u32) -> Option<&str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits)?;
    let is_minute = (1..=3).contains(&digits) && number.parse().is_ok_and(|n: u32| n <= most);
    is_minute.then_some(rest)
}

/// Takes what is added to a half: "+2".
fn added(text: &str) -> Option<&str> {
    let plus = text.trim_start_matches(' ').strip_prefix('+')?;
    number(plus.trim_start_matches(' '), ADDED)
}

/// Takes the sign of minutes.
fn mark(text: &str) -> Option<&str> {
    text.trim_start_matches(' ')
        .strip_prefix(['\'', '’', '′', '´', '‘', '`'])
}

/// Takes the word for minutes that makes a number one: "82. Min.", "82 min:"; "82 min ago" is none.
fn word(text: &str) -> Option<&str> {
    let counted = text.strip_prefix(['.', 'º', 'ª']);
    let start = counted.unwrap_or(text).trim_start_matches(' ');
    let end = start
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(start.len());
    let (word, rest) = start.split_at(end);
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let parted = counted.is_some()
        || rest.trim_start().is_empty()
        || rest.trim_start().starts_with([':', '-', '–', '—', '|']);
    (parted && vocabulary::is(&spaced(word), play::MINUTES)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_of_play_are_read_in_their_spellings() {
        for text in [
            "82' Goal!",
            "45+2’: saved",
            "90'+3 Over",
            "7′",
            "90 + 4' Corner",
            "82. Min.: Tor",
            "82. Minute",
            "12 min – Chance",
            "FT Over",
            "Nope",
        ] {
            let found = minute(text);
            assert_eq!(found.is_some(), text != "Nope", "{text}");
        }
        assert_eq!(minute("45+2’: saved"), Some("45+2’".len()));
        assert_eq!(minute("90'+3 Over"), Some("90'+3".len()));
    }

    #[test]
    fn clocks_scores_and_amounts_are_none() {
        for text in [
            "16:32",
            "12 min ago",
            "2-1",
            "82.5 per cent",
            "1990' nothing",
            "5 goals",
            "",
            "300'",
        ] {
            assert_eq!(minute(text), None, "{text}");
        }
    }

    #[test]
    fn balls_of_overs_are_labels_where_they_follow_each_other() {
        assert!(is_label("12.4") && is_label("0.1:"));
        assert!(!is_label("12.7") && !is_label("12.31") && !is_label("12.0") && !is_label("1.2.3"));
        assert!(are_labels(["12.2", "12.1", "11.6", "11.5"].into_iter()));
        assert!(are_labels(["82'", "80'", "HT"].into_iter()));
        assert!(
            !are_labels(["9.5", "9.4", "9.3", "9.1"].into_iter()),
            "marks"
        );
        assert!(
            !are_labels(["9.5", "8.4", "7.6", "7.1"].into_iter()),
            "marks"
        );
    }

    #[test]
    fn labels_stand_alone() {
        assert!(is_label("82'") && is_label("Half-time") && is_label("FT:"));
        assert!(!is_label("82' Goal") && !is_label("Half-time talk"));
    }
}
