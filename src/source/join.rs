//! Joins what the witnesses say of the same update, taking each field from the best of them.

use std::collections::HashSet;

use chrono::TimeDelta;
use scraper::Html;

use crate::{
    model::{Block, Stamp, TimeBasis, WebUrl},
    source::{
        candidate::{Candidate, Reading},
        dom::element::{self, letters},
        field::{byline, time::TimeContext},
        read::{
            jsonld::length,
            markup::{blocks, fields},
        },
    },
};

/// How many letters of a text tell one update from another.
const START: usize = 64;

/// With fewer others nothing is odd.
const LONE: usize = 4;

/// What updates say once the page's markup was asked about them.
pub(super) struct Joined {
    pub(super) candidates: Vec<Candidate>,
    /// How many of them have an element in the page.
    pub(super) tied: usize,
    /// Of how many the text comes from there.
    pub(super) texts: usize,
    /// Of how many the time comes from there.
    pub(super) times: usize,
}

/// Ties updates of structured data to their elements in the page and joins the two.
pub(super) fn with_markup(
    reading: &Reading,
    html: &Html,
    base: Option<&WebUrl>,
    ctx: &TimeContext,
) -> Joined {
    let nodes = blocks::locate(html, &reading.candidates);
    let in_page: Vec<Option<Candidate>> = nodes
        .iter()
        .map(|node| {
            node.and_then(|id| element::element(html, id))
                .map(|block| fields::read(block, base, ctx))
        })
        .collect();
    let lie = constant_lie(&reading.candidates, &in_page);
    let mut joined = Joined {
        candidates: Vec::new(),
        tied: 0,
        texts: 0,
        times: 0,
    };
    for (said, shown) in reading.candidates.iter().zip(in_page) {
        let Some(shown) = shown else {
            joined.candidates.push(alone(said, ctx));
            continue;
        };
        joined.tied += 1;
        joined.texts += usize::from(is_whole(&shown, said));
        joined.times += usize::from(shown.published.is_some() && !lie);
        joined.candidates.push(join(said, shown, lie, ctx));
    }
    joined
}

/// Completes updates with what another witness says of them, and adds those that only it knows where most of what
/// is known is known to it, too. Returns how many were tied and how many added.
pub(super) fn complete(known: &mut Vec<Candidate>, other: Vec<Candidate>) -> (usize, usize) {
    let mut strangers = Vec::new();
    let mut tied = 0;
    for said in other {
        match known.iter_mut().find(|c| is_same(c, &said)) {
            Some(candidate) => {
                tied += 1;
                fill(candidate, said);
            }
            None => strangers.push(said),
        }
    }
    let more = if tied * 10 >= known.len() * 8 {
        add(known, strangers)
    } else {
        0
    };
    (tied, more)
}

/// Adds updates that are none of the known ones under another name; returns how many.
pub(super) fn add(known: &mut Vec<Candidate>, more: Vec<Candidate>) -> usize {
    let mut starts: HashSet<String> = known.iter().map(start).collect();
    let before = known.len();
    for candidate in more {
        // A pinned copy, or the same update in a summary.
        if starts.insert(start(&candidate)) {
            known.push(candidate);
        }
    }
    known.len() - before
}

/// Drops what stands in the page beside the updates and was read as one: copies without an id of their own, and the
/// one without id and headline where all others have both.
pub(super) fn weed(candidates: &mut Vec<Candidate>) {
    let content = |c: &Candidate| format!("{}{}", letters(&c.headline), start(c));
    let mut pinned: HashSet<String> = HashSet::new();
    let named: HashSet<String> = candidates
        .iter()
        .filter(|c| !c.keys.is_empty())
        .map(content)
        .collect();
    candidates.retain(|c| {
        let is_copy = c.keys.is_empty() && named.contains(&content(c));
        if is_copy && c.marks.pinned {
            pinned.insert(content(c));
        }
        !is_copy
    });
    for candidate in candidates
        .iter_mut()
        .filter(|c| pinned.contains(&content(c)))
    {
        candidate.marks.pinned = true;
    }
    let mut said: HashSet<String> = HashSet::new();
    candidates.retain(|c| {
        let words = content(c);
        let at = c.published.as_ref().map(|s| s.at.timestamp());
        words.len() < START / 2 || said.insert(format!("{at:?}{words}"))
    });
    let is_bare = |c: &Candidate| c.keys.is_empty() && c.headline.is_empty();
    let bare = candidates.iter().filter(|c| is_bare(c)).count();
    let whole = |c: &&Candidate| !c.keys.is_empty() && !c.headline.is_empty();
    if bare == 1
        && candidates.len() > LONE
        && candidates.iter().filter(whole).count() == candidates.len() - 1
    {
        candidates.retain(|c| !is_bare(c));
    }
}

/// Tells whether two witnesses speak of one update.
fn is_same(one: &Candidate, other: &Candidate) -> bool {
    let share_key = one.keys.iter().any(|key| {
        let same =
            |theirs: &String| theirs.eq_ignore_ascii_case(key) || blocks::share_form(theirs, key);
        other.keys.iter().any(same)
    });
    let share_address = one.permalink.is_some() && one.permalink == other.permalink;
    let text = start(one);
    share_key || share_address || (text.len() >= START / 2 && text == start(other))
}

/// How an update's text begins, in letters and digits alone.
fn start(candidate: &Candidate) -> String {
    letters(&candidate.body.text())
        .chars()
        .take(START)
        .collect()
}

/// Fills what a candidate leaves out.
fn fill(candidate: &mut Candidate, said: Candidate) {
    if length(&said.body) > length(&candidate.body) * 5 / 4 {
        candidate.body = said.body;
    }
    if candidate.headline.is_empty() {
        candidate.headline = said.headline;
    }
    if candidate.authors.is_empty() {
        candidate.authors = said.authors;
    }
    candidate.published = candidate.published.take().or(said.published);
    candidate.modified = candidate.modified.take().or(said.modified);
    candidate.permalink = candidate.permalink.take().or(said.permalink);
    candidate.marks = candidate.marks.or(said.marks);
    if candidate.keys.is_empty() {
        candidate.keys = said.keys;
    }
}

/// An update that only structured data knows: its own pictures and embeds follow its text.
fn alone(said: &Candidate, ctx: &TimeContext) -> Candidate {
    let mut whole = said.clone();
    byline::take(&mut whole, ctx);
    whole
        .body
        .blocks
        .extend(said.images.iter().cloned().map(Block::Image));
    whole
        .body
        .blocks
        .extend(said.embeds.iter().cloned().map(Block::Embed));
    whole
}

/// Joins one update's witnesses: markup for text, times and bylines, structured data for identity and what markup
/// leaves out.
fn join(said: &Candidate, shown: Candidate, lie: bool, ctx: &TimeContext) -> Candidate {
    let body = if is_whole(&shown, said) {
        shown.body
    } else {
        alone(said, ctx).body
    };
    let published = match (&shown.published, &said.published) {
        (Some(shown), Some(said)) if lie || is_vaguer(shown, said) => Some(Stamp {
            raw: shown.raw.clone(),
            ..said.clone()
        }),
        (Some(shown), _) => Some(shown.clone()),
        (None, said) => said.clone(),
    };
    let headline = if shown.headline.is_empty() {
        said.headline.clone()
    } else {
        shown.headline
    };
    Candidate {
        keys: if said.keys.is_empty() {
            shown.keys
        } else {
            said.keys.clone()
        },
        permalink: said.permalink.clone().or(shown.permalink),
        headline,
        body,
        published,
        clock: if said.published.is_none() {
            shown.clock
        } else {
            None
        },
        modified: said.modified.clone(),
        authors: if shown.authors.is_empty() {
            said.authors.clone()
        } else {
            shown.authors
        },
        images: Vec::new(),
        embeds: Vec::new(),
        marks: said.marks.or(shown.marks),
        removed: said.removed,
        node: shown.node,
    }
}

/// Tells whether what a page shows people rests on less than what it tells machines.
fn is_vaguer(shown: &Stamp, said: &Stamp) -> bool {
    let for_people = |basis| {
        matches!(
            basis,
            TimeBasis::Text | TimeBasis::Clock | TimeBasis::Relative
        )
    };
    for_people(shown.basis) && !for_people(said.basis)
}

/// Tells whether an element holds all of an update: markup with much less than the structured text is a part only.
fn is_whole(shown: &Candidate, said: &Candidate) -> bool {
    !shown.body.is_empty() && length(&shown.body) * 2 >= length(&said.body)
}

/// Tells whether the page's times differ from the structured ones by the same whole zone throughout: then local
/// times were written as if they were UTC.
fn constant_lie(said: &[Candidate], shown: &[Option<Candidate>]) -> bool {
    let pairs = said.iter().zip(shown).filter_map(|(said, shown)| {
        let minute = |stamp: &Stamp| stamp.at.timestamp().div_euclid(60);
        let shown = shown.as_ref()?.published.as_ref()?;
        // Clocks of pages have minutes; structured data has seconds.
        Some(TimeDelta::minutes(
            minute(shown) - minute(said.published.as_ref()?),
        ))
    });
    let differences: Vec<TimeDelta> = pairs.collect();
    let Some(first) = differences.first().copied() else {
        return false;
    };
    let zone = first != TimeDelta::zero()
        && first.num_minutes() % 15 == 0
        && first.num_hours().abs() <= 14;
    let alike = differences
        .iter()
        .filter(|d| (**d - first).num_minutes().abs() <= 1)
        .count();
    zone && differences.len() >= 2 && alike * 10 >= differences.len() * 9
}
