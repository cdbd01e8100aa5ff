//! What the mouse does: the wheel turns what is under it and marks nothing as read, a click selects, a second one on
//! what is selected opens it, the divider can be drawn.

use super::{Action, Effect, Model, Mouse, MouseKind, Overlay};
use crate::layout::{Front, Geometry};

/// How many rows the wheel turns.
const WHEEL: isize = 3;

impl MouseKind {
    /// Returns how many rows the wheel turned, down where positive; `None` where it was not the wheel.
    pub(super) fn turned(self) -> Option<isize> {
        match self {
            Self::WheelDown => Some(WHEEL),
            Self::WheelUp => Some(-WHEEL),
            Self::Click | Self::Drag => None,
        }
    }
}

impl Model {
    pub(super) fn mouse(&mut self, mouse: Mouse) -> Vec<Effect> {
        let Some(geometry) = self.geometry() else {
            return Vec::new();
        };
        match &mut self.overlay {
            Some(Overlay::Help(sheet)) => {
                match mouse.kind.turned() {
                    Some(rows) => sheet.scroll(rows),
                    None if mouse.kind == MouseKind::Click => self.overlay = None,
                    None => {}
                }
                return Vec::new();
            }
            Some(Overlay::Choose(_)) => return self.mouse_in_chooser(mouse),
            Some(Overlay::Pictures(desk)) => {
                desk.mouse(mouse, &geometry);
                return Vec::new();
            }
            _ => {}
        }
        match (mouse.kind, mouse.kind.turned()) {
            (_, Some(rows)) => {
                self.turn(mouse, rows, &geometry);
                Vec::new()
            }
            (MouseKind::Drag, _) => {
                self.drag(mouse, &geometry);
                Vec::new()
            }
            _ => self.click(mouse, &geometry),
        }
    }

    fn turn(&mut self, mouse: Mouse, rows: isize, geometry: &Geometry) {
        let (view, blog) = (self.view(), self.blogs.shown_mut());
        if geometry.overview.contains(mouse.x, mouse.y) {
            self.scroll_overview(rows, geometry.overview_rows());
        } else if geometry.timeline.contains(mouse.x, mouse.y) {
            blog.scroll(rows, view);
        } else if geometry.reading.contains(mouse.x, mouse.y) {
            blog.scroll_reading(rows, view);
        }
    }

    /// Draws the divider along, once it was clicked on.
    fn drag(&mut self, mouse: Mouse, geometry: &Geometry) {
        let all = u32::from(geometry.header.width.max(1));
        if self.arrangement.dragging {
            let share = u32::from(mouse.x) * 100 / all;
            self.arrangement.share = u8::try_from(share).unwrap_or(100);
        }
    }

    fn click(&mut self, mouse: Mouse, geometry: &Geometry) -> Vec<Effect> {
        let (x, y) = (mouse.x, mouse.y);
        self.arrangement.dragging = geometry.divider.contains(x, y);
        if geometry.timeline.contains(x, y) {
            let row = usize::from(y - geometry.timeline.y);
            let Some(id) = self.blog().window().get(row).map(|row| row.id.clone()) else {
                return Vec::new();
            };
            let again = self.blog().selected() == Some(&id) && self.front == Front::Timeline;
            self.front = if again {
                Front::Reading
            } else {
                Front::Timeline
            };
            let view = self.view();
            self.blogs.shown_mut().select(id, view);
            return self.mark_read();
        }
        if geometry.overview.contains(x, y) {
            let row = y - geometry.overview.y;
            if row == geometry.overview_rows() {
                return self.act(Action::Overview);
            }
            let view = self.view();
            return self.click_overview(usize::from(row), view);
        }
        if geometry.reading.contains(x, y) {
            self.front = Front::Reading;
            let text = geometry.reading_text();
            let row = self.blog().reading_rows().get(usize::from(y - text.y));
            if let Some(picture) = row.and_then(|row| row.picture) {
                self.open_picture(Some(picture.picture));
                return Vec::new();
            }
            let link = row.and_then(|row| row.link_at(x.checked_sub(text.x)?));
            return link.map_or_else(Vec::new, |number| self.click_link(number));
        }
        if geometry.rule.contains(x, y) && self.blog().waiting() > 0 {
            return self.act(Action::ShowNew);
        }
        Vec::new()
    }
}
