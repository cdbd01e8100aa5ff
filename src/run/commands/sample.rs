//! Readings for the tests of the commands.

use chrono::{DateTime, Utc};

use super::reading::OneReading;
use crate::{
    model::{
        Author, Body, Clean, Entry, EntryId, LiveBlog, Marks, Snapshot, Stamp, Status, TimeBasis,
        WebUrl, Window,
    },
    source::Extraction,
};

/// A reading of these updates, each an id, its minute of publication and its words; the newest comes first.
pub(in crate::run) fn reading(minute: u32, updates: &[(&str, u32, &str)]) -> OneReading {
    let address = WebUrl::parse("https://post.example/live").unwrap();
    OneReading {
        name: "live.html".to_owned(),
        address: Some(address.clone()),
        at: at(minute),
        extraction: Extraction {
            explanation: crate::source::Explanation::default(),
            snapshot: Snapshot {
                blog: LiveBlog {
                    headline: Clean::line("Harbour bridge closure"),
                    publisher: Clean::line("The Example Post"),
                    status: Status::Live,
                    canonical: Some(address),
                    ..LiveBlog::default()
                },
                entries: updates.iter().map(entry).collect(),
                window: Window::Full,
                recognised_as: Clean::line("JSON-LD LiveBlogPosting"),
                warnings: vec![Clean::line("One update has no time.")],
                older: None,
                min_interval: None,
            },
            evidence: vec![Clean::line("updates: JSON-LD")],
            platform: None,
        },
        validators: crate::model::Validators::default(),
    }
}

fn entry((id, minute, words): &(&str, u32, &str)) -> Entry {
    Entry {
        id: EntryId::new(id),
        label: None,
        headline: None,
        body: Body::from_plain(words),
        published: Some(Stamp::new(at(*minute).fixed_offset(), TimeBasis::Markup)),
        modified: None,
        authors: vec![Author {
            name: Clean::line("Transport desk"),
            url: None,
        }],
        permalink: None,
        marks: Marks::default(),
        provenance: crate::model::Provenance::default(),
    }
}

fn at(minute: u32) -> DateTime<Utc> {
    format!("2025-08-07T04:{minute:02}:00Z").parse().unwrap()
}
