//! Settings that change while the reader is open: the files are looked at now and then, off the loop.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use tokio::{
    sync::mpsc,
    time::{MissedTickBehavior, interval},
};

use super::{look, outside::Programs, reader::Event, setup, terminal};
use crate::{
    app::Settings,
    cli::Global,
    config::{self, Config, ConfigError, Places},
    model::Clean,
    ui::{Theme, pictures::Graphics},
};

/// How often the files are looked at.
const EVERY: Duration = Duration::from_secs(2);

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
    pub(super) fn of(config: &Config, places: &Places) -> Result<Self, ConfigError> {
        let graphics = look::graphics(config, &setup::variable, terminal::cell());
        Ok(Self {
            graphics,
            theme: look::theme(config, &setup::variable, places)?,
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

/// Tells the loop when the settings or the theme changed, and what is wrong with them where something is.
pub(super) fn watch(global: Global, sender: mpsc::Sender<Event>) {
    tokio::spawn(async move {
        let mut known = stamps(&global).await;
        let mut clock = interval(EVERY);
        clock.set_missed_tick_behavior(MissedTickBehavior::Skip);
        loop {
            clock.tick().await;
            let found = stamps(&global).await;
            if found == known {
                continue;
            }
            known = found;
            let global = global.clone();
            let read = tokio::task::spawn_blocking(move || read(&global)).await;
            let Ok(read) = read else { return };
            if sender
                .send(Event::Changed(read.map(Box::new)))
                .await
                .is_err()
            {
                return;
            }
        }
    });
}

/// When a file was last changed and how long it is; `None` where it cannot be seen.
type Stamp = Option<(SystemTime, u64)>;

async fn stamps(global: &Global) -> Vec<(Stamp, PathBuf)> {
    let global = global.clone();
    let look = move || {
        let files = config::files(&global, &setup::variable, &Places::of_system());
        files.into_iter().map(|path| (stamp(&path), path)).collect()
    };
    tokio::task::spawn_blocking(look).await.unwrap_or_default()
}

fn stamp(path: &Path) -> Stamp {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// Reads the settings anew; one sentence where they cannot be used.
fn read(global: &Global) -> Result<Changeable, Clean> {
    let config = setup::settings(global);
    let read = config.and_then(|config| Changeable::of(&config, &Places::of_system()));
    read.map_err(|error| Clean::line(&format!("{error} What counted before still does.")))
}
