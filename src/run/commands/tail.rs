//! `newswire tail`: every change of live blogs as a record, without a screen, from where the last one left off.
//!
//! What a poll brings goes into the history first; what is told comes out of it, record by record, and the place is
//! kept with each. So a kill at any moment loses nothing and repeats nothing.

mod alarm;
mod blog;
mod outlet;
mod place;
#[cfg(test)]
mod soak;
#[cfg(test)]
mod tests;

use std::{
    io::{self, Write},
    pin::pin,
    time::Duration,
};

use tokio::{
    runtime::{self, Handle},
    signal::unix::{Signal, SignalKind, signal},
    sync::mpsc,
    time::{MissedTickBehavior, interval},
};

use self::{
    blog::{Blog, Stage},
    outlet::Outlet,
    place::TailPlaces,
};
use super::{reading, recipes};
use crate::{
    cli::Tail,
    config::Config,
    fetch::{self, EventKind, PollerConfig, Source},
    model::Clean,
    run::{
        failure::Failure,
        now,
        tasks::{
            history::{self, History},
            polling,
            supervisor::Supervisor,
        },
    },
    store::{Changed, Store, StoreError},
};

/// How many reports of pollers wait until they are taken in; more wait at their sources.
const WAITING: usize = 64;
/// How often it is asked whether anybody still reads the records, and what other instances changed.
const LOOK: Duration = Duration::from_secs(1);
/// What to do about a source that is not followed any more.
const REMEDY: &str = "Start newswire tail again to go on with it.";

/// Follows sources until the time is over, nobody reads the records any more, or nothing can change any more.
pub(super) fn tail(arguments: &Tail, config: &Config, out: &mut dyn Write) -> Result<(), Failure> {
    let mut sources: Vec<Source> = Vec::new();
    for argument in &arguments.sources {
        let source = reading::source(argument, None)?;
        // One that is named twice is one.
        if sources.iter().all(|known| known.key() != source.key()) {
            sources.push(source);
        }
    }
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Failure::Start)?;
    let followed = runtime.block_on(async {
        let mut tailing = Tailing::start(sources, arguments, config, out).await?;
        let done = tailing.run(arguments.duration).await;
        tailing.end().await;
        done
    });
    runtime.shutdown_timeout(Duration::from_millis(50));
    followed
}

/// All that is followed, and who is told of it.
struct Tailing<'o> {
    blogs: Vec<Blog>,
    outlet: Outlet<'o>,
    place: TailPlaces,
    /// Whether it ends once every blog ended.
    until_end: bool,
    /// Whether it follows what the library follows, and not named sources.
    is_of_library: bool,
    history: History,
    /// For standard input, of which nothing is kept.
    aside: Store,
    config: PollerConfig,
    supervisor: Supervisor,
    notes: mpsc::Receiver<Clean>,
    reports: mpsc::Receiver<fetch::Event>,
    events: mpsc::Sender<fetch::Event>,
    ticks: u64,
}

impl<'o> Tailing<'o> {
    async fn start(
        sources: Vec<Source>,
        arguments: &Tail,
        config: &Config,
        out: &'o mut dyn Write,
    ) -> Result<Self, Failure> {
        let dir = config.data_dir.as_deref().filter(|_| config.history);
        let (mut store, notes) = Store::open(dir, now());
        let writes = store.forget_past_promises(now()).await;
        if matches!(writes, Err(StoreError::ReadOnly | StoreError::Newer)) {
            // What cannot be kept is told all the same.
            store = Store::open(None, now()).0;
        }
        notes.iter().for_each(|note| super::tell(note.as_str()));
        let (supervisor, notes) = Supervisor::new(Handle::current());
        let complain = |why: Clean| super::tell(why.as_str());
        let history = History::new(store, &supervisor, complain);
        let network = history.network(config.contact.as_deref(), now()).await;
        let (events, reports) = mpsc::channel(WAITING);
        let mut tailing = Self {
            blogs: Vec::new(),
            outlet: Outlet::new(arguments, config, out).map_err(Failure::Start)?,
            place: TailPlaces::new(arguments, now()),
            until_end: arguments.until_end,
            is_of_library: sources.is_empty(),
            history,
            aside: Store::open(None, now()).0,
            config: PollerConfig {
                network,
                interval: config.interval,
                recipes: &recipes::known().recipes,
                ..PollerConfig::default()
            },
            supervisor,
            notes,
            reports,
            events,
            ticks: 0,
        };
        for source in sources {
            tailing.add(source).await?;
        }
        if tailing.is_of_library {
            tailing.follow_library().await?;
        }
        Ok(tailing)
    }

    /// Takes up a source: tells what happened while nobody listened, and sees to it that it is polled.
    async fn add(&mut self, source: Source) -> Result<(), Failure> {
        let store = match &source {
            Source::Stdin { .. } => self.aside.clone(),
            Source::Web(_) | Source::File { .. } => self.history.store(),
        };
        let mut blog = Blog::load(source, store).await?;
        if !self.outlet.is_quiet() {
            self.place.take(&mut blog).await?;
            self.place.deliver(&mut blog, &mut self.outlet).await?;
        }
        self.blogs.push(blog);
        self.take_turn(self.blogs.len() - 1, false).await
    }

    /// Follows what the library follows by now, and nothing that it does not follow any more.
    async fn follow_library(&mut self) -> Result<(), Failure> {
        let listed = self.history.store().list().await?;
        let is_wanted = |key: &str| {
            let mut listed = listed.iter();
            listed.any(|blog| blog.key == key && !blog.paused && !blog.archived)
        };
        for blog in &mut self.blogs {
            match (&blog.stage, is_wanted(&blog.key)) {
                (Stage::Left, true) => blog.stage = Stage::Waiting,
                (_, false) => blog.stage = Stage::Left,
                (_, true) => {}
            }
        }
        for summary in &listed {
            let is_new = self.blogs.iter().all(|blog| blog.key != summary.key);
            if !is_new || !is_wanted(&summary.key) {
                continue;
            }
            match Source::of_key(summary.address.as_str()) {
                Ok(source) => self.add(source).await?,
                Err(error) => tracing::warn!("{error}"),
            }
        }
        Ok(())
    }

    /// Polls a blog, unless another instance of the program does; one that did may have saved more than is known.
    async fn take_turn(&mut self, index: usize, was_elsewhere: bool) -> Result<(), Failure> {
        let Some(blog) = self.blogs.get_mut(index) else {
            return Ok(());
        };
        let Some(lease) = blog.try_lead().await else {
            // What the other one saved is the state of things.
            if !self.outlet.is_quiet() {
                self.place.begin(blog).await?;
                self.place.deliver(blog, &mut self.outlet).await?;
            }
            return Ok(());
        };
        if was_elsewhere {
            blog.reload().await?;
        }
        let (source, start) = (blog.source.clone(), blog.start());
        let (config, events) = (self.config.clone(), self.events.clone());
        let polled = (index, source);
        let polling = polling::start(&self.supervisor, polled, config, start, events, REMEDY);
        blog.stage = Stage::Polled {
            _polling: polling,
            _lease: lease,
        };
        Ok(())
    }

    async fn run(&mut self, duration: Option<Duration>) -> Result<(), Failure> {
        let mut signals = Signals::listen().map_err(Failure::Start)?;
        let mut over = pin!(async {
            match duration {
                Some(duration) => tokio::time::sleep(duration).await,
                None => std::future::pending().await,
            }
        });
        let mut looks = interval(LOOK);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            if self.is_over() {
                return self.verdict();
            }
            tokio::select! {
                biased;
                signal = signals.next() => return Err(Failure::Signal(signal)),
                () = &mut over => return self.verdict(),
                Some(event) = self.reports.recv() => self.event(event).await?,
                Some(note) = self.notes.recv() => super::tell(note.as_str()),
                _ = looks.tick() => self.look().await?,
            }
        }
    }

    /// Tells whether nothing can come any more, or nothing that is wanted.
    fn is_over(&self) -> bool {
        let is_over = |blog: &Blog| {
            matches!(blog.stage, Stage::Finished | Stage::Left)
                || (self.until_end && blog.is_ended(now()))
        };
        !self.is_of_library && self.blogs.iter().all(is_over)
    }

    /// Says how it went: badly where no source was ever read.
    fn verdict(&self) -> Result<(), Failure> {
        let was_read = self.is_of_library || self.blogs.iter().any(|blog| blog.is_known);
        let failed = self.blogs.iter().rev().find_map(|blog| blog.failed);
        match failed.filter(|_| !was_read) {
            Some(status) => Err(Failure::Told(status)),
            None => Ok(()),
        }
    }

    async fn event(&mut self, event: fetch::Event) -> Result<(), Failure> {
        let Some(blog) = self.blogs.get_mut(event.source) else {
            return Ok(());
        };
        match event.kind {
            EventKind::Done(poll) => {
                if let Some(why) = blog.take(poll).await {
                    super::tell(&why);
                }
            }
            // It ended long ago, and is not asked any more.
            EventKind::Planned(None) if blog.is_on_web() => blog.stage = Stage::Finished,
            EventKind::Planned(_)
            | EventKind::Started
            | EventKind::Older(_)
            | EventKind::Refused(_) => return Ok(()),
        }
        if self.outlet.is_quiet() {
            return Ok(());
        }
        if blog.is_settled() {
            self.place.begin(blog).await?;
        }
        self.place.deliver(blog, &mut self.outlet).await
    }

    /// Looks who still listens, and what other instances of the program did.
    async fn look(&mut self) -> Result<(), Failure> {
        if Outlet::is_closed() {
            return Err(io::Error::from(io::ErrorKind::BrokenPipe).into());
        }
        self.ticks += 1;
        let news = self.history.store().news().await?;
        news.notes
            .iter()
            .for_each(|note| super::tell(note.as_str()));
        self.config.network.hear(history::promised(news.promises));
        if !news.changed.is_empty() {
            self.hear(news.changed).await?;
        }
        // A lock that the system gives back costs little to try, and less every other time.
        if self.ticks.is_multiple_of(2) {
            let waiting = |(index, blog): (usize, &Blog)| {
                matches!(blog.stage, Stage::Waiting).then_some(index)
            };
            let waiting: Vec<usize> = self.blogs.iter().enumerate().filter_map(waiting).collect();
            for index in waiting {
                self.take_turn(index, true).await?;
            }
        }
        Ok(())
    }

    /// Tells what other instances of the program saw.
    async fn hear(&mut self, changed: Vec<Changed>) -> Result<(), Failure> {
        for changed in changed {
            let mut blogs = self.blogs.iter_mut();
            if let Some(blog) = blogs.find(|blog| blog.key == changed.key)
                && !self.outlet.is_quiet()
            {
                blog.hear(changed);
                self.place.deliver(blog, &mut self.outlet).await?;
            }
        }
        if self.is_of_library {
            self.follow_library().await?;
        }
        Ok(())
    }

    /// Ends the pollers and closes the history: the next to open it finds it whole.
    async fn end(self) {
        drop(self.blogs);
        self.history.close().await;
    }
}

/// The signals that end it between two records; while one is written they end it at once.
struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    /// Waits for one; returns its number.
    async fn next(&mut self) -> i32 {
        tokio::select! {
            _ = self.interrupt.recv() => signal_hook::consts::SIGINT,
            _ = self.terminate.recv() => signal_hook::consts::SIGTERM,
        }
    }
}
