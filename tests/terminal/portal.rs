//! A network that wants a sign-in while a live blog is read: what was read stays, the header names it, and the live blog
//! goes on once it is let through.

use std::{
    io::Write as _,
    sync::{Arc, Mutex},
};

use super::{session::Session, site};

/// Answers of networks, and the word of the header for each.
const PORTALS: &[(&str, &str)] = &[
    (
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!doctype html><title>Hotel WiFi</title><h1>Sign in</h1>\
         <form action=http://wifi.hotel.example/login method=post><input name=room><input type=password name=code>\
         <button>Sign in</button></form></html>",
        "LOGIN",
    ),
    (
        "HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/login\r\nContent-Length: 0\r\n\r\n",
        "SIGN-IN",
    ),
    (
        "HTTP/1.1 511 Network Authentication Required\r\nContent-Length: 0\r\n\r\n",
        "SIGN-IN",
    ),
];

fn page(updates: usize) -> String {
    let update = |number: usize| {
        serde_json::json!({"@type": "BlogPosting", "@id": format!("u{number}"), "headline": format!("Report {number}"),
            "datePublished": format!("2025-08-07T04:0{number}:00Z"), "articleBody": "The pier is shut."})
    };
    let updates: Vec<_> = (1..=updates).rev().map(update).collect();
    let blog = serde_json::json!({"@type": "LiveBlogPosting", "headline": "Pier", "liveBlogUpdate": updates});
    let page =
        format!("<!doctype html><html><script type=application/ld+json>{blog}</script></html>");
    let length = page.len();
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n{page}")
}

#[test]
fn a_network_that_wants_a_sign_in_takes_nothing_away() {
    for (portal, word) in PORTALS {
        let answer = Arc::new(Mutex::new(page(2)));
        let given = Arc::clone(&answer);
        let port = site::start(move |mut stream, _| {
            let answer = given.lock().unwrap().clone();
            let answer = answer.replacen("\r\n", "\r\nConnection: close\r\n", 1);
            let _gone = stream.write_all(answer.as_bytes());
        });
        let address = format!("http://127.0.0.1:{port}/live/pier");
        let mut session = Session::start(&["--interval", "1s", &address], &[]);
        session.wait_for_text("Report 2");
        (*portal).clone_into(&mut answer.lock().unwrap());
        session.wait_for(word, |session| {
            let contents = session.contents();
            contents.lines().next().unwrap_or_default().contains(word)
        });
        assert!(session.contents().contains("Report 1"), "{word}");
        *answer.lock().unwrap() = page(3);
        // By hand: a program asks the less often the longer nothing comes.
        session.wait_for("the new update", |session| {
            session.type_keys("r");
            session.contents().contains("Report 3") || session.contents().contains("1 new")
        });
        let contents = session.contents();
        let header = contents.lines().next().unwrap_or_default();
        assert!(!header.contains(word), "{header}");
        session.type_keys("q");
        session.wait_for_end();
        session.assert_restored();
    }
}
