//! How a command ends that could not do what it was asked: one sentence and an exit status.

use std::io;

use super::reading::ReadError;
use crate::{config::ConfigError, model::NoLiveBlog};

/// Why a command stopped.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The source could not be fetched or read.
    #[error("{0}")]
    Source(#[from] ReadError),
    /// The command line asks for what cannot be.
    #[error("{0}")]
    Usage(String),
    /// The settings are wrong.
    #[error("{0}")]
    Config(#[from] ConfigError),
    /// The source was read, and it holds no live blog.
    #[error("{name}: {none}")]
    NoLiveBlog {
        /// The source, as it may be shown.
        name: String,
        /// What the page is instead.
        none: NoLiveBlog,
    },
    /// Standard output does not take any more.
    #[error("Cannot write to standard output: {0}.")]
    Output(#[from] io::Error),
    /// The system has no thread, timer or signal left for the program.
    #[error("Cannot start: {0}.")]
    Start(#[source] io::Error),
    /// The log file cannot be written.
    #[error("Cannot write the log file {path}: {error}.")]
    Log {
        /// The file.
        path: String,
        /// The system's words.
        error: io::Error,
    },
    /// The program was built without this part.
    #[error("This build of newswire has no {0}.")]
    NotBuilt(&'static str),
}

impl Failure {
    /// Returns the exit status of the contract; a reader that closed its end of the pipe has what it wanted.
    pub(super) fn status(&self) -> u8 {
        match self {
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
            Self::Source(_)
            | Self::Output(_)
            | Self::Start(_)
            | Self::Log { .. }
            | Self::NotBuilt(_) => 1,
            Self::Usage(_) | Self::Config(_) => 2,
            Self::NoLiveBlog { .. } => 3,
        }
    }
}
