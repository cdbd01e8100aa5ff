//! The followed live blogs in the order of the screen.

use std::{cmp::Reverse, collections::BTreeSet};

use super::msg::Blog;
use crate::{app::picker::Picker, model::Clean};

/// The list: what is followed, what of it is shown, which one is selected.
#[derive(Debug, Default)]
pub(super) struct BlogList {
    /// Those with unread updates first, then by their last update; behind them what was put away, and behind that what
    /// has not the tag that the list is limited to.
    blogs: Vec<Blog>,
    pub(super) with_archived: bool,
    /// Only those with this tag are shown.
    pub(super) tag: Option<Clean>,
    pub(super) picker: Picker,
}

impl BlogList {
    /// Takes the list anew; what was selected stays selected, and on its row where that can be.
    pub(super) fn fill(&mut self, blogs: Vec<Blog>, seen: usize) {
        self.change(seen, |blog_list| blog_list.take(blogs));
    }

    fn take(&mut self, mut blogs: Vec<Blog>) {
        if !blogs.iter().any(|blog| self.lets_through(blog)) {
            self.tag = None;
        }
        blogs.sort_by(|a, b| {
            let order = |blog: &Blog| {
                (
                    !self.lets_through(blog),
                    blog.archived,
                    blog.unread == 0,
                    Reverse(blog.last_update),
                    blog.key.clone(),
                )
            };
            order(a).cmp(&order(b))
        });
        self.blogs = blogs;
    }

    /// Tells whether a blog has the tag that the list is limited to.
    pub(super) fn lets_through(&self, blog: &Blog) -> bool {
        let tag = self.tag.as_ref();
        tag.is_none_or(|tag| blog.tags.contains(tag))
    }

    /// Limits the list to the next tag in the order of the alphabet, after the last one to none; returns it.
    pub(super) fn turn_tag(&mut self, seen: usize) -> Option<&Clean> {
        let next = {
            let tags: BTreeSet<&str> = self.tags().map(Clean::as_str).collect();
            let after = self.tag.as_ref().map(Clean::as_str);
            tags.into_iter()
                .find(|tag| Some(*tag) > after)
                .map(Clean::line)
        };
        self.change(seen, |blog_list| {
            blog_list.tag = next;
            let blogs = std::mem::take(&mut blog_list.blogs);
            blog_list.take(blogs);
        });
        self.tag.as_ref()
    }

    /// Returns the tags of all blogs, some more than once.
    pub(super) fn tags(&self) -> impl Iterator<Item = &Clean> {
        self.blogs.iter().flat_map(|blog| &blog.tags)
    }

    /// Shows or hides what was put away.
    pub(super) fn toggle_archived(&mut self, seen: usize) {
        self.change(seen, |blog_list| {
            blog_list.with_archived = !blog_list.with_archived;
        });
    }

    fn change(&mut self, seen: usize, change: impl FnOnce(&mut Self)) {
        let key = self.selected().map(|blog| blog.key.clone());
        change(self);
        let count = self.shown().len();
        match self
            .shown()
            .iter()
            .position(|b| Some(&b.key) == key.as_ref())
        {
            Some(now) => self.picker.follow(now, count, seen),
            None => self.picker.reveal(count, seen),
        }
    }

    /// Changes the selected blog; returns its key.
    pub(super) fn change_selected(&mut self, change: impl FnOnce(&mut Blog)) -> Option<String> {
        let index = self.picker.selected;
        if index >= self.shown().len() {
            return None;
        }
        let blog = self.blogs.get_mut(index)?;
        change(blog);
        Some(blog.key.clone())
    }

    /// Returns the blogs that are shown.
    pub(super) fn shown(&self) -> &[Blog] {
        let is_shown =
            |blog: &Blog| self.lets_through(blog) && (self.with_archived || !blog.archived);
        let kept = self.blogs.partition_point(is_shown);
        self.blogs.get(..kept).unwrap_or_default()
    }

    /// Returns all blogs.
    pub(super) fn all(&self) -> &[Blog] {
        &self.blogs
    }

    /// Returns how many were put away.
    pub(super) fn archived(&self) -> usize {
        self.blogs.iter().filter(|blog| blog.archived).count()
    }

    /// Returns the selected blog.
    pub(super) fn selected(&self) -> Option<&Blog> {
        self.shown().get(self.picker.selected)
    }

    /// Returns a blog by its key.
    pub(super) fn get(&self, key: &str) -> Option<&Blog> {
        self.blogs.iter().find(|blog| blog.key == key)
    }
}
