//! Sources that cannot be read, and those that hold no live blog.

use std::fs;

use chrono::DateTime;

use super::{fails, fixture, newswire, outcome};

#[test]
fn a_directory_is_named_as_one() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("pages")).unwrap();
    fails(
        newswire(home.path()).args(["print", "pages"]),
        1,
        "This is a directory: pages; name a file or a web address.",
    );
}

#[test]
fn a_missing_file_is_told_with_how_an_address_looks() {
    let home = tempfile::tempdir().unwrap();
    for command in ["print", "tail", "check"] {
        fails(
            newswire(home.path()).args([command, "gone.html"]),
            1,
            "There is no such file: gone.html; a web address begins with https://.",
        );
    }
}

#[test]
fn another_scheme_is_refused() {
    let home = tempfile::tempdir().unwrap();
    for address in [
        "ftp://post.example/live",
        "file:///etc/passwd",
        "gopher://post.example/",
    ] {
        fails(
            newswire(home.path()).args(["print", address]),
            1,
            &format!(
                "Cannot read {address}: a source is an http or https address, a file, or - for \
                 standard input."
            ),
        );
    }
}

#[test]
fn a_file_of_40_megabytes_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let file = fs::File::create(home.path().join("long.html")).unwrap();
    file.set_len(40_000_000).unwrap();
    fails(
        newswire(home.path()).args(["print", "long.html"]),
        1,
        "Cannot read long.html: it is longer than 16 MiB, which is more than any live blog needs.",
    );
}

#[test]
fn what_holds_no_live_blog_ends_with_3_and_names_the_source() {
    let home = tempfile::tempdir().unwrap();
    let page = "<!doctype html><title>A walk</title><h1>A walk</h1><p>It was a fine day.</p>";
    let cases: [(&str, &[u8]); 4] = [
        ("empty.html", b""),
        (
            "picture.png",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0",
        ),
        ("zeros.bin", &[0; 4096]),
        ("article.html", page.as_bytes()),
    ];
    for (name, bytes) in cases {
        fs::write(home.path().join(name), bytes).unwrap();
        for command in ["print", "check", "tail"] {
            let (status, stdout, stderr) = outcome(newswire(home.path()).args([command, name]));
            assert_eq!(status, 3, "{command} {name}: {stderr}");
            assert_eq!(stdout, "", "{command} {name}");
            assert!(
                stderr.starts_with(&format!("newswire: {name}: ")),
                "{stderr}"
            );
            assert_eq!(stderr.lines().count(), 1, "{stderr}");
        }
    }
}

#[test]
fn standard_input_is_a_source() {
    let home = tempfile::tempdir().unwrap();
    let (status, _, stderr) = outcome(
        newswire(home.path())
            .args(["print", "-"])
            .write_stdin("<p>Nothing."),
    );
    assert_eq!(status, 3);
    assert!(stderr.starts_with("newswire: standard input: "), "{stderr}");
}

#[test]
fn a_name_cannot_drive_the_terminal() {
    let home = tempfile::tempdir().unwrap();
    let (_, _, stderr) = outcome(newswire(home.path()).args(["print", "a\u{1b}[2J\u{7}.html"]));
    assert!(!stderr.contains(['\u{1b}', '\u{7}']), "{stderr:?}");
}

#[test]
fn wrong_usage_ends_with_2() {
    let home = tempfile::tempdir().unwrap();
    for arguments in [
        vec!["--frobnicate"],
        vec!["print"],
        vec!["print", "a.html", "--format", "yaml"],
        vec!["print", "a.html", "--base-url", "ftp://post.example/"],
        vec!["tail"],
        vec!["completions", "nosuchshell"],
    ] {
        let (status, stdout, stderr) = outcome(newswire(home.path()).args(&arguments));
        assert_eq!(status, 2, "{arguments:?}: {stderr}");
        assert_eq!(stdout, "", "{arguments:?}");
        assert!(stderr.starts_with("error: "), "{stderr}");
    }
}

#[test]
fn without_a_terminal_the_library_is_the_plain_list() {
    let home = tempfile::tempdir().unwrap();
    let bare = outcome(&mut newswire(home.path()));
    let told = "newswire: Nothing is followed yet: newswire URL follows a live blog.\n";
    assert_eq!(bare, (0, String::new(), told.to_owned()));
    assert_eq!(bare, outcome(newswire(home.path()).arg("list")));
}

#[test]
fn what_needs_a_terminal_says_so_without_one() {
    let home = tempfile::tempdir().unwrap();
    fails(
        newswire(home.path()).arg("demo"),
        2,
        "The demo needs a terminal; newswire print shows a page without one.",
    );
}

#[test]
fn a_file_named_like_a_command_is_a_source_with_its_directory() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("demo"), "<p>Nothing.").unwrap();
    let (status, _, stderr) = outcome(newswire(home.path()).arg("./demo"));
    assert_eq!(status, 3);
    assert!(stderr.starts_with("newswire: ./demo: "), "{stderr}");
}

#[test]
fn nothing_is_left_behind_by_a_command_without_a_history() {
    let home = tempfile::tempdir().unwrap();
    let page = fixture("pages/structured_minimal.html");
    outcome(newswire(home.path()).args(["print", &page]));
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn a_saved_page_without_a_date_is_read_as_of_its_file() {
    let home = tempfile::tempdir().unwrap();
    let update = |n: u32| {
        format!(
            "<article class=post id=post-10{n}><span class=time>{n} hours ago</span><h3>The boat has left quay {n}</h3>\
             <p>Everybody who had waited at quay {n} since dawn is aboard it, says the harbour master.</p></article>"
        )
    };
    let updates: String = (2..6).map(update).collect();
    let page = format!(
        "<title>Boats leave the harbour: live updates</title><main><h1>Boats leave the harbour: live updates</h1>\
         <div class=liveblog>{updates}</div></main>"
    );
    let path = home.path().join("boats.html");
    fs::write(&path, page).unwrap();
    let written = DateTime::from_timestamp(1_582_121_700, 0).unwrap();
    let file = fs::File::options().append(true).open(&path).unwrap();
    file.set_modified(written.into()).unwrap();
    let (status, stdout, stderr) =
        outcome(newswire(home.path()).args(["print", "boats.html", "--format", "json"]));
    assert_eq!(status, 0, "{stderr}");
    let feed: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let newest = &feed["items"][0];
    assert_eq!(newest["date_published"], "2020-02-19T12:15:00+00:00");
    assert_eq!(newest["_newswire"]["time_guessed"], true);
}
