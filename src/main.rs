//! The newswire program: arguments, hooks, exit status.

use std::process::ExitCode;

use clap::Parser;
use newswire::{cli::Cli, run};

fn main() -> ExitCode {
    run::run(&Cli::parse())
}
