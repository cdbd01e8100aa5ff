//! Gives up what the reader's own rules say is no longer to be kept: a little at a time, when nothing else is to be
//! done.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use tokio::sync::oneshot;

use super::{
    StoreError,
    history::{Change, History},
    rows,
};

/// How many updates are dropped in one transaction.
const CHUNK: usize = 200;

/// How many are looked for at a time: finding the oldest of all means to look at all.
const CANDIDATES: i64 = 10_000;

/// How many pages are given back to the file system at a time.
const PAGES: u32 = 256;

/// So many of the newest updates of a blog stay, whatever their age, while it is polled: its page may still show
/// them and would bring them back as new.
const STILL_ON_PAGE: i64 = 500;

/// What retention gave up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dropped {
    /// How many updates.
    pub updates: usize,
    /// By how many bytes the file became smaller.
    pub bytes: u64,
}

/// The rules and how far they were carried out.
pub(super) struct Retention {
    before: Option<DateTime<Utc>>,
    max_bytes: Option<u64>,
    stage: Stage,
    /// Rows of updates that can go, the first to go last.
    candidates: Vec<i64>,
    dropped: Dropped,
    size_before: Option<u64>,
    answer: Option<oneshot::Sender<Result<Dropped, StoreError>>>,
}

#[derive(Clone, Copy)]
enum Stage {
    Age,
    Size,
    GiveBack,
}

impl Retention {
    pub(super) fn new(
        before: Option<DateTime<Utc>>,
        max_bytes: Option<u64>,
        answer: oneshot::Sender<Result<Dropped, StoreError>>,
    ) -> Self {
        Self {
            before,
            max_bytes,
            stage: Stage::Age,
            candidates: Vec::new(),
            dropped: Dropped::default(),
            size_before: None,
            answer: Some(answer),
        }
    }

    /// Answers that nothing can be dropped.
    pub(super) fn refuse(self, why: StoreError) {
        if let Some(answer) = self.answer {
            let _nobody_waits = answer.send(Err(why));
        }
    }

    /// Does a piece of the work; tells whether there is more.
    pub(super) fn step(&mut self, history: &mut History) -> bool {
        let outcome = match self.try_step(history) {
            Ok(true) => return true,
            Ok(false) => Ok(self.dropped),
            Err(error) => Err(error),
        };
        if let Some(answer) = self.answer.take() {
            let _nobody_waits = answer.send(outcome);
        }
        false
    }

    fn try_step(&mut self, history: &mut History) -> Result<bool, StoreError> {
        let size = file_size(&history.conn)?;
        let size_before = *self.size_before.get_or_insert(size);
        match self.stage {
            Stage::Age => {
                let before = self.before;
                self.drop_some(history, Stage::Size, |conn| {
                    before.map_or(Ok(Vec::new()), |before| too_old(conn, before))
                })?;
                Ok(true)
            }
            Stage::Size => {
                let used = size.saturating_sub(free(&history.conn)?);
                let over = self.max_bytes.is_some_and(|max| used > max);
                if !over {
                    self.candidates.clear();
                }
                self.drop_some(history, Stage::GiveBack, |conn| {
                    if over { oldest(conn) } else { Ok(Vec::new()) }
                })?;
                Ok(true)
            }
            Stage::GiveBack => {
                let more = free(&history.conn)? > 0;
                if more {
                    give_back(&history.conn)?;
                }
                let now = file_size(&history.conn)?;
                self.dropped.bytes = size_before.saturating_sub(now);
                // Where another instance keeps pages in use, nothing shrinks: then it is enough.
                Ok(more && now < size)
            }
        }
    }

    /// Drops a chunk of the candidates, looking for new ones where there are none; goes on to the next stage where
    /// none are found.
    fn drop_some(
        &mut self,
        history: &mut History,
        next: Stage,
        find: impl FnOnce(&Connection) -> rusqlite::Result<Vec<i64>>,
    ) -> Result<(), StoreError> {
        if self.candidates.is_empty() {
            self.candidates = find(&history.conn)?;
        }
        if self.candidates.is_empty() {
            self.stage = next;
            return Ok(());
        }
        let rest = self.candidates.len().saturating_sub(CHUNK);
        let chunk = self.candidates.split_off(rest);
        history.in_transaction(|change| {
            for entry in chunk {
                self.dropped.updates += drop_entry(change, entry)?;
            }
            Ok(())
        })
    }
}

/// Returns the size of the file in bytes.
pub(super) fn file_size(conn: &Connection) -> Result<u64, StoreError> {
    pages(conn, "PRAGMA page_count")
}

/// Returns how many bytes of the file are not in use.
fn free(conn: &Connection) -> Result<u64, StoreError> {
    pages(conn, "PRAGMA freelist_count")
}

fn pages(conn: &Connection, pragma: &str) -> Result<u64, StoreError> {
    let number = |sql: &str| -> rusqlite::Result<i64> {
        conn.prepare_cached(sql)?.query_row([], |row| row.get(0))
    };
    let bytes = number(pragma)?.saturating_mul(number("PRAGMA page_size")?);
    Ok(u64::try_from(bytes).unwrap_or(0))
}

fn give_back(conn: &Connection) -> rusqlite::Result<()> {
    let mut statement = conn.prepare(&format!("PRAGMA incremental_vacuum({PAGES})"))?;
    let mut steps = statement.query([])?;
    while steps.next()?.is_some() {}
    Ok(())
}

/// Drops an update that nobody bookmarked in the meantime; returns how many that are.
fn drop_entry(change: &Change<'_>, entry: i64) -> Result<usize, StoreError> {
    let mut kept = change.prepare_cached("SELECT 1 FROM entries WHERE id = ?1 AND bookmarked")?;
    if kept.exists([entry])? {
        return Ok(0);
    }
    let mut dropped = 0;
    for sql in [
        "DELETE FROM search WHERE rowid IN (SELECT id FROM revisions WHERE entry = ?1)",
        "DELETE FROM search_queue WHERE revision IN (SELECT id FROM revisions WHERE entry = ?1)",
        "UPDATE blogs SET total = total - 1,
             unread = unread - (SELECT NOT read FROM entries WHERE id = ?1),
             bytes = bytes - (SELECT sum(octet_length(content)) FROM revisions WHERE entry = ?1)
         WHERE id = (SELECT blog FROM entries WHERE id = ?1)",
        "DELETE FROM entries WHERE id = ?1",
    ] {
        dropped = change.prepare_cached(sql)?.execute([entry])?;
    }
    Ok(dropped)
}

fn too_old(conn: &Connection, before: DateTime<Utc>) -> rusqlite::Result<Vec<i64>> {
    let mut statement = conn.prepare_cached(
        "SELECT e.id FROM blogs b JOIN entries e ON e.blog = b.id
         WHERE e.order_at < ?1 AND NOT e.bookmarked
             AND (SELECT max(seen) FROM revisions r WHERE r.entry = e.id) < ?1
             AND (coalesce(b.last_poll, 0) < ?1 OR e.order_at < (
                 SELECT n.order_at FROM entries n WHERE n.blog = b.id
                 ORDER BY n.order_at DESC LIMIT 1 OFFSET ?2))
         LIMIT ?3",
    )?;
    let found = statement.query_map(
        params![rows::millis(before), STILL_ON_PAGE - 1, CANDIDATES],
        |row| row.get(0),
    )?;
    found.collect()
}

fn oldest(conn: &Connection) -> rusqlite::Result<Vec<i64>> {
    let mut statement = conn
        .prepare_cached("SELECT id FROM entries WHERE NOT bookmarked ORDER BY order_at LIMIT ?1")?;
    let found = statement.query_map([CANDIDATES], |row| row.get(0))?;
    let mut found: Vec<i64> = found.collect::<Result<_, _>>()?;
    found.reverse();
    Ok(found)
}
