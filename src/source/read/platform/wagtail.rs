//! Wagtail Live: posts that changed after a time, as markup, and the ids of all that are there.
//!
//! Shapes: the package's polling publishers, `/wagtail_live/get-updates/{channel}/?last_update_ts=…`, and its templates,
//! which name the channel in the page (`const channelID = "…"`) and every post (`data-post-id`).

use std::{collections::HashSet, time::Duration};

use chrono::{DateTime, Utc};
use scraper::ElementRef;
use serde_json::Value;

use super::{AdapterAnswer, Capabilities, Evidence, Protocol, Reply};
use crate::{
    model::WebUrl,
    source::{
        claim::Account,
        dom::{
            bounded_html,
            element::{attr, is_hidden},
        },
        read::markup::fields,
    },
};

/// The package's own interval is shorter than any that is polite.
const INTERVAL: Duration = Duration::from_secs(15);
/// The longest name of a channel.
const CHANNEL: usize = 80;
/// What the page's script calls the channel.
const NAME: &str = "channelID";

#[derive(Debug, Clone)]
pub(super) struct Wagtail {
    updates: WebUrl,
    /// When the newest change was made, as the platform writes its time.
    since: String,
    /// The posts that are there.
    posts: HashSet<String>,
}

impl Wagtail {
    pub(super) fn find(found: &Evidence) -> Option<Self> {
        if !found.has(NAME) {
            return None;
        }
        let at = memchr::memmem::find(found.text.as_bytes(), NAME.as_bytes())?;
        let rest = found.text.get(at + NAME.len()..)?;
        let value = rest.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let channel = value.get(1..)?.split(quote).next()?;
        let is_name = !channel.is_empty()
            && channel.len() <= CHANNEL
            && channel
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        // Other publishers of the package push through a socket, or keep a request waiting until there is news.
        let is_polled =
            || memchr::memmem::find(found.text.as_bytes(), b"intervalpolling").is_some();
        let path = format!("/wagtail_live/get-updates/{channel}/");
        Some(Self {
            updates: found
                .address
                .join(&path)
                .ok()
                .filter(|_| is_name && is_polled())?,
            since: "0".to_owned(),
            posts: HashSet::new(),
        })
    }

    fn changes(&self, since: &str) -> Option<WebUrl> {
        let mut url = self.updates.as_url().clone();
        url.query_pairs_mut().append_pair("last_update_ts", since);
        WebUrl::parse(url.as_str()).ok()
    }
}

/// Reads a post from its markup; `None` where it is not shown.
fn post(id: &str, said: &Value, answer: &Reply<'_>) -> Option<Account> {
    if said.get("show").and_then(Value::as_bool) == Some(false) {
        return None;
    }
    let markup = said.get("content")?.as_str()?;
    let page = bounded_html::parse(markup).html;
    let mut elements = page.tree.nodes().filter_map(ElementRef::wrap);
    let element = elements.find(|e| attr(*e, "data-post-id") == Some(id) && !is_hidden(*e))?;
    let mut update = fields::read(element, Some(answer.base), answer.ctx);
    update.keys = vec![id.to_owned()];
    Some(update)
}

impl Protocol for Wagtail {
    fn name(&self) -> &'static str {
        "Wagtail Live"
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
        self.changes(&self.since)
    }

    fn opening(&self) -> Option<WebUrl> {
        self.changes("0")
    }

    fn read(&mut self, answer: &Reply<'_>) -> Option<AdapterAnswer> {
        let document = answer.json()?;
        let changed = document.get("updates")?.as_object()?;
        let there = document.get("currentPosts")?.as_array()?;
        let there: HashSet<String> = there
            .iter()
            .filter_map(|id| Some(id.as_str()?.to_owned()))
            .collect();
        let updates: Vec<_> = changed
            .iter()
            .take_while(|(_, said)| answer.fits(said))
            .filter_map(|(id, said)| post(id, said, answer))
            .collect();
        let shown: HashSet<&String> = updates.iter().flat_map(|update| &update.keys).collect();
        let is_cut = answer.budget.is_spent();
        let hidden = changed.keys().filter(|id| !is_cut && !shown.contains(id));
        let gone = self.posts.difference(&there).chain(hidden);
        let removed = gone
            .filter(|id| self.posts.contains(*id))
            .cloned()
            .collect();
        if let Some(at) = document
            .get("lastUpdateTimestamp")
            .filter(|at| at.is_number())
        {
            self.since = at.to_string();
        }
        self.posts = there;
        Some(AdapterAnswer {
            updates,
            removed,
            ..AdapterAnswer::default()
        })
    }

    fn cursor(&self) -> Option<String> {
        Some(self.since.clone())
    }

    fn resume(&mut self, cursor: &str) {
        if cursor.parse::<f64>().is_ok() {
            cursor.clone_into(&mut self.since);
        }
    }

    fn boxed(&self) -> Box<dyn Protocol> {
        Box::new(self.clone())
    }
}
