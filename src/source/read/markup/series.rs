//! Marks that begin updates, and the series that they make.
//!
//! Four kinds of mark begin an update: an element with a machine-readable time, one whose text begins with a clock,
//! one of many with ids of their own, a heading. Marks of one make are a series.

use std::collections::HashMap;

use ego_tree::iter::Edge;
use scraper::{ElementRef, Html};

use super::{comments, fields};
use crate::{
    model::TimeBasis,
    source::dom::noise,
    source::{
        dom::element::{self, Id, attr, attributes},
        field::time::{self, TimeContext, leading},
    },
};

/// Fewer marks are no series.
pub(in crate::source) const LEAST: usize = 3;
/// The longest text that is nothing but a time, in bytes.
const LONE_TIME: usize = 40;
/// What has more nodes holds more than a time.
const NODES: usize = 4;
/// How much of an element's text is asked for a clock, in bytes.
const START: usize = 24;

/// What begins an update, best evidence first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::source) enum Kind {
    /// A machine-readable time.
    Time,
    /// A clock at the beginning of the text.
    Clock,
    /// An id with a number.
    Id,
    /// A heading.
    Heading,
}

/// Marks of one make, in the page's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::source) struct Series {
    pub(in crate::source) kind: Kind,
    pub(in crate::source) marks: Vec<Id>,
}

/// Lists the page's series, best kind first.
pub(in crate::source) fn list(html: &Html, ctx: &TimeContext) -> Vec<Series> {
    let mut makes: HashMap<(Kind, String), Vec<Id>> = HashMap::new();
    let paragraphs = paragraphs(html.root_element());
    let mut aside: Option<Id> = None;
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) if aside.is_none() => {
                let Some(found) = ElementRef::wrap(node) else {
                    continue;
                };
                if comments::is_comment(found) || is_aside(found, paragraphs) {
                    aside = Some(found.id());
                    continue;
                }
                for kind in kinds(found, ctx) {
                    let marks = makes.entry((kind, make(found))).or_default();
                    marks.push(found.id());
                }
            }
            Edge::Close(node) if aside == Some(node.id()) => aside = None,
            _ => {}
        }
    }
    let mut series: Vec<Series> = makes
        .into_iter()
        .filter(|(_, marks)| marks.len() >= LEAST)
        .map(|((kind, _), marks)| Series { kind, marks })
        .collect();
    // Hash maps have no order, and readings should.
    series.sort_by_key(|series| (series.kind, series.marks.first().copied()));
    series
}

/// Menus, footers and forms hold series of their own. What holds most of the page's text is none of them, whatever
/// its name says.
fn is_aside(found: ElementRef<'_>, all: usize) -> bool {
    let named = matches!(found.value().name(), "nav" | "footer" | "aside" | "form")
        || noise::is_noise(found);
    named && (all == 0 || paragraphs(found) * 2 < all)
}

fn paragraphs(root: ElementRef<'_>) -> usize {
    root.descendants()
        .filter(|node| node.value().as_element().is_some_and(|e| e.name() == "p"))
        .count()
}

/// What an element marks.
fn kinds(found: ElementRef<'_>, ctx: &TimeContext) -> Vec<Kind> {
    let name = found.value().name();
    let mut kinds = Vec::new();
    if is_silent(name) {
        return kinds;
    }
    let mut numbered = false;
    let mut timed = false;
    for (name, value) in attributes(found) {
        numbered |= fields::is_id(name) && value.bytes().any(|b| b.is_ascii_digit());
        timed |= fields::TIMES.contains(&name)
            && time::parse_machine(value.trim(), TimeBasis::Markup, ctx).is_some();
    }
    if timed {
        kinds.push(Kind::Time);
    }
    if holds_clocks(name) && (begins_with_clock(found) || is_lone_time(found, ctx)) {
        kinds.push(Kind::Clock);
    }
    if matches!(name, "div" | "article" | "section" | "li") && numbered {
        kinds.push(Kind::Id);
    }
    if matches!(name, "h2" | "h3") {
        kinds.push(Kind::Heading);
    }
    kinds
}

fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "html" | "body" | "head" | "meta" | "link" | "img" | "option" | "source"
    ) || element::is_silent(name)
}

fn holds_clocks(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "li"
            | "b"
            | "strong"
            | "span"
            | "small"
            | "em"
            | "time"
            | "td"
            | "th"
            | "dt"
    )
}

/// Tells whether an element's text begins with a clock.
fn begins_with_clock(found: ElementRef<'_>) -> bool {
    let first = found.text().find(|text| !text.trim_start().is_empty());
    first.is_some_and(|text| text.trim_start().starts_with(leading::may_begin))
        && leading::leading(&element::first_line(found, START)).is_some()
}

/// Tells whether an element holds nothing but a time: "Thu 11:15 p.m.", "yesterday 09.12", "5 min ago".
fn is_lone_time(found: ElementRef<'_>, ctx: &TimeContext) -> bool {
    if found.descendants().take(NODES + 1).count() > NODES {
        return false;
    }
    let text = element::text(found);
    let short = (4..=LONE_TIME).contains(&text.len()) && text.bytes().any(|b| b.is_ascii_digit());
    // A day parts updates, and numbers such as 19.3 look like one.
    let is_clock = || {
        let found = time::find(&text, ctx).map(|found| found.reading);
        found.is_some_and(|reading| !matches!(reading, time::Reading::Day(_)))
    };
    short && is_clock() && time::is_whole(&text, ctx)
}

/// What elements of one series have in common: name and first class, without numbers, and the parent's name.
pub(in crate::source) fn make(found: ElementRef<'_>) -> String {
    let class = attr(found, "class")
        .and_then(|c| c.split_whitespace().next())
        .unwrap_or_default();
    let class: String = class.chars().filter(|c| !c.is_ascii_digit()).collect();
    let up = element::parent(found)
        .map(|p| p.value().name())
        .unwrap_or_default();
    format!("{}.{class} {up}", found.value().name())
}
