//! `newswire tail`: every change of live blogs as a record, without a screen.

use std::{
    io::{self, Write},
    pin::pin,
};

use chrono::{DateTime, Utc};
use tokio::{runtime, sync::mpsc};

use super::{
    failure::Failure,
    reading::{self, Reading},
    watch::{self, Turn},
};
use crate::{
    cli::{Tail, TailFormat},
    model::{ChangeSet, Clean, EntryId, Timeline, WebUrl, Zone},
    report::{self, Change, Document},
};

/// How many readings wait until they are written; more wait at their sources.
const WAITING: usize = 16;

/// Follows sources until the time is over or none of them can change any more; each has to be readable once.
pub(super) fn tail(
    arguments: &Tail,
    zone: Zone,
    clock: fn() -> DateTime<Utc>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let mut records = Records {
        format: arguments.format,
        zone,
        out,
    };
    let mut blogs = Vec::new();
    let mut files = Vec::new();
    for (place, source) in arguments.sources.iter().enumerate() {
        // Looked at before it is read: what changes in between is then read again.
        files.extend(watch::mark(source).map(|mark| (place, source.clone(), mark)));
        let mut blog = Followed::default();
        blog.take(reading::once(source, None, clock())?, &mut records)?;
        blogs.push(blog);
    }
    let runtime = runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .map_err(Failure::Start)?;
    runtime.block_on(async {
        let (sender, turns) = mpsc::channel(WAITING);
        for (place, source, mark) in files {
            tokio::spawn(watch::watch(place, source, mark, clock, sender.clone()));
        }
        drop(sender);
        let over = async {
            match arguments.duration {
                Some(duration) => tokio::time::sleep(duration).await,
                None => std::future::pending().await,
            }
        };
        follow(&mut blogs, turns, over, &mut records).await
    })
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
            Some((place, Ok(reading))) => {
                if let Some(blog) = blogs.get_mut(place) {
                    blog.take(reading, records)?;
                }
            }
            // The next reading may be better.
            Some((_, Err(failure))) => super::tell(&failure),
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
        let document = Document {
            blog: &self.timeline.blog,
            items: self.timeline.items(),
            address: self.address.as_ref(),
            recognised_as: &self.recognised_as,
            warnings: &self.warnings,
            fetched_at: reading.at,
            zone: records.zone,
        };
        let out = &mut *records.out;
        for (change, id) in self.oldest_first(&changes) {
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
