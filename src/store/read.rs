//! Reads blogs, updates and their past back from the tables.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Params, Row, params};

use super::{
    BlogSummary, Changed, Export, Place, StoreError, Stored, ToAsk, past,
    rows::{self, ITEM_COLUMNS, ItemRow, MISSING},
};
use crate::model::{
    BlogRevision, EntryId, Gap, Item, LiveBlog, OrderKey, Status, Timeline, Trouble,
};

/// How many changes of a blog's own headline, standfirst and status are read: a few hours of a nervous newsroom.
const HEADS: i64 = 100;

/// How much of a timeline is read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Extent<'e> {
    /// All of it, without the middle of very long pasts.
    Whole,
    /// All of it with all that was ever said.
    Archive,
    /// So many updates around one, else around the reader's place; the newest where there is neither.
    Around {
        at: Option<&'e EntryId>,
        limit: usize,
    },
}

/// Reads a blog; `None` where the history does not know it.
pub(super) fn load(
    conn: &Connection,
    key: &str,
    extent: Extent<'_>,
) -> Result<Option<Stored>, StoreError> {
    // One transaction, so that another instance cannot write between the queries.
    let tx = conn.unchecked_transaction()?;
    let blog = tx
        .prepare_cached(
            "SELECT id, blog, address, validators, last_poll, last_contact, place, followed_since,
                 paused, archived, total, unread
             FROM blogs WHERE key = ?1",
        )?
        .query_row([key], |row| {
            Ok((
                rows::number(row, 0)?,
                rows::parsed::<LiveBlog>(row, 1)?.unwrap_or_default(),
                Stored {
                    timeline: Timeline::default(),
                    complete: true,
                    address: rows::line(row, 2)?,
                    validators: rows::parsed(row, 3)?.unwrap_or_default(),
                    last_poll: rows::maybe_time(row, 4)?,
                    last_contact: rows::maybe_time(row, 5)?,
                    place: rows::parsed::<Place>(row, 6)?,
                    followed_since: rows::time(rows::number(row, 7)?),
                    paused: rows::mark(row, 8)?,
                    archived: rows::mark(row, 9)?,
                    total: rows::count(row, 10)?,
                    unread: rows::count(row, 11)?,
                    unreadable: 0,
                    gaps: Vec::new(),
                    heads: Vec::new(),
                },
            ))
        })
        .optional()?;
    let Some((id, blog, mut stored)) = blog else {
        return Ok(None);
    };
    let found = match extent {
        Extent::Whole | Extent::Archive => whole(&tx, id)?,
        Extent::Around { at, limit } => {
            let place = stored.place.as_ref().map(|place| &place.entry);
            around(&tx, id, at.or(place), limit)?
        }
    };
    let read = found.len();
    let items = match extent {
        Extent::Around { .. } => past::of_each(&tx, found)?,
        Extent::Whole => past::of_blog(&tx, found, id, Item::PAST)?,
        Extent::Archive => past::of_blog(&tx, found, id, usize::MAX)?,
    };
    stored.unreadable = read - items.len();
    if stored.unreadable > 0 {
        // What cannot be read here may stand on the page still: an answer that it is unchanged must not stand for it.
        stored.validators.forget_answer();
    }
    stored.complete = read >= stored.total;
    stored.timeline = Timeline::restore(blog, items);
    stored.gaps = gaps(&tx, id)?;
    stored.heads = heads(&tx, id, HEADS)?;
    Ok(Some(stored))
}

/// Tells whether any update of a blog is missing from its page.
pub(super) fn has_missing(conn: &Connection, key: &str) -> Result<bool, StoreError> {
    let found = conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM entries e JOIN blogs b ON b.id = e.blog
                 WHERE b.key = ?1 AND e.presence = ?2)",
        )?
        .query_row(params![key, MISSING], |row| rows::mark(row, 0))?;
    Ok(found)
}

fn whole(conn: &Connection, blog: i64) -> rusqlite::Result<Vec<ItemRow>> {
    items(
        conn,
        &format!(
            "SELECT {ITEM_COLUMNS} FROM entries e JOIN revisions r ON r.id = e.current
             WHERE e.blog = ?1"
        ),
        [blog],
    )
}

/// Above every update.
const NEWEST: OrderKey = OrderKey {
    at: i64::MAX,
    poll: i32::MAX,
    rank: i32::MAX,
};

/// Reads half of the updates from the place upwards and the other half below it.
fn around(
    conn: &Connection,
    blog: i64,
    place: Option<&EntryId>,
    limit: usize,
) -> Result<Vec<ItemRow>, StoreError> {
    const ORDER: &str = "(e.order_at, e.order_poll, e.order_rank)";
    let half = |descending: bool, limit: usize, from: OrderKey| {
        let (direction, compare) = if descending {
            ("DESC", "<=")
        } else {
            ("ASC", ">")
        };
        items(
            conn,
            &format!(
                "SELECT {ITEM_COLUMNS} FROM entries e JOIN revisions r ON r.id = e.current
                 WHERE e.blog = ?1 AND {ORDER} {compare} (?2, ?3, ?4)
                 ORDER BY e.order_at {direction}, e.order_poll {direction},
                     e.order_rank {direction}
                 LIMIT ?5"
            ),
            params![
                blog,
                from.at,
                from.poll,
                from.rank,
                i64::try_from(limit).unwrap_or(i64::MAX)
            ],
        )
    };
    let order = match place {
        Some(place) => conn
            .prepare_cached(
                "SELECT order_at, order_poll, order_rank FROM entries
                 WHERE blog = ?1 AND name = ?2",
            )?
            .query_row(params![blog, place.as_str()], |row| rows::order(row, 0))
            .optional()?,
        None => None,
    };
    let Some(order) = order else {
        return Ok(half(true, limit, NEWEST)?);
    };
    let mut found = half(false, limit / 2, order)?;
    found.extend(half(true, limit - found.len(), order)?);
    Ok(found)
}

fn items(conn: &Connection, sql: &str, params: impl Params) -> rusqlite::Result<Vec<ItemRow>> {
    conn.prepare_cached(sql)?
        .query_map(params, rows::item)?
        .collect()
}

fn gaps(conn: &Connection, blog: i64) -> rusqlite::Result<Vec<Gap>> {
    conn.prepare_cached("SELECT since, until FROM gaps WHERE blog = ?1 ORDER BY since")?
        .query_map([blog], |row| {
            Ok(Gap {
                since: rows::time(rows::number(row, 0)?),
                until: rows::time(rows::number(row, 1)?),
            })
        })?
        .collect()
}

/// Reads the last changes of what a blog says of itself, oldest first.
fn heads(conn: &Connection, blog: i64, limit: i64) -> rusqlite::Result<Vec<BlogRevision>> {
    let mut heads: Vec<BlogRevision> = conn
        .prepare_cached(
            "SELECT seen, headline, standfirst, status FROM blog_revisions
             WHERE blog = ?1 ORDER BY seen DESC LIMIT ?2",
        )?
        .query_map([blog, limit], |row| {
            Ok(BlogRevision {
                seen: rows::time(rows::number(row, 0)?),
                headline: rows::line(row, 1)?,
                standfirst: rows::line(row, 2)?,
                status: Status::from_word(&rows::text(row, 3)?),
            })
        })?
        .collect::<Result<_, _>>()?;
    heads.reverse();
    Ok(heads)
}

fn blog_number(conn: &Connection, key: &str) -> rusqlite::Result<i64> {
    conn.prepare_cached("SELECT id FROM blogs WHERE key = ?1")?
        .query_row([key], |row| rows::number(row, 0))
}

/// Lists the library: the blogs with the newest updates first.
pub(super) fn list(conn: &Connection) -> Result<Vec<BlogSummary>, StoreError> {
    let mut blogs: Vec<BlogSummary> = conn
        .prepare_cached(
            "SELECT key, address, blog, last_poll, paused, archived, total, unread, bytes,
                 (SELECT max(order_at) FROM entries e WHERE e.blog = blogs.id),
                 (SELECT count(*) FROM entries e
                  WHERE e.blog = blogs.id AND e.changed_since_read AND e.read),
                 trouble, tags
             FROM blogs ORDER BY id",
        )?
        .query_map([], summary)?
        .collect::<Result<_, _>>()?;
    blogs.sort_by_key(|blog| std::cmp::Reverse(blog.last_update));
    Ok(blogs)
}

/// Lists what is to be asked for news: neither paused nor put away.
pub(super) fn to_ask(conn: &Connection) -> Result<Vec<ToAsk>, StoreError> {
    let found = conn
        .prepare_cached(
            "SELECT key, address, validators, last_poll FROM blogs
             WHERE NOT paused AND NOT archived ORDER BY id",
        )?
        .query_map([], |row| {
            Ok(ToAsk {
                key: rows::text(row, 0)?,
                address: rows::line(row, 1)?,
                validators: rows::parsed(row, 2)?.unwrap_or_default(),
                last_poll: rows::maybe_time(row, 3)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(found)
}

fn summary(row: &Row<'_>) -> rusqlite::Result<BlogSummary> {
    let blog = rows::parsed::<LiveBlog>(row, 2)?.unwrap_or_default();
    Ok(BlogSummary {
        key: rows::text(row, 0)?,
        address: rows::line(row, 1)?,
        headline: blog.headline,
        publisher: blog.publisher,
        status: blog.status,
        last_poll: rows::maybe_time(row, 3)?,
        paused: rows::mark(row, 4)?,
        archived: rows::mark(row, 5)?,
        total: rows::count(row, 6)?,
        unread: rows::count(row, 7)?,
        size: u64::try_from(rows::number(row, 8)?).unwrap_or(0),
        last_update: rows::maybe_time(row, 9)?,
        changed_since_read: rows::count(row, 10)?,
        trouble: Trouble::from_word(&rows::words(row, 11)?),
        tags: rows::parsed(row, 12)?.unwrap_or_default(),
    })
}

/// Reads everything that is known of a blog; `None` where the history does not know it.
pub(super) fn export(conn: &Connection, key: &str) -> Result<Option<Export>, StoreError> {
    let Some(stored) = load(conn, key, Extent::Archive)? else {
        return Ok(None);
    };
    let headlines = heads(conn, blog_number(conn, key)?, i64::MAX)?;
    let polls = conn
        .prepare_cached(
            "SELECT at, outcome FROM polls
             WHERE blog = (SELECT id FROM blogs WHERE key = ?1) ORDER BY at",
        )?
        .query_map([key], |row| {
            Ok((rows::time(rows::number(row, 0)?), rows::line(row, 1)?))
        })?
        .collect::<Result<_, _>>()?;
    Ok(Some(Export {
        stored,
        headlines,
        polls,
    }))
}

/// Reads what changed after a count of `counter.seq`.
pub(super) fn changed_since(conn: &Connection, seq: i64) -> Result<Vec<Changed>, StoreError> {
    let tx = conn.unchecked_transaction()?;
    let blogs: Vec<(i64, Changed)> = tx
        .prepare_cached(
            "SELECT id, key, blog, last_poll, last_contact, validators
             FROM blogs WHERE changed > ?1 ORDER BY id",
        )?
        .query_map([seq], |row| {
            Ok((
                rows::number(row, 0)?,
                Changed {
                    key: rows::text(row, 1)?,
                    blog: rows::parsed(row, 2)?.unwrap_or_default(),
                    items: Vec::new(),
                    last_poll: rows::maybe_time(row, 3)?,
                    last_contact: rows::maybe_time(row, 4)?,
                    validators: rows::parsed(row, 5)?.unwrap_or_default(),
                },
            ))
        })?
        .collect::<Result<_, _>>()?;
    blogs
        .into_iter()
        .map(|(id, changed)| {
            let found = items(
                &tx,
                &format!(
                    "SELECT {ITEM_COLUMNS} FROM entries e JOIN revisions r ON r.id = e.current
                     WHERE e.blog = ?1 AND e.changed > ?2"
                ),
                [id, seq],
            )?;
            Ok(Changed {
                items: past::of_each(&tx, found)?,
                ..changed
            })
        })
        .collect()
}

/// Returns what was promised to hosts and is not over at a time.
pub(super) fn promises(
    conn: &Connection,
    at: DateTime<Utc>,
) -> Result<Vec<(String, DateTime<Utc>)>, StoreError> {
    let mut promises = conn
        .prepare_cached("SELECT name, not_before FROM hosts WHERE not_before > ?1 ORDER BY name")?;
    let found = promises.query_map([rows::millis(at)], |row| {
        Ok((rows::text(row, 0)?, rows::time(rows::number(row, 1)?)))
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}
