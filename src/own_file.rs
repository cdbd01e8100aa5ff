//! Opening files of our own: nothing that lies in the place of one leads elsewhere, and nothing waits.

use std::{
    fs::{File, OpenOptions},
    io,
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use rustix::fs::OFlags;

/// Opens a file, with what else the options say. A link, a pipe, a device or a directory in its place is refused at once.
///
/// # Errors
/// Those of the system, and a sentence's end where it is no plain file.
pub(crate) fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    // A pipe would be waited for until somebody opens its other end.
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY).bits();
    let flags = flags.try_into().map_err(|_| io::ErrorKind::Unsupported)?;
    let no_file = || io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file");
    let opened = options.custom_flags(flags).open(path);
    let file = opened.map_err(|error| match rustix::io::Errno::from_io_error(&error) {
        // A link; a pipe that nobody reads; a socket or a device without a driver.
        Some(rustix::io::Errno::LOOP | rustix::io::Errno::NXIO) => no_file(),
        _ => error,
    })?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(no_file())
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::symlink};

    use super::*;

    fn write(path: &Path) -> io::Result<File> {
        open(OpenOptions::new().write(true).create(true), path)
    }

    #[test]
    fn a_file_is_opened_and_a_missing_one_made() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        write(&path).unwrap();
        write(&path).unwrap();
        assert!(open(OpenOptions::new().read(true), &dir.path().join("none")).is_err());
    }

    #[test]
    fn links_pipes_devices_and_directories_are_refused_without_waiting() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::write(at("file"), "words").unwrap();
        symlink(at("file"), at("link")).unwrap();
        symlink(at("nowhere"), at("dangling")).unwrap();
        symlink(at("loop"), at("loop")).unwrap();
        rustix::fs::mknodat(
            rustix::fs::CWD,
            at("pipe"),
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RWXU,
            0,
        )
        .unwrap();
        fs::create_dir(at("folder")).unwrap();
        for name in ["link", "dangling", "loop", "pipe", "folder"] {
            assert!(write(&at(name)).is_err(), "{name}");
        }
        assert!(!at("nowhere").exists());
        for name in ["link", "pipe", "folder"] {
            assert!(
                open(OpenOptions::new().read(true), &at(name)).is_err(),
                "{name}"
            );
        }
        assert!(write(Path::new("/dev/null")).is_err());
    }
}
