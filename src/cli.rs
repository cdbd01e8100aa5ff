//! The command line: what was typed, parsed and named, nothing decided.
//!
//! Knows nothing of the configuration file, the environment or what a command does.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::model::WebUrl;

/// A reader of news live blogs for the terminal.
#[derive(Debug, Parser)]
#[command(
    name = "newswire",
    version,
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Cli {
    /// What counts for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do; nothing stands for the reader.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Live blogs to read: web addresses, files, or - for standard input. A file named like a command is ./NAME.
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<String>,
}

/// Options that every command takes.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Options for every command")]
pub struct Global {
    /// Read settings from this file instead of the usual one.
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// Keep history and state in this directory.
    #[arg(long, value_name = "DIR", global = true)]
    pub data_dir: Option<PathBuf>,
    /// Keep nothing on disk, and show nothing of earlier runs.
    #[arg(long, global = true)]
    pub no_history: bool,
    /// Use this colour theme.
    #[arg(long, value_name = "NAME", global = true)]
    pub theme: Option<String>,
    /// Write a log file; twice for more.
    #[arg(short, long, action = clap::ArgAction::Count, global = true)]
    pub verbose: u8,
}

/// The commands beside the reader.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Print one snapshot of a live blog, newest update first, and exit.
    Print(Print),
}

/// The arguments of `print`.
#[derive(Debug, Clone, Args)]
pub struct Print {
    /// A web address, a file, or - for standard input.
    pub source: String,
    /// What to print.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: PrintFormat,
    /// Print at most this many updates.
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// The web address that a file or standard input was saved from; relative addresses need it.
    #[arg(long, value_name = "URL", value_parser = WebUrl::parse)]
    pub base_url: Option<WebUrl>,
}

/// What `print` writes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum PrintFormat {
    /// JSON Feed 1.1.
    #[default]
    Json,
}
