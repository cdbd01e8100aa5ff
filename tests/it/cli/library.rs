//! The library from scripts: following, pausing, putting away, forgetting, and what is told of it.

use std::{fs, path::Path};

use serde_json::Value;

use super::{fails, fixture, newswire, outcome};

/// Runs a command that has to succeed; returns what it wrote.
#[track_caller]
fn done(home: &Path, arguments: &[&str]) -> String {
    let (status, stdout, stderr) = outcome(newswire(home).args(arguments));
    assert_eq!((status, stderr.as_str()), (0, ""), "{arguments:?}");
    stdout
}

fn listed(home: &Path) -> Vec<Value> {
    let list: Value = serde_json::from_str(&done(home, &["list", "--format", "json"])).unwrap();
    list["blogs"].as_array().unwrap().clone()
}

fn with_page() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::copy(
        fixture("pages/structured_minimal.html"),
        home.path().join("live.html"),
    )
    .unwrap();
    home
}

#[test]
fn every_command_says_alike_how_a_blog_of_long_ago_stands() {
    let home = with_page();
    let home = home.path();
    done(home, &["follow", "live.html"]);
    for arguments in [
        &["print", "live.html"][..],
        &["print", "live.html", "--format", "markdown"],
        &["print", "live.html", "--since", "all"],
        &["export", "live.html"],
        &["export", "live.html", "--format", "html"],
        &["list"],
    ] {
        let told = done(home, arguments);
        let head = &told[..told.len().min(3000)];
        assert!(
            head.contains("ended") && !head.contains("quiet"),
            "{arguments:?}: {head}"
        );
    }
    let told = done(home, &["check", "live.html"]);
    assert!(told.contains("Status         ended\n"), "{told}");
    for arguments in [
        &["print", "live.html", "--format", "json"][..],
        &["export", "live.html", "--format", "json"],
        &[
            "tail",
            "live.html",
            "--since",
            "all",
            "--format",
            "ndjson",
            "--until-end",
        ],
    ] {
        let told = done(home, arguments);
        assert!(
            told.contains(r#""status":"ended""#) || told.contains(r#""status": "ended""#),
            "{told}"
        );
    }
}

#[test]
fn a_blog_is_followed_paused_put_away_and_forgotten() {
    let home = with_page();
    let home = home.path();
    assert!(listed(home).is_empty());
    let told = done(home, &["follow", "live.html"]);
    assert!(told.starts_with("Now following "), "{told}");
    let blogs = listed(home);
    assert_eq!((blogs.len(), &blogs[0]["total"]), (1, &Value::from(3)));
    assert_eq!(blogs[0]["unread"], 3);
    // Months after its last update a blog has ended, whatever its page says, and both lists say so.
    assert_eq!(blogs[0]["status"], "ended");
    let told = done(home, &["list"]);
    assert!(told.starts_with("[ended] "), "{told}");
    for (command, mark) in [("pause", "paused"), ("archive", "archived")] {
        done(home, &[command, "live.html"]);
        assert_eq!(listed(home)[0][mark], true);
        done(home, &[command, "live.html", "--undo"]);
        assert_eq!(listed(home)[0][mark], false);
        done(home, &[command, "live.html"]);
        let told = done(home, &["follow", "live.html"]);
        assert!(told.starts_with("Already following "), "{told}");
        assert_eq!(listed(home)[0][mark], false, "it is taken up again");
    }
    let told = done(home, &["forget", "live.html"]);
    assert!(told.ends_with(" with 3 updates.\n"), "{told}");
    assert!(listed(home).is_empty());
    for command in ["pause", "archive", "forget"] {
        fails(
            newswire(home).args([command, "live.html"]),
            1,
            "live.html is not followed; newswire list shows what is.",
        );
    }
}

#[test]
fn one_source_that_cannot_be_followed_leaves_the_others() {
    let home = with_page();
    fs::write(home.path().join("walk.html"), "<p>It was a fine day.").unwrap();
    let follow = ["follow", "walk.html", "live.html", "-"];
    let (status, stdout, stderr) = outcome(newswire(home.path()).args(follow));
    assert_eq!(status, 2, "{stderr}");
    assert_eq!(stdout.lines().count(), 1, "{stdout}");
    assert_eq!(stderr.lines().count(), 2, "{stderr}");
    assert_eq!(listed(home.path()).len(), 1);
}

#[test]
fn a_file_goes_out_and_comes_in_by_the_name_that_the_history_gives_it() {
    let home = with_page();
    let home = home.path();
    done(home, &["follow", "live.html"]);
    fs::write(home.join("mine.opml"), done(home, &["export", "--opml"])).unwrap();
    done(home, &["forget", "live.html"]);
    let told = done(home, &["import", "mine.opml"]);
    assert_eq!(told, "Now following 1 more live blog.\n");
    assert_eq!(listed(home).len(), 1);
}

#[test]
fn addresses_come_and_go_as_opml_and_as_lists() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let nothing = "You follow no live blogs yet; newswire follow URL adds one.";
    fails(newswire(home).args(["export", "--opml"]), 1, nothing);
    let list = "# mine\nhttps://post.example/live/1\nhttps://post.example/live/2?a=1&b=2\n";
    fs::write(home.join("mine.txt"), list).unwrap();
    let told = done(home, &["import", "mine.txt"]);
    assert_eq!(told, "Now following 2 more live blogs.\n");
    let told = done(home, &["import", "mine.txt"]);
    assert_eq!(
        told,
        "Now following 0 more live blogs; 2 were already followed.\n"
    );
    let opml = done(home, &["export", "--opml"]);
    let elsewhere = tempfile::tempdir().unwrap();
    let (status, told, stderr) = outcome(
        newswire(elsewhere.path())
            .args(["import", "-"])
            .write_stdin(opml),
    );
    assert_eq!((status, stderr.as_str()), (0, ""), "{told}");
    let mut addresses: Vec<String> = listed(elsewhere.path())
        .iter()
        .map(|blog| blog["address"].as_str().unwrap().to_owned())
        .collect();
    addresses.sort();
    assert_eq!(
        addresses,
        [
            "https://post.example/live/1",
            "https://post.example/live/2?a=1&b=2"
        ]
    );
    fs::write(home.join("page.html"), "<html><p>No.").unwrap();
    let (status, _, stderr) = outcome(newswire(home).args(["import", "page.html"]));
    assert_eq!(status, 1);
    assert!(
        stderr.starts_with("newswire: Cannot read page.html: not a valid OPML file"),
        "{stderr}"
    );
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
}

#[test]
fn the_status_is_told_from_the_history_alone() {
    let home = with_page();
    let home = home.path();
    assert_eq!(done(home, &["status"]), "no live blogs followed\n");
    assert_eq!(fs::read_dir(home).unwrap().count(), 1, "nothing is made");
    done(home, &["follow", "live.html"]);
    let newest = "Minister to speak at 11";
    let text = done(home, &["status"]);
    assert!(text.starts_with("3 unread · "), "{text}");
    assert!(text.ends_with(&format!(": {newest}\n")), "{text}");
    assert_eq!(
        done(home, &["status", "--format", "tmux"]),
        format!("3 {newest}\n")
    );
    for format in ["json", "waybar"] {
        let line = done(home, &["status", "--format", format]);
        assert_eq!(line.lines().count(), 1);
        let value: Value = serde_json::from_str(&line).unwrap();
        if format == "json" {
            assert_eq!(value["unread"], 3);
            assert_eq!(value["newest"]["title"], newest);
            assert_eq!(value["blogs"][0]["unread"], 3);
            continue;
        }
        assert_eq!(
            (&value["text"], &value["class"]),
            (&"3".into(), &"unread".into())
        );
        // waybar-custom(5) reads these, all of them strings.
        let members = value.as_object().unwrap();
        let names: Vec<&str> = members.keys().map(String::as_str).collect();
        assert_eq!(names, ["text", "alt", "tooltip", "class"]);
        assert!(members.values().all(Value::is_string), "{line}");
    }
    done(home, &["archive", "live.html"]);
    assert_eq!(done(home, &["status"]), "no live blogs followed\n");
    assert_eq!(done(home, &["status", "--format", "tmux"]), "\n");
}

#[test]
fn a_limit_says_of_how_many() {
    let home = with_page();
    let told = done(home.path(), &["print", "live.html", "--limit", "2"]);
    assert!(told.contains(" · 2 of 3 updates · "), "{told}");
    let told = done(home.path(), &["print", "live.html", "--limit", "5"]);
    assert!(told.contains(" · 3 updates · "), "{told}");
}
