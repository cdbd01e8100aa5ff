//! Text as words and punctuation marks (UAX #29), each with the white space after it.

use std::{collections::HashMap, ops::Range};

use unicode_segmentation::UnicodeSegmentation;

/// A paragraph's tokens; put end to end they are its text.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    text: String,
    /// The token's number in the lexicon, one for each token: what is compared.
    pub(super) ids: Vec<u32>,
    spans: Vec<Span>,
}

#[derive(Debug)]
struct Span {
    whole: Range<usize>,
    /// Without the white space around it.
    word: Range<usize>,
}

impl Tokens {
    /// Returns how many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// Returns the text of neighbouring tokens, white space included; empty where there is none.
    pub(super) fn text(&self, tokens: Range<usize>) -> &str {
        let spans = self.spans.get(tokens).unwrap_or_default();
        let bytes = spans.first().zip(spans.last());
        bytes
            .and_then(|(first, last)| self.text.get(first.whole.start..last.whole.end))
            .unwrap_or("")
    }

    /// Returns a token without the white space after it.
    pub(super) fn word(&self, token: usize) -> &str {
        let span = self.spans.get(token);
        span.and_then(|span| self.text.get(span.word.clone()))
            .unwrap_or("")
    }

    /// Tells whether white space follows a token.
    pub(super) fn is_spaced(&self, token: usize) -> bool {
        let span = self.spans.get(token);
        span.is_some_and(|span| span.word.end < span.whole.end)
    }

    /// Tells whether a token is a word and no mark.
    pub(super) fn is_word(&self, token: usize) -> bool {
        self.word(token).chars().any(char::is_alphanumeric)
    }
}

/// Gives the same number to what differs in typography only.
#[derive(Debug, Default)]
pub(super) struct Lexicon(HashMap<String, u32>);

impl Lexicon {
    /// Takes a paragraph apart.
    pub(super) fn tokens(&mut self, text: &str) -> Tokens {
        let mut tokens = Tokens {
            text: text.to_owned(),
            ..Tokens::default()
        };
        let mut start = 0;
        for (at, piece) in text.split_word_bound_indices() {
            let end = at + piece.len();
            if piece.trim().is_empty() {
                if let Some(last) = tokens.spans.last_mut() {
                    last.whole.end = end;
                    start = end;
                }
                continue;
            }
            let signed = is_signed(text, &tokens.spans, piece, at);
            let continues = |last: &&mut Span| {
                let before = text.get(last.word.clone()).unwrap_or("");
                let again = repeats(piece)
                    && last.whole.end == at
                    && before.chars().next().map(plain) == piece.chars().next().map(plain);
                again || signed
            };
            if let Some(last) = tokens.spans.last_mut().filter(continues) {
                (last.whole.end, last.word.end) = (end, end);
            } else {
                tokens.spans.push(Span {
                    whole: start..end,
                    word: at..end,
                });
            }
            start = end;
        }
        let words = tokens.spans.iter().map(|span| span.word.clone());
        let ids = words.map(|word| self.number(text.get(word).unwrap_or("")));
        tokens.ids = ids.collect();
        tokens
    }

    fn number(&mut self, word: &str) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(key(word)).or_insert(next)
    }
}

/// Tells whether a piece is a number that the token before it, a dash after white space, makes negative.
fn is_signed(text: &str, spans: &[Span], piece: &str, at: usize) -> bool {
    let [before @ .., dash] = spans else {
        return false;
    };
    let apart = before
        .last()
        .is_none_or(|before| before.word.end < before.whole.end);
    let is_dash = text
        .get(dash.word.clone())
        .is_some_and(|word| key(word) == "-");
    is_dash && apart && dash.whole.end == at && piece.starts_with(char::is_numeric)
}

/// Tells whether a mark is one that is typed several times for a single one: `--`, `...`.
fn repeats(piece: &str) -> bool {
    piece.chars().all(|c| matches!(plain(c), '-' | '.'))
}

/// Returns what a token is compared by.
pub(super) fn key(word: &str) -> String {
    let mut key: String = word.chars().map(plain).collect();
    if key.chars().all(|c| c == '-') {
        key.truncate(1);
    }
    key.replace('…', "...")
}

/// Returns the plain form of a quote or dash.
pub(super) fn plain(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | '′' | '‹' | '›' | '`' | '´' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        c => c,
    }
}
