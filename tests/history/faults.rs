//! Whatever lies at the path, the program starts, keeps what it can and says what happened.

use std::{
    fs,
    io::{Read, Seek, SeekFrom, Write},
    path::Path,
    process::Command,
};

use newswire::{
    model::{EntryId, Item},
    store::StoreError,
};

use super::{KEY, Place, at, item, poll, words};

/// What a history must still be able to do, whatever happened to it.
async fn assert_usable(store: &newswire::store::Store) {
    let fresh = poll(at(10_000), vec![item(9_999, "After the fault.")]);
    store.save_poll(KEY, fresh).await.unwrap();
    let kept = words(store, KEY).await;
    assert!(kept.contains(&vec!["After the fault. in full".to_owned()]));
    assert!(!store.list().await.unwrap().is_empty());
    store.search("fault", 5).await.unwrap();
}

#[tokio::test]
async fn what_is_no_history_is_set_aside_unchanged_and_named() {
    let page = b"<!doctype html><title>Sign in to this network</title>".repeat(400);
    let mut random = fastrand::Rng::with_seed(1);
    let noise: Vec<u8> = (0..40_000).map(|_| random.u8(..)).collect();
    for content in [page, noise, b"x".to_vec()] {
        let place = Place::new();
        fs::write(place.file(), &content).unwrap();
        let (store, notes) = place.open();
        let note = notes.join(" ");
        let aside = place.named("history.db.corrupt-20250615");
        assert_eq!(aside.len(), 1, "{note}");
        assert_eq!(fs::read(&aside[0]).unwrap(), content);
        assert!(note.contains(aside[0].to_str().unwrap()), "{note}");
        assert!(note.contains("history"), "{note}");
        assert_usable(&store).await;
    }
}

#[tokio::test]
async fn a_directory_or_a_pipe_in_place_of_the_file_is_set_aside() {
    let place = Place::new();
    fs::create_dir(place.file()).unwrap();
    let (store, notes) = place.open();
    assert!(notes[0].contains("is no file"), "{notes:?}");
    assert_usable(&store).await;

    let place = Place::new();
    let made = Command::new("mkfifo").arg(place.file()).status();
    assert!(made.unwrap().success());
    let (store, notes) = place.open();
    assert!(notes[0].contains("is no file"), "{notes:?}");
    assert_usable(&store).await;
}

#[tokio::test]
async fn an_empty_file_becomes_a_history() {
    let place = Place::new();
    fs::write(place.file(), b"").unwrap();
    assert_usable(&place.quietly()).await;
}

#[tokio::test]
async fn the_database_of_another_program_is_not_touched() {
    let place = Place::new();
    place
        .raw()
        .execute_batch("CREATE TABLE moz_places (url TEXT); PRAGMA user_version = 2;")
        .unwrap();
    let before = fs::read(place.file()).unwrap();
    let (store, notes) = place.open();
    assert!(notes[0].contains("belongs to another program"), "{notes:?}");
    let aside = place.named("history.db.corrupt-");
    assert_eq!(fs::read(&aside[0]).unwrap(), before);
    assert_usable(&store).await;
}

#[tokio::test]
async fn of_a_truncated_file_the_readable_part_is_salvaged() {
    let place = Place::filled(500).await;
    let file = fs::OpenOptions::new()
        .write(true)
        .open(place.file())
        .unwrap();
    let length = file.metadata().unwrap().len();
    file.set_len(length / 2).unwrap();
    let (store, _) = place.open();
    // SQLite may notice when it opens the file or when it reads on.
    let before = words(&store, KEY).await;
    let notes = store.news().await.unwrap().notes;
    assert_eq!(place.named("history.db.corrupt-").len(), 1, "{notes:?}");
    assert!(before.len() > 100, "{} of 500 updates", before.len());
    assert_usable(&store).await;
}

#[tokio::test]
async fn a_damaged_header_costs_nothing() {
    let place = Place::filled(300).await;
    overwrite(&place.file(), 0, &[0; 100]);
    let (store, notes) = place.open();
    assert!(notes[0].contains("300 updates could be read"), "{notes:?}");
    let updates = words(&store, KEY).await;
    assert_eq!(updates.len(), 300);
    assert_eq!(updates[0], [super::long(299) + " in full"]);
    assert_eq!(place.named("history.db.corrupt-").len(), 1);
    assert_usable(&store).await;
}

#[tokio::test]
async fn a_damaged_page_costs_its_own_rows_only() {
    let place = Place::filled(300).await;
    let pages = fs::metadata(place.file()).unwrap().len() / 4096;
    let mut left = Vec::new();
    for page in 1..pages {
        let other = Place::new();
        fs::copy(place.file(), other.file()).unwrap();
        overwrite(&other.file(), page * 4096, &[0xa5; 4096]);
        let (store, _) = other.open();
        left.push(all_updates(&store).await);
        assert_usable(&store).await;
    }
    left.sort_unstable();
    assert!(left[left.len() / 10] >= 250, "{left:?} of 300 updates");
}

/// Counts the updates of all blogs: salvage does not always know whose they were.
async fn all_updates(store: &newswire::store::Store) -> usize {
    // What is met here is set aside before the library is read.
    words(store, KEY).await;
    let mut count = 0;
    for blog in store.list().await.unwrap() {
        count += words(store, &blog.key).await.len();
    }
    count
}

/// How many damaged files the next test reads; more were tried by hand.
const ROUNDS: u64 = 60;

#[tokio::test]
async fn flipped_bits_never_stop_the_program() {
    let place = Place::filled(200).await;
    let whole = fs::read(place.file()).unwrap();
    for seed in 0..ROUNDS {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut bytes = whole.clone();
        for _ in 0..random.usize(1..200) {
            let end = if seed % 3 == 0 { 4096 } else { bytes.len() };
            bytes[random.usize(..end)] ^= 1 << random.u8(..8);
        }
        let other = Place::new();
        fs::write(other.file(), &bytes).unwrap();
        let (store, _) = other.open();
        for blog in store.list().await.unwrap() {
            store.load(&blog.key).await.unwrap();
        }
        // Where a flip went unnoticed, what is found may be odd; yet nothing fails.
        let fresh = poll(at(10_000), vec![item(9_999, "After the fault.")]);
        store.save_poll(KEY, fresh).await.unwrap();
        store.search("fault", 5).await.unwrap();
        store.load(KEY).await.unwrap();
        store.close().await.unwrap();
        let (store, _) = other.open();
        assert!(store.list().await.is_ok(), "seed {seed}");
    }
}

#[tokio::test]
async fn garbage_in_the_log_costs_nothing_that_was_closed() {
    let place = Place::filled(50).await;
    fs::write(place.dir.path().join("history.db-wal"), [0x5a; 9000]).unwrap();
    fs::write(place.dir.path().join("history.db-shm"), [0x5a; 9000]).unwrap();
    let (store, _) = place.open();
    assert_eq!(words(&store, KEY).await.len(), 50);
    assert_usable(&store).await;
}

#[tokio::test]
async fn a_history_of_a_newer_version_is_read_and_left_untouched() {
    let place = Place::filled(20).await;
    place.raw().pragma_update(None, "user_version", 99).unwrap();
    let before = fs::read(place.file()).unwrap();
    let (store, notes) = place.open();
    assert!(notes[0].contains("made by a newer version"), "{notes:?}");
    assert_eq!(words(&store, KEY).await.len(), 20);
    assert_eq!(store.search("word7", 5).await.unwrap().len(), 1);
    let refused = store.save_poll(KEY, poll(at(99), Vec::new())).await;
    assert_eq!(refused, Err(StoreError::Newer));
    let refused = store.retain(Some(at(99)), None).await;
    assert_eq!(refused, Err(StoreError::Newer));
    store.close().await.unwrap();
    assert_eq!(fs::read(place.file()).unwrap(), before);
}

#[tokio::test]
async fn a_history_that_a_newer_version_takes_over_is_only_read_from_then_on() {
    let place = Place::filled(20).await;
    let store = place.quietly();
    store
        .save_poll(KEY, poll(at(99), Vec::new()))
        .await
        .unwrap();
    place.raw().pragma_update(None, "user_version", 99).unwrap();
    for _ in 0..2 {
        let refused = store
            .save_poll(KEY, poll(at(100), vec![item(77, "No.")]))
            .await;
        assert_eq!(refused, Err(StoreError::Newer));
    }
    assert_eq!(words(&store, KEY).await.len(), 20);
}

#[tokio::test]
async fn a_history_of_an_older_version_is_migrated_after_a_backup() {
    let place = Place::filled(20).await;
    let conn = place.raw();
    conn.execute_batch(
        "DROP TABLE places; DROP TABLE changes; DROP TABLE search; DROP TABLE search_queue; DROP TABLE articles; DROP TABLE hosts;
             DROP TABLE alerted; DROP TABLE wishes;
         DROP INDEX entries_changed_since_read;
             ALTER TABLE blogs DROP COLUMN trouble; ALTER TABLE entries DROP COLUMN memory;
             ALTER TABLE entries DROP COLUMN read_as;
             ALTER TABLE entries DROP COLUMN changed_since_read; PRAGMA user_version = 1;",
    )
    .unwrap();
    drop(conn);
    let (store, notes) = place.open();
    assert!(notes[0].contains("from version 1 to 9"), "{notes:?}");
    assert_eq!(words(&store, KEY).await.len(), 20);
    assert_eq!(store.search("word7", 5).await.unwrap().len(), 1);
    let backups = place.named("history.db.before-version-9");
    let backup = rusqlite::Connection::open(&backups[0]).unwrap();
    let count = |sql| {
        backup
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .unwrap()
    };
    assert_eq!(count("PRAGMA user_version"), 1);
    assert_eq!(count("SELECT count(*) FROM entries"), 20);
}

#[tokio::test]
async fn rows_that_a_careless_hand_edited_are_shown_cleaned_or_left_out() {
    let place = Place::filled(5).await;
    let conn = place.raw();
    for (update, content) in [
        (0, &b"not json"[..]),
        (1, b"{\"id\":\"x\",\"headline\":\"a\xff\xfe\x1b[2Jb\\u0000\\u001b[31mc\",\"published\":null}"),
        (2, b"\xff\xff"),
    ] {
        let text = rusqlite::types::ToSqlOutput::Borrowed(rusqlite::types::ValueRef::Text(content));
        conn.execute(
            "UPDATE revisions SET content = ?1 WHERE entry =
                 (SELECT id FROM entries WHERE name = 'update-' || ?2)",
            rusqlite::params![text, update],
        )
        .unwrap();
    }
    conn.execute_batch(
        "UPDATE blogs SET blog = '[]', validators = 'x', place = '{', last_poll = -1 << 62;
         UPDATE entries SET name = 'a' || char(0, 27) || 'b' WHERE name = 'update-3';",
    )
    .unwrap();
    drop(conn);
    let store = place.quietly();
    let stored = store.load(KEY).await.unwrap().unwrap();
    assert_eq!(stored.unreadable, 2);
    assert_eq!(stored.place, None);
    let cleaned = stored.timeline.get(&EntryId::new("update-1")).unwrap();
    let headline = cleaned.entry.headline.as_ref().unwrap().as_str();
    assert!(
        headline.starts_with('a') && headline.ends_with('c'),
        "{headline}"
    );
    assert!(!headline.contains(char::is_control), "{headline:?}");
    let ids: Vec<_> = stored
        .timeline
        .items()
        .iter()
        .map(|i| i.entry.id.as_str())
        .collect();
    // The whole escape goes, not its first byte only.
    assert!(ids.contains(&"a"), "{ids:?}");
    assert_usable(&store).await;
}

#[tokio::test]
async fn what_cannot_be_read_here_is_asked_for_again() {
    let place = Place::filled(3).await;
    let sound = place.quietly().load(KEY).await.unwrap().unwrap();
    assert!(sound.validators.etag.is_some());
    // One bit: a witness that nobody knows.
    let conn = place.raw();
    conn.execute_batch(
        "UPDATE revisions SET content = replace(content, 'unknown', 'unknowm') WHERE id = 2;
         UPDATE blogs SET validators = json_set(validators, '$.pace.ended_polls', 2);",
    )
    .unwrap();
    drop(conn);
    let store = place.quietly();
    let stored = store.load(KEY).await.unwrap().unwrap();
    assert_eq!(stored.unreadable, 1);
    assert_eq!(stored.validators.etag, None);
    assert_eq!(stored.validators.pace.ended_polls, 2, "a promise stays");
    let seen = at(10_000);
    let again = (0..3).map(|n| Item {
        seen,
        ..item(n, &super::long(n))
    });
    let again = poll(seen, again.collect());
    store.save_poll(KEY, again).await.unwrap();
    let stored = store.load(KEY).await.unwrap().unwrap();
    assert_eq!((stored.unreadable, stored.timeline.items().len()), (0, 3));
}

#[tokio::test]
async fn files_removed_while_they_are_open_are_written_again_whole() {
    for removed in [
        &["history.db"][..],
        &["history.db-wal"],
        &["history.db", "history.db-wal", "history.db-shm"],
    ] {
        let place = Place::filled(20).await;
        let store = place.quietly();
        store
            .save_poll(KEY, poll(at(50), vec![item(30, "In the log only.")]))
            .await
            .unwrap();
        for name in removed {
            fs::remove_file(place.dir.path().join(name)).unwrap();
        }
        store
            .save_poll(KEY, poll(at(80), vec![item(31, "After it.")]))
            .await
            .unwrap();
        let notes = store.news().await.unwrap().notes;
        assert_eq!(notes.len(), 1, "{notes:?}");
        assert!(notes[0].as_str().contains("was removed"), "{notes:?}");
        store.close().await.unwrap();
        let store = place.quietly();
        assert_eq!(words(&store, KEY).await.len(), 22, "without {removed:?}");
        assert_eq!(
            place.named("history.db.rescued"),
            Vec::<std::path::PathBuf>::new()
        );
    }
}

#[tokio::test]
async fn a_directory_removed_while_it_is_open_is_written_again() {
    let place = Place::filled(20).await;
    let store = place.quietly();
    fs::remove_dir_all(place.dir.path()).unwrap();
    store
        .save_poll(KEY, poll(at(80), vec![item(31, "After it.")]))
        .await
        .unwrap();
    store.close().await.unwrap();
    assert_eq!(words(&place.quietly(), KEY).await.len(), 21);
}

#[tokio::test]
async fn a_file_put_in_its_place_is_used() {
    let place = Place::filled(20).await;
    let other = Place::filled(7).await;
    let store = place.quietly();
    store
        .save_poll(KEY, poll(at(50), vec![item(30, "Gone with the old file.")]))
        .await
        .unwrap();
    fs::rename(other.file(), place.file()).unwrap();
    fs::remove_file(place.dir.path().join("history.db-wal")).unwrap();
    store
        .save_poll(KEY, poll(at(80), vec![item(31, "New.")]))
        .await
        .unwrap();
    assert_eq!(words(&store, KEY).await.len(), 8);
}

#[test]
fn a_read_only_directory_can_be_read_from() {
    // The superuser may write anywhere: the test is done by an ordinary user.
    let name = "faults::a_read_only_directory_can_be_read_from";
    if rustix::process::geteuid().is_root() {
        use std::os::unix::process::CommandExt;
        let mut as_nobody = Command::new(std::env::current_exe().unwrap());
        let run = as_nobody
            .args(["--exact", name])
            .uid(65534)
            .gid(65534)
            .output();
        match run {
            Ok(run) => assert!(
                run.status.success(),
                "{}",
                String::from_utf8_lossy(&run.stdout)
            ),
            Err(error) => println!("skipped: {error}"),
        }
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        use std::os::unix::fs::PermissionsExt;
        let place = Place::filled(20).await;
        let mode = |mode| fs::set_permissions(place.dir.path(), fs::Permissions::from_mode(mode));
        mode(0o555).unwrap();
        let (store, notes) = place.open();
        assert!(notes[0].contains("cannot be written to"), "{notes:?}");
        assert_eq!(words(&store, KEY).await.len(), 20);
        let refused = store.save_poll(KEY, poll(at(80), Vec::new())).await;
        assert_eq!(refused, Err(StoreError::ReadOnly));
        assert!(store.try_lead(KEY).await.unwrap().is_some());
        store.close().await.unwrap();

        fs::remove_file(place.file()).unwrap_err();
        mode(0o000).unwrap();
        let (store, notes) = place.open();
        assert!(notes[0].contains("in memory only"), "{notes:?}");
        assert_usable(&store).await;
        mode(0o700).unwrap();
        fs::remove_file(place.file()).unwrap();
        mode(0o555).unwrap();
        let (store, notes) = place.open();
        assert!(notes[0].contains("cannot be kept in"), "{notes:?}");
        assert_usable(&store).await;
        mode(0o700).unwrap();
    });
}

#[tokio::test]
async fn a_full_disk_loses_nothing_and_is_written_to_once_there_is_room() {
    let mount = tempfile::tempdir().unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"])
        .arg(mount.path())
        .output();
    if !mounted.is_ok_and(|mount| mount.status.success()) {
        println!("skipped: no file system of one megabyte can be mounted here");
        return;
    }
    let outcome = tokio::spawn(fill_up(mount.path().to_owned())).await;
    Command::new("umount")
        .arg("--lazy")
        .arg(mount.path())
        .status()
        .unwrap();
    outcome.unwrap();
}

async fn fill_up(dir: std::path::PathBuf) {
    let open = || newswire::store::Store::open(Some(&dir), at(0));
    let ballast = dir.join("ballast");
    fs::write(&ballast, vec![0; 500_000]).unwrap();
    let (store, notes) = open();
    assert!(notes.is_empty(), "{notes:?}");
    let mut saved = 0;
    let refused = loop {
        let record = poll(at(saved), vec![item(saved, &super::long(saved).repeat(4))]);
        match store.save_poll(KEY, record).await {
            Ok(()) => saved += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(refused, StoreError::Full);
    assert!(saved > 3);
    assert_eq!(
        words(&store, KEY).await.len(),
        usize::try_from(saved).unwrap()
    );
    let marked = store
        .mark_read(KEY, vec![(EntryId::new("update-1"), true)])
        .await;
    assert_eq!(marked, Err(StoreError::Full));
    let notes = store.news().await.unwrap().notes;
    assert!(notes[0].as_str().contains("the disk is full"), "{notes:?}");

    fs::remove_file(ballast).unwrap();
    assert!(store.news().await.unwrap().notes.is_empty());
    store.close().await.unwrap();
    let (store, notes) = open();
    assert!(notes.is_empty(), "{notes:?}");
    let stored = store.load(KEY).await.unwrap().unwrap();
    assert_eq!(stored.total, usize::try_from(saved + 1).unwrap());
    assert_eq!(stored.unread, stored.total - 1);
    store.close().await.unwrap();
}

fn overwrite(path: &Path, offset: u64, bytes: &[u8]) {
    let mut file = fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(path)
        .unwrap();
    file.seek(SeekFrom::Start(offset)).unwrap();
    file.write_all(bytes).unwrap();
    let mut written = vec![0; bytes.len()];
    file.seek(SeekFrom::Start(offset)).unwrap();
    file.read_exact(&mut written).unwrap();
}
