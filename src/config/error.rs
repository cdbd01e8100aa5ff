//! What can be wrong with the settings, for the reader.

use std::{fmt, path::PathBuf};

use crate::model::{Clean, Position, Positions};

/// Why the settings cannot be used; one sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("The settings cannot be read, {why}: {}.", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is the matter, without a full stop.
        why: String,
    },
    /// The file can be read and is wrong; there is at least one problem.
    #[error("Cannot use the settings in {}, {}.", .path.display(), first(.problems))]
    Invalid {
        /// The file.
        path: PathBuf,
        /// What is wrong, in the order of the lines.
        problems: Vec<Problem>,
    },
    /// The command line names a theme that is not there.
    #[error("Cannot use the theme that --theme names: {0}.")]
    Theme(String),
    /// An environment variable is wrong.
    #[error("Cannot use the environment variable {name}: {why}.")]
    Variable {
        /// The variable.
        name: &'static str,
        /// What is the matter, without a full stop.
        why: String,
    },
}

/// One thing that is wrong with a settings file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1 in characters.
    pub column: usize,
    /// What is the matter, without a full stop; may repeat words of the file.
    pub what: Clean,
}

impl Problem {
    /// Names all that is wrong with a text by its lines, in their order; each stands at a byte of it.
    pub(super) fn all(text: &str, mut wrong: Vec<(usize, String)>) -> Vec<Self> {
        wrong.sort_by_key(|(byte, _)| *byte);
        let mut positions = Positions::of(text);
        let wrong = wrong.into_iter().map(|(byte, what)| {
            let Position { line, column } = positions.at(byte);
            let what = Clean::line(&what);
            Self { line, column, what }
        });
        wrong.collect()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, what } = self;
        write!(f, "line {line}, column {column}: {what}")
    }
}

fn first(problems: &[Problem]) -> String {
    match problems {
        [] => "which are wrong".to_owned(),
        [one] => one.to_string(),
        [one, rest @ ..] => format!("{one} (and {} more: see newswire config check)", rest.len()),
    }
}
