//! Application state: the data that a page's own scripts draw it from, found by its shape.
//!
//! Wherever a page keeps its updates as data, they are a group of objects of which each has an id, a time and a
//! text. Nothing here knows a framework: scripts, assignments and encoded strings are read as JSON, and every group
//! of objects in them is looked at.

mod elements;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{
    model::{Author, Block, Body, Clean, Image, LiveBlog, Marks, Stamp, TimeBasis, WebUrl},
    source::{
        candidate::{Candidate, Claim, Reading, Rule, Witness},
        dom::{element::letters, links},
        field::{
            body, byline, picture,
            time::{self, TimeContext},
        },
        json,
        read::values,
    },
};

/// How deep state is searched.
const DEPTH: usize = 24;
/// How deep an update is searched for its text.
const TEXT_DEPTH: usize = 12;
/// Fewer are no group.
const GROUP: usize = 2;
/// A shorter string holds no updates.
const ENCODED: usize = 1_000;
/// Letters that an update of state has at least, in the middle of its group.
const LETTERS: usize = 60;

const IDS: &[&str] = &[
    "id", "_id", "urn", "uuid", "guid", "postId", "entryId", "post_id", "sourceId", "assetId",
];
const TIMES: &[&str] = &[
    "blockFirstPublished",
    "firstPublished",
    "firstPublishedAt",
    "firstPublishedDate",
    "firstPublishDate",
    "published_date",
    "publishedDate",
    "datePublished",
    "publishedAt",
    "published_at",
    "published",
    "publishDate",
    "publish_date",
    "publicationDate",
    "publicationTime",
    "pubDate",
    "displayTime",
    "displayDate",
    "date",
    "entry_time",
    "created",
    "createdAt",
    "created_at",
    "createdDate",
    "blockCreatedOn",
    "_created",
    "timestamp",
    "time",
    "postedAt",
    "first_published_at",
];
const EDITS: &[&str] = &[
    "blockLastUpdated",
    "lastPublished",
    "lastModified",
    "modified",
    "updated",
    "updatedAt",
    "updated_at",
    "lastUpdated",
    "dateModified",
    "lastPublishDate",
];
const HEADLINES: &[&str] = &["headline", "title", "heading", "postTitle", "post_title"];
const BODIES: &[&str] = &[
    "elements",
    "blocks",
    "content",
    "body",
    "html",
    "bodyHtml",
    "body_html",
    "contentHtml",
    "content_html",
    "articleBody",
    "text",
    "items",
    "groups",
    "render",
    "paragraphs",
    "components",
    "main",
    "standfirst",
    "description",
];
const AUTHORS: &[&str] = &[
    "contributors",
    "authors",
    "author",
    "byline",
    "publisher",
    "authorName",
    "creator",
    "original_creator",
    "createdBy",
    "bylineText",
    "reporters",
];

/// Reads a JSON document, such as the answer of a publisher's interface.
pub(in crate::source) fn from_document(
    value: &Value,
    base: Option<&WebUrl>,
    ctx: &TimeContext,
) -> Option<Reading> {
    read(&[value], base, 1, ctx)
}

/// Reads the state that a page's scripts carry.
pub(in crate::source) fn from_page(
    page: &str,
    base: Option<&WebUrl>,
    ctx: &TimeContext,
) -> Option<Reading> {
    let values = scripts(page);
    read(&values.iter().collect::<Vec<_>>(), base, LETTERS, ctx)
}

fn read(
    values: &[&Value],
    base: Option<&WebUrl>,
    letters_needed: usize,
    ctx: &TimeContext,
) -> Option<Reading> {
    let mut groups = Vec::new();
    values
        .iter()
        .for_each(|value| collect(value, DEPTH, &mut groups));
    let mut best: Option<(usize, Vec<Candidate>)> = None;
    for group in groups {
        let candidates: Vec<Candidate> = group
            .iter()
            .filter_map(|object| update(object, base, ctx))
            .collect();
        let mut lengths: Vec<usize> = candidates
            .iter()
            .map(|c| letters(&c.body.text()).len())
            .collect();
        lengths.sort_unstable();
        let middle = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
        let total = lengths.iter().sum::<usize>();
        if candidates.len() < GROUP || candidates.len() * 3 < group.len() || middle < letters_needed
        {
            continue;
        }
        if best.as_ref().is_none_or(|(known, _)| total > *known) {
            best = Some((total, candidates));
        }
    }
    let (_, candidates) = best?;
    let blog = values
        .iter()
        .find_map(|value| page(value))
        .unwrap_or_default();
    Some(Reading {
        by: Witness::State,
        accounts: candidates,
        blog,
        warnings: Vec::new(),
    })
}

/// What a document says of the blog beside its updates.
fn page(value: &Value) -> Option<LiveBlog> {
    let object = value.as_object()?;
    let line = |names: &[&str]| names.iter().find_map(|name| object.get(*name)?.as_str());
    let headline = line(&["headline", "webTitle", "title", "name"])?;
    Some(LiveBlog {
        headline: Clean::line_capped(headline, 500),
        standfirst: Clean::line_capped(
            &body::from_text_or_html(
                line(&["standfirst", "description", "trailText"]).unwrap_or_default(),
                None,
            )
            .text(),
            1000,
        ),
        ..LiveBlog::default()
    })
}

/// Lists every group of objects: the members of lists, and of maps whose keys are not names of fields.
fn collect<'a>(value: &'a Value, depth: usize, groups: &mut Vec<Vec<&'a Map<String, Value>>>) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Array(list) => {
            let objects: Vec<_> = list
                .iter()
                .filter_map(Value::as_object)
                .map(unwrapped)
                .collect();
            if objects.len() >= GROUP {
                groups.push(objects);
            }
            list.iter().for_each(|v| collect(v, depth - 1, groups));
        }
        Value::Object(map) => {
            // A cache of objects: `Post:17`, `Post:18`.
            let mut kinds: BTreeMap<&str, Vec<&Map<String, Value>>> = BTreeMap::new();
            for (key, member) in map {
                if let (Some((kind, _)), Some(object)) = (key.split_once(':'), member.as_object()) {
                    kinds.entry(kind).or_default().push(object);
                }
            }
            groups.extend(kinds.into_values().filter(|group| group.len() >= GROUP));
            map.values().for_each(|v| collect(v, depth - 1, groups));
        }
        _ => {}
    }
}

/// Some wrap every update in an object of one member (`{"node": {…}}`).
fn unwrapped(object: &Map<String, Value>) -> &Map<String, Value> {
    let mut members = object.values();
    match (members.next(), members.next()) {
        (Some(Value::Object(inner)), None) => inner,
        _ => match object.get("node") {
            Some(Value::Object(inner)) => inner,
            _ => object,
        },
    }
}

const fn rule(member: &'static str) -> Rule {
    Rule::of(Witness::State, member)
}

/// Reads an object as an update; `None` where it has no id, no time or no text.
pub(in crate::source) fn update(
    object: &Map<String, Value>,
    base: Option<&WebUrl>,
    ctx: &TimeContext,
) -> Option<Candidate> {
    let id = text_of(object, IDS)?;
    let (published, modified) = stamps(object, ctx)?;
    let headline = HEADLINES.iter().find_map(|name| {
        let text = plain(object.get(*name)?)?;
        Some(Claim::new(values::unescaped(&text), rule(name)))
    });
    let headline = headline.unwrap_or_default();
    let mut body = Claim::<Body>::default();
    for name in BODIES {
        if let Some(value) = object.get(*name) {
            body = Claim::new(Body::default(), rule(name));
            append(value, base, TEXT_DEPTH, &mut body.blocks);
            if !body.is_empty() {
                break;
            }
        }
    }
    if body.is_empty() && headline.is_empty() {
        return None;
    }
    let attributes = object.get("attributes").and_then(Value::as_object);
    let is = |names: &[&str]| {
        names.iter().any(|n| {
            [Some(object), attributes]
                .into_iter()
                .flatten()
                .any(|o| o.get(*n).and_then(Value::as_bool) == Some(true))
        })
    };
    let marks = Marks {
        key_event: is(&[
            "keyEvent",
            "isKeyEvent",
            "lb_highlight",
            "key_event",
            "isHighlight",
        ]),
        pinned: is(&["pinned", "sticky", "isPinned"]),
        summary: is(&["summary", "isSummary"]),
    };
    let link = ["url", "permalink", "shareUrl", "share_link", "link", "path"]
        .iter()
        .find_map(|name| {
            let url = links::resolve(object.get(*name)?.as_str()?, base)?;
            Some(Claim::new(url, rule(name)))
        });
    let is_own = |url: &WebUrl| base.is_some_and(|base| links::is_below(url, base) && url != base);
    Some(Candidate {
        permalink: link.filter(|url| is_own(url)),
        keys: vec![id],
        headline,
        body,
        published: Some(published),
        modified,
        authors: authors(object),
        marks: Claim::new(marks, rule("marks")),
        removed: is(&["deleted", "isDeleted"]),
        ..Candidate::default()
    })
}

pub(in crate::source) fn text_of(object: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match object.get(*name)? {
        Value::String(text) => Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

/// Reads when an object was published, and when it was changed where it says so.
pub(in crate::source) fn stamps(
    object: &Map<String, Value>,
    ctx: &TimeContext,
) -> Option<(Claim<Stamp>, Option<Claim<Stamp>>)> {
    Some((stamp(object, TIMES, ctx)?, stamp(object, EDITS, ctx)))
}

fn stamp(
    object: &Map<String, Value>,
    names: &[&'static str],
    ctx: &TimeContext,
) -> Option<Claim<Stamp>> {
    let nested = object.get("dates").and_then(Value::as_object);
    let read = |object: &Map<String, Value>| {
        names.iter().find_map(|name| {
            let raw = text_of(object, &[name])?;
            let stamp = time::parse_machine(&raw, TimeBasis::Platform, ctx)?;
            let raw = Clean::default();
            Some(Claim::new(Stamp { raw, ..stamp }, rule(name)))
        })
    };
    read(object).or_else(|| read(nested?))
}

/// Returns a headline: a text, or the first text inside.
pub(in crate::source) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => {
            Some(body::from_text_or_html(text, None).text()).filter(|t| !t.is_empty())
        }
        Value::Object(object) => {
            let names = [
                "text",
                "plaintext",
                "html",
                "value",
                "json",
                "model",
                "blocks",
            ];
            names.iter().find_map(|name| plain(object.get(*name)?))
        }
        Value::Array(list) => list.first().and_then(plain),
        _ => None,
    }
}

fn authors(object: &Map<String, Value>) -> Claim<Vec<Author>> {
    let mut names = Vec::new();
    let mut by = Rule::default();
    for name in AUTHORS {
        let Some(value) = object.get(*name) else {
            continue;
        };
        let people: Vec<&Value> = match value {
            Value::Array(list) => list.iter().collect(),
            other => vec![other],
        };
        for person in people {
            names.extend(match person {
                Value::String(text) => Some(text.clone()),
                Value::Object(person) => text_of(
                    person,
                    &[
                        "name",
                        "display_name",
                        "displayName",
                        "fullName",
                        "title",
                        "text",
                    ],
                )
                .or_else(|| plain(&Value::Object(person.clone()))),
                _ => None,
            });
        }
        if !names.is_empty() {
            by = rule(name);
            break;
        }
    }
    let mut authors: Vec<Author> = Vec::new();
    for name in names.iter().flat_map(|line| byline::names(line)) {
        if !authors.iter().any(|a| a.name == name) {
            authors.push(Author { name, url: None });
        }
    }
    Claim::new(authors, by)
}

/// Adds what a value says to a body: HTML and texts under the names that hold them, pictures, nested parts in order.
fn append(value: &Value, base: Option<&WebUrl>, depth: usize, blocks: &mut Vec<Block>) {
    if depth == 0 {
        return;
    }
    match value {
        Value::String(text) => blocks.extend(body::from_text_or_html(text, base).blocks),
        Value::Array(list) => list.iter().for_each(|v| append(v, base, depth - 1, blocks)),
        Value::Object(object) => {
            if let Some(image) = picture(object, base) {
                blocks.push(Block::Image(image));
                return;
            }
            let mut own = Vec::new();
            parts(object, base, depth, &mut own);
            blocks.extend(elements::finish(object, own, base));
        }
        _ => {}
    }
}

/// Names under which an object holds its words; the first that says anything counts.
const WORDS: &[&str] = &[
    "html",
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

/// Reads an object that is a picture: it names itself one, and has an address somewhere.
fn picture(object: &Map<String, Value>, base: Option<&WebUrl>) -> Option<Image> {
    let kind = elements::kind(object);
    if !(kind.contains("image") || kind.contains("photo") || kind.contains("picture")) {
        return None;
    }
    let mut candidates = Vec::new();
    addresses(&Value::Object(object.clone()), base, 8, &mut candidates);
    candidates.sort_by_key(|(_, width)| std::cmp::Reverse(*width));
    candidates.truncate(6);
    let mut words = (String::new(), String::new(), String::new());
    captions(&Value::Object(object.clone()), 8, &mut words);
    let line = |text: &str| Clean::line_capped(&body::from_text_or_html(text, None).text(), 1000);
    (!candidates.is_empty()).then(|| Image {
        candidates,
        alt: line(&words.0),
        caption: line(&words.1),
        credit: line(&words.2),
    })
}

fn addresses(value: &Value, base: Option<&WebUrl>, depth: usize, found: &mut Vec<(WebUrl, u32)>) {
    match value {
        Value::Object(object) if depth > 0 => {
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
            object
                .values()
                .for_each(|v| addresses(v, base, depth - 1, found));
        }
        Value::Array(list) if depth > 0 => list
            .iter()
            .for_each(|v| addresses(v, base, depth - 1, found)),
        _ => {}
    }
}

fn captions(value: &Value, depth: usize, words: &mut (String, String, String)) {
    let Value::Object(object) = value else { return };
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
    object.values().for_each(|v| captions(v, depth - 1, words));
}

/// Reads the JSON that scripts carry: whole scripts of data, assigned objects, encoded strings.
fn scripts(page: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let bytes = page.as_bytes();
    for at in memchr::memmem::find_iter(bytes, b"<script") {
        let Some(open) = memchr::memchr(b'>', &bytes[at..]) else {
            break;
        };
        let start = at + open + 1;
        let end =
            memchr::memmem::find(&bytes[start..], b"</script").map_or(bytes.len(), |e| start + e);
        let (Some(head), Some(script)) = (page.get(at..start), page.get(start..end)) else {
            continue;
        };
        if head.contains("ld+json") || script.len() < 500 {
            continue;
        }
        found.extend(json::assignments(script));
        found.extend(encoded(script));
    }
    found
}

/// Reads JSON that scripts keep in base64: quoted strings of nothing else, long enough for updates.
fn encoded(script: &str) -> impl Iterator<Item = Value> {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let strings = script
        .split('"')
        .filter(|text| text.len() > ENCODED && text.bytes().all(is_base64));
    strings.filter_map(|text| {
        let decoded = STANDARD.decode(text).ok()?;
        json::parse_lenient_capped(std::str::from_utf8(&decoded).ok()?, json::MAX_APP_STATE).ok()
    })
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}
