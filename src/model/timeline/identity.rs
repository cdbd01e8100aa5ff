//! Which update an entry is, where its id does not tell.
//!
//! Some pages make ids anew at every fetch, or of a headline, or count updates from the top. Others name an update in
//! one part of the page earlier than in another: it comes without an address or a time first and has them later.
//! Neither is a new update, nor is the old one gone. It is known again by its words, by its time, where that was not
//! guessed, and by its place between neighbours. A time that was guessed, or is told as "5 min ago", or as a day,
//! neither makes an identity nor breaks one.

use std::collections::{HashMap, HashSet};

use crate::model::{Entry, EntryId, Snapshot, letters};

use super::{Timeline, known_time, words::Words};

/// How many letters of a text tell it from others.
const BEGINNING: usize = 48;

/// How many letters tell an update from others of which the time is not known.
const TELLING: usize = 24;

/// By how many minutes a newsroom mends a time at most.
const MENDED: i64 = 60;

/// The nearest updates above and below that a reading names and the timeline holds.
type Place<'e> = (Option<&'e EntryId>, Option<&'e EntryId>);

/// What an update is known again by.
struct Face<'e> {
    entry: &'e Entry,
    minute: Option<i64>,
    headline: String,
    beginning: String,
    between: Place<'e>,
}

/// The held updates that may be the strangers of a reading, by what they can be known by.
struct HeldIndex<'e> {
    faces: Vec<Face<'e>>,
    named: HashMap<&'e EntryId, usize>,
    by: HashMap<Key<'e>, Vec<usize>>,
    taken: HashSet<usize>,
}

#[derive(PartialEq, Eq, Hash)]
enum Key<'e> {
    Minute(i64),
    Headline(String),
    Beginning(String),
    Between(Option<&'e EntryId>, Option<&'e EntryId>),
}

impl Timeline {
    /// Finds updates that are held under another id than a reading gives them, and new names for new updates that
    /// bear the id of another.
    ///
    /// A stranger has to be the only one that looks like a held update, and the reading must not name that.
    pub(super) fn aliases(&self, snapshot: &Snapshot) -> HashMap<EntryId, EntryId> {
        let counted = self.are_positions(snapshot);
        let is_known = |id: &EntryId| !counted && self.places.contains_key(id);
        let strangers = snapshot.entries.iter().filter(|e| !is_known(&e.id));
        if self.items.is_empty() || strangers.clone().next().is_none() {
            return HashMap::new();
        }
        let named: HashSet<&EntryId> = snapshot.entries.iter().map(|e| &e.id).collect();
        let named = if counted { HashSet::new() } else { named };
        let places = between(snapshot.entries.iter().map(|entry| {
            let id = Some(&entry.id);
            (entry, id.filter(|id| is_known(id)))
        }));
        let strangers: Vec<Face> = places
            .into_iter()
            .filter(|(entry, _)| !is_known(&entry.id))
            .map(|(entry, place)| Face::of(entry, place))
            .collect();
        let mut held = self.candidates(&strangers, &named, snapshot.entries.len());
        let mut aliases = HashMap::new();
        if !counted {
            for stranger in &strangers {
                let before = self.known_as.get(&stranger.entry.id);
                let before =
                    before.filter(|id| !named.contains(*id) && self.places.contains_key(*id));
                if let Some(before) = before.filter(|id| held.let_go(id)) {
                    aliases.insert(stranger.entry.id.clone(), before.clone());
                }
            }
        }
        // What is the same in every word goes first, so that no other takes its place.
        for in_every_word in [true, false] {
            for stranger in &strangers {
                let id = &stranger.entry.id;
                if !aliases.contains_key(id)
                    && let Some(other) = held.take(stranger, in_every_word)
                {
                    aliases.insert(id.clone(), other);
                }
            }
        }
        if counted {
            for stranger in &strangers {
                let id = &stranger.entry.id;
                if !aliases.contains_key(id) && self.places.contains_key(id) {
                    aliases.insert(id.clone(), self.new_name(stranger.entry));
                }
            }
        }
        aliases.retain(|id, other| id != other);
        aliases
    }

    /// Tells whether the ids of a reading count from the top of the page: what stood under one stands under another
    /// now.
    fn are_positions(&self, snapshot: &Snapshot) -> bool {
        let changed = snapshot.entries.iter().filter_map(|entry| {
            let held = &*self.get(&entry.id)?.entry;
            let same = held.body == entry.body && held.headline == entry.headline;
            (!same && held.fingerprint() != entry.fingerprint()).then_some(held)
        });
        let changed: Vec<&Entry> = changed.collect();
        if changed.is_empty() {
            return false;
        }
        let shown = snapshot.entries.iter().map(Entry::fingerprint);
        let shown: HashSet<u128> = shown.collect();
        let moved = changed
            .iter()
            .filter(|held| is_telling(held) && shown.contains(&held.fingerprint()))
            .count();
        moved > 0 && moved * 2 >= changed.len()
    }

    /// Makes a name for a new update that bears the id of another.
    fn new_name(&self, entry: &Entry) -> EntryId {
        let (id, content) = (&entry.id, entry.body.fingerprint());
        let names = (0..).map(|n| EntryId::new(&format!("{id}+{:016x}", content.wrapping_add(n))));
        let mut free = names.filter(|name| !self.places.contains_key(name));
        free.next().unwrap_or_else(|| entry.id.clone())
    }

    /// Returns the held updates that strangers may be and that a reading of so many updates does not name.
    fn candidates<'t>(
        &'t self,
        strangers: &[Face],
        named: &HashSet<&EntryId>,
        shown: usize,
    ) -> HeldIndex<'t> {
        let minutes = strangers.iter().filter_map(|face| face.minute);
        let hours: HashSet<i64> = minutes.map(|minute| minute.div_euclid(MENDED)).collect();
        let is_near_in_time = |minute: i64| {
            let hour = minute.div_euclid(MENDED);
            (hour - 1..=hour + 1).any(|hour| hours.contains(&hour))
        };
        // What has no time can only be what a page as long as this one may still have shown.
        let reach = shown * 2;
        let timeless = strangers.iter().any(|face| face.minute.is_none());
        let places = between(self.items.iter().map(|item| {
            let id = Some(&item.entry.id);
            (&*item.entry, id.filter(|id| named.contains(id)))
        }));
        let held = places.into_iter().enumerate().filter(|(place, held)| {
            let near = *place < reach;
            !named.contains(&held.0.id)
                && match minute(held.0) {
                    Some(minute) => is_near_in_time(minute) || (timeless && near),
                    None => near,
                }
        });
        let faces = held.map(|(_, (entry, place))| Face::of(entry, place));
        HeldIndex::new(faces.collect())
    }
}

/// Says of every update between which two of the known ones it stands.
fn between<'e>(
    updates: impl Iterator<Item = (&'e Entry, Option<&'e EntryId>)>,
) -> Vec<(&'e Entry, Place<'e>)> {
    let mut above = None;
    let mut known = Vec::new();
    let mut places: Vec<_> = updates
        .map(|(entry, id)| {
            let place = (entry, (above, None));
            above = id.or(above);
            known.push(id);
            place
        })
        .collect();
    let mut below = None;
    for ((_, place), id) in places.iter_mut().zip(known).rev() {
        place.1 = below;
        below = id.or(below);
    }
    places
}

impl<'e> HeldIndex<'e> {
    fn new(faces: Vec<Face<'e>>) -> Self {
        let mut by: HashMap<Key<'e>, Vec<usize>> = HashMap::new();
        for (place, face) in faces.iter().enumerate() {
            for key in face.keys() {
                by.entry(key).or_default().push(place);
            }
        }
        let named = faces.iter().enumerate();
        Self {
            named: named.map(|(place, face)| (&face.entry.id, place)).collect(),
            faces,
            by,
            taken: HashSet::new(),
        }
    }

    /// Takes the one of an id out, should it be among these; tells whether it was not taken before.
    fn let_go(&mut self, id: &EntryId) -> bool {
        let place = self.named.get(id);
        place.is_none_or(|place| self.taken.insert(*place))
    }

    /// Takes the one that a stranger is: the only one that looks like it, or the one that is the same in every word.
    fn take(&mut self, stranger: &Face<'_>, in_every_word: bool) -> Option<EntryId> {
        let mut found: Vec<usize> = Vec::new();
        for key in stranger.keys() {
            let places = self.by.get(&key).into_iter().flatten();
            found.extend(places.filter(|place| !self.taken.contains(place)));
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|place| {
            let face = &self.faces[*place];
            stranger.is_same(face) || (!in_every_word && stranger.looks_like(face))
        });
        let is_same = |place: &&usize| stranger.is_same(&self.faces[**place]);
        let place = match found[..] {
            [only] => only,
            _ => *found.iter().find(is_same)?,
        };
        self.taken.insert(place);
        Some(self.faces[place].entry.id.clone())
    }
}

impl<'e> Face<'e> {
    fn of(entry: &'e Entry, between: Place<'e>) -> Self {
        let headline = entry.titled();
        Self {
            entry,
            minute: minute(entry),
            headline: headline.map_or_else(String::new, |words| letters(words.as_str())),
            beginning: letters(&entry.body.text())
                .chars()
                .take(BEGINNING)
                .collect(),
            between,
        }
    }

    fn keys(&self) -> impl Iterator<Item = Key<'e>> {
        let (above, below) = self.between;
        [
            self.minute.map(Key::Minute),
            Some(Key::Headline(self.headline.clone())).filter(|_| !self.headline.is_empty()),
            Some(Key::Beginning(self.beginning.clone())).filter(|_| !self.beginning.is_empty()),
            (above.or(below).is_some()).then_some(Key::Between(above, below)),
        ]
        .into_iter()
        .flatten()
    }

    /// Tells whether the words are the same, and nothing speaks against it.
    fn is_same(&self, other: &Face<'_>) -> bool {
        let at_its_place = self.between == other.between && self.stands_between();
        let in_time = match self.minute.zip(other.minute) {
            Some((one, other)) => one == other || ((one - other).abs() <= MENDED && at_its_place),
            None => at_its_place || is_telling(self.entry),
        };
        in_time && self.entry.fingerprint() == other.entry.fingerprint()
    }

    fn looks_like(&self, other: &Face<'_>) -> bool {
        let same_headline = !self.headline.is_empty() && self.headline == other.headline;
        let have_headlines = !self.headline.is_empty() && !other.headline.is_empty();
        let same_beginning = !self.beginning.is_empty() && self.beginning == other.beginning;
        // Under another headline a few words are no proof.
        let enough = !have_headlines || self.beginning.len() >= TELLING;
        let letters = self.headline.len() + self.beginning.len();
        let edited_at_its_place = || {
            let words = |face: &Face| Words::of(&face.entry.body.text());
            self.between == other.between
                && self.stands_between()
                && is_telling(self.entry)
                && is_telling(other.entry)
                && words(self).are_mostly_of(&words(other))
        };
        match self.minute.zip(other.minute) {
            Some((one, other)) if one != other => false,
            Some(_) => same_headline || (same_beginning && enough) || edited_at_its_place(),
            // Without a time the words have to tell more.
            None => {
                (same_beginning && self.headline == other.headline && letters >= BEGINNING)
                    || edited_at_its_place()
            }
        }
    }

    fn stands_between(&self) -> bool {
        self.between.0.or(self.between.1).is_some()
    }
}

/// Tells whether an update has words enough that two with the same are one.
fn is_telling(entry: &Entry) -> bool {
    let headline = entry.titled();
    let headline = headline.map_or(0, |words| letters(words.as_str()).len());
    headline + letters(&entry.body.text()).len() >= TELLING
}

/// Returns the minute of an update, where that is known and not guessed.
fn minute(entry: &Entry) -> Option<i64> {
    Some(known_time(entry)?.timestamp().div_euclid(60))
}
