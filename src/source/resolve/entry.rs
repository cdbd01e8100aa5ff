//! Accounts to entries: ids that are unique, newest first, and who said what.

use std::collections::{HashMap, HashSet, hash_map};

use super::{
    settle::is_cut,
    table::{Exactness, Field, voice},
};
use crate::{
    model::{Clean, Entry, EntryId, Provenance, Stamp, TimeBasis, Voice, WebUrl, Witness, hash128},
    source::{
        claim::{Account, Claim, Rule, Statement},
        dom::element,
    },
};

/// The most updates of one page.
const UPDATES: usize = 2_000;

/// Updates as a snapshot has them.
#[derive(Debug, Default)]
pub(in crate::source) struct Entries {
    /// The updates, newest first.
    pub(in crate::source) list: Vec<Entry>,
    /// Those that the publisher took back.
    pub(in crate::source) removed: Vec<EntryId>,
    /// What was claimed of each, where that was asked for.
    pub(in crate::source) heard: HashMap<EntryId, Vec<Statement>>,
}

/// Makes entries of accounts: ids that are unique, newest first, at most as many as a page may have.
pub(in crate::source) fn entries(
    accounts: Vec<Account>,
    page: Option<&WebUrl>,
    warnings: &mut Vec<Clean>,
) -> Entries {
    let mut made = Entries::default();
    // The first entry of each id, and the contents that share it.
    let mut seen: HashMap<EntryId, (usize, HashSet<u128>)> = HashMap::new();
    for mut account in accounts {
        if account.headline.is_empty() && account.body.is_empty() {
            continue;
        }
        let taken_back = account.removed;
        let heard = std::mem::take(&mut account.heard);
        let mut entry = entry(account, page);
        match seen.entry(entry.id.clone()) {
            hash_map::Entry::Vacant(id) => {
                id.insert((made.list.len(), HashSet::new()));
            }
            hash_map::Entry::Occupied(mut id) => {
                let (first, prints) = id.get_mut();
                // Ids are unique nearly always: only where one is not, contents are compared.
                if prints.is_empty() {
                    prints.extend(made.list.get(*first).map(Entry::fingerprint));
                }
                if !prints.insert(entry.fingerprint()) {
                    continue;
                }
                entry.id = EntryId::new(&format!("{}~{}", entry.id, prints.len()));
            }
        }
        if taken_back {
            made.removed.push(entry.id.clone());
        }
        if !heard.is_empty() {
            made.heard.insert(entry.id.clone(), heard);
        }
        made.list.push(entry);
    }
    newest_first(&mut made.list);
    if made.list.len() > UPDATES {
        let dropped = made.list.len() - UPDATES;
        warnings.push(Clean::line(&format!(
            "The page has {} updates; the oldest {dropped} were left out.",
            made.list.len()
        )));
        made.list.truncate(UPDATES);
    }
    made
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
fn entry(account: Account, page: Option<&WebUrl>) -> Entry {
    let provenance = provenance(&account);
    let line = |words: &str| Some(Clean::line_capped(words, 500)).filter(|line| !line.is_empty());
    let (label, headline) = (line(&account.label), line(&account.headline));
    let own = account
        .permalink
        .as_deref()
        .filter(|url| url.fragment().is_some() || page.is_none_or(|p| *url != p));
    let of_address = || own.and_then(|own| page.and_then(|page| beside(own, page)));
    let id = account.keys.first().cloned().or_else(of_address);
    let id = id.unwrap_or_else(|| of_words(&account));
    let fragment = account
        .keys
        .first()
        .filter(|key| !key.contains(char::is_whitespace));
    let permalink = own
        .cloned()
        .or_else(|| Some(page?.with_fragment(Some(fragment?))));
    let published = account.published.map(Claim::into_value);
    let modified = account.modified.map(Claim::into_value);
    let modified = modified.filter(|m| published.as_ref().is_none_or(|p| m.at > p.at));
    Entry {
        id: EntryId::new(&id),
        label,
        headline,
        body: account.body.into_value(),
        published,
        modified,
        authors: account.authors.into_value(),
        permalink,
        marks: account.marks.into_value(),
        provenance,
    }
}

/// Returns what an update's address has that its page's has not: a path of its own, else a query (`?entry=37`).
fn beside(own: &WebUrl, page: &WebUrl) -> Option<String> {
    let (own, page) = (own.as_url(), page.as_url());
    if own.path() != page.path() {
        return Some(own.path().to_owned());
    }
    let query = own.query().filter(|query| Some(*query) != page.query())?;
    Some(format!("?{query}"))
}

/// Makes an id of what an update says, and of its time where that stays what it is from one reading to the next.
fn of_words(account: &Account) -> String {
    let (label, headline) = (&*account.label, &*account.headline);
    let words = format!("{label}{headline}{}", account.body.text());
    let start: String = element::letters(&words).chars().take(64).collect();
    let print = hash128(start.as_bytes()) >> 64;
    let told = account.published.as_deref().filter(|stamp| {
        let of_reading = matches!(stamp.basis, TimeBasis::Relative | TimeBasis::Clock);
        !stamp.guessed && !of_reading
    });
    match told {
        Some(stamp) => format!("{}-{print:016x}", stamp.at.timestamp()),
        None => format!("text-{print:016x}"),
    }
}

/// Says who said what of an update.
fn provenance(account: &Account) -> Provenance {
    let of = |field, rule: Rule| voice(field, rule.by, Exactness::Exact);
    let of_stamp = |field, stamp: &Option<Claim<Stamp>>| {
        let stamp = stamp.as_ref();
        stamp.map_or_else(Voice::default, |stamp| {
            voice(field, stamp.rule().by, Exactness::of(stamp))
        })
    };
    let headline = if account.headline.is_empty() {
        // Who tells the text, tells that there is no headline; a protocol says so for certain.
        let by = account.body.rule().by;
        voice(
            Field::Headline,
            by,
            Exactness::of_text(by == Witness::Platform),
        )
    } else {
        let whole = !is_cut(&account.headline);
        voice(
            Field::Headline,
            account.headline.rule().by,
            Exactness::of_text(whole),
        )
    };
    let whole = !account.body.blocks.last().is_some_and(ends_cut);
    Provenance {
        headline,
        body: voice(
            Field::Body,
            account.body.rule().by,
            Exactness::of_text(whole),
        ),
        published: of_stamp(Field::Published, &account.published),
        modified: of_stamp(Field::Modified, &account.modified),
        authors: of(Field::Authors, account.authors.rule()),
        permalink: account
            .permalink
            .as_ref()
            .map_or_else(Voice::default, |url| of(Field::Permalink, url.rule())),
        marks: of(Field::Marks, account.marks.rule()),
    }
}

fn ends_cut(block: &crate::model::Block) -> bool {
    let crate::model::Block::Paragraph(runs) = block else {
        return false;
    };
    runs.last().is_some_and(|run| is_cut(run.text.as_str()))
}

/// Says that one witness said everything of an update, but for marks where it knows of none.
pub(in crate::source) fn voices(entry: &Entry, by: Witness, tells_marks: bool) -> Provenance {
    let of = |field, said: bool| {
        let voice = voice(field, by, Exactness::Exact);
        if said { voice } else { Voice::default() }
    };
    let of_stamp = |field, stamp: &Option<Stamp>| {
        let stamp = stamp.as_ref();
        stamp.map_or_else(Voice::default, |stamp| {
            voice(field, by, Exactness::of(stamp))
        })
    };
    let whole = !entry.body.blocks.last().is_some_and(ends_cut);
    Provenance {
        headline: of(Field::Headline, true),
        body: voice(Field::Body, by, Exactness::of_text(whole)),
        published: of_stamp(Field::Published, &entry.published),
        modified: of_stamp(Field::Modified, &entry.modified),
        authors: of(Field::Authors, !entry.authors.is_empty()),
        permalink: of(Field::Permalink, entry.permalink.is_some()),
        marks: of(Field::Marks, tells_marks),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_beside_the_page_names_an_update() {
        let url = |text: &str| WebUrl::parse(text).unwrap();
        let page = url("https://post.example/live/bridge?view=all");
        for (own, name) in [
            ("https://post.example/live/bridge/7", Some("/live/bridge/7")),
            (
                "https://post.example/live/bridge?entry=37",
                Some("?entry=37"),
            ),
            ("https://post.example/live/bridge?view=all", None),
            ("https://post.example/live/bridge", None),
        ] {
            assert_eq!(beside(&url(own), &page).as_deref(), name, "{own}");
        }
    }
}
