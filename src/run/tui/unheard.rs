//! Keys that nobody hears: a paste or a sequence whose end does not come takes everything after it for its own. Where
//! bytes come for a while and no event, the terminal is told to make a signal of Ctrl-C, which passes all of it by.
//!
//! The library takes bytes at once, so that nobody else finds them waiting; but the system tells when the terminal was
//! read from.

use std::{future::pending, io, mem::MaybeUninit, os::fd::OwnedFd, time::Duration};

use tokio::{
    io::unix::AsyncFd,
    time::{Instant, sleep_until},
};

use super::terminal;

/// How long bytes may wait for what they belong to: less than passes between two presses of Ctrl-C by someone who wants
/// out. Where what they belong to comes later all the same, Ctrl-C was a signal until then, and nothing else changed.
const PATIENCE: Duration = Duration::from_millis(250);
/// An event and the bytes that it is of are noticed at about the same time, in any order.
const ABOUT: Duration = Duration::from_millis(100);

/// How long after the terminal was read from it is seen to that nothing was left there.
const REST: Duration = Duration::from_millis(20);

/// What came in and was not heard yet.
pub(super) struct Unheard {
    /// When the terminal was last read from, until it is seen to that nothing is left there.
    read: Option<Instant>,
    /// Tells when the terminal was read from; `None` where the system cannot.
    reads: Option<AsyncFd<OwnedFd>>,
    state: State,
}

/// When something came in and when something was heard.
#[derive(Debug, Clone, Copy)]
struct State {
    /// The first bytes since the last event.
    came: Option<Instant>,
    heard: Instant,
    /// Whether Ctrl-C is a signal.
    interrupts: bool,
}

impl State {
    fn come(&mut self, now: Instant) {
        self.came = self.came.or(Some(now));
    }

    /// Takes notice of when the last event was; tells whether Ctrl-C was a signal until now.
    fn hear(&mut self, last: Instant) -> bool {
        if last <= self.heard {
            return false;
        }
        self.came.take_if(|came| *came <= last + ABOUT);
        self.heard = last;
        std::mem::take(&mut self.interrupts)
    }

    /// Tells, after a while, whether what came was not heard.
    fn is_stuck(&mut self) -> bool {
        let came = self.came.take();
        self.interrupts |= came.is_some_and(|came| came > self.heard + ABOUT);
        self.interrupts
    }
}

impl Unheard {
    /// Begins to watch what comes in.
    pub(super) fn new() -> Self {
        Self {
            read: None,
            reads: reads().ok(),
            state: State {
                came: None,
                heard: Instant::now(),
                interrupts: false,
            },
        }
    }

    /// Takes notice of when the last event was.
    pub(super) fn hear(&mut self, last: Instant) {
        if self.state.hear(last) {
            terminal::interrupt(false);
        }
    }

    /// Watches what comes in, and lets Ctrl-C be a signal once nothing of it is heard. Ends never.
    pub(super) async fn watch(&mut self) {
        let Self { read, reads, state } = self;
        let Some(reads) = reads else {
            return pending().await;
        };
        loop {
            let until = state.came.map(|came| came + PATIENCE);
            let rest = read.map(|read| read + REST);
            tokio::select! {
                ready = reads.readable() => match ready {
                    Ok(mut ready) => {
                        let _all_taken = ready.try_io(|reads| take(reads.get_ref()));
                        state.come(Instant::now());
                        *read = Some(Instant::now());
                    }
                    Err(_) => return pending().await,
                },
                () = sleep_until(rest.unwrap_or_else(Instant::now)), if rest.is_some() => {
                    *read = None;
                    terminal::read_on();
                }
                () = sleep_until(until.unwrap_or_else(Instant::now)), if until.is_some() => {
                    if state.is_stuck() {
                        terminal::interrupt(true);
                    }
                }
            }
        }
    }
}

/// Has the system tell when the terminal is read from, which the library finds where [`terminal::Keys`] does.
#[cfg(target_os = "linux")]
#[expect(
    deprecated,
    reason = "what replaces this way to watch a file is unsafe code"
)]
fn reads() -> io::Result<AsyncFd<OwnedFd>> {
    use rustix::fs::inotify::{self, CreateFlags, WatchFlags};
    use tokio::io::Interest;

    let told = inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC)?;
    inotify::add_watch(&told, terminal::keys_path(), WatchFlags::ACCESS)?;
    AsyncFd::with_interest(told, Interest::READABLE)
}

#[cfg(not(target_os = "linux"))]
fn reads() -> io::Result<AsyncFd<OwnedFd>> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Takes all that the system told.
fn take(told: &OwnedFd) -> io::Result<()> {
    let mut room = [MaybeUninit::uninit(); 1024];
    loop {
        rustix::io::read(told, &mut room)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_without_an_event_are_stuck_after_a_while() {
        let now = Instant::now();
        let mut state = State {
            came: None,
            heard: now,
            interrupts: false,
        };
        assert!(!state.is_stuck(), "nothing came");
        state.come(now + ABOUT / 2);
        assert!(
            !state.is_stuck(),
            "it was heard a moment before it was seen"
        );
        state.come(now + ABOUT * 2);
        state.come(now + ABOUT * 50);
        assert_eq!(
            state.came,
            Some(now + ABOUT * 2),
            "it may go on without end"
        );
        assert!(state.is_stuck());
        assert!(!state.hear(now), "no event since");
        assert!(state.hear(now + ABOUT * 60), "Ctrl-C was a signal");
        state.come(now + ABOUT * 70);
        assert!(!state.hear(now + ABOUT * 70));
        assert!(!state.is_stuck());
    }
}
