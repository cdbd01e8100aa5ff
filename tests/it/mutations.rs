//! Pages as they arrive when something went wrong: cut, repeated, spliced, with bytes of others among their own.
//!
//! Runs 64 cases of each property; `PROPTEST_CASES=100000 nice cargo test --release --test it mutations::` searches in
//! earnest where the fuzzer of `fuzz/` is not at hand.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[path = "../../fuzz/checks.rs"]
mod checks;

use std::{fs, ops::Range, path::Path, sync::LazyLock};

use chrono::{DateTime, Utc};
use newswire::{
    cli::Global,
    config::{Config, Places},
    model::{Clean, Timeline, Validators, WebUrl},
    source::{self, Fingerprint, extract, subscriptions},
    store::{PollRecord, Store},
};
use proptest::{
    prelude::*,
    sample::{Index, select},
};

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
        content_type in select(checks::TYPES),
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
            cancellation: None,
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

/// A page of the most used platform: what it answers is read in the same way as by all others.
fn platform() -> source::Platform {
    let settings = "<script>var liveblog_settings = {\"endpoint_url\":\"https:\\/\\/post.example\\/wp-json\\/liveblog\\/v1\\/77\\/\",\
        \"refresh_interval\":\"10\",\"latest_entry_timestamp\":\"1754539901\",\"state\":\"enable\"};</script>";
    let updates = [1003, 1002, 1001].map(|id| {
        format!(
            "<article id='{id}'><time datetime='2025-08-07T04:{:02}:00Z'></time><h3>Report {id}</h3>\
             <p>The harbour office says that the northern pier is safe and will open again.</p></article>",
            id - 1000
        )
    });
    let page = format!(
        "<!doctype html><title>Bridge: live</title>{settings}<h1>Bridge: live</h1>{}",
        updates.concat()
    );
    extract(&answered(page.as_bytes()))
        .unwrap()
        .platform
        .unwrap()
}

fn answered(bytes: &[u8]) -> source::Page<'_> {
    static ADDRESS: LazyLock<WebUrl> =
        LazyLock::new(|| WebUrl::parse("https://post.example/live/bridge").unwrap());
    source::Page {
        bytes,
        content_type: None,
        address: Some(&ADDRESS),
        fetched_at: DateTime::from_timestamp(1_754_540_000, 0).unwrap(),
        saved: None,
        cancellation: None,
    }
}

const ANSWER: &str = r#"{"entries":[
    {"id":1004,"type":"new","content":"<p>Tugs pull the ship away.</p>","timestamp":1754539990,"entry_time":1754539990},
    {"id":1002,"type":"update","content":"<p>The pier is safe.</p>","timestamp":1754539991,"entry_time":1754539000},
    {"id":1001,"type":"delete","content":"","timestamp":1754539995,"entry_time":1754538000}],
    "latest_timestamp":1754539995,"refresh_interval":20}"#;

const RECIPE: &str = r#"entry = "div.post"
time = "time"
headline = "h3"
id = { attribute = "id" }
drop = [".share"]
zone = "Europe/Lisbon"
"#;

/// Text made of what the rules of clean text turn on, among letters.
fn broken_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => any::<char>().prop_map(String::from),
        2 => (0..0x100_u32).prop_map(|c| char::from_u32(c).map_or_else(String::new, String::from)),
        2 => select(TOKENS).prop_map(str::to_owned),
        1 => select(&["\u{1b}[31m", "\u{9b}", "\u{202e}", "\u{2066}", "\u{200b}", "\u{e0041}", "\u{2800}", "\u{fffc}"][..]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn clean_text_drives_nothing_and_is_clean_already(raw in broken_text()) {
        for (clean, again) in [
            (Clean::line(&raw), Clean::line as fn(&str) -> Clean),
            (Clean::inline(&raw), Clean::inline),
            (Clean::preformatted(&raw), Clean::preformatted),
        ] {
            let driving = |c: char| {
                (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            prop_assert!(!clean.as_str().contains(driving), "{:?} of {:?}", clean, raw);
            prop_assert_eq!(again(clean.as_str()), clean.clone(), "of {:?}", raw);
        }
        prop_assert!(!Clean::line(&raw).as_str().contains('\n'));
    }

    #[test]
    fn whatever_a_platform_answers_it_is_read_or_refused(
        mishaps in prop::collection::vec(mishap(), 1..8),
    ) {
        let seeds = seeds();
        let bytes = mutated(ANSWER.as_bytes().to_vec(), &mishaps, &seeds);
        if let Ok(answer) = platform().read(&answered(&bytes)) {
            let entries = answer.snapshot.map_or_else(Vec::new, |snapshot| snapshot.entries);
            let mut ids: Vec<_> = entries.into_iter().map(|entry| entry.id).collect();
            let all = ids.len();
            ids.sort();
            ids.dedup();
            prop_assert_eq!(ids.len(), all);
        }
    }

    #[test]
    fn whatever_a_recipe_says_it_is_read_or_refused_in_clean_words(
        mishaps in prop::collection::vec(mishap(), 1..6),
    ) {
        let bytes = mutated(RECIPE.as_bytes().to_vec(), &mishaps, &[RECIPE.as_bytes().to_vec()]);
        let text = String::from_utf8_lossy(&bytes);
        match source::Recipe::parse("post.example", &text) {
            Ok(recipe) => {
                let recipes: source::Recipes = [recipe].into_iter().collect();
                let _ = source::extract_with(&answered(WRITTEN[0].as_bytes()), &recipes);
            }
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
    }
}

const OPML: &str = r#"<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
    <outline text="News"><outline text="Bridge" type="link" url="https://post.example/live/1"/>
    <outline text="Feed" type="rss" xmlUrl="https://post.example/feed" htmlUrl="https://post.example/"/></outline></body></opml>"#;

/// A live blog of three updates.
static TIMELINE: LazyLock<Timeline> = LazyLock::new(|| {
    let page = include_bytes!("../fixtures/pages/structured_minimal.html");
    let mut timeline = Timeline::default();
    timeline.merge(&extract(&answered(page)).unwrap().snapshot, at());
    timeline
});

/// A history of it, as the bytes of its file.
static HISTORY: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    waited(async {
        let (store, _) = Store::open(Some(folder.path()), at());
        store
            .save_poll("https://post.example/live/bridge", record(&TIMELINE))
            .await
            .unwrap();
        store.close().await.unwrap();
    });
    fs::read(folder.path().join("history.db")).unwrap()
});

fn at() -> DateTime<Utc> {
    DateTime::from_timestamp(1_754_540_000, 0).unwrap()
}

fn record(timeline: &Timeline) -> PollRecord {
    PollRecord {
        at: at(),
        reached: true,
        trouble: None,
        watched: false,
        blog: Some(timeline.blog.clone()),
        items: timeline.items().to_vec(),
        validators: Validators::default(),
        outcome: Clean::line("changed"),
    }
}

fn waited<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(work)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_settings_say_they_are_refused_or_say_the_same_when_written_again(
        mishaps in prop::collection::vec(mishap(), 1..6),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        let places = Places { config_file: Some(path.clone()), ..Places::default() };
        let load = |text: &[u8]| {
            fs::write(&path, text).unwrap();
            Config::load(&Global::default(), &|_| None, &places)
        };
        let seed = Config::defaults(&Places::default()).to_toml().into_bytes();
        let bytes = mutated(seed.clone(), &mishaps, &[seed]);
        match load(&bytes) {
            Ok(config) => prop_assert_eq!(load(config.to_toml().as_bytes()).unwrap(), config),
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }

    #[test]
    fn whatever_a_list_to_import_holds_it_is_read_or_refused(
        mishaps in prop::collection::vec(mishap(), 1..8),
    ) {
        let bytes = mutated(OPML.as_bytes().to_vec(), &mishaps, &[OPML.as_bytes().to_vec()]);
        let text = String::from_utf8_lossy(&bytes);
        if let Ok(found) = subscriptions::addresses(&text) {
            prop_assert!(found.iter().map(String::len).sum::<usize>() <= text.len());
        }
    }
}

proptest! {
    // Each opens a file, and salvages it.
    #![proptest_config(ProptestConfig { cases: cases() / 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happened_to_a_history_it_is_opened_and_written_to(
        mishaps in prop::collection::vec(mishap(), 1..6),
    ) {
        let bytes = mutated(HISTORY.clone(), &mishaps, std::slice::from_ref(&HISTORY));
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("history.db"), &bytes).unwrap();
        let kept = waited(async {
            let (store, _) = Store::open(Some(folder.path()), at());
            for blog in store.list().await.unwrap_or_default() {
                let _ = store.export(&blog.key).await;
            }
            store.save_poll("another", record(&TIMELINE)).await.unwrap();
            let kept = store.load("another").await.unwrap();
            store.close().await.unwrap();
            kept
        });
        prop_assert_eq!(kept.unwrap().timeline.items().len(), TIMELINE.items().len());
    }
}

#[test]
fn what_the_fuzzer_found_worth_keeping_still_holds() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/kept");
    for (target, check) in checks::CHECKS {
        let inputs = fs::read_dir(corpora.join(target)).unwrap();
        let mut tried = 0;
        for input in inputs {
            check(&fs::read(input.unwrap().path()).unwrap());
            tried += 1;
        }
        assert!(tried > 0, "nothing is kept of {target}");
    }
}

/// As many cases as the environment asks for, and few where it says nothing: each reads a page.
fn cases() -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|n| n.parse().ok()).unwrap_or(64)
}
