//! What the machine gives: the time, and threads for what would hold the network up.

use std::{
    thread,
    time::{Duration, SystemTime},
};

use chrono::{DateTime, Utc};
use tokio::{
    sync::{Semaphore, oneshot},
    time::timeout,
};

use super::FetchError;
use crate::{model::Clean, source::Cancellation};

#[expect(
    clippy::disallowed_methods,
    reason = "a reading carries the time at which its bytes were there"
)]
pub(super) fn now() -> DateTime<Utc> {
    #[cfg(test)]
    if let Some(simulated) = simulated::now() {
        return simulated;
    }
    SystemTime::now().into()
}

/// How long reading the bytes of a page may take before it is given up.
const READING: Duration = Duration::from_secs(10);
/// How many pages are read at once: a bad one must not take the machine from the others.
static READINGS: Semaphore = Semaphore::const_new(2);

/// Reads a page on a thread of its own; `None` where that broke or took too long. A reading that nobody waits for any
/// more, as its time is over or its task gone, is told so, and holds its place among those that are read until it ends.
pub(super) async fn reading<T: Send + 'static>(
    work: impl FnOnce(&Cancellation) -> T + Send + 'static,
) -> Option<T> {
    let place = READINGS.acquire().await.ok()?;
    let cancellation = Cancellation::default();
    let _nobody_waits = cancellation.on_drop();
    let work = move || {
        let _place = place;
        work(&cancellation)
    };
    timeout(READING, on_a_thread(work)).await.ok()?
}

/// Runs what waits for a disk or works long away from the tasks that wait for the network.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FetchError> + Send + 'static,
) -> Result<T, FetchError> {
    let broken = || FetchError::Internal(Clean::line("the source"));
    on_a_thread(work).await.ok_or_else(broken)?
}

/// Works on a thread of its own; `None` where that broke, or where the system gives no thread: the runtime's own pool
/// panics then.
async fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (sender, done) = oneshot::channel();
    let work = move || {
        let _nobody_waits = sender.send(work());
    };
    #[cfg(test)]
    let _busy = simulated::busy();
    let name = "work".to_owned();
    thread::Builder::new().name(name).spawn(work).ok()?;
    done.await.ok()
}

/// A clock of the day that goes with tokio's clock, which a test may move: hours pass in seconds.
#[cfg(test)]
pub(crate) mod simulated {
    use std::cell::Cell;

    use chrono::{DateTime, Utc};
    use tokio::time::Instant;

    thread_local! {
        static BEGUN: Cell<Option<(DateTime<Utc>, Instant)>> = const { Cell::new(None) };
        static BUSY: Cell<usize> = const { Cell::new(0) };
    }

    /// Begins at a time, for all that this thread runs.
    pub(crate) fn begin(at: DateTime<Utc>) {
        BEGUN.set(Some((at, Instant::now())));
    }

    /// Something that takes real time: a request, or work on another thread. No simulated time should pass until it is
    /// dropped.
    pub(crate) struct Busy;

    impl Drop for Busy {
        fn drop(&mut self) {
            BUSY.set(BUSY.get() - 1);
        }
    }

    /// Begins something that takes real time.
    pub(crate) fn busy() -> Busy {
        BUSY.set(BUSY.get() + 1);
        Busy
    }

    /// Tells whether anything on this thread takes real time now.
    pub(crate) fn is_busy() -> bool {
        BUSY.get() > 0
    }

    /// Returns the time where one is simulated.
    pub(crate) fn now() -> Option<DateTime<Utc>> {
        let (at, begun) = BEGUN.get()?;
        Some(at + begun.elapsed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Starts a reading that ends only when it is told to; returns it with what says that it began and that it ended.
    fn endless() -> (
        impl Future<Output = Option<()>>,
        oneshot::Receiver<()>,
        oneshot::Receiver<()>,
    ) {
        let (begun, has_begun) = oneshot::channel();
        let (ended, has_ended) = oneshot::channel();
        let reading = reading(move |cancellation| {
            begun.send(()).unwrap();
            while !cancellation.is_cancelled() {
                thread::yield_now();
            }
            ended.send(()).unwrap();
        });
        (reading, has_begun, has_ended)
    }

    #[tokio::test]
    async fn a_reading_ends_with_the_task_that_waits_for_it() {
        let (reading, has_begun, has_ended) = endless();
        let task = tokio::spawn(reading);
        has_begun.await.unwrap();
        task.abort();
        has_ended.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_reading_ends_when_its_time_is_over() {
        let (reading, _has_begun, has_ended) = endless();
        assert_eq!(reading.await, None);
        has_ended.await.unwrap();
    }

    #[tokio::test]
    async fn a_reading_that_was_waited_for_comes_whole() {
        let read = reading(|cancellation| !cancellation.is_cancelled()).await;
        assert_eq!(read, Some(true));
    }
}
