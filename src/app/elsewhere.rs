//! What is going on in the followed live blogs that are not on the screen: how much arrived while nobody looked.
//!
//! What counts as new here is what arrived since the program was started or the live blog was last open, whichever is
//! later: unread updates may be days old.

use std::collections::HashMap;

use super::library::Blog;
use crate::model::{Clean, WebUrl};

/// A live blog that is not on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// What opens it.
    pub address: WebUrl,
    /// What to call it.
    pub name: Clean,
    /// Who publishes it; empty where unknown.
    pub publisher: Clean,
    /// How many updates arrived that nobody saw.
    pub new: usize,
    /// How many updates are unread.
    pub unread: usize,
    /// The reader's tags of it.
    pub tags: Vec<Clean>,
}

/// The followed live blogs, as the library lists them, and what arrived in those that are not open.
#[derive(Debug, Default)]
pub(super) struct Elsewhere {
    blogs: Vec<Blog>,
    /// By the live blog's name in the history.
    arrived: HashMap<String, usize>,
}

impl Elsewhere {
    /// Takes the list; notes in it what arrived.
    pub(super) fn list(&mut self, blogs: &mut [Blog]) {
        self.arrived
            .retain(|key, _| blogs.iter().any(|blog| blog.key == *key));
        for blog in &mut *blogs {
            blog.arrived = self.arrived_in(&blog.key);
        }
        self.blogs = blogs.to_vec();
    }

    /// Takes notice of updates that arrived in a live blog that is not open.
    pub(super) fn arrive(&mut self, key: &str, updates: usize) {
        if updates > 0 {
            *self.arrived.entry(key.to_owned()).or_default() += updates;
        }
    }

    /// Takes notice that a live blog is open; tells whether anything had arrived in it.
    pub(super) fn open(&mut self, key: &str) -> bool {
        self.arrived.remove(key).is_some()
    }

    fn arrived_in(&self, key: &str) -> usize {
        self.arrived.get(key).copied().unwrap_or(0)
    }

    /// Lists those on the web that are neither paused nor put away, in the order of the library.
    pub(super) fn others(&self) -> Vec<Other> {
        let followed = self.blogs.iter().filter(|b| !b.archived && !b.paused);
        let others = followed.filter_map(|blog| {
            Some(Other {
                address: WebUrl::parse(blog.address.as_str()).ok()?,
                name: blog.name().clone(),
                publisher: blog.publisher.clone(),
                new: self.arrived_in(&blog.key),
                unread: blog.unread,
                tags: blog.tags.clone(),
            })
        });
        others.collect()
    }
}
