//! A proxy of the environment: it resolves the names, so that what may be asked is judged by names alone.

use std::{
    io::Write as _,
    sync::{Arc, Mutex},
};

use super::{newswire, outcome, site};

const PAGE: &str = r#"<!doctype html><html><title>Pier</title><script type="application/ld+json">
{"@type":"LiveBlogPosting","headline":"The pier: latest","liveBlogUpdate":[{"@type":"BlogPosting","@id":"u1",
"headline":"Pier shut","datePublished":"2025-08-07T04:00:00Z","articleBody":"Until noon."}]}</script></html>"#;

fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n{body}"
    )
}

/// What stands at an address: a page, unless its path says to go on or that there is none.
fn answered(target: &str) -> String {
    let (_, path) = target.split_once("://").unwrap_or(("", target));
    let (_, path) = path.split_once('/').unwrap_or((path, ""));
    if let Some(to) = path.strip_prefix("for-now/") {
        answer("302 Found", &format!("Location: http://{to}\r\n"), "")
    } else if let Some(to) = path.strip_prefix("for-good/") {
        let to = format!("Location: http://{to}\r\n");
        answer("301 Moved Permanently", &to, "")
    } else if path == "gone" {
        answer("410 Gone", "", "")
    } else {
        answer("200 OK", "", PAGE)
    }
}

/// Starts a server that answers as a proxy and as a site; returns its port and what it was asked for, in full where it
/// was asked as a proxy.
fn start() -> (u16, Arc<Mutex<Vec<String>>>) {
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = Arc::clone(&asked);
    let port = site::start(move |mut stream, target| {
        seen.lock().unwrap().push(target.to_owned());
        let _gone = stream.write_all(answered(target).as_bytes());
    });
    (port, asked)
}

/// Returns the exit status, what was printed, and what the proxy was asked for.
fn print_through_proxy(address: &str) -> (i32, String, Vec<String>) {
    let home = tempfile::tempdir().unwrap();
    let (port, asked) = start();
    let mut command = newswire(home.path());
    command.env("http_proxy", format!("http://127.0.0.1:{port}"));
    let (status, printed, told) = outcome(command.args(["print", address]));
    let asked = asked.lock().unwrap().clone();
    (status, printed + &told, asked)
}

#[test]
fn public_names_and_what_was_typed_are_asked_through_the_proxy() {
    for address in [
        "http://post.example/live",
        "http://router/live",
        "http://10.0.0.1.nip.example/live",
    ] {
        let (status, words, asked) = print_through_proxy(address);
        assert_eq!(status, 0, "{words}");
        assert!(words.contains("Pier shut"), "{words}");
        assert_eq!(asked, [address]);
    }
}

#[test]
fn no_page_leads_into_the_network_of_the_proxy_by_a_name_that_tells() {
    for to in [
        "127.0.0.1.nip.example/",
        "router/",
        "printer.local/",
        "localhost./",
        "10.0.0.1/",
    ] {
        let address = format!("http://post.example/for-now/{to}");
        let (status, words, asked) = print_through_proxy(&address);
        assert_eq!(status, 1, "{words}");
        assert!(words.contains("private network"), "{words}");
        assert_eq!(asked, [address]);
    }
    // Other names are not told from those of the public internet.
    let (status, words, asked) =
        print_through_proxy("http://post.example/for-now/other.example/live");
    assert_eq!((status, asked.len()), (0, 2), "{words}");
}

#[test]
fn only_a_site_that_took_over_for_good_says_that_a_live_blog_is_gone() {
    let through = |path: &str| print_through_proxy(&format!("http://post.example/{path}")).1;
    let words = through("for-now/other.example/gone");
    assert!(words.contains("in place of post.example"), "{words}");
    let words = through("for-good/other.example/gone");
    assert!(words.contains("gone for good"), "{words}");
    let words = through("for-now/www.post.example/gone");
    assert!(words.contains("gone for good"), "{words}");
}

#[test]
fn this_machine_is_asked_through_no_proxy() {
    let home = tempfile::tempdir().unwrap();
    let (port, asked) = start();
    let mut command = newswire(home.path());
    // Nothing listens there.
    command.env("http_proxy", "http://127.0.0.1:9");
    let address = format!("http://127.0.0.1:{port}/live");
    let (status, printed, told) = outcome(command.args(["print", &address]));
    assert_eq!(status, 0, "{told}");
    assert!(printed.contains("Pier shut"), "{printed}");
    assert_eq!(*asked.lock().unwrap(), ["/live"]);
}

#[test]
fn a_proxy_that_is_not_there_is_named() {
    let home = tempfile::tempdir().unwrap();
    let mut command = newswire(home.path());
    command.env("http_proxy", "http://127.0.0.1:9");
    let (status, _, told) = outcome(command.args(["print", "http://post.example/live"]));
    assert_eq!(status, 1);
    assert!(told.contains("127.0.0.1:9"), "{told}");
}
