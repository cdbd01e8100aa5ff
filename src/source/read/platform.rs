//! Protocols of live-blog platforms: cheap polls that bring only what is new.
//!
//! The reader gives the page's address. Where the page shows the marks of a platform, later polls ask the platform;
//! the page itself is read again from time to time for what the protocol does not tell, and whenever the protocol
//! fails. Shapes and cursors were read in the platforms' own public clients. Knows no network and no clock.

mod amp;
mod automattic;
mod bbc;
pub(in crate::source) mod embedded;
mod guardian;
mod ids;
mod norkon;
mod script;
mod sourcefabric;

use std::{fmt, time::Duration};

use chrono::{DateTime, Utc};
use scraper::Html;
use serde_json::Value;

use crate::{
    model::{Clean, Entry, LiveBlog, Snapshot, Status, WebUrl, Window},
    source::{
        Page, bare_hints,
        candidate::{Candidate, Witness},
        decode,
        field::time::{Hints, TimeContext},
        json,
        resolve::{self, Entries},
    },
};
use ids::Ids;

/// The longest wait between two polls that a platform's word is taken for: one bad answer must not silence a blog.
const LONGEST: Duration = Duration::from_secs(10 * 60);

/// What a protocol tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent answers"
)]
pub struct Capabilities {
    /// Whether an answer holds only what came after a cursor.
    pub incremental: bool,
    /// Whether edits come through.
    pub reports_edits: bool,
    /// Whether removals come through.
    pub reports_deletions: bool,
    /// Whether an answer holds all of the newest updates.
    pub full_window: bool,
}

/// An answer that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the answer of {0} cannot be read")]
pub struct Unreadable(&'static str);

/// What a platform answered.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What changed; `None` where nothing did. It says nothing of the blog as a whole but its status.
    pub snapshot: Option<Snapshot>,
    /// Whether more is waiting: ask again at once.
    pub more: bool,
}

/// What an adapter is found by.
struct Found<'a> {
    html: &'a Html,
    /// The page's source.
    text: &'a str,
    address: &'a WebUrl,
    /// What the page itself says.
    snapshot: &'a Snapshot,
}

/// What an adapter reads in an answer.
#[derive(Debug, Default)]
struct News {
    /// Updates, new or changed, under the platform's own ids.
    updates: Vec<Candidate>,
    /// Platform ids of removed updates.
    removed: Vec<String>,
    /// Whether more is waiting.
    more: bool,
    /// Whether the answer held an update that could not be read: then absence means nothing.
    partial: bool,
    status: Option<Status>,
}

/// One platform's protocol.
trait Protocol: fmt::Debug + Send + Sync {
    fn name(&self) -> &'static str;
    fn capabilities(&self) -> Capabilities;
    /// The least between two polls that the platform's own client keeps.
    fn min_interval(&self) -> Duration;
    /// How often the page must be read for what the protocol leaves out.
    fn sweep(&self) -> Duration {
        let told = self.capabilities();
        let minutes = if told.reports_edits && (told.reports_deletions || told.full_window) {
            10
        } else {
            3
        };
        Duration::from_secs(minutes * 60)
    }
    /// The address to ask next.
    fn request(&self, now: DateTime<Utc>) -> Option<WebUrl>;
    /// Reads an answer and moves the cursor; `None` for what is no answer.
    fn read(&mut self, answer: &Reply<'_>) -> Option<News>;
    fn boxed(&self) -> Box<dyn Protocol>;
}

/// The body of an answer.
struct Reply<'a> {
    text: &'a str,
    base: &'a WebUrl,
    ctx: &'a TimeContext,
}

impl Reply<'_> {
    fn json(&self) -> Option<Value> {
        // Some servers begin with a byte order mark.
        let text = self.text.trim_start_matches('\u{feff}').trim_start();
        let parsed = json::parse_lenient_capped(text, json::MAX_APP_STATE).ok()?;
        parsed.is_object().then_some(parsed)
    }
}

/// A protocol at work, with the ids under which the page shows its updates.
#[derive(Debug)]
pub struct Platform {
    protocol: Box<dyn Protocol>,
    page: WebUrl,
    ids: Ids,
}

impl Clone for Platform {
    fn clone(&self) -> Self {
        Self {
            protocol: self.protocol.boxed(),
            page: self.page.clone(),
            ids: self.ids.clone(),
        }
    }
}

/// Finds the platform that a page belongs to.
pub(in crate::source) fn find(
    html: &Html,
    text: &str,
    address: &WebUrl,
    snapshot: &Snapshot,
) -> Option<Platform> {
    let found = Found {
        html,
        text,
        address,
        snapshot,
    };
    if snapshot.blog.status.is_over() {
        return None;
    }
    let protocol = automattic::Automattic::find(&found)
        .map(boxed)
        .or_else(|| norkon::Norkon::find(&found).map(boxed))
        .or_else(|| sourcefabric::Sourcefabric::find(&found).map(boxed))
        .or_else(|| guardian::Guardian::find(&found).map(boxed))
        .or_else(|| bbc::Bbc::find(&found).map(boxed))
        .or_else(|| amp::LiveList::find(&found).map(boxed))?;
    Some(Platform {
        protocol,
        page: address.clone(),
        ids: Ids::of(&snapshot.entries),
    })
}

fn boxed<P: Protocol + 'static>(protocol: P) -> Box<dyn Protocol> {
    Box::new(protocol)
}

impl Platform {
    /// Returns the platform's name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.protocol.name()
    }

    /// Returns what its protocol tells.
    #[must_use]
    pub fn capabilities(&self) -> Capabilities {
        self.protocol.capabilities()
    }

    /// Returns the least between two polls.
    #[must_use]
    pub fn min_interval(&self) -> Duration {
        self.protocol.min_interval().min(LONGEST)
    }

    /// Returns how often the page must be read beside the protocol.
    #[must_use]
    pub fn sweep(&self) -> Duration {
        self.protocol.sweep()
    }

    /// Returns the address to ask next.
    #[must_use]
    pub fn request(&self, now: DateTime<Utc>) -> Option<WebUrl> {
        self.protocol.request(now)
    }

    /// Reads an answer and moves the cursor.
    ///
    /// # Errors
    /// Says that it is none: then the page is to be read instead.
    pub fn read(&mut self, page: &Page) -> Result<Answer, Unreadable> {
        let text = decode::decode(page);
        let hints = Hints {
            host: Some(self.page.host()),
            ..bare_hints(page)
        };
        let ctx = TimeContext::for_page(page.fetched_at, &hints);
        let reply = Reply {
            text: &text,
            base: &self.page,
            ctx: &ctx,
        };
        let news = self
            .protocol
            .read(&reply)
            .ok_or(Unreadable(self.protocol.name()))?;
        let more = news.more;
        Ok(Answer {
            snapshot: self.snapshot(news),
            more,
        })
    }

    fn snapshot(&mut self, news: News) -> Option<Snapshot> {
        if news.updates.is_empty() && news.removed.is_empty() && news.status.is_none() {
            return None;
        }
        let mut warnings = Vec::new();
        let updates = news.updates.into_iter();
        let updates = updates.map(|update| update.told_by(Witness::Platform));
        let Entries {
            entries,
            removed: taken_back,
            ..
        } = resolve::entries(updates.collect(), Some(&self.page), &mut warnings);
        let mut removed: Vec<_> = news.removed.iter().map(|id| self.ids.name(id)).collect();
        removed.extend(taken_back.iter().map(|id| self.ids.name(&id.to_string())));
        let entries = entries
            .into_iter()
            .map(|entry| self.rename(entry))
            .collect();
        let told = self.protocol.capabilities();
        let window = if told.full_window && !news.partial && removed.is_empty() {
            Window::Full
        } else {
            Window::Delta { removed }
        };
        Some(Snapshot {
            blog: LiveBlog {
                status: news.status.unwrap_or_default(),
                ..LiveBlog::default()
            },
            entries,
            window,
            recognised_as: Clean::line(self.protocol.name()),
            warnings,
            older: None,
            min_interval: None,
        })
    }

    /// Gives an update the id and the address that the page gives it.
    fn rename(&mut self, mut entry: Entry) -> Entry {
        entry.id = self.ids.name(&entry.id.to_string());
        if let Some(permalink) = self.ids.permalink(&entry.id, &self.page) {
            entry.permalink = Some(permalink);
        }
        entry
    }
}

#[cfg(test)]
mod tests;
