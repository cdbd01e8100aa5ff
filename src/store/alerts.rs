//! What the reader wants to be alerted to in single live blogs, and what they were alerted to already.

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    StoreError,
    history::Change,
    rows::{self, json},
};
use crate::model::{Clean, EntryId, alert::Wish};

/// Keeps the wishes for a live blog in place of those that were kept; does nothing where it is not followed.
pub(super) fn keep_wishes(
    change: &Change<'_>,
    key: &str,
    wishes: &[Wish],
) -> Result<(), StoreError> {
    let Some(blog) = blog(change, key)? else {
        return Ok(());
    };
    change
        .prepare_cached("DELETE FROM wishes WHERE blog = ?1")?
        .execute([blog])?;
    let mut insert =
        change.prepare_cached("INSERT INTO wishes (blog, place, wish) VALUES (?1, ?2, ?3)")?;
    for (place, wish) in (0_i64..).zip(wishes) {
        insert.execute(params![blog, place, json(wish)?])?;
    }
    Ok(())
}

/// Returns the wishes for a live blog; what cannot be read is left out.
pub(super) fn wishes(conn: &Connection, key: &str) -> Result<Vec<Wish>, StoreError> {
    let mut select = conn.prepare_cached(
        "SELECT wish FROM wishes WHERE blog = (SELECT id FROM blogs WHERE key = ?1) ORDER BY place",
    )?;
    let found = select.query_map([key], |row| rows::text(row, 0))?;
    let found = found.collect::<Result<Vec<_>, _>>()?;
    let wish = |text: &String| serde_json::from_str(text).ok();
    Ok(found.iter().filter_map(wish).collect())
}

/// Returns the reader's tags of a live blog.
pub(super) fn tags(conn: &Connection, key: &str) -> Result<Vec<Clean>, StoreError> {
    let tags = conn
        .prepare_cached("SELECT tags FROM blogs WHERE key = ?1")?
        .query_row([key], |row| rows::parsed(row, 0))
        .optional()?;
    Ok(tags.flatten().unwrap_or_default())
}

/// Returns the wishes of all live blogs, each with what opens its blog.
pub(super) fn all_wishes(conn: &Connection) -> Result<Vec<(Clean, Wish)>, StoreError> {
    let mut select = conn.prepare_cached(
        "SELECT b.address, w.wish FROM wishes w JOIN blogs b ON b.id = w.blog
         ORDER BY b.followed_since, b.id, w.place",
    )?;
    let found = select.query_map([], |row| Ok((rows::text(row, 0)?, rows::text(row, 1)?)))?;
    let found = found.collect::<Result<Vec<_>, _>>()?;
    let wish = |(address, text): &(String, String)| {
        let wish = serde_json::from_str(text).ok()?;
        Some((Clean::line(address), wish))
    };
    Ok(found.iter().filter_map(wish).collect())
}

/// Notes that the reader is alerted to these occasions; returns the indices of those that nobody was alerted to before.
///
/// What the history does not hold is nobody's.
pub(super) fn claim(
    change: &Change<'_>,
    key: &str,
    occasions: &[(EntryId, String)],
) -> Result<Vec<usize>, StoreError> {
    let Some(blog) = blog(change, key)? else {
        return Ok((0..occasions.len()).collect());
    };
    let mut entry =
        change.prepare_cached("SELECT id FROM entries WHERE blog = ?1 AND name = ?2")?;
    let mut note =
        change.prepare_cached("INSERT OR IGNORE INTO alerted (entry, occasion) VALUES (?1, ?2)")?;
    let mut new = Vec::new();
    for (index, (name, occasion)) in occasions.iter().enumerate() {
        let entry = entry
            .query_row(params![blog, name.as_str()], |row| rows::number(row, 0))
            .optional()?;
        let is_new = match entry {
            Some(entry) => note.execute(params![entry, occasion])? > 0,
            None => true,
        };
        new.extend(is_new.then_some(index));
    }
    Ok(new)
}

fn blog(change: &Change<'_>, key: &str) -> Result<Option<i64>, StoreError> {
    let blog = change
        .prepare_cached("SELECT id FROM blogs WHERE key = ?1")?
        .query_row([key], |row| rows::number(row, 0))
        .optional()?;
    Ok(blog)
}
