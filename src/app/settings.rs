//! What the reader may change while the program runs.

use super::keys::Bindings;
use crate::model::Zone;

/// Settings of the screens; they come with [`super::Msg::Settings`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The reader's own keys.
    pub keys: Bindings,
    /// The zone that times are shown in.
    pub zone: Zone,
    /// Nothing is lit for a moment and then not any more.
    pub reduced_motion: bool,
}
