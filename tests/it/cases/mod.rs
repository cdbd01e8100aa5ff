//! Small pages with one oddity each, and what a reader should get of them.
//!
//! Three tables, an object a line: `spellings.ndjson` (one page, its times spelt in every way and language),
//! `pages.ndjson` (a page of `pages/` each) and `readings.ndjson` (two readings of one page). Each is held against the
//! pure functions: the moment of reading is an argument, and no clock is asked.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod expect;
mod read;

use std::{fs, panic, path::PathBuf};

use serde::{Deserialize, de::DeserializeOwned};

use expect::Expected;
use read::{Case, Outcome};

/// The headlines of the page of spellings, newest first.
const HEADLINES: [&str; 8] = [
    "Ferry service resumes across the bay",
    "Engineers inspect the second pillar",
    "Schools on the island stay closed",
    "Mayor asks drivers to be patient",
    "Bridge closed after a loud noise",
    "Divers find a crack under water",
    "Trains run as planned for now",
    "Shops near the bridge report losses",
];

/// Their texts.
const TEXTS: [&str; 8] = [
    "The harbour office says the first ferry left the north pier with about forty passengers on board, and that two more crossings are planned before the evening.",
    "A team of six engineers has gone down to the second pillar of the bridge and is measuring the crack that divers found during the night.",
    "The council of the island has told parents that all three schools stay closed until the road across the bridge can be used by buses again.",
    "The mayor told reporters outside the town hall that drivers should take the long way round by the valley road and allow an hour more.",
    "Police closed the bridge in both directions after several people had reported a loud noise and a shaking of the railings near the middle.",
    "Divers from the fire service have found a crack about two metres long under the water line and have sent pictures of it to the engineers.",
    "The railway company says that its trains use another bridge further up the river and that they run as planned, but are fuller than usual.",
    "Owners of shops on both sides of the bridge say that hardly any customer came this morning and that they hope for help from the council.",
];

/// How much of an update's text is looked at for the words of its time, in characters.
const BEGINNING: usize = 80;

/// A page whose times are spelt in one way.
#[derive(Deserialize)]
struct Spelling {
    name: String,
    lang: String,
    /// The page's `article:modified_time`.
    modified: Option<String>,
    base: String,
    now: String,
    /// The markup of each update's time, newest first.
    times: Vec<String>,
    /// When each was published, to the minute in UTC.
    expected: Vec<String>,
    /// How far off each may be, in seconds: relative times are rounded.
    #[serde(default)]
    tolerance: i64,
    /// The words that each text must not begin with.
    left_out: Option<Vec<String>>,
}

impl Spelling {
    fn page(&self) -> String {
        let modified = self.modified.as_ref().map_or_else(String::new, |at| {
            format!("<meta property=\"article:modified_time\" content=\"{at}\">")
        });
        let title = "Live: Bridge closed after a crack was found";
        let updates = self.times.iter().zip(HEADLINES.iter().zip(TEXTS));
        let updates = (0..).zip(updates).map(|(place, (time, (headline, text)))| {
            let id = 1000 - place;
            format!(
                "<div class=\"live-post\" id=\"post-{id}\">{time}<h3>{headline}</h3><p>{text}</p></div>"
            )
        });
        let updates: Vec<String> = updates.collect();
        format!(
            "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{title}</title>{modified}</head>\
             <body><main><h1>{title}</h1><div class=\"liveblog\">{}</div></main></body></html>",
            self.lang,
            updates.join("\n")
        )
    }

    fn outcome(&self) -> Outcome {
        Outcome::of(&Case {
            bytes: self.page().as_bytes(),
            base: &self.base,
            now: &self.now,
        })
    }

    /// Tells what is wrong with the times.
    fn wrong_times(&self, got: &Outcome) -> Option<String> {
        let found: Vec<Option<String>> = HEADLINES
            .iter()
            .take(self.times.len())
            .map(|headline| got.time_of(headline))
            .collect();
        let near = |found: &Option<String>, expected: &String| {
            found.as_ref().is_some_and(|found| {
                let apart = read::minute(found) - read::minute(expected);
                apart.num_seconds().abs() <= self.tolerance
            })
        };
        let right = found.iter().zip(&self.expected).all(|(f, e)| near(f, e));
        (!right).then(|| format!("{:?} is read as {found:?}", self.times))
    }

    /// Tells which words of a time stand in the text.
    fn words_left(&self, got: &Outcome) -> Option<String> {
        let left_out = self.left_out.as_ref()?;
        let stays = HEADLINES.iter().zip(left_out).find(|(headline, words)| {
            let text = got.text_of(headline).unwrap_or_default();
            let beginning: String = text.chars().take(BEGINNING).collect();
            beginning.contains(words.as_str())
        });
        let nothing = got.items().is_empty().then(|| "no update".to_owned());
        nothing.or_else(|| stays.map(|(_, words)| format!("{words:?} stays in the text")))
    }
}

/// A page of its own.
#[derive(Deserialize)]
struct Page {
    name: String,
    /// What is odd about it.
    essence: String,
    file: String,
    base: String,
    now: String,
    expect: Expected,
}

/// Two readings of one page.
#[derive(Deserialize)]
struct Readings {
    name: String,
    essence: String,
    first: String,
    later: String,
    /// How long after the first one the later one is.
    minutes: i64,
    now: String,
    expect: Changes,
}

/// What the later of two readings may change.
#[derive(Deserialize)]
struct Changes {
    /// These and no others.
    all: Option<Vec<String>>,
    /// None of these.
    #[serde(default)]
    never: Vec<String>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/cases")
}

fn table<T: DeserializeOwned>(name: &str) -> Vec<T> {
    let text = fs::read_to_string(folder().join(name)).unwrap();
    let rows = text.lines().map(serde_json::from_str);
    rows.collect::<Result<_, _>>().unwrap()
}

fn page(name: &str) -> Vec<u8> {
    fs::read(folder().join("pages").join(name)).unwrap()
}

/// Says what is wrong in a table.
fn judge(table: &str, of: usize, wrong: &[(String, String)]) {
    let wrong: Vec<String> = wrong
        .iter()
        .map(|(name, why)| format!("{name}: {why}"))
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {of} {table} are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn times_are_read_in_every_spelling() {
    let spellings: Vec<Spelling> = table("spellings.ndjson");
    let wrong: Vec<(String, String)> = spellings
        .iter()
        .filter_map(|s| Some((s.name.clone(), s.wrong_times(&s.outcome())?)))
        .collect();
    judge("spellings", spellings.len(), &wrong);
}

#[test]
fn the_words_of_a_time_are_no_part_of_the_text() {
    let spellings: Vec<Spelling> = table("spellings.ndjson");
    let wrong: Vec<(String, String)> = spellings
        .iter()
        .filter_map(|s| Some((s.name.clone(), s.words_left(&s.outcome())?)))
        .collect();
    judge("spellings", spellings.len(), &wrong);
}

#[test]
fn odd_pages_are_read_right() {
    let pages: Vec<Page> = table("pages.ndjson");
    let wrong: Vec<(String, String)> = pages
        .iter()
        .filter_map(|case| {
            let bytes = page(&case.file);
            let outcome = panic::catch_unwind(|| {
                Outcome::of(&Case {
                    bytes: &bytes,
                    base: &case.base,
                    now: &case.now,
                })
            });
            let why = match outcome {
                Ok(outcome) => case.expect.wrong_in(&outcome)?,
                Err(_) => "it ends the program".to_owned(),
            };
            Some((case.name.clone(), format!("{}: {why}", case.essence)))
        })
        .collect();
    judge("pages", pages.len(), &wrong);
}

#[test]
fn a_second_reading_changes_what_changed() {
    let readings: Vec<Readings> = table("readings.ndjson");
    let wrong: Vec<(String, String)> = readings
        .iter()
        .filter_map(|case| {
            let pages = (page(&case.first), page(&case.later));
            let changes = read::changes((&pages.0, &pages.1), &case.now, case.minutes);
            let right = match &case.expect.all {
                Some(expected) => changes == *expected,
                None => !changes.iter().any(|c| case.expect.never.contains(c)),
            };
            (!right).then(|| (case.name.clone(), format!("{}: {changes:?}", case.essence)))
        })
        .collect();
    judge("readings", readings.len(), &wrong);
}
