//! What the commands about the library take.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// The arguments of `list`.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct List {
    /// What to write
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: ListFormat,
}

/// What `list` and `discover` write.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// Two lines for each live blog
    #[default]
    Text,
    /// One JSON object with all of them
    Json,
}

/// The arguments of `status`.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct Status {
    /// What to write
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: StatusFormat,
}

/// What `status` writes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum StatusFormat {
    /// One line of plain text
    #[default]
    Text,
    /// One JSON object
    Json,
    /// What a custom module of waybar reads
    Waybar,
    /// A short line for the status line of tmux; empty while nothing is unread
    Tmux,
}

/// The arguments of `follow`.
#[derive(Debug, Clone, Args)]
pub struct Follow {
    /// Web addresses or files
    #[arg(required = true, value_name = "SOURCE")]
    pub sources: Vec<String>,
}

/// The arguments of `pause` and `archive`.
#[derive(Debug, Clone, Args)]
pub struct Shelve {
    /// Sources, as `newswire list` shows them
    #[arg(required = true, value_name = "SOURCE")]
    pub sources: Vec<String>,
    /// Resume what is paused, restore what is archived
    #[arg(long)]
    pub undo: bool,
}

/// The arguments of `forget`.
#[derive(Debug, Clone, Args)]
pub struct Forget {
    /// The live blog's source, as `newswire list` shows it
    pub source: String,
}

/// The arguments of `import`.
#[derive(Debug, Clone, Args)]
pub struct Import {
    /// An OPML file, or a list of addresses, one a line; - for standard input
    pub file: PathBuf,
}

/// The arguments of `discover`.
#[derive(Debug, Clone, Args)]
pub struct Discover {
    /// The address of a front page, a section page or a feed, or a saved page
    #[arg(value_name = "URL")]
    pub source: String,
    /// What to write
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: ListFormat,
}
