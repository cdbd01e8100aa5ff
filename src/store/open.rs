//! How a history is opened, whatever lies at its path: never fails, at worst it is kept in memory.
//!
//! A file that is not ours or damaged is set aside under a name that says so, never changed and never deleted; one
//! that a newer version wrote is read and left as it is.

use std::{
    fs::{self, OpenOptions},
    io::{self, Read},
    os::unix::fs::FileExt,
    path::Path,
};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags, config::DbConfig};

use super::{
    StoreError,
    files::{Home, has_content, immutable},
    history::{Access, History},
    read, salvage, schema,
};
use crate::{model::Clean, own_file};

/// How much of a history each connection keeps in memory at most, in KiB. It fills for hours, so that a test that looks
/// at what else grows has a small one.
const CACHE: u32 = if cfg!(test) { 256 } else { 8192 };

/// Largest file that is checked before it is used after a crash, in bytes: that takes half a second. The damage of a
/// larger one is met by who reads it.
const CHECKED_AT_ONCE: u64 = 256 << 20;

/// Smallest file that can be a database, in bytes: one page.
const SMALLEST: u64 = 512;

/// What lies at the path.
enum PathState {
    /// A history of this version or none at all, ready for use.
    Ready,
    /// A history of an older version.
    Older(i32),
    /// A history of a newer version.
    Newer,
    /// A database of another program.
    Foreign,
}

/// Opens the history in a directory; in memory where there is none. `None` only where memory is exhausted.
pub(super) fn open(dir: Option<&Path>, at: DateTime<Utc>) -> Option<History> {
    let Some(dir) = dir else {
        return in_memory(None);
    };
    open_at(Home::new(dir, at))
}

/// Opens the history at its place.
pub(super) fn open_at(mut home: Home) -> Option<History> {
    let mut notes = Vec::new();
    match in_file(&mut home, &mut notes) {
        Ok((conn, access)) => {
            home.recognise();
            let mut history = History::new(conn, Some(home), access);
            history.notes = notes;
            Some(history)
        }
        Err(why) => {
            let mut history = in_memory(Some(Clean::line(&format!(
                "{why} This session's history is kept in memory only."
            ))))?;
            history.notes.splice(0..0, notes);
            Some(history)
        }
    }
}

pub(super) fn in_memory(note: Option<Clean>) -> Option<History> {
    let mut conn = Connection::open_in_memory().ok()?;
    configure(&conn).ok()?;
    schema::migrate(&mut conn).ok()?;
    let mut history = History::new(conn, None, Access::Write);
    history.notes.extend(note);
    Some(history)
}

/// Goes down the ladder; the error is a sentence that says why the file cannot be used at all.
pub(super) fn in_file(
    home: &mut Home,
    notes: &mut Vec<Clean>,
) -> Result<(Connection, Access), String> {
    let shown = home.file().display().to_string();
    if !home.is_ours() {
        return Err(format!(
            "{shown} is in another user's directory, so it is not used."
        ));
    }
    if let Err(error) = home.make() {
        return read_only(home, notes)
            .ok_or_else(|| format!("The history cannot be kept in {shown} ({error})."));
    }
    if let Ok(found) = fs::symlink_metadata(home.file()) {
        // A link is none either, wherever it leads.
        if !found.is_file() {
            set_aside(home, notes, "is no file")?;
        } else if (1..SMALLEST).contains(&found.len()) {
            // SQLite would take it for an empty one.
            set_aside(home, notes, "is no history")?;
        }
    }
    // A log that nobody has open is one that nobody closed.
    let crashed = home.enter() && has_content(&home.wal());
    match connect(home) {
        Ok((conn, PathState::Newer)) => {
            drop(conn);
            newer(home, notes)
        }
        Ok((conn, PathState::Foreign)) => {
            drop(conn);
            set_aside(home, notes, "belongs to another program")?;
            fresh(home)
        }
        Ok((conn, found)) => match prepare(conn, &found, home, crashed, notes) {
            Ok(conn) => Ok((conn, Access::Write)),
            Err(error) => otherwise(error, home, notes),
        },
        Err(error) => otherwise(error, home, notes),
    }
}

/// Goes on after the file could not be opened for writing.
fn otherwise(
    error: StoreError,
    home: &mut Home,
    notes: &mut Vec<Clean>,
) -> Result<(Connection, Access), String> {
    let shown = home.file().display().to_string();
    match error {
        StoreError::Damaged(_) => replace_damaged(home, notes),
        StoreError::Busy => Err(format!("Another program keeps {shown} locked.")),
        StoreError::Full => read_only(home, notes)
            .ok_or_else(|| format!("The disk is full, so that {shown} cannot be used.")),
        error => read_only(home, notes)
            .ok_or_else(|| format!("{shown} can neither be written nor read ({error}).")),
    }
}

/// Opens a file and tells what it is; writes nothing to it.
fn connect(home: &Home) -> Result<(Connection, PathState), StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(home.file(), flags)?;
    // Until it is known to be ours, not even closing it may change it.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    conn.busy_timeout(home.patience)?;
    configure(&conn)?;
    // All in one transaction: another instance may be making the tables right now.
    let tx = conn.unchecked_transaction()?;
    let application: i32 = tx.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let tables: i64 = tx.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let version = schema::version(&tx)?;
    tx.finish()?;
    let found = match (application, version) {
        (0, 0) if tables == 0 => PathState::Ready,
        (schema::APPLICATION_ID, v) if v > schema::latest() => PathState::Newer,
        (schema::APPLICATION_ID, v) if v < schema::latest() => PathState::Older(v),
        (schema::APPLICATION_ID, _) => PathState::Ready,
        _ => PathState::Foreign,
    };
    if conn.is_readonly("main")? && !matches!(found, PathState::Newer | PathState::Foreign) {
        return Err(StoreError::ReadOnly);
    }
    Ok((conn, found))
}

fn configure(conn: &Connection) -> Result<(), StoreError> {
    conn.set_prepared_statement_cache_capacity(64);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
    // A file from elsewhere must not make us run what its schema says.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // Else a statement is compiled again with every value that is bound to it, at ten times the cost of running it.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // Eight megabytes of pages: the upper levels of the indexes of a large history stay at hand.
    conn.execute_batch(&format!(
        "PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON; PRAGMA cache_size = -{CACHE};"
    ))?;
    Ok(())
}

/// Makes a file of ours ready for writing.
fn prepare(
    mut conn: Connection,
    found: &PathState,
    home: &Home,
    crashed: bool,
    notes: &mut Vec<Clean>,
) -> Result<Connection, StoreError> {
    if crashed || is_shorter_than_it_says(home) {
        let size = fs::metadata(home.file()).map_or(0, |m| m.len());
        if size <= CHECKED_AT_ONCE {
            check(&conn)?;
        }
        if crashed {
            notes.push(Clean::line(
                "The last session ended without closing its history; everything it saved is here.",
            ));
        }
    }
    if let PathState::Older(version) = found {
        let backup = home.free_name(&format!("before-version-{}", schema::latest()));
        copy_to(&conn, &backup)?;
        notes.push(Clean::line(&format!(
            "The history was upgraded from version {version} to {}; the old one is kept as {}.",
            schema::latest(),
            backup.display()
        )));
    }
    if schema::version(&conn)? == 0 {
        // Only possible before there are tables: room that forgotten blogs leave is given back piece by piece.
        conn.execute_batch("PRAGMA auto_vacuum = INCREMENTAL;")?;
    }
    conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    conn.query_row("PRAGMA journal_size_limit = 16777216", [], |_| Ok(()))?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    schema::migrate(&mut conn)?;
    Ok(conn)
}

/// Tells whether a file that was closed has fewer pages than it says (<https://www.sqlite.org/fileformat2.html>, 1.3.7):
/// it was cut, and what it lost is met late, if at all.
fn is_shorter_than_it_says(home: &Home) -> bool {
    let mut header = [0; 32];
    let file = fs::File::open(home.file());
    if has_content(&home.wal()) || file.and_then(|mut f| f.read_exact(&mut header)).is_err() {
        return false;
    }
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let pages = u32::from_be_bytes([header[28], header[29], header[30], header[31]]);
    let length = fs::metadata(home.file()).map_or(0, |found| found.len());
    length < page * u64::from(pages)
}

fn check(conn: &Connection) -> Result<(), StoreError> {
    let verdict: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" {
        Ok(())
    } else {
        Err(StoreError::Damaged(verdict))
    }
}

/// Writes a copy of an open database, the write-ahead log included, for the user alone.
pub(super) fn copy_to(conn: &Connection, path: &Path) -> Result<(), StoreError> {
    let failed = |e: io::Error| StoreError::Disk(e.to_string());
    Home::make_private(path).map_err(failed)?;
    let copied = conn.execute("VACUUM INTO ?1", [path.to_string_lossy()]);
    if copied.is_err() {
        let _still_there = fs::remove_file(path);
    }
    copied?;
    Ok(())
}

/// Opens a new file where none is.
fn fresh(home: &Home) -> Result<(Connection, Access), String> {
    let failed = |why: String| format!("No new history could be made ({why}).");
    home.make().map_err(|e| failed(e.to_string()))?;
    let (conn, found) = connect(home).map_err(|e| failed(e.to_string()))?;
    let conn =
        prepare(conn, &found, home, false, &mut Vec::new()).map_err(|e| failed(e.to_string()))?;
    Ok((conn, Access::Write))
}

fn set_aside(home: &Home, notes: &mut Vec<Clean>, why: &str) -> Result<(), String> {
    let shown = home.file().display().to_string();
    let aside = home
        .set_aside()
        .map_err(|e| format!("{shown} {why}, and could not be set aside ({e})."))?;
    notes.push(Clean::line(&format!(
        "{shown} {why}; it was set aside as {}.",
        aside.display()
    )));
    Ok(())
}

/// Sets a damaged file aside and makes a new one of what can still be read. SQLite calls files damaged that the disk
/// failed to read, too: those stay where they are.
pub(super) fn replace_damaged(
    home: &Home,
    notes: &mut Vec<Clean>,
) -> Result<(Connection, Access), String> {
    let shown = home.file().display().to_string();
    read_through(&home.file()).map_err(|e| format!("{shown} cannot be read ({e})."))?;
    let aside = home
        .set_aside()
        .map_err(|e| format!("{shown} is damaged and could not be set aside ({e})."))?;
    let (mut conn, access) = fresh(home)?;
    let saved = salvage::copy(&aside, &mut conn).unwrap_or_default();
    notes.push(Clean::line(&format!(
        "{shown} is damaged; it was set aside as {}, and {} could be read from it.",
        aside.display(),
        saved.words()
    )));
    Ok((conn, access))
}

/// Reads a file from its beginning to its end.
fn read_through(path: &Path) -> io::Result<()> {
    let file = own_file::open(OpenOptions::new().read(true), path)?;
    let mut piece = vec![0; 64 * 1024];
    let mut at = 0;
    loop {
        match file.read_at(&mut piece, at) {
            Ok(0) => return Ok(()),
            Ok(read) => at += u64::try_from(read).map_err(io::Error::other)?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Opens a history of a newer version to look at it; the file stays as it is.
fn newer(home: &Home, notes: &mut Vec<Clean>) -> Result<(Connection, Access), String> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let shown = home.file().display().to_string();
    let why = format!("{shown} was made by a newer version of newswire and is left untouched.");
    let conn = Connection::open_with_flags(home.file(), flags)
        .map_err(StoreError::from)
        .and_then(|conn| readable(conn).ok_or(StoreError::Newer))
        .map_err(|_| why.clone())?;
    notes.push(Clean::line(&format!(
        "{why} It can be read; nothing of this session is saved."
    )));
    Ok((conn, Access::Newer))
}

/// Opens a file that cannot be written to, as it was when it was last closed.
fn read_only(home: &Home, notes: &mut Vec<Clean>) -> Option<(Connection, Access)> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let shown = home.file().display().to_string();
    // Beside a file in a read-only directory SQLite can make none of the companions that it wants for reading.
    let conn = Connection::open_with_flags(immutable(&home.file()), flags).ok()?;
    let conn = readable(conn)?;
    notes.push(Clean::line(&format!(
        "{shown} cannot be written to: it can be read, but nothing of this session is saved."
    )));
    Some((conn, Access::Read))
}

/// Tells whether a file holds tables that we can read.
fn readable(conn: Connection) -> Option<Connection> {
    configure(&conn).ok()?;
    let application: i32 = conn
        .query_row("PRAGMA application_id", [], |row| row.get(0))
        .ok()?;
    (application == schema::APPLICATION_ID && read::list(&conn).is_ok()).then_some(conn)
}
