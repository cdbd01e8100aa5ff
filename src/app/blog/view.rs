//! What a live blog needs to know of the screen.

use crate::{layout::PictureRoom, model::Zone};

/// What a followed blog needs to know of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) struct View {
    /// Columns of the timeline's text.
    pub(in crate::app) timeline_text: u16,
    /// Rows of the timeline.
    pub(in crate::app) timeline_rows: u16,
    /// Columns of the reading pane's text.
    pub(in crate::app) reading_text: u16,
    /// Rows of the reading pane.
    pub(in crate::app) reading_rows: u16,
    /// The room of a picture in the timeline.
    pub(in crate::app) timeline_pictures: PictureRoom,
    /// The room of a picture in the reading pane.
    pub(in crate::app) reading_pictures: PictureRoom,
    /// Whether the reader sees the timeline.
    pub(in crate::app) timeline_in_sight: bool,
    /// Whether the reader sees the reading pane.
    pub(in crate::app) reading_in_sight: bool,
    pub(in crate::app) zone: Zone,
}
