//! Picking one of many: which is selected, and which is the first on the screen.

use super::{
    keys::Action,
    mouse::{Mouse, MouseKind},
};
use crate::layout::Area;

/// A place in a list whose items all take the same number of rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::app) struct Picker {
    pub(in crate::app) selected: usize,
    /// The first item on the screen.
    pub(in crate::app) top: usize,
}

impl Picker {
    /// Moves the selection; `seen` is how many items the screen holds. Tells whether the action is one that moves.
    pub(in crate::app) fn go(&mut self, action: Action, count: usize, seen: usize) -> bool {
        let page = seen.saturating_sub(1).max(1);
        let half = (seen / 2).max(1);
        let at = self.selected;
        self.selected = match action {
            Action::Down => at.saturating_add(1),
            Action::Up => at.saturating_sub(1),
            Action::PageDown => at.saturating_add(page),
            Action::PageUp => at.saturating_sub(page),
            Action::HalfPageDown => at.saturating_add(half),
            Action::HalfPageUp => at.saturating_sub(half),
            Action::Top => 0,
            Action::Bottom => usize::MAX,
            _ => return false,
        };
        self.reveal(count, seen);
        true
    }

    /// Moves what is seen and leaves the selection alone.
    pub(in crate::app) fn scroll(&mut self, items: isize, count: usize, seen: usize) {
        self.top = self.top.saturating_add_signed(items);
        self.fit(count, seen);
    }

    /// The wheel turns the list, a click selects; tells whether what was selected already was clicked.
    pub(in crate::app) fn mouse(
        &mut self,
        mouse: Mouse,
        area: Area,
        rows_each: u16,
        count: usize,
        seen: usize,
    ) -> bool {
        if !area.contains(mouse.x, mouse.y) {
            return false;
        }
        if let Some(rows) = mouse.kind.turned() {
            self.scroll(rows, count, seen);
        }
        if let Some(top) = mouse.on_scrollbar(area, count, seen) {
            self.top = top;
            self.fit(count, seen);
            return false;
        }
        if mouse.kind != MouseKind::Click {
            return false;
        }
        let clicked = self.top + usize::from((mouse.y - area.y) / rows_each);
        clicked < count && std::mem::replace(&mut self.selected, clicked) == clicked
    }

    /// Keeps selection and screen within the list.
    pub(in crate::app) fn fit(&mut self, count: usize, seen: usize) {
        self.selected = self.selected.min(count.saturating_sub(1));
        self.top = self.top.min(count.saturating_sub(seen));
    }

    /// Brings the selection on the screen.
    pub(in crate::app) fn reveal(&mut self, count: usize, seen: usize) {
        self.fit(count, seen);
        let last_top = self.selected;
        let first_top = (self.selected + 1).saturating_sub(seen.max(1));
        self.top = self.top.clamp(first_top, last_top);
    }

    /// Selects what was selected before the list changed, on the same row of the screen if that can be.
    pub(in crate::app) fn follow(&mut self, to: usize, count: usize, seen: usize) {
        self.top = (self.top + to).saturating_sub(self.selected);
        self.selected = to;
        self.fit(count, seen);
    }
}

/// A place in rows of which none is selected.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::app) struct Scroller {
    top: usize,
    count: usize,
    area: Area,
}

impl Scroller {
    /// Returns the first row on the screen, and how many rows there are.
    pub(in crate::app) fn extent(&self) -> (usize, usize) {
        (self.top, self.count)
    }

    /// Takes how many rows there are, and where they are shown; the last one stands on the last row at most.
    pub(in crate::app) fn fit(&mut self, count: usize, area: Area) {
        (self.count, self.area) = (count, area);
        self.scroll(0);
    }

    /// Goes to the first row.
    pub(in crate::app) fn begin(&mut self) {
        self.top = 0;
    }

    /// Moves as an action says.
    pub(in crate::app) fn go(&mut self, action: Action) {
        let seen = usize::from(self.area.height);
        let page = isize::try_from(seen.saturating_sub(1).max(1)).unwrap_or(1);
        let half = isize::try_from((seen / 2).max(1)).unwrap_or(1);
        match action {
            Action::Up => self.scroll(-1),
            Action::Down => self.scroll(1),
            Action::HalfPageUp => self.scroll(-half),
            Action::HalfPageDown => self.scroll(half),
            Action::PageUp => self.scroll(-page),
            Action::PageDown => self.scroll(page),
            Action::Top => self.top = 0,
            Action::Bottom => self.scroll(isize::MAX),
            _ => {}
        }
    }

    /// The wheel and the scrollbar move; tells whether the mouse was clicked elsewhere.
    pub(in crate::app) fn mouse(&mut self, mouse: Mouse) -> bool {
        let seen = usize::from(self.area.height);
        if let Some(top) = mouse.on_scrollbar(self.area, self.count, seen) {
            self.top = top;
            return false;
        }
        if let Some(rows) = mouse.kind.turned() {
            self.scroll(rows);
        }
        mouse.kind == MouseKind::Click
    }

    fn scroll(&mut self, rows: isize) {
        self.top = self.top.saturating_add_signed(rows);
        // What was not shown yet ends nowhere.
        if self.area.height > 0 {
            let seen = usize::from(self.area.height);
            self.top = self.top.min(self.count.saturating_sub(seen));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selection_stays_in_the_list_and_on_the_screen() {
        let mut picker = Picker::default();
        for (action, expected) in [
            (Action::Up, (0, 0)),
            (Action::Down, (1, 0)),
            (Action::PageDown, (4, 1)),
            (Action::Bottom, (9, 6)),
            (Action::Down, (9, 6)),
            (Action::HalfPageUp, (7, 6)),
            (Action::PageUp, (4, 4)),
            (Action::Top, (0, 0)),
        ] {
            assert!(picker.go(action, 10, 4));
            assert_eq!((picker.selected, picker.top), expected, "{action:?}");
        }
        assert!(!picker.go(Action::Quit, 10, 4));
    }

    #[test]
    fn an_empty_list_and_a_screen_without_room_are_no_special_cases() {
        let mut picker = Picker::default();
        for (count, seen) in [(0, 0), (0, 5), (5, 0)] {
            for action in [Action::Bottom, Action::PageDown, Action::Top] {
                picker.go(action, count, seen);
                picker.scroll(3, count, seen);
                assert!(picker.selected <= count.saturating_sub(1));
            }
        }
    }

    #[test]
    fn what_moves_in_the_list_stays_on_its_row_of_the_screen() {
        let mut picker = Picker {
            selected: 7,
            top: 5,
        };
        picker.follow(4, 30, 10);
        assert_eq!((picker.selected, picker.top), (4, 2));
        picker.follow(0, 30, 10);
        assert_eq!((picker.selected, picker.top), (0, 0));
    }
}
