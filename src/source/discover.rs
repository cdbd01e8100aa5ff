//! The live blogs that a front page, a section page, an article or a feed leads to.
//!
//! Judged are links: what they are called, where they lead, and what stands beside them, by the words that pages of
//! live blogs themselves are known by. Nothing is fetched; knows no site.

mod cards;
mod judge;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;

use chrono::{DateTime, Utc};
use scraper::Html;
use serde_json::Value;

use super::{
    Page,
    blog::Facts,
    decode::{self, ContentKind},
    dom::{base, bounded_html, links},
    field::{
        body,
        time::{self, TimeContext},
    },
    json,
    read::{
        feed, jsonld,
        values::{self, is_a, member},
    },
};
use crate::model::{Clean, Entry, Lead, Stamp, TimeBasis, WebUrl};
use judge::Candidate;

/// The most live blogs that are told of one page.
const MOST: usize = 50;

/// What a page leads to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leads {
    /// Live blogs: those with a time first, the newest before the others; then in the order of the page.
    pub blogs: Vec<Lead>,
    /// The page's feeds, which may lead to more.
    pub feeds: Vec<WebUrl>,
}

impl Leads {
    /// Adds what another page leads to, each live blog once.
    pub fn join(&mut self, more: Self) {
        for lead in more.blogs {
            add(&mut self.blogs, lead);
        }
        self.blogs = in_order(std::mem::take(&mut self.blogs));
    }
}

/// Finds the live blogs that a page or a feed leads to.
#[must_use]
pub fn discover(page: &Page) -> Leads {
    let text = || decode::decode(page);
    match decode::sniff(page.bytes, page.content_type) {
        ContentKind::Html => {
            let text = text();
            let scripts = jsonld::scripts(&text, &json::Room::default());
            let mut html = bounded_html::parse(&text).html;
            base::resolve_all(&mut html, page.address);
            let facts = Facts::of(&html);
            let own = facts.address();
            let address = page.address.or(own.as_ref());
            Leads {
                blogs: in_html(&html, &scripts, address, page.fetched_at),
                feeds: address.map(|page| facts.feeds(page)).unwrap_or_default(),
            }
        }
        ContentKind::Xml => {
            let read = feed::read(
                &text(),
                page.address,
                page.fetched_at,
                &body::from_text_or_html,
            );
            of_items(read.map(|read| read.entries).unwrap_or_default())
        }
        ContentKind::Json => {
            let document = json::parse_lenient_capped(&text(), json::MAX_APP_STATE).ok();
            let read = document.filter(feed::is_json_feed).and_then(|document| {
                let build = &body::from_text_or_html;
                feed::read_json(&document, page.address, page.fetched_at, build).ok()
            });
            of_items(read.map(|read| read.entries).unwrap_or_default())
        }
        ContentKind::Empty | ContentKind::Binary | ContentKind::Plain => Leads::default(),
    }
}

/// Finds the live blogs that a parsed page links to.
pub(super) fn in_html(
    html: &Html,
    scripts: &[Value],
    page: Option<&WebUrl>,
    now: DateTime<Utc>,
) -> Vec<Lead> {
    let ctx = TimeContext::new(now);
    let mut found = Vec::new();
    for lead in described(scripts, page, &ctx) {
        add(&mut found, lead);
    }
    for candidate in cards::of(html, page, &ctx) {
        if candidate.is_live(page) {
            add(&mut found, candidate.lead());
        }
    }
    in_order(found)
}

/// Lists what the page's data call live blogs.
fn described(scripts: &[Value], page: Option<&WebUrl>, ctx: &TimeContext) -> Vec<Lead> {
    let lead = |object: &&Value| {
        let url = member(object, "url").or_else(|| member(object, "mainEntityOfPage"))?;
        let url = links::resolve(&url, page)?.without_fragment();
        let title = member(object, "headline").or_else(|| member(object, "name"))?;
        let times = ["dateModified", "datePublished"];
        let time = times.iter().find_map(|name| {
            let text = object.get(*name).and_then(values::text)?;
            time::parse_machine(&text, TimeBasis::StructuredData, ctx)
        });
        let is_here = page.is_some_and(|page| page.without_fragment() == url);
        let title = Clean::line(&title);
        (!is_here && !title.is_empty()).then(|| Lead {
            url,
            title,
            time: time.as_ref().map(Stamp::utc),
        })
    };
    let objects = jsonld::objects(scripts);
    let blogs = objects.into_iter().filter(|o| is_a(o, "LiveBlogPosting"));
    blogs.filter_map(|object| lead(&object)).collect()
}

/// Judges the items of a feed.
fn of_items(entries: Vec<Entry>) -> Leads {
    let mut blogs = Vec::new();
    for entry in entries {
        let Some(url) = entry.permalink else { continue };
        let candidate = Candidate {
            url: url.without_fragment(),
            title: entry.headline.unwrap_or_default(),
            time: entry.published.as_ref().map(Stamp::utc),
            is_labelled: false,
        };
        if candidate.is_live(None) {
            add(&mut blogs, candidate.lead());
        }
    }
    Leads {
        blogs: in_order(blogs),
        feeds: Vec::new(),
    }
}

/// Adds a live blog that is not there yet; one that is may get a time.
fn add(found: &mut Vec<Lead>, lead: Lead) {
    match found.iter_mut().find(|known| known.url == lead.url) {
        Some(known) => known.time = known.time.max(lead.time),
        None => found.push(lead),
    }
}

/// Puts the newest first.
fn in_order(mut found: Vec<Lead>) -> Vec<Lead> {
    found.sort_by_key(|lead| Reverse(lead.time));
    found.truncate(MOST);
    found
}
