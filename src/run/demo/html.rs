//! HTML for the demo's own pages: escaping, and the plain text of the script's bodies.
//!
//! No parser: the script's bodies are ours, and a test holds them to well-formed markup.

/// Names the elements that end a line of plain text.
const LINES: [&str; 8] = ["p", "li", "tr", "h3", "h4", "pre", "caption", "br"];

/// Names the elements that newsrooms leave out of an `articleBody`.
const LEFT_OUT: [&str; 2] = ["figure", "table"];

/// A piece of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text between tags, entities and all.
    Text(&'a str),
    /// An opening tag: the element's name and the rest of the tag.
    Open(&'a str, &'a str),
    /// A closing tag: the element's name.
    Close(&'a str),
}

/// Cuts a body into tags and the text between them.
pub(super) fn pieces(html: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let (piece, after) = if let Some(tag) = rest.strip_prefix('<') {
            let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
            let piece = match tag.strip_prefix('/') {
                Some(name) => Piece::Close(name),
                None => match tag.split_once(' ') {
                    Some((name, attributes)) => Piece::Open(name, attributes),
                    None => Piece::Open(tag, ""),
                },
            };
            (piece, after)
        } else {
            let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
            if text.is_empty() {
                return None;
            }
            (Piece::Text(text), after)
        };
        rest = after;
        Some(piece)
    })
}

/// Returns a body's words, a line for each paragraph and list item, as an `articleBody` holds them.
pub(super) fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut left_out = 0_usize;
    for piece in pieces(html) {
        match piece {
            Piece::Text(words) if left_out == 0 => text.push_str(&unescape(words)),
            Piece::Open(name, _) if LEFT_OUT.contains(&name) => left_out += 1,
            Piece::Close(name) if LEFT_OUT.contains(&name) => {
                left_out = left_out.saturating_sub(1);
            }
            Piece::Open(name, _) | Piece::Close(name) if LINES.contains(&name) => text.push('\n'),
            _ => {}
        }
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Escapes text for element content and for quoted attribute values.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_keeps_words_and_lines_and_leaves_figures_out() {
        let html = "<p>Tea &amp; <strong>cake</strong>,<br>at once</p>\n\
            <ul>\n<li>one</li>\n<li>two</li></ul>\n\
            <figure class=\"picture\"><img src=\"/x\"><figcaption>A pier</figcaption></figure>";
        assert_eq!(plain(html), "Tea & cake,\nat once\none\ntwo");
    }

    #[test]
    fn escaped_text_survives_the_way_back() {
        let text = "a < b && \"c\" > d &lt;";
        assert!(!escape(text).contains(['<', '>', '"']));
        assert_eq!(plain(&escape(text)), text);
    }

    #[test]
    fn a_broken_tag_ends_the_text_and_not_the_program() {
        assert_eq!(plain("before <a href="), "before");
        assert_eq!(plain("<"), "");
        assert_eq!(plain(""), "");
    }
}
