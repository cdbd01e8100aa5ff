//! What the footer tells for a moment.

use chrono::{DateTime, TimeDelta, Utc};

use crate::model::Clean;

/// How long it stands there, in seconds.
const SECONDS: i64 = 5;

/// What is told, and until when.
#[derive(Debug, Default)]
pub(super) struct Notice(Option<(Clean, DateTime<Utc>)>);

impl Notice {
    pub(super) fn words(&self) -> Option<&Clean> {
        self.0.as_ref().map(|(words, _)| words)
    }

    pub(super) fn tell(&mut self, words: Clean, now: DateTime<Utc>) {
        self.0 = Some((words, now + TimeDelta::seconds(SECONDS)));
    }

    pub(super) fn tick(&mut self, now: DateTime<Utc>) {
        self.0.take_if(|(_, until)| *until <= now);
    }

    pub(super) fn forget(&mut self) {
        self.0 = None;
    }
}
