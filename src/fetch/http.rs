//! The one door to the network: every byte is counted, every hop is checked, every wait has an end.

use std::{
    error::Error,
    sync::Arc,
    time::{Duration, SystemTime},
};

use chrono::{DateTime, Utc};
use futures_util::StreamExt;
use reqwest::{
    Response, StatusCode,
    header::{self, HeaderMap},
    redirect::Policy,
};
use url::Url;

use super::{
    FetchError,
    address::{self, Allowed, PrivateNetwork, PublicOnly},
    coding::{self, Undecoded},
    cookies::Jar,
    machine::{blocking, now},
};
use crate::{
    model::{Clean, Validators, WebUrl, hash128},
    source,
};

/// Who we say we are.
const USER_AGENT: &str = concat!(
    "newswire/",
    env!("CARGO_PKG_VERSION"),
    " (live-blog reader for the terminal)"
);
/// What we can read.
const ACCEPT: &str = "text/html,application/xhtml+xml,application/feed+json,application/json;q=0.9,\
                      application/atom+xml;q=0.9,application/rss+xml;q=0.9,*/*;q=0.5";
/// In which codings.
const ACCEPT_ENCODING: &str = "gzip, br";
/// How many redirects are followed, those of a page's own among them.
const REDIRECTS: usize = 5;
/// How many headers an answer may have.
const HEADERS: usize = 256;

/// How much and how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Decoded bytes of a body.
    pub body: usize,
    /// Until a connection stands.
    pub connect: Duration,
    /// Until the next bytes come.
    pub read: Duration,
    /// Until everything is there, redirects included.
    pub total: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 16 << 20,
            connect: Duration::from_secs(10),
            read: Duration::from_secs(15),
            total: Duration::from_secs(30),
        }
    }
}

/// An HTTP client for one source.
#[derive(Debug, Clone)]
pub struct Client {
    inner: reqwest::Client,
    allowed: Arc<Allowed>,
    limits: Limits,
}

/// A good answer.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// Where it came from in the end.
    pub url: WebUrl,
    /// How long the publisher calls it fresh: `max-age` minus `Age` (RFC 9111, 4.2).
    pub fresh_for: Option<Duration>,
    /// What the server's clock shows: `Date` and what passed since (`Age`; RFC 9111, 4.2.3).
    pub server_time: Option<DateTime<Utc>>,
    /// What to send along next time.
    pub validators: Validators,
    /// What was answered.
    pub reply: Reply,
}

/// What was answered.
#[derive(Debug, Clone)]
pub enum Reply {
    /// Nothing changed: a 304, or the very same bytes as last time.
    Unchanged,
    /// A page.
    Page(Page),
}

/// A page's bytes and what the answer called them.
#[derive(Debug, Clone)]
pub struct Page {
    /// The decoded bytes.
    pub bytes: Vec<u8>,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
}

impl Client {
    /// Sets a client up; `typed` is the address that the reader asked for, whose host may be private.
    ///
    /// A proxy of the environment is used where one is set; then only the proxy is connected to.
    ///
    /// # Errors
    /// Fails where the machine has no CA certificates.
    pub fn new(typed: &WebUrl, limits: Limits) -> Result<Self, FetchError> {
        Self::allowing(Allowed::typed(typed.as_url()), limits)
    }

    /// Sets a client up for what pages link to; `from` is the source that the reader typed, if it has an address.
    ///
    /// # Errors
    /// Fails where the machine has no CA certificates.
    pub(super) fn for_links(from: Option<&WebUrl>, limits: Limits) -> Result<Self, FetchError> {
        let allowed = from.map_or_else(Allowed::default, |url| Allowed::typed(url.as_url()));
        Self::allowing(allowed, limits)
    }

    fn allowing(allowed: Allowed, limits: Limits) -> Result<Self, FetchError> {
        let allowed = Arc::new(allowed);
        let inner = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .referer(false)
            .redirect(Policy::none())
            .http1_max_headers(HEADERS)
            .connect_timeout(limits.connect)
            .read_timeout(limits.read)
            .dns_resolver(PublicOnly::new(Arc::clone(&allowed)))
            .build()
            .map_err(|error| FetchError::Client(Clean::line(&error.to_string())))?;
        Ok(Self {
            inner,
            allowed,
            limits,
        })
    }

    /// Fetches a page, unless nothing changed since the answer that `validators` identify.
    ///
    /// # Errors
    /// Says what failed; a body that was cut off is an error, never a page.
    pub async fn get(&self, url: &WebUrl, validators: &Validators) -> Result<Fetched, FetchError> {
        let host = Clean::line(url.host());
        let fetched = tokio::time::timeout(self.limits.total, self.follow(url, validators));
        fetched.await.unwrap_or(Err(FetchError::TimedOut { host }))
    }

    async fn follow(&self, url: &WebUrl, validators: &Validators) -> Result<Fetched, FetchError> {
        let mut at = url.without_fragment();
        let mut conditional = validators.clone();
        let mut jar = Jar::default();
        let mut sent_on = false;
        for hop in 0..=REDIRECTS {
            let response = self.ask(&at, &conditional, &jar).await?;
            let status = response.status();
            jar.keep(&at, response.headers());
            if is_redirect(status) {
                at = self.target(&at, response.headers())?;
                continue;
            }
            if status == StatusCode::NOT_MODIFIED {
                if conditional == Validators::default() {
                    return Err(FetchError::Broken {
                        host: Clean::line(at.host()),
                    });
                }
                if conditional.body_hash.is_none() {
                    // It confirms an answer of which we hold no body.
                    conditional = Validators::default();
                    continue;
                }
                let validators = refreshed(&conditional, response.headers());
                let fresh_for = fresh_for(response.headers());
                return Ok(Fetched {
                    url: at,
                    fresh_for,
                    server_time: server_time(response.headers()),
                    validators,
                    reply: Reply::Unchanged,
                });
            }
            if status != StatusCode::OK {
                let retry_after = retry_after(response.headers());
                return Err(FetchError::status(
                    Clean::line(at.host()),
                    status.as_u16(),
                    retry_after,
                ));
            }
            let named = said(response.headers(), &header::REFRESH);
            let mut fetched = self.take(at.clone(), validators, response).await?;
            let next = onward(&fetched, named.as_deref())
                .filter(|next| hop < REDIRECTS && (!jar.is_empty() || !is_same_page(next, &at)));
            if let Some(next) = next {
                at = self.checked(&at, &next)?;
                sent_on = true;
                continue;
            }
            if sent_on {
                // What it confirms next time would be the page that only sends on.
                fetched.validators.etag = None;
                fetched.validators.last_modified = None;
            }
            return Ok(fetched);
        }
        Err(FetchError::Redirect {
            host: Clean::line(url.host()),
            why: "more than five times",
        })
    }

    async fn ask(
        &self,
        url: &WebUrl,
        validators: &Validators,
        jar: &Jar,
    ) -> Result<Response, FetchError> {
        if !address::may_be_asked(url.as_url(), &self.allowed) {
            return Err(FetchError::Private {
                host: Clean::line(url.host()),
            });
        }
        let mut request = self
            .inner
            .get(url.as_url().clone())
            .header(header::ACCEPT, ACCEPT)
            .header(header::ACCEPT_ENCODING, ACCEPT_ENCODING);
        if let Some(cookies) = jar.header(url) {
            request = request.header(header::COOKIE, cookies);
        }
        if let Some(etag) = &validators.etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(date) = &validators.last_modified {
            request = request.header(header::IF_MODIFIED_SINCE, date);
        }
        request.send().await.map_err(|error| explain(&error, url))
    }

    /// Finds where a redirect leads, if it may be followed.
    fn target(&self, from: &WebUrl, headers: &HeaderMap) -> Result<WebUrl, FetchError> {
        let location = said(headers, &header::LOCATION);
        let target = location.ok_or_else(|| refusal(from, "without saying where"))?;
        let target = from
            .join(&target)
            .map_err(|_| refusal(from, "to something that is no web address"))?;
        self.checked(from, &target)
    }

    /// Returns where a redirect leads as it may be asked for.
    fn checked(&self, from: &WebUrl, target: &WebUrl) -> Result<WebUrl, FetchError> {
        if from.as_url().scheme() == "https" && target.as_url().scheme() == "http" {
            return Err(refusal(from, "from https to http"));
        }
        if !address::may_be_asked(target.as_url(), &self.allowed) {
            return Err(refusal(from, "into a private network"));
        }
        Ok(target.without_fragment())
    }

    async fn take(
        &self,
        url: WebUrl,
        before: &Validators,
        response: Response,
    ) -> Result<Fetched, FetchError> {
        let headers = response.headers().clone();
        let broken = || FetchError::Broken {
            host: Clean::line(url.host()),
        };
        let content_type = text(&headers, &header::CONTENT_TYPE);
        // Nobody reads a film: its name is enough, and its bytes may be without end.
        let bytes = if content_type.as_deref().is_some_and(is_media) {
            Vec::new()
        } else {
            self.body(&url, response).await?
        };
        // Without a length the end of the connection is the end of the page, whoever ended it.
        let unframed = headers
            .get(header::CONNECTION)
            .is_some_and(|c| c == "close")
            && !headers.contains_key(header::CONTENT_LENGTH)
            && !headers.contains_key(header::TRANSFER_ENCODING);
        let coding = coding::named(&headers);
        let bytes = if coding::is_needed(&bytes, &coding) {
            let limit = self.limits.body;
            let decoded = blocking(move || Ok(coding::decode(bytes, &coding, limit))).await?;
            decoded.map_err(|error| match error {
                Undecoded::TooLarge => self.too_large(&url),
                Undecoded::Broken => broken(),
            })?
        } else {
            bytes
        };
        if unframed && is_cut_html(&bytes) {
            return Err(broken());
        }
        let body_hash = format!("{:032x}", hash128(&bytes));
        let same = before.body_hash.as_ref() == Some(&body_hash);
        let validators = Validators {
            etag: text(&headers, &header::ETAG),
            last_modified: text(&headers, &header::LAST_MODIFIED),
            body_hash: Some(body_hash),
            cursor: None,
        };
        let reply = if same {
            Reply::Unchanged
        } else {
            Reply::Page(Page {
                bytes,
                content_type,
            })
        };
        Ok(Fetched {
            url,
            fresh_for: fresh_for(&headers),
            server_time: server_time(&headers),
            validators,
            reply,
        })
    }

    /// Reads a body, and stops at the first byte too many.
    async fn body(&self, url: &WebUrl, response: Response) -> Result<Vec<u8>, FetchError> {
        let mut bytes = Vec::new();
        let mut chunks = response.bytes_stream();
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk.map_err(|error| explain(&error, url))?;
            if bytes.len() + chunk.len() > self.limits.body {
                return Err(self.too_large(url));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    fn too_large(&self, url: &WebUrl) -> FetchError {
        FetchError::TooLarge {
            what: Clean::line(&format!("the page of {}", url.host())),
            limit_mib: self.limits.body >> 20,
        }
    }
}

fn refusal(from: &WebUrl, why: &'static str) -> FetchError {
    FetchError::Redirect {
        host: Clean::line(from.host()),
        why,
    }
}

/// Finds the address that an answer sends on to at once: by its header, or by the page that it brought.
fn onward(fetched: &Fetched, header: Option<&str>) -> Option<WebUrl> {
    let Reply::Page(page) = &fetched.reply else {
        return None;
    };
    let by_header = header.and_then(|said| source::refresh_target(said, Some(&fetched.url)));
    by_header.or_else(|| {
        let is_markup = page.bytes.trim_ascii_start().starts_with(b"<");
        is_markup
            .then(|| {
                source::refresh(&source::Page {
                    bytes: &page.bytes,
                    content_type: page.content_type.as_deref(),
                    address: Some(&fetched.url),
                    fetched_at: now(),
                    saved: None,
                })
            })
            .flatten()
    })
}

/// Tells whether an address leads to the same page again, with another query or none.
fn is_same_page(one: &WebUrl, other: &WebUrl) -> bool {
    one.host() == other.host() && one.as_url().path() == other.as_url().path()
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// Tells whether a type is one of film or sound.
fn is_media(content_type: &str) -> bool {
    let name = content_type.trim_start().to_ascii_lowercase();
    name.starts_with("video/") || name.starts_with("audio/")
}

/// Tells whether a page without a length lost its end.
fn is_cut_html(bytes: &[u8]) -> bool {
    let head = bytes.get(..1024).unwrap_or(bytes).to_ascii_lowercase();
    let is_html = memchr::memmem::find(&head, b"<html").is_some();
    let tail = bytes
        .get(bytes.len().saturating_sub(2048)..)
        .unwrap_or(bytes)
        .to_ascii_lowercase();
    is_html && memchr::memmem::find(&tail, b"</html").is_none()
}

fn text(headers: &HeaderMap, name: &header::HeaderName) -> Option<String> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned)
}

/// Returns a header with its bytes beyond ASCII, which servers send as UTF-8, else as Latin-1.
fn said(headers: &HeaderMap, name: &header::HeaderName) -> Option<String> {
    let bytes = headers.get(name)?.as_bytes();
    Some(match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    })
}

/// A 304 may bring newer validators (RFC 9110, 15.4.5).
fn refreshed(before: &Validators, headers: &HeaderMap) -> Validators {
    Validators {
        etag: text(headers, &header::ETAG).or_else(|| before.etag.clone()),
        last_modified: text(headers, &header::LAST_MODIFIED)
            .or_else(|| before.last_modified.clone()),
        body_hash: before.body_hash.clone(),
        cursor: None,
    }
}

fn fresh_for(headers: &HeaderMap) -> Option<Duration> {
    let control = text(headers, &header::CACHE_CONTROL)?;
    let seconds = control.split(',').find_map(|part| {
        part.trim()
            .to_ascii_lowercase()
            .strip_prefix("max-age=")?
            .trim_matches('"')
            .parse::<u64>()
            .ok()
    })?;
    Some(Duration::from_secs(seconds.saturating_sub(age(headers))))
}

/// Returns how many seconds an answer lay in a cache.
fn age(headers: &HeaderMap) -> u64 {
    let age = text(headers, &header::AGE).and_then(|age| age.trim().parse().ok());
    age.unwrap_or(0)
}

fn server_time(headers: &HeaderMap) -> Option<DateTime<Utc>> {
    let date = httpdate::parse_http_date(&text(headers, &header::DATE)?).ok()?;
    let passed = Duration::from_secs(age(headers));
    date.checked_add(passed).map(DateTime::from)
}

/// Reads `Retry-After` in both forms (RFC 9110, 10.2.3); a date counts from the answer's own `Date`.
#[expect(
    clippy::disallowed_methods,
    reason = "an HTTP date without the server's own clock beside it"
)]
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = text(headers, &header::RETRY_AFTER)?;
    if let Ok(seconds) = value.trim().parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let until = httpdate::parse_http_date(&value).ok()?;
    let date = text(headers, &header::DATE).and_then(|date| httpdate::parse_http_date(&date).ok());
    Some(
        until
            .duration_since(date.unwrap_or_else(SystemTime::now))
            .unwrap_or_default(),
    )
}

/// Finds the sentence for what the client reports.
fn explain(error: &reqwest::Error, url: &WebUrl) -> FetchError {
    let host = Clean::line(url.host());
    if error.is_timeout() {
        return FetchError::TimedOut { host };
    }
    let mut cause: Option<&(dyn Error + 'static)> = error.source();
    let mut words = String::new();
    while let Some(inner) = cause {
        if inner.is::<PrivateNetwork>() {
            return FetchError::Private { host };
        }
        words.push_str(&inner.to_string().to_lowercase());
        words.push('\n');
        cause = inner.source();
    }
    if words.contains("certificate") || words.contains("handshake") || words.contains("tls") {
        FetchError::Certificate { host }
    } else if words.contains("dns error") || words.contains("lookup address") {
        FetchError::UnknownHost { host }
    } else if error.is_connect() {
        FetchError::Unreachable { host }
    } else {
        FetchError::Broken { host }
    }
}

/// Tells whether a source is on this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    address::is_loopback(url)
}
