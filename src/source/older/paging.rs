//! Where a link leads within a live blog's pages, told by its address alone.

use std::borrow::Cow;

use crate::model::WebUrl;

/// Words before a page's number in a path, as in `/page/2` and `/seite-2`.
const PATH_WORDS: &[&str] = &["page", "seite", "pagina", "sida", "side", "strona"];
/// Query keys that count pages, from 1.
const PAGE_KEYS: &[&str] = &["page", "paged", "pg", "p", "pagina", "pagenumber", "seite"];
/// Query keys that count updates, from 0.
const OFFSET_KEYS: &[&str] = &["offset", "start", "skip", "from"];
/// Query keys that change how a page looks and not which updates it holds.
const IDLE_KEYS: &[&str] = &[
    "sort",
    "order",
    "orderby",
    "share",
    "print",
    "output",
    "amp",
    "replytocom",
    "cpage",
    "comments",
    "theme",
    "lang",
];

/// Query keys that say which story a page is.
const STORY_KEYS: &[&str] = &["id", "story", "article", "slug", "liveblog"];
/// A number of `p` from here on is a post's and not a page's.
const FEWEST_POSTS: u32 = 100;

/// How a page of a live blog lies to the page that links to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paging {
    /// The number of the page linked to.
    number: Option<u32>,
    /// The number of the page itself, as its address has it.
    current: Option<u32>,
    /// The number of the newest page: 1 for pages, 0 for offsets.
    first: u32,
}

impl Paging {
    /// Compares an address with that of the page it stands on; `None` where it leads to no other page of this blog.
    pub(super) fn of(url: &WebUrl, page: &WebUrl) -> Option<Self> {
        let (to, at) = (url.as_url(), page.as_url());
        if (to.scheme(), to.host_str(), to.port()) != (at.scheme(), at.host_str(), at.port()) {
            return None;
        }
        let (to_stem, to_number) = stem(to.path());
        let (at_stem, at_number) = stem(at.path());
        if to_stem != at_stem {
            return None;
        }
        let here: Vec<Pair> = at.query_pairs().collect();
        let there: Vec<Pair> = to.query_pairs().collect();
        if there.iter().any(|pair| names_another_story(pair, &here)) {
            return None;
        }
        let (number, first) =
            number_of(&there).map_or((to_number, 1), |(n, first)| (Some(n), first));
        let current = number_of(&here).map_or(at_number, |(n, _)| Some(n));
        let asks_for_more = there
            .iter()
            .any(|pair| !here.contains(pair) && !is_idle(&pair.0));
        let same_page = number.is_some() && number == current;
        (!same_page && (to_number.is_some() || asks_for_more)).then_some(Self {
            number,
            current,
            first,
        })
    }

    /// Returns the number of the page that is linked to.
    pub(super) fn number(&self) -> Option<u32> {
        self.number
    }

    /// Tells whether numbers say that this is no page of older updates.
    pub(super) fn goes_back_to_newer(&self) -> bool {
        self.number
            .is_some_and(|number| number <= self.current.unwrap_or(self.first))
    }

    /// Tells whether this is page 1, seen from a page without a number.
    pub(super) fn is_first_of_unnumbered(&self) -> bool {
        self.current.is_none() && self.number == Some(1)
    }

    /// Tells whether this is the page with the next number.
    pub(super) fn is_following(&self) -> bool {
        let next = self.current.unwrap_or(self.first).checked_add(1);
        self.first == 1 && self.number.is_some() && self.number == next
    }
}

type Pair<'a> = (Cow<'a, str>, Cow<'a, str>);

/// Splits the mark of a page off a path: `/live/story/page/2/` is `/live/story` and 2.
fn stem(path: &str) -> (&str, Option<u32>) {
    let path = path.trim_end_matches('/');
    let marked = || {
        let before = path.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = path.get(before.len()..)?.parse().ok()?;
        let word_end = before.trim_end_matches(['/', '-', '_']);
        let (rest, word) = word_end.rsplit_once('/')?;
        PATH_WORDS
            .iter()
            .any(|known| word.eq_ignore_ascii_case(known))
            .then_some((rest, Some(number)))
    };
    marked().unwrap_or((path, None))
}

fn number_of(pairs: &[Pair]) -> Option<(u32, u32)> {
    pairs.iter().find_map(|(key, value)| {
        let first = if is_one_of(PAGE_KEYS, key) {
            1
        } else if is_one_of(OFFSET_KEYS, key) {
            0
        } else {
            return None;
        };
        Some((value.parse().ok()?, first))
    })
}

/// Tells whether a key that says which story the page is has another value in a link.
fn names_another_story((key, value): &Pair, here: &[Pair]) -> bool {
    let Some((_, own)) = here.iter().find(|(known, _)| known == key) else {
        return false;
    };
    // WordPress names a post by `p`, others count pages with it.
    let is_post = key == "p" && own.parse().is_ok_and(|number: u32| number >= FEWEST_POSTS);
    own != value && (is_one_of(STORY_KEYS, key) || is_post)
}

fn is_idle(key: &str) -> bool {
    is_one_of(IDLE_KEYS, key)
}

fn is_one_of(keys: &[&str], key: &str) -> bool {
    keys.iter().any(|known| key.eq_ignore_ascii_case(known))
}
