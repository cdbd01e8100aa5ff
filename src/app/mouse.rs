//! What the mouse did.

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
