//! What servers ask for, and that it is kept: against servers on the loopback interface that count what they are asked.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use newswire::{
    fetch::{
        self, Client, Event, EventKind, FetchError, Handle, Limits, Links, Network, PollerConfig,
        Promise, Reply, Source, Start,
    },
    model::{OlderOutcome, Pace, PollOutcome, Trouble, Validators, WebUrl, Why},
    source::Recipes,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    sync::mpsc,
    task::{JoinHandle, JoinSet},
};

/// A server that answers each request by its first line and headers, and counts.
struct Server {
    port: u16,
    requests: Arc<Mutex<Vec<String>>>,
    /// The most requests that were under way at once.
    at_once: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    async fn answering(answer: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests: Arc<Mutex<Vec<String>>> = Arc::default();
        let at_once = Arc::new(AtomicUsize::new(0));
        let (seen, most) = (Arc::clone(&requests), Arc::clone(&at_once));
        let (answer, now) = (Arc::new(answer), Arc::new(AtomicUsize::new(0)));
        let task = tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (seen, most) = (Arc::clone(&seen), Arc::clone(&most));
                let (answer, now) = (Arc::clone(&answer), Arc::clone(&now));
                tokio::spawn(async move {
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    let mut request = Vec::new();
                    while !request.ends_with(b"\r\n\r\n") {
                        request.push(stream.read_u8().await.unwrap());
                    }
                    let request = String::from_utf8_lossy(&request).to_ascii_lowercase();
                    let said = answer(&request);
                    seen.lock().unwrap().push(request);
                    tokio::task::yield_now().await;
                    now.fetch_sub(1, Ordering::SeqCst);
                    let _ = stream.write_all(said.as_bytes()).await;
                });
            }
        });
        Self {
            port,
            requests,
            at_once,
            task,
        }
    }

    fn url(&self, path: &str) -> WebUrl {
        WebUrl::parse(&format!("http://127.0.0.1:{}{path}", self.port)).unwrap()
    }

    fn asked(&self) -> Vec<String> {
        let requests = self.requests.lock().unwrap();
        let line = |request: &String| request.lines().next().unwrap_or_default().to_owned();
        requests.iter().map(line).collect()
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "what was asked two hours ago is so by the clock of the machine"
)]
fn now() -> DateTime<Utc> {
    Utc::now()
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n{body}"
    )
}

fn page() -> String {
    "<!doctype html><script type=application/ld+json>{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":[\
     {\"@id\":\"u1\",\"headline\":\"Pier\",\"datePublished\":\"2025-08-07T04:00:00Z\",\"articleBody\":\"Safe.\"}]}</script>"
        .to_owned()
}

/// A network that keeps what is promised.
fn network(promised: Vec<Promise>) -> (Network, Arc<Mutex<Vec<Promise>>>) {
    let kept: Arc<Mutex<Vec<Promise>>> = Arc::default();
    let keep = Arc::clone(&kept);
    let told = move |promise| keep.lock().unwrap().push(promise);
    (Network::new(None, promised, told), kept)
}

fn poll(url: WebUrl, network: &Network, start: Start) -> (Handle, mpsc::Receiver<Event>) {
    let (handle, commands) = Handle::new();
    let (events, reports) = mpsc::channel(64);
    let config = PollerConfig {
        network: network.clone(),
        ..PollerConfig::default()
    };
    tokio::spawn(fetch::poll(
        0,
        Source::Web(url),
        config,
        start,
        commands,
        events,
    ));
    (handle, reports)
}

async fn next(reports: &mut mpsc::Receiver<Event>) -> EventKind {
    reports.recv().await.unwrap().kind
}

fn trouble(kind: &EventKind) -> Option<Trouble> {
    match kind {
        EventKind::Done(poll) => match poll.outcome {
            PollOutcome::Failed { trouble, .. } => Some(trouble),
            _ => None,
        },
        _ => None,
    }
}

#[tokio::test]
async fn a_wait_that_was_asked_for_binds_every_kind_of_request_and_a_later_run() {
    for status in ["429 X", "503 X", "403 X"] {
        let server = Server::answering(move |_| answer(status, "Retry-After: 600\r\n", "")).await;
        let (asking, kept) = network(Vec::new());
        let (handle, mut reports) = poll(server.url("/live"), &asking, Start::default());
        assert!(matches!(next(&mut reports).await, EventKind::Started));
        assert!(trouble(&next(&mut reports).await).is_some());
        handle.refresh();
        let EventKind::Refused(refusal) = next(&mut reports).await else {
            panic!("asked again");
        };
        assert_eq!(refusal.why, Why::Asked);
        assert!(refusal.until > now() + TimeDelta::minutes(9));
        handle.older();
        let EventKind::Older(older) = next(&mut reports).await else {
            panic!("no answer");
        };
        assert!(matches!(older.outcome, OlderOutcome::Failed(_)));
        let from = server.url("/live");
        let links = Links::from(&asking, Some(&from), Limits::default(), Recipes::built_in());
        let refused = links.read(&server.url("/story")).await.unwrap_err();
        assert!(
            refused.as_str().contains("asked to wait another 10 min"),
            "{refused}"
        );
        let pictures = fetch::PictureFiles::of(&asking, Some(&from));
        assert!(pictures.get(&server.url("/pier.png")).await.is_err());
        // The program is started again, and the blog opened from the library.
        let kept = kept.lock().unwrap().clone();
        let (later, _) = network(kept);
        let (handle, mut reports) = poll(from, &later, Start::default());
        assert_eq!(trouble(&next(&mut reports).await), Some(Trouble::Waits));
        handle.refresh();
        assert!(matches!(next(&mut reports).await, EventKind::Refused(_)));
        assert_eq!(server.asked(), ["get /live http/1.1"], "{status}");
    }
}

#[tokio::test]
async fn what_is_fresh_is_not_asked_for_by_hand_or_after_a_restart() {
    let server = Server::answering(|_| {
        let fresh = "Cache-Control: public\r\nCache-Control: max-age=600\r\nAge: 60\r\n";
        answer("200 OK", fresh, &page())
    })
    .await;
    let (asking, _) = network(Vec::new());
    let (handle, mut reports) = poll(server.url("/live"), &asking, Start::default());
    assert!(matches!(next(&mut reports).await, EventKind::Started));
    let EventKind::Done(done) = next(&mut reports).await else {
        panic!("not done");
    };
    assert!(done.next.unwrap() >= Duration::from_mins(9));
    handle.refresh();
    let EventKind::Refused(refusal) = next(&mut reports).await else {
        panic!("asked again");
    };
    assert_eq!(refusal.why, Why::Fresh);
    let start = Start {
        validators: done.validators,
        last: Some(done.at),
    };
    let (handle, mut reports) = poll(server.url("/live"), &asking, start);
    assert!(matches!(
        next(&mut reports).await,
        EventKind::Planned(Some(_))
    ));
    handle.refresh();
    assert!(matches!(next(&mut reports).await, EventKind::Refused(_)));
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn a_bare_304_inherits_how_long_an_answer_is_fresh() {
    let server = Server::answering(|request| {
        if request.contains("if-none-match") {
            return answer("304 Not Modified", "Age: 30\r\n", "");
        }
        let fresh = "ETag: \"1\"\r\nCache-Control: max-age=300\r\n";
        answer("200 OK", fresh, "{}")
    })
    .await;
    let (network, _) = network(Vec::new());
    let client = Client::new(&network, &server.url("/live"), Limits::default());
    let first = client
        .get(&server.url("/live"), &Validators::default())
        .await
        .unwrap();
    let second = client
        .get(&server.url("/live"), &first.validators)
        .await
        .unwrap();
    assert!(matches!(second.reply, Reply::Unchanged));
    assert_eq!(second.fresh_for, Some(Duration::from_secs(270)));
    assert_eq!(second.validators.lifetime, Some(300));
}

#[tokio::test]
async fn a_move_for_good_is_kept_and_validators_go_to_who_gave_them() {
    for (status, again) in [
        ("301 X", vec!["get /new http/1.1"]),
        ("308 X", vec!["get /new http/1.1"]),
        ("302 X", vec!["get /old http/1.1", "get /new http/1.1"]),
    ] {
        let server = Server::answering(move |request| {
            if request.contains(" /old ") {
                answer(status, "Location: /new\r\nETag: \"old\"\r\n", "")
            } else if request.contains("if-none-match: \"new\"") {
                answer("304 Not Modified", "", "")
            } else {
                answer("200 OK", "ETag: \"new\"\r\n", "{}")
            }
        })
        .await;
        let (network, _) = network(Vec::new());
        let old = server.url("/old");
        let client = Client::new(&network, &old, Limits::default());
        let first = client.get(&old, &Validators::default()).await.unwrap();
        let second = client.get(&old, &first.validators).await.unwrap();
        assert!(matches!(second.reply, Reply::Unchanged), "{status}");
        assert_eq!(server.asked()[2..], again, "{status}");
        let requests = server.requests.lock().unwrap();
        let to_old = requests.iter().filter(|request| request.contains(" /old "));
        assert!(
            to_old
                .clone()
                .all(|request| !request.contains("if-none-match"))
        );
    }
}

#[tokio::test]
async fn a_move_that_leads_nowhere_any_more_is_taken_back() {
    let server = Server::answering(|request| {
        if request.contains(" /old ") {
            answer("200 OK", "", "{}")
        } else {
            answer("404 Not Found", "", "")
        }
    })
    .await;
    let (network, _) = network(Vec::new());
    let old = server.url("/old");
    let client = Client::new(&network, &old, Limits::default());
    let moved = Validators {
        moved: Some(server.url("/new")),
        ..Validators::default()
    };
    let fetched = client.get(&old, &moved).await.unwrap();
    assert_eq!((fetched.url, fetched.validators.moved), (old, None));
}

#[tokio::test]
async fn ten_blogs_on_one_host_never_ask_at_once() {
    let server = Server::answering(|_| answer("200 OK", "", &page())).await;
    let (network, _) = network(Vec::new());
    let mut blogs = JoinSet::new();
    for number in 0..10 {
        let url = server.url(&format!("/live/{number}"));
        let client = Client::new(&network, &url, Limits::default());
        blogs.spawn(async move { client.get(&url, &Validators::default()).await.is_ok() });
    }
    assert!(blogs.join_all().await.into_iter().all(|read| read));
    assert_eq!(server.asked().len(), 10);
    assert_eq!(server.at_once.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn what_ended_is_counted_over_restarts_and_304s() {
    let server = Server::answering(|_| answer("304 Not Modified", "", "")).await;
    let (asking, _) = network(Vec::new());
    let start = |ended_polls, last| Start {
        validators: Validators {
            etag: Some("\"1\"".to_owned()),
            body_hash: Some(String::new()),
            pace: Pace {
                ended_polls,
                ..Pace::default()
            },
            ..Validators::default()
        },
        last: Some(last),
    };
    let asked_before = now() - TimeDelta::hours(2);
    let (_handle, mut reports) = poll(server.url("/live"), &asking, start(2, asked_before));
    assert!(matches!(next(&mut reports).await, EventKind::Started));
    let EventKind::Done(done) = next(&mut reports).await else {
        panic!("not done");
    };
    assert_eq!(done.validators.pace.ended_polls, 3);
    assert!(done.next.unwrap() > Duration::from_secs(1000));
    // Asked often enough: nothing is asked until the reader wants it, or comes back after long.
    let (handle, mut reports) = poll(server.url("/live"), &asking, start(5, asked_before));
    assert!(matches!(next(&mut reports).await, EventKind::Planned(None)));
    handle.attend(fetch::Attention::Away);
    handle.attend(fetch::Attention::Looking);
    handle.refresh();
    assert!(matches!(next(&mut reports).await, EventKind::Started));
}

#[tokio::test]
async fn every_wall_has_its_name_and_says_what_to_do() {
    const BOT_WALL: &str = "<title>Just a moment...</title><p>Checking your browser";
    for (said, known, expected) in [
        (answer("401 X", "", ""), false, Trouble::Login),
        (answer("402 X", "", ""), false, Trouble::Paywall),
        (answer("403 X", "", ""), false, Trouble::BotWall),
        (answer("404 X", "", ""), true, Trouble::Missing),
        (answer("410 X", "", ""), true, Trouble::Gone),
        (
            answer("429 X", "Retry-After: 60\r\n", ""),
            true,
            Trouble::Waits,
        ),
        (answer("451 X", "", ""), false, Trouble::Region),
        (
            answer("503 X", "Retry-After: 60\r\n", ""),
            true,
            Trouble::Waits,
        ),
        (answer("503 X", "", ""), true, Trouble::Failing),
        (answer("511 X", "", ""), true, Trouble::CaptivePortal),
        (
            answer("302 X", "Location: http://10.0.0.1/login\r\n", ""),
            true,
            Trouble::CaptivePortal,
        ),
        (
            answer("302 X", "Location: http://10.0.0.1/login\r\n", ""),
            false,
            Trouble::Failing,
        ),
        (answer("200 X", "", BOT_WALL), true, Trouble::BotWall),
        (answer("200 X", "", ""), true, Trouble::Failing),
        (
            answer("200 X", "", "\u{0}\u{1}ID3\u{4}\u{0}"),
            true,
            Trouble::Failing,
        ),
        (
            answer("200 X", "", "<h1>Our new front page</h1><p>News"),
            true,
            Trouble::Redesigned,
        ),
        (
            answer("200 X", "", "<h1>Our new front page</h1><p>News"),
            false,
            Trouble::Failing,
        ),
    ] {
        let told = said.lines().next().unwrap().to_owned();
        let server = Server::answering(move |_| said.clone()).await;
        let (network, _) = network(Vec::new());
        let start = Start {
            validators: Validators {
                body_hash: known.then(String::new),
                ..Validators::default()
            },
            last: None,
        };
        let (_handle, mut reports) = poll(server.url("/live"), &network, start);
        assert!(matches!(next(&mut reports).await, EventKind::Started));
        let done = next(&mut reports).await;
        assert_eq!(trouble(&done), Some(expected), "{told} {known}");
        let EventKind::Done(poll) = done else {
            panic!("not done");
        };
        assert_eq!(poll.next.is_none(), expected == Trouble::Gone);
    }
}

#[tokio::test]
async fn nobody_there_is_offline() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let url = WebUrl::parse(&format!("http://127.0.0.1:{port}/live")).unwrap();
    let (network, _) = network(Vec::new());
    let client = Client::new(&network, &url, Limits::default());
    let error = client.get(&url, &Validators::default()).await.unwrap_err();
    assert!(matches!(error, FetchError::Unreachable { .. }));
    assert_eq!(error.trouble(true), Trouble::Offline);
}
