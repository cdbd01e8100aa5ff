//! JSON Feed (jsonfeed.org, versions 1 and 1.1), as publishers write it: numbers for ids, an object for an array.

use serde_json::Value;

use super::{
    MOST,
    parts::{Feed, Item, Link, Medium, MediumKind, Person, Text},
};

/// Tells whether a document is a JSON Feed: by its version, else by items that nothing else has.
pub fn is_feed(document: &Value) -> bool {
    let says_so = document
        .get("version")
        .and_then(Value::as_str)
        .is_some_and(|version| version.contains("jsonfeed"));
    let has_content = |item: &Value| {
        ["content_html", "content_text"]
            .iter()
            .any(|key| item.get(key).is_some())
    };
    says_so || list(document, "items").iter().any(|item| has_content(item))
}

/// Reads a feed.
pub(super) fn read(document: &Value) -> Feed {
    let link = |key: &str, relation: &str| link(document, key, relation);
    let items = list(document, "items");
    Feed {
        name: "JSON Feed",
        title: text(document, "title", false),
        description: text(document, "description", false),
        language: string(document, "language").unwrap_or_default(),
        authors: people(document),
        links: link("home_page_url", "alternate")
            .into_iter()
            .chain(link("feed_url", "self"))
            .chain(link("next_url", "next"))
            .collect(),
        picture: string(document, "icon").map(|icon| (icon, 0)),
        items: items.iter().take(MOST).copied().map(item).collect(),
        unread: items.len().saturating_sub(MOST),
        ..Feed::default()
    }
}

fn item(value: &Value) -> Item {
    let pictures = ["image", "banner_image"]
        .into_iter()
        .filter_map(|key| string(value, key))
        .map(|file| medium("image", file, None));
    let attachments = list(value, "attachments")
        .into_iter()
        .filter_map(|attached| {
            let kind = string(attached, "mime_type").unwrap_or_default();
            let caption = text(attached, "title", false);
            Some(medium(&kind, string(attached, "url")?, caption))
        });
    Item {
        id: string(value, "id").unwrap_or_default(),
        title: text(value, "title", false),
        content: text(value, "content_html", true).or_else(|| text(value, "content_text", false)),
        summary: text(value, "summary", false),
        authors: people(value),
        published: string(value, "date_published"),
        updated: string(value, "date_modified"),
        links: link(value, "url", "alternate")
            .or_else(|| link(value, "external_url", "alternate"))
            .into_iter()
            .collect(),
        media: pictures.chain(attachments).collect(),
        base: None,
    }
}

fn medium(kind: &str, file: String, caption: Option<Text>) -> Medium {
    Medium {
        kind: MediumKind::of(kind, &file),
        files: vec![(file, 0)],
        caption,
        ..Medium::default()
    }
}

/// Returns the members of an array; an object stands for the array of its values, or for one member.
fn list<'a>(value: &'a Value, key: &str) -> Vec<&'a Value> {
    match value.get(key) {
        Some(Value::Array(members)) => members.iter().collect(),
        Some(Value::Object(members)) if members.values().all(Value::is_object) => {
            members.values().collect()
        }
        Some(one @ Value::Object(_)) => vec![one],
        _ => Vec::new(),
    }
}

/// Returns what is not empty, a number as its digits.
fn string(value: &Value, key: &str) -> Option<String> {
    let said = match value.get(key)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!said.is_empty()).then_some(said)
}

fn text(value: &Value, key: &str, is_html: bool) -> Option<Text> {
    Some(Text {
        content: string(value, key)?,
        is_html,
        base: None,
    })
}

fn link(value: &Value, key: &str, relation: &str) -> Option<Link> {
    Some(Link {
        address: string(value, key)?,
        relation: relation.to_owned(),
    })
}

fn people(value: &Value) -> Vec<Person> {
    let named = |person: &Value| match person {
        Value::String(name) => Some(Person {
            name: name.clone(),
            address: None,
        }),
        _ => Some(Person {
            name: string(person, "name")?,
            address: string(person, "url"),
        }),
    };
    let several = list(value, "authors");
    let one = value.get("author").into_iter();
    several.into_iter().chain(one).filter_map(named).fold(
        Vec::new(),
        |mut people: Vec<Person>, person| {
            // Version 1.1 repeats the first in the key of version 1.
            if people.iter().all(|known| known.name != person.name) {
                people.push(person);
            }
            people
        },
    )
}
