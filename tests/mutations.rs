//! Pages as they arrive when something went wrong: cut, repeated, spliced, with bytes of others among their own.
//!
//! Runs 64 cases of each property; `PROPTEST_CASES=100000 nice cargo test --release --test mutations` searches in
//! earnest where the fuzzer of `fuzz/` is not at hand.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::{fs, ops::Range, path::Path};

use chrono::DateTime;
use newswire::{
    model::WebUrl,
    source::{self, Fingerprint, extract},
};
use proptest::{
    prelude::*,
    sample::{Index, select},
};

const TYPES: &[Option<&str>] = &[
    None,
    Some("text/html"),
    Some("text/html; charset=iso-8859-2"),
    Some("text/html; charset=utf-16le"),
    Some("application/json"),
    Some("application/rss+xml"),
    Some("text/plain"),
];

/// What the rules of the readers turn on.
const TOKENS: &[&str] = &[
    "<",
    ">",
    "</",
    "<!--",
    "-->",
    "<![CDATA[",
    "\"",
    "'",
    "\\",
    "\\u",
    "\\ud83d",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "&quot;",
    "&#27;",
    "\u{1b}]0;",
    "\0",
    "\u{feff}",
    "\u{200d}",
    "\u{301}",
    "é",
    "😀",
    "\n",
    "\r",
    "12:30",
    "2025-08-07T04:49:00+02:00",
    "9999999999999999999",
    "-1",
    "5 min ago",
    "<script type=\"application/ld+json\">",
    "</script>",
    "\"@type\":\"LiveBlogPosting\"",
    "\"liveBlogUpdate\":[",
    "<time datetime=\"",
    "<article id=\"u1\">",
    "<noscript>",
    "<template>",
    "<svg>",
    "<table>",
    "<b>",
    "<br>",
    "<rss>",
    "<item>",
    "<feed>",
    "<entry>",
];

/// One thing that goes wrong.
#[derive(Debug, Clone)]
enum Mishap {
    Byte(Index, u8),
    Token(Index, &'static str),
    Cut(Index),
    Remove(Index, usize),
    Repeat(Index, usize, usize),
    Splice(Index, Index, usize, usize),
}

fn mishap() -> impl Strategy<Value = Mishap> {
    prop_oneof![
        1 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Mishap::Byte(at, byte)),
        4 => (any::<Index>(), select(TOKENS)).prop_map(|(at, token)| Mishap::Token(at, token)),
        1 => any::<Index>().prop_map(Mishap::Cut),
        1 => (any::<Index>(), 1..200_usize).prop_map(|(at, len)| Mishap::Remove(at, len)),
        1 => (any::<Index>(), 1..300_usize, 2..40_usize).prop_map(|(at, len, times)| Mishap::Repeat(at, len, times)),
        1 => (any::<Index>(), any::<Index>(), 0..100_usize, 1..400_usize)
            .prop_map(|(at, from, seed, len)| Mishap::Splice(at, from, seed, len)),
    ]
}

/// Pages, feeds, documents and texts to start from.
fn seeds() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages");
    let mut seeds: Vec<Vec<u8>> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| fs::read(entry.unwrap().path()).unwrap())
        .collect();
    seeds.sort();
    seeds.extend(WRITTEN.iter().map(|seed| seed.as_bytes().to_vec()));
    seeds
}

const WRITTEN: &[&str] = &[
    "<html lang=de><title>Liveticker</title><h1>Liveticker</h1><div><div class=post id=p-1><time datetime='2025-08-07T04:49:00Z'>6:49</time><h3>Brücke zu</h3><p>Die nördliche Seite bleibt bis Sonntag geschlossen, sagt der Hafen.</p><ul><li>Eins<li>Zwei</ul></div><div class=post id=p-2><time>5.12 Uhr</time><h3>Schiff</h3><p>Ein Frachter stieß früh am Morgen gegen den Pfeiler der Brücke.</p><blockquote>Niemand <cite>Hafen</cite></blockquote></div><div class=post id=p-3><time>4.40 Uhr</time><p>Die Fähren fahren doppelt so oft wie sonst, bis Sonntag am Abend.</p><figure><img data-src=/a.jpg><figcaption>Pier</figcaption></figure></div></div>",
    "<title>Live</title><script>window.state={\"posts\":[{\"id\":1,\"publishedAt\":1754538540000,\"body\":\"<p>The northern pier is closed until Sunday, says the harbour office.</p>\"},{\"id\":2,\"publishedAt\":1754538000000,\"body\":\"<p>Ferries run twice as often as usual until Sunday in the evening.</p>\"},]};</script>",
    "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Bridge\",\"items\":[{\"id\":\"1\",\"content_html\":\"<p>The pier is shut\",\"date_published\":\"2025-08-07T04:49:00Z\"}]}",
    "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Bridge</title><item><guid>1</guid><title>Shut</title><pubDate>Thu, 07 Aug 2025 04:49:00 GMT</pubDate><description>&lt;p&gt;The pier</description></item></channel></rss>",
    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Bridge</title><entry><id>1</id><title>Shut</title><updated>2025-08-07T04:49:00Z</updated><content type=\"html\">&lt;b&gt;The pier</content></entry></feed>",
    "Bridge closure: live updates\n\n04:49 Minister to speak\nThe minister will give a statement at 11.\n\n04:41 Ferries doubled\nTwice as many ferries leave from the quay.\n\n04:20 Ship strikes pier\nNobody was hurt.\n",
];

/// Tells where a mishap takes place in so many bytes.
fn place(at: Index, len: usize, bytes: usize) -> Range<usize> {
    let start = at.index(bytes + 1);
    start..(start + len).min(bytes)
}

fn mutated(mut page: Vec<u8>, mishaps: &[Mishap], seeds: &[Vec<u8>]) -> Vec<u8> {
    for mishap in mishaps {
        let bytes = page.len();
        match mishap {
            Mishap::Byte(at, byte) => {
                let range = place(*at, 1, bytes);
                page.splice(range, [*byte]);
            }
            Mishap::Token(at, token) => {
                let range = place(*at, 0, bytes);
                page.splice(range, token.bytes());
            }
            Mishap::Cut(at) => page.truncate(at.index(bytes + 1)),
            Mishap::Remove(at, len) => drop(page.drain(place(*at, *len, bytes))),
            Mishap::Repeat(at, len, times) => {
                let range = place(*at, *len, bytes);
                let again = page[range.clone()].repeat(*times);
                page.splice(range, again);
            }
            Mishap::Splice(at, from, seed, len) => {
                let other = &seeds[seed % seeds.len()];
                let part = &other[place(*from, *len, other.len())];
                page.splice(place(*at, 0, bytes), part.iter().copied());
            }
        }
    }
    page
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happened_to_a_page_it_is_read_within_bounds(
        seed in any::<Index>(),
        mishaps in prop::collection::vec(mishap(), 1..12),
        content_type in select(TYPES),
        known in any::<bool>(),
    ) {
        let seeds = seeds();
        let bytes = mutated(seed.get(&seeds).clone(), &mishaps, &seeds);
        let address = WebUrl::parse("https://post.example/live/bridge").ok();
        let page = source::Page {
            bytes: &bytes,
            content_type,
            address: address.as_ref().filter(|_| known),
            fetched_at: DateTime::from_timestamp(1_754_600_000, 0).unwrap(),
            saved: None,
        };
        let ids = |page: &source::Page| {
            let found = extract(page).ok()?;
            Some(found.snapshot.entries.into_iter().map(|e| e.id).collect::<Vec<_>>())
        };
        let found = ids(&page);
        // The same bytes are the same updates, and no two updates share an id.
        prop_assert_eq!(&ids(&page), &found);
        let mut distinct = found.clone().unwrap_or_default();
        distinct.sort();
        distinct.dedup();
        prop_assert_eq!(distinct.len(), found.map_or(0, |ids| ids.len()));
        prop_assert_eq!(Fingerprint::of(&bytes), Fingerprint::of(&bytes));
    }
}

/// As many cases as the environment asks for, and few where it says nothing: each reads a page.
fn cases() -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|n| n.parse().ok()).unwrap_or(64)
}
