//! The commands about the program itself: settings, completions, the manual page.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_complete::Shell;

use crate::{
    cli::{Cli, ConfigAction, Global},
    config::{self, Places},
    model::Clean,
    run::{
        failure::Failure,
        settings::{self, variable},
        tui::appearance,
    },
};

/// Shows where the settings are, what they are, or what is wrong with them.
pub(super) fn config(
    action: ConfigAction,
    global: &Global,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let places = Places::of_system();
    let path = config::path(global, &variable, &places);
    let shown = path
        .as_deref()
        .map(|path| Clean::line(&path.to_string_lossy()).to_string());
    match (action, shown) {
        (ConfigAction::Print, _) => write!(out, "{}", settings::load(global)?.to_toml())?,
        (_, None) => {
            let why = "There is no home directory to keep settings in; name a file with --config.";
            return Err(Failure::Usage(why.to_owned()));
        }
        (ConfigAction::Path, Some(path)) => writeln!(out, "{path}")?,
        (ConfigAction::Check, Some(path)) => {
            let problems = config::check(global, &variable, &places)?;
            if problems.count() == 0 {
                // A theme of the reader's own is a file, too.
                appearance::theme(&settings::load(global)?, &variable, &places, None)?;
                writeln!(out, "{path}: no problems found.")?;
                return Ok(());
            }
            for problem in &problems.told {
                writeln!(out, "{path}, {problem}.")?;
            }
            if problems.more > 0 {
                writeln!(out, "and {} more.", problems.more)?;
            }
            let why = format!("{path} cannot be used: {} wrong.", lines(problems.count()));
            return Err(Failure::Usage(why));
        }
    }
    Ok(())
}

/// Writes a shell's completion script.
pub(super) fn completions(shell: Shell, out: &mut dyn Write) -> Result<(), Failure> {
    // The generator ends the program where its writer fails, so that it is given one that does not.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "newswire", &mut script);
    Ok(out.write_all(&script)?)
}

/// Writes the manual: the page of the program, then those of its commands.
pub(super) fn manual(out: &mut dyn Write) -> Result<(), Failure> {
    let mut command = Cli::command();
    command.build();
    let render = |command: &clap::Command, out: &mut dyn Write| -> io::Result<()> {
        clap_mangen::Man::new(command.clone()).render(&mut &mut *out)
    };
    render(&command, out)?;
    for subcommand in command.get_subcommands() {
        render(subcommand, out)?;
    }
    Ok(())
}

fn lines(count: usize) -> String {
    match count {
        1 => "one line is".to_owned(),
        count => format!("{count} lines are"),
    }
}
