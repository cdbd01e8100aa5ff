//! What is printed of a page that holds a live blog.

use serde_json::Value;

use super::{fixture, newswire, outcome};

const BASE: &str = "https://post.example/live/bridge";

/// What a command prints of the page, which it can read.
fn printed(arguments: &[&str]) -> String {
    let home = tempfile::tempdir().unwrap();
    let page = fixture("pages/structured_minimal.html");
    let mut command = newswire(home.path());
    command.args(
        arguments
            .iter()
            .map(|argument| argument.replace("PAGE", &page)),
    );
    let (status, stdout, stderr) = outcome(&mut command);
    assert_eq!((status, stderr.as_str()), (0, ""), "{arguments:?}");
    stdout
}

fn feed(arguments: &[&str]) -> Value {
    serde_json::from_str(&printed(arguments)).unwrap()
}

#[test]
fn text_is_what_print_writes_unless_it_is_told_otherwise() {
    let text = printed(&["print", "PAGE"]);
    assert!(
        text.starts_with("Harbour bridge closure: latest\n"),
        "{text}"
    );
    assert!(
        text.contains("\n2025-08-07 02:49  Minister to speak at 11\n"),
        "{text}"
    );
    assert_eq!(text, printed(&["print", "PAGE", "--format", "text"]));
}

#[test]
fn the_reader_without_a_terminal_prints_text() {
    assert_eq!(
        printed(&["PAGE"]).lines().next(),
        Some("Harbour bridge closure: latest")
    );
    let twice = printed(&["PAGE", "PAGE"]);
    assert_eq!(twice.matches("Harbour bridge closure: latest\n").count(), 2);
}

#[test]
fn markdown_has_a_heading_for_the_blog_and_each_update() {
    let markdown = printed(&["print", "PAGE", "--format", "markdown"]);
    assert!(markdown.starts_with("# Harbour bridge closure: latest\n"));
    assert_eq!(
        markdown
            .lines()
            .filter(|line| line.starts_with("## "))
            .count(),
        3
    );
}

#[test]
fn json_is_a_feed_with_the_newest_update_first() {
    let feed = feed(&["print", "PAGE", "--format", "json", "--base-url", BASE]);
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    let items = feed["items"].as_array().unwrap();
    let times: Vec<&str> = items
        .iter()
        .filter_map(|i| i["date_published"].as_str())
        .collect();
    assert_eq!(times.len(), 3);
    assert!(times.is_sorted_by(|a, b| a >= b), "{times:?}");
}

#[test]
fn a_limit_keeps_the_newest() {
    let feed = feed(&[
        "print",
        "PAGE",
        "--format",
        "json",
        "--base-url",
        BASE,
        "--limit",
        "2",
    ]);
    assert_eq!(feed["items"].as_array().unwrap().len(), 2);
    assert_eq!(feed["items"][0]["title"], "Minister to speak at 11");
}

#[test]
fn a_followed_file_is_told_in_records_and_again_when_it_changes() {
    use std::{
        io::{BufRead, BufReader},
        process::{Command, Stdio},
    };

    let home = tempfile::tempdir().unwrap();
    let page = std::fs::read_to_string(fixture("pages/structured_minimal.html")).unwrap();
    let path = home.path().join("live.html");
    std::fs::write(&path, &page).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_newswire"))
        .args(["tail", "live.html", "--since", "all"])
        .args(["--format", "ndjson", "--for", "1m"])
        .env_clear()
        .env("HOME", home.path())
        .current_dir(home.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut records = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map(|line| serde_json::from_str::<Value>(&line.unwrap()).unwrap());

    let first: Vec<Value> = records.by_ref().take(3).collect();
    assert!(first.iter().all(|record| record["change"] == "added"));
    assert_eq!(first[0]["item"]["title"], "Ship strikes the north pier");

    std::fs::write(
        &path,
        page.replace("at 11, her office", "at noon, her office"),
    )
    .unwrap();
    let next = records.next().unwrap();
    assert_eq!(next["change"], "revised");
    assert_eq!(next["item"]["_newswire"]["revision"], 2);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn check_tells_how_the_page_was_recognised() {
    let told = printed(&["check", "PAGE", "--base-url", BASE]);
    assert!(
        told.contains("\nUpdates        3, from 2025-08-07 02:20 +00:00 to "),
        "{told}"
    );
    assert!(told.contains("\nRecognised as  "), "{told}");
}
