//! Automattic Liveblog for WordPress: entries between two times, edits and deletions as events.
//!
//! Shapes: the plugin's REST routes `liveblog/v1/{post}/entries/{start}/{end}/` and its own client's rounding of
//! times to the refresh interval, so that many readers share one cached answer.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{Capabilities, Found, News, Protocol, Reply, script};
use crate::{
    model::WebUrl,
    source::{markup::links, state},
};

/// The plugin's own interval where it names none, in seconds.
const INTERVAL: i64 = 10;

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
            interval: number(&settings, "refresh_interval")
                .unwrap_or(INTERVAL)
                .max(1),
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
        let (start, end) = (rounded(self.newest + 1), rounded(now.timestamp()));
        self.endpoint
            .join(&format!("entries/{start}/{}/", end.max(start)))
            .ok()
    }

    fn read(&mut self, answer: &Reply<'_>) -> Option<News> {
        let document = answer.json()?;
        let entries = document.get("entries")?.as_array()?;
        if let Some(interval) = number(&document, "refresh_interval") {
            self.interval = interval.max(1);
        }
        let mut news = News::default();
        for entry in entries.iter().filter_map(Value::as_object) {
            let Some(id) = state::text_of(entry, &["id"]) else {
                continue;
            };
            if entry.get("type").and_then(Value::as_str) == Some("delete") {
                news.removed.push(id);
            } else if let Some(mut update) = state::update(entry, Some(answer.base), answer.ctx) {
                let link = entry.get("share_link").and_then(Value::as_str);
                update.permalink = link.and_then(|link| links::resolve(link, Some(answer.base)));
                news.updates.push(update);
            }
            let at = entry.get("timestamp").and_then(Value::as_i64);
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
