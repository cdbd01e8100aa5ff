//! The commands: what was typed, made to happen, with or without a screen.

mod alert;
mod briefing;
mod check;
mod discover;
mod exchange;
mod export;
mod interactive;
mod library;
mod print;
mod reading;
mod recipes;
mod replay;
#[cfg(test)]
pub(in crate::run) mod sample;
mod setup;
mod status;
mod tail;

use std::{
    io::{self, IsTerminal, Write},
    sync::{Arc, atomic::AtomicBool},
};

use signal_hook::{
    consts::{SIGINT, SIGTERM},
    flag::register_conditional_shutdown,
};

use crate::{
    cli::{AlertAction, Cli, Command, ConfigAction, Global, ListFormat},
    config::Config,
    model::Clean,
    run::{capacity, failure::Failure, log, settings, tui::terminal},
};

/// Does what was asked for.
pub(super) fn dispatch(cli: &Cli, out: &mut dyn Write) -> Result<(), Failure> {
    let global = &cli.global;
    match &cli.command {
        None => read(cli, out),
        Some(Command::Demo(arguments)) => {
            needs_terminal("The demo needs a terminal; newswire print shows a page without one.")?;
            interactive::play(arguments, &screen(global)?, global)
        }
        Some(Command::Replay(arguments)) => {
            needs_terminal("A replay needs a terminal; newswire print shows a page without one.")?;
            replay::replay(arguments, &screen(global)?, global)
        }
        Some(Command::Print(arguments)) if arguments.wants_briefing() => {
            briefing::print(arguments, &begin(global)?, out)
        }
        Some(Command::Print(arguments)) => print::print(arguments, &begin(global)?, out),
        Some(Command::Tail(arguments)) => tail::tail(arguments, &begin_unarmed(global)?, out),
        Some(Command::Check(arguments)) => check::check(arguments, &begin(global)?, out),
        Some(Command::Export(arguments)) => export::export(arguments, &begin(global)?, out),
        Some(Command::List(arguments)) => library::list(arguments.format, &begin(global)?, out),
        Some(Command::Status(arguments)) => status::status(*arguments, &begin(global)?, out),
        Some(Command::Follow(arguments)) => library::follow(arguments, &begin(global)?, out),
        Some(Command::Pause(arguments)) => library::pause(arguments, &begin(global)?, out),
        Some(Command::Archive(arguments)) => library::archive(arguments, &begin(global)?, out),
        Some(Command::Forget(arguments)) => {
            library::forget(&arguments.source, &begin(global)?, out)
        }
        Some(Command::Import(arguments)) => exchange::import(arguments, &begin(global)?, out),
        Some(Command::Discover(arguments)) => discover::discover(arguments, &begin(global)?, out),
        Some(Command::Alert { action }) => {
            alert::alert(action.unwrap_or(AlertAction::List), &begin(global)?, out)
        }
        Some(Command::Config { action }) => {
            setup::config(action.unwrap_or(ConfigAction::Print), global, out)
        }
        Some(Command::Completions { shell }) => setup::completions(*shell, out),
        Some(Command::Man) => setup::manual(out),
    }
}

/// The reader on these sources, the library where there are none; without a terminal, what `print` and `list` do.
fn read(cli: &Cli, out: &mut dyn Write) -> Result<(), Failure> {
    let Cli {
        sources, global, ..
    } = cli;
    if !io::stdout().is_terminal() {
        let config = begin(global)?;
        return if sources.is_empty() {
            library::list(ListFormat::Text, &config, out)
        } else {
            print::print_all(sources, &config, out)
        };
    }
    needs_terminal("The reader needs a terminal to read keys from; newswire print needs none.")?;
    let wanted = interactive::Wanted {
        merged: cli.merged,
        tag: cli.tag.as_deref().map(Clean::line),
    };
    interactive::read(sources, wanted, &screen(global)?, global)
}

/// Begins a command with a screen: its settings and its log; signals are the reader's own.
fn screen(global: &Global) -> Result<Config, Failure> {
    capacity::SCREENS.met()?;
    ready(global)
}

/// Reads the settings and begins the log.
fn ready(global: &Global) -> Result<Config, Failure> {
    let config = settings::load(global)?;
    log::start(global.verbose, config.data_dir.as_deref())?;
    recipes::known();
    Ok(config)
}

fn needs_terminal(otherwise: &str) -> Result<(), Failure> {
    if terminal::is_there() {
        Ok(())
    } else {
        Err(Failure::Usage(otherwise.to_owned()))
    }
}

/// Begins a command without a screen that takes its signals itself.
fn begin_unarmed(global: &Global) -> Result<Config, Failure> {
    capacity::PRINTS.met()?;
    ready(global)
}

/// Begins a command without a screen: its settings, its log, its end on signals.
fn begin(global: &Global) -> Result<Config, Failure> {
    let config = begin_unarmed(global)?;
    end_on_signals().map_err(Failure::Start)?;
    Ok(config)
}

/// Says on standard error what failed.
pub(super) fn tell(words: &str) {
    // Names and messages come from outside. Where nobody listens to standard error, there is nobody to tell.
    let told = Clean::line(words);
    let _ = writeln!(io::stderr().lock(), "newswire: {told}");
}

/// Lets an interrupt end the program with 130 and a termination with 143, as shells count signals.
fn end_on_signals() -> io::Result<()> {
    for signal in [SIGINT, SIGTERM] {
        let always = Arc::new(AtomicBool::new(true));
        register_conditional_shutdown(signal, 128 + signal, always)?;
    }
    Ok(())
}
