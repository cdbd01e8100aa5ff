//! Lines that tell what they are by standing in one place of every update: templates whose names say nothing still put
//! headline, writer and text in one order.

use std::collections::HashSet;

use crate::{
    model::{Author, Block, Inline},
    source::{
        claim::{Account, Claim, Rule},
        field::byline,
    },
};

/// Fewer updates show no order.
const FEWEST: usize = 3;
/// The longest line that names writers, in bytes.
const NAMES: usize = 80;
/// The longest headline, in characters, and the shortest.
const HEADLINE: std::ops::RangeInclusive<usize> = 4..=140;

const BY_PLACE: &str = "line in one place of all updates";

/// Takes headlines and bylines off the texts of a series where nothing names them, and their place in all of them does.
pub(super) fn settle(candidates: &mut [Account]) {
    if candidates.len() < FEWEST {
        return;
    }
    settle_headlines(candidates);
    for place in [LinePlace::First, LinePlace::Second, LinePlace::Last] {
        settle_names(candidates, place);
    }
    drop_roles(candidates);
}

#[derive(Clone, Copy)]
enum LinePlace {
    First,
    Second,
    Last,
}

impl LinePlace {
    fn at(self, blocks: &[Block]) -> Option<usize> {
        match self {
            Self::First => Some(0),
            Self::Second => Some(1).filter(|at| at + 1 < blocks.len()),
            Self::Last => blocks.len().checked_sub(1),
        }
    }

    fn of(self, blocks: &[Block]) -> Option<&[Inline]> {
        match blocks.get(self.at(blocks)?)? {
            Block::Paragraph(runs) if blocks.len() > 1 => Some(runs),
            _ => None,
        }
    }
}

/// Of ten updates so many show what all are made like.
const MOST: usize = 8;

fn are_most(found: usize, of: usize) -> bool {
    found * 10 >= of * MOST
}

/// Takes lines that name writers, where not all are the same: what all updates repeat word for word is the page's.
fn settle_names(candidates: &mut [Account], place: LinePlace) {
    if candidates.iter().any(|c| !c.authors.is_empty()) {
        return;
    }
    let named = |c: &Account| {
        let line = byline::line_of(place.of(&c.body.blocks)?);
        let fits = line.len() <= NAMES && byline::are_names(&line);
        fits.then_some(line)
    };
    let lines: Vec<Option<String>> = candidates.iter().map(named).collect();
    let different: HashSet<&String> = lines.iter().flatten().collect();
    if different.len() < 2 || !are_most(lines.iter().flatten().count(), lines.len()) {
        return;
    }
    for (candidate, line) in candidates.iter_mut().zip(lines) {
        let Some(line) = line else { continue };
        let names = byline::names(&line).into_iter();
        let authors = names.map(|name| Author { name, url: None }).collect();
        candidate.authors = Claim::new(authors, Rule::markup(BY_PLACE));
        if let Some(at) = place.at(&candidate.body.blocks) {
            candidate.body.blocks.remove(at);
        }
    }
}

/// Drops what the writers are, in a line under their names: "Weather reporter".
fn drop_roles(candidates: &mut [Account]) {
    let is_role = |c: &Account| {
        let line = LinePlace::First.of(&c.body.blocks).map(byline::line_of);
        !c.authors.is_empty() && line.is_some_and(|line| byline::is_role(&line))
    };
    let roles = candidates.iter().filter(|c| is_role(c)).count();
    if are_most(roles, candidates.len()) {
        let with_role = candidates.iter_mut().filter(|c| is_role(c));
        with_role.for_each(|candidate| {
            candidate.body.blocks.remove(0);
        });
    }
}

/// Takes lines that read like headlines and stand before a text, where no update has a headline otherwise.
fn settle_headlines(candidates: &mut [Account]) {
    if candidates.iter().any(|c| !c.headline.is_empty()) {
        return;
    }
    let headline = |c: &Account| {
        let text = |block: &Block| matches!(block, Block::Paragraph(_));
        let runs = LinePlace::First.of(&c.body.blocks)?;
        let is_before_text = c.body.blocks.get(1..)?.iter().any(text);
        let line = byline::text_of(runs).trim().to_owned();
        let is_plain = runs.iter().all(|run| run.text.as_str() != "\n");
        (is_before_text && is_plain && reads_like_headline(&line)).then_some(line)
    };
    let lines: Vec<Option<String>> = candidates.iter().map(headline).collect();
    let different: HashSet<&String> = lines.iter().flatten().collect();
    let told = lines.iter().flatten().count();
    if different.len() < told || !are_most(told, lines.len()) {
        return;
    }
    for (candidate, line) in candidates.iter_mut().zip(lines) {
        let Some(line) = line else { continue };
        candidate.headline = Claim::new(line, Rule::markup(BY_PLACE));
        candidate.body.blocks.remove(0);
    }
}

/// Tells whether a line has the length of a headline and ends as no sentence does.
fn reads_like_headline(line: &str) -> bool {
    let ends = [
        '.', ':', ',', ';', '…', '。', '।', '؛', '：', '、', '”', '"', '»',
    ];
    HEADLINE.contains(&line.chars().count())
        && !line.ends_with(ends)
        && !line.starts_with(['"', '“', '„', '«', '•', '-', '–', '—', '@', '#'])
        && !byline::are_names(line)
        && byline::opened(line).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Body;

    fn settled(texts: &[&str]) -> Vec<(String, Vec<String>, String)> {
        let account = |text: &&str| Account {
            body: Claim::new(Body::from_plain(text), Rule::markup("element")),
            ..Account::default()
        };
        let mut candidates: Vec<Account> = texts.iter().map(account).collect();
        settle(&mut candidates);
        let told = |c: &Account| {
            let names = c.authors.iter().map(|author| author.name.to_string());
            (c.headline.to_string(), names.collect(), c.body.text())
        };
        candidates.iter().map(told).collect()
    }

    #[test]
    fn headline_and_writer_are_known_by_their_place() {
        let found = settled(&[
            "Ferries stop for the night\n\nAnna Roe\n\nThe last boat has left.",
            "Homes without power\n\nBen Doe\n\nA line is broken near the lake.",
            "School buses run early\n\nAnna Roe\n\nSchools close at noon.",
        ]);
        assert_eq!(found[0].0, "Ferries stop for the night");
        assert_eq!(found[1].1, ["Ben Doe"]);
        assert_eq!(found[2].2, "Schools close at noon.");
    }

    #[test]
    fn what_writers_are_is_no_text_where_a_line_of_each_update_says_it() {
        let found = settled(&[
            "Anna Roe\n\nWeather reporter\n\nThe last boat has left.",
            "Ben Doe\n\nPolitical editor\n\nA line is broken near the lake.",
            "Anna Roe\n\nWeather reporter\n\nSchools close at noon.",
        ]);
        assert_eq!(found[1].1, ["Ben Doe"]);
        assert_eq!(found[1].2, "A line is broken near the lake.");
    }

    #[test]
    fn what_all_repeat_and_what_some_begin_with_stays() {
        for texts in [
            [
                "The last boat has left.\n\nCopy Link",
                "A line is broken.\n\nCopy Link",
                "Schools close at noon.\n\nCopy Link",
            ],
            [
                "Ferries stop for the night\n\nThe last boat has left.",
                "A line is broken near the lake.\n\nMore soon.",
                "Schools close at noon.\n\nBuses run early.",
            ],
        ] {
            for (found, text) in settled(&texts).into_iter().zip(texts) {
                assert_eq!(found, (String::new(), Vec::new(), text.to_owned()));
            }
        }
    }
}
