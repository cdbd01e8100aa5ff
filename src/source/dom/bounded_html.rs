//! The one door to the HTML parser.
//!
//! The parser has no limits of its own: depth costs it quadratic time, unclosed formatting grows its tree without
//! bound, each attribute of a tag is compared with those before it. So it is fed in small pieces, and what it did is
//! counted after each: how many nodes the tree has, how far the parser had to look up from them, how much it handed on
//! to the tree or complained of, and how many attributes a tag has, closed or not. What was parsed until then is used.
//! Depth is bounded afterwards, so that the rest of the program may walk the tree as it likes.

use std::{cell::Cell, iter};

use ego_tree::NodeId;
use html5ever::{
    TokenizerResult,
    buffer_queue::BufferQueue,
    interface::TreeSink,
    local_name,
    tendril::StrTendril,
    tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts},
    tree_builder::{TreeBuilder, TreeBuilderOpts},
};
use scraper::{Html, HtmlTreeSink, Node, node::Comment};

/// Bytes between two looks at the budget.
const PIECE: usize = 2048;
/// How many nodes a tree may have: pages of thousands of updates have a tenth of it, and it takes a hundred megabytes.
const NODES: usize = 300_000;
/// How many attributes a tree may have: they take half of what its nodes may.
const ATTRIBUTES: usize = 1_000_000;
/// How many nodes and character references together the parser may have looked up.
const LOOKED_UP: usize = 600_000;
/// How many elements the parser may pass on its way up from all nodes and tags, for each new one is looked up in those
/// that are open; whatever else it does is counted in the time that one takes.
const STEPS: usize = 6_000_000;
/// So many attributes are compared in the time that a step takes: each new one is compared with those before it.
const COMPARED: usize = 8;
/// What ended within so many bytes has no number of attributes that matters.
const SHORT: usize = 256;
/// So many steps are taken in the time of a mistake: the parser writes a sentence about each that nobody reads.
const MISTAKE: usize = 4;
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
    let options = TreeBuilderOpts {
        scripting_enabled: false,
        ..TreeBuilderOpts::default()
    };
    let tree = TreeBuilder::new(HtmlTreeSink::new(Html::new_document()), options);
    let tokenizer = Tokenizer::new(Counted::new(tree), TokenizerOpts::default());
    let input = BufferQueue::default();
    let counted = &tokenizer.sink;
    let mut cut = None;
    let mut rest = text;
    let (mut nodes, mut attributes, mut steps, mut references) = (0, 0, 0usize, 0);
    let mut tag = OpenTag::default();
    while !rest.is_empty() {
        let mut end = rest.len().min(PIECE);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let (piece, after) = rest.split_at(end);
        let before = nodes;
        let mut compared = 0;
        let shared = StrTendril::from(piece);
        for (start, part) in parts(piece) {
            let tokens = counted.tokens.get();
            input.push_back(shared.subtendril(start, length(part)));
            while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
            compared += tag.goes_on(part, counted.tokens.get() > tokens);
            // One tag may bring many elements: those that style what comes after it are opened again, all they have.
            let tree = &counted.tree.sink.0.borrow().tree;
            let new = tree.values().len() - nodes;
            let elements = tree.values().rev().take(new).filter_map(Node::as_element);
            attributes += elements.map(|element| element.attrs.len()).sum::<usize>();
            nodes += new;
            if nodes > NODES || attributes > ATTRIBUTES {
                break;
            }
        }
        rest = after;
        let depth = {
            let tree = &counted.tree.sink.0.borrow().tree;
            let newest = tree.nodes().next_back();
            newest.map_or(0, |node| node.ancestors().count())
        };
        let tags = memchr::memchr_iter(b'<', piece.as_bytes()).count();
        steps += (nodes - before).max(tags) * depth;
        steps += compared.saturating_add(counted.compared.take()) / COMPARED;
        steps += counted.tokens.take() + counted.mistakes.take() * MISTAKE;
        references += memchr::memchr_iter(b'&', piece.as_bytes()).count();
        if nodes > NODES || attributes > ATTRIBUTES || nodes + references > LOOKED_UP {
            cut = Some(
                "The page has too many elements, attributes or character references; only its beginning was read.",
            );
        } else if steps > STEPS {
            cut = Some("The page takes too much work to read; only its beginning was read.");
        }
        if cut.is_some() {
            break;
        }
    }
    tokenizer.end();
    let mut html = tokenizer.sink.tree.sink.finish();
    if prune(&mut html) {
        cut = cut.or(Some(
            "The page is nested too deeply; what lies deepest was left out.",
        ));
    }
    Parsed { html, cut }
}

/// Splits a piece of a page before each sign that may begin a tag: no more than one begins in a part. Returns where each
/// part begins, too.
fn parts(piece: &str) -> impl Iterator<Item = (u32, &str)> {
    let begun = memchr::memchr_iter(b'<', piece.as_bytes()).filter(|at| *at > 0);
    let starts = iter::once(0).chain(begun.clone());
    let ends = begun.chain(iter::once(piece.len()));
    starts
        .zip(ends)
        .filter_map(|(start, end)| Some((length(piece.get(..start)?), piece.get(start..end)?)))
}

/// Returns the bytes of a piece, or of a part of one.
fn length(part: &str) -> u32 {
    part.len().try_into().unwrap_or(u32::MAX)
}

/// The tree, with a count of what the parser hands on to it.
struct Counted {
    tree: TreeBuilder<NodeId, HtmlTreeSink>,
    /// Tags, comments and pieces of text that ended.
    tokens: Cell<usize>,
    mistakes: Cell<usize>,
    /// How many attributes were compared with each other because a page has one root and one body, which take what
    /// further ones bring.
    compared: Cell<usize>,
    shared: Cell<usize>,
}

impl Counted {
    fn new(tree: TreeBuilder<NodeId, HtmlTreeSink>) -> Self {
        Self {
            tree,
            tokens: Cell::default(),
            mistakes: Cell::default(),
            compared: Cell::default(),
            shared: Cell::default(),
        }
    }
}

impl TokenSink for Counted {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        match &token {
            Token::ParseError(_) => {
                self.mistakes.update(|mistakes| mistakes + 1);
                return TokenSinkResult::Continue;
            }
            Token::TagToken(tag)
                if [local_name!("html"), local_name!("body")].contains(&tag.name) =>
            {
                let attributes = tag.attrs.len();
                self.shared.update(|shared| shared + attributes);
                let compared = attributes.saturating_mul(self.shared.get());
                self.compared
                    .update(|before| before.saturating_add(compared));
            }
            _ => {}
        }
        self.tokens.update(|tokens| tokens + 1);
        self.tree.process_token(token, line)
    }

    fn end(&self) {
        self.tree.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.tree
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// A tag that a piece of the page may end in, as far as its attributes have to be counted: the parser compares each with
/// those before it, and nothing that the tree got shows it.
#[derive(Debug, Default)]
struct OpenTag {
    /// Whether something began that has not ended: a tag, a comment, what is neither.
    is_open: bool,
    at: Place,
    attributes: usize,
}

/// Where in a tag a byte stands; the states of the HTML standard (13.2.5) that tell attributes apart.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// After the sign that begins it, and the stroke of one that closes an element.
    Sign,
    TagName,
    BeforeName,
    Name,
    AfterName,
    BeforeValue,
    Unquoted,
    Quoted(u8),
    /// After its end, or in what is no tag.
    #[default]
    Outside,
}

impl OpenTag {
    /// Takes the next part in, in which something ended or did not; returns how many attributes the parser compared with
    /// each other.
    fn goes_on(&mut self, part: &str, has_ended: bool) -> usize {
        if has_ended && part.len() <= SHORT {
            self.is_open = false;
            return 0;
        }
        let bytes = if self.is_open {
            part.as_bytes()
        } else {
            let Some(bytes) = part.as_bytes().strip_prefix(b"<") else {
                return 0;
            };
            (self.at, self.attributes) = (Place::Sign, 0);
            bytes
        };
        let mut compared = 0;
        for byte in bytes {
            if self.at == Place::Outside {
                break;
            }
            let before = self.at;
            self.at = before.after(*byte);
            if self.at == Place::Name && before != Place::Name {
                compared += self.attributes;
                self.attributes += 1;
            }
        }
        // Of an empty section of data nothing comes out when it ends.
        let is_over = self.at == Place::Outside && memchr::memchr(b'>', part.as_bytes()).is_some();
        self.is_open = !has_ended && !is_over;
        // Where text ended and no tag, this was a sign in a script.
        if has_ended && self.at != Place::Outside {
            return 0;
        }
        compared
    }
}

impl Place {
    fn after(self, byte: u8) -> Self {
        let is_space = byte.is_ascii_whitespace();
        match (self, byte) {
            (Self::Quoted(quote), _) if byte == quote => Self::BeforeName,
            (Self::Quoted(_), _) => self,
            (Self::Outside, _) | (_, b'>') => Self::Outside,
            (Self::Sign, b'/') => Self::Sign,
            (Self::Sign, _) if byte.is_ascii_alphabetic() => Self::TagName,
            (Self::Sign, _) => Self::Outside,
            (Self::BeforeValue, _) if is_space => self,
            (Self::BeforeValue, b'"' | b'\'') => Self::Quoted(byte),
            (Self::BeforeValue, _) => Self::Unquoted,
            (Self::TagName | Self::BeforeName | Self::Name | Self::AfterName, b'/') => {
                Self::BeforeName
            }
            (Self::Name | Self::AfterName, b'=') => Self::BeforeValue,
            (Self::TagName | Self::BeforeName | Self::Unquoted, _) if is_space => Self::BeforeName,
            (Self::Name | Self::AfterName, _) if is_space => Self::AfterName,
            (Self::TagName | Self::Unquoted, _) => self,
            (Self::BeforeName | Self::Name | Self::AfterName, _) => Self::Name,
        }
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
    fn attributes_are_counted_however_a_tag_is_written_and_wherever_it_stands() {
        let names = |between: &str| {
            let names: Vec<String> = (0..20_000).map(|n| format!("a{n}{between}")).collect();
            names.concat()
        };
        for (begin, between) in [
            ("<p ", " "),
            ("<p ", "\n"),
            ("<p ", "/"),
            ("<p ", "=\"\""),
            ("<p ", "=''"),
            ("</p ", " "),
            ("<p a=\"<\" ", " "),
            ("<p a=b=\" ", " "),
            ("<p =\" ", " "),
            ("<p a = \"b\" ", " "),
            ("</><p ", " "),
            ("<svg><![CDATA[]]><p ", " "),
            ("<!-- <b --><p ", " "),
            ("<script>a<b \"</script><p ", " "),
        ] {
            let tag = format!("{begin}{}", names(between));
            for end in ["", ">x"] {
                assert!(
                    parse(&format!("{tag}{end}")).cut.is_some(),
                    "{begin}{between}"
                );
            }
        }
        for root in ["html", "body"] {
            let again: Vec<String> = (0..20_000).map(|n| format!("<{root} a{n}>")).collect();
            assert!(parse(&again.concat()).cut.is_some(), "{root}");
        }
        let words = "a<b some words ".repeat(100_000);
        for page in [
            format!("<script>{words}</script>"),
            format!("<!-- {words} -->"),
            format!("<p a=<b title=\"{words}\">x</p>"),
            format!("<p a =\n'{words}'>x</p>"),
        ] {
            assert!(parse(&page).cut.is_none());
        }
    }

    #[test]
    fn attributes_that_are_kept_are_counted_whoever_opens_their_element() {
        let names: Vec<String> = (0..200).map(|n| format!(" a{n}")).collect();
        let names = names.concat();
        let styles: Vec<String> = (0..40).map(|n| format!("<b b{n}{names}>")).collect();
        for page in [
            format!("<p{names}>").repeat(6_000),
            format!("<p><b{names}>{}", "<p>x".repeat(6_000)),
            format!("<p>{}{}", styles.concat(), "<p>x".repeat(400)),
        ] {
            let parsed = parse(&page);
            assert!(parsed.cut.is_some());
            let elements = parsed.html.tree.values().filter_map(Node::as_element);
            let attributes: usize = elements.map(|element| element.attrs.len()).sum();
            assert!(attributes < ATTRIBUTES + 20_000, "{attributes}");
        }
    }

    #[test]
    fn what_the_parser_complains_of_at_each_byte_is_cut() {
        for (begin, piece, times) in [
            ("<p ", "\"", 1_600_000),
            ("<p ", "/", 1_600_000),
            ("<p a='", "\0", 1_600_000),
            ("<p>", "\0", 1_300_000),
            ("<p>", "\n", 6_000_000),
            ("<p>", "</x>", 1_600_000),
        ] {
            let page = format!("{begin}{}", piece.repeat(times));
            assert!(parse(&page).cut.is_some(), "{begin}{piece:?}");
        }
        let lines = "<p>Words of news.\n\n".repeat(20_000);
        assert!(parse(&lines).cut.is_none());
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
