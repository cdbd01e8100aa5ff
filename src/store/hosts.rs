//! What was promised to hosts: to leave them alone until then.

use chrono::{DateTime, Utc};
use rusqlite::params;

use super::{StoreError, history::Change, rows::millis};

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
