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
const PIECE: usize = 1024;
/// How many nodes a tree may have.
const NODES: usize = 600_000;
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
    let (mut nodes, mut steps) = (0, 0usize);
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
        let (depth, written) = {
            let tree = &parser.tokenizer.sink.sink.0.borrow().tree;
            nodes = tree.values().len();
            let newest = tree.nodes().next_back();
            let text = newest.and_then(|node| Some(node.value().as_text()?.len()));
            (newest.map_or(0, |node| node.ancestors().count()), text)
        };
        let tags = memchr::memchr_iter(b'<', piece.as_bytes()).count();
        steps += (nodes - before).max(tags) * depth;
        steps += tag.goes_on(piece, nodes > before, written) / COMPARED;
        if nodes > NODES {
            cut = Some("The page has too many elements; only its beginning was read.");
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

/// A tag that more than one piece of the page is in.
#[derive(Debug, Default)]
struct OpenTag {
    /// Whether the last `<` begins a tag.
    is_one: bool,
    attributes: usize,
    /// The length of the newest text.
    written: Option<usize>,
}

impl OpenTag {
    /// Takes the next piece in; returns how many attributes the parser compared with each other if all of it is in a tag,
    /// which shows by nothing that the tree got.
    fn goes_on(&mut self, piece: &str, is_grown: bool, written: Option<usize>) -> usize {
        let is_in_text = written.is_some() && written != self.written;
        self.written = written;
        let bytes = piece.as_bytes();
        if let Some(at) = memchr::memrchr(b'<', bytes) {
            self.is_one = bytes.get(at + 1).is_none_or(u8::is_ascii_alphabetic);
            self.attributes = 0;
        }
        if is_grown || is_in_text || !self.is_one {
            self.attributes = 0;
            return 0;
        }
        let before = self.attributes;
        self.attributes += bytes.iter().filter(|b| b.is_ascii_whitespace()).count();
        (self.attributes - before) * before
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
        let names: String = (0..100_000).map(|n| format!(" a{n}")).collect();
        assert!(parse(&format!("<p>x</p><div{names}>x</div>")).cut.is_some());
        let words = "some words ".repeat(100_000);
        for page in [
            format!("<p>{words}</p>"),
            format!("<script>{words}</script>"),
            format!("<p title='{}'>x</p>", "some words ".repeat(400)),
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
