//! What is open in the reader: sources and their pollers, from opening to leaving.

use std::{collections::HashSet, sync::Arc};

use chrono::{DateTime, Utc};
use tokio::sync::{Mutex, mpsc};

use super::{
    history,
    poll_lease::Waiting,
    polling::{self, Polling},
    supervisor::{Service, Supervisor, Task},
};
use crate::{
    app::{BlogId, Msg},
    fetch::{self, Attention, PollerConfig, Source, Start},
    model::{Clean, OlderOutcome, OlderPage},
    run::event::{Event, PollLease},
    store::{Changed, Lease, Store},
};

/// What to do about a source that is not polled any more.
const REFRESH: &str = "Refresh to try it again.";
/// Reports of pollers that may wait for the loop.
const QUEUE: usize = 64;

/// The open sources; dropping it ends their pollers and gives up their turns.
pub(in crate::run) struct Session {
    /// What their reports are known by: those of an earlier session may still be on their way.
    number: u64,
    open: Vec<Open>,
    config: PollerConfig,
    /// Whether the reader looks.
    attention: Attention,
    reports: mpsc::Sender<fetch::Event>,
    events: mpsc::Sender<Event>,
    /// The history that keeps them; `None` where it keeps nothing of them.
    store: Option<Store>,
    supervisor: Supervisor,
    /// Passes the reports on to the loop.
    _courier: Task,
}

/// One open source.
struct Open {
    id: BlogId,
    source: Source,
    start: Start,
    stage: Stage,
}

/// How far a source is on its way to being polled.
enum Stage {
    /// The reader paused it; the history may still be read to its end.
    Paused { _reading: Option<Task> },
    /// The history is read to its end, or another instance has the turn.
    Coming { task: Task },
    /// It is asked from here.
    Polled {
        polling: Polling,
        lease: Option<Lease>,
    },
}

/// A source to open.
pub(in crate::run) struct ToOpen {
    pub(in crate::run) id: BlogId,
    pub(in crate::run) source: Source,
    pub(in crate::run) start: Start,
    pub(in crate::run) paused: bool,
    /// Whether the history holds more of it than the reader has.
    pub(in crate::run) partial: bool,
}

impl Session {
    /// Reads what the history still holds of each source, and then polls what is not paused.
    pub(in crate::run) fn start(
        number: u64,
        sources: Vec<ToOpen>,
        (config, attention): (PollerConfig, Attention),
        store: Option<Store>,
        events: mpsc::Sender<Event>,
        supervisor: Supervisor,
    ) -> Self {
        let (reports, inbox) = mpsc::channel::<fetch::Event>(QUEUE);
        let (inbox, sender) = (Arc::new(Mutex::new(inbox)), events.clone());
        let courier = supervisor.keep(
            Service {
                name: "Passing on what pollers report".to_owned(),
                remedy: "Open the live blog again.",
            },
            move || pass_on(number, Arc::clone(&inbox), sender.clone()),
        );
        let mut session = Self {
            number,
            open: Vec::new(),
            config,
            attention,
            reports,
            events,
            store,
            supervisor,
            _courier: courier,
        };
        for to_open in sources {
            session.add(to_open);
        }
        session
    }

    /// Opens one more source and sends it on its way.
    pub(in crate::run) fn add(&mut self, to_open: ToOpen) {
        let id = to_open.id;
        self.open.push(Open {
            id,
            source: to_open.source,
            start: to_open.start,
            stage: Stage::Paused { _reading: None },
        });
        self.come(id, to_open.partial, !to_open.paused);
    }

    /// Sends a source on its way.
    fn come(&mut self, id: BlogId, partial: bool, polled: bool) {
        let Some((waiting, name)) = self.waiting(id).zip(self.any_source(id).map(Source::title))
        else {
            if polled {
                self.poll(id, None);
            }
            return;
        };
        let service = Service {
            name: format!("Reading the history of {name}"),
            remedy: REFRESH,
        };
        let task = self.supervisor.keep(service, move || {
            let waiting = waiting.clone();
            async move {
                if partial {
                    waiting.read_rest().await;
                }
                if polled {
                    waiting.take_turn().await;
                }
            }
        });
        let Some(open) = self.open_mut(id) else {
            return;
        };
        open.stage = if polled {
            Stage::Coming { task }
        } else {
            Stage::Paused {
                _reading: Some(task),
            }
        };
    }

    fn waiting(&self, id: BlogId) -> Option<Waiting> {
        Some(Waiting {
            store: self.store.clone()?,
            key: history::key(self.any_source(id)?)?,
            session: self.number,
            id,
            sender: self.events.clone(),
        })
    }

    fn poll(&mut self, id: BlogId, lease: Option<Lease>) {
        let (config, reports) = (self.config.clone(), self.reports.clone());
        let Some(open) = self.open(id) else {
            return;
        };
        let (source, start) = ((id.0, open.source.clone()), open.start.clone());
        let polling = polling::start(&self.supervisor, source, config, start, reports, REFRESH);
        polling.handle.attend(self.attention);
        if let Some(open) = self.open_mut(id) {
            open.stage = Stage::Polled { polling, lease };
        }
    }

    /// Polls a source whose turn came; a turn of an earlier session is given up.
    pub(in crate::run) fn take_turn(&mut self, turn: PollLease) {
        if self.is(turn.session) {
            self.poll(turn.id, turn.lease);
        }
    }

    /// Takes notice of what another instance saved: who takes over goes on from there. Returns which source it is.
    pub(in crate::run) fn hear(&mut self, changed: &Changed) -> Option<BlogId> {
        self.store.as_ref()?;
        let is_of = |open: &Open| history::key(&open.source).is_some_and(|key| key == changed.key);
        let open = self.open.iter_mut().find(|open| is_of(open))?;
        open.start = Start {
            validators: changed.validators.clone(),
            last: changed.last_poll,
        };
        Some(open.id)
    }

    /// Tells the pollers whether the reader looks.
    pub(in crate::run) fn attend(&mut self, attention: Attention) {
        self.attention = attention;
        for open in &self.open {
            if let Stage::Polled { polling, .. } = &open.stage {
                polling.handle.attend(attention);
            }
        }
    }

    /// Tells whether a report is of this session.
    pub(in crate::run) fn is(&self, number: u64) -> bool {
        self.number == number
    }

    /// Returns what the reports of this session are known by.
    pub(in crate::run) fn number(&self) -> u64 {
        self.number
    }

    /// Returns the number for the session after this one.
    pub(in crate::run) fn next_number(&self) -> u64 {
        self.number + 1
    }

    /// Asks for a source now; returns it where it was paused and goes on from here.
    pub(in crate::run) fn refresh(&mut self, id: BlogId) -> Option<&Source> {
        match &mut self.open_mut(id)?.stage {
            // What stays off after a fault is tried again when the reader asks for it.
            Stage::Polled { polling, lease } if polling.task.is_over() => {
                let lease = lease.take();
                self.poll(id, lease);
                None
            }
            Stage::Coming { task } if task.is_over() => {
                self.come(id, true, true);
                None
            }
            Stage::Polled { polling, .. } => {
                polling.handle.refresh();
                None
            }
            // Whoever has the turn asks at its own pace.
            Stage::Coming { .. } => None,
            Stage::Paused { .. } => {
                // What is still being read of it is read again: the turn comes after the rest.
                self.come(id, true, true);
                self.source(id)
            }
        }
    }

    /// Asks for the next older page of a source; says why where it cannot be asked from here.
    pub(in crate::run) fn older(&self, id: BlogId, now: DateTime<Utc>) -> Option<Msg> {
        let why = match &self.open(id)?.stage {
            Stage::Polled { polling, .. } => {
                polling.handle.older();
                return None;
            }
            Stage::Coming { .. } => "another newswire reads this live blog",
            Stage::Paused { .. } => "this live blog is paused",
        };
        let page = OlderPage {
            at: now,
            outcome: OlderOutcome::Failed(Clean::line(why)),
        };
        Some(Msg::Older(id, page))
    }

    /// Returns an open source, whether or not anything of it is kept.
    pub(in crate::run) fn any_source(&self, id: BlogId) -> Option<&Source> {
        Some(&self.open(id)?.source)
    }

    /// Returns a source that the history keeps.
    pub(in crate::run) fn source(&self, id: BlogId) -> Option<&Source> {
        self.store.as_ref()?;
        self.any_source(id)
    }

    /// Returns the names in the history of what is open.
    pub(in crate::run) fn keys(&self) -> HashSet<String> {
        let open = self.open.iter().map(|open| &open.source);
        open.filter_map(history::key).collect()
    }

    fn open(&self, id: BlogId) -> Option<&Open> {
        self.open.iter().find(|open| open.id == id)
    }

    fn open_mut(&mut self, id: BlogId) -> Option<&mut Open> {
        self.open.iter_mut().find(|open| open.id == id)
    }
}

/// Passes reports on until nobody takes them.
async fn pass_on(
    session: u64,
    inbox: Arc<Mutex<mpsc::Receiver<fetch::Event>>>,
    sender: mpsc::Sender<Event>,
) {
    let mut inbox = inbox.lock().await;
    while let Some(report) = inbox.recv().await {
        let event = Event::Reported(session, message(report));
        if sender.send(event).await.is_err() {
            return;
        }
    }
}

fn message(report: fetch::Event) -> Msg {
    let blog = BlogId(report.source);
    match report.kind {
        fetch::EventKind::Started => Msg::PollStarted(blog),
        fetch::EventKind::Done(poll) => Msg::Polled(blog, poll),
        fetch::EventKind::Older(page) => Msg::Older(blog, page),
        fetch::EventKind::Planned(next) => Msg::PollPlanned(blog, next),
        fetch::EventKind::Refused(why) => Msg::RefreshRefused(blog, why),
    }
}
