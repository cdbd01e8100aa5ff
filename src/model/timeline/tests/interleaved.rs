//! A newsroom edits; its protocol, its page, a copy of its page in a cache and the page's data speak in any order.

use std::collections::BTreeMap;

use super::{
    sequences::{changed, has_links_and_pictures, picture, protocol, said_by, voice},
    *,
};
use crate::model::{Block, Inline, WebUrl, Witness};

#[derive(Debug, Clone)]
enum Turn {
    Publish,
    Edit(usize),
    Remove(usize),
    /// The protocol tells all that changed since it was last asked.
    Answer,
    /// The page as it is.
    Page,
    /// The page as it was some steps ago.
    Cached(usize),
    /// The page's data alone, which cut every text and know no pictures.
    Data,
    /// The program ends and starts again.
    Restart,
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let turn = prop_oneof![
        2 => Just(Turn::Publish),
        4 => any::<usize>().prop_map(Turn::Edit),
        1 => any::<usize>().prop_map(Turn::Remove),
        3 => Just(Turn::Answer),
        3 => Just(Turn::Page),
        2 => (1usize..6).prop_map(Turn::Cached),
        2 => Just(Turn::Data),
        1 => Just(Turn::Restart),
    ];
    proptest::collection::vec(turn, 1..40)
}

/// An update as it truly is.
#[derive(Debug, Clone)]
struct Truth {
    number: i64,
    version: u32,
    changed: i64,
}

impl Truth {
    fn id(&self) -> String {
        format!("update-{}", self.number)
    }

    /// A picture under its caption and nothing else.
    fn is_picture(&self) -> bool {
        self.number % 3 == 2
    }

    fn marker(&self) -> String {
        format!("version{}", self.version)
    }

    fn words(&self) -> String {
        let Self {
            number, version, ..
        } = self;
        format!(
            "In version{version} of report {number} the harbour office says that the ferry left \
             with about {number}{version} passengers and that two more crossings are planned \
             before the evening comes and the pier is closed"
        )
    }

    fn entry(&self, body: &str) -> Entry {
        changed(entry(&self.id(), self.number, body), self.changed)
    }

    fn whole(&self) -> Entry {
        let mut entry = self.entry(&self.words());
        if self.is_picture() {
            entry.body.blocks.clear();
        }
        entry.body.blocks.push(picture(&self.words()));
        entry.body.blocks.push(Block::Paragraph(vec![Inline {
            link: WebUrl::parse("https://post.example/statement").ok(),
            ..Inline::plain("Statement")
        }]));
        said_by(Witness::Platform, 9, entry)
    }

    fn on_page(&self) -> Entry {
        let mut entry = self.entry(&format!("{}\n\nShare", self.words()));
        if self.is_picture() {
            entry.body.blocks = vec![picture(&self.words())];
        }
        let mut entry = said_by(Witness::Markup, 6, entry);
        entry.provenance.marks = voice(Witness::Markup, 6);
        entry.marks.key_event = self.number % 2 == 0;
        entry
    }

    fn in_data(&self) -> Option<Entry> {
        let words: Vec<String> = self
            .words()
            .split(' ')
            .take(20)
            .map(str::to_owned)
            .collect();
        let entry = self.entry(&format!("{}…", words.join(" ")));
        (!self.is_picture()).then(|| said_by(Witness::JsonLd, 3, entry))
    }
}

/// What a newsroom has, newest first, and what those who watch it were told.
#[derive(Debug, Default)]
struct Newsroom {
    now: Vec<Truth>,
    before: Vec<Vec<Truth>>,
    published: i64,
    asked: Option<i64>,
    removed: Vec<String>,
}

impl Newsroom {
    fn act(&mut self, turn: &Turn, minute: i64) {
        self.before.push(self.now.clone());
        let count = self.now.len();
        match turn {
            Turn::Publish => {
                self.published += 1;
                let new = Truth {
                    number: self.published,
                    version: 0,
                    changed: minute,
                };
                self.now.insert(0, new);
            }
            Turn::Edit(n) if count > 0 => {
                let truth = &mut self.now[n % count];
                truth.version += 1;
                truth.changed = minute;
            }
            Turn::Remove(n) if count > 2 => {
                let gone = self.now.remove(n % count);
                self.removed.push(gone.id());
            }
            _ => {}
        }
    }

    fn read(&mut self, turn: &Turn, minute: i64) -> Option<Snapshot> {
        Some(match turn {
            Turn::Answer => {
                let asked = self.asked.replace(minute);
                let news = self.now.iter();
                let news = news.filter(|t| asked.is_none_or(|asked| t.changed > asked));
                let removed = std::mem::take(&mut self.removed);
                let removed: Vec<&str> = removed.iter().map(String::as_str).collect();
                protocol(news.map(Truth::whole).collect(), &removed)
            }
            Turn::Page => reading(self.now.iter().map(Truth::on_page).collect()),
            Turn::Cached(steps) => {
                let copy = self.before.iter().rev().nth(*steps)?;
                reading(copy.iter().map(Truth::on_page).collect())
            }
            Turn::Data => reading(self.now.iter().filter_map(Truth::in_data).collect()),
            _ => return None,
        })
    }
}

/// Lists the versions of an update that the timeline holds, oldest first.
fn versions(item: &Item) -> Vec<u32> {
    let revisions = item.earlier.iter().map(|r| &r.entry).chain([&item.entry]);
    let version = |entry: &Arc<Entry>| {
        let text = entry.body.text();
        let (_, rest) = text.split_once("version").unwrap();
        rest.split(' ').next().unwrap().parse().unwrap()
    };
    revisions.map(version).collect()
}

fn check(timeline: &Timeline, newsroom: &Newsroom, before: &BTreeMap<EntryId, Vec<u32>>) {
    for item in timeline.items() {
        let id = &item.entry.id;
        let held = versions(item);
        let truth = newsroom.now.iter().find(|t| t.id() == id.as_str());
        let mut sorted = held.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(held, sorted, "{id}: a revision that was no edit");
        let known = before.get(id).map_or(&[][..], Vec::as_slice);
        assert!(held.starts_with(known), "{id}: {known:?} became {held:?}");
        if let Some(truth) = truth {
            assert!(held.last() <= Some(&truth.version), "{id}: {held:?}");
            assert!(!item.is_retracted(), "{id} was not removed");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn whoever_speaks_when_no_edit_is_made_up_and_none_is_lost(turns in turns()) {
        let mut newsroom = Newsroom::default();
        let mut timeline = Timeline::default();
        let mut before = BTreeMap::new();
        let mut key_events: HashSet<EntryId> = HashSet::new();
        for minute in 0..4 {
            newsroom.act(&Turn::Publish, minute);
        }
        for (turn, minute) in turns.iter().zip(4..) {
            newsroom.act(turn, minute);
            if matches!(turn, Turn::Restart) {
                let kept = timeline.items().to_vec();
                timeline = Timeline::restore(timeline.blog.clone(), kept);
            }
            let taken_back = newsroom.removed.clone();
            let Some(snapshot) = newsroom.read(turn, minute) else { continue };
            timeline.merge(&snapshot, at(minute));
            let marked = snapshot.entries.iter().filter(|e| e.marks.key_event);
            let marked = marked.filter_map(|e| timeline.get(&e.id));
            let marked = marked.filter(|item| !item.is_retracted());
            key_events.extend(marked.map(|item| item.entry.id.clone()));
            check(&timeline, &newsroom, &before);
            prop_assert!(timeline.merge(&snapshot, at(minute)).is_empty());
            if matches!(turn, Turn::Answer) {
                // The strongest witness spoke: everything is as it is.
                for truth in &newsroom.now {
                    let item = timeline.get(&EntryId::new(&truth.id())).unwrap();
                    prop_assert!(versions(item).ends_with(&[truth.version]));
                    prop_assert!(item.entry.body.text().contains(&truth.marker()));
                    prop_assert!(has_links_and_pictures(item), "{:?}", item.entry.body);
                }
                for id in taken_back {
                    let item = timeline.get(&EntryId::new(&id));
                    prop_assert!(item.is_none_or(Item::is_retracted));
                }
            }
            for item in timeline.items() {
                let id = &item.entry.id;
                prop_assert!(item.entry.marks.key_event || !key_events.contains(id));
                before.insert(id.clone(), versions(item));
            }
        }
    }
}
