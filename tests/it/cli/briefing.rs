//! `newswire print --since-left` and `--since`: what happened, in brief.

use std::{fs, path::Path};

use chrono::{DateTime, TimeDelta, Utc};
use newswire::{
    fetch::Source,
    model::{EntryId, Timeline, Validators},
    source::{self, Page},
    store::{Place, PlaceFilter, PollRecord, Store},
};
use serde_json::Value;

use super::{fails, newswire, outcome};

/// A page of updates, each an id, its minute of 2025-08-07 02:00 UTC, and its text.
fn page(updates: &[(&str, u32, &str)]) -> String {
    let updates: Vec<String> = updates
        .iter()
        .map(|(id, minute, text)| {
            format!(
                r#"{{"@type": "BlogPosting", "headline": "Update {id}", "articleBody": "{text}",
                "url": "https://post.example/live#{id}", "@id": "https://post.example/live#{id}",
                "datePublished": "2025-08-07T02:{minute:02}:00Z"}}"#
            )
        })
        .collect();
    format!(
        r#"<html lang="en"><title>Bridge</title><script type="application/ld+json">{{"@context": "https://schema.org",
        "@type": "LiveBlogPosting", "headline": "Bridge closed", "url": "https://post.example/live",
        "liveBlogUpdate": [{}]}}</script></html>"#,
        updates.join(",")
    )
}

const HURT: &str = "The office says that three people were hurt on the bridge.";
const MORE_HURT: &str = "The office says that twelve people were hurt on the bridge.";

fn before() -> String {
    page(&[("b", 10, "Ferries go every hour now."), ("a", 5, HURT)])
}

fn after() -> String {
    page(&[
        ("d", 40, "The minister speaks at eleven."),
        ("c", 30, "Ferries are doubled until Sunday."),
        ("b", 10, "Ferries go every hour now."),
        ("a", 5, MORE_HURT),
    ])
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

/// Keeps the page as it was when the reader left, all of it read.
fn keep(data: &Path, file: &Path, left: DateTime<Utc>) {
    let extraction = source::extract(&Page {
        bytes: before().as_bytes(),
        content_type: Some("text/html"),
        address: None,
        fetched_at: left,
        saved: None,
        cancellation: None,
    });
    let mut timeline = Timeline::default();
    timeline.merge(&extraction.unwrap().snapshot, left - TimeDelta::minutes(1));
    let ids: Vec<EntryId> = timeline
        .items()
        .iter()
        .map(|item| item.entry.id.clone())
        .collect();
    let marks = ids.iter().map(|id| (id.clone(), true)).collect();
    let key = Source::parse(file.to_str().unwrap(), None).unwrap().key();
    let at = left - TimeDelta::minutes(1);
    let brought = (Some(timeline.blog.clone()), timeline.items().to_vec());
    let record = PollRecord::new(at, Validators::default(), true, brought, None);
    let place = Place {
        entry: ids[0].clone(),
        byte: 0,
        lead: 0,
        oldest_first: false,
        selected: None,
        reading: 0,
        density: None,
        filter: PlaceFilter::default(),
        left,
    };
    runtime().block_on(async {
        let (store, _) = Store::open(Some(data), left);
        store.follow(&key, &key, left).await.unwrap();
        store.save_poll(&key, record).await.unwrap();
        store.mark_read(&key, marks).await.unwrap();
        store.save_place(&key, place).await.unwrap();
        store.close().await.unwrap();
    });
}

#[expect(
    clippy::disallowed_methods,
    reason = "the program that is tried reads the clock of the machine"
)]
fn an_hour_ago() -> DateTime<Utc> {
    Utc::now() - TimeDelta::hours(1)
}

/// What is printed for who left the page an hour ago.
fn brief(arguments: &[&str]) -> (i32, String, String) {
    let home = tempfile::tempdir().unwrap();
    let (data, file) = (home.path().join("data"), home.path().join("live.html"));
    fs::write(&file, after()).unwrap();
    keep(&data, &file, an_hour_ago());
    let mut command = newswire(home.path());
    command.arg("--data-dir").arg(&data).arg("print").arg(&file);
    outcome(command.args(arguments))
}

#[test]
fn what_happened_since_i_left_is_told_with_what_i_had_read() {
    let (status, stdout, stderr) = brief(&["--since-left"]);
    assert_eq!((status, stderr.as_str()), (0, ""));
    assert!(
        stdout.contains(": 2 new updates, 1 changed since you read it"),
        "{stdout}"
    );
    let lines = [
        "2025-08-07 02:00",
        "2025-08-07 02:40  Update d",
        "    https://post.example/live#d",
        "2025-08-07 02:30  Update c",
        "Changed since you read it",
        "2025-08-07 02:05  Update a",
        "    significant: figures",
    ];
    let places: Vec<Option<usize>> = lines.iter().map(|line| stdout.find(line)).collect();
    assert!(
        places.is_sorted() && places[0].is_some(),
        "{places:?}\n{stdout}"
    );
    assert!(!stdout.contains("Update b"));
}

#[test]
fn markdown_links_each_line_and_json_tells_why_each_is_there() {
    let (_, stdout, _) = brief(&["--since-left", "--format", "markdown"]);
    assert!(
        stdout.contains("- 2025-08-07 02:40 [Update d](<https://post.example/live#d>)"),
        "{stdout}"
    );
    let (_, stdout, _) = brief(&["--since-left", "--format", "json"]);
    let feed: Value = serde_json::from_str(&stdout).unwrap();
    let titles: Vec<&str> = feed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["Update d", "Update c", "Update a"]);
    let told = &feed["_newswire"]["briefing"];
    assert_eq!(told["by"], "left");
    assert_eq!(told["changed"][0]["id"], feed["items"][2]["id"]);
    assert_eq!(told["changed"][0]["matters"][0], "figures");
}

#[test]
fn what_is_not_kept_is_told_as_a_whole_and_that_is_said() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("live.html");
    fs::write(&file, after()).unwrap();
    let mut command = newswire(home.path());
    let (status, stdout, stderr) = outcome(command.arg("print").arg(&file).arg("--since-left"));
    assert_eq!(status, 0);
    assert!(stderr.contains("not known when you left"), "{stderr}");
    assert!(stdout.contains("So far: 4 updates"), "{stdout}");
}

#[test]
fn a_moment_needs_no_history() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("live.html");
    fs::write(&file, after()).unwrap();
    let since = |when: &str| {
        let mut command = newswire(home.path());
        outcome(command.arg("print").arg(&file).args(["--since", when])).1
    };
    assert!(since("2025-08-07T02:30:00Z").contains(": 2 new updates"));
    assert!(since("2h").contains(": no new updates"));
    assert!(since("all").contains("So far: 4 updates"));
}

#[test]
fn a_page_that_cannot_be_read_is_told_from_the_history_and_fails() {
    let home = tempfile::tempdir().unwrap();
    let (data, file) = (home.path().join("data"), home.path().join("live.html"));
    fs::write(&file, "no page").unwrap();
    keep(&data, &file, an_hour_ago());
    let mut command = newswire(home.path());
    command.arg("--data-dir").arg(&data).arg("print").arg(&file);
    let (status, stdout, stderr) = outcome(command.args(["--since", "all"]));
    assert_eq!(status, 3);
    assert!(stdout.contains("So far: 2 updates"), "{stdout}");
    assert!(stderr.contains("live.html"), "{stderr}");
}

#[test]
fn a_replay_without_a_terminal_says_what_to_do() {
    let home = tempfile::tempdir().unwrap();
    fails(
        newswire(home.path()).args(["replay", "live.html"]),
        2,
        "A replay needs a terminal; newswire print shows a page without one.",
    );
}
