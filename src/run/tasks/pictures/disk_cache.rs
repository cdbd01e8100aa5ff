//! The files of pictures on disk: at most so many bytes of them, the ones last looked at.

use std::{
    fs::{self, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::{
    model::{WebUrl, hash128},
    own_file,
};

/// The most bytes of all files together.
const ROOM: u64 = 64 << 20;
/// The most bytes of one file; no larger one is written.
const FILE: u64 = 8 << 20;

/// A directory of files, named by what their addresses hash to: nothing of a name comes from the web.
#[derive(Debug, Clone)]
pub(super) struct DiskCache {
    folder: PathBuf,
    room: u64,
}

impl DiskCache {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder, room: ROOM }
    }

    fn path(&self, url: &WebUrl) -> PathBuf {
        let hash = hash128(url.as_str().as_bytes());
        self.folder.join(format!("{hash:032x}.picture"))
    }

    /// Returns the file of an address, and counts it as looked at.
    #[expect(
        clippy::disallowed_methods,
        reason = "the time of a file is the system's, and orders nothing but files"
    )]
    pub(super) fn get(&self, url: &WebUrl) -> Option<Vec<u8>> {
        let file = own_file::open(OpenOptions::new().read(true), &self.path(url)).ok()?;
        let mut bytes = Vec::new();
        file.try_clone()
            .ok()?
            .take(FILE)
            .read_to_end(&mut bytes)
            .ok()?;
        let _it_is_only_dropped_earlier = file.set_modified(SystemTime::now());
        Some(bytes)
    }

    /// Keeps the file of an address; drops those that were not looked at for longest where there is no room.
    ///
    /// # Errors
    /// Passes on what the system says; pictures are shown all the same.
    pub(super) fn put(&self, url: &WebUrl, bytes: &[u8]) -> io::Result<()> {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&self.folder)?;
        let path = self.path(url);
        // Another instance may write the same: whoever renames last wins, and both wrote the same bytes.
        let draft = path.with_extension(format!("{}.part", std::process::id()));
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true).mode(0o600);
        let mut file = own_file::open(&mut options, &draft)?;
        file.write_all(bytes)?;
        fs::rename(&draft, &path)?;
        self.trim(&path)
    }

    fn trim(&self, kept: &Path) -> io::Result<()> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let metadata = entry.metadata()?;
            if metadata.is_file() {
                files.push((metadata.modified()?, metadata.len(), entry.path()));
            }
        }
        let mut bytes: u64 = files.iter().map(|(_, len, _)| len).sum();
        files.sort();
        for (_, len, path) in files.iter().filter(|(.., path)| path != kept) {
            if bytes <= self.room {
                break;
            }
            fs::remove_file(path)?;
            bytes -= len;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn url(name: &str) -> WebUrl {
        WebUrl::parse(&format!("https://img.example/{name}.jpg")).unwrap()
    }

    fn age(disk_cache: &DiskCache, name: &str, hours: u64) {
        let file = OpenOptions::new()
            .write(true)
            .open(disk_cache.path(&url(name)))
            .unwrap();
        let then = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000 - hours * 3600);
        file.set_modified(then).unwrap();
    }

    #[test]
    fn what_is_no_file_in_the_place_of_a_picture_is_neither_waited_for_nor_followed() {
        let folder = tempfile::tempdir().unwrap();
        let disk_cache = DiskCache::new(folder.path().to_owned());
        let elsewhere = folder.path().join("elsewhere");
        fs::write(&elsewhere, "secret").unwrap();
        let pipe = disk_cache.path(&url("pipe"));
        let (fifo, all) = (rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU);
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, fifo, all, 0).unwrap();
        std::os::unix::fs::symlink(&elsewhere, disk_cache.path(&url("link"))).unwrap();
        for name in ["pipe", "link"] {
            assert_eq!(disk_cache.get(&url(name)), None, "{name}");
            disk_cache.put(&url(name), b"picture").unwrap();
            assert_eq!(disk_cache.get(&url(name)).as_deref(), Some(&b"picture"[..]));
        }
        let draft = |name| {
            let path = disk_cache.path(&url(name));
            path.with_extension(format!("{}.part", std::process::id()))
        };
        std::os::unix::fs::symlink(&elsewhere, draft("draft")).unwrap();
        disk_cache.put(&url("draft"), b"picture").unwrap_err();
        assert_eq!(fs::read(&elsewhere).unwrap(), b"secret");
    }

    #[test]
    fn what_was_not_looked_at_for_longest_makes_room() {
        let folder = tempfile::tempdir().unwrap();
        let disk_cache = DiskCache {
            folder: folder.path().join("pictures"),
            room: 250,
        };
        assert_eq!(disk_cache.get(&url("a")), None);
        for (name, hours) in [("a", 3), ("b", 2)] {
            disk_cache.put(&url(name), &[b'x'; 100]).unwrap();
            age(&disk_cache, name, hours);
        }
        assert_eq!(
            disk_cache.get(&url("a")).map(|bytes| bytes.len()),
            Some(100)
        );
        disk_cache.put(&url("c"), &[b'x'; 100]).unwrap();
        assert_eq!(disk_cache.get(&url("b")), None);
        assert!(disk_cache.get(&url("a")).is_some() && disk_cache.get(&url("c")).is_some());
        // One that is larger than all room is kept alone.
        disk_cache.put(&url("d"), &[b'x'; 300]).unwrap();
        let left = fs::read_dir(&disk_cache.folder).unwrap().count();
        assert_eq!((left, disk_cache.get(&url("d")).is_some()), (1, true));
    }
}
