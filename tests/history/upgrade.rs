//! A process that is killed while it brings a history to its version leaves the old one or the new one.

use std::{
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use newswire::store::Store;

use super::{KEY, Place, at, words};

/// Names the directory whose history a child process opens.
const CHILD: &str = "NEWSWIRE_TEST_UPGRADE";
const ROUNDS: u64 = 12;
const UPDATES: usize = 400;

/// Not a test by itself: what the child process of the next test does.
#[test]
fn child_opens_a_history_of_an_older_version() {
    if let Ok(dir) = std::env::var(CHILD) {
        let _opened = Store::open(Some(Path::new(&dir)), at(0));
    }
}

#[tokio::test]
async fn a_kill_in_the_middle_of_an_upgrade_leaves_the_old_history_or_the_new_one() {
    for round in 0..ROUNDS {
        let place = Place::filled(i64::try_from(UPDATES).unwrap()).await;
        let conn = place.raw();
        conn.execute_batch(
            "DROP TABLE places; DROP TABLE changes; DROP TABLE search; DROP TABLE search_queue; DROP TABLE articles; DROP TABLE hosts;
             DROP TABLE alerted; DROP TABLE wishes;
             DROP INDEX entries_changed_since_read;
             ALTER TABLE blogs DROP COLUMN trouble; ALTER TABLE blogs DROP COLUMN tags; ALTER TABLE entries DROP COLUMN memory;
             ALTER TABLE entries DROP COLUMN read_as;
             ALTER TABLE entries DROP COLUMN changed_since_read; PRAGMA user_version = 1;",
        )
        .unwrap();
        drop(conn);
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "upgrade::child_opens_a_history_of_an_older_version",
            ])
            .env(CHILD, place.dir.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        // Wherever it is by then.
        std::thread::park_timeout(Duration::from_millis(round * 2));
        child.kill().unwrap();
        child.wait().unwrap();

        let conn = place.raw();
        let ask = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        let version = ask("PRAGMA user_version");
        let tables = ask("SELECT count(*) FROM sqlite_schema WHERE name = 'search_queue'");
        assert!(
            [(1, 0), (9, 1)].contains(&(version, tables)),
            "{version}, {tables}"
        );
        let sound: String = conn
            .query_row("PRAGMA quick_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(sound, "ok");
        drop(conn);
        let (store, _notes) = place.open();
        assert_eq!(words(&store, KEY).await.len(), UPDATES);
        assert_eq!(store.search("word7 ", 5).await.unwrap().len(), 1);
    }
}
