//! Who is at work: advisory locks that end with the process, so that none is ever stale.

use std::{
    fs::{File, OpenOptions},
    io,
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use rustix::fs::{FlockOperation, flock};

use crate::{model::hash128, own_file};

/// The right to poll one live blog, among all running instances; ends when dropped.
#[derive(Debug)]
pub struct Lease {
    /// Holds the lock; `None` where no lock can be had and every instance has to poll for itself.
    _lock: Option<File>,
}

impl Lease {
    /// Takes the lease of a blog in the directory of the history; `None` where another instance has it.
    pub(super) fn take(dir: Option<&Path>, key: &str) -> Option<Self> {
        let Some(dir) = dir else {
            return Some(Self { _lock: None });
        };
        let name = format!("poll-{:032x}.lock", hash128(key.as_bytes()));
        match lock(&dir.join(name), FlockOperation::NonBlockingLockExclusive) {
            Ok(lock) => Some(Self { _lock: Some(lock) }),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => None,
            // A read-only directory, a file system without locks: nothing is shared with other instances then.
            Err(_) => Some(Self { _lock: None }),
        }
    }
}

/// Tells other instances that this one runs.
#[derive(Debug)]
pub(super) struct Instance {
    _lock: File,
}

impl Instance {
    /// Enters; tells whether no other instance runs.
    pub(super) fn enter(dir: &Path) -> (Option<Self>, bool) {
        let path = dir.join("history.lock");
        let Ok(file) = open(&path) else {
            return (None, false);
        };
        let alone = flock(&file, FlockOperation::NonBlockingLockExclusive).is_ok();
        // Others hold it alone for a moment only, as above; who loses that race looks absent, and no more.
        let entered = flock(&file, FlockOperation::NonBlockingLockShared).is_ok();
        (entered.then_some(Self { _lock: file }), alone)
    }
}

fn lock(path: &Path, operation: FlockOperation) -> io::Result<File> {
    let file = open(path)?;
    flock(&file, operation)?;
    Ok(file)
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    own_file::open(
        options.create(true).truncate(false).write(true).mode(0o600),
        path,
    )
}
