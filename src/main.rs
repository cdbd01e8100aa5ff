//! The newswire program: arguments and exit status.

use std::process::ExitCode;

use clap::Parser;
use newswire::{cli::Cli, run};

fn main() -> ExitCode {
    run::run(&Cli::parse())
}
