//! What happened to updates, in order, and up to where each follower without a screen told it.
//!
//! What happened is written with what it happened to, in one transaction; a follower tells it and then keeps its
//! place. So nothing is lost, whatever ends it.

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    StoreError,
    history::Change,
    past,
    records::{Happened, Happening, Since},
    rows::{self, ITEM_COLUMNS, millis},
};
use crate::model::Presence;

/// The word for what an older page brought: it is no news.
const OLDER: &str = "older";

/// The update to which something happens, as the tables know it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject {
    pub(super) blog: i64,
    pub(super) entry: i64,
    /// The number of the revision, from 1.
    pub(super) revision: usize,
    /// When that was first seen.
    pub(super) seen: i64,
}

/// Writes down what happens to an update.
pub(super) fn happened(
    change: &Change<'_>,
    subject: Subject,
    what: Happened,
) -> Result<(), StoreError> {
    write(change, subject, what.word())
}

/// Writes down that an older page brought an update.
pub(super) fn found_older(change: &Change<'_>, subject: Subject) -> Result<(), StoreError> {
    write(change, subject, OLDER)
}

fn write(change: &Change<'_>, subject: Subject, word: &str) -> Result<(), StoreError> {
    let revision = i64::try_from(subject.revision).unwrap_or(i64::MAX);
    change
        .prepare_cached(
            "INSERT INTO changes (blog, entry, change, revision, seen, times)
             SELECT ?1, ?2, ?3, ?4, ?5, 1 + (
                 SELECT count(*) FROM changes
                 WHERE entry = ?2 AND revision = ?4
                     AND replace(change, 'older', 'added') = replace(?3, 'older', 'added'))",
        )?
        .execute(params![
            subject.blog,
            subject.entry,
            word,
            revision,
            subject.seen
        ])?;
    Ok(())
}

/// Gives a follower a place in a blog, where it has none; does nothing where the blog is not followed.
pub(super) fn begin(
    change: &Change<'_>,
    follower: &str,
    key: &str,
    since: Since,
) -> Result<(), StoreError> {
    let (from_start, since) = match since {
        Since::Now => (false, 0),
        Since::Time(time) => (true, millis(time)),
        Since::Always => (true, i64::MIN),
    };
    change
        .prepare_cached(
            "INSERT OR IGNORE INTO places (follower, blog, told, begun, since, token)
             SELECT ?1, b.id, CASE WHEN ?3 THEN 0 ELSE newest END, newest, ?4, random()
             FROM blogs b, (
                 SELECT coalesce(max(c.id), 0) AS newest
                 FROM changes c JOIN blogs o ON o.id = c.blog WHERE o.key = ?2)
             WHERE b.key = ?2",
        )?
        .execute(params![follower, key, from_start, since])?;
    Ok(())
}

/// Keeps a follower's place; it never goes back.
pub(super) fn told(
    change: &Change<'_>,
    follower: &str,
    key: &str,
    number: i64,
) -> Result<(), StoreError> {
    change
        .prepare_cached(
            "UPDATE places SET told = ?3
             WHERE follower = ?1 AND blog = (SELECT id FROM blogs WHERE key = ?2) AND told < ?3",
        )?
        .execute(params![follower, key, number])?;
    Ok(())
}

/// Returns what tells a follower's place in a blog from any other that had its name; `None` where it has none.
pub(super) fn token(
    conn: &Connection,
    follower: &str,
    key: &str,
) -> Result<Option<i64>, StoreError> {
    let token = conn
        .prepare_cached(
            "SELECT p.token FROM places p JOIN blogs b ON b.id = p.blog
             WHERE p.follower = ?1 AND b.key = ?2",
        )?
        .query_row(params![follower, key], |row| rows::number(row, 0))
        .optional()?;
    Ok(token)
}

/// Lists what happened after a follower's place, and after a number, oldest first; nothing where it has no place.
pub(super) fn untold(
    conn: &Connection,
    (follower, key): (&str, &str),
    after: i64,
    limit: usize,
) -> Result<Vec<Happening>, StoreError> {
    let tx = conn.unchecked_transaction()?;
    let place = tx
        .prepare_cached(
            "SELECT p.blog, p.told, p.begun, p.since FROM places p JOIN blogs b ON b.id = p.blog
             WHERE p.follower = ?1 AND b.key = ?2",
        )?
        .query_row(params![follower, key], |row| {
            let number = |column| rows::number(row, column);
            Ok((number(0)?, number(1)?, number(2)?, number(3)?))
        })
        .optional()?;
    let Some((blog, told, begun, since)) = place else {
        return Ok(Vec::new());
    };
    let mut select = tx.prepare_cached(&format!(
        "SELECT {ITEM_COLUMNS}, c.id, c.change, c.revision, c.times
         FROM changes c JOIN entries e ON e.id = c.entry
             JOIN revisions r ON r.entry = c.entry AND r.seen = c.seen
         WHERE c.blog = ?1 AND c.id > ?2
             AND CASE WHEN c.id <= ?3 THEN e.order_at >= ?4 ELSE c.change <> '{OLDER}' END
         ORDER BY c.id LIMIT ?5"
    ))?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut found = select.query(params![blog, told.max(after), begun, since, limit])?;
    let mut untold = Vec::new();
    while let Some(row) = found.next()? {
        let item = rows::item(row)?;
        let seen = item.seen;
        let Some(mut item) = past::of_update(&tx, item)? else {
            continue;
        };
        let what = Happened::from_word(&rows::words(row, rows::ITEM_WIDTH + 1)?);
        item.presence = match what {
            Happened::Retracted => Presence::Retracted { since: seen },
            Happened::Added | Happened::Revised => Presence::OnPage,
        };
        untold.push(Happening {
            number: rows::number(row, rows::ITEM_WIDTH)?,
            what,
            revision: rows::count(row, rows::ITEM_WIDTH + 2)?,
            times: rows::count(row, rows::ITEM_WIDTH + 3)?,
            item,
        });
    }
    Ok(untold)
}
