//! The Guardian: blocks newer than a block, at most five an answer; edits and removals never come through.
//!
//! Shapes: the site's own `{page}.json?lastUpdate=block-…&isLivePage=true&dcr=true`.

use std::time::Duration;

use chrono::{DateTime, Utc};
use scraper::ElementRef;
use serde_json::Value;

use super::{AdapterAnswer, Capabilities, Evidence, Protocol, Reply, script};
use crate::{
    model::WebUrl,
    source::{
        dom::{bounded_html, element::attr},
        read::markup::fields,
    },
};

const INTERVAL: Duration = Duration::from_secs(10);
/// Letters of base sixteen in a block's id.
const ID: usize = 24;

#[derive(Debug, Clone)]
pub(super) struct Guardian {
    /// The page's address without its ending.
    page: String,
    newest: String,
}

impl Guardian {
    pub(super) fn find(found: &Evidence) -> Option<Self> {
        if !found.has("\"ajaxUrl\"") {
            return None;
        }
        let host = script::text(found.text, "ajaxUrl")?;
        let page = script::text(found.text, "pageId")?;
        // Older pages are addressed by a block: what follows it is no news.
        let mut query = found.address.as_url().query_pairs();
        if query.any(|(key, _)| key == "page") {
            return None;
        }
        let mut ids = found.shown.iter().map(|e| e.id.to_string());
        let newest = ids.find_map(|id| bare(&id).map(str::to_owned))?;
        if !found.text.contains(&format!("block-{newest}")) {
            return None;
        }
        Some(Self {
            page: format!(
                "{}/{}",
                host.trim_end_matches('/'),
                page.trim_start_matches('/')
            ),
            newest,
        })
    }
}

/// The id of a block, without what stands before it.
fn bare(id: &str) -> Option<&str> {
    let tail = id.strip_prefix("block-").unwrap_or(id);
    script::is_hexadecimal(tail, ID).then_some(tail)
}

impl Protocol for Guardian {
    fn name(&self) -> &'static str {
        "Guardian live blocks"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            incremental: true,
            reports_edits: false,
            reports_deletions: false,
            full_window: false,
        }
    }

    fn min_interval(&self) -> Duration {
        INTERVAL
    }

    fn request(&self, _now: DateTime<Utc>) -> Option<WebUrl> {
        let (page, newest) = (&self.page, &self.newest);
        let query = format!("{page}.json?lastUpdate=block-{newest}&isLivePage=true&dcr=true");
        WebUrl::parse(&query).ok()
    }

    fn read(&mut self, answer: &Reply<'_>) -> Option<AdapterAnswer> {
        let document = answer.json()?;
        let count = document.get("numNewBlocks").and_then(Value::as_u64)?;
        if count == 0 {
            return Some(AdapterAnswer::default());
        }
        let markup = document.get("html").and_then(Value::as_str)?;
        let page = bounded_html::parse(markup).html;
        let blocks = page.tree.nodes().filter_map(ElementRef::wrap);
        let updates: Vec<_> = blocks
            .filter(|e| e.value().name() == "article")
            .filter_map(|block| {
                let id = bare(attr(block, "id")?)?.to_owned();
                let mut update = fields::read(block, Some(answer.base), answer.ctx);
                update.keys = vec![id];
                Some(update)
            })
            .collect();
        let before = self.newest.clone();
        let told = document.get("mostRecentBlockId").and_then(Value::as_str);
        let newest = told.and_then(bare).map(str::to_owned);
        let first = updates.first().and_then(|u| u.keys.first().cloned());
        self.newest = newest.or(first).unwrap_or_else(|| before.clone());
        Some(AdapterAnswer {
            more: self.newest != before,
            updates,
            ..AdapterAnswer::default()
        })
    }

    fn cursor(&self) -> Option<String> {
        Some(self.newest.clone())
    }

    fn resume(&mut self, cursor: &str) {
        if let Some(block) = bare(cursor) {
            block.clone_into(&mut self.newest);
        }
    }

    fn boxed(&self) -> Box<dyn Protocol> {
        Box::new(self.clone())
    }
}
