//! Programs of the reader's own.

use crate::config::{Opener, Pipe};

/// The programs that the settings name.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::run) struct Programs {
    pub(in crate::run) browser: Option<Vec<String>>,
    pub(in crate::run) openers: Vec<Opener>,
    pub(in crate::run) pipe: Option<Pipe>,
}
