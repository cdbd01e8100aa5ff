//! The settings that count: defaults, then the file, then the environment, then the command line.
//!
//! What comes out is typed and valid. Knows nothing of what the settings do.

mod alerts;
mod charset;
mod document;
mod error;
mod file;
mod history;
mod keys;
mod pictures;
mod places;
mod programs;
mod text;
pub mod themes;

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    time::Duration,
};

pub use alerts::{AlertChannel, Alerts};
pub use charset::Charset;
pub use error::{ConfigError, Problem, Problems};
pub use pictures::PictureChoice;
pub use places::Places;
pub use programs::{Opener, Pipe, PipeFormat};

use crate::{app::keys::Bindings, cli::Global, duration, layout::MEASURE, model::Zone};
use file::Settings;

/// Looks up an environment variable; empty ones count as not set.
pub type Environment<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// All settings, as they count for this run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// How often to ask for updates; `None` leaves the pace to the blog.
    pub interval: Option<Duration>,
    /// Who to write to about our requests, as it stands in the `User-Agent`.
    pub contact: Option<String>,
    /// The theme's name; `None` leaves the choice to the program.
    pub theme: Option<String>,
    /// Where history and state are kept; `None` where the system names no home directory.
    pub data_dir: Option<PathBuf>,
    /// Whether anything is kept on disk.
    pub history: bool,
    /// How old updates may become; `None` keeps them for ever.
    pub keep: Option<Duration>,
    /// How large the history may become, in bytes; `None` sets no limit.
    pub max_size: Option<u64>,
    /// The browser's words, the program first; `None` for the system's choice.
    pub browser: Option<Vec<String>>,
    /// Programs for addresses of some hosts or kinds, in the place of the browser.
    pub openers: Vec<Opener>,
    /// The program that updates are piped to; `None` where none was named.
    pub pipe: Option<Pipe>,
    /// What the reader is alerted to, and how.
    pub alerts: Alerts,
    /// The clock that times are shown on.
    pub zone: Zone,
    /// What the screen may be drawn with.
    pub glyphs: Charset,
    /// The most columns of a line of text.
    pub measure: u16,
    /// Whether nothing is lit for a moment.
    pub reduced_motion: bool,
    /// Whether and how pictures are shown.
    pub pictures: PictureChoice,
    /// The reader's own keys.
    pub keys: Bindings,
}

impl Config {
    /// Returns what counts where nothing is set.
    pub fn defaults(places: &Places) -> Self {
        Self {
            interval: None,
            contact: None,
            theme: None,
            data_dir: places.data_dir.clone(),
            history: true,
            keep: None,
            max_size: None,
            browser: None,
            openers: Vec::new(),
            pipe: None,
            alerts: Alerts::default(),
            zone: Zone::default(),
            glyphs: Charset::default(),
            measure: MEASURE,
            reduced_motion: false,
            pictures: PictureChoice::default(),
            keys: Bindings::default(),
        }
    }

    /// Takes all layers together.
    ///
    /// # Errors
    /// Says what is wrong with the file or the environment; the command line was checked when it was parsed.
    pub fn load(
        global: &Global,
        environment: Environment,
        places: &Places,
    ) -> Result<Self, ConfigError> {
        let mut config = Self::defaults(places);
        if let Some(path) = path(global, environment, places) {
            // Only a file that somebody named has to be there.
            let named = is_named(global, environment);
            let text = text::read(&path, named)?;
            let settings = file::parse(&text, places).map_err(|problems| ConfigError::Invalid {
                path: path.clone(),
                problems,
            })?;
            config.take_file(settings);
        }
        config.take_environment(environment, places)?;
        config.take_arguments(global, places)?;
        config.theme.take_if(|name| name == themes::AUTO);
        Ok(config)
    }

    fn take_file(&mut self, settings: Settings) {
        self.interval = settings.interval.or(self.interval);
        self.contact = settings.contact.or(self.contact.take());
        self.theme = settings.theme.or(self.theme.take());
        self.data_dir = settings.data_dir.or(self.data_dir.take());
        self.history = settings.history.enabled.unwrap_or(self.history);
        self.keep = settings.history.keep.or(self.keep);
        self.max_size = settings.history.max_size.or(self.max_size);
        self.browser = settings.browser.or(self.browser.take());
        self.openers = settings.openers;
        self.pipe = settings.pipe;
        self.alerts = settings.alerts;
        self.zone = settings.zone.unwrap_or(self.zone);
        self.glyphs = settings.glyphs.unwrap_or(self.glyphs);
        self.measure = settings.measure.unwrap_or(self.measure);
        self.reduced_motion = settings.reduced_motion.unwrap_or(self.reduced_motion);
        self.pictures = settings.pictures.unwrap_or(self.pictures);
        if let Some(keys) = settings.keys {
            self.keys = keys;
        }
    }

    fn take_environment(
        &mut self,
        environment: Environment,
        places: &Places,
    ) -> Result<(), ConfigError> {
        let text = |name: &'static str| match environment(name) {
            Some(value) => value
                .into_string()
                .map(Some)
                .map_err(|_| ConfigError::Variable {
                    name,
                    why: "it is not UTF-8".to_owned(),
                }),
            None => Ok(None),
        };
        if let Some(interval) = text("NEWSWIRE_INTERVAL")? {
            let interval =
                duration::parse_interval(&interval).map_err(|why| ConfigError::Variable {
                    name: "NEWSWIRE_INTERVAL",
                    why,
                })?;
            self.interval = Some(interval);
        }
        if let Some(name) = text("NEWSWIRE_THEME")? {
            themes::check(&name, places).map_err(|why| ConfigError::Variable {
                name: "NEWSWIRE_THEME",
                why,
            })?;
            self.theme = Some(name);
        }
        self.data_dir = environment("NEWSWIRE_DATA_DIR")
            .map(PathBuf::from)
            .or(self.data_dir.take());
        Ok(())
    }

    fn take_arguments(&mut self, global: &Global, places: &Places) -> Result<(), ConfigError> {
        self.interval = global.interval.or(self.interval);
        if let Some(name) = &global.theme {
            themes::check(name, places).map_err(ConfigError::Theme)?;
            self.theme = Some(name.clone());
        }
        self.data_dir = global.data_dir.clone().or(self.data_dir.take());
        self.history &= !global.no_history;
        Ok(())
    }

    /// Writes the settings as a file that sets the same and explains them; what has no value is an example.
    pub fn to_toml(&self) -> String {
        let mut table = toml::Table::new();
        let mut set = |key: &str, value: Option<toml::Value>| {
            if let Some(value) = value {
                table.insert(key.to_owned(), value);
            }
        };
        set(
            "interval",
            self.interval
                .map(|interval| duration::format(interval).into()),
        );
        set("contact", self.contact.as_deref().map(toml::Value::from));
        let theme = self.theme.as_deref().unwrap_or(themes::AUTO);
        set("theme", Some(theme.into()));
        set("glyphs", Some(self.glyphs.word().into()));
        set("measure", Some(i64::from(self.measure).into()));
        set("reduced_motion", Some(self.reduced_motion.into()));
        set("pictures", Some(self.pictures.word().into()));
        set("keys", Some(keys::table(&self.keys).into()));
        let data_dir = self.data_dir.as_deref().map(Path::to_string_lossy);
        set("data_dir", data_dir.map(|dir| dir.as_ref().into()));
        let mut history = toml::Table::new();
        history.insert("enabled".to_owned(), self.history.into());
        if let Some(keep) = self.keep {
            history.insert("keep".to_owned(), history::keep_words(keep).into());
        }
        if let Some(bytes) = self.max_size {
            history.insert("max_size".to_owned(), history::size_words(bytes).into());
        }
        set("history", Some(history.into()));
        set("browser", self.browser.clone().map(Into::into));
        let openers = self.openers.iter().map(|opener| {
            let command: toml::Value = opener.command.clone().into();
            (opener.what.clone(), command)
        });
        let openers: toml::Table = openers.collect();
        set("openers", (!openers.is_empty()).then(|| openers.into()));
        let pipe = self.pipe.as_ref().map(|pipe| {
            let mut table = toml::Table::new();
            table.insert("command".to_owned(), pipe.command.clone().into());
            table.insert("format".to_owned(), pipe.format.word().into());
            table.into()
        });
        set("pipe", pipe);
        set("alerts", Some(self.alerts.table().into()));
        set("zone", Some(zone_word(self.zone).into()));
        document::fill(&table)
    }
}

/// Returns the settings file's path: the one that was named, else the usual one.
pub fn path(global: &Global, environment: Environment, places: &Places) -> Option<PathBuf> {
    global
        .config
        .clone()
        .or_else(|| environment("NEWSWIRE_CONFIG").map(PathBuf::from))
        .or_else(|| places.config_file.clone())
}

/// Returns what is wrong with the settings file; nothing where it is right, or missing and not named.
///
/// # Errors
/// Says why the file cannot be read.
pub fn check(
    global: &Global,
    environment: Environment,
    places: &Places,
) -> Result<Problems, ConfigError> {
    let Some(path) = path(global, environment, places) else {
        return Ok(Problems::default());
    };
    let text = text::read(&path, is_named(global, environment))?;
    Ok(file::parse(&text, places).err().unwrap_or_default())
}

/// Returns the files that settings and theme come from, whether they are there or not: the settings file, and the
/// themes of the reader's own.
pub fn files(global: &Global, environment: Environment, places: &Places) -> Vec<PathBuf> {
    let own = themes::own(places).into_iter();
    let own = own.filter_map(|name| themes::path(&name, places));
    path(global, environment, places)
        .into_iter()
        .chain(own)
        .collect()
}

fn is_named(global: &Global, environment: Environment) -> bool {
    global.config.is_some() || environment("NEWSWIRE_CONFIG").is_some()
}

fn zone_word(zone: Zone) -> &'static str {
    match zone {
        Zone::Local => "local",
        Zone::Utc => "utc",
        Zone::Publisher => "publisher",
    }
}

#[cfg(test)]
mod tests;
