//! Whether a page shows the same as when it was last read, told without building its tree.
//!
//! Most polls of most live blogs bring nothing new and yet other bytes: tokens, advert slots, counters. What a
//! reader would see of a page is its words, and what structured data says of it is its JSON-LD; a fingerprint covers
//! these two and nothing else. Every new, edited or withdrawn update changes its words, in the page, in the JSON-LD
//! or in both, and so the fingerprint: text that JSON-LD cuts off counts as much as updates that only it lists.
//!
//! What changes neither (a link's target, a picture, a mark in a class) stays unseen, as do updates that scripts draw
//! from state: therefore nobody may rely on a fingerprint for long, and a page that carries such state has none.

use memchr::{memchr, memmem};

use crate::model::hash128;

/// A fingerprint of what a page says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint(u128);

/// Elements whose content is no text of the page.
const SILENT: [&[u8]; 4] = [b"script", b"style", b"noscript", b"template"];

impl Fingerprint {
    /// Takes the fingerprint of an HTML page's bytes in one pass; `None` where the page has no live blog in JSON-LD.
    pub fn of(page: &[u8]) -> Option<Self> {
        memmem::find(page, b"LiveBlogPosting")?;
        let mut said = Vec::with_capacity(page.len() / 2);
        let mut rest = page;
        while let Some(open) = memchr(b'<', rest) {
            let (words, tag) = rest.split_at(open);
            add(&mut said, words);
            let end = memchr(b'>', tag).map_or(tag.len(), |close| close + 1);
            let (tag, after) = tag.split_at(end);
            rest = after;
            let Some(name) = silent(tag) else { continue };
            let end = closing(after, name);
            if is_json_ld(tag) {
                said.extend_from_slice(after.get(..end).unwrap_or_default());
            }
            rest = after.get(end..).unwrap_or_default();
        }
        add(&mut said, rest);
        Some(Self(hash128(&said)))
    }
}

fn add(said: &mut Vec<u8>, words: &[u8]) {
    if words.iter().any(|byte| !byte.is_ascii_whitespace()) {
        said.extend_from_slice(words);
        // Words of two elements are not one word.
        said.push(b'<');
    }
}

fn silent(tag: &[u8]) -> Option<&'static [u8]> {
    SILENT.into_iter().find(|name| {
        tag.get(1..=name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name))
    })
}

fn is_json_ld(tag: &[u8]) -> bool {
    memmem::find(tag, b"ld+json").is_some()
}

/// Where the closing tag of an element begins whose content is no markup; the end where there is none.
fn closing(text: &[u8], name: &[u8]) -> usize {
    memmem::find_iter(text, b"</")
        .find(|at| {
            text.get(at + 2..at + 2 + name.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(name))
        })
        .unwrap_or(text.len())
}
