//! What the footer tells for a moment, and what was told so far.

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta, Utc};

use crate::model::Clean;

/// How long it stands there at least, in seconds.
const SECONDS: i64 = 5;
/// How many characters more are read in a second.
const READ_IN_SECOND: usize = 20;
/// How many messages are kept to be read again.
const KEPT: usize = 100;

/// Something that was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// When.
    pub at: DateTime<Utc>,
    /// In which words.
    pub words: Clean,
}

/// What is told now, and until when.
#[derive(Debug, Default)]
pub(super) struct Notice {
    shown: Option<(Clean, DateTime<Utc>)>,
    /// What was told since it was last asked for.
    told: Vec<Message>,
}

impl Notice {
    pub(super) fn words(&self) -> Option<&Clean> {
        self.shown.as_ref().map(|(words, _)| words)
    }

    pub(super) fn tell(&mut self, words: Clean, now: DateTime<Utc>) {
        self.show(words.clone(), now);
        self.note(words, now);
    }

    /// Tells what is of no use once the next key is pressed.
    pub(super) fn show(&mut self, words: Clean, now: DateTime<Utc>) {
        let length = words.as_str().chars().count() / READ_IN_SECOND;
        let seconds = SECONDS + i64::try_from(length).unwrap_or(0);
        self.shown = Some((words, now + TimeDelta::seconds(seconds)));
    }

    /// Takes down what is not shown now, or stands elsewhere on the screen.
    pub(super) fn note(&mut self, words: Clean, now: DateTime<Utc>) {
        self.told.push(Message { at: now, words });
    }

    pub(super) fn tick(&mut self, now: DateTime<Utc>) {
        self.shown.take_if(|(_, until)| *until <= now);
    }

    pub(super) fn forget(&mut self) {
        self.shown = None;
    }

    pub(super) fn take_told(&mut self) -> Vec<Message> {
        std::mem::take(&mut self.told)
    }
}

/// What was told so far, the latest first.
#[derive(Debug, Default)]
pub(super) struct Log(VecDeque<Message>);

impl Log {
    /// Takes in what was told; the same words again stand once, with their last time.
    pub(super) fn add(&mut self, told: Vec<Message>) {
        for told in told {
            if self.0.front().is_some_and(|last| last.words == told.words) {
                self.0.pop_front();
            }
            self.0.push_front(told);
        }
        self.0.truncate(KEPT);
    }

    /// Returns all of it, the latest first.
    pub(super) fn told(&self) -> impl Iterator<Item = &Message> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    #[test]
    fn long_words_stand_longer() {
        let mut notice = Notice::default();
        notice.tell(Clean::line("Bookmarked."), at(0));
        notice.tick(at(5));
        assert_eq!(notice.words(), None);
        notice.tell(Clean::line(&"word ".repeat(40)), at(10));
        notice.tick(at(18));
        assert!(notice.words().is_some());
        notice.tick(at(30));
        assert_eq!(notice.words(), None);
    }

    #[test]
    fn the_log_has_the_latest_first_and_does_not_repeat_itself() {
        let mut log = Log::default();
        for (second, words) in [(1, "one"), (2, "two"), (3, "two")] {
            let words = Clean::line(words);
            log.add(vec![Message {
                at: at(second),
                words,
            }]);
        }
        let told: Vec<(i64, &str)> = log
            .told()
            .map(|told| (told.at.timestamp(), told.words.as_str()))
            .collect();
        assert_eq!(told, [(3, "two"), (1, "one")]);
        let many = (0..500).map(|n| Message {
            at: at(n),
            words: Clean::line(&n.to_string()),
        });
        log.add(many.collect());
        assert_eq!(log.told().count(), KEPT);
    }
}
