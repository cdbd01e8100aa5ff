//! The body of an update of state: its texts, pictures and nested parts, in their order.

use serde_json::{Map, Value};

use super::{elements, plain, rich, text_of};
use crate::{
    model::{Block, Clean, Image, WebUrl},
    source::{
        dom::links,
        field::{body, picture},
    },
};

/// Adds what a value says to a body: HTML and texts under the names that hold them, pictures, nested parts in order.
pub(super) fn append(value: &Value, base: Option<&WebUrl>, depth: usize, blocks: &mut Vec<Block>) {
    if depth == 0 {
        return;
    }
    match value {
        Value::String(text) => match written(text) {
            Some(value) => append(&value, base, depth - 1, blocks),
            None => blocks.extend(body::from_text_or_html(text, base).blocks),
        },
        Value::Array(list) => list.iter().for_each(|v| append(v, base, depth - 1, blocks)),
        Value::Object(object) => {
            if let Some(image) = picture(object, base) {
                blocks.push(Block::Image(image));
                return;
            }
            if let Some(html) = rich::block(object) {
                blocks.extend(body::from_text_or_html(&html, base).blocks);
                return;
            }
            let mut own = Vec::new();
            parts(object, base, depth, &mut own);
            blocks.extend(elements::finish(object, own, base));
        }
        _ => {}
    }
}

/// Reads a document that an editor wrote into a text.
fn written(text: &str) -> Option<Value> {
    let is_document = text.starts_with("{\"") || text.starts_with("[{\"");
    is_document.then(|| serde_json::from_str(text).ok())?
}

/// Names under which an object holds its words; the first that says anything counts.
const WORDS: &[&str] = &[
    "html",
    "rendered",
    "render",
    "richtext",
    "richText",
    "text",
    "plaintext",
    "plainText",
    "content",
    "value",
    "body",
];
/// Names under which an object holds further parts.
const PARTS: &[&str] = &[
    "json",
    "root",
    "data",
    "item",
    "items",
    "refs",
    "elements",
    "blocks",
    "paragraphs",
    "children",
    "model",
    "target",
    "components",
];

fn parts(
    object: &Map<String, Value>,
    base: Option<&WebUrl>,
    depth: usize,
    blocks: &mut Vec<Block>,
) {
    for name in WORDS {
        if let Some(value) = object.get(*name).filter(|v| !v.is_null()) {
            append(value, base, depth - 1, blocks);
            if !blocks.is_empty() {
                break;
            }
        }
    }
    let said = elements::words(blocks);
    for name in PARTS {
        if let Some(value) = object.get(*name).filter(|v| v.is_array() || v.is_object()) {
            let mut inner = Vec::new();
            append(value, base, depth - 1, &mut inner);
            // Some say a text whole, and once more in pieces.
            if !elements::repeats(&inner, &said) {
                blocks.extend(inner);
            }
        }
    }
}

/// Reads the picture that an update's own member is: an object, an address, or the first of several.
pub(super) fn lead(value: &Value, base: Option<&WebUrl>) -> Option<Image> {
    match value {
        Value::Array(list) => list.iter().find_map(|value| lead(value, base)),
        Value::Object(object) => pictured(object, base),
        Value::String(text) => {
            let url = links::resolve(text, base).filter(picture::accept)?;
            text.contains('/').then(|| Image {
                candidates: vec![(url, 0)],
                ..Image::default()
            })
        }
        _ => None,
    }
}

/// Reads an object that is a picture: it names itself one, and has an address somewhere.
fn picture(object: &Map<String, Value>, base: Option<&WebUrl>) -> Option<Image> {
    let kind = elements::kind(object);
    if !(kind.contains("image") || kind.contains("photo") || kind.contains("picture")) {
        return None;
    }
    pictured(object, base)
}

fn pictured(object: &Map<String, Value>, base: Option<&WebUrl>) -> Option<Image> {
    let mut candidates = Vec::new();
    addresses(object, base, 8, &mut candidates);
    candidates.sort_by_key(|(_, width)| std::cmp::Reverse(*width));
    candidates.truncate(6);
    let mut words = (String::new(), String::new(), String::new());
    captions(object, 8, &mut words);
    let line = |text: &str| Clean::line_capped(&body::from_text_or_html(text, None).text(), 1000);
    (!candidates.is_empty()).then(|| Image {
        candidates,
        alt: line(&words.0),
        caption: line(&words.1),
        credit: line(&words.2),
    })
}

fn addresses(
    object: &Map<String, Value>,
    base: Option<&WebUrl>,
    depth: usize,
    found: &mut Vec<(WebUrl, u32)>,
) {
    let fields = object.get("fields").and_then(Value::as_object);
    let width = text_of(object, &["width"]).or_else(|| text_of(fields?, &["width"]));
    let width = width.and_then(|w| w.parse().ok()).unwrap_or(0);
    for name in ["url", "src", "href", "uri", "masterUrl"] {
        let url = object
            .get(name)
            .and_then(Value::as_str)
            .and_then(|u| links::resolve(u, base));
        found.extend(url.filter(picture::accept).map(|url| (url, width)));
    }
    let inside = object.values();
    inside.for_each(|v| addresses_in(v, base, depth - 1, found));
}

fn addresses_in(
    value: &Value,
    base: Option<&WebUrl>,
    depth: usize,
    found: &mut Vec<(WebUrl, u32)>,
) {
    match value {
        Value::Object(object) if depth > 0 => addresses(object, base, depth, found),
        Value::Array(list) if depth > 0 => list
            .iter()
            .for_each(|v| addresses_in(v, base, depth - 1, found)),
        _ => {}
    }
}

fn captions(object: &Map<String, Value>, depth: usize, words: &mut (String, String, String)) {
    if depth == 0 {
        return;
    }
    for (name, slot) in [
        ("alt", &mut words.0),
        ("caption", &mut words.1),
        ("credit", &mut words.2),
    ] {
        if slot.is_empty()
            && let Some(text) = object.get(name).and_then(plain)
        {
            *slot = text;
        }
    }
    let inside = object.values().filter_map(Value::as_object);
    inside.for_each(|inner| captions(inner, depth - 1, words));
}
