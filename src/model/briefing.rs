//! What happened since a moment, on one page: key events first, then headlines by the hour, then what became of what
//! had been read before.
//!
//! Composed of a timeline alone. The page stays one however long it covers: hours become quarters of a day and days,
//! and each of them tells the best of its updates and how many more there are.

mod choice;

use std::collections::HashSet;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Timelike, Utc};

use self::choice::{Step, choose};
use super::{
    Clean, Entry, EntryId, Item, Presence, Timeline, Zone,
    diff::{self, Edit},
};

/// Most key events that stand before everything else.
const KEY_EVENTS: usize = 12;

/// From when on something is news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// All that is known.
    Beginning,
    /// What arrived since the reader left, whatever time is printed on it.
    Left(DateTime<Utc>),
    /// What was published since.
    Time(DateTime<Utc>),
}

impl Since {
    /// Returns the moment, where there is one.
    #[must_use]
    pub fn moment(self) -> Option<DateTime<Utc>> {
        match self {
            Self::Beginning => None,
            Self::Left(at) | Self::Time(at) => Some(at),
        }
    }
}

/// What happened since a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Briefing {
    /// Which moment that is.
    pub since: Since,
    /// How many updates are new.
    pub new: usize,
    /// What the newsroom put first of them, newest first.
    pub key_events: Vec<Line>,
    /// The others, newest first.
    pub stretches: Vec<Stretch>,
    /// What had been read and is told otherwise now, newest first.
    pub changed: Vec<Line>,
    /// What had been read and was taken back by the publisher, newest first.
    pub retracted: Vec<Line>,
}

/// An hour, a quarter of a day, or a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// When it begins, on the reader's clock.
    pub from: NaiveDateTime,
    /// How long it is.
    pub length: TimeDelta,
    /// The best of its updates, newest first.
    pub lines: Vec<Line>,
    /// The newest of the updates that are left out, and how many they are.
    pub more: Option<(EntryId, usize)>,
}

/// An update in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The update.
    pub id: EntryId,
    /// The time that it is shown under, on the reader's clock.
    pub at: NaiveDateTime,
    /// Its headline, or how its text begins.
    pub words: Clean,
    /// Whether the reader has read it.
    pub read: bool,
    /// Whether the newsroom put it first: a key event, a summary, a pinned update.
    pub first: bool,
    /// Whether the words are its headline.
    pub titled: bool,
    /// How much its edit matters, where that is why it is told.
    pub edit: Option<Edit>,
}

impl Briefing {
    /// Composes what a timeline tells since a moment.
    #[must_use]
    pub fn of(timeline: &Timeline, since: Since, zone: Zone) -> Self {
        let news: Vec<&Item> = news(timeline, since);
        let line = |item: &Item| Line::new(item, zone);
        let marked = news.iter().filter(|item| is_first(&item.entry));
        let key_events: Vec<Line> = marked.take(KEY_EVENTS).map(|item| line(item)).collect();
        let told: Vec<Line> = news
            .iter()
            .map(|item| line(item))
            .filter(|line| !key_events.iter().any(|key| key.id == line.id))
            .collect();
        let stretches = choose(told, Step::for_span(&news));
        let before = Before::new(timeline, since);
        let items = timeline.items().iter();
        let changed = items.clone().filter_map(|item| {
            let edit = Some(before.edit(item)?);
            Some(Line { edit, ..line(item) })
        });
        Self {
            since,
            new: news.len(),
            changed: changed.collect(),
            retracted: items
                .filter(|item| before.is_retracted(item))
                .map(line)
                .collect(),
            key_events,
            stretches,
        }
    }

    /// Tells whether there is nothing to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.new == 0 && self.changed.is_empty() && self.retracted.is_empty()
    }

    /// Says how much there is of what: `42 new updates, 3 changed since you read them, 1 retracted`.
    #[must_use]
    pub fn totals(&self) -> String {
        let news = match self.since {
            Since::Beginning => ["update", "updates"],
            Since::Left(_) | Since::Time(_) => ["new update", "new updates"],
        };
        let mut parts = vec![match self.new {
            0 => "no new updates".to_owned(),
            1 => format!("1 {}", news[0]),
            count => format!("{count} {}", news[1]),
        }];
        for (count, one, many) in [
            (
                self.changed.len(),
                "changed since you read it",
                "changed since you read them",
            ),
            (self.retracted.len(), "retracted", "retracted"),
        ] {
            match count {
                0 => {}
                1 => parts.push(format!("1 {one}")),
                count => parts.push(format!("{count} {many}")),
            }
        }
        parts.join(", ")
    }

    /// Returns the updates that it is about, newest first: those too that it counts only.
    pub fn items<'a>(&self, timeline: &'a Timeline) -> impl Iterator<Item = &'a Item> {
        let news = news(timeline, self.since).into_iter();
        let edits = self.changed.iter().chain(&self.retracted);
        let mut told: HashSet<EntryId> = edits.map(|line| line.id.clone()).collect();
        told.extend(news.map(|item| item.entry.id.clone()));
        let items = timeline.items().iter();
        items.filter(move |item| told.contains(&item.entry.id))
    }
}

impl Line {
    fn new(item: &Item, zone: Zone) -> Self {
        let at = match &item.entry.published {
            Some(stamp) => zone.stamp(stamp),
            None => zone.instant(item.time()),
        };
        Self {
            id: item.entry.id.clone(),
            at: at.naive_local(),
            words: item.entry.in_a_line(),
            read: item.read,
            first: is_first(&item.entry),
            titled: item.entry.titled().is_some(),
            edit: None,
        }
    }
}

/// Tells whether the newsroom puts an update before others.
fn is_first(entry: &Entry) -> bool {
    let marks = entry.marks;
    marks.key_event || marks.summary || marks.pinned
}

/// Returns the updates that are news and that nobody took back, newest first. Older pages that were fetched in the
/// meantime are history.
fn news(timeline: &Timeline, since: Since) -> Vec<&Item> {
    let items = timeline.items().iter();
    let stays = items.filter(|item| !item.is_retracted());
    match since {
        Since::Beginning => stays.collect(),
        Since::Time(at) => stays.filter(|item| item.time() >= at).collect(),
        Since::Left(at) => {
            let mut known = timeline
                .items()
                .iter()
                .filter(|item| item.first_seen() <= at);
            let newest = known.next().map(|item| item.order);
            stays
                .filter(|item| item.first_seen() > at)
                .filter(|item| item.order.poll >= 0 || newest.is_none_or(|n| item.order > n))
                .collect()
        }
    }
}

/// What was known before the moment.
struct Before<'a> {
    since: Option<DateTime<Utc>>,
    /// Whether anything was ever read here; where nothing was, everything that was known counts as read.
    has_reader: bool,
    language: &'a str,
}

impl<'a> Before<'a> {
    fn new(timeline: &'a Timeline, since: Since) -> Self {
        let mut items = timeline.items().iter();
        Self {
            since: since.moment(),
            has_reader: items.any(|item| item.read_as.is_some()),
            language: timeline.blog.language.as_str(),
        }
    }

    /// Tells whether an update was known then, and read.
    fn knew(&self, item: &Item, since: DateTime<Utc>) -> bool {
        item.first_seen() <= since && (item.read_as.is_some() || !self.has_reader)
    }

    /// Returns how much the edits since then matter, where they change what happened and were not read.
    fn edit(&self, item: &Item) -> Option<Edit> {
        let since = self.since?;
        if item.seen <= since || item.is_retracted() || !self.knew(item, since) {
            return None;
        }
        let known = || {
            let mut earlier = item.earlier.iter().rev();
            earlier
                .find(|revision| revision.seen <= since)
                .map(|known| &*known.entry)
        };
        let was = if self.has_reader {
            item.as_read()
        } else {
            known()
        };
        let edit = diff::compare(was?, &item.entry, self.language).edit;
        edit.is_significant().then_some(edit)
    }

    fn is_retracted(&self, item: &Item) -> bool {
        let Presence::Retracted { since: at } = item.presence else {
            return false;
        };
        self.since
            .is_some_and(|since| at > since && self.knew(item, since))
    }
}

/// Returns when the stretch begins that a time lies in.
fn floor(at: NaiveDateTime, hours: u32) -> NaiveDateTime {
    let day = at.date().and_time(chrono::NaiveTime::MIN);
    day + TimeDelta::hours(i64::from(at.hour() / hours * hours))
}

#[cfg(test)]
mod tests;
