//! Data that is kept flat: each thing once, in one map, and wherever it belongs a reference to it (Apollo's normalised
//! cache: `{"__ref": "Author:7"}`).
//!
//! Only who wrote something is put in its place: the things themselves are found where they are kept.

use std::slice;

use serde_json::{Map, Value};

use crate::source::vocabulary::members;

/// What a cache holds beside its things.
const ROOT: &str = "ROOT_QUERY";
/// How deep in its data a cache may lie.
const DEPTH: usize = 6;
/// The most members of a person that are put in place, and their longest names and texts, in bytes: what a person is
/// called and where to be found is short, and a life's story would be copied to all that the person wrote.
const MEMBERS: usize = 32;
const TEXT: usize = 300;
/// How often persons are put in place: so often the largest pages name them.
const PLACED: usize = 10_000;

/// Puts writers where they are referred to, in every cache that a value holds.
pub(in crate::source) fn resolved(mut value: Value) -> Value {
    resolve(&mut value, DEPTH);
    value
}

fn resolve(value: &mut Value, depth: usize) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    match value {
        Value::Object(cache) if cache.contains_key(ROOT) => place(cache),
        Value::Object(object) => object.values_mut().for_each(|inner| resolve(inner, depth)),
        Value::Array(list) => list.iter_mut().for_each(|inner| resolve(inner, depth)),
        _ => {}
    }
}

fn place(cache: &mut Map<String, Value>) {
    let mut placed: Vec<(String, String, Value)> = Vec::new();
    let mut left = PLACED;
    for (key, thing) in cache.iter() {
        let written = thing.as_object().into_iter().flatten();
        let written = written.filter(|(name, _)| members::AUTHORS.contains(&&*members::bare(name)));
        for (name, who) in written {
            let all = who.as_array().map_or(slice::from_ref(who), Vec::as_slice);
            let known = all.iter().filter_map(|who| referred(who, cache));
            let mut known: Vec<Value> = known.take(left).collect();
            left -= known.len();
            let found = if who.is_array() {
                Some(Value::Array(known)).filter(|_| all.iter().any(is_reference))
            } else {
                known.pop()
            };
            placed.extend(found.map(|found| (key.clone(), name.clone(), found)));
        }
    }
    for (key, name, found) in placed {
        if let Some(member) = cache.get_mut(&key).and_then(|thing| thing.get_mut(&name)) {
            *member = found;
        }
    }
}

fn is_reference(value: &Value) -> bool {
    value.get("__ref").is_some_and(Value::is_string)
}

/// What a reference leads to, without what that holds in turn.
fn referred(value: &Value, cache: &Map<String, Value>) -> Option<Value> {
    let thing = cache.get(value.get("__ref")?.as_str()?)?.as_object()?;
    let flat = thing
        .iter()
        .filter(|(name, value)| name.len() <= TEXT && is_short(value));
    let flat = flat
        .take(MEMBERS)
        .map(|(name, value)| (name.clone(), value.clone()));
    Some(Value::Object(flat.collect()))
}

fn is_short(value: &Value) -> bool {
    match value {
        Value::String(text) => text.len() <= TEXT,
        value => !value.is_object() && !value.is_array(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn writers_are_put_where_they_are_referred_to_and_nothing_else_is() {
        let cache = json!({"state": {
            "ROOT_QUERY": {"blog": {"__ref": "Blog:1"}},
            "Blog:1": {"entries": [{"__ref": "Entry:1"}]},
            "Entry:1": {"title": "Pier", "author": {"__ref": "Author:7"}, "authors": [{"__ref": "Author:7"}],
                "createdBy": {"__ref": "Author:none"}},
            "Author:7": {"name": "Anna Roe", "posts": [{"__ref": "Entry:1"}]},
        }});
        let read = resolved(cache.clone());
        let entry = &read["state"]["Entry:1"];
        assert_eq!(entry["author"], json!({"name": "Anna Roe"}));
        assert_eq!(entry["authors"], json!([{"name": "Anna Roe"}]));
        assert_eq!(entry["createdBy"], json!({"__ref": "Author:none"}));
        assert_eq!(read["state"]["Blog:1"], cache["state"]["Blog:1"]);
    }

    #[test]
    fn what_is_copied_to_all_that_somebody_wrote_is_short_and_not_without_end() {
        let entries = (0..2 * PLACED).map(|n| {
            let entry = json!({"author": {"__ref": "Author:7"}});
            (format!("Entry:{n}"), entry)
        });
        let mut cache: Map<String, Value> = entries.collect();
        let life = "x".repeat(100_000);
        cache.insert(
            "Author:7".to_owned(),
            json!({"name": "Anna Roe", "life": life}),
        );
        cache.insert(ROOT.to_owned(), json!({}));
        let read = resolved(Value::Object(cache));
        let entries = read.as_object().unwrap().values();
        let placed = entries.filter(|entry| entry["author"] == json!({"name": "Anna Roe"}));
        assert_eq!(placed.count(), PLACED);
    }
}
