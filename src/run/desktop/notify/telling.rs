//! How the reader is told, as the settings say.

use crate::config::AlertChannel;

/// What the settings say of how the reader is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::run) struct Telling {
    pub(in crate::run) way: AlertChannel,
    /// The words of a command that is given every update.
    pub(in crate::run) command: Option<Vec<String>>,
}
