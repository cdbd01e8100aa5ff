//! The loop: input comes first, then signals, then everything else; what is ready is taken before anything is drawn,
//! and nothing is drawn where nothing changed. It never waits for network or disk: their answers are messages.

use std::{collections::HashSet, io, sync::Arc, time::Duration};

use futures_util::{FutureExt, future::BoxFuture};
use tokio::{
    sync::{Notify, mpsc},
    time::{Instant, sleep_until},
};

use super::{
    Ended,
    changeable::Changeable,
    clock::Clock,
    input::Input,
    signals::{Asked, Signals},
    terminal::{self, Screen},
    unheard::Unheard,
    watching::Watching,
};
use crate::{
    app::{BlogId, Effect, Model, Msg, library::LibraryEffect, screen::Replay},
    cli::Global,
    fetch::{PollerConfig, Source},
    model::Clean,
    run::{
        demo::Demo,
        desktop::{Desktop, notify::Notifier},
        event::Event,
        now,
        tasks::{
            articles::Articles,
            history::{History, promised},
            library::LibraryTasks,
            pictures::Pictures,
            poll_lease,
            reload::{self, Told},
            retention::Retention,
            rounds::Rounds,
            session::Session,
            supervisor::{Supervisor, Task},
        },
    },
    store::{ExternalChanges, StoreError},
    ui::{
        self,
        background::{Answer, Background, QUESTION},
    },
};

/// The shortest time between two frames.
const FRAME: Duration = Duration::from_millis(16);
/// How long the settings are left alone before they are looked at again.
const SETTINGS: Duration = Duration::from_millis(2900);
/// How long other instances of the program are left alone before they are asked again what they changed; a little
/// less than two ticks of the clock.
const NEWS: Duration = Duration::from_millis(1900);

/// The screens while they run.
pub(super) struct Running {
    pub(super) model: Model,
    pub(super) screen: Screen,
    pub(super) inbox: mpsc::Receiver<Event>,
    pub(super) sender: mpsc::Sender<Event>,
    pub(super) supervisor: Supervisor,
    /// What the supervisor tells of the tasks.
    pub(super) notes: mpsc::Receiver<Clean>,
    /// Looks at the settings' files when it is told to; ends with the screens.
    pub(super) settings_watch: (Arc<Notify>, Task),
    /// When it was last told to.
    pub(super) settings_seen: Instant,
    pub(super) library: LibraryTasks,
    pub(super) articles: Articles,
    pub(super) pictures: Pictures,
    pub(super) desktop: Desktop,
    pub(super) notifier: Notifier,
    pub(super) session: Session,
    /// Asks for what is followed and not open.
    pub(super) rounds: Rounds,
    /// Those that the history did not know and that did not prove to be live blogs yet.
    pub(super) tried: HashSet<BlogId>,
    /// How many live blogs were opened: the name of the next one.
    pub(super) ids: usize,
    /// There until the end.
    pub(super) history: Option<History>,
    pub(super) poller: PollerConfig,
    pub(super) retention: Retention,
    pub(super) last_input: Instant,
    /// When other instances were last asked for news, and the question while it waits for its answer. The history's
    /// thread answers it: a task for that would wake a third.
    pub(super) asked: Option<Instant>,
    pub(super) question: Option<BoxFuture<'static, Result<ExternalChanges, StoreError>>>,
    pub(super) clock: Clock,
    pub(super) watching: Watching,
    /// The built-in live blog while it is read.
    pub(super) demo: Option<Demo>,
    pub(super) changeable: Changeable,
    pub(super) global: Global,
    /// What the terminal told of its background.
    pub(super) background: Told,
    /// What it may still answer.
    pub(super) answer: Answer,
    /// Whether the shell is to have the terminal.
    pub(super) suspending: bool,
    /// Whether the screen is older than the model.
    pub(super) changed: bool,
    /// When the last frame was drawn.
    pub(super) drawn: Option<Instant>,
}

impl Running {
    /// Takes in what comes until one of it ends the program, and leaves everything in order, however it ended: a
    /// terminal that is gone fails the next frame, and what was read is kept all the same.
    ///
    /// # Errors
    /// Says what went wrong with the terminal.
    pub(super) async fn until_the_end(
        mut self,
        first: Vec<Effect>,
        signals: &mut Signals,
    ) -> io::Result<Ended> {
        self.carry_out_all(first);
        let ended = self.take_in(signals).await;
        if self.answer.is_due() {
            terminal::swallow();
        }
        self.notifier.close(&mut self.screen);
        terminal::restore();
        for effect in self.model.last_words() {
            self.carry_out(effect);
        }
        if let Some(history) = self.history.take() {
            history.close().await;
        }
        ended
    }

    /// Takes in what comes until one of it is the end.
    async fn take_in(&mut self, signals: &mut Signals) -> io::Result<Ended> {
        // A terminal that is gone already is an error like any other.
        let _there = terminal::Keys::open()?;
        let mut input = Input::start()?;
        let mut unheard = Unheard::new();
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
                event = next(&mut self.inbox, self.history.as_ref()) => self.event(event),
                () = unheard.watch() => None,
                Some(note) = self.notes.recv() => self.take(Msg::Notice(note)),
                news = answer_to(&mut self.question) => self.hear(news),
                () = self.clock.tick() => {
                    self.trim();
                    self.ask_for_news();
                    self.look_at_settings();
                    self.attend();
                    let (msgs, _) = self.answer.filter(Msg::Tick(now()));
                    let ended = msgs.into_iter().find_map(|msg| self.take(msg));
                    ended.or_else(|| self.look_at_size())
                }
                () = sleep_until(next_frame), if self.changed => {
                    self.draw()?;
                    continue;
                }
            };
            let mut ended = match ended {
                None => self.drain(&mut input),
                ended => ended,
            };
            unheard.hear(self.last_input);
            if std::mem::take(&mut self.suspending) && ended.is_none() {
                ended = self.suspend()?;
            }
            if let Some(ended) = ended {
                return Ok(ended);
            }
        }
    }

    /// Takes what is ready without waiting, so that a burst is drawn once.
    fn drain(&mut self, input: &mut Input) -> Option<Ended> {
        while let Some(Ok(event)) = input.take_ready() {
            if let Some(ended) = self.input(&event) {
                return Some(ended);
            }
        }
        while self.history.as_ref().is_none_or(History::has_room)
            && let Ok(event) = self.inbox.try_recv()
        {
            if let Some(ended) = self.event(Some(event)) {
                return Some(ended);
            }
        }
        None
    }

    fn input(&mut self, event: &crossterm::event::Event) -> Option<Ended> {
        self.last_input = Instant::now();
        let msg = ui::message(event)?;
        if self.watching.see(&msg) {
            self.attend();
        }
        let msg = match msg {
            Msg::Mouse(mouse) => {
                let key = ui::key_at(&self.model, &self.changeable.theme, mouse);
                key.map_or(Msg::Mouse(mouse), Msg::Key)
            }
            msg => msg,
        };
        let (msgs, background) = self.answer.filter(msg);
        if let Some(background) = background {
            self.learn_background(background);
        }
        msgs.into_iter().find_map(|msg| self.take(msg))
    }

    /// Tells the pollers whether the reader looks.
    fn attend(&mut self) {
        let attention = self.watching.attention(self.model.wants_alerts());
        self.session.attend(attention);
    }

    /// Chooses the theme by what the terminal told of its background.
    fn learn_background(&mut self, background: Background) {
        if self.background.set(background).is_ok() {
            self.look_anew();
        }
    }

    /// Reads settings and theme anew.
    pub(super) fn look_anew(&self) {
        let (global, told) = (self.global.clone(), Arc::clone(&self.background));
        let sender = self.sender.clone();
        let work = async move {
            reload::read_anew(global, told, &sender).await;
        };
        self.supervisor.run("Choosing the theme", work).detach();
    }

    /// Trims the history where nobody does anything.
    fn trim(&mut self) {
        if let Some(history) = &self.history {
            let at = Instant::now();
            self.retention.look(
                self.last_input,
                at,
                now(),
                history.store(),
                &self.supervisor,
            );
        }
    }

    /// Takes notice of another size of the terminal that nobody told of: window managers change it while the program
    /// starts, before anybody listens.
    fn look_at_size(&mut self) -> Option<Ended> {
        let size = terminal::size().ok()?;
        if size == self.screen.size() {
            return None;
        }
        self.take(Msg::Resize(size))
    }

    /// Has the settings looked at, now and then.
    fn look_at_settings(&mut self) {
        if self.settings_seen.elapsed() >= SETTINGS {
            self.settings_seen = Instant::now();
            self.settings_watch.0.notify_one();
        }
    }

    /// Asks what other instances of the program changed, unless that is being asked already.
    fn ask_for_news(&mut self) {
        if self.question.is_some() || self.asked.is_some_and(|at| at.elapsed() < NEWS) {
            return;
        }
        if let Some(store) = self.history.as_ref().map(History::store) {
            self.asked = Some(Instant::now());
            self.question = Some(async move { store.news().await }.boxed());
        }
    }

    /// Shows what other instances changed.
    fn hear(&mut self, news: ExternalChanges) -> Option<Ended> {
        for note in news.notes {
            self.take(Msg::Notice(note));
        }
        self.poller.network.hear(promised(news.promises));
        if !news.changed.is_empty() && self.model.library().is_some() {
            self.carry_out(Effect::Library(LibraryEffect::List));
        }
        news.changed.into_iter().find_map(|changed| {
            let id = self.session.hear(&changed)?;
            self.take(poll_lease::heard(id, changed))
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
                self.desktop.change(programs, settings.zone);
                self.notifier.change(self.changeable.telling.clone());
                self.rounds.change(settings.alerts.clone());
                self.pictures.change(self.changeable.graphics);
                self.take(Msg::Settings(Box::new(settings)))
            }
            Event::PollLease(turn) => {
                self.session.take_turn(turn);
                None
            }
            Event::External(news) => self.hear(news),
            Event::Joining(joining) => self.join(*joining),
            Event::NoBrowser(url) => {
                self.desktop.hand_over(&url, &mut self.screen);
                None
            }
            Event::Picture(arrived) => {
                self.changed = true;
                let msg = self.pictures.take(*arrived)?;
                self.take(msg)
            }
            Event::NotShown(why) => {
                let told = self.notifier.not_shown(&why, &mut self.screen);
                told.and_then(|told| self.take(Msg::Notice(told)))
            }
            Event::HungUp => Some(Ended::Signal(signal_hook::consts::SIGHUP)),
        }
    }

    /// Gives a message to the screen that it is for and does what follows.
    pub(super) fn take(&mut self, msg: Msg) -> Option<Ended> {
        let before = matches!(msg, Msg::Tick(_)).then(|| self.model.clock_view());
        let effects = self.model.update(msg);
        let changed = before
            .as_ref()
            .is_none_or(|before| *before != self.model.clock_view());
        match before {
            Some(_) => self.clock.told(changed, Instant::now()),
            None => self.clock.stir(Instant::now()),
        }
        let playing = self.model.replay().is_some_and(Replay::is_playing);
        self.clock.plays(playing, Instant::now());
        self.changed |= changed;
        self.carry_out_all(effects)
    }

    fn draw(&mut self) -> io::Result<()> {
        #[cfg(debug_assertions)]
        crate::run::faults::in_reader();
        let (model, theme) = (&self.model, &self.changeable.theme);
        let gallery = self.pictures.gallery();
        self.screen.draw(&ui::panes(model), |buffer| {
            ui::view(model, theme, gallery, buffer);
        })?;
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
        let from = self.session.any_source(scene.own_blog().id);
        let from = from.and_then(Source::address);
        let kept = self.demo.is_none();
        self.pictures.want(&scene.pictures_near(), from, kept);
    }
}

/// Waits for what tasks have to say; nothing is taken from them while too much waits to be written.
async fn next(inbox: &mut mpsc::Receiver<Event>, history: Option<&History>) -> Option<Event> {
    if let Some(history) = history {
        history.room().await;
    }
    inbox.recv().await
}

/// Waits for the answer to a question, if one was asked; an answer that holds no news is none.
async fn answer_to(
    question: &mut Option<BoxFuture<'static, Result<ExternalChanges, StoreError>>>,
) -> ExternalChanges {
    loop {
        let Some(asked) = question else {
            return std::future::pending().await;
        };
        let answer = asked.await;
        *question = None;
        if let Ok(news) = answer
            && !(news.changed.is_empty() && news.notes.is_empty())
        {
            return news;
        }
    }
}
