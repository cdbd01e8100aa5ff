//! Joins what the witnesses say of the same update, taking each field from the best of them.

use std::collections::{HashMap, HashSet, hash_map};

use chrono::TimeDelta;
use scraper::Html;

use super::{
    candidate::{Candidate, Reading, Witness},
    element,
    markup::{blocks, fields},
    structured::jsonld::length,
    times::TimeContext,
};
use crate::model::{Block, Clean, Entry, EntryId, Stamp, WebUrl, hash128};

/// The most updates of one page.
const UPDATES: usize = 2_000;

/// Ties updates of structured data to their elements in the page and joins the two.
pub(super) fn with_markup(
    reading: &Reading,
    html: &Html,
    base: Option<&WebUrl>,
    ctx: &TimeContext,
) -> (Vec<Candidate>, usize) {
    let nodes = blocks::locate(html, &reading.candidates);
    let in_page: Vec<Option<Candidate>> = nodes
        .iter()
        .map(|node| {
            node.and_then(|id| element::element(html, id))
                .map(|block| fields::read(block, base, ctx))
        })
        .collect();
    let tied = in_page.iter().flatten().count();
    let lie = constant_lie(&reading.candidates, &in_page);
    let joined = reading
        .candidates
        .iter()
        .zip(in_page)
        .map(|(said, shown)| match shown {
            Some(shown) => join(said, shown, lie),
            None => alone(said),
        });
    (joined.collect(), tied)
}

/// An update that only structured data knows: its own pictures and embeds follow its text.
fn alone(said: &Candidate) -> Candidate {
    let mut whole = said.clone();
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
fn join(said: &Candidate, shown: Candidate, lie: bool) -> Candidate {
    // Markup that holds much less than the structured text is a part of the update only.
    let complete = length(&shown.body) * 2 >= length(&said.body);
    let body = if complete && !shown.body.is_empty() {
        shown.body
    } else {
        alone(said).body
    };
    let published = match (&shown.published, &said.published) {
        (Some(shown), Some(said)) if lie => Some(Stamp {
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
        clock: None,
        modified: said.modified.clone(),
        authors: if shown.authors.is_empty() {
            said.authors.clone()
        } else {
            shown.authors
        },
        images: Vec::new(),
        embeds: Vec::new(),
        marks: shown.marks,
        node: shown.node,
    }
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

/// Makes entries of candidates: ids that are unique, newest first, at most as many as a page may have.
pub(super) fn entries(
    candidates: Vec<Candidate>,
    page: Option<&WebUrl>,
    warnings: &mut Vec<Clean>,
) -> Vec<Entry> {
    // The first entry of each id, and the contents that share it.
    let mut seen: HashMap<EntryId, (usize, HashSet<u128>)> = HashMap::new();
    let mut entries: Vec<Entry> = Vec::new();
    for candidate in candidates {
        if candidate.headline.is_empty() && candidate.body.is_empty() {
            continue;
        }
        let mut entry = entry(candidate, page);
        match seen.entry(entry.id.clone()) {
            hash_map::Entry::Vacant(id) => {
                id.insert((entries.len(), HashSet::new()));
            }
            hash_map::Entry::Occupied(mut id) => {
                let (first, prints) = id.get_mut();
                // Ids are unique nearly always: only where one is not, contents are compared.
                if prints.is_empty() {
                    prints.extend(entries.get(*first).map(Entry::fingerprint));
                }
                if !prints.insert(entry.fingerprint()) {
                    continue;
                }
                entry.id = EntryId::new(&format!("{}~{}", entry.id, prints.len()));
            }
        }
        entries.push(entry);
    }
    newest_first(&mut entries);
    if entries.len() > UPDATES {
        let dropped = entries.len() - UPDATES;
        warnings.push(Clean::line(&format!(
            "The page has {} updates; the oldest {dropped} were left out.",
            entries.len()
        )));
        entries.truncate(UPDATES);
    }
    entries
}

/// Sorts by time, newest first; what has no time keeps its neighbours. Pages that run from the oldest on are turned.
fn newest_first(entries: &mut Vec<Entry>) {
    let times: Vec<_> = entries
        .iter()
        .filter_map(|e| e.published.as_ref().map(Stamp::utc))
        .collect();
    let rising = times.windows(2).filter(|pair| pair[0] < pair[1]).count();
    let falling = times.windows(2).filter(|pair| pair[0] > pair[1]).count();
    if rising > falling {
        entries.reverse();
    }
    // A time for everything: its own, else that of the one above. The sort is stable.
    let mut above = None;
    let mut keyed: Vec<_> = Vec::with_capacity(entries.len());
    for entry in entries.drain(..) {
        above = entry.published.as_ref().map(Stamp::utc).or(above);
        keyed.push((above, entry));
    }
    let first = keyed.iter().find_map(|(at, _)| *at);
    keyed.sort_by_key(|(at, _)| std::cmp::Reverse(at.or(first)));
    entries.extend(keyed.into_iter().map(|(_, entry)| entry));
}

/// Makes an entry; its id by the precedence fragment, id, then time and text.
fn entry(candidate: Candidate, page: Option<&WebUrl>) -> Entry {
    let headline = Some(Clean::line_capped(&candidate.headline, 500)).filter(|h| !h.is_empty());
    let id = candidate.keys.first().cloned().unwrap_or_else(|| {
        let at = candidate
            .published
            .as_ref()
            .map(|s| s.at.timestamp())
            .unwrap_or_default();
        let words = format!("{}{}", candidate.headline, candidate.body.text());
        let start: String = element::letters(&words).chars().take(64).collect();
        format!("{at}-{:016x}", hash128(start.as_bytes()) >> 64)
    });
    let fragment = candidate
        .keys
        .first()
        .filter(|key| !key.contains(char::is_whitespace));
    let own = candidate
        .permalink
        .filter(|url| url.fragment().is_some() || page.is_none_or(|p| *url != *p));
    let permalink = own.or_else(|| Some(page?.with_fragment(Some(fragment?))));
    let modified = candidate
        .modified
        .filter(|m| candidate.published.as_ref().is_none_or(|p| m.at > p.at));
    Entry {
        id: EntryId::new(&id),
        headline,
        body: candidate.body,
        published: candidate.published,
        modified,
        authors: candidate.authors,
        permalink,
        marks: candidate.marks,
    }
}

impl Reading {
    /// Tells whether the witness lists the page's updates itself, so that absence means something.
    pub(super) fn lists_updates(&self) -> bool {
        matches!(
            self.witness,
            Witness::JsonLd | Witness::Microdata | Witness::Markup
        )
    }
}
