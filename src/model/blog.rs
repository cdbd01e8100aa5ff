//! What is said of a live blog as a whole.

use chrono::{DateTime, Utc};
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
    /// The publisher says that it runs.
    Live,
    /// The publisher says that it ended.
    Ended,
    /// Nothing tells.
    #[default]
    Unknown,
}

impl Status {
    /// Returns the word used in JSON output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Ended => "ended",
            Self::Unknown => "unknown",
        }
    }
}
