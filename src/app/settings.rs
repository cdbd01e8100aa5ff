//! What the reader may change while the program runs.

use super::{alert::Alerting, keys::Bindings};
use crate::{
    layout::MEASURE,
    model::{Clean, Zone},
};

/// Settings of the screens; they come with [`super::Msg::Settings`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The reader's own keys.
    pub keys: Bindings,
    /// The zone that times are shown in.
    pub zone: Zone,
    /// The most columns of a line of text.
    pub measure: u16,
    /// Nothing is lit for a moment and then not any more.
    pub reduced_motion: bool,
    /// The terminal shows pictures, and the reader wants to see them.
    pub pictures: bool,
    /// The themes that can be chosen; none where the terminal is to have no colours.
    pub themes: Vec<Clean>,
    /// What the reader is alerted to, and when.
    pub alerts: Alerting,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            keys: Bindings::default(),
            zone: Zone::default(),
            measure: MEASURE,
            reduced_motion: false,
            pictures: false,
            themes: Vec::new(),
            alerts: Alerting::default(),
        }
    }
}
