//! `newswire tail`: every change of live blogs as a record, without a screen.

use std::{
    io::{self, Write},
    pin::pin,
    time::Duration,
};

use chrono::{DateTime, Utc};
use tokio::{runtime, sync::mpsc};

use super::{
    reading::{self, Reading},
    recipes,
    watch::{self, News, Turn},
};
use crate::{
    cli::{Tail, TailFormat},
    config::Config,
    fetch::{PollerConfig, Source},
    model::{ChangeSet, Clean, EntryId, Timeline, WebUrl, Zone},
    report::{self, Change, Document},
    run::failure::Failure,
};

/// How many readings wait until they are written; more wait at their sources.
const WAITING: usize = 16;

/// Follows sources until the time is over or none of them can change any more; each has to be readable once.
pub(super) fn tail(arguments: &Tail, config: &Config, out: &mut dyn Write) -> Result<(), Failure> {
    let mut records = Records {
        format: arguments.format,
        zone: config.zone,
        out,
    };
    let mut blogs = Vec::new();
    let mut sources = Vec::new();
    for argument in &arguments.sources {
        let source = reading::source(argument, None)?;
        let reading = reading::once(&source)?;
        let mut blog = Followed::default();
        sources.push((source, reading.start.clone()));
        blog.take(reading, &mut records)?;
        blogs.push(blog);
    }
    if sources
        .iter()
        .all(|(source, _)| matches!(source, Source::Stdin { .. }))
    {
        return Ok(());
    }
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Failure::Start)?;
    let poller = PollerConfig {
        interval: config.interval,
        recipes: &recipes::known().recipes,
        ..PollerConfig::default()
    };
    let followed = runtime.block_on(async {
        let (sender, turns) = mpsc::channel(WAITING);
        let _handles = watch::watch(sources, poller, sender);
        let over = async {
            match arguments.duration {
                Some(duration) => tokio::time::sleep(duration).await,
                None => std::future::pending().await,
            }
        };
        follow(&mut blogs, turns, over, &mut records).await
    });
    runtime.shutdown_timeout(Duration::from_millis(50));
    followed
}

/// Writes what changes with each reading, until it is over or nobody reads any more.
async fn follow(
    blogs: &mut [Followed],
    mut turns: mpsc::Receiver<Turn>,
    over: impl Future<Output = ()>,
    records: &mut Records<'_>,
) -> Result<(), Failure> {
    let mut over = pin!(over);
    loop {
        let turn = tokio::select! {
            biased;
            () = &mut over => return Ok(()),
            turn = turns.recv() => turn,
        };
        match turn {
            None => return Ok(()),
            Some((place, News::Fresh(reading))) => {
                if let Some(blog) = blogs.get_mut(place) {
                    blog.take(*reading, records)?;
                }
            }
            Some((place, News::Unchanged(at))) => {
                if let Some(blog) = blogs.get_mut(place) {
                    blog.confirm(at, records)?;
                }
            }
            // The next reading may be better.
            Some((_, News::Failed(why))) => super::tell(why.as_str()),
        }
    }
}

/// Where records go, and how they look.
struct Records<'a> {
    format: TailFormat,
    zone: Zone,
    out: &'a mut dyn Write,
}

/// A live blog that is followed, as far as records need it.
#[derive(Default)]
struct Followed {
    timeline: Timeline,
    address: Option<WebUrl>,
    recognised_as: Clean,
    warnings: Vec<Clean>,
}

impl Followed {
    /// Takes a reading and writes a record for each update that it changed, from the oldest to the newest.
    fn take(&mut self, reading: Reading, records: &mut Records) -> io::Result<()> {
        let snapshot = reading.extraction.snapshot;
        let changes = self.timeline.merge(&snapshot, reading.at);
        self.address = reading.address;
        self.recognised_as = snapshot.recognised_as;
        self.warnings = snapshot.warnings;
        self.write(&changes, reading.at, records)
    }

    /// Takes notice that nothing changed, which may confirm that an update is gone.
    fn confirm(&mut self, at: DateTime<Utc>, records: &mut Records) -> io::Result<()> {
        let changes = self.timeline.confirm(at);
        self.write(&changes, at, records)
    }

    fn write(
        &self,
        changes: &ChangeSet,
        at: DateTime<Utc>,
        records: &mut Records,
    ) -> io::Result<()> {
        let document = Document {
            blog: &self.timeline.blog,
            items: self.timeline.items(),
            address: self.address.as_ref(),
            recognised_as: &self.recognised_as,
            warnings: &self.warnings,
            fetched_at: at,
            zone: records.zone,
        };
        let out = &mut *records.out;
        for (change, id) in self.oldest_first(changes) {
            let Some(item) = self.timeline.get(id) else {
                continue;
            };
            match records.format {
                TailFormat::Text => report::text::write_change(change, &document, item, out)?,
                TailFormat::Ndjson => report::ndjson::write(change, &document, item, out)?,
            }
        }
        // Whoever reads the pipe has each reading whole before the next is waited for.
        out.flush()
    }

    fn oldest_first<'a>(&self, changes: &'a ChangeSet) -> Vec<(Change, &'a EntryId)> {
        // An update that came back is on the page again, which is what a record of an added one says.
        let kinds = [
            (Change::Added, &changes.added),
            (Change::Added, &changes.restored),
            (Change::Revised, &changes.revised),
            (Change::Retracted, &changes.retracted),
        ];
        let mut records: Vec<(Change, &EntryId)> = kinds
            .into_iter()
            .flat_map(|(change, ids)| ids.iter().map(move |id| (change, id)))
            .collect();
        let place = |id: &EntryId| self.timeline.find(id).map(|(place, _)| place);
        records.sort_by_key(|(_, id)| std::cmp::Reverse(place(id)));
        records
    }
}

#[cfg(test)]
mod tests;
