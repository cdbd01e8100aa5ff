//! `tail` under the hands of scripts: killed, closed, interrupted, asked twice.

use std::{
    collections::HashSet,
    fs,
    io::{BufRead, BufReader, Lines},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use super::{fails, newswire, outcome};

/// A live blog of so many updates, of which some say something else in a later edition.
fn page(updates: &[(usize, usize)]) -> String {
    let update = |(number, edition): &(usize, usize)| {
        format!(
            "{{\"@type\":\"BlogPosting\",\"@id\":\"u{number}\",\"headline\":\"Update {number}\",\
             \"datePublished\":\"2025-08-07T{:02}:{:02}:00Z\",\
             \"articleBody\":\"What happened in edition {edition} of update {number}.\"}}",
            number / 60,
            number % 60
        )
    };
    let updates: Vec<String> = updates.iter().rev().map(update).collect();
    format!(
        "<!doctype html><title>Live: Pier</title><script type=application/ld+json>\
         {{\"@type\":\"LiveBlogPosting\",\"headline\":\"Pier\",\"liveBlogUpdate\":[{}]}}</script>",
        updates.join(",")
    )
}

fn write(home: &Path, updates: &[(usize, usize)]) {
    fs::write(home.join("live.html"), page(updates)).unwrap();
}

fn start(home: &Path, options: &[&str]) -> (Child, Lines<BufReader<ChildStdout>>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_newswire"))
        .args(["tail", "live.html", "--format", "ndjson"])
        .args(options)
        .env_clear()
        .env("HOME", home)
        .current_dir(home)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    (child, lines)
}

/// Names a record without its blog.
fn id(line: &str) -> String {
    let record: Value = serde_json::from_str(line).unwrap();
    let id = record["id"].as_str().unwrap();
    id.split_once('/').unwrap().1.to_owned()
}

#[test]
fn what_kills_interrupt_is_told_by_the_next_and_nothing_twice() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let mut random = fastrand::Rng::with_seed(11);
    let mut updates: Vec<(usize, usize)> = vec![(1, 1)];
    let (mut told, mut expected): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    expected.push("u1/1/added".to_owned());
    for round in 0..20 {
        if round > 0 {
            // An edit of what nobody has read yet is none that a follower can see.
            let is_told = |(number, edition): &(usize, usize)| {
                let word = if *edition > 1 { "revised" } else { "added" };
                told.contains(&format!("u{number}/{edition}/{word}"))
            };
            let known: Vec<usize> = (0..updates.len())
                .filter(|place| is_told(&updates[*place]))
                .collect();
            if !known.is_empty() {
                let edited = known[random.usize(0..known.len())];
                updates[edited].1 += 1;
                let (number, edition) = updates[edited];
                expected.push(format!("u{number}/{edition}/revised"));
            }
            for _ in 0..random.usize(1..4) {
                let number = updates.len() + 1;
                updates.push((number, 1));
                expected.push(format!("u{number}/1/added"));
            }
        }
        write(home, &updates);
        let (mut child, mut lines) = start(home, &["--since", "all"]);
        let heard = random.usize(1..3).min(expected.len() - told.len());
        for _ in 0..heard {
            told.push(id(&lines.next().unwrap().unwrap()));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What it said before it died. A record that the kill cut is none.
        told.extend(
            lines
                .map_while(Result::ok)
                .filter(|line| line.ends_with('}'))
                .map(|line| id(&line)),
        );
    }
    let (mut child, mut lines) = start(home, &["--since", "all"]);
    let known: HashSet<String> = told.iter().cloned().collect();
    let mut left = expected.iter().filter(|id| !known.contains(*id)).count();
    while left > 0 {
        let id = id(&lines.next().unwrap().unwrap());
        left -= usize::from(!known.contains(&id));
        told.push(id);
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let mut seen = HashSet::new();
    for id in &told {
        assert!(seen.insert(id), "{id} twice: {told:?}");
    }
    expected.sort();
    let mut heard: Vec<String> = seen.into_iter().cloned().collect();
    heard.sort();
    assert_eq!(heard, expected);
}

#[test]
fn what_was_removed_while_nobody_listened_is_told() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), &[(1, 1), (2, 1), (3, 1)]);
    let (mut child, mut lines) = start(home.path(), &["--since", "all"]);
    assert_eq!(lines.by_ref().take(3).count(), 3);
    child.kill().unwrap();
    child.wait().unwrap();
    write(home.path(), &[(1, 1), (3, 1), (4, 1)]);
    let (mut child, mut lines) = start(home.path(), &[]);
    assert_eq!(id(&lines.next().unwrap().unwrap()), "u4/1/added");
    write(home.path(), &[(1, 1), (3, 1), (4, 1), (5, 1)]);
    let mut told: Vec<String> = lines
        .by_ref()
        .take(2)
        .map(|line| id(&line.unwrap()))
        .collect();
    told.sort();
    assert_eq!(told, ["u2/1/retracted", "u5/1/added"]);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_reader_that_leaves_a_calm_blog_ends_it() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), &[(1, 1)]);
    let (mut child, mut lines) = start(home.path(), &["--since", "all"]);
    assert!(lines.next().unwrap().is_ok());
    drop(lines);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn signals_end_it_with_the_status_that_shells_give_them_and_leave_the_history_closed() {
    for (signal, status) in [(Signal::INT, 130), (Signal::TERM, 143)] {
        let home = tempfile::tempdir().unwrap();
        write(home.path(), &[(1, 1)]);
        let (mut child, mut lines) = start(home.path(), &["--since", "all"]);
        assert!(lines.next().unwrap().is_ok());
        kill_process(Pid::from_child(&child), signal).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(status));
        let (status, stdout, stderr) = outcome(newswire(home.path()).arg("list"));
        assert_eq!((status, stderr.as_str()), (0, ""), "{stdout}");
    }
}

#[test]
fn two_of_one_place_do_not_share_the_records() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), &[(1, 1)]);
    let (mut child, mut lines) = start(home.path(), &["--since", "all"]);
    assert!(lines.next().unwrap().is_ok());
    fails(
        newswire(home.path()).args(["tail", "live.html"]),
        1,
        "Another newswire tail is already following live.html under this name; give this one its own \
         with --as NAME.",
    );
    let other = ["--since", "all", "--as", "other"];
    let (mut second, mut lines) = start(home.path(), &other);
    assert_eq!(id(&lines.next().unwrap().unwrap()), "u1/1/added");
    for child in [&mut child, &mut second] {
        child.kill().unwrap();
        child.wait().unwrap();
    }
}

#[test]
fn standard_input_is_told_whole_and_key_events_alone_where_that_is_asked() {
    let home = tempfile::tempdir().unwrap();
    let tail = ["tail", "-", "--format", "ndjson"];
    let page = page(&[(1, 1), (2, 1)]);
    let (status, stdout, _) = outcome(newswire(home.path()).args(tail).write_stdin(page.clone()));
    assert_eq!((status, stdout.lines().count()), (0, 2), "{stdout}");
    let alerts = ["tail", "-", "--format", "ndjson", "--alerts-only"];
    let (status, stdout, _) = outcome(newswire(home.path()).args(alerts).write_stdin(page));
    assert_eq!((status, stdout.as_str()), (0, ""));
}

#[test]
fn text_names_publisher_clock_and_headline() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), &[(1, 1)]);
    let page = fs::read_to_string(home.path().join("live.html")).unwrap();
    let tail = newswire(home.path())
        .args(["tail", "-"])
        .write_stdin(page)
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8(tail.stdout).unwrap(),
        "Pier · 2025-08-07 00:01 · Update 1\n    What happened in edition 1 of update 1.\n\n"
    );
}
