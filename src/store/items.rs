//! Takes updates into the tables: what is new is added, what is known stays where it is.

use rusqlite::params;

use super::{
    StoreError,
    changes::{self, Subject},
    history::Change,
    records::Happened,
    rows::{self, RETRACTED, json, millis, presence_columns},
};
use crate::model::{Entry, Item};

/// Saves updates of a blog, each with its whole past; the reader's own marks stay as the tables have them.
pub(super) fn save(change: &Change<'_>, blog: i64, items: &[Item]) -> Result<(), StoreError> {
    let mut sums = Sums::default();
    let before = change.total_changes();
    // What happened at once is told from the oldest update to the newest.
    let mut items: Vec<&Item> = items.iter().collect();
    items.sort_by_key(|item| item.order);
    for item in items {
        save_one(change, blog, item, &mut sums)?;
    }
    if change.total_changes() != before {
        sums.add_to(change, blog)?;
    }
    Ok(())
}

/// By how much a blog's sums grow, and which revisions are new.
#[derive(Default)]
struct Sums {
    total: i64,
    unread: i64,
    bytes: i64,
    /// The number of the first new revision, once it is known.
    first: Option<i64>,
    added: i64,
}

impl Sums {
    /// Returns the number that the next new revision gets. Nobody else adds any during the transaction.
    fn next_revision(&mut self, change: &Change<'_>) -> rusqlite::Result<i64> {
        let first = match self.first {
            Some(first) => first,
            None => next_id(change, "SELECT coalesce(max(id), 0) + 1 FROM revisions")?,
        };
        self.first = Some(first);
        Ok(first + self.added)
    }

    fn add_to(&self, change: &Change<'_>, blog: i64) -> Result<(), StoreError> {
        change
            .prepare_cached(
                "UPDATE blogs SET total = total + ?2, unread = unread + ?3, bytes = bytes + ?4,
                     changed = ?5
                 WHERE id = ?1",
            )?
            .execute(params![
                blog,
                self.total,
                self.unread,
                self.bytes,
                change.seq
            ])?;
        if let Some(first) = self.first {
            // Left to the search index, which is fed when nothing else is to be done.
            change
                .prepare_cached(
                    "INSERT OR IGNORE INTO search_queue SELECT id FROM revisions WHERE id >= ?1",
                )?
                .execute([first])?;
        }
        Ok(())
    }
}

/// One state of an update on its way into the tables.
struct State<'i> {
    seen: i64,
    entry: &'i Entry,
}

/// Lists all states of an update, oldest first, each at a time of its own.
fn states(item: &Item) -> Vec<State<'_>> {
    let mut states: Vec<State<'_>> = Vec::with_capacity(item.revision());
    let earlier = item.earlier.iter().map(|r| (&r.entry, r.seen));
    for (entry, seen) in earlier.chain([(&item.entry, item.seen)]) {
        // The time is the name of a revision, and the tables know milliseconds only.
        let after = states.last().map_or(i64::MIN, |last| last.seen + 1);
        let seen = millis(seen).max(after);
        states.push(State { seen, entry });
    }
    states
}

/// What the tables know of an update.
struct Known {
    blog: i64,
    row: i64,
    presence: (String, Option<i64>, Option<i64>),
    memory: String,
    revisions: usize,
    current: i64,
    /// When its revisions were first seen and the numbers of their rows, oldest first.
    held: Vec<(i64, i64)>,
}

impl Known {
    fn find(change: &Change<'_>, blog: i64, name: &str) -> rusqlite::Result<Option<Self>> {
        let mut select = change.prepare_cached(
            "SELECT e.id, e.presence, e.presence_since, e.presence_times, e.revisions, e.current,
                 r.seen, r.id, e.memory
             FROM entries e LEFT JOIN revisions r ON r.entry = e.id
             WHERE e.blog = ?1 AND e.name = ?2 ORDER BY r.seen",
        )?;
        let mut found = select.query(params![blog, name])?;
        let Some(row) = found.next()? else {
            return Ok(None);
        };
        let mut known = Self {
            blog,
            row: rows::number(row, 0)?,
            presence: (
                rows::text(row, 1)?,
                rows::maybe_number(row, 2)?,
                rows::maybe_number(row, 3)?,
            ),
            memory: rows::text(row, 8)?,
            revisions: rows::count(row, 4)?,
            current: rows::number(row, 5)?,
            held: Vec::new(),
        };
        let mut next = Some(row);
        while let Some(row) = next {
            if let Some(id) = rows::maybe_number(row, 7)? {
                known.held.push((rows::number(row, 6)?, id));
            }
            next = found.next()?;
        }
        Ok(Some(known))
    }
}

fn save_one(
    change: &Change<'_>,
    blog: i64,
    item: &Item,
    sums: &mut Sums,
) -> Result<(), StoreError> {
    let known = Known::find(change, blog, item.entry.id.as_str())?;
    let states = states(item);
    let Some(known) = known else {
        return add(change, blog, item, &states, sums);
    };
    let (presence, since, times) = presence_columns(item.presence);
    let memory = json(&item.memory)?;
    if (
        known.presence.0.as_str(),
        known.presence.1,
        known.presence.2,
        &known.memory,
    ) != (presence, since, times, &memory)
    {
        change
            .prepare_cached(
                "UPDATE entries SET presence = ?2, presence_since = ?3, presence_times = ?4,
                     memory = ?5, changed = ?6
                 WHERE id = ?1",
            )?
            .execute(params![
                known.row, presence, since, times, memory, change.seq
            ])?;
    }
    let row = known.row;
    let was_retracted = known.presence.0 == RETRACTED;
    let newest = revise(change, known, &states, sums)?;
    match (was_retracted, item.is_retracted()) {
        (false, true) => changes::happened(change, newest, Happened::Retracted)?,
        (true, false) => changes::happened(change, newest, Happened::Added)?,
        _ => {}
    }
    if item.read {
        // Unless another instance showed the reader more than this one knows of.
        change
            .prepare_cached(
                "UPDATE entries SET changed_since_read = ?2, changed = ?3
                 WHERE id = ?1 AND read AND changed_since_read <> ?2 AND read_as <= ?4",
            )?
            .execute(params![
                row,
                item.changed_since_read,
                change.seq,
                item.read_as.map(millis)
            ])?;
    }
    Ok(())
}

/// Adds an update that the tables do not know.
fn add(
    change: &Change<'_>,
    blog: i64,
    item: &Item,
    states: &[State<'_>],
    sums: &mut Sums,
) -> Result<(), StoreError> {
    let entry: i64 = next_id(change, "SELECT coalesce(max(id), 0) + 1 FROM entries")?;
    let revision = sums.next_revision(change)?;
    let count = i64::try_from(states.len()).unwrap_or(i64::MAX);
    let (presence, since, times) = presence_columns(item.presence);
    change
        .prepare_cached(
            "INSERT INTO entries (id, blog, name, order_at, order_poll, order_rank,
                 presence, presence_since, presence_times, read, bookmarked, current, revisions,
                 changed, memory, read_as, changed_since_read)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        )?
        .execute(params![
            entry,
            blog,
            item.entry.id.as_str(),
            item.order.at,
            item.order.poll,
            item.order.rank,
            presence,
            since,
            times,
            item.read,
            item.bookmarked,
            revision + count - 1,
            count,
            change.seq,
            json(&item.memory)?,
            item.read_as.map(millis),
            item.changed_since_read
        ])?;
    for (number, state) in (1..).zip(states) {
        add_revision(change, entry, state, sums)?;
        let subject = Subject {
            blog,
            entry,
            revision: number,
            seen: state.seen,
        };
        match number {
            1 if item.order.poll < 0 => changes::found_older(change, subject)?,
            1 => changes::happened(change, subject, Happened::Added)?,
            _ => changes::happened(change, subject, Happened::Revised)?,
        }
        if number == states.len() && item.is_retracted() {
            changes::happened(change, subject, Happened::Retracted)?;
        }
    }
    sums.total += 1;
    sums.unread += i64::from(!item.read);
    Ok(())
}

fn next_id(change: &Change<'_>, sql: &str) -> rusqlite::Result<i64> {
    change.prepare_cached(sql)?.query_row([], |row| row.get(0))
}

/// Adds a state of an update; returns the number of its row.
fn add_revision(
    change: &Change<'_>,
    entry: i64,
    state: &State<'_>,
    sums: &mut Sums,
) -> Result<i64, StoreError> {
    let id = sums.next_revision(change)?;
    let content = json(state.entry)?;
    change
        .prepare_cached("INSERT INTO revisions (id, entry, seen, content) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id, entry, state.seen, content])?;
    sums.bytes += length(content.as_bytes());
    sums.added += 1;
    Ok(id)
}

/// Adds the states that the tables do not know, and takes over what is no revision of the newest one; returns the newest
/// that the tables then know.
///
/// A state is known by its time; and one that equals its neighbour in time was seen by another instance, some
/// seconds earlier or later.
fn revise(
    change: &Change<'_>,
    mut known: Known,
    states: &[State<'_>],
    sums: &mut Sums,
) -> Result<Subject, StoreError> {
    let (blog, entry) = (known.blog, known.row);
    let subject = |place: usize, seen| Subject {
        blog,
        entry,
        revision: place + 1,
        seen,
    };
    for (number, state) in states.iter().enumerate() {
        match known.held.binary_search_by_key(&state.seen, |h| h.0) {
            Ok(place) if (place + 1, number + 1) == (known.held.len(), states.len()) => {
                retouch(change, &known, known.held[place].1, state, sums)?;
            }
            Ok(_) => {}
            Err(place) if is_seen_elsewhere(change, &known.held, place, state, states)? => {}
            Err(place) => {
                let id = add_revision(change, known.row, state, sums)?;
                known.held.insert(place, (state.seen, id));
                changes::happened(change, subject(place, state.seen), Happened::Revised)?;
            }
        }
    }
    let newest = known.held.last().map_or(known.current, |newest| newest.1);
    if (newest, known.held.len()) != (known.current, known.revisions) {
        change
            .prepare_cached(
                "UPDATE entries SET current = ?2, revisions = ?3, changed = ?4 WHERE id = ?1",
            )?
            .execute(params![
                known.row,
                newest,
                i64::try_from(known.held.len()).unwrap_or(i64::MAX),
                change.seq
            ])?;
    }
    let last = known.held.len().saturating_sub(1);
    Ok(subject(last, known.held.last().map_or(0, |held| held.0)))
}

/// Tells whether a state equals what another instance saw just before or after it.
///
/// Neighbours that the update itself brings along differ from it, or they would be no revisions.
fn is_seen_elsewhere(
    change: &Change<'_>,
    held: &[(i64, i64)],
    place: usize,
    state: &State<'_>,
    states: &[State<'_>],
) -> Result<bool, StoreError> {
    let before = place.checked_sub(1).and_then(|before| held.get(before));
    for (seen, id) in before.into_iter().chain(held.get(place)) {
        if states.binary_search_by_key(seen, |s| s.seen).is_ok() {
            continue;
        }
        let neighbour: Option<Entry> = change
            .prepare_cached("SELECT content FROM revisions WHERE id = ?1")?
            .query_row([id], |row| rows::parsed(row, 0))?;
        if neighbour.is_some_and(|entry| entry.fingerprint() == state.entry.fingerprint()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Takes over what is no revision: marks, times, markup, a better witness's words.
fn retouch(
    change: &Change<'_>,
    known: &Known,
    revision: i64,
    state: &State<'_>,
    sums: &mut Sums,
) -> Result<(), StoreError> {
    let content = json(state.entry)?;
    let held = change
        .prepare_cached("SELECT content FROM revisions WHERE id = ?1")?
        .query_row([revision], |row| {
            let held = row.get_ref(0)?.as_bytes().unwrap_or_default();
            Ok((held != content.as_bytes()).then_some(length(held)))
        })?;
    let Some(held) = held else {
        return Ok(());
    };
    sums.bytes += length(content.as_bytes()) - held;
    change
        .prepare_cached("UPDATE revisions SET content = ?2 WHERE id = ?1")?
        .execute(params![revision, content])?;
    change
        .prepare_cached("UPDATE entries SET changed = ?2 WHERE id = ?1")?
        .execute(params![known.row, change.seq])?;
    // Even where the letters are the same, words may begin and end elsewhere.
    change
        .prepare_cached("INSERT OR IGNORE INTO search_queue (revision) VALUES (?1)")?
        .execute([revision])?;
    Ok(())
}

fn length(bytes: &[u8]) -> i64 {
    i64::try_from(bytes.len()).unwrap_or(i64::MAX)
}
