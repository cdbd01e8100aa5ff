//! What a person reads on a page, as its file beside it says.

use chrono::{DateTime, FixedOffset};
use newswire::model::PageKind;
use serde::Deserialize;

/// The reading that is expected of a page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The address that the page was fetched from.
    pub address: String,
    /// When it was fetched.
    pub fetched_at: DateTime<FixedOffset>,
    /// What the page may be taken for where it is no live blog.
    pub refused_as: Option<Vec<PageKind>>,
    /// The blog's headline; not compared where it is not given.
    pub headline: Option<String>,
    /// Words that stand on the page and belong to no update.
    #[serde(default)]
    pub nowhere: Vec<String>,
    /// The updates, newest first.
    #[serde(default, rename = "update")]
    pub updates: Vec<Update>,
}

/// One update as a person reads it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Update {
    /// When it was published; none where the page does not tell.
    pub time: Option<DateTime<FixedOffset>>,
    /// Its own headline; none where it has none.
    pub headline: Option<String>,
    /// Who wrote it, in order; empty where the page names nobody for it.
    #[serde(default)]
    pub authors: Vec<String>,
    /// Its own address; where it is not given, an address on the page itself or none is right.
    pub permalink: Option<String>,
    /// The first words of its text, captions apart.
    pub begins: String,
    /// The last words of its text, captions apart.
    pub ends: String,
    /// How many links its text has, those of embeds among them.
    #[serde(default)]
    pub links: usize,
    /// How many pictures it has.
    #[serde(default)]
    pub images: usize,
}
