//! Where the window hangs on the timeline, which way round it is, and what waits so that nothing moves.

use std::sync::Arc;

use crate::model::{Entry, EntryId};

/// Which end of the timeline stands on top.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The newest update on top, as newsrooms publish.
    #[default]
    NewestFirst,
    /// The oldest on top, as it happened.
    OldestFirst,
}

/// A change that waits until it moves nothing under the reader's eyes.
#[derive(Debug, Clone)]
pub(in crate::app) enum Held {
    /// An update that is not shown yet.
    Arrival,
    /// An update that is still shown as it was.
    Revision(Arc<Entry>),
}

/// What hangs the window on the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) struct Anchor {
    pub(in crate::app) id: EntryId,
    /// A byte in the update's text.
    pub(in crate::app) byte: u32,
    /// How many rows of the window lie above the row with that byte.
    pub(in crate::app) lead: u16,
}
