//! Sourcefabric Live Blog: posts changed since a date; unpublished and deleted ones come through.
//!
//! Shapes: the default theme's requests to `/api/client_blogs/{id}/posts`, and the newer `/api/v2/client_blogs/{id}/posts`,
//! which shows the newest posts as they are and tells nothing of those that are gone.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};

use super::{Capabilities, Found, News, Protocol, Reply, script};
use crate::{
    model::{Status, WebUrl},
    source::{dom::links, read::state},
};

const INTERVAL: Duration = Duration::from_secs(10);
/// Letters of base sixteen in a blog's id.
const ID: usize = 24;
/// The most posts of an answer.
const POSTS: usize = 50;
/// How far ahead a publisher's clock may run.
const SKEW: TimeDelta = TimeDelta::hours(1);

#[derive(Debug, Clone)]
pub(super) struct Sourcefabric {
    posts: WebUrl,
    way: Way,
}

/// How posts are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Way {
    /// What was changed after the newest change known, as the platform writes its time.
    Changes(Option<String>),
    /// The newest, as they are.
    Newest,
}

impl Sourcefabric {
    pub(super) fn find(found: &Found) -> Option<Self> {
        let blog = script::object(found.text, "\"blog\"");
        let word = |key: &str| blog.as_ref()?.get(key)?.as_str();
        if word("blog_status") == Some("closed") {
            return None;
        }
        let (posts, newer) = by_address(found.text).or_else(|| {
            let id = word("_id").filter(|id| script::is_hexadecimal(id, ID))?;
            let host = script::text(found.text, "api_host")?;
            let host = host.trim_end_matches('/');
            Some((format!("{host}/api/client_blogs/{id}/posts"), false))
        })?;
        let way = if newer {
            Way::Newest
        } else {
            Way::Changes(blog.as_ref().and_then(last_change))
        };
        Some(Self {
            posts: links::resolve(&posts, Some(found.address))?,
            way,
        })
    }
}

/// The address of a blog's posts, made of one that the page's source shows; and whether it is of the newer kind.
fn by_address(text: &str) -> Option<(String, bool)> {
    const NAME: &str = "client_blogs/";
    memchr::memmem::find_iter(text.as_bytes(), NAME).find_map(|at| {
        let (before, after) = (text.get(..at)?, text.get(at + NAME.len()..)?);
        let id = after.get(..ID)?;
        let ends = !after.as_bytes().get(ID).is_some_and(u8::is_ascii_hexdigit);
        let start = before
            .rfind(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '(' | '>' | '='))
            .map_or(0, |at| at + 1);
        let base = before.get(start..)?;
        let newer = base.ends_with("/api/v2/");
        let is_web = ["https://", "http://", "//"]
            .iter()
            .any(|scheme| base.starts_with(scheme));
        (script::is_hexadecimal(id, ID) && ends && is_web && (newer || base.ends_with("/api/")))
            .then(|| (format!("{base}{NAME}{id}/posts"), newer))
    })
}

/// When the newest post was made or changed, as the page's own data of the blog says.
fn last_change(blog: &Value) -> Option<String> {
    let posts = ["last_updated_post", "last_created_post"];
    let times = posts
        .iter()
        .filter_map(|post| blog.get(*post)?.get("_updated")?.as_str());
    let time = times.filter_map(|text| Some((instant(text)?, text)));
    time.max_by_key(|(at, _)| *at)
        .map(|(_, text)| text.to_owned())
}

fn instant(text: &str) -> Option<DateTime<Utc>> {
    let at = DateTime::parse_from_rfc3339(text).ok()?;
    Some(at.to_utc())
}

impl Protocol for Sourcefabric {
    fn name(&self) -> &'static str {
        "Sourcefabric Live Blog"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            incremental: self.way != Way::Newest,
            reports_edits: true,
            reports_deletions: self.way != Way::Newest,
            full_window: false,
        }
    }

    fn min_interval(&self) -> Duration {
        INTERVAL
    }

    fn request(&self, _now: DateTime<Utc>) -> Option<WebUrl> {
        let mut url = self.posts.as_url().clone();
        match &self.way {
            Way::Newest => url
                .query_pairs_mut()
                .append_pair("limit", &POSTS.to_string())
                .append_pair("ordering", "newest_first"),
            Way::Changes(since) => url
                .query_pairs_mut()
                .append_pair("max_results", &POSTS.to_string())
                .append_pair("source", &changes(since.as_deref())),
        };
        WebUrl::parse(url.as_str()).ok()
    }

    fn read(&mut self, answer: &Reply<'_>) -> Option<News> {
        let document = answer.json()?;
        let posts = document.get("_items")?.as_array()?;
        let before = self.way.clone();
        let mut news = News::default();
        for post in posts.iter().filter_map(Value::as_object) {
            self.note_change(post, answer.ctx.now);
            let gone = post.get("deleted").and_then(Value::as_bool) == Some(true)
                || word(post, "post_status").is_some_and(|status| status != "open");
            let due = word(post, "published_date").and_then(instant);
            if gone {
                news.removed.extend(state::text_of(post, &["_id"]));
            } else if due.is_none_or(|at| at <= answer.ctx.now + SKEW) {
                news.updates
                    .extend(state::update(post, Some(answer.base), answer.ctx));
            }
        }
        // Changes come oldest first once there is one to go on from, so that none is passed over.
        let goes_on = matches!(before, Way::Changes(Some(_))) && posts.len() >= POSTS;
        news.more = goes_on && self.way != before;
        let status = document.get("blog_status").and_then(Value::as_str);
        news.status = (status == Some("closed")).then_some(Status::Ended);
        Some(news)
    }

    fn boxed(&self) -> Box<dyn Protocol> {
        Box::new(self.clone())
    }
}

impl Sourcefabric {
    /// Moves the cursor to a post's change where that is the newest. A time to come would let all changes until then
    /// pass unseen.
    fn note_change(&mut self, post: &Map<String, Value>, now: DateTime<Utc>) {
        let Way::Changes(since) = &mut self.way else {
            return;
        };
        let written = word(post, "content_updated_date").or_else(|| word(post, "_updated"));
        let Some((text, at)) = written.and_then(|text| Some((text, instant(text)?))) else {
            return;
        };
        let known = since.as_deref().and_then(instant);
        if at <= now + SKEW && known.is_none_or(|known| known < at) {
            *since = Some(text.to_owned());
        }
    }
}

fn word<'a>(post: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    post.get(key).and_then(Value::as_str)
}

/// The search for what was changed after a time, oldest change first; without a time, for the newest changes.
fn changes(since: Option<&str>) -> String {
    let mut filters = vec![json!({"terms": {"post_status": ["open", "submitted"]}})];
    match since {
        Some(at) => filters.push(json!({"range": {"content_updated_date": {"gt": at}}})),
        None => filters.push(json!({"not": {"term": {"deleted": true}}})),
    }
    let order = if since.is_some() { "asc" } else { "desc" };
    let query = json!({
        "query": {"filtered": {"filter": {"and": filters}}},
        "sort": [{"content_updated_date": {"order": order}}],
    });
    query.to_string()
}
