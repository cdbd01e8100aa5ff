//! The composition root: what a command line makes happen. Imports everything; nobody imports it.

mod batch;
mod failure;
mod input;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use chrono::{DateTime, Utc};

use crate::cli::{Cli, Command};

/// Does what was asked and returns the exit status of the contract: 0, 1, 2 or 3.
pub fn run(cli: &Cli) -> ExitCode {
    let done = match &cli.command {
        Some(Command::Print(arguments)) => batch::print(arguments, now()),
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
