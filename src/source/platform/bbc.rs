//! BBC live pages: the whole first page of posts in every answer.
//!
//! Shapes: the public front end's `poll-data/stream?liveTextStreamId=…&type=curated` and its types of posts.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{Capabilities, Found, News, Protocol, Reply, script};
use crate::{
    model::{Author, WebUrl},
    source::{candidate::Candidate, markup::credits, state},
};

const STREAM: &str = "https://web-cdn.api.bbci.co.uk/ws/poll-data/stream";
const INTERVAL: Duration = Duration::from_secs(15);
/// Letters of base sixteen in a stream's id.
const ID: usize = 32;

#[derive(Debug, Clone)]
pub(super) struct Bbc {
    stream: String,
}

impl Bbc {
    pub(super) fn find(found: &Found) -> Option<Self> {
        let marks = [
            "\"liveTextStreamId\":\"",
            "liveTextStreamId=",
            "\"liveTextStreamId\": \"",
        ];
        let stream = marks
            .iter()
            .find_map(|mark| script::hexadecimal(found.text, mark, ID))?;
        // The stream is that of the first page only.
        let paged = found
            .address
            .as_url()
            .query_pairs()
            .any(|(key, page)| key == "page" && page != "1");
        (!paged).then(|| Self {
            stream: stream.to_owned(),
        })
    }
}

impl Protocol for Bbc {
    fn name(&self) -> &'static str {
        "BBC live stream"
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
        let stream = &self.stream;
        WebUrl::parse(&format!("{STREAM}?liveTextStreamId={stream}&type=curated")).ok()
    }

    fn read(&mut self, answer: &Reply<'_>) -> Option<News> {
        let document = answer.json()?;
        let posts = document.get("data")?.get("results")?.as_array()?;
        let updates = posts.iter().filter_map(|post| update(post, answer));
        Some(News {
            updates: updates.collect(),
            ..News::default()
        })
    }

    fn boxed(&self) -> Box<dyn Protocol> {
        Box::new(self.clone())
    }
}

fn update(post: &Value, answer: &Reply<'_>) -> Option<Candidate> {
    let mut update = state::update(post.as_object()?, Some(answer.base), answer.ctx)?;
    let blocks = post
        .pointer("/header/model/blocks")
        .and_then(Value::as_array);
    for block in blocks.into_iter().flatten() {
        let kind = block
            .get("type")
            .and_then(Value::as_str)
            .unwrap_or_default();
        match kind {
            "headline" if update.headline.is_empty() => {
                update.headline = state::plain(block).unwrap_or_default();
            }
            "contributor" => {
                let name = block.pointer("/model/name").or_else(|| block.get("model"));
                let name = name
                    .and_then(state::plain)
                    .and_then(|name| credits::name(&name));
                update
                    .authors
                    .extend(name.map(|name| Author { name, url: None }));
            }
            _ => {}
        }
    }
    let breaking = post
        .pointer("/options/isBreakingNews")
        .and_then(Value::as_bool);
    update.marks.key_event |= breaking == Some(true);
    Some(update)
}
