//! What one character is to a terminal text, whatever stands beside it.
//!
//! Property names are those of the Unicode Character Database (UAX #44) and of UTS #51 (emoji).

use unicode_properties::emoji::{EmojiStatus, UnicodeEmoji};
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// VARIATION SELECTOR-16: asks for the emoji form of the character before it.
pub(super) const EMOJI_SELECTOR: char = '\u{FE0F}';
/// ZERO WIDTH JOINER.
pub(super) const ZWJ: char = '\u{200D}';
/// ZERO WIDTH NON-JOINER.
pub(super) const ZWNJ: char = '\u{200C}';
/// COMBINING ENCLOSING KEYCAP.
pub(super) const KEYCAP: char = '\u{20E3}';
/// WAVING BLACK FLAG: what tags after it turn into the flag of a part of a country.
pub(super) const BLACK_FLAG: char = '\u{1F3F4}';
/// CANCEL TAG: the last of a flag's tags.
pub(super) const CANCEL_TAG: char = '\u{E007F}';
/// BRAILLE PATTERN BLANK: a character of braille pictures that shows nothing.
pub(super) const BRAILLE_BLANK: char = '\u{2800}';

/// What to do with a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A character that stands for itself.
    Text,
    /// White space within a line, the tab included.
    Space,
    /// White space that ends a line.
    LineEnd,
    /// A combining mark (general category M) that needs a base.
    Mark,
    /// A vowel or final of a Hangul syllable (`Hangul_Syllable_Type` V and T) that needs the
    /// letters before it.
    Jamo,
    /// [`EMOJI_SELECTOR`], which needs an emoji before it.
    EmojiSelector,
    /// [`ZWJ`] or [`ZWNJ`], which need fitting neighbours.
    Joiner,
    /// A tag character, which needs a [`BLACK_FLAG`] before it and the rest of a region after it.
    Tag,
    /// A character that is never kept: controls, invisible formatting, private use, noncharacters.
    Never,
}

/// Tells of the bulk of the world's text, without a table, that a character is [`Class::Text`] and
/// stands as it is beside any other such: Latin, Greek, Cyrillic, quotation marks and dashes, kana,
/// ideographs, Hangul.
pub(super) fn stands_alone(c: char) -> bool {
    matches!(
        c,
        '!'..='~'
            | '\u{A1}'..='\u{AC}'
            | '\u{AE}'..='\u{2FF}'
            | '\u{370}'..='\u{482}'
            | '\u{48A}'..='\u{58F}'
            | '\u{2010}'..='\u{2027}'
            | '\u{3041}'..='\u{3096}'
            | '\u{30A1}'..='\u{30FF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{AC00}'..='\u{D7A3}'
    )
}

/// Classes a character.
pub(super) fn class(c: char) -> Class {
    match c {
        _ if stands_alone(c) => Class::Text,
        ' ' | '\t' => Class::Space,
        '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::LineEnd,
        EMOJI_SELECTOR => Class::EmojiSelector,
        ZWJ | ZWNJ => Class::Joiner,
        '\u{E0020}'..=CANCEL_TAG => Class::Tag,
        // DEVANAGARI CARET: a letter by its category, but it is drawn over what stands before it.
        '\u{A8FA}' => Class::Mark,
        _ if is_ignorable(c) || is_noncharacter(c) => Class::Never,
        _ if is_vowel_jamo(c) || is_final_jamo(c) => Class::Jamo,
        _ => match c.general_category() {
            GeneralCategory::SpaceSeparator => Class::Space,
            GeneralCategory::Control | GeneralCategory::PrivateUse => Class::Never,
            GeneralCategory::Format if !is_prepended_sign(c) => Class::Never,
            GeneralCategory::NonspacingMark
            | GeneralCategory::SpacingMark
            | GeneralCategory::EnclosingMark => Class::Mark,
            _ => Class::Text,
        },
    }
}

/// Tells whether a character shows nothing by design (`Default_Ignorable_Code_Point`) in spite of a
/// category that says letter, mark or unassigned. Those of category Cf need no mention here.
fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{034F}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0E}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Tells whether a code point is one of the 66 that never become characters.
fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Tells whether a format character is seen: the signs that enclose the digits after them
/// (`Prepended_Concatenation_Mark`).
fn is_prepended_sign(c: char) -> bool {
    matches!(
        c,
        '\u{0600}'..='\u{0605}'
            | '\u{06DD}'
            | '\u{070F}'
            | '\u{0890}'..='\u{0891}'
            | '\u{08E2}'
            | '\u{110BD}'
            | '\u{110CD}'
    )
}

/// Tells whether a character waits for the letter after it (`Grapheme_Cluster_Break` Prepend), and
/// so is no base for a mark.
pub(super) fn is_prepended(c: char) -> bool {
    is_prepended_sign(c)
        || matches!(
            c,
            '\u{0D4E}'
                | '\u{111C2}'..='\u{111C3}'
                | '\u{113D1}'
                | '\u{1193F}'
                | '\u{11941}'
                | '\u{11A84}'..='\u{11A89}'
                | '\u{11D46}'
                | '\u{11F02}'
        )
}

/// Tells whether a character may stand on either side of a joiner in an emoji sequence: an emoji
/// that is no mere component (digit, skin tone, regional indicator).
pub(super) fn is_pictograph(c: char) -> bool {
    matches!(
        c.emoji_status(),
        EmojiStatus::EmojiPresentation
            | EmojiStatus::EmojiModifierBase
            | EmojiStatus::EmojiPresentationAndModifierBase
            | EmojiStatus::EmojiOther
    )
}

/// Tells whether a character is a skin tone (`Emoji_Modifier`).
pub(super) fn is_skin_tone(c: char) -> bool {
    matches!(c, '\u{1F3FB}'..='\u{1F3FF}')
}

/// Tells whether a character makes an emoji with [`KEYCAP`], and with nothing else.
pub(super) fn is_keycap_base(c: char) -> bool {
    matches!(c, '0'..='9' | '#' | '*')
}

/// Tells whether tags behind a [`BLACK_FLAG`] name a flag that is drawn (`RGI_Emoji_Tag_Sequence`): England, Scotland,
/// Wales. Nothing else may be said in tags, which nobody sees.
pub(super) fn are_flag(tags: &str) -> bool {
    let spelt = tags.chars().filter_map(|tag| {
        let ascii = u32::from(tag).checked_sub(0xE0000)?;
        char::from_u32(ascii)
    });
    let region: String = spelt.collect();
    matches!(region.as_str(), "gbeng\x7f" | "gbsct\x7f" | "gbwls\x7f")
}

/// Tells whether a jamo goes on with the syllable that the character before it is part of (UAX #29,
/// GB6 to GB8).
pub(super) fn continues_syllable(before: char, jamo: char) -> bool {
    let initial = matches!(before, '\u{1100}'..='\u{115E}' | '\u{A960}'..='\u{A97C}');
    let syllable = matches!(before, '\u{AC00}'..='\u{D7A3}');
    // Every 28th syllable has no final.
    let open = syllable && (u32::from(before) - 0xAC00).is_multiple_of(28);
    if is_vowel_jamo(jamo) {
        initial || open || is_vowel_jamo(before)
    } else {
        syllable || is_vowel_jamo(before) || is_final_jamo(before)
    }
}

fn is_vowel_jamo(c: char) -> bool {
    matches!(c, '\u{1161}'..='\u{11A7}' | '\u{D7B0}'..='\u{D7C6}')
}

fn is_final_jamo(c: char) -> bool {
    matches!(c, '\u{11A8}'..='\u{11FF}' | '\u{D7CB}'..='\u{D7FB}')
}

/// Tells whether a joiner between two characters, or after the last of a word, changes their form.
///
/// Follows the intent of RFC 5892, appendix A, with what is really written: Persian puts a
/// non-joiner after letters that would not join anyway, Bengali and Kannada put a joiner before the
/// virama.
pub(super) fn joins(before: char, after: Option<char>) -> bool {
    let shapes = |c: char| {
        (is_cursive(c) || is_indic(c))
            && matches!(
                c.general_category_group(),
                GeneralCategoryGroup::Letter
                    | GeneralCategoryGroup::Mark
                    | GeneralCategoryGroup::Number
            )
    };
    shapes(before)
        && (after.is_some_and(shapes)
            || (is_indic(before) && before.general_category_group() == GeneralCategoryGroup::Mark))
}

/// Tells whether a character belongs to a script whose letters join: Arabic, Syriac, N'Ko, Mandaic,
/// Mongolian and the lesser ones.
fn is_cursive(c: char) -> bool {
    matches!(
        c,
        '\u{0600}'..='\u{08FF}'
            | '\u{1800}'..='\u{18AF}'
            | '\u{A840}'..='\u{A87F}'
            | '\u{FB50}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFC}'
            | '\u{10AC0}'..='\u{10AFF}'
            | '\u{10B80}'..='\u{10BAF}'
            | '\u{10D00}'..='\u{10D3F}'
            | '\u{10EC0}'..='\u{10FFF}'
            | '\u{1E900}'..='\u{1E95F}'
    )
}

/// Tells whether a character belongs to a script of the Brahmi family, whose letters form
/// conjuncts.
fn is_indic(c: char) -> bool {
    matches!(
        c,
        '\u{0900}'..='\u{0DFF}'
            | '\u{1000}'..='\u{109F}'
            | '\u{1780}'..='\u{17FF}'
            | '\u{1A20}'..='\u{1AAF}'
            | '\u{1B00}'..='\u{1C4F}'
            | '\u{1CD0}'..='\u{1CFF}'
            | '\u{A8E0}'..='\u{A9FF}'
            | '\u{AA60}'..='\u{AAFF}'
            | '\u{ABC0}'..='\u{ABFF}'
            | '\u{11000}'..='\u{11FFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_ranges_agree_with_the_tables() {
        for c in ('\0'..='\u{D7FF}').filter(|c| class(*c) == Class::Text) {
            let category = c.general_category();
            assert!(
                !matches!(
                    c.general_category_group(),
                    GeneralCategoryGroup::Mark | GeneralCategoryGroup::Separator
                ) && !matches!(
                    category,
                    GeneralCategory::Control | GeneralCategory::PrivateUse
                ) && (category != GeneralCategory::Format || is_prepended_sign(c)),
                "U+{:04X} is {category:?}",
                u32::from(c)
            );
        }
    }

    #[test]
    fn every_white_space_character_counts_as_white_space() {
        for c in ('\0'..=char::MAX).filter(|c| c.is_whitespace()) {
            assert!(
                matches!(class(c), Class::Space | Class::LineEnd),
                "U+{:04X} is {:?}",
                u32::from(c),
                class(c)
            );
        }
    }

    #[test]
    fn components_are_no_pictographs() {
        for c in ['1', '#', '\u{1F1E6}', '\u{1F3FB}', 'a', ZWJ] {
            assert!(!is_pictograph(c), "{c:?}");
        }
        for c in ['\u{1F468}', '\u{2764}', '\u{2640}', '\u{1F525}', '\u{27A1}'] {
            assert!(is_pictograph(c), "{c:?}");
        }
    }
}
