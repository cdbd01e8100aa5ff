//! What happens to a file while it is open: it is removed, replaced, or turns out to be damaged.

use std::fs;

use rusqlite::{Connection, config::DbConfig};

use super::{
    StoreError,
    files::{Fate, Home},
    history::{Access, History},
    open::{copy_to, in_file, in_memory, replace_damaged},
    schema,
};
use crate::model::Clean;

/// Sees to it that changes go to the file that has the history's name, should it have been removed or replaced.
pub(super) fn find_again(history: &mut History) -> Result<(), StoreError> {
    let Some(home) = &mut history.home else {
        return Ok(());
    };
    let fate = home.fate();
    if fate == Fate::Kept {
        return Ok(());
    }
    let home = home.clone();
    let what = if fate == Fate::Removed {
        // What was removed is still open here, and whole.
        home.make_dir()
            .map_err(|e| StoreError::Disk(e.to_string()))?;
        let rescued = home.free_name("rescued");
        copy_to(&history.conn, &rescued)?;
        home.remove_companions();
        fs::rename(rescued, home.file()).map_err(|e| StoreError::Disk(e.to_string()))?;
        "The history was removed while it was open; it was written again."
    } else {
        "The history was replaced by another file; that one is used now."
    };
    history.notes.push(Clean::line(what));
    take_up(history, home, in_file)
}

/// Sets the open file aside, if it is damaged indeed, and goes on with what can be read of it; else fails with `why`.
pub(super) fn mend(history: &mut History, why: &str) -> Result<(), StoreError> {
    let Some(mut home) = history.home.clone() else {
        return Err(StoreError::Other(why.to_owned()));
    };
    if history.access != Access::Write {
        return Err(StoreError::Damaged(why.to_owned()));
    }
    if schema::version(&history.conn).is_ok_and(|version| version > schema::latest()) {
        // Its tables are no longer ours to judge.
        history.access = Access::Newer;
        return Err(StoreError::Newer);
    }
    match home.fate() {
        // Another instance was faster.
        Fate::Replaced => take_up(history, home, in_file),
        _ if is_sound(&history.conn) => Err(StoreError::Other(why.to_owned())),
        _ => take_up(history, home, |home, notes| replace_damaged(home, notes)),
    }
}

/// Lets go of the open file and goes on with what `open` finds, else in memory.
fn take_up(
    history: &mut History,
    mut home: Home,
    open: impl FnOnce(&mut Home, &mut Vec<Clean>) -> Result<(Connection, Access), String>,
) -> Result<(), StoreError> {
    let mut placeholder =
        in_memory(None).ok_or_else(|| StoreError::Other("no memory".to_owned()))?;
    std::mem::swap(&mut history.conn, &mut placeholder.conn);
    let old = std::mem::replace(&mut placeholder.conn, Connection::open_in_memory()?);
    // What the old file still holds in its log must not be moved into a file that is set aside as it is.
    let _closed = old.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
    drop(old);
    match open(&mut home, &mut history.notes) {
        Ok((conn, access)) => {
            home.recognise();
            history.conn = conn;
            history.home = Some(home);
            history.access = access;
        }
        Err(why) => {
            history.home = None;
            history.notes.push(Clean::line(&format!(
                "{why} From here on the history is kept in memory only."
            )));
        }
    }
    history.begin_again();
    Ok(())
}

/// Tells whether a file is in order, tables and indexes, after a statement failed that never should.
fn is_sound(conn: &Connection) -> bool {
    let verdict: rusqlite::Result<String> =
        conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0));
    let as_made = in_memory(None).and_then(|new| schema::text(&new.conn).ok());
    verdict.is_ok_and(|verdict| verdict == "ok") && schema::text(conn).ok() == as_made
}
