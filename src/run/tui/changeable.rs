//! Settings that can be taken over while the reader is open.

use super::{appearance, terminal};
use crate::{
    app::{Settings, alert::Alerting},
    config::{AlertChannel, Config, ConfigError, Places},
    run::{
        desktop::{Programs, notify::Telling},
        settings,
    },
    ui::{Theme, background::Background, pictures::Graphics},
};

/// All that can be taken over without starting anew.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::run) struct Changeable {
    pub(in crate::run) theme: Theme,
    pub(in crate::run) settings: Settings,
    pub(in crate::run) programs: Programs,
    pub(in crate::run) telling: Telling,
    pub(in crate::run) graphics: Option<Graphics>,
}

impl Changeable {
    /// Takes out of the settings what can change.
    ///
    /// # Errors
    /// Says what is wrong with the theme.
    pub(in crate::run) fn of(
        config: &Config,
        places: &Places,
        background: Option<Background>,
    ) -> Result<Self, ConfigError> {
        let graphics = appearance::graphics(config, &settings::variable, terminal::cell());
        Ok(Self {
            graphics,
            theme: appearance::theme(config, &settings::variable, places, background)?,
            settings: Settings {
                keys: config.keys.clone(),
                zone: config.zone,
                measure: config.measure,
                reduced_motion: config.reduced_motion,
                pictures: graphics.is_some(),
                themes: appearance::themes(&settings::variable, places),
                alerts: Alerting {
                    off: config.alerts.to == AlertChannel::Off,
                    when: config.alerts.when,
                    quiet: config.alerts.quiet,
                    rules: config.alerts.rules.clone(),
                },
            },
            telling: Telling {
                way: config.alerts.to,
                command: config.alerts.command.clone(),
            },
            programs: Programs {
                browser: config.browser.clone(),
                openers: config.openers.clone(),
                pipe: config.pipe.clone(),
            },
        })
    }
}
