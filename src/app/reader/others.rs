//! The live blogs that are not on the screen: those that are open behind it, and those that are only followed.

use super::Reader;
use crate::{
    app::{Other, blog::exchange::BlogId, msg::Effect},
    model::{Clean, WebUrl},
};

/// A live blog that can be put on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// What puts it there.
    pub way: Arrival,
    /// What to call it.
    pub name: Clean,
    /// Who publishes it; empty where unknown.
    pub publisher: Clean,
    /// How many updates arrived that nobody saw.
    pub new: usize,
    /// How many updates are unread.
    pub unread: usize,
    /// Whether it is on the screen already.
    pub is_shown: bool,
    /// Whether nobody follows it, and the page on the screen leads to it.
    pub is_lead: bool,
}

/// How a live blog comes on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrival {
    /// It is open.
    Open(BlogId),
    /// It is followed, and opened beside the others.
    Follow(WebUrl),
}

impl Reader {
    /// Takes the list of all that is followed.
    pub(in crate::app) fn know_others(&mut self, followed: Vec<Other>) {
        self.followed = followed;
    }

    /// Returns the names of the open live blogs in the history, of those on the web.
    pub(in crate::app) fn keys(&self) -> impl Iterator<Item = String> {
        let addresses = self.blogs.iter().filter_map(|blog| blog.address.as_ref());
        addresses.map(|address| address.without_fragment().to_string())
    }

    /// Returns the live blogs that can be put on the screen: the open ones first, then those that are followed.
    pub(in crate::app) fn behind(&self) -> Vec<Behind> {
        let open = self.blogs.iter().map(|blog| {
            let page = &blog.timeline().blog;
            Behind {
                way: Arrival::Open(blog.id),
                name: blog.name().clone(),
                publisher: page.publisher.clone(),
                new: if self.merged().is_some() {
                    0
                } else {
                    blog.window.waiting()
                },
                unread: blog.unread(),
                is_shown: blog.id == self.active(),
                is_lead: false,
            }
        });
        let is_open = |other: &&Other| self.keys().any(|key| key == other.address.as_str());
        let followed = self.followed.iter().filter(|other| !is_open(other));
        let followed = followed.map(|other| Behind {
            way: Arrival::Follow(other.address.clone()),
            name: other.name.clone(),
            publisher: other.publisher.clone(),
            new: other.new,
            unread: other.unread,
            is_shown: false,
            is_lead: false,
        });
        open.chain(self.leads()).chain(followed).collect()
    }

    /// Returns the live blogs that the page on the screen leads to, where it is none itself, and nobody follows.
    pub fn leads(&self) -> impl Iterator<Item = Behind> {
        let is_known = |address: &WebUrl| {
            let key = address.without_fragment().to_string();
            let mut followed = self.followed.iter();
            self.keys().any(|open| open == key)
                || followed.any(|other| other.address.as_str() == key)
        };
        let leads = self.blog().feed.freshness.leads.iter();
        leads
            .filter(move |lead| !is_known(&lead.url))
            .map(|lead| Behind {
                way: Arrival::Follow(lead.url.clone()),
                name: lead.title.clone(),
                publisher: Clean::default(),
                new: 0,
                unread: 0,
                is_shown: false,
                is_lead: true,
            })
    }

    /// Returns in how many live blogs beside the one on the screen something arrived, and how much.
    pub fn news_elsewhere(&self) -> (usize, usize) {
        let behind = self.behind();
        let others = behind
            .iter()
            .filter(|other| !other.is_shown && other.new > 0);
        others.fold((0, 0), |(blogs, updates), other| {
            (blogs + 1, updates + other.new)
        })
    }

    /// Puts another live blog on the screen.
    pub(in crate::app) fn show_blog(&mut self, way: Arrival) -> Vec<Effect> {
        match way {
            Arrival::Open(id) => {
                let effects = self.leave(Vec::new());
                self.blogs.show(id);
                effects
            }
            Arrival::Follow(address) => self.follow(address),
        }
    }
}
