//! Which update an entry is, where its id does not tell.
//!
//! Some pages make ids anew at every fetch. Others name an update in one part of the page earlier than in another: it
//! comes without an address first and has an id of its own later. Neither is a new update, nor is the old one gone.

use std::collections::{HashMap, HashSet};

use crate::model::{Entry, EntryId, Snapshot, Stamp};

use super::{Item, Timeline};

/// How many letters of a text tell it from others of the same minute, and how many it has at least to do so.
const BEGINNING: usize = 48;
const SHORTEST: usize = 12;

impl Timeline {
    /// Finds updates that are held under another id than a reading gives them.
    ///
    /// It has to be the only one of its minute with its headline, or with the beginning of its text, that the reading
    /// does not name.
    pub(super) fn aliases(&self, snapshot: &Snapshot) -> HashMap<EntryId, EntryId> {
        let strangers = snapshot.entries.iter();
        let strangers: Vec<&Entry> = strangers
            .filter(|entry| !self.places.contains_key(&entry.id))
            .collect();
        if strangers.is_empty() || self.items.is_empty() {
            return HashMap::new();
        }
        let named: HashSet<&EntryId> = snapshot.entries.iter().map(|e| &e.id).collect();
        let minutes: HashSet<i64> = strangers.iter().filter_map(|entry| minute(entry)).collect();
        let mut held: HashMap<i64, Vec<&Item>> = HashMap::new();
        for item in &self.items {
            let minute = minute(&item.entry).filter(|minute| minutes.contains(minute));
            if let Some(minute) = minute.filter(|_| !named.contains(&item.entry.id)) {
                held.entry(minute).or_default().push(item);
            }
        }
        let mut aliases = HashMap::new();
        let mut taken = HashSet::new();
        for stranger in strangers {
            let before = self.known_as.get(&stranger.id);
            let before = before.filter(|id| !named.contains(*id) && self.places.contains_key(*id));
            let alike = || {
                let of_minute = held.get(&minute(stranger)?)?;
                the_one(of_minute, stranger).map(|item| &item.entry.id)
            };
            let id = before.or_else(alike);
            if let Some(id) = id.filter(|id| taken.insert(*id)) {
                aliases.insert(stranger.id.clone(), id.clone());
            }
        }
        aliases
    }
}

/// Returns the held update that an entry is: the same in every word, or else the only one that begins like it.
fn the_one<'i>(held: &[&'i Item], stranger: &Entry) -> Option<&'i Item> {
    let fingerprint = stranger.fingerprint();
    let same = held
        .iter()
        .find(|item| item.entry.fingerprint() == fingerprint);
    if same.is_some() && !stranger.body.is_empty() {
        return same.copied();
    }
    let mut alike = held
        .iter()
        .filter(|item| begin_alike(&item.entry, stranger));
    let first = alike.next();
    first.filter(|_| alike.next().is_none()).copied()
}

fn begin_alike(one: &Entry, other: &Entry) -> bool {
    let headline = |entry: &Entry| {
        let headline = entry
            .headline
            .as_ref()
            .map(|headline| letters(headline.as_str()));
        headline.filter(|letters| !letters.is_empty())
    };
    if let Some((one, other)) = headline(one).zip(headline(other)) {
        return one == other;
    }
    let beginning = |entry: &Entry| -> String {
        let letters = letters(&entry.body.text());
        letters.chars().take(BEGINNING).collect()
    };
    let (one, other) = (beginning(one), beginning(other));
    one.len() >= SHORTEST && one == other
}

fn minute(entry: &Entry) -> Option<i64> {
    let published = entry.published.as_ref().map(Stamp::utc)?;
    Some(published.timestamp().div_euclid(60))
}

fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
