//! Sourcefabric Live Blog: posts changed since a date; unpublished and deleted ones come through.
//!
//! Shapes: the default theme's requests to `/api/client_blogs/{id}/posts`.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{Capabilities, Found, News, Protocol, Reply, script};
use crate::{
    model::{Status, WebUrl},
    source::{markup::links, state},
};

const INTERVAL: Duration = Duration::from_secs(10);
/// Letters of base sixteen in a blog's id.
const ID: usize = 24;
/// The most posts of an answer.
const POSTS: usize = 50;

#[derive(Debug, Clone)]
pub(super) struct Sourcefabric {
    posts: WebUrl,
    /// When the newest change was made, as the platform writes it.
    changed: Option<String>,
}

impl Sourcefabric {
    pub(super) fn find(found: &Found) -> Option<Self> {
        let id = script::hexadecimal(found.text, "client_blogs/", ID).or_else(|| {
            let mark = "\"_id\":\"";
            found
                .text
                .contains("\"api_host\"")
                .then(|| script::hexadecimal(found.text, mark, ID))?
        })?;
        let host = script::text(found.text, "api_host")?.trim_end_matches('/');
        let base = if host.starts_with("//") {
            format!("https:{host}")
        } else {
            host.to_owned()
        };
        let posts = format!("{base}/api/client_blogs/{id}/posts");
        Some(Self {
            posts: links::resolve(&posts, Some(found.address))?,
            changed: None,
        })
    }
}

impl Protocol for Sourcefabric {
    fn name(&self) -> &'static str {
        "Sourcefabric Live Blog"
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
        INTERVAL
    }

    fn request(&self, _now: DateTime<Utc>) -> Option<WebUrl> {
        let mut filters = vec![json!({"terms": {"post_status": ["open", "submitted"]}})];
        match &self.changed {
            Some(at) => filters.push(json!({"range": {"content_updated_date": {"gt": at}}})),
            None => filters.push(json!({"not": {"term": {"deleted": true}}})),
        }
        let query = json!({
            "query": {"filtered": {"filter": {"and": filters}}},
            "sort": [{"content_updated_date": {"order": "desc"}}],
        });
        let mut url = self.posts.as_url().clone();
        url.query_pairs_mut()
            .append_pair("max_results", &POSTS.to_string())
            .append_pair("source", &query.to_string());
        WebUrl::parse(url.as_str()).ok()
    }

    fn read(&mut self, answer: &Reply<'_>) -> Option<News> {
        let document = answer.json()?;
        let posts = document.get("_items")?.as_array()?;
        let mut news = News::default();
        for post in posts.iter().filter_map(Value::as_object) {
            let word = |key: &str| post.get(key).and_then(Value::as_str);
            if let Some(at) = word("content_updated_date").or_else(|| word("_updated"))
                && self.changed.as_deref().is_none_or(|known| known < at)
            {
                self.changed = Some(at.to_owned());
            }
            let gone = post.get("deleted").and_then(Value::as_bool) == Some(true)
                || word("post_status") == Some("submitted");
            if gone {
                news.removed.extend(state::text_of(post, &["_id"]));
            } else {
                news.updates
                    .extend(state::update(post, Some(answer.base), answer.ctx));
            }
        }
        let closed = document.get("blog_status").and_then(Value::as_str) == Some("closed");
        news.status = closed.then_some(Status::Ended);
        Some(news)
    }

    fn boxed(&self) -> Box<dyn Protocol> {
        Box::new(self.clone())
    }
}
