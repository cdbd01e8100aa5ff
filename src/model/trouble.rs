//! What stands between a reader and a live blog.

/// Why a source could not be read: what it looks like from outside, and not who said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing is heard of the host, or of the network.
    Offline,
    /// The network wants a sign-in before it lets anything through.
    CaptivePortal,
    /// The page asks for consent before it shows anything.
    Consent,
    /// The page asks for a login.
    Login,
    /// The page tells people from programs.
    BotWall,
    /// The page is for subscribers.
    Paywall,
    /// The page is not for this region.
    Region,
    /// There is no such page.
    Missing,
    /// The page is gone for good.
    Gone,
    /// The page is there, and shows no updates any more.
    Redesigned,
    /// The host asked to be left alone for a while.
    Waits,
    /// It failed in a way that may pass.
    Failing,
}

impl Trouble {
    const ALL: [Self; 12] = [
        Self::Offline,
        Self::CaptivePortal,
        Self::Consent,
        Self::Login,
        Self::BotWall,
        Self::Paywall,
        Self::Region,
        Self::Missing,
        Self::Gone,
        Self::Redesigned,
        Self::Waits,
        Self::Failing,
    ];

    /// Returns the word that the history keeps.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::CaptivePortal => "captive_portal",
            Self::Consent => "consent",
            Self::Login => "login",
            Self::BotWall => "bot_wall",
            Self::Paywall => "paywall",
            Self::Region => "region",
            Self::Missing => "missing",
            Self::Gone => "gone",
            Self::Redesigned => "redesigned",
            Self::Waits => "waits",
            Self::Failing => "failing",
        }
    }

    /// Reads the word that the history keeps.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trouble| trouble.word() == word)
    }

    /// Returns what readers are told it is, in a word or two.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::CaptivePortal => "sign-in",
            Self::Consent => "consent",
            Self::Login => "login",
            Self::BotWall => "bot wall",
            Self::Paywall => "paywall",
            Self::Region => "region",
            Self::Missing => "missing",
            Self::Gone => "gone",
            Self::Redesigned => "changed",
            Self::Waits => "waiting",
            Self::Failing => "failing",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_is_read_from_its_own_word() {
        for trouble in Trouble::ALL {
            assert_eq!(Trouble::from_word(trouble.word()), Some(trouble));
        }
        assert_eq!(Trouble::from_word(""), None);
    }
}
