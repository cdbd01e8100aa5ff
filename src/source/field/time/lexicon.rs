//! What words mean in dates and times: looks up phrases of tokens in the tables of [`vocabulary::time`].
//!
//! CLDR's table is searched where it stands, sorted as it is: nothing is read at the start of the program, and all that
//! is kept is where the phrases stand that begin with a word. The few hundred words that CLDR lacks are sorted at their first use.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, HashMap},
    hash::BuildHasherDefault,
    ops::{Bound, Range},
    sync::LazyLock,
};

use chrono::Weekday;
use chrono_tz::Tz;

use super::tokens::{Token, TokenKind, tokens};
use crate::source::{dom::numbered::Spread, vocabulary};

/// The most tokens that a phrase has.
const LONGEST: usize = 12;

/// What a phrase means in a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A month; `first` where its language may write it before the day.
    Month {
        number: u32,
        first: bool,
    },
    /// The number in the phrase is a month ("tháng 8").
    NumberedMonth,
    /// A month of the Persian calendar.
    PersianMonth(u32),
    Weekday(Weekday),
    /// The number in the phrase is a weekday, and Monday is the second ("thứ 2").
    NumberedWeekday,
    /// A part of the day, from an hour to another.
    Hours {
        from: u32,
        before: u32,
    },
    /// A time of day that is a word: "noon".
    Clock(u32),
    /// So many days before today.
    DaysBack(i64),
    /// A whole relative time, in seconds; times the number in the phrase where it holds one.
    Ago(i64),
    /// A unit of time, in seconds.
    Unit(i64),
    BeginsAgo,
    EndsAgo,
    /// Stands for a number before a unit.
    Some(u32),
    Half,
    About,
    Now,
    /// An era, and what it adds to its years.
    Era(u32),
    /// Joins the parts of a date, or stands behind its year.
    JoinsDate,
    /// Joins a date and a clock.
    Links,
    /// Says that the figures after it are a clock.
    Announces,
    BeforeClock,
    AfterClock,
    /// Stands between hour and minute.
    HourSign,
    /// Stands behind the minute.
    MinuteSign,
    /// A zone's name; its season (`s`, `d`, or `g` for what the date says).
    Zone(Tz, char),
    /// Makes the figures before it an amount.
    Amount,
    /// Adds nothing to the time beside it.
    Label,
    /// Says that the time after it is that of a change.
    Changed,
}

/// What a phrase that begins at some token means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sense {
    pub meaning: Meaning,
    /// The place of the next token.
    pub end: usize,
    /// The number in the phrase, where it holds one.
    pub number: Option<u32>,
    /// How well the language fits: the page's own, else the more the more languages share the meaning.
    pub fit: Fit,
}

/// How well the language of a meaning fits the page's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// Other languages have it, so many.
    Others(usize),
    /// It is told for all languages.
    Any,
    /// The page's own language has it.
    Own,
}

/// The language of a page, as the first part of its tag; knowing none is allowed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tongue([u8; 3]);

impl Tongue {
    /// Takes the language of a BCP 47 tag; `_` for `-` is understood.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let language = tag.trim().split(['-', '_']).next().unwrap_or_default();
        let mut letters = [0; 3];
        if language.len() <= letters.len() && language.bytes().all(|b| b.is_ascii_alphabetic()) {
            for (slot, byte) in letters.iter_mut().zip(language.bytes()) {
                *slot = byte.to_ascii_lowercase();
            }
        }
        Self(letters)
    }

    /// Tells whether the tag is this language, which is written in small letters.
    #[must_use]
    pub fn is(self, language: &str) -> bool {
        let letters = language.bytes().chain(std::iter::repeat(0));
        (1..=self.0.len()).contains(&language.len())
            && self.0.iter().zip(letters).all(|(own, other)| *own == other)
    }

    fn is_known(self) -> bool {
        self != Self::default()
    }
}

/// The phrases of both tables that begin alike.
#[derive(Debug, Clone, Default)]
struct Alike {
    /// Whether the words that CLDR lacks have any.
    own: bool,
    /// The bytes of CLDR's table that they stand in.
    cldr: Range<usize>,
}

type ByWord = HashMap<&'static str, Alike, BuildHasherDefault<Spread>>;

/// How the phrases of either table begin: most tokens of a text begin none.
#[derive(Debug, Default)]
struct Beginnings {
    /// Phrases by the word or sign that they begin with.
    words: ByWord,
    /// Phrases that begin with a number, by what stands behind it.
    numbers: ByWord,
}

static BEGINNINGS: LazyLock<Beginnings> = LazyLock::new(|| {
    let mut beginnings = Beginnings::default();
    for phrase in OWN.keys() {
        if let Some(alike) = beginnings.entry(phrase) {
            alike.own = true;
        }
    }
    // Most lines begin as no other does; a map that grows moves all that it holds.
    let lines = memchr::memchr_iter(b'\n', vocabulary::time::CLDR.as_bytes()).count();
    beginnings.words.reserve(lines);
    let mut start = 0;
    for line in vocabulary::time::CLDR.split_inclusive('\n') {
        let end = start + line.len();
        // The first line says where the table comes from.
        let named = (start > 0).then(|| phrase(line.trim_end_matches('\n')));
        if let Some(alike) = named.and_then(|phrase| beginnings.entry(phrase)) {
            // Phrases that begin alike stand together in a sorted table.
            if alike.cldr.is_empty() {
                alike.cldr.start = start;
            }
            alike.cldr.end = end;
        }
        start = end;
    }
    beginnings
});

impl Beginnings {
    fn entry(&mut self, phrase: &'static str) -> Option<&mut Alike> {
        let mut parts = phrase.split(' ');
        let first = parts.next()?;
        Some(match first {
            "#" => self.numbers.entry(parts.next()?).or_default(),
            word => self.words.entry(word).or_default(),
        })
    }

    /// Finds the phrases that may begin at a token.
    fn of(&self, tokens: &[Token], at: usize) -> Option<&Alike> {
        let token = tokens.get(at)?;
        match token.kind {
            TokenKind::Number { .. } => {
                self.numbers.get(as_word(tokens.get(at + 1)?, &mut [0; 4])?)
            }
            _ => self.words.get(as_word(token, &mut [0; 4])?),
        }
    }
}

/// Returns a word or a sign as phrases have it.
fn as_word<'t>(token: &'t Token, room: &'t mut [u8; 4]) -> Option<&'t str> {
    match &token.kind {
        TokenKind::Word(word) => Some(word),
        TokenKind::Sign(sign) => Some(sign.encode_utf8(room)),
        TokenKind::Number { .. } => None,
    }
}

/// Lists the senses of the phrases that begin at a token.
pub(super) fn senses(tokens: &[Token], at: usize, tongue: Tongue) -> Vec<Sense> {
    let Some(alike) = BEGINNINGS.of(tokens, at) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut key = String::new();
    let mut number = None;
    let mut tables = [!alike.cldr.is_empty(), alike.own];
    for (place, token) in tokens.iter().enumerate().skip(at).take(LONGEST) {
        if !key.is_empty() {
            key.push(' ');
        }
        match &token.kind {
            TokenKind::Number { value, .. } if number.is_none() => {
                number = Some(*value);
                key.push('#');
            }
            TokenKind::Number { .. } => break,
            TokenKind::Word(word) => key.push_str(word),
            TokenKind::Sign(sign) => key.push(*sign),
        }
        if key == "#" {
            continue;
        }
        let mut goes_on = false;
        for (own, live) in [false, true].into_iter().zip(&mut tables) {
            if !*live {
                continue;
            }
            let (codes, more) = if own {
                in_own(&key)
            } else {
                in_cldr(&key, &alike.cldr)
            };
            *live = more;
            goes_on |= more;
            let listed = codes.split(' ').filter(|code| !code.is_empty());
            found.extend(listed.filter_map(|code| {
                let (code, languages) = code.split_once(':').unwrap_or((code, ""));
                Some(Sense {
                    meaning: meaning(code)?,
                    end: place + 1,
                    number,
                    fit: fit(languages, tongue),
                })
            }));
        }
        if !goes_on {
            break;
        }
    }
    found
}

fn fit(languages: &str, tongue: Tongue) -> Fit {
    if languages.is_empty() {
        return Fit::Any;
    }
    if tongue.is_known() && languages.split(',').any(|l| tongue.is(l)) {
        return Fit::Own;
    }
    Fit::Others(languages.split(',').count())
}

/// Reads what a table says of a phrase.
fn meaning(code: &str) -> Option<Meaning> {
    let (role, rest) = code.split_at_checked(1)?;
    let number = || rest.parse().ok();
    Some(match role {
        "M" if rest == "0" => Meaning::NumberedMonth,
        "M" | "F" => Meaning::Month {
            number: number()?,
            first: role == "F",
        },
        "J" => Meaning::PersianMonth(number()?),
        "D" => Meaning::Weekday(Weekday::try_from(u8::try_from(number()? - 1).ok()?).ok()?),
        "d" => Meaning::NumberedWeekday,
        "H" => {
            let (from, before) = rest.split_once('-')?;
            Meaning::Hours {
                from: from.parse().ok()?,
                before: before.parse().ok()?,
            }
        }
        "X" => Meaning::Clock(number()?),
        "K" => Meaning::DaysBack(number()?.into()),
        "G" => Meaning::Ago(number()?.into()),
        "U" => Meaning::Unit(number()?.into()),
        "B" => Meaning::BeginsAgo,
        "E" => Meaning::EndsAgo,
        "O" => Meaning::Some(number()?),
        "V" => Meaning::Half,
        "A" => Meaning::About,
        "N" => Meaning::Now,
        "R" => Meaning::Era(number()?),
        "Q" | "Y" => Meaning::JoinsDate,
        "L" => Meaning::Links,
        "a" => Meaning::Announces,
        "c" => Meaning::BeforeClock,
        "C" => Meaning::AfterClock,
        "h" => Meaning::HourSign,
        "m" => Meaning::MinuteSign,
        "Z" => {
            let (zone, season) = rest.rsplit_once('/')?;
            Meaning::Zone(zone.parse().ok()?, season.chars().next()?)
        }
        "P" => Meaning::Amount,
        "W" => Meaning::Label,
        "T" => Meaning::Changed,
        _ => return None,
    })
}

/// Looks a phrase up in CLDR's table: what it means, and whether longer phrases begin with it.
fn in_cldr(key: &str, among: &Range<usize>) -> (&'static str, bool) {
    let table = vocabulary::time::CLDR;
    let (mut low, mut high) = (among.start, among.end);
    while low < high {
        let middle = low + (high - low) / 2;
        let start = line_start(table, middle);
        let line = line_at(table, start);
        match phrase(line).as_bytes().cmp(key.as_bytes()) {
            Ordering::Less => low = start + line.len() + 1,
            Ordering::Equal | Ordering::Greater => high = start,
        }
    }
    let line = line_at(table, low);
    let (codes, next) = if phrase(line) == key {
        let next = line_at(table, low + line.len() + 1);
        (line.get(key.len() + 1..).unwrap_or_default(), next)
    } else {
        ("", line)
    };
    (codes, begins(phrase(next), key))
}

fn line_start(table: &str, at: usize) -> usize {
    let before = table.as_bytes().get(..at).unwrap_or_default();
    memchr::memrchr(b'\n', before).map_or(0, |end| end + 1)
}

fn line_at(table: &'static str, start: usize) -> &'static str {
    let rest = table.get(start..).unwrap_or_default();
    rest.split('\n').next().unwrap_or_default()
}

fn phrase(line: &str) -> &str {
    line.split('\t').next().unwrap_or_default()
}

/// Tells whether a phrase begins with the tokens of another and has more of them.
fn begins(phrase: &str, key: &str) -> bool {
    phrase
        .strip_prefix(key)
        .is_some_and(|rest| rest.starts_with(' '))
}

/// The words that CLDR lacks, with what they mean.
static OWN: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let mut table: BTreeMap<String, String> = BTreeMap::new();
    let mut language = "";
    for line in vocabulary::time::OWN.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            language = name;
            continue;
        }
        let Some((role, phrases)) = line.split_once(' ').filter(|_| !line.starts_with('#')) else {
            continue;
        };
        let (zone, phrases) = match role {
            "Z" => phrases.split_once(' ').unwrap_or_default(),
            _ => ("", phrases),
        };
        for phrase in phrases.split(',') {
            let key = key_of(phrase);
            // Short words mean many things: the page's own language is believed first.
            let told = if key.chars().count() <= 3 || role == "d" {
                language
            } else {
                ""
            };
            let colon = if told.is_empty() { "" } else { ":" };
            let codes = table.entry(key).or_default();
            for part in [" ", role, zone, colon, told] {
                codes.push_str(part);
            }
        }
    }
    table
});

fn key_of(phrase: &str) -> String {
    // Most are what their tokens are.
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte == b' ';
    if phrase.bytes().all(is_plain) {
        return phrase
            .split_ascii_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
    }
    let tokens = tokens(phrase);
    let parts = tokens.iter().map(|token| match &token.kind {
        TokenKind::Number { .. } => "#".to_owned(),
        TokenKind::Word(word) => word.clone().into_owned(),
        TokenKind::Sign(sign) => sign.to_string(),
    });
    parts.collect::<Vec<_>>().join(" ")
}

fn in_own(key: &str) -> (&'static str, bool) {
    let from = (Bound::Included(key), Bound::Unbounded);
    let mut after = OWN.range::<str, _>(from);
    let Some((phrase, codes)) = after.next() else {
        return ("", false);
    };
    if phrase == key {
        let more = after.next().is_some_and(|(next, _)| begins(next, key));
        (codes, more)
    } else {
        ("", begins(phrase, key))
    }
}
