//! Between columns and the model's types. Reads forgivingly: a file can be edited, cut or damaged.

use std::{borrow::Cow, sync::Arc};

use chrono::{DateTime, Utc};
use rusqlite::{Row, types::ValueRef};
use serde::{Serialize, de::DeserializeOwned};

use super::StoreError;
use crate::model::{Clean, Entry, EntryId, Item, OrderKey, Presence, WitnessMemory};

/// Returns a time as the tables hold it.
pub(super) fn millis(time: DateTime<Utc>) -> i64 {
    time.timestamp_millis()
}

/// Reads a time as the tables hold it; one that no calendar knows becomes the epoch.
pub(super) fn time(millis: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

/// Reads a number; 0 where the column holds something else.
pub(super) fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<i64> {
    Ok(row.get_ref(column)?.as_i64().unwrap_or(0))
}

/// Reads a mark.
pub(super) fn mark(row: &Row<'_>, column: usize) -> rusqlite::Result<bool> {
    Ok(number(row, column)? != 0)
}

/// Reads a count.
pub(super) fn count(row: &Row<'_>, column: usize) -> rusqlite::Result<usize> {
    Ok(usize::try_from(number(row, column)?).unwrap_or(0))
}

/// Reads a number that may be missing.
pub(super) fn maybe_number(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<i64>> {
    Ok(row.get_ref(column)?.as_i64().ok())
}

/// Reads a time that may be missing.
pub(super) fn maybe_time(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<DateTime<Utc>>> {
    Ok(maybe_number(row, column)?.map(time))
}

/// Writes a model type as JSON.
pub(super) fn json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    let failed = |why: String| StoreError::Other(why);
    // Few updates are longer than this, and none has to be moved while it grows.
    let mut text = Vec::with_capacity(2048);
    serde_json::to_writer(&mut text, value).map_err(|e| failed(e.to_string()))?;
    String::from_utf8(text).map_err(|e| failed(e.to_string()))
}

/// Reads text of which nothing is known: broken UTF-8 is replaced, a number is no text.
pub(super) fn words<'r>(row: &'r Row<'_>, column: usize) -> rusqlite::Result<Cow<'r, str>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes),
        _ => Cow::Borrowed(""),
    })
}

/// Reads text as [`words`] does, to keep.
pub(super) fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    words(row, column).map(Cow::into_owned)
}

/// Reads a line of text for people.
pub(super) fn line(row: &Row<'_>, column: usize) -> rusqlite::Result<Clean> {
    Ok(Clean::line(&text(row, column)?))
}

/// Reads a model type from JSON; `None` where the column holds nothing that can be read as one.
pub(super) fn parsed<T: DeserializeOwned>(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<Option<T>> {
    let (ValueRef::Text(bytes) | ValueRef::Blob(bytes)) = row.get_ref(column)? else {
        return Ok(None);
    };
    if let Ok(value) = serde_json::from_slice(bytes) {
        return Ok(Some(value));
    }
    // Broken UTF-8 and raw control characters are what a careless hand or a flipped bit leaves.
    let mended = String::from_utf8_lossy(bytes).replace(|c: char| c.is_control(), " ");
    Ok(serde_json::from_str(&mended).ok())
}

/// The columns that [`item`] reads, in its order.
pub(super) const ITEM_COLUMNS: &str = "e.id, e.name, e.order_at, e.order_poll, e.order_rank, \
     e.presence, e.presence_since, e.presence_times, e.read, e.bookmarked, e.revisions, r.seen, \
     r.content, e.memory, e.read_as, \
     e.changed_since_read";

/// How many those are.
pub(super) const ITEM_WIDTH: usize = 16;

/// An update without its past, the number of its row and how many revisions it has.
pub(super) struct ItemRow {
    pub(super) row: i64,
    pub(super) name: EntryId,
    pub(super) revisions: i64,
    /// `None` where the newest revision cannot be read.
    pub(super) entry: Option<Entry>,
    pub(super) seen: DateTime<Utc>,
    order: OrderKey,
    presence: Presence,
    read: bool,
    read_as: Option<DateTime<Utc>>,
    changed_since_read: bool,
    bookmarked: bool,
    memory: WitnessMemory,
}

/// Reads a place in the timeline from three columns.
pub(super) fn order(row: &Row<'_>, column: usize) -> rusqlite::Result<OrderKey> {
    let small =
        |column| -> rusqlite::Result<i32> { Ok(i32::try_from(number(row, column)?).unwrap_or(0)) };
    Ok(OrderKey {
        at: number(row, column)?,
        poll: small(column + 1)?,
        rank: small(column + 2)?,
    })
}

/// Reads an update of [`ITEM_COLUMNS`].
pub(super) fn item(row: &Row<'_>) -> rusqlite::Result<ItemRow> {
    let name = EntryId::from(text(row, 1)?);
    Ok(ItemRow {
        row: number(row, 0)?,
        order: order(row, 2)?,
        presence: presence(&text(row, 5)?, maybe_number(row, 6)?, maybe_number(row, 7)?),
        read: mark(row, 8)?,
        bookmarked: mark(row, 9)?,
        revisions: number(row, 10)?,
        seen: time(number(row, 11)?),
        entry: parsed::<Entry>(row, 12)?.map(|entry| Entry {
            id: name.clone(),
            ..entry
        }),
        memory: parsed(row, 13)?.unwrap_or_default(),
        read_as: maybe_time(row, 14)?,
        changed_since_read: mark(row, 15)?,
        name,
    })
}

impl ItemRow {
    /// Makes the update of which `revisions` is the past, oldest first; `None` where no revision can be read.
    pub(super) fn with_past(self, mut revisions: Vec<crate::model::Revision>) -> Option<Item> {
        let (entry, seen) = match self.entry {
            Some(entry) => (Arc::new(entry), self.seen),
            None => revisions.pop().map(|r| (r.entry, r.seen))?,
        };
        Some(Item {
            entry,
            seen,
            earlier: revisions,
            order: self.order,
            presence: self.presence,
            read: self.read,
            read_as: self.read_as,
            changed_since_read: self.changed_since_read,
            bookmarked: self.bookmarked,
            memory: self.memory,
        })
    }
}

/// The word for the presence of what was missed and may come back.
pub(super) const MISSING: &str = "missing";

/// The word for the presence of what the publisher removed.
pub(super) const RETRACTED: &str = "retracted";

fn presence(word: &str, since: Option<i64>, times: Option<i64>) -> Presence {
    match (word, since) {
        (MISSING, Some(since)) => Presence::Missing {
            since: time(since),
            times: times.and_then(|t| u8::try_from(t).ok()).unwrap_or(1),
        },
        (RETRACTED, Some(since)) => Presence::Retracted { since: time(since) },
        _ => Presence::OnPage,
    }
}

/// Returns the three columns of a presence.
pub(super) fn presence_columns(presence: Presence) -> (&'static str, Option<i64>, Option<i64>) {
    match presence {
        Presence::OnPage => ("on_page", None, None),
        Presence::Missing { since, times } => (MISSING, Some(millis(since)), Some(times.into())),
        Presence::Retracted { since } => (RETRACTED, Some(millis(since)), None),
    }
}
