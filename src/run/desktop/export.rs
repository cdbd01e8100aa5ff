//! What the history holds of a live blog, written out: for the command, or from the reader in a file.

use std::{
    fs::File,
    io::{self, BufWriter, ErrorKind, Write},
    path::{Path, PathBuf},
};

use crate::{
    app,
    cli::ExportFormat,
    model::{Clean, WebUrl, Zone},
    report::{self, Archive, Document, Past},
    run::now,
    store::{self, Store},
};

/// Most characters of a file's name.
const NAME: usize = 60;
/// Most files of the same name.
const NAMESAKES: usize = 99;

/// Writes a live blog into a new file of the working directory, with all revisions; says in a sentence what came of it.
pub(in crate::run) async fn into_file(
    store: Store,
    key: String,
    form: app::Export,
    zone: Zone,
) -> Clean {
    let kept = match store.export(&key).await {
        // A history that had to begin anew may know a live blog of which it holds nothing.
        Ok(Some(kept)) if !kept.stored.timeline.items().is_empty() => kept,
        Ok(_) => return Clean::line(NOTHING),
        Err(error) => return Clean::line(&error.to_string()),
    };
    let written = move || {
        let (format, extension) = match form {
            app::Export::Markdown => (ExportFormat::Markdown, "md"),
            app::Export::Json => (ExportFormat::Json, "json"),
            app::Export::Html => (ExportFormat::Html, "html"),
        };
        let name = file_name(kept.stored.timeline.blog.headline.as_str());
        let (path, file) = create(Path::new(""), &name, extension)?;
        let mut out = BufWriter::new(file);
        write(&kept, true, format, zone, &mut out)?;
        out.flush()?;
        Ok(path)
    };
    let written = tokio::task::spawn_blocking(written).await;
    let words = match written.unwrap_or_else(|error| Err(io::Error::other(error))) {
        Ok(path) => format!("Exported to {}.", path.display()),
        Err(error) => format!("Nothing was exported: {}.", reason(&error)),
    };
    Clean::line(&words)
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::PermissionDenied => "this directory may not be written to".to_owned(),
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}

/// What is told where the history holds nothing.
pub(in crate::run) const NOTHING: &str =
    "Nothing is kept of this source, so there is nothing to export.";

/// Makes a file's name of a headline.
fn file_name(headline: &str) -> String {
    let lower = headline.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let name: String = words.join("-").chars().take(NAME).collect();
    let name = name.trim_end_matches('-');
    if name.is_empty() { "live-blog" } else { name }.to_owned()
}

/// Creates a file that was not there, with a number behind its name where others were.
fn create(folder: &Path, name: &str, extension: &str) -> io::Result<(PathBuf, File)> {
    let mut number = 1;
    loop {
        let counted = if number == 1 {
            format!("{name}.{extension}")
        } else {
            format!("{name}-{number}.{extension}")
        };
        let path = folder.join(counted);
        match File::create_new(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && number < NAMESAKES => {
                number += 1;
            }
            created => return Ok((path, created?)),
        }
    }
}

/// Writes all updates that are kept.
pub(in crate::run) fn write(
    kept: &store::Export,
    revisions: bool,
    format: ExportFormat,
    zone: Zone,
    out: &mut dyn Write,
) -> io::Result<()> {
    let stored = &kept.stored;
    let warnings: Vec<Clean> = match stored.unreadable {
        0 => Vec::new(),
        1 => vec![Clean::line(
            "One update of the history cannot be read and is left out.",
        )],
        count => {
            let why = format!("{count} updates of the history cannot be read and are left out.");
            vec![Clean::line(&why)]
        }
    };
    let past = Past {
        headlines: &kept.headlines,
        gaps: &stored.gaps,
        polls: &kept.polls,
    };
    let address = WebUrl::parse(stored.address.as_str()).ok();
    let archive = Archive {
        document: Document {
            blog: &stored.timeline.blog,
            status: stored.timeline.status(now()),
            items: stored.timeline.items(),
            total: stored.timeline.items().len(),
            address: address.as_ref(),
            recognised_as: &Clean::line("the history"),
            warnings: &warnings,
            fetched_at: stored.last_contact.unwrap_or(stored.followed_since),
            zone,
        },
        past: revisions.then_some(past),
    };
    match format {
        ExportFormat::Markdown => report::markdown::write_archive(&archive, out)?,
        ExportFormat::Json => report::jsonfeed::write_archive(&archive, out)?,
        ExportFormat::Html => report::page::write(&archive, out)?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_becomes_a_name_that_every_file_system_takes() {
        for (headline, name) in [
            (
                "Harbour bridge closure: latest",
                "harbour-bridge-closure-latest",
            ),
            ("../../etc/passwd", "etc-passwd"),
            ("Überfall – was wir wissen?", "überfall-was-wir-wissen"),
            ("…", "live-blog"),
        ] {
            assert_eq!(file_name(headline), name);
        }
        assert!(file_name(&"long ".repeat(90)).chars().count() <= NAME);
    }

    #[test]
    fn no_file_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let made = |_| create(folder.path(), "pier", "md").unwrap().0;
        let names: Vec<PathBuf> = (0..3).map(made).collect();
        let expected = ["pier.md", "pier-2.md", "pier-3.md"].map(|name| folder.path().join(name));
        assert_eq!(names, expected);
    }
}
