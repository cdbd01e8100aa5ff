//! How a timeline takes in what was kept elsewhere: the rest of a history, or what another instance saw.

use super::{ChangeSet, Item, Timeline};

impl Timeline {
    /// Takes in updates with their whole past, as a history holds them.
    ///
    /// An update that is held already is replaced by a state that is as late or later, keeps its place, and is read
    /// where either side says so. Taking the same in again changes nothing.
    pub fn absorb(&mut self, items: Vec<Item>) -> ChangeSet {
        let mut changes = ChangeSet::default();
        let mut arrivals = Vec::new();
        for item in items {
            self.polls = self.polls.max(item.order.poll.saturating_abs());
            let id = &item.entry.id;
            if self.places.contains_key(id) {
                self.replace(item, &mut changes);
            } else {
                self.places.insert(id.clone(), item.order);
                changes.added.push(id.clone());
                arrivals.push(item);
            }
        }
        self.insert(arrivals);
        changes
    }

    fn replace(&mut self, item: Item, changes: &mut ChangeSet) {
        let id = item.entry.id.clone();
        let Some((position, held)) = self.find(&id) else {
            return;
        };
        let (was_read, read_as) = (held.read, held.read_as.max(item.read_as));
        if item.read && (!was_read || held.read_as < item.read_as) {
            self.set_read(&id, true);
            changes.touched.push(id.clone());
        }
        let held = &mut self.items[position];
        // Read as it was there, which may be less than is known here.
        held.read_as = read_as;
        if (item.revision(), item.seen) < (held.revision(), held.seen) {
            self.weigh_edit(&id);
            return;
        }
        let gone = (held.is_retracted(), item.is_retracted());
        // The same revision in other words is another witness's.
        let edited = item.revision() > held.revision();
        let list = if edited && held.entry.fingerprint() != item.entry.fingerprint() {
            Some(&mut changes.revised)
        } else if gone == (false, true) {
            Some(&mut changes.retracted)
        } else if gone == (true, false) {
            Some(&mut changes.restored)
        } else if held.presence != item.presence
            || held.bookmarked != item.bookmarked
            || held.entry != item.entry
            || held.memory != item.memory
        {
            Some(&mut changes.touched)
        } else {
            None
        };
        if let Some(list) = list.filter(|list| list.last() != Some(&id)) {
            list.push(id.clone());
        }
        if item.entry.marks.points_out_more_than(held.entry.marks) {
            changes.marked.push(id.clone());
        }
        *held = Item {
            order: held.order,
            read: held.read,
            read_as,
            ..item
        };
        self.weigh_edit(&id);
    }
}
