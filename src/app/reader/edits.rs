//! The edits of the selected update and of the live blog's own words, and the live blog as a whole: what the reading
//! pane shows in place of an update's text.

use super::Reader;
use crate::{
    app::{blog::Of, keys::Action, msg::Effect, words},
    layout::Focus,
    model::Clean,
};

impl Reader {
    /// Returns which revision the shown edit made, counted from 1, how many there are, and what closes it.
    pub fn edit_shown(&self) -> Option<(usize, usize, Action)> {
        self.blog().edit_shown()
    }

    /// Shows what the last edit of the selected update changed, or of the live blog's own words; the text again where
    /// that is shown already.
    pub(in crate::app) fn turn_edits(&mut self, action: Action) -> Vec<Effect> {
        let of = if action == Action::ShowHeadEdits {
            Of::Head
        } else {
            Of::Update
        };
        if self.blog().shows_edit_of(of) {
            self.close_instead();
            return Vec::new();
        }
        if !self.blogs.shown_mut().show_edits(of, self.focus) {
            self.tell(Clean::line(match of {
                Of::Update => words::NOT_EDITED,
                Of::Head => words::HEAD_NOT_EDITED,
            }));
            return Vec::new();
        }
        self.focus = Focus::Reading;
        match of {
            Of::Update => self.mark_read(),
            Of::Head => Vec::new(),
        }
    }

    /// Goes to the edit after the shown one, or to the one before.
    pub(in crate::app) fn step_edits(&mut self, forth: bool) {
        if !self.blogs.shown_mut().step_edits(forth) {
            let side = if forth { "after" } else { "before" };
            self.tell(Clean::line(&words::no_edit(side)));
        }
    }

    /// Goes back to where the edit was opened, or the live blog as a whole.
    pub(in crate::app) fn close_instead(&mut self) {
        if let Some(back) = self.blogs.shown_mut().close_instead() {
            self.focus = back;
        }
    }

    /// Reads the text that the shown edit is of.
    pub(in crate::app) fn read_edited(&mut self) {
        self.blogs.shown_mut().close_instead();
        self.focus = Focus::Reading;
    }

    /// Shows the live blog as a whole.
    pub(in crate::app) fn open_about(&mut self) {
        let (zone, now, focus) = (self.zone, self.now, self.focus);
        self.blogs.shown_mut().show_about(zone, now, focus);
        self.focus = Focus::Reading;
    }

    /// Goes a page back.
    pub(in crate::app) fn go_back(&mut self) {
        self.blogs.shown_mut().go_back();
    }

    /// Goes back to the update that the pages were opened from.
    pub(in crate::app) fn leave_pages(&mut self) {
        self.blogs.shown_mut().leave_pages();
    }
}
