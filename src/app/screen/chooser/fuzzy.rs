//! How what is typed finds an offer: its letters in order, those of word beginnings first.

use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};

use super::Offer;

/// What an offer is worth, from little to much; the number is the matcher's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Worth {
    /// The letters are somewhere in it.
    Scattered(u32),
    /// Each typed word begins one of its words.
    Begun(u32),
    /// Its note is what is typed: whoever types a key means what the key does.
    Note,
}

/// What is typed, ready to be looked for.
pub(super) struct Fuzzy {
    typed: String,
    pattern: Pattern,
    matcher: Matcher,
    /// Room for texts in the matcher's form.
    text: Vec<char>,
}

impl Fuzzy {
    pub(super) fn new(typed: &str) -> Self {
        Self {
            typed: typed.to_owned(),
            pattern: Pattern::parse(typed, CaseMatching::Smart, Normalization::Smart),
            matcher: Matcher::new(Config::DEFAULT),
            text: Vec::new(),
        }
    }

    /// Returns what an offer is worth, and the graphemes of its text that were found; `None` where it does not fit.
    pub(super) fn find(&mut self, offer: &Offer) -> Option<(Worth, Vec<u32>)> {
        let mut found = Vec::new();
        let own = Utf32Str::new(offer.text.as_str(), &mut self.text);
        let score = self.pattern.indices(own, &mut self.matcher, &mut found);
        found.sort_unstable();
        found.dedup();
        let mut keys = offer.note.as_str().split(' ');
        if !self.typed.is_empty() && keys.any(|key| key == self.typed) {
            return Some((Worth::Note, found));
        }
        let words = format!("{} {}", offer.text, offer.also);
        let score = if let Some(score) = score {
            score
        } else {
            // Other words count as much, but there is nothing to show of them.
            found.clear();
            let both = Utf32Str::new(&words, &mut self.text);
            self.pattern.score(both, &mut self.matcher)?
        };
        let worth = if self.begins_words(&words) {
            Worth::Begun(score)
        } else {
            Worth::Scattered(score)
        };
        Some((worth, found))
    }

    /// Tells whether each typed word begins one of these words.
    fn begins_words(&self, words: &str) -> bool {
        let (words, typed) = (words.to_lowercase(), self.typed.to_lowercase());
        let begins = |typed: &str| words.split([' ', '-']).any(|word| word.starts_with(typed));
        typed.split_whitespace().all(begins)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Choice;
    use super::*;
    use crate::{app::keys::Action, model::Clean};

    fn offer(text: &str, note: &str, also: &str) -> Offer {
        Offer {
            text: Clean::line(text),
            note: Clean::line(note),
            also: Clean::line(also),
            ticked: None,
            choice: Choice::Act(Action::Help),
        }
    }

    fn find(typed: &str, offer: &Offer) -> Option<(Worth, Vec<u32>)> {
        Fuzzy::new(typed).find(offer)
    }

    #[test]
    fn letters_in_order_find_and_are_named() {
        let order = offer("newest first", "s", "order");
        assert_eq!(find("nfi", &order).map(|f| f.1), Some(vec![0, 7, 8]));
        assert_eq!(find("zx", &order), None);
        assert!(find("", &order).is_some(), "nothing typed fits everything");
    }

    #[test]
    fn other_words_find_and_a_key_comes_before_all() {
        let order = offer("newest first", "s", "order");
        assert_eq!(find("order", &order).map(|f| f.1), Some(Vec::new()));
        let sources = offer("sources", "", "");
        assert!(find("s", &order) > find("s", &sources));
    }

    #[test]
    fn marks_count_in_graphemes() {
        let flags = offer("🇩🇪 e\u{301}tape", "", "");
        assert_eq!(find("tape", &flags).map(|f| f.1), Some(vec![3, 4, 5, 6]));
    }
}
