//! Which part of the page belongs to which update of a series.
//!
//! Some pages put each update into an element of its own; others let marks, paragraphs and pictures follow each
//! other, perhaps in wrappers that mean nothing. The first kind is read element by element; the second is cut at the
//! marks, through the wrappers.

use std::collections::HashMap;

use scraper::ElementRef;

use super::{
    blocks, series,
    survey::{Places, Survey},
};
use crate::source::dom::{
    element::{self, Id, is_heading},
    noise,
    numbered::IdSet,
};

/// Text between the elements of a series that is more than one part in so many of the text in them means that
/// updates are no elements.
const BETWEEN: usize = 5;

/// The elements of one update, in the page's order; never empty.
pub(in crate::source) type Segment = Vec<Id>;

/// Parts the page at the marks of a series; says also how many letters the parts have.
pub(in crate::source) fn cut(survey: &Survey<'_>, marks: &[Id]) -> (Vec<Segment>, usize) {
    let headed = headings(survey, marks);
    let marks = headed.as_deref().unwrap_or(marks);
    let anchors: Vec<Option<Id>> = marks.iter().copied().map(Some).collect();
    let grown = blocks::grow(survey, &anchors);
    let mut seen = IdSet::default();
    let mut own: Vec<Id> = marks
        .iter()
        .filter_map(|mark| grown.get(mark).copied())
        .filter(|block| seen.insert(*block))
        .collect();
    let size: usize = own.iter().map(|id| survey.below(*id).elements()).sum();
    if size > survey.page().elements() {
        // Elements within elements: tags that are never closed make such towers.
        survey.keep_outermost(&mut own);
    } else {
        unwrap_odd(survey, marks, &mut own);
    }
    let running = Cuts::of(survey, marks).run();
    let weight = |ids: &mut dyn Iterator<Item = &Id>| -> usize {
        ids.map(|id| survey.below(*id).letters()).sum()
    };
    let inside = weight(&mut own.iter());
    let whole = weight(&mut running.iter().flatten());
    let between = whole.saturating_sub(inside);
    if between * BETWEEN > inside {
        (running, whole)
    } else {
        (own.into_iter().map(|block| vec![block]).collect(), inside)
    }
}

/// Fewer blocks have no common make.
const COMMON: usize = 3;

/// Takes the update out of what holds it alone, where the others stand several in one: the section of a day with a
/// single update has the day's heading, too.
fn unwrap_odd(survey: &Survey<'_>, marks: &[Id], own: &mut [Id]) {
    let make = |id: &Id| element::element(survey.html, *id).map(series::make);
    let makes: Vec<Option<String>> = own.iter().map(make).collect();
    let mut alike: HashMap<&String, usize> = HashMap::new();
    for make in makes.iter().flatten() {
        *alike.entry(make).or_default() += 1;
    }
    let are_most = |count: usize| count >= COMMON && count * 10 >= makes.len() * 6;
    let Some((common, _)) = alike.into_iter().find(|(_, count)| are_most(*count)) else {
        return;
    };
    let marks: IdSet = marks.iter().copied().collect();
    for (block, make) in own.iter_mut().zip(&makes) {
        if make.as_ref() == Some(common) {
            continue;
        }
        let found = element::element(survey.html, *block);
        let mut inside = found.into_iter().flat_map(|e| e.descendants().skip(1));
        let held = inside.find_map(|node| {
            let inner = ElementRef::wrap(node).filter(|e| series::make(*e) == *common)?;
            let has_mark = inner.descendants().any(|node| marks.contains(&node.id()));
            has_mark.then(|| inner.id())
        });
        *block = held.unwrap_or(*block);
    }
}

/// The headings that stand right before the marks, where nearly all have one: updates begin with these.
fn headings(survey: &Survey<'_>, marks: &[Id]) -> Option<Vec<Id>> {
    let mut seen = IdSet::default();
    let mut headed = 0;
    let moved = marks.iter().map(|mark| {
        let heading = element::element(survey.html, *mark).and_then(heading_before);
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

/// Where the marks of a series lie.
struct Cuts<'a> {
    survey: &'a Survey<'a>,
    /// The innermost element that holds all of them.
    root: Option<ElementRef<'a>>,
    marks: IdSet,
    /// The outermost of them: a mark inside another marks the same place.
    places: Places,
    total: usize,
}

impl<'a> Cuts<'a> {
    fn of(survey: &'a Survey<'a>, marks: &[Id]) -> Self {
        let places = survey.places(marks.iter().copied()).outermost();
        let total = places.len();
        let last = marks
            .last()
            .and_then(|id| element::element(survey.html, *id));
        let marks: IdSet = marks.iter().copied().collect();
        let root = last.and_then(|mark| {
            let around = mark.ancestors().filter_map(ElementRef::wrap);
            let mut around = around.filter(|up| !marks.contains(&up.id()));
            around.find(|up| places.within(survey.below(up.id())) == total)
        });
        Self {
            survey,
            root,
            marks,
            places,
            total,
        }
    }

    fn run(&self) -> Vec<Segment> {
        let mut run = Run {
            cuts: self,
            segments: Vec::new(),
            open: false,
        };
        if let Some(root) = self.root {
            run.walk(root);
        }
        run.segments
    }

    fn is_mark(&self, found: ElementRef<'_>) -> bool {
        self.marks.contains(&found.id())
    }

    /// Counts the marks that an element is or holds.
    fn holds(&self, found: ElementRef<'_>) -> usize {
        self.places.within(self.survey.below(found.id()))
    }
}

/// A walk through the page that opens a segment at each mark.
struct Run<'a> {
    cuts: &'a Cuts<'a>,
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
        if ends || self.cuts.survey.is_comment(child) {
            self.open = false;
        } else if !noise::is_noise(child) && !matches!(name, "nav" | "footer" | "form" | "aside") {
            segment.push(child.id());
        }
    }
}

/// Tells whether nothing but the mark's own line stands before the mark: then the element is cut nowhere.
fn begins_with_mark(found: ElementRef<'_>, cuts: &Cuts<'_>) -> bool {
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
            if cuts.survey.below(child.id()).letters() > 0 {
                return false;
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::dom::bounded_html;

    fn cut_at(page: &str, name: &str) -> (Vec<usize>, usize) {
        let html = bounded_html::parse(page).html;
        let survey = Survey::of(&html);
        let elements = html.tree.nodes().filter_map(ElementRef::wrap);
        let marks: Vec<Id> = elements
            .filter(|e| e.value().name() == name)
            .map(|e| e.id())
            .collect();
        let (segments, _) = cut(&survey, &marks);
        let size = |segment: &Segment| -> usize {
            let parts = segment.iter();
            parts.map(|id| survey.below(*id).elements()).sum()
        };
        (
            segments.iter().map(size).collect(),
            survey.page().elements(),
        )
    }

    #[test]
    fn marks_within_each_other_cost_no_more_than_the_page() {
        let tower = "<section><h2>Pier</h2><p>It is safe again.</p>".repeat(100);
        let (segments, page) = cut_at(&format!("<main>{tower}"), "section");
        assert!(segments.iter().sum::<usize>() <= page);
    }

    #[test]
    fn updates_are_elements_or_what_runs_on_behind_their_marks() {
        let block = "<div><h2>Pier</h2><p>It is safe again.</p></div>";
        let (segments, _) = cut_at(&format!("<main>{}", block.repeat(3)), "h2");
        assert_eq!(segments, [3, 3, 3]);
        let line = "<h2>Pier</h2><p>It is safe again.</p><p>Ferries run.</p>";
        let (segments, _) = cut_at(&format!("<main>{}", line.repeat(3)), "h2");
        assert_eq!(segments, [3, 3, 3]);
    }
}
