//! The bytes of sources on this machine: files and standard input, within a limit of size.

use std::{
    fs::{File, Metadata},
    io::{self, Read},
    path::Path,
    time::SystemTime,
};

use super::{FetchError, Source, machine::blocking};
use crate::model::Clean;

/// Reads the whole of a file, or of standard input, on a thread of its own.
///
/// # Errors
/// Says what cannot be read, or that it is longer than `limit` bytes.
pub(super) async fn bytes(source: &Source, limit: usize) -> Result<Vec<u8>, FetchError> {
    let source = source.clone();
    blocking(move || {
        let name = || source.title();
        match &source {
            Source::File { path, .. } => {
                let file = File::open(path).map_err(|error| unreadable(name(), &error))?;
                read_capped(file, limit, name)
            }
            _ => read_capped(io::stdin().lock(), limit, name),
        }
    })
    .await
}

/// Returns what tells a file from what it was before: when it was written, and its length.
pub(super) fn stamp(path: &Path) -> Option<(SystemTime, u64)> {
    let metadata: Metadata = path.metadata().ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

fn read_capped(
    input: impl Read,
    limit: usize,
    name: impl Fn() -> Clean,
) -> Result<Vec<u8>, FetchError> {
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    input
        .take(most)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(name(), &error))?;
    if bytes.len() > limit {
        return Err(FetchError::TooLarge {
            what: name(),
            limit_mib: limit >> 20,
        });
    }
    Ok(bytes)
}

fn unreadable(path: Clean, error: &io::Error) -> FetchError {
    let why = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "you do not have permission to read it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    };
    FetchError::File {
        path,
        why: Clean::line(&why),
    }
}
