//! Candidates to entries: ids that are unique, newest first.

use std::collections::{HashMap, HashSet, hash_map};

use crate::{
    model::{Clean, Entry, EntryId, Stamp, WebUrl, hash128},
    source::{candidate::Candidate, dom::element},
};

/// The most updates of one page.
const UPDATES: usize = 2_000;

/// Makes entries of candidates: ids that are unique, newest first, at most as many as a page may have. The second
/// list names those that the publisher took back.
pub(super) fn of(
    candidates: Vec<Candidate>,
    page: Option<&WebUrl>,
    warnings: &mut Vec<Clean>,
) -> (Vec<Entry>, Vec<EntryId>) {
    let mut removed = Vec::new();
    // The first entry of each id, and the contents that share it.
    let mut seen: HashMap<EntryId, (usize, HashSet<u128>)> = HashMap::new();
    let mut entries: Vec<Entry> = Vec::new();
    for candidate in candidates {
        if candidate.headline.is_empty() && candidate.body.is_empty() {
            continue;
        }
        let taken_back = candidate.removed;
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
        if taken_back {
            removed.push(entry.id.clone());
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
    (entries, removed)
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
    let own = candidate
        .permalink
        .filter(|url| url.fragment().is_some() || page.is_none_or(|p| *url != *p));
    let of_address = || {
        own.as_ref()
            .map(|url| url.as_url().path().to_owned())
            .filter(|path| page.is_some_and(|p| p.as_url().path() != path))
    };
    let id = candidate
        .keys
        .first()
        .cloned()
        .or_else(of_address)
        .unwrap_or_else(|| {
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
        provenance: crate::model::Provenance::default(),
    }
}
