//! The one door to the HTML parser.
//!
//! The parser has no limits of its own: depth costs it quadratic time, unclosed formatting grows its tree without
//! bound. So it is fed in small pieces, and after each the tree is looked at: how many nodes it has, how far the
//! parser had to look up from them, and how many attributes a tag has that is still open. What was parsed until then is
//! used. Depth is bounded afterwards, so that the rest of the program may walk the tree as it likes.

use html5ever::{
    ParseOpts, driver,
    tendril::{StrTendril, TendrilSink},
    tree_builder::TreeBuilderOpts,
};
use scraper::{Html, HtmlTreeSink, Node, node::Comment};

/// Bytes between two looks at the budget.
const PIECE: usize = 2048;
/// How many nodes a tree may have: pages of thousands of updates have a tenth of it, and it takes a hundred megabytes.
const NODES: usize = 300_000;
/// How many nodes and character references together the parser may have looked up.
const LOOKED_UP: usize = 600_000;
/// How many elements the parser may pass on its way up from all nodes and tags: each new one is looked up in those that
/// are open.
const STEPS: usize = 6_000_000;
/// So many attributes are compared in the time that a step takes: each new one is compared with those before it.
const COMPARED: usize = 8;
/// How deep a tree may be; browsers stop at the same depth.
pub(in crate::source) const DEPTH: usize = 512;

/// A parsed page.
pub(in crate::source) struct Parsed {
    pub(in crate::source) html: Html,
    /// Why the tree is not the whole page, where it is not.
    pub(in crate::source) cut: Option<&'static str>,
}

/// Parses a page within the budget.
pub(in crate::source) fn parse(text: &str) -> Parsed {
    let tree_builder = TreeBuilderOpts {
        scripting_enabled: false,
        ..TreeBuilderOpts::default()
    };
    let options = ParseOpts {
        tree_builder,
        ..ParseOpts::default()
    };
    let mut parser = driver::parse_document(HtmlTreeSink::new(Html::new_document()), options);
    let mut cut = None;
    let mut rest = text;
    let (mut nodes, mut steps, mut references) = (0, 0usize, 0);
    let mut tag = OpenTag::default();
    while !rest.is_empty() {
        let mut end = rest.len().min(PIECE);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let (piece, after) = rest.split_at(end);
        parser.process(piece.into());
        rest = after;
        let before = nodes;
        let depth = {
            let tree = &parser.tokenizer.sink.sink.0.borrow().tree;
            nodes = tree.values().len();
            let newest = tree.nodes().next_back();
            newest.map_or(0, |node| node.ancestors().count())
        };
        let tags = memchr::memchr_iter(b'<', piece.as_bytes()).count();
        steps += (nodes - before).max(tags) * depth;
        steps += tag.goes_on(piece) / COMPARED;
        references += memchr::memchr_iter(b'&', piece.as_bytes()).count();
        if nodes > NODES || nodes + references > LOOKED_UP {
            cut = Some(
                "The page has too many elements or character references; only its beginning was read.",
            );
        } else if steps > STEPS {
            cut = Some(
                "The page is nested too deeply, or a tag of it is too long; only its beginning was read.",
            );
        }
        if cut.is_some() {
            break;
        }
    }
    let mut html = parser.finish();
    if prune(&mut html) {
        cut = cut.or(Some(
            "The page is nested too deeply; what lies deepest was left out.",
        ));
    }
    Parsed { html, cut }
}

/// A tag that a piece of the page ends in, as far as its attributes have to be counted: the parser compares each with
/// those before it, and nothing that the tree got shows it.
#[derive(Debug, Default)]
struct OpenTag {
    is_open: bool,
    attributes: usize,
    /// The sign that closes the value that the piece ends in.
    quote: Option<u8>,
    /// The last byte that was no white space.
    last: u8,
}

impl OpenTag {
    /// Takes the next piece in; returns how many attributes the parser compared with each other.
    fn goes_on(&mut self, piece: &str) -> usize {
        let mut bytes = piece.as_bytes();
        if let Some(at) = memchr::memrchr(b'<', bytes) {
            *self = Self {
                is_open: bytes.get(at + 1).is_none_or(u8::is_ascii_alphabetic),
                ..Self::default()
            };
            bytes = bytes.get(at + 1..).unwrap_or_default();
        }
        let mut compared = 0;
        for byte in bytes {
            match (*byte, self.quote) {
                _ if !self.is_open => break,
                (byte, Some(quote)) => self.quote = Some(quote).filter(|quote| byte != *quote),
                (b'>', None) => self.is_open = false,
                (b'"' | b'\'', None) if self.last == b'=' => self.quote = Some(*byte),
                (byte, None) if byte.is_ascii_whitespace() => {
                    compared += self.attributes;
                    self.attributes += 1;
                    continue;
                }
                _ => {}
            }
            self.last = *byte;
        }
        compared
    }
}

/// Takes out what lies too deep; tells whether anything did. Nothing of it is left to be found by who asks for all nodes.
fn prune(html: &mut Html) -> bool {
    let mut too_deep = Vec::new();
    let mut depth = 0usize;
    for edge in html.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => {
                depth += 1;
                if depth >= DEPTH {
                    too_deep.push(node.id());
                }
            }
            ego_tree::iter::Edge::Close(_) => depth -= 1,
        }
    }
    for id in &too_deep {
        if let Some(mut node) = html.tree.get_mut(*id) {
            node.detach();
            *node.value() = Node::Comment(Comment {
                comment: StrTendril::new(),
            });
        }
    }
    !too_deep.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(html: &Html) -> usize {
        let (mut depth, mut deepest) = (0usize, 0);
        for edge in html.tree.root().traverse() {
            match edge {
                ego_tree::iter::Edge::Open(_) => depth += 1,
                ego_tree::iter::Edge::Close(_) => depth -= 1,
            }
            deepest = deepest.max(depth);
        }
        deepest
    }

    #[test]
    fn hostile_nesting_and_growth_stay_within_the_budget() {
        let attributes = (0..100_000).fold(String::new(), |all, n| all + " a" + &n.to_string());
        let fonts = (0..20_000).fold(String::new(), |all, n| {
            all + "<p><font color=c" + &n.to_string() + ">"
        });
        for page in [
            "<div>".repeat(100_000),
            "<ul><li>".repeat(50_000),
            "<b>".repeat(100_000),
            "<svg>".to_owned() + &"<g>".repeat(100_000),
            "<b><i>".repeat(50_000),
            format!("<div{attributes}>x</div>"),
            fonts,
            "<".repeat(1_000_000),
            "\0".repeat(1_000_000),
            "<!--".to_owned() + &"x".repeat(1_000_000),
        ] {
            let parsed = parse(&page);
            assert!(depth(&parsed.html) <= DEPTH);
            assert!(parsed.html.tree.values().len() < NODES + 100_000);
        }
    }

    #[test]
    fn depth_without_end_is_cut_before_it_costs_more_than_its_tree() {
        for piece in ["<div>", "<ul><li>", "<b>", "<b><i>", "<svg><g>"] {
            let parsed = parse(&piece.repeat(100_000));
            assert!(parsed.cut.is_some(), "{piece}");
            assert!(parsed.html.tree.values().len() < 5_000, "{piece}");
        }
        let flat = parse(&"<div><p>x</p></div>".repeat(20_000));
        assert!(flat.cut.is_none());
        let open = format!("{}x", "<span>".repeat(2_000));
        assert_ne!(
            parse(&open).cut,
            parse(&(open + &"</i>".repeat(100_000))).cut
        );
    }

    #[test]
    fn a_tag_without_end_is_cut_and_long_texts_scripts_and_comments_are_not() {
        let names: Vec<String> = (0..100_000).map(|n| format!(" a{n}")).collect();
        let names = names.concat();
        assert!(parse(&format!("<p>x</p><div{names}>x</div>")).cut.is_some());
        let words = "some words ".repeat(100_000);
        for page in [
            format!("<p>{words}</p>"),
            format!("<script>{words}</script>"),
            format!("<p title='{words}'>x</p>"),
            format!("<p title=\"{words}<b>{words}\">x</p>"),
            format!("<!-- {words} -->"),
        ] {
            assert!(parse(&page).cut.is_none());
        }
    }

    #[test]
    fn what_lies_too_deep_is_not_found_beside_the_tree() {
        let page = format!("{}{}x", "<div>".repeat(520), "<span>".repeat(5_000));
        let html = parse(&page).html;
        let elements = html.tree.nodes().filter(|node| node.value().is_element());
        let root = html.root_element().id();
        for element in elements {
            assert!(element.id() == root || element.ancestors().any(|up| up.id() == root));
        }
    }

    #[test]
    fn an_ordinary_page_is_read_whole() {
        let parsed = parse("<title>x</title><p>One<p>Two<noscript><img src=a></noscript>");
        assert!(parsed.cut.is_none());
        assert_eq!(
            parsed.html.root_element().text().collect::<String>(),
            "xOneTwo"
        );
    }
}
