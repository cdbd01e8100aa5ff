//! What leaves the program for people, pipes and other programs: plain text, Markdown, JSON Feed, NDJSON and a page.
//!
//! Reads the domain and writes bytes. Knows nothing of sources, files, terminals or clocks; the types that are
//! serialised here are its own, so that the domain may change without breaking anyone's script.

mod archive;
pub mod briefing;
mod html;
pub mod jsonfeed;
pub mod markdown;
pub mod ndjson;
pub mod page;
mod plain;
#[cfg(test)]
mod sample;
pub mod text;

pub use archive::{Archive, Past};
use chrono::{DateTime, Utc};

use crate::model::{Clean, Item, LiveBlog, Status, WebUrl, Zone};

/// Everything that a report says of a live blog.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// The blog as a whole.
    pub blog: &'a LiveBlog,
    /// How it stands, as readers are told.
    pub status: Status,
    /// The updates to report, newest first.
    pub items: &'a [Item],
    /// How many there are, those too that are left out.
    pub total: usize,
    /// The address that was read; `None` for a file or standard input without one.
    pub address: Option<&'a WebUrl>,
    /// How the source was recognised, for people.
    pub recognised_as: &'a Clean,
    /// What went wrong on the way, a sentence each.
    pub warnings: &'a [Clean],
    /// When the source was read.
    pub fetched_at: DateTime<Utc>,
    /// The clock that people read times on; machine formats keep the publisher's offsets.
    pub zone: Zone,
}

impl<'a> Document<'a> {
    /// Returns the blog's own address, else the one that was read.
    fn home(&self) -> Option<&'a WebUrl> {
        self.blog.canonical.as_ref().or(self.address)
    }

    /// Returns the blog's headline; every format needs one.
    fn title(&self) -> &'a str {
        words(&self.blog.headline).unwrap_or("Live blog without a headline")
    }
}

/// What happened to an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is on the page and was not before.
    Added,
    /// Its content is another.
    Revised,
    /// The publisher removed it.
    Retracted,
}

impl Change {
    /// Returns the word used in JSON output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Revised => "revised",
            Self::Retracted => "retracted",
        }
    }
}

/// Returns the words of a text that may have none.
fn words(text: &Clean) -> Option<&str> {
    Some(text.as_str()).filter(|text| !text.is_empty())
}
