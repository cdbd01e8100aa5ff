//! The tags of a live blog, while they are typed.

use super::Outcome;
use crate::{
    app::{
        input::TextLine,
        keys::{Action, Press},
        library::{Blog, Library},
    },
    model::Clean,
};

/// What is typed, and for which live blog.
#[derive(Debug)]
pub struct Tags {
    key: String,
    line: TextLine,
}

impl Tags {
    /// Begins with the tags that a live blog has.
    pub(super) fn of(blog: &Blog) -> Self {
        let mut line = TextLine::default();
        let tags: Vec<&str> = blog.tags.iter().map(Clean::as_str).collect();
        line.insert(&tags.join(" "));
        Self {
            key: blog.key.clone(),
            line,
        }
    }

    /// Returns what is typed.
    pub fn line(&self) -> &TextLine {
        &self.line
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.line.insert(text.trim());
    }

    pub(super) fn press(&mut self, press: Press, library: Option<&mut Library>) -> Outcome {
        match (press.action, library) {
            (Some(Action::Accept), Some(library)) => {
                Outcome::Close(library.tag_as(&self.key, self.line.text()))
            }
            (Some(Action::Back), _) | (_, None) => Outcome::close(),
            _ => {
                self.line.press(press);
                Outcome::done()
            }
        }
    }
}
