//! `newswire print --since-left` and `--since`: what happened, in brief, from a fresh reading and the history.

use std::io::Write;

use super::{
    library::Library,
    print,
    reading::{self, Asking},
};
use crate::{
    cli::{Print, PrintFormat},
    config::Config,
    model::{Briefing, Clean, Since, Timeline},
    report::{self, Document},
    run::{failure::Failure, now, tasks::history},
};

/// Prints what happened in a source. Nothing is kept of it: whoever reads it in a script has not read the updates.
///
/// Where the source cannot be read, what the history holds is printed all the same, and the failure told.
pub(super) fn print(
    arguments: &Print,
    config: &Config,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let source = reading::source(&arguments.source, arguments.base_url.as_ref())?;
    let library = Library::open(config)?;
    let stored = history::key(&source).map_or(Ok(None), |key| library.load(&key));
    library.close()?;
    let (mut timeline, left, checked) = match stored? {
        Some(stored) => {
            let left = stored.place.map(|place| place.left);
            (stored.timeline, left, stored.last_contact)
        }
        None => (Timeline::default(), None, None),
    };
    let is_known = !timeline.items().is_empty();
    let asking = Asking::new(config);
    let reading = asking.once(&source);
    if !is_known && reading.is_err() {
        return reading.map(drop);
    }
    if let Ok(reading) = &reading {
        timeline.merge(&reading.extraction.snapshot, reading.at);
        if arguments.older {
            print::walk(&source, reading, asking.network(), &mut timeline)?;
        }
    }
    let since = match arguments.since {
        Some(when) => when.moment(now()).map_or(Since::Beginning, Since::Time),
        None => left.map_or(Since::Beginning, Since::Left),
    };
    if arguments.since_left && left.is_none() {
        let source = &arguments.source;
        super::tell(&format!(
            "It is not known when you left {source}, so this is everything."
        ));
    }
    let briefing = Briefing::of(&timeline, since, config.zone);
    let items: Vec<_> = briefing.items(&timeline).cloned().collect();
    let snapshot = reading.as_ref().ok().map(|read| &read.extraction.snapshot);
    let unread = Clean::default();
    let document = Document {
        blog: &timeline.blog,
        status: timeline.status(now()),
        items: &items,
        total: items.len(),
        address: source.address(),
        recognised_as: snapshot.map_or(&unread, |snapshot| &snapshot.recognised_as),
        warnings: snapshot.map_or(&[], |snapshot| &snapshot.warnings),
        fetched_at: match &reading {
            Ok(reading) => reading.at,
            Err(_) => checked.unwrap_or_else(now),
        },
        zone: config.zone,
    };
    let brief = report::briefing::Briefing {
        document,
        timeline: &timeline,
        briefing: &briefing,
    };
    match arguments.format {
        PrintFormat::Text => report::briefing::write_text(&brief, out)?,
        PrintFormat::Markdown => report::briefing::write_markdown(&brief, out)?,
        PrintFormat::Json => report::briefing::write_json(&brief, out)?,
    }
    reading.map(drop)
}
