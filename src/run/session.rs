//! What is open in the reader: sources and their pollers, from opening to leaving.

use tokio::sync::mpsc;

use super::reader::Event;
use crate::{
    app::{BlogIndex, Msg},
    fetch::{self, Handle, PollerConfig, Source, Start},
};

/// Reports of pollers that may wait for the loop.
const QUEUE: usize = 64;

/// The open sources; dropping it ends their pollers.
pub(super) struct Session {
    /// What their reports are known by: those of an earlier session may still be on their way.
    number: u64,
    open: Vec<Open>,
    config: PollerConfig,
    reports: mpsc::Sender<fetch::Event>,
    /// Whether the history keeps anything of them.
    kept: bool,
}

/// One open source.
struct Open {
    source: Source,
    /// None while it is paused.
    poller: Option<Handle>,
    start: Start,
}

/// A source to open.
pub(super) struct ToOpen {
    pub(super) source: Source,
    pub(super) start: Start,
    pub(super) paused: bool,
}

impl Session {
    /// Starts to poll what is not paused.
    pub(super) fn start(
        number: u64,
        sources: Vec<ToOpen>,
        config: PollerConfig,
        kept: bool,
        sender: mpsc::Sender<Event>,
    ) -> Self {
        let (reports, mut inbox) = mpsc::channel::<fetch::Event>(QUEUE);
        tokio::spawn(async move {
            while let Some(report) = inbox.recv().await {
                let event = Event::Reported(number, message(report));
                if sender.send(event).await.is_err() {
                    return;
                }
            }
        });
        let mut session = Self {
            number,
            open: Vec::new(),
            config,
            reports,
            kept,
        };
        for to_open in sources {
            session.add(to_open);
        }
        session
    }

    /// Opens one more source and starts to poll it, unless it is paused.
    pub(super) fn add(&mut self, to_open: ToOpen) {
        self.open.push(Open {
            source: to_open.source,
            poller: None,
            start: to_open.start,
        });
        if !to_open.paused {
            self.poll(self.open.len() - 1);
        }
    }

    fn poll(&mut self, index: BlogIndex) {
        let (config, reports) = (self.config, self.reports.clone());
        if let Some(open) = self.open.get_mut(index) {
            let (source, start) = (open.source.clone(), open.start.clone());
            open.poller = Some(fetch::spawn(index, source, config, start, reports));
        }
    }

    /// Tells whether a report is of this session.
    pub(super) fn is(&self, number: u64) -> bool {
        self.number == number
    }

    /// Returns what the reports of this session are known by.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Returns the number for the session after this one.
    pub(super) fn next_number(&self) -> u64 {
        self.number + 1
    }

    /// Asks for a source now; returns it where it was paused and goes on from here.
    pub(super) fn refresh(&mut self, index: BlogIndex) -> Option<&Source> {
        if let Some(poller) = &self.open.get(index)?.poller {
            poller.refresh();
            return None;
        }
        self.poll(index);
        self.source(index)
    }

    /// Asks for the next older page of a source.
    pub(super) fn older(&self, index: BlogIndex) {
        if let Some(poller) = self.open.get(index).and_then(|open| open.poller.as_ref()) {
            poller.older();
        }
    }

    /// Returns an open source, whether or not anything of it is kept.
    pub(super) fn any_source(&self, index: BlogIndex) -> Option<&Source> {
        Some(&self.open.get(index)?.source)
    }

    /// Returns a source that the history keeps.
    pub(super) fn source(&self, index: BlogIndex) -> Option<&Source> {
        self.open
            .get(index)
            .map(|open| &open.source)
            .filter(|_| self.kept)
    }
}

fn message(report: fetch::Event) -> Msg {
    match report.kind {
        fetch::EventKind::Started => Msg::PollStarted(report.source),
        fetch::EventKind::Done(poll) => Msg::Polled(report.source, poll),
        fetch::EventKind::Older(page) => Msg::Older(report.source, page),
        fetch::EventKind::Refused(why) => Msg::RefreshRefused(report.source, why),
    }
}
