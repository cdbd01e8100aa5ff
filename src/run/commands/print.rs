//! `newswire print`, and the reader where standard output is no terminal: one snapshot, then the end.

use std::io::{self, IsTerminal, Write};

use super::{
    reading::{self, Asking, OneReading},
    recipes,
};
use crate::{
    cli::{Print, PrintFormat},
    config::Config,
    fetch::{self, Limits, Network, Older, Source},
    model::Timeline,
    report::{self, Document},
    run::failure::Failure,
};

/// Prints one snapshot of a source.
pub(super) fn print(
    arguments: &Print,
    config: &Config,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let source = reading::source(&arguments.source, arguments.base_url.as_ref())?;
    let asking = Asking::new(config);
    let reading = asking.once(&source)?;
    let snapshot = &reading.extraction.snapshot;
    let mut timeline = Timeline::default();
    timeline.merge(snapshot, reading.at);
    if arguments.older {
        walk(&source, &reading, asking.network(), &mut timeline)?;
    }
    for warning in &snapshot.warnings {
        super::tell(&format!("{}: {warning}", reading.name));
    }
    let items = timeline.items();
    let newest = arguments.limit.and_then(|limit| items.get(..limit));
    let document = Document {
        blog: &timeline.blog,
        status: timeline.status(reading.at),
        items: newest.unwrap_or(items),
        total: items.len(),
        address: reading.address.as_ref(),
        recognised_as: &snapshot.recognised_as,
        warnings: &snapshot.warnings,
        fetched_at: reading.at,
        zone: config.zone,
    };
    match arguments.format {
        PrintFormat::Text => report::text::write(&document, out)?,
        PrintFormat::Markdown => report::markdown::write(&document, out)?,
        PrintFormat::Json => report::jsonfeed::write(&document, out)?,
    }
    Ok(())
}

/// Takes the older pages into a timeline, as far as they can be fetched; what was got stands.
pub(super) fn walk(
    source: &Source,
    reading: &OneReading,
    network: &Network,
    timeline: &mut Timeline,
) -> Result<(), Failure> {
    let mut progress = Progress::default();
    let each = |page: Older| {
        timeline.merge_older(&page.snapshot, page.at);
        progress.tell(timeline.items().len());
    };
    let walked = reading::wait(fetch::walk(
        source,
        network,
        Limits::default(),
        &recipes::known().recipes,
        &reading.extraction,
        each,
    ))?;
    progress.end();
    if let Err(error) = walked {
        let page = progress.pages + 2;
        super::tell(&if error.is_about_address() {
            format!(
                "The updates end with page {}: there is no page {page}.",
                page - 1
            )
        } else {
            format!("Updates are missing, from page {page} on: {error}")
        });
    }
    Ok(())
}

/// How far a walk got, for whoever waits at a terminal.
#[derive(Default)]
struct Progress {
    pages: usize,
}

impl Progress {
    fn tell(&mut self, updates: usize) {
        self.pages += 1;
        let pages = self.pages + 1;
        write_to_terminal(&format!("\r{pages} pages, {updates} updates …"));
    }

    /// Clears the line.
    fn end(&self) {
        if self.pages > 0 {
            write_to_terminal("\r\x1b[K");
        }
    }
}

/// Writes to standard error where that is a terminal.
fn write_to_terminal(words: &str) {
    let mut err = io::stderr().lock();
    if err.is_terminal() {
        // Where nobody listens any more, there is nobody to tell.
        let _ = err.write_all(words.as_bytes()).and_then(|()| err.flush());
    }
}

/// Prints several sources as text, a blank line between them; until one of them fails.
pub(super) fn print_all(
    sources: &[String],
    config: &Config,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    for (place, source) in sources.iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        let arguments = Print {
            source: source.clone(),
            format: PrintFormat::Text,
            limit: None,
            older: false,
            base_url: None,
            since_left: false,
            since: None,
        };
        print(&arguments, config, out)?;
    }
    Ok(())
}
