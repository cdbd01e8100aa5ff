//! Settings that can be taken over while the reader is open.

use super::{look, programs::Programs, setup, terminal};
use crate::{
    app::Settings,
    config::{Config, ConfigError, Places},
    ui::{Theme, background::Background, pictures::Graphics},
};

/// All that can be taken over without starting anew.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Changeable {
    pub(super) theme: Theme,
    pub(super) settings: Settings,
    pub(super) programs: Programs,
    pub(super) graphics: Option<Graphics>,
}

impl Changeable {
    /// Takes out of the settings what can change.
    ///
    /// # Errors
    /// Says what is wrong with the theme.
    pub(super) fn of(
        config: &Config,
        places: &Places,
        background: Option<Background>,
    ) -> Result<Self, ConfigError> {
        let graphics = look::graphics(config, &setup::variable, terminal::cell());
        Ok(Self {
            graphics,
            theme: look::theme(config, &setup::variable, places, background)?,
            settings: Settings {
                keys: config.keys.clone(),
                zone: config.zone,
                measure: config.measure,
                reduced_motion: config.reduced_motion,
                pictures: graphics.is_some(),
            },
            programs: Programs {
                browser: config.browser.clone(),
                openers: config.openers.clone(),
                pipe: config.pipe.clone(),
            },
        })
    }
}
