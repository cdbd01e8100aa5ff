//! One row of text and what its runs are.

use super::picture::PictureRow;
use crate::model::Emphasis;

/// A row of text, laid out for one width.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The runs from left to right.
    pub spans: Vec<Span>,
    /// The byte in the update's text at which this row starts. The text does not depend on the width, so this
    /// places the row again after any change of layout.
    pub at: u32,
    /// The picture that the row is kept for; such a row has no text.
    pub picture: Option<PictureRow>,
}

/// A run of text in one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The text; clean, without line feeds.
    pub text: Box<str>,
    /// How many cells it takes.
    pub width: u16,
    /// What it is.
    pub ink: Ink,
    /// The number of the link that it belongs to, counted from 1 within the update.
    pub link: Option<u16>,
}

/// What a run of text is; the theme decides how that looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Ink {
    /// Its part in the update.
    pub role: Role,
    /// Its emphasis within that part.
    pub emphasis: Emphasis,
}

/// The parts that text plays in an update.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Running text.
    #[default]
    Text,
    /// The update's headline.
    Headline,
    /// A heading inside the update.
    Heading,
    /// Byline, times, states.
    Meta,
    /// A quotation.
    Quote,
    /// Words about a picture.
    Caption,
    /// Words about an embed.
    Embed,
    /// Preformatted text.
    Code,
    /// The number of a link.
    LinkNumber,
    /// Words that an edit removed.
    Removed,
    /// Words that an edit added.
    Added,
    /// Marks and rules that are no words: bullets, bars, ellipses.
    Ornament,
}

impl From<Role> for Ink {
    fn from(role: Role) -> Self {
        Self {
            role,
            emphasis: Emphasis::default(),
        }
    }
}

impl Row {
    /// Returns how many cells the row takes.
    pub fn width(&self) -> u16 {
        self.spans
            .iter()
            .fold(0, |sum, span| sum.saturating_add(span.width))
    }

    /// Returns the row's text.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| &*span.text).collect()
    }

    /// Returns the number of the link under a column, counted from the row's start.
    pub fn link_at(&self, column: u16) -> Option<u16> {
        let mut start = 0;
        for span in &self.spans {
            if column < start + span.width {
                return span.link;
            }
            start += span.width;
        }
        None
    }
}
