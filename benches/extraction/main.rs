//! What reading a page costs, beside its floor, measured in the same run.
//!
//! The floor is what no reader can do without: building the tree of the same bytes, or finding and reading the
//! JSON-LD where only that is needed. Times of a busy machine mean little, so floor and reader take turns and the
//! ratio is what counts: the median over the rounds of one divided by the other. Memory is the peak of what was
//! allocated and not yet freed.

mod page;

use std::{
    hint::black_box,
    io::{self, Write},
    time::{Duration, Instant},
};

use chrono::DateTime;
use newswire::{model::hash128, source};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Rounds in which floor and reader take turns.
const ROUNDS: usize = 21;
/// A reader's cost beside the parser's, as it should be. Pages without updates come near it; live blogs take two to
/// five times the parser's: for the state of their scripts, for what each of many updates says, and for series that
/// might be updates and are not.
const EXTRACTION: f64 = 1.6;
/// A fingerprint's cost beside finding and reading the JSON-LD.
const UNCHANGED: f64 = 2.0;
/// A body's hash beside reading its bytes once.
const SAME_BODY: f64 = 4.0;
/// The peak of memory beside the page's size.
const MEMORY_TARGET: f64 = 25.0;

/// One line of the table.
struct Row {
    what: String,
    floor: String,
    ours: String,
    ratio: f64,
    target: f64,
}

fn main() -> io::Result<()> {
    // The test runner asks every target for its tests; a measurement has none.
    if std::env::args().any(|argument| argument == "--list") {
        return Ok(());
    }
    let mut rows = Vec::new();
    for (name, bytes) in pages() {
        measure(&name, &bytes, &mut rows);
    }
    print(&rows)
}

/// The pages to measure: two that are written here, and saved ones where there are any (`NEWSWIRE_PAGES`).
fn pages() -> Vec<(String, Vec<u8>)> {
    let mut pages: Vec<(String, Vec<u8>)> = [30, 140]
        .map(|updates| {
            let page = page::live_blog(updates).into_bytes();
            (format!("{updates} updates, {} kB", page.len() / 1000), page)
        })
        .into();
    let Some(folder) = std::env::var_os("NEWSWIRE_PAGES") else {
        return pages;
    };
    let mut saved: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "html"))
        .collect();
    saved.sort();
    for path in saved {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if let Ok(bytes) = std::fs::read(&path)
            && bytes.len() > 50_000
        {
            pages.push((name, bytes));
        }
    }
    pages
}

fn measure(name: &str, bytes: &[u8], rows: &mut Vec<Row>) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let page = source::Page {
        bytes,
        content_type: Some("text/html; charset=utf-8"),
        address: None,
        // After what the written pages tell; times that lie ahead are refused.
        fetched_at: DateTime::from_timestamp(1_754_600_000, 0).unwrap_or_default(),
        saved: None,
        cancellation: None,
    };
    let extract = || source::extract(&page);
    rows.push(timed(
        format!("{name}: extraction / tree"),
        EXTRACTION,
        || tree(text),
        extract,
    ));
    if has_json_ld(bytes) {
        rows.push(timed(
            format!("{name}: nothing new / JSON-LD read"),
            UNCHANGED,
            || read_json_ld(bytes),
            || source::Fingerprint::of(bytes),
        ));
    }
    rows.push(timed(
        format!("{name}: same body / bytes added up"),
        SAME_BODY,
        || bytes.iter().map(|b| u64::from(*b)).sum::<u64>(),
        || hash128(bytes),
    ));
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let extracted = extract();
    let peak = MEMORY.peak_usage().saturating_sub(before);
    drop(extracted);
    rows.push(Row {
        what: format!("{name}: peak memory / page"),
        floor: format!("{} kB", bytes.len() / 1000),
        ours: format!("{} kB", peak / 1000),
        ratio: ratio(peak, bytes.len()),
        target: MEMORY_TARGET,
    });
}

#[expect(
    clippy::disallowed_methods,
    reason = "the bare parser is the floor that the reader is measured against"
)]
fn tree(text: &str) -> scraper::Html {
    scraper::Html::parse_document(text)
}

/// Where the live blog's JSON-LD begins and ends.
fn json_ld(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    memchr::memmem::find_iter(bytes, b"application/ld+json").filter_map(|at| {
        let rest = bytes.get(at..)?;
        let rest = rest.get(memchr::memchr(b'>', rest)? + 1..)?;
        rest.get(..memchr::memmem::find(rest, b"</script")?)
    })
}

fn has_json_ld(bytes: &[u8]) -> bool {
    json_ld(bytes).any(|script| memchr::memmem::find(script, b"liveBlogUpdate").is_some())
}

/// What every reader of JSON-LD has to do at least: find it, and read the fields that show a change.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "reading the fields is the cost that is measured")]
struct Blog<'a> {
    #[serde(borrow, default)]
    live_blog_update: Vec<Update<'a>>,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "reading the fields is the cost that is measured")]
struct Update<'a> {
    #[serde(borrow, rename = "@id", default)]
    id: Option<std::borrow::Cow<'a, str>>,
    #[serde(borrow, default)]
    headline: Option<std::borrow::Cow<'a, str>>,
    #[serde(borrow, default)]
    article_body: Option<std::borrow::Cow<'a, str>>,
    #[serde(borrow, default)]
    date_published: Option<std::borrow::Cow<'a, str>>,
    #[serde(borrow, default)]
    date_modified: Option<std::borrow::Cow<'a, str>>,
}

fn read_json_ld(bytes: &[u8]) -> Vec<Blog<'_>> {
    json_ld(bytes)
        .filter_map(|script| serde_json::from_slice(script).ok())
        .collect()
}

/// Lets floor and reader take turns; the ratio is the median of the rounds' ratios.
fn timed<F, O>(what: String, target: f64, floor: impl Fn() -> F, ours: impl Fn() -> O) -> Row {
    let mut floors = Vec::new();
    let mut times = Vec::new();
    let mut ratios = Vec::new();
    // What is too short for the clock is done several times over.
    let once = time(1, &ours).min(time(1, &floor)).as_nanos().max(1);
    let repeat = u32::try_from(200_000 / once).unwrap_or(1).clamp(1, 1000);
    for _ in 0..ROUNDS {
        let (low, high) = (time(repeat, &floor), time(repeat, &ours));
        ratios.push(high.as_secs_f64() / low.as_secs_f64().max(f64::MIN_POSITIVE));
        floors.push(low);
        times.push(high);
    }
    ratios.sort_by(f64::total_cmp);
    floors.sort();
    times.sort();
    let shown = |sorted: &[Duration]| {
        let middle = sorted.get(ROUNDS / 2).copied().unwrap_or_default();
        format!("{:.3} ms", middle.as_secs_f64() * 1000.0)
    };
    Row {
        what,
        floor: shown(&floors),
        ours: shown(&times),
        ratio: ratios.get(ROUNDS / 2).copied().unwrap_or_default(),
        target,
    }
}

fn time<T>(repeat: u32, work: &impl Fn() -> T) -> Duration {
    let begun = Instant::now();
    for _ in 0..repeat {
        black_box(work());
    }
    begun.elapsed() / repeat
}

#[expect(
    clippy::cast_precision_loss,
    reason = "sizes of pages are far below 2^52"
)]
fn ratio(ours: usize, floor: usize) -> f64 {
    ours as f64 / floor.max(1) as f64
}

fn print(rows: &[Row]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let width = rows.iter().map(|row| row.what.len()).max().unwrap_or(0);
    writeln!(
        out,
        "{:width$}  {:>12}  {:>12}  {:>6}  {:>6}",
        "what", "floor", "ours", "ratio", "target"
    )?;
    for row in rows {
        let verdict = if row.ratio <= row.target {
            ""
        } else {
            "  over"
        };
        writeln!(
            out,
            "{:width$}  {:>12}  {:>12}  {:>6.2}  {:>6.1}{verdict}",
            row.what, row.floor, row.ours, row.ratio, row.target
        )?;
    }
    let over = rows.iter().filter(|row| row.ratio > row.target).count();
    writeln!(out, "{} of {} over their targets", over, rows.len())
}
