use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{
    super::{PollRecord, files::Home, marks, open, poll, read},
    *,
};
use crate::model::{Clean, EntryId, LiveBlog, Validators};

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_750_000_000 + seconds, 0).unwrap()
}

/// Starts on a history that does not wait for locks.
fn worker(dir: &tempfile::TempDir) -> Worker {
    let mut home = Home::new(dir.path(), at(0));
    home.patience = Duration::ZERO;
    Worker::new(open::open_at(home).unwrap())
}

/// Saves a poll that says so much about the blog.
fn save(worker: &mut Worker, seconds: i64, bytes: usize) -> Result<(), StoreError> {
    let blog = LiveBlog {
        standfirst: Clean::line(&format!("{seconds}{}", "x".repeat(bytes))),
        ..LiveBlog::default()
    };
    let brought = (Some(blog), Vec::new());
    let record = PollRecord::new(at(seconds), Validators::default(), false, brought, None);
    let work = move |change: &Change<'_>| poll::save(change, "key", &record);
    worker.write(Safety::Normal, Box::new(work))
}

fn polls(worker: &Worker) -> i64 {
    worker
        .history
        .conn
        .query_row("SELECT count(*) FROM polls", [], |row| row.get(0))
        .unwrap()
}

#[test]
fn what_another_program_locks_out_is_written_once_it_lets_go() {
    let dir = tempfile::tempdir().unwrap();
    let mut worker = worker(&dir);
    save(&mut worker, 0, 1).unwrap();
    let other = Connection::open(dir.path().join("history.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    for seconds in 1..4 {
        assert_eq!(save(&mut worker, seconds, 1), Err(StoreError::Busy));
    }
    assert_eq!(polls(&worker), 1, "and it can be read meanwhile");
    assert!(!worker.news().unwrap().notes.is_empty());
    other.execute_batch("COMMIT").unwrap();
    assert!(worker.news().unwrap().notes.is_empty());
    assert_eq!(polls(&worker), 4);
}

#[test]
fn what_a_question_that_fails_would_have_told_is_told_by_the_next() {
    let dir = tempfile::tempdir().unwrap();
    let (mut ours, mut theirs) = (worker(&dir), worker(&dir));
    save(&mut theirs, 1, 1).unwrap();
    ours.history
        .notes
        .push(Clean::line("The history was mended."));
    let other = Connection::open(dir.path().join("history.db")).unwrap();
    other
        .execute_batch("ALTER TABLE hosts RENAME TO away")
        .unwrap();
    assert!(ours.news().is_err());
    other
        .execute_batch("ALTER TABLE away RENAME TO hosts")
        .unwrap();
    let news = ours.news().unwrap();
    assert_eq!((news.changed.len(), news.notes.len()), (1, 1));
}

#[test]
fn a_writer_that_is_at_work_keeps_nobody_from_opening() {
    let dir = tempfile::tempdir().unwrap();
    drop(worker(&dir));
    let other = Connection::open(dir.path().join("history.db")).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let second = worker(&dir);
    assert_eq!(second.history.access, Access::Write);
    assert_eq!(second.history.notes, Vec::<Clean>::new());
}

#[test]
fn a_file_that_is_locked_for_good_leaves_the_session_to_memory() {
    let dir = tempfile::tempdir().unwrap();
    drop(worker(&dir));
    let other = Connection::open(dir.path().join("history.db")).unwrap();
    other
        .execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;")
        .unwrap();
    let mut second = worker(&dir);
    assert!(second.history.home.is_none());
    assert!(
        second.history.notes[0].as_str().contains("keeps"),
        "{:?}",
        second.history.notes
    );
    save(&mut second, 1, 1).unwrap();
    assert_eq!(polls(&second), 1);
}

#[test]
fn a_file_that_may_not_grow_keeps_what_it_has_and_what_waits() {
    let dir = tempfile::tempdir().unwrap();
    let mut worker = worker(&dir);
    let limit = |worker: &Worker, pages: i64| {
        let pragma = format!("PRAGMA max_page_count = {pages}");
        worker
            .history
            .conn
            .query_row(&pragma, [], |_| Ok(()))
            .unwrap();
    };
    limit(&worker, 60);
    let refused = (0..1000)
        .find(|n| save(&mut worker, *n, 10_000).is_err())
        .unwrap();
    assert_eq!(
        save(&mut worker, refused + 1, 10_000),
        Err(StoreError::Full)
    );
    assert_eq!(polls(&worker), refused);
    // What stood beside the file took room, too, and was moved into it.
    let log = std::fs::metadata(dir.path().join("history.db-wal")).unwrap();
    assert_eq!(log.len(), 0);
    limit(&worker, 1_000_000);
    worker.flush().unwrap();
    assert_eq!(polls(&worker), refused + 2);
}

#[test]
fn a_backlog_has_a_bound() {
    let dir = tempfile::tempdir().unwrap();
    let mut worker = worker(&dir);
    let other = Connection::open(dir.path().join("history.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut pause = |paused| {
        let work = move |change: &Change<'_>| marks::pause(change, "key", paused);
        worker.write(Safety::Full, Box::new(work))
    };
    for _ in 0..MAX_WAITING {
        assert_eq!(pause(true), Err(StoreError::Busy));
    }
    assert_eq!(pause(true), Err(StoreError::Backlog));
}

#[test]
fn changes_wait_in_the_order_in_which_they_were_made() {
    let dir = tempfile::tempdir().unwrap();
    let mut worker = worker(&dir);
    save(&mut worker, 0, 1).unwrap();
    let other = Connection::open(dir.path().join("history.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    for paused in [true, false, true] {
        let work = move |change: &Change<'_>| marks::pause(change, "key", paused);
        assert_eq!(
            worker.write(Safety::Full, Box::new(work)),
            Err(StoreError::Busy)
        );
    }
    other.execute_batch("COMMIT").unwrap();
    worker.flush().unwrap();
    let paused = read::list(&worker.history.conn).unwrap()[0].paused;
    assert!(paused);
}

#[test]
fn a_change_that_fails_for_good_does_not_hold_up_the_others() {
    let dir = tempfile::tempdir().unwrap();
    let mut worker = worker(&dir);
    let broken: Write = Box::new(|change: &Change<'_>| {
        change.execute("INSERT INTO counter VALUES (1, 0)", [])?;
        Ok(())
    });
    let refused = worker.write(Safety::Normal, broken);
    assert!(matches!(refused, Err(StoreError::Other(_))), "{refused:?}");
    assert!(
        worker.history.home.is_some() && worker.history.notes.is_empty(),
        "a sound file stays"
    );
    save(&mut worker, 0, 1).unwrap();
    assert_eq!(polls(&worker), 1);
}

#[test]
fn what_fails_half_way_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut worker = worker(&dir);
    let half: Write = Box::new(|change: &Change<'_>| {
        poll::follow(change, "key", "key", at(0))?;
        marks::bookmark(change, "key", &EntryId::new("1"), true)?;
        Err(StoreError::Other("no".to_owned()))
    });
    worker.write(Safety::Normal, half).unwrap_err();
    assert!(read::list(&worker.history.conn).unwrap().is_empty());
}

#[test]
fn the_search_index_is_fed_after_the_poll_and_not_within_it() {
    use crate::model::{Body, Entry, Item, OrderKey, Presence};
    let dir = tempfile::tempdir().unwrap();
    let mut worker = worker(&dir);
    let item = Item {
        entry: std::sync::Arc::new(Entry {
            id: EntryId::new("u1"),
            label: None,
            headline: Some(Clean::line("Ferries doubled")),
            body: Body::from_plain("Twice as many."),
            published: None,
            modified: None,
            authors: Vec::new(),
            permalink: None,
            marks: crate::model::Marks::default(),
            provenance: crate::model::Provenance::default(),
        }),
        seen: at(0),
        earlier: Vec::new(),
        order: OrderKey {
            at: 0,
            poll: 1,
            rank: 0,
        },
        presence: Presence::OnPage,
        read: false,
        read_as: None,
        changed_since_read: false,
        bookmarked: false,
        memory: crate::model::WitnessMemory::default(),
    };
    save(&mut worker, 0, 1).unwrap();
    let work =
        move |change: &Change<'_>| poll::save_items(change, "key", std::slice::from_ref(&item));
    worker.write(Safety::Normal, Box::new(work)).unwrap();
    let count = |worker: &Worker, table: &str| -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        worker
            .history
            .conn
            .query_row(&sql, [], |row| row.get(0))
            .unwrap()
    };
    assert_eq!(
        (count(&worker, "search_queue"), count(&worker, "search")),
        (1, 0)
    );
    while worker.idle() {}
    assert_eq!(
        (count(&worker, "search_queue"), count(&worker, "search")),
        (0, 1)
    );
}
