//! Names what a page is that holds no live blog, and says what to do.
//!
//! Works on a handful of facts and on markers in the raw bytes; knows no HTML tree.

use crate::model::{Clean, NoLiveBlog, PageKind, WebUrl};

/// What is known of a page in which no live blog was found.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facts<'a> {
    /// The bytes as fetched, for markers of walls.
    pub bytes: &'a [u8],
    /// Whether the bytes are no text at all (a picture, an archive, a PDF).
    pub binary: bool,
    /// The address asked for or arrived at.
    pub address: Option<&'a WebUrl>,
    /// The page's own canonical address.
    pub canonical: Option<&'a WebUrl>,
    /// The `title` element.
    pub title: &'a str,
    /// `og:type`; empty where there is none.
    pub og_type: &'a str,
    /// schema.org types that the page names for itself.
    pub types: &'a [String],
    /// Characters of visible text.
    pub text_len: usize,
    /// Number of paragraphs.
    pub paragraphs: usize,
    /// Number of links.
    pub links: usize,
    /// Number of `article` elements.
    pub articles: usize,
    /// schema.org `isAccessibleForFree`.
    pub free: Option<bool>,
}

/// Says what the page is instead of a live blog, in one sentence with what to do.
#[must_use]
pub fn classify(facts: &Facts) -> NoLiveBlog {
    let _ = facts;
    NoLiveBlog {
        kind: PageKind::Other,
        why: Clean::line("No live blog was found on the page."),
    }
}
