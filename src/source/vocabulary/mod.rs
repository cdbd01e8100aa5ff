//! Words by language and role: data that every reader shares. Knows no page and decides nothing.

pub(in crate::source) mod byline;
pub(in crate::source) mod furniture;
pub(in crate::source) mod headline;
pub(in crate::source) mod mark;
pub(in crate::source) mod picture;

use std::collections::HashSet;

use crate::model::letters;

/// Words of one role, grouped by language (BCP 47; "und" for those of no language).
pub(in crate::source) type Words = &'static [(&'static str, &'static [&'static str])];

/// Lists the words of all languages: pages quote each other, and few say truly which language they are in.
pub(in crate::source) fn all(words: Words) -> impl Iterator<Item = &'static str> {
    words.iter().flat_map(|(_, words)| words.iter().copied())
}

/// Collects words as texts are compared: their letters and digits alone.
pub(in crate::source) fn in_letters(words: Words) -> HashSet<String> {
    all(words).map(letters).collect()
}
