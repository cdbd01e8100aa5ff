//! A process that is killed while it writes loses nothing that was acknowledged.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
};

use newswire::{model::EntryId, store::Store};

use super::{KEY, Place, at, edited, item, poll};

/// Names the directory that a child process writes to.
const CHILD: &str = "NEWSWIRE_TEST_HISTORY";

const ROUNDS: usize = 40;

/// Not a test by itself: what the child process of the next test does.
#[tokio::test]
async fn child_writes_until_it_is_killed() {
    let Ok(dir) = std::env::var(CHILD) else {
        return;
    };
    let (store, _) = Store::open(Some(Path::new(&dir)), at(0));
    let known = store.load(KEY).await.unwrap().map_or(0, |s| s.total);
    let mut out = std::io::stdout();
    for number in i64::try_from(known).unwrap().. {
        let first = item(number, &super::long(number));
        store
            .save_poll(KEY, poll(at(2 * number), vec![first.clone()]))
            .await
            .unwrap();
        writeln!(out, "saved {number}").unwrap();
        let second = edited(&first, at(2 * number + 1), "Edited.");
        store
            .save_poll(KEY, poll(at(2 * number + 1), vec![second]))
            .await
            .unwrap();
        writeln!(out, "edited {number}").unwrap();
        let read = vec![(EntryId::new(&format!("update-{number}")), true)];
        store.mark_read(KEY, read).await.unwrap();
        writeln!(out, "read {number}").unwrap();
    }
}

#[tokio::test]
async fn nothing_acknowledged_is_lost_to_a_kill() {
    let place = Place::new();
    let mut random = fastrand::Rng::with_seed(4);
    let mut acknowledged: Vec<String> = Vec::new();
    for round in 0..ROUNDS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "kill::child_writes_until_it_is_killed",
                "--nocapture",
            ])
            .env(CHILD, place.dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut wanted = random.usize(1..40);
        let mut acknowledge = |line: String| {
            let known = ["saved ", "edited ", "read "]
                .iter()
                .any(|word| line.starts_with(word));
            if known {
                acknowledged.push(line);
            }
            known
        };
        while wanted > 0 {
            let line = lines.next().unwrap().unwrap();
            wanted -= usize::from(acknowledge(line));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What it said before it died, and was not heard yet. A line cut by the kill names no update.
        for line in lines.map_while(Result::ok) {
            acknowledge(line);
        }

        let (store, notes) = place.open();
        assert_eq!(notes.len(), 1, "round {round}: {notes:?}");
        assert!(
            notes[0].contains("everything it saved is here"),
            "{notes:?}"
        );
        let stored = store.load(KEY).await.unwrap().unwrap();
        assert_eq!(stored.unreadable, 0);
        for line in &acknowledged {
            let (what, number) = line.split_once(' ').unwrap();
            let id = EntryId::new(&format!("update-{number}"));
            let held = stored
                .timeline
                .get(&id)
                .unwrap_or_else(|| panic!("round {round}: {line}"));
            let kept = match what {
                "edited" => held.revision() == 2,
                "read" => held.read,
                _ => true,
            };
            assert!(kept, "round {round}: {line} is lost");
        }
        let unread = stored
            .timeline
            .items()
            .iter()
            .filter(|item| !item.read)
            .count();
        assert_eq!(
            (stored.total, stored.unread),
            (stored.timeline.items().len(), unread)
        );
        store.close().await.unwrap();
    }
    let verdict: String = place
        .raw()
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(verdict, "ok");
    assert!(acknowledged.len() > ROUNDS * 5);
}
