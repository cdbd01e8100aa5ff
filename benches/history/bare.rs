//! The floors: SQLite without a history around it.

use newswire::model::Item;
use rusqlite::{Connection, params};
use tokio::runtime::Runtime;

use super::{Outcome, Place};

/// A copy of a history's file, written without reading, comparing or counting anything.
pub(super) struct Tables {
    conn: Connection,
    _dir: tempfile::TempDir,
}

/// A revision, as its row holds it.
pub(super) struct Row {
    name: String,
    seen: i64,
    content: String,
}

/// Makes the rows of a poll: how they come to be is part of no floor.
pub(super) fn rows(items: &[Item]) -> Outcome<Vec<Row>> {
    items
        .iter()
        .map(|item| {
            Ok(Row {
                name: item.entry.id.to_string(),
                seen: item.seen.timestamp_millis(),
                content: serde_json::to_string(&*item.entry)?,
            })
        })
        .collect()
}

impl Tables {
    /// Copies the tables with all that is in them.
    pub(super) fn like(place: &Place, runtime: &Runtime) -> Outcome<Self> {
        runtime.block_on(place.rest())?;
        let dir = tempfile::tempdir()?;
        let file = dir.path().join("bare.db");
        let history = Connection::open(place.dir.path().join("history.db"))?;
        history.execute("VACUUM INTO ?1", [file.to_string_lossy()])?;
        let conn = Connection::open(file)?;
        conn.set_prepared_statement_cache_capacity(64);
        conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
        conn.execute_batch("PRAGMA synchronous = NORMAL")?;
        Ok(Self { conn, _dir: dir })
    }

    /// Writes what a poll changes.
    pub(super) fn write(&mut self, rows: &[Row], at: i64) -> rusqlite::Result<()> {
        let tx = self.conn.transaction()?;
        for row in rows {
            let entry: i64 = tx
                .prepare_cached("SELECT id FROM entries WHERE blog = 1 AND name = ?1")?
                .query_row([&row.name], |row| row.get(0))?;
            tx.prepare_cached("INSERT INTO revisions (entry, seen, content) VALUES (?1, ?2, ?3)")?
                .execute(params![entry, row.seen, row.content])?;
            let revision = tx.last_insert_rowid();
            tx.prepare_cached(
                "UPDATE entries SET current = ?2, revisions = revisions + 1, changed = ?3
                 WHERE id = ?1",
            )?
            .execute(params![entry, revision, at])?;
            tx.prepare_cached("INSERT INTO search_queue VALUES (?1)")?
                .execute([revision])?;
        }
        tx.prepare_cached("UPDATE blogs SET last_poll = ?1, last_contact = ?1, changed = ?1")?
            .execute([at])?;
        tx.prepare_cached("INSERT INTO polls VALUES (1, ?1, 'changed')")?
            .execute([at])?;
        tx.prepare_cached("UPDATE counter SET seq = seq + 1")?
            .execute([])?;
        tx.commit()
    }
}

/// The search index by itself.
pub(super) struct Index(Connection);

impl Index {
    pub(super) fn of(place: &Place) -> Outcome<Self> {
        Ok(Self(Connection::open(place.dir.path().join("history.db"))?))
    }

    /// Finds the latest rows with the words around what was found; returns how many there are.
    pub(super) fn ask(&self, expression: &str, limit: i64) -> rusqlite::Result<usize> {
        let mut statement = self.0.prepare_cached(
            "SELECT rowid, snippet(search, 1, char(2), char(3), '…', 24),
                 highlight(search, 0, char(2), char(3))
             FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
        )?;
        let rows = statement.query_map(params![expression, limit], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
            ))
        })?;
        let found: Vec<_> = rows.collect::<Result<_, _>>()?;
        Ok(std::hint::black_box(found).len())
    }
}
