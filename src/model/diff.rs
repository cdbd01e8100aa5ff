//! What changed between two revisions of an update, word by word.
//!
//! Paragraphs are paired first (the same, else the most alike, in order), then the words of each pair are compared,
//! punctuation apart from them. What differs in typography only (quotes, dashes, white space) is the same here, as
//! it is to [`Entry::fingerprint`]. Knows nothing of screens and of who asks; costs are bounded: text too large to
//! compare word by word counts as removed and added whole.

mod align;
mod flatten;
mod significance;
mod tokens;
mod vocabulary;
mod words;

pub use significance::{Edit, Matters};
pub(super) use vocabulary::Vocabulary;

use std::hash::Hash;

use similar::{
    DiffOp,
    algorithms::{Capture, Compact, Replace, myers},
};

use self::{flatten::Paragraph, tokens::Lexicon};
use super::{Entry, Image, Link, WebUrl};

/// The difference of two revisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    /// The text of both, paragraph by paragraph, headline first.
    pub blocks: Vec<Block>,
    /// Links that the new revision has no more.
    pub links_removed: Vec<Link>,
    /// Links that the old revision did not have.
    pub links_added: Vec<Link>,
    /// Pictures that the new revision has no more.
    pub pictures_removed: Vec<Image>,
    /// Pictures that the old revision did not have.
    pub pictures_added: Vec<Image>,
    /// How much the edit matters.
    pub edit: Edit,
}

/// A paragraph of either revision or of both; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What kind of paragraph it is; the new revision's word counts.
    pub part: Part,
    /// Its text in reading order; what was removed stands before what was put in its place.
    pub runs: Vec<Run>,
}

/// The kinds of paragraph that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The update's headline.
    Headline,
    /// A heading inside the update.
    Heading,
    /// Running text.
    Text,
    /// A paragraph of a quotation, or its attribution.
    Quote,
    /// A paragraph of a list's item.
    Item,
    /// A row of a table, its cells parted by ` | `, or its caption.
    Row,
    /// Preformatted text.
    Code,
    /// The words of a picture.
    Picture,
    /// The words of an embed.
    Embed,
}

/// Words that share a fate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What became of them.
    pub change: Change,
    /// The words with the white space after them; never empty, parts of clean text.
    pub text: String,
}

/// What became of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// They are in both revisions; written as in the new one.
    Same,
    /// They were in the old revision only.
    Removed,
    /// They are in the new revision only.
    Added,
}

/// Compares two revisions; `language` is a BCP 47 tag, as in
/// [`LiveBlog::language`](super::LiveBlog::language), empty where unknown.
#[must_use]
pub fn compare(old: &Entry, new: &Entry, language: &str) -> Diff {
    let (old_text, new_text) = (flatten::paragraphs(old), flatten::paragraphs(new));
    let mut lexicon = Lexicon::default();
    let mut lex = |paragraphs: &[Paragraph]| -> Vec<tokens::Tokens> {
        let texts = paragraphs.iter().map(|paragraph| &paragraph.text);
        texts.map(|text| lexicon.tokens(text)).collect()
    };
    let (old_tokens, new_tokens) = (lex(&old_text), lex(&new_text));
    let mut budget = words::BUDGET;
    let mut blocks = Vec::new();
    let mut edits = Vec::new();
    for (removed, added) in align::pairs(&old_tokens, &new_tokens) {
        let sides = words::Sides {
            old: removed.and_then(|index| old_tokens.get(index)),
            new: added.and_then(|index| new_tokens.get(index)),
        };
        let steps = words::steps(sides, &mut budget);
        let part = added
            .and_then(|index| new_text.get(index))
            .or_else(|| old_text.get(removed?))
            .map_or(Part::Text, |paragraph| paragraph.part);
        let runs = words::runs(sides, &steps);
        if !runs.is_empty() {
            blocks.push(Block { part, runs });
        }
        edits.push(significance::Edited {
            old: removed,
            new: added,
            picture: part == Part::Picture,
            steps,
        });
    }
    let (links_removed, links_added) = apart(old.body.links(), new.body.links(), same_link);
    let images = |entry: &Entry| entry.body.images().into_iter().cloned().collect();
    let (pictures_removed, pictures_added) = apart(images(old), images(new), same_picture);
    let media = !(links_removed.is_empty()
        && links_added.is_empty()
        && pictures_removed.is_empty()
        && pictures_added.is_empty());
    let edit = significance::weigh(&old_tokens, &new_tokens, &edits, media, language);
    Diff {
        blocks,
        links_removed,
        links_added,
        pictures_removed,
        pictures_added,
        edit,
    }
}

/// Returns what only one of two lists has; what is twice in one must be twice in the other.
fn apart<T>(old: Vec<T>, mut new: Vec<T>, same: impl Fn(&T, &T) -> bool) -> (Vec<T>, Vec<T>) {
    let mut removed = Vec::new();
    for one in old {
        match new.iter().position(|other| same(&one, other)) {
            Some(place) => drop(new.remove(place)),
            None => removed.push(one),
        }
    }
    (removed, new)
}

/// Finds the fewest steps that make the new list of the old one, by Myers' algorithm.
///
/// It is called by its own name: chosen by a value, the crate's four other algorithms would be compiled as well.
fn shortest<T: Eq + Hash>(old: &[T], new: &[T]) -> Vec<DiffOp> {
    let mut found = Compact::new(Replace::new(Capture::new()), old, new);
    let Ok(()) = myers::diff(&mut found, old, 0..old.len(), new, 0..new.len());
    found.into_inner().into_inner().into_ops()
}

/// Counts what two lists have in common at their beginning, and of the rest at their end.
fn ends<T: PartialEq>(old: &[T], new: &[T]) -> (usize, usize) {
    let before = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = |side: &[T]| side.len() - before;
    let backwards = old.iter().rev().zip(new.iter().rev());
    let after = backwards
        .take(rest(old).min(rest(new)))
        .take_while(|(a, b)| a == b)
        .count();
    (before, after)
}

fn same_link(one: &Link, other: &Link) -> bool {
    same_address(&one.url, &other.url)
}

/// Pictures are the same by their words or by their address: captions are edited, and addresses name sizes.
fn same_picture(one: &Image, other: &Image) -> bool {
    let words = !one.words().is_empty() && one.words() == other.words();
    let address = one.url().zip(other.url());
    words || address.map_or(one == other, |(one, other)| same_address(one, other))
}

/// Compares addresses without their query, which carries tokens and sizes.
fn same_address(one: &WebUrl, other: &WebUrl) -> bool {
    (one.host(), one.as_url().path()) == (other.host(), other.as_url().path())
}

#[cfg(test)]
mod tests;
