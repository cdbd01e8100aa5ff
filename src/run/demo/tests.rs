//! The demo as a client meets it: over a TCP connection of its own.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

use super::*;

/// After how long a test gives up waiting for something that must happen.
const PATIENCE: Duration = Duration::from_secs(30);

/// A clock that stands still until it is told otherwise; whole seconds.
#[derive(Clone, Default)]
struct Clock(Arc<AtomicU64>);

impl Clock {
    fn set(&self, seconds: u64) {
        self.0.store(seconds, Ordering::SeqCst);
    }
}

async fn demo(clock: &Clock) -> Demo {
    let clock = clock.clone();
    let now = "2025-08-07T03:49:12Z".parse().unwrap();
    let read = move || Duration::from_secs(clock.0.load(Ordering::SeqCst));
    open(1.0, now, read).await.unwrap()
}

struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    content: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(n, _)| n.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.content).unwrap()
    }
}

/// A kept-alive connection.
struct Client(BufReader<TcpStream>);

impl Client {
    async fn connect(demo: &Demo) -> io::Result<Self> {
        let port = demo.address.as_url().port().unwrap();
        Ok(Self(BufReader::new(
            TcpStream::connect(("127.0.0.1", port)).await?,
        )))
    }

    async fn ask(&mut self, method: &str, path: &str, more: &str) -> Answer {
        let request = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{more}\r\n");
        self.0.write_all(request.as_bytes()).await.unwrap();
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            assert_ne!(
                self.0.read_line(&mut line).await.unwrap(),
                0,
                "closed early"
            );
            match line.trim_end() {
                "" => break,
                line => lines.push(line.to_owned()),
            }
        }
        let status = lines[0].split(' ').nth(1).unwrap().parse().unwrap();
        let headers: Vec<(String, String)> = lines[1..]
            .iter()
            .map(|line| line.split_once(": ").unwrap())
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let mut answer = Answer {
            status,
            headers,
            content: Vec::new(),
        };
        let length = answer
            .header("content-length")
            .map_or(0, |l| l.parse().unwrap());
        if method != "HEAD" && status != 304 {
            answer.content.resize(length, 0);
            self.0.read_exact(&mut answer.content).await.unwrap();
        }
        answer
    }

    async fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, "").await
    }
}

#[tokio::test]
async fn a_page_is_sent_once_and_then_only_when_it_changed() {
    let clock = Clock::default();
    let demo = demo(&clock).await;
    let path = demo.address.as_url().path();
    let mut client = Client::connect(&demo).await.unwrap();

    let first = client.get(path).await;
    assert_eq!(first.status, 200);
    assert_eq!(
        first.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(first.header("cache-control"), Some("max-age=1"));
    assert!(
        first.text().contains("id=\"update-14\"") && !first.text().contains("id=\"update-15\"")
    );

    let held = format!("If-None-Match: {}\r\n", first.header("etag").unwrap());
    let again = client.ask("GET", path, &held).await;
    assert_eq!((again.status, again.content.len()), (304, 0));
    assert_eq!(again.header("etag"), first.header("etag"));

    clock.set(4);
    let changed = client.ask("GET", path, &held).await;
    assert_eq!(changed.status, 200);
    assert_ne!(changed.header("etag"), first.header("etag"));
    assert!(changed.text().contains("id=\"update-15\""));
}

#[tokio::test]
async fn validators_are_compared_weakly_and_one_by_one() {
    let demo = demo(&Clock::default()).await;
    let mut client = Client::connect(&demo).await.unwrap();
    let tag = client
        .get("/a/ferries")
        .await
        .header("etag")
        .unwrap()
        .to_owned();
    for (held, status) in [
        (format!("\"other\", W/{tag}"), 304),
        ("*".to_owned(), 304),
        ("\"other\"".to_owned(), 200),
        (tag.trim_matches('"').to_owned(), 200),
    ] {
        let header = format!("If-None-Match: {held}\r\n");
        assert_eq!(
            client.ask("GET", "/a/ferries", &header).await.status,
            status,
            "{held}"
        );
    }
}

#[tokio::test]
async fn head_tells_of_the_content_and_leaves_it_out() {
    let demo = demo(&Clock::default()).await;
    let path = demo.address.as_url().path();
    let mut client = Client::connect(&demo).await.unwrap();
    let head = client.ask("HEAD", path, "").await;
    let get = client.get(path).await;
    assert_eq!((head.status, get.status), (200, 200));
    assert_eq!(head.header("etag"), get.header("etag"));
    assert_eq!(
        head.header("content-length"),
        Some(get.content.len().to_string().as_str())
    );
}

#[tokio::test]
async fn pictures_and_articles_are_where_the_page_says() {
    let clock = Clock::default();
    let demo = demo(&clock).await;
    clock.set(1000);
    let mut client = Client::connect(&demo).await.unwrap();
    let page = client.get(demo.address.as_url().path()).await;
    let mut pictures = 0;
    for rest in page.text().split("src=\"/img/").skip(1) {
        let name = rest.split('"').next().unwrap();
        let picture = client.get(&format!("/img/{name}")).await;
        assert_eq!(picture.header("content-type"), Some("image/png"));
        assert!(picture.content.starts_with(b"\x89PNG\r\n\x1a\n"), "{name}");
        assert!(picture.content.len() < 40_000, "{name} is large");
        pictures += 1;
    }
    assert!(pictures >= 6);
    for rest in page.text().split("href=\"/a/").skip(1) {
        let name = rest.split('"').next().unwrap();
        let article = client.get(&format!("/a/{name}")).await;
        assert_eq!(article.status, 200, "{name}");
        assert!(article.text().contains("\"@type\":\"NewsArticle\""));
    }
    assert_eq!(client.get("/style.css").await.status, 200);
}

#[tokio::test]
async fn what_is_not_there_is_refused_and_the_connection_lives_on() {
    let demo = demo(&Clock::default()).await;
    let mut client = Client::connect(&demo).await.unwrap();
    for path in [
        "/",
        "/a/",
        "/a/nothing",
        "/img/../story.toml",
        "/live/harbour-bridge/",
    ] {
        assert_eq!(client.get(path).await.status, 404, "{path}");
    }
    let refused = client.ask("DELETE", demo.address.as_url().path(), "").await;
    assert_eq!(
        (refused.status, refused.header("allow")),
        (405, Some("GET, HEAD"))
    );
    assert_eq!(client.get("/a/ferries").await.status, 200);
}

#[tokio::test]
async fn dropping_the_demo_stops_the_server_and_its_connections() {
    let demo = demo(&Clock::default()).await;
    let port = demo.address.as_url().port().unwrap();
    let mut client = Client::connect(&demo).await.unwrap();
    assert_eq!(client.get("/a/ferries").await.status, 200);
    drop(demo);
    // A connection that is taken down reads as its end or as a reset; a server that lives on never ends it.
    let mut rest = Vec::new();
    let ended = tokio::time::timeout(PATIENCE, client.0.read_to_end(&mut rest)).await;
    assert!(ended.is_ok() && rest.is_empty());
    assert!(TcpStream::connect(("127.0.0.1", port)).await.is_err());
}

#[tokio::test]
async fn demos_run_side_by_side_on_loopback_addresses_of_their_own() {
    let now = "2025-08-07T03:49:12Z".parse().unwrap();
    let (one, other) = (
        start(1.0, now).await.unwrap(),
        start(20.0, now).await.unwrap(),
    );
    assert_eq!(
        (one.address.host(), other.address.host()),
        ("127.0.0.1", "127.0.0.1")
    );
    assert_ne!(one.address, other.address);
    let mut client = Client::connect(&one).await.unwrap();
    let page = client.get(one.address.as_url().path()).await;
    assert!(
        page.text()
            .contains(&format!("\"url\":\"{}\"", one.address))
    );
}

#[tokio::test]
async fn a_speed_that_is_none_is_refused_in_a_sentence() {
    let now = "2025-08-07T03:49:12Z".parse().unwrap();
    let error = start(0.0, now).await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
    assert!(error.to_string().contains("speed"));
}
