//! Following a page whose platform has a protocol, through the ordinary poller and a real server.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop"
)]

mod automattic;
mod plugin;

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use newswire::{
    fetch::{self, EventKind, FetchError, Limits, PollerConfig, Source, Start},
    model::{PollOutcome, Snapshot, Timeline, WebUrl},
    source::{self, Recipes},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    sync::mpsc,
};

/// Serves the page, and the entries of its platform in turn; returns the address and the paths that were asked for.
async fn serve(entries: Vec<String>) -> (WebUrl, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&asked);
    tokio::spawn(async move {
        let mut entries = entries.into_iter();
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = Vec::new();
            let mut bytes = [0; 1024];
            while !request.ends_with(b"\r\n\r\n") {
                match stream.read(&mut bytes).await {
                    Ok(count @ 1..) => request.extend_from_slice(&bytes[..count]),
                    _ => break,
                }
            }
            let request = String::from_utf8_lossy(&request).into_owned();
            let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
            let (status, kind, body) = if path.starts_with("/live") {
                ("200 OK", "text/html", page(port))
            } else if path.contains("/get-entries/") {
                // Versions before 1.5 have no pages of entries.
                ("404 Not Found", "application/json", "{}".to_owned())
            } else {
                let body = entries.next().unwrap_or_else(|| "<p>gone</p>".to_owned());
                ("200 OK", "application/json", body)
            };
            seen.lock().unwrap().push(path);
            let answer = format!(
                "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    let address = WebUrl::parse(&format!("http://127.0.0.1:{port}/live")).unwrap();
    (address, asked)
}

fn page(port: u16) -> String {
    let update = |id: u32| {
        format!(
            "<article id='{id}'><time datetime='2025-08-07T04:{:02}:00Z'></time><h3>Report {id}</h3>\
             <p>The harbour office says that the northern pier is safe and will open again.</p></article>",
            id - 1000
        )
    };
    format!(
        "<!doctype html><title>Bridge closed: live</title><script>var liveblog_settings = \
         {{\"endpoint_url\":\"http://127.0.0.1:{port}/wp-json/liveblog/v1/7/\",\"refresh_interval\":1,\
         \"latest_entry_timestamp\":1754540000,\"state\":\"enable\"}};</script><h1>Bridge closed: live</h1>{}{}{}",
        update(1003),
        update(1002),
        update(1001)
    )
}

/// Follows an address until the timeline is as wanted, or so many polls are over.
async fn follow(address: WebUrl, polls: usize) -> (Timeline, Vec<Snapshot>) {
    let (events, mut reports) = mpsc::channel(16);
    let config = PollerConfig {
        interval: Some(Duration::from_secs(1)),
        ..PollerConfig::default()
    };
    let (handle, commands) = fetch::Handle::new();
    tokio::spawn(fetch::poll(
        0,
        Source::Web(address),
        config,
        Start::default(),
        commands,
        events,
    ));
    let mut timeline = Timeline::default();
    let mut snapshots = Vec::new();
    while snapshots.len() < polls {
        let report = reports.recv().await.unwrap();
        let EventKind::Done(poll) = report.kind else {
            continue;
        };
        if let PollOutcome::Fresh(snapshot) = poll.outcome {
            timeline.merge(&snapshot, poll.at);
            snapshots.push(*snapshot);
        }
        handle.refresh();
    }
    (timeline, snapshots)
}

#[tokio::test]
async fn the_platform_is_asked_and_the_page_is_not() {
    let (address, asked) = serve(vec![
        r#"{"entries":[{"id":1004,"type":"new","content":"<p>Tugs pull the ship away.</p>","timestamp":1754540100,"entry_time":1754540100}],"latest_timestamp":1754540100,"refresh_interval":1}"#.to_owned(),
        r#"{"entries":[{"id":1002,"type":"delete","content":"","timestamp":1754540200,"entry_time":1754539000}],"latest_timestamp":1754540200,"refresh_interval":1}"#.to_owned(),
        r#"{"entries":[],"latest_timestamp":1754540200,"refresh_interval":1}"#.to_owned(),
    ])
    .await;
    let (timeline, _) = follow(address, 4).await;
    let ids: Vec<String> = timeline
        .items()
        .iter()
        .map(|i| i.entry.id.to_string())
        .collect();
    assert_eq!(ids, ["1004", "1003", "1002", "1001"]);
    let retracted = timeline
        .items()
        .iter()
        .filter(|i| matches!(i.presence, newswire::model::Presence::Retracted { .. }))
        .count();
    assert_eq!(retracted, 1);
    let asked = asked.lock().unwrap();
    let pages = asked
        .iter()
        .filter(|path| path.starts_with("/live"))
        .count();
    assert_eq!(pages, 1, "{asked:?}");
    assert!(asked[2].starts_with("/wp-json/liveblog/v1/7/entries/1754540001/"));
}

#[tokio::test]
async fn where_the_protocol_fails_the_page_is_read() {
    let (address, asked) = serve(Vec::new()).await;
    let (events, mut reports) = mpsc::channel(16);
    let config = PollerConfig {
        interval: Some(Duration::from_secs(1)),
        ..PollerConfig::default()
    };
    let (handle, commands) = fetch::Handle::new();
    tokio::spawn(fetch::poll(
        0,
        Source::Web(address),
        config,
        Start::default(),
        commands,
        events,
    ));
    let mut polls = 0;
    while polls < 5 {
        if let EventKind::Done(poll) = reports.recv().await.unwrap().kind {
            assert!(!matches!(poll.outcome, PollOutcome::Failed { .. }));
            polls += 1;
            handle.refresh();
        }
    }
    let asked = asked.lock().unwrap();
    let protocol = asked
        .iter()
        .filter(|path| path.starts_with("/wp-json"))
        .count();
    // Twice it was tried; then it was left alone.
    assert_eq!((protocol, asked.len()), (2, 7), "{asked:?}");
}

/// Serves documents by path; what is not there is 404.
async fn documents(pages: &'static [(&'static str, &'static str, &'static str)]) -> WebUrl {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = Vec::new();
            let mut bytes = [0; 1024];
            while !request.ends_with(b"\r\n\r\n") {
                match stream.read(&mut bytes).await {
                    Ok(count @ 1..) => request.extend_from_slice(&bytes[..count]),
                    _ => break,
                }
            }
            let request = String::from_utf8_lossy(&request).into_owned();
            let path = request.split(' ').nth(1).unwrap_or_default();
            let found = pages.iter().find(|(known, ..)| *known == path);
            let (status, kind, body) = found
                .map_or(("404 Not Found", "text/plain", ""), |(_, kind, body)| {
                    ("200 OK", kind, body)
                });
            let answer = format!(
                "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    WebUrl::parse(&format!("http://127.0.0.1:{port}/live/bridge")).unwrap()
}

const FEED: &str = "<?xml version='1.0'?><rss version='2.0'><channel><title>Bridge closed: live</title>\
    <link>http://post.example/live/bridge</link>\
    <item><guid>2</guid><title>Ship moves</title><pubDate>Thu, 07 Aug 2025 05:00:00 +0000</pubDate><description>Tugs pull the ship away.</description></item>\
    <item><guid>1</guid><title>Pier safe</title><pubDate>Thu, 07 Aug 2025 04:00:00 +0000</pubDate><description>The pier is safe.</description></item>\
    </channel></rss>";

#[tokio::test]
async fn a_live_page_that_shows_nothing_itself_is_read_by_its_own_feed() {
    let address = documents(&[
        (
            "/live/bridge",
            "text/html",
            "<title>Bridge closed: live</title><link rel=alternate type='application/rss+xml' title='Comments' href='/live/bridge/comments/rss'>\
             <link rel=alternate type='application/rss+xml' href='/live/bridge/rss'><h1>Bridge closed: live</h1><p>Loading…",
        ),
        ("/live/bridge/rss", "application/rss+xml", FEED),
    ])
    .await;
    let (timeline, _) = follow(address, 1).await;
    assert_eq!(timeline.items().len(), 2);
}

/// Serves a page, and what `answer` says to the nth request for anything else; returns the address and the paths asked
/// for. An answer is its status, its headers and its body.
async fn scripted(
    page: impl Fn(u16) -> String + Send + 'static,
    answer: impl Fn(usize) -> (&'static str, &'static str, String) + Send + 'static,
) -> (WebUrl, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&asked);
    tokio::spawn(async move {
        let mut turn = 0;
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = Vec::new();
            let mut bytes = [0; 1024];
            while !request.ends_with(b"\r\n\r\n") {
                match stream.read(&mut bytes).await {
                    Ok(count @ 1..) => request.extend_from_slice(&bytes[..count]),
                    _ => break,
                }
            }
            let request = String::from_utf8_lossy(&request).into_owned();
            let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
            let (status, headers, body) = if path == "/live" {
                ("200 OK", "Content-Type: text/html\r\n", page(port))
            } else {
                turn += 1;
                answer(turn)
            };
            seen.lock().unwrap().push(path);
            let answer = format!(
                "HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    let address = WebUrl::parse(&format!("http://127.0.0.1:{port}/live")).unwrap();
    (address, asked)
}

/// A block whose id is the number, padded to a block's length.
fn block(number: u32) -> String {
    format!(
        "<article id='block-{number:024x}'><time datetime='2025-08-07T04:{number:02}:00Z'></time><h3>Report {number}</h3>\
         <p>The harbour office says that the northern pier is safe and will open again.</p></article>"
    )
}

fn page_of_blocks(port: u16) -> String {
    format!(
        "<!doctype html><title>Bridge closed: live</title><script>window.page={{\"ajaxUrl\":\"http://127.0.0.1:{port}/more\",\
         \"pageId\":\"world/bridge\"}};</script><h1>Bridge closed: live</h1>{}{}{}",
        block(13),
        block(12),
        block(11)
    )
}

#[tokio::test]
async fn what_one_answer_brought_survives_the_failure_of_the_next() {
    let (address, asked) = scripted(page_of_blocks, |turn| {
        if turn == 1 {
            let html = block(14).replace('"', "'");
            let body = format!(
                r#"{{"numNewBlocks":1,"html":"{html}","mostRecentBlockId":"block-{:024x}"}}"#,
                14
            );
            ("200 OK", "Content-Type: application/json\r\n", body)
        } else {
            ("500 Internal Server Error", "", String::new())
        }
    })
    .await;
    let (events, mut reports) = mpsc::channel(16);
    let config = PollerConfig {
        interval: Some(Duration::from_secs(1)),
        ..PollerConfig::default()
    };
    let (handle, commands) = fetch::Handle::new();
    tokio::spawn(fetch::poll(
        0,
        Source::Web(address),
        config,
        Start::default(),
        commands,
        events,
    ));
    let mut timeline = Timeline::default();
    let mut polls = 0;
    while polls < 3 {
        let EventKind::Done(poll) = reports.recv().await.unwrap().kind else {
            continue;
        };
        if let PollOutcome::Fresh(snapshot) = poll.outcome {
            timeline.merge(&snapshot, poll.at);
        }
        polls += 1;
        handle.refresh();
    }
    let asked = asked.lock().unwrap();
    assert_eq!(timeline.items().len(), 4, "{asked:?}");
}

#[tokio::test]
async fn a_server_that_asks_for_a_pause_is_not_asked_for_the_page_instead() {
    let (address, asked) = scripted(page_of_blocks, |_| {
        (
            "429 Too Many Requests",
            "Retry-After: 300\r\n",
            String::new(),
        )
    })
    .await;
    let (events, mut reports) = mpsc::channel(16);
    let config = PollerConfig {
        interval: Some(Duration::from_secs(1)),
        ..PollerConfig::default()
    };
    let (handle, commands) = fetch::Handle::new();
    tokio::spawn(fetch::poll(
        0,
        Source::Web(address),
        config,
        Start::default(),
        commands,
        events,
    ));
    let mut next = Vec::new();
    while next.len() < 2 {
        if let EventKind::Done(poll) = reports.recv().await.unwrap().kind {
            next.push(poll.next);
            handle.refresh();
        }
    }
    let asked = asked.lock().unwrap();
    let pages = asked.iter().filter(|path| *path == "/live").count();
    assert_eq!(
        (pages, next[1]),
        (1, Some(Duration::from_secs(300))),
        "{asked:?}"
    );
}

#[tokio::test]
async fn the_live_blog_that_a_page_embeds_is_read_in_its_place() {
    let address = documents(&[
        (
            "/live/bridge",
            "text/html",
            "<title>Live: Bridge closed</title><h1>Live: Bridge closed</h1><p>Follow our live coverage of the bridge here.</p>\
             <iframe src='/frames/bridge' width='100%' height=900></iframe>",
        ),
        ("/frames/bridge", "application/rss+xml", FEED),
    ])
    .await;
    let (timeline, _) = follow(address, 1).await;
    assert_eq!(timeline.items().len(), 2);
}

#[tokio::test]
async fn where_nothing_can_be_read_in_a_frame_the_page_is_refused_and_the_frame_named() {
    let address = documents(&[(
        "/live/bridge",
        "text/html",
        "<title>Live: Bridge closed</title><h1>Live: Bridge closed</h1><p>Follow our live coverage of the bridge here.</p>\
         <iframe src='/frames/bridge' width='100%' height=900></iframe>",
    )])
    .await;
    let source = Source::Web(address.clone());
    let read = fetch::once(
        &source,
        Limits::default(),
        Recipes::built_in(),
        source::extract_with,
    )
    .await;
    let Err(FetchError::NoLiveBlog(none)) = read else {
        panic!("{read:?}");
    };
    let frame = address.join("/frames/bridge").unwrap();
    assert_eq!(none.embedded, Some(frame));
}
