//! The log file of `--verbose`: never the screen, and nothing but what this program itself says.

use std::{
    fs::{DirBuilder, File, OpenOptions},
    io,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
    sync::Mutex,
};

use tracing::Level;
use tracing_subscriber::{
    Layer as _, filter::Targets, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

use super::failure::Failure;
use crate::own_file;

/// Begins a new log file, `newswire.log` in the data directory, if it was asked for; `verbose` counts how often.
///
/// Libraries are left out: theirs would hold whole addresses, and an address can be a secret.
pub(super) fn start(verbose: u8, data_dir: Option<&Path>) -> Result<(), Failure> {
    let level = match verbose {
        0 => return Ok(()),
        1 => Level::INFO,
        2 => Level::DEBUG,
        _ => Level::TRACE,
    };
    let Some(dir) = data_dir else {
        let why = "There is no home directory to write a log file in; name one with --data-dir.";
        return Err(Failure::Usage(why.to_owned()));
    };
    let path = dir.join("newswire.log");
    let file = create(dir, &path).map_err(|error| Failure::Log {
        path: path.display().to_string(),
        error,
    })?;
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(Mutex::new(file))
        .with_ansi(false)
        // It would tell of a failure on standard error, and panic where that fails as well.
        .log_internal_errors(false)
        .with_filter(Targets::new().with_target("newswire", level));
    // A second log in one process is that of a test, which has the first one's.
    let _ = tracing_subscriber::registry().with(lines).try_init();
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "started");
    Ok(())
}

fn create(dir: &Path, path: &Path) -> io::Result<File> {
    // What somebody reads is nobody else's business.
    DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
    let mut options = OpenOptions::new();
    let file = own_file::open(
        options.write(true).create(true).truncate(false).mode(0o600),
        path,
    )?;
    file.set_len(0)?;
    Ok(file)
}
