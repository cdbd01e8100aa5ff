//! One row of text and what its runs are.

use unicode_segmentation::UnicodeSegmentation;

use super::{picture::PictureRow, width};
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
    /// The row belongs to a table that may be wider than the text; how many of its cells lie out of sight to the left.
    pub wide: Option<u16>,
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

    /// Returns the row moved to the left by some cells; what is left of a wide character that is cut is blank.
    #[must_use]
    pub(super) fn moved_left(&self, cells: u16) -> Self {
        let mut spans = Vec::with_capacity(self.spans.len());
        let mut hidden = cells;
        for span in &self.spans {
            if span.width <= hidden {
                hidden -= span.width;
                continue;
            }
            if hidden == 0 {
                spans.push(span.clone());
                continue;
            }
            let (cut, taken) = width::prefix(&span.text, hidden);
            let mut rest = span.text.get(cut.len()..).unwrap_or_default();
            let mut text = String::new();
            if taken < hidden {
                let cut = rest.graphemes(true).next().unwrap_or_default();
                rest = rest.get(cut.len()..).unwrap_or_default();
                let left = (taken + width::grapheme(cut)).saturating_sub(hidden);
                text.push_str(&" ".repeat(usize::from(left)));
            }
            text.push_str(rest);
            spans.push(Span {
                text: text.into(),
                width: span.width - hidden,
                ..span.clone()
            });
            hidden = 0;
        }
        Self {
            spans,
            wide: Some(cells),
            ..self.clone()
        }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(texts: &[&str]) -> Row {
        let span = |text: &&str| Span {
            text: (*text).into(),
            width: u16::try_from(width::text(text)).unwrap(),
            ink: Ink::default(),
            link: None,
        };
        Row {
            spans: texts.iter().map(span).collect(),
            ..Row::default()
        }
    }

    #[test]
    fn a_row_that_is_moved_begins_later() {
        let row = row(&["one ", "橋two", " three"]);
        for (cells, text) in [
            (0, "one 橋two three"),
            (4, "橋two three"),
            (5, " two three"),
            (6, "two three"),
            (14, "e"),
            (15, ""),
            (99, ""),
        ] {
            assert_eq!(row.moved_left(cells).text(), text, "{cells}");
        }
    }

    proptest! {
        #[test]
        fn a_moved_row_is_as_much_shorter(
            texts in prop::collection::vec("[a橋e\u{301}👩‍👧 ]{0,9}", 0..6),
            cells in 0u16..40,
        ) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let row = row(&texts);
            let moved = row.moved_left(cells);
            prop_assert_eq!(moved.width(), row.width().saturating_sub(cells));
            for span in &moved.spans {
                prop_assert_eq!(usize::from(span.width), width::text(&span.text));
            }
        }
    }
}
