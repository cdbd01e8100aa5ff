//! Bytes to [`Snapshot`], pure: no network, no files, no clock.

pub mod feed;
pub mod json;
pub mod negative;
pub mod plain;
pub mod times;

use chrono::{DateTime, Utc};

use crate::model::{Clean, NoLiveBlog, PageKind, Snapshot, WebUrl};

/// What was fetched or read, before anything is known about it.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The decoded bytes (content encoding removed, character encoding not).
    pub bytes: &'a [u8],
    /// The `Content-Type` header's value.
    pub content_type: Option<&'a str>,
    /// The address after redirects, or the one that a file was saved from; relative addresses need it.
    pub address: Option<&'a WebUrl>,
    /// When it was fetched.
    pub fetched_at: DateTime<Utc>,
}

/// A reading and how it came about.
#[derive(Debug, Clone)]
pub struct Extraction {
    /// The reading.
    pub snapshot: Snapshot,
    /// Who said what, a line each, for `newswire check`.
    pub evidence: Vec<Clean>,
}

/// Reads a live blog out of a page.
///
/// # Errors
/// Says what the page is where it holds no live blog. Never fails harder than that, whatever the bytes.
pub fn extract(page: &Page) -> Result<Extraction, NoLiveBlog> {
    let _ = page;
    Err(NoLiveBlog {
        kind: PageKind::Other,
        why: Clean::line("No live blog was found."),
    })
}
