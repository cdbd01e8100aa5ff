//! What holds whatever a newsroom does, through the timeline and the file together.

use std::collections::{HashMap, HashSet};

use newswire::{
    model::{Clean, Entry, EntryId, Snapshot, Timeline, Window},
    store::{Export, PollRecord, Store},
};
use proptest::prelude::*;

use super::{KEY, Place, at, blog, entry};

/// What happens before a poll, or to its answer.
#[derive(Debug, Clone)]
enum Step {
    /// An update appears, published so many seconds from now.
    Publish(i64),
    Edit(usize, u8),
    Remove(usize),
    /// The last removed one comes back.
    Return,
    /// The answer is in another order.
    Reorder(usize),
    /// The answer is a selection, of which nothing can be told.
    Some(u32),
    /// The answer ends earlier than the page.
    Cut(usize),
    /// The headline changes.
    Head(u8),
    /// The program ends and starts again.
    Restart,
    /// Nobody could be reached for so many minutes.
    Silence(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (-300i64..60).prop_map(Step::Publish),
        3 => (any::<usize>(), any::<u8>()).prop_map(|(n, text)| Step::Edit(n, text)),
        2 => any::<usize>().prop_map(Step::Remove),
        1 => Just(Step::Return),
        1 => any::<usize>().prop_map(Step::Reorder),
        1 => any::<u32>().prop_map(Step::Some),
        1 => (1usize..20).prop_map(Step::Cut),
        1 => any::<u8>().prop_map(Step::Head),
        1 => Just(Step::Restart),
        1 => (30i64..200).prop_map(Step::Silence),
    ];
    proptest::collection::vec(step, 1..24)
}

/// A newsroom, and what it shows.
struct Newsroom {
    page: Vec<Entry>,
    removed: Vec<Entry>,
    headline: String,
    published: i64,
}

impl Newsroom {
    fn new() -> Self {
        Self {
            page: (0..6).rev().map(|n| entry(n, "At first.")).collect(),
            removed: Vec::new(),
            headline: "Harbour bridge".to_owned(),
            published: 100,
        }
    }

    fn sort(&mut self) {
        self.page
            .sort_by_key(|e| std::cmp::Reverse(e.published.as_ref().unwrap().at));
    }

    /// Does what a step says and answers a request.
    fn answer(&mut self, step: &Step, seconds: i64) -> Snapshot {
        let count = self.page.len();
        let mut window = Window::Full;
        match step {
            Step::Publish(offset) => {
                self.published += 1;
                let mut new = entry(self.published, "New.");
                new.published.as_mut().unwrap().at = at(seconds + offset).fixed_offset();
                self.page.push(new);
                self.sort();
            }
            Step::Edit(index, text) if count > 0 => {
                let number = self.page[index % count].id.as_str()["update-".len()..].parse();
                let edited = entry(number.unwrap(), &format!("Edited to {text}."));
                self.page[index % count].body = edited.body;
            }
            Step::Remove(index) if count > 0 => self.removed.push(self.page.remove(index % count)),
            Step::Return => {
                self.page.extend(self.removed.pop());
                self.sort();
            }
            Step::Head(text) => self.headline = format!("Harbour bridge {text}"),
            _ => {}
        }
        let mut shown = self.page.clone();
        match step {
            Step::Reorder(by) if count > 0 => shown.rotate_left(by % count),
            Step::Cut(to) => shown.truncate(*to),
            Step::Some(mask) => {
                let mut bits = (0..32).map(|bit| mask >> bit & 1 == 1).cycle();
                shown.retain(|_| bits.next().unwrap());
                window = Window::Part;
            }
            _ => {}
        }
        Snapshot {
            blog: blog(&self.headline),
            entries: shown,
            window,
            recognised_as: Clean::default(),
            warnings: Vec::new(),
            older: None,
            min_interval: None,
        }
    }
}

/// The program: what it has in mind and what it keeps.
struct Program {
    place: Place,
    store: Store,
    timeline: Timeline,
}

impl Program {
    fn new() -> Self {
        let place = Place::new();
        let store = place.quietly();
        Self {
            place,
            store,
            timeline: Timeline::default(),
        }
    }

    /// Takes an answer and keeps what came of it; tells which updates changed.
    async fn poll(&mut self, snapshot: &Snapshot, seconds: i64) -> Vec<EntryId> {
        let changes = self.timeline.merge(snapshot, at(seconds));
        let ids: Vec<EntryId> = changes.ids().cloned().collect();
        let items = ids.iter().map(|id| self.timeline.get(id).unwrap().clone());
        let brought = (Some(self.timeline.blog.clone()), items.collect());
        let validators = newswire::model::Validators::default();
        let record = PollRecord::new(at(seconds), validators, false, brought, None);
        self.store.save_poll(KEY, record.clone()).await.unwrap();
        // A poll that is saved again is one that is saved.
        let before = self.export().await;
        self.store.save_poll(KEY, record).await.unwrap();
        assert_same(&self.export().await, &before);
        ids
    }

    async fn export(&self) -> Export {
        self.store.export(KEY).await.unwrap().unwrap()
    }

    async fn restart(&mut self) {
        let store = std::mem::replace(&mut self.store, Store::open(None, at(0)).0);
        store.close().await.unwrap();
        self.store = self.place.quietly();
        if let Some(stored) = self.store.load(KEY).await.unwrap() {
            self.timeline = stored.timeline;
        }
    }
}

fn assert_same(one: &Export, other: &Export) {
    let all = |export: &Export| {
        (
            export.stored.timeline.items().to_vec(),
            (export.stored.total, export.stored.unread),
            export.stored.gaps.clone(),
            export.headlines.clone(),
            export.polls.clone(),
        )
    };
    assert_eq!(all(one), all(other));
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

/// All that was ever shown: updates with their contents, and headlines.
#[derive(Default)]
struct Seen {
    contents: HashMap<EntryId, HashSet<u128>>,
    headlines: HashSet<String>,
}

impl Seen {
    fn see(&mut self, snapshot: &Snapshot) {
        self.headlines.insert(snapshot.blog.headline.to_string());
        for entry in &snapshot.entries {
            let contents = self.contents.entry(entry.id.clone()).or_default();
            contents.insert(entry.fingerprint());
        }
    }

    fn assert_kept(&self, export: &Export) {
        for (id, contents) in &self.contents {
            let item = export.stored.timeline.get(id);
            assert!(item.is_some(), "{id:?} is lost");
            let item = item.unwrap();
            let revisions = item.earlier.iter().map(|r| &r.entry).chain([&item.entry]);
            let kept: HashSet<u128> = revisions.map(|entry| entry.fingerprint()).collect();
            assert!(kept.is_superset(contents), "{id:?} lost a revision");
        }
        let kept = export
            .headlines
            .iter()
            .map(|head| head.headline.to_string());
        assert!(kept.collect::<HashSet<_>>().is_superset(&self.headlines));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn nothing_once_seen_is_ever_lost_and_the_file_holds_what_the_reader_sees(steps in steps()) {
        runtime().block_on(async {
            let (mut newsroom, mut program) = (Newsroom::new(), Program::new());
            let mut seen = Seen::default();
            let mut seconds = 1000;
            let mut silences = 0;
            for step in &steps {
                seconds += 30;
                if let Step::Silence(minutes) = step {
                    seconds += minutes * 60;
                    silences += usize::from(*minutes >= 60);
                }
                if matches!(step, Step::Restart) {
                    program.restart().await;
                }
                let snapshot = newsroom.answer(step, seconds);
                seen.see(&snapshot);
                program.poll(&snapshot, seconds).await;
                // The same answer, taken again, is no news.
                let before = program.timeline.items().to_vec();
                assert!(program.timeline.merge(&snapshot, at(seconds)).is_empty());
                assert_eq!(program.timeline.items(), before);
                for shown in &snapshot.entries {
                    assert!(!program.timeline.get(&shown.id).unwrap().is_retracted());
                }
            }
            program.restart().await;
            let export = program.export().await;
            seen.assert_kept(&export);
            // What came before the first poll is no silence.
            let first = usize::from(matches!(steps[0], Step::Silence(60..)));
            assert_eq!(export.stored.gaps.len(), silences - first);
            assert_eq!(export.polls.len(), steps.len());
        });
    }

    #[test]
    fn what_is_kept_is_what_was_in_mind(steps in steps()) {
        runtime().block_on(async {
            let (mut newsroom, mut program) = (Newsroom::new(), Program::new());
            for (step, number) in steps.iter().zip(0..) {
                let seconds = 1000 + number * 30;
                program.poll(&newsroom.answer(step, seconds), seconds).await;
                let kept = program.store.load(KEY).await.unwrap().unwrap();
                let differing = kept.timeline.items().iter().zip(program.timeline.items());
                for (kept, ours) in differing {
                    // How often in a row an update was missed is kept when that changes anything.
                    let mut kept = kept.clone();
                    if !ours.is_retracted() && !kept.is_retracted() {
                        kept.presence = ours.presence;
                    }
                    assert_eq!(&kept, ours);
                }
                assert_eq!(kept.timeline.items().len(), program.timeline.items().len());
            }
        });
    }

    #[test]
    fn selections_orders_and_ends_retract_nothing_not_even_over_restarts(
        steps in proptest::collection::vec(
            prop_oneof![
                (-300i64..60).prop_map(Step::Publish),
                any::<usize>().prop_map(Step::Reorder),
                any::<u32>().prop_map(Step::Some),
                (1usize..20).prop_map(Step::Cut),
                Just(Step::Restart),
            ],
            1..24,
        ),
    ) {
        runtime().block_on(async {
            let (mut newsroom, mut program) = (Newsroom::new(), Program::new());
            for (step, number) in steps.iter().zip(0..) {
                let seconds = 1000 + number * 30;
                if matches!(step, Step::Restart) {
                    program.restart().await;
                }
                program.poll(&newsroom.answer(step, seconds), seconds).await;
                let retracted = program.timeline.items().iter().filter(|i| i.is_retracted());
                assert_eq!(retracted.count(), 0);
            }
        });
    }

    #[test]
    fn two_instances_that_take_turns_keep_one_history(steps in steps(), turns in any::<u32>()) {
        runtime().block_on(async {
            let mut newsroom = Newsroom::new();
            let mut first = Program::new();
            let second = first.place.quietly();
            let mut other = Timeline::default();
            let mut seen = Seen::default();
            for (step, number) in steps.iter().zip(0..) {
                let seconds = 1000 + number * 30;
                let snapshot = newsroom.answer(step, seconds);
                seen.see(&snapshot);
                // The turn goes to and fro: who takes over knows what the other saw.
                if turns >> (number % 32) & 1 == 1 {
                    std::mem::swap(&mut first.timeline, &mut other);
                }
                let asked = first.poll(&snapshot, seconds).await;
                let news = second.news().await.unwrap().changed;
                let told: HashSet<EntryId> = news
                    .iter()
                    .flat_map(|changed| changed.items.iter().map(|item| item.entry.id.clone()))
                    .collect();
                assert!(asked.iter().all(|id| told.contains(id)), "{asked:?} {told:?}");
                for changed in news {
                    other.absorb(changed.items);
                    other.blog = changed.blog;
                }
                let texts = |timeline: &Timeline| -> Vec<(EntryId, usize, bool)> {
                    let items = timeline.items().iter();
                    items.map(|i| (i.entry.id.clone(), i.revision(), i.is_retracted())).collect()
                };
                assert_eq!(texts(&first.timeline), texts(&other));
            }
            seen.assert_kept(&first.export().await);
            let mut ids = HashSet::new();
            let items = first.export().await.stored.timeline;
            assert!(items.items().iter().all(|item| ids.insert(item.entry.id.clone())));
        });
    }
}
