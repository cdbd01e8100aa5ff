//! How a command ends that could not do what it was asked: one sentence and an exit status.

use std::{fmt, io};

use crate::{
    config::ConfigError,
    fetch::{FetchError, SourceError},
    model::{Clean, NoLiveBlog},
    store::StoreError,
};

/// Why a command stopped.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The source could not be fetched or read.
    #[error("{}", or_later(.0, .0.is_passing()))]
    Source(#[from] FetchError),
    /// The host asked to be left alone, so it was not asked.
    #[error("{host} asked not to be contacted before {until}; try again then.")]
    Waits {
        /// The host.
        host: Clean,
        /// Until when, on the reader's clock.
        until: String,
    },
    /// The argument names no source.
    #[error("{0}")]
    Argument(#[from] SourceError),
    /// The history cannot do what was asked.
    #[error("{}", or_later(.0, .0.is_passing()))]
    History(#[from] StoreError),
    /// The history does not know the source.
    #[error("{0}")]
    Unknown(String),
    /// The command line asks for what cannot be.
    #[error("{0}")]
    Usage(String),
    /// The settings are wrong.
    #[error("{0}")]
    Config(#[from] ConfigError),
    /// The source was read, and it holds no live blog.
    #[error("{name}: {none}{}", led_to(none))]
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
    /// The system grants too little; one sentence.
    #[error("{0}")]
    Scarce(&'static str),
    /// The log file cannot be written.
    #[error("Cannot write the log file {path}: {error}.")]
    Log {
        /// The file.
        path: String,
        /// The system's words.
        error: io::Error,
    },
    /// The terminal does not work.
    #[error("The terminal failed: {0}.")]
    Terminal(#[source] io::Error),
    /// It was told already; the exit status.
    #[error("it was told")]
    Told(u8),
    /// A signal ended it; its number.
    #[error("ended by signal {0}")]
    Signal(i32),
}

/// Adds what to do about a failure that passes: the command ends, and nobody else tries again.
fn or_later(error: &dyn fmt::Display, is_passing: bool) -> String {
    let words = error.to_string();
    match words.strip_suffix('.') {
        Some(sentence) if is_passing => format!("{sentence}; try again later."),
        _ => words,
    }
}

/// Says which live blogs a page links to.
fn led_to(none: &NoLiveBlog) -> String {
    match none.leads.as_slice() {
        [] => String::new(),
        [lead] => format!(" It links to a live blog: {}", lead.url),
        [lead, rest @ ..] => format!(
            " It links to {} live blogs, the first {}; newswire discover lists them.",
            rest.len() + 1,
            lead.url
        ),
    }
}

impl Failure {
    /// Returns the exit status of the contract; a reader that closed its end of the pipe has what it wanted.
    pub(super) fn status(&self) -> u8 {
        match self {
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
            Self::Source(_)
            | Self::Waits { .. }
            | Self::Argument(_)
            | Self::History(_)
            | Self::Unknown(_)
            | Self::Output(_)
            | Self::Start(_)
            | Self::Scarce(_)
            | Self::Terminal(_)
            | Self::Log { .. } => 1,
            Self::Signal(number) => u8::try_from(128 + number).unwrap_or(1),
            Self::Told(status) => *status,
            Self::Usage(_) | Self::Config(_) => 2,
            Self::NoLiveBlog { .. } => 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_is_for_whoever_typed_the_command_to_try_again() {
        let host = || Clean::line("post.example");
        for (error, words) in [
            (
                FetchError::TimedOut { host: host() },
                "post.example did not answer in time; try again later.",
            ),
            (
                FetchError::status(host(), 503, None),
                "post.example answered 503: a server error; try again later.",
            ),
            (
                FetchError::status(host(), 404, None),
                "post.example answered 404: there is no such page; check the address.",
            ),
        ] {
            assert_eq!(Failure::from(error).to_string(), words);
        }
        let locked = Failure::from(StoreError::Busy).to_string();
        assert!(
            locked.ends_with("keeps it locked; try again later."),
            "{locked}"
        );
    }
}
