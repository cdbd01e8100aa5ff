//! Reads what updates were before.
//!
//! An update that was edited a thousand times has a past that no reader steps through: of it the first state and the
//! newest ones are read. The tables hold all, and an archive shows them.

use std::{collections::HashMap, sync::Arc};

use rusqlite::{Connection, Row, params};

use super::{
    StoreError,
    rows::{self, ItemRow},
};
use crate::model::{EntryId, Item, Revision};

/// Gives the updates of a blog their past, of each at most so many revisions.
pub(super) fn of_blog(
    conn: &Connection,
    found: Vec<ItemRow>,
    blog: i64,
    most: usize,
) -> Result<Vec<Item>, StoreError> {
    let mut past: HashMap<i64, Vec<Revision>> = HashMap::new();
    if found.iter().any(|item| item.revisions > 1) {
        let mut select = conn.prepare_cached(
            "SELECT r.seen, r.content, r.entry
             FROM entries e JOIN revisions r ON r.entry = e.id
             WHERE e.blog = ?1 AND e.revisions BETWEEN 2 AND ?2 AND r.id <> e.current
             ORDER BY r.entry, r.seen",
        )?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut rows = select.query(params![blog, most.saturating_add(1)])?;
        let (mut of, mut number) = (0, 0);
        while let Some(row) = rows.next()? {
            let entry = rows::number(row, 2)?;
            number = if of == entry { number + 1 } else { 1 };
            of = entry;
            past.entry(of).or_default().extend(revision(row, number)?);
        }
    }
    let with_past = found.into_iter().map(|item| {
        let count = earlier(&item);
        let past = match past.remove(&item.row) {
            _ if count > most => of_one(conn, &item, count)?,
            past => past.unwrap_or_default(),
        };
        Ok(named(item, past))
    });
    with_past.filter_map(Result::transpose).collect()
}

/// Gives updates their past, at most [`Item::PAST`] revisions of each.
pub(super) fn of_each(conn: &Connection, found: Vec<ItemRow>) -> Result<Vec<Item>, StoreError> {
    let with_past = found.into_iter().map(|item| {
        let past = match earlier(&item) {
            0 => Vec::new(),
            count => of_one(conn, &item, count)?,
        };
        Ok(named(item, past))
    });
    with_past.filter_map(Result::transpose).collect()
}

/// Gives an update its past as it was at its time.
pub(super) fn of_update(conn: &Connection, item: ItemRow) -> Result<Option<Item>, StoreError> {
    let count = conn
        .prepare_cached("SELECT count(*) FROM revisions WHERE entry = ?1 AND seen < ?2")?
        .query_row(params![item.row, rows::millis(item.seen)], |row| {
            rows::count(row, 0)
        })?;
    let past = of_one(conn, &item, count)?;
    Ok(named(item, past))
}

/// How many revisions an update has behind it, as the tables count them.
fn earlier(item: &ItemRow) -> usize {
    usize::try_from(item.revisions - 1).unwrap_or(0)
}

/// Reads the past of an update, of which so many revisions are older than it.
fn of_one(conn: &Connection, item: &ItemRow, count: usize) -> Result<Vec<Revision>, StoreError> {
    let seen = rows::millis(item.seen);
    let newest = if count > Item::PAST {
        Item::PAST - 1
    } else {
        count
    };
    let mut past = Vec::with_capacity(newest + 1);
    if newest < count {
        let mut first = conn.prepare_cached(
            "SELECT seen, content FROM revisions WHERE entry = ?1 ORDER BY seen LIMIT 1",
        )?;
        past.extend(first.query_row([item.row], |row| revision(row, 1))?);
    }
    let mut select = conn.prepare_cached(
        "SELECT seen, content FROM revisions WHERE entry = ?1 AND seen < ?2
         ORDER BY seen LIMIT -1 OFFSET ?3",
    )?;
    let left_out = i64::try_from(count - newest).unwrap_or(i64::MAX);
    let mut rows = select.query(params![item.row, seen, left_out])?;
    let mut number = count - newest;
    while let Some(row) = rows.next()? {
        number += 1;
        past.extend(revision(row, number)?);
    }
    Ok(past)
}

/// Reads a revision; `None` where it cannot be read.
fn revision(row: &Row<'_>, number: usize) -> rusqlite::Result<Option<Revision>> {
    let seen = rows::time(rows::number(row, 0)?);
    let entry = rows::parsed(row, 1)?;
    Ok(entry.map(|entry| Revision {
        number,
        entry: Arc::new(entry),
        seen,
    }))
}

fn named(item: ItemRow, mut past: Vec<Revision>) -> Option<Item> {
    let name: EntryId = item.name.clone();
    for revision in &mut past {
        Arc::make_mut(&mut revision.entry).id = name.clone();
    }
    item.with_past(past)
}
