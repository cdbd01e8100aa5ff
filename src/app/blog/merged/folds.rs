//! Which updates tell what another live blog's update tells already.
//!
//! Once given, a place under another update stays until one of the two is edited: what is on the screen neither goes
//! nor comes because of what arrived later, whatever time is printed on that.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use super::Origin;
use crate::model::{Entry, Gist, Item};

/// Two updates that are further apart are news and its follow-up, in milliseconds.
const WITHIN: i64 = 3 * 3600 * 1000;

/// What is folded under what.
#[derive(Debug, Default)]
pub(super) struct Folds {
    told: HashMap<Origin, Compared>,
    /// Those that are folded under nothing, by their time.
    heads: BTreeSet<(i64, Origin)>,
    under: HashMap<Origin, Vec<Origin>>,
}

/// An update, as far as it is compared.
#[derive(Debug)]
struct Compared {
    entry: Arc<Entry>,
    at: i64,
    gist: Gist,
    /// The publisher took it back: it stands for nothing else any more.
    gone: bool,
    head: Option<Origin>,
}

impl Folds {
    /// Takes all updates, the oldest first.
    pub(super) fn take(&mut self, items: &[(Origin, &Item, &str)]) {
        for (origin, item, language) in items {
            let gone = item.is_retracted();
            let known = self.told.get(origin);
            if known.is_some_and(|told| Arc::ptr_eq(&told.entry, &item.entry) && told.gone == gone)
            {
                continue;
            }
            let is_new = known.is_none();
            let told = Compared {
                entry: Arc::clone(&item.entry),
                at: item.order.at,
                gist: Gist::of(&item.entry, language),
                gone,
                head: known.and_then(|told| told.head.clone()),
            };
            self.told.insert(origin.clone(), told);
            if is_new {
                self.place(origin);
            } else {
                self.weigh_again(origin);
            }
        }
    }

    /// Returns what an update is folded under.
    pub(super) fn head(&self, origin: &Origin) -> Option<&Origin> {
        self.told.get(origin)?.head.as_ref()
    }

    /// Returns what is folded under an update, in the order in which that happened.
    pub(super) fn under(&self, head: &Origin) -> Vec<Origin> {
        self.under.get(head).cloned().unwrap_or_default()
    }

    /// Gives a new update its place.
    fn place(&mut self, origin: &Origin) {
        let head = self.find_head(origin);
        let Some(told) = self.told.get_mut(origin) else {
            return;
        };
        told.head.clone_from(&head);
        match head {
            Some(head) => self.under.entry(head).or_default().push(origin.clone()),
            None => drop(self.heads.insert((told.at, origin.clone()))),
        }
    }

    /// Finds the update of another live blog that tells the same, the nearest in time; one of each live blog fits under
    /// it.
    fn find_head(&self, origin: &Origin) -> Option<Origin> {
        let told = self.told.get(origin)?;
        let (earliest, latest) = (
            told.at.saturating_sub(WITHIN),
            told.at.saturating_add(WITHIN),
        );
        let near = self.heads.iter().rev().skip_while(|(at, _)| *at > latest);
        let near = near.take_while(|(at, _)| *at >= earliest);
        let fits = |head: &&(i64, Origin)| {
            let (_, head) = head;
            let has_one = |under: &Vec<Origin>| under.iter().any(|o| o.blog == origin.blog);
            head.blog != origin.blog
                && !self.under.get(head).is_some_and(has_one)
                && self.tell_the_same(head, origin)
        };
        let nearest = near.filter(fits).min_by_key(|(at, _)| at.abs_diff(told.at));
        nearest.map(|(_, head)| head.clone())
    }

    fn tell_the_same(&self, one: &Origin, other: &Origin) -> bool {
        let (Some(one), Some(other)) = (self.told.get(one), self.told.get(other)) else {
            return false;
        };
        !one.gone && !other.gone && one.gist.tells_the_same(&other.gist)
    }

    /// Parts an update that changed from what it does not tell any more.
    fn weigh_again(&mut self, origin: &Origin) {
        let parted: Vec<Origin> = match self.head(origin).cloned() {
            Some(head) if self.tell_the_same(&head, origin) => Vec::new(),
            Some(_) => vec![origin.clone()],
            None => {
                let under = self.under(origin).into_iter();
                let parted = under.filter(|under| !self.tell_the_same(origin, under));
                parted.collect()
            }
        };
        for origin in parted {
            self.part(&origin);
        }
    }

    fn part(&mut self, origin: &Origin) {
        let Some(told) = self.told.get_mut(origin) else {
            return;
        };
        let head = told.head.take();
        self.heads.insert((told.at, origin.clone()));
        if let Some(under) = head.and_then(|head| self.under.get_mut(&head)) {
            under.retain(|other| other != origin);
        }
    }
}
