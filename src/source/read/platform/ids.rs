//! One update, one id: what a platform calls an update, and what its page does.

use std::{
    collections::{HashMap, HashSet},
    iter,
};

use crate::{
    model::{Entry, EntryId, WebUrl},
    source::read::markup::blocks::spellings,
};

/// How a page names its updates.
#[derive(Debug, Clone, Default)]
pub(super) struct Ids {
    known: HashSet<String>,
    /// Which of them has a spelling, its own among them.
    spelt: HashMap<String, String>,
    /// How they are written.
    shapes: HashSet<Shape>,
    /// The separators of each with what stands before the first.
    heads: HashSet<(String, String)>,
    /// How the parts are written that tell them apart.
    cores: HashSet<Shape>,
    /// What stands before the part of an id that tells updates apart.
    prefix: String,
    /// Whether the page's addresses of updates are its own with the id as fragment.
    by_fragment: bool,
}

impl Ids {
    /// Learns from a page's updates.
    pub(super) fn of(entries: &[Entry]) -> Self {
        let known: HashSet<String> = entries.iter().map(|e| e.id.to_string()).collect();
        let by_fragment = entries.iter().any(|e| {
            let fragment = e.permalink.as_ref().and_then(|url| url.fragment());
            fragment.is_some_and(|fragment| fragment == e.id.to_string())
        });
        Self {
            by_fragment,
            ..Self::known(known)
        }
    }

    fn known(known: HashSet<String>) -> Self {
        let mut ids = Self {
            prefix: prefix(&known),
            ..Self::default()
        };
        known.into_iter().for_each(|id| ids.add(id));
        ids
    }

    fn add(&mut self, id: String) {
        for spelling in spellings(&id) {
            self.spelt.entry(spelling).or_insert_with(|| id.clone());
        }
        let shape = Shape::of(&id);
        let head = (shape.separators.clone(), head(&id).to_owned());
        self.heads.insert(head);
        self.shapes.insert(shape);
        let core = id.strip_prefix(&self.prefix).map(Shape::of);
        self.cores.extend(core);
        self.known.insert(id);
    }

    /// Returns the id under which an update of the platform is known, or will be.
    pub(super) fn name(&mut self, native: &str) -> EntryId {
        if self.known.contains(native) {
            return EntryId::new(native);
        }
        let mut spellings = spellings(native).into_iter();
        // What is in the page's own style names itself: looser forms would take two ids with one ending for one.
        let styled = if self.is_styled(native) {
            native.to_owned()
        } else if let Some(same) = spellings.find_map(|spelling| self.spelt.get(&spelling)) {
            return EntryId::new(same);
        } else {
            self.style(native)
        };
        let id = EntryId::new(&styled);
        self.add(styled);
        id
    }

    /// Tells whether an id is one as the page writes them.
    fn is_styled(&self, id: &str) -> bool {
        let shape = Shape::of(id);
        let prefixed = !self.prefix.is_empty() && id.starts_with(&self.prefix);
        let of_kind = self.shapes.contains(&shape);
        let head = (shape.separators, head(id).to_owned());
        prefixed || of_kind || !head.0.is_empty() && self.heads.contains(&head)
    }

    /// Writes an id as the page does: the longest part of it that looks like what tells the page's ids apart, behind
    /// what they begin with alike. An id that has no such part stays as it is.
    fn style(&self, native: &str) -> String {
        let tails = native
            .match_indices(is_separator)
            .map(|(at, _)| &native[at + 1..]);
        let core = iter::once(native)
            .chain(tails)
            .find(|part| !part.is_empty() && self.cores.contains(&Shape::of(part)));
        core.map_or_else(
            || native.to_owned(),
            |core| format!("{}{core}", self.prefix),
        )
    }

    /// Returns an update's address where the page's are made of ids.
    pub(super) fn permalink(&self, id: &EntryId, page: &WebUrl) -> Option<WebUrl> {
        self.by_fragment
            .then(|| page.with_fragment(Some(&id.to_string())))
    }
}

/// What ids begin with alike, without what belongs to the part that tells them apart.
fn prefix(ids: &HashSet<String>) -> String {
    let mut ids = ids.iter();
    let Some(first) = ids.next() else {
        return String::new();
    };
    let mut common: &str = first;
    let mut several = false;
    for id in ids {
        several = true;
        let shared = common
            .char_indices()
            .zip(id.chars())
            .take_while(|((_, one), other)| one == other)
            .map(|((at, c), _)| at + c.len_utf8())
            .last();
        common = &common[..shared.unwrap_or(0)];
    }
    if !several {
        common = &common[..common.rfind(is_separator).map_or(0, |at| at + 1)];
    }
    if let Some(at) = common.rfind(is_separator) {
        return common[..=at].to_owned();
    }
    let letters = common.trim_end_matches(|c: char| c.is_ascii_digit());
    let hexadecimal = letters.bytes().all(|b| b.is_ascii_hexdigit());
    if hexadecimal {
        String::new()
    } else {
        letters.to_owned()
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, '-' | '_' | ':' | '.' | '/')
}

/// What stands before an id's first separator.
fn head(id: &str) -> &str {
    id.split(is_separator).next().unwrap_or(id)
}

/// How an id is written, whatever it says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Shape {
    /// Its separators, in their order.
    separators: String,
    /// What its characters are beside them.
    kind: IdKind,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum IdKind {
    /// Digits alone, however many: numbers grow.
    Number,
    /// So many digits and letters of base sixteen.
    Hexadecimal(usize),
    /// So many bytes of anything.
    Name(usize),
}

impl Shape {
    fn of(id: &str) -> Self {
        let separators: String = id.chars().filter(|c| is_separator(*c)).collect();
        let len = id.len() - separators.len();
        let mut bytes = id.chars().filter(|c| !is_separator(*c));
        let kind = if bytes.clone().all(|c| c.is_ascii_digit()) {
            IdKind::Number
        } else if bytes.all(|c| c.is_ascii_hexdigit()) {
            IdKind::Hexadecimal(len)
        } else {
            IdKind::Name(len)
        };
        Self { separators, kind }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(known: &[&str]) -> Ids {
        Ids::known(known.iter().map(|id| (*id).to_owned()).collect())
    }

    #[test]
    fn updates_keep_the_names_that_the_page_gives_them() {
        for (known, native, name) in [
            (
                &["block-64a1f0", "block-64a1f7"][..],
                "64a1f7",
                "block-64a1f7",
            ),
            (
                &["block-64a1f0", "block-64a1f7"],
                "block-77b0c1",
                "block-77b0c1",
            ),
            (&["block-64a1f0", "block-64a1f7"], "77b0c1", "block-77b0c1"),
            (
                &["liveblogPost15500", "liveblogPost15512"],
                "post-15500",
                "liveblogPost15500",
            ),
            (
                &["liveblogPost15500", "liveblogPost15512"],
                "post-15600",
                "liveblogPost15600",
            ),
            (
                &["60300f5f8f08", "60300fa18f08"],
                "60300fff8f08",
                "60300fff8f08",
            ),
            (&["1001", "1002"], "1003", "1003"),
            (&["1001", "1002"], "post-1003", "1003"),
            (&["post1001", "post1002"], "post1003", "post1003"),
            (
                &["post-pier-is-safe", "post-ship-moves"],
                "post-tugs-pull-away",
                "post-tugs-pull-away",
            ),
            (
                &["post-ships-2025", "post-piers-2025"],
                "post-tugs-2025",
                "post-tugs-2025",
            ),
            (
                &[
                    "p-1f0c2d3e-0a1b-000000000001",
                    "p-2a0c2d3e-0a1c-00000000000a",
                ],
                "3b0c2d3e-0a1d-00000000000b",
                "p-3b0c2d3e-0a1d-00000000000b",
            ),
            (
                &["asset:1f0c2d3e-0a1b", "asset:2a0c2d3e-0a1c"],
                "asset:3b0c2d3e-0a1d",
                "asset:3b0c2d3e-0a1d",
            ),
            (
                &[
                    "urn:post:2025-08-07T04:00:00.1:1f0c-0001",
                    "urn:post:2025-08-07T04:05:00.2:2a0c-0002",
                ],
                "urn:post:2025-08-08T04:10:00.3:3b0c-0003",
                "urn:post:2025-08-08T04:10:00.3:3b0c-0003",
            ),
            (
                &["1754539200-48062d3f6c3a8eaa", "1754539200-14d2c6823f2754c8"],
                "post-tugs-pull-away",
                "post-tugs-pull-away",
            ),
            (&[], "urn:post:7", "urn:post:7"),
        ] {
            assert_eq!(
                ids(known).name(native).to_string(),
                name,
                "{native} beside {known:?}"
            );
        }
    }
}
