//! What runs in the background, under supervision: a task that panics is logged, told of in a sentence, and survived.
//!
//! A service (a poller, the writer of the history) is started again once, after a pause; the second time it stays off.
//! Work that the reader asked for is not done twice behind their back: whoever waits for it gets the sentence as the
//! answer and asks again. Knows nothing of what the tasks do.

use std::{panic::AssertUnwindSafe, time::Duration};

use futures_util::FutureExt;
use tokio::{runtime::Handle, sync::mpsc, task::JoinHandle, time::sleep};

use crate::model::Clean;

/// How long a service rests before it is started again: what broke it may have passed by then.
const PAUSE: Duration = Duration::from_secs(2);
/// Sentences that may wait to be told; what finds no room is in the log.
const QUEUE: usize = 16;

/// Starts tasks and watches over them.
#[derive(Debug, Clone)]
pub(in crate::run) struct Supervisor {
    /// Where the tasks run: the screen has a thread of its own.
    runtime: Handle,
    notes: mpsc::Sender<Clean>,
    pause: Duration,
}

/// What a service is, in words for the reader.
#[derive(Debug, Clone)]
pub(in crate::run) struct Service {
    /// Begins a sentence, as in `Asking post.example`.
    pub(in crate::run) name: String,
    /// What to do once it stays off: a sentence of its own.
    pub(in crate::run) remedy: &'static str,
}

/// A task that ends with its owner.
#[derive(Debug)]
pub(in crate::run) struct Task(Option<JoinHandle<()>>);

impl Supervisor {
    /// Makes one, and the place where it tells what happened to services.
    pub(in crate::run) fn new(runtime: Handle) -> (Self, mpsc::Receiver<Clean>) {
        Self::with_pause(runtime, PAUSE)
    }

    fn with_pause(runtime: Handle, pause: Duration) -> (Self, mpsc::Receiver<Clean>) {
        let (notes, told) = mpsc::channel(QUEUE);
        let supervisor = Self {
            runtime,
            notes,
            pause,
        };
        (supervisor, told)
    }

    fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) -> Task {
        Task(Some(self.runtime.spawn(work)))
    }

    /// Runs a service until it ends by itself; where it panics, once more.
    pub(in crate::run) fn keep<W>(
        &self,
        service: Service,
        mut work: impl FnMut() -> W + Send + 'static,
    ) -> Task
    where
        W: Future<Output = ()> + Send + 'static,
    {
        let (notes, pause) = (self.notes.clone(), self.pause);
        let Service { name, remedy } = service;
        self.spawn(async move {
            // Making the work is a part of it.
            if unless_broken(&name, async { work().await }).await.is_some() {
                return;
            }
            let told =
                format!("{name} stopped: a fault in newswire. It starts again; all else works.");
            let _it_is_logged = notes.try_send(Clean::line(&told));
            sleep(pause).await;
            if unless_broken(&name, async { work().await }).await.is_none() {
                let told = format!("{name} stopped again and stays off; all else works. {remedy}");
                let _it_is_logged = notes.try_send(Clean::line(&told));
            }
        })
    }

    /// Does work that is waited for and sends its answer; where it panics, the answer is made of a sentence. `name`
    /// begins that sentence.
    pub(in crate::run) fn answer<A: Send + 'static>(
        &self,
        name: &'static str,
        to: mpsc::Sender<A>,
        work: impl Future<Output = A> + Send + 'static,
        broken: impl FnOnce(Clean) -> A + Send + 'static,
    ) -> Task {
        self.spawn(async move {
            let answer = unless_broken(name, work).await.unwrap_or_else(|| {
                let why =
                    format!("{name} stopped: a fault in newswire. All else works; try it again.");
                broken(Clean::line(&why))
            });
            let _nobody_waits = to.send(answer).await;
        })
    }

    /// Does work that nobody waits for; where it panics, a sentence tells of it that `name` begins.
    pub(in crate::run) fn run(
        &self,
        name: &'static str,
        work: impl Future<Output = ()> + Send + 'static,
    ) -> Task {
        let notes = self.notes.clone();
        self.spawn(async move {
            if unless_broken(name, work).await.is_none() {
                let told = format!("{name} stopped: a fault in newswire. All else works.");
                let _it_is_logged = notes.try_send(Clean::line(&told));
            }
        })
    }
}

/// Runs work to its end; `None`, and a line in the log, where it panics instead.
pub(in crate::run) async fn unless_broken<T>(
    name: &str,
    work: impl Future<Output = T>,
) -> Option<T> {
    let done = AssertUnwindSafe(work).catch_unwind().await;
    if done.is_err() {
        tracing::error!(task = name, "stopped by a panic");
    }
    done.ok()
}

impl Task {
    /// Lets the task end by itself.
    pub(in crate::run) fn detach(mut self) {
        self.0 = None;
    }

    /// Tells whether it ended, or stays off.
    pub(in crate::run) fn is_over(&self) -> bool {
        self.0.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// Waits until it ends by itself.
    pub(in crate::run) async fn ended(mut self) {
        if let Some(task) = &mut self.0 {
            let _it_is_over_either_way = task.await;
        }
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        if let Some(task) = &self.0 {
            task.abort();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use tokio::sync::oneshot;

    use super::*;

    fn service() -> Service {
        Service {
            name: "Asking post.example".to_owned(),
            remedy: "Refresh to try again.",
        }
    }

    /// A service that panics so many times, and what counts how often it was started.
    fn breaking(
        times: usize,
    ) -> (
        Arc<AtomicUsize>,
        impl FnMut() -> std::pin::Pin<Box<dyn Future<Output = ()> + Send>> + Send,
    ) {
        let started = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&started);
        let work = move || {
            let time = count.fetch_add(1, Ordering::SeqCst);
            let work = async move { assert!(time >= times, "a fault that was asked for") };
            Box::pin(work) as std::pin::Pin<Box<dyn Future<Output = ()> + Send>>
        };
        (started, work)
    }

    async fn notes_of(times: usize) -> (usize, Vec<String>) {
        let (supervisor, mut told) = Supervisor::with_pause(Handle::current(), Duration::ZERO);
        let (started, work) = breaking(times);
        supervisor.keep(service(), work).ended().await;
        drop(supervisor);
        let mut notes = Vec::new();
        while let Some(note) = told.recv().await {
            notes.push(note.to_string());
        }
        (started.load(Ordering::SeqCst), notes)
    }

    #[tokio::test]
    async fn a_service_that_ends_by_itself_is_not_started_again() {
        assert_eq!(notes_of(0).await, (1, Vec::new()));
    }

    #[tokio::test]
    async fn a_service_that_panics_is_told_of_and_started_again() {
        let (started, notes) = notes_of(1).await;
        assert_eq!((started, notes.len()), (2, 1));
        assert!(
            notes[0].starts_with("Asking post.example stopped"),
            "{notes:?}"
        );
        assert!(notes[0].contains("starts again"), "{notes:?}");
    }

    #[tokio::test]
    async fn the_second_time_it_stays_off_and_says_what_to_do() {
        let (started, notes) = notes_of(9).await;
        assert_eq!((started, notes.len()), (2, 2));
        assert!(notes[1].contains("stays off"), "{notes:?}");
        assert!(notes[1].ends_with("Refresh to try again."), "{notes:?}");
    }

    #[tokio::test]
    async fn whoever_waits_for_work_that_panics_has_an_answer() {
        let (supervisor, mut told) = Supervisor::new(Handle::current());
        let (to, mut answers) = mpsc::channel(1);
        let work = async {
            assert!(answers_nothing().is_none(), "");
            7
        };
        let fine = supervisor.answer("Counting", to.clone(), work, |_| 0);
        assert_eq!(answers.recv().await, Some(7));
        fine.ended().await;
        let work = async { answers_nothing().expect("a fault that was asked for") };
        supervisor
            .answer("Counting", to, work, |why| why.as_str().len())
            .detach();
        assert!(answers.recv().await.is_some_and(|length| length > 20));
        assert!(
            told.try_recv().is_err(),
            "it was answered, not told as well"
        );
    }

    fn answers_nothing() -> Option<usize> {
        None
    }

    #[tokio::test]
    async fn a_task_ends_with_its_owner() {
        let (supervisor, _told) = Supervisor::new(Handle::current());
        let (held, gone) = oneshot::channel::<()>();
        let mut held = Some(held);
        let task = supervisor.keep(service(), move || {
            let held = held.take();
            async move {
                std::future::pending::<()>().await;
                drop(held);
            }
        });
        tokio::task::yield_now().await;
        drop(task);
        assert!(gone.await.is_err());
    }
}
