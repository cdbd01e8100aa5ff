//! Asking a platform's protocol instead of the page, between two readings of the page.

use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::time::{Instant, sleep};

use super::{Client, FetchError, Page, Reply, http::is_loopback, read::now};
use crate::{
    model::{LiveBlog, Snapshot, Status, Validators, WebUrl, Window},
    source::{self, Extraction, Platform},
};

/// After so many failures in a row the protocol is left alone.
const FAILURES: u8 = 2;
/// For so long.
const REST: Duration = Duration::from_secs(10 * 60);
/// The longest rest that a server is granted.
const LONGEST_REST: Duration = Duration::from_secs(6 * 60 * 60);
/// The most requests of one poll, where a platform has more waiting.
const REQUESTS: usize = 6;
/// Between two of them; none on this machine.
const SPACING: Duration = Duration::from_secs(1);

/// What a page's platform is asked with.
#[derive(Debug, Default)]
pub(super) struct Course {
    at_work: Option<AtWork>,
    failures: u8,
    /// Until then the protocol is left alone.
    rests_until: Option<Instant>,
}

#[derive(Debug)]
struct AtWork {
    platform: Platform,
    /// What the page said of the blog as a whole: answers do not.
    blog: LiveBlog,
    /// When the page was last read.
    swept: Instant,
    /// The last request and what identifies its answer.
    last: Option<(String, Validators)>,
}

/// What a platform answered.
#[derive(Debug)]
pub(super) struct News {
    pub(super) extraction: Extraction,
    pub(super) at: DateTime<Utc>,
    pub(super) fresh_for: Option<Duration>,
}

impl Course {
    /// Takes notice of a reading of the page; `None` where it is as it was.
    pub(super) fn swept(&mut self, page: Option<&Extraction>) {
        match page {
            Some(page) => {
                self.at_work = page.platform.clone().map(|platform| AtWork {
                    platform,
                    blog: page.snapshot.blog.clone(),
                    swept: Instant::now(),
                    last: None,
                });
            }
            None => {
                if let Some(work) = &mut self.at_work {
                    work.swept = Instant::now();
                }
            }
        }
    }

    /// Tells whether the platform is to be asked, and not the page.
    pub(super) fn is_open(&self) -> bool {
        let rests = self.rests_until.is_some_and(|until| Instant::now() < until);
        let work = self.at_work.as_ref().filter(|_| !rests);
        work.is_some_and(|work| work.swept.elapsed() < work.platform.sweep())
    }

    /// Asks the platform; `None` where the page must be read after all.
    ///
    /// # Errors
    /// Fails where the page's own host asks for a pause: that counts for the page as well.
    pub(super) async fn ask(
        &mut self,
        client: &Client,
        page: &WebUrl,
    ) -> Result<Option<News>, FetchError> {
        let Some(work) = self.at_work.as_mut() else {
            return Ok(None);
        };
        let why = match work.ask(client, is_loopback(page.as_url())).await {
            Ok(news) => {
                self.failures = 0;
                return Ok(Some(news));
            }
            Err(why) => why,
        };
        tracing::warn!("{}: {why}", work.platform.name());
        self.failures += 1;
        let pause = why.pause();
        if self.failures >= FAILURES || pause.is_some() {
            self.failures = 0;
            let rest = REST.max(pause.unwrap_or_default().min(LONGEST_REST));
            self.rests_until = Some(Instant::now() + rest);
        }
        match why {
            Failed::Fetch { error, host } if pause.is_some() && host == page.host() => Err(error),
            _ => Ok(None),
        }
    }
}

impl AtWork {
    async fn ask(&mut self, client: &Client, near: bool) -> Result<News, Failed> {
        let mut whole = self.nothing();
        let mut fresh_for = None;
        for request in 0..REQUESTS {
            if request > 0 && !near {
                sleep(SPACING).await;
            }
            let address = self.platform.request(now()).ok_or(Failed::NoRequest)?;
            let known = self.last.take().filter(|(url, _)| *url == address.as_str());
            let validators = known.map(|(_, validators)| validators).unwrap_or_default();
            let answer = match self.answer(client, address, &validators).await {
                Ok((answer, fresh)) => {
                    fresh_for = fresh;
                    answer
                }
                // The cursor is past what came before: that must not be lost.
                Err(why) if !whole.is_empty() => {
                    tracing::warn!("{}: {why}", self.platform.name());
                    break;
                }
                Err(why) => return Err(why),
            };
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
        let name = self.platform.name();
        let count = whole.entries.len();
        Ok(News {
            extraction: Extraction {
                explanation: crate::source::Explanation::default(),
                evidence: vec![crate::model::Clean::line(&format!(
                    "{name}: {count} updates"
                ))],
                platform: None,
                snapshot: whole,
            },
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
        let fetched = client.get(&address, validators).await;
        let fetched = fetched.map_err(|error| Failed::Fetch {
            error,
            host: address.host().to_owned(),
        })?;
        let asked = address.to_string();
        let answer = match fetched.reply {
            Reply::Page(page) => Some(self.read(page, address).await?),
            Reply::Unchanged => None,
        };
        // Only what was read may be called unchanged.
        self.last = Some((asked, fetched.validators));
        Ok((answer, fetched.fresh_for))
    }

    /// Reads an answer away from the tasks that wait for the network.
    async fn read(
        &mut self,
        page: Page,
        address: WebUrl,
    ) -> Result<source::platform::Answer, Failed> {
        let mut platform = self.platform.clone();
        let work = move || {
            let read = platform.read(&source::Page {
                bytes: &page.bytes,
                content_type: page.content_type.as_deref(),
                address: Some(&address),
                fetched_at: now(),
            });
            (platform, read)
        };
        let (platform, read) = tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| Failed::Broken)?;
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
            recognised_as: crate::model::Clean::line(self.platform.name()),
            warnings: Vec::new(),
            older: None,
            min_interval: u32::try_from(least).ok(),
        }
    }
}

/// Adds an answer to those before it.
fn add(whole: &mut Snapshot, answer: Snapshot) {
    if answer.blog.status != Status::Unknown {
        whole.blog.status = answer.blog.status;
    }
    whole.warnings.extend(answer.warnings);
    match (&mut whole.window, answer.window) {
        (Window::Delta { removed }, Window::Delta { removed: more }) => removed.extend(more),
        (window, other) => *window = other,
    }
    let known: std::collections::HashSet<_> = whole.entries.iter().map(|e| e.id.clone()).collect();
    let new = answer
        .entries
        .into_iter()
        .filter(|e| !known.contains(&e.id));
    whole.entries.splice(0..0, new);
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
