//! What a poll of a source brings to the rest of the program.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Clean, Lead, Snapshot, Trouble, WebUrl};

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
    /// The source could not be fetched or read.
    Failed {
        /// One sentence for the reader: what failed, and what to do.
        why: Clean,
        /// What that looks like from outside.
        trouble: Trouble,
        /// Whether the answer says that no live blog is there, which time may change.
        no_live_blog: bool,
        /// The live blogs that the page leads to instead, the newest first.
        leads: Vec<Lead>,
    },
}

/// A request by hand that was not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Who would have been asked.
    pub host: Clean,
    /// When it may be asked again.
    pub until: DateTime<Utc>,
    /// Why not now.
    pub why: Why,
}

/// Why a source is not asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Its host asked to be left alone.
    Asked,
    /// It says that nothing newer is to be had.
    Fresh,
    /// It was just asked.
    JustAsked,
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
    /// The publisher's page leads to one, and the publisher has none there.
    Missing,
    /// It could not be fetched or read; one sentence for the reader.
    Failed(Clean),
}

/// What is kept of a source's answers for the next request: what identifies the last good one, opaque, sent back as it
/// came, and what is promised.
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
    /// The address that gave them, and that alone they are sent to; an older version did not keep it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<WebUrl>,
    /// Where the source moved for good (301, 308): asked in place of its own address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved: Option<WebUrl>,
    /// How many seconds an answer is fresh from its origin on: what a later one that says nothing of it inherits
    /// (RFC 9111, 4.3.4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifetime: Option<u32>,
    /// What of the pace outlives the program.
    pub pace: Pace,
}

impl Validators {
    /// Forgets which answer was the last good one, so that the next is read whatever it is; what is promised stays.
    pub fn forget_answer(&mut self) {
        self.etag = None;
        self.last_modified = None;
        self.body_hash = None;
        self.cursor = None;
    }
}

/// What of a source's pace outlives the program.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pace {
    /// Before this nothing newer is to be had, by the source's own words; it is not asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_before: Option<DateTime<Utc>>,
    /// How many polls found it ended.
    pub ended_polls: u32,
    /// When its newest updates were published, the newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<DateTime<Utc>>,
}
