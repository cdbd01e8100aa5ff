//! Whether two texts tell the same, though other witnesses wrote them down.

use std::collections::HashMap;

use crate::model::letters;

/// A text of so many words may have been cut.
const CUT: usize = 12;

/// So many words at its end may then be no words of the whole: "read more", or one cut in two.
const TAIL: usize = 2;

/// The words of a text as every witness writes them.
pub(super) struct Words(Vec<String>);

impl Words {
    pub(super) fn of(text: &str) -> Self {
        let text = text.trim_end();
        let mut words = Vec::new();
        for word in text.split_whitespace().map(letters) {
            if word.chars().any(is_unspaced) {
                words.extend(word.chars().map(String::from));
            } else if !word.is_empty() {
                words.push(word);
            }
        }
        // The last word before an ellipsis need not be whole.
        if text.ends_with('…') || text.ends_with("...") {
            words.pop();
        }
        Self(words)
    }

    /// Tells whether another text has all of this in the same order: it is the whole of which this is a part.
    pub(super) fn are_told_by(&self, other: &Self) -> bool {
        let mut rest = other.0.iter();
        let told = self.0.iter().take_while(|word| rest.any(|w| w == *word));
        let untold = self.0.len() - told.count();
        untold == 0 || (self.may_be_cut() && untold <= TAIL)
    }

    /// Tells whether they are so many that they may be the beginning of more.
    pub(super) fn may_be_cut(&self) -> bool {
        self.0.len() >= CUT
    }

    /// Tells whether two texts have two words of three in common, in whatever order.
    pub(super) fn are_mostly_of(&self, other: &Self) -> bool {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for word in &self.0 {
            *counts.entry(word).or_default() += 1;
        }
        let common = other.0.iter().filter(|word| {
            let count = counts.get_mut(word.as_str()).filter(|count| **count > 0);
            count.map(|count| *count -= 1).is_some()
        });
        let common = common.count();
        common > 0 && common * 3 >= self.0.len().max(other.0.len()) * 2
    }
}

/// Tells whether a letter is of a script that puts no space between words: Thai, Lao, Burmese, Khmer and those of
/// eastern Asia.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
        || (c >= '\u{2e80}' && !matches!(c, '\u{ac00}'..='\u{d7af}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(part: &str, whole: &str) -> bool {
        Words::of(part).are_told_by(&Words::of(whole))
    }

    #[test]
    fn a_text_tells_what_it_has_in_order() {
        let whole = "The bridge is closed until Sunday, the harbour office says. Ferries are doubled. \
                     Divers look at the second pillar.";
        for part in [
            "",
            "The bridge is closed until Sunday",
            "“The bridge” is closed until Sunday – the harbour office says",
            "The bridge is closed un…",
            "The bridge is closed until Sunday, the harbour office says. Ferries are doubled. Read more",
        ] {
            assert!(told(part, whole), "{part}");
        }
        assert!(told("橋は日曜日まで…", "橋は日曜日まで閉鎖されます"));
        assert!(!told("橋は月曜日まで…", "橋は日曜日まで閉鎖されます"));
        for other in [
            "The bridge is closed until Monday",
            "Ferries are doubled until Sunday",
            "The bridge is open",
        ] {
            assert!(!told(other, whole), "{other}");
        }
    }

    #[test]
    fn an_edited_text_is_mostly_of_its_old_words() {
        let of = |one, other| Words::of(one).are_mostly_of(&Words::of(other));
        assert!(of("Ten people were hurt", "Eleven people were hurt"));
        assert!(!of("Ten people were hurt", "Ten trains were late"));
        assert!(!of("Ten people were hurt", "Ferries run all night"));
        assert!(!of("", ""));
    }
}
