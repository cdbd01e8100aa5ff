//! A server that answers as the Liveblog plugin of WordPress does: entries as a list of events, each under its server's
//! own clock, and a page that shows none of them itself.

use std::{
    fmt::Write as _,
    io::{Read, Write},
    net::TcpListener,
    sync::{Arc, Mutex},
    thread,
};

use chrono::{DateTime, TimeDelta, Utc};
use newswire::model::WebUrl;
use serde_json::{Value, json};

/// Entries of a page of them, as the plugin has it unless told otherwise.
const PER_PAGE: usize = 5;

/// What happened to an entry.
#[derive(Clone)]
struct Event {
    /// The entry that it is about.
    entry: u32,
    kind: &'static str,
    /// When it happened, in seconds of the server's time.
    at: i64,
    /// When the entry was made.
    made: i64,
    words: String,
}

/// What a site is set to.
#[derive(Clone)]
pub(crate) struct Site {
    /// Whether addresses carry the route in their query.
    pub(crate) plain_permalinks: bool,
    pub(crate) archived: bool,
    /// How far the server's clock runs ahead of ours.
    pub(crate) ahead: TimeDelta,
    /// What the page shows beside its settings.
    pub(crate) content: &'static str,
    /// What the page's answer says of its freshness and its identity.
    pub(crate) headers: &'static str,
    /// Whether the routes answer at all.
    pub(crate) answers: bool,
    events: Vec<Event>,
}

/// A server with one live blog.
pub(crate) struct Plugin {
    pub(crate) address: WebUrl,
    site: Arc<Mutex<Site>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Plugin {
    /// Starts a server; `set` sets it up.
    pub(crate) fn start(set: impl FnOnce(&mut Site)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let mut site = Site {
            plain_permalinks: false,
            archived: false,
            ahead: TimeDelta::zero(),
            content: "",
            headers: "",
            answers: true,
            events: Vec::new(),
        };
        set(&mut site);
        let site = Arc::new(Mutex::new(site));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (served, seen) = (Arc::clone(&site), Arc::clone(&asked));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let mut request = Vec::new();
                let mut bytes = [0; 1024];
                while !request.ends_with(b"\r\n\r\n") {
                    match stream.read(&mut bytes) {
                        Ok(count @ 1..) => request.extend_from_slice(&bytes[..count]),
                        _ => break,
                    }
                }
                let request = String::from_utf8_lossy(&request).into_owned();
                let target = request.split(' ').nth(1).unwrap_or_default().to_owned();
                seen.lock().unwrap().push(target.clone());
                let answer = served.lock().unwrap().answer(port, &target, &request);
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        let address = WebUrl::parse(&format!("http://127.0.0.1:{port}/live")).unwrap();
        Self {
            address,
            site,
            asked,
        }
    }

    /// Changes the site.
    pub(crate) fn set(&self, change: impl FnOnce(&mut Site)) {
        change(&mut self.site.lock().unwrap());
    }

    /// The addresses that were asked for, in their order.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Site {
    /// What the server's clock shows.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        #[expect(clippy::disallowed_methods, reason = "a server has a clock of its own")]
        let now = Utc::now();
        now + self.ahead
    }

    /// Publishes an entry so many seconds ago.
    pub(crate) fn publish(&mut self, entry: u32, seconds_ago: i64, words: &str) {
        let at = self.now().timestamp() - seconds_ago;
        self.events.push(Event {
            entry,
            kind: "new",
            at,
            made: at,
            words: words.to_owned(),
        });
    }

    /// Publishes numbered reports, a minute between two of them, the last one a minute ago.
    pub(crate) fn publish_reports(&mut self, entries: std::ops::Range<u32>) {
        let count = i64::from(entries.end - entries.start);
        for (place, entry) in (0_i64..).zip(entries) {
            self.publish(
                entry,
                (count - place) * 60,
                &format!("<p>Report {entry}.</p>"),
            );
        }
    }

    pub(crate) fn edit(&mut self, entry: u32, words: &str) {
        self.change(entry, "update", words);
    }

    pub(crate) fn delete(&mut self, entry: u32) {
        self.change(entry, "delete", "");
    }

    fn change(&mut self, entry: u32, kind: &'static str, words: &str) {
        let known = self.events.iter().find(|event| event.entry == entry);
        let made = known.unwrap().made;
        let at = self.now().timestamp();
        self.events.push(Event {
            entry,
            kind,
            at,
            made,
            words: words.to_owned(),
        });
    }

    fn endpoint(&self, port: u16) -> String {
        let base = if self.plain_permalinks {
            "/?rest_route=/liveblog/v1/7/"
        } else {
            "/wp-json/liveblog/v1/7/"
        };
        format!("http://127.0.0.1:{port}{base}")
    }

    fn answer(&self, port: u16, target: &str, request: &str) -> String {
        let date = self.now().format("%a, %d %b %Y %H:%M:%S GMT");
        if target == "/live" {
            let tag = self.headers.split_once("ETag: ").map(|(_, tag)| tag.trim());
            if tag.is_some_and(|tag| request.contains(tag)) {
                let headers = self.headers;
                return format!(
                    "HTTP/1.1 304 Not Modified\r\nDate: {date}\r\n{headers}Connection: close\r\n\r\n"
                );
            }
            return http(
                "200 OK",
                &format!(
                    "Date: {date}\r\nContent-Type: text/html\r\n{}",
                    self.headers
                ),
                &self.page(port),
            );
        }
        let endpoint = self.endpoint(port);
        let path = endpoint.split_once(&port.to_string()).unwrap().1;
        let document = target
            .strip_prefix(path)
            .filter(|_| self.answers)
            .and_then(|route| self.route(route));
        match document {
            Some(document) => {
                let headers = format!(
                    "Date: {date}\r\nContent-Type: application/json\r\nCache-Control: max-age=86400\r\n"
                );
                http("200 OK", &headers, &document.to_string())
            }
            None => http(
                "404 Not Found",
                "Content-Type: application/json\r\n",
                r#"{"code":"rest_no_route"}"#,
            ),
        }
    }

    fn page(&self, port: u16) -> String {
        let latest = self.events.iter().map(|event| event.at).max().unwrap_or(0);
        let settings = json!({
            "endpoint_url": self.endpoint(port),
            "refresh_interval": "1",
            "entries_per_page": PER_PAGE.to_string(),
            "latest_entry_timestamp": latest.to_string(),
            "timezone_string": "Europe/London",
            "state": if self.archived { "archive" } else { "enable" },
        });
        format!(
            "<!doctype html><html lang=en><title>Bridge closed</title><script>var liveblog_settings = {settings};</script>\
             <h1>Bridge closed</h1><p>We follow what happens at the bridge.</p>{}<div id='wpcom-liveblog-container' class='7'></div>",
            self.content
        )
    }

    fn route(&self, route: &str) -> Option<Value> {
        let mut parts = route.trim_end_matches('/').split('/');
        let (name, first, second) = (parts.next()?, parts.next()?, parts.next()?);
        match name {
            "entries" => Some(self.between(first.parse().ok()?, second.parse().ok()?)),
            "get-entries" => self.paged(first.parse().ok()?, second),
            _ => None,
        }
    }

    fn between(&self, start: i64, end: i64) -> Value {
        let events: Vec<_> = self
            .events
            .iter()
            .filter(|event| (start..=end).contains(&event.at))
            .collect();
        let latest = events.iter().map(|event| event.at).max();
        json!({
            "entries": events.iter().map(|event| event.json()).collect::<Vec<_>>(),
            "latest_timestamp": latest,
            "refresh_interval": 1,
            "pages": false,
        })
    }

    fn paged(&self, page: usize, known: &str) -> Option<Value> {
        let mut entries: Vec<Event> = Vec::new();
        for event in &self.events {
            match event.kind {
                "new" => entries.insert(0, event.clone()),
                "update" => {
                    let place = entries.iter().position(|e| e.entry == event.entry)?;
                    entries[place] = event.clone();
                }
                _ => entries.retain(|e| e.entry != event.entry),
            }
        }
        if let Some((entry, _)) = known.split_once('-') {
            let entry: u32 = entry.parse().ok()?;
            let place = entries.iter().position(|e| e.entry == entry)?;
            entries.drain(..place);
        }
        let pages = entries.len().div_ceil(PER_PAGE);
        let shown = entries.iter().skip((page - 1) * PER_PAGE).take(PER_PAGE);
        Some(json!({
            "entries": shown.map(Event::json).collect::<Vec<_>>(),
            "page": page,
            "pages": pages,
            "total": entries.len(),
        }))
    }
}

impl Event {
    fn json(&self) -> Value {
        json!({
            "id": self.entry.to_string(),
            "type": self.kind,
            "render": self.words,
            "content": self.words,
            "css_classes": "liveblog-entry",
            "timestamp": self.at.to_string(),
            "entry_time": self.made,
            "authors": [{"id": 3, "key": "anna-roe", "name": "Anna Roe", "link": "http://post.example/author/anna-roe",
                "avatar": "<img src='http://post.example/avatar.png' width='30'>"}],
            "share_link": format!("http://post.example/live#{}", self.entry),
            "key_event": false,
        })
    }
}

fn http(status: &str, headers: &str, body: &str) -> String {
    let mut answer = format!("HTTP/1.1 {status}\r\n{headers}");
    let _ = write!(
        answer,
        "Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    answer
}
