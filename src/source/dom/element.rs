//! Small questions to elements of a parsed page.

use ego_tree::{NodeRef, iter::Edge};
use scraper::{ElementRef, Html, Node};

use super::{attribute::value, emoji};

pub(in crate::source) use super::attribute::{
    attr, attributes, each_name_word, has_joined_name, has_name_word, is_named, name_words,
    small_words,
};
pub(in crate::source) use crate::model::letters;

/// A node of the tree.
pub(in crate::source) type Id = ego_tree::NodeId;

/// What an element may hold beside a short text: words of scripts, elements without words.
const LITTLE: usize = 200;

/// Finds an element by its node.
pub(in crate::source) fn element(html: &Html, id: Id) -> Option<ElementRef<'_>> {
    html.tree.get(id).and_then(ElementRef::wrap)
}

/// Returns an element's parent element.
pub(in crate::source) fn parent(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    element.parent().and_then(ElementRef::wrap)
}

/// Counts the bytes of the [`letters`] of every text below a node, and keeps none of them.
pub(in crate::source) fn letters_below(node: NodeRef<'_, Node>) -> usize {
    let mut letters = 0;
    each_text(node, |words| letters += letter_count(words));
    letters
}

/// Hands over every text below a node but those of scripts and styles, and a space where an element parts two of them.
fn each_text(node: NodeRef<'_, Node>, mut hear: impl FnMut(&str)) {
    let mut hidden = 0usize;
    for edge in node.traverse() {
        hear_edge(edge, &mut hidden, &mut hear);
    }
}

/// Hands over what one step of a walk says; `hidden` counts the open elements that show nothing.
fn hear_edge(edge: Edge<'_, Node>, hidden: &mut usize, hear: &mut impl FnMut(&str)) {
    match edge {
        Edge::Open(node) => match node.value() {
            Node::Text(words) if *hidden == 0 => hear(&words.text),
            Node::Element(e) if is_silent(e.name()) => *hidden += 1,
            Node::Element(e) if e.name() == "img" => match emoji_of(node) {
                Some(emoji) if *hidden == 0 => hear(&emoji),
                _ => hear(" "),
            },
            Node::Element(e) if parts_words(e.name()) => hear(" "),
            _ => {}
        },
        Edge::Close(node) => match node.value() {
            Node::Element(e) if is_silent(e.name()) => *hidden = hidden.saturating_sub(1),
            Node::Element(e) if e.name() != "img" && parts_words(e.name()) => hear(" "),
            _ => {}
        },
    }
}

/// Texts on their way into one line: every run of white space becomes a space, and none begins or ends it.
#[derive(Default)]
struct OneLine {
    line: String,
    /// Whether white space stands behind the last word.
    is_parted: bool,
}

impl OneLine {
    fn hear(&mut self, words: &str) {
        // Most texts are ASCII, and bytes are looked at more quickly than characters.
        let is_ascii = words.is_ascii();
        let mut rest = words;
        loop {
            let end = if is_ascii {
                let mut bytes = rest.bytes();
                bytes.position(|byte| matches!(byte, b'\t'..=b'\r' | b' '))
            } else {
                rest.find(char::is_whitespace)
            };
            let (word, behind) = rest.split_at(end.unwrap_or(rest.len()));
            if !word.is_empty() {
                if self.is_parted && !self.line.is_empty() {
                    self.line.push(' ');
                }
                self.is_parted = false;
                self.line.push_str(word);
            }
            let mut behind = behind.chars();
            if behind.next().is_none() {
                return;
            }
            self.is_parted = true;
            rest = behind.as_str();
        }
    }
}

fn emoji_of(node: NodeRef<'_, Node>) -> Option<String> {
    emoji::letters(ElementRef::wrap(node)?)
}

/// Returns every text below an element as one line.
pub(in crate::source) fn text(element: ElementRef<'_>) -> String {
    let mut line = OneLine::default();
    each_text(*element, |words| line.hear(words));
    line.line
}

/// Returns the text below an element as one line where it has at most so many bytes; what holds more costs no more than
/// to see that it does.
pub(in crate::source) fn short_text(element: ElementRef<'_>, most: usize) -> Option<String> {
    let cap = 4 * most + LITTLE;
    let (mut bytes, mut nodes, mut is_known) = (0, 0, false);
    let (mut line, mut hidden) = (OneLine::default(), 0);
    for edge in element.traverse() {
        if let Edge::Open(node) = &edge {
            if let Node::Text(words) = node.value() {
                bytes += words.len();
            }
            nodes += 1;
            // Much of what seems to be too long is indentation.
            if nodes > most + LITTLE || !is_known && bytes > cap && is_longer(element, cap) {
                return None;
            }
            is_known = bytes > cap;
        }
        hear_edge(edge, &mut hidden, &mut |words| line.hear(words));
        if line.line.len() > most {
            return None;
        }
    }
    Some(line.line)
}

/// Tells whether the texts below an element have more bytes than so many, white space not counted.
fn is_longer(element: ElementRef<'_>, most: usize) -> bool {
    let mut bytes = 0;
    element.text().any(|words| {
        bytes += words.split_whitespace().map(str::len).sum::<usize>();
        bytes > most
    })
}

/// Returns the first text below an element that stands in a line of its own, or little more than its first bytes where
/// it is longer than those.
pub(in crate::source) fn first_line(element: ElementRef<'_>, most: usize) -> String {
    let mut line = String::new();
    let mut hidden = 0usize;
    for edge in element.traverse() {
        let (Edge::Open(node) | Edge::Close(node)) = edge;
        let opens = matches!(edge, Edge::Open(_));
        match node.value() {
            Node::Text(words) if opens && hidden == 0 => line.push_str(&words.text),
            Node::Element(e) if is_silent(e.name()) && opens => hidden += 1,
            Node::Element(e) if is_silent(e.name()) => hidden = hidden.saturating_sub(1),
            Node::Element(e) if parts_words(e.name()) && !line.trim().is_empty() => break,
            _ => {}
        }
        if line.len() > most {
            break;
        }
    }
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tells whether one of the first so many characters of an element's [`first_line`] is a digit, white space not counted.
pub(in crate::source) fn begins_with_digits(element: ElementRef<'_>, most: usize) -> bool {
    let mut left = most;
    let mut hidden = 0usize;
    for edge in element.traverse() {
        let (Edge::Open(node) | Edge::Close(node)) = edge;
        let opens = matches!(edge, Edge::Open(_));
        match node.value() {
            Node::Text(words) if opens && hidden == 0 => {
                for c in words.chars().filter(|c| !c.is_whitespace()) {
                    if left == 0 || c.is_numeric() {
                        return left > 0;
                    }
                    left -= 1;
                }
            }
            Node::Element(e) if is_silent(e.name()) && opens => hidden += 1,
            Node::Element(e) if is_silent(e.name()) => hidden = hidden.saturating_sub(1),
            Node::Element(e) if parts_words(e.name()) && left < most => return false,
            _ => {}
        }
    }
    false
}

/// Tells whether an element's content is never read.
pub(in crate::source) fn is_silent(name: &str) -> bool {
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

/// Tells whether an element is hidden from readers.
pub(in crate::source) fn is_hidden(element: ElementRef<'_>) -> bool {
    value(element, "hidden").is_some()
        || value(element, "style").is_some_and(|style| {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
            let style = style.to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// Tells whether a name is that of a heading.
pub(in crate::source) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Counts the bytes of a text's [`letters`].
pub(in crate::source) fn letter_count(text: &str) -> usize {
    let plain = text.bytes().filter(u8::is_ascii_alphanumeric).count();
    if text.is_ascii() {
        return plain;
    }
    let others = text
        .chars()
        .filter(|c| !c.is_ascii() && c.is_alphanumeric());
    let others = others.flat_map(char::to_lowercase).map(char::len_utf8);
    plain + others.sum::<usize>()
}

/// Returns the first so many [`letters`] of an element's text, and reads no more of it than that.
pub(in crate::source) fn first_letters(element: ElementRef<'_>, most: usize) -> String {
    let mut letters = String::with_capacity(most);
    let mut left = most;
    let mut hidden = 0usize;
    for edge in element.traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(words) if hidden == 0 => {
                    let more = words.chars().filter(|c| c.is_alphanumeric());
                    for c in more.flat_map(char::to_lowercase).take(left) {
                        letters.push(c);
                        left -= 1;
                    }
                }
                Node::Element(e) if is_silent(e.name()) => hidden += 1,
                _ => {}
            },
            Edge::Close(node) => match node.value() {
                Node::Element(e) if is_silent(e.name()) => hidden = hidden.saturating_sub(1),
                _ => {}
            },
        }
        if left == 0 {
            break;
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::dom::bounded_html;

    #[test]
    fn digits_count_where_a_line_begins() {
        let begins = |page: &str, most| {
            let html = bounded_html::parse(page).html;
            let mut elements = html.tree.nodes().filter_map(ElementRef::wrap);
            let body = elements.find(|e| e.value().name() == "body").unwrap();
            begins_with_digits(body, most)
        };
        assert!(begins("<p> At <b>1</b>6:32 the bridge", 4));
        assert!(begins("<p><script>x</script>\n</p><p>۱۶:۳۲", 4));
        assert!(!begins("<p>At <b>1</b>6:32", 2));
        assert!(!begins("<p>At</p><p>16:32", 4));
        assert!(!begins("", 4));
    }

    #[test]
    fn the_first_letters_are_those_of_the_whole_text() {
        let html =
            bounded_html::parse("<p>Über<script>no</script> <b>Pi</b>er 7 — and all the rest").html;
        let whole = letters(&text(html.root_element()));
        assert_eq!(
            letter_count("Über 7 — Pİer"),
            letters("Über 7 — Pİer").len()
        );
        assert_eq!(letters_below(*html.root_element()), whole.len());
        for most in [0, 1, 5, 9, 10, 100] {
            let expected: String = whole.chars().take(most).collect();
            assert_eq!(first_letters(html.root_element(), most), expected);
        }
    }

    #[test]
    fn text_parts_blocks_and_joins_inlines() {
        let html = bounded_html::parse("<p>On<b>e</b> word<p>two<br>three<script>no</script>").html;
        assert_eq!(text(html.root_element()), "One word two three");
    }

    #[test]
    fn a_text_is_short_or_not_looked_at() {
        let html = bounded_html::parse("<p>A <b>short</b>\n one<p>A longer one").html;
        let texts: Vec<_> = html
            .tree
            .nodes()
            .filter_map(ElementRef::wrap)
            .filter(|e| e.value().name() == "p")
            .map(|e| short_text(e, 11))
            .collect();
        assert_eq!(texts, [Some("A short one".to_owned()), None]);
    }
}
