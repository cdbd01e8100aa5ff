//! Why the history could not do something, in sentences for the reader.

use rusqlite::{ErrorCode, ffi};

/// Why a request to the history failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The file system has no room (`SQLITE_FULL`); the change is kept in memory and tried again.
    #[error("The history is not saved: the disk is full.")]
    Full,
    /// Another program holds the file locked; the change is kept in memory and tried again.
    #[error("The history is not saved: another program keeps it locked.")]
    Busy,
    /// The file system failed; the change is kept in memory and tried again.
    #[error("The history is not saved: the disk failed ({0}).")]
    Disk(String),
    /// The history can be read, but not written.
    #[error("The history is read-only here: nothing is saved.")]
    ReadOnly,
    /// There is no file for it, so that what was asked ends with the program.
    #[error("The history cannot be saved, so nothing was changed.")]
    NoFile,
    /// A newer version of the program changed the file while this one ran.
    #[error("The history was upgraded by a newer newswire: nothing is saved until you restart.")]
    Newer,
    /// The file is damaged, and setting it aside failed.
    #[error("The history is damaged ({0}) and could not be set aside.")]
    Damaged(String),
    /// Too many changes wait to be written; this one is not kept.
    #[error("The history is not saved: too many changes wait for the disk already.")]
    Backlog,
    /// The history was closed before the answer was there.
    #[error("The history is closed.")]
    Closed,
    /// Anything else; the text says what, for the log.
    #[error("The history failed ({0}).")]
    Other(String),
}

impl StoreError {
    /// Tells whether the same change may succeed later.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Full | Self::Busy | Self::Disk(_))
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let text = error.to_string();
        let moved = error.sqlite_extended_error_code() == Some(ffi::SQLITE_READONLY_DBMOVED);
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => Self::Disk(text),
            Some(ErrorCode::ReadOnly) if moved => Self::Disk(text),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            // Statements are constant and keep all rules: where they fail, the tables are not as we left them.
            // Whoever is to set a file aside for it makes sure first.
            Some(
                ErrorCode::DatabaseCorrupt
                | ErrorCode::NotADatabase
                | ErrorCode::ConstraintViolation
                | ErrorCode::Unknown,
            ) => Self::Damaged(text),
            _ if matches!(error, rusqlite::Error::SqlInputError { .. }) => Self::Damaged(text),
            _ => Self::Other(text),
        }
    }
}
