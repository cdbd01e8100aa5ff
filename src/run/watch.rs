//! Reads a file again each time it changes.

use std::time::SystemTime;
use std::{fs, time::Duration};

use chrono::{DateTime, Utc};
use tokio::sync::mpsc;

use super::{
    failure::Failure,
    reading::{self, Reading},
};

/// How often a file is looked at.
const GLANCE: Duration = Duration::from_secs(1);

/// A further reading of one of several sources, named by its place among them.
pub(super) type Turn = (usize, Result<Reading, Failure>);

/// What tells two states of a file apart: its length in bytes and the time of its last change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark(u64, SystemTime);

/// Returns a file's mark; `None` for what cannot be read twice, such as standard input or a pipe.
pub(super) fn mark(source: &str) -> Option<Mark> {
    let metadata = fs::metadata(source).ok().filter(fs::Metadata::is_file)?;
    Some(Mark(metadata.len(), metadata.modified().ok()?))
}

/// Sends a reading of a file whenever its mark is not the last one, until nobody listens.
pub(super) async fn watch(
    place: usize,
    source: String,
    mut last: Mark,
    clock: fn() -> DateTime<Utc>,
    turns: mpsc::Sender<Turn>,
) {
    let mut glances = tokio::time::interval(GLANCE);
    loop {
        tokio::select! {
            () = turns.closed() => return,
            _ = glances.tick() => {}
        }
        // A file that is gone for a moment is being replaced, as editors and downloads do.
        let Some(found) = mark(&source).filter(|found| *found != last) else {
            continue;
        };
        last = found;
        let name = source.clone();
        let read = tokio::task::spawn_blocking(move || reading::once(&name, None, clock())).await;
        let Ok(read) = read else {
            // The program is ending, and the reading was called off.
            return;
        };
        if turns.send((place, read)).await.is_err() {
            return;
        }
    }
}
