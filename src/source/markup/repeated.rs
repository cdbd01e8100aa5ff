//! Live blogs that only their markup shows: the same structure again and again, each with a time, a clock or an id.
//!
//! Three kinds of mark begin an update: an element with a machine-readable time, one whose text begins with a clock,
//! one of many siblings with ids of their own. Marks of one make are a series; the series that carries most of the
//! page's text is the live blog. A page that is not called live anywhere is not searched: lists of articles look
//! just the same.

use std::collections::{HashMap, HashSet};

use scraper::{ElementRef, Html};

use super::{
    blocks, body, fields, links,
    live::{is_live, is_titled_live, names_itself_live},
    noise,
};
use crate::{
    model::{Author, Block, Body, Clean, Inline, LiveBlog, Stamp, TimeBasis, WebUrl},
    source::{
        candidate::{Candidate, Reading, Shown, Witness},
        element::{self, Id, attr, is_heading, letters},
        times::{self, TimeContext, leading},
    },
};

/// Fewer marks are no series.
const SERIES: usize = 3;
/// Letters that an update has at least, in the middle of its series.
const LETTERS: usize = 60;
/// Of the updates, so many parts in ten may have a headline that leads to another page; lists of articles have all.
const LEADING_AWAY: usize = 5;

/// Reads the series of updates that the page shows.
pub(in crate::source) fn read(
    html: &Html,
    base: Option<&WebUrl>,
    ctx: &TimeContext,
) -> Option<Reading> {
    let named = is_live(html, base);
    let titled = is_titled_live(html);
    let mut found: Vec<(Kind, usize, Vec<Candidate>)> = Vec::new();
    for (kind, series) in series(html, ctx) {
        if !(named || names_itself_live(html, &series)) || (kind == Kind::Heading && !titled) {
            continue;
        }
        let mut candidates = updates(html, &series, base, ctx);
        candidates.retain(|c| !c.body.is_empty() || !c.headline.is_empty());
        let weight = weight(html, &candidates, base);
        if weight > 0 {
            found.push((kind, weight, candidates));
        }
    }
    // Better evidence wins unless it covers much less of the page.
    let most = found.iter().map(|(_, weight, _)| *weight).max()?;
    found.retain(|(_, weight, _)| weight * 2 >= most);
    let (_, _, mut candidates) = found
        .into_iter()
        .min_by_key(|(kind, weight, _)| (*kind, std::cmp::Reverse(*weight)))?;
    date(&mut candidates, ctx);
    Some(Reading {
        witness: Witness::Markup,
        candidates,
        blog: LiveBlog::default(),
        warnings: Vec::new(),
    })
}

/// How much a series carries: the letters of its updates; nothing where it cannot be a live blog.
fn weight(html: &Html, candidates: &[Candidate], base: Option<&WebUrl>) -> usize {
    let mut lengths: Vec<usize> = candidates
        .iter()
        .map(|c| letters(&c.body.text()).len())
        .collect();
    lengths.sort_unstable();
    let middle = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
    if candidates.len() < SERIES || middle < LETTERS {
        return 0;
    }
    let away = candidates
        .iter()
        .filter(|c| c.node.is_some_and(|id| leads_away(html, id, base)))
        .count();
    if away * 10 > candidates.len() * LEADING_AWAY {
        return 0;
    }
    lengths.iter().sum()
}

/// Tells whether an update is a pointer to another page: its headline, or all of it, is one link.
fn leads_away(html: &Html, id: Id, base: Option<&WebUrl>) -> bool {
    let Some(block) = element::element(html, id) else {
        return false;
    };
    let heading = block
        .descendants()
        .filter_map(ElementRef::wrap)
        .find(|e| is_heading(e.value().name()));
    let link = match heading {
        Some(heading) => link_at(heading),
        None if block.value().name() == "a" => Some(block),
        None => None,
    };
    let target = link.and_then(|a| links::resolve(attr(a, "href")?, base));
    target.is_some_and(|url| base.is_none_or(|base| url.as_url().path() != base.as_url().path()))
}

/// The link that an element stands in, or holds.
fn link_at(found: ElementRef<'_>) -> Option<ElementRef<'_>> {
    let is_link = |e: &ElementRef<'_>| e.value().name() == "a";
    let around = found.ancestors().filter_map(ElementRef::wrap).find(is_link);
    around.or_else(|| {
        found
            .descendants()
            .filter_map(ElementRef::wrap)
            .find(is_link)
    })
}

/// What begins an update, best evidence first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    /// A machine-readable time.
    Time,
    /// A clock at the beginning of the text.
    Clock,
    /// An id with a number.
    Id,
    /// A heading.
    Heading,
}

/// An element that may begin an update.
struct Mark {
    kind: Kind,
    id: Id,
    make: String,
}

/// Lists the page's series, each as the elements that begin its updates.
fn series(html: &Html, ctx: &TimeContext) -> Vec<(Kind, Vec<Id>)> {
    let mut makes: HashMap<(Kind, String), Vec<Id>> = HashMap::new();
    for mark in marks(html, ctx) {
        makes
            .entry((mark.kind, mark.make))
            .or_default()
            .push(mark.id);
    }
    let mut series: Vec<(Kind, Vec<Id>)> = makes
        .into_iter()
        .filter(|(_, ids)| ids.len() >= SERIES)
        .map(|((kind, _), ids)| (kind, ids))
        .collect();
    // Hash maps have no order, and readings should.
    series.sort_by_key(|(kind, ids)| (*kind, ids.first().copied()));
    series
}

fn marks(html: &Html, ctx: &TimeContext) -> Vec<Mark> {
    let mut marks = Vec::new();
    for found in html.tree.nodes().filter_map(ElementRef::wrap) {
        let name = found.value().name();
        if matches!(
            name,
            "html"
                | "body"
                | "head"
                | "meta"
                | "script"
                | "style"
                | "link"
                | "img"
                | "option"
                | "source"
        ) || is_aside(found)
        {
            continue;
        }
        let timed = [
            "datetime",
            "data-time",
            "data-timestamp",
            "data-sort-time",
            "data-post-time",
            "data-published",
        ]
        .iter()
        .any(|a| {
            attr(found, a)
                .is_some_and(|t| times::parse_machine(t, TimeBasis::Markup, ctx).is_some())
        });
        if timed {
            marks.push(Mark {
                kind: Kind::Time,
                id: found.id(),
                make: make(found),
            });
        }
        if is_text_mark(name) && leading::leading(&own_start(found)).is_some() {
            marks.push(Mark {
                kind: Kind::Clock,
                id: found.id(),
                make: make(found),
            });
        }
        let numbered = attr(found, "id")
            .or_else(|| attr(found, "data-id"))
            .is_some_and(|id| id.bytes().filter(u8::is_ascii_digit).count() >= 1);
        if numbered && matches!(name, "div" | "article" | "section" | "li") {
            marks.push(Mark {
                kind: Kind::Id,
                id: found.id(),
                make: make(found),
            });
        }
        if matches!(name, "h2" | "h3") {
            marks.push(Mark {
                kind: Kind::Heading,
                id: found.id(),
                make: make(found),
            });
        }
    }
    marks
}

fn is_text_mark(name: &str) -> bool {
    matches!(
        name,
        "p" | "div" | "h2" | "h3" | "h4" | "li" | "b" | "strong" | "span" | "time" | "td" | "dt"
    )
}

/// Menus, footers and asides hold series of their own.
fn is_aside(found: ElementRef<'_>) -> bool {
    found.ancestors().filter_map(ElementRef::wrap).any(|a| {
        matches!(a.value().name(), "nav" | "footer" | "aside" | "form") || noise::is_noise(a)
    })
}

/// The beginning of an element's text.
fn own_start(found: ElementRef<'_>) -> String {
    let mut start = String::new();
    for text in found.text() {
        start.push_str(text.trim_start());
        if start.len() > 24 {
            break;
        }
    }
    start
}

/// What elements of one series have in common: name and first class, without numbers, and the parent's name.
fn make(found: ElementRef<'_>) -> String {
    let class = attr(found, "class")
        .and_then(|c| c.split_whitespace().next())
        .unwrap_or_default();
    let class: String = class.chars().filter(|c| !c.is_ascii_digit()).collect();
    let up = element::parent(found)
        .map(|p| p.value().name())
        .unwrap_or_default();
    format!("{}.{class} {up}", found.value().name())
}

/// Reads a series: each update is the largest element around its mark that holds no other, and, where much of the
/// text stands between those elements, what follows up to the next.
fn updates(html: &Html, series: &[Id], base: Option<&WebUrl>, ctx: &TimeContext) -> Vec<Candidate> {
    let anchors: Vec<Option<Id>> = series.iter().copied().map(Some).collect();
    let grown = blocks::grow(html, &anchors);
    let starts: HashSet<Id> = grown.values().copied().collect();
    let mut seen = HashSet::new();
    let found = series
        .iter()
        .filter_map(|id| grown.get(id))
        .filter(|block| seen.insert(**block));
    let blocks: Vec<ElementRef<'_>> = found.filter_map(|id| element::element(html, *id)).collect();
    let mut candidates: Vec<Candidate> = blocks
        .iter()
        .map(|block| update(*block, base, ctx))
        .collect();
    let following: Vec<Vec<Block>> = blocks
        .iter()
        .map(|block| following(*block, &starts, base))
        .collect();
    let inside: usize = candidates
        .iter()
        .map(|c| letters(&c.body.text()).len())
        .sum();
    let between: usize = following
        .iter()
        .map(|blocks| {
            letters(
                &Body {
                    blocks: blocks.clone(),
                }
                .text(),
            )
            .len()
        })
        .sum();
    if between * 5 > inside {
        for (candidate, blocks) in candidates.iter_mut().zip(following) {
            candidate.body.blocks.extend(blocks);
        }
    }
    candidates
        .iter_mut()
        .for_each(|candidate| take_clock(candidate, ctx));
    candidates.iter_mut().for_each(take_signature);
    candidates
}

fn update(block: ElementRef<'_>, base: Option<&WebUrl>, ctx: &TimeContext) -> Candidate {
    let mut candidate = fields::read(block, base, ctx);
    let name = block.value().name();
    if is_heading(name) {
        candidate.headline = element::text(block);
        candidate.body = Body::default();
    }
    candidate
}

/// What stands behind an update's element and before the next one.
fn following(block: ElementRef<'_>, starts: &HashSet<Id>, base: Option<&WebUrl>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for next in block.next_siblings().filter_map(ElementRef::wrap) {
        if starts.contains(&next.id())
            || next.descendants().any(|d| starts.contains(&d.id()))
            || ends_series(next, block)
        {
            break;
        }
        if !noise::is_noise(next) {
            blocks.extend(wrapped(next, base));
        }
    }
    blocks
}

/// Takes an author's signature off the end of the text: a last run in italics, "- Name".
fn take_signature(candidate: &mut Candidate) {
    let Some(Block::Paragraph(runs)) = candidate.body.blocks.last_mut() else {
        return;
    };
    let Some(last) = runs.last() else { return };
    let text = last.text.as_str().trim();
    let signed = text
        .strip_prefix(['-', '–', '—', '―'])
        .map(str::trim)
        .unwrap_or_default();
    let is_name = (1..=5).contains(&signed.split_whitespace().count())
        && signed.len() < 60
        && !signed.ends_with('.');
    if last.emphasis.emphasis
        && is_name
        && candidate.authors.is_empty()
        && let Some(name) = fields::name(signed)
    {
        candidate.authors.push(Author { name, url: None });
        runs.pop();
        if runs.is_empty() {
            candidate.body.blocks.pop();
        }
    }
}

/// Reads one element as a part of an update: the element itself counts, not only what is in it.
fn wrapped(found: ElementRef<'_>, base: Option<&WebUrl>) -> Vec<Block> {
    body::read_whole(found, base).blocks
}

/// Tells whether an element behind an update belongs to it no more: a heading that is not smaller than its own.
fn ends_series(next: ElementRef<'_>, block: ElementRef<'_>) -> bool {
    let (next, own) = (next.value().name(), block.value().name());
    is_heading(next) && is_heading(own) && next <= own
}

/// Takes a clock off the beginning of headline or text and keeps it as the raw time.
pub(in crate::source) fn take_clock(candidate: &mut Candidate, ctx: &TimeContext) {
    let found = if candidate.headline.is_empty() {
        let Some(Block::Paragraph(runs)) = candidate.body.blocks.first_mut() else {
            return;
        };
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let Some(found) = leading::leading(&text) else {
            return;
        };
        let raw = text.get(..found.len).unwrap_or_default().to_owned();
        drop_bytes(runs, found.len);
        if runs.is_empty() {
            candidate.body.blocks.remove(0);
        }
        Some(raw)
    } else {
        leading::leading(&candidate.headline).map(|found| {
            let (raw, rest) = candidate.headline.split_at(found.len);
            let parts = (raw.to_owned(), rest.to_owned());
            candidate.headline = parts.1;
            parts.0
        })
    };
    let Some(raw) = found else { return };
    let shown = raw.trim_matches(|c: char| c.is_whitespace() || ":-–—|,()[]•*".contains(c));
    // Four digits are a clock here, and nowhere else.
    let clock = if shown.len() == 4 && shown.bytes().all(|b| b.is_ascii_digit()) {
        format!("{}:{}", &shown[..2], &shown[2..])
    } else {
        shown.to_owned()
    };
    if let Some(reading) = times::read(&clock, ctx) {
        candidate.clock = Some(Shown {
            reading,
            raw: Clean::line_capped(shown, 100),
        });
    }
}

fn drop_bytes(runs: &mut Vec<Inline>, mut bytes: usize) {
    while bytes > 0 && !runs.is_empty() {
        let len = runs[0].text.as_str().len();
        if len <= bytes {
            runs.remove(0);
            bytes -= len;
        } else {
            let rest = runs[0]
                .text
                .as_str()
                .get(bytes..)
                .unwrap_or_default()
                .trim_start()
                .to_owned();
            runs[0].text = Clean::inline(&rest);
            bytes = 0;
        }
    }
}

/// Gives dates to updates that have only a clock.
pub(in crate::source) fn date(candidates: &mut [Candidate], ctx: &TimeContext) {
    let known = |c: &Candidate| c.published.clone().map(times::Reading::Stamp);
    let shown: Vec<Option<times::Reading>> = candidates
        .iter()
        .map(|c| known(c).or_else(|| c.clock.as_ref().map(|shown| shown.reading.clone())))
        .collect();
    for (candidate, stamp) in candidates.iter_mut().zip(times::date_clocks(&shown, ctx)) {
        if candidate.published.is_none() {
            let raw = candidate
                .clock
                .as_ref()
                .map(|shown| shown.raw.clone())
                .unwrap_or_default();
            candidate.published = stamp.map(|stamp| Stamp { raw, ..stamp });
        }
    }
}
