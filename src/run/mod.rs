//! The composition root: what a command line makes happen. Imports everything; nobody imports it.
//!
//! | room | what it is |
//! |---|---|
//! | `commands` | one file a command: what was typed, made to happen |
//! | `tui` | the terminal, the loop around it, and who does what the reader asks for |
//! | `tasks` | what runs beside the loop and answers with events |
//! | `desktop` | what leaves the program: browser, clipboard, notifications, programs of the reader's own |
//! | `demo` | the built-in live blog and its server |
//! | `event` | what the loop hears of all of them |

mod capacity;
mod commands;
mod demo;
mod desktop;
mod event;
mod failure;
#[cfg(debug_assertions)]
mod faults;
mod log;
mod settings;
mod tasks;
mod tui;

use std::{
    io::{self, BufWriter, Write},
    process::ExitCode,
    time::SystemTime,
};

use chrono::{DateTime, Utc};

use crate::cli::Cli;
use failure::Failure;

/// Does what was asked and returns the exit status of the contract: 0, 1, 2 or 3.
///
/// A signal ends the commands without a screen with 130 or 143.
pub fn run(cli: &Cli) -> ExitCode {
    let mut out = BufWriter::new(io::stdout());
    capacity::fail_on_large_files();
    let done = commands::dispatch(cli, &mut out);
    // What was written before a failure is written all the same.
    let flushed = out.flush();
    let Err(failure) = done.and(flushed.map_err(Failure::from)) else {
        return ExitCode::SUCCESS;
    };
    if failure.status() != 0 && !matches!(failure, Failure::Signal(_) | Failure::Told(_)) {
        commands::tell(&failure.to_string());
    }
    ExitCode::from(failure.status())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where the composition root reads the clock: below it, times are values"
)]
fn now() -> DateTime<Utc> {
    #[cfg(test)]
    if let Some(simulated) = crate::fetch::simulated::now() {
        return simulated;
    }
    SystemTime::now().into()
}
