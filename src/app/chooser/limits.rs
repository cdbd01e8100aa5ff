//! What the timeline can be limited to: kinds of updates, their authors, typed words.

use std::collections::HashMap;

use super::{Choice, Chooser, Offer};
use crate::{
    app::{
        Followed, Model, Overlay,
        filter::{Filter, Kind, Term},
    },
    layout::Front,
    model::Clean,
};

/// Most authors that are offered, those with the most updates first.
const MOST_AUTHORS: usize = 200;

impl Model {
    /// Offers the conditions, those that are set ticked.
    pub(in crate::app) fn open_limits(&mut self) {
        let offers = offers(self.blog());
        let chooser = Chooser::new("Show only", offers, 0).free(with_words);
        self.overlay = Some(Overlay::Choose(Box::new(chooser)));
    }

    /// Sets a condition or takes it away; a list that is still open shows it.
    pub(super) fn toggle_limit(&mut self, term: Term) {
        let mut filter = self.blog().filter();
        filter.toggle(term);
        self.set_filter(filter);
        let offers = offers(self.blog());
        if let Some(Overlay::Choose(chooser)) = &mut self.overlay {
            chooser.offer_again(offers);
        }
    }

    /// Limits the timeline to what a filter lets through.
    pub(in crate::app) fn set_filter(&mut self, filter: Filter) {
        self.front = Front::Timeline;
        let view = self.view();
        self.blogs.shown_mut().set_filter(filter, view);
        self.find_again();
    }
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

fn offers(blog: &Followed) -> Vec<Offer> {
    let filter = blog.filter();
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
    for (kind, count) in Kind::ALL.into_iter().zip(counts) {
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
fn filter_counts(blog: &Followed) -> [usize; Kind::ALL.len()] {
    Kind::ALL.map(|kind| {
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
