//! The rich text of an update: a small tree that every room can walk.

use serde::{Deserialize, Serialize};

use super::{Clean, WebUrl};

/// Deepest nesting of blocks that is kept; what lies deeper is flattened into its parent.
pub const MAX_DEPTH: usize = 16;

/// A rich text: a sequence of blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Body {
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
}

/// One block of a rich text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A heading inside the update; `level` is 1 to 6 as in HTML.
    Heading {
        /// 1 to 6.
        level: u8,
        /// The heading's text.
        text: Vec<Inline>,
    },
    /// A quotation and whom it is attributed to.
    Quote {
        /// What is quoted.
        blocks: Vec<Block>,
        /// The attribution, where one is marked.
        cite: Option<Clean>,
    },
    /// An ordered or unordered list.
    List {
        /// The first number of an ordered list; `None` for an unordered one.
        start: Option<u32>,
        /// The items in order.
        items: Vec<ListItem>,
    },
    /// A table; rows may differ in length.
    Table {
        /// The rows from top to bottom.
        rows: Vec<TableRow>,
        /// The table's caption; empty where there is none.
        caption: Clean,
    },
    /// Preformatted text: line breaks and runs of spaces are meant.
    Preformatted(Clean),
    /// A thematic break.
    Rule,
    /// A picture.
    Image(Image),
    /// Something of another place: a post, a video, a poll.
    Embed(Embed),
}

/// One item of a list: blocks, so that lists nest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ListItem {
    /// The item's blocks.
    pub blocks: Vec<Block>,
}

/// One row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    /// Whether the row's cells are headings.
    pub header: bool,
    /// The cells from left to right.
    pub cells: Vec<Vec<Inline>>,
}

/// A run of text in one style and, where it is part of a link, with its target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inline {
    /// The text; may begin or end with one space, and holds `\n` only for a forced line break.
    pub text: Clean,
    /// How it is emphasised.
    #[serde(default, skip_serializing_if = "Emphasis::is_plain")]
    pub emphasis: Emphasis,
    /// Where it leads. Neighbouring runs with the same target are one link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<WebUrl>,
}

/// The emphasis of a run of text; the marks combine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four marks that combine freely, as in HTML"
)]
pub struct Emphasis {
    /// Bold (`strong`, `b`).
    pub strong: bool,
    /// Italic (`em`, `i`).
    pub emphasis: bool,
    /// Code (`code`, `kbd`, `samp`).
    pub code: bool,
    /// Struck through (`s`, `del`).
    pub struck: bool,
}

impl Emphasis {
    /// Tells whether no mark is set.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// A picture with everything a reader needs without seeing it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Image {
    /// Candidate files with their widths in pixels (0 where unknown), the publisher's order.
    pub candidates: Vec<(WebUrl, u32)>,
    /// The text alternative; empty where the caption says the same.
    pub alt: Clean,
    /// The caption without its credit.
    pub caption: Clean,
    /// Photographer or agency.
    pub credit: Clean,
}

impl Image {
    /// Returns the widest candidate's address.
    #[must_use]
    pub fn url(&self) -> Option<&WebUrl> {
        // `max_by_key` prefers the last of equals; the publisher's first is its default.
        self.candidates
            .iter()
            .rev()
            .max_by_key(|(_, width)| *width)
            .map(|(url, _)| url)
    }

    /// Returns the address of the narrowest candidate that is known to have so many pixels across, else of the widest.
    #[must_use]
    pub fn url_for(&self, pixels: u32) -> Option<&WebUrl> {
        let enough = self.candidates.iter().filter(|(_, width)| *width >= pixels);
        enough
            .min_by_key(|(_, width)| *width)
            .map(|(url, _)| url)
            .or_else(|| self.url())
    }

    /// Tells whether there is a file, and none that is known to be an icon or a pixel that counts readers.
    #[must_use]
    pub fn is_worth_showing(&self) -> bool {
        const ICON: u32 = 100;
        let widest = self.candidates.iter().map(|(_, width)| *width).max();
        widest.is_some_and(|width| width == 0 || width >= ICON)
    }

    /// Returns the best words for the picture: its caption, else its text alternative.
    #[must_use]
    pub fn words(&self) -> &Clean {
        if self.caption.is_empty() {
            &self.alt
        } else {
            &self.caption
        }
    }
}

/// Something of another place that the update shows: named by what it is, never silently dropped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Embed {
    /// What kind of thing it is.
    pub kind: EmbedKind,
    /// Where it comes from, as people call it ("X", "YouTube"); empty where unknown.
    pub provider: Clean,
    /// Who made it, with the handle where there is one; empty where unknown.
    pub author: Clean,
    /// Its text or title; empty where unknown.
    pub text: Clean,
    /// The links within its text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Its address.
    pub url: Option<WebUrl>,
}

/// The kinds of embed that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmbedKind {
    /// A post on a social network.
    Post,
    /// A video.
    Video,
    /// A sound recording or podcast.
    Audio,
    /// A poll.
    Poll,
    /// A score line.
    Score,
    /// A map.
    Map,
    /// A document.
    Document,
    /// A pointer to another article, set apart from the text.
    Article,
    /// Anything else.
    Other,
}

impl EmbedKind {
    /// Returns the word that labels the kind on every output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Poll => "poll",
            Self::Score => "score",
            Self::Map => "map",
            Self::Document => "document",
            Self::Article => "article",
            Self::Other => "embed",
        }
    }
}

/// A link of a body, in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The words that carry the link.
    pub text: Clean,
    /// Where it leads.
    pub url: WebUrl,
}

impl Inline {
    /// Makes a plain run of text.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self {
            text: Clean::inline(text),
            emphasis: Emphasis::default(),
            link: None,
        }
    }
}

/// Receives the parts of a body in reading order; see [`Body::walk`].
pub trait Visitor {
    /// Meets one sequence of runs: a paragraph, a heading, a cell.
    fn inlines(&mut self, runs: &[Inline]);
    /// Meets a picture.
    fn image(&mut self, _image: &Image) {}
    /// Meets an embed.
    fn embed(&mut self, _embed: &Embed) {}
    /// Meets text without inline structure: preformatted text, attributions, table captions.
    fn text(&mut self, _text: &Clean) {}
}

impl Body {
    /// Makes a body of plain paragraphs; empty lines part them.
    #[must_use]
    pub fn from_plain(text: &str) -> Self {
        let blocks = text
            .split("\n\n")
            .map(Clean::line)
            .filter(|p| !p.is_empty())
            .map(|text| {
                Block::Paragraph(vec![Inline {
                    text,
                    emphasis: Emphasis::default(),
                    link: None,
                }])
            })
            .collect();
        Self { blocks }
    }

    /// Tells whether the body has no block.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Shows every part to a visitor, in reading order.
    pub fn walk(&self, visitor: &mut impl Visitor) {
        walk(&self.blocks, visitor);
    }

    /// Returns the links in reading order, those of embeds among them: first the links within an embed's text, then
    /// its own address.
    #[must_use]
    pub fn links(&self) -> Vec<Link> {
        struct Links(Vec<Link>);
        impl Visitor for Links {
            fn inlines(&mut self, runs: &[Inline]) {
                for (text, url) in link_runs(runs) {
                    self.0.push(Link {
                        text: Clean::line(&text),
                        url: url.clone(),
                    });
                }
            }
            fn embed(&mut self, embed: &Embed) {
                self.0.extend(embed.links.iter().cloned());
                if let Some(url) = &embed.url {
                    // An address in a post that has a link of its own is not what the post's own link claims.
                    let named = super::link::named_elsewhere(embed.text.as_str(), url);
                    let is_own = |host: &String| embed.links.iter().any(|own| own.leads_to(host));
                    let text = if embed.text.is_empty() || named.as_ref().is_some_and(is_own) {
                        &embed.author
                    } else {
                        &embed.text
                    };
                    self.0.push(Link {
                        text: text.clone(),
                        url: url.clone(),
                    });
                }
            }
        }
        let mut links = Links(Vec::new());
        self.walk(&mut links);
        links.0
    }

    /// Returns the pictures in reading order.
    #[must_use]
    pub fn images(&self) -> Vec<&Image> {
        // A visitor cannot lend what it is shown, so this walks by hand.
        let mut found = Vec::new();
        let mut rest: Vec<&Block> = self.blocks.iter().rev().collect();
        while let Some(block) = rest.pop() {
            match block {
                Block::Image(image) => found.push(image),
                Block::Quote { blocks, .. } => rest.extend(blocks.iter().rev()),
                Block::List { items, .. } => {
                    rest.extend(items.iter().flat_map(|i| i.blocks.iter()).rev());
                }
                _ => {}
            }
        }
        found
    }

    /// Returns all words as plain text, a blank line between blocks; captions and embeds included.
    #[must_use]
    pub fn text(&self) -> String {
        struct Words(Vec<String>);
        impl Visitor for Words {
            fn inlines(&mut self, runs: &[Inline]) {
                self.0.push(runs.iter().map(|r| r.text.as_str()).collect());
            }
            fn image(&mut self, image: &Image) {
                self.0.push(image.words().as_str().to_owned());
            }
            fn embed(&mut self, embed: &Embed) {
                let parts = [&embed.author, &embed.text].map(Clean::as_str);
                self.0.push(
                    parts
                        .into_iter()
                        .filter(|p| !p.is_empty())
                        .collect::<Vec<_>>()
                        .join(": "),
                );
            }
            fn text(&mut self, text: &Clean) {
                self.0.push(text.as_str().to_owned());
            }
        }
        let mut words = Words(Vec::new());
        self.walk(&mut words);
        words.0.retain(|w| !w.trim().is_empty());
        words.0.join("\n\n")
    }
}

fn walk(blocks: &[Block], visitor: &mut impl Visitor) {
    for block in blocks {
        match block {
            Block::Paragraph(runs) | Block::Heading { text: runs, .. } => visitor.inlines(runs),
            Block::Quote { blocks, cite } => {
                walk(blocks, visitor);
                if let Some(cite) = cite {
                    visitor.text(cite);
                }
            }
            Block::List { items, .. } => items.iter().for_each(|i| walk(&i.blocks, visitor)),
            Block::Table { rows, caption } => {
                rows.iter()
                    .flat_map(|r| &r.cells)
                    .for_each(|c| visitor.inlines(c));
                if !caption.is_empty() {
                    visitor.text(caption);
                }
            }
            Block::Preformatted(text) => visitor.text(text),
            Block::Rule => {}
            Block::Image(image) => visitor.image(image),
            Block::Embed(embed) => visitor.embed(embed),
        }
    }
}

/// Joins neighbouring runs of one target; yields the links' words and targets.
fn link_runs(runs: &[Inline]) -> Vec<(String, &WebUrl)> {
    let mut links: Vec<(String, &WebUrl)> = Vec::new();
    let mut open = false;
    for run in runs {
        match (&run.link, links.last_mut()) {
            (Some(url), Some((text, last))) if open && *last == url => {
                text.push_str(run.text.as_str());
            }
            (Some(url), _) => links.push((run.text.as_str().to_owned(), url)),
            (None, _) => {}
        }
        open = run.link.is_some();
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A post whose text names `t.example`, with a link of its own there or none.
    fn post(own: &[&str]) -> Body {
        let url = |address: &str| WebUrl::parse(address).unwrap();
        let own = own.iter().map(|address| Link {
            text: Clean::line(address),
            url: url(address),
        });
        Body {
            blocks: vec![Block::Embed(Embed {
                kind: EmbedKind::Post,
                provider: Clean::line("Social"),
                author: Clean::line("Kim Roe (@kim)"),
                text: Clean::line("Our advice: https://t.example/a1"),
                links: own.collect(),
                url: Some(url("https://social.example/kim/1")),
            })],
        }
    }

    #[test]
    fn an_address_in_a_post_with_a_link_of_its_own_does_not_make_the_post_misleading() {
        let links = post(&["https://t.example/a1"]).links();
        let marked: Vec<_> = links.iter().map(Link::misleading_host).collect();
        assert_eq!(marked, [None, None]);
        let links = post(&[]).links();
        assert_eq!(links[0].misleading_host().as_deref(), Some("t.example"));
    }
}
