//! The newswire program: arguments, hooks, exit status.

use std::process::ExitCode;

use clap::Parser;
use newswire::{cli::Cli, run};

fn main() -> ExitCode {
    let cli = Cli::parse();
    // Without its hook a panic is told in plainer words, which is no reason not to start.
    let _ = color_eyre::install();
    run::run(&cli)
}
