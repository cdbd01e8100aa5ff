//! Sources that are followed without a screen: the pollers' events as turns.

use chrono::{DateTime, Utc};
use tokio::sync::mpsc;

use super::reading::Reading;
use crate::{
    fetch::{self, EventKind, Handle, PollerConfig, Source, Start},
    model::{Clean, PollOutcome},
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

/// News of one of several sources, named by its place among them.
pub(super) type Turn = (usize, News);

/// Follows sources that were read a moment ago; dropping the handles ends it.
pub(super) fn watch(
    sources: Vec<(Source, Start)>,
    config: PollerConfig,
    turns: mpsc::Sender<Turn>,
) -> Vec<Handle> {
    let (events, mut reports) = mpsc::channel::<fetch::Event>(sources.len().max(1));
    let known: Vec<Source> = sources.iter().map(|(source, _)| source.clone()).collect();
    let handles = sources
        .into_iter()
        .enumerate()
        .map(|(place, (source, start))| fetch::spawn(place, source, config, start, events.clone()));
    let handles = handles.collect();
    tokio::spawn(async move {
        while let Some(report) = reports.recv().await {
            let Some(source) = known.get(report.source) else {
                continue;
            };
            let EventKind::Done(poll) = report.kind else {
                continue;
            };
            let news = match poll.outcome {
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
            };
            if turns.send((report.source, news)).await.is_err() {
                return;
            }
        }
    });
    handles
}
