//! The commands without a screen.

use std::io::{self, BufWriter, Write};

use chrono::{DateTime, Utc};

use super::{failure::Failure, input};
use crate::{
    cli::{Print, PrintFormat},
    model::{Timeline, Zone},
    report::{self, Document},
    source::{self, Page},
};

/// Prints one snapshot of a source.
pub(super) fn print(arguments: &Print, now: DateTime<Utc>) -> Result<(), Failure> {
    let bytes = input::read(&arguments.source)?;
    let snapshot = source::extract(&Page {
        bytes: &bytes,
        content_type: None,
        address: arguments.base_url.as_ref(),
        fetched_at: now,
    })?
    .snapshot;
    let mut timeline = Timeline::default();
    timeline.merge(&snapshot, now);
    let items = timeline.items();
    let limit = arguments.limit.unwrap_or(usize::MAX);
    let document = Document {
        blog: &timeline.blog,
        items: items.get(..limit).unwrap_or(items),
        address: arguments.base_url.as_ref(),
        recognised_as: &snapshot.recognised_as,
        warnings: &snapshot.warnings,
        fetched_at: now,
        zone: Zone::Local,
    };
    let mut out = BufWriter::new(io::stdout().lock());
    match arguments.format {
        PrintFormat::Text => report::text::write(&document, &mut out)?,
        PrintFormat::Markdown => report::markdown::write(&document, &mut out)?,
        PrintFormat::Json => report::jsonfeed::write(&document, &mut out)?,
    }
    Ok(out.flush()?)
}
