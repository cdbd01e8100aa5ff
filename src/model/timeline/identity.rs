//! Which update an entry is, where its id does not tell.
//!
//! Some pages make ids anew at every fetch. Others name an update in one part of the page earlier than in another: it
//! comes without an address or a time first and has them later. Neither is a new update, nor is the old one gone.

use std::collections::{HashMap, HashSet};

use crate::model::{Entry, EntryId, Snapshot, Stamp, letters};

use super::Timeline;

/// How many letters of a text tell it from others.
const BEGINNING: usize = 48;

/// What an update is known again by.
struct Face<'e> {
    entry: &'e Entry,
    minute: Option<i64>,
    headline: String,
    beginning: String,
}

impl Timeline {
    /// Finds updates that are held under another id than a reading gives them.
    ///
    /// It has to be the only one that looks like it and that the reading does not name.
    pub(super) fn aliases(&self, snapshot: &Snapshot) -> HashMap<EntryId, EntryId> {
        let strangers = snapshot.entries.iter();
        let strangers = strangers.filter(|entry| !self.places.contains_key(&entry.id));
        let strangers: Vec<Face> = strangers.map(Face::of).collect();
        if strangers.is_empty() || self.items.is_empty() {
            return HashMap::new();
        }
        let named: HashSet<&EntryId> = snapshot.entries.iter().map(|e| &e.id).collect();
        let minutes: HashSet<i64> = strangers.iter().filter_map(|face| face.minute).collect();
        // What has no time can only be what a page as long as this one may still have shown.
        let reach = snapshot.entries.len() * 2;
        let timeless = strangers.iter().any(|face| face.minute.is_none());
        let held = self.items.iter().enumerate().filter(|(place, item)| {
            let near = || *place < reach;
            !named.contains(&item.entry.id)
                && match minute(&item.entry) {
                    Some(minute) => minutes.contains(&minute) || (timeless && near()),
                    None => near(),
                }
        });
        let held: Vec<Face> = held.map(|(_, item)| Face::of(&item.entry)).collect();
        let mut aliases = HashMap::new();
        let mut taken = HashSet::new();
        for stranger in &strangers {
            let before = self.known_as.get(&stranger.entry.id);
            let before = before.filter(|id| !named.contains(*id) && self.places.contains_key(*id));
            let id = before.or_else(|| Some(&stranger.only_one_in(&held)?.entry.id));
            if let Some(id) = id.filter(|id| taken.insert(*id)) {
                aliases.insert(stranger.entry.id.clone(), id.clone());
            }
        }
        aliases
    }
}

impl<'e> Face<'e> {
    fn of(entry: &'e Entry) -> Self {
        let headline = entry.headline.as_ref();
        Self {
            entry,
            minute: minute(entry),
            headline: headline.map_or_else(String::new, |words| letters(words.as_str())),
            beginning: letters(&entry.body.text())
                .chars()
                .take(BEGINNING)
                .collect(),
        }
    }

    /// Returns the one that this is: the same in every word, or else the only one that looks like it.
    fn only_one_in<'f>(&self, held: &'f [Self]) -> Option<&'f Self> {
        let alike = held.iter().filter(|other| self.looks_like(other));
        let alike: Vec<&Self> = alike.collect();
        match alike[..] {
            [] => None,
            [only] => Some(only),
            _ => {
                let fingerprint = self.entry.fingerprint();
                let mut same = alike.into_iter();
                same.find(|other| other.entry.fingerprint() == fingerprint)
            }
        }
    }

    fn looks_like(&self, other: &Self) -> bool {
        let headlines = [&self.headline, &other.headline];
        let have_headlines = headlines.iter().all(|headline| !headline.is_empty());
        let same_headline = have_headlines && self.headline == other.headline;
        let same_beginning = self.beginning == other.beginning;
        match self.minute.zip(other.minute) {
            Some((one, other)) if one != other => false,
            Some(_) if have_headlines => same_headline,
            Some(_) => same_beginning && !self.beginning.is_empty(),
            // Without a time the words have to tell more.
            None => {
                same_beginning
                    && self.headline == other.headline
                    && self.headline.len() + self.beginning.len() >= BEGINNING
            }
        }
    }
}

fn minute(entry: &Entry) -> Option<i64> {
    let published = entry.published.as_ref().map(Stamp::utc)?;
    Some(published.timestamp().div_euclid(60))
}
