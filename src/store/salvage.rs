//! Reads what can still be read of a damaged file.

use std::path::Path;

use rusqlite::{
    Connection, OpenFlags, TransactionBehavior,
    types::{ToSqlOutput, ValueRef},
};

use super::StoreError;

/// The tables that hold what cannot be had again, parents first.
const TABLES: [(&str, Walk); 6] = [
    ("blogs", Walk::Rowid),
    ("entries", Walk::Rowid),
    ("revisions", Walk::Rowid),
    ("blog_revisions", Walk::Once),
    ("polls", Walk::Once),
    ("gaps", Walk::Once),
];

/// How a table is gone through.
#[derive(Clone, Copy)]
enum Walk {
    /// By row number, so that a damaged page can be stepped over.
    Rowid,
    /// From the start to the first damaged page.
    Once,
}

/// How much was read.
#[derive(Debug, Default)]
pub(super) struct Salvaged {
    entries: i64,
    revisions: i64,
}

impl Salvaged {
    /// Says how much was read, as the part of a sentence.
    pub(super) fn sentence(&self) -> String {
        match (self.entries, self.revisions) {
            (0, _) => "nothing".to_owned(),
            (1, _) => "one update".to_owned(),
            (entries, revisions) if revisions > entries => {
                format!("{entries} updates with {revisions} revisions")
            }
            (entries, _) => format!("{entries} updates"),
        }
    }
}

/// Copies every readable row of a damaged file into a new history.
pub(super) fn copy(from: &Path, into: &mut Connection) -> Result<Salvaged, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let damaged = Connection::open_with_flags(from, flags)?;
    let tx = into.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Parents may be missing; what belongs to nothing is swept out below.
    tx.execute_batch("PRAGMA defer_foreign_keys = ON;")?;
    for (table, walk) in TABLES {
        let columns = shared_columns(&damaged, &tx, table)?;
        if columns.is_empty() {
            continue;
        }
        match walk {
            Walk::Rowid => by_rowid(&damaged, &tx, table, &columns)?,
            Walk::Once => {
                let _rest_is_lost = rows(&damaged, &tx, table, &columns, None);
            }
        }
    }
    tx.execute_batch(SWEEP)?;
    let count = |sql: &str| tx.query_row(sql, [], |row| row.get(0));
    let salvaged = Salvaged {
        entries: count("SELECT count(*) FROM entries")?,
        revisions: count("SELECT count(*) FROM revisions")?,
    };
    tx.commit()?;
    Ok(salvaged)
}

/// Drops what lost its parent or all its content, and sets right what is counted or pointed to.
const SWEEP: &str = "
    DELETE FROM entries WHERE blog NOT IN (SELECT id FROM blogs);
    DELETE FROM revisions WHERE entry NOT IN (SELECT id FROM entries);
    DELETE FROM entries WHERE id NOT IN (SELECT entry FROM revisions);
    DELETE FROM blog_revisions WHERE blog NOT IN (SELECT id FROM blogs);
    DELETE FROM polls WHERE blog NOT IN (SELECT id FROM blogs);
    DELETE FROM gaps WHERE blog NOT IN (SELECT id FROM blogs);
    UPDATE entries SET
        current = (SELECT r.id FROM revisions r WHERE r.entry = entries.id ORDER BY r.seen DESC LIMIT 1),
        revisions = (SELECT count(*) FROM revisions r WHERE r.entry = entries.id);
    UPDATE blogs SET
        total = (SELECT count(*) FROM entries e WHERE e.blog = blogs.id),
        unread = (SELECT count(*) FROM entries e WHERE e.blog = blogs.id AND NOT e.read),
        bytes = (SELECT coalesce(sum(octet_length(r.content)), 0)
                 FROM entries e JOIN revisions r ON r.entry = e.id WHERE e.blog = blogs.id);
    INSERT OR IGNORE INTO search_queue SELECT id FROM revisions;
";

/// Lists the columns that a table has in both files: the damaged one may be of an older version.
fn shared_columns(
    damaged: &Connection,
    into: &Connection,
    table: &str,
) -> Result<Vec<String>, StoreError> {
    let columns = |conn: &Connection| -> rusqlite::Result<Vec<String>> {
        conn.prepare("SELECT name FROM pragma_table_info(?1)")?
            .query_map([table], |row| row.get(0))?
            .collect()
    };
    let theirs = columns(damaged)?;
    let mut ours = columns(into)?;
    ours.retain(|column| theirs.contains(column));
    Ok(ours)
}

/// Copies a table in the order of its row numbers; steps over what cannot be read, further each time.
fn by_rowid(
    damaged: &Connection,
    into: &Connection,
    table: &str,
    columns: &[String],
) -> Result<(), StoreError> {
    let mut from = i64::MIN;
    let mut step = 1;
    loop {
        match rows(damaged, into, table, columns, Some(from)) {
            Ok(_) => return Ok(()),
            Err(Stop::Here(last)) => {
                step = if last > from { 1 } else { step * 2 };
                let Some(next) = last.max(0).checked_add(step) else {
                    return Ok(());
                };
                if step > 1 << 32 {
                    return Ok(());
                }
                from = next;
            }
            Err(Stop::Disk(error)) => return Err(error),
        }
    }
}

/// Why a walk through a table ended early.
enum Stop {
    /// A damaged page, met after this row number.
    Here(i64),
    /// The new file could not be written.
    Disk(StoreError),
}

fn rows(
    damaged: &Connection,
    into: &Connection,
    table: &str,
    columns: &[String],
    after: Option<i64>,
) -> Result<(), Stop> {
    let names = columns.join(", ");
    let places = vec!["?"; columns.len()].join(", ");
    let mut last = after.unwrap_or(0);
    let sql = match after {
        Some(_) => {
            format!("SELECT {names}, rowid FROM {table} WHERE rowid > {last} ORDER BY rowid")
        }
        None => format!("SELECT {names}, 0 FROM {table}"),
    };
    let mut insert = into
        .prepare_cached(&format!(
            "INSERT OR IGNORE INTO {table} ({names}) VALUES ({places})"
        ))
        .map_err(|e| Stop::Disk(e.into()))?;
    let mut select = damaged.prepare(&sql).map_err(|_| Stop::Here(last))?;
    let mut found = select.query([]).map_err(|_| Stop::Here(last))?;
    loop {
        let row = match found.next() {
            Ok(Some(row)) => row,
            Ok(None) => return Ok(()),
            Err(_) => return Err(Stop::Here(last)),
        };
        let values = (0..columns.len())
            .map(|column| row.get_ref(column).map(ToSqlOutput::Borrowed))
            .collect::<Result<Vec<_>, _>>();
        let rowid = row.get_ref(columns.len());
        if let (Ok(values), Ok(ValueRef::Integer(rowid))) = (values, rowid) {
            last = rowid;
            match insert
                .execute(rusqlite::params_from_iter(values))
                .map_err(StoreError::from)
            {
                Err(error) if error.is_passing() => return Err(Stop::Disk(error)),
                // A row that breaks a rule of the table is damage, too.
                _ => {}
            }
        }
    }
}
