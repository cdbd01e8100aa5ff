//! Which part of the page belongs to which update of a series.
//!
//! Some pages put each update into an element of its own; others let marks, paragraphs and pictures follow each
//! other, perhaps in wrappers that mean nothing. The first kind is read element by element; the second is cut at the
//! marks, through the wrappers.

use std::collections::{HashMap, HashSet};

use scraper::{ElementRef, Html};

use super::{blocks, comments};
use crate::{
    source::dom::element::{self, Id, is_heading, letters},
    source::dom::noise,
};

/// Text between the elements of a series that is more than one part in so many of the text in them means that
/// updates are no elements.
const BETWEEN: usize = 5;

/// The elements of one update, in the page's order; never empty.
pub(in crate::source) type Segment = Vec<Id>;

/// Parts the page at the marks of a series; says also how many letters the parts have.
pub(in crate::source) fn cut(html: &Html, marks: &[Id]) -> (Vec<Segment>, usize) {
    let headed = headings(html, marks);
    let marks = headed.as_deref().unwrap_or(marks);
    let anchors: Vec<Option<Id>> = marks.iter().copied().map(Some).collect();
    let grown = blocks::grow(html, &anchors);
    let mut seen = HashSet::new();
    let own: Vec<Id> = marks
        .iter()
        .filter_map(|mark| grown.get(mark).copied())
        .filter(|block| seen.insert(*block))
        .collect();
    let running = Cuts::of(html, marks).run(html);
    let inside = weight(html, own.iter().copied());
    let whole = weight(html, running.iter().flatten().copied());
    let between = whole.saturating_sub(inside);
    if between * BETWEEN > inside {
        (running, whole)
    } else {
        (own.into_iter().map(|block| vec![block]).collect(), inside)
    }
}

/// The headings that stand right before the marks, where nearly all have one: updates begin with these.
fn headings(html: &Html, marks: &[Id]) -> Option<Vec<Id>> {
    let mut seen = HashSet::new();
    let mut headed = 0;
    let moved = marks.iter().map(|mark| {
        let heading = element::element(html, *mark).and_then(heading_before);
        match heading.filter(|heading| seen.insert(*heading)) {
            Some(heading) => {
                headed += 1;
                heading
            }
            None => *mark,
        }
    });
    let moved: Vec<Id> = moved.collect();
    (headed * 10 >= marks.len() * 9).then_some(moved)
}

/// The heading that stands right before the line which begins with a mark.
fn heading_before(mark: ElementRef<'_>) -> Option<Id> {
    let is_blank = |node: &ego_tree::NodeRef<'_, scraper::Node>| {
        !node.value().is_element()
            && node
                .value()
                .as_text()
                .is_none_or(|text| text.trim().is_empty())
    };
    let mut at = mark;
    loop {
        let before = at.prev_siblings().find(|node| !is_blank(node));
        match before.map(ElementRef::wrap) {
            Some(found) => {
                let heading = found.filter(|found| is_heading(found.value().name()))?;
                return (!is_heading(at.value().name())).then(|| heading.id());
            }
            // Above an inline element, only its own line.
            None if !matches!(
                at.value().name(),
                "p" | "div" | "section" | "article" | "li"
            ) =>
            {
                at = element::parent(at)?;
            }
            None => return None,
        }
    }
}

/// Counts the letters of elements.
fn weight(html: &Html, elements: impl Iterator<Item = Id>) -> usize {
    elements
        .filter_map(|id| element::element(html, id))
        .map(|e| element::letters_below(*e))
        .sum()
}

/// Where the marks of a series lie.
struct Cuts {
    /// The innermost element that holds all of them.
    root: Option<Id>,
    marks: HashSet<Id>,
    /// How many marks each element is or holds.
    held: HashMap<Id, usize>,
    total: usize,
}

impl Cuts {
    fn of(html: &Html, marks: &[Id]) -> Self {
        let mut held: HashMap<Id, usize> = HashMap::new();
        let mut total = 0;
        // A mark inside another marks the same place.
        let all: HashSet<Id> = marks.iter().copied().collect();
        let mut root = None;
        for mark in marks.iter().filter_map(|id| element::element(html, *id)) {
            if mark.ancestors().any(|a| all.contains(&a.id())) {
                continue;
            }
            total += 1;
            *held.entry(mark.id()).or_default() += 1;
            for up in mark.ancestors() {
                *held.entry(up.id()).or_default() += 1;
            }
            root = Some(mark);
        }
        let around = root.and_then(|mark| {
            mark.ancestors()
                .filter_map(ElementRef::wrap)
                .find(|a| held.get(&a.id()) == Some(&total))
        });
        Self {
            root: around.map(|e| e.id()),
            marks: all,
            held,
            total,
        }
    }

    fn run(&self, html: &Html) -> Vec<Segment> {
        let mut run = Run {
            cuts: self,
            segments: Vec::new(),
            open: false,
        };
        if let Some(root) = self.root.and_then(|id| element::element(html, id)) {
            run.walk(root);
        }
        run.segments
    }

    fn is_mark(&self, found: ElementRef<'_>) -> bool {
        self.marks.contains(&found.id())
    }

    fn holds(&self, found: ElementRef<'_>) -> usize {
        self.held.get(&found.id()).copied().unwrap_or(0)
    }
}

/// A walk through the page that opens a segment at each mark.
struct Run<'a> {
    cuts: &'a Cuts,
    segments: Vec<Segment>,
    /// Whether what comes belongs to the last segment.
    open: bool,
}

impl Run<'_> {
    fn walk(&mut self, root: ElementRef<'_>) {
        for child in root.children().filter_map(ElementRef::wrap) {
            let held = self.cuts.holds(child);
            match held {
                0 => self.follow(child),
                _ if self.cuts.is_mark(child)
                    || (held == 1 && begins_with_mark(child, self.cuts)) =>
                {
                    self.segments.push(vec![child.id()]);
                    self.open = true;
                }
                _ => {
                    self.walk(child);
                    // Behind the wrapper of the last update comes the rest of the page.
                    self.open &= self.segments.len() < self.cuts.total;
                }
            }
        }
    }

    /// Adds an element without a mark to the update before it, unless it ends the series.
    fn follow(&mut self, child: ElementRef<'_>) {
        let Some(segment) = self.segments.last_mut().filter(|_| self.open) else {
            return;
        };
        let first = segment.first().copied();
        let name = child.value().name();
        // A heading that is not smaller than the one the update began with.
        let ends = is_heading(name)
            && first
                .and_then(|id| child.tree().get(id))
                .and_then(|node| node.value().as_element().map(|e| e.name().to_owned()))
                .is_some_and(|own| is_heading(&own) && name <= own.as_str());
        if ends || comments::is_comment(child) {
            self.open = false;
        } else if !noise::is_noise(child) && !matches!(name, "nav" | "footer" | "form" | "aside") {
            segment.push(child.id());
        }
    }
}

/// Tells whether nothing but the mark's own line stands before the mark: then the element is cut nowhere.
fn begins_with_mark(found: ElementRef<'_>, cuts: &Cuts) -> bool {
    for child in found.children() {
        if let Some(text) = child.value().as_text() {
            if !text.trim().is_empty() {
                // Text of its own beside the mark: a line.
                return true;
            }
        } else if let Some(child) = ElementRef::wrap(child) {
            if cuts.holds(child) > 0 {
                return true;
            }
            if !letters(&element::text(child)).is_empty() {
                return false;
            }
        }
    }
    true
}
