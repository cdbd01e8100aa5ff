//! What can be wrong with a recipe, for the reader.

use std::fmt;

use crate::model::Clean;

/// One thing that is wrong with a recipe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The recipe's file.
    pub file: Clean,
    /// The line, counted from 1; `None` where the file cannot be read at all.
    pub line: Option<usize>,
    /// What is the matter, without a full stop.
    pub what: Clean,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The recipe {} cannot be used", self.file)?;
        match self.line {
            Some(line) => write!(f, ", line {line}: {}.", self.what),
            None => write!(f, ": {}.", self.what),
        }
    }
}
