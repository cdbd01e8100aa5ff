//! What a feed says of a briefing: which of its updates are told first, and which had been read and are told otherwise.

use serde::Serialize;

use super::rfc3339;
use crate::model::{
    Briefing, Since,
    briefing::Line,
    diff::{Edit, Matters},
};

/// A briefing; updates are named by their ids.
#[derive(Serialize)]
pub(super) struct Brief<'a> {
    since: Option<String>,
    /// What counts: `left`, that it arrived since the reader left; `time`, that it was published since; `beginning`.
    by: &'static str,
    key_events: Vec<&'a str>,
    changed: Vec<Changed<'a>>,
    retracted: Vec<&'a str>,
}

#[derive(Serialize)]
struct Changed<'a> {
    id: &'a str,
    matters: Vec<&'static str>,
}

impl<'a> Brief<'a> {
    pub(super) fn new(briefing: &'a Briefing) -> Self {
        let ids = |lines: &'a [Line]| lines.iter().map(|line| line.id.as_str()).collect();
        let changed = briefing.changed.iter().map(|line| Changed {
            id: line.id.as_str(),
            matters: match line.edit {
                Some(Edit::Significant(matters)) => Matters::words(matters),
                _ => Vec::new(),
            },
        });
        Self {
            since: briefing
                .since
                .moment()
                .and_then(|at| rfc3339(at.fixed_offset())),
            by: match briefing.since {
                Since::Beginning => "beginning",
                Since::Left(_) => "left",
                Since::Time(_) => "time",
            },
            key_events: ids(&briefing.key_events),
            changed: changed.collect(),
            retracted: ids(&briefing.retracted),
        }
    }
}
