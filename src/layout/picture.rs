//! The room that pictures get among the rows of a text, before anything is known of them: rows that are there from the
//! start do not push the text about when a picture comes.

use std::collections::HashMap;

use crate::model::{Clean, Image, WebUrl};

/// The most cells that a picture gets; none where only its words are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PictureRoom {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

/// How pictures are laid out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pictures<'a> {
    /// The room of each.
    pub room: PictureRoom,
    /// Those that are known not to come, each with a sentence on why: their words are all there is.
    pub missing: Option<&'a HashMap<WebUrl, Clean>>,
    /// Whether that sentence stands behind their words.
    pub says_why: bool,
}

impl Pictures<'_> {
    /// Returns the cells that are kept for a picture where so many columns are free.
    pub(super) fn frame(&self, image: &Image, available: u16) -> Option<PictureRoom> {
        let comes = image.is_worth_showing() && self.why_missing(image).is_none();
        self.room.frame(available).filter(|_| comes)
    }
}

impl<'a> Pictures<'a> {
    /// Returns why a picture does not come, where that is known.
    pub(super) fn why_missing(&self, image: &Image) -> Option<&'a Clean> {
        self.missing?.get(image.url()?)
    }
}

/// A row of the cells that are kept for a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureRow {
    /// Which of the text's pictures it belongs to, counted from 0 in reading order.
    pub picture: u16,
    /// Which of the picture's rows it is, counted from 0.
    pub row: u16,
    /// How many cells stand before it.
    pub left: u16,
    /// All cells that are kept for the picture.
    pub frame: PictureRoom,
}

/// The bytes that a picture takes in the count of a text's bytes, whether it is shown or not: each of its rows is a
/// place of its own, and the places of the text do not depend on the screen.
pub(super) const BYTES: u32 = 48;
/// Fewer rows show nothing worth seeing.
const LEAST: u16 = 4;

impl PictureRoom {
    /// Returns the cells that are kept for one picture where so many columns are free: the shape of most press
    /// photographs, 3 to 2, with cells that are twice as high as wide. `None` where that would be next to nothing.
    #[must_use]
    pub fn frame(self, available: u16) -> Option<Self> {
        let most = u16::try_from(BYTES).unwrap_or(u16::MAX);
        let columns = self.columns.min(available);
        let rows = (columns / 3).min(self.rows).min(most);
        (rows >= LEAST).then_some(Self {
            columns: columns.min(rows * 3),
            rows,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_has_the_shape_of_a_photograph_and_fits() {
        let room = |columns, rows| PictureRoom { columns, rows };
        assert_eq!(room(76, 14).frame(60), Some(room(42, 14)));
        assert_eq!(room(76, 40).frame(60), Some(room(60, 20)));
        assert_eq!(room(76, 40).frame(11), None);
        assert_eq!(room(76, 3).frame(60), None);
        assert_eq!(PictureRoom::default().frame(60), None);
        for columns in 0..300 {
            if let Some(frame) = room(columns, 200).frame(250) {
                assert!(u32::from(frame.rows) <= BYTES, "{frame:?}");
                assert!(frame.columns <= columns.min(250), "{frame:?}");
            }
        }
    }
}
