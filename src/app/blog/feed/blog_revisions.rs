//! What a live blog said of itself, and when it changed that: headline, standfirst, status.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::app::clock;
use crate::model::{
    Block, BlogRevision, Body, Clean, Entry, EntryId, Inline, Item, LiveBlog, OrderKey, Presence,
    Revision, Status, Zone,
};

/// The revisions of a blog's head, oldest first.
#[derive(Debug, Default)]
pub(super) struct BlogRevisions {
    revisions: Vec<BlogRevision>,
    /// The same as an update: what shows the edits of updates shows those of a head.
    item: Option<Item>,
}

impl BlogRevisions {
    pub(super) fn new(revisions: Vec<BlogRevision>) -> Self {
        let item = as_update(&revisions);
        Self { revisions, item }
    }

    /// Takes notice of what the blog says of itself now.
    pub(super) fn see(&mut self, blog: &LiveBlog, at: DateTime<Utc>) {
        let same = |last: &BlogRevision| {
            (&last.headline, &last.standfirst, last.status)
                == (&blog.headline, &blog.standfirst, blog.status)
        };
        if *blog == LiveBlog::default() || self.revisions.last().is_some_and(same) {
            return;
        }
        self.revisions.push(BlogRevision {
            seen: at,
            headline: blog.headline.clone(),
            standfirst: blog.standfirst.clone(),
            status: blog.status,
        });
        self.item = as_update(&self.revisions);
    }

    /// Returns the head with its past, in the form of an update; `None` where it was never read.
    pub(super) fn item(&self) -> Option<&Item> {
        self.item.as_ref()
    }

    /// Says what changed last, and when; `None` where nothing ever did.
    pub(super) fn words(&self, zone: Zone, now: DateTime<Utc>) -> Option<String> {
        let [.., before, last] = &self.revisions[..] else {
            return None;
        };
        let what = if before.headline != last.headline {
            "headline changed"
        } else if before.standfirst != last.standfirst {
            "standfirst changed"
        } else {
            match last.status {
                Status::Live => "said to be live",
                Status::Quiet => "without updates for a day",
                Status::Ended => "said to have ended",
                Status::NotBegun => "said not to have begun",
                Status::Moved => "said to go on elsewhere",
                Status::Unknown => "no longer said to be live",
            }
        };
        let when = clock::short_moment(clock::wall(zone, last.seen), clock::day(zone, now));
        Some(format!("{what} {when}"))
    }
}

fn as_update(revisions: &[BlogRevision]) -> Option<Item> {
    let mut past: Vec<Revision> = revisions
        .iter()
        .zip(1..)
        .map(|(revision, number)| Revision {
            number,
            entry: Arc::new(entry(revision)),
            seen: revision.seen,
        })
        .collect();
    let newest = past.pop()?;
    Some(Item {
        entry: newest.entry,
        seen: newest.seen,
        earlier: past,
        order: OrderKey {
            at: newest.seen.timestamp_millis(),
            poll: 0,
            rank: 0,
        },
        presence: Presence::OnPage,
        read: true,
        read_as: None,
        changed_since_read: false,
        bookmarked: false,
        memory: crate::model::WitnessMemory::default(),
    })
}

fn entry(revision: &BlogRevision) -> Entry {
    let status = Clean::line(&format!("Status: {}", revision.status.word()));
    let paragraphs = [&revision.standfirst, &status].into_iter();
    let paragraph = |text: &Clean| Block::Paragraph(vec![Inline::plain(text.as_str())]);
    Entry {
        id: EntryId::new("head"),
        label: None,
        headline: Some(revision.headline.clone()).filter(|headline| !headline.is_empty()),
        body: Body {
            blocks: paragraphs
                .filter(|t| !t.is_empty())
                .map(paragraph)
                .collect(),
        },
        published: None,
        modified: None,
        authors: Vec::new(),
        permalink: None,
        marks: crate::model::Marks::default(),
        provenance: crate::model::Provenance::default(),
    }
}
