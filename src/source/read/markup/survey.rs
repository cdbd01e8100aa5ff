//! What is to know of every element of a page before a series is looked for: counted in one walk, from the innermost
//! element outwards, and asked by all who weigh one part of the page against another.

use ego_tree::{NodeRef, iter::Edge};
use scraper::{ElementRef, Html, Node};

use super::comments;
use crate::source::dom::{
    element::{self, Id, letter_count},
    emoji,
    numbered::IdMap,
};

/// A page, and what stands below each of its elements.
#[derive(Debug)]
pub(in crate::source) struct Survey<'a> {
    pub(super) html: &'a Html,
    known: IdMap<Below>,
}

/// What stands below an element, itself included. Every element of a page has one, and no page has 4 GB: half-size
/// numbers keep the largest page's in bounds.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Below {
    /// Its place among the page's elements, and that of the first behind it.
    from: u32,
    to: u32,
    /// Bytes of letters, as [`element::letters_below`] counts them.
    letters: u32,
    /// How many of them stand in paragraphs that are no readers' words.
    told: u32,
    paragraphs: u32,
    pub(super) holds_title: bool,
    /// Whether the element is a comment, or the place for comments.
    pub(super) is_comment: bool,
}

impl Below {
    /// Counts the elements that this one is or holds.
    pub(super) fn elements(self) -> usize {
        whole(self.to - self.from)
    }

    pub(super) fn letters(self) -> usize {
        whole(self.letters)
    }

    pub(super) fn told(self) -> usize {
        whole(self.told)
    }

    pub(super) fn paragraphs(self) -> usize {
        whole(self.paragraphs)
    }

    /// Tells whether an element stands behind those before it, which end at `end`, and not within one of them.
    fn is_behind(self, end: &mut u32) -> bool {
        let behind = self.from >= *end;
        if behind {
            *end = self.to;
        }
        behind
    }

    fn add(&mut self, inner: Self) {
        self.letters += inner.letters;
        self.told += inner.told;
        self.paragraphs += inner.paragraphs;
        self.holds_title |= inner.holds_title;
    }

    /// Completes what the parts of an element have with what the element is itself.
    fn close(&mut self, found: ElementRef<'_>) {
        let name = found.value().name();
        if element::is_silent(name) {
            self.letters = 0;
        }
        if name == "img" {
            self.letters = emoji::letters(found).map_or(0, |emoji| half(letter_count(&emoji)));
        }
        if name == "p" {
            self.paragraphs += 1;
            self.told += self.letters;
        }
        self.holds_title |= name == "h1";
        self.is_comment = comments::is_comment(found, self.holds_title);
        if self.is_comment {
            self.told = 0;
        }
    }
}

fn whole(number: u32) -> usize {
    number.try_into().unwrap_or(usize::MAX)
}

fn half(number: usize) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}

impl<'a> Survey<'a> {
    /// Walks a page once.
    pub(in crate::source) fn of(html: &'a Html) -> Self {
        let mut known = IdMap::default();
        known.reserve(html.tree.values().len() / 2);
        let mut elements = 0u32;
        // The open elements, innermost last.
        let mut open: Vec<Below> = vec![Below::default()];
        for edge in html.tree.root().traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Element(_) => {
                        let from = elements;
                        elements += 1;
                        open.push(Below {
                            from,
                            ..Below::default()
                        });
                    }
                    // Programs are most of many a page, and no letter of theirs counts.
                    Node::Text(words) if !is_in_silent(node) => {
                        if let Some(around) = open.last_mut() {
                            around.letters += half(letter_count(&words.text));
                        }
                    }
                    _ => {}
                },
                Edge::Close(node) => {
                    let Some(found) = ElementRef::wrap(node) else {
                        continue;
                    };
                    let mut own = open.pop().unwrap_or_default();
                    own.close(found);
                    own.to = elements;
                    known.insert(found.id(), own);
                    if let Some(around) = open.last_mut() {
                        around.add(own);
                    }
                }
            }
        }
        Self { html, known }
    }

    /// Counts the bytes of the page's letters.
    pub(in crate::source) fn letters(&self) -> usize {
        self.page().letters()
    }

    /// Returns what the whole page has.
    pub(super) fn page(&self) -> Below {
        self.below(self.html.root_element().id())
    }

    /// Returns what stands below an element.
    pub(super) fn below(&self, id: Id) -> Below {
        self.known.get(&id).copied().unwrap_or_default()
    }

    /// Leaves out the elements that stand within another of them; they must be in the page's order.
    pub(super) fn keep_outermost(&self, ids: &mut Vec<Id>) {
        let mut end = 0;
        ids.retain(|id| self.below(*id).is_behind(&mut end));
    }

    /// Finds the places of elements.
    pub(super) fn places(&self, ids: impl Iterator<Item = Id>) -> Places {
        let known = ids.filter_map(|id| self.known.get(&id));
        let mut places: Vec<Below> = known.copied().collect();
        places.sort_unstable_by_key(|below| below.from);
        Places(places)
    }

    pub(super) fn is_comment(&self, found: ElementRef<'_>) -> bool {
        self.below(found.id()).is_comment
    }
}

/// Tells whether a text stands directly in an element that shows none of it.
fn is_in_silent(text: NodeRef<'_, Node>) -> bool {
    let around = text.parent().and_then(ElementRef::wrap);
    around.is_some_and(|around| element::is_silent(around.value().name()))
}

/// Where some elements stand, in the page's order.
#[derive(Debug)]
pub(super) struct Places(Vec<Below>);

impl Places {
    /// Leaves out those that stand within another.
    pub(super) fn outermost(mut self) -> Self {
        let mut end = 0;
        self.0.retain(|below| below.is_behind(&mut end));
        self
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Counts those that another element is or holds.
    pub(super) fn within(&self, below: Below) -> usize {
        let before = |end: u32| self.0.partition_point(|place| place.from < end);
        before(below.to) - before(below.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::dom::bounded_html;

    #[test]
    fn what_stands_below_an_element_is_counted_once() {
        let html = bounded_html::parse(
            "<body><main><h1>Pier</h1><p>One <b>two</b><script>no</script></p><svg><text>no</text></svg></main>\
             <ol class=comment-list><li><p>Well said</p></ol>",
        )
        .html;
        let survey = Survey::of(&html);
        let below = |name: &str| {
            let mut all = html.tree.nodes().filter_map(ElementRef::wrap);
            survey.below(all.find(|e| e.value().name() == name).unwrap().id())
        };
        let main = Below {
            from: below("main").from,
            to: below("main").to,
            letters: 10,
            told: 6,
            paragraphs: 1,
            holds_title: true,
            is_comment: false,
        };
        assert_eq!(below("main"), main);
        assert_eq!((below("body").letters, below("body").told), (18, 6));
        assert!(below("ol").is_comment && !below("body").is_comment);
    }

    #[test]
    fn letters_are_those_of_the_element_itself() {
        let html = bounded_html::parse("<p>Über<script>no</script> <img class=emoji alt=🎉 src=1f389.png><b>Pi</b>er 7<noscript><p>x</p></noscript>").html;
        let survey = Survey::of(&html);
        for found in html.tree.nodes().filter_map(ElementRef::wrap) {
            let letters = survey.below(found.id()).letters();
            assert_eq!(letters, element::letters_below(*found), "{}", found.html());
        }
    }
}
