use clap::Parser;
use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::{
    cli::{Cli, Command},
    config::Places,
    model::{
        Poll, PollOutcome, Trouble, Validators,
        alert::{Rule, Scope, Wish},
    },
    run::commands::sample::reading,
};

const ADDRESS: &str = "https://post.example/live";

fn arguments(options: &str) -> Tail {
    let line = format!("newswire tail {ADDRESS} --format ndjson {options}");
    let cli = Cli::parse_from(line.split_whitespace());
    let Some(Command::Tail(tail)) = cli.command else {
        panic!("not tail");
    };
    tail
}

/// A poll that read these updates in a minute.
fn page(minute: u32, updates: &[(&str, u32, &str)]) -> Poll {
    let reading = reading(minute, updates);
    Poll {
        at: reading.at,
        outcome: PollOutcome::Fresh(Box::new(reading.extraction.snapshot)),
        next: Some(Duration::from_secs(30)),
        validators: Validators::default(),
    }
}

fn failure(minute: u32, trouble: Trouble, no_live_blog: bool) -> Poll {
    Poll {
        outcome: PollOutcome::Failed {
            why: Clean::line("It failed."),
            trouble,
            no_live_blog,
            leads: Vec::new(),
        },
        ..page(minute, &[])
    }
}

/// A run of the command.
struct Run {
    blog: Blog,
    place: TailPlaces,
    arguments: Tail,
    config: Config,
}

impl Run {
    async fn start(store: &Store, options: &str) -> Self {
        let source = Source::parse(ADDRESS, None).unwrap();
        let arguments = arguments(options);
        Self {
            blog: Blog::load(source, store.clone()).await.unwrap(),
            place: TailPlaces::new(&arguments, reading(30, &[]).at),
            arguments,
            config: Config::defaults(&Places::default()),
        }
    }

    /// Takes a poll and tells of it; `room` is how many bytes the reader takes before it is gone.
    async fn take(&mut self, poll: Poll, room: usize) -> Vec<String> {
        let mut taken = Limited {
            bytes: Vec::new(),
            room,
        };
        self.blog.take(poll).await;
        if self.blog.is_settled() {
            self.place.begin(&self.blog).await.unwrap();
        }
        let mut outlet = Outlet::new(&self.arguments, &self.config, &mut taken).unwrap();
        let _killed = self.place.deliver(&mut self.blog, &mut outlet).await;
        ids(&taken.bytes)
    }
}

/// Takes whole records until there is no room, and then one more of which nobody hears that it was taken.
struct Limited {
    bytes: Vec<u8>,
    room: usize,
}

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend(bytes);
        if self.bytes.len() > self.room {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The names of records without that of the blog.
fn ids(records: &[u8]) -> Vec<String> {
    let records = std::str::from_utf8(records).unwrap().lines();
    let id = |record: &str| {
        let record: Value = serde_json::from_str(record).unwrap();
        let id = record["id"].as_str().unwrap();
        let (_, id) = id.split_once('/').unwrap();
        assert!(id.contains(record["change"].as_str().unwrap()), "{id}");
        id.to_owned()
    };
    records.map(id).collect()
}

fn memory() -> Store {
    Store::open(None, reading(0, &[]).at).0
}

const A: (&str, u32, &str) = ("a", 1, "First words.");
const B: (&str, u32, &str) = ("b", 2, "More words.");
const C: (&str, u32, &str) = ("c", 3, "Last words.");
const EDITED: (&str, u32, &str) = ("b", 2, "Other words.");

#[tokio::test]
async fn each_change_is_one_record_and_what_is_old_comes_first() {
    let store = memory();
    let mut run = Run::start(&store, "--since all").await;
    let pages: [&[_]; 6] = [
        &[B, A],
        &[B, A],
        &[C, EDITED, A],
        &[C, A],
        &[C, A],
        &[C, EDITED, A],
    ];
    let mut told = Vec::new();
    for (minute, updates) in (10..).zip(pages) {
        told.extend(run.take(page(minute, updates), usize::MAX).await);
    }
    assert_eq!(
        told,
        [
            "a/1/added",
            "b/1/added",
            "b/2/revised",
            "c/1/added",
            "b/2/retracted",
            "b/2/added",
        ]
    );
}

#[tokio::test]
async fn a_fresh_source_is_told_from_now_on_or_since_a_time() {
    for (options, first) in [
        ("", &[][..]),
        ("--since all", &["a/1/added", "b/1/added"]),
        ("--since 2025-08-07T04:02:00Z", &["b/1/added"]),
        ("--since 28m", &["b/1/added"]),
    ] {
        let store = memory();
        let mut run = Run::start(&store, options).await;
        let told = run.take(page(10, &[B, A]), usize::MAX).await;
        assert_eq!(told, first, "{options}");
        // An old update that comes late, or changes, is news.
        let late = ("late", 0, "Late words.");
        let told = run.take(page(11, &[EDITED, A, late]), usize::MAX).await;
        assert_eq!(told, ["late/1/added", "b/2/revised"], "{options}");
    }
}

#[tokio::test]
async fn what_happened_while_nobody_listened_is_told_at_the_next_start() {
    let store = memory();
    let mut run = Run::start(&store, "").await;
    run.take(page(10, &[A]), usize::MAX).await;
    drop(run);
    // A reader was there in the meantime, and two edits with it.
    let mut reader = Run::start(&store, "--quiet").await;
    for (minute, updates) in [(11, &[B, A][..]), (12, &[EDITED, A])] {
        reader.blog.take(page(minute, updates)).await;
    }
    drop(reader);
    let mut again = Run::start(&store, "").await;
    let told = again
        .take(failure(13, Trouble::Offline, false), usize::MAX)
        .await;
    assert_eq!(told, ["b/1/added", "b/2/revised"]);
    let mut again = Run::start(&store, "--as other").await;
    let told = again.take(page(14, &[C, EDITED, A]), usize::MAX).await;
    assert_eq!(told, Vec::<String>::new(), "another follower begins now");
}

#[tokio::test]
async fn a_page_that_stays_the_same_after_a_restart_confirms_what_was_missing() {
    let store = memory();
    let mut run = Run::start(&store, "").await;
    run.take(page(10, &[C, B, A]), usize::MAX).await;
    run.take(page(11, &[C, A]), usize::MAX).await;
    let mut again = Run::start(&store, "").await;
    let unchanged = Poll {
        outcome: PollOutcome::Unchanged,
        ..page(12, &[])
    };
    let told = again.take(unchanged, usize::MAX).await;
    assert_eq!(told, ["b/1/retracted"]);
}

#[tokio::test]
async fn a_rule_for_a_tag_rings_in_the_blogs_that_have_it() {
    for (tags, told) in [(vec![], 0), (vec!["harbour"], 2)] {
        let store = memory();
        store
            .follow(ADDRESS, ADDRESS, reading(0, &[]).at)
            .await
            .unwrap();
        let tags = tags.into_iter().map(Clean::line).collect();
        store.tag(ADDRESS, tags).await.unwrap();
        let mut run = Run::start(&store, "--since all --alerts-only").await;
        let scope = Scope::Tag(Clean::line("harbour"));
        run.config.alerts.rules = Rule::new(Wish::default(), scope).into_iter().collect();
        let records = run.take(page(10, &[B, A]), usize::MAX).await;
        assert_eq!(records.len(), told, "{records:?}");
    }
}

#[tokio::test]
async fn what_is_no_live_blog_is_given_up_and_what_fails_is_waited_for() {
    for (trouble, no_live_blog, given_up, status) in [
        (Trouble::Failing, true, true, 3),
        (Trouble::Gone, true, true, 1),
        (Trouble::Missing, true, false, 1),
        (Trouble::Offline, false, false, 1),
        (Trouble::BotWall, false, false, 1),
    ] {
        let store = memory();
        let mut run = Run::start(&store, "").await;
        run.take(failure(10, trouble, no_live_blog), usize::MAX)
            .await;
        let is_over = matches!(run.blog.stage, Stage::Finished);
        assert_eq!(is_over, given_up, "{trouble:?}");
        assert_eq!(run.blog.failed, Some(status), "{trouble:?}");
        assert!(store.list().await.unwrap().is_empty(), "it is not followed");
        run.take(page(11, &[A]), usize::MAX).await;
        assert_eq!(run.blog.failed, None);
    }
}

#[tokio::test]
async fn who_follows_the_library_follows_its_files() {
    let home = tempfile::tempdir().unwrap();
    let page = home.path().join("page.html");
    std::fs::write(&page, "Words.").unwrap();
    let key = Source::parse(page.to_str().unwrap(), None).unwrap().key();
    let mut config = Config::defaults(&Places::default());
    config.data_dir = Some(home.path().join("data"));
    let (store, _) = Store::open(config.data_dir.as_deref(), now());
    store.follow(&key, &key, now()).await.unwrap();
    store.close().await.unwrap();
    let arguments = arguments("--quiet");
    let mut out = Vec::new();
    let tailing = Tailing::start(Vec::new(), &arguments, &config, &mut out)
        .await
        .unwrap();
    let keys = tailing.blogs.iter().map(|blog| blog.key.as_str());
    assert_eq!(keys.collect::<Vec<_>>(), [key.as_str()]);
}

#[test]
fn text_is_set_to_a_width_with_addresses_whole() {
    let lines = [
        "The Example Post · 04:49 · Minister to speak at eleven o'clock".to_owned(),
        "The transport minister will give a statement.".to_owned(),
        String::new(),
        "https://post.example/live/bridge/a-very-long-address".to_owned(),
    ];
    let mut out = Vec::new();
    outlet::wrapped(&lines, 32, &mut out).unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "The Example Post · 04:49 ·\n    Minister to speak at eleven\n    o'clock\n    \
         The transport minister will\n    give a statement.\n\n    \
         https://post.example/live/bridge/a-very-long-address\n\n"
    );
}

/// What the publisher does between two polls.
#[derive(Debug, Clone, Copy)]
enum Step {
    Write,
    Edit(usize),
    Remove(usize),
    Nothing,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => Just(Step::Write),
        2 => (0..6usize).prop_map(Step::Edit),
        2 => (0..6usize).prop_map(Step::Remove),
        2 => Just(Step::Nothing),
    ]
}

/// The pages that follow from what a publisher does, newest update first.
fn pages(steps: &[Step]) -> Vec<Vec<(String, u32, String)>> {
    let mut updates: Vec<(String, u32, String)> = Vec::new();
    let mut pages = Vec::new();
    for (number, step) in (1..).zip(steps) {
        let place = |place: usize, updates: &[_]| (place < updates.len()).then_some(place);
        match *step {
            Step::Write => {
                let words = format!("Update number {number}, as it was written.");
                updates.insert(0, (format!("u{number}"), number, words));
            }
            Step::Edit(at) => {
                if let Some(at) = place(at, &updates) {
                    updates[at].2 = format!("The story of edit {number} reads otherwise now.");
                }
            }
            Step::Remove(at) => {
                if let Some(at) = place(at, &updates) {
                    updates.remove(at);
                }
            }
            Step::Nothing => {}
        }
        if !updates.is_empty() {
            pages.push(updates.clone());
        }
    }
    pages
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_follower_that_is_killed_at_any_moment_tells_what_one_tells_that_is_not(
        steps in prop::collection::vec(step(), 1..24),
        kills in prop::collection::vec(prop::option::of((any::<bool>(), 0..4000usize)), 24),
    ) {
        let runtime = runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (steady, killed) = (memory(), memory());
            let mut calm = Run::start(&steady, "--since all").await;
            let mut run = Run::start(&killed, "--since all").await;
            let (mut expected, mut told) = (Vec::new(), Vec::new());
            let pages = pages(&steps);
            for ((minute, updates), kill) in (10..).zip(&pages).zip(&kills) {
                let updates: Vec<(&str, u32, &str)> = updates
                    .iter()
                    .map(|(id, minute, words)| (id.as_str(), *minute, words.as_str()))
                    .collect();
                expected.extend(calm.take(page(minute, &updates), usize::MAX).await);
                match *kill {
                    // Killed while it tells.
                    Some((false, room)) => {
                        told.extend(run.take(page(minute, &updates), room).await);
                        run = Run::start(&killed, "--since all").await;
                    }
                    // Killed between saving and telling.
                    Some((true, _)) => {
                        run.blog.take(page(minute, &updates)).await;
                        run = Run::start(&killed, "--since all").await;
                    }
                    None => told.extend(run.take(page(minute, &updates), usize::MAX).await),
                }
            }
            let last = failure(59, Trouble::Offline, false);
            if run.blog.is_known {
                let begun = run.place.begin(&run.blog).await;
                assert!(begun.is_ok());
                told.extend(run.take(last, usize::MAX).await);
            }
            let mut seen = std::collections::HashSet::new();
            let repeated = told.iter().filter(|id| !seen.insert((*id).clone())).count();
            let tells = kills.iter().flatten().filter(|(between, _)| !between).count();
            assert!(repeated <= tells, "{told:?}: at most the record under way");
            let mut seen = std::collections::HashSet::new();
            told.retain(|id| seen.insert(id.clone()));
            assert_eq!(told, expected);
        });
    }
}
