//! What is remembered of an update beside its state: who shows it, and what each witness last said of it.

use serde::{Deserialize, Serialize};

use crate::model::{Entry, Provenance, Voice, Witness};

/// What a timeline remembers of an update so that it can tell an edit from another witness's words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WitnessMemory {
    /// Who ever showed it.
    #[serde(skip_serializing_if = "Witnesses::is_empty")]
    pub(super) shown_by: Witnesses,
    /// Whose reading was without it after somebody said that it was removed.
    #[serde(skip_serializing_if = "Witnesses::is_empty")]
    pub(super) missed_by: Witnesses,
    /// Who said that it was removed; `None` where nobody did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) removed_by: Option<Witness>,
    /// Whether its place rests on no time, on a day or on a guess.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) place_guessed: bool,
    /// What those last said whose words are not the ones held.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    words: Vec<LastWord>,
}

/// What somebody last said of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct LastWord {
    field: Field,
    by: Voice,
    content: u64,
}

/// The fields of which an edit makes a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Field {
    Headline,
    Body,
}

impl WitnessMemory {
    /// Returns what somebody last said of a field, where that are not the words held.
    pub(super) fn last_word(&self, field: Field, by: Voice) -> Option<u64> {
        let mut words = self.words.iter();
        let word = words.find(|word| (word.field, word.by) == (field, by))?;
        Some(word.content)
    }

    pub(super) fn remember(&mut self, field: Field, by: Voice, content: u64) {
        self.forget(field, by);
        self.words.push(LastWord { field, by, content });
    }

    /// Forgets what somebody said whose words are now the ones held.
    pub(super) fn forget(&mut self, field: Field, by: Voice) {
        self.words
            .retain(|word| (word.field, word.by) != (field, by));
    }
}

impl Field {
    /// Returns who said it.
    pub(super) fn voice(self, entry: &Entry) -> Voice {
        match self {
            Self::Headline => entry.provenance.headline,
            Self::Body => entry.provenance.body,
        }
    }

    /// Returns a hash of what a reader would call its content.
    pub(super) fn content(self, entry: &Entry) -> u64 {
        match self {
            Self::Headline => entry.headline_fingerprint(),
            Self::Body => entry.body.fingerprint(),
        }
    }

    /// Returns its words.
    pub(super) fn words(self, entry: &Entry) -> String {
        match self {
            Self::Headline => entry
                .titled()
                .map_or_else(String::new, |words| words.to_string()),
            Self::Body => entry.body.text(),
        }
    }
}

/// A set of witnesses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Witness>", into = "Vec<Witness>")]
pub(super) struct Witnesses(u16);

impl Witnesses {
    /// Returns who says anything of an update; the unknown one where nobody is recorded.
    pub(super) fn of(entry: &Entry) -> Self {
        let Provenance {
            headline,
            body,
            published,
            modified,
            authors,
            permalink,
            marks,
        } = entry.provenance;
        let voices = [
            headline, body, published, modified, authors, permalink, marks,
        ];
        let known = voices.iter().map(|voice| voice.by);
        let known: Self = known.filter(|by| *by != Witness::Unknown).collect();
        if known.is_empty() {
            Self::from_iter([Witness::Unknown])
        } else {
            known
        }
    }

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde asks with a reference"
    )]
    pub(super) fn is_empty(&self) -> bool {
        self.0 == 0
    }

    /// Tells whether it may be anybody: who it was is not recorded.
    pub(super) fn is_anybody(self) -> bool {
        self.is_empty() || self.has(Witness::Unknown)
    }

    pub(super) fn has(self, witness: Witness) -> bool {
        self.0 & bit(witness) != 0
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) fn in_both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Witness> {
        let all = Witness::ALL.into_iter();
        all.filter(move |witness| self.has(*witness))
    }

    /// Returns the one whose word counts most.
    pub(super) fn strongest(self) -> Witness {
        self.iter().max().unwrap_or_default()
    }
}

const fn bit(witness: Witness) -> u16 {
    1 << witness as u16
}

impl FromIterator<Witness> for Witnesses {
    fn from_iter<I: IntoIterator<Item = Witness>>(witnesses: I) -> Self {
        Self(witnesses.into_iter().map(bit).fold(0, |all, one| all | one))
    }
}

impl From<Vec<Witness>> for Witnesses {
    fn from(witnesses: Vec<Witness>) -> Self {
        witnesses.into_iter().collect()
    }
}

impl From<Witnesses> for Vec<Witness> {
    fn from(witnesses: Witnesses) -> Self {
        witnesses.iter().collect()
    }
}
