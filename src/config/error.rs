//! What can be wrong with the settings, for the reader.

use std::{fmt, path::PathBuf};

use crate::{
    model::{Clean, Position, Positions},
    suggestion::{self, Complaint},
};

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
        /// What is wrong.
        problems: Problems,
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

/// What is wrong with a settings file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems {
    /// The first problems in the order of the lines.
    pub told: Vec<Problem>,
    /// How many more there are.
    pub more: usize,
}

impl Problems {
    /// Names what is wrong with a text by its lines; each stands at a byte of it.
    pub(super) fn of(text: &str, wrong: Vec<(usize, Complaint)>) -> Self {
        let (first, more) = suggestion::first(wrong);
        let mut positions = Positions::of(text);
        let told = first.into_iter().map(|(byte, what)| {
            let Position { line, column } = positions.at(byte);
            let what = Clean::line(&what.to_string());
            Problem { line, column, what }
        });
        Self {
            told: told.collect(),
            more,
        }
    }

    /// Returns how many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.told.len() + self.more
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, what } = self;
        write!(f, "line {line}, column {column}: {what}")
    }
}

fn first(problems: &Problems) -> String {
    match (problems.told.first(), problems.count()) {
        (None, _) => "which are wrong".to_owned(),
        (Some(one), 1) => one.to_string(),
        (Some(one), count) => format!("{one} (and {} more: see newswire config check)", count - 1),
    }
}
