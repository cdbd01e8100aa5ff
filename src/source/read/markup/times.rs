//! When an update was published, by what its elements say: attributes that hold an instant, texts that show a time.

use std::collections::HashSet;

use scraper::{ElementRef, Html};

use crate::{
    model::{Clean, Precision, Stamp, TimeBasis},
    source::{
        candidate::Shown,
        dom::element::{self, Id, attr, attributes, has_name_word},
        field::time::{self, Reading, TimeContext},
        vocabulary::{
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
    let own = name
        .strip_prefix("data-")
        .or_else(|| name.contains('-').then_some(name))?;
    if own.starts_with("aria-") {
        return None;
    }
    let has = |words: &[&str]| own.split(['-', '_']).any(|word| words.contains(&word));
    Some(if has(NOT_TIMES) {
        return None;
    } else if has(CHANGED) {
        Rank::Changed
    } else if has(PUBLISHED) && has(NAMED)
        || matches!(own, "published" | "datetime" | "pubdate")
        || own.ends_with("published-at")
    {
        Rank::Published
    } else if has(NAMED) || has(PUBLISHED) {
        Rank::Time
    } else {
        Rank::Unnamed
    })
}

/// Reads the best instant that an element's attributes hold.
fn held(found: ElementRef<'_>, ctx: &TimeContext) -> Option<(Rank, Stamp)> {
    let own = attributes(found).filter_map(|(name, value)| instant(name, value, ctx));
    let best = own.min_by_key(|(rank, stamp)| (*rank, stamp.precision));
    let best = best.or_else(|| titled(found, ctx));
    // schema.org says in its own words that a time is the change's.
    let changed = attr(found, "itemprop").is_some_and(|p| p.contains("dateModified"));
    best.map(|(rank, stamp)| (if changed { Rank::Changed } else { rank }, stamp))
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
    let value = attr(found, "title").filter(|value| value.len() < DATELINE)?;
    let shows = is_time_element(name) || matches!(name, "abbr" | "span" | "a" | "small");
    let stamp = time::parse_machine(value, TimeBasis::Markup, ctx).filter(|_| shows)?;
    (stamp.precision != Precision::Day).then_some((Rank::Time, stamp))
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
struct Told {
    /// The text that tells most, with what it says.
    shown: Option<(String, Reading)>,
    /// A day in an element of its own.
    day: Option<chrono::NaiveDate>,
}

impl Told {
    fn hear(&mut self, text: String, ctx: &TimeContext) {
        let Some(found) = time::find(&text, ctx) else {
            return;
        };
        if let Reading::Day(day) = found.reading {
            self.day.get_or_insert(day);
        }
        // "2 hours ago (12:40)": the clock tells more.
        let worth = |reading: &Reading| match reading {
            Reading::Stamp(stamp) if stamp.basis == TimeBasis::Relative => 1,
            Reading::Stamp(_) => 3,
            Reading::Clock(_) => 2,
            Reading::Day(_) => 0,
        };
        let better = |(_, known): &(String, Reading)| {
            worth(&found.reading) > worth(known).max(if worth(known) > 1 { 2 } else { 0 })
        };
        if self.shown.as_ref().is_none_or(better) {
            self.shown = Some((text, found.reading));
        }
    }
}

/// The best machine-readable time, else what the page shows; what is shown may be a clock without a date. What
/// stands in a quotation or a figure is another's.
///
/// A date without a clock, in an attribute or in an element of its own, and a shown clock make an instant together.
pub(in crate::source) fn time(
    block: ElementRef<'_>,
    ctx: &TimeContext,
) -> (Option<Stamp>, Option<Shown>) {
    let mut best: Option<(Rank, Stamp)> = None;
    let mut told = Told::default();
    for found in std::iter::once(block).chain(block.descendants().filter_map(ElementRef::wrap)) {
        let text = shown_time(found);
        let stamp = held(found, ctx);
        if text.is_none() && stamp.is_none() {
            continue;
        }
        let mut around = found
            .ancestors()
            .filter_map(ElementRef::wrap)
            .take_while(|a| a.id() != block.id());
        if around.any(|a| matches!(a.value().name(), "blockquote" | "figure")) {
            continue;
        }
        if text.is_some() {
            told.hear(time_text(found, ctx), ctx);
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
    let clock = attribute_clock(block, ctx);
    settle(best, told, clock, ctx)
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
    told: Told,
    attribute: Option<Reading>,
    ctx: &TimeContext,
) -> (Option<Stamp>, Option<Shown>) {
    let (text, reading) = match told.shown {
        Some((text, reading)) => (text, Some(reading)),
        None => (String::new(), attribute),
    };
    let raw = Clean::line_capped(&text, 100);
    let shown = reading.clone().map(|reading| Shown {
        reading,
        raw: raw.clone(),
    });
    if let Some((rank, stamp)) = best {
        let mended = match &reading {
            // A clock beside a date that has none.
            Some(Reading::Clock(clock)) if stamp.precision == Precision::Day => {
                time::dated(stamp.at.date_naive(), clock, ctx)
            }
            Some(Reading::Stamp(own)) if own.basis == TimeBasis::Text => {
                let finer =
                    stamp.precision == Precision::Day || rank == Rank::Changed && own.at < stamp.at;
                finer.then(|| own.clone())
            }
            _ => None,
        };
        let stamp = mended.unwrap_or(stamp);
        return (Some(Stamp { raw, ..stamp }), shown);
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

/// The text of an element that shows a time. Where the page's style alone parts clock and date, they stand glued
/// together in the text.
fn time_text(found: ElementRef<'_>, ctx: &TimeContext) -> String {
    let text = element::text(found);
    if time::is_whole(&text, ctx) {
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
            && element::is_named(e, |word| BYLINES.contains(&word))
    };
    let shown = elements.filter(move |e| shown_time(*e).is_some() || is_byline(*e));
    let texts = shown.take(DATELINES).map(element::text);
    texts.filter(|text| text.len() < DATELINE)
}

/// Returns the text of an element that is there to show a time: by its name, or by its class and a short text.
fn shown_time(found: ElementRef<'_>) -> Option<String> {
    let name = found.value().name();
    if is_time_element(name) {
        return Some(short_text(found).unwrap_or_default());
    }
    let named = |word: &str| NAMES.contains(&word);
    let may_show = matches!(
        name,
        "span" | "div" | "p" | "small" | "em" | "a" | "strong" | "b" | "abbr"
    ) && has_name_word(found, named);
    may_show.then(|| short_text(found).filter(|text| text.chars().count() >= 3))?
}

/// Tells whether an element is there to show a time.
pub(super) fn shows_time(found: ElementRef<'_>) -> bool {
    shown_time(found).is_some()
}

/// Returns the text of an element that is no longer than a time may be.
fn short_text(found: ElementRef<'_>) -> Option<String> {
    // In any script: a letter has at most four bytes.
    element::short_text(found, 4 * TIME).filter(|text| text.chars().count() < TIME)
}

/// Tells whether an element is a time by its name: HTML's own, AMP's, or a page's (`relative-time`, `time-ago`).
pub(super) fn is_time_element(name: &str) -> bool {
    matches!(name, "time" | "amp-timeago")
        || name.contains('-')
            && name
                .split('-')
                .any(|word| word == "time" || word == "timeago")
}

/// Times are shown beside the text, not in it.
pub(in crate::source) fn skip_times(
    block: ElementRef<'_>,
    ctx: &TimeContext,
    skip: &mut HashSet<Id>,
) {
    for found in block.descendants().filter_map(ElementRef::wrap) {
        let is_time = is_time_element(found.value().name())
            || (shown_time(found).is_some() && time::is_whole(&time_text(found, ctx), ctx));
        if is_time {
            let in_text = element::parent(found)
                .is_some_and(|p| p.value().name() == "p" && element::short_text(p, 60).is_none());
            if !in_text {
                // A link around a time is the update's own address.
                let link = element::parent(found).filter(|p| p.value().name() == "a");
                skip.insert(link.unwrap_or(found).id());
            }
        }
    }
}
