//! Whether an update is still there: what a reading should have shown and did not, and who may say that it is gone.
//!
//! Absence is judged for each witness by itself. One that never showed an update cannot miss it, and no witness misses
//! what lies outside of its own newest and oldest. What somebody said to be removed stays removed until a witness that
//! counts as much shows it again, or a weaker one that is known to be newer.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use chrono::{DateTime, Utc};

use super::{ChangeSet, MISSES_TO_RETRACT, MOST_TAKEN_BACK, Presence, Timeline, memory::Witnesses};
use crate::model::{EntryId, Witness};

/// The updates that a full window should have shown and did not.
#[derive(Debug, Default)]
pub(super) struct Absent {
    /// Those that may have been removed.
    pub(super) missing: Vec<EntryId>,
    /// Those that somebody said to be removed, and who agrees.
    gone: Vec<(EntryId, Witnesses)>,
    /// Who could have shown any of them.
    by: Witnesses,
}

/// From where to where each witness shows updates, as positions in the timeline.
struct Ranges(Vec<(Witness, usize, usize)>);

impl Ranges {
    fn widen(&mut self, witness: Witness, position: usize) {
        let found = self.0.iter_mut().find(|(by, ..)| *by == witness);
        match found {
            Some((_, first, last)) => {
                *first = position.min(*first);
                *last = position.max(*last);
            }
            None => self.0.push((witness, position, position)),
        }
    }

    /// Returns who of some witnesses would show an update at a position; anybody where none of them is known.
    fn expecting(&self, position: usize, shown_by: Witnesses) -> Witnesses {
        let anybody = shown_by.is_anybody();
        let around = self
            .0
            .iter()
            .filter(|(_, first, last)| (*first..=*last).contains(&position));
        let by = around.map(|(by, ..)| *by);
        by.filter(|by| anybody || shown_by.has(*by)).collect()
    }

    /// Returns who shows updates that are older than one at a position.
    fn reaching(&self, position: usize) -> Witnesses {
        let below = self.0.iter().filter(|(_, _, last)| *last >= position);
        below.map(|(by, ..)| *by).collect()
    }
}

impl Timeline {
    /// Finds what a full window should have shown and did not; `present` tells who showed what it did.
    ///
    /// A pinned update stands on the page wherever its own place is, and tells nothing of its neighbours. Where more
    /// is missing than is there, the window has gaps after all: newsrooms do not take back so much at once.
    pub(super) fn absent(&self, present: &HashMap<EntryId, Witnesses>) -> Absent {
        let mut absent = Absent::default();
        let mut ranges = Ranges(Vec::new());
        for (position, item) in self.items.iter().enumerate() {
            if let Some(by) = present.get(&item.entry.id)
                && !item.entry.marks.pinned
            {
                by.iter().for_each(|by| ranges.widen(by, position));
            }
        }
        absent.by = ranges.0.iter().map(|(by, ..)| *by).collect();
        let last = ranges.0.iter().map(|(_, _, last)| *last).max();
        let reach = last.map_or(0, |last| last + 1);
        for (position, item) in self.items[..reach].iter().enumerate() {
            let id = &item.entry.id;
            if present.contains_key(id) {
                continue;
            }
            if item.memory.removed_by.is_some() {
                let agree = ranges.reaching(position);
                absent.gone.push((id.clone(), agree));
            }
            // What only an older page ever showed cannot go missing from the newest.
            let expected = ranges.expecting(position, item.memory.shown_by);
            if item.order.poll >= 0 && !expected.is_empty() {
                absent.missing.push(id.clone());
            }
        }
        if absent.missing.len() > present.len() {
            absent.missing.clear();
        }
        absent
    }

    /// Takes notice of what a full window was without.
    pub(super) fn doubt(&mut self, absent: &Absent, at: DateTime<Utc>, changes: &mut ChangeSet) {
        self.miss(&absent.missing, at, changes);
        // What is no longer missed in a row is no longer under suspicion.
        let missing: HashSet<&EntryId> = absent.missing.iter().collect();
        for item in &mut self.items {
            let shown_by = item.memory.shown_by;
            let is_judged = shown_by.is_anybody() || !shown_by.in_both(absent.by).is_empty();
            if matches!(item.presence, Presence::Missing { .. })
                && is_judged
                && !missing.contains(&item.entry.id)
            {
                item.presence = Presence::OnPage;
                changes.touched.push(item.entry.id.clone());
            }
        }
        for (id, by) in &absent.gone {
            self.change(id, |item| {
                let agree = item.memory.missed_by.and(*by);
                let is_news = agree != item.memory.missed_by;
                item.memory.missed_by = agree;
                if is_news {
                    changes.touched.push(id.clone());
                }
                is_news
            });
        }
    }

    /// Takes notice of what is missing from one more reading.
    pub(super) fn miss(&mut self, missing: &[EntryId], at: DateTime<Utc>, changes: &mut ChangeSet) {
        for id in missing {
            let Some((position, item)) = self.find(id) else {
                continue;
            };
            match item.presence {
                Presence::Retracted { .. } => {}
                Presence::Missing { since, times } if times + 1 >= MISSES_TO_RETRACT => {
                    self.items[position].presence = Presence::Retracted { since };
                    changes.retracted.push(id.clone());
                }
                Presence::Missing { since, times } => {
                    self.items[position].presence = Presence::Missing {
                        since,
                        times: times + 1,
                    };
                    changes.touched.push(id.clone());
                }
                Presence::OnPage => {
                    self.items[position].presence = Presence::Missing {
                        since: at,
                        times: 1,
                    };
                    changes.touched.push(id.clone());
                }
            }
        }
    }

    /// Forgets what was taken back long ago and never seen.
    pub(super) fn forget_long_taken_back(&mut self) {
        let mut since: Vec<_> = self.taken_back.values().map(|(_, at)| *at).collect();
        since.sort_unstable_by_key(|at| Reverse(*at));
        if let Some(last) = since.get(MOST_TAKEN_BACK - 1) {
            self.taken_back.retain(|_, (_, at)| *at >= *last);
        }
    }

    /// Takes an update back, as somebody says.
    pub(super) fn retract(
        &mut self,
        id: &EntryId,
        by: Witness,
        at: DateTime<Utc>,
        changes: &mut ChangeSet,
    ) {
        let Some((position, _)) = self.find(id) else {
            self.taken_back.insert(id.clone(), (by, at));
            return;
        };
        let item = &mut self.items[position];
        let is_news = item.memory.removed_by.is_none();
        item.memory.removed_by = item.memory.removed_by.max(Some(by));
        if !item.is_retracted() {
            item.presence = Presence::Retracted { since: at };
            changes.retracted.push(id.clone());
        } else if is_news {
            changes.touched.push(id.clone());
        }
    }
}
