//! The panes: which one is in front, how they share the screen, and moving about in them.

use super::{Action, Effect, Model};
use crate::{
    layout::{Front, Geometry, Panes},
    model::Clean,
};

/// How many cells of a wide table come into sight at once.
const STEP: i16 = 12;

/// How the reader arranged the panes.
#[derive(Debug)]
pub(super) struct Arrangement {
    /// The reading pane has the screen for itself while it is in front.
    zen: bool,
    /// How much of a wide screen the timeline takes, in percent.
    pub(super) share: u8,
    /// The most columns of a line of text.
    pub(super) measure: u16,
    /// The divider is being drawn with the mouse.
    pub(super) dragging: bool,
}

impl Default for Arrangement {
    fn default() -> Self {
        let Panes {
            zen,
            share,
            measure,
            front: _,
            overview: _,
        } = Panes::default();
        Self {
            zen,
            share,
            measure,
            dragging: false,
        }
    }
}

impl Model {
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

    /// Does what an action means to the panes.
    pub(super) fn act_on_panes(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Back if self.is_zen() => self.arrangement.zen = false,
            Action::Zen => {
                self.arrangement.zen = !self.is_zen();
                self.front = Front::Reading;
                return self.mark_read();
            }
            Action::TableRight => self.move_wide_tables(STEP),
            Action::TableLeft => self.move_wide_tables(-STEP),
            Action::ReadNext => return self.read_on(true),
            Action::ReadPrevious => return self.read_on(false),
            Action::Read | Action::Back | Action::SwitchPane => return self.change_front(action),
            _ => return self.go(action),
        }
        Vec::new()
    }

    fn move_wide_tables(&mut self, cells: i16) {
        if !self.blogs.shown_mut().move_wide_tables(cells) {
            self.tell(Clean::line("No table here is wider than the pane."));
        }
    }

    /// Goes to the next or previous update, whichever pane is in front.
    fn read_on(&mut self, down: bool) -> Vec<Effect> {
        let view = self.view();
        if self.blogs.shown_mut().go_to_next(down, view, |_| true) {
            return self.mark_read();
        }
        let end = if down { "last" } else { "first" };
        self.tell(Clean::line(&format!("This is the {end} update.")));
        Vec::new()
    }

    fn change_front(&mut self, action: Action) -> Vec<Effect> {
        self.front = match (action, self.front) {
            (Action::Read, _) | (Action::SwitchPane, Front::Timeline) => Front::Reading,
            _ => Front::Timeline,
        };
        if self.front == Front::Reading {
            if action == Action::Read {
                self.blogs.shown_mut().kept_unread = None;
            }
            self.mark_read()
        } else {
            Vec::new()
        }
    }

    /// Moves: in the reading pane its text, else the selection.
    fn go(&mut self, action: Action) -> Vec<Effect> {
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
