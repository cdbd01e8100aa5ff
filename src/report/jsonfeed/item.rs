//! One update as a JSON Feed item.

use std::borrow::Cow;

use serde::Serialize;

use super::{
    Author,
    parts::{Image, Link, basis, links, precision},
    revision::Revision,
    rfc3339,
};
use crate::{
    model::{self, Clean, Presence, WebUrl},
    report::{archive, html, plain, words},
};

/// An update; also the `item` of an NDJSON record.
#[derive(Serialize)]
pub(in crate::report) struct Item<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    content_html: String,
    content_text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment<'a>>,
    #[serde(rename = "_newswire")]
    newswire: Extension<'a>,
}

#[derive(Serialize)]
struct Extension<'a> {
    /// What stands before the headline, as the minute of play; left out where nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    key_event: bool,
    pinned: bool,
    state: &'static str,
    revision: usize,
    time_basis: Option<&'static str>,
    time_precision: Option<&'static str>,
    time_guessed: bool,
    raw_time: Option<&'a str>,
    links: Vec<Link>,
    images: Vec<Image<'a>>,
    /// Oldest first, the newest among them; left out where the past is not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    revisions: Option<Vec<Revision<'a>>>,
}

/// A sound, film or picture file; JSON Feed demands its media type.
#[derive(Serialize)]
struct Attachment<'a> {
    url: &'a str,
    mime_type: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'a str,
}

impl<'a> Item<'a> {
    /// Says of an update's newest revision all that is known.
    pub(in crate::report) fn new(item: &'a model::Item) -> Self {
        let entry = item.entry.as_ref();
        let images = entry.body.images();
        // A revision whose time the publisher keeps to itself was made no later than it was seen.
        let seen = (item.revision() > 1).then(|| item.seen.fixed_offset());
        let modified = entry.modified.as_ref().map(|stamp| stamp.at).or(seen);
        Self {
            id: entry.id.as_str(),
            url: entry.permalink.as_ref().map(WebUrl::as_str),
            title: title(entry),
            content_html: html::body(&entry.body),
            content_text: plain::lines(&entry.body, plain::Links::Silent).join("\n"),
            image: images
                .iter()
                .find_map(|image| image.url())
                .map(WebUrl::as_str),
            date_published: entry.published.as_ref().and_then(|stamp| rfc3339(stamp.at)),
            date_modified: modified.and_then(rfc3339),
            authors: Author::all(&entry.authors),
            attachments: images
                .iter()
                .filter_map(|image| Attachment::of(image))
                .collect(),
            newswire: Extension {
                label: entry.label.as_ref().and_then(words),
                key_event: entry.marks.key_event,
                pinned: entry.marks.pinned,
                state: state(item.presence),
                revision: item.revision(),
                time_basis: entry.published.as_ref().map(basis),
                time_precision: entry.published.as_ref().map(precision),
                time_guessed: entry.published.as_ref().is_some_and(|stamp| stamp.guessed),
                raw_time: entry.published.as_ref().and_then(|stamp| words(&stamp.raw)),
                links: links(&entry.body),
                images: images.into_iter().map(Image::new).collect(),
                revisions: None,
            },
        }
    }

    /// Adds every revision.
    pub(super) fn with_past(mut self, item: &'a model::Item, language: &Clean) -> Self {
        let revisions = archive::Revision::all(item);
        let revisions = revisions.iter().map(|one| Revision::new(one, language));
        self.newswire.revisions = Some(revisions.collect());
        self
    }
}

impl<'a> Attachment<'a> {
    /// Makes an attachment of a picture whose name tells its type.
    fn of(image: &'a model::Image) -> Option<Self> {
        let url = image.url()?;
        let (_, extension) = url.as_url().path().rsplit_once('.')?;
        let mime_type = match extension.to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" => "image/jpeg",
            "png" => "image/png",
            "gif" => "image/gif",
            "webp" => "image/webp",
            "avif" => "image/avif",
            "svg" => "image/svg+xml",
            _ => return None,
        };
        Some(Self {
            url: url.as_str(),
            mime_type,
            title: image.words().as_str(),
        })
    }
}

/// Returns the headline; where no time is known, a label says when it was, and readers of plain JSON Feed know no other
/// place for it.
fn title(entry: &model::Entry) -> Option<String> {
    let headline = if entry.published.is_none() {
        entry.titled()
    } else {
        entry.headline.as_ref().map(Cow::Borrowed)
    };
    headline.as_deref().and_then(words).map(str::to_owned)
}

fn state(presence: Presence) -> &'static str {
    match presence {
        Presence::OnPage => "on_page",
        Presence::Missing { .. } => "off_page",
        Presence::Retracted { .. } => "retracted",
    }
}
