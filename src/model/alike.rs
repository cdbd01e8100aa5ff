//! Whether two newsrooms' updates tell the same: compared by their words, of which numbers and names weigh most.
//!
//! Two texts tell the same where the shorter one is nearly all in the longer one, or most of both is shared, and
//! where nothing parts them: a number of the same thing that is another, numbers or names on both sides that the
//! other side does not have, a denial on one side alone. What parts two texts weighs more than what they share: an
//! update that is shown twice costs a glance, one that is folded away by mistake is not read.
//!
//! Knows words and numbers of a few languages by the the vocabulary of edits, and no other meaning.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, diff::Vocabulary, hash128};

/// Words that are compared from the beginning of an update: what happened is told there.
const LEDE: usize = 48;
/// Letters of a longer word that are compared: endings differ from one form of a word to another.
const STEM: usize = 5;
/// A word of fewer letters tells little, in scripts whose words have letters.
const SHORT: usize = 4;
/// What a word, a short word, a name and a number weigh.
const WEIGHTS: Weights = Weights {
    word: 1.0,
    short: 0.2,
    name: 1.6,
    number: 2.0,
};
/// What must be shared where each text says something that the other one does not: of the lighter text, of both
/// together, and in all.
const APART: (f64, f64, f64) = (0.75, 0.7, 6.0);
/// The least share of the lighter text where one of them says nothing that the other one does not.
const WITHIN: f64 = 0.86;
/// Less than this is nothing: a short word or a few.
const NOTHING: f64 = 0.9;
/// Texts of less weight than this tell too little to be compared.
const TOO_LITTLE: f64 = 3.0;

struct Weights {
    word: f64,
    short: f64,
    name: f64,
    number: f64,
}

/// What an update tells, as far as it is compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Gist {
    /// The words and numbers, by their hash, with their weights.
    weights: BTreeMap<u64, f64>,
    /// The sum of the weights.
    weight: f64,
    names: BTreeSet<u64>,
    numbers: BTreeSet<u64>,
    /// The numbers that stand before a word, which is what they count.
    numbers_of: BTreeMap<u64, BTreeSet<u64>>,
    /// What each number counts.
    units_of: BTreeMap<u64, BTreeSet<u64>>,
    /// Neighbouring words.
    shingles: BTreeSet<u64>,
    denies: bool,
    /// A bit for every word: texts that share few cannot tell the same.
    bits: u64,
}

impl Gist {
    /// Returns what an update tells; `language` is the live blog's BCP 47 tag.
    #[must_use]
    pub fn of(entry: &Entry, language: &str) -> Self {
        let mut text = entry
            .titled()
            .map_or_else(String::new, |words| words.to_string());
        text.push('\n');
        text.push_str(&entry.body.text());
        Self::of_text(&text, language)
    }

    /// Returns what a text tells.
    #[must_use]
    pub fn of_text(text: &str, language: &str) -> Self {
        let vocabulary = Vocabulary::of(language);
        let tokens = tokens(text, vocabulary);
        let mut gist = Self::default();
        let mut before: Option<u64> = None;
        for (index, token) in tokens.iter().enumerate() {
            gist.denies |= token.denies;
            if token.denies {
                continue;
            }
            gist.take(token);
            if let (Sense::Number, Some(next)) = (token.sense, following(&tokens, index)) {
                gist.numbers_of.entry(next).or_default().insert(token.hash);
                gist.units_of.entry(token.hash).or_default().insert(next);
            }
            if token.sense != Sense::Short {
                if let Some(before) = before {
                    gist.shingles.insert(before.rotate_left(17) ^ token.hash);
                }
                before = Some(token.hash);
            }
        }
        gist.weight = gist.weights.values().sum();
        gist
    }

    fn take(&mut self, token: &Token) {
        let weight = match token.sense {
            Sense::Word => WEIGHTS.word,
            Sense::Short => WEIGHTS.short,
            Sense::Name => WEIGHTS.name,
            Sense::Number => WEIGHTS.number,
        };
        match token.sense {
            Sense::Name => drop(self.names.insert(token.hash)),
            Sense::Number => drop(self.numbers.insert(token.hash)),
            Sense::Word | Sense::Short => {}
        }
        if token.sense != Sense::Short {
            self.bits |= 1 << (token.hash % 64);
        }
        let known = self.weights.entry(token.hash).or_default();
        *known = known.max(weight);
    }

    /// Tells whether two updates tell the same.
    #[must_use]
    pub fn tells_the_same(&self, other: &Self) -> bool {
        if (self.bits & other.bits).count_ones() < 2 || self.is_parted_from(other) {
            return false;
        }
        let least = self.weight.min(other.weight);
        if least < TOO_LITTLE {
            return false;
        }
        let shared = self.shared(other);
        let contained = shared / least;
        let together = 2.0 * shared / (self.weight + other.weight);
        if least - shared < NOTHING {
            contained >= WITHIN
        } else {
            contained >= APART.0 && together >= APART.1 && shared >= APART.2
        }
    }

    fn shared(&self, other: &Self) -> f64 {
        let of_other = |(hash, weight): (&u64, &f64)| Some(weight.min(*other.weights.get(hash)?));
        self.weights.iter().filter_map(of_other).sum()
    }

    /// Tells whether something that one says speaks against the other.
    fn is_parted_from(&self, other: &Self) -> bool {
        let of_both = |pick: fn(&Self) -> &BTreeSet<u64>| {
            other.lacks_some(pick(self)) && self.lacks_some(pick(other))
        };
        self.denies != other.denies
            || of_both(|gist| &gist.numbers)
            || of_both(|gist| &gist.names)
            || self.counts_otherwise(other)
            || self.counts_others(other)
    }

    fn lacks_some(&self, words: &BTreeSet<u64>) -> bool {
        words.iter().any(|word| !self.weights.contains_key(word))
    }

    /// Tells whether both count the same, and come to other numbers.
    fn counts_otherwise(&self, other: &Self) -> bool {
        let differ = |(what, numbers): (&u64, &BTreeSet<u64>)| {
            other.numbers_of.get(what).is_some_and(|n| n != numbers)
        };
        self.numbers_of.iter().any(differ)
    }

    /// Tells whether a number counts something in each that the other one does not speak of: two weeks, two months.
    fn counts_others(&self, other: &Self) -> bool {
        let lacks_all = |gist: &Self, units: &BTreeSet<u64>| {
            !units.iter().any(|unit| gist.weights.contains_key(unit))
        };
        let differ = |(number, here): (&u64, &BTreeSet<u64>)| {
            let there = other.units_of.get(number);
            there.is_some_and(|there| lacks_all(other, here) && lacks_all(self, there))
        };
        self.units_of.iter().any(differ)
    }
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    Word,
    Short,
    Name,
    Number,
}

#[derive(Debug)]
struct Token {
    hash: u64,
    sense: Sense,
    denies: bool,
}

/// Returns the next word that is none of the short ones.
fn following(tokens: &[Token], number: usize) -> Option<u64> {
    let mut next = tokens.iter().skip(number + 1).take(2);
    let word = next.find(|token| matches!(token.sense, Sense::Word | Sense::Name))?;
    Some(word.hash)
}

fn hash(word: &str) -> u64 {
    let low = hash128(word.as_bytes()) & u128::from(u64::MAX);
    u64::try_from(low).unwrap_or_default()
}

/// A word as it stands in a text.
struct Raw<'t> {
    text: &'t str,
    /// A sentence begins with it.
    begins: bool,
    /// A colon stands behind it: who speaks, or what it is about.
    heads: bool,
}

/// Takes the beginning of a text apart.
fn tokens(text: &str, vocabulary: &Vocabulary) -> Vec<Token> {
    let raw = words(text);
    let is_capital = |word: &Raw<'_>| word.text.chars().next().is_some_and(char::is_uppercase);
    let mut tokens = Vec::new();
    for (index, word) in raw.iter().enumerate() {
        let plain: String = word.text.to_lowercase().replace('’', "'");
        let neighbours = [index.checked_sub(1), index.checked_add(1)];
        let beside_capital = || {
            let near = neighbours
                .into_iter()
                .flatten()
                .filter_map(|at| raw.get(at));
            near.into_iter().any(is_capital)
        };
        let stands_out = !word.begins && (!vocabulary.capital_nouns || beside_capital());
        let is_name = is_capital(word) && (stands_out || word.heads);
        let next = raw.get(index + 1).map(|next| next.text.to_lowercase());
        let after = raw.get(index + 2).map(|after| after.text.to_lowercase());
        let half = match (next.as_deref(), after.as_deref()) {
            (Some("pm"), _) | (Some("p"), Some("m")) => Some("pm"),
            (Some("am"), _) | (Some("a"), Some("m")) => Some("am"),
            _ => None,
        };
        tokens.push(read(&plain, half, is_name, vocabulary));
    }
    // What is a name within a sentence is one at its start, too.
    let names: BTreeSet<u64> = names_of(&tokens);
    for token in &mut tokens {
        if token.sense == Sense::Word && names.contains(&token.hash) {
            token.sense = Sense::Name;
        }
    }
    tokens
}

fn names_of(tokens: &[Token]) -> BTreeSet<u64> {
    let named = tokens.iter().filter(|token| token.sense == Sense::Name);
    named.map(|token| token.hash).collect()
}

/// Reads one word: as a number, a denial, or what it is a form of.
fn read(plain: &str, half: Option<&str>, is_name: bool, vocabulary: &Vocabulary) -> Token {
    let token = |text: &str, sense: Sense| Token {
        hash: hash(text),
        sense,
        denies: false,
    };
    if vocabulary.denies(plain) {
        return Token {
            denies: true,
            ..token("", Sense::Short)
        };
    }
    if plain.chars().any(char::is_numeric) {
        return token(&number(plain, half), Sense::Number);
    }
    if let Some(digits) = vocabulary.number(plain).filter(|digits| *digits != "1") {
        return token(digits, Sense::Number);
    }
    if plain.chars().any(is_ideograph) {
        return token(plain, Sense::Word);
    }
    let word = plain.strip_suffix("'s").unwrap_or(plain);
    // `l'aéroport`, `dell'urto`: the article is no part of the word.
    let word = word.rsplit('\'').next().unwrap_or(word);
    let stem: String = word.chars().take(STEM).collect();
    let is_short = plain.chars().count() < SHORT;
    token(
        &stem,
        if is_name {
            Sense::Name
        } else if is_short {
            Sense::Short
        } else {
            Sense::Word
        },
    )
}

/// Tells whether a sign is of a script that writes words without spaces, one or two signs each.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{e00}'..='\u{eff}')
}

/// Writes a number the same however it stood in the text: `12,000` and `12.000`, `11am` and `11:00`.
fn number(plain: &str, half: Option<&str>) -> String {
    let digits_end = plain
        .find(|c: char| !c.is_numeric() && !matches!(c, ',' | '.' | ':' | '\''))
        .unwrap_or(plain.len());
    let (digits, unit) = plain.split_at(digits_end);
    // `14h30`
    if let Some(minutes) = unit.strip_prefix('h').filter(|m| !m.is_empty()) {
        return clock(digits, minutes, None);
    }
    let half = match unit {
        "am" | "pm" => Some(unit),
        _ => half,
    };
    let digits = digits.trim_end_matches([',', '.', ':', '\'']);
    if let Some((hours, minutes)) = digits.split_once(':') {
        return clock(hours, minutes, half);
    }
    if let (Some((hours, minutes)), true) = (digits.split_once('.'), half.is_some()) {
        return clock(hours, minutes, half);
    }
    if half.is_some() {
        return clock(digits, "00", half);
    }
    let groups: Vec<&str> = digits.split([',', '.', '\'']).collect();
    match groups.as_slice() {
        [whole] => (*whole).to_owned(),
        [first, rest @ ..] if rest.iter().all(|group| group.len() == 3) && *first != "0" => {
            groups.concat()
        }
        [hours, "00"] => (*hours).to_owned(),
        _ => groups.join("."),
    }
}

/// Writes a time of day: the hour alone where it is full.
fn clock(hours: &str, minutes: &str, half: Option<&str>) -> String {
    let hour: Option<u32> = hours.parse().ok();
    let hour = match (hour, half) {
        (Some(hour @ 1..=11), Some("pm")) => (hour + 12).to_string(),
        _ => hours.trim_start_matches('0').to_owned(),
    };
    match minutes {
        "00" | "" => hour,
        minutes => format!("{hour}:{minutes}"),
    }
}

/// Divides the beginning of a text into words, and into pairs of signs where words are not divided.
fn words(text: &str) -> Vec<Raw<'_>> {
    let mut words = Vec::new();
    let mut begins = true;
    let mut chars = text.char_indices().peekable();
    while let Some((at, first)) = chars.next() {
        if words.len() >= LEDE {
            break;
        }
        if !first.is_alphanumeric() {
            begins |= matches!(
                first,
                '.' | '!' | '?' | ':' | '\n' | '“' | '"' | '„' | '«' | '。'
            );
            continue;
        }
        let mut end = at + first.len_utf8();
        if is_ideograph(first) {
            // Each sign with the one after it: the last one stands alone.
            if let Some((_, next)) = chars.peek().filter(|(_, next)| is_ideograph(*next)) {
                end += next.len_utf8();
            }
        } else {
            let mut last = first;
            while let Some((next_at, next)) = chars.peek().copied() {
                let rest = text.get(next_at + next.len_utf8()..).unwrap_or("");
                let after = rest.chars().next();
                if !goes_on(last, next, after) {
                    break;
                }
                end = next_at + next.len_utf8();
                last = next;
                chars.next();
            }
        }
        let text = text.get(at..end).unwrap_or("");
        let heads = begins && chars.peek().is_some_and(|(_, next)| *next == ':');
        words.push(Raw {
            text,
            begins,
            heads,
        });
        begins = false;
    }
    words
}

/// Tells whether a word goes on with a sign: a letter, a mark within a number, an apostrophe within a word.
fn goes_on(last: char, next: char, after: Option<char>) -> bool {
    let within = |is: fn(char) -> bool| is(last) && after.is_some_and(is);
    match next {
        // A narrow space stands between thousands, as French prints them.
        ',' | '.' | ':' | '\u{a0}' | '\u{202f}' => within(char::is_numeric),
        '\'' | '’' => within(char::is_alphabetic),
        next => next.is_alphanumeric() && !is_ideograph(next),
    }
}

#[cfg(test)]
mod tests;
