//! RSS, Atom, RDF and JSON Feed to [`Snapshot`]: a feed is a stream of updates, too.
//!
//! Knows nothing of pages; the content's HTML goes through the body builder that comes in as a function.

mod bytes;
mod item;

use std::{
    collections::HashMap,
    panic::{self, AssertUnwindSafe},
};

use chrono::{DateTime, Utc};
use feed_rs::{
    model::{Feed, Link, Text},
    parser::Builder,
};

use crate::{
    model::{
        Body, Clean, Entry, EntryId, Image, LiveBlog, NoLiveBlog, PageKind, Snapshot, Stamp,
        TimeBasis, WebUrl, Window, hash128,
    },
    source::field::time::{Hints, TimeContext, parse_machine},
};

/// Makes a body from a piece of HTML and the address that its references resolve against.
pub type BodyBuilder<'a> = &'a dyn Fn(&str, Option<&WebUrl>) -> Body;

/// Most items that are kept, the newest.
const MAX_ITEMS: usize = 2_000;

/// Longest pause between two polls that a feed may ask for with its `ttl`, in seconds.
const MAX_INTERVAL: u32 = 3_600;

/// Reads a feed.
///
/// `bytes` are as fetched (the XML declaration names their encoding), `address` is the feed's own.
///
/// # Errors
/// Says why the bytes are no feed, or that the feed holds no items.
pub fn read(
    bytes: &[u8],
    address: Option<&WebUrl>,
    fetched_at: DateTime<Utc>,
    body: BodyBuilder,
) -> Result<Snapshot, NoLiveBlog> {
    let ctx = TimeContext::for_page(
        fetched_at,
        &Hints {
            host: address.map(WebUrl::host),
            ..Hints::default()
        },
    );
    let feed = parse(bytes, address, &ctx)?;
    let reader = item::Reader {
        ctx: &ctx,
        address,
        body,
    };
    let mut entries: Vec<Entry> = feed
        .entries
        .iter()
        .filter_map(|item| reader.entry(item))
        .collect();
    let empty = feed.entries.len() - entries.len();
    if entries.is_empty() {
        return Err(refusal(
            "The feed was read, but holds no items yet; try again later.",
        ));
    }
    let mut warnings = Vec::new();
    if empty > 0 {
        warnings.push(Clean::line(&format!(
            "Items without any text that were left out: {empty}."
        )));
    }
    // Feeds list the newest first or are sorted so here; without times their own order is the best there is.
    if entries.iter().all(|entry| entry.published.is_some()) {
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.published.as_ref().map(Stamp::utc)));
    }
    entries = with_unique_ids(entries);
    if entries.len() > MAX_ITEMS {
        warnings.push(Clean::line(&format!(
            "Older items that were left out: {}.",
            entries.len() - MAX_ITEMS
        )));
        entries.truncate(MAX_ITEMS);
    }
    Ok(Snapshot {
        blog: blog(&feed, address, &ctx, body),
        entries,
        window: Window::Full,
        recognised_as: Clean::line(name(&feed)),
        warnings,
        older: linked(&feed.links, address, &["next", "prev-archive"]),
        min_interval: feed
            .ttl
            .map(|minutes| minutes.saturating_mul(60).min(MAX_INTERVAL)),
    })
}

fn refusal(why: &str) -> NoLiveBlog {
    NoLiveBlog {
        kind: PageKind::Other,
        why: Clean::line(why),
        signs: Vec::new(),
        feed: None,
        embedded: None,
    }
}

fn parse(bytes: &[u8], address: Option<&WebUrl>, ctx: &TimeContext) -> Result<Feed, NoLiveBlog> {
    let first = match attempt(bytes, address, ctx) {
        Ok(feed) => return Ok(feed),
        Err(reason) => reason,
    };
    bytes::repaired(bytes)
        .and_then(|repaired| attempt(&repaired, address, ctx).ok())
        .ok_or_else(|| {
            let reason: String = first.chars().take(200).collect();
            refusal(&format!(
                "The feed could not be read ({reason}); check its address."
            ))
        })
}

/// Parses bytes with a parser of their own: one that failed keeps half an item and would break on the next. It also
/// takes some numbers for granted (`NPT` durations), so a panic of it is but another reason.
fn attempt(bytes: &[u8], address: Option<&WebUrl>, ctx: &TimeContext) -> Result<Feed, String> {
    let times = ctx.clone();
    let parser = Builder::new()
        .base_uri(address.map(WebUrl::as_str))
        // The crate's own makes a new id at every reading where an item has neither link nor title.
        .id_generator(|links, title, _| made_id(links, title.as_ref()))
        .timestamp_parser(move |text| {
            parse_machine(text, TimeBasis::Feed, &times).map(|stamp| stamp.utc())
        })
        .build();
    let parsed = panic::catch_unwind(AssertUnwindSafe(|| parser.parse(bytes)));
    match parsed {
        Ok(parsed) => parsed.map_err(|error| error.to_string()),
        Err(_) => Err("the reader of feeds broke on it".to_owned()),
    }
}

/// Makes an id for an item that has none: its link, else a hash of its title; empty where it has neither.
fn made_id(links: &[Link], title: Option<&Text>) -> String {
    match (links.first(), title) {
        (Some(link), _) => link.href.clone(),
        (None, Some(title)) => format!("title-{:032x}", hash128(title.content.as_bytes())),
        (None, None) => String::new(),
    }
}

/// Keeps the first of items that say the same under one id, and tells apart those that do not.
fn with_unique_ids(entries: Vec<Entry>) -> Vec<Entry> {
    let mut seen: HashMap<EntryId, Vec<u128>> = HashMap::new();
    let mut kept = Vec::with_capacity(entries.len());
    for mut entry in entries {
        let print = entry.fingerprint();
        let prints = seen.entry(entry.id.clone()).or_default();
        if prints.contains(&print) {
            continue;
        }
        if !prints.is_empty() {
            let own = (
                &entry.permalink,
                entry.published.as_ref().map(Stamp::utc),
                print,
            );
            entry.id = EntryId::new(&format!(
                "{}-{:032x}",
                entry.id,
                hash128(format!("{own:?}").as_bytes())
            ));
        }
        prints.push(print);
        kept.push(entry);
    }
    kept
}

fn blog(feed: &Feed, address: Option<&WebUrl>, ctx: &TimeContext, body: BodyBuilder) -> LiveBlog {
    let stamp = |at: Option<DateTime<Utc>>| at.and_then(|at| item::stamp(at, ctx));
    let picture = feed.logo.as_ref().or(feed.icon.as_ref());
    LiveBlog {
        headline: item::line(feed.title.as_ref(), body),
        standfirst: item::line(feed.description.as_ref(), body),
        authors: item::authors(&feed.authors, address),
        language: Clean::line(feed.language.as_deref().unwrap_or_default()),
        published: stamp(feed.published),
        modified: stamp(feed.updated),
        image: picture
            .and_then(|picture| item::resolve(&picture.uri, address))
            .map(|url| Image {
                candidates: vec![(url, picture.and_then(|picture| picture.width).unwrap_or(0))],
                ..Image::default()
            }),
        canonical: linked(&feed.links, address, &["", "alternate"]),
        feed: address
            .cloned()
            .or_else(|| linked(&feed.links, None, &["self"])),
        ..LiveBlog::default()
    }
}

/// Finds the first link with one of these relations; the empty one is a link without relation.
fn linked(links: &[Link], base: Option<&WebUrl>, relations: &[&str]) -> Option<WebUrl> {
    links
        .iter()
        .filter(|link| relations.contains(&link.rel.as_deref().unwrap_or_default()))
        .find_map(|link| item::resolve(&link.href, base))
}

fn name(feed: &Feed) -> &'static str {
    use feed_rs::model::FeedType;
    match feed.feed_type {
        FeedType::Atom => "Atom feed",
        FeedType::JSON => "JSON Feed",
        FeedType::RSS0 | FeedType::RSS2 => "RSS feed",
        FeedType::RSS1 => "RDF feed",
    }
}

#[cfg(test)]
mod tests;
