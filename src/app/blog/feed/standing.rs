//! How a live blog stands, in one word: what stands between it and the reader weighs more than what its publisher says.

use crate::model::{Status, Trouble};

/// How a live blog stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// As its publisher says, and as the age of its newest update lets on.
    As(Status),
    /// The reader put it away.
    Archived,
    /// The reader paused it.
    Paused,
    /// It could not be read when it was last asked.
    Troubled(Trouble),
}

impl Standing {
    /// Returns how it stands; only what could be read may be called live.
    pub fn of(status: Status, paused: bool, trouble: Option<Trouble>) -> Self {
        match trouble {
            _ if paused => Self::Paused,
            // A page that is over by its own words and then vanishes is over.
            Some(Trouble::Gone | Trouble::Missing) if status.is_over() => Self::As(status),
            Some(trouble) => Self::Troubled(trouble),
            None => Self::As(status),
        }
    }

    /// Tells whether it runs.
    pub fn is_live(self) -> bool {
        self == Self::As(Status::Live)
    }

    /// Returns the mark that stands before the label.
    pub fn mark(self) -> &'static str {
        match self {
            Self::As(Status::Live) => "●",
            Self::As(Status::Quiet | Status::Ended) | Self::Troubled(Trouble::Gone) => "○",
            Self::As(Status::NotBegun) | Self::Troubled(Trouble::Waits | Trouble::Offline) => "◌",
            Self::As(Status::Moved) => "→",
            Self::As(Status::Unknown) => "·",
            Self::Archived => "□",
            Self::Paused => "–",
            Self::Troubled(_) => "!",
        }
    }

    /// Returns what readers are told it is; empty where nothing tells.
    pub fn label(self) -> &'static str {
        match self {
            Self::As(status) => status.label(),
            Self::Archived => "archived",
            Self::Paused => "paused",
            Self::Troubled(trouble) => trouble.label(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_read_is_live() {
        for (status, paused, trouble, words) in [
            (Status::Live, false, None, "● live"),
            (Status::Quiet, false, None, "○ quiet"),
            (Status::Ended, false, None, "○ ended"),
            (Status::NotBegun, false, None, "◌ not begun"),
            (Status::Moved, false, None, "→ moved"),
            (Status::Unknown, false, None, "· "),
            (Status::Live, true, None, "– paused"),
            (Status::Live, true, Some(Trouble::Offline), "– paused"),
            (Status::Live, false, Some(Trouble::Offline), "◌ offline"),
            (
                Status::Live,
                false,
                Some(Trouble::CaptivePortal),
                "! sign-in",
            ),
            (Status::Live, false, Some(Trouble::Consent), "! consent"),
            (Status::Live, false, Some(Trouble::Login), "! login"),
            (Status::Live, false, Some(Trouble::BotWall), "! bot wall"),
            (Status::Live, false, Some(Trouble::Paywall), "! paywall"),
            (Status::Live, false, Some(Trouble::Region), "! region"),
            (Status::Live, false, Some(Trouble::Missing), "! missing"),
            (Status::Live, false, Some(Trouble::Gone), "○ gone"),
            (Status::Ended, false, Some(Trouble::Gone), "○ ended"),
            (Status::Live, false, Some(Trouble::Redesigned), "! changed"),
            (Status::Live, false, Some(Trouble::Waits), "◌ waiting"),
            (Status::Live, false, Some(Trouble::Failing), "! failing"),
        ] {
            let standing = Standing::of(status, paused, trouble);
            assert_eq!(format!("{} {}", standing.mark(), standing.label()), words);
            assert_eq!(standing.is_live(), words == "● live");
        }
    }
}
