//! The one door to the network: every byte is counted, every hop is checked, every wait has an end.

use std::{error::Error, time::Duration};

use chrono::{DateTime, Utc};
use futures_util::StreamExt;
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::{
    Response, StatusCode, Version,
    header::{self, HeaderMap},
};
use tokio::time::{Instant, timeout};
use url::Url;

use super::{
    FetchError, Network,
    address::{self, Allowed, PrivateNetwork},
    coding::{self, Undecoded},
    cookies::Jar,
    ending::Ending,
    error::{TO_HTTP, TO_PRIVATE},
    headers::{fresh_for, lifetime, retry_after, server_time, text},
    hosts::Slot,
    machine::{blocking, now},
    portal,
};
use crate::{
    model::{Clean, Validators, WebUrl, hash128},
    source,
};

/// What we can read.
const ACCEPT: &str = "text/html,application/xhtml+xml,application/feed+json,application/json;q=0.9,\
                      application/atom+xml;q=0.9,application/rss+xml;q=0.9,*/*;q=0.5";
/// In which codings.
const ACCEPT_ENCODING: &str = "gzip, br";
/// How many redirects are followed, those of a page's own among them.
const REDIRECTS: usize = 5;

/// How much and how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Decoded bytes of a body.
    pub body: usize,
    /// Until the next bytes come; for the first ones, connecting included.
    pub read: Duration,
    /// Until everything is there, redirects included.
    pub total: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 16 << 20,
            read: Duration::from_secs(15),
            total: Duration::from_secs(30),
        }
    }
}

/// Asks for one source: its pages, or what they link to.
#[derive(Debug, Clone)]
pub struct Client {
    network: Network,
    allowed: Allowed,
    limits: Limits,
}

/// A good answer.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// Where it came from in the end.
    pub url: WebUrl,
    /// How long the publisher calls it fresh (RFC 9111, 4.2).
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

/// Where a chain of requests for one page has come to.
struct Redirects<'v> {
    /// What was asked at first.
    asked: &'v WebUrl,
    at: WebUrl,
    before: &'v Validators,
    /// Whether the server holds something of which we have no body.
    in_full: bool,
    jar: Jar,
    /// Whether a page sent on, and no header.
    sent_on: bool,
    /// How many requests were answered.
    answers: usize,
    /// Whether every redirect until here was one for good.
    for_good: bool,
    moved: Option<WebUrl>,
    /// The turn at the host that is asked.
    slot: Option<Slot>,
}

/// What one request of a chain led to.
enum Step {
    /// To another one.
    On,
    /// To an answer.
    Done(Box<Fetched>),
}

impl Client {
    /// Sets a client up; `typed` is the address that the reader asked for, whose host may be private.
    #[must_use]
    pub fn new(network: &Network, typed: &WebUrl, limits: Limits) -> Self {
        Self::for_links(network, Some(typed), limits)
    }

    /// Sets a client up for what pages link to; `from` is the source that the reader typed, if it has an address.
    pub(super) fn for_links(network: &Network, from: Option<&WebUrl>, limits: Limits) -> Self {
        Self {
            network: network.clone(),
            allowed: from.map_or_else(Allowed::default, |url| Allowed::typed(url.as_url())),
            limits,
        }
    }

    /// Fetches a page, unless nothing changed since the answer that `validators` identify. Where that was at another
    /// address for good, this one is asked.
    ///
    /// # Errors
    /// Says what failed; a body that was cut off is an error, never a page.
    pub async fn get(&self, url: &WebUrl, validators: &Validators) -> Result<Fetched, FetchError> {
        let Some(moved) = &validators.moved else {
            return self.follow(url, None, validators).await;
        };
        match self.follow(moved, Some(moved.clone()), validators).await {
            // It was not for good after all.
            Err(error) if matches!(error.http_status(), Some(404 | 410)) => {
                self.follow(url, None, validators).await
            }
            fetched => fetched,
        }
    }

    /// Follows a page from hop to hop. The time that a turn is waited for does not count.
    async fn follow(
        &self,
        url: &WebUrl,
        moved: Option<WebUrl>,
        validators: &Validators,
    ) -> Result<Fetched, FetchError> {
        let mut chain = Redirects {
            asked: url,
            at: url.without_fragment(),
            before: validators,
            in_full: false,
            jar: Jar::default(),
            sent_on: false,
            answers: 0,
            for_good: true,
            moved,
            slot: None,
        };
        let mut left = self.limits.total;
        for hop in 0..=REDIRECTS {
            if !self.may_ask(&chain.at) {
                return Err(FetchError::Private {
                    host: Clean::line(chain.at.host()),
                });
            }
            // A chain at one host is one visit.
            if !chain
                .slot
                .as_ref()
                .is_some_and(|slot| slot.is_at(&chain.at))
            {
                chain.slot = None;
                chain.slot = Some(self.network.hosts().slot(&chain.at).await?);
            }
            let begun = Instant::now();
            let host = Clean::line(chain.at.host());
            let step = timeout(left, self.step(&mut chain, hop == REDIRECTS)).await;
            if let Step::Done(fetched) = step.unwrap_or(Err(FetchError::TimedOut { host }))? {
                return Ok(*fetched);
            }
            left = left.saturating_sub(begun.elapsed());
        }
        Err(FetchError::Redirect {
            host: Clean::line(url.host()),
            why: "more than five times",
        })
    }

    /// Makes one request of a chain.
    async fn step(&self, chain: &mut Redirects<'_>, is_last: bool) -> Result<Step, FetchError> {
        #[cfg(test)]
        let _busy = super::simulated::busy();
        let conditional = chain.conditional();
        let response = self.ask(&chain.at, conditional, &chain.jar).await?;
        chain.answers += 1;
        let status = response.status();
        let headers = response.headers();
        chain.jar.keep(&chain.at, headers);
        if is_redirect(status) {
            let target = self.target(&chain.at, headers)?;
            chain.for_good &= matches!(status.as_u16(), 301 | 308);
            if chain.for_good {
                chain.moved = Some(target.clone());
            }
            chain.at = target;
            return Ok(Step::On);
        }
        if status == StatusCode::NOT_MODIFIED {
            let Some(conditional) = conditional else {
                return Err(FetchError::Broken {
                    host: Clean::line(chain.at.host()),
                });
            };
            if conditional.body_hash.is_none() {
                // It confirms an answer of which we hold no body.
                chain.in_full = true;
                return Ok(Step::On);
            }
            return Ok(Step::Done(Box::new(chain.confirmed(conditional, headers))));
        }
        if status != StatusCode::OK {
            let wait = retry_after(headers);
            if let Some(wait) = wait {
                self.network.hosts().promise(&chain.at, wait);
            }
            let status = status.as_u16();
            return Err(match wait {
                None if !chain.for_good => portal::refused(status, chain.asked, &chain.at),
                wait => FetchError::status(Clean::line(chain.at.host()), status, wait),
            });
        }
        let named = said(headers, &header::REFRESH);
        let fetched = self.take(chain, response).await?;
        let next = onward(&fetched, named.as_deref());
        let next = next
            .filter(|next| !is_last && (!chain.jar.is_empty() || !is_same_page(next, &chain.at)));
        let Some(next) = next else {
            return Ok(Step::Done(Box::new(fetched)));
        };
        chain.at = self.checked(&chain.at, &next)?;
        chain.sent_on = true;
        chain.for_good = false;
        Ok(Step::On)
    }

    async fn ask(
        &self,
        url: &WebUrl,
        validators: Option<&Validators>,
        jar: &Jar,
    ) -> Result<Response, FetchError> {
        let client = self.network.client(url, &self.allowed).await?;
        let mut request = client
            .get(url.as_url().clone())
            .header(header::ACCEPT, ACCEPT)
            .header(header::ACCEPT_ENCODING, ACCEPT_ENCODING);
        if let Some(cookies) = jar.header(url) {
            request = request.header(header::COOKIE, cookies);
        }
        if let Some(etag) = validators.and_then(|v| v.etag.as_ref()) {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(date) = validators.and_then(|v| v.last_modified.as_ref()) {
            request = request.header(header::IF_MODIFIED_SINCE, date);
        }
        // Connecting has a limit of its own within this: who is silent afterwards is not waited for any longer.
        let answer = timeout(self.limits.read, request.send());
        let late = || FetchError::TimedOut {
            host: Clean::line(url.host()),
        };
        let answer = answer.await.map_err(|_| late())?;
        answer.map_err(|error| explain(&error, url))
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
            return Err(refusal(from, TO_HTTP));
        }
        if !self.may_ask(target) {
            return Err(refusal(from, TO_PRIVATE));
        }
        Ok(target.without_fragment())
    }

    /// Tells whether an address may be asked, as far as it tells by itself. Whatever is asked through a proxy is resolved
    /// there, so that its name is all that there is to go by.
    fn may_ask(&self, url: &WebUrl) -> bool {
        let (url, allowed) = (url, &self.allowed);
        let is_hidden = || {
            !allowed.covers(url.as_url())
                && address::names_private(url.as_url())
                && proxy(url).is_some()
        };
        address::may_be_asked(url.as_url(), allowed) && !is_hidden()
    }

    async fn take(&self, chain: &Redirects<'_>, response: Response) -> Result<Fetched, FetchError> {
        let url = chain.at.clone();
        let headers = response.headers().clone();
        let broken = || FetchError::Broken {
            host: Clean::line(url.host()),
        };
        let content_type = text(&headers, &header::CONTENT_TYPE);
        // Without a length the end of the connection is the end of the page, whoever ended it.
        let is_framed = response.version() >= Version::HTTP_2
            || headers.contains_key(header::CONTENT_LENGTH)
            || headers.contains_key(header::TRANSFER_ENCODING);
        let is_media = content_type.as_deref().is_some_and(is_media);
        // Chunks have lengths of their own (RFC 9112, 6.3).
        let counts = !is_media && !headers.contains_key(header::TRANSFER_ENCODING);
        let length = text(&headers, &header::CONTENT_LENGTH).filter(|_| counts);
        let length: Option<usize> = length.and_then(|length| length.trim().parse().ok());
        // Nobody reads a film: its name is enough, and its bytes may be without end.
        let bytes = if is_media {
            Vec::new()
        } else {
            self.body(&url, response).await?
        };
        // A stream of HTTP/2 that is reset without an error looks as one that ended.
        if length.is_some_and(|length| length > bytes.len()) {
            return Err(broken());
        }
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
        if !is_framed && Ending::of(&bytes).lacks_end() {
            return Err(broken());
        }
        let body_hash = format!("{:032x}", hash128(&bytes));
        let same = chain.before.body_hash.as_ref() == Some(&body_hash);
        let lifetime = lifetime(&headers);
        // What identifies the answer of a chain through a page would next time confirm the page that only sends on.
        let identifies = |name| text(&headers, name).filter(|_| !chain.sent_on);
        let validators = Validators {
            etag: identifies(&header::ETAG),
            last_modified: identifies(&header::LAST_MODIFIED),
            body_hash: Some(body_hash),
            address: Some(url.clone()),
            moved: chain.moved.clone(),
            lifetime,
            ..Validators::default()
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
            fresh_for: lifetime.map(|lifetime| fresh_for(lifetime, &headers)),
            server_time: server_time(&headers),
            validators,
            reply,
        })
    }

    /// Reads a body, and stops at the first byte too many; where the length says that it comes, before the first.
    async fn body(&self, url: &WebUrl, response: Response) -> Result<Vec<u8>, FetchError> {
        let told = response.content_length();
        if told.is_some_and(|bytes| usize::try_from(bytes).map_or(true, |n| n > self.limits.body)) {
            return Err(self.too_large(url));
        }
        let mut bytes = Vec::new();
        let mut chunks = response.bytes_stream();
        let late = |_| FetchError::TimedOut {
            host: Clean::line(url.host()),
        };
        while let Some(chunk) = timeout(self.limits.read, chunks.next())
            .await
            .map_err(late)?
        {
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

impl<'v> Redirects<'v> {
    /// Returns what to send along: what identifies an answer goes to the address that gave it, and to no other. An
    /// older version did not keep which that was; then it is the first one.
    fn conditional(&self) -> Option<&'v Validators> {
        let before = self.before;
        let identifies = before.etag.is_some() || before.last_modified.is_some();
        let gave = match &before.address {
            Some(address) => *address == self.at,
            None => self.moved.is_none() && self.answers == 0,
        };
        (identifies && gave && !self.in_full).then_some(before)
    }

    /// Makes the answer that nothing changed. A 304 may bring newer validators (RFC 9110, 15.4.5), and inherits how
    /// long it is fresh where it says nothing of it.
    fn confirmed(&self, known: &Validators, headers: &HeaderMap) -> Fetched {
        let lifetime = lifetime(headers).or(known.lifetime);
        let newer = |name, known: &Option<String>| text(headers, name).or_else(|| known.clone());
        Fetched {
            url: self.at.clone(),
            fresh_for: lifetime.map(|lifetime| fresh_for(lifetime, headers)),
            server_time: server_time(headers),
            validators: Validators {
                etag: newer(&header::ETAG, &known.etag),
                last_modified: newer(&header::LAST_MODIFIED, &known.last_modified),
                body_hash: known.body_hash.clone(),
                address: Some(self.at.clone()),
                moved: self.moved.clone(),
                lifetime,
                ..Validators::default()
            },
            reply: Reply::Unchanged,
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
                    cancellation: None,
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

/// Returns a header with its bytes beyond ASCII, which servers send as UTF-8, else as Latin-1.
fn said(headers: &HeaderMap, name: &header::HeaderName) -> Option<String> {
    let bytes = headers.get(name)?.as_bytes();
    Some(match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    })
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
    // A connection that ends in the middle says nothing of who was at its other end.
    let is_cut = words.contains("close_notify") || words.contains("unexpected end of file");
    if is_cut {
        FetchError::Broken { host }
    } else if ["certificate", "handshake", "tls"]
        .into_iter()
        .any(|word| words.contains(word))
    {
        FetchError::Certificate { host }
    } else if words.contains("dns error") || words.contains("lookup address") {
        FetchError::UnknownHost { host }
    } else if error.is_connect() {
        match proxy(url) {
            Some(proxy) => FetchError::Proxy { proxy, host },
            None => FetchError::Unreachable { host },
        }
    } else {
        FetchError::Broken { host }
    }
}

/// Returns the host of the proxy that the environment names for an address.
fn proxy(url: &WebUrl) -> Option<Clean> {
    if is_loopback(url.as_url()) {
        return None;
    }
    let target = url.as_str().parse().ok()?;
    let through = Matcher::from_system().intercept(&target)?;
    Some(Clean::line(through.uri().authority()?.as_str()))
}

/// Tells whether a source is on this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    address::is_loopback(url)
}
