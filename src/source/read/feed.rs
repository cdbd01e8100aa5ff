//! RSS, Atom, RDF and JSON Feed to [`Snapshot`]: a feed is a stream of updates, too.
//!
//! Knows nothing of pages; the content's HTML goes through the body builder that comes in as a function.

mod item;
mod json;
mod media;
mod parts;
mod texts;
mod tree;
mod xml;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::{
    model::{
        Body, Clean, Entry, EntryId, Image, LiveBlog, NoLiveBlog, PageKind, Snapshot, Stamp,
        TimeBasis, WebUrl, Window, hash128,
    },
    source::field::time::{Hints, TimeContext, parse_machine},
};
pub use json::is_feed as is_json_feed;
use parts::{Feed, Item, Link};

/// Makes a body from a piece of HTML and the address that its references resolve against.
pub type BodyBuilder<'a> = &'a dyn Fn(&str, Option<&WebUrl>) -> Body;

/// Most items that are kept, the newest.
const MAX_ITEMS: usize = 2_000;

/// So many items are looked at; feeds begin with the newest.
const MOST: usize = 10_000;

/// Longest pause between two polls that a feed may ask for with its `ttl`, in seconds.
const MAX_INTERVAL: u32 = 3_600;

/// Reads a feed in XML; `address` is the feed's own.
///
/// # Errors
/// Says that the text is no feed, or that the feed holds no items.
pub fn read(
    text: &str,
    address: Option<&WebUrl>,
    fetched_at: DateTime<Utc>,
    body: BodyBuilder,
) -> Result<Snapshot, NoLiveBlog> {
    let feed = xml::read(text, address).ok_or_else(|| {
        refusal("This is XML but not a feed; give the address of the live blog's own page.")
    })?;
    snapshot(&feed, address, fetched_at, body)
}

/// Reads a JSON Feed; `address` is the feed's own.
///
/// # Errors
/// Says that the feed holds no items.
pub fn read_json(
    document: &Value,
    address: Option<&WebUrl>,
    fetched_at: DateTime<Utc>,
    body: BodyBuilder,
) -> Result<Snapshot, NoLiveBlog> {
    snapshot(&json::read(document), address, fetched_at, body)
}

fn snapshot(
    feed: &Feed,
    address: Option<&WebUrl>,
    fetched_at: DateTime<Utc>,
    body: BodyBuilder,
) -> Result<Snapshot, NoLiveBlog> {
    let ctx = TimeContext::for_page(
        fetched_at,
        &Hints {
            host: address.map(WebUrl::host),
            language: Some(feed.language.as_str()).filter(|language| !language.is_empty()),
            ..Hints::default()
        },
    );
    let reader = item::Reader {
        ctx: &ctx,
        address,
        body,
    };
    let mut items: Vec<&Item> = feed.items.iter().collect();
    let mut left_out = feed.unread;
    if items.len() > MAX_ITEMS {
        // What will be left out need not be read.
        items.sort_by_cached_key(|item| std::cmp::Reverse(reader.at(item)));
        left_out += items.len() - MAX_ITEMS;
        items.truncate(MAX_ITEMS);
    }
    let mut entries: Vec<Entry> = items.iter().filter_map(|item| reader.entry(item)).collect();
    let empty = items.len() - entries.len();
    if entries.is_empty() {
        return Err(refusal(
            "The feed was read, but holds no items yet; try again later.",
        ));
    }
    let mut warnings: Vec<Clean> = feed.warnings.iter().map(|w| Clean::line(w)).collect();
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
    if left_out > 0 {
        let sentence = format!("Older items that were left out: {left_out}.");
        warnings.push(Clean::line(&sentence));
    }
    Ok(Snapshot {
        blog: blog(feed, address, &ctx, body),
        entries,
        window: Window::Full,
        recognised_as: Clean::line(feed.name),
        warnings,
        older: linked(&feed.links, address, &["next", "prev-archive"]),
        min_interval: feed
            .ttl
            .map(|minutes| minutes.saturating_mul(60).min(MAX_INTERVAL)),
    })
}

fn refusal(why: &str) -> NoLiveBlog {
    NoLiveBlog::new(PageKind::Other, why)
}

/// Returns an item's id; makes one where it has none: its link, else a hash of its title, else of its text.
fn id(item: &Item, body: &Body) -> EntryId {
    let id = match (&item.id, item.links.first(), &item.title) {
        (id, ..) if !id.is_empty() => id.clone(),
        (_, Some(link), _) => link.address.clone(),
        (_, None, Some(title)) => format!("title-{:032x}", hash128(title.content.as_bytes())),
        (_, None, None) => format!("text-{:032x}", hash128(body.text().as_bytes())),
    };
    EntryId::new(&id)
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
    let stamp = |text: &Option<String>| parse_machine(text.as_deref()?, TimeBasis::Feed, ctx);
    LiveBlog {
        headline: item::line(feed.title.as_ref(), body),
        standfirst: item::line(feed.description.as_ref(), body),
        authors: item::authors(&feed.authors, address),
        language: Clean::line(&feed.language),
        published: stamp(&feed.published),
        modified: stamp(&feed.updated),
        image: feed.picture.as_ref().and_then(|(file, width)| {
            Some(Image {
                candidates: vec![(tree::resolve(file, address)?, *width)],
                ..Image::default()
            })
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
        .filter(|link| relations.contains(&link.relation.as_str()))
        .find_map(|link| tree::resolve(&link.address, base))
}

#[cfg(test)]
mod tests;
