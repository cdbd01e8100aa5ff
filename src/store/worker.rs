//! The one thread that touches the connection: answers requests, keeps the changes that the disk refuses for now, mends
//! the file where it fails, and uses the time in which nothing is asked.

use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    thread,
};

use rusqlite::Connection;
use tokio::sync::{
    mpsc::{self, error::TryRecvError},
    oneshot,
};

use super::{
    ExternalChanges, StoreError,
    history::{Access, Change, History},
    mend,
    retain::Retention,
};
use crate::model::Clean;

/// How many requests may wait; more make their senders wait, not the screen.
const QUEUE: usize = 64;

/// How many changes may wait for a disk that is full or locked.
const MAX_WAITING: usize = 4096;

/// How many revisions the search index is fed with at a time: a request waits for no more than that.
const FEED: usize = 64;

/// A request: does its work and sends its own answer.
pub(super) enum Request {
    /// Has the worker do something.
    Do(Box<dyn FnOnce(&mut Worker) + Send>),
    /// Closes the history and ends the thread.
    Close(oneshot::Sender<Result<(), StoreError>>),
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

/// Works on the history for whoever asks.
pub(super) struct Worker {
    pub(super) history: History,
    waiting: VecDeque<(Safety, Write)>,
    retention: Option<Retention>,
}

/// Starts the thread; requests fail with `Closed` where the system gives none.
pub(super) fn spawn(history: History) -> mpsc::Sender<Request> {
    let (requests, queue) = mpsc::channel(QUEUE);
    let _ended = thread::Builder::new()
        .name("history".to_owned())
        .spawn(move || Worker::new(history).run(queue));
    requests
}

impl Worker {
    fn new(history: History) -> Self {
        Self {
            history,
            waiting: VecDeque::new(),
            retention: None,
        }
    }

    fn run(mut self, mut queue: mpsc::Receiver<Request>) {
        while let Some(request) = self.next(&mut queue) {
            match request {
                Request::Do(work) => {
                    // Who asked sees a dropped answer; an open transaction was rolled back on the way.
                    let _panicked = catch_unwind(AssertUnwindSafe(|| work(&mut self)));
                }
                Request::Close(answer) => {
                    let _nobody_waits = answer.send(self.close());
                    return;
                }
            }
        }
        let _nobody_waits = self.close();
    }

    /// Waits for a request and uses the time until there is one.
    fn next(&mut self, queue: &mut mpsc::Receiver<Request>) -> Option<Request> {
        loop {
            match queue.try_recv() {
                Ok(request) => return Some(request),
                Err(TryRecvError::Disconnected) => return None,
                Err(TryRecvError::Empty) => {}
            }
            let more = catch_unwind(AssertUnwindSafe(|| self.idle())).unwrap_or(false);
            if !more {
                return queue.blocking_recv();
            }
        }
    }

    /// Writes a change after all that wait already; one that the disk refuses for now waits for the next occasion.
    pub(super) fn write(&mut self, safety: Safety, work: Write) -> Result<(), StoreError> {
        self.history.may_write()?;
        if self.waiting.len() >= MAX_WAITING {
            self.flush().map_err(|_| StoreError::Backlog)?;
        }
        self.waiting.push_back((safety, work));
        self.flush()
    }

    /// Tries everything that waits; returns why the last of it could not be written.
    fn flush(&mut self) -> Result<(), StoreError> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        mend::find_again(&mut self.history)?;
        let mut outcome = Ok(());
        let (mut mended, mut relieved) = (false, false);
        while let Some((safety, mut work)) = self.waiting.pop_front() {
            outcome = self.attempt(safety, &mut work);
            match &outcome {
                Err(StoreError::Damaged(why)) if !mended => {
                    mended = true;
                    mend::mend(&mut self.history, why)?;
                    self.waiting.push_front((safety, work));
                }
                Err(StoreError::Full) if !relieved => {
                    relieved = true;
                    self.waiting.push_front((safety, work));
                    self.history.empty_log();
                }
                Err(passing) if passing.is_passing() => {
                    self.waiting.push_front((safety, work));
                    break;
                }
                Err(StoreError::Newer) => {
                    self.history.access = Access::Newer;
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
        self.history.conn.prepare_cached(level)?.execute([])?;
        self.history.in_transaction(|change| work(change))
    }

    /// Returns what others changed, and what happened to the file, since this was last asked.
    pub(super) fn news(&mut self) -> Result<ExternalChanges, StoreError> {
        // What waits for a disk gets its chance here, should nothing else be written.
        let waited = self.flush();
        let (changed, promises) = self.history.changed_by_others()?;
        // Only now: where that fails, what is to be told waits for the next time.
        let mut notes = std::mem::take(&mut self.history.notes);
        notes.extend(waited.err().map(|error| Clean::line(&error.to_string())));
        Ok(ExternalChanges {
            changed,
            promises,
            notes,
        })
    }

    /// Reads; where the file turns out to be damaged, sets it aside and reads what was salvaged.
    pub(super) fn read<T>(
        &mut self,
        work: impl Fn(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        match work(&self.history.conn) {
            Err(StoreError::Damaged(why)) => {
                mend::mend(&mut self.history, &why)?;
                work(&self.history.conn)
            }
            outcome => outcome,
        }
    }

    /// Begins to carry out the reader's rules on what to keep.
    pub(super) fn retain(&mut self, retention: Retention) {
        match self.history.may_write() {
            Ok(()) => self.retention = Some(retention),
            Err(error) => retention.refuse(error),
        }
    }

    /// Does a small piece of the work that can wait; tells whether there is more.
    fn idle(&mut self) -> bool {
        if self.history.access != Access::Write {
            return false;
        }
        // A disk that refuses changes is not asked to take the index.
        if self.waiting.is_empty() && matches!(self.history.feed_search(FEED), Ok(true)) {
            return true;
        }
        let Some(mut retention) = self.retention.take() else {
            return false;
        };
        let more = retention.step(&mut self.history);
        if more {
            self.retention = Some(retention);
        }
        more
    }

    /// Ends: writes what waits, moves everything into the one file and closes it.
    fn close(mut self) -> Result<(), StoreError> {
        let flushed = self.flush();
        if self.history.access == Access::Write {
            self.history.empty_log();
        }
        match self.history.conn.close() {
            Ok(()) => flushed,
            Err((_, error)) => Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests;
