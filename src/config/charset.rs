//! What the screen may be drawn with.

/// The choice of the settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Charset {
    /// What the locale says.
    #[default]
    Auto,
    /// All of Unicode, whatever the locale says.
    Unicode,
    /// ASCII only.
    Ascii,
}

impl Charset {
    const ALL: [Self; 3] = [Self::Auto, Self::Unicode, Self::Ascii];

    /// Returns the word of the settings.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Unicode => "unicode",
            Self::Ascii => "ascii",
        }
    }

    pub(super) fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|charset| charset.word() == word)
    }
}
