//! A look at the library that leaves no trace: nothing is made, migrated, checked or locked.

use std::path::Path;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::{
    BlogSummary, StoreError, files, read,
    rows::{self, ITEM_COLUMNS},
    schema,
};
use crate::model::{Item, Validators, WebUrl};

/// The library at a glance.
#[derive(Debug, Clone, Default)]
pub struct Glance {
    /// The followed blogs, those with the newest updates first.
    pub blogs: Vec<BlogSummary>,
    /// The newest update of those that are not put away, and the key of its blog; one that is unread comes before any
    /// that is read.
    pub newest: Option<(String, Item)>,
}

/// Looks into the history in a directory; empty where there is none, and `None` where it has to be opened once to be
/// brought to this version.
///
/// # Errors
/// Says why the file cannot be read.
pub fn glance(dir: &Path) -> Result<Option<Glance>, StoreError> {
    let Some(conn) = open(dir)? else {
        return Ok(Some(Glance::default()));
    };
    if schema::version(&conn)? < schema::latest() {
        return Ok(None);
    }
    let tx = conn.unchecked_transaction()?;
    let glance = Glance {
        blogs: read::list(&tx)?,
        newest: newest(&tx)?,
    };
    Ok(Some(glance))
}

/// What binds whoever asks for a source once.
#[derive(Debug, Clone, Default)]
pub struct Remembered {
    /// Until when hosts asked to be left alone.
    pub promises: Vec<(String, DateTime<Utc>)>,
    /// Where the source moved for good.
    pub moved: Option<WebUrl>,
}

/// Returns what the history in a directory remembers of a source and of all hosts; nothing where there is none, or where
/// it cannot be read as it is.
#[must_use]
pub fn remembered(dir: &Path, key: &str, at: DateTime<Utc>) -> Remembered {
    let read = || -> Result<Remembered, StoreError> {
        let Some(conn) = open(dir)? else {
            return Ok(Remembered::default());
        };
        let validators = conn
            .prepare_cached("SELECT validators FROM blogs WHERE key = ?1")?
            .query_row([key], |row| rows::parsed::<Validators>(row, 0))
            .optional()?
            .flatten();
        Ok(Remembered {
            promises: read::promises(&conn, at)?,
            moved: validators.and_then(|known| known.moved),
        })
    };
    read().unwrap_or_default()
}

/// Opens the history for reading alone; `None` where there is none.
fn open(dir: &Path) -> Result<Option<Connection>, StoreError> {
    let file = files::path(dir);
    if !file.is_file() {
        return Ok(None);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok(Some(Connection::open_with_flags(&file, flags)?))
}

fn newest(conn: &Connection) -> Result<Option<(String, Item)>, StoreError> {
    let found = conn
        .prepare_cached(&format!(
            "SELECT {ITEM_COLUMNS}, b.key
             FROM blogs b JOIN entries e ON e.id = coalesce(
                     (SELECT id FROM entries u WHERE u.blog = b.id AND b.unread > 0 AND NOT u.read
                      ORDER BY u.order_at DESC LIMIT 1),
                     (SELECT id FROM entries n WHERE n.blog = b.id ORDER BY n.order_at DESC LIMIT 1))
                 JOIN revisions r ON r.id = e.current
             WHERE NOT b.archived
             ORDER BY e.read, e.order_at DESC LIMIT 1"
        ))?
        .query_row([], |row| {
            Ok((rows::text(row, rows::ITEM_WIDTH)?, rows::item(row)?))
        })
        .optional()?;
    Ok(found.and_then(|(key, item)| Some((key, item.with_past(Vec::new())?))))
}
