//! What each command takes.

use std::{path::PathBuf, time::Duration};

use clap::{Args, Subcommand, ValueEnum, builder::NonEmptyStringValueParser};

use super::When;
use crate::{
    duration,
    model::{WebUrl, replay::FASTEST},
};

/// The arguments of `demo`.
#[derive(Debug, Clone, Args)]
pub struct Demo {
    /// Play the story N times as fast
    #[arg(long, value_name = "N", default_value_t = 1.0, value_parser = speed)]
    pub speed: f64,
}

/// The arguments of `print`.
#[derive(Debug, Clone, Args)]
pub struct Print {
    /// A web address, a file, or - for standard input
    pub source: String,
    /// What to write
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: PrintFormat,
    /// Print only the newest N updates
    #[arg(long, value_name = "N", value_parser = number)]
    pub limit: Option<usize>,
    /// Fetch the older pages that a page on the web links to as well, 2 s apart, and print all updates
    #[arg(long)]
    pub older: bool,
    /// The web address that a file or standard input was saved from; relative addresses need it
    #[arg(long, value_name = "URL", value_parser = WebUrl::parse)]
    pub base_url: Option<WebUrl>,
    /// Print a briefing: what happened since you last left the live blog, with what the history holds of it
    #[arg(long, conflicts_with = "limit")]
    pub since_left: bool,
    /// Print a briefing: what happened since WHEN, as in 2h, 2025-08-07T14:30:00Z, or all
    #[arg(long, value_name = "WHEN", value_parser = When::parse, conflicts_with_all = ["limit", "since_left"])]
    pub since: Option<When>,
}

impl Print {
    /// Tells whether what happened is wanted in brief.
    #[must_use]
    pub fn wants_briefing(&self) -> bool {
        self.since_left || self.since.is_some()
    }
}

/// What `print` writes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum PrintFormat {
    /// Plain text, one paragraph a line
    #[default]
    Text,
    /// Markdown, with tables
    Markdown,
    /// JSON Feed 1.1
    Json,
}

/// The arguments of `tail`.
#[derive(Debug, Clone, Args)]
pub struct Tail {
    /// Web addresses, files, or - for standard input; with --quiet, no SOURCE means everything you follow
    #[arg(required_unless_present = "quiet", value_name = "SOURCE")]
    pub sources: Vec<String>,
    /// What to write for each change
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: TailFormat,
    /// Stop after this long, as in 10m
    #[arg(long = "for", value_name = "DURATION", value_parser = duration::parse)]
    pub duration: Option<Duration>,
    /// Stop once all live blogs have ended
    #[arg(long)]
    pub until_end: bool,
    /// On the first run for a source, include updates since then: 2h, all, or a time like 2026-11-28T14:00:00Z; default: from now on
    #[arg(long, value_name = "WHEN", value_parser = When::parse)]
    pub since: Option<When>,
    /// Write only what your alert rules ask for; without rules, key events and breaking news
    #[arg(long)]
    pub alerts_only: bool,
    /// Write no records, only keep the history up to date; the next tail tells what came in
    #[arg(long)]
    pub quiet: bool,
    /// Keep the place in each source under this name, so that several tails each get every record
    #[arg(long = "as", value_name = "NAME", default_value = "tail", value_parser = NonEmptyStringValueParser::new())]
    pub name: String,
}

/// What `tail` writes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum TailFormat {
    /// Plain text: publisher, clock and headline, then the text, wrapped to the terminal
    #[default]
    Text,
    /// One JSON object a line
    Ndjson,
}

/// The arguments of `check`.
#[derive(Debug, Clone, Args)]
pub struct Check {
    /// A web address, a file, or - for standard input
    pub source: String,
    /// The web address that a file or standard input was saved from
    #[arg(long, value_name = "URL", value_parser = WebUrl::parse)]
    pub base_url: Option<WebUrl>,
    /// Try the recipe in this file, whatever hosts it names
    #[arg(long, value_name = "FILE")]
    pub recipe: Option<PathBuf>,
    /// Show what was found for each field, where, and which rule won; for all updates, or for the one with this ID
    #[arg(long, value_name = "ID", num_args = 0..=1)]
    pub explain: Option<Option<String>>,
}

/// The arguments of `export`.
#[derive(Debug, Clone, Args)]
pub struct Export {
    /// The live blog's source, as `newswire list` shows it
    #[arg(required_unless_present = "opml")]
    pub source: Option<String>,
    /// What to write
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: ExportFormat,
    /// Write the addresses of all followed live blogs as OPML
    #[arg(long, conflicts_with_all = ["source", "format", "revisions"])]
    pub opml: bool,
    /// Write what each update said before it was edited, too
    #[arg(long)]
    pub revisions: bool,
}

/// What `export` writes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Markdown, with tables
    #[default]
    Markdown,
    /// JSON Feed 1.1
    Json,
    /// One self-contained page for any browser
    Html,
}

/// The arguments of `replay`.
#[derive(Debug, Clone, Args)]
pub struct Replay {
    /// A live blog you follow, played from the history; else a web address or a file, which is read once
    pub source: String,
    /// Play it N times as fast, from 1 to 600; keys change it
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u16).range(1..=i64::from(FASTEST)))]
    pub speed: u16,
    /// The web address that a file or standard input was saved from
    #[arg(long, value_name = "URL", value_parser = WebUrl::parse)]
    pub base_url: Option<WebUrl>,
}

/// What `alert` does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Subcommand)]
pub enum AlertAction {
    /// List the rules of the settings and of the live blogs
    List,
    /// Say what works here, and show a notification
    Test,
}

/// What `config` shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Subcommand)]
pub enum ConfigAction {
    /// Print the path of the settings file
    Path,
    /// Print the settings in effect, from file, environment and options
    Print,
    /// Tell what is wrong with the settings file
    Check,
}

fn speed(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(speed) if (0.1..=1000.0).contains(&speed) => Ok(speed),
        _ => Err("a speed is a number from 0.1 to 1000".to_owned()),
    }
}

/// Reads a number of updates.
fn number(text: &str) -> Result<usize, String> {
    let wanted = |_| "expected a whole number, as in --limit 20".to_owned();
    text.parse().map_err(wanted)
}
