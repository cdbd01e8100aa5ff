//! Reading a settings file or a theme as text.

use std::{
    fs,
    io::{self, IsTerminal, Read},
    os::unix::fs::FileTypeExt,
    path::Path,
};

use super::ConfigError;

/// Most bytes that a settings file may have.
const LIMIT: u64 = 1024 * 1024;

/// Reads a settings file; one that is missing is empty, unless it was named.
pub(super) fn read(path: &Path, named: bool) -> Result<String, ConfigError> {
    let unreadable = |why: &str| ConfigError::Unreadable {
        path: path.to_owned(),
        why: why.to_owned(),
    };
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => unreadable("there is no such file"),
        io::ErrorKind::PermissionDenied => unreadable("you do not have permission to read it"),
        _ => unreadable(&error.to_string()),
    };
    let kind = match fs::metadata(path) {
        Ok(metadata) => metadata.file_type(),
        Err(error) if error.kind() == io::ErrorKind::NotFound && !named => return Ok(String::new()),
        Err(error) => return Err(failed(error)),
    };
    if kind.is_dir() {
        return Err(unreadable("it is a directory, not a file"));
    }
    if kind.is_fifo() || kind.is_socket() {
        // Opening one waits for somebody at its other end, perhaps for ever.
        return Err(unreadable("it is a pipe, not a file"));
    }
    let file = fs::File::open(path).map_err(failed)?;
    if file.is_terminal() {
        return Err(unreadable("it is a terminal, not a file"));
    }
    let mut bytes = Vec::new();
    file.take(LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > LIMIT {
        return Err(unreadable("it is longer than 1 MiB"));
    }
    String::from_utf8(bytes).map_err(|_| unreadable("it is not UTF-8 text"))
}
