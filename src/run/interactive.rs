//! The ways to the screens: sources of the command line, the library, the demo.

use std::time::Duration;

use tokio::runtime::Runtime;

use super::{
    demo,
    failure::Failure,
    now,
    outside::Programs,
    reader::{self, Ended, Setup},
    reading, recipes,
    retention::Retention,
};
use crate::{
    cli,
    config::Config,
    fetch::{PollerConfig, Source},
    ui::Theme,
};

/// How long tasks may take to end once the reader quit.
const LAST_TASKS: Duration = Duration::from_millis(50);

/// Reads the sources of the command line; the library where there are none.
pub(super) fn read(arguments: &[String], config: &Config) -> Result<(), Failure> {
    let sources: Result<Vec<Source>, Failure> = arguments
        .iter()
        .map(|argument| reading::source(argument, None))
        .collect();
    let setup = setup(sources?, config);
    run(start()?, setup)
}

/// Reads the built-in live blog. Its address is another each time, so nothing of it is kept.
pub(super) fn play(arguments: &cli::Demo, config: &Config) -> Result<(), Failure> {
    let runtime = start()?;
    let played = runtime
        .block_on(demo::start(arguments.speed, now()))
        .map_err(Failure::Start)?;
    let mut setup = setup(vec![Source::Web(played.address.clone())], config);
    setup.poller.interval = config.interval.or(Some(demo::POLL_INTERVAL));
    setup.data_dir = None;
    run(runtime, setup)
}

fn setup(sources: Vec<Source>, config: &Config) -> Setup {
    Setup {
        sources,
        poller: PollerConfig {
            interval: config.interval,
            recipes: &recipes::known().recipes,
            ..PollerConfig::default()
        },
        data_dir: config.data_dir.clone().filter(|_| config.history),
        retention: Retention::new(config.keep, config.max_size),
        zone: config.zone,
        theme: theme(config),
        programs: Programs {
            browser: config.browser.clone(),
            openers: config.openers.clone(),
            pipe: config.pipe.clone(),
        },
    }
}

/// `NO_COLOR` that is set and not empty wins over any theme (no-color.org).
fn theme(config: &Config) -> Theme {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let theme = if no_color || dumb || config.theme.as_deref() == Some("plain") {
        Theme::plain()
    } else {
        Theme::terminal()
    };
    theme.with_hyperlinks(!dumb && knows_hyperlinks(|name| std::env::var(name).ok()))
}

/// Tells by the environment whether the terminal is one that opens links by OSC 8: none can be asked, and others show
/// the addresses as text.
fn knows_hyperlinks(variable: impl Fn(&str) -> Option<String>) -> bool {
    let is_set = |name: &&str| variable(name).is_some_and(|value| !value.is_empty());
    // Inside of these the sequences reach no further than a version that cannot be seen from here.
    if ["TMUX", "STY"].iter().any(&is_set) {
        return false;
    }
    let has = |name: &str, known: &[&str]| {
        variable(name).is_some_and(|value| known.iter().any(|word| value.contains(word)))
    };
    let vte = variable("VTE_VERSION").and_then(|version| version.parse::<u32>().ok());
    ["KITTY_WINDOW_ID", "WEZTERM_PANE", "WT_SESSION", "KONSOLE_VERSION"]
        .iter()
        .any(is_set)
        // Earlier ones than 0.50 have no hyperlinks, and the first of them crash.
        || vte.is_some_and(|version| version >= 5002)
        || has("TERM_PROGRAM", &["iTerm.app", "WezTerm", "ghostty", "vscode"])
        || has("TERM", &["kitty", "foot", "ghostty", "alacritty", "contour"])
}

fn start() -> Result<Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(Failure::Start)
}

fn run(runtime: Runtime, setup: Setup) -> Result<(), Failure> {
    let ended = runtime.block_on(reader::run(setup));
    // A page that is still being read, or a file that hangs, must not hold the end up.
    runtime.shutdown_timeout(LAST_TASKS);
    match ended {
        Ok(Ended::Quit) => Ok(()),
        Ok(Ended::Signal(number)) => Err(Failure::Signal(number)),
        Err(error) => {
            super::terminal::restore();
            Err(Failure::Terminal(error))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_terminals_that_are_known_to_open_links_get_them() {
        let knows = |environment: &[(&str, &str)]| {
            knows_hyperlinks(|name| {
                let found = environment.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        assert!(knows(&[("TERM", "xterm-kitty")]));
        assert!(knows(&[("VTE_VERSION", "7600")]));
        assert!(!knows(&[("VTE_VERSION", "4000")]));
        assert!(!knows(&[("TERM", "xterm-256color")]));
        assert!(!knows(&[("TERM", "foot"), ("TMUX", "/tmp/tmux")]));
        assert!(!knows(&[("KITTY_WINDOW_ID", "")]));
    }
}
