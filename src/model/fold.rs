//! Text as it is compared with what somebody typed: without case, without accents, white space as single spaces.

use icu_normalizer::properties::{CanonicalDecompositionBorrowed, Decomposed};

/// Brings a whole text into that form.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|c| push(&mut folded, c));
    folded
}

/// Appends a character to a text in that form.
pub(crate) fn push(folded: &mut String, c: char) {
    if c.is_whitespace() {
        push_space(folded);
    } else if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
    } else {
        folded.extend(c.to_lowercase().filter_map(without_accents).map(plain));
    }
}

/// Appends a space, unless one is there.
pub(crate) fn push_space(folded: &mut String) {
    if !folded.ends_with(' ') {
        folded.push(' ');
    }
}

/// Returns a letter without its accents; nothing where it is one.
pub(crate) fn without_accents(mut c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c);
    }
    if is_accent(c) {
        return None;
    }
    let canonical = CanonicalDecompositionBorrowed::new();
    loop {
        c = match canonical.decompose(c) {
            Decomposed::Singleton(same) => same,
            Decomposed::Expansion(letter, mark) if is_accent(mark) => letter,
            // Syllables of Hangul have parts, too, but those are no accents.
            _ => return Some(c),
        };
    }
}

/// Tells whether a mark may be left out in writing: accents, and the vowels and lines of Hebrew and Arabic. The vowels of
/// Indian scripts and of Thai may not.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}'
        | '\u{5c4}'..='\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}'
        | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Returns the form of a letter that stands for several of its forms.
fn plain(c: char) -> char {
    match c {
        'ς' => 'σ',
        'ı' => 'i',
        '‘' | '’' => '\'',
        // Latin letters and digits as wide as a Chinese character.
        '\u{ff01}'..='\u{ff5e}' => {
            let narrow = char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
            narrow.to_ascii_lowercase()
        }
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_the_same_letter_fold_to_one() {
        for (one, other) in [
            ("ΟΔΟΣ", "οδός"),
            ("DIYARBAKIR", "diyarbakır"),
            ("İzmir", "izmir"),
            ("ＮＨＫ１", "nhk1"),
            ("القُدس", "القدس"),
            ("أحمد", "احمد"),
            ("שָׁלוֹם", "שלום"),
            ("don’t", "don't"),
            ("Việt\n\nNam", "viet nam"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
        assert_ne!(fold("가"), fold("각"));
        assert_ne!(fold("कि"), fold("क"));
    }
}
