//! What one reading of a source yields.

use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

use super::{Clean, Entry, EntryId, Lead, LiveBlog, WebUrl};

/// One reading of a live blog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The blog as a whole.
    pub blog: LiveBlog,
    /// The updates, newest first; ids are unique.
    pub entries: Vec<Entry>,
    /// What the absence of an update from `entries` means.
    pub window: Window,
    /// How the source was recognised, for people ("JSON-LD LiveBlogPosting, joined with markup").
    pub recognised_as: Clean,
    /// What went wrong on the way, a sentence each.
    pub warnings: Vec<Clean>,
    /// The address of the next older page of updates.
    pub older: Option<WebUrl>,
    /// The shortest time between two polls that the source asks for, in seconds.
    pub min_interval: Option<u32>,
}

impl Snapshot {
    /// Tells whether it brings no update and takes none away.
    pub(crate) fn is_empty(&self) -> bool {
        let removes = matches!(&self.window, Window::Delta { removed } if !removed.is_empty());
        self.entries.is_empty() && !removes
    }

    /// Returns a hash of what it says of updates, which tells it from another reading of the same moment.
    pub(super) fn fingerprint(&self) -> u64 {
        let mut hasher = siphasher::sip::SipHasher13::new();
        for entry in &self.entries {
            entry.id.hash(&mut hasher);
            entry.fingerprint().hash(&mut hasher);
        }
        if let Window::Delta { removed } = &self.window {
            removed.hash(&mut hasher);
        }
        hasher.finish()
    }
}

/// What the absence of an update from a snapshot means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// The snapshot holds the newest updates without a gap: one that is missing between two that are there
    /// may have been removed.
    Full,
    /// Nothing: the snapshot is a part (an older page, a cut answer, a selection).
    Part,
    /// The source reports changes; it names the removed updates itself.
    Delta {
        /// Updates that the publisher removed.
        removed: Vec<EntryId>,
    },
}

/// A page was read, and it holds no live blog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{why}")]
pub struct NoLiveBlog {
    /// What the page is instead.
    pub kind: PageKind,
    /// One sentence for the reader.
    pub why: Clean,
    /// What spoke for its most likely series of updates and against it, a line each; empty where there is none.
    pub signs: Vec<Clean>,
    /// A feed of the page's updates, where a page that calls itself live names one and shows none itself.
    pub feed: Option<WebUrl>,
    /// The live blog of another place that the page shows in a frame or lets a script draw.
    pub embedded: Option<WebUrl>,
    /// The live blogs that the page links to, the newest first.
    #[serde(default)]
    pub leads: Vec<Lead>,
}

impl NoLiveBlog {
    /// Says what a page is, in one sentence, and nothing more of it.
    #[must_use]
    pub fn new(kind: PageKind, why: &str) -> Self {
        Self {
            kind,
            why: Clean::line(why),
            signs: Vec::new(),
            feed: None,
            embedded: None,
            leads: Vec::new(),
        }
    }
}

/// What a page is that holds no live blog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageKind {
    /// An ordinary article.
    Article,
    /// A home page, section front or listing.
    Listing,
    /// Posts of readers: a forum, comments.
    Readers,
    /// A series of something else: a programme, releases, an archive.
    Series,
    /// A page that shows a live blog of another place in a frame.
    Embedded,
    /// A page that asks for consent before it shows anything.
    ConsentWall,
    /// A page that tells people from programs.
    BotWall,
    /// A page that asks for a login.
    Login,
    /// A page of the network, which wants a sign-in before it lets anything through.
    CaptivePortal,
    /// A page that says that the address leads nowhere.
    NotFound,
    /// A subscription wall without the updates.
    Paywall,
    /// Nothing at all.
    Empty,
    /// Bytes that are no page: a picture, an archive, a PDF.
    NotText,
    /// None of these.
    Other,
}
