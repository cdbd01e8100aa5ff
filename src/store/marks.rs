//! What the reader does: read marks, bookmarks, the place, which blogs are followed and
//! how they are sorted.

use rusqlite::params;

use super::{Place, StoreError, history::Change, rows::json};
use crate::model::{Clean, EntryId};

/// Marks updates as read, as they are now, or unread.
pub(super) fn read(
    change: &Change<'_>,
    key: &str,
    marks: &[(EntryId, bool)],
) -> Result<(), StoreError> {
    for (entry, read) in marks {
        let changed = change
            .prepare_cached(
                "UPDATE entries SET read = ?3, changed = ?4
                 WHERE blog = (SELECT id FROM blogs WHERE key = ?1) AND name = ?2 AND read <> ?3",
            )?
            .execute(params![key, entry.as_str(), read, change.seq])?;
        let reread = if *read {
            change
                .prepare_cached(
                    "UPDATE entries SET read_as = r.seen, changed_since_read = 0, changed = ?3
                     FROM revisions r
                     WHERE entries.blog = (SELECT id FROM blogs WHERE key = ?1) AND name = ?2
                         AND r.id = entries.current
                         AND (read_as IS NOT r.seen OR changed_since_read)",
                )?
                .execute(params![key, entry.as_str(), change.seq])?
        } else {
            0
        };
        if changed + reread > 0 {
            let by = match (changed > 0, read) {
                (false, _) => 0,
                (true, true) => -1,
                (true, false) => 1,
            };
            change
                .prepare_cached(
                    "UPDATE blogs SET unread = unread + ?2, changed = ?3 WHERE key = ?1",
                )?
                .execute(params![key, by, change.seq])?;
        }
    }
    Ok(())
}

/// Bookmarks an update or lets it go.
pub(super) fn bookmark(
    change: &Change<'_>,
    key: &str,
    entry: &EntryId,
    kept: bool,
) -> Result<(), StoreError> {
    let changed = change
        .prepare_cached(
            "UPDATE entries SET bookmarked = ?3, changed = ?4
             WHERE blog = (SELECT id FROM blogs WHERE key = ?1) AND name = ?2 AND bookmarked <> ?3",
        )?
        .execute(params![key, entry.as_str(), kept, change.seq])?;
    if changed > 0 {
        change
            .prepare_cached("UPDATE blogs SET changed = ?2 WHERE key = ?1")?
            .execute(params![key, change.seq])?;
    }
    Ok(())
}

/// Keeps the place where the reader left off. No change for another instance: each reader has a place of their own.
pub(super) fn place(change: &Change<'_>, key: &str, place: &Place) -> Result<(), StoreError> {
    change
        .prepare_cached("UPDATE blogs SET place = ?2 WHERE key = ?1 AND place IS NOT ?2")?
        .execute(params![key, json(place)?])?;
    Ok(())
}

/// Pauses a blog or lets it go on.
pub(super) fn pause(change: &Change<'_>, key: &str, paused: bool) -> Result<(), StoreError> {
    change
        .prepare_cached(
            "UPDATE blogs SET paused = ?2, changed = ?3 WHERE key = ?1 AND paused <> ?2",
        )?
        .execute(params![key, paused, change.seq])?;
    Ok(())
}

/// Keeps the words that the reader sorts a blog by, in place of those before.
pub(super) fn tags(change: &Change<'_>, key: &str, tags: &[Clean]) -> Result<(), StoreError> {
    change
        .prepare_cached("UPDATE blogs SET tags = ?2, changed = ?3 WHERE key = ?1 AND tags <> ?2")?
        .execute(params![key, json(&tags)?, change.seq])?;
    Ok(())
}

/// Puts a blog away or takes it out again.
pub(super) fn archive(change: &Change<'_>, key: &str, archived: bool) -> Result<(), StoreError> {
    change
        .prepare_cached(
            "UPDATE blogs SET archived = ?2, changed = ?3 WHERE key = ?1 AND archived <> ?2",
        )?
        .execute(params![key, archived, change.seq])?;
    Ok(())
}

/// Removes a blog with everything that is kept of it.
pub(super) fn forget(change: &Change<'_>, key: &str) -> Result<(), StoreError> {
    for table in ["search WHERE rowid", "search_queue WHERE revision"] {
        change.execute(
            &format!(
                "DELETE FROM {table} IN (
                     SELECT r.id FROM revisions r JOIN entries e ON e.id = r.entry
                     WHERE e.blog = (SELECT id FROM blogs WHERE key = ?1))"
            ),
            [key],
        )?;
    }
    change.execute("DELETE FROM blogs WHERE key = ?1", [key])?;
    Ok(())
}
