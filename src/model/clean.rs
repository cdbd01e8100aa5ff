//! Text from outside, made safe for a terminal.
//!
//! A page, a feed or a file on disk may hold anything: escape sequences that drive the terminal,
//! characters that reorder or hide the text around them, a thousand marks on one letter. [`Clean`]
//! is text that holds none of it. Its constructors are the only way in, so that whatever accepts
//! `Clean` (the screen, the title, the notifier, the clipboard, the log) needs no check of its own.
//! Cleaning comes after decoding: `&#27;` and `\u001b` are as much an escape as the byte.
//!
//! What a clean text holds, apart from ordinary characters:
//!
//! * no control character but the line feed, and that only where lines are meant;
//! * no escape sequence, nor the payload of one;
//! * no invisible formatting (`Default_Ignorable_Code_Point`, category Cf), private use character
//!   or noncharacter; joiners, the emoji selector and a flag's tags only where they change a shape;
//! * at most four marks on a base, none without a base, and at most 64 bytes in a grapheme cluster.
//!
//! Cleaning what is clean changes nothing. This module knows nothing of cell widths.

mod chars;
mod cluster;
mod compose;
mod escape;
#[cfg(test)]
mod tests;

use std::fmt;

use serde::{Deserialize, Serialize};

/// Text that holds nothing a terminal would act on.
///
/// Read back from disk it is cleaned again as [`Clean::preformatted`], which leaves every clean
/// text as it is.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String")]
pub struct Clean(Box<str>);

impl Clean {
    /// Makes a single line: white space runs become one space, ends are trimmed.
    #[must_use]
    pub fn line(raw: &str) -> Self {
        if is_plain(raw, false) && !raw.starts_with(' ') && !raw.ends_with(' ') {
            return Self(raw.into());
        }
        Self(finished(compose::collapsed(raw)).trim_matches(' ').into())
    }

    /// Makes a single line of at most so many grapheme clusters; a longer one is cut and ends in an
    /// ellipsis.
    #[must_use]
    pub fn line_capped(raw: &str, graphemes: usize) -> Self {
        let line = Self::line(raw);
        // A cluster has at least one byte.
        if line.0.len() <= graphemes || cluster::prefix(&line.0, graphemes).is_none() {
            return line;
        }
        let Some(kept) = graphemes
            .checked_sub(1)
            .and_then(|kept| cluster::prefix(&line.0, kept))
        else {
            return Self::default();
        };
        // A joiner at the cut has lost the letter it was for.
        let kept = kept.trim_end_matches([' ', chars::ZWJ, chars::ZWNJ]);
        Self(format!("{kept}…").into())
    }

    /// Makes a run of text that stands between others: as [`Clean::line`], but one space at either
    /// end is kept.
    ///
    /// Line feeds are white space here, as in HTML source; a forced line break is
    /// [`Clean::line_break`].
    #[must_use]
    pub fn inline(raw: &str) -> Self {
        if is_plain(raw, false) {
            return Self(raw.into());
        }
        // Between the tags of a page stands little else than its source's indentation.
        if raw.bytes().all(|byte| byte.is_ascii_whitespace()) {
            return Self(" ".into());
        }
        let text = finished(compose::collapsed(raw));
        // Without its braille blanks a run may be white space on both sides of nothing.
        if !text.is_empty() && text.trim_matches(' ').is_empty() {
            return Self(" ".into());
        }
        Self(text.into())
    }

    /// Makes a forced line break (HTML `br`): a single line feed.
    #[must_use]
    pub fn line_break() -> Self {
        Self("\n".into())
    }

    /// Makes preformatted text: line feeds and runs of spaces stay, every other line end becomes a
    /// line feed, tabs become spaces up to the next multiple of four columns.
    #[must_use]
    pub fn preformatted(raw: &str) -> Self {
        if is_plain(raw, true) {
            return Self(raw.into());
        }
        Self(finished(compose::preformatted(raw)).into())
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tells whether nothing is left to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Tells whether a text needs no work: most text does not, and is copied as it stands.
fn is_plain(raw: &str, preformatted: bool) -> bool {
    if !preformatted && raw.contains("  ") {
        return false;
    }
    let mut rest = raw;
    while let Some(at) = rest.bytes().position(|byte| !matches!(byte, b' '..=b'~')) {
        let mut chars = rest.get(at..).unwrap_or_default().chars();
        let plain = |c| chars::stands_alone(c) || (preformatted && c == '\n');
        if !chars.next().is_some_and(plain) {
            return false;
        }
        rest = chars.as_str();
    }
    true
}

/// Takes out what only the whole text can show to be too much.
fn finished(mut text: String) -> String {
    // Braille blanks belong in a braille picture, but alone they are an empty text that does not
    // look it.
    let blank = |c: char| matches!(c, ' ' | '\n' | chars::BRAILLE_BLANK);
    if text.ends_with(blank) && text.chars().all(blank) {
        text.retain(|c| c != chars::BRAILLE_BLANK);
    }
    cluster::bounded(text)
}

impl From<String> for Clean {
    /// Reads stored text again: it may have been changed on disk.
    fn from(raw: String) -> Self {
        if is_plain(&raw, true) {
            return Self(raw.into());
        }
        Self::preformatted(&raw)
    }
}

impl From<Clean> for String {
    fn from(clean: Clean) -> Self {
        clean.0.into()
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
