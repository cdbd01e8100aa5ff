//! The panes: which one is in front, how they share the screen, and moving about in them.

use super::Reader;
use crate::{
    app::{blog::order::Order, keys::Action, mouse::Mouse, msg::Effect, words},
    layout::{Focus, Geometry, Panes},
    model::{Clean, Item},
};

/// How many cells of a wide table come into sight at once.
const STEP: i16 = 12;

impl Reader {
    /// Returns how the screen is divided; `None` where it is too small.
    pub fn geometry(&self) -> Option<Geometry> {
        let panes = Panes {
            focus: self.focus,
            zen: self.arrangement.zen,
            share: self.arrangement.share,
            measure: self.arrangement.measure,
            overview: self.blog().window.overview.height(),
            newest_below: self.blog().window.order() == Order::OldestFirst,
        };
        Geometry::of(self.size, panes)
    }

    /// Tells whether the reading pane has the screen for itself.
    pub fn is_zen(&self) -> bool {
        self.arrangement.zen && self.focus == Focus::Reading
    }

    /// Gives the whole screen to the text, or to both panes again.
    pub(in crate::app) fn toggle_zen(&mut self) -> Vec<Effect> {
        if self.is_zen() {
            self.leave_zen();
            return Vec::new();
        }
        self.arrangement.zen = true;
        self.arrangement.before_zen = self.focus;
        self.focus = Focus::Reading;
        self.mark_read()
    }

    fn leave_zen(&mut self) {
        self.arrangement.zen = false;
        self.focus = self.arrangement.before_zen;
    }

    /// Goes back from the text that has the whole screen, else from the reading pane.
    pub(in crate::app) fn back_to_timeline(&mut self) {
        if self.is_zen() {
            self.leave_zen();
        } else {
            self.focus = Focus::Timeline;
        }
    }

    /// Reads the selected update in the reading pane.
    pub(in crate::app) fn read_selected(&mut self) -> Vec<Effect> {
        self.focus = Focus::Reading;
        self.blogs.shown_mut().feed.keep_none_unread();
        self.mark_read()
    }

    pub(in crate::app) fn move_tables(&mut self, right: bool) {
        self.move_wide_tables(if right { STEP } else { -STEP });
    }

    /// Takes hold of the divider with the mouse, or lets go of it.
    pub(in crate::app) fn take_divider(&mut self, taken: bool) {
        self.arrangement.dragging = taken;
    }

    /// Tells whether the divider is being drawn along.
    pub(in crate::app) fn is_drawing_divider(&self) -> bool {
        self.arrangement.dragging
    }

    /// Draws the divider along, once it was taken.
    pub(in crate::app) fn draw_divider(&mut self, mouse: Mouse, geometry: &Geometry) {
        let all = u32::from(geometry.header.width.max(1));
        if self.arrangement.dragging {
            let share = u32::from(mouse.x) * 100 / all;
            self.arrangement.share = u8::try_from(share).unwrap_or(100);
        }
    }

    /// Says what changed in the timeline, where that is out of sight.
    fn tell_of_timeline(&mut self, words: &str) {
        if !self.view().timeline_in_sight {
            self.tell(Clean::line(words));
        }
    }

    fn move_wide_tables(&mut self, cells: i16) {
        if !self.blogs.shown_mut().move_wide_tables(cells) {
            self.tell(Clean::line(words::NO_WIDE_TABLE));
        }
    }

    /// Goes to the next or previous update, whichever pane is in front.
    pub(in crate::app) fn read_on(&mut self, down: bool) -> Vec<Effect> {
        if self.viewport().go_to_next(down, |_| true) {
            return self.mark_read();
        }
        let end = if down { "last" } else { "first" };
        self.tell(Clean::line(&words::no_update_beyond(end)));
        Vec::new()
    }

    /// Moves: in the reading pane its text, else the selection.
    pub(in crate::app) fn go(&mut self, action: Action) -> Vec<Effect> {
        let view = self.view();
        let rows = match self.focus {
            Focus::Timeline => view.timeline_rows,
            Focus::Reading => view.reading_rows,
        };
        let page = isize::try_from(rows.saturating_sub(1).max(1)).unwrap_or(1);
        let half = isize::try_from((rows / 2).max(1)).unwrap_or(1);
        let far = match action {
            Action::Down => 1,
            Action::Up => -1,
            Action::PageDown => page,
            Action::PageUp => -page,
            Action::HalfPageDown => half,
            Action::HalfPageUp => -half,
            Action::Top => isize::MIN,
            Action::Bottom => isize::MAX,
            _ => return self.go_elsewhere(action),
        };
        let blog = self.blogs.shown_mut();
        match (self.focus, action) {
            (Focus::Reading, _) => blog.scroll_reading(far, view),
            (_, Action::Down | Action::Up) => blog.at(view).step(far > 0),
            (_, Action::Top) => blog.at(view).go_top(),
            (_, Action::Bottom) => blog.at(view).go_bottom(),
            _ => blog.at(view).page(far),
        }
        self.mark_read()
    }

    /// Moves whichever pane is in front: to a key event, or to where the other end is on top, or more is shown.
    fn go_elsewhere(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::TurnOrder => {
                self.viewport().turn();
                let order = self.blog().window.order();
                self.tell_of_timeline(words::timeline_ordered(order));
            }
            Action::ChangeDensity => {
                let density = self.blog().window.density().next();
                self.set_density(density);
                self.tell_of_timeline(words::timeline_shows(density));
            }
            Action::NextKeyEvent | Action::PreviousKeyEvent => {
                let down = action == Action::NextKeyEvent;
                let is_one = |item: &Item| item.entry.marks.key_event;
                if self.viewport().go_to_next(down, is_one) {
                    return self.mark_read();
                }
                let side = if down { "below" } else { "above" };
                self.tell(Clean::line(&words::no_key_event(side)));
            }
            _ => {}
        }
        Vec::new()
    }
}
