//! Character references in texts that are no markup.

use super::door;

/// Turns entities that were escaped once more than they should into characters.
pub(in crate::source) fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..2 {
        if !text.contains('&') {
            break;
        }
        let decoded = unescaped_once(&text);
        if decoded == text {
            break;
        }
        text = decoded;
    }
    text
}

/// Decodes character references by the parser's own rules.
pub(in crate::source) fn unescaped_once(text: &str) -> String {
    // What looks like markup must stay text.
    let safe = text.replace('<', "&lt;");
    let html = door::parse(&safe).html;
    html.root_element().text().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_escaped_once_too_often_becomes_characters_and_stays_text() {
        for (escaped, text) in [
            ("Mayor &amp; council", "Mayor & council"),
            ("Mayor &amp;amp; council", "Mayor & council"),
            ("&lt;b&gt;", "<b>"),
            ("<b>", "<b>"),
            ("A & B", "A & B"),
        ] {
            assert_eq!(unescaped(escaped), text);
        }
    }
}
