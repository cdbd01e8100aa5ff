//! Words by language and role: data that every reader shares. Knows no page and decides nothing.
//!
//! Words stand as [`spaced`] writes them, small letters and digits, one space between two words; those of [`byline`],
//! [`picture`] and [`text`] with the signs that belong to them, those of [`furniture`] and [`mark`] in letters alone.

pub(in crate::source) mod broadcast;
pub(in crate::source) mod byline;
pub(in crate::source) mod closed;
pub(in crate::source) mod comment;
pub(in crate::source) mod furniture;
pub(in crate::source) mod headline;
pub(in crate::source) mod live;
pub(in crate::source) mod mark;
pub(in crate::source) mod members;
pub(in crate::source) mod other;
pub(in crate::source) mod picture;
pub(in crate::source) mod play;
pub(in crate::source) mod text;
pub(in crate::source) mod time;

use std::{
    collections::{HashMap, HashSet},
    hash::BuildHasherDefault,
};

use super::dom::numbered::Spread;
use crate::model::letters;

/// Words of one role, grouped by language (BCP 47; "und" for those of no language).
pub(in crate::source) type Words = &'static [(&'static str, &'static [&'static str])];

/// Lists the words of all languages: pages quote each other, and few say truly which language they are in.
pub(in crate::source) fn all(words: Words) -> impl Iterator<Item = &'static str> {
    words.iter().flat_map(|(_, words)| words.iter().copied())
}

/// Collects words as texts are compared: their letters and digits alone.
pub(in crate::source) fn in_letters(words: Words) -> HashSet<String> {
    all(words).map(letters).collect()
}

/// Words of one role in the names of elements and attributes.
///
/// Every word of a page's names is looked up in many of these, and most are in none: first letter and length tell.
#[derive(Debug)]
pub(in crate::source) struct Names {
    words: &'static [&'static str],
    /// The lengths of the words that begin with a letter, a bit each; letters by their last five bits.
    lengths: [u32; 32],
}

impl Names {
    pub(in crate::source) const fn of(words: &'static [&'static str]) -> Self {
        let mut lengths = [0; 32];
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            lengths[Self::letter(word)] |= Self::length(word);
            at += 1;
        }
        Self { words, lengths }
    }

    pub(in crate::source) fn contains(&self, word: &str) -> bool {
        let bytes = word.as_bytes();
        !bytes.is_empty()
            && self.lengths[Self::letter(bytes)] & Self::length(bytes) != 0
            && self.words.contains(&word)
    }

    pub(in crate::source) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.words.iter().copied()
    }

    const fn letter(word: &[u8]) -> usize {
        (word[0] & 31) as usize
    }

    const fn length(word: &[u8]) -> u32 {
        1 << if word.len() < 31 { word.len() } else { 31 }
    }
}

/// Writes a text's words in small letters, one space before, between and behind them.
pub(in crate::source) fn spaced(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 2);
    words.push(' ');
    for word in text.split(|c: char| !is_of_word(c)) {
        if !word.is_empty() {
            if word.is_ascii() {
                let start = words.len();
                words.push_str(word);
                words[start..].make_ascii_lowercase();
            } else {
                words.extend(word.chars().flat_map(char::to_lowercase));
            }
            words.push(' ');
        }
    }
    words
}

/// Tells whether a character belongs to a word: letters, digits, and the signs that scripts of India and of South-East
/// Asia set on letters, such as the virama.
fn is_of_word(c: char) -> bool {
    let is_danda = matches!(c, '\u{0964}' | '\u{0965}');
    c.is_alphanumeric()
        || (matches!(c, '\u{0900}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17D3}')
            && !is_danda)
}

/// Tells whether a [`spaced`] text holds one of the words, or phrases, as words of its own.
pub(in crate::source) fn holds(spaced: &str, words: Words) -> bool {
    let mut all = words.iter().flat_map(|(_, words)| words.iter());
    all.any(|word| holds_word(spaced, word))
}

/// Phrases by their first words, for those that many texts are searched for.
pub(in crate::source) struct Phrases {
    /// The phrases that begin with a word, without it.
    behind: HashMap<&'static str, Vec<&'static str>, BuildHasherDefault<Spread>>,
    /// Those of scripts that part no words.
    unparted: Vec<&'static str>,
    /// The bytes of the shortest: most lines of a menu have fewer.
    shortest: usize,
}

impl Phrases {
    pub(in crate::source) fn of(words: Words) -> Self {
        // No page adds to them, so they need no hashing that nobody can foresee.
        let mut behind: HashMap<_, Vec<_>, _> = HashMap::default();
        let (unparted, parted): (Vec<_>, Vec<_>) =
            all(words).partition(|phrase| phrase.starts_with(writes_no_spaces));
        for phrase in parted {
            let (first, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
            behind.entry(first).or_default().push(rest);
        }
        let shortest = all(words).map(str::len).min().unwrap_or(0);
        Self {
            behind,
            unparted,
            shortest,
        }
    }

    /// Tells whether a text, not [`spaced`] yet, holds one of the phrases as [`holds`] does.
    pub(in crate::source) fn are_in(&self, text: &str) -> bool {
        if text.len() < self.shortest {
            return false;
        }
        let spaced = spaced(text);
        let mut rest = spaced.as_str();
        while let Some((word, after)) = rest.split_once(' ') {
            rest = after;
            let follows = |more: &&str| {
                more.is_empty()
                    || after
                        .strip_prefix(*more)
                        .is_some_and(|rest| rest.starts_with(' '))
            };
            let phrases = self.behind.get(word);
            if phrases.is_some_and(|phrases| phrases.iter().any(follows)) {
                return true;
            }
        }
        spaced.chars().any(writes_no_spaces)
            && self.unparted.iter().any(|phrase| spaced.contains(phrase))
    }
}

/// Tells whether a [`spaced`] text is one of the words, or phrases, and nothing else.
pub(in crate::source) fn is(spaced: &str, words: Words) -> bool {
    let said = spaced.trim();
    all(words).any(|word| said == word)
}

fn holds_word(spaced: &str, word: &str) -> bool {
    let mut places = spaced.match_indices(word);
    places.any(|(at, _)| {
        let parted = || spaced[..at].ends_with(' ') && spaced[at + word.len()..].starts_with(' ');
        word.chars().next().is_some_and(writes_no_spaces) || parted()
    })
}

/// Tells whether a letter belongs to a script in which words stand without spaces, or with endings glued on.
fn writes_no_spaces(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}' // Thai, Lao
        | '\u{1000}'..='\u{109F}' // Myanmar
        | '\u{1780}'..='\u{17FF}' // Khmer
        | '\u{3040}'..='\u{30FF}' // Hiragana, Katakana
        | '\u{3400}'..='\u{9FFF}' // Han
        | '\u{AC00}'..='\u{D7AF}' // Hangul
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_as_texts_are_compared() {
        for words in [
            broadcast::WORDS,
            live::PHRASES,
            live::WORDS,
            live::LINES,
            live::HINTS,
            closed::PHRASES,
            closed::MOVED,
            comment::AREAS,
            comment::REPLY,
            other::TITLES,
            play::LABELS,
            play::MINUTES,
        ] {
            for (language, words) in words {
                for word in *words {
                    assert_eq!(spaced(word).trim(), *word, "{language}");
                }
            }
        }
    }

    #[test]
    fn words_are_found_at_their_bounds_only() {
        let words: Words = &[("en", &["live", "as it happened"]), ("ja", &["速報"])];
        assert!(holds(&spaced("Bridge shut – LIVE!"), words));
        assert!(holds(&spaced("The storm, as-it-happened"), words));
        assert!(holds(&spaced("地震速報です"), words));
        assert!(!holds(&spaced("Alive and well: Liverpool"), words));
    }

    #[test]
    fn phrases_are_found_where_words_are() {
        let words: Words = &[("en", &["live", "as it happened", "as"]), ("ja", &["速報"])];
        let phrases = Phrases::of(words);
        for text in [
            "Bridge shut – LIVE!",
            "The storm, as-it-happened",
            "It was as it happens",
            "地震速報です",
            "Alive and well: Liverpool",
            "It happened",
            "地震です",
            "",
        ] {
            assert_eq!(phrases.are_in(text), holds(&spaced(text), words), "{text}");
        }
    }
}
