//! Takes the result of a poll into the tables: one transaction, and nothing at all where it is known already.

use rusqlite::{OptionalExtension, params};

use super::{
    PollRecord, StoreError,
    history::Change,
    items,
    rows::{self, json, millis, time},
};
use crate::model::{Gap, Item, LiveBlog, Trouble, WebUrl};

/// A day in milliseconds.
const DAY: i64 = 24 * 3600 * 1000;
/// How many polls of a blog the log keeps.
const POLLS_KEPT: i64 = 500;

/// Saves a poll; a blog that the history does not know yet is followed from then on.
pub(super) fn save(change: &Change<'_>, key: &str, record: &PollRecord) -> Result<(), StoreError> {
    follow(change, key, key, record.at)?;
    let blog = save_blog(change, key, record)?;
    items::save(change, blog, &record.items)?;
    log_poll(change, blog, record)
}

/// Saves updates that no poll brought; does nothing where the blog is not followed.
pub(super) fn save_items(
    change: &Change<'_>,
    key: &str,
    updates: &[Item],
) -> Result<(), StoreError> {
    let blog = change
        .prepare_cached("SELECT id FROM blogs WHERE key = ?1")?
        .query_row([key], |row| rows::number(row, 0))
        .optional()?;
    match blog {
        Some(blog) => items::save(change, blog, updates),
        None => Ok(()),
    }
}

/// Keeps where a blog moved for good, and nothing else of what is sent along.
pub(super) fn moved(change: &Change<'_>, key: &str, to: &WebUrl) -> Result<(), StoreError> {
    change
        .prepare_cached(
            "UPDATE blogs SET validators = json_set(validators, '$.moved', ?2), changed = ?3
             WHERE key = ?1 AND json_valid(validators) AND validators ->> '$.moved' IS NOT ?2",
        )?
        .execute(params![key, to.as_str(), change.seq])?;
    Ok(())
}

/// Begins to follow a blog; does nothing where it is followed already.
pub(super) fn follow(
    change: &Change<'_>,
    key: &str,
    address: &str,
    at: chrono::DateTime<chrono::Utc>,
) -> Result<(), StoreError> {
    let mut known = change.prepare_cached("SELECT 1 FROM blogs WHERE key = ?1")?;
    if !known.exists([key])? {
        change
            .prepare_cached(
                "INSERT INTO blogs (key, address, followed_since, blog, changed)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                key,
                address,
                millis(at),
                json(&LiveBlog::default())?,
                change.seq
            ])?;
    }
    Ok(())
}

/// Saves what a poll says of the blog as a whole; returns the number of its row.
fn save_blog(change: &Change<'_>, key: &str, record: &PollRecord) -> Result<i64, StoreError> {
    let (id, last_poll, last_contact) = change
        .prepare_cached("SELECT id, last_poll, last_contact FROM blogs WHERE key = ?1")?
        .query_row([key], |row| {
            Ok((
                rows::number(row, 0)?,
                rows::maybe_number(row, 1)?,
                rows::maybe_number(row, 2)?,
            ))
        })?;
    let at = millis(record.at);
    if last_poll.is_some_and(|last| at < last && last - at < DAY) {
        // A change that waited for the disk; what the blog is now was saved by a later one. Where a day lies between
        // them, a clock was set back.
        return Ok(id);
    }
    let blog = record.blog.as_ref().map(json).transpose()?;
    change
        .prepare_cached(
            "UPDATE blogs SET last_poll = ?2, last_contact = coalesce(?3, last_contact),
                 blog = coalesce(?4, blog), validators = ?5, changed = ?6, trouble = ?7
             WHERE id = ?1 AND (last_poll, last_contact, blog, validators, trouble)
                 IS NOT (?2, coalesce(?3, last_contact), coalesce(?4, blog), ?5, ?7)",
        )?
        .execute(params![
            id,
            at,
            record.reached.then_some(at),
            blog,
            json(&record.validators)?,
            change.seq,
            record.trouble.map(Trouble::word)
        ])?;
    if let Some(blog) = &record.blog {
        save_blog_revision(change, id, at, blog)?;
    }
    if let Some(last) = last_contact.filter(|_| record.reached && !record.watched)
        && Gap::between(time(last), record.at).is_some()
    {
        change
            .prepare_cached("INSERT OR IGNORE INTO gaps (blog, since, until) VALUES (?1, ?2, ?3)")?
            .execute(params![id, last, at])?;
    }
    Ok(id)
}

fn save_blog_revision(
    change: &Change<'_>,
    blog: i64,
    at: i64,
    read: &LiveBlog,
) -> Result<(), StoreError> {
    change
        .prepare_cached(
            "INSERT OR IGNORE INTO blog_revisions (blog, seen, headline, standfirst, status)
             SELECT ?1, ?2, ?3, ?4, ?5 WHERE (?3, ?4, ?5) IS NOT (
                 SELECT headline, standfirst, status FROM blog_revisions
                 WHERE blog = ?1 ORDER BY seen DESC LIMIT 1)",
        )?
        .execute(params![
            blog,
            at,
            read.headline.as_str(),
            read.standfirst.as_str(),
            read.status.word()
        ])?;
    Ok(())
}

fn log_poll(change: &Change<'_>, blog: i64, record: &PollRecord) -> Result<(), StoreError> {
    let added = change
        .prepare_cached("INSERT OR IGNORE INTO polls (blog, at, outcome) VALUES (?1, ?2, ?3)")?
        .execute(params![blog, millis(record.at), record.outcome.as_str()])?;
    if added > 0 {
        change
            .prepare_cached(
                "DELETE FROM polls WHERE blog = ?1 AND at <= (
                     SELECT at FROM polls WHERE blog = ?1 ORDER BY at DESC LIMIT 1 OFFSET ?2)",
            )?
            .execute(params![blog, POLLS_KEPT])?;
    }
    Ok(())
}
