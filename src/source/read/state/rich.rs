//! Rich text that editors keep as a tree: blocks of runs, each run a text with its marks. It is written as markup, so that
//! one grammar reads all bodies.

use std::fmt::Write;

use serde_json::{Map, Value};

use super::{elements::kind, text_of};

/// How deep blocks nest: lists in lists, links in paragraphs.
const DEPTH: usize = 12;
/// Members that hold what is inside a block.
const INSIDE: [&str; 3] = ["children", "content", "blocks"];

/// Writes a block of runs as markup; `None` where an object is none.
pub(super) fn block(object: &Map<String, Value>) -> Option<String> {
    if let Some(ops) = object.get("ops").and_then(Value::as_array) {
        return Some(inserted(ops));
    }
    let kind = type_of(object);
    let inside = inside(object)?;
    let is_list = kind.contains("list") && !inside.is_empty();
    let is_runs = inside.iter().any(|v| v.as_object().is_some_and(is_run));
    let is_all = inside.iter().all(Value::is_object);
    if !is_all || !(is_list || is_runs) {
        return None;
    }
    let mut html = String::new();
    write(object, object, DEPTH, &mut html);
    Some(html)
}

/// What an object says that it is, in small letters without separators.
fn type_of(object: &Map<String, Value>) -> String {
    let named = object.get("nodeType").and_then(Value::as_str);
    let kind = named.map_or_else(|| kind(object), str::to_ascii_lowercase);
    kind.replace(['-', '_'], "")
}

fn inside(object: &Map<String, Value>) -> Option<&Vec<Value>> {
    INSIDE.iter().find_map(|name| object.get(*name)?.as_array())
}

/// Tells whether an object is a text with its marks, and nothing else.
fn is_run(object: &Map<String, Value>) -> bool {
    run_text(object).is_some() || address(object).is_some() && inside(object).is_some()
}

fn run_text(object: &Map<String, Value>) -> Option<&str> {
    let kind = type_of(object);
    let is_text = matches!(kind.as_str(), "" | "text" | "span") && inside(object).is_none();
    let text = ["text", "value"]
        .iter()
        .find_map(|name| object.get(*name)?.as_str());
    text.filter(|_| is_text)
}

/// The address that a link leads to, wherever its editor keeps it.
fn address(object: &Map<String, Value>) -> Option<String> {
    const NAMES: [&str; 3] = ["url", "href", "uri"];
    let kind = type_of(object);
    if !(kind.contains("link") || kind == "a") {
        return None;
    }
    let held = ["attrs", "data", "fields"];
    let held = held
        .iter()
        .filter_map(|name| object.get(*name)?.as_object());
    std::iter::once(object)
        .chain(held)
        .find_map(|object| text_of(object, &NAMES))
}

/// Writes an object and what is inside; `block` holds the definitions of marks.
fn write(object: &Map<String, Value>, block: &Map<String, Value>, depth: usize, html: &mut String) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    if let Some(text) = run_text(object) {
        run(object, text, block, html);
        return;
    }
    let kind = type_of(object);
    if matches!(kind.as_str(), "hardbreak" | "linebreak" | "br") {
        html.push_str("<br>");
        return;
    }
    if let Some(address) = address(object) {
        _ = write!(html, "<a href=\"{}\">", escaped(&address));
    }
    let tag = tag(object, &kind);
    if !tag.is_empty() {
        _ = write!(html, "<{tag}>");
    }
    let members = inside(object).into_iter().flatten();
    for member in members.filter_map(Value::as_object) {
        write(member, block, depth, html);
    }
    if !tag.is_empty() {
        _ = write!(html, "</{tag}>");
    }
    if address(object).is_some() {
        html.push_str("</a>");
    }
}

/// The element that a block is written as; none for what is part of a line.
fn tag(object: &Map<String, Value>, kind: &str) -> &'static str {
    let style = text_of(object, &["style", "listType", "tag"]).unwrap_or_default();
    match kind {
        _ if kind.contains("listitem") || kind == "li" || object.contains_key("listItem") => "li",
        _ if kind.contains("list") && (kind.contains("order") && !kind.contains("unorder")) => "ol",
        _ if kind.contains("list") && style == "number" => "ol",
        _ if kind.contains("list") => "ul",
        _ if kind.contains("quote") || style == "blockquote" => "blockquote",
        _ if kind.contains("heading") || is_heading(kind) || is_heading(&style) => "h3",
        _ if kind.contains("paragraph") || matches!(kind, "p" | "block" | "") => "p",
        _ => "",
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Writes a text within its marks: names, objects with a type, members that are true, or the keys of definitions.
fn run(object: &Map<String, Value>, text: &str, block: &Map<String, Value>, html: &mut String) {
    let marks = object.get("marks").and_then(Value::as_array);
    let (mut strong, mut emphasis, mut link) = (false, false, None);
    for mark in marks.into_iter().flatten() {
        let defined = mark.as_str().and_then(|key| definition(block, key));
        let own = mark.as_object().or(defined);
        let name = own.map_or_else(|| mark.as_str().unwrap_or_default().to_owned(), type_of);
        strong |= matches!(name.as_str(), "bold" | "strong");
        emphasis |= matches!(name.as_str(), "italic" | "em");
        link = own.and_then(address).or(link);
    }
    let is = |name: &str| object.get(name).and_then(Value::as_bool) == Some(true);
    let bits = object.get("format").and_then(Value::as_u64).unwrap_or(0);
    strong |= is("bold") || is("strong") || bits & 1 != 0;
    emphasis |= is("italic") || is("em") || bits & 2 != 0;
    styled(text, link.as_deref(), (strong, emphasis), html);
}

fn definition<'b>(block: &'b Map<String, Value>, key: &str) -> Option<&'b Map<String, Value>> {
    let all = block.get("markDefs")?.as_array()?.iter();
    let mut all = all.filter_map(Value::as_object);
    all.find(|def| def.get("_key").and_then(Value::as_str) == Some(key))
}

fn styled(text: &str, link: Option<&str>, (strong, emphasis): (bool, bool), html: &mut String) {
    if let Some(link) = link {
        _ = write!(html, "<a href=\"{}\">", escaped(link));
    }
    html.push_str(if strong { "<b>" } else { "" });
    html.push_str(if emphasis { "<i>" } else { "" });
    html.push_str(&escaped(text).replace('\n', "<br>"));
    html.push_str(if emphasis { "</i>" } else { "" });
    html.push_str(if strong { "</b>" } else { "" });
    html.push_str(if link.is_some() { "</a>" } else { "" });
}

/// Writes a text that is kept as insertions in a row, its paragraphs parted by line feeds.
fn inserted(ops: &[Value]) -> String {
    let mut html = "<p>".to_owned();
    for op in ops {
        let Some(text) = op.get("insert").and_then(Value::as_str) else {
            continue;
        };
        let with = op.get("attributes").and_then(Value::as_object);
        let is = |name: &str| with.and_then(|with| with.get(name)?.as_bool()) == Some(true);
        let link = with.and_then(|with| text_of(with, &["link"]));
        for (at, line) in text.split('\n').enumerate() {
            html.push_str(if at > 0 { "</p><p>" } else { "" });
            styled(line, link.as_deref(), (is("bold"), is("italic")), &mut html);
        }
    }
    html.push_str("</p>");
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_line_of_runs_is_one_paragraph_whoever_wrote_it() {
        let expected =
            "<p>The <b>pier</b> is <a href=\"https://x.example/y?a=1&amp;b=2\">safe</a> &lt;</p>";
        let link = "https://x.example/y?a=1&b=2";
        for tree in [
            json!({"type": "paragraph", "content": [
                {"type": "text", "text": "The "}, {"type": "text", "text": "pier", "marks": [{"type": "bold"}]},
                {"type": "text", "text": " is "},
                {"type": "text", "text": "safe", "marks": [{"type": "link", "attrs": {"href": link}}]},
                {"type": "text", "text": " <"}]}),
            json!({"nodeType": "paragraph", "content": [
                {"nodeType": "text", "value": "The "}, {"nodeType": "text", "value": "pier", "marks": [{"type": "bold"}]},
                {"nodeType": "text", "value": " is "},
                {"nodeType": "hyperlink", "data": {"uri": link}, "content": [{"nodeType": "text", "value": "safe"}]},
                {"nodeType": "text", "value": " <"}]}),
            json!({"_type": "block", "style": "normal", "markDefs": [{"_key": "k", "_type": "link", "href": link}], "children": [
                {"_type": "span", "text": "The "}, {"_type": "span", "text": "pier", "marks": ["strong"]},
                {"_type": "span", "text": " is "}, {"_type": "span", "text": "safe", "marks": ["k"]},
                {"_type": "span", "text": " <"}]}),
            json!({"type": "paragraph", "children": [
                {"type": "text", "text": "The "}, {"type": "text", "text": "pier", "format": 1}, {"text": " is "},
                {"type": "link", "fields": {"url": link}, "children": [{"text": "safe"}]}, {"text": " <"}]}),
            json!({"ops": [{"insert": "The "}, {"insert": "pier", "attributes": {"bold": true}}, {"insert": " is "},
                {"insert": "safe", "attributes": {"link": link}}, {"insert": " <"}]}),
        ] {
            assert_eq!(
                block(tree.as_object().unwrap()).unwrap(),
                expected,
                "{tree}"
            );
        }
    }

    #[test]
    fn lists_keep_their_points() {
        let item = |text: &str| json!({"type": "list_item", "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}]});
        let list = json!({"type": "bullet_list", "content": [item("One"), item("Two")]});
        assert_eq!(
            block(list.as_object().unwrap()).unwrap(),
            "<ul><li><p>One</p></li><li><p>Two</p></li></ul>"
        );
    }

    #[test]
    fn what_is_no_line_of_runs_is_left_to_others() {
        for other in [
            json!({"text": "The pier is safe."}),
            json!({"type": "doc", "content": [{"type": "paragraph", "content": []}]}),
            json!({"content": "The pier is safe."}),
        ] {
            assert!(block(other.as_object().unwrap()).is_none(), "{other}");
        }
    }
}
