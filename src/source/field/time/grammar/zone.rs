//! Zones in tokens: "BST", "(IST)", "GMT+2", "+0100", "Eastern Time", "London time", ", UK", "мск".

use chrono::FixedOffset;
use chrono_tz::Tz;

use crate::source::field::time::{lexicon::Meaning, line::Line, zones};

/// A zone as a text names it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::source::field::time) enum Zone {
    /// A number of hours and minutes east of UTC.
    Offset(FixedOffset),
    /// An abbreviation in capitals; what it means is the publisher's to say.
    Abbreviation(String),
    /// A name that means one zone, and its season: `s`, `d`, or `g` for what the date says.
    Named(Tz, char),
}

/// Reads a zone after a clock, in brackets or not.
pub(super) fn zone_at(line: &Line, at: usize) -> Option<(Zone, usize)> {
    let opened = line.is_one_of(at, "([");
    let comma = line.is(at, ',') && line.get(at + 1).is_some_and(|t| t.text == "UK");
    let start = if opened || comma { at + 1 } else { at };
    let (zone, end) = offset_at(line, start).or_else(|| named(line, start))?;
    match (opened, line.get(end)) {
        (false, _) => Some((zone, end)),
        (true, Some(token)) if token.is_one_of(")]") => Some((zone, end + 1)),
        (true, _) => None,
    }
}

fn named(line: &Line, at: usize) -> Option<(Zone, usize)> {
    let token = line.get(at)?;
    let spoken = line.find(at, |meaning| match meaning {
        Meaning::Zone(zone, season) => Some((zone, season)),
        _ => None,
    });
    // "ist", "est" and "et" are words of other languages: only capitals are abbreviations. `Z` may be small.
    let capitals = token.is_capitals() && token.text.is_ascii() && token.text.len() <= 5;
    let zulu = token.text == "z" && !token.apart;
    if let Some(said) = &spoken {
        let many = said.end > at + 1;
        let is_name =
            many || !token.text.is_ascii() || (token.is_capitalised() && token.text.len() > 5);
        if is_name || matches!(token.word(), "eastern" | "pacific") {
            let dot =
                line.is(said.end, '.') && line.is_glued(said.end) && !line.is_glued(said.end + 1);
            let end = if dot { said.end + 1 } else { said.end };
            return Some((Zone::Named(said.value.0, said.value.1), end));
        }
    }
    if !capitals && !zulu {
        return None;
    }
    let name = token.text.to_ascii_uppercase();
    let end = at + 1;
    if matches!(name.as_str(), "GMT" | "UTC")
        && let Some(found) = offset_at(line, end)
    {
        return Some(found);
    }
    // "UK time", "ET time".
    let end = if line.word(end) == "time" {
        end + 1
    } else {
        end
    };
    if zones::is_abbreviation(&name) {
        return Some((Zone::Abbreviation(name), end));
    }
    let (zone, season) = spoken?.value;
    Some((Zone::Named(zone, season), end))
}

/// Reads "+01:00", "-0330", "+2".
fn offset_at(line: &Line, at: usize) -> Option<(Zone, usize)> {
    let sign = line.get(at).filter(|t| t.is_one_of("+-"))?;
    let first = line.get(at + 1).filter(|t| !t.apart)?;
    let (hours, minutes, end) = if let Some(both) = first.number(4..=4) {
        (both / 100, both % 100, at + 2)
    } else {
        let hours = first.number(1..=2)?;
        let colon = line.is(at + 2, ':') && line.is_glued(at + 2);
        match colon.then(|| line.glued(at + 3, 2..=2)).flatten() {
            Some(minutes) => (hours, minutes, at + 4),
            None => (hours, 0, at + 2),
        }
    };
    // A dash between two times ("10:00 - 11:30") is no offset: offsets of one or two digits follow at once.
    if sign.is('-') && sign.apart && first.number(4..=4).is_none() {
        return None;
    }
    if hours > 15 || minutes > 59 {
        return None;
    }
    let seconds = i32::try_from(hours * 3_600 + minutes * 60).ok()?;
    let east = FixedOffset::east_opt(if sign.is('-') { -seconds } else { seconds })?;
    Some((Zone::Offset(east), end))
}
