//! What is said of a live blog as a whole.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Author, Body, Clean, Image, Stamp, WebUrl};

/// A live blog without its updates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LiveBlog {
    /// The headline; empty where the page has none.
    pub headline: Clean,
    /// The sentence under the headline; empty where there is none.
    pub standfirst: Clean,
    /// The lede, summary or key points that stand before the updates and are none.
    pub summary: Body,
    /// Who publishes it; empty where unknown.
    pub publisher: Clean,
    /// Who writes it.
    pub authors: Vec<Author>,
    /// BCP 47 language tag; empty where unknown.
    pub language: Clean,
    /// Whether it still runs.
    pub status: Status,
    /// When the page itself was published.
    pub published: Option<Stamp>,
    /// When the page says that it was last changed.
    pub modified: Option<Stamp>,
    /// schema.org `coverageStartTime`.
    pub coverage_start: Option<DateTime<Utc>>,
    /// schema.org `coverageEndTime`; proves nothing by itself.
    pub coverage_end: Option<DateTime<Utc>>,
    /// The page's main picture.
    pub image: Option<Image>,
    /// The canonical address.
    pub canonical: Option<WebUrl>,
    /// A feed of the same updates, where the page names one.
    pub feed: Option<WebUrl>,
    /// Where coverage goes on, when this blog says that it moved.
    pub moved_to: Option<WebUrl>,
}

/// What was said of a blog as a whole from one moment on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlogRevision {
    /// When it was first seen like this.
    pub seen: DateTime<Utc>,
    /// The headline.
    pub headline: Clean,
    /// The standfirst.
    pub standfirst: Clean,
    /// Whether it ran.
    pub status: Status,
}

/// Whether a live blog still runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It runs: its newest update is of this day.
    Live,
    /// Nobody says that it ended, but its newest update is older than a day.
    Quiet,
    /// The publisher says that it ended.
    Ended,
    /// It is announced and has no updates yet.
    NotBegun,
    /// The publisher says that it goes on elsewhere.
    Moved,
    /// Nothing tells.
    #[default]
    Unknown,
}

/// A blog whose newest update is older than this runs no more, as far as anyone can see.
const QUIET: TimeDelta = TimeDelta::hours(24);
/// One whose newest update is older than this is not called live on the screen.
const SILENT: TimeDelta = TimeDelta::hours(6);
/// One whose newest update is older than this has ended, though nobody says so.
const OVER: TimeDelta = TimeDelta::days(7);

impl Status {
    /// Every status that something tells.
    const TOLD: [Self; 5] = [
        Self::Live,
        Self::Quiet,
        Self::Ended,
        Self::NotBegun,
        Self::Moved,
    ];

    /// Returns the word used in JSON output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Quiet => "quiet",
            Self::Ended => "ended",
            Self::NotBegun => "not_begun",
            Self::Moved => "moved",
            Self::Unknown => "unknown",
        }
    }

    /// Reads the word used in JSON output; unknown words say nothing.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        let known = Self::TOLD.into_iter().find(|status| status.word() == word);
        known.unwrap_or_default()
    }

    /// Returns the words that readers are told it with; empty where nothing is known.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::NotBegun => "not begun",
            Self::Unknown => "",
            _ => self.word(),
        }
    }

    /// Returns what it has become when no update came after `newest`: what was live a day ago is quiet.
    #[must_use]
    pub fn aged(self, newest: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Self {
        match (self, newest) {
            (Self::Live, Some(newest)) if now - newest > QUIET => Self::Quiet,
            _ => self,
        }
    }

    /// Returns what a reader is shown when no update came after `newest`: hours of silence are quiet, and a week of it
    /// is an end, whatever was said.
    #[must_use]
    pub fn shown(self, newest: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Self {
        let silence = newest.map(|newest| now - newest);
        match (self, silence) {
            (Self::Live | Self::Quiet, Some(silence)) if silence > OVER => Self::Ended,
            (Self::Live, Some(silence)) if silence > SILENT => Self::Quiet,
            _ => self,
        }
    }

    /// Tells whether the publisher says that no more updates come here.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Ended | Self::Moved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_is_read_from_its_own_word() {
        for status in Status::TOLD {
            assert_eq!(Status::from_word(status.word()), status);
            assert!(!status.label().is_empty());
        }
        assert_eq!(Status::from_word("paused"), Status::Unknown);
    }

    #[test]
    fn a_live_blog_without_news_falls_quiet_after_a_day() {
        let now: DateTime<Utc> = "2026-11-28T15:00:00Z".parse().unwrap();
        let hours = |hours| Some(now - TimeDelta::hours(hours));
        assert_eq!(Status::Live.aged(hours(20), now), Status::Live);
        assert_eq!(Status::Live.aged(hours(30), now), Status::Quiet);
        assert_eq!(Status::Live.aged(None, now), Status::Live);
        assert_eq!(Status::Ended.aged(hours(30), now), Status::Ended);
    }
}
