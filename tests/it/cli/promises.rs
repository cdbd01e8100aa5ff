//! What a server asked for binds commands, too, from one run to the next.

use std::{
    io::{Read, Write},
    net::TcpListener,
    sync::{Arc, Mutex},
    thread,
};

use super::{newswire, outcome};

const PAGE: &str = "<!doctype html><title>Live: Pier</title><script type=application/ld+json>\
    {\"@type\":\"LiveBlogPosting\",\"headline\":\"Pier\",\"liveBlogUpdate\":[{\"@id\":\"u1\",\"headline\":\"Pier\",\
    \"datePublished\":\"2025-08-07T04:00:00Z\",\"articleBody\":\"Safe.\"}]}</script>";

/// Serves each path with what `answer` makes of it; counts what is asked.
fn serve(answer: impl Fn(&str) -> String + Send + 'static) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = Arc::clone(&asked);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = Vec::new();
            let mut byte = [0];
            while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or(0) > 0 {
                request.push(byte[0]);
            }
            let request = String::from_utf8(request).unwrap();
            let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
            let _gone = stream.write_all(answer(&path).as_bytes());
            seen.lock().unwrap().push(path);
        }
    });
    (base, asked)
}

fn reply(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n{body}"
    )
}

#[test]
fn inside_a_retry_after_nothing_is_asked_and_it_is_said_until_when() {
    let home = tempfile::tempdir().unwrap();
    let (base, asked) = serve(|_| {
        reply(
            "429 Too Many Requests",
            "Retry-After: 600\r\n",
            "Slow down.",
        )
    });
    let page = format!("{base}/live");
    let (status, _, stderr) = outcome(newswire(home.path()).args(["print", &page]));
    assert_eq!(status, 1, "{stderr}");
    for command in [&["print"][..], &["check"], &["discover"], &["follow"]] {
        let (status, stdout, stderr) = outcome(
            newswire(home.path())
                .args(command)
                .arg(format!("{base}/other")),
        );
        assert_eq!((status, stdout.as_str()), (1, ""), "{command:?}");
        let said = "newswire: 127.0.0.1 asked not to be contacted before ";
        assert!(stderr.starts_with(said), "{command:?}: {stderr}");
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
    }
    let tail = ["tail", &page, "--for", "1s"];
    let (status, ..) = outcome(newswire(home.path()).args(tail));
    assert_eq!(status, 1);
    assert_eq!(*asked.lock().unwrap(), ["/live"]);
    outcome(newswire(home.path()).args(["--no-history", "print", &page]));
    assert_eq!(
        asked.lock().unwrap().len(),
        2,
        "who keeps nothing knows nothing"
    );
}

#[test]
fn where_a_followed_blog_moved_for_good_is_asked_at_once() {
    let home = tempfile::tempdir().unwrap();
    let (base, asked) = serve(|path| match path {
        "/new" => reply("200 OK", "", PAGE),
        _ => reply("301 Moved Permanently", "Location: /new\r\n", ""),
    });
    let page = format!("{base}/old");
    for command in ["follow", "print", "check"] {
        let (status, _, stderr) = outcome(newswire(home.path()).args([command, &page]));
        assert_eq!(status, 0, "{command}: {stderr}");
    }
    assert_eq!(*asked.lock().unwrap(), ["/old", "/new", "/new", "/new"]);
}

#[test]
fn feeds_of_a_page_that_fail_alike_are_told_of_once() {
    let home = tempfile::tempdir().unwrap();
    let feed = |name| format!("<link rel=alternate type=application/rss+xml href=/{name}>");
    let front = format!(
        "<!doctype html><title>The Post</title>{}{}<h1>News</h1>\
         <p><a href=/live/pier-1>Pier: live updates</a>",
        feed("a.xml"),
        feed("b.xml")
    );
    let (base, asked) = serve(move |path| match path {
        "/" => reply("200 OK", "", &front),
        _ => reply("404 Not Found", "", ""),
    });
    let (status, stdout, stderr) = outcome(newswire(home.path()).args(["discover", &base]));
    assert_eq!(status, 0, "{stderr}");
    assert_eq!(stdout, format!("Pier: live updates\n{base}/live/pier-1\n"));
    assert_eq!(asked.lock().unwrap().len(), 3);
    let told = "newswire: A feed of the page was left out: 127.0.0.1 answered 404";
    assert!(stderr.starts_with(told), "{stderr}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
}

#[test]
fn a_page_without_a_live_blog_names_those_that_it_links_to() {
    let home = tempfile::tempdir().unwrap();
    let front = "<!doctype html><title>The Post</title><h1>News</h1>\
        <p><a href=/live/pier-1>Pier: live updates</a><p><a href=/news/weather-2>Weather</a>";
    let (base, _) = serve(move |_| reply("200 OK", "", front));
    let (status, _, stderr) = outcome(newswire(home.path()).args(["print", &base]));
    assert_eq!(status, 3, "{stderr}");
    let lead = format!("It links to a live blog: {base}/live/pier-1\n");
    assert!(stderr.ends_with(&lead), "{stderr}");
    let (status, stdout, stderr) = outcome(newswire(home.path()).args(["discover", &base]));
    assert_eq!(status, 0, "{stderr}");
    assert_eq!(stdout, format!("Pier: live updates\n{base}/live/pier-1\n"));
    let json = ["discover", &base, "--format", "json"];
    let (_, stdout, _) = outcome(newswire(home.path()).args(json));
    let found: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(found["blogs"][0]["title"], "Pier: live updates");
}
