//! How older pages join a timeline: below everything, and as history instead of news.

use chrono::{DateTime, Utc};

use super::revise::{ReadingContext, believed};
use super::{ChangeSet, Item, Timeline};
use crate::model::{Entry, Snapshot};

impl Timeline {
    /// Takes a page of older updates in.
    ///
    /// What it adds counts as read: it is history. An update that is held already is revised only where the page says
    /// that it was changed later, for older pages come out of caches. Absence proves nothing, and what the page says
    /// of the blog as a whole is not looked at.
    pub fn merge_older(&mut self, snapshot: &Snapshot, at: DateTime<Utc>) -> ChangeSet {
        self.polls += 1;
        let mut changes = ChangeSet::default();
        let reading = ReadingContext::new(snapshot, at);
        let aliases = self.aliases(snapshot);
        // Without any time of its own an older page still lies below what is held.
        let oldest = self.items.last().map(|item| item.order.at);
        let orders = self.orders(snapshot, at, oldest);
        let mut arrivals = Vec::new();
        for (entry, mut order) in snapshot.entries.iter().zip(orders) {
            order.poll = -self.polls;
            let id = aliases.get(&entry.id).unwrap_or(&entry.id);
            if let Some(item) = self.get(id) {
                if is_later(entry, &item.entry, at) {
                    self.revise(id.clone(), entry, &reading, &mut changes);
                }
            } else if self.may_arrive(id, entry, &reading) {
                self.places.insert(id.clone(), order);
                changes.added.push(id.clone());
                arrivals.push(Item {
                    read: true,
                    ..Item::arrived(id.clone(), entry, order, at)
                });
            }
        }
        self.insert(arrivals);
        changes
    }
}

/// Tells whether an update says that it was changed after another state of it.
fn is_later(read: &Entry, held: &Entry, at: DateTime<Utc>) -> bool {
    let changed = |entry: &Entry| entry.modified.as_ref().and_then(|m| believed(m, at));
    changed(read)
        .zip(changed(held))
        .is_some_and(|(read, held)| read > held)
}
