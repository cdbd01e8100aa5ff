//! Fetching, against a real server on the loopback interface that says exactly what it is told to.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use newswire::{
    fetch::{Client, FetchError, Limits, Links, Network, Reply},
    model::{Linked, Obstacle, Validators, WebUrl},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    task::JoinHandle,
};

/// What the server does once it has read a request.
#[derive(Clone)]
enum Answer {
    /// Sends this and closes.
    Whole(String),
    /// Sends these bytes and closes.
    Bytes(Vec<u8>),
    /// Sends this and then a byte at a time for ever.
    Drip(String),
    /// Sends this and then as much as is taken.
    Endless(String),
    /// Says nothing.
    Silence,
}

/// A server that gives its answers in turn, the last one again and again.
struct Server {
    address: WebUrl,
    requests: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    async fn start(answers: impl Fn(&WebUrl) -> Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let address = WebUrl::parse(&format!("http://127.0.0.1:{port}/live")).unwrap();
        let answers = answers(&address);
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        let task = tokio::spawn(async move {
            let mut turn = 0;
            while let Ok((mut stream, _)) = listener.accept().await {
                let answer = answers[turn.min(answers.len() - 1)].clone();
                turn += 1;
                let mut request = Vec::new();
                let mut bytes = [0; 1024];
                while !request.ends_with(b"\r\n\r\n") {
                    match stream.read(&mut bytes).await {
                        Ok(count @ 1..) => request.extend_from_slice(&bytes[..count]),
                        _ => break,
                    }
                }
                seen.lock()
                    .unwrap()
                    .push(String::from_utf8_lossy(&request).into_owned());
                tokio::spawn(async move {
                    match answer {
                        Answer::Whole(text) => drop(stream.write_all(text.as_bytes()).await),
                        Answer::Bytes(bytes) => drop(stream.write_all(&bytes).await),
                        Answer::Silence => std::future::pending().await,
                        Answer::Drip(text) => {
                            let _ = stream.write_all(text.as_bytes()).await;
                            while stream.write_all(b"x").await.is_ok() {
                                tokio::time::sleep(Duration::from_millis(5)).await;
                            }
                        }
                        Answer::Endless(text) => {
                            let _ = stream.write_all(text.as_bytes()).await;
                            while stream.write_all(&[b'x'; 8192]).await.is_ok() {}
                        }
                    }
                });
            }
        });
        Self {
            address,
            requests,
            task,
        }
    }

    async fn with(answers: &[&str]) -> Self {
        let answers: Vec<Answer> = answers
            .iter()
            .map(|a| Answer::Whole((*a).to_owned()))
            .collect();
        Self::start(|_| answers.clone()).await
    }

    fn client(&self, limits: Limits) -> Client {
        Client::new(&Network::default(), &self.address, limits)
    }

    fn request(&self, turn: usize) -> String {
        self.requests.lock().unwrap()[turn].to_ascii_lowercase()
    }
}

/// An answer with a length.
fn page(headers: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n{body}",
        body.len()
    )
}

fn short() -> Limits {
    Limits {
        body: 64 * 1024,
        read: Duration::from_millis(300),
        total: Duration::from_millis(600),
    }
}

#[tokio::test]
async fn validators_go_back_as_they_came_and_nothing_else_tells_who_we_are() {
    let first = page(
        "ETag: W/\"a b\"\r\nLast-Modified: Thu, 07 Aug 2025 04:49:00 GMT\r\nSet-Cookie: id=7\r\nCache-Control: max-age=60\r\nAge: 20\r\n",
        "<html>one</html>",
    );
    let server = Server::with(&[
        &first,
        "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n",
    ])
    .await;
    let client = server.client(Limits::default());
    let fetched = client
        .get(&server.address, &Validators::default())
        .await
        .unwrap();
    assert!(matches!(fetched.reply, Reply::Page(_)));
    assert_eq!(fetched.fresh_for, Some(Duration::from_secs(40)));
    let again = client
        .get(&server.address, &fetched.validators)
        .await
        .unwrap();
    assert!(matches!(again.reply, Reply::Unchanged));
    assert_eq!(again.validators, fetched.validators);
    let request = server.request(1);
    assert!(
        request.contains("if-none-match: w/\"a b\"\r\n"),
        "{request}"
    );
    assert!(
        request.contains("if-modified-since: thu, 07 aug 2025 04:49:00 gmt\r\n"),
        "{request}"
    );
    assert!(
        request.contains(&format!(
            "user-agent: newswire/{}",
            env!("CARGO_PKG_VERSION")
        )),
        "{request}"
    );
    for never in ["cookie:", "referer:", "authorization:"] {
        assert!(!request.contains(never), "{request}");
    }
}

#[tokio::test]
async fn the_same_bytes_under_another_etag_are_no_news() {
    let answers = [
        page("ETag: \"1\"\r\n", "<html>x</html>"),
        page("ETag: \"2\"\r\n", "<html>x</html>"),
    ];
    let server = Server::with(&[&answers[0], &answers[1]]).await;
    let client = server.client(Limits::default());
    let first = client
        .get(&server.address, &Validators::default())
        .await
        .unwrap();
    let second = client
        .get(&server.address, &first.validators)
        .await
        .unwrap();
    assert!(matches!(second.reply, Reply::Unchanged));
    assert_eq!(second.validators.etag.as_deref(), Some("\"2\""));
}

#[tokio::test]
async fn a_304_without_a_body_of_ours_is_asked_again_in_full() {
    let server = Server::with(&[
        "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n",
        &page("", "<html>x</html>"),
    ])
    .await;
    let held = Validators {
        etag: Some("\"1\"".to_owned()),
        ..Validators::default()
    };
    let fetched = server
        .client(Limits::default())
        .get(&server.address, &held)
        .await
        .unwrap();
    assert!(matches!(fetched.reply, Reply::Page(_)));
    assert!(!server.request(1).contains("if-none-match"));
}

#[tokio::test]
async fn what_does_not_end_is_ended() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    let server = Server::start(|_| vec![Answer::Silence]).await;
    let silent = server
        .client(short())
        .get(&server.address, &Validators::default())
        .await;
    assert!(
        matches!(silent, Err(FetchError::TimedOut { .. })),
        "{silent:?}"
    );
    // What all may take is no time for silence.
    let limits = Limits {
        total: Duration::from_hours(1),
        ..short()
    };
    let silent = server
        .client(limits)
        .get(&server.address, &Validators::default())
        .await;
    assert!(
        matches!(silent, Err(FetchError::TimedOut { .. })),
        "{silent:?}"
    );
    let server = Server::start(|_| vec![Answer::Drip(head.to_owned())]).await;
    let dripping = server
        .client(short())
        .get(&server.address, &Validators::default())
        .await;
    assert!(
        matches!(dripping, Err(FetchError::TimedOut { .. })),
        "{dripping:?}"
    );
    let server = Server::start(|_| vec![Answer::Endless(head.to_owned())]).await;
    let limits = Limits {
        total: Duration::from_secs(30),
        ..short()
    };
    let endless = server
        .client(limits)
        .get(&server.address, &Validators::default())
        .await;
    assert!(
        matches!(endless, Err(FetchError::TooLarge { .. })),
        "{endless:?}"
    );
}

#[tokio::test]
async fn bodies_that_were_cut_are_no_pages() {
    for cut in [
        "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<html>only this",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\n<html>only this",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<html><body>no end",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\nConnection: close\r\n\r\nnot gzip!",
        "HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\nContent-Length: 4\r\nConnection: close\r\n\r\nzstd",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "",
    ] {
        let server = Server::with(&[cut]).await;
        let fetched = server
            .client(short())
            .get(&server.address, &Validators::default())
            .await;
        assert!(
            matches!(fetched, Err(FetchError::Broken { .. })),
            "{cut:?}: {fetched:?}"
        );
    }
}

#[tokio::test]
async fn redirects_are_followed_five_times_and_only_where_they_may_lead() {
    let hops = |count: usize| {
        let mut answers = vec![Answer::Whole(hop("/next", "")); count];
        answers.push(Answer::Whole(page("", "<html>x</html>")));
        answers
    };
    let server = Server::start(|_| hops(5)).await;
    let fetched = server
        .client(Limits::default())
        .get(&server.address, &Validators::default())
        .await
        .unwrap();
    assert_eq!(fetched.url.as_url().path(), "/next");
    let server = Server::start(|_| hops(6)).await;
    let refused = server
        .client(Limits::default())
        .get(&server.address, &Validators::default())
        .await;
    assert!(
        matches!(refused, Err(FetchError::Redirect { .. })),
        "{refused:?}"
    );
    for to in [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://127.0.0.1/",
        "http://10.0.0.1/",
        "http://[::1]:1/",
        "http://169.254.169.254/",
        "http://2130706433:1/",
        "",
    ] {
        let server = Server::with(&[&hop(to, ""), &page("", "<html>never</html>")]).await;
        let refused = server
            .client(Limits::default())
            .get(&server.address, &Validators::default())
            .await;
        let same_page = to.is_empty();
        assert!(
            same_page || matches!(refused, Err(FetchError::Redirect { .. })),
            "{to}: {refused:?}"
        );
        assert!(
            same_page || server.requests.lock().unwrap().len() == 1,
            "{to} was asked"
        );
    }
}

/// A redirect with more headers.
fn hop(to: &str, headers: &str) -> String {
    format!(
        "HTTP/1.1 302 Found\r\nLocation: {to}\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n"
    )
}

#[tokio::test]
async fn cookies_are_brought_along_a_chain_and_forgotten_behind_it() {
    let server = Server::with(&[
        &hop(
            "/live",
            "Set-Cookie: seen=1; Path=/\r\nSet-Cookie: deep=2; Path=/deep\r\n",
        ),
        &page("Set-Cookie: late=3; Path=/\r\n", "<html>x</html>"),
        &page("", "<html>y</html>"),
    ])
    .await;
    let client = server.client(Limits::default());
    for _ in 0..2 {
        client
            .get(&server.address, &Validators::default())
            .await
            .unwrap();
    }
    assert!(!server.request(0).contains("cookie:"));
    assert!(server.request(1).contains("cookie: seen=1\r\n"));
    assert!(
        !server.request(2).contains("cookie:"),
        "the next chain knows nothing"
    );
}

#[tokio::test]
async fn cookies_do_not_leave_their_origin() {
    let other = Server::with(&[&page("", "<html>x</html>")]).await;
    let away = other.address.as_str().to_owned();
    let server =
        Server::start(|_| vec![Answer::Whole(hop(&away, "Set-Cookie: seen=1; Path=/\r\n"))]).await;
    // Another port of this machine is a private address that nobody typed.
    let refused = server
        .client(Limits::default())
        .get(&server.address, &Validators::default())
        .await;
    assert!(
        matches!(refused, Err(FetchError::Redirect { .. })),
        "{refused:?}"
    );
    assert!(other.requests.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_page_that_only_sends_on_is_followed_as_any_redirect() {
    let sends = |to: &str| {
        page(
            "Content-Type: text/html\r\nETag: \"a\"\r\n",
            &format!("<html><meta http-equiv=refresh content=\"0; url={to}\"></html>"),
        )
    };
    let story = page("ETag: \"b\"\r\n", "<html>x</html>");
    for first in [
        sends("/story"),
        page("Refresh: 0; url=/story\r\n", "<html>wait</html>"),
    ] {
        let server = Server::with(&[&first, &story]).await;
        let client = server.client(Limits::default());
        let fetched = client
            .get(&server.address, &Validators::default())
            .await
            .unwrap();
        assert_eq!(fetched.url.as_url().path(), "/story");
        // What would be confirmed is the page before.
        assert_eq!(fetched.validators.etag, None);
    }
    for (to, asked) in [("http://10.0.0.1/", 1), ("http://127.0.0.1:9/", 1)] {
        let server = Server::with(&[&sends(to), &story]).await;
        let refused = server
            .client(Limits::default())
            .get(&server.address, &Validators::default())
            .await;
        assert!(
            matches!(refused, Err(FetchError::Redirect { .. })),
            "{to}: {refused:?}"
        );
        assert_eq!(server.requests.lock().unwrap().len(), asked);
    }
    // A page that leads nowhere, or to itself, is the page.
    for to in ["file:///etc/passwd", "/live", "/live?again=1"] {
        let server = Server::with(&[&sends(to)]).await;
        let fetched = server
            .client(Limits::default())
            .get(&server.address, &Validators::default())
            .await
            .unwrap();
        assert_eq!(fetched.url, server.address, "{to}");
        assert_eq!(server.requests.lock().unwrap().len(), 1, "{to}");
    }
    // Pages that send each other round and round end.
    let (there, back) = (sends("/there"), sends("/back"));
    let rounds = [&there, &back, &there, &back, &there, &back, &there].map(String::as_str);
    let server = Server::with(&rounds).await;
    let ended = server
        .client(Limits::default())
        .get(&server.address, &Validators::default())
        .await;
    assert!(ended.is_ok(), "{ended:?}");
    assert_eq!(server.requests.lock().unwrap().len(), 6);
}

#[tokio::test]
async fn locations_are_read_in_any_bytes() {
    let utf8 = hop("/caf\u{e9}?x=\u{fc}", "").into_bytes();
    let latin: Vec<u8> = "HTTP/1.1 302 Found\r\nLocation: /caf\u{e9}?x=\u{fc}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    for first in [utf8, latin] {
        let server = Server::start(|_| {
            vec![
                Answer::Bytes(first.clone()),
                Answer::Whole(page("", "<html>x</html>")),
            ]
        })
        .await;
        let fetched = server
            .client(Limits::default())
            .get(&server.address, &Validators::default())
            .await
            .unwrap();
        assert_eq!(fetched.url.as_url().path(), "/caf%C3%A9");
        assert_eq!(fetched.url.as_url().query(), Some("x=%C3%BC"));
    }
}

#[tokio::test]
async fn several_gzip_members_are_one_page() {
    let member = |text: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut encoder, text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let body = [member("<html>one "), member("two</html>"), b"\0\0".to_vec()].concat();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let server = Server::start(|_| vec![Answer::Bytes([head.as_bytes(), &body].concat())]).await;
    let fetched = server
        .client(Limits::default())
        .get(&server.address, &Validators::default())
        .await
        .unwrap();
    let Reply::Page(read) = fetched.reply else {
        panic!("no page");
    };
    assert_eq!(read.bytes, b"<html>one two</html>");
    assert!(server.request(0).contains("accept-encoding: gzip, br\r\n"));
    // However small it is on the wire.
    let bomb = member(&"x".repeat(100_000));
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        bomb.len()
    );
    let server = Server::start(|_| vec![Answer::Bytes([head.as_bytes(), &bomb].concat())]).await;
    let refused = server
        .client(short())
        .get(&server.address, &Validators::default())
        .await;
    assert!(
        matches!(refused, Err(FetchError::TooLarge { .. })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn refusals_carry_their_meaning_and_the_wait() {
    for (status, header, wait) in [
        (429, "Retry-After: 120\r\n", Some(120)),
        (
            503,
            "Date: Thu, 07 Aug 2025 04:00:00 GMT\r\nRetry-After: Thu, 07 Aug 2025 04:01:00 GMT\r\n",
            Some(60),
        ),
        (503, "Retry-After: soon\r\n", None),
        (404, "", None),
        (204, "", None),
        (999, "", None),
    ] {
        let answer = format!(
            "HTTP/1.1 {status} X\r\n{header}Content-Length: 0\r\nConnection: close\r\n\r\n"
        );
        let server = Server::with(&[&answer]).await;
        let error = server
            .client(Limits::default())
            .get(&server.address, &Validators::default())
            .await
            .unwrap_err();
        assert_eq!(error.http_status(), Some(status));
        assert_eq!(error.retry_after().map(|w| w.as_secs()), wait, "{status}");
        assert!(!error.to_string().contains('?'), "no query in {error}");
    }
}

#[tokio::test]
async fn nobody_there_is_told_in_a_sentence() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let url = WebUrl::parse(&format!("http://127.0.0.1:{port}/live?token=secret")).unwrap();
    let error = Client::new(&Network::default(), &url, short())
        .get(&url, &Validators::default())
        .await
        .unwrap_err();
    assert!(matches!(error, FetchError::Unreachable { .. }), "{error:?}");
    assert!(!error.to_string().contains("secret"));
}

fn recipes() -> &'static newswire::source::Recipes {
    newswire::source::Recipes::built_in()
}

#[tokio::test]
async fn a_link_is_read_and_a_film_is_named_without_its_bytes() {
    let words =
        "The statement says that the pier stays shut until the bearings are changed. ".repeat(8);
    let story = page(
        "Content-Type: text/html\r\n",
        &format!(
            "<!doctype html><html><title>Statement</title><article><p>{words}</p></article></html>"
        ),
    );
    // Longer than any page may be, and never sent.
    let film = "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 900000000\r\n\r\n";
    let server = Server::with(&[&story, film]).await;
    let from = Some(server.address.clone());
    let links = Links::from(&Network::default(), from.as_ref(), short(), recipes());
    let read = links
        .read(&server.address.join("/statement").unwrap())
        .await;
    let Ok(Linked::Article(article)) = read else {
        panic!("{read:?}");
    };
    assert!(
        article
            .body
            .text()
            .contains("until the bearings are changed")
    );
    let film = links.read(&server.address.join("/film").unwrap()).await;
    assert_eq!(film, Ok(Linked::Obstacle(Obstacle::Video)));
}

#[tokio::test]
async fn a_link_leads_to_no_private_network_but_the_one_that_was_typed() {
    let server = Server::with(&[&page("", "<p>secret")]).await;
    for from in [
        None,
        WebUrl::parse("https://post.example/live").ok(),
        WebUrl::parse("http://127.0.0.1:9/live").ok(),
    ] {
        let links = Links::from(&Network::default(), from.as_ref(), short(), recipes());
        let refused = links.read(&server.address).await.unwrap_err();
        assert!(refused.as_str().contains("private"), "{refused}");
    }
    assert!(server.requests.lock().unwrap().is_empty());
}
