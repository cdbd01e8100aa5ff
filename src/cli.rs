//! The command line: what was typed, parsed and named, nothing decided.
//!
//! Knows nothing of the configuration file, the environment or what a command does.

mod arguments;
mod help;
mod library;
mod when;

use std::{path::PathBuf, time::Duration};

use clap::{ArgAction, Args, Parser, Subcommand};

use crate::duration;
pub use arguments::{
    AlertAction, Check, ConfigAction, Demo, Export, ExportFormat, Print, PrintFormat, Replay, Tail,
    TailFormat,
};
pub use library::{
    Discover, Follow, Forget, Import, List, ListFormat, Shelve, Status, StatusFormat,
};

pub use when::When;

/// Reads news live blogs in the terminal.
#[derive(Debug, Parser)]
#[command(
    name = "newswire",
    version,
    about = help::ABOUT,
    after_help = help::AFTER,
    after_long_help = help::AFTER_LONG,
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Cli {
    /// What to read.
    #[arg(value_name = "SOURCE", help = help::SOURCES)]
    pub sources: Vec<String>,
    /// Read all of them in one timeline, by time
    #[arg(long)]
    pub merged: bool,
    /// Open the live blogs you follow that have this tag, too
    #[arg(long, value_name = "NAME")]
    pub tag: Option<String>,
    /// What counts for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do; `None` stands for the reader, or for the library where there are no sources.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options that every command takes.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Options for every command")]
pub struct Global {
    /// Read the settings from FILE instead of the usual place
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// Keep history and state in DIR
    #[arg(long, value_name = "DIR", global = true)]
    pub data_dir: Option<PathBuf>,
    /// Keep nothing on disk and ignore earlier runs
    #[arg(long, global = true)]
    pub no_history: bool,
    /// Poll this often, as in 30s or 2m; at least 15s, or 1s for a server on this machine
    #[arg(long, value_name = "DURATION", value_parser = duration::parse_interval, global = true)]
    pub interval: Option<Duration>,
    /// Use this colour theme: dark, light, high-contrast, terminal, plain, or one of your own
    #[arg(long, value_name = "NAME", global = true)]
    pub theme: Option<String>,
    /// Write a log file into the data directory; -vv writes more
    #[arg(short, long, action = ArgAction::Count, global = true)]
    pub verbose: u8,
}

/// The commands beside the reader.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Read the built-in live blog; needs no network
    Demo(Demo),
    /// Print one snapshot of a live blog, newest update first
    Print(Print),
    /// Follow live blogs without a screen: one record for every change
    Tail(Tail),
    /// Show what was detected, what was extracted, and the polling plan
    Check(Check),
    /// Play a live blog again from its start, as it happened
    Replay(Replay),
    /// Write everything the history holds of a live blog, newest update first
    Export(Export),
    /// List the live blogs you follow, with their unread counts
    List(List),
    /// Show unread counts and the newest headline, from the history alone
    Status(Status),
    /// Add live blogs to the library, or resume paused and archived ones
    Follow(Follow),
    /// Stop polling live blogs; --undo resumes
    Pause(Shelve),
    /// Archive live blogs: kept, but neither polled nor counted; --undo restores them
    Archive(Shelve),
    /// Remove a live blog and its history from the library
    Forget(Forget),
    /// Follow the addresses in an OPML file or a list
    Import(Import),
    /// List the live blogs that a front page, section page or feed links to, newest first
    Discover(Discover),
    /// Show what you are alerted to, or test which kinds of alert work here
    Alert {
        /// What to do; the list where nothing is named.
        #[command(subcommand)]
        action: Option<AlertAction>,
    },
    /// Show where the settings are, what they are, or what is wrong with them
    Config {
        /// What to show; the settings where nothing is named.
        #[command(subcommand)]
        action: Option<ConfigAction>,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell to complete in
        shell: clap_complete::Shell,
    },
    /// Print the manual page, as in: newswire man | man -l -
    Man,
}

#[cfg(test)]
mod tests;
