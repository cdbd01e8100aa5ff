//! What the mouse did.

use crate::layout::Area;

/// How many rows the wheel turns.
const WHEEL: isize = 3;

/// What the mouse did, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// The column.
    pub x: u16,
    /// The row.
    pub y: u16,
    /// What it did.
    pub kind: MouseKind,
}

impl Mouse {
    /// Returns the first of `count` items that is to be on a screen of `seen`, where the mouse is on the scrollbar in an
    /// area's last column.
    pub(super) fn on_scrollbar(self, area: Area, count: usize, seen: usize) -> Option<usize> {
        let is_there = area.contains(self.x, self.y) && self.x + 1 == area.x + area.width;
        let is_held = matches!(self.kind, MouseKind::Click | MouseKind::Drag);
        if !is_there || !is_held || count <= seen {
            return None;
        }
        let (row, last) = (usize::from(self.y - area.y), usize::from(area.height - 1));
        let top = (count - seen) * row;
        Some(top.checked_div(last).unwrap_or(0))
    }
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button went down.
    Click,
    /// It moved while the left button was down.
    Drag,
    /// The wheel turned up.
    WheelUp,
    /// The wheel turned down.
    WheelDown,
}

impl MouseKind {
    /// Returns how many rows the wheel turned, down where positive; `None` where it was not the wheel.
    pub(super) fn turned(self) -> Option<isize> {
        match self {
            Self::WheelDown => Some(WHEEL),
            Self::WheelUp => Some(-WHEEL),
            Self::Click | Self::Drag => None,
        }
    }
}
