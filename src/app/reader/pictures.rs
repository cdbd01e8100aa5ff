//! Pictures in the panes: whether they are shown, how much room each gets, and which are on the screen or about to be.

use super::Reader;
use crate::{
    app::{blog::window::Part, words},
    layout::{Geometry, PictureRoom},
    model::{Clean, Image},
};

/// The most rows of a picture between the updates of the timeline.
const TIMELINE_ROWS: u16 = 12;
/// The most rows of a picture in the reading pane.
const READING_ROWS: u16 = 24;

/// Whether pictures are shown.
#[derive(Debug, Default)]
pub(in crate::app) struct Pictures {
    /// The terminal shows them, and the settings do not forbid it.
    pub(in crate::app) possible: bool,
    /// The reader switched them off.
    hidden: bool,
}

impl Pictures {
    /// Returns the room of a picture in the timeline and in the reading pane.
    pub(in crate::app) fn rooms(&self, geometry: &Geometry) -> (PictureRoom, PictureRoom) {
        if self.hidden || !self.possible {
            return Default::default();
        }
        let text = geometry.reading_text();
        let timeline = PictureRoom {
            columns: geometry.timeline_text(),
            rows: (geometry.main().height / 2).min(TIMELINE_ROWS),
        };
        let reading = PictureRoom {
            columns: text.width,
            rows: (text.height / 3 * 2).min(READING_ROWS),
        };
        (timeline, reading)
    }
}

/// A picture that is to be on the screen soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureNear<'a> {
    /// The picture.
    pub image: &'a Image,
    /// Its cells.
    pub frame: PictureRoom,
}

impl Reader {
    /// Tells whether pictures can be shown; says why not where they cannot.
    pub(in crate::app) fn can_show_pictures(&mut self) -> bool {
        if !self.pictures.possible {
            self.tell(Clean::line(words::NO_PICTURES));
        }
        self.pictures.possible
    }

    /// Shows pictures among the text, or their words only.
    pub(in crate::app) fn toggle_pictures(&mut self) {
        if !self.can_show_pictures() {
            return;
        }
        self.pictures.hidden = !self.pictures.hidden;
        self.viewport().look_again();
        let words = if self.pictures.hidden {
            words::PICTURES_OFF
        } else {
            words::PICTURES_ON
        };
        self.tell(Clean::line(words));
    }

    /// Returns how the screen is divided, where there is one to put pictures on.
    pub(in crate::app) fn picture_screen(&self) -> Option<Geometry> {
        self.geometry().filter(|_| self.pictures.possible)
    }

    /// Returns the pictures that are on the screen, and those a page further in the reading pane.
    pub fn pictures_near(&self) -> Vec<PictureNear<'_>> {
        let Some(geometry) = self.picture_screen() else {
            return Vec::new();
        };
        let blog = self.blog();
        let mut near = Vec::new();
        if geometry.timeline.width > 0 {
            for row in blog.window.rows() {
                if let Part::Text(index) = row.part
                    && let Some(kept) = row.layout.rows.get(index).and_then(|row| row.picture)
                    && let Some(image) = row.entry.body.images().get(usize::from(kept.picture))
                {
                    let frame = kept.frame;
                    near.push(PictureNear { image, frame });
                }
            }
        }
        if let Some(body) = blog.reading_body().filter(|_| geometry.reading.width > 0) {
            let images = body.images();
            let height = usize::from(geometry.reading_text().height);
            let (top, _) = blog.reading_extent();
            let rows = blog.all_reading_rows().iter();
            let rows = rows.skip(top.saturating_sub(height)).take(3 * height);
            for kept in rows.filter_map(|row| row.picture) {
                if let Some(image) = images.get(usize::from(kept.picture)) {
                    let frame = kept.frame;
                    near.push(PictureNear { image, frame });
                }
            }
        }
        // The rows of a picture stand together.
        near.dedup();
        near
    }
}
