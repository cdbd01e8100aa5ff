//! A text cut into numbers, words and signs, each knowing its bytes.

use std::{borrow::Cow, ops::Range};

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind<'t> {
    /// Digits of any script; the value is capped, so that a run of any length is harmless.
    Number {
        /// What the digits say.
        value: u32,
        /// How many they are.
        digits: usize,
    },
    /// Letters, folded; one alone in scripts that put no space between words.
    Word(Cow<'t, str>),
    /// Anything else but white space.
    Sign(char),
}

/// A number, word or sign of a text.
#[derive(Debug, Clone)]
pub(super) struct Token<'t> {
    /// What it is.
    pub kind: TokenKind<'t>,
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
            TokenKind::Number {
                value,
                digits: count,
            } if digits.contains(&count) => Some(value),
            _ => None,
        }
    }

    /// Tells whether the token is a number.
    pub fn is_number(&self) -> bool {
        matches!(self.kind, TokenKind::Number { .. })
    }

    /// Returns the folded word; empty for numbers and signs.
    pub fn word(&self) -> &str {
        match &self.kind {
            TokenKind::Word(word) => word,
            TokenKind::Number { .. } | TokenKind::Sign(_) => "",
        }
    }

    /// Tells whether the token is this sign.
    pub fn is(&self, sign: char) -> bool {
        self.kind == TokenKind::Sign(sign)
    }

    /// Tells whether the token is one of these signs.
    pub fn is_one_of(&self, signs: &str) -> bool {
        matches!(self.kind, TokenKind::Sign(sign) if signs.contains(sign))
    }

    /// Tells whether the word is written in capitals.
    pub fn is_capitals(&self) -> bool {
        !self.text.is_empty() && self.text.chars().all(char::is_uppercase)
    }

    /// Tells whether the word begins with a capital, or is of a script that has none.
    pub fn is_capitalised(&self) -> bool {
        !self.text.starts_with(char::is_lowercase)
    }
}

/// Cuts a text into tokens. Digits and letters part even where no space does: "Rai7 August" has three tokens.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    first_tokens(text, usize::MAX)
}

/// Cuts the beginning of a text into so many tokens at most.
pub(super) fn first_tokens(text: &str, most: usize) -> Vec<Token<'_>> {
    let mut found: Vec<Token> = Vec::new();
    let mut apart = false;
    let mut rest = text.char_indices().peekable();
    while found.len() < most
        && let Some((start, first)) = rest.next()
    {
        let class = Class::of(first);
        if class == Class::Nothing {
            // Marks of direction have no width: "7‏/8" is one date.
            apart |= first.general_category() != GeneralCategory::Format || first == '\u{ad}';
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some((at, next)) = rest.next_if(|(_, c)| class.goes_on(*c)) {
            end = at + next.len_utf8();
        }
        let piece = text.get(start..end).unwrap_or_default();
        let kind = match class {
            Class::Digits => TokenKind::Number {
                value: value(piece),
                digits: piece.chars().count(),
            },
            Class::Letters | Class::Latin | Class::Lone => TokenKind::Word(fold(piece)),
            Class::Mark | Class::Sign | Class::Nothing => TokenKind::Sign(one_form(first)),
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
    /// A Latin letter.
    Latin,
    /// A letter of another alphabet: "4:32 PMకి" has two words.
    Letters,
    /// A letter of a script that writes words without spaces, or glues what others part: each is a word here.
    Lone,
    Mark,
    Sign,
    /// White space, and characters without a shape that pages put into times: direction marks, soft hyphens, joiners.
    Nothing,
}

impl Class {
    fn of(c: char) -> Self {
        if c.is_ascii() {
            return match c {
                '0'..='9' => Self::Digits,
                'a'..='z' | 'A'..='Z' => Self::Latin,
                c if c.is_ascii_whitespace() || c.is_ascii_control() => Self::Nothing,
                _ => Self::Sign,
            };
        }
        match c.general_category_group() {
            GeneralCategoryGroup::Letter if is_lone(c) => Self::Lone,
            GeneralCategoryGroup::Letter if is_latin(c) => Self::Latin,
            GeneralCategoryGroup::Letter => Self::Letters,
            GeneralCategoryGroup::Mark => Self::Mark,
            GeneralCategoryGroup::Separator | GeneralCategoryGroup::Other => Self::Nothing,
            GeneralCategoryGroup::Number
                if c.general_category() == GeneralCategory::DecimalNumber =>
            {
                Self::Digits
            }
            _ => Self::Sign,
        }
    }

    fn goes_on(self, c: char) -> bool {
        match (self, Self::of(c)) {
            (Self::Digits, Self::Digits)
            | (Self::Letters, Self::Letters)
            | (Self::Latin, Self::Latin)
            // A mark belongs to its letter.
            | (Self::Letters | Self::Latin | Self::Lone, Self::Mark) => true,
            _ => false,
        }
    }
}

fn is_latin(c: char) -> bool {
    matches!(c, '\u{aa}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}')
}

/// Kana, ideographs, Hangul syllables, Thai, Lao, Burmese, Khmer.
fn is_lone(c: char) -> bool {
    matches!(c,
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// Reads digits; what does not fit into nine of them becomes the largest value, which is no part of any time.
fn value(digits: &str) -> u32 {
    if digits.chars().count() > 9 {
        return u32::MAX;
    }
    digits
        .chars()
        .map(digit)
        .fold(0, |value, digit| value * 10 + digit)
}

/// Returns the value of a decimal digit: Unicode keeps the ten of a script together, from a code that ends with 0 or 6.
pub(super) fn digit(c: char) -> u32 {
    if let Some(digit) = c.to_digit(10) {
        return digit;
    }
    let low = u32::from(c) & 0xf;
    let begins = char::from_u32(u32::from(c) - low).map(UnicodeGeneralCategory::general_category);
    if begins == Some(GeneralCategory::DecimalNumber) {
        low.min(9)
    } else {
        low.saturating_sub(6).min(9)
    }
}

/// Gives the forms of a dash, a colon and an apostrophe one shape.
fn one_form(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '：' | '\u{2236}' => ':',
        '’' | '‘' | '´' | '`' => '\'',
        '（' => '(',
        '）' => ')',
        '、' | '،' | '，' => ',',
        '．' => '.',
        '／' => '/',
        c => c,
    }
}

/// Makes a word comparable: lower case, without what stands above and below letters.
///
/// `assets/cldr/make` folds the words of its table in the same way.
pub(super) fn fold(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return if word.bytes().any(|b| b.is_ascii_uppercase()) {
            word.to_ascii_lowercase().into()
        } else {
            word.into()
        };
    }
    let lower = word.to_lowercase();
    let apart = DecomposingNormalizerBorrowed::new_nfkd();
    let bare: String = apart
        .normalize_iter(lower.chars())
        .filter(|c| !is_dropped(*c))
        .collect();
    let mut folded = String::with_capacity(bare.len());
    for c in ComposingNormalizerBorrowed::new_nfc().normalize_iter(bare.chars()) {
        match c {
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ي' | 'ى' => folded.push('ی'),
            'ك' => folded.push('ک'),
            'ς' => folded.push('σ'),
            c => folded.push(c),
        }
    }
    folded.into()
}

/// Accents, Arabic vowel signs and hamzas, the dots of Indian letters.
fn is_dropped(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{655}' | '\u{93c}' | '\u{9bc}')
}
