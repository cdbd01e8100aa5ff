//! Keys, and whatever else the terminal tells, read on a thread of their own.
//!
//! Once it is woken, the terminal library reads without asking whether something is there: a sequence of which only the
//! first half came would keep whoever reads until the next key. That must never be the loop.

use std::{io, thread};

use crossterm::event::{Event, read};
use tokio::sync::mpsc;

/// How many events may wait for the loop; the thread reads no more until it takes them.
const QUEUE: usize = 64;

/// What the terminal tells. The thread that reads it ends with the program.
pub(super) struct Input(mpsc::Receiver<io::Result<Event>>);

impl Input {
    /// Begins to read.
    ///
    /// # Errors
    /// The system gives no thread.
    pub(super) fn start() -> io::Result<Self> {
        let (sender, events) = mpsc::channel(QUEUE);
        let reader = move || {
            loop {
                let event = read();
                let is_last = event.is_err();
                if sender.blocking_send(event).is_err() || is_last {
                    return;
                }
            }
        };
        thread::Builder::new()
            .name("keys".to_owned())
            .spawn(reader)?;
        Ok(Self(events))
    }

    /// Waits for the next event; `None` where there is nothing to read from any more.
    pub(super) async fn next(&mut self) -> Option<io::Result<Event>> {
        self.0.recv().await
    }

    /// Takes the next event, if there is one.
    pub(super) fn take_ready(&mut self) -> Option<io::Result<Event>> {
        self.0.try_recv().ok()
    }
}
