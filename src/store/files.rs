//! Where the history lies on disk: names, permissions, identity.

use std::{
    ffi::OsString,
    fs::{self, DirBuilder, OpenOptions},
    io,
    os::unix::{
        ffi::{OsStrExt, OsStringExt},
        fs::{DirBuilderExt, MetadataExt, OpenOptionsExt},
    },
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use chrono::{DateTime, Utc};

use super::lease::Instance;

/// The name of the file.
const NAME: &str = "history.db";

/// How long a statement waits for another program's transaction.
const PATIENCE: Duration = Duration::from_secs(2);

/// The file of the history and which file it was when it was opened.
#[derive(Debug, Clone)]
pub(super) struct Home {
    dir: PathBuf,
    /// When the program started, for the names of what is set aside.
    at: DateTime<Utc>,
    /// How long a statement waits for another program's transaction.
    pub(super) patience: Duration,
    identity: Option<Identity>,
    wal: Option<Identity>,
    instance: Option<Arc<Instance>>,
}

/// Tells one file from another of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Identity {
    device: u64,
    inode: u64,
}

/// What became of the files since they were opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// They are where they were.
    Kept,
    /// The history or its write-ahead log was removed; both live on only for who has them open.
    Removed,
    /// Another file has the history's name now.
    Replaced,
}

/// Returns where the history of a directory lies.
pub(super) fn path(dir: &Path) -> PathBuf {
    dir.join(NAME)
}

impl Home {
    pub(super) fn new(dir: &Path, at: DateTime<Utc>) -> Self {
        Self {
            dir: dir.to_owned(),
            at,
            patience: PATIENCE,
            identity: None,
            wal: None,
            instance: None,
        }
    }

    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Returns the path of the file.
    pub(super) fn file(&self) -> PathBuf {
        self.dir.join(NAME)
    }

    /// Returns the path of SQLite's write-ahead log.
    pub(super) fn wal(&self) -> PathBuf {
        with_suffix(&self.file(), "-wal")
    }

    /// Tells whether the directory is the user's own, or does not exist yet.
    pub(super) fn is_ours(&self) -> bool {
        let owner = fs::metadata(&self.dir).map(|found| found.uid());
        owner.map_or(true, |owner| owner == rustix::process::geteuid().as_raw())
    }

    /// Makes directory and file for the user alone, where they do not exist.
    pub(super) fn make(&self) -> io::Result<()> {
        self.make_dir()?;
        // SQLite would make the file readable for all; its companions take its permissions.
        match Self::make_private(&self.file()) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => Ok(()),
        }
    }

    /// Makes the directory for the user alone, where it does not exist.
    pub(super) fn make_dir(&self) -> io::Result<()> {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&self.dir)
    }

    /// Makes a new empty file for the user alone.
    pub(super) fn make_private(path: &Path) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true).mode(0o600);
        options.open(path).map(drop)
    }

    /// Tells other instances that this one runs; tells whether no other does.
    pub(super) fn enter(&mut self) -> bool {
        if self.instance.is_some() {
            return false;
        }
        let (instance, alone) = Instance::enter(&self.dir);
        self.instance = instance.map(Arc::new);
        alone
    }

    /// Remembers which files these are.
    pub(super) fn recognise(&mut self) {
        self.identity = identity(&self.file());
        self.wal = identity(&self.wal());
    }

    /// Tells what became of the files.
    pub(super) fn fate(&mut self) -> Fate {
        let file = identity(&self.file());
        if file != self.identity {
            return if file.is_none() {
                Fate::Removed
            } else {
                Fate::Replaced
            };
        }
        // The log comes into being with the first read or write; then it stays until the last connection closes.
        let wal = identity(&self.wal());
        if self.wal.is_some() && self.wal != wal {
            return Fate::Removed;
        }
        self.wal = wal;
        Fate::Kept
    }

    /// Gives the file and its companions a name that says that they are no longer used; returns that name.
    pub(super) fn set_aside(&self) -> io::Result<PathBuf> {
        let aside = self.free_name(&format!("corrupt-{}", self.at.format("%Y%m%d-%H%M%S")));
        fs::rename(self.file(), &aside)?;
        for companion in ["-wal", "-shm"] {
            let from = with_suffix(&self.file(), companion);
            // Without its log the file is still worth more than nothing.
            let _missing = fs::rename(from, with_suffix(&aside, companion));
        }
        Ok(aside)
    }

    /// Returns a path beside the file that does not exist yet.
    pub(super) fn free_name(&self, what: &str) -> PathBuf {
        let name = self.dir.join(format!("{NAME}.{what}"));
        let mut free = name.clone();
        let mut number = 2_u32;
        while fs::symlink_metadata(&free).is_ok() {
            free = with_suffix(&name, &format!("-{number}"));
            number += 1;
        }
        free
    }

    /// Removes what an unlinked file left behind: SQLite would take the log for that of the new file.
    pub(super) fn remove_companions(&self) {
        for companion in ["-wal", "-shm"] {
            let _missing = fs::remove_file(with_suffix(&self.file(), companion));
        }
    }
}

/// Appends to the last part of a path.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

/// Tells whether there is a file with anything in it.
pub(super) fn has_content(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.len() > 0)
}

/// Names a file such that SQLite opens it without locks and companions, in the belief that nobody changes it
/// (<https://www.sqlite.org/uri.html#uriimmutable>).
pub(super) fn immutable(path: &Path) -> OsString {
    let mut uri = b"file:".to_vec();
    for byte in path.as_os_str().as_bytes() {
        if b"%?#".contains(byte) {
            uri.extend_from_slice(format!("%{byte:02x}").as_bytes());
        } else {
            uri.push(*byte);
        }
    }
    uri.extend_from_slice(b"?immutable=1");
    OsString::from_vec(uri)
}

fn identity(path: &Path) -> Option<Identity> {
    let metadata = fs::metadata(path).ok()?;
    Some(Identity {
        device: metadata.dev(),
        inode: metadata.ino(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_byte_of_a_name_is_read_as_a_part_of_the_address() {
        let name = immutable(Path::new("/home/a b/50%?mode=rw#é/history.db"));
        let expected = "file:/home/a b/50%25%3fmode=rw%23é/history.db?immutable=1";
        assert_eq!(name, OsString::from(expected));
    }
}
