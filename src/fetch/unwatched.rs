//! Live blogs that are followed and not open: asked now and then, one request each, with nothing kept in between but
//! what the history holds.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::mpsc;

use super::{
    EventKind, Handle, PollerConfig, Source, Start,
    cadence::{self, Attention, CadenceInput, Chance},
    poller,
    rhythm::Rhythm,
};
use crate::model::Poll;

/// Says when a source that nobody looks at is due; `None` where it is left alone, for it ended.
#[must_use]
pub fn due(start: &Start, interval: Option<Duration>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let Some(last) = start.last else {
        return Some(now);
    };
    let pace = &start.validators.pace;
    let rhythm = Rhythm::of(pace.times.clone());
    let input = CadenceInput {
        attention: Attention::Away,
        ended_polls: pace.ended_polls,
        gap: rhythm.gap(now),
        newest_age: rhythm.newest_age(now),
        ..CadenceInput::default()
    };
    let wait = cadence::next_delay(&input, Chance::NONE)?;
    // An interval of the reader's own is for what is open; a longer one counts here, too.
    let wait = TimeDelta::from_std(wait.max(interval.unwrap_or_default())).ok()?;
    let due = last.checked_add_signed(wait)?;
    // A clock that was set back puts nothing off for longer than it would have been.
    let due = due.min(now.checked_add_signed(wait)?);
    Some(due.max(pace.not_before.unwrap_or(due)))
}

/// Asks a source once, on the terms of every poll; `None` where it may not be asked yet.
pub async fn ask(source: Source, config: PollerConfig, start: Start) -> Option<Poll> {
    let (handle, commands) = Handle::new();
    handle.attend(Attention::Away);
    let (events, mut told) = mpsc::channel::<super::Event>(1);
    let answer = async {
        while let Some(event) = told.recv().await {
            match event.kind {
                EventKind::Done(poll) => return Some(poll),
                EventKind::Planned(_) => return None,
                _ => {}
            }
        }
        None
    };
    tokio::select! {
        poll = answer => poll,
        () = poller::poll(0, source, config, start, commands, events) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Pace, Validators};

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    fn start(last: Option<i64>, pace: Pace) -> Start {
        Start {
            validators: Validators {
                pace,
                ..Validators::default()
            },
            last: last.map(at),
        }
    }

    #[test]
    fn what_nobody_looks_at_is_asked_at_the_pace_of_an_unfocused_window() {
        let lively = |ended_polls| Pace {
            times: vec![at(99), at(98)],
            ended_polls,
            ..Pace::default()
        };
        let hour = Some(Duration::from_hours(1));
        let quarter = Some(Duration::from_secs(15));
        for (start, interval, expected) in [
            (start(None, Pace::default()), None, Some(at(100))),
            (start(Some(98), lively(0)), None, Some(at(103))),
            (start(Some(98), lively(0)), quarter, Some(at(103))),
            (start(Some(98), lively(0)), hour, Some(at(158))),
            (start(Some(98), lively(2)), None, Some(at(108))),
            (start(Some(98), lively(5)), None, None),
            (start(Some(500), lively(0)), None, Some(at(105))),
        ] {
            assert_eq!(due(&start, interval, at(100)), expected, "{start:?}");
        }
    }

    #[test]
    fn what_the_source_asked_for_and_the_age_of_its_news_put_it_off() {
        let asked = Pace {
            times: vec![at(99)],
            not_before: Some(at(130)),
            ..Pace::default()
        };
        let old = Pace {
            times: vec![at(-3000)],
            ..Pace::default()
        };
        assert_eq!(due(&start(Some(98), asked), None, at(100)), Some(at(130)));
        assert_eq!(due(&start(Some(98), old), None, at(100)), Some(at(113)));
    }
}
