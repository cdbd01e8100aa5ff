//! What happened when in a live blog.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, Utc};

use super::Replayed;
use crate::model::{
    BlogRevision, Body, Item, LiveBlog, OrderKey, Presence, Revision, Status, Timeline,
};

/// What happened, in its order.
#[derive(Debug, Clone)]
pub struct Schedule {
    blog: LiveBlog,
    items: Vec<Item>,
    blog_revisions: Vec<BlogRevision>,
    moments: Vec<Moment>,
}

/// What became of an update.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    /// Its last revision, counted from 0; `None` where it is the one that there was.
    revision: Option<usize>,
    /// When it was taken back.
    retracted: Option<DateTime<Utc>>,
}

impl State {
    /// Makes the update as it was then, and as nobody had read it.
    fn of(self, item: &Item) -> Item {
        let appears = appears(item);
        let newest = Revision {
            number: item.revision(),
            entry: Arc::clone(&item.entry),
            seen: item.seen,
        };
        let mut past: Vec<Revision> = item.earlier.iter().cloned().chain([newest]).collect();
        past.truncate(self.revision.map_or(past.len(), |last| last + 1));
        for (number, revision) in past.iter_mut().enumerate() {
            let seen = revision.seen.max(appears);
            revision.seen = if number == 0 { appears } else { seen };
        }
        let last = past.pop();
        let (entry, seen) = last.map_or((Arc::clone(&item.entry), appears), |last| {
            (last.entry, last.seen)
        });
        Item {
            entry,
            seen,
            earlier: past,
            presence: match self.retracted {
                Some(since) => Presence::Retracted { since },
                None => Presence::OnPage,
            },
            read: false,
            read_as: None,
            changed_since_read: false,
            ..item.clone()
        }
    }
}

/// Returns when an update appears: when it was published, or first seen where that was earlier.
fn appears(item: &Item) -> DateTime<Utc> {
    item.time().min(item.first_seen())
}

/// Something that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Moment {
    at: DateTime<Utc>,
    /// Where the update stands: of two at the same time the older one comes first.
    order: Option<OrderKey>,
    what: What,
}

/// What happened; counts are from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// The blog said this of itself.
    Head(usize),
    /// An update was there in this revision.
    Shown { item: usize, revision: usize },
    /// An update was taken back.
    Retracted(usize),
}

impl Schedule {
    /// Takes what is known of a live blog; `blog_revisions` tells how its headline, standfirst and status changed, oldest
    /// first.
    /// `None` where there is no update.
    #[must_use]
    pub fn new(timeline: &Timeline, blog_revisions: Vec<BlogRevision>) -> Option<Self> {
        let items = timeline.items().to_vec();
        let mut moments = Vec::new();
        for (item, known) in items.iter().enumerate() {
            let order = Some(known.order);
            let mut at = appears(known);
            moments.push(Moment {
                at,
                order,
                what: What::Shown { item, revision: 0 },
            });
            let edits = known.earlier.iter().map(|revision| revision.seen);
            let edits = edits.chain([known.seen]).skip(1);
            for (revision, seen) in (1..).zip(edits) {
                at = at.max(seen);
                moments.push(Moment {
                    at,
                    order,
                    what: What::Shown { item, revision },
                });
            }
            if let Presence::Retracted { since } = known.presence {
                moments.push(Moment {
                    at: at.max(since),
                    order,
                    what: What::Retracted(item),
                });
            }
        }
        let start = moments.iter().map(|moment| moment.at).min()?;
        moments.extend(
            blog_revisions
                .iter()
                .enumerate()
                .map(|(head, said)| Moment {
                    // What it said first it said from its beginning, as far as anybody knows.
                    at: if head == 0 {
                        start
                    } else {
                        said.seen.max(start)
                    },
                    order: None,
                    what: What::Head(head),
                }),
        );
        moments.sort();
        Some(Self {
            blog: timeline.blog.clone(),
            items,
            blog_revisions,
            moments,
        })
    }

    /// Returns how many moments there are; at least one.
    pub(super) fn len(&self) -> usize {
        self.moments.len()
    }

    /// Returns when a moment is.
    pub(super) fn time(&self, moment: usize) -> Option<DateTime<Utc>> {
        self.moments.get(moment).map(|moment| moment.at)
    }

    /// Returns when the first moment is.
    pub(super) fn start(&self) -> DateTime<Utc> {
        self.time(0).unwrap_or_default()
    }

    /// Returns when the last moment is.
    pub(super) fn end(&self) -> DateTime<Utc> {
        self.time(self.len().saturating_sub(1)).unwrap_or_default()
    }

    /// Returns how many moments are over at a time.
    pub(super) fn until(&self, at: DateTime<Utc>) -> usize {
        self.moments.partition_point(|moment| moment.at <= at)
    }

    /// Returns how many moments are over before a time.
    pub(super) fn before(&self, at: DateTime<Utc>) -> usize {
        self.moments.partition_point(|moment| moment.at < at)
    }

    /// Returns the moments at which a key event appears.
    pub(super) fn key_events(&self) -> impl Iterator<Item = usize> {
        let moments = self.moments.iter().enumerate();
        moments.filter_map(|(at, moment)| match moment.what {
            What::Shown { item, revision: 0 } => {
                let marks = self.items.get(item)?.entry.marks;
                marks.key_event.then_some(at)
            }
            _ => None,
        })
    }

    /// Returns what some moments changed: the blog and each update as they are after them.
    pub(super) fn told(&self, from: usize, until: usize) -> Replayed {
        let mut changed: BTreeMap<usize, State> = BTreeMap::new();
        for moment in self.moments.get(from..until).unwrap_or_default() {
            match moment.what {
                What::Shown { item, revision } => {
                    changed.entry(item).or_default().revision = Some(revision);
                }
                What::Retracted(item) => {
                    changed.entry(item).or_default().retracted = Some(moment.at);
                }
                What::Head(_) => {}
            }
        }
        let items = changed.into_iter();
        let item = |(item, state): (usize, State)| Some(state.of(self.items.get(item)?));
        Replayed {
            blog: self.blog(until),
            items: items.filter_map(item).collect(),
        }
    }

    /// Returns the blog as it was after some moments. What it sums up in the end is told in the end.
    fn blog(&self, until: usize) -> LiveBlog {
        let is_over = until == self.len();
        let told = self.moments.get(..until).unwrap_or_default().iter().rev();
        let mut blog_revisions = told.filter_map(|moment| match moment.what {
            What::Head(head) => self.blog_revisions.get(head),
            _ => None,
        });
        let mut blog = self.blog.clone();
        blog.modified = None;
        if let Some(head) = blog_revisions.next() {
            blog.headline = head.headline.clone();
            blog.standfirst = head.standfirst.clone();
            blog.status = head.status;
        }
        if !is_over {
            blog.summary = Body::default();
            blog.moved_to = None;
            if blog.status != Status::NotBegun {
                blog.status = Status::Live;
            }
        }
        blog
    }
}
