//! The open history: a connection, what is known of its file, and the transactions on it.

use std::ops::Deref;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, TransactionBehavior};

use super::{Changed, StoreError, files::Home, read, schema, search};
use crate::model::Clean;

/// Hosts, and until when they asked to be left alone.
pub(super) type Promises = Vec<(String, DateTime<Utc>)>;

/// What is known of the open file.
pub(super) struct History {
    pub(super) conn: Connection,
    /// Where the file is; `None` for a history in memory.
    pub(super) home: Option<Home>,
    pub(super) access: Access,
    /// What is to be told to the reader.
    pub(super) notes: Vec<Clean>,
    /// `counter.seq` up to which the changes of others are known here.
    known_seq: i64,
    data_version: i64,
}

/// What may be done with the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Everything.
    Write,
    /// Reading: the directory or the file is read-only.
    Read,
    /// Reading: the file was written by a newer version.
    Newer,
}

/// One transaction in progress.
pub(super) struct Change<'c> {
    conn: &'c Connection,
    /// What `counter.seq` will be if anything changes.
    pub(super) seq: i64,
}

impl Deref for Change<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.conn
    }
}

impl History {
    pub(super) fn new(conn: Connection, home: Option<Home>, access: Access) -> Self {
        let mut history = Self {
            conn,
            home,
            access,
            notes: Vec::new(),
            known_seq: 0,
            data_version: 0,
        };
        history.begin_again();
        history
    }

    /// Counts the changes of others from here.
    pub(super) fn begin_again(&mut self) {
        self.known_seq = self.seq().unwrap_or(0);
        self.data_version = self.read_data_version().unwrap_or(0);
    }

    /// Fails with the reason where nothing may be written.
    pub(super) fn may_write(&self) -> Result<(), StoreError> {
        match self.access {
            Access::Write => Ok(()),
            Access::Read => Err(StoreError::ReadOnly),
            Access::Newer => Err(StoreError::Newer),
        }
    }

    /// Runs one transaction of our own; one that changes nothing leaves no trace.
    pub(super) fn in_transaction(
        &mut self,
        work: impl FnOnce(&Change<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        // A newer instance may have migrated the file since.
        if schema::version(&tx)? > schema::latest() {
            return Err(StoreError::Newer);
        }
        let seq = read_seq(&tx)? + 1;
        let before = tx.total_changes();
        work(&Change { conn: &tx, seq })?;
        if tx.total_changes() == before {
            return Ok(());
        }
        tx.prepare_cached("UPDATE counter SET seq = ?1")?
            .execute([seq])?;
        tx.commit()?;
        if self.known_seq + 1 == seq {
            self.known_seq = seq;
        }
        Ok(())
    }

    /// Returns what others changed since this was last asked, and what hosts asked for, if they changed anything.
    pub(super) fn changed_by_others(&mut self) -> Result<(Vec<Changed>, Promises), StoreError> {
        let data_version = self.read_data_version()?;
        if data_version == self.data_version {
            return Ok((Vec::new(), Promises::new()));
        }
        let seq = self.seq()?;
        let changed = if seq > self.known_seq {
            read::changed_since(&self.conn, self.known_seq)?
        } else {
            Vec::new()
        };
        let promises = read::promises(&self.conn, DateTime::UNIX_EPOCH)?;
        // Only now: where anything of it fails, all is asked again the next time.
        self.known_seq = seq;
        self.data_version = data_version;
        Ok((changed, promises))
    }

    fn seq(&self) -> Result<i64, StoreError> {
        Ok(read_seq(&self.conn)?)
    }

    fn read_data_version(&self) -> Result<i64, StoreError> {
        Ok(self
            .conn
            .prepare_cached("PRAGMA data_version")?
            .query_row([], |row| row.get(0))?)
    }

    /// Gives revisions to the search index; tells whether more wait.
    pub(super) fn feed_search(&mut self, limit: usize) -> Result<bool, StoreError> {
        if !search::is_hungry(&self.conn)? {
            return Ok(false);
        }
        let mut fed = 0;
        // The index can be made again from the revisions: a power cut may lose the last of it.
        self.conn
            .prepare_cached("PRAGMA synchronous = NORMAL")?
            .execute([])?;
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        if schema::version(&tx)? <= schema::latest() {
            fed = search::feed(&tx, limit)?;
            tx.commit()?;
        }
        Ok(fed == limit)
    }

    /// Moves everything from the write-ahead log into the one file.
    pub(super) fn empty_log(&self) {
        // Another instance may be reading: then the rest stays in the log, which is as safe.
        let _busy = self
            .conn
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }
}

fn read_seq(conn: &Connection) -> rusqlite::Result<i64> {
    conn.prepare_cached("SELECT seq FROM counter")?
        .query_row([], |row| row.get(0))
}
