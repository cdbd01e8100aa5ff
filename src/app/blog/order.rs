//! Which way round the timeline is.

/// Which end of the timeline stands on top.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The newest update on top, as newsrooms publish.
    #[default]
    NewestFirst,
    /// The oldest on top, as it happened.
    OldestFirst,
}

impl Order {
    /// Returns the other way round.
    pub(super) fn turned(self) -> Self {
        match self {
            Self::NewestFirst => Self::OldestFirst,
            Self::OldestFirst => Self::NewestFirst,
        }
    }

    /// Tells whether the newest update is on top.
    pub(super) fn is_newest_first(self) -> bool {
        self == Self::NewestFirst
    }
}
