//! The reader's own recipes, files in the folder `sites` beside the settings, and those that come with the program.
//!
//! A recipe that is wrong is left out and told of; none ends the program.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
    sync::LazyLock,
};

use crate::{
    config::Places,
    model::Clean,
    source::{Problem, Recipe, Recipes},
};

/// Most bytes of a recipe.
const BYTES: u64 = 64 * 1024;
/// Most recipes in the folder.
const FILES: usize = 200;

/// The recipes of this run.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The reader's own, then those of the program: for one host the reader's own count.
    pub(super) recipes: Recipes,
    /// Why some of the reader's own were left out.
    pub(super) problems: Vec<Problem>,
}

/// Returns the recipes of this run; the first call reads the folder.
pub(super) fn known() -> &'static Known {
    static KNOWN: LazyLock<Known> = LazyLock::new(|| {
        let places = Places::of_system();
        let known = places.sites.as_deref().map(load).unwrap_or_default();
        for problem in &known.problems {
            tracing::warn!("{problem}");
        }
        Known {
            recipes: known.recipes.then(Recipes::built_in()),
            ..known
        }
    });
    &KNOWN
}

/// Reads one recipe.
///
/// # Errors
/// Names all that is wrong with it.
pub(super) fn read(path: &Path) -> Result<Recipe, Vec<Problem>> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let name = name.to_string_lossy();
    let text = text(path).map_err(|why| vec![unreadable(&name, &why)])?;
    Recipe::parse(&name, &text)
}

/// Reads the recipes of a folder in the order of their names; a folder that is not there is empty.
fn load(folder: &Path) -> Known {
    let mut known = Known::default();
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return known,
        Err(error) => {
            let problem = unreadable(&folder.to_string_lossy(), &sentence(&error));
            known.problems.push(problem);
            return known;
        }
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut paths: Vec<_> = paths.filter(|path| is_recipe(path)).collect();
    paths.sort();
    for left_out in paths.split_off(paths.len().min(FILES)) {
        let name = left_out.file_name().unwrap_or_default();
        let why = format!("there are more than {FILES} of them");
        known
            .problems
            .push(unreadable(&name.to_string_lossy(), &why));
    }
    let mut recipes = Vec::new();
    for path in &paths {
        match read(path) {
            Ok(recipe) => recipes.push(recipe),
            Err(problems) => known.problems.extend(problems),
        }
    }
    known.recipes = recipes.into_iter().collect();
    known
}

/// Tells whether a file's name is a recipe's; hidden ones are editors' own.
fn is_recipe(path: &Path) -> bool {
    let hidden = path
        .file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with('.'));
    !hidden && path.extension().is_some_and(|end| end == "toml")
}

fn text(path: &Path) -> Result<String, String> {
    let kind = fs::metadata(path).map_err(|error| sentence(&error))?;
    if !kind.is_file() {
        // Opening a pipe waits for somebody at its other end, perhaps for ever.
        return Err("it is no file".to_owned());
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| sentence(&error))?;
    if bytes.len() as u64 > BYTES {
        return Err("it is longer than 64 KiB".to_owned());
    }
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())
}

fn sentence(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "its permissions do not allow to read it".to_owned(),
        _ => error.to_string(),
    }
}

fn unreadable(name: &str, why: &str) -> Problem {
    Problem {
        file: Clean::line(name),
        line: None,
        what: Clean::line(why),
    }
}

#[cfg(test)]
mod tests;
