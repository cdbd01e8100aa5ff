//! Following a page whose platform has a protocol, through the ordinary poller and a real server.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop"
)]

mod automattic;
mod plugin;
mod rest;
mod server;
mod vendors;

use std::time::Duration;

use newswire::{
    fetch::{self, EventKind, FetchError, Handle, Limits, Network, PollerConfig, Source, Start},
    model::{Poll, PollOutcome, Snapshot, Timeline, WebUrl},
    source::{self, Recipes},
};
use tokio::sync::mpsc;

use server::{Answer, Request, Server};

/// Serves the page, and the entries of its platform in turn.
async fn serve(entries: Vec<String>) -> Server {
    let mut entries = entries.into_iter();
    let answer = move |request: &Request| {
        if request.path.starts_with("/live") {
            Answer::document("text/html", page(request.port))
        } else if request.path.contains("/get-entries/") {
            // Versions before 1.5 have no pages of entries.
            Answer::status("404 Not Found", "")
        } else {
            let body = entries.next().unwrap_or_else(|| "<p>gone</p>".to_owned());
            Answer::document("application/json", body)
        }
    };
    Server::start(answer).await
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

/// An address that is followed, asked for again as soon as it has answered.
struct Following {
    handle: Handle,
    reports: mpsc::Receiver<fetch::Event>,
}

impl Following {
    fn start(address: WebUrl) -> Self {
        let (events, reports) = mpsc::channel(16);
        let config = PollerConfig {
            interval: Some(Duration::from_secs(1)),
            ..PollerConfig::default()
        };
        let (handle, commands) = Handle::new();
        tokio::spawn(fetch::poll(
            0,
            Source::Web(address),
            config,
            Start::default(),
            commands,
            events,
        ));
        Self { handle, reports }
    }

    async fn poll(&mut self) -> Poll {
        loop {
            if let EventKind::Done(poll) = self.reports.recv().await.unwrap().kind {
                self.handle.refresh();
                return poll;
            }
        }
    }
}

/// Follows an address until so many polls brought something.
async fn follow(address: WebUrl, polls: usize) -> (Timeline, Vec<Snapshot>) {
    let mut following = Following::start(address);
    let mut timeline = Timeline::default();
    let mut snapshots = Vec::new();
    while snapshots.len() < polls {
        let poll = following.poll().await;
        if let PollOutcome::Fresh(snapshot) = poll.outcome {
            timeline.merge(&snapshot, poll.at);
            snapshots.push(*snapshot);
        }
    }
    (timeline, snapshots)
}

#[tokio::test]
async fn the_platform_is_asked_and_the_page_is_not() {
    let server = serve(vec![
        r#"{"entries":[{"id":1004,"type":"new","content":"<p>Tugs pull the ship away.</p>","timestamp":1754540100,"entry_time":1754540100}],"latest_timestamp":1754540100,"refresh_interval":1}"#.to_owned(),
        r#"{"entries":[{"id":1002,"type":"delete","content":"","timestamp":1754540200,"entry_time":1754539000}],"latest_timestamp":1754540200,"refresh_interval":1}"#.to_owned(),
        r#"{"entries":[],"latest_timestamp":1754540200,"refresh_interval":1}"#.to_owned(),
    ])
    .await;
    let (timeline, _) = follow(server.address("/live"), 4).await;
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
    let asked = server.asked();
    let pages = asked
        .iter()
        .filter(|path| path.starts_with("/live"))
        .count();
    assert_eq!(pages, 1, "{asked:?}");
    assert!(asked[2].starts_with("/wp-json/liveblog/v1/7/entries/1754540001/"));
}

#[tokio::test]
async fn where_the_protocol_fails_the_page_is_read() {
    let server = serve(Vec::new()).await;
    let mut following = Following::start(server.address("/live"));
    for _ in 0..5 {
        let poll = following.poll().await;
        assert!(!matches!(poll.outcome, PollOutcome::Failed { .. }));
    }
    let asked = server.asked();
    let protocol = asked
        .iter()
        .filter(|path| path.starts_with("/wp-json"))
        .count();
    // Twice it was tried; then it was left alone.
    assert_eq!((protocol, asked.len()), (2, 7), "{asked:?}");
}

const FEED: &str = "<?xml version='1.0'?><rss version='2.0'><channel><title>Bridge closed: live</title>\
    <link>http://post.example/live/bridge</link>\
    <item><guid>2</guid><title>Ship moves</title><pubDate>Thu, 07 Aug 2025 05:00:00 +0000</pubDate><description>Tugs pull the ship away.</description></item>\
    <item><guid>1</guid><title>Pier safe</title><pubDate>Thu, 07 Aug 2025 04:00:00 +0000</pubDate><description>The pier is safe.</description></item>\
    </channel></rss>";

#[tokio::test]
async fn a_live_page_that_shows_nothing_itself_is_read_by_its_own_feed() {
    let server = Server::of_documents(&[
        (
            "/live/bridge",
            "text/html",
            "<title>Bridge closed: live</title><link rel=alternate type='application/rss+xml' title='Comments' href='/live/bridge/comments/rss'>\
             <link rel=alternate type='application/rss+xml' href='/live/bridge/rss'><h1>Bridge closed: live</h1><p>Loading…",
        ),
        ("/live/bridge/rss", "application/rss+xml", FEED),
    ])
    .await;
    let (timeline, _) = follow(server.address("/live/bridge"), 1).await;
    assert_eq!(timeline.items().len(), 2);
}

/// Serves a page of blocks, and what `answer` says to the nth request for anything else.
async fn scripted(answer: impl Fn(usize) -> Answer + Send + 'static) -> Server {
    let mut turn = 0;
    let answer = move |request: &Request| {
        if request.path == "/live" {
            return Answer::document("text/html", page_of_blocks(request.port));
        }
        turn += 1;
        answer(turn)
    };
    Server::start(answer).await
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
    let server = scripted(|turn| {
        if turn == 1 {
            let html = block(14).replace('"', "'");
            let body = format!(
                r#"{{"numNewBlocks":1,"html":"{html}","mostRecentBlockId":"block-{:024x}"}}"#,
                14
            );
            Answer::document("application/json", body)
        } else {
            Answer::status("500 Internal Server Error", "")
        }
    })
    .await;
    let mut following = Following::start(server.address("/live"));
    let mut timeline = Timeline::default();
    // The second poll asks twice; a third one would wait until the failure is long enough ago.
    for _ in 0..2 {
        let poll = following.poll().await;
        if let PollOutcome::Fresh(snapshot) = poll.outcome {
            timeline.merge(&snapshot, poll.at);
        }
    }
    let asked = server.asked();
    assert_eq!(timeline.items().len(), 4, "{asked:?}");
}

#[tokio::test]
async fn a_server_that_asks_for_a_pause_is_not_asked_for_the_page_instead() {
    let server =
        scripted(|_| Answer::status("429 Too Many Requests", "Retry-After: 300\r\n")).await;
    let mut following = Following::start(server.address("/live"));
    let next = [following.poll().await.next, following.poll().await.next];
    let asked = server.asked();
    let pages = asked.iter().filter(|path| *path == "/live").count();
    assert_eq!(pages, 1, "{asked:?}");
    assert!(next[1].unwrap() >= Duration::from_mins(5), "{next:?}");
}

#[tokio::test]
async fn the_live_blog_that_a_page_embeds_is_read_in_its_place() {
    let server = Server::of_documents(&[
        (
            "/live/bridge",
            "text/html",
            "<title>Live: Bridge closed</title><h1>Live: Bridge closed</h1><p>Follow our live coverage of the bridge here.</p>\
             <iframe src='/frames/bridge' width='100%' height=900></iframe>",
        ),
        ("/frames/bridge", "application/rss+xml", FEED),
    ])
    .await;
    let (timeline, _) = follow(server.address("/live/bridge"), 1).await;
    assert_eq!(timeline.items().len(), 2);
}

#[tokio::test]
async fn where_nothing_can_be_read_in_a_frame_the_page_is_refused_and_the_frame_named() {
    let server = Server::of_documents(&[(
        "/live/bridge",
        "text/html",
        "<title>Live: Bridge closed</title><h1>Live: Bridge closed</h1><p>Follow our live coverage of the bridge here.</p>\
         <iframe src='/frames/bridge' width='100%' height=900></iframe>",
    )])
    .await;
    let address = server.address("/live/bridge");
    let source = Source::Web(address.clone());
    let read = fetch::once(
        &source,
        (&Network::default(), None),
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
