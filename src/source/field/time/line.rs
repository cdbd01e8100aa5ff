//! A text ready for the grammar: its tokens, and what their phrases mean, looked up once and only where asked.

use std::{cell::OnceCell, ops::Range};

use super::{
    lexicon::{self, Fit, Meaning, Sense, Tongue},
    tokens::{Token, TokenKind, first_tokens},
};

/// A tokenised text.
pub(super) struct Line<'t> {
    pub text: &'t str,
    pub tokens: Vec<Token<'t>>,
    pub tongue: Tongue,
    senses: Vec<OnceCell<Vec<Sense>>>,
}

/// A meaning that was asked for, with the place after its phrase.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<T> {
    pub value: T,
    pub end: usize,
    pub number: Option<u32>,
    pub fit: Fit,
}

impl<'t> Line<'t> {
    pub fn new(text: &'t str, tongue: Tongue) -> Self {
        Self::begun(text, tongue, usize::MAX)
    }

    /// Makes a line of a text's first tokens, so many at most.
    pub fn begun(text: &'t str, tongue: Tongue, most: usize) -> Self {
        let tokens = first_tokens(text, most);
        Self {
            text,
            senses: tokens.iter().map(|_| OnceCell::new()).collect(),
            tokens,
            tongue,
        }
    }

    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    pub fn get(&self, at: usize) -> Option<&Token<'t>> {
        self.tokens.get(at)
    }

    /// Returns the folded word at a place; empty where there is none.
    pub fn word(&self, at: usize) -> &str {
        self.get(at).map_or("", Token::word)
    }

    pub fn is(&self, at: usize, sign: char) -> bool {
        self.get(at).is_some_and(|t| t.is(sign))
    }

    pub fn is_one_of(&self, at: usize, signs: &str) -> bool {
        self.get(at).is_some_and(|t| t.is_one_of(signs))
    }

    pub fn number(&self, at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        self.get(at)?.number(digits)
    }

    /// Returns a number that no white space parts from what stands before it.
    pub fn glued(&self, at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        self.get(at).filter(|t| !t.apart)?.number(digits)
    }

    /// Tells whether a token follows without white space.
    pub fn is_glued(&self, at: usize) -> bool {
        self.get(at).is_some_and(|t| !t.apart)
    }

    /// Finds the longest phrase at a place that has a meaning, in the language that fits best.
    pub fn find<T>(&self, at: usize, pick: impl Fn(Meaning) -> Option<T>) -> Option<Said<T>> {
        let mut best: Option<Said<T>> = None;
        for sense in self.senses(at) {
            let better = best
                .as_ref()
                .is_none_or(|best| (sense.end, sense.fit) > (best.end, best.fit));
            if better && let Some(value) = pick(sense.meaning) {
                best = Some(Said {
                    value,
                    end: sense.end,
                    number: sense.number,
                    fit: sense.fit,
                });
            }
        }
        best
    }

    /// Finds the end of the longest phrase at a place that has just this meaning.
    pub fn has(&self, at: usize, meaning: Meaning) -> Option<usize> {
        self.find(at, |m| (m == meaning).then_some(()))
            .map(|said| said.end)
    }

    /// Tells whether a time may begin at a place: it begins with a figure, or with a phrase that has a meaning.
    pub fn may_begin_time(&self, at: usize) -> bool {
        self.get(at).is_some_and(Token::is_number) || !self.senses(at).is_empty()
    }

    fn senses(&self, at: usize) -> &[Sense] {
        let (Some(cell), Some(token)) = (self.senses.get(at), self.get(at)) else {
            return &[];
        };
        cell.get_or_init(|| match token.kind {
            TokenKind::Word(_) | TokenKind::Number { .. } => {
                lexicon::senses(&self.tokens, at, self.tongue)
            }
            TokenKind::Sign(_) => Vec::new(),
        })
    }

    /// Returns the bytes of some tokens.
    pub fn bytes(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.get(from).map_or(0, |t| t.range.start);
        let end = to.checked_sub(1).and_then(|last| self.get(last));
        start..end.map_or(start, |t| t.range.end)
    }

    /// Returns the text of some tokens as written.
    pub fn source(&self, from: usize, to: usize) -> &'t str {
        self.text.get(self.bytes(from, to)).unwrap_or_default()
    }
}
