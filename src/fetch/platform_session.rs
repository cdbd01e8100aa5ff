//! Asking a platform's protocol beside the page: its newest page of updates with every reading of the publisher's page
//! where that shows them worse or not at all, and what changed between two such readings.

use std::{collections::HashSet, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::Instant;

use super::{
    Client, FetchError, Page, Reply,
    machine::{self, now},
};
use crate::{
    model::{
        Clean, Entry, EntryId, LiveBlog, NoLiveBlog, PageKind, Snapshot, Stamp, Status, Validators,
        WebUrl, Window,
    },
    source::{self, Cancellation, Extraction, Platform},
};

/// After so many failures in a row the protocol is left alone.
const FAILURES: u8 = 2;
/// For so long.
const REST: Duration = Duration::from_mins(10);
/// The longest rest that a server is granted.
const LONGEST_REST: Duration = Duration::from_hours(6);
/// The most requests of one poll, where a platform has more waiting.
const REQUESTS: usize = 6;

/// What a page's platform is asked with.
#[derive(Debug, Default)]
pub(super) struct PlatformSession {
    at_work: Option<AtWork>,
    /// How far an earlier run followed the platform's changes.
    cursor: Option<String>,
    /// How far the server's clock runs ahead of ours.
    ahead: TimeDelta,
    failures: u8,
    /// Until then the protocol is left alone.
    rests_until: Option<Instant>,
}

#[derive(Debug)]
struct AtWork {
    platform: Platform,
    /// The platform as the page showed it, where `platform` goes on from an earlier run and has not done so yet.
    as_shown: Option<Platform>,
    /// What the page said of the blog as a whole: answers do not.
    blog: LiveBlog,
    /// When the page was last read.
    refreshed: Instant,
    /// The last request and what identifies its answer.
    last: Option<(String, Validators)>,
}

/// What a platform answered.
#[derive(Debug)]
pub(super) struct PlatformAnswer {
    pub(super) extraction: Extraction,
    pub(super) at: DateTime<Utc>,
    pub(super) fresh_for: Option<Duration>,
}

impl PlatformSession {
    /// Returns what to send along with a request for the page. Where an earlier run followed the page's platform and
    /// this one has not met it, that is nothing: the page must be seen for it.
    pub(super) fn begin(&mut self, validators: &Validators) -> Validators {
        if self.at_work.is_none() && validators.cursor.is_some() {
            self.cursor.clone_from(&validators.cursor);
            return Validators::default();
        }
        Validators {
            cursor: None,
            ..validators.clone()
        }
    }

    /// Adds how far the platform was followed to what identifies the page.
    pub(super) fn followed(&self, page: &Validators) -> Validators {
        let work = self.at_work.as_ref();
        Validators {
            cursor: work.and_then(|work| work.platform.cursor()),
            ..page.clone()
        }
    }

    /// Takes notice of a server's clock: what is asked for between two times is asked for in its time.
    pub(super) fn hear_clock(&mut self, server: Option<DateTime<Utc>>, ours: DateTime<Utc>) {
        if let Some(server) = server {
            self.ahead = server - ours;
        }
    }

    /// Takes notice of a reading of the page; `None` where it is as it was.
    pub(super) fn refreshed(&mut self, page: Option<&Extraction>) {
        let Some(page) = page else {
            if let Some(work) = &mut self.at_work {
                work.refreshed = Instant::now();
            }
            return;
        };
        let before = self.at_work.take();
        self.at_work = page.platform.clone().map(|mut platform| {
            let as_shown = platform.clone();
            // A page may know changes that nobody was told of.
            let followed = before.and_then(|work| work.platform.cursor());
            let resumes = followed.is_none() && self.cursor.is_some();
            if let Some(cursor) = followed.or_else(|| self.cursor.take()) {
                platform.resume(&cursor);
            }
            AtWork {
                platform,
                as_shown: resumes.then_some(as_shown),
                blog: page.snapshot.blog.clone(),
                refreshed: Instant::now(),
                last: None,
            }
        });
    }

    /// Tells whether the platform is to be asked, and not the page.
    pub(super) fn is_open(&self) -> bool {
        let work = self.at_work.as_ref().filter(|_| !self.rests());
        work.is_some_and(|work| {
            !work.platform.is_over() && work.refreshed.elapsed() < work.platform.sweep()
        })
    }

    fn rests(&self) -> bool {
        self.rests_until.is_some_and(|until| Instant::now() < until)
    }

    /// Tells whether there is something to be read along with the page. A page that shows nothing itself is never read
    /// without its platform.
    pub(super) fn has_opening(&self) -> bool {
        let work = self.at_work.as_ref();
        work.is_some_and(|work| {
            let waits = self.rests() && !work.platform.is_bare();
            !waits && (work.platform.opening().is_some() || work.as_shown.is_some())
        })
    }

    /// Reads along with the page what its platform shows better, and what changed since an earlier run.
    ///
    /// # Errors
    /// Fails where the page alone shows nothing.
    pub(super) async fn open(
        &mut self,
        client: &Client,
        shown: &mut Extraction,
    ) -> Result<(), FetchError> {
        let Some(work) = self.at_work.as_mut() else {
            return Ok(());
        };
        if let Err(why) = work.open(client, shown).await {
            let is_bare = work.platform.is_bare();
            let name = work.platform.name();
            self.failed(&why);
            return match why {
                _ if !is_bare => Ok(()),
                Failed::Fetch { error, .. } => Err(error),
                _ => Err(unread(name)),
            };
        }
        let resumes = |work: &&mut AtWork| work.as_shown.is_some() && !work.platform.is_over();
        let Some(work) = self.at_work.as_mut().filter(resumes) else {
            return Ok(());
        };
        match work.ask(client, self.ahead).await {
            Ok(news) => {
                shown.evidence.extend(news.extraction.evidence);
                add_changes(&mut shown.snapshot, news.extraction.snapshot);
            }
            // The page is read; what changed before it is asked for again.
            Err(why) => self.failed(&why),
        }
        Ok(())
    }

    /// Asks the platform; `None` where the page must be read after all.
    ///
    /// # Errors
    /// Fails where the page's own host asks for a pause: that counts for the page as well.
    pub(super) async fn ask(
        &mut self,
        client: &Client,
        page: &WebUrl,
    ) -> Result<Option<PlatformAnswer>, FetchError> {
        let Some(work) = self.at_work.as_mut() else {
            return Ok(None);
        };
        let why = match work.ask(client, self.ahead).await {
            Ok(news) => {
                self.failures = 0;
                return Ok(Some(news));
            }
            Err(why) => why,
        };
        self.failed(&why);
        match why {
            Failed::Fetch { error, host }
                if error.retry_after().is_some() && host == page.host() =>
            {
                Err(error)
            }
            _ => Ok(None),
        }
    }

    /// Tells whether an address is one of the platform's pages of updates.
    pub(super) fn has_page(&self, url: &WebUrl) -> bool {
        let work = self.at_work.as_ref();
        work.is_some_and(|work| work.platform.has_page(url))
    }

    /// Reads another page of updates of the platform; `None` where the address is none of its pages.
    pub(super) async fn page(
        &mut self,
        client: &Client,
        url: &WebUrl,
    ) -> Option<Result<(Extraction, DateTime<Utc>), FetchError>> {
        let work = self.at_work.as_mut();
        let work = work.filter(|work| work.platform.has_page(url))?;
        let read = work.page(client, url).await;
        Some(match read {
            Ok(mut snapshot) => {
                snapshot.blog.clone_from(&work.blog);
                Ok((work.extraction(snapshot), now()))
            }
            Err(Failed::Fetch { error, .. }) => Err(error),
            Err(_) => Err(FetchError::Internal(Clean::line(url.host()))),
        })
    }

    /// Counts a failure; after too many, or where a server asks for it, the platform is left alone for a while.
    fn failed(&mut self, why: &Failed) {
        if let Some(work) = &mut self.at_work {
            tracing::warn!("{}: {why}", work.platform.name());
            // What cannot be gone on from must not be tried for ever.
            if let Some(as_shown) = work.as_shown.take() {
                work.platform = as_shown;
            }
        }
        self.failures += 1;
        let pause = why.pause();
        if self.failures >= FAILURES || pause.is_some() {
            self.failures = 0;
            let rest = REST.max(pause.unwrap_or_default().min(LONGEST_REST));
            self.rests_until = Some(Instant::now() + rest);
        }
    }
}

impl AtWork {
    /// Reads the platform's newest pages of updates in place of what the page shows of them. As many are read as the
    /// page shows updates of; what is older than they reach stays as the page shows it.
    async fn open(&mut self, client: &Client, page: &mut Extraction) -> Result<(), Failed> {
        let Some(address) = self.platform.opening() else {
            return Ok(());
        };
        let shown = &mut page.snapshot;
        let mut newest = self.page(client, &address).await?;
        for _ in 1..REQUESTS {
            let Some(older) = newest.older.clone() else {
                break;
            };
            if beyond(shown, &newest).next().is_none() {
                break;
            }
            match self.page(client, &older).await {
                Ok(page) => add_page(&mut newest, page),
                Err(why) => {
                    tracing::warn!("{}: {why}", self.platform.name());
                    break;
                }
            }
        }
        let rest: HashSet<_> = beyond(shown, &newest).cloned().collect();
        shown.entries.retain(|entry| rest.contains(&entry.id));
        if newest.window != Window::Full || (shown.window != Window::Full && !rest.is_empty()) {
            shown.window = Window::Part;
        } else {
            shown.window = Window::Full;
        }
        let count = newest.entries.len();
        shown.entries.splice(0..0, newest.entries);
        if !shown.blog.status.is_over() && (count > 0 || rest.is_empty()) {
            shown.blog.status = newest.blog.status;
            self.blog.status = newest.blog.status;
            shown.warnings.extend(newest.warnings);
        }
        shown.older = newest.older.or(shown.older.take());
        shown.recognised_as = newest.recognised_as;
        let unasked = self.platform.unasked();
        shown.warnings.retain(|warning| *warning != unasked);
        let name = self.platform.name();
        page.evidence.push(Clean::line(&format!(
            "{name}: {count} updates, read in place of the page's own"
        )));
        Ok(())
    }

    /// Fetches and reads a page of updates.
    async fn page(&mut self, client: &Client, url: &WebUrl) -> Result<Snapshot, Failed> {
        let fetched = fetch(client, url, &Validators::default()).await?;
        let Reply::Page(page) = fetched.reply else {
            return Err(Failed::Broken);
        };
        self.read(page, url.clone(), Platform::read_page).await
    }

    async fn ask(&mut self, client: &Client, ahead: TimeDelta) -> Result<PlatformAnswer, Failed> {
        let mut whole = self.nothing();
        let mut fresh_for = None;
        for _ in 0..REQUESTS {
            let server_time = now() + ahead;
            let address = self.platform.request(server_time);
            let address = address.ok_or(Failed::NoRequest)?;
            let known = self.last.take().filter(|(url, _)| *url == address.as_str());
            let validators = known.map(|(_, validators)| validators).unwrap_or_default();
            let answer = match self.answer(client, address.clone(), &validators).await {
                Ok((answer, fresh)) => {
                    // How long an answer is fresh says nothing of what another address has to tell.
                    let later = server_time + self.platform.min_interval();
                    let next = self.platform.request(later);
                    fresh_for = fresh.filter(|_| next.as_ref() == Some(&address));
                    answer
                }
                // The cursor is past what came before: that must not be lost.
                Err(why) if !whole.is_empty() => {
                    tracing::warn!("{}: {why}", self.platform.name());
                    break;
                }
                Err(why) => return Err(why),
            };
            self.as_shown = None;
            let Some(answer) = answer else {
                break;
            };
            if let Some(snapshot) = answer.snapshot {
                add(&mut whole, snapshot);
            }
            if !answer.more {
                break;
            }
        }
        self.blog.clone_from(&whole.blog);
        Ok(PlatformAnswer {
            extraction: self.extraction(whole),
            at: now(),
            fresh_for,
        })
    }

    /// Fetches and reads one answer, `None` where it is that of last time, and says how long it is fresh.
    async fn answer(
        &mut self,
        client: &Client,
        address: WebUrl,
        validators: &Validators,
    ) -> Result<(Option<source::platform::Answer>, Option<Duration>), Failed> {
        let fetched = fetch(client, &address, validators).await?;
        let asked = address.to_string();
        let answer = match fetched.reply {
            Reply::Page(page) => Some(self.read(page, address, Platform::read).await?),
            Reply::Unchanged => None,
        };
        // Only what was read may be called unchanged.
        self.last = Some((asked, fetched.validators));
        Ok((answer, fetched.fresh_for))
    }

    /// Reads an answer away from the tasks that wait for the network.
    async fn read<T: Send + 'static>(
        &mut self,
        page: Page,
        address: WebUrl,
        how: fn(&mut Platform, &source::Page) -> Result<T, source::platform::Unreadable>,
    ) -> Result<T, Failed> {
        let mut platform = self.platform.clone();
        let work = move |cancellation: &Cancellation| {
            let read = how(
                &mut platform,
                &source::Page {
                    bytes: &page.bytes,
                    content_type: page.content_type.as_deref(),
                    address: Some(&address),
                    fetched_at: now(),
                    saved: None,
                    cancellation: Some(cancellation),
                },
            );
            (platform, read)
        };
        let (platform, read) = machine::reading(work).await.ok_or(Failed::Broken)?;
        self.platform = platform;
        Ok(read?)
    }

    /// The reading in which nothing changed.
    fn nothing(&self) -> Snapshot {
        let least = self.platform.min_interval().as_secs();
        Snapshot {
            blog: self.blog.clone(),
            entries: Vec::new(),
            window: Window::Delta {
                removed: Vec::new(),
            },
            recognised_as: Clean::line(self.platform.name()),
            warnings: Vec::new(),
            older: None,
            min_interval: u32::try_from(least).ok(),
        }
    }

    fn extraction(&self, snapshot: Snapshot) -> Extraction {
        let (name, count) = (self.platform.name(), snapshot.entries.len());
        Extraction {
            evidence: vec![Clean::line(&format!("{name}: {count} updates"))],
            explanation: source::Explanation::default(),
            platform: None,
            snapshot,
        }
    }
}

async fn fetch(
    client: &Client,
    address: &WebUrl,
    validators: &Validators,
) -> Result<super::Fetched, Failed> {
    let fetched = client.get(address, validators).await;
    fetched.map_err(|error| Failed::Fetch {
        error,
        host: address.host().to_owned(),
    })
}

/// Says that a page which shows nothing itself stays without its updates.
fn unread(platform: &str) -> FetchError {
    let why = format!(
        "The page's updates come from {platform}, and what that answers cannot be read; try again later, or save the page in a browser and open the file."
    );
    FetchError::NoLiveBlog(NoLiveBlog::new(PageKind::Other, &why))
}

/// The updates that one snapshot has and another, of newer updates, does not reach.
fn beyond<'a>(shown: &'a Snapshot, newest: &Snapshot) -> impl Iterator<Item = &'a EntryId> {
    let known: HashSet<_> = newest.entries.iter().map(|e| e.id.clone()).collect();
    let published = |e: &Entry| e.published.as_ref().map(Stamp::utc);
    let oldest = newest.entries.iter().filter_map(published).min();
    let is_older = move |e: &&Entry| {
        let at = published(e);
        !known.contains(&e.id) && oldest.is_none_or(|oldest| at.is_none_or(|at| at < oldest))
    };
    shown.entries.iter().filter(is_older).map(|e| &e.id)
}

/// Adds an older page of updates to newer ones.
fn add_page(newest: &mut Snapshot, older: Snapshot) {
    if older.window != Window::Full {
        newest.window = Window::Part;
    }
    newest.warnings.extend(older.warnings);
    newest.older = older.older;
    let known: HashSet<_> = newest.entries.iter().map(|e| e.id.clone()).collect();
    let new = older.entries.into_iter().filter(|e| !known.contains(&e.id));
    newest.entries.extend(new);
}

/// Adds what changed since an earlier run to a reading of the newest updates. Among those are changes of old updates
/// then, so that absence means nothing any more.
fn add_changes(shown: &mut Snapshot, changes: Snapshot) {
    let Window::Delta { removed } = &changes.window else {
        return;
    };
    if changes.is_empty() {
        return;
    }
    let known: HashSet<_> = shown.entries.iter().map(|e| e.id.clone()).collect();
    shown.entries.retain(|e| !removed.contains(&e.id));
    shown.window = changes.window;
    shown.warnings.extend(changes.warnings);
    let new = changes
        .entries
        .into_iter()
        .filter(|e| !known.contains(&e.id));
    shown.entries.extend(new);
    let key = |e: &Entry| std::cmp::Reverse(e.published.as_ref().map(Stamp::utc));
    shown.entries.sort_by_key(key);
}

/// Adds an answer to those before it.
fn add(whole: &mut Snapshot, answer: Snapshot) {
    if answer.blog.status != Status::Unknown {
        whole.blog.status = answer.blog.status;
    }
    whole.warnings.extend(answer.warnings);
    let mut gone = HashSet::new();
    match (&mut whole.window, answer.window) {
        (Window::Delta { removed }, Window::Delta { removed: more }) => {
            gone.extend(more.iter().cloned());
            removed.extend(more);
        }
        (window, other) => *window = other,
    }
    // What is said last holds.
    let new: HashSet<_> = answer.entries.iter().map(|e| e.id.clone()).collect();
    whole
        .entries
        .retain(|e| !new.contains(&e.id) && !gone.contains(&e.id));
    whole.entries.splice(0..0, answer.entries);
}

/// Why a platform's answer is of no use.
#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error("{error}")]
    Fetch { error: FetchError, host: String },
    #[error("{0}")]
    Unreadable(#[from] source::platform::Unreadable),
    #[error("there is nothing to ask for")]
    NoRequest,
    #[error("the answer broke its reader")]
    Broken,
}

impl Failed {
    /// How long the server asks not to be asked, where it does.
    fn pause(&self) -> Option<Duration> {
        match self {
            Self::Fetch { error, .. } => error.retry_after(),
            _ => None,
        }
    }
}
