//! The one thread that touches the connection.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    thread,
};

use tokio::sync::mpsc::{self, error::TryRecvError};

use super::history::History;

/// How many requests may wait; more make their senders wait, not the screen.
const QUEUE: usize = 64;

/// A request: does its work and sends its own answer.
pub(super) enum Request {
    /// Works on the history.
    Do(Box<dyn FnOnce(&mut History) + Send>),
    /// Closes the history and ends the thread.
    Close(tokio::sync::oneshot::Sender<Result<(), super::StoreError>>),
}

/// Starts the thread; requests fail with `Closed` where the system gives none.
pub(super) fn spawn(history: History) -> mpsc::Sender<Request> {
    let (requests, queue) = mpsc::channel(QUEUE);
    let _ended = thread::Builder::new()
        .name("history".to_owned())
        .spawn(move || run(history, queue));
    requests
}

fn run(mut history: History, mut queue: mpsc::Receiver<Request>) {
    while let Some(request) = next(&mut history, &mut queue) {
        match request {
            Request::Do(work) => {
                // Who asked sees a dropped answer; an open transaction was rolled back on the way.
                let _panicked = catch_unwind(AssertUnwindSafe(|| work(&mut history)));
            }
            Request::Close(answer) => {
                let _nobody_waits = answer.send(history.close());
                return;
            }
        }
    }
    let _nobody_waits = history.close();
}

/// Waits for a request and uses the time until there is one.
fn next(history: &mut History, queue: &mut mpsc::Receiver<Request>) -> Option<Request> {
    loop {
        match queue.try_recv() {
            Ok(request) => return Some(request),
            Err(TryRecvError::Disconnected) => return None,
            Err(TryRecvError::Empty) => {}
        }
        let more = catch_unwind(AssertUnwindSafe(|| history.idle())).unwrap_or(false);
        if !more {
            return queue.blocking_recv();
        }
    }
}
