//! The rich text of a post: typed blocks, each with a model that holds more of them.
//!
//! A paragraph's model has its text twice, whole and in fragments; only the fragments know what is bold and linked.

use serde_json::Value;

use crate::{
    model::{Block, Clean, Embed, EmbedKind, Emphasis, Image, Inline, ListItem, MAX_DEPTH, WebUrl},
    source::{
        dom::links,
        field::{body, embed},
        read::state,
    },
};

/// Where pictures are served: width, origin and locator follow.
const PICTURES: &str = "https://ichef.bbci.co.uk/ace/ws";
/// Widths in which they are, in pixels.
const WIDTHS: [u32; 2] = [800, 480];

/// Returns what a block says it is.
pub(super) fn kind(block: &Value) -> &str {
    block
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// Reads the blocks of a post's content.
pub(super) fn read(blocks: &[Value], base: Option<&WebUrl>) -> Vec<Block> {
    let mut read = Vec::new();
    append(blocks, base, MAX_DEPTH, &mut read);
    read
}

/// Reads a block as a heading inside the post.
pub(super) fn heading(block: &Value, base: Option<&WebUrl>) -> Option<Block> {
    let text = inlines(block, base);
    (!is_blank(&text)).then_some(Block::Heading { level: 4, text })
}

fn append(blocks: &[Value], base: Option<&WebUrl>, depth: usize, read: &mut Vec<Block>) {
    if depth == 0 {
        return;
    }
    let within = |block: &Value| {
        let mut inner = Vec::new();
        append(nested(block), base, depth - 1, &mut inner);
        inner
    };
    for block in blocks {
        match kind(block) {
            "paragraph" | "fragment" | "urlLink" => {
                let runs = inlines(block, base);
                if !is_blank(&runs) {
                    read.push(Block::Paragraph(runs));
                }
            }
            "headline" | "subheadline" | "subheading" => read.extend(heading(block, base)),
            "unorderedList" => read.extend(list(block, None, within)),
            "orderedList" => read.extend(list(block, Some(1), within)),
            "blockquote" | "quote" | "pullQuote" => {
                let blocks = within(block);
                if !blocks.is_empty() {
                    read.push(Block::Quote { blocks, cite: None });
                }
            }
            "image" => read.extend(image(block).map(Block::Image)),
            "video" => read.extend(media(block, EmbedKind::Video, base)),
            "audio" => read.extend(media(block, EmbedKind::Audio, base)),
            "social" | "embed" | "oEmbed" | "externalEmbed" => read.extend(embed(block, base)),
            _ => {
                let inner = within(block);
                if inner.is_empty() {
                    read.extend(embed(block, base));
                } else {
                    read.extend(inner);
                }
            }
        }
    }
}

fn nested(block: &Value) -> &[Value] {
    let blocks = block.pointer("/model/blocks").and_then(Value::as_array);
    blocks.map_or(&[], Vec::as_slice)
}

fn word<'a>(block: &'a Value, pointer: &str) -> Option<&'a str> {
    let text = block.pointer(pointer)?.as_str()?.trim();
    (!text.is_empty()).then_some(text)
}

fn is_blank(runs: &[Inline]) -> bool {
    runs.iter().all(|run| run.text.as_str().trim().is_empty())
}

/// The words of a block and all below it, in one style each.
fn inlines(block: &Value, base: Option<&WebUrl>) -> Vec<Inline> {
    let mut runs = Vec::new();
    collect(
        block,
        (base, None),
        Emphasis::default(),
        MAX_DEPTH,
        &mut runs,
    );
    runs
}

fn collect(
    block: &Value,
    (base, link): (Option<&WebUrl>, Option<&WebUrl>),
    mut emphasis: Emphasis,
    depth: usize,
    runs: &mut Vec<Inline>,
) {
    let marks = block.pointer("/model/attributes").and_then(Value::as_array);
    for mark in marks.into_iter().flatten().filter_map(Value::as_str) {
        match mark {
            "bold" => emphasis.strong = true,
            "italic" => emphasis.emphasis = true,
            "strikethrough" => emphasis.struck = true,
            _ => {}
        }
    }
    let own = word(block, "/model/locator").filter(|_| kind(block) == "urlLink");
    let own = own.and_then(|locator| links::resolve(locator, base));
    let link = own.as_ref().or(link);
    let before = runs.len();
    if depth > 0 {
        for inner in nested(block) {
            collect(inner, (base, link), emphasis, depth - 1, runs);
        }
    }
    if runs.len() == before
        && let Some(text) = block.pointer("/model/text").and_then(Value::as_str)
        && !text.is_empty()
    {
        runs.push(Inline {
            text: Clean::inline(text),
            emphasis,
            link: link.cloned(),
        });
    }
}

fn list(block: &Value, start: Option<u32>, within: impl Fn(&Value) -> Vec<Block>) -> Option<Block> {
    let items = nested(block).iter().map(|item| ListItem {
        blocks: within(item),
    });
    let items: Vec<ListItem> = items.filter(|item| !item.blocks.is_empty()).collect();
    (!items.is_empty()).then_some(Block::List { start, items })
}

/// The first block of a kind directly below a block.
fn child<'a>(block: &'a Value, wanted: &str) -> Option<&'a Value> {
    nested(block).iter().find(|inner| kind(inner) == wanted)
}

/// The words of the first block of a kind directly below a block.
fn said(block: &Value, wanted: &str) -> Clean {
    let text = child(block, wanted).and_then(state::plain);
    Clean::line_capped(&text.unwrap_or_default(), 1000)
}

fn image(block: &Value) -> Option<Image> {
    let raw = child(block, "rawImage")?;
    let locator = word(raw, "/model/locator")?.trim_start_matches('/');
    let origin = word(raw, "/model/originCode")?;
    // Other origins are served in other ways.
    if !origin.starts_with("cps") {
        return None;
    }
    let candidates = WIDTHS
        .iter()
        .filter_map(|width| {
            let url = WebUrl::parse(&format!("{PICTURES}/{width}/{origin}/{locator}"));
            Some((url.ok()?, *width))
        })
        .collect::<Vec<_>>();
    let credit = word(raw, "/model/copyrightHolder").unwrap_or_default();
    (!candidates.is_empty()).then(|| Image {
        candidates,
        alt: said(block, "altText"),
        caption: said(block, "caption"),
        credit: Clean::line_capped(credit, 200),
    })
}

/// A video or a recording, named by its title.
fn media(block: &Value, kind: EmbedKind, base: Option<&WebUrl>) -> Option<Block> {
    let clip = child(block, "clipMedia").or_else(|| child(block, "aresMedia"));
    let part = |pointer| clip.and_then(|clip| word(clip, pointer));
    let url = part("/model/link/path").and_then(|path| links::resolve(path, base));
    let title = part("/model/video/title").or_else(|| part("/model/headlines/primaryHeadline"));
    let text = title.map_or_else(|| said(block, "caption"), |t| Clean::line_capped(t, 1000));
    (url.is_some() || !text.is_empty()).then(|| {
        Block::Embed(Embed {
            kind,
            provider: Clean::default(),
            author: Clean::default(),
            text,
            links: Vec::new(),
            url,
        })
    })
}

/// Something of another place: by its markup where that shows anything, else by its address.
fn embed(block: &Value, base: Option<&WebUrl>) -> Option<Block> {
    let offer = nested(block)
        .iter()
        .flat_map(|rendition| std::iter::once(rendition).chain(nested(rendition)))
        .find_map(|rendition| rendition.pointer("/model/oembed"));
    let markup = offer.and_then(|offer| word(offer, "/html"));
    let shown = markup.map(|html| body::from_html(html, base).blocks);
    let shown = shown.and_then(|blocks| {
        let mut embeds = blocks.into_iter();
        embeds.find(|block| matches!(block, Block::Embed(_)))
    });
    shown.or_else(|| {
        let places = ["/model/source", "/model/href", "/model/url"];
        let source = places.iter().find_map(|place| word(block, place));
        let url = source.or_else(|| word(offer?, "/url"));
        let url = url.and_then(|url| links::resolve(url, base))?;
        let title = word(block, "/model/title").unwrap_or_default();
        Some(Block::Embed(embed::pointer(&url, EmbedKind::Other, title)))
    })
}
