//! Full-text search over all revisions: feeding the index and asking it.

use std::{collections::HashSet, fmt::Write};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use super::{StoreError, rows};
use crate::model::{Clean, Entry, EntryId};

/// How many words of context a snippet shows.
const SNIPPET_WORDS: u8 = 24;

/// Set around what was found; no text of ours holds these.
const MARKS: [char; 2] = ['\u{2}', '\u{3}'];

/// An update that a search found, at its newest revision that holds the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The source's key.
    pub key: String,
    /// The update.
    pub entry: EntryId,
    /// The number of the revision that holds the words, counted from 1.
    pub revision: usize,
    /// Whether the update was revised since.
    pub superseded: bool,
    /// When the revision was first seen.
    pub seen: DateTime<Utc>,
    /// The time by which the update stands in its timeline.
    pub at: DateTime<Utc>,
    /// The revision's headline, cut like the snippet; empty where it has none.
    pub headline: Vec<Fragment>,
    /// The words of the text in their context, cut where what was found begins and ends.
    pub snippet: Vec<Fragment>,
}

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// The text.
    pub text: Clean,
    /// Whether it is what was searched for.
    pub found: bool,
}

/// Tells whether revisions wait for the index.
pub(super) fn is_hungry(conn: &Connection) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT 1 FROM search_queue LIMIT 1")?
        .exists([])
}

/// Gives waiting revisions to the index, oldest first; returns how many.
pub(super) fn feed(conn: &Connection, limit: usize) -> Result<usize, StoreError> {
    let waiting: Vec<(i64, Option<Entry>)> = conn
        .prepare_cached(
            "SELECT q.revision, r.content
             FROM search_queue q LEFT JOIN revisions r ON r.id = q.revision
             ORDER BY q.revision LIMIT ?1",
        )?
        .query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| {
            Ok((rows::number(row, 0)?, rows::parsed(row, 1)?))
        })?
        .collect::<Result<_, _>>()?;
    let Some((last, _)) = waiting.last() else {
        return Ok(0);
    };
    let mut index = conn.prepare_cached(
        "INSERT OR REPLACE INTO search (rowid, headline, body) VALUES (?1, ?2, ?3)",
    )?;
    for (revision, entry) in &waiting {
        if let Some(entry) = entry {
            let headline = entry.titled();
            let headline = headline.as_deref().map_or("", Clean::as_str);
            index.execute(params![revision, headline, entry.body.text()])?;
        }
    }
    conn.prepare_cached("DELETE FROM search_queue WHERE revision <= ?1")?
        .execute([last])?;
    Ok(waiting.len())
}

/// Finds updates, the latest first; nothing where the query holds no word.
pub(super) fn find(conn: &Connection, query: &str, limit: usize) -> Result<Vec<Hit>, StoreError> {
    let Some(expression) = expression(query) else {
        return Ok(Vec::new());
    };
    let mut statement = conn.prepare_cached(
        "SELECT b.key, e.name, r.seen, e.current <> r.id,
             iif(e.revisions = 1, 1,
                 (SELECT count(*) FROM revisions n WHERE n.entry = r.entry AND n.seen <= r.seen)),
             snippet(search, 1, char(2), char(3), '…', ?2), e.order_at,
             highlight(search, 0, char(2), char(3)), e.id
         FROM search
             JOIN revisions r ON r.id = search.rowid
             JOIN entries e ON e.id = r.entry
             JOIN blogs b ON b.id = e.blog
         WHERE search MATCH ?1 ORDER BY search.rowid DESC",
    )?;
    let mut found = statement.query(params![expression, SNIPPET_WORDS])?;
    let mut known = HashSet::new();
    let mut hits = Vec::new();
    while hits.len() < limit
        && let Some(row) = found.next()?
    {
        if known.insert(rows::number(row, 8)?) {
            hits.push(Hit {
                key: rows::text(row, 0)?,
                entry: EntryId::from(rows::text(row, 1)?),
                seen: rows::time(rows::number(row, 2)?),
                superseded: rows::mark(row, 3)?,
                revision: rows::count(row, 4)?,
                snippet: fragments(&rows::words(row, 5)?),
                at: rows::time(rows::number(row, 6)?),
                headline: fragments(&rows::words(row, 7)?),
            });
        }
    }
    Ok(hits)
}

/// Writes what a reader types as an FTS5 expression in which nothing but words has a meaning.
///
/// Words in quotes are a phrase; a word with `*` behind it, and the last word as long as it is being typed, matches
/// every word that begins like it. All must be there. `None` where there is no word at all.
fn expression(query: &str) -> Option<String> {
    let mut expression = String::new();
    let mut add = |words: &str, prefix: bool| {
        if words.contains(char::is_alphanumeric) {
            let words: String = words.chars().filter(|c| !c.is_control()).collect();
            let star = if prefix { "*" } else { "" };
            let _never_fails = write!(expression, "\"{words}\"{star} ");
        }
    };
    for (number, part) in query.split('"').enumerate() {
        if number % 2 == 1 {
            add(part, false);
            continue;
        }
        let mut words = part.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let typing = words.peek().is_none() && query.ends_with(word);
            match word.strip_suffix('*') {
                Some(stem) => add(stem, true),
                None => add(word, typing),
            }
        }
    }
    (!expression.is_empty()).then_some(expression)
}

/// Cuts a snippet at its marks.
fn fragments(snippet: &str) -> Vec<Fragment> {
    let mut fragments = Vec::new();
    let mut found = false;
    for piece in snippet.split_inclusive(MARKS) {
        let text = piece.trim_end_matches(MARKS);
        // Of all white space a text of ours knows only these two, and a plain line is clean without further ado.
        let text = if text.contains('\n') {
            Clean::inline(&text.replace('\n', " "))
        } else {
            Clean::inline(text)
        };
        if !text.is_empty() {
            fragments.push(Fragment { text, found });
        }
        found = piece.ends_with('\u{2}');
    }
    fragments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_types_never_becomes_query_syntax() {
        for (typed, expected) in [
            ("bridge", Some("\"bridge\"* ")),
            ("bridge ", Some("\"bridge\" ")),
            ("the bridge", Some("\"the\" \"bridge\"* ")),
            ("\"north pier\"", Some("\"north pier\" ")),
            ("\"north pier", Some("\"north pier\" ")),
            ("minist* said ", Some("\"minist\"* \"said\" ")),
            (
                "a AND (b OR c) NEAR/2 d^2 -e:f ",
                Some("\"a\" \"AND\" \"(b\" \"OR\" \"c)\" \"NEAR/2\" \"d^2\" \"-e:f\" "),
            ),
            (
                "'); DROP TABLE blogs;--",
                Some("\"DROP\" \"TABLE\" \"blogs;--\"* "),
            ),
            ("?! *", None),
            ("\u{0}\u{1b}", None),
            ("", None),
        ] {
            assert_eq!(expression(typed).as_deref(), expected, "{typed:?}");
        }
    }

    #[test]
    fn snippets_are_cut_at_what_was_found() {
        let cut: Vec<(String, bool)> =
            fragments("the \u{2}north pier\u{3} of\nthe \u{2}bridge\u{3}")
                .into_iter()
                .map(|f| (f.text.to_string(), f.found))
                .collect();
        let expected = [
            ("the ", false),
            ("north pier", true),
            (" of the ", false),
            ("bridge", true),
        ];
        assert_eq!(cut, expected.map(|(text, found)| (text.to_owned(), found)));
    }
}
