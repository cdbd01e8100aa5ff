//! Who said what of an update: what lets a better witness outrank a weaker one, whatever order they speak in.

use serde::{Deserialize, Serialize};

/// The form of evidence that a value was read from.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Witness {
    /// Not recorded: kept by a version that did not know witnesses, or said by nobody.
    #[default]
    Unknown,
    /// The plain text of a page.
    Text,
    /// A feed.
    Feed,
    /// The page's elements, as readers see them.
    Markup,
    /// schema.org microdata or `RDFa`.
    Microdata,
    /// schema.org JSON-LD.
    JsonLd,
    /// The data that a page's own scripts draw it from.
    State,
    /// A recipe written for the site.
    Recipe,
    /// A platform's own protocol.
    Platform,
}

impl Witness {
    /// All of them, the weakest first.
    pub(crate) const ALL: [Self; 9] = [
        Self::Unknown,
        Self::Text,
        Self::Feed,
        Self::Markup,
        Self::Microdata,
        Self::JsonLd,
        Self::State,
        Self::Recipe,
        Self::Platform,
    ];
}

/// Who said a value, and how much that counts for its field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    /// The witness.
    pub by: Witness,
    /// How much its word counts for this field: greater is better, 0 says nothing. A cut text counts less than a whole one.
    pub rank: u8,
}

/// Who said each field of an update.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Provenance {
    /// Who said the headline; that there is none is also said.
    pub headline: Voice,
    /// Who said the body.
    pub body: Voice,
    /// Who said when it was published.
    pub published: Voice,
    /// Who said when it was changed.
    pub modified: Voice,
    /// Who named the authors.
    pub authors: Voice,
    /// Who said its address.
    pub permalink: Voice,
    /// Who said how the newsroom marked it.
    pub marks: Voice,
}
