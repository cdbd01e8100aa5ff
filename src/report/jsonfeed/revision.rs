//! The past of an update and of a live blog, under `_newswire`.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{
    Author,
    parts::{Image, Link, basis, links, precision},
    rfc3339,
};
use crate::{
    model::{BlogRevision, Clean, Gap, Stamp, WebUrl, diff::Edit},
    report::{archive, html, plain, words},
};

/// One state of an update; every field is always there.
#[derive(Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent facts of the format"
)]
pub(super) struct Revision<'a> {
    #[serde(rename = "revision")]
    number: usize,
    seen: Option<String>,
    /// `significant`, `minor` or `typographic`; null for the first revision.
    edit: Option<&'static str>,
    /// Of a significant edit: `figures`, `names`, `negation`.
    changed: Vec<&'static str>,
    published: Option<String>,
    modified: Option<String>,
    time_basis: Option<&'static str>,
    time_precision: Option<&'static str>,
    time_guessed: bool,
    raw_time: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    headline: Option<&'a str>,
    authors: Vec<Author<'a>>,
    url: Option<&'a str>,
    key_event: bool,
    pinned: bool,
    summary: bool,
    content_html: String,
    text: String,
    links: Vec<Link>,
    images: Vec<Image<'a>>,
}

impl<'a> Revision<'a> {
    pub(super) fn new(revision: &archive::Revision<'a>, language: &Clean) -> Self {
        let entry = revision.entry;
        let (edit, changed) = match revision.diff(language).map(|diff| diff.edit) {
            None => (None, Vec::new()),
            Some(Edit::Typographic) => (Some("typographic"), Vec::new()),
            Some(Edit::Minor) => (Some("minor"), Vec::new()),
            Some(Edit::Significant(matters)) => (Some("significant"), matters.words()),
        };
        let time = |stamp: &Option<Stamp>| stamp.as_ref().and_then(|stamp| rfc3339(stamp.at));
        Self {
            number: revision.number,
            seen: rfc3339(revision.seen.fixed_offset()),
            edit,
            changed,
            published: time(&entry.published),
            modified: time(&entry.modified),
            time_basis: entry.published.as_ref().map(basis),
            time_precision: entry.published.as_ref().map(precision),
            time_guessed: entry.published.as_ref().is_some_and(|stamp| stamp.guessed),
            raw_time: entry.published.as_ref().and_then(|stamp| words(&stamp.raw)),
            label: entry.label.as_ref().and_then(words),
            headline: entry.headline.as_ref().and_then(words),
            authors: Author::all(&entry.authors),
            url: entry.permalink.as_ref().map(WebUrl::as_str),
            key_event: entry.marks.key_event,
            pinned: entry.marks.pinned,
            summary: entry.marks.summary,
            content_html: html::body(&entry.body),
            text: plain::lines(&entry.body, plain::Links::Silent).join("\n"),
            links: links(&entry.body),
            images: entry.body.images().into_iter().map(Image::new).collect(),
        }
    }
}

/// What was said of the blog from one moment on.
#[derive(Serialize)]
pub(super) struct HeadlineSeen<'a> {
    seen: Option<String>,
    headline: &'a str,
    standfirst: &'a str,
    status: &'static str,
}

impl<'a> HeadlineSeen<'a> {
    pub(super) fn new(headline: &'a BlogRevision) -> Self {
        Self {
            seen: rfc3339(headline.seen.fixed_offset()),
            headline: headline.headline.as_str(),
            standfirst: headline.standfirst.as_str(),
            status: headline.status.word(),
        }
    }
}

/// A span without contact.
#[derive(Serialize)]
pub(super) struct Span {
    since: Option<String>,
    until: Option<String>,
}

impl Span {
    pub(super) fn new(gap: &Gap) -> Self {
        Self {
            since: rfc3339(gap.since.fixed_offset()),
            until: rfc3339(gap.until.fixed_offset()),
        }
    }
}

/// A poll and what came of it.
#[derive(Serialize)]
pub(super) struct Polled<'a> {
    at: Option<String>,
    outcome: &'a str,
}

impl<'a> Polled<'a> {
    pub(super) fn new((at, outcome): &'a (DateTime<Utc>, Clean)) -> Self {
        Self {
            at: rfc3339(at.fixed_offset()),
            outcome: outcome.as_str(),
        }
    }
}
