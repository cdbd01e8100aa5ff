//! Live blogs that only their markup shows: the same structure again and again, each with a time, a clock or an id.
//!
//! Three kinds of mark begin an update: an element with a machine-readable time, one whose text begins with a clock,
//! one of many siblings with ids of their own. Marks of one make are a series; the series that carries most of the
//! page's text is the live blog. A page that is not called live anywhere is not searched: lists of articles look
//! just the same.

use std::collections::HashSet;

use scraper::{ElementRef, Html};

use super::{
    days,
    judgement::Judgement,
    live::{names_itself_live, stands_in_live},
    one_liners, pointers,
    readings::{Readings, update, updates},
    segments::{self, Segment},
    series::{self, Series, SeriesKind},
    signs::PageSigns,
    survey::Survey,
};
use crate::{
    model::{Block, LiveBlog, Stamp, WebUrl},
    source::{
        budget::Budget,
        claim::{Account, Claim, Rule, Testimony, Witness},
        dom::{
            element::{self, Id, letter_count},
            numbered::IdSet,
        },
        field::{
            body,
            time::{self, TimeContext, leading::leading},
        },
        read::jsonld::length,
    },
};

/// Letters that an update has at least, in the middle of its series.
const LETTERS: usize = 60;
/// The heading of a day has no more.
const DAY: usize = 240;
/// Updates whose place tells what they are have as many.
const YOUNG: usize = 20;
/// A one-liner has as many: "Goal! Merrow score."
const LINE: usize = 16;

/// What carries a smaller part than one in so many of what another series does is never the live blog.
const CLEARER: usize = 6;
/// So much more must speak for one series than for another that weighs more.
const CLEARLY: i32 = 3;

/// Of what stands in a row with known updates, at most so many times as many are updates, too.
const MORE: usize = 10;

/// Reads the series that is most likely the page's updates, and says what speaks for it and against it; `None` where
/// there is no series at all, or nothing calls it live.
pub(in crate::source) fn read(
    survey: &Survey<'_>,
    page: &PageSigns,
    base: Option<&WebUrl>,
    ctx: &TimeContext,
    budget: &Budget,
) -> Option<(Testimony, Judgement)> {
    let named = page.names().is_live() || page.proves_live();
    let titled = page.names().is_titled_live();
    let mut seen = HashSet::new();
    let mut cuts: Vec<(SeriesKind, Vec<Segment>, usize)> = Vec::new();
    let all = series::all(survey, ctx);
    for series in all.iter().filter(|series| series.is_one()) {
        let live = named || names_itself_live(survey.html, &series.marks);
        if !live || (series.kind == SeriesKind::Heading && !titled) {
            continue;
        }
        let (segments, letters) = segments::cut(survey, &series.marks);
        // Times, ids and headings of one update mark the same place; the best evidence came first.
        if seen.insert(segments.clone()) {
            cuts.push((series.kind, segments, letters));
        }
    }
    cuts.sort_by_key(|(kind, _, letters)| (std::cmp::Reverse(*letters), *kind));
    let mut found: Vec<SeriesReading> = Vec::new();
    // One-liners count where nothing says more.
    let mut short: Vec<SeriesReading> = Vec::new();
    let mut refused: Option<SeriesReading> = None;
    let mut most = 0;
    let mut readings = Readings::of(survey, page, base, ctx, budget);
    for (kind, segments, letters) in cuts {
        // What cannot carry a part of what another does is not read.
        if letters * CLEARER < most {
            break;
        }
        let read = SeriesReading::read(&mut readings, kind, &segments);
        if read.weight == 0 {
            continue;
        }
        let is_heavier =
            |known: &SeriesReading| (known.is_short, read.weight) > (read.is_short, known.weight);
        if read.judgement.is_live() && read.is_short {
            short.push(read);
        } else if read.judgement.is_live() {
            most = most.max(read.weight);
            found.push(read);
        } else if refused.as_ref().is_none_or(is_heavier) {
            refused = Some(read);
        }
    }
    let chosen = best(survey.html, found)
        .or_else(|| young(&mut readings, all))
        .or_else(|| best(survey.html, short))
        .or(refused)?;
    let mut candidates = chosen.candidates;
    let mut judgement = chosen.judgement;
    if date(survey.html, &mut candidates, ctx) {
        // What was dated by its neighbours is judged once more: programmes are of days to come.
        judgement = page.judge(survey, &candidates, base, ctx);
        if chosen.is_short {
            judgement.add(one_liners::signs(survey.html, &candidates, ctx));
        }
    }
    let reading = Testimony {
        by: Witness::Markup,
        accounts: candidates,
        blog: LiveBlog::default(),
        warnings: Vec::new(),
    };
    Some((reading, judgement))
}

/// Reads the updates of a live blog that has just begun, or says little in each: they are one or two, or short, so they
/// count only in a place that is named as a live blog's, on a page that calls itself live.
fn young(readings: &mut Readings<'_>, all: Vec<Series>) -> Option<SeriesReading> {
    let Readings {
        survey,
        page,
        base,
        ctx,
        ..
    } = *readings;
    if !page.names().is_live() && !page.proves_live() {
        return None;
    }
    // What holds several marks begins with the first of them, and is no update.
    let several: IdSet = all
        .iter()
        .filter(|series| series.is_one())
        .flat_map(|series| series.marks.iter().copied())
        .collect();
    let holds_several = |found: ElementRef<'_>| {
        let inside = found.descendants().skip(1);
        let marks = inside.filter(|node| several.contains(&node.id()));
        marks.take(series::LEAST).count() == series::LEAST
    };
    let few = all.into_iter().filter_map(|mut series| {
        let is_alone = series.marks.len() == 1;
        let in_place = |id: &Id| {
            let found = element::element(survey.html, *id).filter(|found| stands_in_live(*found));
            found.is_some_and(|found| !(is_alone && holds_several(found)))
        };
        series.marks.retain(in_place);
        (!series.marks.is_empty()).then_some(series)
    });
    let read = few.filter_map(|series| {
        let (segments, _) = segments::cut(survey, &series.marks);
        let mut found = SeriesReading::read(readings, series.kind, &segments);
        if std::mem::take(&mut found.is_short) {
            found.judgement = page.judge(survey, &found.candidates, base, ctx);
        }
        let lengths = || found.candidates.iter().map(substance);
        found.weight = if lengths().all(|length| length >= YOUNG) {
            lengths().sum()
        } else {
            0
        };
        // One update that is called as the page is, is the page's article.
        let is_article = || match found.candidates.as_slice() {
            [only] => !page.proves_live() && page.names().is_title(&only.headline),
            _ => false,
        };
        (found.weight > 0 && found.judgement.is_live() && !is_article()).then_some(found)
    });
    // Of equals the better kind, which comes first.
    read.min_by_key(|found| std::cmp::Reverse((found.candidates.len(), found.weight)))
}

/// Reads the updates that stand in a series with `known` ones: those that structured data leaves out.
pub(in crate::source) fn beside(
    survey: &Survey<'_>,
    known: &[Id],
    base: Option<&WebUrl>,
    ctx: &TimeContext,
    budget: &Budget,
) -> Vec<Account> {
    let known: IdSet = known.iter().copied().collect();
    let mut most: Vec<Segment> = Vec::new();
    // A live blog that has just begun has less than a series.
    let least = series::LEAST.min(known.len() + 1);
    let all = series::all(survey, ctx).into_iter();
    for series in all.filter(|series| series.marks.len() >= least) {
        if !shares(survey.html, &series.marks, &known) {
            continue;
        }
        let (segments, _) = segments::cut(survey, &series.marks);
        let new = strangers(survey.html, segments, &known);
        if new.len() > most.len() {
            most = new;
        }
    }
    let fits = |segment: &&Segment| {
        let elements = segment.iter().map(|id| survey.below(*id).elements());
        budget.update(elements.sum())
    };
    let fitting = most.iter().take_while(fits).count();
    most.truncate(fitting);
    let mut candidates = updates(
        survey.html,
        &most,
        ctx,
        |block| update(block, base, ctx),
        |part| body::read_whole(part, base).blocks,
    );
    candidates.retain(|c| length(&c.body) >= LETTERS || is_one_of_row(survey.html, c, &known));
    candidates.retain(|c| !pointers::leads_away(survey.html, c, base));
    candidates
}

/// Tells whether what says little is an update by its place alone: a picture or a line with a time of its own, between
/// two known ones.
fn is_one_of_row(html: &Html, found: &Account, known: &IdSet) -> bool {
    let Some(node) = found.node.and_then(|id| html.tree.get(id)) else {
        return false;
    };
    found.is_timed()
        && !says_nothing(found)
        && node
            .prev_siblings()
            .any(|before| known.contains(&before.id()))
        && node
            .next_siblings()
            .any(|after| known.contains(&after.id()))
}

/// Tells whether the marks of a series may begin known updates and others: most of the known hold one, and one only.
fn shares(html: &Html, marks: &[Id], known: &IdSet) -> bool {
    let mut held = IdSet::default();
    let mut doubled = 0;
    for mark in marks.iter().filter_map(|id| html.tree.get(*id)) {
        let mut around = std::iter::once(mark).chain(mark.ancestors());
        if let Some(block) = around.find(|node| known.contains(&node.id())) {
            doubled += usize::from(!held.insert(block.id()));
        }
    }
    let others = marks.len() - held.len() - doubled;
    held.len() >= series::LEAST.min(known.len())
        && held.len() * 10 >= known.len() * 8
        && doubled * 10 <= held.len()
        && (1..=held.len() * MORE).contains(&others)
}

/// The segments that are no known update, and hold none, but are made as known ones are.
fn strangers(html: &Html, segments: Vec<Segment>, known: &IdSet) -> Vec<Segment> {
    let is_known = |segment: &Segment| {
        let mut parts = segment.iter().filter_map(|id| html.tree.get(*id));
        parts.any(|part| {
            part.ancestors().any(|up| known.contains(&up.id()))
                || part.descendants().any(|down| known.contains(&down.id()))
        })
    };
    let make = |id: &Id| element::element(html, *id).map(series::make);
    let makes: HashSet<Option<String>> = known.iter().map(make).collect();
    let is_alike = |segment: &Segment| segment.first().is_some_and(|id| makes.contains(&make(id)));
    let parent = |id: &Id| Some(html.tree.get(*id)?.parent()?.id());
    let places: HashSet<Option<Id>> = known.iter().map(parent).collect();
    // Few known ones say little of what others are like; they stand in one place.
    let is_beside = |segment: &Segment| {
        known.len() >= series::LEAST
            || segment
                .first()
                .is_some_and(|id| places.contains(&parent(id)))
    };
    let mut others = segments;
    others.retain(|segment| is_alike(segment) && is_beside(segment) && !is_known(segment));
    others
}

/// A series, read.
struct SeriesReading {
    kind: SeriesKind,
    weight: usize,
    /// Whether each says no more than a line.
    is_short: bool,
    judgement: Judgement,
    candidates: Vec<Account>,
}

fn says_nothing(found: &Account) -> bool {
    found.label.is_empty() && found.headline.is_empty() && found.body.is_empty()
}

/// Tells whether a part is an advertisement in the form of an update: it is named as one, and has no time.
fn is_paid(html: &Html, found: &Account) -> bool {
    let block = found.node.and_then(|id| element::element(html, id));
    !found.is_timed()
        && block.is_some_and(|block| {
            element::has_name_word(block, |word| {
                matches!(
                    word,
                    "sponsored" | "sponsor" | "advertisement" | "advertorial" | "promoted" | "ad"
                )
            })
        })
}

/// Tells whether a part is the heading of a day, which stands between updates; what follows it before the next update
/// is none either.
fn is_day(found: &Account, ctx: &TimeContext) -> bool {
    let is_day = |words: &str| matches!(time::read(words, ctx), Some(time::Reading::Day(_)));
    let is_short = || length(&found.body) <= DAY;
    is_short() && is_day(format!("{} {}", *found.headline, found.body.text()).trim())
        || !found.is_timed() && is_day(&found.headline)
}

/// Tells whether a part is a day with its updates: a day as its heading, and clocks that begin lines of its text.
fn heads_several(html: &Html, found: &Account, ctx: &TimeContext) -> bool {
    let begun = found
        .node
        .and_then(|id| ElementRef::wrap(html.tree.get(id)?));
    let heading = begun.filter(|begun| element::is_heading(begun.value().name()));
    let heading = heading.map_or_else(|| found.headline.to_string(), element::text);
    let begins = |block: &Block| {
        let Block::Paragraph(runs) = block else {
            return false;
        };
        runs.first()
            .is_some_and(|run| leading(run.text.as_str(), ctx).is_some())
    };
    heading.len() <= DAY
        && time::read_day(&heading, ctx).is_some()
        && found.body.blocks.iter().any(begins)
}

impl SeriesReading {
    fn read(readings: &mut Readings<'_>, kind: SeriesKind, segments: &[Segment]) -> Self {
        let Readings {
            survey,
            page,
            base,
            ctx,
            ..
        } = *readings;
        let mut candidates = readings.updates(segments);
        candidates
            .retain(|c| !(says_nothing(c) || is_day(c, ctx) || heads_several(survey.html, c, ctx)));
        candidates.retain(|c| !is_paid(survey.html, c));
        pointers::drop_lists(&mut candidates, survey.html, base);
        let (weight, is_short) = weight(&candidates, kind);
        let mut judgement = page.judge(survey, &candidates, base, ctx);
        if is_short {
            judgement.add(one_liners::signs(survey.html, &candidates, ctx));
        }
        Self {
            kind,
            weight,
            is_short,
            judgement,
            candidates,
        }
    }

    /// Tells whether the updates are those of another series and more: then that one's marks are missing in some.
    fn refines(&self, html: &Html, other: &Self) -> bool {
        let own: IdSet = self.candidates.iter().filter_map(|c| c.node).collect();
        let mut taken = IdSet::default();
        let theirs = other
            .candidates
            .iter()
            .filter_map(|c| html.tree.get(c.node?));
        let shared = theirs
            .filter_map(|node| {
                let mut around = std::iter::once(node).chain(node.ancestors());
                around.find(|n| own.contains(&n.id()))
            })
            .filter(|node| taken.insert(node.id()))
            .count();
        self.candidates.len() > other.candidates.len()
            && shared * 10 >= other.candidates.len() * 9
            && self.weight * 10 >= other.weight * 9
    }
}

/// Chooses the series that is the live blog: better evidence wins unless it covers much less of the page.
fn best(html: &Html, mut found: Vec<SeriesReading>) -> Option<SeriesReading> {
    let most = found.iter().map(|found| found.weight).max()?;
    found.retain(|found| found.weight * CLEARER >= most);
    // A part of the page for which clearly more speaks is the live blog, and what runs on around it is not.
    let clearest = found.iter().map(|found| found.judgement.score()).max()?;
    found.retain(|found| found.judgement.score() + CLEARLY > clearest);
    let most = found.iter().map(|found| found.weight).max()?;
    found.retain(|found| found.weight * 2 >= most);
    found.sort_by_key(|found| (found.kind, std::cmp::Reverse(found.weight)));
    let mut chosen = 0;
    for at in 1..found.len() {
        if found[at].refines(html, &found[chosen]) {
            chosen = at;
        }
    }
    Some(found.swap_remove(chosen))
}

/// How much a series carries: the letters of its updates; nothing where they are too few or say too little. And whether
/// they are one-liners; those of a match are as they should be.
fn weight(candidates: &[Account], kind: SeriesKind) -> (usize, bool) {
    let mut lengths: Vec<usize> = candidates.iter().map(substance).collect();
    lengths.sort_unstable();
    let middle = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
    if candidates.len() < series::LEAST || middle < LINE {
        return (0, false);
    }
    let is_short = kind != SeriesKind::Minute && middle < LETTERS;
    (lengths.iter().sum(), is_short)
}

/// The letters of an update's text, or of a headline that is all it has; something of elsewhere stands for as many as
/// an update needs.
fn substance(candidate: &Account) -> usize {
    let is_embed = |block: &Block| matches!(block, Block::Embed(_));
    let embeds = candidate.body.blocks.iter().any(is_embed);
    let told = length(&candidate.body);
    let told = if told == 0 && candidate.body.text().is_empty() {
        letter_count(&candidate.headline)
    } else {
        told
    };
    told + if embeds { LETTERS } else { 0 }
}

/// A time that neighbours alone tell.
const UNSHOWN: Rule = Rule::markup("its neighbours' times");

/// Gives dates to updates that have only a clock; they must be in the page's order. Tells whether any time may be
/// another than before.
pub(in crate::source) fn date(html: &Html, candidates: &mut [Account], ctx: &TimeContext) -> bool {
    let dropped = drop_one_for_all(candidates);
    if candidates
        .iter()
        .all(|c| c.published.is_some() || c.clock.is_none())
    {
        return dropped;
    }
    let nodes: Vec<Option<Id>> = candidates.iter().map(|c| c.node).collect();
    let mut headings = days::headings(html, &nodes, ctx).into_iter().peekable();
    let mut shown: Vec<Option<time::Reading>> = Vec::new();
    let mut places = Vec::new();
    for (place, candidate) in candidates.iter().enumerate() {
        while let Some((_, day)) = headings.next_if(|(before, _)| *before <= place) {
            shown.push(Some(time::Reading::Day(day)));
        }
        places.push(shown.len());
        let known = candidate
            .published
            .as_deref()
            .cloned()
            .map(time::Reading::Stamp);
        shown.push(known.or_else(|| Some(candidate.clock.as_ref()?.reading.clone())));
    }
    let mut stamps = time::date_clocks(&shown, ctx);
    for (candidate, place) in candidates.iter_mut().zip(places) {
        if candidate.published.is_none() {
            let shown = candidate.clock.as_ref();
            let raw = shown.map(|shown| shown.raw.clone()).unwrap_or_default();
            let rule = shown.map_or(UNSHOWN, Claim::rule);
            let stamp = stamps.get_mut(place).and_then(Option::take);
            candidate.published = stamp.map(|stamp| Claim::new(Stamp { raw, ..stamp }, rule));
        }
    }
    true
}

/// Drops a machine-readable time that all updates share while their clocks differ: it is the page's, not theirs. Tells
/// whether it did.
fn drop_one_for_all(candidates: &mut [Account]) -> bool {
    let one = |pick: fn(&Account) -> Option<&Stamp>| {
        let mut stamps = candidates.iter().map(|c| pick(c).map(Stamp::utc));
        let first = stamps.next().flatten();
        first.is_some() && stamps.all(|stamp| stamp == first)
    };
    if candidates.len() < series::LEAST || !one(|c| c.published.as_deref()) {
        return false;
    }
    let clock = |c: &Account| match c.clock.as_ref()?.reading {
        time::Reading::Clock(ref clock) => Some(clock.time),
        time::Reading::Stamp(_) | time::Reading::Day(_) => None,
    };
    let first = candidates.first().and_then(clock);
    let differ = candidates.iter().any(|c| clock(c) != first);
    let drops = differ && candidates.iter().all(|c| clock(c).is_some());
    if drops {
        candidates.iter_mut().for_each(|c| c.published = None);
    }
    drops
}
