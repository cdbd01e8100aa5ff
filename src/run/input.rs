//! Reads a source that never changes: a file or standard input, to a limit.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

/// Most bytes that are read of a source.
const LIMIT: u64 = 16 * 1024 * 1024;

/// Why a file or standard input could not be read; a sentence for the reader.
#[derive(Debug, thiserror::Error)]
pub(super) enum InputError {
    /// The address has a scheme that is not read here.
    #[error("Cannot read {0}: only files, standard input (-) and http(s) addresses are sources.")]
    Scheme(String),
    /// The path leads to a directory.
    #[error("Cannot read {0}: it is a directory; name a file or a web address.")]
    Directory(String),
    /// The system refuses.
    #[error("Cannot read {name}: {why}; check the name, or give a web address with https://.")]
    System {
        /// The source as it was typed.
        name: String,
        /// The system's words.
        why: String,
    },
    /// The source is longer than the limit.
    #[error("Cannot read {0}: it is longer than 16 MiB, which no live blog's page is.")]
    TooLong(String),
}

/// Reads a file, or standard input where the name is `-`.
///
/// # Errors
/// Says what failed, in one sentence.
pub(super) fn read(name: &str) -> Result<Vec<u8>, InputError> {
    let shown = name.escape_debug().to_string();
    if name == "-" {
        return capped(&mut io::stdin().lock(), "standard input");
    }
    if name.contains("://") {
        return Err(InputError::Scheme(shown));
    }
    if Path::new(name).is_dir() {
        return Err(InputError::Directory(shown));
    }
    let mut file = File::open(name).map_err(|error| failed(&shown, &error))?;
    capped(&mut file, &shown)
}

fn capped(from: &mut dyn Read, shown: &str) -> Result<Vec<u8>, InputError> {
    let mut bytes = Vec::new();
    let mut limited = from.take(LIMIT + 1);
    limited
        .read_to_end(&mut bytes)
        .map_err(|error| failed(shown, &error))?;
    if bytes.len() as u64 > LIMIT {
        return Err(InputError::TooLong(shown.to_owned()));
    }
    Ok(bytes)
}

fn failed(shown: &str, error: &io::Error) -> InputError {
    InputError::System {
        name: shown.to_owned(),
        why: error.kind().to_string(),
    }
}
