//! Reading a source once, whatever kind it is.

use std::{
    fs::Metadata,
    io::{self, Read},
    path::Path,
    time::{Duration, SystemTime},
};

use chrono::{DateTime, Utc};

use super::{Client, FetchError, Fetched, Limits, Page, Reply, Source};
use crate::{
    model::{Clean, NoLiveBlog, Validators, WebUrl, hash128},
    source::{self, Extraction, Recipes},
};

/// How long reading a page's bytes may take before it is given up.
const EXTRACTION: Duration = Duration::from_secs(10);

/// How bytes become a reading; a parameter, so that tests can let it fail.
pub type Extract = fn(&source::Page, &Recipes) -> Result<Extraction, NoLiveBlog>;

/// What one reading of a source brought.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The reading; `None` where nothing changed since the last one.
    pub extraction: Option<Extraction>,
    /// When the bytes were there.
    pub at: DateTime<Utc>,
    /// What to send along next time.
    pub validators: Validators,
    /// How long the publisher calls it fresh.
    pub fresh_for: Option<Duration>,
}

/// Reads sources of one kind again and again, keeping what that needs.
#[derive(Debug)]
pub(super) struct Gate {
    source: Source,
    limits: Limits,
    recipes: &'static Recipes,
    client: Option<Client>,
    stamp: Option<(SystemTime, u64)>,
}

/// Reads a source once, with these recipes.
///
/// # Errors
/// Says in one sentence what could not be fetched or read.
pub async fn once(
    source: &Source,
    limits: Limits,
    recipes: &'static Recipes,
) -> Result<Reading, FetchError> {
    let mut gate = Gate::new(source.clone(), limits, recipes);
    gate.read(&Validators::default(), source::extract_with)
        .await
}

#[expect(
    clippy::disallowed_methods,
    reason = "a reading carries the time at which its bytes were there"
)]
pub(super) fn now() -> DateTime<Utc> {
    Utc::now()
}

impl Gate {
    pub(super) fn new(source: Source, limits: Limits, recipes: &'static Recipes) -> Self {
        Self {
            source,
            limits,
            recipes,
            client: None,
            stamp: None,
        }
    }

    /// Reads the source, unless it is as `validators` say.
    pub(super) async fn read(
        &mut self,
        validators: &Validators,
        extract: Extract,
    ) -> Result<Reading, FetchError> {
        let answer = match &self.source {
            Source::Web(url) => {
                let url = url.clone();
                self.client(&url).await?.get(&url, validators).await?.into()
            }
            Source::File { path, base } => {
                let stamp = stamp(path);
                let (path, limit) = (path.clone(), self.limits.body);
                let bytes = blocking(move || read_file(&path, limit)).await?;
                self.stamp = stamp;
                local(bytes, base.clone(), validators)
            }
            Source::Stdin { base } => {
                let limit = self.limits.body;
                let bytes = blocking(move || {
                    let what = || Clean::line("standard input");
                    read_capped(io::stdin().lock(), limit, what)
                })
                .await?;
                local(bytes, base.clone(), validators)
            }
        };
        let at = now();
        let Answer {
            address,
            reply,
            validators,
            fresh_for,
        } = answer;
        let extraction = match reply {
            Reply::Unchanged => None,
            Reply::Page(page) => Some(self.extract(page, address, at, extract).await?),
        };
        Ok(Reading {
            extraction,
            at,
            validators,
            fresh_for,
        })
    }

    /// Reads another page of the source's live blog.
    pub(super) async fn page(
        &mut self,
        url: &WebUrl,
        extract: Extract,
    ) -> Result<(Extraction, DateTime<Utc>), FetchError> {
        let typed = self.source.address().unwrap_or(url).clone();
        let client = self.client(&typed).await?;
        let fetched = client.get(url, &Validators::default()).await?;
        let at = now();
        let Reply::Page(page) = fetched.reply else {
            return Err(FetchError::Internal(self.source.title()));
        };
        let extraction = self.extract(page, Some(fetched.url), at, extract).await?;
        Ok((extraction, at))
    }

    /// Tells whether a file is another than when it was last read; other sources never say so by themselves.
    pub(super) fn file_changed(&self) -> bool {
        match &self.source {
            Source::File { path, .. } => stamp(path) != self.stamp,
            _ => false,
        }
    }

    /// Sets the client up when it is first needed: loading the machine's certificates takes a while.
    async fn client(&mut self, url: &WebUrl) -> Result<&Client, FetchError> {
        let client = if let Some(client) = self.client.take() {
            client
        } else {
            let (url, limits) = (url.clone(), self.limits);
            blocking(move || Client::new(&url, limits)).await?
        };
        Ok(self.client.insert(client))
    }

    /// Reads the page's bytes on a thread of its own; a page that breaks that thread breaks nothing else.
    async fn extract(
        &self,
        page: Page,
        address: Option<WebUrl>,
        at: DateTime<Utc>,
        extract: Extract,
    ) -> Result<Extraction, FetchError> {
        let name = self.source.title();
        let recipes = self.recipes;
        let work = move || {
            let page = source::Page {
                bytes: &page.bytes,
                content_type: page.content_type.as_deref(),
                address: address.as_ref(),
                fetched_at: at,
            };
            extract(&page, recipes).map_err(FetchError::from)
        };
        let done = tokio::time::timeout(EXTRACTION, tokio::task::spawn_blocking(work)).await;
        match done {
            Ok(Ok(extraction)) => extraction,
            Ok(Err(_)) | Err(_) => Err(FetchError::Internal(name)),
        }
    }
}

/// What the kinds of source have in common.
struct Answer {
    address: Option<WebUrl>,
    reply: Reply,
    validators: Validators,
    fresh_for: Option<Duration>,
}

impl From<Fetched> for Answer {
    fn from(fetched: Fetched) -> Self {
        Self {
            address: Some(fetched.url),
            reply: fetched.reply,
            validators: fetched.validators,
            fresh_for: fetched.fresh_for,
        }
    }
}

/// Makes an answer of a file's bytes: unchanged where they are those of last time.
fn local(bytes: Vec<u8>, address: Option<WebUrl>, before: &Validators) -> Answer {
    let body_hash = Some(format!("{:032x}", hash128(&bytes)));
    let same = before.body_hash == body_hash;
    let reply = if same {
        Reply::Unchanged
    } else {
        Reply::Page(Page {
            bytes,
            content_type: None,
        })
    };
    let validators = Validators {
        body_hash,
        ..Validators::default()
    };
    Answer {
        address,
        reply,
        validators,
        fresh_for: None,
    }
}

fn stamp(path: &Path) -> Option<(SystemTime, u64)> {
    let metadata: Metadata = path.metadata().ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

fn read_file(path: &Path, limit: usize) -> Result<Vec<u8>, FetchError> {
    let name = || Clean::line(&path.display().to_string());
    let file = std::fs::File::open(path).map_err(|error| unreadable(name(), &error))?;
    read_capped(file, limit, name)
}

fn read_capped(
    input: impl Read,
    limit: usize,
    name: impl Fn() -> Clean,
) -> Result<Vec<u8>, FetchError> {
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    input
        .take(most)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(name(), &error))?;
    if bytes.len() > limit {
        return Err(FetchError::TooLarge {
            what: name(),
            limit_mib: limit >> 20,
        });
    }
    Ok(bytes)
}

fn unreadable(path: Clean, error: &io::Error) -> FetchError {
    let why = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "its permissions do not allow it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    };
    FetchError::File {
        path,
        why: Clean::line(&why),
    }
}

/// Runs what waits for a disk or works long away from the tasks that wait for the network.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FetchError> + Send + 'static,
) -> Result<T, FetchError> {
    let broken = |_| FetchError::Internal(Clean::line("the source"));
    tokio::task::spawn_blocking(work).await.map_err(broken)?
}
