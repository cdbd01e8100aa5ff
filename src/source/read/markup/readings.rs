//! What the parts of a series say as updates, and the readings that rival series share.
//!
//! Series of times, ids and headings often begin at the same elements: each is read once. Hostile pages have any number
//! of series that lie in each other: so much is read of a page, as its budget has, and no more.

use scraper::{ElementRef, Html};

use super::{fields, positions, segments::Segment, shapes, signs::PageSigns, survey::Survey};
use crate::{
    model::{Block, Clean, Inline, Stamp, WebUrl},
    source::{
        budget::Budget,
        claim::{Account, Claim, Rule, Shown},
        dom::{
            element::{self, is_heading},
            numbered::IdMap,
        },
        field::{
            body, byline,
            time::{self, TimeContext, leading},
        },
    },
};

/// What was read of a page's elements.
pub(super) struct Readings<'a> {
    pub(super) survey: &'a Survey<'a>,
    pub(super) page: &'a PageSigns,
    pub(super) base: Option<&'a WebUrl>,
    pub(super) ctx: &'a TimeContext,
    known: IdMap<Account>,
    /// What stands in elements that go on with an update.
    parts: IdMap<Vec<Block>>,
    budget: &'a Budget,
}

impl<'a> Readings<'a> {
    pub(super) fn of(
        survey: &'a Survey<'a>,
        page: &'a PageSigns,
        base: Option<&'a WebUrl>,
        ctx: &'a TimeContext,
        budget: &'a Budget,
    ) -> Self {
        Self {
            survey,
            page,
            base,
            ctx,
            known: IdMap::default(),
            parts: IdMap::default(),
            budget,
        }
    }

    /// Reads the segments of a series as updates, as many of them from the first on as may still be read.
    pub(super) fn updates(&mut self, segments: &[Segment]) -> Vec<Account> {
        let Self {
            survey,
            base,
            ctx,
            budget,
            ..
        } = *self;
        let fits = |segment: &&Segment| {
            let new = segment.iter().filter(|id| !self.known.contains_key(id));
            budget.update(new.map(|id| survey.below(*id).elements()).sum())
        };
        let fitting = segments.iter().take_while(fits).count();
        let segments = segments.get(..fitting).unwrap_or_default();
        let read = |block: ElementRef<'_>| {
            let known = self.known.entry(block.id());
            known.or_insert_with(|| update(block, base, ctx)).clone()
        };
        let part = |part: ElementRef<'_>| {
            let known = self.parts.entry(part.id());
            let read = || body::read_whole(part, base).blocks;
            known.or_insert_with(read).clone()
        };
        updates(survey.html, segments, ctx, read, part)
    }
}

/// Makes an update of each segment of a series; `read` reads the element that it begins with, `read_part` those that go
/// on with it.
pub(super) fn updates(
    html: &Html,
    segments: &[Segment],
    ctx: &TimeContext,
    mut read: impl FnMut(ElementRef<'_>) -> Account,
    mut read_part: impl FnMut(ElementRef<'_>) -> Vec<Block>,
) -> Vec<Account> {
    let parts = segments.iter().filter_map(|segment| {
        let mut parts = segment.iter().filter_map(|id| element::element(html, *id));
        let mut candidate = read(parts.next()?);
        for part in parts {
            candidate.body.blocks.extend(read_part(part));
        }
        let minute = shapes::take_minute(&mut candidate);
        if minute.is_none() {
            take_time(&mut candidate, ctx);
            take_clock(&mut candidate, ctx);
        }
        byline::take(&mut candidate, ctx);
        take_heading(&mut candidate);
        shapes::take_clock_behind(&mut candidate, ctx);
        if let Some(minute) = minute {
            candidate.label = Claim::new(minute, shapes::MINUTE);
        }
        Some(candidate)
    });
    let mut candidates: Vec<Account> = parts.collect();
    shapes::settle_minutes(&mut candidates);
    shapes::settle_marks(&mut candidates);
    positions::settle(&mut candidates);
    candidates
}

/// A time that stands where a headline does.
const HEADING: Rule = Rule::markup("heading that is a time");

/// Takes a headline that is nothing but a time.
fn take_time(candidate: &mut Account, ctx: &TimeContext) {
    if candidate.headline.is_empty() {
        return;
    }
    let raw = Clean::line_capped(&candidate.headline, 100);
    match time::read(&candidate.headline, ctx) {
        Some(time::Reading::Stamp(stamp)) => {
            let said = Claim::new(Stamp { raw, ..stamp }, HEADING);
            candidate.published.get_or_insert(said);
        }
        Some(reading @ time::Reading::Clock(_)) if candidate.published.is_none() => {
            let said = Claim::new(Shown { reading, raw }, HEADING);
            candidate.clock.get_or_insert(said);
        }
        Some(time::Reading::Clock(_)) => {}
        Some(time::Reading::Day(_)) | None => return,
    }
    candidate.headline.clear();
}

/// Takes the heading that a text begins with, where the time stood in a line of its own before it.
fn take_heading(candidate: &mut Account) {
    if !candidate.headline.is_empty() || candidate.body.blocks.len() < 2 {
        return;
    }
    let line = match candidate.body.blocks.first() {
        Some(Block::Heading { text, .. }) => text,
        Some(Block::Paragraph(runs)) if is_bold_line(runs) => runs,
        _ => return,
    };
    let headline: String = line.iter().map(|run| run.text.as_str()).collect();
    let headline = headline.trim_matches(LEADERS).to_owned();
    candidate.headline = Claim::new(headline, Rule::markup("first line, a heading or bold"));
    candidate.body.blocks.remove(0);
}

/// What parts a clock from the headline behind it.
const LEADERS: [char; 7] = [' ', '-', '–', '—', '|', ':', '·'];
/// The longest paragraph that is a headline where all of it is bold, in bytes.
const BOLD_LINE: usize = 160;

/// Tells whether a paragraph is a headline by its looks.
fn is_bold_line(runs: &[Inline]) -> bool {
    let length: usize = runs.iter().map(|run| run.text.as_str().len()).sum();
    let blank = |run: &Inline| run.text.as_str().trim().is_empty();
    let last = runs.last().map(|run| run.text.as_str().trim_end());
    (8..=BOLD_LINE).contains(&length)
        && runs.iter().all(|run| run.emphasis.strong || blank(run))
        && runs.iter().all(|run| run.link.is_none())
        && last.is_some_and(|text| !text.ends_with([':', ',']))
}

/// Reads the element that an update begins with.
pub(super) fn update(block: ElementRef<'_>, base: Option<&WebUrl>, ctx: &TimeContext) -> Account {
    let mut candidate = fields::read(block, base, ctx);
    let name = block.value().name();
    if is_heading(name) {
        candidate.headline = Claim::new(fields::heading_line(block), Rule::markup("heading"));
        candidate.body = Claim::default();
    }
    candidate
}

/// Takes a clock off the beginning of headline or text and keeps it as the raw time.
pub(in crate::source) fn take_clock(candidate: &mut Account, ctx: &TimeContext) {
    let text: String = if candidate.headline.is_empty() {
        let Some(Block::Paragraph(runs)) = candidate.body.blocks.first() else {
            return;
        };
        runs.iter().map(|run| run.text.as_str()).collect()
    } else {
        candidate.headline.to_string()
    };
    let Some(found) = leading::leading(&text, ctx) else {
        return;
    };
    if !candidate.headline.is_empty() {
        let rest = text.get(found.len..).unwrap_or_default();
        rest.trim_end_matches([' ', '+'])
            .clone_into(&mut candidate.headline);
    } else if let Some(Block::Paragraph(runs)) = candidate.body.blocks.first_mut() {
        shapes::drop_bytes(runs, found.len);
        if runs.is_empty() {
            candidate.body.blocks.remove(0);
        }
    }
    let shown = Shown {
        reading: found.reading,
        raw: Clean::line_capped(found.shown, 100),
    };
    candidate.clock = Some(Claim::new(shown, Rule::markup("leading clock")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{blog::Facts, dom::bounded_html};

    #[test]
    fn elements_are_read_once_for_all_series_and_not_without_end() {
        let html =
            bounded_html::parse(&"<div><h2>Pier</h2><p>It is safe again.</p></div>".repeat(9)).html;
        let survey = Survey::of(&html);
        let page = PageSigns::of(&survey, &Facts::of(&html), None, &[]);
        let ctx = TimeContext::new("2025-08-07T12:00:00Z".parse().unwrap());
        let budget = Budget::default();
        let mut readings = Readings::of(&survey, &page, None, &ctx, &budget);
        let elements = || html.tree.nodes().filter_map(ElementRef::wrap);
        let named = |name: &str| -> Vec<Segment> {
            let found = elements().filter(|e| e.value().name() == name);
            found.map(|e| vec![e.id()]).collect()
        };
        let mut cost = |segments: &[Segment]| {
            let before = budget.left();
            let read = readings.updates(segments).len();
            (read, before - budget.left())
        };
        let (first, again) = (cost(&named("div")), cost(&named("div")));
        assert_eq!((first.0, again.0), (9, 9));
        assert_eq!(first.1 - again.1, 27);
        let rivals = vec![named("p").concat(); 9];
        let read: usize = (0..1_000).map(|_| cost(&rivals).0).sum();
        assert!(read < 9_000 && budget.is_spent());
    }
}
