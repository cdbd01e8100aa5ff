//! Themes by name: those that are built in, and the reader's own, files in the folder `themes` beside the settings.

use std::{fs, iter, path::PathBuf};

use super::{ConfigError, Places, Problems, text};
use crate::{suggestion, ui::Theme};

/// The name that leaves the choice to the program.
pub const AUTO: &str = "auto";

/// Returns the file that a name of the reader's own stands for.
pub(super) fn path(name: &str, places: &Places) -> Option<PathBuf> {
    // A name is no path: it cannot lead out of the folder.
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ' | '.');
    let is_name = name.chars().all(plain) && !name.starts_with('.');
    let folder = places.themes.as_deref().filter(|_| is_name)?;
    Some(folder.join(format!("{name}.toml")))
}

/// Says why there is no theme of a name, where there is none.
pub(super) fn check(name: &str, places: &Places) -> Result<(), String> {
    let is_there = name == AUTO
        || Theme::names().contains(&name)
        || path(name, places).is_some_and(|path| path.exists());
    if is_there {
        return Ok(());
    }
    Err(suggestion::of_names("theme", name, &names(places)))
}

/// Names all themes, the one first that leaves the choice to the program.
pub fn names(places: &Places) -> Vec<String> {
    let built_in = Theme::names().map(str::to_owned).into_iter();
    let mut names: Vec<String> = iter::once(AUTO.to_owned()).chain(built_in).collect();
    names.extend(own(places));
    names
}

/// Returns the theme of a name: the reader's own before a built-in one.
///
/// # Errors
/// Says what is wrong with the reader's own, or that there is no such theme.
pub fn load(name: &str, places: &Places) -> Result<Theme, ConfigError> {
    if let Some(path) = path(name, places).filter(|path| path.exists()) {
        let text = text::read(&path, true)?;
        return Theme::parse(&text).map_err(|faults| {
            let faults = faults.into_iter().map(|fault| (fault.at, fault.what));
            let problems = Problems::of(&text, faults.collect());
            ConfigError::Invalid { path, problems }
        });
    }
    let missing = || check(name, places).err().unwrap_or_default();
    Theme::built_in(name).ok_or_else(|| ConfigError::Theme(missing()))
}

/// The names of the reader's own themes.
pub(super) fn own(places: &Places) -> Vec<String> {
    let folder = places.themes.as_deref().map(fs::read_dir);
    let entries = folder.and_then(Result::ok).into_iter().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let is_theme = path.extension().is_some_and(|e| e == "toml");
            let name = path.file_stem().filter(|_| is_theme)?;
            name.to_str().map(str::to_owned)
        })
        .collect();
    names.sort();
    names
}
