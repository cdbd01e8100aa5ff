//! Norkon Live Center: bulletins added or changed since a change's number.
//!
//! Shapes: the vendor's public documentation of `BulletinFeed/{tenant}/{channel}/{Initial,Changes/N}`.

use std::time::Duration;

use chrono::{DateTime, Utc};
use scraper::ElementRef;
use serde_json::Value;

use super::{Capabilities, Found, News, Protocol, Reply};
use crate::{
    model::WebUrl,
    source::{dom::element::attr, read::state},
};

/// Where bulletins are served.
const FEEDS: &str = "https://livecentercdn.norkon.net/BulletinFeed";
/// The first answer is cached so long.
const INTERVAL: Duration = Duration::from_secs(30);

#[derive(Debug, Clone)]
pub(super) struct Norkon {
    feed: String,
    last_change: Option<i64>,
}

impl Norkon {
    pub(super) fn find(found: &Found) -> Option<Self> {
        let channel = by_element(found).or_else(|| by_address(found.text));
        let (tenant, channel) = channel.or_else(|| by_call(found.text))?;
        let is_name = |text: &str| {
            !text.is_empty()
                && text.len() < 80
                && text
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        };
        (is_name(&tenant) && is_name(&channel)).then(|| Self {
            feed: format!("{FEEDS}/{tenant}/{channel}"),
            last_change: None,
        })
    }
}

/// An element that names its channel and the publisher's tenant.
fn by_element(found: &Found) -> Option<(String, String)> {
    let mut elements = found.html.tree.nodes().filter_map(ElementRef::wrap);
    elements.find_map(|e| {
        let channel = attr(e, "data-norkon-channel-id")?;
        let tenant = [
            "data-norkon-tenant",
            "data-norkon-tenant-key",
            "data-norkon-tenant-id",
        ]
        .iter()
        .find_map(|name| attr(e, name))?;
        Some((tenant.to_owned(), channel.to_owned()))
    })
}

/// An address of a feed in the page's source.
fn by_address(text: &str) -> Option<(String, String)> {
    let (_, rest) = text.split_once("BulletinFeed/")?;
    let mut parts = rest.split('/');
    Some((parts.next()?.to_owned(), parts.next()?.to_owned()))
}

/// A call with tenant and channel.
fn by_call(text: &str) -> Option<(String, String)> {
    let (_, rest) = text.split_once("setJsonContent(")?;
    let (arguments, _) = rest.split_once(')')?;
    let mut parts = arguments
        .split(',')
        .map(|part| part.trim().trim_matches(['\'', '"']).to_owned());
    Some((parts.next()?, parts.next()?))
}

impl Protocol for Norkon {
    fn name(&self) -> &'static str {
        "Norkon Live Center"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            incremental: true,
            reports_edits: true,
            reports_deletions: false,
            full_window: false,
        }
    }

    fn min_interval(&self) -> Duration {
        INTERVAL
    }

    fn request(&self, _now: DateTime<Utc>) -> Option<WebUrl> {
        let part = self
            .last_change
            .map_or_else(|| "Initial/".to_owned(), |last| format!("Changes/{last}"));
        WebUrl::parse(&format!("{}/{part}", self.feed)).ok()
    }

    fn read(&mut self, answer: &Reply<'_>) -> Option<News> {
        let document = answer.json()?;
        if document.get("success").and_then(Value::as_bool) != Some(true) {
            return None;
        }
        let result = document.get("result")?;
        self.last_change = result
            .get("lastChangesId")
            .and_then(Value::as_i64)
            .or(self.last_change);
        let posts = result.get("addedOrChanged").and_then(Value::as_array)?;
        let updates = posts
            .iter()
            .filter_map(Value::as_object)
            .filter_map(|post| state::update(post, Some(answer.base), answer.ctx));
        Some(News {
            updates: updates.collect(),
            ..News::default()
        })
    }

    fn boxed(&self) -> Box<dyn Protocol> {
        Box::new(self.clone())
    }
}
