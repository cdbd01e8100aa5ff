//! One reading of a source for the commands without a screen.

use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::runtime;

use super::recipes;
use crate::{
    fetch::{self, FetchError, Limits, Source, Start},
    model::{Clean, WebUrl},
    run::failure::Failure,
    source::{self, Extraction, Recipes},
};

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
    /// What following the source goes on from.
    pub(super) start: Start,
}

/// Understands a source argument; `base` is the address that a file or standard input was saved from.
pub(super) fn source(argument: &str, base: Option<&WebUrl>) -> Result<Source, Failure> {
    let source = Source::parse(argument, base).map_err(Failure::from)?;
    if base.is_some() && matches!(source, Source::Web(_)) {
        let why =
            "--base-url is for files and standard input; a page on the web has its own address.";
        return Err(Failure::Usage(why.to_owned()));
    }
    Ok(source)
}

/// Waits for something of the network or the disk.
pub(super) fn wait<T>(work: impl Future<Output = T>) -> Result<T, Failure> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Failure::Start)?;
    let done = runtime.block_on(work);
    // A file that hangs must not hold the end up.
    runtime.shutdown_timeout(Duration::from_millis(50));
    Ok(done)
}

/// Reads a source once.
pub(super) fn once(source: &Source) -> Result<Reading, Failure> {
    once_with(source, &recipes::known().recipes, source::extract_with)
}

/// Reads a source once, with these recipes, and takes of its page what `extract` makes of it.
pub(super) fn once_with(
    source: &Source,
    recipes: &'static Recipes,
    extract: fetch::Extract,
) -> Result<Reading, Failure> {
    let read = wait(fetch::once(source, Limits::default(), recipes, extract))?;
    let name = source.title().to_string();
    let reading = match read {
        Ok(reading) => reading,
        Err(FetchError::NoLiveBlog(none)) => return Err(Failure::NoLiveBlog { name, none }),
        Err(error) => return Err(error.into()),
    };
    let Some(extraction) = reading.extraction else {
        // A first reading has nothing that it could be the same as.
        return Err(FetchError::Internal(Clean::line(&name)).into());
    };
    Ok(Reading {
        name,
        address: source.address().cloned(),
        at: reading.at,
        extraction,
        start: Start {
            validators: reading.validators,
            age: Some(Duration::ZERO),
        },
    })
}
