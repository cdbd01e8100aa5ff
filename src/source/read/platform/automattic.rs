//! Automattic Liveblog for WordPress: entries between two times, edits and deletions as events; pages of entries.
//!
//! Shapes: the plugin's REST routes `liveblog/v1/{post}/entries/{start}/{end}/` and
//! `liveblog/v1/{post}/get-entries/{page}/{id-timestamp | latest}`, and its own client's rounding of times to the
//! refresh interval, so that many readers share one cached answer. Its settings stand in every page since 1.5, also
//! where scripts draw all entries. Numbers come as numbers or as texts, depending on the version.

mod entry;

use std::{collections::HashMap, time::Duration};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::Value;

use super::{AdapterAnswer, Capabilities, Evidence, Protocol, Reply, script};
use crate::{
    model::WebUrl,
    source::{dom::links, read::state},
};

/// The plugin's own interval where it names none, in seconds.
const INTERVAL: i64 = 10;
/// The shortest and the longest interval that is believed, in seconds.
const INTERVALS: (i64, i64) = (1, 600);
/// How far back is asked where the newest event lies ahead of the server's clock, in seconds.
const LOOK_BACK: i64 = 900;
/// How far it may lie ahead and be believed, in seconds.
const SKEW: i64 = 60;
/// What the addresses of pages of entries hold.
const PAGES: &str = "get-entries/";

#[derive(Debug, Clone)]
pub(super) struct Automattic {
    /// What addresses begin with; a path, or a query with a path in it.
    endpoint: String,
    /// Seconds between polls, as the last answer asked for.
    interval: i64,
    /// Unix time of the newest event seen.
    newest: i64,
    /// Whether that second was not over yet when it was asked for, so that it may hold more.
    unfinished: bool,
    /// Whether the newsroom archived it, as far as the settings tell.
    runs: Option<bool>,
    zone: Option<Tz>,
}

impl Automattic {
    pub(super) fn find(found: &Evidence) -> Option<Self> {
        if !found.has("liveblog_settings") {
            return None;
        }
        let settings = script::object(found.text, "liveblog_settings")?;
        let endpoint = settings.get("endpoint_url").and_then(Value::as_str)?;
        let endpoint = links::resolve(endpoint, Some(found.address))?.to_string();
        // Without pretty permalinks it ends as "?rest_route=/liveblog/v1/77/" or "?p=77&liveblog=" do.
        let is_open = endpoint.ends_with(['/', '=']);
        let word = |key: &str| settings.get(key).and_then(Value::as_str);
        Some(Self {
            endpoint: endpoint + if is_open { "" } else { "/" },
            interval: interval(&settings).unwrap_or(INTERVAL),
            newest: number(&settings, "latest_entry_timestamp").unwrap_or(0),
            unfinished: false,
            runs: match word("state") {
                Some("archive") => Some(false),
                Some("enable") => Some(true),
                _ => None,
            },
            zone: word("timezone_string").and_then(|name| name.parse().ok()),
        })
    }

    /// An address of the platform. The rest is added to the text: joined as a reference it would replace a query.
    fn address(&self, rest: &str) -> Option<WebUrl> {
        WebUrl::parse(&format!("{}{rest}", self.endpoint)).ok()
    }

    fn page(&self, number: u64, newest: &str) -> Option<WebUrl> {
        self.address(&format!("{PAGES}{number}/{newest}"))
    }

    /// Which page of entries an address asks for, and as of which newest entry.
    fn asked<'a>(&self, address: &'a WebUrl) -> Option<(u64, &'a str)> {
        let rest = address.as_str().strip_prefix(&self.endpoint)?;
        let (number, newest) = rest.strip_prefix(PAGES)?.split_once('/')?;
        Some((number.parse().ok()?, newest))
    }

    /// Up to which second an address asks for events.
    fn asked_until(&self, address: &WebUrl) -> Option<i64> {
        let rest = address.as_str().strip_prefix(&self.endpoint)?;
        let (_, end) = rest.trim_end_matches('/').rsplit_once('/')?;
        end.parse().ok()
    }

    fn note(&mut self, at: Option<i64>) {
        self.newest = self.newest.max(at.unwrap_or(0));
    }
}

/// Reads a number that may be written as a text.
fn number(object: &Value, key: &str) -> Option<i64> {
    let value = object.get(key)?;
    value
        .as_i64()
        .or_else(|| value.as_str()?.trim().parse().ok())
}

/// Reads how many seconds to wait, as settings and answers say it.
fn interval(object: &Value) -> Option<i64> {
    let (least, most) = INTERVALS;
    number(object, "refresh_interval").map(|seconds| seconds.clamp(least, most))
}

impl Protocol for Automattic {
    fn name(&self) -> &'static str {
        "Automattic Liveblog"
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
        Duration::from_secs(self.interval.unsigned_abs())
    }

    fn request(&self, now: DateTime<Utc>) -> Option<WebUrl> {
        if self.runs == Some(false) {
            return None;
        }
        let rounded = |at: i64| at.div_euclid(self.interval) * self.interval;
        let now = now.timestamp();
        let start = if self.newest > now + SKEW {
            now - LOOK_BACK
        } else {
            self.newest.max(0) + i64::from(!self.unfinished)
        };
        let (start, end) = (rounded(start), rounded(now));
        self.address(&format!("entries/{start}/{}/", end.max(start)))
    }

    fn read(&mut self, answer: &Reply<'_>) -> Option<AdapterAnswer> {
        let document = answer.json()?;
        let entries = document.get("entries")?.as_array()?;
        self.interval = interval(&document).unwrap_or(self.interval);
        let mut news = AdapterAnswer::default();
        let events = entries
            .iter()
            .take_while(|event| answer.fits(event))
            .filter_map(|event| Some((id(event)?, event)));
        let events: Vec<(String, &Value)> = events.collect();
        let is_cut = answer.budget.is_spent();
        // Events are told in their order; the last one of an entry holds.
        let numbered = events.iter().zip(0..);
        let last: HashMap<String, usize> = numbered.map(|((id, _), at)| (id.clone(), at)).collect();
        for ((id, event), at) in events.into_iter().zip(0..) {
            self.note(number(event, "timestamp"));
            if last.get(&id) != Some(&at) {
                continue;
            }
            if event.get("type").and_then(Value::as_str) == Some("delete") {
                news.removed.push(id);
            } else {
                news.updates.extend(entry::read(event, answer));
            }
        }
        if !is_cut {
            self.note(number(&document, "latest_timestamp"));
        }
        let until = self.asked_until(answer.address);
        self.unfinished = is_cut || until.is_none_or(|end| end <= self.newest);
        // Newest first, as everywhere else: many entries may be of one second.
        news.updates.reverse();
        Some(news)
    }

    fn opening(&self) -> Option<WebUrl> {
        self.page(1, "latest")
    }

    fn outranks_page(&self) -> bool {
        true
    }

    fn has_page(&self, address: &WebUrl) -> bool {
        self.asked(address).is_some()
    }

    fn read_page(&mut self, page: &Reply<'_>) -> Option<AdapterAnswer> {
        let document = page.json()?;
        let entries = document.get("entries")?.as_array()?;
        let updates: Vec<_> = entries
            .iter()
            .take_while(|event| page.fits(event))
            .filter_map(|event| entry::read(event, page))
            .collect();
        let (asked, newest) = self.asked(page.address)?;
        // Later pages count from the newest entry of the first, so that none moves between two of them.
        let first = entries.first().filter(|_| newest == "latest");
        let known = first.and_then(|e| Some(format!("{}-{}", id(e)?, number(e, "timestamp")?)));
        let newest = known.unwrap_or_else(|| newest.to_owned());
        let pages = number(&document, "pages").and_then(|pages| u64::try_from(pages).ok());
        let older = pages.filter(|pages| *pages > asked && !entries.is_empty());
        Some(AdapterAnswer {
            partial: updates.len() < entries.len(),
            older: older.and_then(|_| self.page(asked + 1, &newest)),
            updates,
            ..AdapterAnswer::default()
        })
    }

    fn runs(&self) -> Option<bool> {
        self.runs
    }

    fn zone(&self) -> Option<Tz> {
        self.zone
    }

    fn tells_marks(&self) -> bool {
        true
    }

    fn cursor(&self) -> Option<String> {
        Some(self.newest.to_string())
    }

    fn resume(&mut self, cursor: &str) {
        // The page may know events that nobody was told of: from there on they would be passed over.
        self.newest = cursor.parse().unwrap_or(self.newest);
        self.unfinished = true;
    }

    fn boxed(&self) -> Box<dyn Protocol> {
        Box::new(self.clone())
    }
}

fn id(event: &Value) -> Option<String> {
    state::text_of(event.as_object()?, &["id"])
}
