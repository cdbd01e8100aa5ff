//! BBC live pages: the whole first page of posts in every answer.
//!
//! Shapes: the public front end's `poll-data/stream?liveTextStreamId=…&type=curated` and its types of posts. Edits are
//! in every answer; a removed post is one that a whole first page lacks.

mod body;

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{AdapterAnswer, Capabilities, Evidence, Protocol, Reply, script};
use crate::{
    model::{Author, Body, Marks, WebUrl},
    source::{
        claim::{Account, Claim, Rule, Witness},
        dom::links,
        field::byline,
        read::state,
    },
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
    pub(super) fn find(found: &Evidence) -> Option<Self> {
        if !found.has("liveTextStream") {
            return None;
        }
        let stream = by_data(found.text).or_else(|| by_request(found.text))?;
        // The stream is that of the first page only.
        let paged = found
            .address
            .as_url()
            .query_pairs()
            .any(|(key, page)| key == "page" && page != "1");
        (!paged).then_some(Self { stream })
    }
}

/// The stream that the page's data is of.
fn by_data(text: &str) -> Option<String> {
    let data = script::object(text, "\"liveTextStream\"")?;
    let id = data.get("id")?.as_str()?;
    script::is_hexadecimal(id, ID).then(|| id.to_owned())
}

/// The stream that the page's own requests name.
fn by_request(text: &str) -> Option<String> {
    let marks = [
        "\"liveTextStreamId\":\"",
        "\"liveTextStreamId\": \"",
        "liveTextStreamId=",
    ];
    let id = marks
        .iter()
        .find_map(|mark| script::hexadecimal(text, mark, ID))?;
    Some(id.to_owned())
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

    fn opening(&self) -> Option<WebUrl> {
        self.request(DateTime::UNIX_EPOCH)
    }

    fn tells_marks(&self) -> bool {
        true
    }

    fn read(&mut self, answer: &Reply<'_>) -> Option<AdapterAnswer> {
        let document = answer.json()?;
        let data = document.get("data").unwrap_or(&document);
        let posts = data.get("results")?.as_array()?;
        let updates: Vec<_> = posts
            .iter()
            .take_while(|post| answer.fits(post))
            .filter_map(|post| update(post, answer))
            .collect();
        let is_first = data.pointer("/page/index").and_then(Value::as_u64);
        Some(AdapterAnswer {
            partial: updates.len() < posts.len() || is_first.is_some_and(|index| index != 1),
            updates,
            ..AdapterAnswer::default()
        })
    }

    fn boxed(&self) -> Box<dyn Protocol> {
        Box::new(self.clone())
    }
}

const fn rule(member: &'static str) -> Rule {
    Rule::of(Witness::Platform, member)
}

fn update(post: &Value, answer: &Reply<'_>) -> Option<Account> {
    let object = post.as_object()?;
    let (published, modified) = state::stamps(object, answer.ctx)?;
    let blocks = |part: &str| post.get(part)?.pointer("/model/blocks")?.as_array();
    let base = Some(answer.base);
    let mut update = Account {
        keys: vec![state::text_of(object, &["urn", "id"])?],
        published: Some(published),
        modified,
        ..Account::default()
    };
    update.body = Claim::new(Body::default(), rule("content"));
    update.authors = Claim::new(Vec::new(), rule("contributor"));
    for block in blocks("header").into_iter().flatten() {
        match body::kind(block) {
            "headline" if update.headline.is_empty() => {
                let headline = state::plain(block).unwrap_or_default();
                update.headline = Claim::new(headline, rule("headline"));
            }
            "subheadline" => update.body.blocks.extend(body::heading(block, base)),
            "contributor" => update.authors.extend(contributors(block, base)),
            _ => {}
        }
    }
    let content = blocks("content").map_or(&[][..], Vec::as_slice);
    update.body.blocks.extend(body::read(content, base));
    let breaking = post
        .pointer("/options/isBreakingNews")
        .and_then(Value::as_bool);
    let marks = Marks {
        key_event: breaking == Some(true),
        breaking: breaking == Some(true),
        ..Marks::default()
    };
    update.marks = Claim::new(marks, rule("isBreakingNews"));
    (!update.headline.is_empty() || !update.body.is_empty()).then_some(update)
}

/// Who wrote a post: the names without the role that stands beside them.
fn contributors(block: &Value, base: Option<&WebUrl>) -> Vec<Author> {
    let word = |key: &str| {
        block
            .pointer(&format!("/model/{key}"))?
            .as_str()
            .map(str::trim)
    };
    let page = word("link").and_then(|link| links::resolve(link, base));
    byline::authors(word("name").unwrap_or_default(), page)
}
