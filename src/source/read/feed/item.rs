//! One item of a feed to [`Entry`].

use chrono::{DateTime, Utc};

use super::{
    BodyBuilder,
    parts::{Item, Medium, MediumKind, Person, Text},
    tree::resolve,
};
use crate::{
    model::{
        Author, Block, Body, Clean, Embed, EmbedKind, Entry, Image, Marks, Stamp, TimeBasis, WebUrl,
    },
    source::field::{
        byline,
        time::{TimeContext, parse_machine},
    },
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
        // An item's own base, else its page: what a text links to counts from where it stands.
        let base = item
            .base
            .as_ref()
            .filter(|base| Some(*base) != self.address)
            .or(permalink.as_ref())
            .or(self.address);
        let mut body = self.content(item, base);
        let headline = Some(line(item.title.as_ref(), self.body))
            .filter(|title| !title.is_empty() && !begins_with(&body, title));
        self.add_media(&mut body, &item.media);
        if headline.is_none() && body.is_empty() {
            return None;
        }
        let updated = self.stamp(item.updated.as_deref());
        let published = self.stamp(item.published.as_deref());
        let modified = published
            .as_ref()
            .and_then(|published| updated.clone().filter(|updated| updated.at > published.at));
        Some(Entry {
            id: super::id(item, &body),
            label: None,
            headline,
            body,
            published: published.or(updated),
            modified,
            authors: authors(&item.authors, self.address),
            permalink,
            marks: Marks::default(),
            provenance: crate::model::Provenance::default(),
        })
    }

    /// Says when an item was published, else when it was changed; `None` for what has no time, which may be old.
    pub fn at(&self, item: &Item) -> Option<DateTime<Utc>> {
        let published = self.stamp(item.published.as_deref());
        let stamp = published.or_else(|| self.stamp(item.updated.as_deref()));
        stamp.map(|stamp| stamp.utc())
    }

    fn stamp(&self, text: Option<&str>) -> Option<Stamp> {
        parse_machine(text?, TimeBasis::Feed, self.ctx)
    }

    fn content(&self, item: &Item, base: Option<&WebUrl>) -> Body {
        let full = item.content.as_ref();
        let Some(text) = full.or(item.summary.as_ref()) else {
            return Body::default();
        };
        // Many feeds call HTML plain text; plain text with line breaks would lose them as HTML.
        if text.is_html || has_markup(&text.content) {
            let own = text
                .base
                .as_ref()
                .filter(|own| Some(*own) != item.base.as_ref());
            (self.body)(&text.content, own.or(base))
        } else {
            Body::from_plain(&text.content)
        }
    }

    /// Adds pictures, films and sound that stand beside the content and not in it.
    fn add_media(&self, body: &mut Body, media: &[Medium]) {
        for medium in media {
            let block = match medium.kind {
                Some(MediumKind::Film) => self.embed(medium, EmbedKind::Video),
                Some(MediumKind::Sound) => self.embed(medium, EmbedKind::Audio),
                Some(MediumKind::Picture) => self.picture(medium, &medium.files),
                None => self.picture(medium, &medium.thumbnails),
            };
            body.blocks
                .extend(block.filter(|block| !shows(body, block)));
        }
    }

    fn picture(&self, medium: &Medium, files: &[(String, u32)]) -> Option<Block> {
        let candidates: Vec<_> = files
            .iter()
            .filter_map(|(file, width)| Some((resolve(file, self.address)?, *width)))
            .collect();
        (!candidates.is_empty()).then(|| {
            Block::Image(Image {
                candidates,
                alt: Clean::default(),
                caption: line(medium.caption.as_ref(), self.body),
                credit: Clean::line(&medium.credit),
            })
        })
    }

    fn embed(&self, medium: &Medium, kind: EmbedKind) -> Option<Block> {
        let (file, _) = medium.files.first()?;
        Some(Block::Embed(Embed {
            links: Vec::new(),
            kind,
            provider: Clean::default(),
            author: Clean::default(),
            text: line(medium.caption.as_ref(), self.body),
            url: Some(resolve(file, self.address)?),
        }))
    }
}

/// Reads a title or description as one line; many hold HTML, whatever type they declare.
pub(super) fn line(text: Option<&Text>, body: BodyBuilder) -> Clean {
    let Some(text) = text else {
        return Clean::default();
    };
    if text.is_html || has_markup(&text.content) {
        Clean::line(&body(&text.content, None).text())
    } else {
        Clean::line(&text.content)
    }
}

/// Makes authors of the people that a feed names; many feeds put a whole byline into one of them.
pub(super) fn authors(people: &[Person], base: Option<&WebUrl>) -> Vec<Author> {
    let named = people.iter().flat_map(|person| {
        let page = person.address.as_deref();
        let page = page.and_then(|address| resolve(address, base));
        byline::authors(Clean::line(&person.name).as_str(), page)
    });
    named.collect()
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
