//! What was promised to hosts: to leave them alone until then.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use super::{
    StoreError,
    history::Change,
    rows::{self, millis},
};

/// Keeps a promise; a longer one stands.
pub(super) fn promise(
    change: &Change<'_>,
    name: &str,
    until: DateTime<Utc>,
) -> Result<(), StoreError> {
    change
        .prepare_cached(
            "INSERT INTO hosts (name, not_before) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET not_before = max(not_before, excluded.not_before)",
        )?
        .execute(params![name, millis(until)])?;
    Ok(())
}

/// Drops promises that are over.
pub(super) fn forget_past(change: &Change<'_>, at: DateTime<Utc>) -> Result<(), StoreError> {
    change
        .prepare_cached("DELETE FROM hosts WHERE not_before <= ?1")?
        .execute([millis(at)])?;
    Ok(())
}

/// Returns the promises that are not over at a time.
pub(super) fn promises(
    conn: &Connection,
    at: DateTime<Utc>,
) -> Result<Vec<(String, DateTime<Utc>)>, StoreError> {
    let mut promises = conn
        .prepare_cached("SELECT name, not_before FROM hosts WHERE not_before > ?1 ORDER BY name")?;
    let found = promises.query_map([millis(at)], |row| {
        Ok((rows::text(row, 0)?, rows::time(rows::number(row, 1)?)))
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}
