//! What a poll of a source brings to the rest of the program.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Clean, Snapshot};

/// The result of one poll.
#[derive(Debug, Clone)]
pub struct Poll {
    /// When the answer was there (wall clock).
    pub at: DateTime<Utc>,
    /// What it was.
    pub outcome: PollOutcome,
    /// How long until the next poll; `None` where polling stopped.
    pub next: Option<Duration>,
    /// What to send along next time; kept with the history, so that a restart is no unconditional fetch.
    pub validators: Validators,
}

/// What a poll found.
#[derive(Debug, Clone)]
pub enum PollOutcome {
    /// A reading of the source.
    Fresh(Box<Snapshot>),
    /// The source says, or its bytes show, that nothing changed.
    Unchanged,
    /// The source could not be fetched or read; the sentence says what failed and what to do. `gone` where the
    /// publisher says that it is gone for good, and polling stopped.
    Failed {
        /// One sentence for the reader.
        why: Clean,
        /// Whether polling stopped.
        gone: bool,
        /// Whether the answer says that no live blog is there, which time may change.
        no_live_blog: bool,
    },
}

/// The result of asking for the next older page.
#[derive(Debug, Clone)]
pub struct OlderPage {
    /// When the answer was there (wall clock).
    pub at: DateTime<Utc>,
    /// What it was.
    pub outcome: OlderOutcome,
}

/// What asking for the next older page found.
#[derive(Debug, Clone)]
pub enum OlderOutcome {
    /// A reading of it.
    Page {
        /// The page's updates; its window is a part.
        snapshot: Box<Snapshot>,
        /// Whether it leads to a still older one.
        more: bool,
    },
    /// There is no older page, or it holds nothing that newer pages did not.
    End,
    /// It could not be fetched or read; one sentence for the reader.
    Failed(Clean),
}

/// What identifies the last good answer of a source: opaque, sent back as it came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Validators {
    /// The `ETag` header's bytes, quotes and `W/` included (RFC 9110, 8.8.3).
    pub etag: Option<String>,
    /// The `Last-Modified` header's bytes (RFC 9110, 8.8.2).
    pub last_modified: Option<String>,
    /// A hash of the decoded body in hexadecimal, against random ETags.
    pub body_hash: Option<String>,
    /// How far the changes that a platform tells were followed, in the platform's own terms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
