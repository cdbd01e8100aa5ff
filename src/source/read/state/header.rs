//! The header of a post that is a list of typed blocks: its headline, and who wrote it.

use serde_json::Value;

use super::{elements, plain};

/// How deep a header is searched.
const DEPTH: usize = 8;
/// Types of blocks that hold a headline, and those that name a writer; first the more exact.
const HEADLINES: &[&str] = &["headline", "title"];
const WRITERS: &[&str] = &["name", "contributor", "byline", "author"];

/// Returns the words of a header's headline.
pub(super) fn headline(header: &Value) -> Option<String> {
    HEADLINES
        .iter()
        .find_map(|kind| plain(typed(header, kind, DEPTH)?))
}

/// Returns the line of a header that names who wrote the post.
pub(super) fn writer(header: &Value) -> Option<String> {
    WRITERS
        .iter()
        .find_map(|kind| plain(typed(header, kind, DEPTH)?))
}

/// Finds the first block of a type.
fn typed<'v>(value: &'v Value, kind: &str, depth: usize) -> Option<&'v Value> {
    let depth = depth.checked_sub(1)?;
    match value {
        Value::Object(object) if elements::kind(object) == kind => Some(value),
        Value::Object(object) => object.values().find_map(|value| typed(value, kind, depth)),
        Value::Array(list) => list.iter().find_map(|value| typed(value, kind, depth)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_header_of_typed_blocks_has_a_headline_and_a_writer() {
        let text = |words: &str| json!({"model": {"blocks": [{"type": "text", "model": {"text": words}}]}});
        let mut headline_block = text("The pier is open");
        headline_block["type"] = json!("headline");
        let mut name = text("Ann Hill");
        name["type"] = json!("name");
        let header = json!({"model": {"blocks": [headline_block, {"type": "byline", "model": {"blocks": [name]}}]}});
        assert_eq!(headline(&header).as_deref(), Some("The pier is open"));
        assert_eq!(writer(&header).as_deref(), Some("Ann Hill"));
        assert_eq!(headline(&json!({"type": "text", "text": "No"})), None);
    }
}
