//! Headings of days between updates: "Thursday 7 August", "Yesterday", "8月7日(木)".

use std::collections::HashMap;

use chrono::NaiveDate;
use ego_tree::iter::Edge;
use scraper::{ElementRef, Html};

use super::series;
use crate::source::{
    dom::element::{self, Id},
    field::time::{self, Reading, TimeContext},
};

/// The longest heading of a day, in characters.
const HEADING: usize = 60;
/// What has more nodes holds more than a day.
const NODES: usize = 8;

/// A heading of a day.
struct Heading {
    day: NaiveDate,
    /// The place of the update that it stands before.
    before: usize,
    make: String,
    parent: Option<Id>,
}

/// Finds the headings of days among updates; tells for each before which update it stands.
///
/// A day above the first update may be the page's own dateline: it heads the updates below only where it is made as the
/// headings further down are, or where it stands beside the first update.
pub(super) fn headings(
    html: &Html,
    updates: &[Option<Id>],
    ctx: &TimeContext,
) -> Vec<(usize, NaiveDate)> {
    let places: HashMap<Id, usize> = updates
        .iter()
        .enumerate()
        .filter_map(|(place, id)| Some(((*id)?, place)))
        .collect();
    let mut found: Vec<Heading> = Vec::new();
    let mut next = 0;
    // What stands inside an update, or inside a heading that was read, is not asked.
    let mut inside: Option<Id> = None;
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) if inside.is_none() => {
                let Some(element) = ElementRef::wrap(node) else {
                    continue;
                };
                if let Some(place) = places.get(&node.id()) {
                    next = place + 1;
                    inside = Some(node.id());
                } else if let Some(day) = day(element, ctx) {
                    inside = Some(node.id());
                    found.push(Heading {
                        day,
                        before: next,
                        make: series::make(element),
                        parent: element::parent(element).map(|p| p.id()),
                    });
                }
            }
            Edge::Close(node) if inside == Some(node.id()) => inside = None,
            _ => {}
        }
    }
    let own = updates.iter().flatten().next();
    let beside = own
        .and_then(|id| html.tree.get(*id)?.parent())
        .map(|parent| parent.id());
    let makes: Vec<String> = found
        .iter()
        .filter(|day| (1..updates.len()).contains(&day.before))
        .map(|day| day.make.clone())
        .collect();
    let heads = |day: &Heading| {
        day.before > 0 || makes.contains(&day.make) || beside.is_some() && day.parent == beside
    };
    found
        .into_iter()
        .filter(|day| day.before < updates.len() && heads(day))
        .map(|day| (day.before, day.day))
        .collect()
}

/// Reads an element that is a day and nothing else.
fn day(found: ElementRef<'_>, ctx: &TimeContext) -> Option<NaiveDate> {
    let name = found.value().name();
    let may_head = matches!(
        name,
        "h1" | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "div"
            | "p"
            | "span"
            | "li"
            | "time"
            | "dt"
            | "b"
            | "strong"
            | "section"
            | "header"
    );
    if !may_head || found.descendants().take(NODES + 1).count() > NODES {
        return None;
    }
    let text = element::text(found);
    if !(3..=HEADING).contains(&text.chars().count()) {
        return None;
    }
    match time::read(&text, ctx)? {
        Reading::Day(day) => Some(day),
        Reading::Stamp(_) | Reading::Clock(_) => None,
    }
}
