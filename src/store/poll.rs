//! Takes the result of a poll into the tables: one transaction, and nothing at all where it is known already.

use rusqlite::{OptionalExtension, Row, params, types::Value};

use super::{
    PollRecord, SHORTEST_GAP, StoreError,
    history::Change,
    rows::{self, fingerprint, json, millis, presence_columns, time},
};
use crate::model::{Entry, Item, LiveBlog};

/// How many polls of a blog the log keeps.
const POLLS_KEPT: i64 = 500;

/// Saves a poll; a blog that the history does not know yet is followed from then on.
pub(super) fn save(change: &Change<'_>, key: &str, record: &PollRecord) -> Result<(), StoreError> {
    follow(change, key, key, record.at)?;
    let blog = save_blog(change, key, record)?;
    let mut sums = Sums::default();
    let before = change.total_changes();
    for item in &record.items {
        save_item(change, blog, item, &mut sums)?;
    }
    if change.total_changes() != before {
        sums.add_to(change, blog)?;
    }
    log_poll(change, blog, record)
}

/// Begins to follow a blog; does nothing where it is followed already.
pub(super) fn follow(
    change: &Change<'_>,
    key: &str,
    address: &str,
    at: chrono::DateTime<chrono::Utc>,
) -> Result<(), StoreError> {
    let mut known = change.prepare_cached("SELECT 1 FROM blogs WHERE key = ?1")?;
    if !known.exists([key])? {
        change
            .prepare_cached(
                "INSERT INTO blogs (key, address, followed_since, blog, changed)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                key,
                address,
                millis(at),
                json(&LiveBlog::default())?,
                change.seq
            ])?;
    }
    Ok(())
}

/// Saves what a poll says of the blog as a whole; returns the number of its row.
fn save_blog(change: &Change<'_>, key: &str, record: &PollRecord) -> Result<i64, StoreError> {
    let (id, last_poll, last_contact) = change
        .prepare_cached("SELECT id, last_poll, last_contact FROM blogs WHERE key = ?1")?
        .query_row([key], |row| {
            Ok((
                rows::number(row, 0)?,
                rows::maybe_number(row, 1)?,
                rows::maybe_number(row, 2)?,
            ))
        })?;
    let at = millis(record.at);
    if last_poll.is_some_and(|last| at < last) {
        // A change that waited for the disk; what the blog is now was saved by a later one.
        return Ok(id);
    }
    let blog = record.blog.as_ref().map(json).transpose()?;
    change
        .prepare_cached(
            "UPDATE blogs SET last_poll = ?2, last_contact = coalesce(?3, last_contact),
                 blog = coalesce(?4, blog), validators = ?5, changed = ?6
             WHERE id = ?1 AND (last_poll, last_contact, blog, validators)
                 IS NOT (?2, coalesce(?3, last_contact), coalesce(?4, blog), ?5)",
        )?
        .execute(params![
            id,
            at,
            record.reached.then_some(at),
            blog,
            json(&record.validators)?,
            change.seq
        ])?;
    if let Some(blog) = &record.blog {
        save_blog_revision(change, id, at, blog)?;
    }
    if let Some(last) = last_contact.filter(|_| record.reached)
        && record.at - time(last) >= SHORTEST_GAP
    {
        change
            .prepare_cached("INSERT OR IGNORE INTO gaps (blog, since, until) VALUES (?1, ?2, ?3)")?
            .execute(params![id, last, at])?;
    }
    Ok(id)
}

fn save_blog_revision(
    change: &Change<'_>,
    blog: i64,
    at: i64,
    read: &LiveBlog,
) -> Result<(), StoreError> {
    change
        .prepare_cached(
            "INSERT OR IGNORE INTO blog_revisions (blog, seen, headline, standfirst, status)
             SELECT ?1, ?2, ?3, ?4, ?5 WHERE (?3, ?4, ?5) IS NOT (
                 SELECT headline, standfirst, status FROM blog_revisions
                 WHERE blog = ?1 ORDER BY seen DESC LIMIT 1)",
        )?
        .execute(params![
            blog,
            at,
            read.headline.as_str(),
            read.standfirst.as_str(),
            read.status.word()
        ])?;
    Ok(())
}

fn log_poll(change: &Change<'_>, blog: i64, record: &PollRecord) -> Result<(), StoreError> {
    let added = change
        .prepare_cached("INSERT OR IGNORE INTO polls (blog, at, outcome) VALUES (?1, ?2, ?3)")?
        .execute(params![blog, millis(record.at), record.outcome.as_str()])?;
    if added > 0 {
        change
            .prepare_cached(
                "DELETE FROM polls WHERE blog = ?1 AND at <= (
                     SELECT at FROM polls WHERE blog = ?1 ORDER BY at DESC LIMIT 1 OFFSET ?2)",
            )?
            .execute(params![blog, POLLS_KEPT])?;
    }
    Ok(())
}

/// By how much a blog's sums grow.
#[derive(Default)]
struct Sums {
    total: i64,
    unread: i64,
    bytes: i64,
}

impl Sums {
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
        Ok(())
    }

    fn bytes(&mut self, content: &str) {
        self.bytes += i64::try_from(content.len()).unwrap_or(0);
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
    row: i64,
    presence: (String, Option<i64>, Option<i64>),
    revisions: usize,
    current: i64,
    seen: i64,
    content: Vec<u8>,
}

impl Known {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            row: rows::number(row, 0)?,
            presence: (
                rows::text(row, 1)?,
                rows::maybe_number(row, 2)?,
                rows::maybe_number(row, 3)?,
            ),
            revisions: rows::count(row, 4)?,
            current: rows::number(row, 5)?,
            seen: rows::number(row, 6)?,
            content: row.get_ref(7)?.as_bytes().unwrap_or_default().to_vec(),
        })
    }
}

fn save_item(
    change: &Change<'_>,
    blog: i64,
    item: &Item,
    sums: &mut Sums,
) -> Result<(), StoreError> {
    let known = change
        .prepare_cached(
            "SELECT e.id, e.presence, e.presence_since, e.presence_times, e.revisions, r.id, r.seen,
                 r.content
             FROM entries e JOIN revisions r ON r.id = e.current
             WHERE e.blog = ?1 AND e.name = ?2",
        )?
        .query_row(params![blog, item.entry.id.as_str()], Known::read)
        .optional()?;
    let states = states(item);
    let Some(known) = known else {
        return add(change, blog, item, &states, sums);
    };
    let (presence, since, times) = presence_columns(item.presence);
    if (
        known.presence.0.as_str(),
        known.presence.1,
        known.presence.2,
    ) != (presence, since, times)
    {
        change
            .prepare_cached(
                "UPDATE entries SET presence = ?2, presence_since = ?3, presence_times = ?4,
                     changed = ?5
                 WHERE id = ?1",
            )?
            .execute(params![known.row, presence, since, times, change.seq])?;
    }
    match states.last() {
        Some(last) if last.seen == known.seen && states.len() <= known.revisions => {
            retouch(change, &known, last, sums)
        }
        _ => revise(change, &known, &states, sums),
    }
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
    let revision: i64 = next_id(change, "SELECT coalesce(max(id), 0) + 1 FROM revisions")?;
    let count = i64::try_from(states.len()).unwrap_or(i64::MAX);
    let (presence, since, times) = presence_columns(item.presence);
    // Replaces a row of the same name whose newest revision is gone: damage.
    change
        .prepare_cached(
            "INSERT OR REPLACE INTO entries (id, blog, name, order_at, order_poll, order_rank,
                 presence, presence_since, presence_times, read, bookmarked, current, revisions,
                 changed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
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
            change.seq
        ])?;
    for (id, state) in (revision..).zip(states) {
        add_revision(change, id, entry, state, &fingerprint(state.entry), sums)?;
    }
    sums.total += 1;
    sums.unread += i64::from(!item.read);
    Ok(())
}

fn next_id(change: &Change<'_>, sql: &str) -> rusqlite::Result<i64> {
    change.prepare_cached(sql)?.query_row([], |row| row.get(0))
}

fn add_revision(
    change: &Change<'_>,
    id: i64,
    entry: i64,
    state: &State<'_>,
    fingerprint: &Value,
    sums: &mut Sums,
) -> Result<(), StoreError> {
    let content = json(state.entry)?;
    change
        .prepare_cached(
            "INSERT INTO revisions (id, entry, seen, fingerprint, content)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![id, entry, state.seen, fingerprint, content])?;
    sums.bytes(&content);
    queue(change, id)
}

/// Leaves a revision to the search index, which is fed when nothing else is to be done.
fn queue(change: &Change<'_>, revision: i64) -> Result<(), StoreError> {
    change
        .prepare_cached("INSERT OR IGNORE INTO search_queue (revision) VALUES (?1)")?
        .execute([revision])?;
    Ok(())
}

/// Takes over what is no revision: marks, times, markup.
fn retouch(
    change: &Change<'_>,
    known: &Known,
    state: &State<'_>,
    sums: &mut Sums,
) -> Result<(), StoreError> {
    let content = json(state.entry)?;
    if content.as_bytes() == known.content {
        return Ok(());
    }
    change
        .prepare_cached("UPDATE revisions SET content = ?2, fingerprint = ?3 WHERE id = ?1")?
        .execute(params![known.current, content, fingerprint(state.entry)])?;
    touch(change, known.row)?;
    sums.bytes(&content);
    sums.bytes -= i64::try_from(known.content.len()).unwrap_or(0);
    queue(change, known.current)
}

fn touch(change: &Change<'_>, entry: i64) -> Result<(), StoreError> {
    change
        .prepare_cached("UPDATE entries SET changed = ?2 WHERE id = ?1")?
        .execute(params![entry, change.seq])?;
    Ok(())
}

/// Adds the states that the tables do not know.
///
/// A state is known by its time; and one that equals its neighbour in time was seen by another instance, some
/// seconds earlier or later.
fn revise(
    change: &Change<'_>,
    known: &Known,
    states: &[State<'_>],
    sums: &mut Sums,
) -> Result<(), StoreError> {
    let mut held: Vec<(i64, Value, i64)> = change
        .prepare_cached(
            "SELECT seen, fingerprint, id FROM revisions WHERE entry = ?1 ORDER BY seen",
        )?
        .query_map([known.row], |row| {
            Ok((rows::number(row, 0)?, row.get(1)?, rows::number(row, 2)?))
        })?
        .collect::<Result<_, _>>()?;
    for state in states {
        let Err(place) = held.binary_search_by_key(&state.seen, |h| h.0) else {
            continue;
        };
        let print = fingerprint(state.entry);
        let neighbours = [place.checked_sub(1), Some(place)];
        let mut neighbours = neighbours.into_iter().flatten().filter_map(|n| held.get(n));
        if neighbours.any(|neighbour| neighbour.1 == print) {
            continue;
        }
        let id = next_id(change, "SELECT coalesce(max(id), 0) + 1 FROM revisions")?;
        add_revision(change, id, known.row, state, &print, sums)?;
        held.insert(place, (state.seen, print, id));
    }
    if held.len() != known.revisions {
        let current = held.last().map_or(known.current, |newest| newest.2);
        change
            .prepare_cached(
                "UPDATE entries SET current = ?2, revisions = ?3, changed = ?4 WHERE id = ?1",
            )?
            .execute(params![
                known.row,
                current,
                i64::try_from(held.len()).unwrap_or(i64::MAX),
                change.seq
            ])?;
    }
    Ok(())
}
