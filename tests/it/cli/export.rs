//! `newswire export`: the history on standard output.

use std::{path::Path, sync::Arc};

use chrono::{DateTime, Utc};
use newswire::{
    model::{
        Body, Clean, Entry, EntryId, Item, LiveBlog, Marks, OrderKey, Presence, Revision, Stamp,
        Status, TimeBasis, Validators, WebUrl,
    },
    store::{PollRecord, Store},
};
use serde_json::Value;

use super::{fails, newswire, outcome};

const KEY: &str = "https://news.example/live/bridge";

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_750_000_000 + seconds, 0).unwrap()
}

fn entry(number: i64, words: &str) -> Arc<Entry> {
    Arc::new(Entry {
        id: EntryId::new(&format!("update-{number}")),
        label: None,
        headline: Some(Clean::line(&format!("Update {number} <b>"))),
        body: Body::from_plain(words),
        published: Some(Stamp::new(at(number).fixed_offset(), TimeBasis::Markup)),
        modified: None,
        authors: Vec::new(),
        permalink: WebUrl::parse(&format!("{KEY}#update-{number}")).ok(),
        marks: Marks::default(),
        provenance: newswire::model::Provenance::default(),
    })
}

/// An update with these revisions, oldest first.
fn item(number: i64, revisions: &[&str]) -> Item {
    let (newest, earlier) = revisions.split_last().unwrap();
    let earlier = earlier.iter().zip(0..).map(|(words, after)| Revision {
        number: usize::try_from(after).unwrap() + 1,
        entry: entry(number, words),
        seen: at(number + 60 * after),
    });
    Item {
        entry: entry(number, newest),
        seen: at(number + 600),
        earlier: earlier.collect(),
        order: OrderKey {
            at: at(number).timestamp_millis(),
            poll: 1,
            rank: 0,
        },
        presence: Presence::OnPage,
        read: false,
        read_as: None,
        changed_since_read: false,
        bookmarked: false,
        memory: newswire::model::WitnessMemory::default(),
    }
}

const FIRST: &str = "Three people were hurt.";
const SECOND: &str = "Four people were hurt.";
const THIRD: &str = "Four people were hurt, one of them badly.";

/// Opens a history and fills it with two updates, one of them edited twice.
async fn filled(dir: &Path) -> Store {
    let (store, notes) = Store::open(Some(dir), at(0));
    assert_eq!(notes, []);
    store.follow(KEY, KEY, at(0)).await.unwrap();
    for (seconds, headline) in [(700, "Ship strikes bridge"), (800, "Bridge closed")] {
        let blog = LiveBlog {
            headline: Clean::line(headline),
            language: Clean::line("en"),
            status: Status::Live,
            ..LiveBlog::default()
        };
        let items = vec![
            item(1, &["Nobody knows."]),
            item(2, &[FIRST, SECOND, THIRD]),
        ];
        let brought = (Some(blog), items);
        let record = PollRecord::new(at(seconds), Validators::default(), false, brought, None);
        store.save_poll(KEY, record).await.unwrap();
    }
    store
}

/// Exports what a reader keeps open the while.
fn exported(arguments: &[&str]) -> String {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let reader = runtime.block_on(filled(&data));
    let mut command = newswire(home.path());
    command.arg("--data-dir").arg(&data).args(["export", KEY]);
    let (status, stdout, stderr) = outcome(command.args(arguments));
    assert_eq!((status, stderr.as_str()), (0, ""));
    runtime.block_on(async {
        // The reader goes on as if nothing had been.
        reader
            .mark_read(KEY, vec![(EntryId::new("update-1"), true)])
            .await
            .unwrap();
        let kept = reader.load(KEY).await.unwrap().unwrap();
        assert_eq!((kept.total, kept.unread), (2, 1));
        reader.close().await.unwrap();
    });
    stdout
}

#[test]
fn json_holds_every_revision() {
    let feed: Value =
        serde_json::from_str(&exported(&["--format", "json", "--revisions"])).unwrap();
    let texts = |item: &Value| -> Vec<String> {
        let revisions = item["_newswire"]["revisions"].as_array().unwrap();
        let text = |revision: &Value| revision["text"].as_str().unwrap().to_owned();
        revisions.iter().map(text).collect()
    };
    assert_eq!(
        texts(&feed["items"][0]),
        [FIRST, SECOND, THIRD],
        "newest first"
    );
    assert_eq!(texts(&feed["items"][1]), ["Nobody knows."]);
    let revisions = &feed["items"][0]["_newswire"]["revisions"];
    assert_eq!(revisions[1]["changed"][0], "figures");
    assert_eq!(revisions[1]["seen"], "2025-06-15T15:07:42+00:00");
    assert_eq!(feed["_newswire"]["headlines"].as_array().unwrap().len(), 2);
    assert_eq!(feed["title"], "Bridge closed");
    assert_eq!(feed["feed_url"], KEY);
}

#[test]
fn json_without_revisions_is_a_plain_feed() {
    let feed: Value = serde_json::from_str(&exported(&["--format", "json"])).unwrap();
    assert_eq!(feed["items"].as_array().unwrap().len(), 2);
    assert_eq!(feed["items"][0]["_newswire"].get("revisions"), None);
    assert_eq!(feed["items"][0]["_newswire"]["revision"], 3);
}

#[test]
fn markdown_is_what_is_written_where_nothing_is_said() {
    let text = exported(&["--revisions"]);
    assert!(text.starts_with("# Bridge closed\n"), "{text}");
    for words in [FIRST, SECOND, THIRD, "significant: figures"] {
        assert!(text.contains(words), "{words} is missing from\n{text}");
    }
    let text = exported(&[]);
    assert!(text.contains(THIRD) && !text.contains(FIRST));
}

#[test]
fn html_marks_what_was_removed_and_what_was_added() {
    let html = exported(&["--format", "html", "--revisions"]);
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    assert!(
        html.contains("<del>Three</del> <ins>Four</ins> people were hurt."),
        "{html}"
    );
    assert!(html.contains("Update 2 &lt;b&gt;") && !html.contains("<b>"));
    assert!(html.ends_with("</html>\n"));
}

#[test]
fn a_source_that_is_not_in_the_history_is_told_in_a_sentence() {
    let home = tempfile::tempdir().unwrap();
    for format in ["markdown", "json", "html"] {
        let mut command = newswire(home.path());
        command.args(["export", "https://other.example/live", "--format", format]);
        fails(
            &mut command,
            1,
            "https://other.example/live is not in the history; newswire list shows what is.",
        );
    }
    let mut command = newswire(home.path());
    let (status, _, _) = outcome(command.args(["export", KEY, "--format", "pdf"]));
    assert_eq!(status, 2, "wrong usage");
}
