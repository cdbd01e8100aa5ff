//! Words as a reader types them, found whole in a text of any script.

use unicode_linebreak::{BreakClass, break_property};

use crate::model::fold;

/// A word or a phrase to find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    folded: String,
    /// Whether what only begins like this counts as well.
    open: bool,
}

impl Words {
    /// Understands what was typed: a `*` at the end stands for the rest of a word. `None` where there is nothing to find.
    pub(super) fn new(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        let stem = typed.trim_end_matches('*');
        let folded = fold::fold(stem);
        let can_be_found = folded.contains(char::is_alphanumeric);
        let open = stem.len() < typed.len();
        can_be_found.then_some(Self { folded, open })
    }

    /// Tells whether a text holds them; the text is in the form of [`fold::fold`].
    pub(super) fn are_in(&self, folded: &str) -> bool {
        folded.match_indices(&self.folded).any(|(start, words)| {
            let (before, rest) = folded.split_at(start);
            let after = rest.get(words.len()..).unwrap_or_default();
            let last = words.chars().next_back();
            let is_start = !is_one_word(before.chars().next_back(), words.chars().next());
            let is_end = || self.open || !is_one_word(last, after.chars().next());
            // What Korean words end in is appended to them.
            is_start && (last.is_some_and(is_hangul) || is_end())
        })
    }
}

/// Tells whether two characters beside each other belong to one word. Scripts that put no spaces between their words do
/// not say.
fn is_one_word(left: Option<char>, right: Option<char>) -> bool {
    let is_of_word = |c: char| {
        let class = break_property(u32::from(c));
        let may_be_parted = matches!(
            class,
            BreakClass::Ideographic
                | BreakClass::ConditionalJapaneseStarter
                | BreakClass::ComplexContext
        );
        (c.is_alphanumeric() || class == BreakClass::CombiningMark) && !may_be_parted
    };
    left.is_some_and(is_of_word) && right.is_some_and(is_of_word)
}

fn is_hangul(c: char) -> bool {
    matches!(
        break_property(u32::from(c)),
        BreakClass::HangulLvSyllable | BreakClass::HangulLvtSyllable
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(typed: &str, text: &str) -> bool {
        Words::new(typed).is_some_and(|words| words.are_in(&fold::fold(text)))
    }

    #[test]
    fn words_are_found_whole_whatever_their_case_and_accents() {
        for (typed, text, expected) in [
            ("bridge", "The Bridge is shut", true),
            ("bridge", "Two bridges are shut", false),
            ("bridge", "A footbridge is shut", false),
            ("bridge*", "Two bridges are shut", true),
            ("bridge", "“Bridge’s end”, they said", true),
            ("north pier", "The north\npier", true),
            ("north pier", "The north-pier", false),
            ("cafe", "Le CAFÉ.", true),
            ("MÜNCHEN", "in munchen", true),
            ("10", "100 people", false),
            ("10", "10 people", true),
            ("us", "The US said", true),
            ("us", "because", false),
            ("мост", "Мост закрыт", true),
            ("мост", "Мостовая", false),
            ("القدس", "في القُدس اليوم", true),
            ("पुल", "पुल बंद", true),
            ("पु", "पुल बंद", false),
        ] {
            assert_eq!(finds(typed, text), expected, "{typed:?} in {text:?}");
        }
    }

    #[test]
    fn scripts_without_spaces_are_searched_within() {
        for (typed, text, expected) in [
            ("大桥", "海港大桥今天关闭", true),
            ("地震", "東京で地震がありました", true),
            ("สะพาน", "ปิดสะพานท่าเรือ", true),
            ("서울", "서울에서 지진", true),
            ("울에", "서울에서 지진", false),
            ("NHK", "NHKが報じた", true),
            ("桥", "大楼", false),
        ] {
            assert_eq!(finds(typed, text), expected, "{typed:?} in {text:?}");
        }
    }

    #[test]
    fn what_holds_no_letter_finds_nothing() {
        for typed in ["", "  ", "*", "…", "-"] {
            assert!(Words::new(typed).is_none(), "{typed:?}");
        }
    }
}
