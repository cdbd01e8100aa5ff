//! Reads what can still be read of a damaged file.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::Path,
};

use rusqlite::{
    Connection, OpenFlags, TransactionBehavior, params_from_iter,
    types::{ToSqlOutput, ValueRef},
};

use super::{
    StoreError,
    files::{has_content, immutable, with_suffix},
};

/// The tables that hold what cannot be had again, and whether their rows have numbers, so that a damaged page can be
/// stepped over.
const TABLES: [(&str, bool); 9] = [
    ("blogs", true),
    ("entries", true),
    ("revisions", true),
    ("blog_revisions", false),
    ("polls", false),
    ("gaps", false),
    ("articles", false),
    ("wishes", false),
    ("alerted", false),
];

/// The widest gap of row numbers that is stepped over before a table is taken to be at its end.
const WIDEST_STEP: i64 = 1 << 32;

/// How much was read.
#[derive(Debug, Default)]
pub(super) struct Salvaged {
    entries: i64,
    revisions: i64,
}

impl Salvaged {
    /// Says how much was read, as the part of a sentence.
    pub(super) fn words(&self) -> String {
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
    let mut damaged = open(from)?;
    let transplant = with_suffix(from, "-with-header");
    if !is_database(&damaged) && transplant_header(from, &transplant).is_ok() {
        damaged = open(&transplant)?;
    }
    let copied = copy_rows(&damaged, into);
    drop(damaged);
    let _never_made = fs::remove_file(transplant);
    copied
}

fn open(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if has_content(&with_suffix(path, "-wal")) {
        Connection::open_with_flags(path, flags)
    } else {
        // Leaves no companions behind.
        Connection::open_with_flags(immutable(path), flags | OpenFlags::SQLITE_OPEN_URI)
    }
}

fn is_database(conn: &Connection) -> bool {
    conn.query_row("PRAGMA schema_version", [], |_| Ok(()))
        .is_ok()
}

/// Copies a file and gives the copy the first hundred bytes that a file of ours has, in case that only they are
/// damaged (<https://www.sqlite.org/fileformat2.html#the_database_header>).
fn transplant_header(from: &Path, to: &Path) -> std::io::Result<()> {
    let mut header = Vec::with_capacity(100);
    header.extend_from_slice(b"SQLite format 3\0");
    // Pages of 4096 bytes, no write-ahead log, nothing reserved, the fixed fractions.
    header.extend_from_slice(&[0x10, 0x00, 1, 1, 0, 64, 32, 32]);
    // Counters and sizes of which zero means that they are to be found out.
    header.resize(44, 0);
    // Schema format 4, default cache, vacuum as is, UTF-8.
    for number in [4_u32, 0, 1, 1] {
        header.extend_from_slice(&number.to_be_bytes());
    }
    header.resize(100, 0);
    fs::copy(from, to)?;
    OpenOptions::new().write(true).open(to)?.write_all(&header)
}

fn copy_rows(damaged: &Connection, into: &mut Connection) -> Result<Salvaged, StoreError> {
    let tx = into.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Children may come without their parents; that is set right at the end.
    tx.execute_batch("PRAGMA defer_foreign_keys = ON;")?;
    for (table, numbered) in TABLES {
        Copy::new(damaged, &tx, table)?.run(numbered)?;
    }
    tx.execute_batch(include_str!("salvage.sql"))?;
    let count = |sql: &str| tx.query_row(sql, [], |row| row.get(0));
    let salvaged = Salvaged {
        entries: count("SELECT count(*) FROM entries")?,
        revisions: count("SELECT count(*) FROM revisions")?,
    };
    tx.commit()?;
    Ok(salvaged)
}

/// The copy of one table.
struct Copy<'c> {
    damaged: &'c Connection,
    into: &'c Connection,
    table: &'c str,
    /// What both files have: the damaged one may be of an older version.
    columns: Vec<String>,
}

/// How a walk through a table ended.
enum End {
    /// With its last row.
    Complete,
    /// With a page that cannot be read, after the row of this number.
    Damage(i64),
}

impl<'c> Copy<'c> {
    fn new(
        damaged: &'c Connection,
        into: &'c Connection,
        table: &'c str,
    ) -> Result<Self, StoreError> {
        let theirs = columns(damaged, table).unwrap_or_default();
        let mut columns = columns(into, table)?;
        columns.retain(|column| theirs.contains(column));
        Ok(Self {
            damaged,
            into,
            table,
            columns,
        })
    }

    fn run(&self, numbered: bool) -> Result<(), StoreError> {
        let names = self.columns.join(", ");
        let table = self.table;
        if names.is_empty() {
            return Ok(());
        }
        if !numbered {
            let _rest_is_lost = self.walk(&format!("SELECT {names} FROM {table}"), None)?;
            return Ok(());
        }
        let sql = format!("SELECT {names}, rowid FROM {table} WHERE rowid > ?1 ORDER BY rowid");
        let (mut after, mut step) = (0, 1);
        while step < WIDEST_STEP {
            match self.walk(&sql, Some(after))? {
                End::Complete => break,
                End::Damage(last) => {
                    step = if last > after { 1 } else { step * 2 };
                    after = last.saturating_add(step);
                }
            }
        }
        Ok(())
    }

    /// Copies rows as they come, the last column being their number where `after` is one.
    fn walk(&self, sql: &str, after: Option<i64>) -> Result<End, StoreError> {
        let places = vec!["?"; self.columns.len()].join(", ");
        let mut insert = self.into.prepare_cached(&format!(
            "INSERT OR IGNORE INTO {} ({}) VALUES ({places})",
            self.table,
            self.columns.join(", ")
        ))?;
        let mut last = after.unwrap_or(0);
        let Ok(mut select) = self.damaged.prepare_cached(sql) else {
            return Ok(End::Damage(last));
        };
        let Ok(mut found) = select.query(params_from_iter(after)) else {
            return Ok(End::Damage(last));
        };
        loop {
            let row = match found.next() {
                Ok(Some(row)) => row,
                Ok(None) => return Ok(End::Complete),
                Err(_) => return Ok(End::Damage(last)),
            };
            if after.is_some() {
                match row.get_ref(self.columns.len()) {
                    // Pages that refer to each other in a circle would never end.
                    Ok(ValueRef::Integer(number)) if number > last => last = number,
                    _ => return Ok(End::Damage(last)),
                }
            }
            let values: Result<Vec<_>, _> = (0..self.columns.len())
                .map(|column| row.get_ref(column).map(ToSqlOutput::Borrowed))
                .collect();
            let Ok(values) = values else { continue };
            if let Err(error) = insert.execute(params_from_iter(values)) {
                let error = StoreError::from(error);
                if error.is_passing() {
                    return Err(error);
                }
                // A row that breaks a rule of its table is damage as well.
            }
        }
    }
}

fn columns(conn: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    conn.prepare("SELECT name FROM pragma_table_info(?1)")?
        .query_map([table], |row| row.get(0))?
        .collect()
}
