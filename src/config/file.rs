//! The settings file: TOML, read to a limit, every problem named with its line.

use std::{
    ops::RangeInclusive,
    path::{Path, PathBuf},
    time::Duration,
};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    Alerts, Charset, Opener, PictureChoice, Pipe, Places, Problems, history::HistorySettings, keys,
    programs, themes,
};
use crate::{
    app::keys::Bindings,
    duration,
    model::{Clean, Zone},
    suggestion::{self, Complaint},
};

/// How many columns a line of text may have at most.
const MEASURES: RangeInclusive<u16> = 20..=400;
/// The settings there are.
const KEYS: [&str; 15] = [
    "alerts",
    "browser",
    "contact",
    "data_dir",
    "glyphs",
    "history",
    "interval",
    "keys",
    "measure",
    "openers",
    "pictures",
    "pipe",
    "reduced_motion",
    "theme",
    "zone",
];

/// What a file sets; `None` where it says nothing.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Settings {
    pub(super) interval: Option<Duration>,
    pub(super) contact: Option<String>,
    pub(super) theme: Option<String>,
    pub(super) data_dir: Option<PathBuf>,
    pub(super) history: HistorySettings,
    pub(super) browser: Option<Vec<String>>,
    pub(super) openers: Vec<Opener>,
    pub(super) pipe: Option<Pipe>,
    pub(super) alerts: Alerts,
    pub(super) zone: Option<Zone>,
    pub(super) glyphs: Option<Charset>,
    pub(super) measure: Option<u16>,
    pub(super) reduced_motion: Option<bool>,
    pub(super) pictures: Option<PictureChoice>,
    pub(super) keys: Option<Bindings>,
}

/// Parses a settings file; of `places`, the home directory is what `~/` stands for.
///
/// # Errors
/// Names all that is wrong, in the order of the lines.
pub(super) fn parse(text: &str, places: &Places) -> Result<Settings, Problems> {
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let what = format!("this is not TOML, {}", Clean::line(error.message()));
        Problems::of(text, vec![(at, what.into())])
    })?;
    let mut settings = Settings::default();
    let mut problems = Vec::new();
    for (key, value) in table.get_ref() {
        let (at, name) = (key.span().start, key.get_ref().as_ref());
        let section = match name {
            "history" => Some(settings.history.take(value.get_ref())),
            "openers" => Some(programs::openers(value.get_ref()).map(|o| settings.openers = o)),
            "alerts" => Some(Alerts::read(value.get_ref()).map(|alerts| settings.alerts = alerts)),
            "pipe" => Some(programs::pipe(value.get_ref()).map(|pipe| settings.pipe = pipe)),
            _ => None,
        };
        if let Some(wrong) = section {
            let wrong = wrong.err().unwrap_or_default().into_iter();
            let start = value.span().start;
            problems.extend(wrong.map(|(place, what)| (place.unwrap_or(start), what)));
            continue;
        }
        if name == "keys" {
            match keys::take(value) {
                Ok(bindings) => settings.keys = Some(bindings),
                Err(wrong) => problems.extend(wrong),
            }
            continue;
        }
        if !KEYS.contains(&name) {
            problems.push((at, suggestion::unknown("setting", name, KEYS)));
        } else if let Err(what) = settings.set(name, value, places) {
            problems.push((value.span().start, what));
        }
    }
    if problems.is_empty() {
        Ok(settings)
    } else {
        Err(Problems::of(text, problems))
    }
}

impl Settings {
    fn set(
        &mut self,
        key: &str,
        value: &Spanned<DeValue>,
        places: &Places,
    ) -> Result<(), Complaint> {
        let value = value.get_ref();
        let wrong = |expected: &str| format!("{key} must be {expected}");
        match key {
            "interval" => self.interval = Some(interval_value(value)?),
            "contact" => {
                let text = value.as_str().filter(|text| !text.trim().is_empty());
                let text = text.ok_or_else(|| wrong("an address in quotes"))?;
                self.contact = Some(text.to_owned());
            }
            "theme" => {
                let name = value.as_str().filter(|name| !name.is_empty());
                let name = name.ok_or_else(|| wrong("a name in quotes"))?;
                themes::check(name, places)?;
                self.theme = Some(name.to_owned());
            }
            "data_dir" => {
                let text = value.as_str();
                let expected = "an absolute path in quotes, or one that begins with ~/";
                let path = text.and_then(|text| directory(text, places.home.as_deref()));
                self.data_dir = Some(path.ok_or_else(|| wrong(expected))?);
            }
            "browser" => {
                let expected = "a list of words in quotes, the program first";
                let words = value.as_array().and_then(programs::words);
                self.browser = Some(words.ok_or_else(|| wrong(expected))?);
            }
            "zone" => {
                let zone = value.as_str().and_then(zone);
                let expected = "\"local\", \"utc\" or \"publisher\"";
                self.zone = Some(zone.ok_or_else(|| wrong(expected))?);
            }
            "glyphs" => {
                let charset = value.as_str().and_then(Charset::named);
                let expected = "\"auto\", \"unicode\" or \"ascii\"";
                self.glyphs = Some(charset.ok_or_else(|| wrong(expected))?);
            }
            "pictures" => {
                let choice = value.as_str().and_then(PictureChoice::named);
                let expected = "\"auto\", \"kitty\", \"iterm2\", \"sixel\", \"blocks\" or \"off\"";
                self.pictures = Some(choice.ok_or_else(|| wrong(expected))?);
            }
            "measure" => {
                let number = value
                    .as_integer()
                    .map(|number| number.as_str().parse::<u16>());
                let columns = number.and_then(Result::ok).filter(|n| MEASURES.contains(n));
                let expected = "a number of columns from 20 to 400";
                self.measure = Some(columns.ok_or_else(|| wrong(expected))?);
            }
            "reduced_motion" => {
                let reduced = value.as_bool();
                self.reduced_motion = Some(reduced.ok_or_else(|| wrong("true or false"))?);
            }
            // The sections are read by files of their own.
            _ => {}
        }
        Ok(())
    }
}

fn interval_value(value: &DeValue) -> Result<Duration, String> {
    let text = match value {
        DeValue::String(text) => text.as_ref(),
        // A plain number is seconds, as on the command line.
        DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
        _ => "",
    };
    duration::parse_interval(text).map_err(|why| format!("interval is not understood: {why}"))
}

fn directory(text: &str, home: Option<&Path>) -> Option<PathBuf> {
    match text.strip_prefix("~/") {
        Some(rest) => home.map(|home| home.join(rest)),
        None => Some(PathBuf::from(text)).filter(|path| path.is_absolute()),
    }
}

fn zone(word: &str) -> Option<Zone> {
    [Zone::Local, Zone::Utc, Zone::Publisher]
        .into_iter()
        .find(|zone| super::zone_word(*zone) == word)
}
