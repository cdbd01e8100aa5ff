//! Which paragraph of the old revision became which of the new one.

use std::collections::HashMap;

use similar::DiffOp;

use super::tokens::Tokens;

/// How many words two paragraphs must share to be one and its edit, in thousandths.
const ALIKE: u32 = 350;
/// How many pairs of paragraphs are compared in one stretch; in a longer one all are removed and added.
const MOST_PAIRS: usize = 10_000;
/// How many pairs of paragraphs are searched for those that stayed; where there are more, all between the
/// beginning and the end that stayed are one stretch.
const MOST_SEARCHED: usize = 1_000_000;

/// An old paragraph and what became of it; one of the two may be missing.
pub(super) type Pair = (Option<usize>, Option<usize>);

/// Pairs paragraphs in the order of both sides; each stands in one pair.
pub(super) fn pairs(old: &[Tokens], new: &[Tokens]) -> Vec<Pair> {
    let mut numbers: HashMap<&[u32], usize> = HashMap::new();
    let (mut old_numbers, mut new_numbers) = (Vec::new(), Vec::new());
    for (side, found) in [(old, &mut old_numbers), (new, &mut new_numbers)] {
        for tokens in side {
            let next = numbers.len();
            found.push(*numbers.entry(tokens.ids.as_slice()).or_insert(next));
        }
    }
    let mut pairs = Vec::with_capacity(old.len().max(new.len()));
    for step in stretches(&old_numbers, &new_numbers) {
        let (removed, added) = (step.old_range(), step.new_range());
        if matches!(step, DiffOp::Equal { .. }) {
            pairs.extend(removed.zip(added).map(|(old, new)| (Some(old), Some(new))));
            continue;
        }
        let stretch = most_alike(
            old.get(removed.clone()).unwrap_or_default(),
            new.get(added.clone()).unwrap_or_default(),
        );
        let shift = |(old, new): Pair| {
            (
                old.map(|index| index + removed.start),
                new.map(|index| index + added.start),
            )
        };
        pairs.extend(stretch.into_iter().map(shift));
    }
    pairs
}

/// Divides two lists of paragraphs into stretches that stayed and stretches that did not.
fn stretches(old: &[usize], new: &[usize]) -> Vec<DiffOp> {
    let (before, after) = super::ends(old, new);
    let (old_len, new_len) = (old.len() - before - after, new.len() - before - after);
    if old_len.saturating_mul(new_len) <= MOST_SEARCHED {
        return super::shortest(old, new);
    }
    vec![
        DiffOp::Equal {
            old_index: 0,
            new_index: 0,
            len: before,
        },
        DiffOp::Replace {
            old_index: before,
            old_len,
            new_index: before,
            new_len,
        },
        DiffOp::Equal {
            old_index: before + old_len,
            new_index: before + new_len,
            len: after,
        },
    ]
}

/// Pairs the paragraphs of a stretch so that what they share is most, in order.
fn most_alike(old: &[Tokens], new: &[Tokens]) -> Vec<Pair> {
    let likeness = if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        Vec::new()
    } else {
        likeness(old, new)
    };
    let alike = |i: usize, j: usize| -> u32 {
        let found = likeness.get(i * new.len() + j).copied().unwrap_or(0);
        if found < ALIKE { 0 } else { found }
    };
    // best[i][j]: the most that the paragraphs from i and j on can share.
    let columns = new.len() + 1;
    let mut best = vec![
        0_u32;
        if likeness.is_empty() {
            0
        } else {
            (old.len() + 1) * columns
        }
    ];
    let at = |best: &[u32], i: usize, j: usize| best.get(i * columns + j).copied().unwrap_or(0);
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let paired = match alike(i, j) {
                0 => 0,
                shared => shared + at(&best, i + 1, j + 1),
            };
            let most = paired.max(at(&best, i + 1, j)).max(at(&best, i, j + 1));
            if let Some(cell) = best.get_mut(i * columns + j) {
                *cell = most;
            }
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        let here = at(&best, i, j);
        let shared = if i < old.len() && j < new.len() {
            alike(i, j)
        } else {
            0
        };
        if shared > 0 && here == shared + at(&best, i + 1, j + 1) {
            pairs.push((Some(i), Some(j)));
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || here == at(&best, i + 1, j)) {
            pairs.push((Some(i), None));
            i += 1;
        } else {
            pairs.push((None, Some(j)));
            j += 1;
        }
    }
    pairs
}

/// Returns how much each old paragraph shares with each new one, in thousandths of both, row by row.
fn likeness(old: &[Tokens], new: &[Tokens]) -> Vec<u32> {
    let sorted = |tokens: &Tokens| {
        let words = (0..tokens.len()).filter(|token| tokens.is_word(*token));
        let mut ids: Vec<u32> = words
            .filter_map(|token| tokens.ids.get(token).copied())
            .collect();
        ids.sort_unstable();
        ids
    };
    let old: Vec<Vec<u32>> = old.iter().map(sorted).collect();
    let new: Vec<Vec<u32>> = new.iter().map(sorted).collect();
    let likeness = |a: &[u32], b: &[u32]| {
        let thousandths = 2000 * shared(a, b) / (a.len() + b.len()).max(1);
        u32::try_from(thousandths).unwrap_or(1000)
    };
    old.iter()
        .flat_map(|a| new.iter().map(move |b| likeness(a, b)))
        .collect()
}

/// Counts what two sorted lists have in common.
fn shared(mut a: &[u32], mut b: &[u32]) -> usize {
    let mut count = 0;
    while let ([first, a_rest @ ..], [second, b_rest @ ..]) = (a, b) {
        if first <= second {
            a = a_rest;
        }
        if second <= first {
            b = b_rest;
        }
        count += usize::from(first == second);
    }
    count
}
