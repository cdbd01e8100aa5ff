//! What speaks for a series of one-liners, and against it: a ticker has them, and so have lists of links, programmes,
//! timetables and tables of prices.

use scraper::Html;

use super::{
    days,
    judgement::{FIGURES, NEWEST_FIRST, PARTED_BY_DAYS, SENTENCES, SHORT, Sign},
};
use crate::source::{
    claim::Account,
    dom::element::Id,
    field::time::{Reading, TimeContext},
};

/// A sentence has so many words, in scripts that part them.
const WORDS: usize = 4;
/// Fewer clocks fall by chance.
const CLOCKS: usize = 3;

/// Finds what their lines, their clocks and what stands among them say.
pub(super) fn signs(html: &Html, series: &[Account], ctx: &TimeContext) -> Vec<Sign> {
    let mut signs = vec![SHORT];
    let most = |count: usize| count * 10 > series.len() * 6;
    let texts: Vec<String> = series.iter().map(line).collect();
    if most(texts.iter().filter(|text| is_sentence(text)).count()) {
        signs.push(SENTENCES);
    }
    if most(texts.iter().filter(|text| is_of_figures(text)).count()) {
        signs.push(FIGURES);
    }
    // Where all are dated, their dates say it.
    if series.iter().all(|update| update.published.is_none()) && fall(series) {
        signs.push(NEWEST_FIRST);
    }
    let nodes: Vec<Option<Id>> = series.iter().map(|update| update.node).collect();
    if !days::headings(html, &nodes, ctx).is_empty() {
        signs.push(PARTED_BY_DAYS);
    }
    signs
}

fn line(update: &Account) -> String {
    format!("{} {}", *update.headline, update.body.text())
}

fn is_sentence(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['"', '”', '’', '»', ')']);
    let unparted = text.ends_with(['。', '！', '？']);
    let ends = unparted || text.ends_with(['.', '!', '?', '…', '।', '؟', '۔']);
    ends && (unparted || text.split_whitespace().count() >= WORDS)
}

fn is_of_figures(text: &str) -> bool {
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    digits * 2 > letters
}

/// Tells whether clocks fall from each to the next, but for one midnight at most.
fn fall(series: &[Account]) -> bool {
    let clocks = series
        .iter()
        .map(|update| match update.clock.as_ref()?.reading {
            Reading::Clock(ref clock) => Some(clock.time),
            Reading::Stamp(_) | Reading::Day(_) => None,
        });
    let Some(clocks) = clocks.collect::<Option<Vec<_>>>() else {
        return false;
    };
    let pairs = || clocks.windows(2);
    let rises = pairs().filter(|pair| pair[0] < pair[1]).count();
    let falls = pairs().filter(|pair| pair[0] > pair[1]).count();
    clocks.len() >= CLOCKS && rises <= 1 && falls > rises
}
