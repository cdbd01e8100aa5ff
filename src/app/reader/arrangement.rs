//! How the reader arranged the panes.

use crate::layout::{Focus, Panes};

/// How the panes share the screen, as far as that does not follow from its size.
#[derive(Debug)]
pub(super) struct Arrangement {
    /// The reading pane has the screen for itself while it is in front.
    pub(super) zen: bool,
    /// The pane that was in front before that.
    pub(super) before_zen: Focus,
    /// How much of a wide screen the timeline takes, in percent.
    pub(super) share: u8,
    /// The most columns of a line of text.
    pub(super) measure: u16,
    /// Nothing is lit for a moment and then not any more.
    pub(super) still: bool,
    /// The divider is being drawn with the mouse.
    pub(super) dragging: bool,
}

impl Default for Arrangement {
    fn default() -> Self {
        let Panes {
            zen,
            share,
            measure,
            focus,
            overview: _,
            newest_below: _,
        } = Panes::default();
        Self {
            zen,
            before_zen: focus,
            share,
            measure,
            still: false,
            dragging: false,
        }
    }
}
