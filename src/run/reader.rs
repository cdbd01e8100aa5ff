//! The reader: terminal, pollers and history around the model, in one loop.
//!
//! Input comes first, then signals, then everything else; what is ready is taken before anything is drawn, and
//! nothing is drawn where nothing changed. The loop never waits for network or disk: their answers are messages.

use std::{io, path::PathBuf, time::Duration};

use chrono::{DateTime, Utc};
use crossterm::event::EventStream;
use futures_util::{FutureExt, StreamExt};
use tokio::{
    sync::mpsc,
    time::{Instant, MissedTickBehavior, interval, sleep_until},
};

use super::{
    browser,
    history::History,
    signals::{self, Asked, Signals},
    terminal::{self, Screen},
};
use crate::{
    app::{BlogIndex, Effect, Followed, Model, Msg},
    fetch::{self, Handle, PollerConfig, Source, Start},
    model::{Clean, Zone},
    store::Store,
    ui::{self, Theme},
};

/// The shortest time between two frames.
const FRAME: Duration = Duration::from_millis(16);
/// How long a vanished terminal may go unnoticed by the loop before the program is ended.
const LAST_WORDS: Duration = Duration::from_millis(500);
/// Messages that may wait for the loop; whoever sends more waits.
const QUEUE: usize = 64;

/// Everything the reader is started with.
pub(super) struct Setup {
    pub(super) sources: Vec<Source>,
    pub(super) poller: PollerConfig,
    /// Where the history lies; `None` keeps it in memory.
    pub(super) data_dir: Option<PathBuf>,
    pub(super) zone: Zone,
    pub(super) theme: Theme,
    pub(super) browser: Option<Vec<String>>,
}

/// How the reader ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// By a key.
    Quit,
    /// By a signal; its number.
    Signal(i32),
}

/// Runs until the reader quits.
///
/// What is kept of the sources is on the screen before any of them is asked.
///
/// # Errors
/// Says what went wrong with the terminal.
#[cfg_attr(
    not(debug_assertions),
    expect(unused_mut, reason = "faults change the setup in debug builds")
)]
pub(super) async fn run(mut setup: Setup) -> io::Result<Ended> {
    #[cfg(debug_assertions)]
    if let Some(broken) = super::faults::extract() {
        setup.poller.extract = broken;
    }
    terminal::install_panic_hook();
    let mut signals = Signals::listen()?;
    let size = terminal::size()?;
    let (sender, inbox) = mpsc::channel(QUEUE);
    let (store, notes) = Store::open(setup.data_dir.as_deref(), now());
    let history = History::new(store, complain(sender.clone()));
    let blogs = setup
        .sources
        .iter()
        .map(|s| Followed::new(s.title(), s.address().cloned()));
    let mut model = Model::new(blogs.collect(), setup.zone, now(), size);
    let mut starts = Vec::new();
    for (index, source) in setup.sources.iter().enumerate() {
        let opened = history.open(source, now()).await;
        starts.push(opened.start);
        if let Some(restored) = opened.restored {
            model.update(Msg::Restored(index, Box::new(restored)));
        }
    }
    for note in notes {
        model.update(Msg::Notice(note));
    }
    let screen = Screen::take(size)?;
    watch_for_hang_up(sender.clone())?;
    let pollers = start_pollers(&setup, starts, &sender);
    let running = Running {
        model,
        screen,
        inbox,
        sender,
        pollers,
        sources: setup.sources,
        history: Some(history),
        theme: setup.theme,
        browser: setup.browser,
        suspending: false,
        changed: true,
        drawn: None,
    };
    running.until_the_end(&mut signals).await
}

/// Tells the reader, once, that the history is not written.
fn complain(sender: mpsc::Sender<Event>) -> impl Fn(Clean) + Send + 'static {
    move |why| {
        let _ = sender.try_send(Event::Told(Msg::Notice(why)));
    }
}

/// The one place, with the pollers', where the reader learns the time.
#[expect(
    clippy::disallowed_methods,
    reason = "the composition root turns the clock into messages"
)]
fn now() -> DateTime<Utc> {
    Utc::now()
}

/// Ends the program when the terminal vanished: by a message, and if nobody takes it in time, at once.
fn watch_for_hang_up(sender: mpsc::Sender<Event>) -> io::Result<()> {
    terminal::watch(move || {
        let _ = sender.try_send(Event::HungUp);
        std::thread::park_timeout(LAST_WORDS);
        std::process::exit(128 + signal_hook::consts::SIGHUP);
    })
}

/// What comes in from tasks and threads.
#[derive(Debug)]
enum Event {
    /// Something for the model.
    Told(Msg),
    /// The terminal is gone.
    HungUp,
}

fn start_pollers(setup: &Setup, starts: Vec<Start>, sender: &mpsc::Sender<Event>) -> Vec<Handle> {
    let (events, mut reports) = mpsc::channel::<fetch::Event>(QUEUE);
    let sender = sender.clone();
    tokio::spawn(async move {
        while let Some(report) = reports.recv().await {
            if sender.send(Event::Told(message(report))).await.is_err() {
                return;
            }
        }
    });
    let sources = setup.sources.iter().cloned().zip(starts).enumerate();
    sources
        .map(|(index, (source, start))| {
            fetch::spawn(index, source, setup.poller, start, events.clone())
        })
        .collect()
}

fn message(report: fetch::Event) -> Msg {
    match report.kind {
        fetch::EventKind::Started => Msg::PollStarted(report.source),
        fetch::EventKind::Done(poll) => Msg::Polled(report.source, poll),
        fetch::EventKind::Older(page) => Msg::Older(report.source, page),
        fetch::EventKind::Refused(why) => Msg::RefreshRefused(report.source, why),
    }
}

/// The reader while it runs.
struct Running {
    model: Model,
    screen: Screen,
    inbox: mpsc::Receiver<Event>,
    sender: mpsc::Sender<Event>,
    pollers: Vec<Handle>,
    sources: Vec<Source>,
    /// There until the end.
    history: Option<History>,
    theme: Theme,
    browser: Option<Vec<String>>,
    /// Whether the shell is to have the terminal.
    suspending: bool,
    /// Whether the screen is older than the model.
    changed: bool,
    /// When the last frame was drawn.
    drawn: Option<Instant>,
}

impl Running {
    async fn until_the_end(mut self, signals: &mut Signals) -> io::Result<Ended> {
        let mut input = EventStream::new();
        let mut clock = interval(Duration::from_secs(1));
        clock.set_missed_tick_behavior(MissedTickBehavior::Skip);
        loop {
            let next_frame = self.drawn.map_or_else(Instant::now, |drawn| drawn + FRAME);
            let ended = tokio::select! {
                biased;
                event = input.next() => match event {
                    Some(event) => self.input(&event?),
                    None => Some(Ended::Signal(signal_hook::consts::SIGHUP)),
                },
                asked = signals.next() => match asked {
                    Asked::End(number) => Some(Ended::Signal(number)),
                    Asked::Suspend => self.suspend()?,
                },
                event = self.inbox.recv() => self.event(event),
                _ = clock.tick() => self.take(Msg::Tick(now())),
                () = sleep_until(next_frame), if self.changed => {
                    self.draw()?;
                    continue;
                }
            };
            let mut ended = ended.or_else(|| self.drain(&mut input));
            if std::mem::take(&mut self.suspending) && ended.is_none() {
                ended = self.suspend()?;
            }
            if let Some(ended) = ended {
                drop(input);
                terminal::restore();
                if let Some(history) = self.history.take() {
                    history.close().await;
                }
                return Ok(ended);
            }
        }
    }

    /// Takes what is ready without waiting, so that a burst is drawn once.
    fn drain(&mut self, input: &mut EventStream) -> Option<Ended> {
        while let Some(Some(Ok(event))) = input.next().now_or_never() {
            if let Some(ended) = self.input(&event) {
                return Some(ended);
            }
        }
        while let Ok(event) = self.inbox.try_recv() {
            if let Some(ended) = self.event(Some(event)) {
                return Some(ended);
            }
        }
        None
    }

    fn input(&mut self, event: &crossterm::event::Event) -> Option<Ended> {
        ui::message(event).and_then(|msg| self.take(msg))
    }

    fn event(&mut self, event: Option<Event>) -> Option<Ended> {
        match event? {
            Event::Told(msg) => self.take(msg),
            Event::HungUp => Some(Ended::Signal(signal_hook::consts::SIGHUP)),
        }
    }

    /// Gives a message to the model and does what follows.
    fn take(&mut self, msg: Msg) -> Option<Ended> {
        let effects = self.model.update(msg);
        self.changed = true;
        effects
            .into_iter()
            .find_map(|effect| self.carry_out(effect))
    }

    fn carry_out(&mut self, effect: Effect) -> Option<Ended> {
        match effect {
            Effect::Quit => return Some(Ended::Quit),
            Effect::Refresh(blog) => {
                if let Some(poller) = self.pollers.get(blog) {
                    poller.refresh();
                }
            }
            Effect::FetchOlder(blog) => {
                if let Some(poller) = self.pollers.get(blog) {
                    poller.older();
                }
            }
            Effect::Open(url) => {
                let (sender, browser) = (self.sender.clone(), self.browser.clone());
                tokio::spawn(async move {
                    let words = browser::open(url, browser).await;
                    let _ = sender.send(Event::Told(Msg::Notice(words))).await;
                });
            }
            Effect::Keep(blog, kept) => {
                self.keep(blog, |history, source| history.keep(source, *kept));
            }
            Effect::KeepOlder(blog, items) => {
                self.keep(blog, |history, source| history.keep_older(source, items));
            }
            Effect::KeepRead(blog, marks) => {
                self.keep(blog, |history, source| history.keep_read(source, marks));
            }
            Effect::KeepPlace(blog, place) => {
                self.keep(blog, |history, source| {
                    history.keep_place(source, place, now());
                });
            }
            // A terminal that takes no title is no reason to stop; one that is gone is found out elsewhere.
            Effect::Title(title) => drop(self.screen.set_title(&title)),
            Effect::Redraw => drop(self.reset()),
            Effect::Suspend => self.suspending = true,
        }
        None
    }

    fn keep(&self, blog: BlogIndex, keep: impl FnOnce(&History, &Source)) {
        if let (Some(history), Some(source)) = (&self.history, self.sources.get(blog)) {
            keep(history, source);
        }
    }

    fn reset(&mut self) -> io::Result<()> {
        let size = terminal::size()?;
        self.screen.reset(size)?;
        self.changed = true;
        Ok(())
    }

    /// Hands the terminal to the shell until `fg`.
    fn suspend(&mut self) -> io::Result<Option<Ended>> {
        terminal::restore();
        signals::stop()?;
        let size = terminal::size()?;
        self.screen.resume(size)?;
        self.take(Msg::Tick(now()));
        Ok(self.take(Msg::Resize(size)))
    }

    fn draw(&mut self) -> io::Result<()> {
        #[cfg(debug_assertions)]
        super::faults::in_reader();
        let (model, theme) = (&self.model, &self.theme);
        self.screen.draw(|buffer| ui::view(model, theme, buffer))?;
        self.changed = false;
        self.drawn = Some(Instant::now());
        Ok(())
    }
}
