//! The reading pane: the selected update as a whole, or what stands in its place, which is one of its edits, the live
//! blog as a whole, or a page behind a link.
//!
//! What it shows hangs on the selected update. So it is asked of the live blog as a whole, in the files of this
//! folder; they alone can change what the pane keeps.

mod about;
mod edits;
mod page_history;
mod reading;

use std::{collections::HashMap, sync::Arc};

use super::Followed;
use crate::{
    layout::Focus,
    model::{Entry, EntryId},
};
use edits::Edits;
pub(in crate::app) use edits::Of;
pub(in crate::app) use page_history::Page;
use page_history::PageHistory;
use reading::PaneContent;

/// What the pane keeps.
#[derive(Debug, Default)]
pub(super) struct Pane {
    /// The rows on the screen and those around them.
    reading: Option<PaneContent>,
    /// The byte that the pane begins with, for each update that was scrolled.
    tops: HashMap<EntryId, u32>,
    /// What stands in place of the selected update's text.
    instead: Option<Instead>,
    /// The pages that were opened from an update.
    page_history: Option<PageHistory>,
    /// The link of an update's own text that the cursor is on.
    cursor: Option<(EntryId, u16)>,
}

/// What stands in place of the selected update's text, until that is shown again or another one is selected.
#[derive(Debug)]
struct Instead {
    what: What,
    /// The update that was selected then.
    selected: Option<EntryId>,
    /// Which pane was in front before.
    back: Focus,
}

#[derive(Debug)]
enum What {
    /// What an edit changed.
    Edit(Edits),
    /// The live blog as a whole, in the form of an update.
    About(Arc<Entry>),
}

impl Followed {
    /// Shows something in place of the selected update's text; `focus` is the pane to go back to.
    fn show_instead(&mut self, what: What, focus: Focus) {
        self.window.place_selection();
        self.pane.instead = Some(Instead {
            what,
            selected: self.selected().cloned(),
            back: self.close_instead().unwrap_or(focus),
        });
    }

    /// Shows the selected update's text again, or the page behind it; returns the pane that was in front before.
    pub(in crate::app) fn close_instead(&mut self) -> Option<Focus> {
        self.pane.instead.take().map(|instead| instead.back)
    }

    /// Shows the selected update's text again, whatever stands in its place.
    pub(in crate::app) fn show_text_again(&mut self) {
        self.close_instead();
        self.leave_pages();
    }

    /// Tells whether an edit is shown.
    pub(in crate::app) fn shows_edit(&self) -> bool {
        self.pane.edits().is_some()
    }

    /// Tells whether the live blog is shown as a whole.
    pub(in crate::app) fn shows_about(&self) -> bool {
        self.pane.about().is_some()
    }
}

impl Pane {
    fn edits(&self) -> Option<&Edits> {
        match &self.instead.as_ref()?.what {
            What::Edit(edits) => Some(edits),
            What::About(_) => None,
        }
    }

    fn edits_mut(&mut self) -> Option<&mut Edits> {
        match &mut self.instead.as_mut()?.what {
            What::Edit(edits) => Some(edits),
            What::About(_) => None,
        }
    }

    fn about(&self) -> Option<&Arc<Entry>> {
        match &self.instead.as_ref()?.what {
            What::About(about) => Some(about),
            What::Edit(_) => None,
        }
    }
}
