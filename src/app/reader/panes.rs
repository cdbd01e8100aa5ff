//! The panes: which one is in front, how they share the screen, and moving about in them.

use super::Reader;
use crate::{
    app::{keys::Action, mouse::Mouse, msg::Effect},
    layout::{Front, Geometry, Panes},
    model::Clean,
};

/// How many cells of a wide table come into sight at once.
const STEP: i16 = 12;

impl Reader {
    /// Returns how the screen is divided; `None` where it is too small.
    pub fn geometry(&self) -> Option<Geometry> {
        let panes = Panes {
            front: self.front,
            zen: self.arrangement.zen,
            share: self.arrangement.share,
            measure: self.arrangement.measure,
            overview: self.blog().overview.height(),
        };
        Geometry::of(self.size, panes)
    }

    /// Tells whether the reading pane has the screen for itself.
    pub fn is_zen(&self) -> bool {
        self.arrangement.zen && self.front == Front::Reading
    }

    /// Gives the whole screen to the text, or to both panes again.
    pub(in crate::app) fn toggle_zen(&mut self) -> Vec<Effect> {
        self.arrangement.zen = !self.is_zen();
        self.front = Front::Reading;
        self.mark_read()
    }

    /// Goes back from the text that has the whole screen, else from the reading pane.
    pub(in crate::app) fn back_to_timeline(&mut self) {
        if self.is_zen() {
            self.arrangement.zen = false;
        } else {
            self.front = Front::Timeline;
        }
    }

    /// Reads the selected update in the reading pane.
    pub(in crate::app) fn read_selected(&mut self) -> Vec<Effect> {
        self.front = Front::Reading;
        self.blogs.shown_mut().kept_unread = None;
        self.mark_read()
    }

    pub(in crate::app) fn move_tables(&mut self, right: bool) {
        self.move_wide_tables(if right { STEP } else { -STEP });
    }

    /// Takes hold of the divider with the mouse, or lets go of it.
    pub(in crate::app) fn take_divider(&mut self, taken: bool) {
        self.arrangement.dragging = taken;
    }

    /// Draws the divider along, once it was taken.
    pub(in crate::app) fn draw_divider(&mut self, mouse: Mouse, geometry: &Geometry) {
        let all = u32::from(geometry.header.width.max(1));
        if self.arrangement.dragging {
            let share = u32::from(mouse.x) * 100 / all;
            self.arrangement.share = u8::try_from(share).unwrap_or(100);
        }
    }

    fn move_wide_tables(&mut self, cells: i16) {
        if !self.blogs.shown_mut().move_wide_tables(cells) {
            self.tell(Clean::line("No table here is wider than the pane."));
        }
    }

    /// Goes to the next or previous update, whichever pane is in front.
    pub(in crate::app) fn read_on(&mut self, down: bool) -> Vec<Effect> {
        let view = self.view();
        if self.blogs.shown_mut().go_to_next(down, view, |_| true) {
            return self.mark_read();
        }
        let end = if down { "last" } else { "first" };
        self.tell(Clean::line(&format!("This is the {end} update.")));
        Vec::new()
    }

    /// Moves: in the reading pane its text, else the selection.
    pub(in crate::app) fn go(&mut self, action: Action) -> Vec<Effect> {
        let view = self.view();
        let front = self.front;
        let blog = self.blogs.shown_mut();
        let (rows, reading) = match front {
            Front::Timeline => (view.timeline_rows, false),
            Front::Reading => (view.reading_rows, true),
        };
        let page = isize::try_from(rows.saturating_sub(1).max(1)).unwrap_or(1);
        let half = isize::try_from((rows / 2).max(1)).unwrap_or(1);
        match (action, reading) {
            (Action::Down, false) => blog.step(true, view),
            (Action::Up, false) => blog.step(false, view),
            (Action::PageDown, false) => blog.page(page, view),
            (Action::PageUp, false) => blog.page(-page, view),
            (Action::HalfPageDown, false) => blog.page(half, view),
            (Action::HalfPageUp, false) => blog.page(-half, view),
            (Action::Top, false) => blog.go_top(view),
            (Action::Bottom, false) => blog.go_bottom(view),
            (Action::Down, true) => blog.scroll_reading(1, view),
            (Action::Up, true) => blog.scroll_reading(-1, view),
            (Action::PageDown, true) => blog.scroll_reading(page, view),
            (Action::PageUp, true) => blog.scroll_reading(-page, view),
            (Action::HalfPageDown, true) => blog.scroll_reading(half, view),
            (Action::HalfPageUp, true) => blog.scroll_reading(-half, view),
            (Action::Top, true) => blog.scroll_reading(isize::MIN, view),
            (Action::Bottom, true) => blog.scroll_reading(isize::MAX, view),
            (Action::TurnOrder, _) => blog.turn(view),
            (Action::ChangeDensity, _) => blog.change_density(view),
            (Action::NextKeyEvent | Action::PreviousKeyEvent, _) => {
                let down = action == Action::NextKeyEvent;
                if !blog.go_to_next(down, view, |item| item.entry.marks.key_event) {
                    let side = if down { "below" } else { "above" };
                    self.tell(Clean::line(&format!("There is no key event {side}.")));
                }
            }
            _ => return Vec::new(),
        }
        if matches!(action, Action::TurnOrder | Action::ChangeDensity) {
            return Vec::new();
        }
        self.mark_read()
    }
}
