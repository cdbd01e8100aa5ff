//! Two instances of the program on one history and one live blog.

use std::{
    fmt::Write as _,
    io::Write as _,
    sync::{Arc, Mutex},
};

use super::{session::Session, site};

/// A live blog on the loopback interface to which updates can be added.
struct Blog {
    address: String,
    headlines: Arc<Mutex<Vec<&'static str>>>,
}

impl Blog {
    fn start(headlines: Vec<&'static str>) -> Self {
        let headlines = Arc::new(Mutex::new(headlines));
        let shown = Arc::clone(&headlines);
        let port = site::start(move |mut stream, _| {
            let headlines = shown.lock().unwrap().clone();
            if headlines.is_empty() {
                return;
            }
            let page = page(&headlines);
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\n\
                 connection: close\r\n\r\n",
                page.len()
            );
            let _gone = stream.write_all((head + &page).as_bytes());
        });
        let address = format!("http://127.0.0.1:{port}/live/bridge");
        Self { address, headlines }
    }

    /// Hangs up on everybody from now on.
    fn fall_silent(&self) {
        self.headlines.lock().unwrap().clear();
    }

    fn publish(&self, headline: &'static str) {
        self.headlines.lock().unwrap().insert(0, headline);
    }
}

/// The page of a live blog with these updates, newest first.
fn page(headlines: &[&str]) -> String {
    let mut updates = String::new();
    for (number, headline) in (0..headlines.len()).rev().zip(headlines) {
        write!(
            updates,
            r#"{}{{"@type": "BlogPosting", "@id": "\#u{number}", "headline": "{headline}",
                "datePublished": "2025-08-07T04:{number:02}:00Z",
                "articleBody": "More on this as we have it: {headline}."}}"#,
            if updates.is_empty() { "" } else { "," },
        )
        .unwrap();
    }
    format!(
        r#"<!doctype html><title>Bridge</title><script type="application/ld+json">
        {{"@context": "https://schema.org", "@type": "LiveBlogPosting",
          "headline": "Harbour bridge closure", "coverageStartTime": "2025-08-07T03:00:00Z",
          "liveBlogUpdate": [{updates}]}}</script><h1>Harbour bridge closure</h1>"#
    )
}

#[test]
fn one_of_two_polls_both_show_it_and_the_other_takes_over_from_one_that_was_killed() {
    let blog = Blog::start(vec!["Ferries doubled", "Ship strikes the pier"]);
    let environment = [("NEWSWIRE_INTERVAL", "1s")];
    let mut first = Session::start(&[&blog.address], &environment);
    first.wait_for_text("Ferries doubled");
    let home = Arc::clone(&first.home);
    let mut second = Session::start_at(home, &[&blog.address], &environment);
    second.wait_for_text("another newswire is polling it");
    second.wait_for_text("Ferries doubled");

    blog.publish("Minister to speak");
    first.wait_for_text("Minister to speak");
    second.wait_for_text("Minister to speak");
    assert!(second.contents().contains("another newswire is polling it"));

    first.signal(rustix::process::Signal::KILL);
    first.wait_for_end();
    second.wait_until_gone("another newswire is polling it");
    blog.publish("Bridge open to walkers");
    second.wait_for_text("Bridge open to walkers");
    second.type_keys("q");
    assert_eq!(second.wait_for_end(), 0);

    let file = second.home.path().join("newswire/history.db");
    let history = rusqlite::Connection::open(file).unwrap();
    let count = |table: &str| -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        history.query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(
        (count("blogs"), count("entries"), count("revisions")),
        (1, 4, 4)
    );
}

#[test]
fn a_signal_loses_neither_the_place_nor_the_history() {
    let headlines: Vec<&'static str> = vec!["Ferries doubled"; 40];
    let blog = Blog::start(headlines);
    blog.publish("Minister to speak");
    let mut session = Session::start(&[&blog.address], &[]);
    session.wait_for_text("Minister to speak");
    session.type_keys("G");
    session.wait_until_gone("Minister to speak");
    session.signal(rustix::process::Signal::TERM);
    assert_eq!(session.wait_for_end(), 128 + 15);
    let log = session.home.path().join("newswire/history.db-wal");
    let left = std::fs::metadata(log).map_or(0, |log| log.len());
    assert_eq!(left, 0, "the history was closed");
    let mut again = Session::start_at(Arc::clone(&session.home), &[&blog.address], &[]);
    again.wait_for_text("41 updates");
    let screen = again.contents();
    assert!(!screen.contains("Minister to speak"), "{screen}");
    assert!(!screen.contains("ended without closing"), "{screen}");
    again.type_keys("q");
    assert_eq!(again.wait_for_end(), 0);
}

#[test]
fn what_is_kept_is_read_again_without_network_and_says_how_old_it_is() {
    let blog = Blog::start(vec!["Ferries doubled", "Ship strikes the pier"]);
    let mut online = Session::start(&[&blog.address], &[]);
    online.wait_for_text("Ferries doubled");
    online.type_keys("jq");
    assert_eq!(online.wait_for_end(), 0);
    let home = Arc::clone(&online.home);
    blog.fall_silent();
    let mut offline = Session::start_at(home, &[&blog.address], &[]);
    offline.wait_for_text("as of ");
    offline.wait_for_text("Ferries doubled");
    offline.wait_for_text("Ship strikes the pier");
    offline.type_keys("q");
    assert_eq!(offline.wait_for_end(), 0);
}
