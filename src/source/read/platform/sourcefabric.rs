//! Sourcefabric Live Blog: posts changed since a date; unpublished and deleted ones come through.
//!
//! Shapes: the default theme's requests to `/api/client_blogs/{id}/posts`, and the newer `/api/v2/client_blogs/{id}/posts`,
//! which shows the newest posts as they are and tells nothing of those that are gone.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};
use url::Url;

use super::{AdapterAnswer, Capabilities, Evidence, Protocol, Reply, script};
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
    way: Transport,
    runs: Option<bool>,
}

/// How posts are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Transport {
    /// What was changed after the newest change known, as the platform writes its time.
    Changes(Option<String>),
    /// The newest, as they are.
    Newest,
}

impl Sourcefabric {
    pub(super) fn find(found: &Evidence) -> Option<Self> {
        if !found.has("\"blog\"") && !found.has("client_blogs/") {
            return None;
        }
        let blog = script::object(found.text, "\"blog\"");
        let word = |key: &str| blog.as_ref()?.get(key)?.as_str();
        let (posts, newer) = by_address(found.text).or_else(|| {
            let id = word("_id").filter(|id| script::is_hexadecimal(id, ID))?;
            let host = script::text(found.text, "api_host")?;
            let host = host.trim_end_matches('/');
            Some((format!("{host}/api/client_blogs/{id}/posts"), false))
        })?;
        let way = if newer {
            Transport::Newest
        } else {
            Transport::Changes(blog.as_ref().and_then(last_change))
        };
        Some(Self {
            posts: links::resolve(&posts, Some(found.address))?,
            way,
            runs: word("blog_status").map(|status| status != "closed"),
        })
    }
}

/// The address of a blog's posts, made of one that the page's source shows; and whether it is of the newer kind.
fn by_address(text: &str) -> Option<(String, bool)> {
    const NAME: &str = "client_blogs/";
    const LONGEST: usize = 500;
    memchr::memmem::find_iter(text.as_bytes(), NAME).find_map(|at| {
        // A longer address is none: without a limit each mention would look through the whole page before it.
        let nearest = (at.saturating_sub(LONGEST)..=at).find(|at| text.is_char_boundary(*at))?;
        let (before, after) = (text.get(nearest..at)?, text.get(at + NAME.len()..)?);
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
            incremental: self.way != Transport::Newest,
            reports_edits: true,
            reports_deletions: self.way != Transport::Newest,
            full_window: false,
        }
    }

    fn min_interval(&self) -> Duration {
        INTERVAL
    }

    fn request(&self, _now: DateTime<Utc>) -> Option<WebUrl> {
        match &self.way {
            _ if self.runs == Some(false) => None,
            Transport::Newest => self.page(1),
            Transport::Changes(since) => self.search(&changes(since.as_deref()), 1),
        }
    }

    fn opening(&self) -> Option<WebUrl> {
        self.page(1)
    }

    fn has_page(&self, address: &WebUrl) -> bool {
        self.asked(address).is_some()
    }

    fn read_page(&mut self, page: &Reply<'_>) -> Option<AdapterAnswer> {
        let document = page.json()?;
        let posts = document.get("_items")?.as_array()?;
        let updates: Vec<_> = posts
            .iter()
            .take_while(|post| page.fits(post))
            .filter_map(Value::as_object)
            .filter(|post| !is_gone(post))
            .filter_map(|post| state::update(post, Some(page.base), page.ctx))
            .collect();
        let next = self.asked(page.address).unwrap_or(1) + 1;
        Some(AdapterAnswer {
            // Pinned posts and those that editors moved stand apart from their time.
            partial: true,
            older: self.page(next).filter(|_| posts.len() >= POSTS),
            updates,
            ..AdapterAnswer::default()
        })
    }

    fn runs(&self) -> Option<bool> {
        self.runs
    }

    fn cursor(&self) -> Option<String> {
        match &self.way {
            Transport::Changes(since) => since.clone(),
            Transport::Newest => None,
        }
    }

    fn resume(&mut self, cursor: &str) {
        if let Transport::Changes(since) = &mut self.way
            && instant(cursor).is_some()
        {
            *since = Some(cursor.to_owned());
        }
    }

    fn read(&mut self, answer: &Reply<'_>) -> Option<AdapterAnswer> {
        let document = answer.json()?;
        let posts = document.get("_items")?.as_array()?;
        let before = self.way.clone();
        let mut news = AdapterAnswer::default();
        let fitting = posts.iter().take_while(|post| answer.fits(post));
        for post in fitting.filter_map(Value::as_object) {
            self.note_change(post, answer.ctx.now);
            let due = word(post, "published_date").and_then(instant);
            if is_gone(post) {
                news.removed.extend(state::text_of(post, &["_id"]));
            } else if due.is_none_or(|at| at <= answer.ctx.now + SKEW) {
                news.updates
                    .extend(state::update(post, Some(answer.base), answer.ctx));
            }
        }
        // Changes come oldest first once there is one to go on from, so that none is passed over.
        let goes_on = matches!(before, Transport::Changes(Some(_))) && posts.len() >= POSTS;
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
    /// The address of a page of posts as they are, newest first.
    fn page(&self, number: u64) -> Option<WebUrl> {
        if self.way != Transport::Newest {
            return self.search(&newest(), number);
        }
        let mut url = self.posts.as_url().clone();
        url.query_pairs_mut()
            .append_pair("limit", &POSTS.to_string())
            .append_pair("ordering", "newest_first");
        numbered(url, number)
    }

    fn search(&self, query: &str, page: u64) -> Option<WebUrl> {
        let mut url = self.posts.as_url().clone();
        url.query_pairs_mut()
            .append_pair("max_results", &POSTS.to_string())
            .append_pair("source", query);
        numbered(url, page)
    }

    /// Which page of posts an address asks for.
    fn asked(&self, address: &WebUrl) -> Option<u64> {
        let mut pairs = address.as_url().query_pairs();
        let said = pairs.find_map(|(key, value)| (key == "page").then(|| value.parse().ok()));
        let number = said.unwrap_or(Some(1))?;
        (self.page(number).as_ref() == Some(address)).then_some(number)
    }

    /// Moves the cursor to a post's change where that is the newest. A time to come would let all changes until then
    /// pass unseen.
    fn note_change(&mut self, post: &Map<String, Value>, now: DateTime<Utc>) {
        let Transport::Changes(since) = &mut self.way else {
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

/// The address of one page of many; the first needs no number, and what a server does not know it refuses.
fn numbered(mut url: Url, page: u64) -> Option<WebUrl> {
    if page > 1 {
        url.query_pairs_mut().append_pair("page", &page.to_string());
    }
    WebUrl::parse(url.as_str()).ok()
}

/// Tells whether a post was deleted, or taken back to be worked on.
fn is_gone(post: &Map<String, Value>) -> bool {
    post.get("deleted").and_then(Value::as_bool) == Some(true)
        || word(post, "post_status").is_some_and(|status| status != "open")
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

/// The search for the posts that are shown, newest first.
fn newest() -> String {
    let query = json!({
        "query": {"filtered": {"filter": {"and": [
            {"terms": {"post_status": ["open"]}},
            {"not": {"term": {"deleted": true}}},
        ]}}},
        "sort": [{"published_date": {"order": "desc"}}],
    });
    query.to_string()
}
