//! What the reader wants to be alerted to, and whether what changed is that: rules and readings in, alerts out.
//!
//! An alert is raised by news only: never by the first reading of a live blog, by an older page, by an update that comes
//! back, or by an old one that appears late. Knows nothing of who looks, of what was alerted before, and of how a reader
//! is told.

mod rule;
mod words;

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::{ChangeSet, Clean, EntryId, Item, OrderKey, Precision, Timeline, WebUrl, diff, fold};
pub use rule::{On, Rule, RuleError, Scope, Wish};

/// How long after the time that it prints a newsroom may publish an update.
const LAG: TimeDelta = TimeDelta::minutes(30);
/// Most characters of an update that rules look at.
const LONGEST: usize = 64 * 1024;

/// A live blog after a reading.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Its updates, the reading merged into them.
    pub timeline: &'a Timeline,
    /// Its page, where it has an address.
    pub address: Option<&'a WebUrl>,
    /// The reader's tags of it.
    pub tags: &'a [Clean],
    /// When the source last answered before that reading; `None` where that was the first, which alerts of nothing.
    pub since: Option<DateTime<Utc>>,
}

/// An update that the reader is to be alerted to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// The update.
    pub item: Item,
    /// Why.
    pub cause: Cause,
}

/// Why the reader is alerted to an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// It arrived.
    New,
    /// Its newsroom marks it as a key event.
    KeyEvent,
    /// Its newsroom marks it as breaking news.
    Breaking,
    /// What happened is told otherwise than before.
    Edited,
    /// The reader had read it, and the publisher took it back.
    Retracted,
}

impl Alert {
    /// Returns what no reader is alerted to twice, within one update: that it is there, one edit of it, that it is gone.
    #[must_use]
    pub fn occasion(&self) -> String {
        match self.cause {
            Cause::New | Cause::KeyEvent | Cause::Breaking => "news".to_owned(),
            Cause::Edited => format!("edit {}", self.item.revision()),
            Cause::Retracted => "retraction".to_owned(),
        }
    }
}

/// Returns what a reading raises by some rules, newest first; each update once.
pub fn raised<'r>(
    rules: impl IntoIterator<Item = &'r Rule>,
    subject: &Subject,
    changes: &ChangeSet,
) -> Vec<Alert> {
    let Some(since) = subject.since else {
        return Vec::new();
    };
    let covers = |rule: &&Rule| rule.covers(subject.address, subject.tags);
    let rules: Vec<&Rule> = rules.into_iter().filter(covers).collect();
    if rules.is_empty() {
        return Vec::new();
    }
    let news = Novelty::new(subject.timeline, changes, since);
    let mut alerts: Vec<Alert> = changes
        .ids()
        .filter_map(|id| subject.timeline.get(id))
        .filter_map(|item| {
            let cause = cause(&rules, item, subject.timeline, &news)?;
            let item = item.clone();
            Some(Alert { item, cause })
        })
        .collect();
    alerts.sort_by_key(|alert| std::cmp::Reverse(alert.item.order));
    alerts.dedup_by(|a, b| a.item.entry.id == b.item.entry.id);
    alerts
}

/// Returns the weightiest cause that a rule alerts of.
fn cause(rules: &[&Rule], item: &Item, timeline: &Timeline, news: &Novelty) -> Option<Cause> {
    let causes = news.causes(item, timeline);
    if causes.is_empty() {
        return None;
    }
    let text = text(item);
    let wanted = |rule: &&&Rule| rule.admits(&item.entry, &text);
    let matching: Vec<On> = rules.iter().filter(wanted).map(|rule| rule.on()).collect();
    let mut causes = causes.into_iter();
    causes.find(|cause| matching.iter().any(|on| on.wants(*cause)))
}

/// An update's words in both forms that rules look at.
struct Text {
    plain: String,
    folded: String,
}

fn text(item: &Item) -> Text {
    let headline = item.entry.titled();
    let mut plain = headline.map_or_else(String::new, |words| words.to_string());
    plain.push('\n');
    plain.push_str(&item.entry.body.text());
    if let Some((end, _)) = plain.char_indices().nth(LONGEST) {
        plain.truncate(end);
    }
    let folded = fold::fold(&plain);
    Text { plain, folded }
}

/// What of a reading is news.
struct Novelty<'a> {
    changes: Changes<'a>,
    since: DateTime<Utc>,
    /// Where the newest of the updates stands that were known before.
    known: Option<OrderKey>,
}

/// The lists of a change set, each to be asked for an update.
struct Changes<'a> {
    added: HashSet<&'a EntryId>,
    marked: HashSet<&'a EntryId>,
    revised: HashSet<&'a EntryId>,
    retracted: HashSet<&'a EntryId>,
}

impl<'a> Novelty<'a> {
    fn new(timeline: &Timeline, changes: &'a ChangeSet, since: DateTime<Utc>) -> Self {
        let set = |ids: &'a [EntryId]| ids.iter().collect::<HashSet<_>>();
        let added = set(&changes.added);
        let mut items = timeline.items().iter();
        let known = items.find(|item| !added.contains(&item.entry.id));
        Self {
            since,
            known: known.map(|item| item.order),
            changes: Changes {
                added,
                marked: set(&changes.marked),
                revised: set(&changes.revised),
                retracted: set(&changes.retracted),
            },
        }
    }

    /// Returns what an update may be alerted for, the weightiest first.
    fn causes(&self, item: &Item, timeline: &Timeline) -> Vec<Cause> {
        let id = &item.entry.id;
        let (changes, marks) = (&self.changes, item.entry.marks);
        let mut causes = Vec::new();
        if changes.retracted.contains(id) && item.read {
            causes.push(Cause::Retracted);
        }
        let arrived = changes.added.contains(id);
        let pointed_out = arrived || changes.marked.contains(id);
        if pointed_out && !item.read && !item.is_retracted() && self.is_recent(item) {
            causes.extend(marks.breaking.then_some(Cause::Breaking));
            causes.extend(marks.key_event.then_some(Cause::KeyEvent));
            causes.extend(arrived.then_some(Cause::New));
        }
        let language = timeline.blog.language.as_str();
        let is_significant = |before: &super::Revision| {
            let compared = diff::compare(&before.entry, &item.entry, language);
            compared.edit.is_significant()
        };
        if changes.revised.contains(id) && item.earlier.last().is_some_and(is_significant) {
            causes.push(Cause::Edited);
        }
        causes
    }

    /// Tells whether an update happened since the source was last read: it stands above all that was known, or its time
    /// says so.
    fn is_recent(&self, item: &Item) -> bool {
        let published = item.entry.published.as_ref();
        // A day without a time may mean its end.
        let is_day = published.is_some_and(|stamp| stamp.precision >= Precision::Day);
        let lag = if is_day { TimeDelta::days(1) } else { LAG };
        let stands_above = self.known.is_none_or(|known| item.order > known);
        stands_above || item.sorted_at() >= self.since - lag
    }
}

#[cfg(test)]
mod tests;
