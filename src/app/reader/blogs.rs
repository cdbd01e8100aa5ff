//! The open live blogs: one is on the screen, the others wait beside it.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};

use crate::app::blog::{Followed, View, exchange::BlogId, merged::Merged};
use crate::model::WebUrl;

/// The open live blogs, in a ring.
#[derive(Debug)]
pub(in crate::app) struct Blogs {
    /// The one on the screen.
    shown: Followed,
    /// The others: those after it, then those before it.
    others: VecDeque<Followed>,
    /// How many stand before it.
    before: usize,
    /// All of them as one, while that is on the screen in place of one of them.
    merged: Option<Box<Merged>>,
}

impl Blogs {
    /// Starts with one on the screen and others behind it.
    pub(in crate::app) fn new(first: Followed, others: Vec<Followed>) -> Self {
        Self {
            shown: first,
            others: others.into(),
            before: 0,
            merged: None,
        }
    }

    pub(in crate::app) fn shown(&self) -> &Followed {
        let merged = self.merged.as_ref();
        merged.map_or(&self.shown, |merged| &merged.view)
    }

    pub(in crate::app) fn shown_mut(&mut self) -> &mut Followed {
        let merged = self.merged.as_mut();
        merged.map_or(&mut self.shown, |merged| &mut merged.view)
    }

    /// Returns all of them as one, while that is on the screen.
    pub(in crate::app) fn merged(&self) -> Option<&Merged> {
        self.merged.as_deref()
    }

    pub(in crate::app) fn merged_mut(&mut self) -> Option<&mut Merged> {
        self.merged.as_deref_mut()
    }

    /// Puts all of them on the screen as one; `highlights` where what comes into sight may be lit.
    pub(in crate::app) fn merge(&mut self, highlights: bool) {
        let mut merged = Merged::new();
        merged.view.window.highlights.allow(highlights);
        self.merged = Some(Box::new(merged));
    }

    /// Puts one of them on the screen again.
    pub(in crate::app) fn part(&mut self) {
        self.merged = None;
    }

    /// Takes into the merged timeline what is known of each.
    pub(in crate::app) fn renew_merged(&mut self, looks: bool, view: View, now: DateTime<Utc>) {
        let Some(merged) = &mut self.merged else {
            return;
        };
        let all = std::iter::once(&self.shown).chain(&self.others);
        let mut blogs: Vec<&Followed> = all.collect();
        blogs.sort_by_key(|blog| blog.id);
        merged.renew(&blogs, looks, view, now);
    }

    /// Returns an open blog by its name; `None` where it is gone.
    pub(in crate::app) fn get_mut(&mut self, id: BlogId) -> Option<&mut Followed> {
        self.iter_mut().find(|blog| blog.id == id)
    }

    /// Returns the open ones in the order of the ring, beginning with the one on the screen.
    pub(in crate::app) fn iter(&self) -> impl Iterator<Item = &Followed> {
        std::iter::once(&self.shown).chain(&self.others)
    }

    pub(in crate::app) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Followed> {
        let merged = self.merged.as_mut().map(|merged| &mut merged.view);
        std::iter::once(&mut self.shown)
            .chain(&mut self.others)
            .chain(merged)
    }

    /// Returns which of how many is on the screen, counted from 1.
    pub(in crate::app) fn number(&self) -> (usize, usize) {
        (self.before + 1, self.others.len() + 1)
    }

    /// Puts the next one on the screen, or the one before; round the end.
    pub(in crate::app) fn turn(&mut self, forth: bool) {
        self.part();
        let count = self.others.len() + 1;
        if forth && let Some(next) = self.others.pop_front() {
            let left = std::mem::replace(&mut self.shown, next);
            self.others.push_back(left);
            self.before = (self.before + 1) % count;
        } else if !forth && let Some(previous) = self.others.pop_back() {
            let left = std::mem::replace(&mut self.shown, previous);
            self.others.push_front(left);
            self.before = (self.before + count - 1) % count;
        }
    }

    /// Puts an open blog on the screen by its page's address; `false` where none has it.
    pub(in crate::app) fn go_to(&mut self, page: &WebUrl) -> bool {
        self.turn_to(|blog| is_at(blog, page))
    }

    /// Tells whether a page is that of an open blog.
    pub(in crate::app) fn is_open(&self, page: &WebUrl) -> bool {
        self.iter().any(|blog| is_at(blog, page))
    }

    /// Puts an open blog on the screen by its name; `false` where it is gone.
    pub(in crate::app) fn show(&mut self, id: BlogId) -> bool {
        self.turn_to(|blog| blog.id == id)
    }

    fn turn_to(&mut self, has: impl Fn(&Followed) -> bool) -> bool {
        let away = self.iter().position(has);
        let Some(away) = away else {
            return false;
        };
        self.part();
        (0..away).for_each(|_| self.turn(true));
        true
    }

    /// Opens one more behind all others and puts it on the screen.
    pub(in crate::app) fn join(&mut self, blog: Followed) {
        self.part();
        let (number, count) = self.number();
        (number..count).for_each(|_| self.turn(true));
        self.others.push_front(blog);
        self.turn(true);
    }
}

/// Tells whether a blog's page is at an address, whatever place of the page that names.
fn is_at(blog: &Followed, page: &WebUrl) -> bool {
    let own = blog.address.as_ref().map(WebUrl::without_fragment);
    own == Some(page.without_fragment())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Clean;

    fn blog(id: usize) -> Followed {
        let address = WebUrl::parse(&format!("https://post.example/live/{id}")).ok();
        Followed::new(BlogId(id), Clean::line("a blog"), address)
    }

    #[test]
    fn the_ring_turns_both_ways_and_counts() {
        let mut blogs = Blogs::new(blog(0), vec![blog(1), blog(2)]);
        for (forth, expected) in [(true, 1), (true, 2), (true, 0), (false, 2), (false, 1)] {
            blogs.turn(forth);
            assert_eq!(blogs.shown().id, BlogId(expected));
            assert_eq!(blogs.number(), (expected + 1, 3));
        }
        blogs.join(blog(7));
        assert_eq!((blogs.shown().id, blogs.number()), (BlogId(7), (4, 4)));
        let page = WebUrl::parse("https://post.example/live/1").unwrap();
        assert!(blogs.go_to(&page));
        assert_eq!(blogs.number(), (2, 4));
        assert!(blogs.get_mut(BlogId(9)).is_none());
    }
}
