//! The followed live blogs in the order of the screen.

use std::cmp::Reverse;

use super::msg::Blog;
use crate::app::picker::Picker;

/// The list: what is followed, what of it is shown, which one is selected.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    /// Those with unread updates first, then by their last update; what was put away stands last.
    blogs: Vec<Blog>,
    pub(super) with_archived: bool,
    pub(super) picker: Picker,
}

impl Shelf {
    /// Takes the list anew; what was selected stays selected, and on its row where that can be.
    pub(super) fn fill(&mut self, mut blogs: Vec<Blog>, seen: usize) {
        blogs.sort_by(|a, b| {
            let order = |blog: &Blog| {
                (
                    blog.archived,
                    blog.unread == 0,
                    Reverse(blog.last_update),
                    blog.key.clone(),
                )
            };
            order(a).cmp(&order(b))
        });
        self.change(seen, |shelf| shelf.blogs = blogs);
    }

    /// Shows or hides what was put away.
    pub(super) fn toggle_archived(&mut self, seen: usize) {
        self.change(seen, |shelf| shelf.with_archived = !shelf.with_archived);
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
        if self.with_archived {
            return &self.blogs;
        }
        let kept = self.blogs.partition_point(|blog| !blog.archived);
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
