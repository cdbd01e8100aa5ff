//! Automattic Liveblog for WordPress: entries between two times, edits and deletions as events.
//!
//! Shapes: the plugin's REST routes `liveblog/v1/{post}/entries/{start}/{end}/` and its own client's rounding of
//! times to the refresh interval, so that many readers share one cached answer.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::{Capabilities, Found, News, Protocol, Reply, script};
use crate::{
    model::WebUrl,
    source::{
        candidate::{Candidate, Claim, Rule, Witness},
        dom::links,
        read::state,
    },
};

/// The plugin's own interval where it names none, in seconds.
const INTERVAL: i64 = 10;
/// The shortest and the longest interval that is believed, in seconds.
const INTERVALS: (i64, i64) = (1, 600);
/// How far back is asked where the newest event lies ahead of our clock, in seconds.
const LOOK_BACK: i64 = 900;

#[derive(Debug, Clone)]
pub(super) struct Automattic {
    endpoint: WebUrl,
    /// Seconds between polls, as the last answer asked for.
    interval: i64,
    /// Unix time of the newest event seen.
    newest: i64,
}

impl Automattic {
    pub(super) fn find(found: &Found) -> Option<Self> {
        let settings = script::object(found.text, "liveblog_settings")?;
        let archived = settings.get("state").and_then(Value::as_str) == Some("archive");
        let endpoint = settings.get("endpoint_url").and_then(Value::as_str)?;
        let endpoint = if endpoint.ends_with('/') {
            endpoint.to_owned()
        } else {
            format!("{endpoint}/")
        };
        let endpoint = links::resolve(&endpoint, Some(found.address))?;
        (!archived).then(|| Self {
            endpoint,
            interval: interval(&settings).unwrap_or(INTERVAL),
            newest: number(&settings, "latest_entry_timestamp").unwrap_or(0),
        })
    }
}

/// Reads a number that may be written as a text.
fn number(object: &Value, key: &str) -> Option<i64> {
    let value = object.get(key)?;
    value
        .as_i64()
        .or_else(|| value.as_str()?.trim().parse().ok())
}

/// Reads how many seconds to wait, as settings and answers say it.
fn interval(object: &Value) -> Option<i64> {
    let (least, most) = INTERVALS;
    number(object, "refresh_interval").map(|seconds| seconds.clamp(least, most))
}

/// Reads what an event says of its entry: `content` is what the editor sees, `render` what the page shows, and the
/// event's own time is that of the edit.
fn entry(event: &Map<String, Value>, answer: &Reply<'_>) -> Option<Candidate> {
    let mut shown = event.clone();
    if let Some(rendered) = shown.remove("render") {
        shown.insert("content".to_owned(), rendered);
    }
    if let Some(at) = event.get("timestamp") {
        shown.insert("modified".to_owned(), at.clone());
    }
    let mut update = state::update(&shown, Some(answer.base), answer.ctx)?;
    let link = event.get("share_link").and_then(Value::as_str);
    let link = link.and_then(|link| links::resolve(link, Some(answer.base)));
    let rule = Rule::of(Witness::Platform, "share_link");
    update.permalink = link.map(|url| Claim::new(url, rule));
    Some(update)
}

impl Protocol for Automattic {
    fn name(&self) -> &'static str {
        "Automattic Liveblog"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            incremental: true,
            reports_edits: true,
            reports_deletions: true,
            full_window: false,
        }
    }

    fn min_interval(&self) -> Duration {
        Duration::from_secs(self.interval.unsigned_abs())
    }

    fn request(&self, now: DateTime<Utc>) -> Option<WebUrl> {
        let rounded = |at: i64| at.div_euclid(self.interval) * self.interval;
        let now = now.timestamp();
        let start = if self.newest < now {
            self.newest.max(0) + 1
        } else {
            now - LOOK_BACK
        };
        let (start, end) = (rounded(start), rounded(now));
        self.endpoint
            .join(&format!("entries/{start}/{}/", end.max(start)))
            .ok()
    }

    fn read(&mut self, answer: &Reply<'_>) -> Option<News> {
        let document = answer.json()?;
        let entries = document.get("entries")?.as_array()?;
        self.interval = interval(&document).unwrap_or(self.interval);
        let mut news = News::default();
        for event in entries.iter().filter_map(Value::as_object) {
            let Some(id) = state::text_of(event, &["id"]) else {
                continue;
            };
            // Events are told in their order; the last one of an entry holds.
            news.updates.retain(|update| !update.keys.contains(&id));
            news.removed.retain(|removed| *removed != id);
            if event.get("type").and_then(Value::as_str) == Some("delete") {
                news.removed.push(id);
            } else {
                news.updates.extend(entry(event, answer));
            }
            let at = event.get("timestamp").and_then(Value::as_i64);
            self.newest = self.newest.max(at.unwrap_or(0));
        }
        let latest = number(&document, "latest_timestamp");
        self.newest = self.newest.max(latest.unwrap_or(0));
        Some(news)
    }

    fn boxed(&self) -> Box<dyn Protocol> {
        Box::new(self.clone())
    }
}
