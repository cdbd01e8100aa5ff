//! The words of two paragraphs, compared.

use std::ops::Range;

use similar::DiffOp;

use super::{Change, Run, tokens::Tokens};

/// How many pairs of words one comparison of two revisions may look at. Paragraphs of 1400 words that share every
/// other one take a tenth of a second; what newsrooms write takes a thousandth.
pub(super) const BUDGET: usize = 2_000_000;

/// The two paragraphs of a pair; one of them may be missing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sides<'t> {
    pub(super) old: Option<&'t Tokens>,
    pub(super) new: Option<&'t Tokens>,
}

/// Neighbouring tokens that are the same, or the old ones and the new ones in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) same: bool,
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// Compares two paragraphs; takes what it costs off the budget, and where that is not enough makes one step of all.
pub(super) fn steps(sides: Sides<'_>, budget: &mut usize) -> Vec<Step> {
    let old = sides.old.map_or(&[][..], |tokens| &tokens.ids);
    let new = sides.new.map_or(&[][..], |tokens| &tokens.ids);
    let (before, after) = super::ends(old, new);
    let (old_len, new_len) = (old.len() - before - after, new.len() - before - after);
    let mut steps = vec![step(true, (0, before), (0, before))];
    match budget.checked_sub(old_len.saturating_mul(new_len)) {
        Some(left) => {
            *budget = left;
            let old = old.get(before..before + old_len).unwrap_or_default();
            let new = new.get(before..before + new_len).unwrap_or_default();
            let found = super::shortest(old, new);
            steps.extend(found.into_iter().map(|found| moved(&found, before)));
        }
        None => steps.push(step(false, (before, old_len), (before, new_len))),
    }
    steps.push(step(
        true,
        (before + old_len, after),
        (before + new_len, after),
    ));
    steps.retain(|step| !(step.old.is_empty() && step.new.is_empty()));
    without_crumbs(sides, joined(steps))
}

fn step(same: bool, old: (usize, usize), new: (usize, usize)) -> Step {
    Step {
        same,
        old: old.0..old.0 + old.1,
        new: new.0..new.0 + new.1,
    }
}

fn moved(found: &DiffOp, by: usize) -> Step {
    let (old, new) = (found.old_range(), found.new_range());
    Step {
        same: matches!(found, DiffOp::Equal { .. }),
        old: old.start + by..old.end + by,
        new: new.start + by..new.end + by,
    }
}

/// Makes one step of neighbours of a kind.
fn joined(steps: Vec<Step>) -> Vec<Step> {
    let mut joined: Vec<Step> = Vec::with_capacity(steps.len());
    for step in steps {
        match joined.last_mut() {
            Some(last) if last.same == step.same => {
                (last.old.end, last.new.end) = (step.old.end, step.new.end);
            }
            _ => joined.push(step),
        }
    }
    joined
}

/// Gives up the single words that two longer changes happen to share: between them they only hinder reading.
fn without_crumbs(sides: Sides<'_>, mut steps: Vec<Step>) -> Vec<Step> {
    let words = |tokens: Option<&Tokens>, range: &Range<usize>| {
        tokens.map_or(0, |tokens| {
            range.clone().filter(|token| tokens.is_word(*token)).count()
        })
    };
    let sizes: Vec<usize> = steps
        .iter()
        .map(|step| words(sides.old, &step.old).max(words(sides.new, &step.new)))
        .collect();
    for (step, around) in steps.iter_mut().skip(1).zip(sizes.windows(3)) {
        if let [before, own, after] = around
            && step.same
            && own * 2 <= *before.min(after)
        {
            step.same = false;
        }
    }
    joined(steps)
}

/// Makes runs of text of steps.
pub(super) fn runs(sides: Sides<'_>, steps: &[Step]) -> Vec<Run> {
    let text = |tokens: Option<&Tokens>, range: &Range<usize>| {
        tokens.map_or(String::new(), |tokens| {
            tokens.text(range.clone()).to_owned()
        })
    };
    let mut runs: Vec<Run> = Vec::new();
    for step in steps {
        if step.same {
            runs.push(Run {
                change: Change::Same,
                text: text(sides.new, &step.new),
            });
            continue;
        }
        let mut removed = text(sides.old, &step.old);
        let glued = runs.last().is_some_and(|run| !ends_in_space(&run.text));
        let was_apart = step
            .old
            .start
            .checked_sub(1)
            .is_some_and(|before| sides.old.is_some_and(|old| old.is_spaced(before)));
        if glued && was_apart && !removed.is_empty() {
            // The white space was the old text's and is shown with it.
            removed.insert(0, ' ');
        }
        runs.push(Run {
            change: Change::Removed,
            text: removed,
        });
        runs.push(Run {
            change: Change::Added,
            text: text(sides.new, &step.new),
        });
    }
    runs.retain(|run| !run.text.is_empty());
    runs
}

fn ends_in_space(text: &str) -> bool {
    text.ends_with(char::is_whitespace)
}
