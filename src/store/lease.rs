//! Who is at work: advisory locks that end with the process, so that none is ever stale.

use std::{
    fs::{File, OpenOptions},
    io,
    os::unix::fs::{FileExt, OpenOptionsExt},
    path::Path,
};

use rustix::fs::{FlockOperation, flock};

use crate::{model::hash128, own_file};

/// The right to do something alone among all running instances, as to poll one live blog; ends when dropped.
#[derive(Debug)]
pub struct Lease {
    /// Holds the lock; `None` where no lock can be had and every instance has to work for itself.
    lock: Option<File>,
}

/// A note in a lock's file: a token and a number.
const NOTE: usize = 16;

impl Lease {
    /// Takes the lease of a blog in the directory of the history; `None` where another instance has it.
    pub(super) fn take(dir: Option<&Path>, key: &str) -> Option<Self> {
        let Some(dir) = dir else {
            return Some(Self { lock: None });
        };
        let name = format!("poll-{:032x}.lock", hash128(key.as_bytes()));
        match lock(&dir.join(name), FlockOperation::NonBlockingLockExclusive) {
            Ok(lock) => Some(Self { lock: Some(lock) }),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => None,
            // A read-only directory, a file system without locks: nothing is shared with other instances then.
            Err(_) => Some(Self { lock: None }),
        }
    }
}

impl Lease {
    /// Notes a number under a token, in the place of what was noted before, in the time of one system call. A kill of the
    /// program leaves the note there; a power cut may not.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn note(&self, token: i64, number: i64) -> io::Result<()> {
        let Some(lock) = &self.lock else {
            return Ok(());
        };
        let mut note = [0; NOTE];
        let (first, second) = note.split_at_mut(NOTE / 2);
        first.copy_from_slice(&token.to_le_bytes());
        second.copy_from_slice(&number.to_le_bytes());
        lock.write_all_at(&note, 0)
    }

    /// Returns the number that was noted last under a token.
    #[must_use]
    pub fn noted(&self, token: i64) -> Option<i64> {
        let mut note = [0; NOTE];
        self.lock.as_ref()?.read_exact_at(&mut note, 0).ok()?;
        let (first, second) = note.split_at(NOTE / 2);
        let number = |half: &[u8]| half.try_into().map(i64::from_le_bytes).ok();
        (number(first) == Some(token)).then(|| number(second))?
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
        options
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .mode(0o600),
        path,
    )
}
