//! schema.org values in all the shapes that publishers give them.

use serde_json::Value;

use crate::{
    model::{Author, Clean, Embed, EmbedKind, Image, WebUrl},
    source::{
        dom::entities::unescaped,
        field::{byline, embed, picture::accept},
    },
};

/// Returns a value's text: a string, a number, the first of a list, the `@value` or `name` of an object.
pub(in crate::source) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) => list.iter().find_map(text),
        Value::Object(object) => ["@value", "name", "text", "@id"]
            .iter()
            .find_map(|key| text(object.get(*key)?)),
        _ => None,
    }
}

/// Returns one of an object's members as text.
pub(in crate::source) fn member(object: &Value, key: &str) -> Option<String> {
    object.get(key).and_then(text)
}

/// Counts the bytes of all texts in a value, and one for each value.
pub(in crate::source) fn size(value: &Value) -> usize {
    1 + match value {
        Value::String(text) => text.len(),
        Value::Array(list) => list.iter().map(size).sum(),
        Value::Object(object) => object.values().map(size).sum(),
        _ => 0,
    }
}

/// Tells whether an object is of a type, which may stand alone or in a list, bare or as an address.
pub(in crate::source) fn is_a(object: &Value, wanted: &str) -> bool {
    let matches = |name: &str| name.rsplit(['/', '#', ':']).next() == Some(wanted);
    match object.get("@type") {
        Some(Value::String(name)) => matches(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(matches),
        _ => false,
    }
}

/// Returns a value as a list: a list's members, a lone object, nothing for null. An object with numbers for names is a
/// list, too: PHP writes one with holes so.
pub(in crate::source) fn list(value: Option<&Value>) -> Vec<&Value> {
    let is_number = |name: &String| name.bytes().all(|b| b.is_ascii_digit());
    match value {
        Some(Value::Array(list)) => list.iter().collect(),
        Some(Value::Object(object)) if !object.is_empty() && object.keys().all(is_number) => {
            object.values().collect()
        }
        Some(Value::Null) | None => Vec::new(),
        Some(other) => vec![other],
    }
}

/// Reads authors: names, persons, organisations, lists of them, lists of names.
pub(in crate::source) fn authors<'a>(
    said: impl IntoIterator<Item = &'a Value>,
    base: Option<&WebUrl>,
) -> Vec<Author> {
    let mut authors: Vec<Author> = Vec::new();
    for author in said {
        let url = ["url", "sameAs"]
            .iter()
            .find_map(|key| address(author.get(*key)?, base));
        let names = match author {
            Value::Object(object) if object.contains_key("name") => list(object.get("name"))
                .into_iter()
                .filter_map(text)
                .collect(),
            Value::Object(_) => {
                let parts = ["givenName", "additionalName", "familyName"];
                let parts = parts.iter().filter_map(|name| member(author, name));
                vec![parts.collect::<Vec<_>>().join(" ")]
            }
            other => text(other).into_iter().collect::<Vec<_>>(),
        };
        // "By Anna Roe and Ben Doe": publishers put whole bylines where a name belongs.
        let lines = names.into_iter().map(|line| unescaped(&line));
        let lines = lines.filter(|line| !line.starts_with("http"));
        for name in lines.flat_map(|line| byline::names(&line)) {
            if !authors.iter().any(|a| a.name == name) {
                authors.push(Author {
                    name,
                    url: url.clone(),
                });
            }
        }
    }
    authors
}

/// Reads an address: a string, or an object's `@id` or `url`.
pub(in crate::source) fn address(value: &Value, base: Option<&WebUrl>) -> Option<WebUrl> {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Object(object) => {
            return ["url", "@id"]
                .iter()
                .find_map(|key| address(object.get(*key)?, base));
        }
        Value::Array(list) => return list.iter().find_map(|v| address(v, base)),
        _ => return None,
    };
    resolve(text, base)
}

/// Resolves a reference against the page's address.
pub(in crate::source) fn resolve(reference: &str, base: Option<&WebUrl>) -> Option<WebUrl> {
    match base {
        Some(base) => base.join(reference).ok(),
        None => WebUrl::parse(reference).ok(),
    }
}

/// Reads pictures: addresses, `ImageObject`s, lists of them.
pub(in crate::source) fn images(value: Option<&Value>, base: Option<&WebUrl>) -> Vec<Image> {
    let image = |value: &Value| {
        let url = match value {
            Value::Object(object) => ["contentUrl", "url", "@id"]
                .iter()
                .find_map(|key| address(object.get(*key)?, base)),
            other => address(other, base),
        }?;
        let width = value
            .get("width")
            .and_then(text)
            .and_then(|w| w.parse().ok())
            .unwrap_or(0);
        let words =
            |key| Clean::line_capped(&unescaped(&member(value, key).unwrap_or_default()), 600);
        accept(&url).then(|| Image {
            candidates: vec![(url, width)],
            alt: Clean::default(),
            caption: words("caption"),
            credit: words("creditText"),
        })
    };
    list(value).into_iter().filter_map(image).collect()
}

/// Reads films: `VideoObject`s with their titles, lengths and addresses, or mere addresses.
pub(in crate::source) fn videos(value: Option<&Value>, base: Option<&WebUrl>) -> Vec<Embed> {
    let video = |value: &Value| {
        let url = match value {
            // The page to watch it on comes before the file.
            Value::Object(object) => ["url", "embedUrl", "contentUrl", "@id"]
                .iter()
                .find_map(|key| address(object.get(*key)?, base)),
            other => address(other, base),
        }?;
        let title = member(value, "name").or_else(|| member(value, "headline"));
        let title = unescaped(&title.unwrap_or_default());
        let title = embed::timed(&title, member(value, "duration").as_deref());
        Some(embed::pointer(&url, EmbedKind::Video, &title))
    };
    list(value).into_iter().filter_map(video).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_parts_is_one() {
        let said = serde_json::json!({"@type": "Person", "givenName": "Anna", "familyName": "Roe"});
        let names: Vec<_> = authors([&said], None).into_iter().map(|a| a.name).collect();
        assert_eq!(names, [Clean::line("Anna Roe")]);
    }

    #[test]
    fn a_film_has_its_title_its_length_and_the_page_to_watch_it_on() {
        let said = serde_json::json!([
            {"@type": "VideoObject", "name": "The opening", "duration": "PT2M3S",
             "contentUrl": "https://v.example/a.mp4", "url": "https://v.example/watch/a"},
            "https://www.youtube.com/embed/abc",
            {"@type": "VideoObject", "name": "Nowhere"},
        ]);
        let films = videos(Some(&said), None);
        let films: Vec<_> = films
            .iter()
            .map(|film| (film.text.as_str(), film.url.as_ref().map(WebUrl::as_str)))
            .collect();
        assert_eq!(
            films,
            [
                ("The opening (2:03)", Some("https://v.example/watch/a")),
                ("", Some("https://www.youtube.com/watch?v=abc")),
            ]
        );
        assert!(videos(None, None).is_empty());
    }
}
