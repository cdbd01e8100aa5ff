//! Reading a source once, whatever kind it is.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};

use super::{
    Client, FetchError, Fetched, Limits, Network, Page, Reply, Source,
    ending::Ending,
    fingerprints::FingerprintCache,
    local,
    machine::{self, now},
    platform_session::{self, PlatformSession},
    portal,
};
use crate::{
    model::{Clean, NoLiveBlog, Snapshot, Status, Validators, WebUrl, Window, hash128},
    source::{
        self, Cancellation, Extraction, Recipes,
        discover::{self, Leads},
    },
};

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
    /// Whether a platform was asked, and not the page.
    pub by_protocol: bool,
}

/// Reads sources of one kind again and again, keeping what that needs.
#[derive(Debug)]
pub(super) struct SourceReader {
    source: Source,
    limits: Limits,
    recipes: &'static Recipes,
    /// Asks for a page of the web.
    client: Option<Client>,
    stamp: Option<(SystemTime, u64)>,
    /// The last reading of a page; files are read when they change and have none.
    fingerprints: Option<FingerprintCache>,
    /// What came by standard input, which can be read once.
    input: Option<Vec<u8>>,
    /// The protocol of the page's platform.
    platform_session: PlatformSession,
    /// Whether the last page that told had its end.
    ended: bool,
    /// Whether the last page lacked it.
    lost_end: bool,
    /// What is read in the page's place, where the page itself shows no updates: its feed, or what it embeds.
    instead: Option<WebUrl>,
}

/// Reads a source once, with these recipes, whether or not it changed; `moved` is where it is known to have gone for good,
/// and `extract` makes of a page what is wanted.
///
/// # Errors
/// Says in one sentence what could not be fetched or read.
pub async fn once(
    source: &Source,
    (network, moved): (&Network, Option<WebUrl>),
    limits: Limits,
    recipes: &'static Recipes,
    extract: Extract,
) -> Result<Reading, FetchError> {
    let mut source_reader = SourceReader::new(source.clone(), network, limits, recipes);
    let validators = Validators {
        moved,
        ..Validators::default()
    };
    source_reader.read(&validators, extract).await
}

/// Finds the live blogs that a source leads to.
///
/// # Errors
/// Says in one sentence what could not be fetched or read.
pub async fn leads(
    source: &Source,
    network: &Network,
    limits: Limits,
) -> Result<Leads, FetchError> {
    let title = source.title();
    let (page, address) = match source {
        Source::Web(url) => {
            let client = Client::new(network, url, limits);
            let fetched = client.get(url, &Validators::default()).await?;
            let Reply::Page(page) = fetched.reply else {
                return Err(FetchError::Internal(title));
            };
            (page, Some(fetched.url))
        }
        Source::File { .. } | Source::Stdin { .. } => {
            let page = Page {
                bytes: local::bytes(source, limits.body).await?,
                content_type: None,
            };
            (page, source.address().cloned())
        }
    };
    let at = now();
    let work = move |cancellation: &Cancellation| {
        discover::discover(&source::Page {
            bytes: &page.bytes,
            content_type: page.content_type.as_deref(),
            address: address.as_ref(),
            fetched_at: at,
            saved: None,
            cancellation: Some(cancellation),
        })
    };
    let leads = machine::reading(work).await;
    leads.ok_or(FetchError::Internal(title))
}

impl SourceReader {
    pub(super) fn new(
        source: Source,
        network: &Network,
        limits: Limits,
        recipes: &'static Recipes,
    ) -> Self {
        let client = source.address();
        let client = client.map(|typed| Client::new(network, typed, limits));
        Self {
            client,
            source,
            limits,
            recipes,
            stamp: None,
            fingerprints: None,
            input: None,
            platform_session: PlatformSession::default(),
            ended: false,
            lost_end: false,
            instead: None,
        }
    }

    /// Sets up what goes on from a reading of the newest page.
    pub(super) fn after(
        source: Source,
        network: &Network,
        limits: Limits,
        recipes: &'static Recipes,
        newest: &Extraction,
    ) -> Self {
        let mut source_reader = Self::new(source, network, limits, recipes);
        source_reader.platform_session.refreshed(Some(newest));
        source_reader
    }

    /// Reads the source, unless it is as `validators` say. Of a page that shows no updates itself its feed is read, else
    /// the live blog of another place that it embeds.
    pub(super) async fn read(
        &mut self,
        validators: &Validators,
        extract: Extract,
    ) -> Result<Reading, FetchError> {
        let none = match self.read_once(validators, extract).await {
            Err(FetchError::NoLiveBlog(none)) if self.instead.is_none() && self.source.is_web() => {
                none
            }
            read => return read,
        };
        for address in [&none.feed, &none.embedded].into_iter().flatten() {
            self.instead = Some(address.clone());
            let mut read = self.read_once(&Validators::default(), extract).await;
            if let Ok(reading) = &mut read {
                if let Some(extraction) = &mut reading.extraction {
                    let line = format!("the page shows no update itself; read from {address}");
                    extraction.evidence.insert(0, Clean::line(&line));
                }
                return read;
            }
        }
        self.instead = None;
        Err(FetchError::NoLiveBlog(none))
    }

    async fn read_once(
        &mut self,
        validators: &Validators,
        extract: Extract,
    ) -> Result<Reading, FetchError> {
        if let Some(news) = self.ask_platform().await? {
            return Ok(Reading {
                extraction: Some(news.extraction),
                at: news.at,
                validators: self.platform_session.followed(validators),
                fresh_for: news.fresh_for,
                by_protocol: true,
            });
        }
        // What the page says of its platform is not kept: that it is unchanged would not bring it back.
        let validators = &self.platform_session.begin(validators);
        let answer = match &self.source {
            Source::Web(url) => {
                let url = self.instead.as_ref().unwrap_or(url);
                self.client()?.get(url, validators).await?.into()
            }
            Source::File { path, base } => {
                let stamp = local::stamp(path);
                let bytes = local::bytes(&self.source, self.limits.body).await?;
                self.stamp = stamp;
                unfetched(bytes, base.clone(), validators)
            }
            Source::Stdin { base } => {
                let bytes = match self.input.take() {
                    Some(bytes) => bytes,
                    None => local::bytes(&self.source, self.limits.body).await?,
                };
                self.input = Some(bytes.clone());
                unfetched(bytes, base.clone(), validators)
            }
        };
        let at = now();
        let Answer {
            address,
            reply,
            validators: fetched,
            fresh_for,
            server_time,
        } = answer;
        let (mut extraction, validators) = match reply {
            Reply::Unchanged => (None, fetched),
            Reply::Page(page) => {
                let is_cut = self.is_cut(&page.bytes)?;
                let arrived = address.clone();
                let read = self.extract(page, address, at, extract).await;
                match read.map_err(|error| self.told_of_portal(error, arrived.as_ref()))? {
                    Some(mut extraction) => {
                        if is_cut {
                            tell_cut(&mut extraction.snapshot);
                        }
                        (Some(extraction), fetched)
                    }
                    // A body that was not read in full is not acknowledged: a 304 must never stand for it.
                    None => (None, validators.clone()),
                }
            }
        };
        if let Some(saved) = extraction.as_mut().filter(|_| !self.source.is_web()) {
            // What was saved may have run then; whether it still does, it cannot tell.
            let status = &mut saved.snapshot.blog.status;
            if *status == Status::Live {
                *status = Status::Unknown;
            }
        }
        self.platform_session.hear_clock(server_time, at);
        self.open(extraction.as_mut()).await?;
        Ok(Reading {
            extraction,
            at,
            validators: self.platform_session.followed(&validators),
            // How long a page is fresh says nothing of its platform, which is asked next.
            fresh_for: fresh_for.filter(|_| !self.platform_session.is_open()),
            by_protocol: false,
        })
    }

    /// Says whose page it is that asks to sign in.
    fn told_of_portal(&self, error: FetchError, arrived: Option<&WebUrl>) -> FetchError {
        match (&self.source, error) {
            (Source::Web(asked), FetchError::NoLiveBlog(none)) => {
                let asked = self.instead.as_ref().unwrap_or(asked);
                FetchError::NoLiveBlog(portal::told(none, asked, arrived))
            }
            (_, error) => error,
        }
    }

    /// Tells whether a page lost its end: it breaks off in the middle, or earlier ones had an end that it lacks.
    ///
    /// # Errors
    /// The first page of the web that lost it counts as a failure: the next one will have it again, as a rule.
    fn is_cut(&mut self, bytes: &[u8]) -> Result<bool, FetchError> {
        let ending = Ending::of(bytes);
        if !ending.lacks_end() {
            self.ended = ending == Ending::Whole;
            self.lost_end = false;
            return Ok(false);
        }
        let is_first = !std::mem::replace(&mut self.lost_end, true);
        match &self.source {
            Source::Web(url) if self.ended && is_first => Err(FetchError::Broken {
                host: Clean::line(url.host()),
            }),
            _ => Ok(self.ended || ending == Ending::Cut),
        }
    }

    /// Takes notice of a reading of the page, and reads along with it what its platform shows better.
    async fn open(&mut self, page: Option<&mut Extraction>) -> Result<(), FetchError> {
        self.platform_session.refreshed(page.as_deref());
        let Some(page) =
            page.filter(|_| self.source.is_web() && self.platform_session.has_opening())
        else {
            return Ok(());
        };
        let client = self.client()?.clone();
        self.platform_session.open(&client, page).await
    }

    /// Asks the page's platform, where it has one and the page is not due.
    async fn ask_platform(
        &mut self,
    ) -> Result<Option<platform_session::PlatformAnswer>, FetchError> {
        let Source::Web(url) = &self.source else {
            return Ok(None);
        };
        if !self.platform_session.is_open() {
            return Ok(None);
        }
        let (url, client) = (url.clone(), self.client()?.clone());
        self.platform_session.ask(&client, &url).await
    }

    /// Tells whether an address is one of the platform's own pages of updates.
    pub(super) fn is_counted(&self, url: &WebUrl) -> bool {
        self.platform_session.has_page(url)
    }

    /// Reads another page of the source's live blog.
    pub(super) async fn page(
        &mut self,
        url: &WebUrl,
        extract: Extract,
    ) -> Result<(Extraction, DateTime<Utc>), FetchError> {
        let client = self.client()?.clone();
        if let Some(page) = self.platform_session.page(&client, url).await {
            return page;
        }
        let fetched = client.get(url, &Validators::default()).await?;
        let at = now();
        let Reply::Page(page) = fetched.reply else {
            return Err(FetchError::Internal(self.source.title()));
        };
        // The last reading is one of the newest page, and stands for no other.
        let fingerprints = self.fingerprints.take();
        let read = self.extract(page, Some(fetched.url), at, extract).await;
        self.fingerprints = fingerprints;
        let extraction = read?.ok_or_else(|| FetchError::Internal(self.source.title()))?;
        Ok((extraction, at))
    }

    /// Tells whether a file is another than when it was last read; other sources never say so by themselves.
    pub(super) fn file_changed(&self) -> bool {
        match &self.source {
            Source::File { path, .. } => local::stamp(path) != self.stamp,
            _ => false,
        }
    }

    /// Returns when the file was written that was read last.
    fn written(&self) -> Option<DateTime<Utc>> {
        let (written, _) = self.stamp?;
        let since = written.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        DateTime::from_timestamp(since.as_secs().try_into().ok()?, 0)
    }

    fn client(&self) -> Result<&Client, FetchError> {
        let client = self.client.as_ref();
        client.ok_or_else(|| FetchError::Internal(self.source.title()))
    }

    /// Reads the page's bytes on a thread of its own; a page that breaks that thread breaks nothing else. `None` where
    /// the last reading stands for it.
    async fn extract(
        &mut self,
        page: Page,
        address: Option<WebUrl>,
        at: DateTime<Utc>,
        extract: Extract,
    ) -> Result<Option<Extraction>, FetchError> {
        let name = self.source.title();
        let recipes = self.recipes;
        let on_web = self.source.is_web();
        let saved = (!on_web).then(|| self.written().unwrap_or(at));
        let mut fingerprints = self.fingerprints.take();
        let work = move |cancellation: &Cancellation| {
            if fingerprints
                .as_mut()
                .is_some_and(|fingerprints| fingerprints.stands_for(&page.bytes, at))
            {
                return (Ok(None), fingerprints);
            }
            let bytes = &page.bytes;
            let read = extract(
                &source::Page {
                    bytes,
                    content_type: page.content_type.as_deref(),
                    address: address.as_ref(),
                    fetched_at: at,
                    saved,
                    cancellation: Some(cancellation),
                },
                recipes,
            );
            let fingerprints = FingerprintCache::of(bytes, at).filter(|_| on_web && read.is_ok());
            (read.map(Some).map_err(FetchError::from), fingerprints)
        };
        let Some((read, fingerprints)) = machine::reading(work).await else {
            return Err(FetchError::Internal(name));
        };
        self.fingerprints = fingerprints;
        read
    }
}

/// Takes a reading of a page without its end as one of what it shows, which proves nothing of what it does not.
fn tell_cut(snapshot: &mut Snapshot) {
    if snapshot.window == Window::Full {
        snapshot.window = Window::Delta {
            removed: Vec::new(),
        };
    }
    let words = "The page is cut off; updates may be missing or incomplete.";
    snapshot.warnings.push(Clean::line(words));
}

/// What the kinds of source have in common.
struct Answer {
    address: Option<WebUrl>,
    reply: Reply,
    validators: Validators,
    fresh_for: Option<Duration>,
    server_time: Option<DateTime<Utc>>,
}

impl From<Fetched> for Answer {
    fn from(fetched: Fetched) -> Self {
        Self {
            address: Some(fetched.url),
            reply: fetched.reply,
            validators: fetched.validators,
            fresh_for: fetched.fresh_for,
            server_time: fetched.server_time,
        }
    }
}

/// Makes an answer of bytes of this machine: unchanged where they are those of last time.
fn unfetched(bytes: Vec<u8>, address: Option<WebUrl>, before: &Validators) -> Answer {
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
        server_time: None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
    };

    use super::*;

    /// Serves one body after the other, each under its place as its ETag; the last for ever. A request that knows the
    /// tag of the body that is due is answered with 304.
    async fn serve(bodies: Vec<String>) -> WebUrl {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            for turn in 0.. {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut request = Vec::new();
                while !request.ends_with(b"\r\n\r\n") {
                    request.push(stream.read_u8().await.unwrap());
                }
                let place = turn.min(bodies.len() - 1);
                let tag = format!("\"{place}\"");
                let known = String::from_utf8_lossy(&request).contains(&tag);
                let (status, body) = if known {
                    ("304 Not Modified", "")
                } else {
                    ("200 OK", bodies[place].as_str())
                };
                let head = format!(
                    "HTTP/1.1 {status}\r\nETag: {tag}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
                    body.len()
                );
                stream
                    .write_all(format!("{head}{body}").as_bytes())
                    .await
                    .unwrap();
            }
        });
        WebUrl::parse(&format!("http://127.0.0.1:{port}/live")).unwrap()
    }

    fn page(token: &str, words: &str) -> String {
        format!(
            "<!doctype html><meta content={token}><script type=application/ld+json>{{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":[\
             {{\"@id\":\"u1\",\"headline\":\"Pier\",\"datePublished\":\"2025-08-07T04:00:00Z\",\"articleBody\":\"{words}\"}}]}}</script>"
        )
    }

    #[tokio::test]
    async fn bytes_that_say_the_same_are_not_read_and_not_acknowledged() {
        static READ: AtomicUsize = AtomicUsize::new(0);
        let count: Extract = |page, recipes| {
            READ.fetch_add(1, Ordering::Relaxed);
            source::extract_with(page, recipes)
        };
        let url = serve(vec![
            page("a", "The pier is safe"),
            page("b", "The pier is safe"),
            page("c", "The pier is safe"),
            page("d", "The pier is shut"),
        ])
        .await;
        let mut source_reader = SourceReader::new(
            Source::Web(url),
            &Network::default(),
            Limits::default(),
            Recipes::built_in(),
        );
        let mut validators = Validators::default();
        let mut seen = Vec::new();
        for _ in 0..6 {
            let reading = source_reader.read(&validators, count).await.unwrap();
            validators = reading.validators;
            let tag = validators.etag.clone().unwrap_or_default();
            seen.push((
                reading.extraction.is_some(),
                tag,
                READ.load(Ordering::Relaxed),
            ));
        }
        let tag = |n: usize| format!("\"{n}\"");
        assert_eq!(
            seen,
            [
                (true, tag(0), 1),
                // Other bytes, the same words: the tag stays that of the body that was read.
                (false, tag(0), 1),
                (false, tag(0), 1),
                (true, tag(3), 2),
                // Unchanged says the server.
                (false, tag(3), 2),
                (false, tag(3), 2),
            ]
        );
    }

    #[tokio::test]
    async fn the_same_body_costs_no_reading_where_a_server_has_no_tags() {
        let page = || unfetched(b"{}".to_vec(), None, &Validators::default());
        let first = page().validators;
        let again = unfetched(b"{}".to_vec(), None, &first);
        assert!(matches!(again.reply, Reply::Unchanged));
        assert!(matches!(page().reply, Reply::Page(_)));
    }
}
