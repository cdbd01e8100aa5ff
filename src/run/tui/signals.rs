//! What other processes ask of us.

use std::io;

use tokio::signal::unix::{Signal, SignalKind, signal};

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// To end; the signal's number.
    End(i32),
    /// To hand the terminal back for a while.
    Suspend,
}

/// The signals that are not left to their defaults.
pub(super) struct Signals {
    interrupt: Signal,
    terminate: Signal,
    hang_up: Signal,
    quit: Signal,
    suspend: Signal,
}

impl Signals {
    /// Starts to listen; from here on these signals end nothing by themselves.
    pub(super) fn listen() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
            quit: signal(SignalKind::quit())?,
            suspend: signal(SignalKind::from_raw(signal_hook::consts::SIGTSTP))?,
        })
    }

    /// Waits for the next signal.
    pub(super) async fn next(&mut self) -> Asked {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
        tokio::select! {
            _ = self.interrupt.recv() => Asked::End(SIGINT),
            _ = self.terminate.recv() => Asked::End(SIGTERM),
            _ = self.hang_up.recv() => Asked::End(SIGHUP),
            _ = self.quit.recv() => Asked::End(SIGQUIT),
            _ = self.suspend.recv() => Asked::Suspend,
        }
    }
}

/// Stops this process until the shell continues it, the terminal having been handed back.
pub(super) fn stop() -> io::Result<()> {
    signal_hook::low_level::raise(signal_hook::consts::SIGSTOP)
}
