//! The tables and how they came to be: migrations that are only ever appended to.

use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;

/// Marks the file as ours (`PRAGMA application_id`): "nwsr".
pub(super) const APPLICATION_ID: i32 = 0x6e77_7372;

/// The migrations; the number of a file is the `user_version` that it leads to.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_history.sql"),
    include_str!("migrations/0002_search.sql"),
    include_str!("migrations/0003_articles.sql"),
    include_str!("migrations/0004_memory.sql"),
    include_str!("migrations/0005_read_as.sql"),
    include_str!("migrations/0006_promises.sql"),
    include_str!("migrations/0007_alerts.sql"),
    include_str!("migrations/0008_changes.sql"),
    include_str!("migrations/0009_tags.sql"),
];

/// Returns the version of the schema that this program writes.
pub(super) fn latest() -> i32 {
    i32::try_from(MIGRATIONS.len()).unwrap_or(i32::MAX)
}

/// Returns the version of the schema that a file has; 0 for a new one.
pub(super) fn version(conn: &Connection) -> rusqlite::Result<i32> {
    conn.prepare_cached("PRAGMA user_version")?
        .query_row([], |row| row.get(0))
}

/// Brings a file to the latest schema, all in one transaction: a kill in the middle leaves the old one.
pub(super) fn migrate(conn: &mut Connection) -> Result<(), StoreError> {
    if version(conn)? == latest() {
        return Ok(());
    }
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another instance may have done it while this one waited for the lock.
    let from = usize::try_from(version(&tx)?).unwrap_or(0);
    for sql in MIGRATIONS.iter().skip(from) {
        tx.execute_batch(sql)?;
    }
    if from < MIGRATIONS.len() {
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", latest())?;
    }
    tx.commit()?;
    Ok(())
}

/// Returns the text of the whole schema, to compare it with another.
pub(super) fn text(conn: &Connection) -> rusqlite::Result<String> {
    conn.query_row(
        "SELECT group_concat(name || ' ' || coalesce(sql, ''), '; ')
         FROM (SELECT name, sql FROM sqlite_schema
               WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name)",
        [],
        |row| row.get(0),
    )
}
