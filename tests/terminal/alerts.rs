//! Alerts as a terminal gets them, and as the reader's own command does.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::session::Session;

/// A headline that tries to drive the terminal, in JSON.
const HOSTILE: &str = r"4;1;50;\u001b]0;owned\u0007 Pier shut\u009c\u202e; notify";

/// A terminal that shows notifications by OSC 777 and has no desktop.
const FOOT: [(&str, &str); 3] = [
    ("TERM", "foot"),
    ("DBUS_SESSION_BUS_ADDRESS", ""),
    ("XDG_RUNTIME_DIR", ""),
];

/// Writes a live blog with updates of these headlines, the newest first.
fn write(page: &Path, headlines: &[&str]) {
    let count = headlines.len();
    let update = |(n, headline): (usize, &&str)| {
        let minute = count - n;
        format!(
            r##"{{"@type":"BlogPosting","@id":"#u{minute}","headline":"{headline}","articleBody":"Text {minute}.",
                "datePublished":"2025-08-07T04:{minute:02}:00Z"}}"##
        )
    };
    let updates: Vec<String> = headlines.iter().enumerate().map(update).collect();
    let text = format!(
        r#"<!doctype html><title>Bridge</title><script type="application/ld+json">
        {{"@context":"https://schema.org","@type":"LiveBlogPosting","headline":"Bridge live",
          "coverageStartTime":"2025-08-07T04:00:00Z","liveBlogUpdate":[{}]}}</script>"#,
        updates.join(",")
    );
    fs::write(page, text).unwrap();
}

/// Where a reader's files are, with settings that alert of everything.
fn home(more: &str) -> (Arc<tempfile::TempDir>, PathBuf) {
    let home = Arc::new(tempfile::tempdir().unwrap());
    let folder = home.path().join("newswire");
    fs::create_dir_all(&folder).unwrap();
    let settings = format!("[alerts]\nrules = [{{ on = \"any\" }}]\n{more}\n");
    fs::write(folder.join("config.toml"), settings).unwrap();
    let page = home.path().join("bridge.html");
    (home, page)
}

fn open(home: &Arc<tempfile::TempDir>, page: &Path, environment: &[(&str, &str)]) -> Session {
    let mut session = Session::start_at(Arc::clone(home), &[page.to_str().unwrap()], environment);
    session.wait_for_text("Bridge live");
    session.wait_for_text("First");
    session.type_keys("\x1b[O");
    session
}

/// The texts of the notifications that the terminal was given.
fn notifications(session: &Session) -> Vec<String> {
    let written = session.written.lock().unwrap().clone();
    let written = String::from_utf8_lossy(&written).into_owned();
    let parts = written.split("\x1b]777;notify;").skip(1);
    parts
        .map(|part| part.split("\x1b\\").next().unwrap().to_owned())
        .collect()
}

/// Counts the bells, without those bytes that only end a title.
fn bells(session: &Session) -> usize {
    let written = session.written.lock().unwrap().clone();
    let written = String::from_utf8_lossy(&written).into_owned();
    let mut parts = written.split("\x1b]");
    let first = parts.next().unwrap_or_default().matches('\x07').count();
    let behind = |part: &str| {
        let end = part
            .find(['\x07', '\x1b'])
            .map_or(part.len(), |end| end + 1);
        part[end..].matches('\x07').count()
    };
    first + parts.map(behind).sum::<usize>()
}

#[test]
fn a_hostile_headline_is_told_whole_once_and_drives_nothing() {
    let json = tempfile::NamedTempFile::new().unwrap();
    let command = format!("command = [\"tee\", \"{}\"]", json.path().display());
    let (home, page) = home(&command);
    write(&page, &["First"]);
    let mut session = open(&home, &page, &FOOT);
    write(&page, &[HOSTILE, "First"]);
    session.wait_for("notification", |s| !notifications(s).is_empty());
    assert_eq!(
        notifications(&session),
        ["Bridge live;4,1,50, Pier shut, notify"]
    );
    assert_eq!(session.count_written(b"\x1b]0;owned"), 0);
    let mut record = String::new();
    session.wait_for("record", |_| {
        record = fs::read_to_string(json.path()).unwrap();
        record.ends_with('\n')
    });
    assert!(record.contains(r#","change":"added","blog":{"#), "{record}");
    assert!(record.contains("Pier shut"), "{record}");
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);

    // It is not told again when the program comes back, and what came since is.
    let mut session = open(&home, &page, &FOOT);
    write(&page, &["Third", HOSTILE, "First"]);
    session.wait_for("notification", |s| !notifications(s).is_empty());
    assert_eq!(notifications(&session), ["Bridge live;Third"]);
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
}

#[test]
fn a_terminal_that_shows_none_rings_where_there_is_no_desktop() {
    let (home, page) = home("");
    write(&page, &["First"]);
    let environment = [("TERM", "xterm-256color"), FOOT[1], FOOT[2]];
    let mut session = open(&home, &page, &environment);
    assert_eq!(bells(&session), 0);
    write(&page, &["Second", "First"]);
    session.wait_for("bell", |s| bells(s) > 0);
    assert_eq!(notifications(&session), Vec::<String>::new());
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
}

#[test]
fn what_is_asked_for_by_a_key_is_listed() {
    let (home, page) = home("");
    write(&page, &["First"]);
    let mut session = open(&home, &page, &FOOT);
    session.type_keys("!zeppelin\r");
    session.wait_for_text("You will be alerted to new updates with “zeppelin”.");
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
    let mut session = Session::start_at(Arc::clone(&home), &["alert", "list"], &FOOT);
    session.wait_for_text("all live blogs · from the settings");
    session.wait_for_text("new updates with “zeppelin”");
    assert_eq!(session.wait_for_end(), 0);
    let mut session = Session::start_at(home, &["alert", "test"], &FOOT);
    session.wait_for_text("Terminal: shows notifications (OSC 777).");
    session.wait_for_text("Desktop: no notifications, there is no session bus.");
    assert_eq!(session.wait_for_end(), 0);
    assert_eq!(notifications(&session).len(), 1);
}
