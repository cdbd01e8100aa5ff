//! AMP live lists (`amp-live-list`): the page's own address with the time of its newest update.
//!
//! Shapes: the component's documentation and client. The server may answer with the whole page or with the changed
//! items alone; what is missing from an answer is not removed, what has a tombstone is.

use std::{collections::HashMap, time::Duration};

use chrono::{DateTime, Utc};
use scraper::{ElementRef, Html};

use super::{AdapterAnswer, Capabilities, Evidence, Protocol, Reply};
use crate::{
    model::{Status, WebUrl},
    source::{
        dom::{bounded_html, element::attr},
        read::markup::fields,
    },
};

/// The component's least and default interval.
const INTERVAL: Duration = Duration::from_secs(15);
/// A smaller number is no time of a live blog, in seconds since 1970.
const EPOCH: u64 = 1_000_000_000;

#[derive(Debug, Clone)]
pub(super) struct LiveList {
    page: WebUrl,
    /// The ids of the lists: others in an answer are none of the page.
    lists: Vec<String>,
    interval: Duration,
    /// When each item was last changed, in the page's own unit; a tombstone is never changed again.
    items: HashMap<String, Option<u64>>,
}

impl LiveList {
    pub(super) fn find(found: &Evidence) -> Option<Self> {
        let lists: Vec<_> = lists(found.html)
            .filter(|list| list.value().attr("disabled").is_none())
            .collect();
        let asked = lists
            .iter()
            .filter_map(|list| attr(*list, "data-poll-interval")?.parse().ok())
            .min();
        let items: Vec<Item> = lists.iter().flat_map(|list| items(*list)).collect();
        if items.is_empty() || items.iter().all(Item::is_named_by_time) {
            return None;
        }
        Some(Self {
            page: found.address.without_fragment(),
            lists: lists
                .iter()
                .filter_map(|list| Some(attr(*list, "id")?.to_owned()))
                .collect(),
            interval: asked.map_or(INTERVAL, Duration::from_millis).max(INTERVAL),
            items: items
                .into_iter()
                .map(|item| (item.id, item.changed))
                .collect(),
        })
    }
}

fn lists(html: &Html) -> impl Iterator<Item = ElementRef<'_>> {
    let elements = html.tree.nodes().filter_map(ElementRef::wrap);
    elements.filter(|e| e.value().name() == "amp-live-list")
}

/// An item of a list.
struct Item<'a> {
    id: String,
    /// `data-update-time`, else `data-sort-time`; `None` for a tombstone.
    changed: Option<u64>,
    /// `data-sort-time`.
    sorted: u64,
    element: ElementRef<'a>,
}

impl Item<'_> {
    /// Tells whether the id is the time of the last edit, as a WordPress plugin writes it: such an item gets another id
    /// with every edit, and the edit would pass for a new update.
    fn is_named_by_time(&self) -> bool {
        let digits = self.id.trim_start_matches(|c: char| !c.is_ascii_digit());
        let named: Option<u64> = digits.parse().ok();
        named.is_some_and(|at| at >= EPOCH && at >= self.sorted)
    }
}

fn items(list: ElementRef<'_>) -> impl Iterator<Item = Item<'_>> {
    let slots = list
        .children()
        .filter_map(ElementRef::wrap)
        .filter(|e| e.value().attr("items").is_some());
    slots
        .flat_map(|slot| slot.children().filter_map(ElementRef::wrap))
        .filter_map(|element| {
            let time = |name| attr(element, name).and_then(|t| t.parse::<u64>().ok());
            let sorted = time("data-sort-time")?;
            let dead = element.value().attr("data-tombstone").is_some();
            Some(Item {
                id: attr(element, "id")?.to_owned(),
                sorted,
                changed: (!dead).then(|| time("data-update-time").unwrap_or(sorted)),
                element,
            })
        })
}

impl Protocol for LiveList {
    fn name(&self) -> &'static str {
        "AMP live list"
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
        self.interval
    }

    fn request(&self, _now: DateTime<Utc>) -> Option<WebUrl> {
        let newest = self.items.values().flatten().max()?;
        let mut url = self.page.as_url().clone();
        url.query_pairs_mut()
            .append_pair("amp_latest_update_time", &newest.to_string());
        WebUrl::parse(url.as_str()).ok()
    }

    fn read(&mut self, answer: &Reply<'_>) -> Option<AdapterAnswer> {
        let page = bounded_html::parse(answer.text).html;
        let is_ours = |id: &str| self.lists.iter().any(|known| known == id);
        let lists: Vec<_> = lists(&page)
            .filter(|list| attr(*list, "id").is_some_and(is_ours))
            .collect();
        if lists.is_empty() {
            // No list means nothing new, but only where the answer is markup at all.
            return answer.text.contains('<').then(AdapterAnswer::default);
        }
        let mut news = AdapterAnswer::default();
        for item in lists.iter().flat_map(|list| items(*list)) {
            let known = self.items.get(&item.id).copied();
            match (known, item.changed) {
                (None | Some(None), None) | (Some(None), Some(_)) => continue,
                (Some(Some(_)), None) => news.removed.push(item.id.clone()),
                (Some(Some(before)), Some(now)) if now <= before => continue,
                (_, Some(_)) => {
                    let mut update = fields::read(item.element, Some(answer.base), answer.ctx);
                    update.keys = vec![item.id.clone()];
                    news.updates.push(update);
                }
            }
            self.items.insert(item.id, item.changed);
        }
        let ended = lists.len() == self.lists.len()
            && lists
                .iter()
                .all(|list| list.value().attr("disabled").is_some());
        news.status = ended.then_some(Status::Ended);
        Some(news)
    }

    fn boxed(&self) -> Box<dyn Protocol> {
        Box::new(self.clone())
    }
}
