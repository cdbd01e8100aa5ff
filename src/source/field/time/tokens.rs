//! A text cut into numbers, words and signs, each knowing its bytes.

use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// ASCII digits; the value is capped, so that a run of any length is harmless.
    Number(u32),
    /// Letters: lower case, without diacritics.
    Word(String),
    /// Anything else but white space.
    Sign(char),
}

/// A number, word or sign of a text.
#[derive(Debug, Clone)]
pub(super) struct Token<'t> {
    /// What it is.
    pub kind: Kind,
    /// The text as written.
    pub text: &'t str,
    /// Where it stands.
    pub range: Range<usize>,
    /// Whether white space stands before it.
    pub apart: bool,
}

impl Token<'_> {
    /// Returns the value of a number of so many digits.
    pub fn number(&self, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        match self.kind {
            Kind::Number(value) if digits.contains(&self.text.len()) => Some(value),
            _ => None,
        }
    }

    /// Returns the folded word; empty for numbers and signs.
    pub fn word(&self) -> &str {
        match &self.kind {
            Kind::Word(word) => word,
            Kind::Number(_) | Kind::Sign(_) => "",
        }
    }

    /// Tells whether the token is this sign.
    pub fn is(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }

    /// Tells whether the token is one of these signs.
    pub fn is_one_of(&self, signs: &str) -> bool {
        matches!(self.kind, Kind::Sign(sign) if signs.contains(sign))
    }

    /// Tells whether the word is written in capitals.
    pub fn is_capitals(&self) -> bool {
        !self.text.is_empty() && self.text.chars().all(char::is_uppercase)
    }

    /// Tells whether the word begins with a capital.
    pub fn is_capitalised(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

/// Cuts a text into tokens. Digits and letters part even where no space does: "Rai7 August" has three tokens.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token> = Vec::new();
    let mut apart = false;
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        if first.is_whitespace() || is_invisible(first) {
            apart = true;
            continue;
        }
        let class = Class::of(first);
        let mut end = start + first.len_utf8();
        while let Some((at, next)) = rest.next_if(|(_, c)| class.goes_on(*c)) {
            end = at + next.len_utf8();
        }
        let piece = text.get(start..end).unwrap_or_default();
        let kind = match class {
            Class::Digits => Kind::Number(value(piece)),
            Class::Letters | Class::Ideograph => Kind::Word(fold(piece)),
            Class::Sign => Kind::Sign(one_form(first)),
        };
        found.push(Token {
            kind,
            text: piece,
            range: start..end,
            apart,
        });
        apart = false;
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digits,
    Letters,
    /// Chinese and Japanese write words without spaces: each character is a word here.
    Ideograph,
    Sign,
}

impl Class {
    fn of(c: char) -> Self {
        match c {
            '0'..='9' => Self::Digits,
            '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' => Self::Ideograph,
            c if c.is_alphabetic() => Self::Letters,
            _ => Self::Sign,
        }
    }

    fn goes_on(self, c: char) -> bool {
        match self {
            Self::Digits => c.is_ascii_digit(),
            // A combining mark belongs to its letter; `fold` drops it.
            Self::Letters => Self::of(c) == Self::Letters || is_combining(c),
            Self::Ideograph | Self::Sign => false,
        }
    }
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Characters without a shape that pages put into times: direction marks, soft hyphens, joiners.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Reads digits; what does not fit into nine of them becomes the largest value, which is no part of any time.
fn value(digits: &str) -> u32 {
    if digits.len() > 9 {
        return u32::MAX;
    }
    digits.parse().unwrap_or(u32::MAX)
}

/// Gives the forms of a dash, a colon and an apostrophe one shape.
fn one_form(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '：' | '\u{2236}' => ':',
        '’' | '‘' | '´' | '`' => '\'',
        '（' => '(',
        '）' => ')',
        c => c,
    }
}

/// Makes a word comparable: lower case, without diacritics.
pub(super) fn fold(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .filter(|c| !is_combining(*c))
        .map(|c| match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
            'ç' | 'ć' | 'č' => 'c',
            'ď' | 'đ' => 'd',
            'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
            'ğ' => 'g',
            'ì'..='ï' | 'ı' => 'i',
            'ł' => 'l',
            'ñ' | 'ń' | 'ň' => 'n',
            'ò'..='ö' | 'ø' | 'ő' => 'o',
            'ř' => 'r',
            'ś' | 'š' | 'ș' | 'ş' => 's',
            'ť' | 'ț' | 'ţ' => 't',
            'ù'..='ü' | 'ů' | 'ű' => 'u',
            'ý' => 'y',
            'ź' | 'ż' | 'ž' => 'z',
            'ά' => 'α',
            'έ' => 'ε',
            'ή' => 'η',
            'ί' | 'ϊ' | 'ΐ' => 'ι',
            'ό' => 'ο',
            'ύ' => 'υ',
            'ώ' => 'ω',
            'ς' => 'σ',
            c => c,
        })
        .collect()
}
