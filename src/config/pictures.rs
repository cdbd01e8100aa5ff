//! Whether and how pictures are shown.

/// The choice of the settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PictureChoice {
    /// What the terminal is known to show.
    #[default]
    Auto,
    /// By the protocol of kitty.
    Kitty,
    /// By the protocol of iTerm2.
    Iterm2,
    /// As sixel graphics.
    Sixel,
    /// As half-blocks, two pixels in a cell.
    Blocks,
    /// Not at all.
    Off,
}

impl PictureChoice {
    const ALL: [Self; 6] = [
        Self::Auto,
        Self::Kitty,
        Self::Iterm2,
        Self::Sixel,
        Self::Blocks,
        Self::Off,
    ];

    /// Returns the word of the settings.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Kitty => "kitty",
            Self::Iterm2 => "iterm2",
            Self::Sixel => "sixel",
            Self::Blocks => "blocks",
            Self::Off => "off",
        }
    }

    pub(super) fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.word() == word)
    }
}
