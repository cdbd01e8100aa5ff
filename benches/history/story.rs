//! Updates to measure with: some hundred characters each, some words rare and some in all of them.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use newswire::model::{
    Block, Body, Clean, Entry, EntryId, Inline, Item, LiveBlog, Marks, OrderKey, Presence,
    Revision, Stamp, Status, TimeBasis, WebUrl,
};

const WORDS: [&str; 16] = [
    "harbour",
    "bridge",
    "pier",
    "ferry",
    "minister",
    "inspection",
    "damage",
    "closed",
    "evening",
    "traffic",
    "engineers",
    "statement",
    "morning",
    "quay",
    "crew",
    "authority",
];

/// A moment so many seconds after the story began.
pub(super) fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_500_000_000 + seconds, 0).unwrap_or_default()
}

pub(super) fn blog() -> LiveBlog {
    LiveBlog {
        headline: Clean::line("Harbour bridge closure: latest"),
        publisher: Clean::line("The Example Post"),
        status: Status::Live,
        ..LiveBlog::default()
    }
}

/// So many updates, oldest first.
pub(super) fn updates(count: usize) -> Vec<Item> {
    (0..i32::try_from(count).unwrap_or(i32::MAX))
        .map(|number| {
            let time = at(i64::from(number) * 60);
            Item {
                entry: Arc::new(entry(number, "as of now")),
                seen: time,
                earlier: Vec::new(),
                order: OrderKey {
                    at: time.timestamp_millis(),
                    poll: 1,
                    rank: -number,
                },
                presence: Presence::OnPage,
                read: false,
                read_as: None,
                changed_since_read: false,
                bookmarked: false,
                memory: newswire::model::WitnessMemory::default(),
            }
        })
        .collect()
}

/// The same update after an edit.
pub(super) fn edited(item: &Item) -> Item {
    let earlier = Revision {
        number: item.revision(),
        entry: Arc::clone(&item.entry),
        seen: item.seen,
    };
    let number = -item.order.rank;
    Item {
        entry: Arc::new(entry(number, "corrected")),
        seen: item.seen + chrono::TimeDelta::days(1),
        earlier: vec![earlier],
        ..item.clone()
    }
}

fn entry(number: i32, note: &str) -> Entry {
    let seed = usize::try_from(number).unwrap_or(0);
    let word = |n: &usize| WORDS.get((seed / 7 + n * (seed % 5 + 1)) % 16).copied();
    let paragraph = |first: usize| {
        let numbers: Vec<usize> = (first..first + 45).collect();
        let words: Vec<&str> = numbers.iter().filter_map(word).collect();
        let text = format!("The harbour w{number} {} {note}.", words.join(" "));
        let link = Inline {
            link: WebUrl::parse("https://transport.example/statement").ok(),
            ..Inline::plain(" The statement in full.")
        };
        Block::Paragraph(vec![Inline::plain(&text), link])
    };
    Entry {
        id: EntryId::new(&format!("update-{number}")),
        label: None,
        headline: Some(Clean::line(&format!("Update {number} from the bridge"))),
        body: Body {
            blocks: vec![paragraph(0), paragraph(45)],
        },
        published: Some(Stamp {
            raw: Clean::line("04:49"),
            ..Stamp::new(at(i64::from(number) * 60).fixed_offset(), TimeBasis::Markup)
        }),
        modified: None,
        authors: Vec::new(),
        permalink: WebUrl::parse(&format!("https://post.example/live#update-{number}")).ok(),
        marks: Marks::default(),
        provenance: newswire::model::Provenance::default(),
    }
}
