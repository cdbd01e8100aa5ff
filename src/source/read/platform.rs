//! Protocols of live-blog platforms: cheap polls that bring only what is new.
//!
//! The reader gives the page's address. Where the page shows the marks of a platform, later polls ask the platform;
//! the page itself is read again from time to time for what the protocol does not tell, and whenever the protocol
//! fails. Where a page shows no update, or shows them worse than its platform does, the platform's newest page of
//! updates is read along with it (the opening). Shapes and cursors were read in the platforms' own public clients.
//! Knows no network and no clock.

mod amp;
mod automattic;
mod bbc;
mod easy;
pub(in crate::source) mod embedded;
mod guardian;
mod ids;
mod norkon;
mod script;
mod sourcefabric;
mod wagtail;

use std::{collections::HashSet, fmt, sync::LazyLock, time::Duration};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use regex::Regex;
use scraper::Html;
use serde_json::Value;

use crate::{
    model::{Clean, Entry, LiveBlog, Snapshot, Stamp, Status, WebUrl, Window, Witness},
    source::{
        NOT_BEGUN, Page, bare_hints,
        budget::{self, Budget},
        claim::Account,
        decode,
        field::time::{Hints, TimeContext},
        json,
        read::values,
        resolve::{self, Entries},
    },
};
use ids::Ids;

/// The longest wait between two polls that a platform's word is taken for: one bad answer must not silence a blog.
const LONGEST: Duration = Duration::from_mins(10);

/// The longest answer that is read, in bytes.
const LONGEST_ANSWER: usize = 6 << 20;

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
struct Evidence<'a> {
    html: &'a Html,
    /// The page's source.
    text: &'a str,
    address: &'a WebUrl,
    /// The updates that the page itself shows.
    shown: &'a [Entry],
    /// Which of [`MARKS`] the page's source has.
    marks: HashSet<&'static str>,
}

/// What adapters look for first in a page's source; none of them is a part of another.
const MARKS: [&str; 8] = [
    "liveblog_settings",
    "channelID",
    "BulletinFeed/",
    "setJsonContent(",
    "client_blogs/",
    "\"blog\"",
    "\"ajaxUrl\"",
    "liveTextStream",
];

/// All of them at once: a page may be megabytes of programs, and to look for each costs all of it.
static ANY_MARK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let marks = MARKS.map(regex::escape);
    Regex::new(&marks.join("|")).ok()
});

impl Evidence<'_> {
    /// Tells whether the page's source has one of [`MARKS`].
    fn has(&self, mark: &str) -> bool {
        debug_assert!(MARKS.contains(&mark), "{mark} is not looked for");
        self.marks.contains(mark)
    }
}

/// Finds which of [`MARKS`] a page's source has.
fn marks(text: &str) -> HashSet<&'static str> {
    let mut found = HashSet::new();
    let any = ANY_MARK.iter().flat_map(|any| any.find_iter(text));
    for mark in any {
        found.extend(MARKS.iter().find(|known| **known == mark.as_str()).copied());
        if found.len() == MARKS.len() {
            break;
        }
    }
    found
}

/// What an adapter reads in an answer.
#[derive(Debug, Default)]
struct AdapterAnswer {
    /// Updates, new or changed, under the platform's own ids.
    updates: Vec<Account>,
    /// Platform ids of removed updates.
    removed: Vec<String>,
    /// Whether more is waiting.
    more: bool,
    /// Whether absence from a whole page of updates means nothing, as where one of them could not be read.
    partial: bool,
    /// Whether there are more updates than are read.
    cut: bool,
    status: Option<Status>,
    /// The address of the next older page of updates.
    older: Option<WebUrl>,
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
    /// The address to ask next; `now` is the server's time. `None` where there is no more to ask for.
    fn request(&self, now: DateTime<Utc>) -> Option<WebUrl>;
    /// Reads an answer and moves the cursor; `None` for what is no answer.
    fn read(&mut self, answer: &Reply<'_>) -> Option<AdapterAnswer>;
    /// The address of the newest page of updates as they are, where the platform has one.
    fn opening(&self) -> Option<WebUrl> {
        None
    }
    /// Whether that page tells more of updates than the publisher's own page does.
    fn outranks_page(&self) -> bool {
        false
    }
    /// Tells whether an address is one of a page of updates.
    fn has_page(&self, _address: &WebUrl) -> bool {
        false
    }
    /// Reads a page of updates, newest or older; `None` for what is none.
    fn read_page(&mut self, page: &Reply<'_>) -> Option<AdapterAnswer> {
        self.read(page)
    }
    /// Whether the live blog runs or ended, where the platform's own settings tell. Of one that ended nothing more is
    /// asked for but pages.
    fn runs(&self) -> Option<bool> {
        None
    }
    /// The zone that the platform's settings name.
    fn zone(&self) -> Option<Tz> {
        None
    }
    /// Whether its answers tell how the newsroom marked an update, so that silence means that it did not.
    fn tells_marks(&self) -> bool {
        false
    }
    /// What to go on from after a restart; `None` where every answer is whole.
    fn cursor(&self) -> Option<String> {
        None
    }
    /// Goes on from an earlier run's cursor.
    fn resume(&mut self, _cursor: &str) {}
    fn boxed(&self) -> Box<dyn Protocol>;
}

/// The body of an answer.
struct Reply<'a> {
    text: &'a str,
    /// Where it came from.
    address: &'a WebUrl,
    /// The page's address, which references are resolved against.
    base: &'a WebUrl,
    ctx: &'a TimeContext,
    budget: &'a Budget,
}

impl Reply<'_> {
    /// Tells whether an update of the answer may be read, too.
    fn fits(&self, update: &Value) -> bool {
        self.budget.record(values::size(update))
    }

    fn json(&self) -> Option<Value> {
        // Some servers begin with a byte order mark.
        let text = self.text.trim_start_matches('\u{feff}').trim_start();
        let parsed = json::parse_within(text, LONGEST_ANSWER, self.budget.room()).ok()?;
        parsed.is_object().then_some(parsed)
    }
}

/// A protocol at work, with the ids under which the page shows its updates.
#[derive(Debug)]
pub struct Platform {
    protocol: Box<dyn Protocol>,
    page: WebUrl,
    ids: Ids,
    /// Whether the page itself shows no update.
    bare: bool,
    /// The publisher's zone.
    zone: Option<Tz>,
}

impl Clone for Platform {
    fn clone(&self) -> Self {
        Self {
            protocol: self.protocol.boxed(),
            page: self.page.clone(),
            ids: self.ids.clone(),
            bare: self.bare,
            zone: self.zone,
        }
    }
}

/// Finds the platform that a page belongs to; `shown` are the updates that the page itself shows, `zone` is its
/// publisher's.
pub(in crate::source) fn find(
    html: &Html,
    text: &str,
    address: &WebUrl,
    shown: &[Entry],
    zone: Option<Tz>,
) -> Option<Platform> {
    let found = Evidence {
        html,
        text,
        address,
        shown,
        marks: marks(text),
    };
    let protocol = automattic::Automattic::find(&found)
        .map(boxed)
        .or_else(|| easy::Easy::find(&found).map(boxed))
        .or_else(|| wagtail::Wagtail::find(&found).map(boxed))
        .or_else(|| norkon::Norkon::find(&found).map(boxed))
        .or_else(|| sourcefabric::Sourcefabric::find(&found).map(boxed))
        .or_else(|| guardian::Guardian::find(&found).map(boxed))
        .or_else(|| bbc::Bbc::find(&found).map(boxed))
        .or_else(|| amp::LiveList::find(&found).map(boxed))?;
    let zone_of_settings = protocol.zone();
    Some(Platform {
        protocol,
        page: address.clone(),
        ids: Ids::of(shown),
        bare: shown.is_empty(),
        zone: zone_of_settings.or(zone),
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

    /// Returns the address to ask next, at the server's time; `None` where there is nothing to ask for any more.
    #[must_use]
    pub fn request(&self, now: DateTime<Utc>) -> Option<WebUrl> {
        self.protocol.request(now)
    }

    /// Returns the address of the newest page of updates, where the publisher's page shows none, or worse ones.
    #[must_use]
    pub fn opening(&self) -> Option<WebUrl> {
        let wanted = self.bare || self.protocol.outranks_page();
        self.protocol.opening().filter(|_| wanted)
    }

    /// Tells whether the page itself shows no update.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.bare
    }

    /// Says of a page that shows no update itself that its platform was not asked.
    #[must_use]
    pub fn unasked(&self) -> Clean {
        let name = self.name();
        Clean::line(&format!(
            "The page's scripts fetch its updates from {name}; give the page's address instead of a saved copy to read them."
        ))
    }

    /// Tells whether the platform's own settings say that the live blog ended.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.protocol.runs() == Some(false)
    }

    /// Judges whether the live blog runs, where the page's words said `status`: a platform's own settings know better.
    pub(in crate::source) fn status(
        &self,
        status: Status,
        shown: &[Entry],
        now: DateTime<Utc>,
    ) -> Status {
        match self.protocol.runs() {
            Some(false) => Status::Ended,
            _ if status == Status::NotBegun && self.bare => Status::Unknown,
            Some(true) if status == Status::Ended => Status::Live.aged(newest(shown), now),
            _ => status,
        }
    }

    /// Tells whether an address is one of the platform's pages of updates.
    #[must_use]
    pub fn has_page(&self, address: &WebUrl) -> bool {
        self.protocol.has_page(address)
    }

    /// Returns what to go on from after a restart.
    #[must_use]
    pub fn cursor(&self) -> Option<String> {
        let (name, at) = (self.protocol.name(), self.protocol.cursor()?);
        Some(format!("{name}: {at}"))
    }

    /// Goes on from the cursor of an earlier run or reading; that of another platform says nothing.
    pub fn resume(&mut self, cursor: &str) {
        let own = cursor.strip_prefix(self.protocol.name());
        if let Some(at) = own.and_then(|rest| rest.strip_prefix(": ")) {
            self.protocol.resume(at);
        }
    }

    /// Reads an answer and moves the cursor.
    ///
    /// # Errors
    /// Says that it is none: then the page is to be read instead.
    pub fn read(&mut self, page: &Page) -> Result<Answer, Unreadable> {
        let news = self.hear(page, |protocol, reply| protocol.read(reply))?;
        let more = news.more;
        let told = self.protocol.capabilities();
        let nothing = news.updates.is_empty() && news.removed.is_empty() && news.status.is_none();
        Ok(Answer {
            snapshot: (!nothing).then(|| self.snapshot(news, told.full_window)),
            more,
        })
    }

    /// Reads a page of updates, the newest or an older one.
    ///
    /// # Errors
    /// Says that it is none.
    pub fn read_page(&mut self, page: &Page) -> Result<Snapshot, Unreadable> {
        let news = self.hear(page, |protocol, reply| protocol.read_page(reply))?;
        let mut snapshot = self.snapshot(news, true);
        let newest = newest(&snapshot.entries);
        snapshot.blog.status = match self.protocol.runs() {
            Some(false) => Status::Ended,
            _ if snapshot.entries.is_empty() => Status::NotBegun,
            _ if newest.is_some() => Status::Live.aged(newest, page.fetched_at),
            _ => Status::Unknown,
        };
        if snapshot.blog.status == Status::NotBegun {
            snapshot.warnings.push(Clean::line(NOT_BEGUN));
        }
        Ok(snapshot)
    }

    fn hear(
        &mut self,
        page: &Page,
        read: impl FnOnce(&mut dyn Protocol, &Reply<'_>) -> Option<AdapterAnswer>,
    ) -> Result<AdapterAnswer, Unreadable> {
        let text = decode::decode(page);
        let hints = Hints {
            host: Some(self.page.host()),
            ..bare_hints(page)
        };
        let budget = Budget::of(page);
        let mut ctx = TimeContext::for_page(page.fetched_at, &hints);
        ctx.zone = self.zone.or(ctx.zone);
        let reply = Reply {
            text: &text,
            address: page.address.unwrap_or(&self.page),
            base: &self.page,
            ctx: &ctx,
            budget: &budget,
        };
        let mut news = read(self.protocol.as_mut(), &reply);
        if let Some(news) = news.as_mut() {
            news.cut = budget.is_spent();
        }
        news.ok_or(Unreadable(self.protocol.name()))
    }

    /// Makes a snapshot of an answer; `whole` where it shows the newest updates as they are.
    fn snapshot(&mut self, news: AdapterAnswer, whole: bool) -> Snapshot {
        let cut = news.cut.then(|| Clean::line(budget::WARNING));
        let mut warnings: Vec<Clean> = cut.into_iter().collect();
        let updates = news.updates.into_iter();
        let updates = updates.map(|update| update.told_by(Witness::Platform));
        let Entries {
            list: entries,
            removed: taken_back,
            ..
        } = resolve::entries(updates.collect(), Some(&self.page), &mut warnings);
        let mut removed: Vec<_> = news.removed.iter().map(|id| self.ids.name(id)).collect();
        removed.extend(taken_back.iter().map(|id| self.ids.name(&id.to_string())));
        let entries = entries.into_iter().map(|entry| self.own(entry)).collect();
        let window = if whole && !news.partial && !news.cut && removed.is_empty() {
            Window::Full
        } else {
            Window::Delta { removed }
        };
        Snapshot {
            blog: LiveBlog {
                status: news.status.unwrap_or_default(),
                ..LiveBlog::default()
            },
            entries,
            window,
            recognised_as: Clean::line(self.protocol.name()),
            warnings,
            older: news.older,
            min_interval: None,
        }
    }

    /// Gives an update the id and the address that the page gives it, and records who said what of it.
    fn own(&mut self, mut entry: Entry) -> Entry {
        entry.id = self.ids.name(&entry.id.to_string());
        if let Some(permalink) = self.ids.permalink(&entry.id, &self.page) {
            entry.permalink = Some(permalink);
        }
        let tells_marks = self.protocol.tells_marks();
        entry.provenance = resolve::voices(&entry, Witness::Platform, tells_marks);
        entry
    }
}

/// When the newest of some updates was published.
fn newest(entries: &[Entry]) -> Option<DateTime<Utc>> {
    let stamps = entries.iter().filter_map(|e| e.published.as_ref());
    stamps.map(Stamp::utc).max()
}

#[cfg(test)]
mod tests;
