//! The lines that hours without contact leave, and when they appear.

use chrono::DateTime;

use super::Viewport;
use crate::model::{Gap, OrderKey};

/// Spans without contact.
#[derive(Debug, Default)]
pub(super) struct Gaps {
    /// Those that have their line in the timeline, oldest first.
    shown: Vec<Gap>,
    /// Those whose line would move what is being read.
    deferred: Vec<Gap>,
}

impl Gaps {
    pub(super) fn shown(shown: Vec<Gap>) -> Self {
        let deferred = Vec::new();
        Self { shown, deferred }
    }

    /// Returns those that have their line in the timeline, oldest first.
    pub(super) fn lines(&self) -> &[Gap] {
        &self.shown
    }

    /// Shows all, where nothing has to stay where it is.
    pub(super) fn let_all_in(&mut self) {
        self.let_in(|_| true);
    }

    fn let_in(&mut self, may: impl Fn(&Gap) -> bool) {
        self.shown
            .extend(self.deferred.extract_if(.., |gap| may(gap)));
        self.shown.sort_by_key(|gap| gap.since);
        self.shown.dedup_by_key(|gap| gap.since);
    }
}

impl Viewport<'_> {
    /// Takes notice of time without contact. Its line is put where it moves nothing, or waits for that.
    pub(in crate::app::blog) fn take_gap(&mut self, gap: Gap) {
        self.window.gaps.deferred.push(gap);
        self.place_gaps();
    }

    /// Shows the gaps whose line is out of sight.
    pub(super) fn place_gaps(&mut self) {
        if self.window.gaps.deferred.is_empty() {
            return;
        }
        let since = |key: OrderKey| DateTime::from_timestamp_millis(key.at);
        let span = self.span();
        let span = span.and_then(|span| since(span.oldest).zip(since(span.newest)));
        let is_in_sight = |gap: &Gap| {
            span.is_some_and(|(oldest, newest)| oldest <= gap.since && gap.since < newest)
        };
        self.window.gaps.let_in(|gap| !is_in_sight(gap));
    }
}
