//! What the timeline can be limited to: kinds of updates, their authors, typed words.

use std::collections::HashMap;

use super::{Choice, Chooser, Offer};
use crate::{
    app::{
        blog::{
            Followed,
            filter::{Term, UpdateKind},
        },
        reader::Reader,
    },
    model::Clean,
};

/// Most authors that are offered, those with the most updates first.
const MOST_AUTHORS: usize = 200;

/// Offers the conditions, those that are set ticked.
pub(in crate::app::screen) fn limits(reader: &Reader) -> Chooser {
    Chooser::new("Show only", offers(reader.blog()), 0).free(with_words)
}

/// Offers what is typed as words to look for.
fn with_words(typed: &str) -> Offer {
    let words = Clean::line(typed.trim());
    Offer {
        text: Clean::line(&format!("with the words “{words}”")),
        note: Clean::default(),
        also: words.clone(),
        ticked: None,
        choice: Choice::Limit(Term::Words(words)),
    }
}

pub(super) fn offers(blog: &Followed) -> Vec<Offer> {
    let filter = blog.window.filter();
    let offer = |words: &str, note: &str, term: Term| Offer {
        text: Clean::line(words),
        note: Clean::line(note),
        also: Clean::default(),
        ticked: Some(filter.has(&term)),
        choice: Choice::Limit(term),
    };
    let mut offers = Vec::new();
    if !filter.is_empty() {
        offers.push(Offer {
            text: Clean::line("show all updates again"),
            note: Clean::default(),
            also: Clean::line("clear no filter"),
            ticked: None,
            choice: Choice::NoLimit,
        });
    }
    if !filter.words().is_empty() {
        let words = filter.words().clone();
        offers.push(offer(
            &format!("with the words “{words}”"),
            "",
            Term::Words(words),
        ));
    }
    let counts = filter_counts(blog);
    for (kind, count) in UpdateKind::ALL.into_iter().zip(counts) {
        offers.push(offer(kind.words(), &count.to_string(), Term::Kind(kind)));
    }
    for (name, count) in authors(blog) {
        offers.push(offer(
            &format!("by {name}"),
            &count.to_string(),
            Term::Author(name),
        ));
    }
    offers
}

/// Counts the updates of each kind.
fn filter_counts(blog: &Followed) -> [usize; UpdateKind::ALL.len()] {
    UpdateKind::ALL.map(|kind| {
        let items = blog.timeline().items().iter();
        items.filter(|item| kind.admits(item, &item.entry)).count()
    })
}

/// Lists the authors with their numbers of updates, those with the most first.
fn authors(blog: &Followed) -> Vec<(Clean, usize)> {
    let mut counts: HashMap<&Clean, usize> = HashMap::new();
    let entries = blog.timeline().items().iter().map(|item| &item.entry);
    for author in entries.flat_map(|entry| &entry.authors) {
        *counts.entry(&author.name).or_default() += 1;
    }
    let mut authors: Vec<(Clean, usize)> =
        counts.into_iter().map(|(n, c)| (n.clone(), c)).collect();
    authors.sort_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.as_str().cmp(b.as_str())));
    authors.truncate(MOST_AUTHORS);
    authors
}
