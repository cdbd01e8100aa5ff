//! One item of a feed to [`Entry`].

use chrono::{DateTime, Utc};
use feed_rs::model::{Entry as Item, MediaContent, MediaObject, Person, Text};

use super::BodyBuilder;
use crate::{
    model::{
        Author, Block, Body, Clean, Embed, EmbedKind, Entry, EntryId, Image, Marks, Stamp,
        TimeBasis, WebUrl, hash128,
    },
    source::field::time::{TimeContext, parse_epoch},
};

/// What reading the items of one feed takes.
pub(super) struct Reader<'a> {
    pub ctx: &'a TimeContext,
    pub address: Option<&'a WebUrl>,
    pub body: BodyBuilder<'a>,
}

impl Reader<'_> {
    /// Reads an item; `None` where it has neither words nor pictures.
    pub fn entry(&self, item: &Item) -> Option<Entry> {
        let permalink = super::linked(&item.links, self.address, &["", "alternate"]);
        let base = item
            .base
            .as_deref()
            .and_then(|base| resolve(base, self.address))
            .or_else(|| permalink.clone());
        let mut body = self.content(item, base.as_ref().or(self.address));
        let headline = Some(line(item.title.as_ref(), self.body))
            .filter(|title| !title.is_empty() && !begins_with(&body, title));
        self.add_media(&mut body, &item.media);
        if headline.is_none() && body.is_empty() {
            return None;
        }
        let published = item
            .published
            .or(item.updated)
            .and_then(|at| stamp(at, self.ctx));
        let modified = item
            .updated
            .filter(|updated| item.published.is_some_and(|published| *updated > published))
            .and_then(|at| stamp(at, self.ctx));
        let id = if item.id.is_empty() {
            format!("text-{:032x}", hash128(body.text().as_bytes()))
        } else {
            item.id.clone()
        };
        Some(Entry {
            id: EntryId::new(&id),
            headline,
            body,
            published,
            modified,
            authors: authors(&item.authors, self.address),
            permalink,
            marks: Marks::default(),
            provenance: crate::model::Provenance::default(),
        })
    }

    fn content(&self, item: &Item, base: Option<&WebUrl>) -> Body {
        let full = item
            .content
            .as_ref()
            .and_then(|content| Some((content.body.as_deref()?, &content.content_type)));
        let short = item
            .summary
            .as_ref()
            .map(|summary| (summary.content.as_str(), &summary.content_type));
        let Some((text, kind)) = full.filter(|(text, _)| !text.trim().is_empty()).or(short) else {
            return Body::default();
        };
        // Many feeds call HTML plain text; plain text with line breaks would lose them as HTML.
        if kind.subty() == "plain" && !has_markup(text) {
            Body::from_plain(text)
        } else {
            (self.body)(text, base)
        }
    }

    /// Adds pictures, films and sound that stand beside the content and not in it.
    fn add_media(&self, body: &mut Body, media: &[MediaObject]) {
        for object in media {
            let pictures: Vec<_> = object
                .content
                .iter()
                .filter(|c| is_kind(c, "image"))
                .collect();
            let block = if let Some(film) = object
                .content
                .iter()
                .find(|c| is_kind(c, "video") || is_kind(c, "audio"))
            {
                self.embed(object, film)
            } else {
                self.picture(object, &pictures)
            };
            body.blocks
                .extend(block.filter(|block| !shows(body, block)));
        }
    }

    fn picture(&self, object: &MediaObject, pictures: &[&MediaContent]) -> Option<Block> {
        let full = pictures
            .iter()
            .filter_map(|c| Some((c.url.as_ref()?.as_str(), c.width.unwrap_or(0))));
        let small = object
            .thumbnails
            .iter()
            .map(|t| (t.image.uri.as_str(), t.image.width.unwrap_or(0)));
        let known = |(uri, width): (&str, u32)| Some((resolve(uri, self.address)?, width));
        let mut candidates: Vec<_> = full.filter_map(known).collect();
        if candidates.is_empty() {
            candidates = small.filter_map(known).collect();
        }
        let caption = line(
            object.title.as_ref().or(object.description.as_ref()),
            self.body,
        );
        let credit = object
            .credits
            .first()
            .map(|credit| Clean::line(&credit.entity))
            .unwrap_or_default();
        (!candidates.is_empty()).then_some(Block::Image(Image {
            candidates,
            alt: Clean::default(),
            caption,
            credit,
        }))
    }

    fn embed(&self, object: &MediaObject, film: &MediaContent) -> Option<Block> {
        let url = resolve(film.url.as_ref()?.as_str(), self.address)?;
        let kind = if is_kind(film, "audio") {
            EmbedKind::Audio
        } else {
            EmbedKind::Video
        };
        Some(Block::Embed(Embed {
            links: Vec::new(),
            kind,
            provider: Clean::default(),
            author: Clean::default(),
            text: line(
                object.title.as_ref().or(object.description.as_ref()),
                self.body,
            ),
            url: Some(url),
        }))
    }
}

/// Makes a stamp of a feed's time; implausible ones are dropped.
pub(super) fn stamp(at: DateTime<Utc>, ctx: &TimeContext) -> Option<Stamp> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds of our age fit into 53 bits"
    )]
    let millis = at.timestamp_millis() as f64;
    parse_epoch(millis, TimeBasis::Feed, ctx)
}

/// Reads a title or description as one line; many hold HTML, whatever type they declare.
pub(super) fn line(text: Option<&Text>, body: BodyBuilder) -> Clean {
    let Some(text) = text else {
        return Clean::default();
    };
    if has_markup(&text.content) {
        Clean::line(&body(&text.content, None).text())
    } else {
        Clean::line(&text.content)
    }
}

pub(super) fn authors(people: &[Person], base: Option<&WebUrl>) -> Vec<Author> {
    people
        .iter()
        .filter_map(|person| {
            let name = Clean::line(person.name.as_deref()?);
            let url = person.uri.as_deref().and_then(|uri| resolve(uri, base));
            (!name.is_empty()).then_some(Author { name, url })
        })
        .collect()
}

/// Resolves a reference; without a base it must be absolute.
pub(super) fn resolve(reference: &str, base: Option<&WebUrl>) -> Option<WebUrl> {
    match base {
        Some(base) => base.join(reference).ok(),
        None => WebUrl::parse(reference).ok(),
    }
}

/// Tells whether a text holds a tag or an entity.
fn has_markup(text: &str) -> bool {
    let after = |mark: char, next: fn(char) -> bool| {
        text.match_indices(mark).any(|(at, _)| {
            text.get(at + 1..)
                .is_some_and(|rest| rest.starts_with(next))
        })
    };
    let tag = after('<', |c| c.is_ascii_alphabetic() || c == '/' || c == '!');
    tag || (text.contains(';') && after('&', |c| c.is_ascii_alphabetic() || c == '#'))
}

/// Tells whether a title is only the beginning of the text, as short messages have it: "First words of the…".
fn begins_with(body: &Body, title: &Clean) -> bool {
    let beginning = title.as_str().trim_end_matches(['…', '.']).trim_end();
    let cut = beginning.len() < title.as_str().len();
    let text = body.text();
    let text = Clean::line(&text);
    text.as_str() == title.as_str()
        || (cut && text.as_str().len() > beginning.len() && text.as_str().starts_with(beginning))
}

/// Tells whether a body shows the picture or film already; sizes and tokens in the query make no difference.
fn shows(body: &Body, block: &Block) -> bool {
    let place = |url: &WebUrl| (url.host().to_owned(), url.as_url().path().to_owned());
    match block {
        Block::Image(image) => {
            let shown: Vec<_> = body
                .images()
                .into_iter()
                .flat_map(|i| &i.candidates)
                .map(|(url, _)| place(url))
                .collect();
            image
                .candidates
                .iter()
                .any(|(url, _)| shown.contains(&place(url)))
        }
        Block::Embed(embed) => embed
            .url
            .as_ref()
            .is_some_and(|url| body.links().iter().any(|link| link.url == *url)),
        _ => false,
    }
}

/// Tells whether a medium is of a kind ("image"), by its type, else by its file name.
fn is_kind(content: &MediaContent, kind: &str) -> bool {
    if let Some(named) = &content.content_type {
        return named.ty() == kind;
    }
    let path = content
        .url
        .as_ref()
        .map(|url| url.path().to_ascii_lowercase())
        .unwrap_or_default();
    let ending = path.rsplit('.').next().unwrap_or_default();
    match kind {
        "image" => matches!(ending, "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif"),
        "video" => matches!(ending, "mp4" | "webm" | "m3u8"),
        "audio" => matches!(ending, "mp3" | "m4a" | "ogg"),
        _ => false,
    }
}
