//! Programs of the reader's own.

use crate::config::{Opener, Pipe};

/// The programs that the settings name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Programs {
    pub(super) browser: Option<Vec<String>>,
    pub(super) openers: Vec<Opener>,
    pub(super) pipe: Option<Pipe>,
}
