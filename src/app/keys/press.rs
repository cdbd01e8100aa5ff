//! A key press on its way through the screens.

use super::{Action, Code, Key, Keymap};

/// A key press, as one screen understands it.
#[derive(Debug, Clone, Copy)]
pub(in crate::app) struct Press {
    /// The key; nothing where the action was chosen in another way.
    pub(in crate::app) key: Option<Key>,
    /// What it does on the screen, where it does something.
    pub(in crate::app) action: Option<Action>,
}

impl Press {
    /// Looks a key up in keymaps, the first that knows it.
    pub(in crate::app) fn new(key: Key, keymaps: &[&Keymap]) -> Self {
        Self {
            key: Some(key),
            action: keymaps.iter().find_map(|keymap| keymap.action(key)),
        }
    }

    /// Returns the character that the key types where it does nothing else.
    pub(in crate::app) fn text(self) -> Option<char> {
        match self.key?.code {
            Code::Char(c) if self.action.is_none() && self.key?.is_text() => Some(c),
            _ => None,
        }
    }

    /// Returns the digit that the key types.
    pub(in crate::app) fn digit(self) -> Option<char> {
        self.text().filter(char::is_ascii_digit)
    }
}

impl From<Action> for Press {
    fn from(action: Action) -> Self {
        Self {
            key: None,
            action: Some(action),
        }
    }
}
