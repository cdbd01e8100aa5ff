//! The text of an XML feed to a tree, whatever is wrong with it: a mistake costs the item that it is in, and no other.
//!
//! Knows the namespaces of feeds and what an item is, not what stands in one. Names are told by what their prefix is
//! known for where nobody declared it, entities are those of HTML, and of an item that is cut off only whole parts are
//! kept: half a text would look like an edit once the whole is there.

use std::borrow::Cow;

use quick_xml::{
    Reader,
    escape::resolve_html5_entity,
    events::{BytesStart, Event},
};

use crate::model::WebUrl;

/// Deeper elements are not told apart, their text goes to what they are in.
const DEPTH: usize = 64;
/// How many elements a feed may have.
const ELEMENTS: usize = 150_000;
/// How many attributes of one element are looked at.
const ATTRIBUTES: usize = 64;
/// After how many mistakes reading stops: each may have been searched for to the end of the feed.
const MISTAKES: usize = 64;

/// What a name belongs to, as far as feeds are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vocabulary {
    /// RSS in all versions, RDF's frame, Atom.
    Feed,
    /// RSS 1.0's module of content.
    Content,
    /// Dublin Core.
    Dublin,
    /// Media RSS.
    Media,
    /// Apple's of podcasts.
    Itunes,
    /// Anything else, XHTML too.
    Other,
}

/// An element with what is in it.
#[derive(Debug)]
pub(super) struct Element {
    /// The name without its prefix, in lower case.
    pub name: String,
    pub of: Vocabulary,
    /// What relative addresses in it count from, if `xml:base` says so.
    pub base: Option<WebUrl>,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    Element(Element),
    Text(String),
}

/// A feed's tree.
#[derive(Debug)]
pub(super) struct Tree {
    /// Holds the feed's outermost element.
    pub root: Element,
    /// How many items lost something because a mistake in the XML hid where it ends.
    pub broken: usize,
    /// Whether the feed was too large to be read to its end.
    pub cut: bool,
}

impl Element {
    fn new(name: &str, of: Vocabulary, base: Option<WebUrl>) -> Self {
        Self {
            name: name.to_owned(),
            of,
            base,
            attributes: Vec::new(),
            children: Vec::new(),
        }
    }

    /// Tells whether this is an item of RSS or an entry of Atom.
    pub fn is_item(&self) -> bool {
        self.of == Vocabulary::Feed && matches!(self.name.as_str(), "item" | "entry")
    }

    /// Returns an attribute by its name in lower case; those of other namespaces go by name and prefix ("xml:lang").
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.trim())
    }

    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Finds the children of a name.
    pub fn all<'a>(
        &'a self,
        of: Vocabulary,
        name: &'a str,
    ) -> impl Iterator<Item = &'a Element> + 'a {
        self.elements()
            .filter(move |child| child.of == of && child.name == name)
    }

    /// Finds the first child of a name.
    pub fn child(&self, of: Vocabulary, name: &str) -> Option<&Element> {
        self.elements()
            .find(|child| child.of == of && child.name == name)
    }

    /// Returns the text in it, that of its elements included.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text.trim().to_owned()
    }

    fn add_text(&self, text: &mut String) {
        for child in &self.children {
            match child {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) => element.add_text(text),
            }
        }
    }

    /// Tells whether markup stands in it that was not escaped.
    pub fn has_elements(&self) -> bool {
        self.elements().next().is_some()
    }

    /// Writes what is in it as HTML.
    pub fn inner_html(&self) -> String {
        let mut html = String::new();
        self.add_html(&mut html);
        html
    }

    fn add_html(&self, html: &mut String) {
        for child in &self.children {
            match child {
                Node::Text(words) => html.push_str(&quick_xml::escape::escape(words.as_str())),
                Node::Element(element) => {
                    html.extend(["<", element.name.as_str()]);
                    for (name, value) in &element.attributes {
                        let value = quick_xml::escape::escape(value.as_str());
                        html.extend([" ", name.as_str(), "=\"", &value, "\""]);
                    }
                    html.push('>');
                    element.add_html(html);
                    if !is_void(&element.name) {
                        html.extend(["</", element.name.as_str(), ">"]);
                    }
                }
            }
        }
    }

    fn add(&mut self, words: &str) {
        if let Some(Node::Text(text)) = self.children.last_mut() {
            text.push_str(words);
        } else {
            self.children.push(Node::Text(words.to_owned()));
        }
    }
}

/// Elements of HTML that have no end.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "br" | "hr" | "img" | "input" | "source" | "track" | "wbr" | "embed" | "col" | "area"
    )
}

/// Reads a feed's text; `base` is its own address.
pub(super) fn read(text: &str, base: Option<&WebUrl>) -> Tree {
    let mut builder = Builder::new(base.cloned());
    let mut rest = text;
    for _ in 0..MISTAKES {
        let Some(mistake) = builder.read(rest) else {
            return builder.finish();
        };
        builder.give_up_item();
        // The next item is found again by its name.
        let after = rest.get(mistake..).unwrap_or_default();
        let Some(next) = next_item(after) else {
            return builder.finish();
        };
        rest = after.get(next..).unwrap_or_default();
    }
    builder.tree.cut = true;
    builder.finish()
}

/// Finds where the next item begins behind the first character.
fn next_item(text: &str) -> Option<usize> {
    let begins = |at: &usize| {
        let name = text.get(at + 1..).unwrap_or_default();
        ["item", "entry", "rss:item", "atom:entry"]
            .iter()
            .filter_map(|item| name.strip_prefix(item))
            .any(|rest| rest.starts_with(|c: char| c == '>' || c.is_whitespace()))
    };
    memchr::memchr_iter(b'<', text.as_bytes())
        .filter(|at| *at > 0)
        .find(begins)
}

struct Builder {
    tree: Tree,
    open: Vec<Element>,
    /// How many elements are open below the deepest that is told apart.
    over: usize,
    elements: usize,
    /// What prefixes stand for, with the depth at which each was declared.
    prefixes: Vec<(usize, String, Vocabulary)>,
}

impl Builder {
    fn new(base: Option<WebUrl>) -> Self {
        Self {
            tree: Tree {
                root: Element::new("", Vocabulary::Other, base),
                broken: 0,
                cut: false,
            },
            open: Vec::new(),
            over: 0,
            elements: 0,
            prefixes: Vec::new(),
        }
    }

    /// Reads until the end (`None`) or a mistake that hides what follows; says where that is.
    fn read(&mut self, text: &str) -> Option<usize> {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        config.check_comments = false;
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => self.begin(&tag, false),
                Ok(Event::Empty(tag)) => self.begin(&tag, true),
                Ok(Event::End(tag)) => self.end(tag.name().as_ref()),
                Ok(Event::Text(words)) => self.innermost().add(&words),
                Ok(Event::CData(words)) => self.innermost().add(&words),
                Ok(Event::GeneralRef(name)) => {
                    let words = meaning(&name);
                    self.innermost().add(&words);
                }
                Ok(Event::Eof) => {
                    // What is open now lost its end.
                    self.give_up_item();
                    return None;
                }
                Ok(_) => {}
                Err(_) => return usize::try_from(reader.error_position()).ok(),
            }
            if self.elements > ELEMENTS {
                self.tree.cut = true;
                self.give_up_item();
                return None;
            }
        }
    }

    fn innermost(&mut self) -> &mut Element {
        self.open.last_mut().unwrap_or(&mut self.tree.root)
    }

    fn begin(&mut self, tag: &BytesStart<'_>, empty: bool) {
        self.elements += 1;
        if self.open.len() >= DEPTH || self.over > 0 {
            self.over += usize::from(!empty);
            return;
        }
        let qualified = tag.name();
        let attributes: Vec<(String, String)> = tag
            .html_attributes()
            .with_checks(false)
            .take(ATTRIBUTES)
            .flatten()
            .map(|attribute| {
                let name = attribute.key.as_ref().to_ascii_lowercase();
                (name, entities(&attribute.value).into_owned())
            })
            .collect();
        self.declare(&attributes);
        let mut element = self.named(qualified.as_ref());
        if let Some((_, said)) = attributes.iter().find(|(name, _)| name == "xml:base") {
            element.base = resolve(said, element.base.as_ref()).or(element.base);
        }
        element.attributes = attributes;
        // Items do not nest: the one before lost its end.
        if element.is_item()
            && let Some(before) = self.open.iter().position(Element::is_item)
        {
            self.close_to(before);
        }
        self.open.push(element);
        if empty {
            self.close_to(self.open.len() - 1);
        }
    }

    fn named(&self, qualified: &str) -> Element {
        let (prefix, local) = qualified.split_once(':').unwrap_or(("", qualified));
        let declared = self.prefixes.iter().rev().find(|(_, own, _)| own == prefix);
        let of = declared.map_or_else(|| known_for(prefix), |(_, _, of)| *of);
        let parent = self.open.last().unwrap_or(&self.tree.root);
        Element::new(&local.to_ascii_lowercase(), of, parent.base.clone())
    }

    /// Notes what prefixes stand for from here on.
    fn declare(&mut self, attributes: &[(String, String)]) {
        let depth = self.open.len();
        for (name, address) in attributes {
            let prefix = match name.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) if rest.starts_with(':') => &rest[1..],
                _ => continue,
            };
            let of = namespace(address).unwrap_or(if prefix.is_empty() && depth == 0 {
                // Whatever a feed calls itself by, it is one.
                Vocabulary::Feed
            } else if prefix.is_empty() {
                Vocabulary::Other
            } else {
                known_for(prefix)
            });
            if self.prefixes.len() < ATTRIBUTES * 4 {
                self.prefixes.push((depth, prefix.to_owned(), of));
            }
        }
    }

    fn end(&mut self, qualified: &str) {
        if self.over > 0 {
            self.over -= 1;
            return;
        }
        let named = self.named(qualified);
        let opened = |element: &Element| element.name == named.name && element.of == named.of;
        // An end that nothing begins is not one.
        if let Some(at) = self.open.iter().rposition(opened) {
            self.close_to(at);
        }
    }

    /// Closes the element at a depth and all in it.
    fn close_to(&mut self, depth: usize) {
        self.over = 0;
        while self.open.len() > depth
            && let Some(element) = self.open.pop()
        {
            self.innermost().children.push(Node::Element(element));
        }
        self.prefixes.retain(|(declared, ..)| *declared < depth);
    }

    /// Ends the item that is open, if one is, without what is open in it. One that cannot be known again is dropped.
    fn give_up_item(&mut self) {
        let Some(at) = self.open.iter().position(Element::is_item) else {
            return;
        };
        self.tree.broken += 1;
        self.open.truncate(at + 1);
        let has = |name| self.innermost_item_has(at, name);
        if has("title") && (has("guid") || has("id")) {
            self.close_to(at);
        } else {
            self.open.truncate(at);
            self.over = 0;
            self.prefixes.retain(|(declared, ..)| *declared < at);
        }
    }

    fn innermost_item_has(&self, at: usize, name: &str) -> bool {
        let item = self.open.get(at);
        item.is_some_and(|item| item.child(Vocabulary::Feed, name).is_some())
    }

    fn finish(mut self) -> Tree {
        self.close_to(0);
        self.tree
    }
}

/// Resolves a reference; without a base it must be absolute.
pub(super) fn resolve(reference: &str, base: Option<&WebUrl>) -> Option<WebUrl> {
    match base {
        Some(base) => base.join(reference).ok(),
        None => WebUrl::parse(reference).ok(),
    }
}

/// Tells what a namespace's address stands for; the spellings of years count all.
fn namespace(address: &str) -> Option<Vocabulary> {
    let address = address.to_ascii_lowercase();
    let known = [
        ("rss/1.0/modules/content", Vocabulary::Content),
        ("rss/1.0/modules/", Vocabulary::Other),
        ("purl.org/dc/", Vocabulary::Dublin),
        ("yahoo.com/mrss", Vocabulary::Media),
        ("itunes", Vocabulary::Itunes),
        ("purl.org/rss/", Vocabulary::Feed),
        ("purl.org/atom", Vocabulary::Feed),
        ("w3.org/2005/atom", Vocabulary::Feed),
        ("22-rdf-syntax-ns", Vocabulary::Feed),
        ("netscape.com/rdf", Vocabulary::Feed),
        ("userland.com/rss", Vocabulary::Feed),
        ("w3.org/1999/xhtml", Vocabulary::Other),
    ];
    let found = known.iter().find(|(sign, _)| address.contains(sign));
    found.map(|(_, of)| *of)
}

/// Tells what a prefix stands for that nobody declared.
fn known_for(prefix: &str) -> Vocabulary {
    match prefix.to_ascii_lowercase().as_str() {
        "" | "rss" | "rdf" | "atom" | "a10" => Vocabulary::Feed,
        "content" => Vocabulary::Content,
        "dc" | "dcterms" => Vocabulary::Dublin,
        "media" => Vocabulary::Media,
        "itunes" => Vocabulary::Itunes,
        _ => Vocabulary::Other,
    }
}

/// Puts characters in the place of references; what is none stays as it is.
fn entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        said.push_str(before);
        let name = after.split_once(';').filter(|(name, _)| is_reference(name));
        if let Some((name, behind)) = name {
            said.push_str(&meaning(name));
            rest = behind;
        } else {
            said.push('&');
            rest = after;
        }
    }
    said.push_str(rest);
    Cow::Owned(said)
}

fn is_reference(name: &str) -> bool {
    let mut letters = name.strip_prefix('#').unwrap_or(name).bytes();
    (1..=32).contains(&name.len()) && letters.all(|b| b.is_ascii_alphanumeric())
}

/// Returns what a reference stands for, by its name without `&` and `;`.
fn meaning(name: &str) -> Cow<'_, str> {
    let number = name.strip_prefix('#').map(|digits| {
        digits
            .strip_prefix(['x', 'X'])
            .map_or_else(|| digits.parse(), |hex| u32::from_str_radix(hex, 16))
    });
    match number {
        Some(Ok(0)) => Cow::Borrowed(""),
        // As in HTML, the numbers of windows-1252 are meant where Unicode has controls.
        Some(Ok(code @ 0x80..=0x9f)) => {
            let byte = [u8::try_from(code).unwrap_or(b'?')];
            let (said, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
            Cow::Owned(said.into_owned())
        }
        Some(Ok(code)) => Cow::Owned(char::from_u32(code).unwrap_or('\u{fffd}').to_string()),
        Some(Err(_)) => Cow::Owned(format!("&{name};")),
        None => resolve_html5_entity(name)
            .map_or_else(|| Cow::Owned(format!("&{name};")), Cow::Borrowed),
    }
}

#[cfg(test)]
mod tests;
