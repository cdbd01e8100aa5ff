//! How the screens begin: what is kept of the sources is on the screen before any of them is asked.

use std::{collections::HashSet, io, sync::Arc, time::Duration};

use tokio::{
    runtime::Handle,
    sync::{Notify, mpsc},
    time::Instant,
};

use super::{
    Ended, Replayed, Setup,
    changeable::Changeable,
    clock::Clock,
    event_loop::Running,
    signals::Signals,
    sources::to_open,
    terminal::{self, Screen},
    watching::Watching,
};
use crate::{
    app::{BlogId, Effect, Followed, Joined, Model, Msg, Reader, library::Library, screen::Replay},
    cli::Global,
    fetch::Source,
    layout::Size,
    model::{Clean, Zone},
    run::{
        desktop::{Desktop, notify::Notifier},
        event::Event,
        now,
        tasks::{
            articles::Articles,
            history::{self, History, Wanted},
            library::{self, LibraryTasks},
            pictures::Pictures,
            reload::{self, Told},
            rounds::Rounds,
            session::{Session, ToOpen},
            supervisor::{Service, Supervisor, Task},
        },
    },
    store::Store,
    ui::background::Answer,
};

/// How long a vanished terminal may go unnoticed by the loop before the program is ended.
const LAST_WORDS: Duration = Duration::from_millis(1500);
/// Messages that may wait for the loop; whoever sends more waits.
const QUEUE: usize = 64;

/// Runs until the reader quits.
///
/// What is kept of the sources is on the screen before any of them is asked. `origin` is when the runtime of
/// the screen began, `tasks` is where all else runs.
///
/// # Errors
/// Says what went wrong with the terminal.
pub(in crate::run) async fn run(
    mut setup: Setup,
    origin: Instant,
    tasks: Handle,
) -> io::Result<Ended> {
    #[cfg(debug_assertions)]
    if let Some(broken) = crate::run::faults::extract() {
        setup.poller.extract = broken;
    }
    terminal::install_panic_hook();
    let mut signals = Signals::listen()?;
    let size = terminal::size()?;
    let (sender, inbox) = mpsc::channel(QUEUE);
    let (store, notes) = Store::open(setup.data_dir.as_deref(), now());
    let (supervisor, notes_of_tasks) = Supervisor::new(tasks);
    let history = History::new(store, &supervisor, complain(sender.clone()));
    setup.poller.network = history.network(setup.contact.as_deref(), now()).await;
    let (desktop, notifier, articles, pictures) = helpers(&setup, &sender, &supervisor);
    let watching = Watching::default();
    let zone = setup.changeable.settings.zone;
    let mut tried = HashSet::new();
    let (mut sources, mut blogs) = (Vec::new(), Vec::new());
    let untagged = add_tagged(&mut setup, &history).await;
    for (id, source) in setup.sources.into_iter().enumerate() {
        let (is_known, to_open, blog) = open(BlogId(id), source, &history, size.height).await;
        if !is_known {
            tried.insert(BlogId(id));
        }
        sources.push(to_open);
        blogs.push(Followed::open(blog));
    }
    let ids = blogs.len();
    let (mut model, first) = match setup.replay {
        Some(replayed) => replay(replayed, zone, size),
        None => begin(blogs, setup.merged, zone, size),
    };
    let settings = setup.changeable.settings.clone();
    model.update(Msg::Settings(Box::new(settings)));
    for note in notes.into_iter().chain(untagged) {
        model.update(Msg::Notice(note));
    }
    let screen = Screen::take(size)?;
    watch_for_hang_up(sender.clone())?;
    let background = Told::default();
    let settings_watch = watch_settings(&supervisor, &setup.global, &background, &sender);
    let mut answer = Answer::default();
    if setup.asks_for_background {
        answer.expect();
    }
    let session = Session::start(
        0,
        sources,
        (setup.poller.clone(), watching.attention(false)),
        Some(history.store()),
        sender.clone(),
        supervisor.clone(),
    );
    let rounds = Rounds::start(
        &supervisor,
        history.store(),
        setup.poller.clone(),
        (session.keys(), setup.changeable.settings.alerts.clone()),
        sender.clone(),
    );
    let running = Running {
        model,
        screen,
        inbox,
        library: LibraryTasks::new(sender.clone(), supervisor.clone(), size.height),
        desktop,
        notifier,
        articles,
        pictures,
        tried,
        ids,
        session,
        rounds,
        sender,
        supervisor,
        notes: notes_of_tasks,
        settings_watch,
        settings_seen: Instant::now(),
        history: Some(history),
        poller: setup.poller,
        retention: setup.retention,
        last_input: Instant::now(),
        watching,
        asked: None,
        question: None,
        clock: Clock::new(origin),
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

/// Makes those who do what the reader asks for: programs, notifications, pages behind links, pictures.
fn helpers(
    setup: &Setup,
    sender: &mpsc::Sender<Event>,
    supervisor: &Supervisor,
) -> (Desktop, Notifier, Articles, Pictures) {
    let (sender, supervisor) = (|| sender.clone(), || supervisor.clone());
    let Changeable {
        settings,
        programs,
        telling,
        graphics,
        ..
    } = &setup.changeable;
    let folder = setup.cache_dir.as_ref();
    let folder = folder.map(|folder| folder.join("pictures"));
    let network = setup.poller.network.clone();
    (
        Desktop::new(sender(), supervisor(), programs.clone(), settings.zone),
        Notifier::new(telling.clone(), sender(), supervisor()),
        Articles::new(sender(), supervisor(), setup.poller.clone()),
        Pictures::new(sender(), supervisor(), network, *graphics, folder),
    )
}

/// Adds the followed live blogs with the tag that was asked for to the sources; says where there is none.
async fn add_tagged(setup: &mut Setup, history: &History) -> Option<Clean> {
    let tag = setup.tag.take()?;
    let tagged = library::tagged(&history.store(), &tag).await;
    if tagged.is_empty() {
        let words = format!("No followed live blog has the tag {tag}; t in the library gives one.");
        return Some(Clean::line(&words));
    }
    let is_new = |source: &Source| setup.sources.iter().all(|s| s.key() != source.key());
    let tagged: Vec<Source> = tagged.into_iter().filter(is_new).collect();
    setup.sources.extend(tagged);
    None
}

/// Begins with live blogs, in one timeline where that is asked for; with the library where there are none.
fn begin(blogs: Vec<Followed>, merged: bool, zone: Zone, size: Size) -> (Model, Vec<Effect>) {
    let mut blogs = blogs.into_iter();
    let Some(first) = blogs.next() else {
        return Model::browsing(Library::new(zone, now(), size));
    };
    let others: Vec<Followed> = blogs.collect();
    let is_merged = merged && !others.is_empty();
    let mut reader = Reader::new(first, others, zone, now(), size);
    if is_merged {
        reader.merge_again();
    }
    Model::reading(reader)
}

/// Begins a replay.
fn replay(replayed: Replayed, zone: Zone, size: Size) -> (Model, Vec<Effect>) {
    let Replayed { source, player } = replayed;
    // It has no address that anybody would ask: nobody was without contact to it.
    let blog = Followed::new(BlogId(0), source, None);
    let reader = Reader::new(blog, Vec::new(), zone, player.at(), size);
    Model::replaying(reader, Replay::new(player))
}

/// Brings what is kept of a source; `true` where something is.
async fn open(id: BlogId, source: Source, history: &History, rows: u16) -> (bool, ToOpen, Joined) {
    let opened = history::open(&history.store(), &source, Wanted { at: None, rows }).await;
    history.follow(&source, now());
    let is_known = opened.restored.is_some();
    let (to_open, blog) = to_open(id, source, opened);
    (is_known, to_open, blog)
}

/// Sees to it that the loop hears of changed settings.
fn watch_settings(
    supervisor: &Supervisor,
    global: &Global,
    background: &Told,
    sender: &mpsc::Sender<Event>,
) -> (Arc<Notify>, Task) {
    let service = Service {
        name: "Watching the settings".to_owned(),
        remedy: "Changes to the settings take effect at the next start.",
    };
    let (global, background, sender) = (global.clone(), Arc::clone(background), sender.clone());
    let appearance = Arc::new(Notify::new());
    let told = Arc::clone(&appearance);
    let task = supervisor.keep(service, move || {
        let (background, appearance) = (Arc::clone(&background), Arc::clone(&told));
        reload::watch(global.clone(), background, appearance, sender.clone())
    });
    (appearance, task)
}

/// Tells the reader, once, that the history is not written.
fn complain(sender: mpsc::Sender<Event>) -> impl Fn(Clean) + Clone + Send + Sync + 'static {
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
