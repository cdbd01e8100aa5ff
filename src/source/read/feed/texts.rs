//! Texts of the elements of a feed, as their types and modes say.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{
    parts::Text,
    tree::{Element, Vocabulary},
};

use Vocabulary::Content;

/// Returns the text of the first of some children that has one.
pub(super) fn said(element: &Element, names: &[(Vocabulary, &str)]) -> Option<String> {
    names
        .iter()
        .flat_map(|(of, name)| element.all(*of, name))
        .map(Element::text)
        .find(|text| !text.is_empty())
}

/// Reads the first of some children that holds a text.
pub(super) fn text(element: &Element, names: &[(Vocabulary, &str)]) -> Option<Text> {
    names
        .iter()
        .flat_map(|(of, name)| element.all(*of, name))
        .map(text_in)
        .find(|text| !text.content.is_empty())
}

/// Reads a text as its `type` and `mode` say (RFC 4287, 3.1; Atom 0.3), else as it looks.
fn text_in(element: &Element) -> Text {
    let kind = element
        .attribute("type")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let is_encoded = element.attribute("mode") == Some("base64");
    let encoded = || {
        let figures: String = element.text().split_whitespace().collect();
        let bytes = STANDARD.decode(figures).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    };
    let content = if element.has_elements() {
        element.inner_html()
    } else if is_encoded {
        encoded().unwrap_or_default()
    } else {
        element.text()
    };
    Text {
        content,
        is_html: element.has_elements() || kind.contains("html") || element.of == Content,
        base: element.base.clone(),
    }
}
