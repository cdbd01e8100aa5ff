//! Marks that begin updates, and the series that they make.
//!
//! Four kinds of mark begin an update: an element with a machine-readable time, one whose text begins with a clock,
//! one of many with ids of their own, a heading. Marks of one make are a series.

use std::collections::HashMap;

use ego_tree::iter::Edge;
use scraper::ElementRef;

use super::{
    fields,
    folded::{self, Folded},
    shapes,
    survey::Survey,
    times,
};
use crate::{
    source::dom::noise,
    source::{
        dom::element::{self, Id, attributes},
        field::time::{self, TimeContext, leading},
    },
};

/// Fewer marks are no series.
pub(in crate::source) const LEAST: usize = 3;
/// The longest text that is nothing but a time, in characters.
const LONE_TIME: usize = 40;
/// What has more nodes holds more than a time.
const NODES: usize = 4;
/// How much of an element's text is asked for a clock, in bytes.
const START: usize = 48;

/// What begins an update, best evidence first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::source) enum SeriesKind {
    /// A machine-readable time.
    Time,
    /// A clock at the beginning of the text.
    Clock,
    /// A minute of play at the beginning of the text.
    Minute,
    /// An id with a number.
    Id,
    /// A heading.
    Heading,
}

/// Marks of one make, in the page's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::source) struct Series {
    pub(in crate::source) kind: SeriesKind,
    pub(in crate::source) marks: Vec<Id>,
}

impl Series {
    /// Tells whether the marks are enough to be a series.
    pub(in crate::source) fn is_one(&self) -> bool {
        self.marks.len() >= LEAST
    }
}

/// Lists what would be a series if there were more of it, best kind first; single marks among them.
pub(in crate::source) fn all(survey: &Survey<'_>, ctx: &TimeContext) -> Vec<Series> {
    let mut makes: HashMap<(SeriesKind, String), Vec<Id>> = HashMap::new();
    let mut starts = Starts::default();
    let mut aside: Option<Id> = None;
    let mut folded = Folded::default();
    for edge in survey.html.tree.root().traverse() {
        match edge {
            Edge::Open(node) if aside.is_none() => {
                let Some(found) = ElementRef::wrap(node) else {
                    continue;
                };
                if survey.is_comment(found) || is_aside(found, survey) && !folded.opens(found) {
                    aside = Some(found.id());
                    continue;
                }
                for kind in kinds(found, survey, &mut starts, ctx) {
                    let marks = makes.entry((kind, make(found))).or_default();
                    marks.push(found.id());
                    folded.note(found.id());
                }
            }
            Edge::Close(node) if aside == Some(node.id()) => aside = None,
            Edge::Close(node) => folded.close(node.id()),
            Edge::Open(_) => {}
        }
    }
    let mut series: Vec<Series> = makes
        .into_iter()
        .map(|((kind, _), mut marks)| {
            folded.keep_alike(survey.html, &mut marks);
            Series { kind, marks }
        })
        .filter(|series| !series.marks.is_empty())
        .collect();
    // Hash maps have no order, and readings should.
    series.sort_by_key(|series| (series.kind, series.marks.first().copied()));
    series
}

/// Menus, footers and forms hold series of their own. What holds most of the page's text is none of them, whatever
/// its name says.
fn is_aside(found: ElementRef<'_>, survey: &Survey<'_>) -> bool {
    let named = matches!(found.value().name(), "nav" | "footer" | "aside" | "form")
        || noise::is_noise(found);
    let is_part = || {
        let all = survey.page().paragraphs();
        all == 0 || survey.below(found.id()).paragraphs() * 2 < all
    };
    named && !is_own_footer(found) && is_part()
}

/// The longest text of a footer that is an update's own, in bytes: its time, its author, its address.
const OWN_FOOTER: usize = 160;

/// Tells whether a footer is that of one article, and not of the page.
fn is_own_footer(found: ElementRef<'_>) -> bool {
    let is_article =
        |up: ElementRef<'_>| matches!(up.value().name(), "article" | "li" | "blockquote");
    found.value().name() == "footer"
        && found
            .ancestors()
            .filter_map(ElementRef::wrap)
            .any(is_article)
        && element::short_text(found, OWN_FOOTER).is_some()
}

/// What an element marks.
fn kinds(
    found: ElementRef<'_>,
    survey: &Survey<'_>,
    starts: &mut Starts,
    ctx: &TimeContext,
) -> Vec<SeriesKind> {
    let name = found.value().name();
    let mut kinds = Vec::new();
    if is_silent(name) {
        return kinds;
    }
    let numbered = attributes(found)
        .any(|(name, value)| fields::is_id(name) && value.bytes().any(|b| b.is_ascii_digit()));
    if times::holds_instant(found, ctx) {
        kinds.push(SeriesKind::Time);
    }
    if holds_clocks(name)
        && (starts.with_clock(found, ctx)
            || is_lone_time(found, ctx)
            || times::shows_figures(found))
    {
        kinds.push(SeriesKind::Clock);
    }
    if matches!(name, "h2" | "h3" | "h4" | "h5" | "b" | "strong")
        && !kinds.contains(&SeriesKind::Clock)
        && shapes::ends_with_clock(found, ctx)
    {
        kinds.push(SeriesKind::Clock);
    }
    if holds_clocks(name) && shapes::begins_with_minute(found, survey) {
        kinds.push(SeriesKind::Minute);
    }
    if (matches!(name, "div" | "article" | "section" | "li") || is_custom(name)) && numbered {
        kinds.push(SeriesKind::Id);
    }
    if matches!(name, "h2" | "h3") {
        kinds.push(SeriesKind::Heading);
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
            | "summary"
    ) || is_custom(name)
}

/// Tells whether an element is one of the page's own making: `live-entry`.
fn is_custom(name: &str) -> bool {
    name.contains('-') && !name.starts_with("amp-")
}

/// The beginning of a text that was asked for a clock last: elements in each other begin alike.
#[derive(Default)]
struct Starts {
    last: String,
    has_clock: bool,
}

impl Starts {
    /// Tells whether an element's text begins with a clock.
    fn with_clock(&mut self, found: ElementRef<'_>, ctx: &TimeContext) -> bool {
        if !element::begins_with_digits(found, leading::NEAR) {
            return false;
        }
        let start = element::first_line(found, START);
        if start != self.last {
            self.has_clock = leading::may_begin(&start) && leading::leading(&start, ctx).is_some();
            self.last = start;
        }
        self.has_clock
    }
}

/// Tells whether an element holds nothing but a time: "Thu 11:15 p.m.", "yesterday 09.12", "5 min ago".
fn is_lone_time(found: ElementRef<'_>, ctx: &TimeContext) -> bool {
    if found.descendants().take(NODES + 1).count() > NODES {
        return false;
    }
    let Some(text) = element::short_text(found, 4 * LONE_TIME) else {
        return false;
    };
    let short =
        (4..=LONE_TIME).contains(&text.chars().count()) && text.chars().any(char::is_numeric);
    // A day parts updates, and numbers such as 19.3 look like one.
    let is_clock = || {
        let found = time::find(&text, ctx).map(|found| found.reading);
        found.is_some_and(|reading| !matches!(reading, time::Reading::Day(_)))
    };
    short && is_clock() && time::is_whole(&text, ctx)
}

/// What elements of one series have in common: name and first class, without numbers, and the parent's name.
pub(in crate::source) fn make(found: ElementRef<'_>) -> String {
    let up = element::parent(found)
        .map(|p| p.value().name())
        .unwrap_or_default();
    format!("{} {up}", folded::own_make(found))
}
