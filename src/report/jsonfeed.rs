//! JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>), newest update first.
//!
//! What the format has no field for is under `_newswire`, of which every field is always there; `null` says that
//! nothing is known. Fields of JSON Feed itself are left out where nothing is known, as its text asks.

mod brief;
pub(super) mod item;
mod parts;
mod revision;

use std::io::{self, Write};

use serde::Serialize;

use self::{
    brief::Brief,
    item::Item,
    revision::{HeadlineSeen, Polled, Span},
};
use super::{Archive, Document, html, words};
use crate::model;

/// The version of what is under `_newswire`; greater once a field changes its meaning or goes.
const SCHEMA: u32 = 1;

/// Writes a document as one JSON Feed, indented, with a line feed at its end.
///
/// # Errors
/// Those of the writer.
pub fn write(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    write_archive(
        &Archive {
            document: *document,
            past: None,
        },
        out,
    )
}

/// Writes an archive as [`write`] does, with the past under `_newswire`: `revisions` of each update, and of the
/// blog `headlines` where they changed, `gaps` without contact, and what is in the log of its `polls`.
///
/// # Errors
/// Those of the writer.
pub fn write_archive(archive: &Archive, out: &mut dyn Write) -> io::Result<()> {
    let document = &archive.document;
    let language = archive.past.map(|_| &document.blog.language);
    let item = |item| match language {
        Some(language) => Item::new(item).with_past(item, language),
        None => Item::new(item),
    };
    let mut head = Head::new(document);
    if let Some(past) = &archive.past {
        let newswire = &mut head.newswire;
        newswire.headlines = past.headlines().iter().map(HeadlineSeen::new).collect();
        newswire.gaps = past.gaps.iter().map(Span::new).collect();
        newswire.polls = past.polls.iter().map(Polled::new).collect();
    }
    let feed = Feed {
        version: "https://jsonfeed.org/version/1.1",
        head,
        items: document.items.iter().map(item).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &feed)?;
    out.write_all(b"\n")
}

/// Writes a briefing: a feed of the updates that it is about, and under `_newswire` why each is there.
///
/// # Errors
/// Those of the writer.
pub(super) fn write_briefing(
    document: &Document,
    briefing: &model::Briefing,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut head = Head::new(document);
    head.newswire.briefing = Some(Brief::new(briefing));
    let feed = Feed {
        version: "https://jsonfeed.org/version/1.1",
        head,
        items: document.items.iter().map(Item::new).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &feed)?;
    out.write_all(b"\n")
}

/// Writes one update as an item, indented, with a line feed at its end.
///
/// # Errors
/// Those of the writer.
pub fn write_item(item: &model::Item, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Item::new(item))?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Feed<'a> {
    version: &'static str,
    #[serde(flatten)]
    head: Head<'a>,
    items: Vec<Item<'a>>,
}

/// What a feed says of the live blog as a whole.
#[derive(Serialize)]
pub(super) struct Head<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    home_page_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed_url: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(rename = "_newswire")]
    newswire: HeadExtension<'a>,
}

#[derive(Serialize)]
struct HeadExtension<'a> {
    schema: u32,
    status: &'static str,
    publisher: Option<&'a str>,
    recognised_as: &'a str,
    fetched_at: Option<String>,
    /// When the page says that it was published; left out where it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    standfirst: Option<&'a str>,
    summary_html: Option<String>,
    warnings: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    headlines: Vec<HeadlineSeen<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    gaps: Vec<Span>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    polls: Vec<Polled<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    briefing: Option<Brief<'a>>,
}

/// A name in a byline.
#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

impl<'a> Author<'a> {
    fn all(authors: &'a [model::Author]) -> Vec<Self> {
        let named = authors.iter().filter(|author| !author.name.is_empty());
        let author = |author: &'a model::Author| Self {
            name: author.name.as_str(),
            url: author.url.as_ref().map(model::WebUrl::as_str),
        };
        named.map(author).collect()
    }
}

impl<'a> Head<'a> {
    /// Says of the blog what every record of it shares.
    pub(super) fn new(document: &Document<'a>) -> Self {
        let blog = document.blog;
        Self {
            title: document.title(),
            home_page_url: document.home().map(model::WebUrl::as_str),
            feed_url: blog
                .feed
                .as_ref()
                .or(document.address)
                .map(model::WebUrl::as_str),
            description: blog.standfirst.as_str(),
            language: blog.language.as_str(),
            authors: Author::all(&blog.authors),
            newswire: HeadExtension {
                schema: SCHEMA,
                status: document.status.word(),
                publisher: words(&blog.publisher),
                recognised_as: document.recognised_as.as_str(),
                fetched_at: rfc3339(document.fetched_at.fixed_offset()),
                published: blog.published.as_ref().and_then(|stamp| rfc3339(stamp.at)),
                standfirst: words(&blog.standfirst),
                summary_html: (!blog.summary.is_empty()).then(|| html::body(&blog.summary)),
                warnings: document.warnings.iter().map(model::Clean::as_str).collect(),
                headlines: Vec::new(),
                gaps: Vec::new(),
                polls: Vec::new(),
                briefing: None,
            },
        }
    }
}

/// Writes an instant as RFC 3339 with its offset; `None` for a year that the format cannot hold.
pub(super) fn rfc3339(at: chrono::DateTime<chrono::FixedOffset>) -> Option<String> {
    use chrono::{Datelike, SecondsFormat};
    let fits = (0..=9999).contains(&at.year());
    fits.then(|| at.to_rfc3339_opts(SecondsFormat::AutoSi, false))
}

#[cfg(test)]
mod tests;
