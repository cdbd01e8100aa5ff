//! Easy Liveblogs for WordPress: all updates in every answer, beside a page whose scripts draw them.
//!
//! Shapes: the plugin's `#elb-liveblog[data-endpoint]` and its route `easy-liveblogs/v1/liveblog/{id}`: `status`, and
//! under `updates` all of them with `id`, `title`, `content`, `datetime`, `modified`, `author`.

use std::time::Duration;

use chrono::{DateTime, Utc};
use scraper::ElementRef;
use serde_json::{Map, Value};

use super::{AdapterAnswer, Capabilities, Evidence, Protocol, Reply};
use crate::{
    model::{Status, WebUrl},
    source::{
        claim::Account,
        dom::{element::attr, links},
        read::state,
    },
};

/// The plugin's own interval.
const INTERVAL: Duration = Duration::from_secs(30);

#[derive(Debug, Clone)]
pub(super) struct Easy {
    endpoint: WebUrl,
    runs: Option<bool>,
}

impl Easy {
    pub(super) fn find(found: &Evidence) -> Option<Self> {
        let mut elements = found.html.tree.nodes().filter_map(ElementRef::wrap);
        let named = |e: &ElementRef| {
            let classes = || attr(*e, "class").unwrap_or_default().split_whitespace();
            attr(*e, "id") == Some("elb-liveblog") || classes().any(|c| c == "elb-liveblog")
        };
        let element = elements.find(|e| attr(*e, "data-endpoint").is_some() && named(e))?;
        Some(Self {
            endpoint: links::resolve(attr(element, "data-endpoint")?, Some(found.address))?,
            runs: attr(element, "data-status").map(|status| status != "closed"),
        })
    }
}

/// Reads a post: `time` is its clock alone, `datetime` the instant.
fn update(post: &Map<String, Value>, answer: &Reply<'_>) -> Option<Account> {
    let mut post = post.clone();
    if let Some(at) = post.remove("datetime") {
        post.insert("published".to_owned(), at);
    }
    state::update(&post, Some(answer.base), answer.ctx)
}

impl Protocol for Easy {
    fn name(&self) -> &'static str {
        "Easy Liveblogs"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            incremental: false,
            reports_edits: true,
            reports_deletions: false,
            full_window: true,
        }
    }

    fn min_interval(&self) -> Duration {
        INTERVAL
    }

    fn request(&self, _now: DateTime<Utc>) -> Option<WebUrl> {
        (self.runs != Some(false)).then(|| self.endpoint.clone())
    }

    fn opening(&self) -> Option<WebUrl> {
        Some(self.endpoint.clone())
    }

    fn outranks_page(&self) -> bool {
        true
    }

    fn read(&mut self, answer: &Reply<'_>) -> Option<AdapterAnswer> {
        let document = answer.json()?;
        let posts = document.get("updates")?.as_array()?;
        let updates: Vec<_> = posts
            .iter()
            .take_while(|post| answer.fits(post))
            .filter_map(Value::as_object)
            .filter_map(|post| update(post, answer))
            .collect();
        let closed = document.get("status").and_then(Value::as_str) == Some("closed");
        Some(AdapterAnswer {
            partial: updates.len() < posts.len(),
            updates,
            status: closed.then_some(Status::Ended),
            ..AdapterAnswer::default()
        })
    }

    fn runs(&self) -> Option<bool> {
        self.runs
    }

    fn boxed(&self) -> Box<dyn Protocol> {
        Box::new(self.clone())
    }
}
