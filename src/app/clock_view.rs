//! What a tick of the clock can change on the screen: where it changes nothing, there is nothing to draw.

use chrono::{DateTime, Utc};

use super::{FreshnessWords, Model, clock, library::Library, reader::Reader};

/// Everything on the screen that goes with the time. Two that are equal look the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClockView {
    /// Ages, and how busy the last hours were, are told by the minute.
    minute: i64,
    /// How fresh the timeline is, in words that may count seconds.
    freshness: FreshnessWords,
    /// How many things are on the screen for a moment.
    passing: usize,
    /// How much of a replay is told.
    told: usize,
}

impl ClockView {
    fn at(now: DateTime<Utc>) -> Self {
        Self {
            minute: clock::minute(now),
            ..Self::default()
        }
    }
}

impl Reader {
    /// Returns what the screen shows of the time.
    pub fn clock_view(&self) -> ClockView {
        let blog = self.blog();
        ClockView {
            freshness: blog.feed.freshness.words(self.now(), ""),
            passing: blog.window.highlights.count() + usize::from(self.notice().is_some()),
            ..ClockView::at(self.now())
        }
    }
}

impl Library {
    /// Returns what the screen shows of the time.
    fn clock_view(&self) -> ClockView {
        ClockView {
            passing: usize::from(self.notice().is_some()),
            ..ClockView::at(self.now())
        }
    }
}

impl Model {
    /// Returns what the screen shows of the time.
    pub fn clock_view(&self) -> ClockView {
        let library = self.library().map(Library::clock_view);
        let reader = self.reader().map(Reader::clock_view);
        ClockView {
            told: self.replay().map_or(0, |replay| replay.player().extent().0),
            ..library.or(reader).unwrap_or_default()
        }
    }
}
