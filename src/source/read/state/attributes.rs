//! State that pages keep in attributes, for programs that draw a part of the page each: `data-react-props="{…}"`.

use memchr::memmem;
use serde_json::Value;

use crate::source::{dom::entities, json};

/// How such an attribute begins: an object or a list, its quotes written as entities or within single ones.
const BEGINNINGS: [&str; 4] = ["=\"{&quot;", "=\"[{&quot;", "='{\"", "='[{\""];
/// Shorter values hold no updates, in bytes.
const LEAST: usize = 500;
/// How many attributes of a page are read.
const MOST: usize = 64;

/// Reads the JSON that attributes carry.
pub(super) fn values(page: &str, room: &json::Room) -> Vec<Value> {
    let found = BEGINNINGS.iter().flat_map(|beginning| {
        let places = memmem::find_iter(page.as_bytes(), beginning.as_bytes());
        places
            .filter_map(|at| value_at(page, at + 1, room))
            .take(MOST)
    });
    found.collect()
}

/// Reads the value whose opening quote stands at a byte.
fn value_at(page: &str, at: usize, room: &json::Room) -> Option<Value> {
    let rest = page.get(at..)?;
    let quote = rest.chars().next()?;
    let (value, _) = rest.get(1..)?.split_once(quote)?;
    if value.len() < LEAST {
        return None;
    }
    let text = entities::unescaped_once(value);
    json::parse_within(&text, json::MAX_APP_STATE, room).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(page: &str) -> Vec<Value> {
        super::values(page, &json::Room::default())
    }

    #[test]
    fn data_in_attributes_is_read_and_short_values_are_not() {
        let words = "The bridge is open. ".repeat(40);
        let data = serde_json::json!({"posts": [{"body": words, "title": "\"Open\" & safe"}]});
        let json = data.to_string();
        let quoted = json.replace('&', "&amp;").replace('"', "&quot;");
        assert_eq!(
            values(&format!("<div data-props=\"{quoted}\" id=a>")),
            std::slice::from_ref(&data)
        );
        assert_eq!(values(&format!("<div data-props='{json}'>")), [data]);
        assert!(values("<div data-props=\"{&quot;a&quot;:1}\">").is_empty());
    }
}
