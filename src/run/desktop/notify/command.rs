//! The reader's own command for alerts: an argument vector, never a shell; the update as JSON on its standard input; one
//! at a time, and no more than ten a minute.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use tokio::{
    sync::{Mutex, mpsc},
    time::{Instant, sleep},
};

use crate::{
    app::{
        Msg,
        alert::{Notification, Raised},
    },
    model::{
        Clean, WebUrl, Zone,
        alert::{Alert, Cause},
    },
    report::{self, Change, Document},
    run::{
        desktop::child,
        event::Event,
        tasks::supervisor::{Service, Supervisor, Task},
    },
};

/// How many runs there are in a span of time.
const RUNS: (usize, Duration) = (10, Duration::from_mins(1));
/// Updates that may wait for their run.
const QUEUE: usize = 100;
/// How long the command may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// What waits for its run.
struct Job {
    words: Vec<String>,
    input: Vec<u8>,
}

/// Runs the reader's command.
pub(super) struct Commands {
    sender: mpsc::Sender<Event>,
    supervisor: Supervisor,
    runs: Option<(mpsc::Sender<Job>, Task)>,
}

impl Commands {
    pub(super) fn new(sender: mpsc::Sender<Event>, supervisor: Supervisor) -> Self {
        Self {
            sender,
            supervisor,
            runs: None,
        }
    }

    /// Gives the command every update of a notification, the oldest first.
    pub(super) fn give(
        &mut self,
        words: &[String],
        told: &Notification,
        (zone, at): (Zone, DateTime<Utc>),
    ) {
        let mut updates: Vec<(&Raised, &Alert)> = Vec::new();
        for raised in &told.raised {
            updates.extend(raised.alerts.iter().map(|alert| (raised, alert)));
        }
        updates.sort_by_key(|(_, alert)| alert.item.order);
        let over = updates.len().saturating_sub(QUEUE);
        for (raised, alert) in updates.into_iter().skip(over) {
            let job = Job {
                words: words.to_vec(),
                input: written(raised, alert, zone, at),
            };
            if self.queue().try_send(job).is_err() {
                tracing::warn!("alerts come faster than their command may run; one is left out");
            }
        }
    }

    fn queue(&mut self) -> &mpsc::Sender<Job> {
        let (sender, supervisor) = (&self.sender, &self.supervisor);
        let (queue, _) = self.runs.get_or_insert_with(|| {
            let (queue, jobs) = mpsc::channel(QUEUE);
            let jobs = Arc::new(Mutex::new(jobs));
            let service = Service {
                name: "Running your command for alerts".to_owned(),
                remedy: "It runs again after a restart.",
            };
            let sender = sender.clone();
            let task = supervisor.keep(service, move || run(Arc::clone(&jobs), sender.clone()));
            (queue, task)
        });
        queue
    }
}

/// Writes the record that `newswire tail` writes, too.
fn written(raised: &Raised, alert: &Alert, zone: Zone, at: DateTime<Utc>) -> Vec<u8> {
    let change = match alert.cause {
        Cause::New | Cause::KeyEvent | Cause::Breaking => Change::Added,
        Cause::Edited => Change::Revised,
        Cause::Retracted => Change::Retracted,
    };
    let document = Document {
        blog: &raised.origin.blog,
        status: raised.origin.blog.status.shown(Some(alert.item.time()), at),
        items: std::slice::from_ref(&alert.item),
        total: 1,
        address: raised.origin.address.as_ref(),
        recognised_as: &Clean::default(),
        warnings: &[],
        fetched_at: at,
        zone,
    };
    let source = document.address.map(WebUrl::as_str).unwrap_or_default();
    let (update, revision) = (&alert.item.entry.id, alert.item.revision());
    let id = report::ndjson::id(source, update, revision, change, 1);
    let mut bytes = Vec::new();
    let _memory_takes_all = report::ndjson::write(change, &id, &document, &alert.item, &mut bytes);
    bytes
}

/// Runs one after the other, as often as that may be.
async fn run(jobs: Arc<Mutex<mpsc::Receiver<Job>>>, sender: mpsc::Sender<Event>) {
    let mut jobs = jobs.lock().await;
    let mut starts = VecDeque::new();
    let mut failing = false;
    while let Some(Job { words, input }) = jobs.recv().await {
        sleep(wait(&starts, Instant::now())).await;
        starts.push_back(Instant::now());
        if starts.len() > RUNS.0 {
            starts.pop_front();
        }
        let name = Clean::line(words.first().map_or("", String::as_str));
        let fed = tokio::task::spawn_blocking(move || child::feed(&words, &input, PATIENCE)).await;
        let why = match fed {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(error.to_string()),
            Err(_) => Some("could not be run".to_owned()),
        };
        let failed = why.is_some();
        // A command that goes on failing is told of once.
        if let Some(why) = why.filter(|_| !failing) {
            let words = format!("The command for alerts: {name} {why}.");
            let told = Event::Told(Msg::Notice(Clean::line(&words)));
            let _nobody_listens = sender.send(told).await;
        }
        failing = failed;
    }
}

/// Says how long to wait for the next run; `starts` are those of the last ones, the oldest first.
fn wait(starts: &VecDeque<Instant>, now: Instant) -> Duration {
    let (runs, span) = RUNS;
    let first = starts.len().checked_sub(runs).and_then(|at| starts.get(at));
    first.map_or(Duration::ZERO, |first| {
        (*first + span).saturating_duration_since(now)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn ten_runs_a_minute_are_allowed() {
        let start = Instant::now();
        let second = |n: u64| start + Duration::from_secs(n);
        let starts: VecDeque<Instant> = (0..9).map(second).collect();
        assert_eq!(wait(&starts, second(9)), Duration::ZERO);
        let starts: VecDeque<Instant> = (0..10).map(second).collect();
        assert_eq!(wait(&starts, second(10)), Duration::from_secs(50));
        assert_eq!(wait(&starts, second(60)), Duration::ZERO);
        assert_eq!(wait(&starts, second(600)), Duration::ZERO);
    }
}
