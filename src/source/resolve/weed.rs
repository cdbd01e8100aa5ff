//! What stands in the page beside the updates and was read as one.

use std::collections::HashSet;

use super::cluster;
use crate::source::{claim::Account, dom::element::letters};

/// With fewer others nothing is odd.
const LONE: usize = 4;
/// Fewer letters may be said twice.
const WORDS: usize = 32;

/// An account, and its headline and the beginning of its text in letters alone.
type Known = (Account, String);

/// Drops what is pinned above the updates and holds the text of one of them, which is pinned then.
fn drop_pinned_copies(known: &mut Vec<Known>) {
    let copies: Vec<(usize, usize)> = known
        .iter()
        .enumerate()
        .filter(|(_, (account, _))| account.marks.pinned)
        .filter_map(|(copy, (account, _))| {
            let whole = letters(&account.body.text());
            let is_told = |(other, _): &Known| {
                let start = cluster::start(&other.body);
                start.len() >= WORDS && whole.contains(&start) && !other.marks.pinned
            };
            Some((copy, known.iter().position(is_told)?))
        })
        .collect();
    for (_, of) in &copies {
        known[*of].0.marks.pinned = true;
    }
    for (copy, _) in copies.into_iter().rev() {
        known.remove(copy);
    }
}

/// Drops copies without an id of their own, what is said twice at one time, and the one without id and headline where
/// all others have both.
pub(in crate::source) fn weed(accounts: &mut Vec<Account>) {
    let mut known: Vec<Known> = accounts
        .drain(..)
        .map(|account| {
            let start = cluster::start(&account.body);
            let title = letters(&format!("{}{}", *account.label, *account.headline));
            let words = format!("{title}{start}");
            (account, words)
        })
        .collect();
    let named = known.iter().filter(|(account, _)| !account.keys.is_empty());
    let named: HashSet<String> = named.map(|(_, words)| words.clone()).collect();
    let mut pinned: HashSet<String> = HashSet::new();
    known.retain(|(account, words)| {
        let is_copy = account.keys.is_empty() && named.contains(words);
        if is_copy && account.marks.pinned {
            pinned.insert(words.clone());
        }
        !is_copy
    });
    for (account, words) in &mut known {
        account.marks.pinned |= pinned.contains(words);
    }
    drop_pinned_copies(&mut known);
    let mut said: HashSet<(Option<i64>, String)> = HashSet::new();
    known.retain(|(account, words)| {
        let at = account.published.as_ref().map(|stamp| stamp.at.timestamp());
        words.len() < WORDS || said.insert((at, words.clone()))
    });
    accounts.extend(known.into_iter().map(|(account, _)| account));
    let is_bare = |a: &Account| a.keys.is_empty() && a.headline.is_empty();
    let is_whole = |a: &&Account| !a.keys.is_empty() && !a.headline.is_empty();
    let bare = accounts.iter().filter(|a| is_bare(a)).count();
    let whole = accounts.iter().filter(is_whole).count();
    if bare == 1 && accounts.len() > LONE && whole + 1 == accounts.len() {
        accounts.retain(|account| !is_bare(account));
    }
}
