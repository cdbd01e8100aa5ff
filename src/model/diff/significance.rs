//! How much an edit matters: whether figures, names or a negation changed.

mod senses;

use std::collections::HashSet;

use self::senses::Sense;
use super::{tokens::Tokens, vocabulary::Vocabulary, words::Step};

/// How much an edit matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Edit {
    /// Quotes, dashes, white space or nothing at all: to a reader no edit.
    Typographic,
    /// Words, links or pictures changed, and nothing that changes what happened.
    Minor,
    /// What happened is told otherwise.
    Significant(Matters),
}

/// What makes an edit significant; at least one of them does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Matters {
    /// A number came, went or changed, in digits or in words.
    pub figures: bool,
    /// A name did.
    pub names: bool,
    /// A "not" did.
    pub negation: bool,
}

impl Edit {
    /// Returns the edit's weight in words, as every output gives it: "significant: figures, names".
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Typographic => "typography only".to_owned(),
            Self::Minor => "minor".to_owned(),
            Self::Significant(matters) => format!("significant: {}", matters.words().join(", ")),
        }
    }

    /// Tells whether the edit changes what happened.
    #[must_use]
    pub fn is_significant(self) -> bool {
        matches!(self, Self::Significant(_))
    }
}

impl Matters {
    /// Returns the words for what changed.
    #[must_use]
    pub fn words(self) -> Vec<&'static str> {
        [
            (self.figures, "figures"),
            (self.names, "names"),
            (self.negation, "negation"),
        ]
        .into_iter()
        .filter_map(|(changed, word)| changed.then_some(word))
        .collect()
    }
}

/// A pair of paragraphs and how one became the other.
#[derive(Debug)]
pub(super) struct Edited {
    pub(super) old: Option<usize>,
    pub(super) new: Option<usize>,
    /// Whether they are the words of a picture.
    pub(super) picture: bool,
    pub(super) steps: Vec<Step>,
}

/// Weighs an edit; `media` tells whether links or pictures changed.
pub(super) fn weigh(
    old: &[Tokens],
    new: &[Tokens],
    edits: &[Edited],
    media: bool,
    language: &str,
) -> Edit {
    let changed = |edit: &Edited| edit.steps.iter().any(|step| !step.same);
    if !edits.iter().any(changed) {
        return if media {
            Edit::Minor
        } else {
            Edit::Typographic
        };
    }
    let vocabulary = Vocabulary::of(language);
    let (old_senses, new_senses) = senses::of(old, new, vocabulary);
    let moved = moved(old, new, edits);
    let mut matters = Matters::default();
    let mut hunk = Hunk::default();
    for edit in edits {
        let paragraph = ids(old, edit.old).or_else(|| ids(new, edit.new));
        let alone = edit.old.is_none() || edit.new.is_none();
        // A picture that comes or goes takes the names in its caption with it, and nothing happened.
        let moved = paragraph.is_some_and(|ids| moved.contains(ids));
        if alone && (edit.picture || moved) {
            continue;
        }
        for step in &edit.steps {
            if step.same {
                hunk.weigh(&mut matters);
                hunk = Hunk::default();
                continue;
            }
            let senses = |side: &'_ [Vec<Sense>], index: Option<usize>| {
                index
                    .and_then(|index| side.get(index))
                    .cloned()
                    .unwrap_or_default()
            };
            let removed = senses(&old_senses, edit.old);
            let added = senses(&new_senses, edit.new);
            hunk.old.extend(
                removed
                    .get(step.old.clone())
                    .unwrap_or_default()
                    .iter()
                    .cloned(),
            );
            hunk.new.extend(
                added
                    .get(step.new.clone())
                    .unwrap_or_default()
                    .iter()
                    .cloned(),
            );
        }
    }
    hunk.weigh(&mut matters);
    if matters == Matters::default() {
        Edit::Minor
    } else {
        Edit::Significant(matters)
    }
}

fn ids(side: &[Tokens], paragraph: Option<usize>) -> Option<&[u32]> {
    Some(side.get(paragraph?)?.ids.as_slice())
}

/// Finds the paragraphs that went in one place and came in another: moving them says nothing new.
fn moved<'t>(old: &'t [Tokens], new: &'t [Tokens], edits: &[Edited]) -> HashSet<&'t [u32]> {
    let gone = edits.iter().filter(|edit| edit.new.is_none());
    let gone = gone.filter_map(|edit| ids(old, edit.old));
    let come = edits.iter().filter(|edit| edit.old.is_none());
    let come: HashSet<&[u32]> = come.filter_map(|edit| ids(new, edit.new)).collect();
    gone.filter(|ids| come.contains(ids)).collect()
}

/// Everything that changed between two places that did not, across paragraphs: one that was divided or joined
/// stays what it was.
#[derive(Debug, Default)]
struct Hunk {
    old: Vec<Sense>,
    new: Vec<Sense>,
}

impl Hunk {
    fn weigh(&self, matters: &mut Matters) {
        let figures = |side: &[Sense]| -> Vec<String> {
            side.iter()
                .filter_map(|sense| sense.figure.clone())
                .collect()
        };
        let negations =
            |side: &[Sense]| -> usize { side.iter().filter(|sense| sense.negation).count() };
        matters.figures |= figures(&self.old) != figures(&self.new);
        matters.negation |= negations(&self.old) != negations(&self.new);
        matters.names |= names(&self.old, &self.new);
    }
}

/// Tells whether names came, went or changed places; one whose capital alone changed did not.
fn names(old: &[Sense], new: &[Sense]) -> bool {
    let words = |side: &[Sense]| -> HashSet<String> {
        side.iter().map(|sense| sense.word.clone()).collect()
    };
    let names = |side: &[Sense]| -> Vec<String> {
        let named = side.iter().filter(|sense| sense.name);
        named.map(|sense| sense.word.clone()).collect()
    };
    let (old_words, new_words) = (words(old), words(new));
    let (old_names, new_names) = (names(old), names(new));
    let news =
        |names: &[String], other: &HashSet<String>| names.iter().any(|name| !other.contains(name));
    let both = |names: &[String], other: &[String]| -> Vec<String> {
        let shared = names.iter().filter(|name| other.contains(name));
        shared.cloned().collect()
    };
    news(&old_names, &new_words)
        || news(&new_names, &old_words)
        || both(&old_names, &new_names) != both(&new_names, &old_names)
}
