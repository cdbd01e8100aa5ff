//! How the reader arranged the panes.

use crate::layout::Panes;

/// How the panes share the screen, as far as that does not follow from its size.
#[derive(Debug)]
pub(super) struct Arrangement {
    /// The reading pane has the screen for itself while it is in front.
    pub(super) zen: bool,
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
            focus: _,
            overview: _,
            newest_below: _,
        } = Panes::default();
        Self {
            zen,
            share,
            measure,
            still: false,
            dragging: false,
        }
    }
}
