//! The ways to the screens: sources of the command line, the library, the demo.

use std::{
    io::{self, IsTerminal},
    time::Duration,
};

use tokio::{runtime::Runtime, time::Instant};

use super::{reading, recipes};
use crate::{
    cli::{self, Global},
    config::{Config, Places},
    fetch::{PollerConfig, Source},
    model::Clean,
    run::{
        demo,
        failure::Failure,
        now, settings,
        tasks::retention::Retention,
        tui::{self, Ended, Replayed, Setup, appearance, changeable::Changeable, terminal},
    },
};

/// How long tasks may take to end once the reader quit.
const LAST_TASKS: Duration = Duration::from_millis(50);

/// How the sources are read.
pub(super) struct Wanted {
    /// In one timeline.
    pub(super) merged: bool,
    /// With those that are followed and have this tag.
    pub(super) tag: Option<Clean>,
}

/// Reads the sources of the command line; the library where there are none.
pub(super) fn read(
    arguments: &[String],
    wanted: Wanted,
    config: &Config,
    global: &Global,
) -> Result<(), Failure> {
    let mut sources: Vec<Source> = Vec::new();
    for argument in arguments {
        let source = reading::source(argument, None)?;
        if matches!(source, Source::Stdin { .. }) && io::stdin().is_terminal() {
            let why =
                "Standard input is the terminal: pipe a page into it, as in cat page | newswire -";
            return Err(Failure::Usage(why.to_owned()));
        }
        // One that is named twice is one.
        if sources.iter().all(|known| known.key() != source.key()) {
            sources.push(source);
        }
    }
    let setup = Setup {
        merged: wanted.merged,
        tag: wanted.tag,
        ..setup(sources, config, global)?
    };
    run(start()?, setup)
}

/// Reads the built-in live blog. Its address is another each time, so nothing of it is kept.
pub(super) fn play(arguments: &cli::Demo, config: &Config, global: &Global) -> Result<(), Failure> {
    let (runtime, began) = start()?;
    let played = runtime
        .block_on(demo::start(arguments.speed, now()))
        .map_err(Failure::Start)?;
    let source = Source::Web(played.address.clone());
    let mut setup = setup(vec![source], config, global)?;
    setup.poller.interval = config.interval.or(Some(demo::POLL_INTERVAL));
    setup.data_dir = None;
    setup.cache_dir = None;
    run((runtime, began), setup)
}

/// Plays a live blog again. Nothing of it is asked and nothing kept.
pub(super) fn replay(replayed: Replayed, config: &Config, global: &Global) -> Result<(), Failure> {
    let mut setup = setup(Vec::new(), config, global)?;
    setup.replay = Some(replayed);
    setup.data_dir = None;
    setup.cache_dir = None;
    run(start()?, setup)
}

fn setup(sources: Vec<Source>, config: &Config, global: &Global) -> Result<Setup, Failure> {
    Ok(Setup {
        sources,
        merged: false,
        tag: None,
        replay: None,
        poller: PollerConfig {
            interval: config.interval,
            recipes: &recipes::known().recipes,
            ..PollerConfig::default()
        },
        contact: config.contact.clone(),
        data_dir: config.data_dir.clone().filter(|_| config.history),
        cache_dir: Places::of_system()
            .cache_dir
            .filter(|_| config.history && config.data_dir.is_some()),
        retention: Retention::new(config.keep, config.max_size),
        changeable: Changeable::of(config, &Places::of_system(), None)?,
        global: global.clone(),
        asks_for_background: appearance::asks_for_background(config, &settings::variable),
    })
}

/// Starts the thread of the background tasks. One is enough: what waits for a disk or works long has others, and a
/// second would be woken with the first for nothing. Returns with them when they began.
fn start() -> Result<(Runtime, Instant), Failure> {
    let origin = Instant::now();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .map_err(Failure::Start)?;
    Ok((runtime, origin))
}

fn run((runtime, began): (Runtime, Instant), mut setup: Setup) -> Result<(), Failure> {
    setup.poller.origin = began;
    // The screen keeps its own time: its clock wakes no other thread.
    let origin = Instant::now();
    let screen = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Failure::Start)?;
    let ended = screen.block_on(tui::run(setup, origin, runtime.handle().clone()));
    // A page that is still being read, or a file that hangs, must not hold the end up.
    runtime.shutdown_timeout(LAST_TASKS);
    match ended {
        Ok(Ended::Quit) => Ok(()),
        Ok(Ended::Signal(number)) => Err(Failure::Signal(number)),
        Err(error) => {
            terminal::restore();
            Err(Failure::Terminal(error))
        }
    }
}
