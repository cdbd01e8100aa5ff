//! Updates that are folded away until a script shows them: "Show more" takes the attribute off.
//!
//! What is hidden is no part of a page as a rule: menus, windows, copies for other screens. It is where it is made as
//! the updates are that can be seen.

use std::collections::HashSet;

use scraper::{ElementRef, Html};

use crate::source::dom::{
    element::{self, Id, attr},
    noise,
    numbered::IdMap,
};

/// So many visible marks are asked what they stand in.
const SHOWN: usize = 4;
/// So many elements around a mark may be its update.
const AROUND: usize = 5;

/// The marks of a page that stand in hidden elements.
#[derive(Debug, Default)]
pub(super) struct Folded {
    open: Option<Id>,
    /// Each mark with the hidden element around it.
    marks: IdMap<Id>,
}

impl Folded {
    /// Begins a hidden element; tells whether it may hold updates.
    pub(super) fn opens(&mut self, found: ElementRef<'_>) -> bool {
        let may_hold = noise::is_merely_hidden(found);
        if may_hold && self.open.is_none() {
            self.open = Some(found.id());
        }
        may_hold
    }

    /// Ends an element.
    pub(super) fn close(&mut self, id: Id) {
        self.open = self.open.filter(|open| *open != id);
    }

    /// Takes a mark in, where it is hidden.
    pub(super) fn note(&mut self, mark: Id) {
        if let Some(open) = self.open {
            self.marks.insert(mark, open);
        }
    }

    /// Drops the hidden ones of a series' marks that do not stand in what visible ones stand in.
    pub(super) fn keep_alike(&self, html: &Html, marks: &mut Vec<Id>) {
        if !marks.iter().any(|mark| self.marks.contains_key(mark)) {
            return;
        }
        let visible = marks.iter().filter(|mark| !self.marks.contains_key(*mark));
        let visible = visible.filter_map(|mark| element::element(html, *mark));
        let shown: HashSet<String> = visible
            .take(SHOWN)
            .flat_map(|mark| around(mark).take(AROUND))
            .map(own_make)
            .collect();
        let is_alike = |mark: ElementRef<'_>, hidden: Id| {
            let mut is_outside = false;
            let mut inside = around(mark).take_while(|up| {
                let goes_on = !is_outside;
                is_outside = up.id() == hidden;
                goes_on
            });
            inside.any(|up| is_of_a_make(up) && shown.contains(&own_make(up)))
        };
        marks.retain(|mark| {
            let Some(hidden) = self.marks.get(mark) else {
                return true;
            };
            element::element(html, *mark).is_some_and(|mark| is_alike(mark, *hidden))
        });
    }
}

/// The elements around a mark, innermost first; a mark with a name of its own may be the update.
fn around(mark: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    std::iter::once(mark).chain(mark.ancestors().filter_map(ElementRef::wrap))
}

/// An element's make, wherever it stands: its name and its first class, without numbers.
pub(super) fn own_make(found: ElementRef<'_>) -> String {
    let class = attr(found, "class")
        .and_then(|c| c.split_whitespace().next())
        .unwrap_or_default();
    let class: String = class.chars().filter(|c| !c.is_ascii_digit()).collect();
    format!("{}.{class}", found.value().name())
}

/// Tells whether an element's make says what it is.
fn is_of_a_make(found: ElementRef<'_>) -> bool {
    let name = found.value().name();
    name == "article" || matches!(name, "div" | "section" | "li") && attr(found, "class").is_some()
}
