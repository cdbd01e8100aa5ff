//! Small questions to elements of a parsed page.

use ego_tree::NodeRef;
use scraper::{ElementRef, Html, Node};

/// A node of the tree.
pub(super) type Id = ego_tree::NodeId;

/// Finds an element by its node.
pub(super) fn element(html: &Html, id: Id) -> Option<ElementRef<'_>> {
    html.tree.get(id).and_then(ElementRef::wrap)
}

/// Returns an element's parent element.
pub(super) fn parent(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    element.parent().and_then(ElementRef::wrap)
}

/// Returns an attribute that is there and not empty.
pub(super) fn attr<'a>(element: ElementRef<'a>, name: &str) -> Option<&'a str> {
    element
        .value()
        .attr(name)
        .map(str::trim)
        .filter(|value| !value.is_empty())
}

/// Returns every text below a node, white space as it stands; scripts and styles are no text.
pub(super) fn raw_text(node: NodeRef<'_, Node>) -> String {
    let mut text = String::new();
    let mut hidden = 0usize;
    for edge in node.traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => match node.value() {
                Node::Text(words) if hidden == 0 => text.push_str(&words.text),
                Node::Element(e) if is_silent(e.name()) => hidden += 1,
                Node::Element(e) if parts_words(e.name()) => text.push(' '),
                _ => {}
            },
            ego_tree::iter::Edge::Close(node) => match node.value() {
                Node::Element(e) if is_silent(e.name()) => hidden = hidden.saturating_sub(1),
                Node::Element(e) if parts_words(e.name()) => text.push(' '),
                _ => {}
            },
        }
    }
    text
}

/// Returns every text below an element as one line.
pub(super) fn text(element: ElementRef<'_>) -> String {
    let raw = raw_text(*element);
    raw.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tells whether an element's content is never read.
pub(super) fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "svg"
            | "math"
            | "head"
            | "select"
            | "textarea"
    )
}

/// Tells whether an element parts the words before and after it.
fn parts_words(name: &str) -> bool {
    !matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "cite"
            | "code"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "u"
            | "del"
            | "wbr"
    )
}

/// Returns the words of an element's class, id and test names, lower case: `liveBlog__share-bar` is
/// `live`, `blog`, `share`, `bar`.
pub(super) fn name_words(element: ElementRef<'_>) -> Vec<String> {
    let value = element.value();
    let names = [
        "class",
        "id",
        "role",
        "data-component",
        "data-testid",
        "data-module",
        "data-type",
    ];
    let mut words = Vec::new();
    for name in names.iter().filter_map(|name| value.attr(name)) {
        let mut word = String::new();
        let mut lower_before = false;
        for c in name.chars() {
            if (!c.is_alphanumeric() || (c.is_uppercase() && lower_before)) && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            }
            lower_before = c.is_lowercase() || c.is_ascii_digit();
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}

/// Tells whether an element is hidden from readers.
pub(super) fn is_hidden(element: ElementRef<'_>) -> bool {
    let value = element.value();
    value.attr("hidden").is_some()
        || value.attr("style").is_some_and(|style| {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
            let style = style.to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// Tells whether a name is that of a heading.
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Letters and digits alone, lower case: what two spellings of one text share.
pub(super) fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::door;

    #[test]
    fn words_of_names_are_parted_at_signs_and_humps() {
        let html = door::parse("<div class='liveBlog__share-bar ad2' id='Post_7'>").html;
        let div = html
            .tree
            .nodes()
            .filter_map(ElementRef::wrap)
            .find(|e| e.value().name() == "div");
        assert_eq!(
            name_words(div.unwrap()),
            ["live", "blog", "share", "bar", "ad2", "post", "7"]
        );
    }

    #[test]
    fn text_parts_blocks_and_joins_inlines() {
        let html = door::parse("<p>On<b>e</b> word<p>two<br>three<script>no</script>").html;
        assert_eq!(text(html.root_element()), "One word two three");
    }
}
