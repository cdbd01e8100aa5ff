//! The poller: one task a source, which asks at its pace and on demand, one request at a time.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use tokio::{
    sync::{Notify, mpsc, watch},
    time::{Instant, sleep, sleep_until},
};

use super::{
    FetchError, Limits, Source,
    cadence::{self, CadenceInput, Outcome},
    http,
    older::{self, Chain, Older},
    read::{Extract, Gate, Reading},
};
use crate::{
    model::{Clean, OlderOutcome, OlderPage, Poll, PollOutcome, Validators},
    source::{self, Recipes},
};

/// The least between two polls that a reader asks for by hand.
const BY_HAND: Duration = Duration::from_secs(10);
/// How often a file is looked at.
const FILE_LOOK: Duration = Duration::from_secs(1);

/// How to poll.
#[derive(Debug, Clone, Copy)]
pub struct PollerConfig {
    /// The reader's own interval.
    pub interval: Option<Duration>,
    /// How much and how long.
    pub limits: Limits,
    /// How bytes become a reading.
    pub extract: Extract,
    /// What is known of single publishers' pages.
    pub recipes: &'static Recipes,
}

impl Default for PollerConfig {
    fn default() -> Self {
        Self {
            interval: None,
            limits: Limits::default(),
            extract: source::extract_with,
            recipes: Recipes::built_in(),
        }
    }
}

/// What is known of a source from earlier.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// What identifies the last answer.
    pub validators: Validators,
    /// How long ago that was; `None` where the source was never read.
    pub age: Option<Duration>,
}

/// What a poller tells.
#[derive(Debug, Clone)]
pub struct Event {
    /// Which source.
    pub source: usize,
    /// What happened.
    pub kind: EventKind,
}

/// What happened to a source.
#[derive(Debug, Clone)]
pub enum EventKind {
    /// A request began.
    Started,
    /// A request ended.
    Done(Poll),
    /// An older page was asked for and is there, or is not.
    Older(OlderPage),
    /// A request by hand was refused; the sentence says why.
    Refused(Clean),
}

/// Commands a poller; once it is dropped the poller ends with what it is about.
#[derive(Debug)]
pub struct Handle {
    refresh: Arc<Notify>,
    older: Arc<Notify>,
    focus: watch::Sender<bool>,
}

/// What a handle commands a poller by.
#[derive(Debug, Clone)]
pub struct Commands {
    refresh: Arc<Notify>,
    older: Arc<Notify>,
    focused: watch::Receiver<bool>,
}

impl Handle {
    /// Makes a handle, and what it commands by.
    #[must_use]
    pub fn new() -> (Self, Commands) {
        let (focus, focused) = watch::channel(true);
        let commands = Commands {
            refresh: Arc::default(),
            older: Arc::default(),
            focused,
        };
        let handle = Self {
            refresh: Arc::clone(&commands.refresh),
            older: Arc::clone(&commands.older),
            focus,
        };
        (handle, commands)
    }

    /// Asks now. While a request is under way, that one is the answer.
    pub fn refresh(&self) {
        self.refresh.notify_one();
    }

    /// Asks for the next older page; how far that went is kept here. Answered by one [`EventKind::Older`].
    pub fn older(&self) {
        self.older.notify_one();
    }

    /// Tells whether the reader looks at the program.
    pub fn focus(&self, focused: bool) {
        self.focus.send_replace(focused);
    }
}

/// Polls a source until nobody commands it or listens any more; `index` names it in the events.
pub async fn poll(
    index: usize,
    source: Source,
    config: PollerConfig,
    start: Start,
    commands: Commands,
    events: mpsc::Sender<Event>,
) {
    let poller = Poller {
        index,
        loopback: source
            .address()
            .is_some_and(|url| http::is_loopback(url.as_url())),
        on_web: matches!(source, Source::Web(_)),
        gate: Gate::new(source.clone(), config.limits, config.recipes),
        source,
        config,
        validators: start.validators,
        commands,
        chain: Chain::default(),
        events,
        input: CadenceInput::default(),
        last_news: None,
        not_before: None,
    };
    poller.run(start.age).await;
}

struct Poller {
    index: usize,
    source: Source,
    loopback: bool,
    on_web: bool,
    config: PollerConfig,
    gate: Gate,
    validators: Validators,
    commands: Commands,
    /// How far the older pages were walked.
    chain: Chain,
    events: mpsc::Sender<Event>,
    input: CadenceInput,
    last_news: Option<Instant>,
    /// Before this a request by hand is refused.
    not_before: Option<Instant>,
}

impl Poller {
    /// Polls until the program ends. A source that was read a moment ago is not asked again at once.
    async fn run(mut self, age: Option<Duration>) {
        let begun = Instant::now();
        let rest = age.and_then(|age| self.floor().checked_sub(age));
        let mut due = Some(begun + rest.unwrap_or_default());
        loop {
            if !self.wait(due).await {
                return;
            }
            if self.tell(EventKind::Started).await.is_err() {
                return;
            }
            let poll = self.poll().await;
            due = poll.next.map(|next| Instant::now() + next);
            if self.tell(EventKind::Done(poll)).await.is_err() {
                return;
            }
        }
    }

    fn floor(&self) -> Duration {
        if self.loopback {
            cadence::LOOPBACK_FLOOR
        } else {
            cadence::FLOOR
        }
    }

    async fn tell(&self, kind: EventKind) -> Result<(), ()> {
        let event = Event {
            source: self.index,
            kind,
        };
        self.events.send(event).await.map_err(|_| ())
    }

    /// Waits for the next poll: its time, a request by hand, a changed file. `false` where nobody listens.
    async fn wait(&mut self, mut due: Option<Instant>) -> bool {
        loop {
            let looks = self.source_is_file();
            tokio::select! {
                () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => return true,
                () = sleep(FILE_LOOK), if looks => {
                    if self.gate.file_changed() {
                        return true;
                    }
                }
                () = self.commands.refresh.notified() => match self.refused() {
                    None => return true,
                    Some(why) => if self.tell(EventKind::Refused(why)).await.is_err() {
                        return false;
                    },
                },
                () = self.commands.older.notified() => {
                    let page = self.older_page().await;
                    if self.tell(EventKind::Older(page)).await.is_err() {
                        return false;
                    }
                    due = due.map(|due| self.no_earlier(due));
                }
                changed = self.commands.focused.changed() => {
                    if changed.is_err() {
                        return false;
                    }
                    // Whoever comes back wants to see what is new, as soon as that is polite.
                    if *self.commands.focused.borrow_and_update() && self.refused().is_none() && due.is_some() {
                        due = Some(Instant::now());
                    }
                }
            }
        }
    }

    fn source_is_file(&self) -> bool {
        matches!(self.source, Source::File { .. })
    }

    /// Says why a request by hand has to wait.
    fn refused(&self) -> Option<Clean> {
        let wait = self.not_before?.checked_duration_since(Instant::now())?;
        let seconds = wait.as_secs().max(1);
        let host = self.source.title();
        Some(Clean::line(&format!(
            "{host} was just asked; it can be asked again in {seconds} s."
        )))
    }

    /// Puts a poll off that would follow an older page too closely, or fall into a pause that was asked for.
    fn no_earlier(&self, due: Instant) -> Instant {
        let pause = self.input.retry_after.and(self.not_before);
        let waits = [self.chain.rests_until(), pause];
        waits.into_iter().flatten().fold(due, Instant::max)
    }

    /// Fetches the next older page.
    async fn older_page(&mut self) -> OlderPage {
        let outcome = match self.try_older_page().await {
            Ok(Some(Older { snapshot, at, more })) => {
                let snapshot = Box::new(snapshot);
                return OlderPage {
                    at,
                    outcome: OlderOutcome::Page { snapshot, more },
                };
            }
            Ok(None) => OlderOutcome::End,
            Err(why) => OlderOutcome::Failed(why),
        };
        OlderPage {
            at: super::machine::now(),
            outcome,
        }
    }

    async fn try_older_page(&mut self) -> Result<Option<Older>, Clean> {
        if !self.on_web {
            return Ok(None);
        }
        // Where the publisher asked for a pause, that counts for its older pages too.
        if self.input.retry_after.is_some()
            && let Some(why) = self.refused()
        {
            return Err(why);
        }
        let extract = self.config.extract;
        let read = async {
            if !self.chain.has_begun() {
                // The history knew the newest page, and not where it leads.
                let newest = self.gate.read(&Validators::default(), extract).await;
                self.chain.rest(&self.source);
                let newest = newest?;
                if let Some(newest) = newest.extraction {
                    self.chain.begin_at(&self.source, &newest.snapshot);
                }
            }
            older::step(&self.source, &mut self.gate, &mut self.chain, extract).await
        };
        let read = read.await;
        read.map_err(|error| {
            tracing::warn!(source = %self.source.title(), "older page: {error}");
            if let Some(wait) = error.retry_after() {
                self.input.retry_after = Some(wait);
                self.not_before = Some(Instant::now() + wait);
            }
            Clean::line(&error.to_string())
        })
    }

    async fn poll(&mut self) -> Poll {
        let read = self.gate.read(&self.validators, self.config.extract).await;
        // What was asked for while this was under way has its answer.
        let _ = futures_util::FutureExt::now_or_never(self.commands.refresh.notified());
        self.input = CadenceInput {
            interval: self.config.interval,
            loopback: self.loopback,
            focused: *self.commands.focused.borrow(),
            ..self.input
        };
        let (at, outcome) = match read {
            Ok(reading) => self.good(reading),
            Err(error) => self.failed(&error),
        };
        self.chain.rest(&self.source);
        let now = Instant::now();
        self.input.quiet_for = self.last_news.map_or(Duration::ZERO, |news| now - news);
        let chance = fastrand::f64() * 2.0 - 1.0;
        let next = cadence::next_delay(&self.input, chance).filter(|_| self.on_web);
        let by_hand = if self.loopback || !self.on_web {
            Duration::ZERO
        } else {
            BY_HAND
        };
        let asked = self.input.retry_after.and(next).unwrap_or_default();
        self.not_before = Some(now + by_hand.max(asked));
        Poll {
            at,
            outcome,
            next,
            validators: self.validators.clone(),
        }
    }

    fn good(&mut self, reading: Reading) -> (DateTime<Utc>, PollOutcome) {
        self.validators = reading.validators;
        self.input.outcome = Outcome::Good;
        self.input.failures = 0;
        self.input.retry_after = None;
        self.input.fresh_for = reading.fresh_for;
        let Some(extraction) = reading.extraction else {
            if self.input.ended_polls > 0 {
                self.input.ended_polls += 1;
            }
            self.last_news.get_or_insert_with(Instant::now);
            return (reading.at, PollOutcome::Unchanged);
        };
        let snapshot = extraction.snapshot;
        if !reading.by_protocol {
            self.chain.begin_at(&self.source, &snapshot);
        }
        if !snapshot.is_empty() {
            self.last_news = Some(Instant::now());
        }
        self.input.source_min = snapshot.min_interval.map(|s| Duration::from_secs(s.into()));
        let ended = snapshot.blog.status.is_over();
        self.input.ended_polls = if ended { self.input.ended_polls + 1 } else { 0 };
        (reading.at, PollOutcome::Fresh(Box::new(snapshot)))
    }

    fn failed(&mut self, error: &FetchError) -> (DateTime<Utc>, PollOutcome) {
        tracing::warn!(source = %self.source.title(), "{error}");
        self.input.failures = self.input.failures.saturating_add(1);
        self.input.retry_after = error.retry_after();
        self.input.fresh_for = None;
        self.input.outcome = match error.http_status() {
            Some(410) => Outcome::Gone,
            Some(404) => Outcome::Missing,
            _ if error.is_wall() => Outcome::Wall,
            _ => Outcome::Failed,
        };
        let gone = self.input.outcome == Outcome::Gone;
        (
            super::machine::now(),
            PollOutcome::Failed {
                why: Clean::line(&error.to_string()),
                gone,
                no_live_blog: error.is_about_address(),
            },
        )
    }
}
