//! What the history costs, each beside its floor, measured in the same run.
//!
//! Saving a poll stands beside the same rows in a bare SQLite transaction, opening a large blog beside opening a
//! small one, a search beside the bare query of the index. Floor and history take turns, and the ratio of the shortest
//! times is what counts: the history has a thread of its own, and on a busy machine whoever waits for a thread
//! measures the others. The median over the rounds stands beside it.

mod bare;
mod frame;
mod story;

use std::{
    hint::black_box,
    io::{self, Write},
    time::{Duration, Instant},
};

use newswire::{
    model::{Item, Validators},
    store::{PollRecord, Store},
};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// Rounds in which floor and history take turns.
const ROUNDS: usize = 41;
/// Saving a poll beside the same rows, written bare.
const SAVING: f64 = 1.5;
/// Opening a blog of ten thousand updates beside one of a hundred.
const OPENING: f64 = 1.2;
/// A search beside the index's own query.
const SEARCHING: f64 = 1.2;
/// Starting with a large history beside starting with a small one.
const STARTING: f64 = 1.5;
/// Updates that a poll changes.
const CHANGED: usize = 50;
/// Results of a search.
const HITS: usize = 200;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// One line of the table.
struct Row {
    what: String,
    floor: Duration,
    ours: Duration,
    ratio: f64,
    /// The median over the rounds of one divided by the other.
    median: f64,
    target: f64,
}

fn main() -> Outcome<()> {
    // The test runner asks every target for its tests; a measurement has none.
    if std::env::args().any(|argument| argument == "--list") {
        return Ok(());
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut rows = vec![saving(&runtime)?, opening(&runtime)?];
    searching(&runtime, &mut rows)?;
    print(&rows)?;
    Ok(())
}

/// A history with a directory of its own.
struct Place {
    dir: TempDir,
    store: Store,
}

impl Place {
    fn new() -> Outcome<Self> {
        let dir = tempfile::tempdir()?;
        let (store, _notes) = Store::open(Some(dir.path()), story::at(0));
        Ok(Self { dir, store })
    }

    /// Fills a blog; returns once the search index holds it, too.
    async fn fill(&self, key: &str, items: &[Item]) -> Outcome<()> {
        for (part, number) in items.chunks(1000).zip(0..) {
            self.store.save_poll(key, record(number, part)).await?;
        }
        self.rest().await
    }

    /// Waits until nothing is left to be done.
    async fn rest(&self) -> Outcome<()> {
        self.store.search("nothing", 1).await?;
        Ok(())
    }
}

fn record(seconds: i64, items: &[Item]) -> PollRecord {
    let at = story::at(100_000_000 + seconds);
    let brought = (Some(story::blog()), items.to_vec());
    PollRecord::new(at, Validators::default(), false, brought, None)
}

/// A poll of fifty edited updates beside a transaction of the same rows.
fn saving(runtime: &Runtime) -> Outcome<Row> {
    const KEY: &str = "https://post.example/live";
    let items = story::updates(ROUNDS * CHANGED);
    let place = Place::new()?;
    runtime.block_on(place.fill(KEY, &items))?;
    let mut bare = bare::Tables::like(&place, runtime)?;
    let mut rounds = Vec::new();
    for (part, number) in items.chunks(CHANGED).zip(1000..) {
        let edited: Vec<Item> = part.iter().map(story::edited).collect();
        let rows = bare::rows(&edited)?;
        let record = record(number, &edited);
        let ours = time(|| runtime.block_on(place.store.save_poll(KEY, record)));
        runtime.block_on(place.rest())?;
        let floor = time(|| bare.write(&rows, number));
        ours.1?;
        floor.1?;
        rounds.push((floor.0, ours.0));
    }
    let what = format!("a poll of {CHANGED} edits / the same rows in bare SQLite");
    Ok(row(what, SAVING, &rounds))
}

/// A blog of ten thousand updates beside one of a hundred, from the question to the first frame.
fn opening(runtime: &Runtime) -> Outcome<Row> {
    let place = Place::new()?;
    runtime.block_on(async {
        for (key, count) in [("small", 100), ("large", 10_000)] {
            let items = story::updates(count);
            place.fill(key, &items).await?;
            if let Some(middle) = items.get(count / 2) {
                place.store.save_place(key, frame::place(middle)).await?;
            }
        }
        Outcome::Ok(())
    })?;
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let floor = time(|| runtime.block_on(frame::first(&place.store, "small")));
        let ours = time(|| runtime.block_on(frame::first(&place.store, "large")));
        frame::assert_shows_the_place(&floor.1?)?;
        frame::assert_shows_the_place(&ours.1?)?;
        rounds.push((floor.0, ours.0));
    }
    let what = "first frame of 10,000 updates / of 100".to_owned();
    Ok(row(what, OPENING, &rounds))
}

/// Searches in a hundred thousand updates beside the index's own answers to the same questions.
fn searching(runtime: &Runtime, rows: &mut Vec<Row>) -> Outcome<()> {
    let place = Place::new()?;
    runtime.block_on(async {
        for blog in 0..10 {
            let items = story::updates(10_000);
            place.fill(&format!("blog {blog}"), &items).await?;
        }
        Outcome::Ok(())
    })?;
    rows.push(starting(runtime, &place)?);
    let index = bare::Index::of(&place)?;
    for (name, typed, expression) in [
        ("rare word", "w4321 ", "\"w4321\""),
        ("common word", "harbour ", "\"harbour\""),
        (
            "two words, one typed half",
            "harbour w43",
            "\"harbour\" \"w43\"*",
        ),
    ] {
        let mut rounds = Vec::new();
        for _ in 0..ROUNDS {
            let floor = time(|| index.ask(expression, i64::try_from(HITS).unwrap_or(i64::MAX)));
            let ours = time(|| runtime.block_on(place.store.search(typed, HITS)));
            let (found, hits) = (floor.1?, ours.1?.len());
            if hits != found {
                return Err(format!("{name}: {hits} hits, and the index has {found}").into());
            }
            rounds.push((floor.0, ours.0));
        }
        let what = format!("{name} in 100,000 updates / the index's own query");
        rows.push(row(what, SEARCHING, &rounds));
    }
    Ok(())
}

/// Opening a large file and listing its blogs beside a file with as many small ones.
fn starting(runtime: &Runtime, large: &Place) -> Outcome<Row> {
    let small = Place::new()?;
    for blog in 0..10 {
        runtime.block_on(small.fill(&format!("blog {blog}"), &story::updates(10)))?;
    }
    let start = |place: &Place| {
        time(|| {
            let (store, _notes) = Store::open(Some(place.dir.path()), story::at(0));
            runtime.block_on(store.list()).map(|blogs| blogs.len())
        })
    };
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let (floor, ours) = (start(&small), start(large));
        if (floor.1?, ours.1?) != (10, 10) {
            return Err("the library is not listed".into());
        }
        rounds.push((floor.0, ours.0));
    }
    let what = "start and library with 100,000 updates / with 100".to_owned();
    Ok(row(what, STARTING, &rounds))
}

fn time<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let begun = Instant::now();
    let done = black_box(work());
    (begun.elapsed(), done)
}

/// Sums the rounds up, each a floor and ours.
fn row(what: String, target: f64, rounds: &[(Duration, Duration)]) -> Row {
    let ratio = |floor: Duration, ours: Duration| ours.as_secs_f64() / floor.as_secs_f64();
    let floor = rounds.iter().map(|round| round.0).min().unwrap_or_default();
    let ours = rounds.iter().map(|round| round.1).min().unwrap_or_default();
    let mut ratios: Vec<f64> = rounds.iter().map(|round| ratio(round.0, round.1)).collect();
    ratios.sort_by(f64::total_cmp);
    Row {
        what,
        floor,
        ours,
        ratio: ratio(floor, ours),
        median: ratios.get(ratios.len() / 2).copied().unwrap_or_default(),
        target,
    }
}

fn print(rows: &[Row]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let width = rows.iter().map(|row| row.what.len()).max().unwrap_or(0);
    writeln!(
        out,
        "{:width$}  {:>12}  {:>12}  {:>6}  {:>6}  {:>6}",
        "what", "floor", "ours", "ratio", "median", "target"
    )?;
    let shown = |time: Duration| format!("{:.3} ms", time.as_secs_f64() * 1000.0);
    for row in rows {
        let over = if row.ratio > row.target { "  over" } else { "" };
        writeln!(
            out,
            "{:width$}  {:>12}  {:>12}  {:>6.2}  {:>6.2}  {:>6.1}{over}",
            row.what,
            shown(row.floor),
            shown(row.ours),
            row.ratio,
            row.median,
            row.target
        )?;
    }
    let over = rows.iter().filter(|row| row.ratio > row.target).count();
    writeln!(out, "{} of {} over their targets", over, rows.len())
}
