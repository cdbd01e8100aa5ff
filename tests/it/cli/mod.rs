//! The command line as scripts meet it: exit status, standard output, standard error.

#![expect(clippy::unwrap_used, reason = "what helps a test fails by panicking")]

mod briefing;
mod explain;
mod export;
mod library;
mod limits;
mod pages;
mod pipes;
mod promises;
mod proxy;
mod recipes;
mod settings;
#[path = "../../terminal/site.rs"]
mod site;
mod sources;
mod tail;

use std::path::Path;

use assert_cmd::Command;

/// The program in a home of its own, with nothing of the caller's environment.
fn newswire(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newswire"));
    command
        .env_clear()
        .env("HOME", home)
        .env("TZ", "UTC")
        .current_dir(home);
    command
}

/// A file of this repository.
fn fixture(name: &str) -> String {
    format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// Runs the program; returns its exit status, standard output and standard error.
fn outcome(command: &mut Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let status = output.status.code().expect("no signal ends the program");
    (status, text(output.stdout), text(output.stderr))
}

/// Asserts that a command fails with one sentence on standard error and nothing on standard output.
#[track_caller]
fn fails(command: &mut Command, status: i32, sentence: &str) {
    let (code, stdout, stderr) = outcome(command);
    assert_eq!(stderr, format!("newswire: {sentence}\n"));
    assert_eq!(code, status, "{stderr}");
    assert_eq!(stdout, "");
}
