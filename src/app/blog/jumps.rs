//! The way back from a jump: which update was selected before, and where it led.

use super::{Followed, View};
use crate::model::EntryId;

/// Most jumps that are remembered.
const MOST: usize = 100;

/// The updates that jumps began at, and those that the way back left.
#[derive(Debug, Default)]
pub(super) struct Jumps {
    back: Vec<EntryId>,
    ahead: Vec<EntryId>,
}

impl Followed {
    /// Remembers where a jump begins. What lay ahead is dropped.
    pub(in crate::app) fn begin_jump(&mut self) {
        let Some(here) = self.selected.clone() else {
            return;
        };
        self.jumps.ahead.clear();
        if self.jumps.back.last() != Some(&here) {
            self.jumps.back.push(here);
        }
        let over = self.jumps.back.len().saturating_sub(MOST);
        self.jumps.back.drain(..over);
    }

    /// Goes back to where the last jump began, or on again; `false` where there is no such place that is shown.
    pub(in crate::app) fn jump(&mut self, forth: bool, view: View) -> bool {
        let here = self.selected.clone();
        loop {
            let from = if forth {
                &mut self.jumps.ahead
            } else {
                &mut self.jumps.back
            };
            let Some(to) = from.pop() else {
                return false;
            };
            if Some(&to) == here.as_ref() || self.listing(view).position(&to).is_none() {
                continue;
            }
            let other = if forth {
                &mut self.jumps.back
            } else {
                &mut self.jumps.ahead
            };
            other.extend(here);
            self.select(to, view);
            return true;
        }
    }
}
