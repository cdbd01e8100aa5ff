//! Whether a page says the same as when it was last read, told without building its tree.
//!
//! Most polls of most live blogs bring nothing new and yet other bytes: tokens, advert slots, counters. A fingerprint
//! covers what a page says: its words, and the data in it (JSON-LD, and other scripts that are JSON). Whatever is
//! added, edited or taken back changes the words, the data or both, and so the fingerprint: the end of a text that
//! JSON-LD cuts off counts as much as an update that only JSON-LD lists. What changes without news (a relative time,
//! an advert's label) changes the fingerprint too; that costs a reading and loses nothing.
//!
//! A link's target, a picture, a mark in a class, and what scripts assign change neither words nor data. Therefore
//! nobody may rely on a fingerprint for long: whoever skips a reading has to make one a little later.

use memchr::{memchr, memmem};

use crate::model::hash128;

/// A fingerprint of what a page says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint(u128);

/// Elements whose content is no text of the page.
const SILENT: [&[u8]; 4] = [b"script", b"style", b"noscript", b"template"];

impl Fingerprint {
    /// Takes the fingerprint of an HTML page's bytes in one pass; `None` where no JSON-LD in it lists a live blog's
    /// updates (schema.org `liveBlogUpdate`), so that the page's data may be told from its programs.
    pub fn of(page: &[u8]) -> Option<Self> {
        let mut said = Vec::with_capacity(page.len() / 2);
        let mut lists_updates = false;
        let mut rest = page;
        while let Some(open) = memchr(b'<', rest) {
            let (words, tag) = rest.split_at(open);
            add(&mut said, words);
            let end = memchr(b'>', tag).map_or(tag.len(), |close| close + 1);
            let (tag, after) = tag.split_at(end);
            rest = after;
            let Some(name) = SILENT.into_iter().find(|name| begins(tag, b"<", name)) else {
                continue;
            };
            let (content, after) = after.split_at(closing(after, name));
            rest = after;
            if name == b"script" && memmem::find(tag, b"json").is_some() {
                said.extend_from_slice(content);
                lists_updates = lists_updates
                    || (memmem::find(tag, b"ld+json").is_some()
                        && memmem::find(content, b"liveBlogUpdate").is_some());
            }
        }
        add(&mut said, rest);
        lists_updates.then(|| Self(hash128(&said)))
    }
}

/// Adds the words between two tags, if there are any.
fn add(said: &mut Vec<u8>, words: &[u8]) {
    if words.iter().any(|byte| !byte.is_ascii_whitespace()) {
        said.extend_from_slice(words);
        // Words of two elements are not one word.
        said.push(b'<');
    }
}

fn begins(text: &[u8], sign: &[u8], name: &[u8]) -> bool {
    text.strip_prefix(sign)
        .and_then(|rest| rest.get(..name.len()))
        .is_some_and(|found| found.eq_ignore_ascii_case(name))
}

/// Where the closing tag of an element begins whose content is no markup; the end where there is none.
fn closing(text: &[u8], name: &[u8]) -> usize {
    memmem::find_iter(text, b"</")
        .find(|at| text.get(*at..).is_some_and(|tag| begins(tag, b"</", name)))
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><html><head><meta name=token content=a1>\
        <script>var token = 'a1';</script><STYLE>.a1{}</STYLE>\
        <script type='application/ld+json'>{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":[{\"articleBody\":\"The pier is\"}]}</script>\
        </head><body><p class=a1>The pier is safe <b>again</b></p>\
        <script id=state type='application/json'>{\"posts\":[1]}</script></body></html>";

    fn of(page: &str) -> Option<Fingerprint> {
        Fingerprint::of(page.as_bytes())
    }

    #[test]
    fn tokens_and_programs_change_nothing() {
        let other = PAGE.replace("a1", "b22");
        assert_ne!(other, PAGE);
        assert_eq!(of(&other), of(PAGE));
        assert!(of(PAGE).is_some());
    }

    #[test]
    fn every_change_of_words_or_data_shows() {
        for (before, after) in [
            // Behind the place where JSON-LD cuts the text off.
            ("again", "no more"),
            // In JSON-LD alone.
            ("\"The pier is\"", "\"The pier was\""),
            // In the page's state alone.
            ("[1]", "[1,2]"),
            // A whole update.
            ("</p>", "</p><p>One more</p>"),
            ("safe <b>", "safe<b>"),
        ] {
            let changed = PAGE.replacen(before, after, 1);
            assert_ne!(changed, PAGE);
            assert_ne!(of(&changed), of(PAGE), "{before} became {after}");
        }
    }

    #[test]
    fn a_page_without_listed_updates_has_none() {
        for page in [
            "",
            "<p>Words",
            "<script type=application/ld+json>{\"@type\":\"NewsArticle\"}</script>",
            "<script>var fields = ['liveBlogUpdate'];</script>",
            "<!-- liveBlogUpdate --><script type=text/json>{\"liveBlogUpdate\":1}</script>",
        ] {
            assert_eq!(of(page), None, "{page}");
        }
    }

    #[test]
    fn a_page_that_is_cut_anywhere_has_an_end() {
        for end in 0..PAGE.len() {
            let cut = PAGE.get(..end).unwrap();
            assert!(of(cut) != of(PAGE) || end + 40 > PAGE.len(), "{cut}");
        }
    }
}
