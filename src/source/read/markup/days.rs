//! Headings of days between updates: "Thursday 7 August", "Yesterday", "8月7日(木)".

use std::collections::HashMap;

use chrono::NaiveDate;
use ego_tree::iter::Edge;
use scraper::{ElementRef, Html};

use super::series;
use crate::source::{
    dom::element::{self, Id},
    field::time::{self, Reading, TimeContext},
    vocabulary::time::NAMES,
};

/// The longest heading of a day, in characters.
const HEADING: usize = 60;
/// The bytes of a day as ISO 8601 writes it.
const ISO_DAY: usize = 10;
/// The longest numeric date with its weekday, in bytes.
const SHORT: usize = 40;
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
    let own = updates.iter().flatten().next();
    let beside = own
        .and_then(|id| html.tree.get(*id)?.parent())
        .map(|parent| parent.id());
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
                } else if let Some(day) = named_day(element).filter(|_| holds(&places, element)) {
                    let (make, parent) = (format!("of a day {}", series::make(element)), beside);
                    found.push(Heading {
                        day,
                        before: next,
                        make,
                        parent,
                    });
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

/// Tells whether an element holds an update.
fn holds(places: &HashMap<Id, usize>, found: ElementRef<'_>) -> bool {
    let mut inside = found.descendants().skip(1);
    inside.any(|node| places.contains_key(&node.id()))
}

/// Reads the day that a box of updates is named for: `data-date="2025-08-07"`, `id="day-2025-08-07"`.
fn named_day(found: ElementRef<'_>) -> Option<NaiveDate> {
    if !matches!(
        found.value().name(),
        "div" | "section" | "ul" | "ol" | "li" | "article" | "dl" | "tbody"
    ) {
        return None;
    }
    let names = element::attributes(found);
    let names = names.filter(|(name, _)| matches!(*name, "id" | "data-date" | "data-day"));
    let mut days = names.filter_map(|(_, value)| {
        let (before, day) = value.split_at_checked(value.len().checked_sub(ISO_DAY)?)?;
        // What stands before the day are words.
        let is_day = value.len() <= HEADING && !before.ends_with(char::is_numeric);
        NaiveDate::parse_from_str(day, "%Y-%m-%d")
            .ok()
            .filter(|_| is_day)
    });
    days.next()
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
    if !(1..=HEADING).contains(&text.chars().count()) {
        return None;
    }
    // A numeric date that could be a fraction as well heads a day where the element is there for that.
    let is_made_for_it = || {
        element::is_heading(name)
            || element::has_name_word(found, |word| word == "day" || NAMES.contains(word))
    };
    if text.len() <= SHORT
        && is_made_for_it()
        && let Some(day) = time::read_day(&text, ctx)
    {
        return Some(day);
    }
    match time::read(&text, ctx)? {
        Reading::Day(day) => Some(day),
        Reading::Stamp(_) | Reading::Clock(_) => None,
    }
}
