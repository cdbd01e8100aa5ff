//! `newswire print`, and the reader where standard output is no terminal: one snapshot, then the end.

use std::io::Write;

use super::{failure::Failure, reading};
use crate::{
    cli::{Print, PrintFormat},
    model::{Timeline, Zone},
    report::{self, Document},
};

/// Prints one snapshot of a source.
pub(super) fn print(arguments: &Print, zone: Zone, out: &mut dyn Write) -> Result<(), Failure> {
    let source = reading::source(&arguments.source, arguments.base_url.as_ref())?;
    let reading = reading::once(&source)?;
    let snapshot = &reading.extraction.snapshot;
    let mut timeline = Timeline::default();
    timeline.merge(snapshot, reading.at);
    let items = timeline.items();
    let newest = arguments.limit.and_then(|limit| items.get(..limit));
    let document = Document {
        blog: &timeline.blog,
        items: newest.unwrap_or(items),
        address: reading.address.as_ref(),
        recognised_as: &snapshot.recognised_as,
        warnings: &snapshot.warnings,
        fetched_at: reading.at,
        zone,
    };
    match arguments.format {
        PrintFormat::Text => report::text::write(&document, out)?,
        PrintFormat::Markdown => report::markdown::write(&document, out)?,
        PrintFormat::Json => report::jsonfeed::write(&document, out)?,
    }
    Ok(())
}

/// Prints several sources as text, a blank line between them; until one of them fails.
pub(super) fn print_all(
    sources: &[String],
    zone: Zone,
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
            base_url: None,
        };
        print(&arguments, zone, out)?;
    }
    Ok(())
}
