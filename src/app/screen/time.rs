//! Jumping to a time: what is typed, and the update that stands nearest to it.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use super::{Outcome, Under};
use crate::{
    app::{
        clock,
        input::TextLine,
        keys::{Action, Press},
        msg::Effect,
        reader::Reader,
        words,
    },
    model::{Clean, Item, Zone},
};

/// An update further from the typed time than this is worth a word, in minutes.
const FAR_MINUTES: i64 = 60;

/// Reads a time as people type it, by a grammar of figures alone. That of pages (`source::field::time`) is another on
/// purpose: it guesses at words of many languages, takes a page for its context and marks what it guessed, while what is
/// typed is a command that is asked again where it is not understood. A clock with its sign (`14:30`) means the same in both.
///
/// Known are `14:30`, `1430`, `9`, `2025-08-07 14:30`, `2025-08-07`, `-2h`, `-30m`.
///
/// A clock time is of the day `day`, a difference counts from `now`. `None` where it is no time.
pub fn parse(typed: &str, zone: Zone, day: NaiveDate, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let typed = typed.trim();
    if let Some(back) = typed.strip_prefix('-') {
        return Some(now - difference(back)?);
    }
    let (date, time) = match typed.split_once([' ', 'T']) {
        Some((date, time)) => (date.parse().ok()?, clock_time(time)?),
        None => match typed.parse::<NaiveDate>() {
            Ok(date) => (date, NaiveTime::MIN),
            Err(_) => (day, clock_time(typed)?),
        },
    };
    Some(zone.at_wall(NaiveDateTime::new(date, time)))
}

/// Reads `2h`, `30m`, `90` (minutes), `1d`.
fn difference(text: &str) -> Option<TimeDelta> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == ' ');
    let number: i64 = digits.parse().ok().filter(|n| (0..1_000_000).contains(n))?;
    match text.get(digits.len()..)?.trim() {
        "" | "m" | "min" => Some(TimeDelta::minutes(number)),
        "h" => Some(TimeDelta::hours(number)),
        "d" => Some(TimeDelta::days(number)),
        _ => None,
    }
}

/// Reads `14:30`, `14.30`, `14h30`, `1430`, `9`.
fn clock_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    let (hour, minute) = match text.split_once([':', '.', 'h']) {
        Some((hour, "")) => (hour, "0"),
        Some(parts) => parts,
        None if text.len() >= 3 => text.split_at_checked(text.len() - 2)?,
        None => (text, "0"),
    };
    let number = |part: &str| {
        let digits = part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| digits)
    };
    NaiveTime::from_hms_opt(number(hour)?, number(minute)?, 0)
}

/// Takes the keys of the line; goes there when it is accepted: to an update, or to a time of the story that is played.
pub(super) fn press(line: &mut TextLine, press: Press, mut under: Under) -> Outcome {
    let played = under.replay().map(|replay| replay.player().at());
    let Some(reader) = under.reader() else {
        return Outcome::close();
    };
    match press.action {
        Some(Action::Accept) if line.text().trim().is_empty() => Outcome::close(),
        Some(Action::Accept) => {
            reader.times.remember(line.text().trim());
            if let Some(at) = played {
                let day = clock::day(reader.zone(), at);
                let Some(to) = parse(line.text(), reader.zone(), day, at) else {
                    reader.tell(Clean::line(words::NO_TIME));
                    return Outcome::done();
                };
                if let Some(replay) = under.replay() {
                    replay.go_to(to);
                }
                return Outcome::close();
            }
            match go_to_time(reader, line.text()) {
                Some(effects) => Outcome::Close(effects),
                None => Outcome::done(),
            }
        }
        Some(Action::Back) => Outcome::close(),
        Some(Action::DeleteBack) if line.text().is_empty() => Outcome::close(),
        _ => {
            line.recall(press, &reader.times);
            line.press(press);
            Outcome::done()
        }
    }
}

/// Goes to the update nearest to a typed time; a clock time is of the selected update's day. What is no time stays to be
/// mended.
fn go_to_time(reader: &mut Reader, typed: &str) -> Option<Vec<Effect>> {
    let (zone, now) = (reader.zone(), reader.now());
    let blog = reader.blog();
    let selected = blog.selected().and_then(|id| blog.timeline().get(id));
    let day = clock::day(zone, selected.map_or(now, Item::time));
    let Some(wanted) = parse(typed, zone, day, now) else {
        reader.tell(Clean::line(words::NO_TIME));
        return None;
    };
    let shown = blog.shown().filter_map(|(id, _)| blog.timeline().get(id));
    let Some(nearest) = shown.min_by_key(|item| (item.time() - wanted).abs()) else {
        return Some(Vec::new());
    };
    let (id, at) = (nearest.entry.id.clone(), nearest.time());
    if (at - wanted).abs() > TimeDelta::minutes(FAR_MINUTES) {
        let at = clock::moment(zone, at, now);
        reader.tell(Clean::line(&words::nearest_update(&at)));
    }
    Some(reader.go_to(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_type_them() {
        let day = "2025-08-07".parse().unwrap();
        let now: DateTime<Utc> = "2025-08-08T01:00:00Z".parse().unwrap();
        for (typed, expected) in [
            ("14:30", Some("2025-08-07T14:30:00Z")),
            ("14.30", Some("2025-08-07T14:30:00Z")),
            ("14h30", Some("2025-08-07T14:30:00Z")),
            ("14h", Some("2025-08-07T14:00:00Z")),
            ("1430", Some("2025-08-07T14:30:00Z")),
            (" 930 ", Some("2025-08-07T09:30:00Z")),
            ("9", Some("2025-08-07T09:00:00Z")),
            ("2025-08-06 9:05", Some("2025-08-06T09:05:00Z")),
            ("2025-08-06", Some("2025-08-06T00:00:00Z")),
            ("-2h", Some("2025-08-07T23:00:00Z")),
            ("-30m", Some("2025-08-08T00:30:00Z")),
            ("-90", Some("2025-08-07T23:30:00Z")),
            ("-1d", Some("2025-08-07T01:00:00Z")),
            ("25:00", None),
            ("12:99", None),
            ("noon", None),
            ("-x", None),
            ("+5:+3", None),
            ("-99999999999999999h", None),
            ("é9", None),
            ("", None),
        ] {
            let expected = expected.map(|text| text.parse::<DateTime<Utc>>().unwrap());
            assert_eq!(parse(typed, Zone::Utc, day, now), expected, "{typed:?}");
        }
    }
}
