//! Older pages, against a server on the loopback interface that has a live blog of several pages.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::{
    io::{Read, Write},
    net::TcpListener,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use assert_cmd::Command;
use newswire::{
    fetch::{self, Event, EventKind, Handle, PollerConfig, Source, Start},
    model::{OlderOutcome, PollOutcome, WebUrl, Window},
};
use serde_json::{Value, json};
use tokio::sync::mpsc;

/// How long anything may take before the test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// A page of a live blog: its updates' numbers, newest first, and where "Older" leads.
#[derive(Clone, Copy)]
struct Page {
    path: &'static str,
    status: u16,
    updates: &'static [u32],
    older: Option<&'static str>,
}

const fn page(path: &'static str, updates: &'static [u32], older: Option<&'static str>) -> Page {
    Page {
        path,
        status: 200,
        updates,
        older,
    }
}

const THREE: [Page; 3] = [
    page("/live", &[9, 8, 7], Some("?page=2")),
    page("/live?page=2", &[7, 6, 5], Some("?page=3")),
    page("/live?page=3", &[4, 3], None),
];

/// A server of pages, until the test is over.
struct Server {
    source: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(pages: &[Page]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (seen, pages) = (Arc::clone(&asked), pages.to_vec());
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let mut request = Vec::new();
                let mut byte = [0];
                while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or(0) > 0 {
                    request.extend_from_slice(&byte);
                }
                let request = String::from_utf8_lossy(&request).into_owned();
                let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
                let page = pages.iter().find(|page| page.path == path);
                let (status, body) = page.map_or((404, String::new()), |p| (p.status, markup(p)));
                seen.lock().unwrap().push(path);
                let _ = write!(
                    stream,
                    "HTTP/1.1 {status} X\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\
                     Connection: close\r\n\r\n{body}",
                    body.len()
                );
            }
        });
        Self {
            source: format!("http://{address}/live"),
            asked,
        }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// Starts a poller on the newest page and waits for its first reading.
    async fn poller(&self) -> (Handle, mpsc::Receiver<Event>) {
        let (events, mut reports) = mpsc::channel(64);
        let source = Source::Web(WebUrl::parse(&self.source).unwrap());
        let config = PollerConfig::default();
        let (handle, commands) = fetch::Handle::new();
        tokio::spawn(fetch::poll(
            0,
            source,
            config,
            Start::default(),
            commands,
            events,
        ));
        assert!(matches!(poll(&mut reports).await, PollOutcome::Fresh(_)));
        (handle, reports)
    }
}

/// A page in a publisher's structure.
fn markup(page: &Page) -> String {
    let update = |n: &u32| {
        json!({
            "@type": "BlogPosting",
            "@id": format!("#update-{n}"),
            "headline": format!("Update number {n}"),
            "datePublished": format!("2025-08-07T0{n}:00:00Z"),
            "articleBody": format!("At {n} o'clock the bridge was inspected once more."),
        })
    };
    let blog = json!({
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": "Harbour bridge closure: latest",
        "liveBlogUpdate": page.updates.iter().map(update).collect::<Vec<Value>>(),
    });
    let older = page
        .older
        .map(|href| format!("<a href='{href}'>Older</a>"))
        .unwrap_or_default();
    format!(
        "<html lang=en><head><title>Bridge</title><script type='application/ld+json'>{blog}</script>\
         </head><body><h1>Harbour bridge closure: latest</h1>{older}</body></html>"
    )
}

/// Prints all pages; returns the updates' numbers and what was said on standard error.
fn printed(server: &Server, arguments: &[&str]) -> (Vec<String>, String) {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_newswire"))
        .env_clear()
        .env("HOME", home.path())
        .args(["print", &server.source, "--format", "json"])
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    let feed: Value = serde_json::from_slice(&output.stdout).unwrap();
    let titles = feed["items"].as_array().unwrap().iter().map(|item| {
        let title = item["title"].as_str().unwrap();
        title.trim_start_matches("Update number ").to_owned()
    });
    (titles.collect(), said)
}

#[test]
fn print_older_makes_one_timeline_of_all_pages() {
    let server = Server::start(&THREE);
    let (updates, said) = printed(&server, &["--older"]);
    assert_eq!(updates.join(" "), "9 8 7 6 5 4 3");
    assert_eq!(said, "", "progress is for terminals");
    assert_eq!(server.asked(), ["/live", "/live?page=2", "/live?page=3"]);
    let (updates, _) = printed(&server, &[]);
    assert_eq!(updates.join(" "), "9 8 7", "only where it is asked for");
}

#[test]
fn print_older_keeps_what_it_got_where_a_page_fails() {
    let mut pages = THREE;
    pages[1].status = 503;
    let (updates, said) = printed(&Server::start(&pages), &["--older"]);
    assert_eq!(updates.join(" "), "9 8 7");
    assert!(
        said.starts_with("newswire: Updates are missing, from page 2 on: 127.0.0.1 answered 503"),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1);
}

#[test]
fn print_older_ends_where_there_is_no_next_page() {
    let (updates, said) = printed(&Server::start(&THREE[..2]), &["--older"]);
    assert_eq!(updates.join(" "), "9 8 7 6 5");
    let ends = "newswire: The updates end with page 2: there is no page 3.\n";
    assert_eq!(said, ends);
}

#[test]
fn print_older_ends_where_pages_go_round_in_a_circle() {
    let mut pages = THREE;
    pages[2] = page("/live?page=3", &[4, 3], Some("/live?page=4"));
    let circle = [
        &pages[..],
        &[page("/live?page=4", &[9, 4], Some("/live?page=5"))],
    ];
    let server = Server::start(&circle.concat());
    let (updates, said) = printed(&server, &["--older"]);
    assert_eq!(
        (updates.join(" ").as_str(), said.as_str()),
        ("9 8 7 6 5 4 3", "")
    );
    assert_eq!(server.asked().len(), 4, "a page without news is the last");
}

/// Waits for the next end of a poll.
async fn poll(reports: &mut mpsc::Receiver<Event>) -> PollOutcome {
    loop {
        if let EventKind::Done(poll) = next(reports).await {
            return poll.outcome;
        }
    }
}

/// Asks for an older page and waits for it.
async fn older(handle: &Handle, reports: &mut mpsc::Receiver<Event>) -> OlderOutcome {
    handle.older();
    loop {
        if let EventKind::Older(page) = next(reports).await {
            return page.outcome;
        }
    }
}

async fn next(reports: &mut mpsc::Receiver<Event>) -> EventKind {
    let event = tokio::time::timeout(PATIENCE, reports.recv()).await;
    event.unwrap().unwrap().kind
}

#[tokio::test]
async fn polls_of_the_newest_page_leave_the_walk_where_it_is() {
    let server = Server::start(&THREE);
    let (handle, mut reports) = server.poller().await;
    let OlderOutcome::Page { snapshot, more } = older(&handle, &mut reports).await else {
        panic!("there is a second page");
    };
    assert!(more);
    assert_eq!(snapshot.window, Window::Part);
    assert_eq!(snapshot.entries.len(), 3);
    handle.refresh();
    poll(&mut reports).await;
    let third = older(&handle, &mut reports).await;
    assert!(
        matches!(third, OlderOutcome::Page { more: false, .. }),
        "{third:?}"
    );
    let end = older(&handle, &mut reports).await;
    assert!(matches!(end, OlderOutcome::End), "{end:?}");
    let walked = server.asked().into_iter().filter(|path| path != "/live");
    assert_eq!(walked.collect::<Vec<_>>(), ["/live?page=2", "/live?page=3"]);
}

#[tokio::test]
async fn a_page_that_failed_is_the_next_one_again() {
    let mut pages = THREE;
    pages[1].status = 503;
    let server = Server::start(&pages);
    let (handle, mut reports) = server.poller().await;
    for _ in 0..2 {
        let failed = older(&handle, &mut reports).await;
        assert!(
            matches!(&failed, OlderOutcome::Failed(why) if why.as_str().contains("503")),
            "{failed:?}"
        );
    }
    let walked = server.asked().into_iter().filter(|path| path != "/live");
    assert_eq!(walked.collect::<Vec<_>>(), ["/live?page=2", "/live?page=2"]);
}

#[tokio::test]
async fn a_page_that_is_not_there_is_no_failure() {
    let server = Server::start(&THREE[..1]);
    let (handle, mut reports) = server.poller().await;
    let missing = older(&handle, &mut reports).await;
    assert!(matches!(missing, OlderOutcome::Missing), "{missing:?}");
}

#[tokio::test]
async fn a_newest_page_known_from_earlier_is_read_again_for_where_it_leads() {
    let server = Server::start(&THREE);
    let (first, mut reports) = server.poller().await;
    first.refresh();
    let validators = loop {
        if let EventKind::Done(poll) = next(&mut reports).await {
            break poll.validators;
        }
    };
    drop(first);
    let (events, mut reports) = mpsc::channel(64);
    let start = Start {
        validators,
        last: None,
    };
    let source = Source::Web(WebUrl::parse(&server.source).unwrap());
    let (handle, commands) = fetch::Handle::new();
    tokio::spawn(fetch::poll(
        0,
        source,
        PollerConfig::default(),
        start,
        commands,
        events,
    ));
    assert!(matches!(poll(&mut reports).await, PollOutcome::Unchanged));
    let second = older(&handle, &mut reports).await;
    assert!(
        matches!(second, OlderOutcome::Page { more: true, .. }),
        "{second:?}"
    );
}
