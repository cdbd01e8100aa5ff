//! Norkon Live Center: bulletins added or changed since a change's number.
//!
//! Shapes: the vendor's public documentation of `BulletinFeed/{tenant}/{channel}/{Initial,Changes/N,EarlierObj/N}`.

use std::time::Duration;

use chrono::{DateTime, Utc};
use scraper::ElementRef;
use serde_json::Value;

use super::{AdapterAnswer, Capabilities, Evidence, Protocol, Reply, script};
use crate::{
    model::WebUrl,
    source::{claim::Account, dom::element::attr, read::state},
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
    pub(super) fn find(found: &Evidence) -> Option<Self> {
        let in_address = || found.has("BulletinFeed/").then(|| by_address(found.text))?;
        let in_call = || found.has("setJsonContent(").then(|| by_call(found.text))?;
        let channel = by_element(found).or_else(in_address);
        let (tenant, channel) = channel.or_else(in_call)?;
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

fn updates(posts: &[Value], answer: &Reply<'_>) -> Vec<Account> {
    let fitting = posts.iter().take_while(|post| answer.fits(post));
    let posts = fitting.filter_map(Value::as_object);
    posts
        .filter_map(|post| state::update(post, Some(answer.base), answer.ctx))
        .collect()
}

impl Norkon {
    fn address(&self, part: &str) -> Option<WebUrl> {
        WebUrl::parse(&format!("{}/{part}", self.feed)).ok()
    }

    /// The bulletins before those of an answer, where it says that there are any.
    fn earlier(&self, result: &Value, posts: &[Value]) -> Option<WebUrl> {
        let more = result.get("hasMore").and_then(Value::as_bool)?;
        let oldest = posts.iter().filter_map(|post| post.get("id")?.as_i64());
        let oldest = oldest.min().filter(|_| more)?;
        self.address(&format!("EarlierObj/{oldest}/"))
    }
}

/// An element that names its channel and the publisher's tenant.
fn by_element(found: &Evidence) -> Option<(String, String)> {
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
    let rest = script::behind(text, "BulletinFeed/")?;
    let mut parts = rest.split('/');
    Some((parts.next()?.to_owned(), parts.next()?.to_owned()))
}

/// A call with tenant and channel.
fn by_call(text: &str) -> Option<(String, String)> {
    let rest = script::behind(text, "setJsonContent(")?;
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
        self.address(&part)
    }

    fn read(&mut self, answer: &Reply<'_>) -> Option<AdapterAnswer> {
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
        Some(AdapterAnswer {
            updates: updates(posts, answer),
            older: self.earlier(result, posts),
            ..AdapterAnswer::default()
        })
    }

    fn opening(&self) -> Option<WebUrl> {
        self.address("Initial/")
    }

    fn has_page(&self, address: &WebUrl) -> bool {
        let rest = address.as_str().strip_prefix(&self.feed);
        rest.is_some_and(|rest| rest.starts_with("/EarlierObj/"))
    }

    fn read_page(&mut self, page: &Reply<'_>) -> Option<AdapterAnswer> {
        if !self.has_page(page.address) {
            return self.read(page);
        }
        let document = page.json()?;
        let result = document.get("result")?;
        let posts = result.get("bulletins").and_then(Value::as_array)?;
        Some(AdapterAnswer {
            updates: updates(posts, page),
            older: self.earlier(result, posts),
            ..AdapterAnswer::default()
        })
    }

    fn cursor(&self) -> Option<String> {
        self.last_change.map(|last| last.to_string())
    }

    fn resume(&mut self, cursor: &str) {
        self.last_change = cursor.parse().ok();
    }

    fn boxed(&self) -> Box<dyn Protocol> {
        Box::new(self.clone())
    }
}
