//! What links of updates led to, kept for reading offline. An article goes when its update goes.

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    StoreError,
    history::Change,
    rows::{self, json, millis},
};
use crate::model::{Article, EntryId, WebUrl};

/// Keeps an article with the update that leads to it; the later reading of one address stays. Does nothing where the
/// history does not hold the update.
pub(super) fn save(
    change: &Change<'_>,
    key: &str,
    entry: &EntryId,
    asked: &WebUrl,
    article: &Article,
) -> Result<(), StoreError> {
    change
        .prepare_cached(
            "INSERT INTO articles (entry, asked, fetched, content)
             SELECT e.id, ?3, ?4, ?5 FROM entries e JOIN blogs b ON b.id = e.blog
             WHERE b.key = ?1 AND e.name = ?2
             ON CONFLICT (entry, asked) DO UPDATE SET
                 fetched = excluded.fetched, content = excluded.content
             WHERE excluded.fetched > articles.fetched",
        )?
        .execute(params![
            key,
            entry.as_str(),
            asked.as_str(),
            millis(article.fetched_at),
            json(article)?
        ])?;
    Ok(())
}

/// Reads the latest article that an address led to, whichever update of the blog named it.
pub(super) fn load(
    conn: &Connection,
    key: &str,
    asked: &WebUrl,
) -> Result<Option<Article>, StoreError> {
    let found = conn
        .prepare_cached(
            "SELECT a.content FROM articles a
                 JOIN entries e ON e.id = a.entry
                 JOIN blogs b ON b.id = e.blog
             WHERE b.key = ?1 AND a.asked = ?2
             ORDER BY a.fetched DESC LIMIT 1",
        )?
        .query_row(params![key, asked.as_str()], |row| rows::parsed(row, 0))
        .optional()?;
    Ok(found.flatten())
}
