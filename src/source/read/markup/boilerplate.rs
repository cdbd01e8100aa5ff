//! What a page prints at every update and is no part of any: share bars, counters, labels of buttons.
//!
//! Nothing marks such lines, but they are the same in most updates, at the beginning or the end of each. What ends as a
//! sentence does is none: a newsroom may say one thing again and again.

use std::collections::HashMap;

use crate::{
    model::{Block, Body},
    source::{claim::Account, dom::element::letters},
};

/// With fewer updates nothing is known to repeat.
const LEAST: usize = 3;
/// The longest such line, in bytes of letters and digits.
const LINE: usize = 60;
/// The longest line that counts something, in letters; counters differ from update to update.
const COUNTER: usize = 12;
/// So many of its letters tell what it counts.
const STEM: usize = 4;
/// So many lines at most make up one bar.
const LINES: usize = 6;

#[derive(Debug, Clone, Copy)]
enum End {
    First,
    Last,
}

/// Takes the lines off that most updates have in common at their beginning or their end.
pub(in crate::source) fn strip(candidates: &mut [Account]) {
    for end in [End::First, End::Last] {
        for _ in 0..LINES {
            if !strip_one(candidates, end) {
                break;
            }
        }
    }
}

fn strip_one(candidates: &mut [Account], end: End) -> bool {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for line in candidates.iter().filter_map(|c| line(c, end)) {
        *counts.entry(line).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    let Some((common, count)) = most else {
        return false;
    };
    if count < LEAST || count * 2 <= candidates.len() {
        return false;
    }
    for candidate in candidates.iter_mut() {
        if line(candidate, end).is_some_and(|line| line == common) {
            let blocks = &mut candidate.body.blocks;
            let at = match end {
                End::First => 0,
                End::Last => blocks.len() - 1,
            };
            blocks.remove(at);
        }
    }
    true
}

/// The letters of an update's first or last line, where the update says anything else.
fn line(candidate: &Account, end: End) -> Option<String> {
    let blocks = &candidate.body.blocks;
    if blocks.len() < 2 {
        return None;
    }
    let block = match end {
        End::First => blocks.first()?,
        End::Last => blocks.last()?,
    };
    if !matches!(
        block,
        Block::Paragraph(_) | Block::List { .. } | Block::Heading { .. }
    ) {
        return None;
    }
    let body = Body {
        blocks: vec![block.clone()],
    };
    let text = body.text();
    if is_sentence(&text) {
        return None;
    }
    let line = letters(&text);
    (1..=LINE).contains(&line.len()).then(|| match end {
        End::First => line,
        End::Last => without_number(line),
    })
}

/// A sentence has so many words, in scripts that part them.
const WORDS: usize = 3;

/// Tells whether a line ends as a sentence does.
fn is_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '»', ')']);
    let is_unparted = text.ends_with(['。', '！', '？']);
    let ends = is_unparted || text.ends_with(['.', '!', '?', '।', '؟', '۔']);
    ends && (is_unparted || text.split_whitespace().count() >= WORDS)
}

/// A counter without its number and its plural: "9 likes" and "1 like" are one line.
fn without_number(line: String) -> String {
    let words = line.trim_matches(|c: char| c.is_ascii_digit());
    let is_counter = words.len() < line.len()
        && words.len() <= COUNTER
        && !words.bytes().any(|b| b.is_ascii_digit());
    if is_counter {
        words.chars().take(STEM).collect()
    } else {
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::claim::{Claim, Rule};

    fn stripped(texts: &[&str]) -> Vec<String> {
        let mut candidates: Vec<Account> = texts
            .iter()
            .map(|text| Account {
                body: Claim::new(Body::from_plain(text), Rule::markup("test")),
                ..Account::default()
            })
            .collect();
        strip(&mut candidates);
        candidates.iter().map(|c| c.body.text()).collect()
    }

    #[test]
    fn lines_that_most_updates_share_are_no_text() {
        let texts = [
            "Angepinnt\n\nThe pier is shut.\n\nDel\n\n9 likes",
            "The ship moves.\n\nDel\n\n12 likes",
            "Ferries run again.\n\nDel\n\n1 like",
            "Two tugs pull.\n\nDel\n\n7 likes",
        ];
        assert_eq!(
            stripped(&texts),
            [
                "Angepinnt\n\nThe pier is shut.",
                "The ship moves.",
                "Ferries run again.",
                "Two tugs pull."
            ]
        );
    }

    #[test]
    fn a_sentence_that_is_said_again_and_again_is_text() {
        let texts = [
            "No deal yet.\n\nThe union leaves.\n\nThe talks go on behind closed doors.",
            "No deal yet.\n\nThe minister comes.\n\nThe talks go on behind closed doors.",
            "No deal yet.\n\nBuses wait.\n\nThe talks go on behind closed doors.",
        ];
        assert_eq!(stripped(&texts), texts);
    }

    #[test]
    fn what_differs_or_stands_alone_stays() {
        let texts = [
            "Score: 1:0\n\nA goal at last.\n\nMore soon.",
            "Score: 1:1\n\nThe other side answers.",
            "Score: 2:1\n\nIt is over.\n\nMore soon.",
            "More soon.",
            "More soon.",
            "More soon.",
        ];
        assert_eq!(stripped(&texts), texts);
    }
}
