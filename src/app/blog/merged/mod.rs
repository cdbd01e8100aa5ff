//! Several live blogs of one story, read as one: their updates in one timeline, by time.
//!
//! The merged timeline is a live blog of its own, whose updates are [made](projection) from those of the others, each
//! with its publisher's short name before it. So all that holds for a live blog on the screen holds here: the same
//! window, the same reading pane, the same rules of what may move. What is done to an update here is done to the one
//! that it was made from, which is found by its [`Origin`].
//!
//! What two newsrooms tell alike is [folded](folds): the update that stands first stays, the others are named under
//! it, and stand in the timeline themselves only where the reader opens them.

mod folds;
mod names;
mod projection;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::{DateTime, Utc};

use super::{Followed, View, exchange::BlogId, feed::Freshness};
use crate::model::{
    ChangeSet, Clean, Entry, EntryId, Item, LiveBlog, Revision, Status, Timeline, Zone,
};
use folds::Folds;
use projection::Also;

/// Names the merged timeline among the open live blogs.
pub(in crate::app) const MERGED: BlogId = BlogId(usize::MAX);

/// Which update of which live blog one of the merged timeline was made from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    /// The live blog.
    pub blog: BlogId,
    /// The update.
    pub id: EntryId,
}

/// Several live blogs, read as one.
#[derive(Debug)]
pub(in crate::app) struct Merged {
    /// The live blog on the screen.
    pub(in crate::app) view: Followed,
    /// The live blogs in it, with their short names.
    members: Vec<(BlogId, Clean)>,
    made: HashMap<EntryId, Made>,
    folds: Folds,
    /// The updates whose folded ones stand in the timeline, too.
    opened: HashSet<Origin>,
    /// What it was last made of.
    of: Option<State>,
}

/// An update of the merged timeline, and what it was made from: made anew only where that changed, so that what did
/// not change is seen not to.
#[derive(Debug)]
struct Made {
    origin: Origin,
    from: Arc<Entry>,
    also: Vec<Also>,
    name: Clean,
    entry: Arc<Entry>,
    earlier: Vec<Revision>,
}

/// What tells whether it has to be made anew.
#[derive(Debug, PartialEq, Eq)]
struct State {
    changes: Vec<(BlogId, u64)>,
    opened: HashSet<Origin>,
    zone: Zone,
}

impl Merged {
    pub(in crate::app) fn new() -> Self {
        Self {
            view: Followed::new(MERGED, Clean::line("merged timeline"), None),
            members: Vec::new(),
            made: HashMap::new(),
            folds: Folds::default(),
            opened: HashSet::new(),
            of: None,
        }
    }

    /// Returns how many live blogs are in it.
    pub(in crate::app) fn count(&self) -> usize {
        self.members.len()
    }

    /// Returns what an update was made from.
    pub(in crate::app) fn origin(&self, id: &EntryId) -> Option<&Origin> {
        self.made.get(id).map(|made| &made.origin)
    }

    /// Returns what an update stands for: what it was made from, and what is folded under it.
    pub(in crate::app) fn stands_for(&self, id: &EntryId) -> Vec<Origin> {
        let Some(origin) = self.origin(id) else {
            return Vec::new();
        };
        let folded = if self.opened.contains(origin) {
            Vec::new()
        } else {
            self.folds.under(origin)
        };
        std::iter::once(origin.clone()).chain(folded).collect()
    }

    /// Returns the name of an update's publisher and its number among the live blogs.
    pub(in crate::app) fn publisher(&self, id: &EntryId) -> Option<(usize, &Clean)> {
        let origin = self.origin(id)?;
        let mut members = self.members.iter().enumerate();
        let (number, (_, name)) = members.find(|(_, (blog, _))| *blog == origin.blog)?;
        Some((number, name))
    }

    /// Returns the update that stands for another one, which may be folded under it.
    pub(in crate::app) fn shown_for(&self, origin: &Origin) -> EntryId {
        let own = merged_id(origin);
        if self.made.contains_key(&own) {
            return own;
        }
        self.folds.head(origin).map_or(own, merged_id)
    }

    /// Opens what is folded under an update, or folds it again; returns the update that stands for it all, where there
    /// is anything folded.
    pub(in crate::app) fn turn_fold(&mut self, id: &EntryId) -> Option<EntryId> {
        let origin = self.origin(id)?;
        let head = self.folds.head(origin).unwrap_or(origin).clone();
        if self.folds.under(&head).is_empty() {
            return None;
        }
        if !self.opened.remove(&head) {
            self.opened.insert(head.clone());
        }
        Some(merged_id(&head))
    }

    /// Takes up what is known of the live blogs now; `looks` where the reader may be looking at the newest end.
    pub(in crate::app) fn renew(
        &mut self,
        blogs: &[&Followed],
        looks: bool,
        view: View,
        now: DateTime<Utc>,
    ) {
        self.view.feed.freshness = freshness(blogs);
        let state = State {
            changes: blogs.iter().map(|b| (b.id, b.feed.changes())).collect(),
            opened: self.opened.clone(),
            zone: view.zone,
        };
        if self.of.as_ref() == Some(&state) {
            return;
        }
        self.of = Some(state);
        let names = names::short(blogs);
        self.members = blogs.iter().map(|blog| blog.id).zip(names).collect();
        self.fold(blogs);
        let items = self.make(blogs, view.zone);
        let head = LiveBlog {
            headline: self.headline(),
            status: status(blogs, now),
            ..LiveBlog::default()
        };
        let timeline = Timeline::restore(head, items);
        let changes = changes(self.view.timeline(), &timeline);
        self.view.change(looks, view, |feed| {
            feed.replace(timeline);
            changes
        });
        self.view.window.forget_gone(&self.view.feed);
    }

    fn fold(&mut self, blogs: &[&Followed]) {
        let mut items: Vec<(Origin, &Item, &str)> = Vec::new();
        for blog in blogs {
            let language = blog.timeline().blog.language.as_str();
            items.extend(blog.timeline().items().iter().map(|item| {
                let origin = Origin {
                    blog: blog.id,
                    id: item.entry.id.clone(),
                };
                (origin, item, language)
            }));
        }
        // What came first is what the others are folded under.
        items.sort_by(|(a, one, _), (b, other, _)| (one.order.at, a).cmp(&(other.order.at, b)));
        self.folds.take(&items);
    }

    /// Makes the updates.
    fn make(&mut self, blogs: &[&Followed], zone: Zone) -> Vec<Item> {
        let item = |origin: &Origin| {
            let blog = blogs.iter().find(|blog| blog.id == origin.blog)?;
            blog.timeline().get(&origin.id)
        };
        let name = |id: BlogId| {
            let mut members = self.members.iter();
            let member = members.find(|(blog, _)| *blog == id);
            member.map(|(_, name)| name.clone()).unwrap_or_default()
        };
        let mut before = std::mem::take(&mut self.made);
        let mut items = Vec::new();
        for blog in blogs {
            let name_here = name(blog.id);
            for held in blog.timeline().items() {
                let origin = Origin {
                    blog: blog.id,
                    id: held.entry.id.clone(),
                };
                let head = self.folds.head(&origin);
                if head.is_some_and(|head| !self.opened.contains(head)) {
                    continue;
                }
                let under = self.folds.under(&origin);
                let also = under.iter().filter_map(|under| {
                    Some(Also::new(&name(under.blog), item(under)?, held, zone))
                });
                let also: Vec<Also> = also.collect();
                let id = merged_id(&origin);
                let made = before.remove(&id).filter(|made| {
                    Arc::ptr_eq(&made.from, &held.entry)
                        && made.also == also
                        && made.name == name_here
                        && made.earlier.last().map(|last| last.number)
                            == held.earlier.last().map(|last| last.number)
                });
                let made = made.unwrap_or_else(|| {
                    let make = |entry: &Entry| {
                        Arc::new(projection::entry(entry, id.clone(), &name_here, &also))
                    };
                    let earlier = held.earlier.iter().map(|revision| Revision {
                        number: revision.number,
                        entry: make(&revision.entry),
                        seen: revision.seen,
                    });
                    Made {
                        origin,
                        from: Arc::clone(&held.entry),
                        name: name_here.clone(),
                        entry: make(&held.entry),
                        earlier: earlier.collect(),
                        also: also.clone(),
                    }
                });
                items.push(Item {
                    entry: Arc::clone(&made.entry),
                    earlier: made.earlier.clone(),
                    // Its place was given in its own live blog, and is not looked at again.
                    memory: crate::model::WitnessMemory::default(),
                    ..held.clone()
                });
                self.made.insert(id, made);
            }
        }
        items
    }

    fn headline(&self) -> Clean {
        let names: Vec<&str> = self.members.iter().map(|(_, name)| name.as_str()).collect();
        Clean::line(&names.join(" + "))
    }
}

/// Returns the name of an update in the merged timeline.
fn merged_id(origin: &Origin) -> EntryId {
    EntryId::new(&format!("{} {}", origin.blog.0, origin.id))
}

/// Says how the polls of all of them go: as of the one that was checked longest ago, up to the next one that is due.
fn freshness(blogs: &[&Followed]) -> Freshness {
    let all = || blogs.iter().map(|blog| &blog.feed.freshness);
    let failure = all().all(|one| one.failure.is_some());
    Freshness {
        checking: all().any(|one| one.checking),
        checked: all().filter_map(|one| one.checked).min(),
        next: all().filter_map(|one| one.next).min(),
        failure: all()
            .find_map(|one| one.failure.clone())
            .filter(|_| failure),
        trouble: all().find_map(|one| one.trouble).filter(|_| failure),
        leads: Vec::new(),
        paused: all().all(|one| one.paused),
        elsewhere: all().all(|one| one.elsewhere),
    }
}

/// Says whether any of them runs.
fn status(blogs: &[&Followed], now: DateTime<Utc>) -> Status {
    let mut all = blogs.iter().map(|blog| blog.feed.status(now));
    let first = all.next().unwrap_or_default();
    if first == Status::Live || all.any(|status| status == Status::Live) {
        Status::Live
    } else {
        first
    }
}

/// Says how one timeline became another.
fn changes(old: &Timeline, new: &Timeline) -> ChangeSet {
    let mut changes = ChangeSet::default();
    for item in new.items() {
        let id = &item.entry.id;
        let Some(before) = old.get(id) else {
            changes.added.push(id.clone());
            continue;
        };
        if before.revision() != item.revision() {
            changes.revised.push(id.clone());
        } else if before != item {
            changes.touched.push(id.clone());
        }
    }
    changes
}
