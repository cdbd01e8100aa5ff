//! The history on behalf of the reader: opened first, written in order, closed in time.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore, mpsc, oneshot};

use super::{
    place,
    supervisor::{Service, Supervisor, Task},
};
use crate::{
    app::{Filter, Kept, NotLoaded, Order, Place, Restored},
    fetch::{Network, Promise, Source, Start},
    model::{Clean, EntryId, Item, alert::Wish},
    store::{self, PollRecord, Store, StoreError, Stored},
};

/// Screens with fewer rows are read for as if they had so many: terminals are made larger.
const FEWEST_ROWS: usize = 32;

/// The open history.
pub(in crate::run) struct History {
    store: Store,
    /// A write that finds others before it waits; it is not dropped, and does not hold the screen up. Who waits where
    /// there are too many is whoever brings what came from outside: see [`History::room`].
    jobs: mpsc::UnboundedSender<Waiting>,
    room: Arc<Semaphore>,
    writer: Task,
}

/// How many writes may wait before nothing more is taken from pollers; what a reader does is written all the same.
const QUEUE: usize = 256;
/// How long the end of the program waits for the disk; what was acknowledged is safe without it.
const CLOSING: Duration = Duration::from_millis(400);

/// A write with its place in the queue; those without one are over the limit.
type Waiting = (Job, Option<OwnedSemaphorePermit>);

/// Something to write.
enum Job {
    Follow(String, DateTime<Utc>),
    Poll(String, Box<PollRecord>),
    Items(String, Vec<Item>),
    Read(String, Vec<(EntryId, bool)>),
    Bookmark(String, EntryId, bool),
    Place(String, store::Place),
    Wishes(String, Vec<Wish>),
    /// Notes what is alerted to; answered by what is new of it.
    Claim(String, Vec<(EntryId, String)>, oneshot::Sender<Vec<usize>>),
    Pause(String, bool),
    Archive(String, bool),
    Tags(String, Vec<Clean>),
    Forget(String),
    Promise(Promise),
    /// Nothing; answered once all before it is written.
    Settle(oneshot::Sender<()>),
}

/// What the history holds of a source.
#[derive(Default)]
pub(in crate::run) struct Opened {
    pub(in crate::run) restored: Option<Restored>,
    /// Whether there is more than what was restored.
    pub(in crate::run) partial: bool,
    pub(in crate::run) start: Start,
    /// The reader paused it: it is not polled until asked for.
    pub(in crate::run) paused: bool,
    /// What the reader wants to be alerted to in it.
    pub(in crate::run) wishes: Vec<Wish>,
}

impl History {
    /// Starts to write to a store; `complain` is told once, in a sentence, when writing begins to fail.
    pub(in crate::run) fn new(
        store: Store,
        supervisor: &Supervisor,
        complain: impl Fn(Clean) + Clone + Send + Sync + 'static,
    ) -> Self {
        let (jobs, queue) = mpsc::unbounded_channel();
        let (writing, queue) = (store.clone(), Arc::new(Mutex::new(queue)));
        let service = Service {
            name: "Writing the history".to_owned(),
            remedy: "Quit and start newswire again: what comes in until then is not kept.",
        };
        let writer = supervisor.keep(service, move || {
            write_all(writing.clone(), Arc::clone(&queue), complain.clone())
        });
        Self {
            store,
            jobs,
            room: Arc::new(Semaphore::new(QUEUE)),
            writer,
        }
    }

    /// Tells whether more may come from outside now.
    pub(in crate::run) fn has_room(&self) -> bool {
        self.room.available_permits() > 0
    }

    /// Waits until more may come from outside: until then pollers wait with what they have.
    pub(in crate::run) fn room(&self) -> impl Future<Output = ()> + Send + use<> {
        let room = Arc::clone(&self.room);
        async move {
            let _there_is_some = room.acquire().await;
        }
    }

    /// Returns the store, for what is only read.
    pub(in crate::run) fn store(&self) -> Store {
        self.store.clone()
    }

    /// Returns what is answered once everything is written that was to be kept so far.
    pub(in crate::run) fn settled(&self) -> oneshot::Receiver<()> {
        let (done, settled) = oneshot::channel();
        self.write(Job::Settle(done));
        settled
    }

    /// Begins to follow a source, where it is not followed already.
    pub(in crate::run) fn follow(&self, source: &Source, now: DateTime<Utc>) {
        if let Some(key) = key(source) {
            self.write(Job::Follow(key, now));
        }
    }

    /// Lets a source go on that was paused.
    pub(in crate::run) fn resume(&self, source: &Source) {
        if let Some(key) = key(source) {
            self.pause(key, false);
        }
    }

    /// Pauses a live blog or lets it go on.
    pub(in crate::run) fn pause(&self, key: String, paused: bool) {
        self.write(Job::Pause(key, paused));
    }

    /// Puts a live blog away or takes it out again.
    pub(in crate::run) fn archive(&self, key: String, archived: bool) {
        self.write(Job::Archive(key, archived));
    }

    /// Keeps the words that the reader sorts a live blog by.
    pub(in crate::run) fn tag(&self, key: String, tags: Vec<Clean>) {
        self.write(Job::Tags(key, tags));
    }

    /// Removes a live blog and all that is kept of it.
    pub(in crate::run) fn forget(&self, key: String) {
        self.write(Job::Forget(key));
    }

    /// Sets the network up, with what was promised to hosts earlier; new promises are kept as long as the history is open.
    pub(in crate::run) async fn network(
        &self,
        contact: Option<&str>,
        now: DateTime<Utc>,
    ) -> Network {
        let jobs = self.jobs.downgrade();
        Network::new(contact, self.promises(now).await, move |promise| {
            if let Some(jobs) = jobs.upgrade() {
                let _nobody_writes = jobs.send((Job::Promise(promise), None));
            }
        })
    }

    /// Returns what was promised to hosts earlier and is not over; what is, is dropped.
    async fn promises(&self, now: DateTime<Utc>) -> Vec<Promise> {
        let promises = self.store.promises(now).await;
        let promises = promises.unwrap_or_else(|error| {
            tracing::warn!("history: {error}");
            Vec::new()
        });
        if !promises.is_empty()
            && let Err(error) = self.store.forget_past_promises(now).await
        {
            tracing::warn!("history: {error}");
        }
        promised(promises)
    }

    /// Keeps what a poll brought.
    pub(in crate::run) fn keep(&self, source: &Source, kept: Kept) {
        let Some(key) = key(source) else { return };
        let watched = matches!(source, Source::File { .. });
        let brought = (kept.blog, kept.items);
        let record = PollRecord::new(kept.at, kept.validators, watched, brought, kept.failure);
        self.write(Job::Poll(key, Box::new(record)));
    }

    /// Keeps what an older page brought.
    pub(in crate::run) fn keep_older(&self, source: &Source, items: Vec<Item>) {
        if let Some(key) = key(source) {
            self.write(Job::Items(key, items));
        }
    }

    /// Keeps read marks.
    pub(in crate::run) fn keep_read(&self, source: &Source, marks: Vec<(EntryId, bool)>) {
        if let Some(key) = key(source) {
            self.write(Job::Read(key, marks));
        }
    }

    /// Keeps a bookmark, or that there is none any more.
    pub(in crate::run) fn keep_bookmark(&self, source: &Source, entry: EntryId, kept: bool) {
        if let Some(key) = key(source) {
            self.write(Job::Bookmark(key, entry, kept));
        }
    }

    /// Keeps the reader's place.
    pub(in crate::run) fn keep_place(&self, source: &Source, place: Place, now: DateTime<Utc>) {
        let Some(key) = key(source) else { return };
        self.write(Job::Place(key, place::kept(place, now)));
    }

    /// Keeps what the reader wants to be alerted to.
    pub(in crate::run) fn keep_wishes(&self, source: &Source, wishes: Vec<Wish>) {
        if let Some(key) = key(source) {
            self.write(Job::Wishes(key, wishes));
        }
    }

    /// Notes occasions of alerts, once all that came before is written; answered by the indices of those that nobody
    /// was alerted to. Not answered where they cannot be noted.
    pub(in crate::run) fn claim_alerts(
        &self,
        source: &Source,
        occasions: Vec<(EntryId, String)>,
    ) -> oneshot::Receiver<Vec<usize>> {
        let (answer, new) = oneshot::channel();
        if let Some(key) = key(source) {
            self.write(Job::Claim(key, occasions, answer));
        }
        new
    }

    fn write(&self, job: Job) {
        let place = Arc::clone(&self.room).try_acquire_owned().ok();
        if self.jobs.send((job, place)).is_err() {
            tracing::error!("the history is not written any more; a change is lost");
        }
    }

    /// Writes what waits and closes the file; a disk that takes longer than [`CLOSING`] is not waited for.
    pub(in crate::run) async fn close(self) {
        drop(self.jobs);
        let closing = async {
            self.writer.ended().await;
            let _ = self.store.close().await;
        };
        let _ = tokio::time::timeout(CLOSING, closing).await;
    }
}

/// What the first frame needs of a source.
#[derive(Debug, Clone)]
pub(in crate::run) struct Wanted {
    /// The update to go to; `None` goes where the reader left.
    pub(in crate::run) at: Option<EntryId>,
    /// How many rows the screen has.
    pub(in crate::run) rows: u16,
}

impl Wanted {
    /// Returns how many updates fill the screen wherever in it the anchor is: each has one row or more.
    fn updates(&self) -> usize {
        usize::from(self.rows).max(FEWEST_ROWS) * 2
    }
}

/// Reads what the first frame needs of a source: a part of it where there is much.
pub(in crate::run) async fn open(store: &Store, source: &Source, wanted: Wanted) -> Opened {
    let Some(key) = key(source) else {
        return Opened::default();
    };
    let limit = wanted.updates();
    let stored = match store.load_around(&key, wanted.at.clone(), limit).await {
        Ok(stored) => stored,
        Err(error) => {
            tracing::warn!("history: {error}");
            None
        }
    };
    let wishes = store.wishes(&key).await.unwrap_or_else(|error| {
        tracing::warn!("history: {error}");
        Vec::new()
    });
    let opened = stored.map_or_else(Opened::default, |stored| opened(stored, wanted.at));
    Opened { wishes, ..opened }
}

fn opened(stored: Stored, at: Option<EntryId>) -> Opened {
    let start = Start {
        validators: stored.validators,
        last: stored.last_poll,
    };
    let found = at.map(|entry| Place {
        selected: Some(entry.clone()),
        entry,
        byte: 0,
        lead: 1,
        reading: 0,
        order: Order::default(),
        density: None,
        filter: Filter::default(),
    });
    let left = stored.place.as_ref().map(|place| place.left);
    let place = stored.place.map(place::restored);
    let timeline = stored.timeline;
    let not_loaded = (!stored.complete).then(|| NotLoaded {
        updates: stored.total.saturating_sub(timeline.items().len()),
        unread: stored.unread.saturating_sub(timeline.unread()),
    });
    Opened {
        restored: Some(Restored {
            timeline,
            checked: stored.last_contact,
            place: found.or(place),
            left,
            not_loaded,
            gaps: stored.gaps,
            blog_revisions: stored.heads,
        }),
        partial: not_loaded.is_some(),
        start,
        paused: stored.paused,
        wishes: Vec::new(),
    }
}

/// Writes what is in the queue until nothing more can come.
async fn write_all(
    store: Store,
    queue: Arc<Mutex<mpsc::UnboundedReceiver<Waiting>>>,
    complain: impl Fn(Clean),
) {
    let mut queue = queue.lock().await;
    let mut failing = false;
    while let Some((job, place)) = queue.recv().await {
        let done = write(&store, job).await;
        drop(place);
        if let Err(error) = &done
            && !failing
        {
            tracing::warn!("history: {error}");
            complain(told(error));
        }
        failing = done.is_err();
    }
}

/// Says why something is not saved; a change that may succeed later is kept and tried again.
pub(in crate::run) fn told(error: &StoreError) -> Clean {
    let then = if error.is_passing() {
        " newswire will try again."
    } else {
        ""
    };
    Clean::line(&format!("{error}{then}"))
}

async fn write(store: &Store, job: Job) -> Result<(), StoreError> {
    match job {
        Job::Follow(key, at) => store.follow(&key, &key, at).await,
        Job::Poll(key, record) => store.save_poll(&key, *record).await,
        Job::Items(key, items) => store.save_items(&key, items).await,
        Job::Read(key, marks) => store.mark_read(&key, marks).await,
        Job::Bookmark(key, entry, kept) => store.bookmark(&key, entry, kept).await,
        Job::Place(key, place) => store.save_place(&key, place).await,
        Job::Wishes(key, wishes) => store.save_wishes(&key, wishes).await,
        Job::Claim(key, occasions, answer) => {
            let new = store.claim_alerts(&key, occasions).await?;
            let _nobody_waits = answer.send(new);
            Ok(())
        }
        Job::Pause(key, paused) => store.pause(&key, paused).await,
        Job::Tags(key, tags) => store.tag(&key, tags).await,
        Job::Archive(key, archived) => store.archive(&key, archived).await,
        Job::Forget(key) => store.forget(&key).await,
        Job::Promise(Promise { host, until }) => store.promise(&host, until).await,
        Job::Settle(done) => {
            let _nobody_waits = done.send(());
            Ok(())
        }
    }
}

/// Returns what the history knows of hosts as the network takes it.
pub(in crate::run) fn promised(hosts: Vec<(String, DateTime<Utc>)>) -> Vec<Promise> {
    let promise = |(host, until)| Promise { host, until };
    hosts.into_iter().map(promise).collect()
}

/// Standard input is read once and cannot be opened again: nothing of it is kept.
pub(in crate::run) fn key(source: &Source) -> Option<String> {
    match source {
        Source::Stdin { .. } => None,
        Source::Web(_) | Source::File { .. } => Some(source.key()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn writes_wait_for_their_turn_however_many_there_are() {
        const WRITES: usize = 1500;
        let (store, _) = Store::open(None, DateTime::UNIX_EPOCH);
        let (supervisor, _notes) = Supervisor::new(tokio::runtime::Handle::current());
        let history = History::new(store, &supervisor, |_| ());
        for number in 0..WRITES {
            let address = format!("https://post.example/live/{number}");
            let source = Source::parse(&address, None).unwrap();
            history.follow(&source, DateTime::UNIX_EPOCH);
        }
        // Nobody waits to write, but nothing more is to come from outside meanwhile.
        assert!(!history.has_room());
        history.room().await;
        history.settled().await.unwrap();
        assert!(history.has_room());
        assert_eq!(history.store().list().await.unwrap().len(), WRITES);
    }
}
