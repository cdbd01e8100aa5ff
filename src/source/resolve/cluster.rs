//! Accounts of the same update, found by element, id, address or how the text begins.

use std::collections::HashMap;

use crate::{
    model::{Body, Clean, Embed, Image, Inline, Visitor, WebUrl},
    source::{claim::Account, dom::element::Id, read::markup::blocks},
};

/// How many letters of a text tell one update from another.
const START: usize = 64;

/// What is said of one update, the first account by the reader whose list counts.
#[derive(Debug)]
pub(in crate::source) struct Cluster {
    pub(in crate::source) accounts: Vec<Account>,
    start: String,
}

/// Updates, each with all that is said of it.
#[derive(Debug, Default)]
pub(in crate::source) struct Clusters {
    all: Vec<Cluster>,
    nodes: HashMap<Id, usize>,
    keys: HashMap<String, usize>,
    /// Looser forms of keys; `None` where two updates share one.
    forms: HashMap<String, Option<usize>>,
    addresses: HashMap<WebUrl, usize>,
    starts: HashMap<String, usize>,
}

impl Clusters {
    /// Makes an update of each account of the reader whose list counts.
    pub(in crate::source) fn of(accounts: Vec<Account>) -> Self {
        let mut clusters = Self::default();
        for account in accounts {
            let start = start(&account.body);
            clusters.open(account, start);
        }
        clusters
    }

    fn open(&mut self, account: Account, start: String) {
        let at = self.all.len();
        self.learn(&account, at);
        if !start.is_empty() {
            self.starts.entry(start.clone()).or_insert(at);
        }
        self.all.push(Cluster {
            accounts: vec![account],
            start,
        });
    }

    /// Remembers by what the update is known again.
    fn learn(&mut self, account: &Account, at: usize) {
        if let Some(node) = account.node {
            self.nodes.entry(node).or_insert(at);
        }
        for key in &account.keys {
            let mut spellings = blocks::spellings(key).into_iter();
            if let Some(exact) = spellings.next() {
                self.keys.entry(exact).or_insert(at);
            }
            for form in spellings {
                let known = self.forms.entry(form).or_insert(Some(at));
                *known = known.filter(|known| *known == at);
            }
        }
        if let Some(url) = &account.permalink {
            self.addresses.entry((**url).clone()).or_insert(at);
        }
    }

    fn find(&self, account: &Account, start: &str) -> Option<usize> {
        let by_node = account.node.and_then(|node| self.nodes.get(&node));
        let by_key = || account.keys.iter().find_map(|key| self.by_key(key));
        let by_address = || self.addresses.get(account.permalink.as_deref()?);
        let by_start = || self.starts.get(start).filter(|_| start.len() >= START / 2);
        by_node
            .copied()
            .or_else(by_key)
            .or_else(|| by_address().copied())
            .or_else(|| by_start().copied())
    }

    fn by_key(&self, key: &str) -> Option<usize> {
        let spellings = blocks::spellings(key);
        let exact = spellings.first().and_then(|key| self.keys.get(key));
        let mut others = spellings.iter();
        exact.copied().or_else(|| {
            others.find_map(|form| {
                let loose = self.forms.get(form).copied().flatten();
                loose.or_else(|| self.keys.get(form).copied())
            })
        })
    }

    /// Ties what another reader says to the updates that it speaks of. What it knows alone is added where it knows
    /// most of the others, too; returns how many were tied and how many added.
    pub(in crate::source) fn hear(&mut self, accounts: Vec<Account>) -> (usize, usize) {
        let mut strangers = Vec::new();
        let mut tied = 0;
        for account in accounts {
            let start = start(&account.body);
            match self.find(&account, &start) {
                Some(at) => {
                    tied += 1;
                    self.tie(at, account);
                }
                None => strangers.push((account, start)),
            }
        }
        let more = if tied * 10 >= self.all.len() * 8 {
            self.admit(strangers)
        } else {
            0
        };
        (tied, more)
    }

    /// Adds updates that none of the known ones begins like; returns how many.
    pub(in crate::source) fn add(&mut self, accounts: Vec<Account>) -> usize {
        let named = accounts.into_iter().map(|account| {
            let start = start(&account.body);
            (account, start)
        });
        self.admit(named.collect())
    }

    fn admit(&mut self, strangers: Vec<(Account, String)>) -> usize {
        let before = self.all.len();
        for (account, start) in strangers {
            // A pinned copy, or the same update in a summary.
            if start.is_empty() || !self.starts.contains_key(&start) {
                self.open(account, start);
            }
        }
        self.all.len() - before
    }

    /// Adds an account to what is said of an update.
    pub(in crate::source) fn tie(&mut self, at: usize, account: Account) {
        self.learn(&account, at);
        if let Some(cluster) = self.all.get_mut(at) {
            cluster.accounts.push(account);
        }
    }

    /// The element of each update, as far as a reader knows it.
    pub(in crate::source) fn places(&self) -> impl Iterator<Item = Option<Id>> {
        self.all.iter().map(Cluster::node)
    }

    /// The elements of the updates that have one.
    pub(in crate::source) fn nodes(&self) -> impl Iterator<Item = Id> {
        self.all.iter().filter_map(Cluster::node)
    }

    pub(in crate::source) fn iter(&self) -> impl Iterator<Item = &Cluster> {
        self.all.iter()
    }

    pub(in crate::source) fn into_clusters(self) -> Vec<Cluster> {
        self.all
    }
}

impl Cluster {
    /// The element that holds the update.
    pub(in crate::source) fn node(&self) -> Option<Id> {
        self.accounts.iter().find_map(|account| account.node)
    }

    /// By what the page's elements are searched for the update.
    pub(in crate::source) fn sought(&self) -> blocks::Sought<'_> {
        let keys = self.accounts.iter().flat_map(|account| &account.keys);
        let mut headlines = self
            .accounts
            .iter()
            .map(|account| account.headline.as_str());
        blocks::Sought {
            keys: keys.map(String::as_str).collect(),
            headline: headlines
                .find(|headline| !headline.is_empty())
                .unwrap_or_default(),
            start: &self.start,
        }
    }
}

/// Returns how a text begins, in letters and digits alone; reads no more of it than that.
pub(in crate::source) fn start(body: &Body) -> String {
    struct Start(String, usize);
    impl Start {
        fn words(&mut self, text: &str) {
            if self.1 == 0 {
                return;
            }
            let letters = text.chars().filter(|c| c.is_alphanumeric());
            for c in letters.flat_map(char::to_lowercase).take(self.1) {
                self.0.push(c);
                self.1 -= 1;
            }
        }
    }
    impl Visitor for Start {
        fn inlines(&mut self, runs: &[Inline]) {
            runs.iter().for_each(|run| self.words(run.text.as_str()));
        }
        fn image(&mut self, image: &Image) {
            self.words(image.words().as_str());
        }
        fn embed(&mut self, embed: &Embed) {
            self.words(embed.author.as_str());
            self.words(embed.text.as_str());
        }
        fn text(&mut self, text: &Clean) {
            self.words(text.as_str());
        }
    }
    let mut start = Start(String::with_capacity(START), START);
    body.walk(&mut start);
    start.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::Witness,
        source::claim::{Claim, Rule},
    };

    const RULE: Rule = Rule::of(Witness::State, "test");
    const TEXT: &str = "The northern pier is safe again, says the master of the harbour.";

    fn account(key: &str, text: &str) -> Account {
        Account {
            keys: Some(key.to_owned())
                .filter(|key| !key.is_empty())
                .into_iter()
                .collect(),
            body: Claim::new(Body::from_plain(text), RULE),
            ..Account::default()
        }
    }

    fn sizes(clusters: Clusters) -> Vec<usize> {
        let clusters = clusters.into_clusters().into_iter();
        clusters.map(|cluster| cluster.accounts.len()).collect()
    }

    #[test]
    fn accounts_of_one_update_are_tied_by_id_address_or_beginning() {
        let address = WebUrl::parse("https://post.example/live#b").unwrap();
        let mut lead = vec![
            account("post-15500", "One"),
            account("", "Two"),
            account("", TEXT),
        ];
        lead[1].permalink = Some(Claim::new(address.clone(), RULE));
        let mut clusters = Clusters::of(lead);
        let mut linked = account("", "Said otherwise");
        linked.permalink = Some(Claim::new(address, RULE));
        let others = vec![
            account("liveblogPost15500", "Another text"),
            linked,
            account("x", &TEXT.to_uppercase()),
        ];
        assert_eq!(clusters.hear(others), (3, 0));
        assert_eq!(sizes(clusters), [2, 2, 2]);
    }

    #[test]
    fn a_loose_form_that_two_updates_share_ties_nothing() {
        let mut clusters = Clusters::of(vec![account("a-2025", "One"), account("b-2025", "Two")]);
        assert_eq!(clusters.hear(vec![account("2025", "Three")]), (0, 0));
    }

    #[test]
    fn updates_that_one_reader_knows_alone_count_where_it_knows_the_others() {
        let lead = || (0..10).map(|n| account(&format!("u{n}"), "")).collect();
        let told = |known: usize| {
            let mut said: Vec<Account> =
                (0..known).map(|n| account(&format!("u{n}"), "")).collect();
            said.push(account("u99", TEXT));
            said
        };
        assert_eq!(Clusters::of(lead()).hear(told(8)), (8, 1));
        assert_eq!(Clusters::of(lead()).hear(told(7)), (7, 0));
    }

    #[test]
    fn the_beginning_of_a_text_is_its_first_letters() {
        let body = Body::from_plain(
            "Über 7 — all!\n\nAnd more of it, that goes on and on and on, further and further than that.",
        );
        assert!(start(&body).starts_with("über7allandmore"));
        assert_eq!(start(&body).chars().count(), START);
    }
}
