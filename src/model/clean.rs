//! Text from outside, made safe for a terminal.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Text that holds nothing a terminal would act on.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Clean(Box<str>);

impl Clean {
    /// Makes a single line: white space runs become one space, ends are trimmed.
    #[must_use]
    pub fn line(raw: &str) -> Self {
        let words: Vec<&str> = raw.split_whitespace().collect();
        Self(words.join(" ").replace(char::is_control, "").into())
    }

    /// Makes a run of text that stands between others: as [`Clean::line`], but one space at either end is kept, and
    /// a line feed stays (a forced line break).
    #[must_use]
    pub fn inline(raw: &str) -> Self {
        Self(
            raw.replace(|c: char| c.is_control() && c != '\n', "")
                .into(),
        )
    }

    /// Makes preformatted text: line feeds and runs of spaces stay, tabs become spaces up to the next multiple of
    /// four columns.
    #[must_use]
    pub fn preformatted(raw: &str) -> Self {
        Self(
            raw.replace('\t', "    ")
                .replace(|c: char| c.is_control() && c != '\n', "")
                .into(),
        )
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

impl From<String> for Clean {
    /// Reads stored text again: it may have been changed on disk.
    fn from(raw: String) -> Self {
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
