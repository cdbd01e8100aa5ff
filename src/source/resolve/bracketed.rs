//! Signatures in brackets at the end of texts: "… until the evening. (Anna Roe)", "… (mr/dpa)".
//!
//! A bracket may hold anything, so that one says nothing: it is a house's way to sign where most updates end so.

use std::collections::HashMap;

use super::table::Field;
use crate::{
    model::{Author, Block, Clean},
    source::{
        claim::{Account, Claim, Rule, Statement},
        dom::element::letters,
        field::byline::{NAME, SIGNED, is_agency, is_full_name, names, text_of, truncate},
    },
};

/// Fewer updates that end so are chance.
const LEAST: usize = 3;
/// The most letters of an author's short sign.
const SIGN: usize = 4;

/// Takes signatures in brackets off the updates of a page that signs so, and names their authors where nobody else is
/// named.
pub(in crate::source) fn take_bracketed(accounts: &mut [Account]) {
    let ends: Vec<Option<(usize, usize, String)>> = accounts.iter().map(end).collect();
    let found = ends.iter().flatten().count();
    let mut often: HashMap<&str, usize> = HashMap::new();
    for (_, _, signed) in ends.iter().flatten() {
        *often.entry(signed).or_default() += 1;
    }
    // Who signs writes more than once.
    let comes_back = often.values().any(|times| *times > 1);
    if found < LEAST || found * 2 < accounts.len() || !comes_back {
        return;
    }
    for (account, end) in accounts.iter_mut().zip(&ends) {
        let Some((at, keep, signed)) = end else {
            continue;
        };
        let authors = signers(signed);
        let is_known = |author: &Author| {
            let name = letters(author.name.as_str());
            account
                .authors
                .iter()
                .any(|known| letters(known.name.as_str()) == name)
        };
        if !account.authors.is_empty() && !authors.iter().all(is_known) {
            continue;
        }
        if account.authors.is_empty() {
            let rule = Rule::of(account.body.rule().by, "brackets behind the text");
            account
                .heard
                .push(Statement::new(Field::Authors, rule, signed, None));
            account.authors = Claim::new(authors, rule);
        }
        if let Some(Block::Paragraph(runs)) = account.body.blocks.get_mut(*at) {
            truncate(runs, *keep);
        }
        let is_empty = |block: &Block| matches!(block, Block::Paragraph(runs) if runs.is_empty());
        account.body.blocks.retain(|block| !is_empty(block));
    }
}

/// Finds the bracket that ends an update's text: its block, the bytes before it, and what it holds.
fn end(account: &Account) -> Option<(usize, usize, String)> {
    let last = account.body.blocks.iter().enumerate().rev().take(SIGNED);
    let mut last = last.filter_map(|(at, block)| match block {
        Block::Paragraph(runs) => Some((at, runs)),
        _ => None,
    });
    let (at, runs) = last.next()?;
    let text = text_of(runs);
    let opened = text.trim_end().strip_suffix([')', '）'])?;
    let (before, signed) = opened.rsplit_once(['(', '（'])?;
    let before = before.trim_end();
    // What stands inside of a sentence, or before its end, belongs to it.
    let ends = before.is_empty()
        || before.ends_with(['.', '!', '?', '"', '”', '“', '’', '»', ')', '…', '。']);
    let is_all = before.is_empty() && at == 0;
    (ends && !is_all && is_signature(signed)).then(|| (at, before.len(), signed.trim().to_owned()))
}

/// Tells whether a bracket holds nothing but names, short signs and agencies.
fn is_signature(signed: &str) -> bool {
    let parts = || signed.split(['/', ',']).map(str::trim);
    let is_sign = |part: &str| {
        part.chars().all(char::is_lowercase) && (2..=SIGN).contains(&part.chars().count())
    };
    signed.len() <= NAME
        && parts().all(|part| is_full_name(part) || is_sign(part) || is_agency(part))
}

/// Whom a bracket names: people by their names, else the signs as they stand.
fn signers(signed: &str) -> Vec<Author> {
    let is_named = signed
        .split(['/', ','])
        .any(|part| is_full_name(part.trim()));
    let names = if is_named {
        names(signed)
    } else {
        vec![Clean::line(signed)]
    };
    let names = names.into_iter();
    names.map(|name| Author { name, url: None }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Body, Inline, Witness};

    /// The texts and authors of updates after their signatures were taken.
    fn taken(texts: &[&str]) -> Vec<(String, String)> {
        let rule = Rule::of(Witness::Markup, "test");
        let account = |text: &&str| Account {
            body: Claim::new(
                Body {
                    blocks: vec![Block::Paragraph(vec![Inline::plain(text)])],
                },
                rule,
            ),
            ..Account::default()
        };
        let mut accounts: Vec<Account> = texts.iter().map(account).collect();
        take_bracketed(&mut accounts);
        let said = accounts.iter().map(|account| {
            let names = account.authors.iter().map(|author| author.name.as_str());
            (account.body.text(), names.collect::<Vec<_>>().join("+"))
        });
        said.collect()
    }

    #[test]
    fn a_house_that_signs_in_brackets_is_heard() {
        let texts = [
            "Open. (Marta Riva)",
            "Closed. (mr/dpa)",
            "Wet. (Marta Riva)",
            "Dry. (dpa)",
        ];
        let expected = [
            ("Open.", "Marta Riva"),
            ("Closed.", "mr/dpa"),
            ("Wet.", "Marta Riva"),
            ("Dry.", "dpa"),
        ];
        let expected = expected.map(|(text, by)| (text.to_owned(), by.to_owned()));
        assert_eq!(taken(&texts), expected);
    }

    #[test]
    fn other_brackets_stay() {
        for texts in [
            ["Open. (Marta Riva)", "Closed.", "Wet.", "Dry."],
            [
                "Said Ann Hill (Labour)",
                "Said Joe Pit (Green)",
                "Said she (Labour)",
                "Dry (SPD)",
            ],
            [
                "Open. (see map)",
                "Closed. (see map)",
                "Wet. (see map)",
                "Dry. (see map)",
            ],
            [
                "Won. (Anna Roe)",
                "Lost. (Ben Doe)",
                "Drew. (Cid Poe)",
                "Went. (Dan Loe)",
            ],
        ] {
            let expected = texts.map(|text| (text.to_owned(), String::new()));
            assert_eq!(taken(&texts), expected);
        }
    }
}
