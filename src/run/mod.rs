//! The composition root: what a command line makes happen. Imports everything; nobody imports it.

mod batch;
mod browser;
mod demo;
mod failure;
#[cfg(debug_assertions)]
mod faults;
mod history;
mod input;
mod reader;
mod signals;
mod terminal;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use chrono::{DateTime, Utc};

use crate::{
    cli::{self, Cli, Command},
    fetch::{PollerConfig, Source},
    model::Zone,
    ui::Theme,
};

/// How long tasks may take to end once the reader quit.
const LAST_TASKS: std::time::Duration = std::time::Duration::from_millis(50);

/// Does what was asked and returns the exit status of the contract: 0, 1, 2 or 3.
pub fn run(cli: &Cli) -> ExitCode {
    let done = match &cli.command {
        Some(Command::Print(arguments)) => batch::print(arguments, now()),
        Some(Command::Demo(arguments)) => return demo(arguments, cli),
        None => return read(cli),
        _ => Ok(()),
    };
    let Err(failure) = done else {
        return ExitCode::SUCCESS;
    };
    let status = failure.status();
    if status != 0 {
        // Nobody is left to tell where standard error is closed, too.
        let _ = writeln!(io::stderr().lock(), "newswire: {failure}");
    }
    ExitCode::from(status)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where a command reads the clock"
)]
fn now() -> DateTime<Utc> {
    Utc::now()
}

/// Runs the reader on the sources of the command line.
fn read(cli: &Cli) -> ExitCode {
    let mut sources = Vec::new();
    for argument in &cli.sources {
        match Source::parse(argument, None) {
            Ok(source) => sources.push(source),
            Err(error) => return usage(&error.to_string()),
        }
    }
    if sources.is_empty() {
        return usage("name a source: an address, a file, or - for standard input");
    }
    let setup = reader::Setup {
        sources,
        poller: PollerConfig {
            interval: cli.global.interval,
            ..PollerConfig::default()
        },
        data_dir: cli.global.data_dir.clone(),
        zone: Zone::Local,
        theme: Theme::terminal(),
        browser: None,
    };
    interactive(setup)
}

/// Runs the reader on the built-in live blog. Its port is new each time, so nothing of it is kept.
fn demo(arguments: &cli::Demo, cli: &Cli) -> ExitCode {
    let Ok(runtime) = tokio::runtime::Runtime::new() else {
        return ExitCode::FAILURE;
    };
    let played = match runtime.block_on(demo::start(arguments.speed, now())) {
        Ok(played) => played,
        Err(error) => return usage(&format!("the demo cannot start: {error}")),
    };
    let interval = cli.global.interval.unwrap_or(demo::POLL_INTERVAL);
    let setup = reader::Setup {
        sources: vec![Source::Web(played.address.clone())],
        poller: PollerConfig {
            interval: Some(interval),
            ..PollerConfig::default()
        },
        data_dir: None,
        zone: Zone::Local,
        theme: Theme::terminal(),
        browser: None,
    };
    interactive_on(runtime, setup)
}

fn interactive(setup: reader::Setup) -> ExitCode {
    let Ok(runtime) = tokio::runtime::Runtime::new() else {
        return ExitCode::FAILURE;
    };
    interactive_on(runtime, setup)
}

fn interactive_on(runtime: tokio::runtime::Runtime, setup: reader::Setup) -> ExitCode {
    let ended = runtime.block_on(reader::run(setup));
    // A page that is still being read, or a file that hangs, must not hold the end up.
    runtime.shutdown_timeout(LAST_TASKS);
    match ended {
        Ok(reader::Ended::Quit) => ExitCode::SUCCESS,
        Ok(reader::Ended::Signal(number)) => {
            ExitCode::from(u8::try_from(128 + number).unwrap_or(1))
        }
        Err(error) => {
            terminal::restore();
            let _ = writeln!(
                io::stderr().lock(),
                "newswire: the terminal failed: {error}"
            );
            ExitCode::FAILURE
        }
    }
}

fn usage(words: &str) -> ExitCode {
    let _ = writeln!(io::stderr().lock(), "newswire: {words}");
    ExitCode::from(2)
}
