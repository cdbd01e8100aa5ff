//! Whether the system lets the program open files, start threads and use memory: libraries stop the whole program
//! where it does not, in the middle of what they do.

use std::{
    fs::File,
    io,
    os::unix::net::UnixStream,
    sync::{Arc, Mutex, PoisonError, atomic::AtomicBool},
    thread,
};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::failure::Failure;

/// What a command needs at once, beside what every program has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Needs {
    files: usize,
    threads: usize,
    /// Addresses in MiB. Each thread reserves 64 of them for itself, twice as many for a moment, whatever it uses: where
    /// there is less than the threads want, those that begin first leave nothing to the others.
    memory: u64,
}

/// What the commands need that print: a page is fetched, the history opened.
pub(super) const PRINTS: Needs = Needs {
    files: 6,
    threads: 2,
    memory: 128,
};

/// What the screens need: terminal, signals, history, connections.
pub(super) const SCREENS: Needs = Needs {
    files: 24,
    threads: 8,
    memory: 768,
};

/// Fewer files than this are asked for where more are to be had.
const FILES: u64 = 256;

impl Needs {
    /// Makes sure that there is room.
    ///
    /// # Errors
    /// Says what is too little.
    pub(super) fn met(self) -> Result<(), Failure> {
        // Memory that is missing can be told nowhere: the program ends where it first asks in vain.
        if getrlimit(Resource::As)
            .current
            .is_some_and(|bytes| bytes >> 20 < self.memory)
        {
            let why =
                "Too little memory can be used here; raise the limit, as with ulimit -v 1000000.";
            return Err(Failure::Scarce(why));
        }
        raise_files();
        let files: io::Result<Vec<File>> =
            (0..self.files).map(|_| File::open("/dev/null")).collect();
        if files.is_err_and(|error| is_exhausted(&error)) {
            let why = "Too few files can be opened here; raise the limit, as with ulimit -n 256.";
            return Err(Failure::Scarce(why));
        }
        // The runtime hears of signals by a pair of sockets, and panics where it gets none.
        if UnixStream::pair().is_err() {
            let why =
                "No pair of sockets can be made here; raise the limit, as with ulimit -n 256.";
            return Err(Failure::Scarce(why));
        }
        start(self.threads).map_err(|_| {
            Failure::Scarce(
                "Too few threads can be started here; raise the limit, as with ulimit -u 256.",
            )
        })
    }
}

/// Lets a write fail that would make a file larger than the system allows: by itself the signal for that ends the
/// program, whatever state the terminal is in.
pub(super) fn fail_on_large_files() {
    let noticed = Arc::new(AtomicBool::new(false));
    let _refused = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, noticed);
}

/// Starts so many threads at once, and lets them end.
fn start(threads: usize) -> io::Result<()> {
    let gate = Arc::new(Mutex::new(()));
    let closed = gate.lock().unwrap_or_else(PoisonError::into_inner);
    let wait = || {
        let gate = Arc::clone(&gate);
        thread::Builder::new().spawn(move || {
            let _opened = gate.lock();
        })
    };
    let mut started = Vec::new();
    let all = (0..threads).try_for_each(|_| wait().map(|thread| started.push(thread)));
    drop(closed);
    for thread in started {
        let _ended = thread.join();
    }
    all
}

/// Asks for more files where the system grants them for the asking.
fn raise_files() {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current.is_some_and(|current| current < FILES) {
        let wanted = maximum.map_or(FILES, |most| most.min(FILES));
        let raised = Rlimit {
            current: Some(wanted),
            maximum,
        };
        let _refused = setrlimit(Resource::Nofile, raised);
    }
}

/// Tells whether the process, or the whole system, has no file left to open.
fn is_exhausted(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let errno = Errno::from_io_error(error);
    matches!(errno, Some(Errno::MFILE | Errno::NFILE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_for_the_program_as_a_rule() {
        PRINTS.met().unwrap();
        SCREENS.met().unwrap();
    }
}
