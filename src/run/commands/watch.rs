//! Sources that are followed without a screen: the pollers' events as turns.

use chrono::{DateTime, Utc};
use tokio::{runtime::Handle, sync::mpsc};

use super::reading::Reading;
use crate::{
    fetch::{self, EventKind, PollerConfig, Source, Start},
    model::{Clean, PollOutcome},
    run::tasks::{
        polling::{self, Polling},
        supervisor::Supervisor,
    },
    source::Extraction,
};

/// What came of asking a source once more.
pub(super) enum News {
    /// Another reading.
    Fresh(Box<Reading>),
    /// Nothing changed up to this time.
    Unchanged(DateTime<Utc>),
    /// It failed; the next reading may be better.
    Failed(Clean),
}

/// What to do about a source that is not followed any more.
const REMEDY: &str = "Start newswire tail again to go on with it.";

/// News of one of several sources, named by its place among them.
pub(super) type Turn = (usize, News);

/// Follows sources that were read a moment ago, until nobody takes the turns or the followers are dropped.
pub(super) fn watch(
    sources: Vec<(Source, Start)>,
    config: PollerConfig,
    turns: mpsc::Sender<Turn>,
) -> Vec<Polling> {
    let (events, mut reports) = mpsc::channel::<fetch::Event>(sources.len().max(1));
    let known: Vec<Source> = sources.iter().map(|(source, _)| source.clone()).collect();
    let (supervisor, mut notes) = Supervisor::new(Handle::current());
    let followers = sources
        .into_iter()
        .enumerate()
        .map(|(place, (source, start))| {
            let events = events.clone();
            polling::start(&supervisor, (place, source), config, start, events, REMEDY)
        });
    let followers = followers.collect();
    tokio::spawn(async move {
        loop {
            let turn = tokio::select! {
                Some(report) = reports.recv() => match known.get(report.source) {
                    Some(source) => news(source, report.kind).map(|news| (report.source, news)),
                    None => None,
                },
                // Which of them it is, the sentence says.
                Some(note) = notes.recv() => Some((0, News::Failed(note))),
                else => return,
            };
            if let Some(turn) = turn
                && turns.send(turn).await.is_err()
            {
                return;
            }
        }
    });
    followers
}

/// Returns what a report says of a source, where that is anything new.
fn news(source: &Source, report: EventKind) -> Option<News> {
    let EventKind::Done(poll) = report else {
        return None;
    };
    Some(match poll.outcome {
        PollOutcome::Fresh(snapshot) => News::Fresh(Box::new(Reading {
            name: source.title().to_string(),
            address: source.address().cloned(),
            at: poll.at,
            extraction: Extraction {
                explanation: crate::source::Explanation::default(),
                snapshot: *snapshot,
                evidence: Vec::new(),
                platform: None,
            },
            start: Start::default(),
        })),
        PollOutcome::Unchanged => News::Unchanged(poll.at),
        PollOutcome::Failed { why, .. } => News::Failed(why),
    })
}
