//! HTML to rich text.

mod markers;
mod runs;

use std::collections::HashSet;

use ego_tree::NodeRef;
use scraper::{ElementRef, Node};

use self::runs::{InlineStyle, Run, flattened, is_inline, trimmed};
use super::{embed, picture, poll, running_time::running_time};
use crate::{
    model::{Block, Body, Clean, Emphasis, Image, Inline, ListItem, MAX_DEPTH, TableRow, WebUrl},
    source::dom::{
        bounded_html,
        element::{self, attr},
    },
    source::dom::{emoji, links, noise, numbered::IdSet},
};

/// The most text of one update, in bytes.
const TEXT_CAP: usize = 64 * 1024;
/// The longest text that is the length of a film, in bytes.
const LENGTH: usize = 12;
/// What a block, or an item of a list, counts as beside its text.
const BLOCK: usize = 16;

/// Reads a text that may be plain, HTML or escaped HTML.
pub(in crate::source) fn from_text_or_html(text: &str, base: Option<&WebUrl>) -> Body {
    let looks_like_html = |text: &str| {
        let tags = [
            "<p",
            "<br",
            "<a ",
            "<div",
            "<strong",
            "<em",
            "<b>",
            "<i>",
            "<ul",
            "<ol",
            "<h",
            "<blockquote",
            "<span",
            "<img",
            "<figure",
            "<iframe",
            "</",
        ];
        text.contains('<') && tags.iter().any(|tag| text.contains(tag))
    };
    if looks_like_html(text) {
        return from_html(text, base);
    }
    // HTML that was escaped, once or twice.
    let text = if text.contains('&') {
        crate::source::dom::entities::unescaped(text)
    } else {
        text.to_owned()
    };
    if looks_like_html(&text) {
        return from_html(&text, base);
    }
    // One line feed parts paragraphs as well as two do: flattened text has no other line feeds.
    let plain = Body::from_plain(&text.replace("\r\n", "\n").replace('\n', "\n\n"));
    markers::taken_out(plain)
}

/// Reads a piece of HTML.
pub(in crate::source) fn from_html(html: &str, base: Option<&WebUrl>) -> Body {
    let parsed = bounded_html::parse(html).html;
    read(parsed.root_element(), base, &IdSet::default())
}

/// Reads an element's content, without the nodes in `skip` and whatever is no text.
pub(in crate::source) fn read(root: ElementRef<'_>, base: Option<&WebUrl>, skip: &IdSet) -> Body {
    let mut builder = Builder::new(base, skip);
    builder.children(*only_article(root).unwrap_or(root));
    builder.finish()
}

/// The article that is all of an element, whatever template it is named for: `node--view-mode-teaser`.
fn only_article(root: ElementRef<'_>) -> Option<ElementRef<'_>> {
    let is_blank = |node: &NodeRef<'_, Node>| {
        let text = node.value().as_text();
        node.value().is_comment() || text.is_some_and(|text| text.trim().is_empty())
    };
    let mut children = root.children().filter(|node| !is_blank(node));
    let only = ElementRef::wrap(children.next()?)?;
    (only.value().name() == "article" && children.next().is_none()).then_some(only)
}

/// Reads an element's content as [`read`] does, pointers to other stories included.
pub(in crate::source) fn read_pointers(
    root: ElementRef<'_>,
    base: Option<&WebUrl>,
    skip: &IdSet,
) -> Body {
    let mut builder = Builder::new(base, skip);
    builder.is_noise = noise::is_furnishing;
    builder.children(*root);
    builder.finish()
}

/// Reads an element with what it is itself: a list, a quotation, a table.
pub(in crate::source) fn read_whole(found: ElementRef<'_>, base: Option<&WebUrl>) -> Body {
    let skip = IdSet::default();
    let mut builder = Builder::new(base, &skip);
    builder.node(*found);
    builder.finish()
}

struct Builder<'a> {
    base: Option<&'a WebUrl>,
    skip: &'a IdSet,
    /// Tells what is no text.
    is_noise: fn(ElementRef<'_>) -> bool,
    /// Blocks of the open containers, innermost last.
    levels: Vec<Vec<Block>>,
    /// The open paragraph.
    runs: Vec<Run>,
    look: InlineStyle,
    bytes: usize,
    /// Pictures that were met: lazy loaders repeat them.
    pictures: HashSet<String>,
    /// Which of the outermost blocks are cards that point to another story.
    cards: Vec<usize>,
}

/// More cards than this are a list of stories and no part of a text.
const CARDS: usize = 2;

impl<'a> Builder<'a> {
    fn new(base: Option<&'a WebUrl>, skip: &'a IdSet) -> Self {
        Self {
            base,
            skip,
            is_noise: noise::is_noise,
            levels: vec![Vec::new()],
            runs: Vec::new(),
            look: InlineStyle::default(),
            bytes: 0,
            pictures: HashSet::new(),
            cards: Vec::new(),
        }
    }

    fn finish(mut self) -> Body {
        self.end_paragraph();
        let mut blocks = self.levels.pop().unwrap_or_default();
        let has_text = blocks
            .iter()
            .any(|block| matches!(block, Block::Paragraph(_)));
        if self.cards.len() > CARDS || !has_text {
            for card in self.cards.iter().rev() {
                blocks.remove(*card);
            }
        }
        Body { blocks }
    }

    // The parser's door bounds depth, so recursion over the tree is bounded too.
    fn children(&mut self, node: NodeRef<'_, Node>) {
        for child in node.children() {
            self.node(child);
        }
    }

    fn node(&mut self, node: NodeRef<'_, Node>) {
        if self.skip.contains(&node.id()) || self.bytes > TEXT_CAP {
            return;
        }
        match node.value() {
            Node::Text(text) => self.push_text(&text.text),
            Node::Element(_) => {
                if let Some(element) = ElementRef::wrap(node) {
                    self.element(element);
                }
            }
            _ => {}
        }
    }

    fn element(&mut self, found: ElementRef<'_>) {
        let name = found.value().name();
        if name == "noscript" {
            return self.noscript(found);
        }
        if let Some(letters) = emoji_of(found) {
            return self.push_text(&letters);
        }
        if name == "script" {
            if let Some(embed) = embed::named(found, self.base) {
                self.push_block(Block::Embed(embed));
            }
            return;
        }
        if (self.is_noise)(found) && !noise::is_folded(found) {
            if let Some(asked) = poll::read(found) {
                self.end_paragraph();
                asked.into_iter().for_each(|block| self.push(block));
                return;
            }
            // What only points elsewhere is no text; where it points stays.
            if self.levels.len() == 1
                && noise::is_pointer(found)
                && let Some(card) = embed::card(found, self.base)
            {
                self.end_paragraph();
                self.cards.extend(self.levels.first().map(Vec::len));
                self.push(Block::Embed(card));
            }
            return;
        }
        if self.is_caption_of_last(found) || is_length(found) {
            return;
        }
        if let Some(embed) = embed::named(found, self.base) {
            return self.push_block(Block::Embed(embed));
        }
        match name {
            "br" => self.push_break(),
            "a" => self.anchor(found),
            "strong" | "b" => self.emphasised(found, |e| e.strong = true),
            "em" | "i" => self.emphasised(found, |e| e.emphasis = true),
            "code" | "kbd" | "samp" | "tt" => self.emphasised(found, |e| e.code = true),
            "s" | "strike" | "del" => self.emphasised(found, |e| e.struck = true),
            "q" => {
                self.push_text("“");
                self.children(*found);
                self.push_text("”");
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(found),
            "blockquote" => self.quote(found),
            "ul" | "ol" => self.list(found),
            "table" => self.table(found),
            "pre" => self.preformatted(found),
            "hr" => self.push_block(Block::Rule),
            "figure" | "picture" | "img" | "amp-img" | "image" | "amp-anim" => self.figure(found),
            _ if embed::is_embed(name) => {
                if let Some(embed) = embed::read(found, self.base) {
                    self.push_block(Block::Embed(embed));
                }
            }
            _ if is_inline(name) => self.children(*found),
            _ if picture::is_box(found) => self.figure(found),
            _ => {
                self.end_paragraph();
                self.children(*found);
                self.end_paragraph();
            }
        }
    }

    /// A fallback for lazy pictures: only pictures, and only those that were not met yet.
    fn noscript(&mut self, found: ElementRef<'_>) {
        for picture in found.descendants().filter_map(ElementRef::wrap) {
            if matches!(picture.value().name(), "img" | "iframe") {
                self.element(picture);
            }
        }
    }

    fn anchor(&mut self, found: ElementRef<'_>) {
        let holds_picture = found
            .descendants()
            .filter_map(ElementRef::wrap)
            .any(|e| matches!(e.value().name(), "img" | "picture" | "amp-img" | "figure"));
        let target = attr(found, "href").and_then(|href| links::resolve(href, self.base));
        if holds_picture && element::text(found).is_empty() {
            return self.children(*found);
        }
        let before = std::mem::replace(&mut self.look.link, target);
        self.children(*found);
        self.look.link = before;
    }

    fn emphasised(&mut self, found: ElementRef<'_>, set: impl FnOnce(&mut Emphasis)) {
        let before = self.look.emphasis;
        set(&mut self.look.emphasis);
        self.children(*found);
        self.look.emphasis = before;
    }

    fn heading(&mut self, found: ElementRef<'_>) {
        self.end_paragraph();
        let level = found
            .value()
            .name()
            .as_bytes()
            .get(1)
            .map_or(2, |digit| digit - b'0');
        self.children(*found);
        let runs = self.take_runs();
        if !runs.is_empty() {
            self.push(Block::Heading { level, text: runs });
        }
    }

    fn quote(&mut self, found: ElementRef<'_>) {
        if embed::is_post(found)
            && let Some(post) = embed::read_post(found, self.base)
        {
            return self.push_block(Block::Embed(post));
        }
        let cite = found
            .descendants()
            .filter_map(ElementRef::wrap)
            .find(|e| matches!(e.value().name(), "cite" | "footer" | "figcaption"));
        let attribution = cite.map(|c| {
            Clean::line_capped(
                element::text(c).trim_start_matches(['—', '–', '-', ' ']),
                200,
            )
        });
        let mut blocks = self.container(found);
        if let (Some(cite), Some(Block::Paragraph(runs))) = (&attribution, blocks.last()) {
            // The attribution is inside of the quotation's text as well: once is enough.
            let text: String = runs.iter().map(|run| run.text.as_str()).collect();
            if element::letters(&text) == element::letters(cite.as_str()) {
                blocks.pop();
            }
        }
        if !blocks.is_empty() {
            self.push(Block::Quote {
                blocks,
                cite: attribution.filter(|c| !c.is_empty()),
            });
        }
    }

    /// Reads an element into blocks of its own.
    fn container(&mut self, found: ElementRef<'_>) -> Vec<Block> {
        self.end_paragraph();
        if self.levels.len() > MAX_DEPTH {
            self.children(*found);
            self.end_paragraph();
            return Vec::new();
        }
        self.levels.push(Vec::new());
        self.children(*found);
        self.end_paragraph();
        self.levels.pop().unwrap_or_default()
    }

    fn list(&mut self, found: ElementRef<'_>) {
        self.end_paragraph();
        let start = (found.value().name() == "ol").then(|| {
            attr(found, "start")
                .and_then(|s| s.parse().ok())
                .unwrap_or(1)
        });
        let mut items: Vec<ListItem> = Vec::new();
        for child in found.children().filter_map(ElementRef::wrap) {
            if self.skip.contains(&child.id()) || (self.is_noise)(child) {
                continue;
            }
            let blocks = self.container(child);
            let nested = matches!(child.value().name(), "ul" | "ol");
            match items.last_mut().filter(|_| nested) {
                Some(last) => last.blocks.extend(blocks),
                None if !blocks.is_empty() => {
                    self.bytes += BLOCK;
                    items.push(ListItem { blocks });
                }
                None => {}
            }
        }
        if !items.is_empty() {
            self.push(Block::List { start, items });
        }
    }

    fn table(&mut self, found: ElementRef<'_>) {
        self.end_paragraph();
        let of_this = |e: &ElementRef<'_>| {
            e.ancestors()
                .filter_map(ElementRef::wrap)
                .find(|a| a.value().name() == "table")
                .map(|t| t.id())
                == Some(found.id())
        };
        let mut rows = Vec::new();
        let mut caption = Clean::default();
        for part in found
            .descendants()
            .filter_map(ElementRef::wrap)
            .filter(of_this)
        {
            match part.value().name() {
                "caption" => caption = Clean::line_capped(&element::text(part), 300),
                "tr" => rows.push(self.row(part)),
                _ => {}
            }
        }
        rows.retain(|row| !row.cells.iter().all(Vec::is_empty));
        // A table of one column is layout, not data.
        if rows.iter().all(|row| row.cells.len() <= 1) {
            for cell in rows
                .into_iter()
                .flat_map(|row| row.cells)
                .filter(|cell| !cell.is_empty())
            {
                self.push(Block::Paragraph(cell));
            }
        } else {
            self.push(Block::Table { rows, caption });
        }
    }

    fn row(&mut self, row: ElementRef<'_>) -> TableRow {
        let mut cells = Vec::new();
        let mut headings = 0;
        for cell in row.children().filter_map(ElementRef::wrap) {
            if !matches!(cell.value().name(), "td" | "th") {
                continue;
            }
            headings += usize::from(cell.value().name() == "th");
            // Blocks in a cell become one line: a cell is a sequence of runs.
            let blocks = self.container(cell);
            cells.push(flattened(blocks));
        }
        TableRow {
            header: headings > 0 && headings == cells.len(),
            cells,
        }
    }

    fn preformatted(&mut self, found: ElementRef<'_>) {
        let raw: String = found.text().collect();
        let text = Clean::preformatted(raw.trim_matches('\n'));
        if !text.is_empty() {
            self.bytes += text.as_str().len();
            self.push_block(Block::Preformatted(text));
        }
    }

    fn figure(&mut self, found: ElementRef<'_>) {
        let holds_other = found.descendants().filter_map(ElementRef::wrap).any(|e| {
            let name = e.value().name();
            embed::is_embed(name) || matches!(name, "blockquote" | "table" | "pre")
        });
        if found.value().name() == "figure" && holds_other {
            self.end_paragraph();
            self.children(*found);
            return self.end_paragraph();
        }
        if let Some(story) = embed::story(found, self.base) {
            return self.push_block(Block::Embed(story));
        }
        let pictures = found
            .descendants()
            .filter_map(ElementRef::wrap)
            .filter(|e| matches!(e.value().name(), "img" | "amp-img"))
            .count();
        if let Some(image) = picture::read(found, self.base) {
            self.picture(image);
        } else if found.value().name() == "figure" && pictures == 0 {
            self.end_paragraph();
            self.children(*found);
            self.end_paragraph();
        }
    }

    /// Gives a caption that stands behind its picture, outside of any figure, to the picture; tells whether it was one.
    fn is_caption_of_last(&mut self, found: ElementRef<'_>) -> bool {
        let last = self.levels.last_mut().and_then(|level| level.last_mut());
        let Some(Block::Image(image)) = last else {
            return false;
        };
        if !self.runs.is_empty() || !image.caption.is_empty() {
            return false;
        }
        let Some((caption, credit)) = picture::caption(found) else {
            return false;
        };
        (image.caption, image.credit) = (caption, credit);
        image.alt = picture::unless_repeated(&image.alt, &image.caption);
        true
    }

    fn picture(&mut self, image: Image) {
        let name = |(url, _): &(WebUrl, u32)| url.as_url().path().to_owned();
        let known = image
            .candidates
            .iter()
            .any(|c| self.pictures.contains(&name(c)));
        self.pictures.extend(image.candidates.iter().map(name));
        if !known {
            self.push_block(Block::Image(image));
        }
    }

    fn push_text(&mut self, text: &str) {
        let Some((before, marker, after)) = markers::first(text) else {
            return self.push_words(text);
        };
        self.push_words(before);
        // In the middle of a sentence it is nothing; on its own it stands for what is not here.
        let alone = self.runs.iter().all(|run| run.text.trim().is_empty());
        if alone && self.look.link.is_none() {
            self.push_block(Block::Embed(markers::stub(marker)));
        }
        self.push_text(after);
    }

    fn push_words(&mut self, text: &str) {
        // What is over the cap is left out at the next node; no more of this one is cleaned than that takes.
        let mut ends = (0..=text.len().min(TEXT_CAP)).rev();
        let end = ends.find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        let clean = Clean::inline(text.get(..end).unwrap_or(text));
        let after_blank = self
            .runs
            .last()
            .is_none_or(|run| run.text.ends_with([' ', '\n']));
        let words = if after_blank {
            clean.as_str().trim_start_matches(' ')
        } else {
            clean.as_str()
        };
        if words.is_empty() {
            return;
        }
        self.bytes += words.len();
        if let Some(last) = self.runs.last_mut()
            && last.look == self.look
            && !last.text.ends_with('\n')
        {
            last.text.push_str(words);
            return;
        }
        self.runs.push(Run {
            text: words.to_owned(),
            look: self.look.clone(),
        });
    }

    /// One break is a break; two are a new paragraph.
    fn push_break(&mut self) {
        match self.runs.last() {
            None => {}
            Some(last) if last.text == "\n" => self.end_paragraph(),
            Some(_) => self.runs.push(Run {
                text: "\n".to_owned(),
                look: InlineStyle::default(),
            }),
        }
    }

    fn take_runs(&mut self) -> Vec<Inline> {
        trimmed(std::mem::take(&mut self.runs))
    }

    fn end_paragraph(&mut self) {
        let runs = self.take_runs();
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        if !text.trim().is_empty() && !noise::is_furniture(&text) {
            self.push(Block::Paragraph(runs));
        }
    }

    fn push_block(&mut self, block: Block) {
        self.end_paragraph();
        self.push(block);
    }

    fn push(&mut self, block: Block) {
        self.bytes += BLOCK;
        if let Some(level) = self.levels.last_mut() {
            level.push(block);
        }
    }
}

/// Tells whether an element says how long a film takes, and nothing else.
fn is_length(found: ElementRef<'_>) -> bool {
    element::has_name_word(found, |word| word == "duration")
        && element::short_text(found, LENGTH).is_some_and(|text| running_time(&text).is_some())
}

/// The letters that a picture stands for.
fn emoji_of(found: ElementRef<'_>) -> Option<String> {
    match found.value().name() {
        "img" | "amp-img" => emoji::letters(found),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
