//! What one witness says of one update.

use crate::{
    model::{Author, Body, Clean, Embed, Image, Marks, Stamp, WebUrl},
    source::{dom::element::Id, field::time},
};

/// Where a statement comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Witness {
    JsonLd,
    Microdata,
    State,
    Markup,
    Recipe,
}

impl Witness {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::JsonLd => "JSON-LD LiveBlogPosting",
            Self::Microdata => "microdata LiveBlogPosting",
            Self::State => "application state",
            Self::Markup => "repeated markup",
            Self::Recipe => "recipe",
        }
    }
}

/// What one witness says of one update; everything it does not say is empty.
#[derive(Debug, Clone, Default)]
pub(super) struct Candidate {
    /// Ids, best first: the fragment of the address, then others.
    pub(super) keys: Vec<String>,
    pub(super) permalink: Option<WebUrl>,
    pub(super) headline: String,
    pub(super) body: Body,
    pub(super) published: Option<Stamp>,
    /// What the page shows of the time where that alone is no instant.
    pub(super) clock: Option<Shown>,
    pub(super) modified: Option<Stamp>,
    pub(super) authors: Vec<Author>,
    pub(super) images: Vec<Image>,
    pub(super) embeds: Vec<Embed>,
    pub(super) marks: Marks,
    /// Whether the publisher says that it was taken back.
    pub(super) removed: bool,
    /// The element that holds the update, where the witness is a part of the page.
    pub(super) node: Option<Id>,
}

/// A time as the page shows it, without the date that its neighbours know.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    pub(super) reading: time::Reading,
    pub(super) raw: Clean,
}

/// What one witness says of the page.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub(super) witness: Witness,
    /// The updates in the witness' order.
    pub(super) candidates: Vec<Candidate>,
    /// What it says of the blog as a whole.
    pub(super) blog: crate::model::LiveBlog,
    pub(super) warnings: Vec<String>,
}

impl Reading {
    /// Tells whether the witness lists the page's updates itself, so that absence means something.
    pub(super) fn lists_updates(&self) -> bool {
        matches!(
            self.witness,
            Witness::JsonLd | Witness::Microdata | Witness::Markup | Witness::Recipe
        )
    }
}
