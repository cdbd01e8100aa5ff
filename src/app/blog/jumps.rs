//! The way back from a jump: which update was selected before, which page was read behind it, and where it led.

use std::sync::Arc;

use super::{Followed, View, pane::Page};
use crate::{layout::Focus, model::EntryId};

/// Most jumps that are remembered.
const MOST: usize = 100;

/// Where jumps began, and where those led that were taken back.
#[derive(Debug, Default)]
pub(super) struct Jumps {
    back: Vec<Spot>,
    ahead: Vec<Spot>,
}

/// An update, the page that was read behind it, and which pane was in front.
#[derive(Debug, Clone)]
struct Spot {
    update: EntryId,
    page: Option<Arc<Page>>,
    focus: Focus,
}

impl Spot {
    /// Tells whether the same is read in both.
    fn is(&self, other: &Self) -> bool {
        let page = |spot: &Self| spot.page.as_ref().map(Arc::as_ptr);
        self.update == other.update && page(self) == page(other)
    }
}

impl Followed {
    /// Remembers where a jump begins. What lay ahead is dropped.
    pub(in crate::app) fn begin_jump(&mut self, focus: Focus) {
        let Some(here) = self.spot(focus) else {
            return;
        };
        let Jumps { back, ahead } = &mut self.jumps;
        ahead.clear();
        if !back.last().is_some_and(|last| last.is(&here)) {
            back.push(here);
        }
        back.drain(..back.len().saturating_sub(MOST));
    }

    /// Goes back to where the last jump began, or on again; returns the pane that was in front there, nothing where
    /// there is no such place that is shown.
    pub(in crate::app) fn jump(&mut self, forth: bool, focus: Focus, view: View) -> Option<Focus> {
        let here = self.spot(focus);
        loop {
            let Jumps { back, ahead } = &mut self.jumps;
            let (from, other) = if forth { (ahead, back) } else { (back, ahead) };
            let to = from.pop()?;
            let is_here = here.as_ref().is_some_and(|here| here.is(&to));
            if is_here || !self.window.shows(&self.feed, &to.update) {
                continue;
            }
            other.extend(here);
            self.at(view).select(to.update);
            self.show_page(to.page);
            return Some(to.focus);
        }
    }

    fn spot(&self, focus: Focus) -> Option<Spot> {
        Some(Spot {
            update: self.selected()?.clone(),
            page: self.linked_page().map(Arc::clone),
            focus,
        })
    }
}
