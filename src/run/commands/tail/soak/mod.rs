//! Following for hours: simulated hours against newsrooms on the loopback interface. Nothing is missed or told twice,
//! nobody is asked too often or against a promise, and memory does not grow.

mod newsroom;

use std::{collections::HashMap, fs, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};
use clap::Parser;
use tokio::{
    sync::oneshot,
    task::{spawn_blocking, yield_now},
    time::{advance, pause},
};

use self::newsroom::Newsroom;
use super::*;
use crate::{
    app::{Msg, alert::Alerting, library::LibraryMsg},
    cli::{Cli, Command},
    config::Places,
    fetch::simulated,
    model::{self, Item, Presence},
    run::{event::Event, tasks::rounds::Rounds},
};

/// Seconds between two updates in the mean, one newsroom after the other.
const MEANS: [f64; 5] = [300.0, 600.0, 1200.0, 3600.0, 7200.0];
/// The least between two requests for a page that nobody asks for by hand.
const FLOOR: TimeDelta = TimeDelta::seconds(15);
/// What happened so long before the end is told by then: a storm, and the slowest pace of what runs.
const TOLD: TimeDelta = TimeDelta::minutes(20);
/// The same of what nobody looks at: its pace is slower.
const KNOWN: TimeDelta = TimeDelta::minutes(45);

/// Takes records; none twice.
#[derive(Default)]
struct Records {
    line: Vec<u8>,
    /// The kinds of change by the names of the records.
    told: HashMap<String, String>,
}

impl Records {
    /// Returns how many changes of a kind were told of a blog.
    fn count(&self, address: &str, change: &str) -> usize {
        let blog = format!("{:032x}/", model::hash128(address.as_bytes()));
        let told = self.told.iter();
        told.filter(|(id, what)| id.starts_with(&blog) && *what == change)
            .count()
    }
}

impl Write for Records {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.line.extend(bytes);
        if self.line.ends_with(b"\n") {
            let record: serde_json::Value = serde_json::from_slice(&self.line)?;
            let [id, change] =
                ["id", "change"].map(|name| record[name].as_str().unwrap().to_owned());
            let before = self.told.insert(id, change);
            assert_eq!(before, None, "told twice: {record}");
            self.line.clear();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How much memory is used, in pages.
fn memory() -> usize {
    let told = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = told.split(' ').nth(1).unwrap_or_default();
    pages.parse().unwrap_or_default()
}

/// Follows so many blogs for so many hours: the first half as `tail` does, the others as a reader does what is not
/// open; returns how many pages of memory are used after each fifth of them.
async fn follow(blogs: u64, hours: i64) -> Vec<usize> {
    pause();
    // A clock that is paused goes on by itself where only other threads have something to do; not while one of these
    // is there.
    let (over, until_over) = oneshot::channel::<()>();
    let held = spawn_blocking(|| until_over.blocking_recv());
    let start: DateTime<Utc> = "2025-08-07T04:00:00Z".parse().unwrap();
    simulated::begin(start);
    let length = TimeDelta::hours(hours);
    let mut newsrooms = Vec::new();
    for number in 0..blogs {
        let mean = MEANS[usize::try_from(number).unwrap() % MEANS.len()];
        newsrooms.push(Newsroom::open(number, mean, length).await);
    }
    let (watched, others) = newsrooms.split_at(newsrooms.len() / 2);

    let (dir, other_dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut config = Config::defaults(&Places::default());
    config.data_dir = Some(dir.path().to_owned());
    let cli = Cli::parse_from("newswire tail named --since all --format ndjson".split(' '));
    let Some(Command::Tail(arguments)) = cli.command else {
        panic!("not tail");
    };
    let mut records = Records::default();
    let mut tailing = Tailing::start(Vec::new(), &arguments, &config, &mut records)
        .await
        .unwrap();
    tailing.is_of_library = false;
    for newsroom in watched {
        let source = Source::parse(&newsroom.address, None).unwrap();
        tailing.add(source).await.unwrap();
    }

    let (store, _) = Store::open(Some(other_dir.path()), start);
    for newsroom in others {
        let address = &newsroom.address;
        store.follow(address, address, start).await.unwrap();
    }
    let (supervisor, _notes) = Supervisor::new(Handle::current());
    let (sender, mut told) = mpsc::channel(WAITING);
    let poller = PollerConfig::default();
    let open = (std::collections::HashSet::new(), Alerting::default());
    let rounds = Rounds::start(&supervisor, store.clone(), poller, open, sender);
    let arrived = tokio::spawn(async move {
        let mut arrived = 0;
        while let Some(event) = told.recv().await {
            if let Event::Told(Msg::Library(LibraryMsg::Arrived { updates, .. })) = event {
                arrived += updates;
            }
        }
        arrived
    });

    let stores = [tailing.history.store(), store.clone()];
    let clock = pass(length, &stores);
    let memory = tokio::select! {
        memory = clock => memory,
        ended = tailing.run(None) => panic!("it ended: {ended:?}"),
    };
    tailing.end().await;
    drop(rounds);
    let arrived = arrived.await.unwrap();
    let end = start + length;
    check_records(&records, watched, end);
    check_stored(&store, others, (start, end), arrived).await;
    check_requests(&newsrooms, hours);
    drop(over);
    let _done = held.await;
    memory
}

/// Lets the time pass, second by second; returns how many pages of memory are used after each fifth of it.
async fn pass(length: TimeDelta, stores: &[Store]) -> Vec<usize> {
    let mut used = Vec::new();
    let seconds = length.num_seconds();
    for second in 0..seconds {
        advance(Duration::from_secs(1)).await;
        let mut was_busy = second < 10;
        loop {
            for _ in 0..4 {
                yield_now().await;
            }
            if simulated::is_busy() {
                was_busy = true;
            } else if !std::mem::take(&mut was_busy) {
                break;
            } else {
                // What waits for a history is done once that answered, a few times: what is read is written after it.
                for store in stores.iter().cycle().take(4 * stores.len()) {
                    let _answered = store.tags("").await;
                    yield_now().await;
                }
            }
        }
        if (second + 1) % (seconds / 5) == 0 {
            used.push(memory());
        }
    }
    used
}

/// Checks what the history holds of those that nobody looks at.
async fn check_stored(
    store: &Store,
    others: &[Arc<Newsroom>],
    (start, end): (DateTime<Utc>, DateTime<Utc>),
    arrived: usize,
) {
    let mut first = 0;
    for newsroom in others {
        first += newsroom.happened(start)[0];
        let stored = store.load(&newsroom.address).await.unwrap().unwrap();
        let (items, [published, edited, retracted]) =
            (stored.timeline.items(), newsroom.happened(end - KNOWN));
        let count = |is: &dyn Fn(&Item) -> bool| items.iter().filter(|i| is(i)).count();
        assert!(items.len() >= published, "{}: missed", newsroom.address);
        assert!(items.len() <= newsroom.happened(end)[0], "doubled");
        assert!(count(&|item| !item.earlier.is_empty()) >= edited, "edits");
        let gone = |item: &Item| matches!(item.presence, Presence::Retracted { .. });
        assert!(count(&gone) >= retracted, "retractions");
    }
    let all: usize = others
        .iter()
        .map(|newsroom| newsroom.happened(end)[0])
        .sum();
    assert!(arrived + first <= all, "{arrived} and {first} of {all}");
}

fn check_records(records: &Records, watched: &[Arc<Newsroom>], end: DateTime<Utc>) {
    for newsroom in watched {
        let least = newsroom.happened(end - TOLD);
        let most = newsroom.happened(end);
        for (change, (least, most)) in ["added", "revised", "retracted"]
            .into_iter()
            .zip(least.into_iter().zip(most))
        {
            let address = &newsroom.address;
            let told = records.count(address, change);
            assert!(
                (least..=most).contains(&told),
                "{address}: {told} {change}, not {least} to {most}"
            );
        }
    }
}

fn check_requests(newsrooms: &[Arc<Newsroom>], hours: i64) {
    let mut requests = 0;
    for newsroom in newsrooms {
        let log = newsroom.log();
        assert_eq!(log.against, 0, "{}: against its word", newsroom.address);
        let waits = log.asked.windows(2).map(|two| two[1] - two[0]);
        let least = waits.min().unwrap();
        assert!(least >= FLOOR, "{}: asked after {least}", newsroom.address);
        assert!(log.unchanged > 0);
        requests += log.asked.len();
    }
    let blogs = newsrooms.len();
    println!("{blogs} blogs, {hours} h: {requests} requests");
}

#[tokio::test]
async fn hours_of_several_live_blogs_miss_and_repeat_nothing() {
    follow(10, 6).await;
}

/// Takes minutes, and has to be alone in its process: `cargo test --lib soak -- --ignored`.
#[tokio::test]
#[ignore = "takes minutes"]
async fn memory_does_not_grow_in_thirty_hours_of_twenty_live_blogs() {
    let used = follow(20, 30).await;
    println!("pages of memory after each six hours: {used:?}");
    // What is followed is held, two kilobytes an update.
    assert!(used[4] * 20 <= used[1] * 21, "{used:?}");
}
