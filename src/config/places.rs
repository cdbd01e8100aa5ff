//! Where the system keeps settings and data (XDG Base Directory Specification 0.8).

use std::path::PathBuf;

use etcetera::{AppStrategy, AppStrategyArgs, app_strategy::Xdg};

/// The usual places; none of them need exist.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// The reader's home directory.
    pub home: Option<PathBuf>,
    /// The settings file.
    pub config_file: Option<PathBuf>,
    /// The directory of the reader's own recipes for single publishers.
    pub sites: Option<PathBuf>,
    /// The directory of the reader's own themes.
    pub themes: Option<PathBuf>,
    /// The directory of history and state.
    pub data_dir: Option<PathBuf>,
    /// The directory of what can be fetched again.
    pub cache_dir: Option<PathBuf>,
}

impl Places {
    /// Asks the system; all is `None` where it names no home directory.
    ///
    /// `XDG_CONFIG_HOME`, `XDG_DATA_HOME` and `XDG_CACHE_HOME` count only where they are absolute, as the specification
    /// demands.
    pub fn of_system() -> Self {
        let arguments = AppStrategyArgs {
            app_name: "newswire".to_owned(),
            ..AppStrategyArgs::default()
        };
        let Ok(xdg) = Xdg::new(arguments) else {
            return Self::default();
        };
        Self {
            home: Some(xdg.home_dir().to_owned()),
            config_file: Some(xdg.in_config_dir("config.toml")),
            sites: Some(xdg.in_config_dir("sites")),
            themes: Some(xdg.in_config_dir("themes")),
            data_dir: Some(xdg.data_dir()),
            cache_dir: Some(xdg.cache_dir()),
        }
    }
}
