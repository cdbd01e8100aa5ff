//! One reading of a source: its bytes, to a limit, and what is found in them.

use std::{
    fs::{self, File},
    io::{self, Read},
};

use chrono::{DateTime, Utc};

use super::failure::Failure;
use crate::{
    model::WebUrl,
    source::{self, Extraction, Page},
};

/// Most bytes that are read of a source.
const LIMIT: u64 = 16 * 1024 * 1024;

/// Why a source could not be read; a sentence for the reader.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReadError {
    /// The address has a scheme that is not read here.
    #[error(
        "Cannot read {0}: a source is an http or https address, a file, or - for standard input."
    )]
    Scheme(String),
    /// The path leads to a directory.
    #[error("Cannot read {0}: it is a directory; name a file or a web address.")]
    Directory(String),
    /// There is no such file.
    #[error("Cannot read {0}: there is no such file; a web address begins with https://.")]
    Missing(String),
    /// The system refuses.
    #[error("Cannot read {name}: {error}.")]
    System {
        /// The source as it was typed.
        name: String,
        /// The system's words.
        error: io::Error,
    },
    /// The source is longer than the limit.
    #[error("Cannot read {0}: it is longer than 16 MiB, which no live blog's page is.")]
    TooLong(String),
}

/// What a source held at one moment.
pub(super) struct Reading {
    /// The source, as it may be shown.
    pub(super) name: String,
    /// The address that its relative addresses were resolved against.
    pub(super) address: Option<WebUrl>,
    /// When it was read.
    pub(super) at: DateTime<Utc>,
    /// What was found.
    pub(super) extraction: Extraction,
}

/// Reads a source once; `base` is the address that a file or standard input was saved from.
pub(super) fn once(
    source: &str,
    base: Option<&WebUrl>,
    now: DateTime<Utc>,
) -> Result<Reading, Failure> {
    if WebUrl::parse(source).is_ok() {
        return Err(Failure::NotBuilt("network"));
    }
    let name = if source == "-" {
        "standard input"
    } else {
        source
    }
    .to_owned();
    let bytes = bytes(source)?;
    let page = Page {
        bytes: &bytes,
        content_type: None,
        address: base,
        fetched_at: now,
    };
    match source::extract(&page) {
        Ok(extraction) => Ok(Reading {
            name,
            address: base.cloned(),
            at: now,
            extraction,
        }),
        Err(none) => Err(Failure::NoLiveBlog { name, none }),
    }
}

fn bytes(source: &str) -> Result<Vec<u8>, ReadError> {
    if source == "-" {
        return capped(&mut io::stdin().lock(), "standard input");
    }
    if source.contains("://") {
        return Err(ReadError::Scheme(source.to_owned()));
    }
    match fs::metadata(source) {
        Ok(metadata) if metadata.is_dir() => return Err(ReadError::Directory(source.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(ReadError::Missing(source.to_owned()));
        }
        Ok(_) | Err(_) => {}
    }
    let mut file = File::open(source).map_err(|error| ReadError::System {
        name: source.to_owned(),
        error,
    })?;
    capped(&mut file, source)
}

fn capped(from: &mut dyn Read, name: &str) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let read = from.take(LIMIT + 1).read_to_end(&mut bytes);
    read.map_err(|error| ReadError::System {
        name: name.to_owned(),
        error,
    })?;
    if bytes.len() as u64 > LIMIT {
        return Err(ReadError::TooLong(name.to_owned()));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_that_never_ends_is_refused_at_the_limit() {
        let mut endless = io::repeat(b'x');
        let refused = capped(&mut endless, "standard input").unwrap_err();
        assert!(matches!(refused, ReadError::TooLong(_)));
    }

    #[test]
    fn a_source_of_just_the_limit_is_read() {
        let mut long = io::repeat(b'x').take(LIMIT);
        assert_eq!(capped(&mut long, "x").unwrap().len() as u64, LIMIT);
    }
}
