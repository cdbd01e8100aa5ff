//! The open history: a connection, the changes that wait for it, and the work for when nothing else is to be done.
//! Lives on the worker thread.

use std::{collections::VecDeque, ops::Deref};

use rusqlite::{Connection, TransactionBehavior};

use super::{
    Changed, News, StoreError, files::Home, mend, read, retain::Retention, schema, search,
};
use crate::model::Clean;

/// How many changes may wait for a disk that is full or locked.
const MAX_WAITING: usize = 4096;

/// How many revisions the search index is fed with at a time: a request waits for no more than that.
const FEED: usize = 64;

/// What is known of the open file.
pub(super) struct History {
    pub(super) conn: Connection,
    /// Where the file is; `None` for a history in memory.
    pub(super) home: Option<Home>,
    pub(super) access: Access,
    /// What is to be told to the reader.
    pub(super) notes: Vec<Clean>,
    waiting: VecDeque<(Safety, Write)>,
    retention: Option<Retention>,
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

/// How safe a change is against a power cut once it is acknowledged; a kill of the program loses neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Safety {
    /// `synchronous = NORMAL`: a power cut may lose the last ones, which the next poll brings again.
    Normal,
    /// `synchronous = FULL`: what the reader did cannot be fetched again.
    Full,
}

/// A change that can be tried again.
pub(super) type Write = Box<dyn FnMut(&Change<'_>) -> Result<(), StoreError> + Send>;

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
            waiting: VecDeque::new(),
            retention: None,
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

    /// Writes a change after all that wait already; one that the disk refuses for now waits for the next occasion.
    pub(super) fn write(&mut self, safety: Safety, work: Write) -> Result<(), StoreError> {
        self.may_write()?;
        if self.waiting.len() >= MAX_WAITING {
            self.flush().map_err(|_| StoreError::Backlog)?;
        }
        self.waiting.push_back((safety, work));
        self.flush()
    }

    fn may_write(&self) -> Result<(), StoreError> {
        match self.access {
            Access::Write => Ok(()),
            Access::Read => Err(StoreError::ReadOnly),
            Access::Newer => Err(StoreError::Newer),
        }
    }

    /// Tries everything that waits; returns why the last of it could not be written.
    pub(super) fn flush(&mut self) -> Result<(), StoreError> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        mend::find_again(self)?;
        let mut outcome = Ok(());
        let (mut mended, mut relieved) = (false, false);
        while let Some((safety, mut work)) = self.waiting.pop_front() {
            outcome = self.attempt(safety, &mut work);
            match &outcome {
                Err(StoreError::Damaged(why)) if !mended => {
                    mended = true;
                    mend::mend(self, why)?;
                    self.waiting.push_front((safety, work));
                }
                Err(StoreError::Full) if !relieved => {
                    relieved = true;
                    self.waiting.push_front((safety, work));
                    self.empty_log();
                }
                Err(passing) if passing.is_passing() => {
                    self.waiting.push_front((safety, work));
                    break;
                }
                Err(StoreError::Newer) => {
                    self.access = Access::Newer;
                    self.waiting.clear();
                }
                _ => {}
            }
        }
        outcome
    }

    fn attempt(&mut self, safety: Safety, work: &mut Write) -> Result<(), StoreError> {
        let level = match safety {
            Safety::Normal => "PRAGMA synchronous = NORMAL",
            Safety::Full => "PRAGMA synchronous = FULL",
        };
        self.conn.prepare_cached(level)?.execute([])?;
        self.in_transaction(|change| work(change))
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

    /// Returns what others changed since this was last asked.
    pub(super) fn news(&mut self) -> Result<News, StoreError> {
        // What waits for a disk gets its chance here, should nothing else be written.
        let waited = self.flush();
        let mut news = News {
            changed: Vec::new(),
            notes: std::mem::take(&mut self.notes),
        };
        let data_version = self.read_data_version()?;
        if data_version != self.data_version {
            let seq = self.seq()?;
            if seq > self.known_seq {
                news.changed = self.changed_since(self.known_seq)?;
            }
            self.known_seq = seq;
            self.data_version = data_version;
        }
        if let Err(error) = waited {
            news.notes.push(Clean::line(&error.to_string()));
        }
        Ok(news)
    }

    fn changed_since(&self, seq: i64) -> Result<Vec<Changed>, StoreError> {
        read::changed_since(&self.conn, seq)
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

    /// Reads; where the file turns out to be damaged, sets it aside and reads what was salvaged.
    pub(super) fn read<T>(
        &mut self,
        work: impl Fn(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        match work(&self.conn) {
            Err(StoreError::Damaged(why)) => {
                mend::mend(self, &why)?;
                work(&self.conn)
            }
            outcome => outcome,
        }
    }

    /// Begins to carry out the reader's rules on what to keep.
    pub(super) fn retain(&mut self, retention: Retention) {
        match self.may_write() {
            Ok(()) => self.retention = Some(retention),
            Err(error) => retention.refuse(error),
        }
    }

    /// Does a small piece of the work that can wait; tells whether there is more.
    pub(super) fn idle(&mut self) -> bool {
        if self.access != Access::Write {
            return false;
        }
        // A disk that refuses changes is not asked to take the index.
        if self.waiting.is_empty() && matches!(self.feed_search(FEED), Ok(true)) {
            return true;
        }
        let Some(mut retention) = self.retention.take() else {
            return false;
        };
        let more = retention.step(self);
        if more {
            self.retention = Some(retention);
        }
        more
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
    fn empty_log(&self) {
        // Another instance may be reading: then the rest stays in the log, which is as safe.
        let _busy = self
            .conn
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }

    /// Ends: writes what waits, moves everything into the one file and closes it.
    pub(super) fn close(mut self) -> Result<(), StoreError> {
        let flushed = self.flush();
        if self.access == Access::Write {
            self.empty_log();
        }
        match self.conn.close() {
            Ok(()) => flushed,
            Err((_, error)) => Err(error.into()),
        }
    }
}

fn read_seq(conn: &Connection) -> rusqlite::Result<i64> {
    conn.prepare_cached("SELECT seq FROM counter")?
        .query_row([], |row| row.get(0))
}

#[cfg(test)]
mod tests;
