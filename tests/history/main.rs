//! The history under use and abuse.
#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, in its helpers too"
)]

mod alerts;
mod articles;
mod faults;
mod keeping;
mod kill;
mod opening;
mod properties;
mod searching;
mod several;
mod upgrade;

use std::{path::PathBuf, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};
use newswire::{
    model::{
        Block, Body, Clean, Entry, EntryId, Inline, Item, LiveBlog, Marks, OrderKey, Presence,
        Revision, Stamp, Status, TimeBasis, Validators, WebUrl,
    },
    store::{PollRecord, Store},
};

const KEY: &str = "https://news.example/live/bridge";

/// A moment so many seconds after the story began.
fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_750_000_000 + seconds, 0).unwrap()
}

fn entry(number: i64, words: &str) -> Entry {
    Entry {
        id: EntryId::new(&format!("update-{number}")),
        label: None,
        headline: Some(Clean::line(&format!("Update {number}"))),
        body: Body {
            blocks: vec![Block::Paragraph(vec![
                Inline::plain(words),
                Inline {
                    link: WebUrl::parse("https://transport.example/statement").ok(),
                    ..Inline::plain(" in full")
                },
            ])],
        },
        published: Some(Stamp {
            raw: Clean::line("04:49"),
            ..Stamp::new(at(number).fixed_offset(), TimeBasis::Markup)
        }),
        modified: None,
        authors: Vec::new(),
        permalink: WebUrl::parse(&format!("{KEY}#update-{number}")).ok(),
        marks: Marks::default(),
        provenance: newswire::model::Provenance::default(),
    }
}

fn item(number: i64, words: &str) -> Item {
    Item {
        entry: Arc::new(entry(number, words)),
        seen: at(number),
        earlier: Vec::new(),
        order: OrderKey {
            at: at(number).timestamp_millis(),
            poll: 1,
            rank: i32::try_from(-number).unwrap(),
        },
        presence: Presence::OnPage,
        read: false,
        read_as: None,
        changed_since_read: false,
        bookmarked: false,
        memory: newswire::model::WitnessMemory::default(),
    }
}

/// The same update after an edit.
fn edited(item: &Item, seen: DateTime<Utc>, words: &str) -> Item {
    let number: i64 = item.entry.id.as_str()["update-".len()..].parse().unwrap();
    let mut edited = item.clone();
    edited.earlier.push(Revision {
        number: item.revision(),
        entry: item.entry.clone(),
        seen: item.seen,
    });
    edited.entry = Arc::new(entry(number, words));
    edited.seen = seen;
    edited
}

fn blog(headline: &str) -> LiveBlog {
    LiveBlog {
        headline: Clean::line(headline),
        publisher: Clean::line("The Example Post"),
        status: Status::Live,
        ..LiveBlog::default()
    }
}

fn poll(at: DateTime<Utc>, items: Vec<Item>) -> PollRecord {
    let validators = Validators {
        etag: Some("W/\"7\"".to_owned()),
        ..Validators::default()
    };
    let brought = (Some(blog("Harbour bridge closure: latest")), items);
    PollRecord::new(at, validators, false, brought, None)
}

/// A directory for a history, and how to open it.
struct Place {
    dir: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    fn file(&self) -> PathBuf {
        self.dir.path().join("history.db")
    }

    fn open(&self) -> (Store, Vec<String>) {
        let (store, notes) = Store::open(Some(self.dir.path()), at(0));
        (store, notes.iter().map(ToString::to_string).collect())
    }

    /// Opens a history of which there is nothing to say.
    fn quietly(&self) -> Store {
        let (store, notes) = self.open();
        assert_eq!(notes, Vec::<String>::new());
        store
    }

    /// Makes a closed history with so many updates.
    async fn filled(count: i64) -> Self {
        let place = Self::new();
        let store = place.quietly();
        let items = (0..count).map(|n| item(n, &long(n))).collect();
        store.save_poll(KEY, poll(at(count), items)).await.unwrap();
        // Fills the index, too.
        store.search("nothing", 1).await.unwrap();
        store.close().await.unwrap();
        place
    }

    /// Names the files in the directory whose name begins like this.
    fn named(&self, start: &str) -> Vec<PathBuf> {
        let mut found: Vec<PathBuf> = std::fs::read_dir(self.dir.path())
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|path| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                name.starts_with(start) && !name.ends_with("-wal") && !name.ends_with("-shm")
            })
            .collect();
        found.sort();
        found
    }

    /// Opens the closed file without us.
    fn raw(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.file()).unwrap()
    }
}

/// A text of some length that no other update has.
fn long(number: i64) -> String {
    format!("Word{number} ").repeat(40)
}

/// Says the words of all revisions of all updates, newest update first.
async fn words(store: &Store, key: &str) -> Vec<Vec<String>> {
    let Some(stored) = store.load(key).await.unwrap() else {
        return Vec::new();
    };
    let words = |entry: &Entry| entry.body.text();
    let items = stored.timeline.items().iter();
    items
        .map(|item| {
            let earlier = item.earlier.iter().map(|r| words(&r.entry));
            earlier.chain([words(&item.entry)]).collect()
        })
        .collect()
}

/// Later than a point in time, for tests of age.
fn days(days: i64) -> DateTime<Utc> {
    at(0) + TimeDelta::days(days)
}
