//! How a command ends that could not do what it was asked: one sentence and an exit status.

use std::io;

use super::input::InputError;
use crate::model::NoLiveBlog;

/// Why a command stopped.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The source could not be fetched or read.
    #[error("{0}")]
    Source(#[from] InputError),
    /// The source was read, and it holds no live blog.
    #[error("{0}")]
    NoLiveBlog(#[from] NoLiveBlog),
    /// Standard output does not take any more.
    #[error("Cannot write to standard output: {0}.")]
    Output(#[from] io::Error),
}

impl Failure {
    /// Returns the exit status; a reader that closed its end of the pipe has what it wanted.
    pub(super) fn status(&self) -> u8 {
        match self {
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
            Self::Source(_) | Self::Output(_) => 1,
            Self::NoLiveBlog(_) => 3,
        }
    }
}
