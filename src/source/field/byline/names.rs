//! The grammar of bylines: who is named in "By Anna Roe and Ben Doe, in Oslo | Updated 12:40".
//!
//! Knows no page: it works on the words of one line. Languages are not told apart, since pages quote each other; what
//! a word means shows in what stands on either side of it.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use crate::{
    model::{Author, Clean, WebUrl, letters},
    source::vocabulary::{self, byline as words},
};

/// The longest byline, in bytes.
pub(in crate::source) const NAME: usize = 100;
/// The most words of a name, small ones not counted.
pub(super) const WORDS: usize = 5;
/// The most words of a name in a script that has no capitals.
const UNCASED_WORDS: usize = 4;
/// The most characters of a name in a script that has no spaces.
const UNSPACED: usize = 12;

static NO_NAMES: LazyLock<HashSet<String>> =
    LazyLock::new(|| vocabulary::in_letters(words::NO_NAMES));
static OFFICES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| vocabulary::all(words::OFFICES).collect());
static HOUSES: LazyLock<HashSet<&str>> = LazyLock::new(|| vocabulary::all(words::HOUSES).collect());
static CONJUNCTIONS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| vocabulary::all(words::CONJUNCTIONS).collect());
/// Openings by their first letters, longest first.
static OPENINGS: LazyLock<HashMap<char, Vec<&str>>> = LazyLock::new(|| {
    let mut openings: HashMap<char, Vec<&str>> = HashMap::new();
    for words in longest_first(words::OPENINGS) {
        openings.entry(first_letter(words)).or_default().push(words);
    }
    openings
});
static IN_PLACE: LazyLock<Vec<&str>> = LazyLock::new(|| longest_first(words::IN_PLACE));
static BEFORE_TIME: LazyLock<Vec<&str>> = LazyLock::new(|| longest_first(words::BEFORE_TIME));

fn longest_first(words: vocabulary::Words) -> Vec<&'static str> {
    let mut all: Vec<&str> = vocabulary::all(words).collect();
    all.sort_by_key(|word| std::cmp::Reverse(word.len()));
    all
}

/// Makes one name of a byline's text, as it stands behind its opening words; `None` for what is none.
pub(in crate::source) fn name(text: &str) -> Option<Clean> {
    let text = Clean::line(text);
    let text = text.as_str();
    let text = bare(opened(text.trim()).unwrap_or(text));
    let is_name = !text.is_empty() && text.len() <= NAME && !text.contains(['{', '<']);
    (is_name && !is_label(text)).then(|| Clean::line(text))
}

/// Makes authors of a byline's text; a page that it leads to is one author's, not several's.
pub(in crate::source) fn authors(text: &str, page: Option<WebUrl>) -> Vec<Author> {
    let names = names(text);
    let page = page.filter(|_| names.len() == 1);
    let names = names.into_iter();
    names
        .map(|name| Author {
            name,
            url: page.clone(),
        })
        .collect()
}

/// Makes names of a byline's text: whom it names, without offices, places, times and houses. An agency counts only
/// where nobody is named. What has no name in it that the grammar knows is one name as it stands.
pub(in crate::source) fn names(text: &str) -> Vec<Clean> {
    // Before the grammar parts it: half an escape sequence is text.
    let text = Clean::line(text);
    let text = text.as_str();
    if vocabulary::all(words::FROM_PLACE).any(|words| after_words(text, words).is_some()) {
        return Vec::new();
    }
    let text = without_addresses(text);
    let text = text.trim();
    let text = bare(opened(text).unwrap_or(text));
    let whole = || name(untimed(text)).into_iter().collect();
    if is_joined_with_more(text) {
        return whole();
    }
    let mut found: Vec<&str> = Vec::new();
    let mut houses: Vec<&str> = Vec::new();
    for (at, segment) in segments(text).into_iter().enumerate() {
        for (part, joined) in parts(untimed(segment)) {
            let Some(part) = person(part) else { continue };
            if is_agency(part) {
                houses.push(part);
            } else if at > 0 && !found.is_empty() && !joined && is_house(part) {
                // "Anna Roe | Bay Post": whom she works for.
            } else if is_full_name(part)
                || is_one_name(part) && at == 0 && (found.is_empty() || joined)
            {
                found.push(part);
            }
        }
    }
    // One word beside a full name is where somebody is; alone it is who.
    if found.iter().any(|name| is_full_name(name)) {
        found.retain(|name| is_full_name(name));
    }
    let found = if found.is_empty() { houses } else { found };
    let names: Vec<Clean> = found.into_iter().filter_map(name).collect();
    if names.is_empty() { whole() } else { names }
}

/// A text without the words that are addresses: "@annaroe", "anna.roe@post.example".
fn without_addresses(text: &str) -> Cow<'_, str> {
    if !text.contains('@') {
        return Cow::Borrowed(text);
    }
    let words = text.split(' ').filter(|word| !word.contains('@'));
    let rest = words.collect::<Vec<_>>().join(" ");
    if letters(&rest).is_empty() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(rest)
    }
}

/// What follows a byline's opening words; `None` where a text does not begin with any.
pub(in crate::source) fn opened(text: &str) -> Option<&str> {
    let rest = opening(text)?;
    // "Text: von Anna Rot": openings follow each other.
    Some(opening(rest).unwrap_or(rest)).filter(|rest| !rest.is_empty())
}

fn opening(text: &str) -> Option<&str> {
    OPENINGS.get(&first_letter(text))?.iter().find_map(|words| {
        let rest = after_words(text, words)?;
        // "Von der Leyen", "Di Maio": a part of a name, unless a whole one follows.
        let is_part = || words::PARTICLES.contains(words) && !begins_with_name(rest);
        (!is_part()).then_some(rest)
    })
}

/// The small form of the letter that a text begins with.
fn first_letter(text: &str) -> char {
    let first = text.chars().next();
    let small = first.and_then(|first| first.to_lowercase().next());
    small.unwrap_or_default()
}

fn begins_with_name(text: &str) -> bool {
    let mut words = text.split(' ');
    let is_great = |word: &str| word.starts_with(char::is_uppercase);
    // "Anna von der Hagen".
    words.next().is_some_and(is_great)
        && words
            .find(|word| !words::PARTICLES.contains(word))
            .is_some_and(is_great)
}

/// What follows words at the beginning of a text, whatever their case.
fn after_words<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let mut rest = text;
    for c in words.chars() {
        let mut chars = rest.chars();
        let own = chars.next()?;
        // Nearly all differ in their first letter, and most are ASCII.
        let same = if own.is_ascii() && c.is_ascii() {
            own.eq_ignore_ascii_case(&c)
        } else {
            own.to_lowercase().eq(c.to_lowercase())
        };
        if !same {
            return None;
        }
        rest = chars.as_str();
    }
    let ends_word = words.ends_with(|c: char| !c.is_alphanumeric() || is_ideograph(c));
    let parted = rest.starts_with([' ', ':', '\u{a0}']) || ends_word;
    parted.then(|| rest.trim_start_matches([' ', ':', '：', '\u{a0}']))
}

/// A text without the signs that part it from others.
fn bare(text: &str) -> &str {
    text.trim_matches([
        ' ', ',', '|', '·', '•', ':', ';', '-', '–', '—', '/', '、', '\u{a0}',
    ])
}

/// Parts a byline where signs do: what stands behind them is an office, a place, a time, another person.
fn segments(text: &str) -> Vec<&str> {
    let signs = text.split([
        '|', '·', '•', '\n', ';', '/', '／', '—', '(', ')', '（', '）',
    ]);
    signs
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" – "))
        .map(bare)
        .filter(|part| !part.is_empty())
        .collect()
}

/// A text before the time that it goes on with: names have no digits but those that a pseudonym ends with.
fn untimed(text: &str) -> &str {
    let begins = |at: &usize| {
        *at > 0 && text[..*at].ends_with(|c: char| !c.is_alphanumeric()) && is_timely(&text[*at..])
    };
    let mut digits = text
        .match_indices(|c: char| c.is_numeric())
        .map(|(at, _)| at);
    let Some(at) = digits.find(begins) else {
        return text;
    };
    before_time(&text[..at])
}

/// Tells whether digits begin a time, and no part of a name as in "Radio 5 Live".
fn is_timely(text: &str) -> bool {
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let unit = text
        .trim_start_matches(|c: char| c.is_numeric())
        .trim_start()
        .to_lowercase();
    digits > 2
        || ["am", "pm", "a.m", "p.m", "h", "uhr"]
            .iter()
            .any(|word| unit.starts_with(word))
}

/// Tells whether a name ends as those of newspapers and stations do.
fn is_house(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default();
    HOUSES.contains(last.to_lowercase().as_str())
}

/// Tells whether a line names people and says nothing else.
pub(in crate::source) fn are_names(line: &str) -> bool {
    let names = names(line);
    let is_name = |name: &Clean| is_full_name(name.as_str()) || is_phrase(name.as_str());
    !line.trim().ends_with(['.', '!', '?', ':', '…'])
        && !names.is_empty()
        && names.iter().all(is_name)
}

/// Tells whether several people stand in one name, with their house before them: four words in capitals at least, and
/// hardly any that is not.
fn is_phrase(text: &str) -> bool {
    let (great, small): (Vec<&str>, Vec<&str>) = text
        .split_whitespace()
        .partition(|word| word.starts_with(char::is_uppercase));
    great.len() > 3 && small.len() * 2 <= great.len()
}

/// Whom a line names that has its time in the middle, where signs part all that it says: "Anna Roe · 16:32 · Transport".
pub(super) fn between<'t>(before: &'t str, after: &'t str) -> Option<&'t str> {
    const SIGNS: [char; 5] = ['|', '·', '•', '/', '–'];
    let (before, after) = (before.trim(), after.trim());
    let is_parted = before.ends_with(SIGNS) && after.starts_with(SIGNS);
    let mut parts = before.split(SIGNS).chain(after.split(SIGNS)).map(bare);
    parts.find(|part| is_parted && are_names(part))
}

/// A text before a time, without the words that lead to it: "by Anna Roe on", "Published at".
pub(super) fn before_time(text: &str) -> &str {
    let mut before = bare(text);
    while let Some(shorter) = BEFORE_TIME
        .iter()
        .find_map(|word| before_words(before, word))
    {
        before = bare(shorter);
    }
    before
}

/// What stands before words at the end of a text.
fn before_words<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let at = text.len().checked_sub(words.len())?;
    let end = text.get(at..)?;
    let before = text.get(..at)?;
    let same = end.to_lowercase() == *words;
    (same && (before.is_empty() || before.ends_with(' '))).then_some(before)
}

/// Parts a list of names at commas and at the words that join them; tells whether a word joined each to the one
/// before.
fn parts(text: &str) -> Vec<(&str, bool)> {
    let mut parts = Vec::new();
    for listed in text.split([',', '，', '、', '،']) {
        let mut start = 0;
        let mut joined = false;
        let mut at = 0;
        for word in listed.split(' ') {
            let end = at + word.len();
            let (before, after) = (listed[start..at].trim(), listed[end..].trim());
            if joins(word, before, after) {
                if !before.is_empty() {
                    parts.push((before, joined));
                }
                joined = true;
                start = end;
            }
            at = (end + 1).min(listed.len());
        }
        let rest = listed[start..].trim();
        // "Anna Roe, Ben Doe و Sara Poe": Arabic and Hebrew glue the word to the name.
        if !rest.is_empty() {
            parts.push((rest, joined));
        }
    }
    parts
}

/// Tells whether a word joins what stands before and after it: names on both sides, whole ones where the word also
/// means "in", or is a part of names.
fn joins(word: &str, before: &str, after: &str) -> bool {
    let small = word.to_lowercase();
    if !CONJUNCTIONS.contains(small.as_str()) || word != small {
        return false;
    }
    let is_doubtful =
        IN_PLACE.contains(&small.as_str()) || words::PARTICLES.contains(&small.as_str());
    if !is_doubtful {
        return true;
    }
    // The right side may be a list itself.
    let next = parts_end(after);
    let is_place = words::PLACE_STARTS
        .iter()
        .any(|start| next.starts_with(start));
    is_full_name(before) && is_full_name(next) && !is_place
}

/// The words of a text up to the next that could join.
fn parts_end(text: &str) -> &str {
    let joint = text.split(' ').find(|word| CONJUNCTIONS.contains(*word));
    match joint.and_then(|word| text.find(&format!(" {word} "))) {
        Some(end) => &text[..end],
        None => text,
    }
}

/// The person of a part: without the house before ("CNN's Anna Roe"), the office before, the place behind.
fn person(part: &str) -> Option<&str> {
    let mut part = bare(part);
    if let Some((_, behind)) = housed(part) {
        part = behind;
    }
    part = unplaced(part);
    if part.is_empty() || is_label(part) {
        return None;
    }
    if !holds_office(part) {
        return Some(part);
    }
    // "Chief correspondent Anna Roe": the office goes, its owner stays.
    let mut rest = part;
    while let Some((first, behind)) = rest.split_once(' ') {
        rest = behind.trim_start();
        if is_office(first) && is_full_name(rest) {
            return Some(rest);
        }
    }
    // "Anna Roe Redaktion": the office behind.
    let before: Vec<&str> = part
        .split(' ')
        .take_while(|word| !is_office(word))
        .collect();
    let before = part.get(..before.join(" ").len()).unwrap_or_default();
    is_full_name(before).then_some(before)
}

/// Parts a house from the one who works for it.
fn housed(text: &str) -> Option<(&str, &str)> {
    let owner = ["'s ", "’s "].iter().find_map(|s| text.split_once(s));
    owner.filter(|(house, behind)| {
        house.starts_with(char::is_uppercase) && is_full_name(unplaced(behind))
    })
}

/// A name without the place behind it: "Anna Roe in Oslo".
fn unplaced(text: &str) -> &str {
    let spaces: Vec<usize> = memchr::memchr_iter(b' ', text.as_bytes()).collect();
    let split = |word: &str| {
        spaces.iter().find_map(|at| {
            let behind = text.get(at + 1..)?.strip_prefix(word)?.strip_prefix(' ')?;
            Some((text.get(..*at)?, behind))
        })
    };
    let place = IN_PLACE.iter().find_map(|word| {
        let (before, behind) = split(word)?;
        // "at the harbour": places that have no name of their own.
        let is_place = behind.starts_with(|c: char| !c.is_lowercase()) || word.ends_with(" the");
        let is_particle = words::PARTICLES.contains(word) && is_full_name(text);
        (is_full_name(before) && is_place && !is_particle).then_some(before)
    });
    place.unwrap_or(text)
}

/// Tells whether a byline says more of several people than their names, before them: which house they work for, what
/// they are. Then nothing tells whom it is said of, and the byline stands as it was written.
fn is_joined_with_more(text: &str) -> bool {
    let (several, first) = {
        let parts = parts(text);
        (parts.len() > 1, parts.first().map_or("", |(part, _)| *part))
    };
    let led = || {
        first
            .split_once(' ')
            .is_some_and(|(word, _)| is_office(word) && word.ends_with('s'))
    };
    several && (housed(first).is_some() || led())
}

/// Tells whether a line says what somebody is, and nothing else: "Weather reporter", "Political editor, Leeds".
pub(in crate::source) fn is_role(line: &str) -> bool {
    line.len() <= NAME
        && (1..=WORDS + 1).contains(&line.split_whitespace().count())
        && !line.ends_with(['.', '!', '?', ':', '…'])
        && holds_office(line)
}

fn holds_office(text: &str) -> bool {
    text.split([' ', '-']).any(is_office)
}

fn is_office(word: &str) -> bool {
    OFFICES.contains(
        word.trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
            .as_str(),
    )
}

pub(in crate::source) fn is_agency(text: &str) -> bool {
    words::AGENCIES.contains(&letters(text).as_str())
}

fn is_label(text: &str) -> bool {
    NO_NAMES.contains(&letters(text))
}

/// Tells whether a text is a name and a surname at least, and nothing else, such as whose reporter it names.
pub(in crate::source) fn is_full_name(text: &str) -> bool {
    let said: Vec<&str> = text.split_whitespace().collect();
    let is_odd = text.contains([
        ':', '!', '?', ';', '"', '“', '„', '«', ',', '(', '@', '#', '|',
    ]) || text.contains(char::is_numeric)
        || ["'s ", "’s "].iter().any(|s| text.contains(s))
        || text.ends_with(['.', '…']) && !text.ends_with("r.");
    if is_odd || said.is_empty() || said.len() > 2 * WORDS {
        return false;
    }
    if !text.chars().any(|c| c.is_uppercase() || c.is_lowercase()) {
        return is_uncased_name(&said);
    }
    let (small, great): (Vec<&str>, Vec<&str>) = said
        .iter()
        .partition(|word| words::PARTICLES.contains(word));
    (2..=WORDS).contains(&great.len())
        && great.iter().all(|word| is_name_word(word))
        && small.len() <= 3
        && said.last().is_some_and(|last| great.contains(last))
        && !holds_office(text)
        && !is_label(text)
}

/// Tells whether a word begins as names do: in capitals, behind a particle that is glued to it ("al-Ajrami",
/// "d’Arc"), as an initial, or in a script that has none.
fn is_name_word(word: &str) -> bool {
    let inner_stop = word.trim_end_matches('.').contains('.') && word.chars().count() > 5;
    let long_stop = word.ends_with('.') && word.chars().count() > 4;
    if inner_stop || long_stop {
        return false;
    }
    let glued = word.split_once(['-', '’', '\'']);
    let behind = glued
        .filter(|(before, _)| words::PARTICLES.contains(before) || before.chars().count() == 1);
    let word = behind.map_or(word, |(_, behind)| behind);
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    letters.next().is_some_and(|c| !c.is_lowercase()) && word.starts_with(char::is_alphabetic)
}

/// Tells whether words of a script without capitals can be a name: few, or short where they are not parted.
fn is_uncased_name(said: &[&str]) -> bool {
    let is_word = |word: &&str| {
        word.chars().all(|c| {
            c.is_alphanumeric()
                || matches!(c, '-' | '·' | '・' | '\u{200c}' | '\u{200d}')
                || !c.is_ascii()
        })
    };
    let characters: usize = said.iter().map(|word| word.chars().count()).sum();
    let unspaced = said.iter().any(|word| word.chars().any(is_ideograph));
    let fits = if unspaced {
        (2..=UNSPACED).contains(&characters) && said.len() <= 2
    } else {
        (2..=UNCASED_WORDS).contains(&said.len())
    };
    let ends = said
        .iter()
        .any(|word| word.ends_with(['。', '．', '।', '؟', '！']));
    fits && !ends && said.iter().all(is_word) && !said.iter().any(|word| is_office(word))
}

/// Tells whether a character belongs to a script whose words stand without spaces, or whose names are one word.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '＝' | '：' | '／')
}

/// Tells whether a text is one capitalised word.
pub(super) fn is_one_name(text: &str) -> bool {
    let is_part = |c: char| c.is_alphabetic() || matches!(c, '-' | '’' | '\'');
    text.chars().count() > 2
        && text.starts_with(char::is_uppercase)
        && text.chars().all(is_part)
        && !is_label(text)
        && !is_office(text)
}

#[cfg(test)]
mod tests;
