//! The screens: terminal, pollers and history around the library and the reader, in one loop.
//!
//! Input comes first, then signals, then everything else; what is ready is taken before anything is drawn, and
//! nothing is drawn where nothing changed. The loop never waits for network or disk: their answers are messages.

mod effects;
mod sources;

use std::{future::poll_fn, io, path::PathBuf, sync::Arc, task::Poll, time::Duration};

use crossterm::event::EventStream;
use futures_util::StreamExt;
use tokio::{
    sync::mpsc,
    task::JoinHandle,
    time::{Instant, MissedTickBehavior, interval, sleep_until},
};

use self::sources::to_open;
use super::{
    articles::Articles,
    changeable::Changeable,
    demo::Demo,
    event::Event,
    history::{self, History, Wanted},
    librarian::Librarian,
    now,
    outside::Outside,
    pictures::Pictures,
    reload::{self, Told},
    retention::Retention,
    session::Session,
    signals::{Asked, Signals},
    terminal::{self, Screen},
    turn,
};
use crate::{
    app::{
        BlogId, Effect, Followed, Model, Msg, Reader,
        library::{Library, LibraryEffect},
    },
    cli::Global,
    fetch::{PollerConfig, Source},
    model::Clean,
    store::{News, Store},
    ui::{
        self,
        background::{Answer, Background, QUESTION},
    },
};

/// The shortest time between two frames.
const FRAME: Duration = Duration::from_millis(16);
/// How long other instances of the program are left alone before they are asked again what they changed; a little
/// less than two ticks of the clock.
const NEWS: Duration = Duration::from_millis(1900);
/// How long a vanished terminal may go unnoticed by the loop before the program is ended.
const LAST_WORDS: Duration = Duration::from_millis(500);
/// Messages that may wait for the loop; whoever sends more waits.
const QUEUE: usize = 64;

/// Everything the reader is started with.
pub(super) struct Setup {
    /// What to read; the library where there is nothing.
    pub(super) sources: Vec<Source>,
    pub(super) poller: PollerConfig,
    /// Where the history lies; `None` keeps it in memory.
    pub(super) data_dir: Option<PathBuf>,
    /// Where files that can be fetched again are kept; `None` keeps none.
    pub(super) cache_dir: Option<PathBuf>,
    /// How much of the history is kept.
    pub(super) retention: Retention,
    /// What the settings may change while the reader is open.
    pub(super) changeable: Changeable,
    /// What was said on the command line, to read the settings again.
    pub(super) global: Global,
    /// Whether the terminal is asked for its background.
    pub(super) asks_for_background: bool,
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
    let zone = setup.changeable.settings.zone;
    let mut sources = Vec::new();
    let mut blogs = Vec::new();
    for (id, source) in setup.sources.into_iter().enumerate() {
        let wanted = Wanted {
            at: None,
            rows: size.height,
        };
        let opened = history::open(&history.store(), &source, wanted, now()).await;
        history.follow(&source, now());
        let (to_open, blog) = to_open(BlogId(id), source, opened);
        sources.push(to_open);
        blogs.push(Followed::open(blog));
    }
    let ids = blogs.len();
    let mut blogs = blogs.into_iter();
    let (mut model, first) = match blogs.next() {
        None => Model::browsing(Library::new(zone, now(), size)),
        Some(first) => Model::reading(Reader::new(first, blogs.collect(), zone, now(), size)),
    };
    let settings = setup.changeable.settings.clone();
    model.update(Msg::Settings(Box::new(settings)));
    for note in notes {
        model.update(Msg::Notice(note));
    }
    let screen = Screen::take(size)?;
    watch_for_hang_up(sender.clone())?;
    let background = Told::default();
    reload::watch(
        setup.global.clone(),
        Arc::clone(&background),
        sender.clone(),
    );
    let mut answer = Answer::default();
    if setup.asks_for_background {
        answer.expect();
    }
    let store = Some(history.store());
    let running = Running {
        model,
        screen,
        inbox,
        librarian: Librarian::new(sender.clone(), size.height),
        outside: Outside::new(sender.clone(), setup.changeable.programs.clone(), zone),
        articles: Articles::new(sender.clone(), setup.poller),
        pictures: Pictures::new(
            sender.clone(),
            setup.changeable.graphics,
            setup.cache_dir.map(|folder| folder.join("pictures")),
        ),
        ids,
        session: Session::start(0, sources, setup.poller, store, sender.clone()),
        sender,
        history: Some(history),
        poller: setup.poller,
        retention: setup.retention,
        last_input: Instant::now(),
        asked: None,
        demo: None,
        changeable: setup.changeable,
        global: setup.global,
        background,
        answer,
        suspending: false,
        changed: true,
        drawn: None,
    };
    running.until_the_end(first, &mut signals).await
}

/// Tells the reader, once, that the history is not written.
fn complain(sender: mpsc::Sender<Event>) -> impl Fn(Clean) + Send + 'static {
    move |why| {
        let _ = sender.try_send(Event::Told(Msg::Notice(why)));
    }
}

/// Ends the program when the terminal vanished: by a message, and if nobody takes it in time, at once.
fn watch_for_hang_up(sender: mpsc::Sender<Event>) -> io::Result<()> {
    terminal::watch(move || {
        let _ = sender.try_send(Event::HungUp);
        std::thread::park_timeout(LAST_WORDS);
        std::process::exit(128 + signal_hook::consts::SIGHUP);
    })
}

/// The screens while they run.
struct Running {
    model: Model,
    screen: Screen,
    inbox: mpsc::Receiver<Event>,
    sender: mpsc::Sender<Event>,
    librarian: Librarian,
    articles: Articles,
    pictures: Pictures,
    outside: Outside,
    session: Session,
    /// How many live blogs were opened: the name of the next one.
    ids: usize,
    /// There until the end.
    history: Option<History>,
    poller: PollerConfig,
    retention: Retention,
    last_input: Instant,
    /// The last question for news, and when it was asked.
    asked: Option<(Instant, JoinHandle<()>)>,
    /// The built-in live blog while it is read.
    demo: Option<Demo>,
    changeable: Changeable,
    global: Global,
    /// What the terminal told of its background.
    background: Told,
    /// What it may still answer.
    answer: Answer,
    /// Whether the shell is to have the terminal.
    suspending: bool,
    /// Whether the screen is older than the model.
    changed: bool,
    /// When the last frame was drawn.
    drawn: Option<Instant>,
}

impl Running {
    async fn until_the_end(
        mut self,
        first: Vec<Effect>,
        signals: &mut Signals,
    ) -> io::Result<Ended> {
        self.carry_out_all(first);
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
                _ = clock.tick() => {
                    self.trim();
                    self.ask_for_news();
                    let (msgs, _) = self.answer.filter(Msg::Tick(now()));
                    msgs.into_iter().find_map(|msg| self.take(msg))
                }
                () = sleep_until(next_frame), if self.changed => {
                    self.draw()?;
                    continue;
                }
            };
            let mut ended = match ended {
                None => self.drain(&mut input).await,
                ended => ended,
            };
            if std::mem::take(&mut self.suspending) && ended.is_none() {
                ended = self.suspend()?;
            }
            if let Some(ended) = ended {
                drop(input);
                if self.answer.is_due() {
                    terminal::swallow();
                }
                terminal::restore();
                for effect in self.model.last_words() {
                    self.carry_out(effect);
                }
                if let Some(history) = self.history.take() {
                    history.close().await;
                }
                return Ok(ended);
            }
        }
    }

    /// Takes what is ready without waiting, so that a burst is drawn once.
    ///
    /// The stream is asked in the name of this task: it wakes whoever asked first, and where that is nobody the next
    /// key waits for the clock.
    async fn drain(&mut self, input: &mut EventStream) -> Option<Ended> {
        while let Poll::Ready(Some(Ok(event))) =
            poll_fn(|task| Poll::Ready(input.poll_next_unpin(task))).await
        {
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
        self.last_input = Instant::now();
        let (msgs, background) = self.answer.filter(ui::message(event)?);
        if let Some(background) = background {
            self.look_anew(background);
        }
        msgs.into_iter().find_map(|msg| self.take(msg))
    }

    /// Chooses the theme by what the terminal told of its background.
    fn look_anew(&mut self, background: Background) {
        if self.background.set(background).is_ok() {
            let (global, told) = (self.global.clone(), Arc::clone(&self.background));
            let sender = self.sender.clone();
            tokio::spawn(async move { reload::read_anew(global, told, &sender).await });
        }
    }

    /// Trims the history where nobody does anything.
    fn trim(&mut self) {
        if let Some(history) = &self.history {
            let at = Instant::now();
            self.retention
                .look(self.last_input, at, now(), history.store());
        }
    }

    /// Asks what other instances of the program changed, unless that is being asked already.
    fn ask_for_news(&mut self) {
        let waits =
            |(at, asked): &(Instant, JoinHandle<()>)| !asked.is_finished() || at.elapsed() < NEWS;
        if self.asked.as_ref().is_some_and(waits) {
            return;
        }
        if let Some(store) = self.history.as_ref().map(History::store) {
            let sender = self.sender.clone();
            let asked = tokio::spawn(async move {
                if let Ok(news) = store.news().await
                    && !(news.changed.is_empty() && news.notes.is_empty())
                {
                    let _ = sender.send(Event::News(news)).await;
                }
            });
            self.asked = Some((Instant::now(), asked));
        }
    }

    /// Shows what other instances changed.
    fn hear(&mut self, news: News) -> Option<Ended> {
        for note in news.notes {
            self.take(Msg::Notice(note));
        }
        if !news.changed.is_empty() && self.model.library().is_some() {
            self.carry_out(Effect::Library(LibraryEffect::List));
        }
        news.changed.into_iter().find_map(|changed| {
            let id = self.session.hear(&changed, now())?;
            self.take(turn::heard(id, changed))
        })
    }

    fn event(&mut self, event: Option<Event>) -> Option<Ended> {
        match event? {
            Event::Told(msg) => self.take(msg),
            Event::Reported(session, msg) if self.session.is(session) => self.take(msg),
            Event::Reported(..) => None,
            Event::Ready(ready) => self.open(*ready),
            Event::Changed(Err(why)) => self.take(Msg::Notice(why)),
            Event::Changed(Ok(changeable)) => {
                self.changeable = *changeable;
                let settings = self.changeable.settings.clone();
                let programs = self.changeable.programs.clone();
                self.outside.change(programs, settings.zone);
                self.pictures.change(self.changeable.graphics);
                self.take(Msg::Settings(Box::new(settings)))
            }
            Event::Turn(turn) => {
                self.session.take_turn(turn);
                None
            }
            Event::News(news) => self.hear(news),
            Event::Joining(joining) => self.join(*joining),
            Event::NoBrowser(url) => {
                self.outside.hand_over(&url, &mut self.screen);
                None
            }
            Event::Picture(arrived) => {
                self.changed = true;
                let msg = self.pictures.take(*arrived)?;
                self.take(msg)
            }
            Event::HungUp => Some(Ended::Signal(signal_hook::consts::SIGHUP)),
        }
    }

    /// Gives a message to the screen that it is for and does what follows.
    fn take(&mut self, msg: Msg) -> Option<Ended> {
        let before = matches!(msg, Msg::Tick(_)).then(|| self.model.dial());
        let effects = self.model.update(msg);
        self.changed |= before.is_none_or(|before| before != self.model.dial());
        self.carry_out_all(effects)
    }

    fn draw(&mut self) -> io::Result<()> {
        #[cfg(debug_assertions)]
        super::faults::in_reader();
        let (model, theme) = (&self.model, &self.changeable.theme);
        let gallery = self.pictures.gallery();
        self.screen
            .draw(|buffer| ui::view(model, theme, gallery, buffer))?;
        self.changed = false;
        if self.drawn.replace(Instant::now()).is_none() && self.answer.is_awaited() {
            self.screen.send(QUESTION)?;
        }
        self.ask_for_pictures();
        Ok(())
    }

    /// Sees to the pictures that belong on what was just drawn.
    fn ask_for_pictures(&mut self) {
        let Some(scene) = self.model.scene() else {
            self.pictures.want(&[], None, false);
            return;
        };
        let from = self.session.any_source(scene.active());
        let from = from.and_then(Source::address);
        let kept = self.demo.is_none();
        self.pictures.want(&scene.pictures_near(), from, kept);
    }
}
