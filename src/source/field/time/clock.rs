//! Clocks in tokens: "04:49", "4.49 p.m.", "04h49", "0849 GMT", and the zone beside them.

use chrono::{FixedOffset, NaiveTime};
use chrono_tz::Tz;

use super::{TimeContext, ZoneMark, tokens::Token, words, zones};

/// A time of day as a text writes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    pub time: NaiveTime,
    /// Written as 24:00: the first moment of the next day.
    pub next_day: bool,
    pub mark: Option<ZoneMark>,
    /// Whether the figures can hardly be anything else; "12.31" can.
    pub sure: bool,
}

/// How a clock's figures are written.
struct Figures {
    hour: u32,
    minute: u32,
    second: u32,
    sure: bool,
    /// The figures need a word beside them to be a clock at all.
    needs_word: bool,
    end: usize,
}

/// Reads a clock that begins at a token; returns it with the place of the next token.
pub(super) fn clock_at(tokens: &[Token], at: usize, ctx: &TimeContext) -> Option<(Clock, usize)> {
    let (leading, start) = leading_half(tokens, at);
    let figures = figures(tokens, start)?;
    let mut end = figures.end;
    let mut sure = figures.sure;
    let mut named = leading.is_some();
    let mut half = leading;
    if let Some((found, next)) = half_of_day(tokens, end) {
        half = Some(found);
        named = true;
        end = next;
    }
    if let Some(next) = confirmation(tokens, end) {
        named = true;
        end = next;
    }
    let mut mark = None;
    if let Some((found, next)) = zone_at(tokens, end, ctx)
        // "10-12" is no clock with an offset.
        && !(figures.needs_word && !named && matches!(found, ZoneMark::Offset(_)))
    {
        mark = Some(found);
        named = true;
        end = next;
    }
    if figures.needs_word && !named {
        return None;
    }
    sure |= named;
    if !sure && is_amount(tokens, start, end) {
        return None;
    }
    let hour = match half {
        Some(Half::Morning) if figures.hour == 12 => 0,
        Some(Half::Afternoon) if figures.hour < 12 => figures.hour + 12,
        _ => figures.hour,
    };
    let (hour, next_day) = if hour == 24 && figures.minute == 0 && figures.second == 0 {
        (0, true)
    } else {
        (hour, false)
    };
    // A leap second is shown as the second before it.
    let time = NaiveTime::from_hms_opt(hour, figures.minute, figures.second.min(59))?;
    if figures.second > 60 {
        return None;
    }
    Some((
        Clock {
            time,
            next_day,
            mark,
            sure,
        },
        end,
    ))
}

fn figures(tokens: &[Token], at: usize) -> Option<Figures> {
    let first = tokens.get(at)?;
    let next = tokens.get(at + 1);
    if let Some(value) = first.number(4..=4) {
        // "0849 GMT", or "2015:" at the very beginning.
        let opens = at == 0
            && next.is_some_and(|t| t.is(':') && !t.apart)
            && number(tokens, at + 2, 1..=9).is_none();
        let (hour, minute) = (value / 100, value % 100);
        return (hour < 24 && minute < 60).then_some(Figures {
            hour,
            minute,
            second: 0,
            sure: opens,
            needs_word: !opens,
            end: if opens { at + 2 } else { at + 1 },
        });
    }
    let hour = first.number(1..=2)?;
    let plain = Figures {
        hour,
        minute: 0,
        second: 0,
        sure: false,
        needs_word: true,
        end: at + 1,
    };
    let Some(sign) = next else { return Some(plain) };
    if sign.is(':') || (sign.is('.') && !sign.apart) {
        let Some(minute) = tokens
            .get(at + 2)
            .filter(|t| !t.apart || sign.is(':'))
            .and_then(|t| t.number(2..=2))
        else {
            return Some(plain);
        };
        let separator = if sign.is(':') { ':' } else { '.' };
        let goes_on = tokens
            .get(at + 3)
            .is_some_and(|t| t.is(separator) && !t.apart);
        let second = if goes_on {
            number(tokens, at + 4, 2..=2)
        } else {
            None
        };
        let mut end = if second.is_some() { at + 5 } else { at + 3 };
        if second.is_some()
            && tokens
                .get(end)
                .is_some_and(|t| t.is_one_of(".,") && !t.apart)
        {
            // A fraction of a second.
            if tokens
                .get(end + 1)
                .is_some_and(|t| !t.apart && t.number(1..=9).is_some())
            {
                end += 2;
            }
        }
        return (hour <= 24 && minute < 60).then_some(Figures {
            hour,
            minute,
            second: second.unwrap_or(0),
            sure: separator == ':',
            needs_word: false,
            end,
        });
    }
    if matches!(sign.word(), "h" | "時" | "时" | "點" | "点" | "시") {
        let minute = tokens.get(at + 2).and_then(|t| {
            t.number(2..=2)
                .or_else(|| t.number(1..=1).filter(|_| !t.apart))
        });
        if let Some(minute) = minute.filter(|m| *m < 60 && hour <= 24) {
            let unit = tokens
                .get(at + 3)
                .is_some_and(|t| matches!(t.word(), "分" | "분" | "min" | "m"));
            let end = if unit { at + 4 } else { at + 3 };
            return Some(Figures {
                hour,
                minute,
                second: 0,
                sure: true,
                needs_word: false,
                end,
            });
        }
        let end = at + 2;
        return (hour <= 24).then_some(Figures {
            end,
            needs_word: false,
            ..plain
        });
    }
    Some(plain)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

/// Reads what stands before the figures in some languages: 午後, 오전, and words that announce a clock.
fn leading_half(tokens: &[Token], at: usize) -> (Option<Half>, usize) {
    let word = |at: usize| tokens.get(at).map_or("", Token::word);
    match (word(at), word(at + 1)) {
        ("午" | "上", "前" | "午") => (Some(Half::Morning), at + 2),
        ("午" | "下", "後" | "后" | "午") => (Some(Half::Afternoon), at + 2),
        ("오전", _) => (Some(Half::Morning), at + 1),
        ("오후", _) => (Some(Half::Afternoon), at + 1),
        _ => (None, at),
    }
}

/// Reads "am", "p.m.", "a. m.".
fn half_of_day(tokens: &[Token], at: usize) -> Option<(Half, usize)> {
    let half = |letter: &str| match letter {
        "am" | "a" => Some(Half::Morning),
        "pm" | "p" => Some(Half::Afternoon),
        _ => None,
    };
    let word = tokens.get(at)?.word();
    if word.len() == 2 {
        return half(word).map(|half| (half, at + 1));
    }
    let dot = |at: usize| tokens.get(at).is_some_and(|t| t.is('.'));
    let found = half(word)?;
    let second = if dot(at + 1) { at + 2 } else { at + 1 };
    tokens.get(second).filter(|t| t.word() == "m")?;
    Some((
        found,
        if dot(second + 1) {
            second + 2
        } else {
            second + 1
        },
    ))
}

/// Reads "Uhr", "hrs" and the like; "h" only where it stands apart, so that "04:49h" is one, too.
fn confirmation(tokens: &[Token], at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    let confirmed = words::confirms_clock(token.word());
    confirmed.then_some(at + 1)
}

/// Reads a zone after a clock, in brackets or not: "BST", "(IST)", "GMT+2", "+0100", "Eastern Time", ", UK".
pub(super) fn zone_at(tokens: &[Token], at: usize, ctx: &TimeContext) -> Option<(ZoneMark, usize)> {
    let opened = tokens.get(at).is_some_and(|t| t.is_one_of("(["));
    let comma = tokens.get(at).is_some_and(|t| t.is(','))
        && tokens.get(at + 1).is_some_and(|t| t.text == "UK");
    let start = if opened || comma { at + 1 } else { at };
    let (mark, end) = offset_at(tokens, start).or_else(|| named_zone(tokens, start, ctx))?;
    match (opened, tokens.get(end)) {
        (false, _) => Some((mark, end)),
        (true, Some(token)) if token.is_one_of(")]") => Some((mark, end + 1)),
        (true, _) => None,
    }
}

fn named_zone(tokens: &[Token], at: usize, ctx: &TimeContext) -> Option<(ZoneMark, usize)> {
    let token = tokens.get(at)?;
    if let Some((zone, end)) = spoken_zone(tokens, at) {
        return Some((ZoneMark::Zone(zone), end));
    }
    // "ist", "est" and "et" are words of other languages: only capitals are abbreviations. `Z` may be small.
    let capitals = token.is_capitals() && token.text.is_ascii();
    let zulu = token.text == "z" && !token.apart;
    if !capitals && !zulu {
        return None;
    }
    let name = token.text.to_ascii_uppercase();
    let mark = zones::abbreviation(&name, ctx)?;
    let end = at + 1;
    if matches!(name.as_str(), "GMT" | "UTC")
        && let Some((offset, next)) = offset_at(tokens, end)
    {
        return Some((offset, next));
    }
    // "UK time", "ET time".
    let time = tokens.get(end).is_some_and(|t| t.word() == "time");
    Some((mark, if time { end + 1 } else { end }))
}

/// Reads a zone in words.
fn spoken_zone(tokens: &[Token], at: usize) -> Option<(Tz, usize)> {
    let word = |at: usize| tokens.get(at).map_or("", Token::word);
    let zone = match word(at) {
        "eastern" => Tz::America__New_York,
        "central" => Tz::America__Chicago,
        "mountain" => Tz::America__Denver,
        "pacific" => Tz::America__Los_Angeles,
        "london" => Tz::Europe__London,
        "moscow" => Tz::Europe__Moscow,
        "kyiv" => Tz::Europe__Kyiv,
        "paris" => Tz::Europe__Paris,
        _ => return None,
    };
    let season = matches!(word(at + 1), "standard" | "daylight" | "summer");
    let end = if season { at + 2 } else { at + 1 };
    match word(end) {
        "time" => Some((zone, end + 1)),
        // "8 a.m. Eastern" says enough; "10:00 London" may begin a sentence.
        _ if matches!(word(at), "eastern" | "pacific") => Some((zone, end)),
        _ => None,
    }
}

/// Reads "+01:00", "-0330", "+2".
fn offset_at(tokens: &[Token], at: usize) -> Option<(ZoneMark, usize)> {
    let sign = tokens.get(at).filter(|t| t.is_one_of("+-"))?;
    let first = tokens.get(at + 1).filter(|t| !t.apart)?;
    let (hours, minutes, end) = if let Some(both) = first.number(4..=4) {
        (both / 100, both % 100, at + 2)
    } else {
        let hours = first.number(1..=2)?;
        let minutes = tokens
            .get(at + 2)
            .filter(|t| t.is(':') && !t.apart)
            .and_then(|_| number(tokens, at + 3, 2..=2));
        (
            hours,
            minutes.unwrap_or(0),
            if minutes.is_some() { at + 4 } else { at + 2 },
        )
    };
    // A dash between two times ("10:00 - 11:30") is no offset: offsets of one or two digits follow at once.
    if sign.is('-') && sign.apart && first.text.len() < 4 {
        return None;
    }
    if hours > 15 || minutes > 59 {
        return None;
    }
    let seconds = i32::try_from(hours * 3_600 + minutes * 60).ok()?;
    let east = FixedOffset::east_opt(if sign.is('-') { -seconds } else { seconds })?;
    Some((ZoneMark::Offset(east), end))
}

/// Tells whether figures with a dot are an amount: "12.31 per cent", "$3.45", "1.12.31".
fn is_amount(tokens: &[Token], start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).and_then(|at| tokens.get(at));
    let glued = before.is_some_and(|t| {
        tokens.get(start).is_some_and(|own| !own.apart)
            && (t.is_one_of("$€£¥.,-+") || t.number(1..=9).is_some())
    });
    let after = tokens.get(end).is_some_and(|t| {
        t.is_one_of("%€$£°")
            || words::is_amount(t.word())
            || (!t.apart && (t.is_one_of("-") || t.number(1..=9).is_some()))
    });
    let decimals = tokens
        .get(end)
        .is_some_and(|t| t.is_one_of(".,") && !t.apart)
        && tokens
            .get(end + 1)
            .is_some_and(|t| !t.apart && t.number(1..=9).is_some());
    glued || after || decimals
}

fn number(tokens: &[Token], at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    tokens.get(at).filter(|t| !t.apart)?.number(digits)
}
