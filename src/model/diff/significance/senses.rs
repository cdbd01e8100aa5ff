//! What each token of a text means to its edit's weight.

use std::collections::HashSet;

use crate::model::diff::{
    tokens::{self, Tokens},
    vocabulary::Vocabulary,
};

/// Abbreviations whose full stop ends no sentence, in lower case.
#[rustfmt::skip]
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "gen", "sen", "rep", "gov", "lt", "col", "sgt", "capt",
    "rev", "hon", "hr", "fr", "mme", "mlle", "sr", "sra", "sig", "no", "nr",
];

/// A word of more letters than this is capitalised in a headline that capitalises its words.
const SMALL_WORD: usize = 3;
/// So many such words make a headline of that kind.
const TITLE_WORDS: usize = 3;

/// What a token means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sense {
    /// The token in lower case, without a possessive ending.
    pub(super) word: String,
    /// The number that it is or the currency that it names, written the same however it stood in the text.
    pub(super) figure: Option<String>,
    /// Whether it denies.
    pub(super) negation: bool,
    /// Whether it is a name, or part of one.
    pub(super) name: bool,
}

/// Returns the senses of both revisions' tokens, paragraph by paragraph.
pub(super) fn of(
    old: &[Tokens],
    new: &[Tokens],
    vocabulary: &Vocabulary,
) -> (Vec<Vec<Sense>>, Vec<Vec<Sense>>) {
    let read = |side: &[Tokens]| -> Vec<Vec<Seen>> {
        side.iter()
            .map(|tokens| paragraph(tokens, vocabulary))
            .collect()
    };
    let (old, new) = (read(old), read(new));
    // What is a name within a sentence is one at its start, too.
    let seen = old.iter().chain(&new).flatten();
    let named = seen.filter(|seen| seen.sense.name);
    let known: HashSet<String> = named.map(|seen| seen.sense.word.clone()).collect();
    let senses = |side: Vec<Vec<Seen>>| -> Vec<Vec<Sense>> {
        let sense = |mut seen: Seen| {
            seen.sense.name |= seen.capital && known.contains(&seen.sense.word);
            seen.sense
        };
        let paragraph = |seen: Vec<Seen>| seen.into_iter().map(sense).collect();
        side.into_iter().map(paragraph).collect()
    };
    (senses(old), senses(new))
}

/// A token as far as its own paragraph tells.
struct Seen {
    sense: Sense,
    capital: bool,
    /// Whether a sentence begins with it.
    first: bool,
}

fn paragraph(tokens: &Tokens, vocabulary: &Vocabulary) -> Vec<Seen> {
    let mut seen = Vec::with_capacity(tokens.len());
    let mut first = true;
    for token in 0..tokens.len() {
        let raw = tokens.word(token);
        let is_word = tokens.is_word(token);
        seen.push(Seen {
            sense: sense(tokens, token, vocabulary),
            capital: is_word && is_capitalised(raw),
            first: is_word && first,
        });
        first = if is_word {
            false
        } else {
            first || begins_anew(tokens, token)
        };
        first |= tokens.text(token..token + 1).contains('\n');
    }
    if !is_title(tokens, &seen) {
        mark_names(tokens, &mut seen, vocabulary);
    }
    seen
}

fn sense(tokens: &Tokens, token: usize, vocabulary: &Vocabulary) -> Sense {
    let plain = tokens::key(tokens.word(token)).to_lowercase();
    let negation = vocabulary.denies(&plain);
    let figure = if plain.chars().any(char::is_numeric) {
        Some(without_grouping(&plain))
    } else if plain.chars().all(|c| matches!(c, '€' | '$' | '£' | '¥')) {
        Some(plain.clone())
    } else {
        vocabulary.number(&plain).map(str::to_owned)
    };
    let word = plain.strip_suffix("'s").unwrap_or(&plain).to_owned();
    Sense {
        word,
        figure,
        negation,
        name: false,
    }
}

/// Takes the marks between thousands out of a number: `12,000` and `12.000` are `12000`.
fn without_grouping(number: &str) -> String {
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
    let mut groups = number.trim_start_matches('-').split([',', '.', '\'']);
    let first = groups.next().unwrap_or_default();
    let short = (1..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_digit());
    if short && first != "0" && number.len() > first.len() && groups.all(is_group) {
        number.replace([',', '.', '\''], "")
    } else {
        number.to_owned()
    }
}

/// Tells whether a word begins with a capital, or does after an apostrophe: `O'Brien`, `d'Emmanuel`; not `I'm`.
fn is_capitalised(word: &str) -> bool {
    word.split(|c| tokens::plain(c) == '\'').any(|part| {
        let mut letters = part.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some()
    })
}

/// Tells whether a sentence may begin after a mark.
fn begins_anew(tokens: &Tokens, token: usize) -> bool {
    let mark = tokens::key(tokens.word(token));
    let before = token.checked_sub(1);
    match mark.as_str() {
        "." => before.is_none_or(|before| {
            let word = tokens.word(before).to_lowercase();
            word.chars().count() > 1 && !TITLES.contains(&word.as_str())
        }),
        // A quotation that opens here.
        "\"" | "'" => {
            !tokens.is_spaced(token) && before.is_none_or(|before| tokens.is_spaced(before))
        }
        "!" | "?" | ":" | "..." | "|" | "·" | "•" | "¿" | "¡" | "。" => true,
        _ => false,
    }
}

/// Tells whether a paragraph is a headline that capitalises its words: there a capital tells nothing.
fn is_title(tokens: &Tokens, seen: &[Seen]) -> bool {
    let long = |(token, seen): &(usize, &Seen)| {
        !seen.first && tokens.is_word(*token) && tokens.word(*token).chars().count() > SMALL_WORD
    };
    let mut words = 0;
    for (_, seen) in seen.iter().enumerate().filter(long) {
        words += 1;
        if !seen.capital && seen.sense.figure.is_none() {
            return false;
        }
    }
    words >= TITLE_WORDS
}

/// Marks what is capitalised within a sentence; where nouns are, too, only what stands with its like.
fn mark_names(tokens: &Tokens, seen: &mut [Seen], vocabulary: &Vocabulary) {
    let candidate: Vec<bool> = seen
        .iter()
        .map(|seen| seen.capital && !seen.first)
        .collect();
    let is = |token: Option<usize>| {
        token.is_some_and(|token| candidate.get(token).copied().unwrap_or(false))
    };
    for (token, seen) in seen.iter_mut().enumerate().take(tokens.len()) {
        let alone = !is(token.checked_sub(1)) && !is(token.checked_add(1));
        seen.sense.name = is(Some(token)) && !(vocabulary.capital_nouns && alone);
    }
}
