//! Pictures in the panes: whether they are shown, how much room each gets, and which are on the screen or about to be.

use super::{Action, Effect, Model, Overlay, Part};
use crate::{
    layout::{Geometry, PictureRoom},
    model::{Clean, Image},
};

/// The most rows of a picture between the updates of the timeline.
const TIMELINE_ROWS: u16 = 12;
/// The most rows of a picture in the reading pane.
const READING_ROWS: u16 = 24;

/// Whether pictures are shown.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// The terminal shows them, and the settings do not forbid it.
    pub(super) possible: bool,
    /// The reader switched them off.
    hidden: bool,
}

impl Pictures {
    /// Returns the room of a picture in the timeline and in the reading pane.
    pub(super) fn rooms(&self, geometry: &Geometry) -> (PictureRoom, PictureRoom) {
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

impl Model {
    /// Does what an action means to pictures; `None` where it means nothing to them.
    pub(super) fn act_on_pictures(&mut self, action: Action) -> Option<Vec<Effect>> {
        match action {
            Action::ShowPicture => self.open_picture(None),
            Action::PictureDesk => self.open_picture_desk(),
            Action::TogglePictures if self.pictures.possible => {
                self.pictures.hidden = !self.pictures.hidden;
                let view = self.view();
                self.blogs.shown_mut().keep_in_place(view, |_| {});
                let words = if self.pictures.hidden {
                    "Pictures are off."
                } else {
                    "Pictures are on."
                };
                self.tell(Clean::line(words));
            }
            Action::TogglePictures => self.tell(Clean::line(NO_PICTURES)),
            _ => return None,
        }
        Some(Vec::new())
    }

    /// Returns the pictures that are on the screen, and those a page further in the reading pane.
    pub fn pictures_near(&self) -> Vec<PictureNear<'_>> {
        let Some(geometry) = self.geometry().filter(|_| self.pictures.possible) else {
            return Vec::new();
        };
        match &self.overlay {
            Some(Overlay::Pictures(desk)) => return desk.near(&geometry),
            Some(Overlay::Help(_)) => return Vec::new(),
            _ => {}
        }
        let blog = self.blog();
        let mut near = Vec::new();
        if geometry.timeline.width > 0 {
            for row in blog.window() {
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

/// Why there are no pictures.
pub(super) const NO_PICTURES: &str =
    "No pictures here: the terminal cannot show them, or the settings say off.";
