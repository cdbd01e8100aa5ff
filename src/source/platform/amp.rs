//! AMP live lists (`amp-live-list`): the page's own address with the time of its newest update.
//!
//! Shapes: the component's documentation and client. The server may answer with the whole page or with the changed
//! items alone; what is missing from an answer is not removed, what has a tombstone is.

use std::{collections::HashMap, time::Duration};

use chrono::{DateTime, Utc};
use scraper::ElementRef;

use super::{Capabilities, Found, News, Protocol, Reply};
use crate::{
    model::{Status, WebUrl},
    source::{door, element::attr, markup::fields},
};

/// The component's least and default interval.
const INTERVAL: Duration = Duration::from_secs(15);

#[derive(Debug, Clone)]
pub(super) struct LiveList {
    page: WebUrl,
    list: String,
    interval: Duration,
    /// When each item was last changed, in the page's own unit; a tombstone is never changed again.
    items: HashMap<String, Option<u64>>,
}

impl LiveList {
    pub(super) fn find(found: &Found) -> Option<Self> {
        let mut elements = found.html.tree.nodes().filter_map(ElementRef::wrap);
        let list = elements.find(|e| {
            e.value().name() == "amp-live-list" && e.value().attr("disabled").is_none()
        })?;
        let asked = attr(list, "data-poll-interval").and_then(|ms| ms.parse().ok());
        let items: HashMap<_, _> = items(list).map(|item| (item.id, item.changed)).collect();
        (!items.is_empty()).then(|| {
            Some(Self {
                page: found.address.without_fragment(),
                list: attr(list, "id")?.to_owned(),
                interval: asked.map_or(INTERVAL, Duration::from_millis).max(INTERVAL),
                items,
            })
        })?
    }
}

/// An item of a list.
struct Item<'a> {
    id: String,
    /// `data-update-time`, else `data-sort-time`; `None` for a tombstone.
    changed: Option<u64>,
    element: ElementRef<'a>,
}

fn items<'a>(list: ElementRef<'a>) -> impl Iterator<Item = Item<'a>> {
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

    fn read(&mut self, answer: &Reply<'_>) -> Option<News> {
        let page = door::parse(answer.text).html;
        let mut lists = page
            .tree
            .nodes()
            .filter_map(ElementRef::wrap)
            .filter(|e| e.value().name() == "amp-live-list");
        let Some(list) = lists.find(|e| attr(*e, "id") == Some(&self.list)) else {
            // No list means nothing new, but only where the answer is markup at all.
            return answer.text.contains('<').then(News::default);
        };
        let mut news = News::default();
        for item in items(list) {
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
        news.status = list.value().attr("disabled").map(|_| Status::Ended);
        Some(news)
    }

    fn boxed(&self) -> Box<dyn Protocol> {
        Box::new(self.clone())
    }
}
