//! Captions that hold their credit: "The pier. Photograph: Ann Doe/Agency".

use std::sync::LazyLock;

use crate::source::vocabulary::{self, picture::CREDITS};

/// The longest credit in brackets, in bytes.
const LONGEST: usize = 60;

/// What credits begin with, longest first.
static OPENINGS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut all: Vec<&str> = vocabulary::all(CREDITS).collect();
    all.sort_by_key(|words| std::cmp::Reverse(words.len()));
    all
});

/// A credit without brackets and opening words.
pub(super) fn bare(credit: &str) -> &str {
    let credit = credit.trim().trim_matches(['(', ')', '[', ']', ' ']);
    let mut rest = credit;
    while let Some(behind) = OPENINGS.iter().find_map(|words| behind(rest, words)) {
        rest = behind;
    }
    rest
}

/// What follows words at the beginning of a text, whatever their case.
fn behind<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for c in words.chars() {
        if !rest.next()?.to_lowercase().eq(c.to_lowercase()) {
            return None;
        }
    }
    Some(rest.as_str().trim_start())
}

/// Parts a caption from the credit in it: "A caption. (Getty Images)", "A caption. Photograph: Name/Agency".
pub(super) fn split(caption: &str) -> (String, String) {
    let starts = caption.char_indices().filter(|(at, c)| {
        let begins = caption[..*at]
            .chars()
            .next_back()
            .is_none_or(|b| !b.is_alphanumeric());
        begins && !c.is_whitespace()
    });
    for (at, _) in starts {
        let (before, rest) = caption.split_at(at);
        let Some(after) = OPENINGS.iter().find_map(|words| behind(rest, words)) else {
            continue;
        };
        let (before, after) = (before.trim(), after.trim());
        let in_brackets = before
            .strip_suffix(['(', '['])
            .zip(after.strip_suffix([')', ']']));
        let (before, after) = in_brackets.unwrap_or((before, after));
        return (before.trim().to_owned(), bare(after).to_owned());
    }
    if let Some(inner) = caption.strip_suffix(')')
        && let Some((before, credit)) = inner.rsplit_once('(')
        && credit.len() < LONGEST
        && !before.trim().is_empty()
    {
        return (before.trim().to_owned(), credit.to_owned());
    }
    (caption.to_owned(), String::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_parted_in_many_languages() {
        for (caption, expected, credit) in [
            (
                "The pier. Photograph: Ann Doe/Agency",
                "The pier.",
                "Ann Doe/Agency",
            ),
            ("The pier (Photo: Ann Doe)", "The pier", "Ann Doe"),
            ("The pier (Reuters)", "The pier", "Reuters"),
            ("Der Pier. Foto: Anna Rot/dpa", "Der Pier.", "Anna Rot/dpa"),
            ("Der Pier. © Anna Rot", "Der Pier.", "Anna Rot"),
            ("La jetée. Crédit : Anne Roux", "La jetée.", "Anne Roux"),
            ("El muelle. Fotografía: Ana Ruiz", "El muelle.", "Ana Ruiz"),
            ("Molo. Fot. Anna Rudzka", "Molo.", "Anna Rudzka"),
            ("Причал. Фото: Анна Рудая", "Причал.", "Анна Рудая"),
            ("Laituri. Kuva: Anna Puna", "Laituri.", "Anna Puna"),
            ("桟橋。写真：山田太郎", "桟橋。", "山田太郎"),
            ("The pier on Thursday", "The pier on Thursday", ""),
            ("A resource: water", "A resource: water", ""),
            ("", "", ""),
        ] {
            let found = split(caption);
            assert_eq!(
                (found.0.as_str(), found.1.as_str()),
                (expected, credit),
                "{caption}"
            );
        }
        assert_eq!(bare("(Photograph: Ann Doe)"), "Ann Doe");
    }
}
