//! When an update was published, by what its elements say: attributes that hold an instant, texts that show a time.

use ego_tree::iter::Edge;
use scraper::{ElementRef, Html};

use crate::{
    model::{Clean, Precision, Stamp, TimeBasis},
    source::{
        claim::Shown,
        dom::element::{self, Id, attr, attributes, has_name_word},
        field::time::{self, Reading, TimeContext},
        vocabulary::{
            Names,
            byline::NAMES as BYLINES,
            time::{CHANGED, NAMED, NAMES, NOT_TIMES, PUBLISHED},
        },
    },
};

/// So many texts that show a time tell whatever they can tell of the page's zone.
const DATELINES: usize = 12;
/// The longest dateline, in bytes.
const DATELINE: usize = 200;
/// The longest text that is nothing but a time, in characters.
const TIME: usize = 60;

/// How many figures a clock without a colon has.
const FIGURES: usize = 4;
/// Names of times that may be of a day or a year alone.
const DAYS: [&str; 4] = ["date", "datum", "fecha", "published"];

/// What an update is called in the names of some pages, and a change in those of others.
const UPDATE: &str = "update";

/// Attributes that hold for machines what an element shows.
const MACHINE: [&str; 2] = ["content", "value"];

/// How much an attribute's name says of what its instant is, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// HTML's own attribute, and those that name the publication.
    Published,
    /// Names of times.
    Time,
    /// Nothing that speaks for or against.
    Unnamed,
    /// Names of changes.
    Changed,
}

/// Reads the instant that an attribute holds: known by its value, and the better the more its name says.
///
/// A number is an instant only where the name speaks of time: ids look like epochs.
fn instant(name: &str, value: &str, ctx: &TimeContext) -> Option<(Rank, Stamp)> {
    let value = value.trim();
    if !(8..=64).contains(&value.len()) || !value.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let rank = rank(name)?;
    let digits = value.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if digits && (rank == Rank::Unnamed || !matches!(value.len(), 8 | 10..=19)) {
        return None;
    }
    let is_iso = || {
        let bytes = value.as_bytes();
        bytes
            .get(..4)
            .is_some_and(|year| year.iter().all(u8::is_ascii_digit))
            && bytes.get(4) == Some(&b'-')
    };
    if rank == Rank::Unnamed && !is_iso() {
        return None;
    }
    let stamp = time::parse_machine(value, TimeBasis::Markup, ctx)?;
    (rank != Rank::Unnamed || stamp.precision != Precision::Day).then_some((rank, stamp))
}

/// Judges an attribute by the words of its name; `None` for those that hold nothing of an update's time.
fn rank(name: &str) -> Option<Rank> {
    if name == "datetime" {
        return Some(Rank::Published);
    }
    if MACHINE.contains(&name) {
        return Some(Rank::Unnamed);
    }
    let plain = matches!(name, "timestamp" | "time" | "date" | "published");
    let own = name
        .strip_prefix("data-")
        .or_else(|| (plain || name.contains('-')).then_some(name))?;
    if own.starts_with("aria-") {
        return None;
    }
    let has = |words: &Names| own.split(['-', '_']).any(|word| words.contains(word));
    Some(if has(&NOT_TIMES) {
        return None;
    } else if has(&CHANGED) {
        Rank::Changed
    } else if has(&PUBLISHED) && has(&NAMED)
        || matches!(own, "published" | "datetime" | "pubdate")
        || own.ends_with("published-at")
    {
        Rank::Published
    } else if has(&NAMED) || has(&PUBLISHED) {
        Rank::Time
    } else {
        Rank::Unnamed
    })
}

/// Reads the best instant that an element's attributes hold.
fn held(found: ElementRef<'_>, ctx: &TimeContext) -> Option<(Rank, Stamp)> {
    // `content` and `value` say in HTML's own way what an element shows; those of `meta` need its name.
    let is_shown = found.value().name() != "meta";
    let own = attributes(found)
        .filter(|(name, _)| is_shown || !MACHINE.contains(name))
        .filter_map(|(name, value)| instant(name, value, ctx));
    let best = own.min_by_key(|(rank, stamp)| (*rank, stamp.precision));
    let (rank, stamp) = best.or_else(|| titled(found, ctx))?;
    // schema.org says in its own words that a time is the change's.
    let changed = attr(found, "itemprop").is_some_and(|p| p.contains("dateModified"));
    Some((if changed { Rank::Changed } else { rank }, stamp))
}

/// Tells whether an element's time is that of a change, by its name or by that of a line around it that holds no other
/// time; such a line says so in its words as well: `<p>Updated at <time>10:04</time></p>`.
fn is_of_change(found: ElementRef<'_>, block: ElementRef<'_>, ctx: &TimeContext) -> bool {
    // Where updates are called that, `update__time` names no change.
    let is_updates_own = has_name_word(block, |word| word == UPDATE);
    let changes = |word: &str| CHANGED.contains(word) && !(is_updates_own && word == UPDATE);
    let names_change = |element: ElementRef<'_>| {
        has_name_word(element, changes) && !has_name_word(element, |word| PUBLISHED.contains(word))
    };
    if names_change(found) {
        return true;
    }
    let Some(line) = element::parent(found).filter(|line| line.id() != block.id()) else {
        return false;
    };
    let times = line.descendants().filter_map(ElementRef::wrap);
    let times = times.filter(|e| is_time_element(e.value().name()));
    is_time_element(found.value().name())
        && times.take(2).count() == 1
        && short_text(line, TIME).is_some_and(|text| {
            names_change(line) || time::find(&text, ctx).is_some_and(|told| told.changed)
        })
}

/// Reads the instant that an element shows in its title, and a `meta` of schema.org in its content.
fn titled(found: ElementRef<'_>, ctx: &TimeContext) -> Option<(Rank, Stamp)> {
    let name = found.value().name();
    if name == "meta" {
        let property = attr(found, "itemprop")?;
        let is_date = property.contains("datePublished") || property.contains("dateCreated");
        let value = attr(found, "content").filter(|_| is_date)?;
        return Some((
            Rank::Published,
            time::parse_machine(value, TimeBasis::Markup, ctx)?,
        ));
    }
    let is_inline = matches!(name, "abbr" | "span" | "a" | "small");
    let is_named =
        || matches!(name, "div" | "p") && has_name_word(found, |word| NAMES.contains(word));
    if !is_time_element(name) && !is_inline && !is_named() {
        return None;
    }
    let told = ["title", "aria-label"].into_iter();
    let mut told = told.filter_map(|name| attr(found, name).filter(|text| text.len() < DATELINE));
    told.find_map(|value| {
        let stamp = time::parse_machine(value, TimeBasis::Markup, ctx)?;
        (stamp.precision != Precision::Day).then_some((Rank::Time, stamp))
    })
}

/// Tells whether an attribute may hold an instant, by its name.
pub(super) fn may_hold_time(name: &str) -> bool {
    rank(name).is_some_and(|rank| rank != Rank::Unnamed)
}

/// Tells whether an attribute of an element holds an instant.
pub(in crate::source) fn holds_instant(found: ElementRef<'_>, ctx: &TimeContext) -> bool {
    held(found, ctx).is_some()
}

/// What an update's elements show of its time.
#[derive(Default)]
struct ShownTime {
    /// The text that tells most, with what it says.
    shown: Option<(String, time::Found)>,
    /// A day in an element of its own.
    day: Option<chrono::NaiveDate>,
}

impl ShownTime {
    fn hear(&mut self, text: String, ctx: &TimeContext) {
        let Some(found) = time::find(&text, ctx) else {
            return;
        };
        if let Reading::Day(day) = found.reading {
            self.day.get_or_insert(day);
        }
        // "2 hours ago (12:40)": the clock tells more.
        let worth = |found: &time::Found| match &found.reading {
            Reading::Stamp(stamp) if stamp.basis == TimeBasis::Relative => 1,
            Reading::Stamp(_) | Reading::Clock(_) => 2,
            Reading::Day(_) => 0,
        };
        // Of two that tell as much the first is the publication's, unless it is called a change's.
        let better = |(_, known): &(String, time::Found)| {
            let rank = |found: &time::Found| (worth(found), !found.changed);
            worth(&found) > 0 && rank(&found) > rank(known)
        };
        if self.shown.as_ref().is_none_or(better) {
            self.shown = Some((text, found));
        }
    }
}

/// What an update's element says of its time.
#[derive(Debug, Default)]
pub(in crate::source) struct Times {
    pub(in crate::source) published: Option<Stamp>,
    /// A clock whose date is not told.
    pub(in crate::source) clock: Option<Shown>,
    /// The elements that show a time beside the text: they are no part of it.
    pub(in crate::source) beside: Vec<Id>,
}

/// Reads the best machine-readable time, else what the page shows; what is shown may be a clock without a date. What
/// stands in a quotation or a figure is another's. Where no element is named for a time, those that show nothing else
/// tell it.
///
/// A date without a clock, in an attribute or in an element of its own, and a shown clock make an instant together.
pub(in crate::source) fn read(block: ElementRef<'_>, ctx: &TimeContext) -> Times {
    let mut best: Option<(Rank, Stamp)> = None;
    let mut told = ShownTime::default();
    let mut beside = Vec::new();
    for found in block.descendants().filter_map(ElementRef::wrap) {
        let text = shown_time(found).map(|text| parted(found, text, ctx));
        let is_whole = |text: &String| time::is_whole(text, ctx);
        if is_time_element(found.value().name()) || text.as_ref().is_some_and(is_whole) {
            beside.extend(outside_text(found));
        }
        let stamp = held(found, ctx).map(|(rank, stamp)| {
            let changed = is_of_change(found, block, ctx);
            (if changed { Rank::Changed } else { rank }, stamp)
        });
        if text.is_none() && stamp.is_none() || is_of_others(found, block) {
            continue;
        }
        if let Some(text) = text {
            told.hear(text, ctx);
        }
        if let Some((rank, stamp)) = stamp {
            let worse = |(known, other): &(Rank, Stamp)| {
                (rank, stamp.precision) < (*known, other.precision)
                    || rank != Rank::Changed && stamp.precision < other.precision
            };
            if best.as_ref().is_none_or(worse) {
                best = Some((rank, stamp));
            }
        }
    }
    if best.is_none() && told.shown.is_none() {
        for found in unnamed(block, ctx) {
            told.hear(parted(found, element::text(found), ctx), ctx);
            beside.push(found.id());
        }
    }
    let clock = attribute_clock(block, ctx);
    let (published, clock) = settle(best, told, clock, ctx);
    Times {
        published,
        clock,
        beside,
    }
}

/// Lists elements that show nothing but a time though no name says so: "Posted at 16:32". A line that has more in it
/// than the element, a heading, a quotation, a list and a table are read otherwise.
fn unnamed<'a>(block: ElementRef<'a>, ctx: &TimeContext) -> Vec<ElementRef<'a>> {
    let mut found: Vec<ElementRef<'a>> = Vec::new();
    let mut inside: Option<Id> = None;
    for edge in block.traverse().skip(1) {
        match edge {
            Edge::Open(node) if inside.is_none() => {
                let Some(element) = ElementRef::wrap(node) else {
                    continue;
                };
                let name = element.value().name();
                if is_others(name) || element::is_heading(name) || element::is_silent(name) {
                    inside = Some(node.id());
                } else if may_show(name) && shows_only_time(element, ctx) {
                    inside = Some(node.id());
                    found.push(element);
                }
            }
            Edge::Close(node) if inside == Some(node.id()) => inside = None,
            _ => {}
        }
    }
    found
}

/// Tells whether an element is of a kind that holds what is another's, or a part of the text.
fn is_others(name: &str) -> bool {
    matches!(
        name,
        "blockquote" | "figure" | "table" | "ul" | "ol" | "dl" | "pre"
    )
}

/// Tells whether an element may hold a time.
fn may_show(name: &str) -> bool {
    matches!(
        name,
        "span"
            | "div"
            | "p"
            | "small"
            | "em"
            | "i"
            | "a"
            | "strong"
            | "b"
            | "abbr"
            | "footer"
            | "header"
            | "td"
            | "th"
            | "dt"
            | "label"
    )
}

/// Tells whether an element has a line of its own and nothing in it but a time.
fn shows_only_time(found: ElementRef<'_>, ctx: &TimeContext) -> bool {
    let is_text = |node: ego_tree::NodeRef<'_, scraper::Node>| {
        let text = node.value().as_text();
        text.is_some_and(|text| !text.trim().is_empty())
    };
    let beside = [found.prev_sibling(), found.next_sibling()];
    if beside.into_iter().flatten().any(is_text) {
        return false;
    }
    let Some(text) = short_text(found, TIME).filter(|text| text.chars().count() >= 4) else {
        return false;
    };
    text.chars().any(char::is_numeric) && time::is_whole(&parted(found, text, ctx), ctx)
}

/// Tells whether a part of an update stands in a quotation or a figure.
fn is_of_others(found: ElementRef<'_>, block: ElementRef<'_>) -> bool {
    let around = found.ancestors().filter_map(ElementRef::wrap);
    let mut around = around.take_while(|a| a.id() != block.id());
    around.any(|a| matches!(a.value().name(), "blockquote" | "figure"))
}

/// Returns what is left out with a time that stands beside the text: a link around it is the update's own address.
/// One in the middle of a paragraph is a part of its text.
fn outside_text(found: ElementRef<'_>) -> Option<Id> {
    let parent = element::parent(found);
    let in_text =
        parent.is_some_and(|p| p.value().name() == "p" && element::short_text(p, 60).is_none());
    let link = parent.filter(|p| p.value().name() == "a");
    (!in_text).then(|| link.unwrap_or(found).id())
}

/// Reads a clock that an attribute of the update holds: `data-time="16:32"`.
fn attribute_clock(block: ElementRef<'_>, ctx: &TimeContext) -> Option<Reading> {
    let mut clocks = attributes(block).filter(|(name, value)| {
        (4..=12).contains(&value.len()) && value.contains(':') && name.contains("time")
    });
    clocks.find_map(|(_, value)| {
        time::read(value, ctx).filter(|reading| matches!(reading, Reading::Clock(_)))
    })
}

/// Weighs what attributes hold against what is shown.
fn settle(
    best: Option<(Rank, Stamp)>,
    told: ShownTime,
    attribute: Option<Reading>,
    ctx: &TimeContext,
) -> (Option<Stamp>, Option<Shown>) {
    let (text, reading) = match told.shown {
        Some((text, found)) => (text, Some(found.reading)),
        None => (String::new(), attribute),
    };
    let raw = Clean::line_capped(&text, 100);
    let shown = reading.clone().map(|reading| Shown {
        reading,
        raw: raw.clone(),
    });
    if let Some((rank, stamp)) = best {
        let mended = match reading.as_ref() {
            // A clock beside a date that has none.
            Some(Reading::Clock(clock)) if stamp.precision == Precision::Day => {
                time::dated(stamp.at.date_naive(), clock, ctx)
            }
            Some(Reading::Clock(clock)) => time::local_as_utc(&stamp, clock, ctx),
            Some(Reading::Stamp(own)) if own.basis == TimeBasis::Text => {
                let finer =
                    stamp.precision == Precision::Day || rank == Rank::Changed && own.at < stamp.at;
                finer.then(|| own.clone())
            }
            _ => None,
        };
        let stamp = mended.unwrap_or(stamp);
        // The clock is kept: a time that all updates share is the page's, and then it is all there is.
        let clock = shown.filter(|shown| matches!(shown.reading, Reading::Clock(_)));
        return (Some(Stamp { raw, ..stamp }), clock);
    }
    match (reading, told.day) {
        (Some(Reading::Clock(clock)), Some(day)) => {
            let stamp = time::dated(day, &clock, ctx);
            (stamp.map(|stamp| Stamp { raw, ..stamp }), None)
        }
        (Some(Reading::Stamp(stamp)), _) => (Some(Stamp { raw, ..stamp }), None),
        _ => (None, shown),
    }
}

/// Parts the text of an element that shows a time where the page's style alone does: clock and date may stand glued
/// together in it.
fn parted(found: ElementRef<'_>, text: String, ctx: &TimeContext) -> String {
    let is_one_piece = found.text().nth(1).is_none();
    if is_one_piece || time::is_whole(&text, ctx) {
        return text;
    }
    let pieces: Vec<&str> = found.text().flat_map(str::split_whitespace).collect();
    let parted = pieces.join(" ");
    if time::is_whole(&parted, ctx) {
        parted
    } else {
        text
    }
}

/// Lists short texts of the page that show a time, or who wrote it and when.
pub(in crate::source) fn datelines(html: &Html) -> impl Iterator<Item = String> {
    let elements = html.tree.nodes().filter_map(ElementRef::wrap);
    let is_byline = |e: ElementRef<'_>| {
        matches!(e.value().name(), "div" | "p" | "span")
            && element::is_named(e, |word| BYLINES.contains(word))
    };
    let shown = elements.filter(move |e| shown_time(*e).is_some() || is_byline(*e));
    let texts = shown.take(DATELINES).map(element::text);
    texts.filter(|text| text.len() < DATELINE)
}

/// Returns the text of an element that is there to show a time: by its name, or by its class and a short text.
fn shown_time(found: ElementRef<'_>) -> Option<String> {
    let name = found.value().name();
    if is_time_element(name) {
        return figures(found).or_else(|| short_text(found, DATELINE));
    }
    // Most elements are named for no time, and asked no more.
    if !has_name_word(found, |word| NAMES.contains(word)) {
        return None;
    }
    let may_show = matches!(
        name,
        "span" | "div" | "p" | "small" | "em" | "a" | "strong" | "b" | "abbr"
    );
    let shown = || short_text(found, TIME).filter(|text| text.chars().count() >= 3);
    figures(found).or_else(|| may_show.then(shown)?)
}

/// Returns the clock of four figures that is all of an element, where that is there to show a clock: "1632". A colon marks
/// it as one.
fn figures(found: ElementRef<'_>) -> Option<String> {
    let is_clock = |word: &str| NAMES.contains(word) && !DAYS.contains(&word);
    if !is_time_element(found.value().name()) && !has_name_word(found, is_clock) {
        return None;
    }
    let text = element::short_text(found, FIGURES)?;
    let number: u32 = text.parse().ok().filter(|_| text.len() == FIGURES)?;
    (number / 100 < 24 && number % 100 < 60).then(|| format!("{text}:"))
}

/// Tells whether an element shows a clock of four figures, and nothing else.
pub(super) fn shows_figures(found: ElementRef<'_>) -> bool {
    figures(found).is_some()
}

/// Tells whether an element is there to show a time.
pub(super) fn shows_time(found: ElementRef<'_>) -> bool {
    shown_time(found).is_some()
}

/// Returns the text of an element that is no longer than a time may be.
fn short_text(found: ElementRef<'_>, most: usize) -> Option<String> {
    // In any script: a letter has at most four bytes.
    element::short_text(found, 4 * most).filter(|text| text.chars().count() < most)
}

/// Tells whether an element is a time by its name: HTML's own, AMP's, or a page's (`relative-time`, `time-ago`).
pub(super) fn is_time_element(name: &str) -> bool {
    matches!(name, "time" | "amp-timeago")
        || name.contains('-')
            && name
                .split('-')
                .any(|word| word == "time" || word == "timeago")
}

#[cfg(test)]
mod tests;
