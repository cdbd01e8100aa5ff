//! The sections `[openers]` and `[pipe]`: programs that get addresses and updates, each as a list of words.

use toml::{
    Spanned,
    de::{DeArray, DeTable, DeValue},
};

use crate::suggestion::{self, Complaint};

/// What is wrong, each with the byte at which it stands; a place of `None` is the section itself.
pub(super) type Wrong = Vec<(Option<usize>, Complaint)>;

/// A program for some addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opener {
    /// A host, which stands for those below it as well, or the ending of a file's name: `example.org`, `pdf`.
    pub what: String,
    /// The program's words.
    pub command: Vec<String>,
}

/// The program that updates are piped to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pipe {
    /// The program's words.
    pub command: Vec<String>,
    /// What it is given.
    pub format: PipeFormat,
}

/// What a program that updates are piped to is given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PipeFormat {
    /// Plain text.
    #[default]
    Text,
    /// One item of JSON Feed 1.1.
    Json,
}

impl PipeFormat {
    /// Returns its name in the settings.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
        }
    }
}

/// Reads a command: the program first, then its arguments.
pub(super) fn words(array: &DeArray) -> Option<Vec<String>> {
    let words = array
        .iter()
        .map(|word| word.get_ref().as_str().map(str::to_owned));
    let words: Vec<String> = words.collect::<Option<_>>()?;
    let program = words.first()?;
    (!program.is_empty()).then_some(words)
}

/// Reads a command that a setting names: the program first, then its arguments.
pub(super) fn command(name: &str, value: &DeValue) -> Result<Vec<String>, String> {
    let words = value.as_array().and_then(words);
    words.ok_or_else(|| format!("{name} must be a list of words in quotes, the program first"))
}

/// Reads the section of openers.
///
/// # Errors
/// Names what is wrong, each with its place.
pub(super) fn openers(value: &DeValue) -> Result<Vec<Opener>, Wrong> {
    let Some(table) = value.as_table() else {
        let what = "openers must be a section of hosts and endings, each with a list of words";
        return Err(vec![(None, what.into())]);
    };
    let mut openers = Vec::new();
    let mut wrong = Vec::new();
    for (key, value) in table {
        match command(key.get_ref(), value.get_ref()) {
            Ok(command) => openers.push(Opener {
                what: key.get_ref().to_lowercase(),
                command,
            }),
            Err(what) => wrong.push((Some(key.span().start), what.into())),
        }
    }
    if wrong.is_empty() {
        Ok(openers)
    } else {
        Err(wrong)
    }
}

/// Reads the section of the pipe; an empty one sets nothing.
///
/// # Errors
/// Names what is wrong, each with its place.
pub(super) fn pipe(value: &DeValue) -> Result<Option<Pipe>, Wrong> {
    let missing = "pipe must be a section with a command: a list of words, the program first";
    let Some(table) = value.as_table() else {
        return Err(vec![(None, missing.into())]);
    };
    if table.is_empty() {
        return Ok(None);
    }
    let mut wrong = Vec::new();
    let mut pipe = Pipe {
        command: Vec::new(),
        format: PipeFormat::default(),
    };
    take_pipe(table, &mut pipe, &mut wrong);
    if wrong.is_empty() && pipe.command.is_empty() {
        wrong.push((None, missing.into()));
    }
    if wrong.is_empty() {
        Ok(Some(pipe))
    } else {
        Err(wrong)
    }
}

fn take_pipe(table: &DeTable, pipe: &mut Pipe, wrong: &mut Wrong) {
    for (key, value) in table {
        let (at, name): (_, &str) = (Some(key.span().start), key.get_ref());
        let set = match name {
            "command" => command(name, value.get_ref())
                .map(|words| pipe.command = words)
                .map_err(Complaint::from),
            "format" => format(value)
                .map(|format| pipe.format = format)
                .map_err(Complaint::from),
            unknown => Err(suggestion::unknown(
                "setting",
                unknown,
                ["command", "format"],
            )),
        };
        wrong.extend(set.err().map(|what| (at, what)));
    }
}

fn format(value: &Spanned<DeValue>) -> Result<PipeFormat, String> {
    [PipeFormat::Text, PipeFormat::Json]
        .into_iter()
        .find(|format| value.get_ref().as_str() == Some(format.word()))
        .ok_or_else(|| "format must be \"text\" or \"json\"".to_owned())
}
