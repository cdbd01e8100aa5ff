//! The merged timeline: several live blogs as one.

use std::collections::HashSet;

use chrono::TimeDelta;
use newswire::{
    app::{BlogId, Effect, Followed, Joined, Model, Msg, Restored, Taken},
    layout::Size,
    model::{Body, Clean, Entry, EntryId, Poll, PollOutcome, Validators, WebUrl, Window, Zone},
};
use proptest::prelude::*;

use crate::harness::{self, Reader, now};

const NAMES: [&str; 3] = ["Post", "Herald", "Wire"];

/// A reader on three live blogs that were not read yet.
fn three(width: u16, height: u16) -> Reader {
    let mut reader = Reader::new(width, height);
    let blog = |(id, name): (usize, &&str)| {
        let address = format!("https://{}.example/live", name.to_lowercase());
        Followed::new(BlogId(id), Clean::line(name), WebUrl::parse(&address).ok())
    };
    let mut blogs = NAMES.iter().enumerate().map(blog);
    let first = blogs.next().unwrap();
    let size = Size { width, height };
    let state = newswire::app::Reader::new(first, blogs.collect(), Zone::Utc, now(), size);
    (reader.model, _) = Model::reading(state);
    reader
}

/// An update of one of them.
fn entry(blog: usize, id: &str, minutes: i64, headline: &str) -> Entry {
    let address = format!("https://{}.example/live#{id}", NAMES[blog].to_lowercase());
    Entry {
        permalink: WebUrl::parse(&address).ok(),
        ..harness::entry(id, minutes, headline, "More on this as we have it.")
    }
}

/// Lets a poll of one of them end.
fn poll(reader: &mut Reader, blog: usize, entries: Vec<Entry>) {
    reader.now += TimeDelta::seconds(20);
    let mut snapshot = harness::snapshot(entries, Window::Part);
    snapshot.blog.publisher = Clean::line(NAMES[blog]);
    snapshot.blog.language = Clean::line("en");
    let poll = Poll {
        at: reader.now,
        outcome: PollOutcome::Fresh(Box::new(snapshot)),
        next: reader.next,
        validators: Validators::default(),
    };
    reader.send(Msg::Polled(BlogId(blog), poll));
}

const STRIKE: &str = "Ship strikes the northern pier of the Merrow harbour bridge";
const STRIKE_TOO: &str = "Merrow harbour bridge: ship strikes the northern pier";

/// Three live blogs of one story, merged; the first two tell of the strike.
fn story(width: u16, height: u16) -> Reader {
    let mut reader = three(width, height);
    poll(
        &mut reader,
        0,
        vec![
            entry(0, "p2", 20, "Minister to speak at eleven in parliament"),
            entry(0, "p1", 50, STRIKE),
        ],
    );
    poll(
        &mut reader,
        1,
        vec![
            entry(1, "h2", 30, "Ferries doubled until Sunday, says operator"),
            entry(1, "h1", 46, STRIKE_TOO),
        ],
    );
    poll(
        &mut reader,
        2,
        vec![entry(2, "w1", 40, "Norline shares fall sharply")],
    );
    reader.keys("m");
    reader
}

fn place(reader: &Reader, words: &str) -> usize {
    let rows = reader.rows();
    let place = rows.iter().position(|row| row.contains(words));
    assert!(place.is_some(), "no {words}\n{}", reader.screen());
    place.unwrap()
}

#[test]
fn the_updates_of_all_stand_by_time_each_with_its_publisher() {
    let reader = story(80, 30);
    let screen = reader.screen();
    assert!(screen.contains("3 merged"), "{screen}");
    let order = [
        "Post · Minister to speak",
        "Herald · Ferries doubled",
        "Wire · Norline shares",
        "Post · Ship strikes",
    ];
    let places: Vec<usize> = order.iter().map(|words| place(&reader, words)).collect();
    assert!(places.is_sorted(), "{screen}");
}

#[test]
fn what_two_tell_alike_stands_once_and_opens() {
    let mut reader = story(80, 40);
    reader.keys("G");
    let screen = reader.screen();
    assert!(screen.contains("also Herald 11:14"), "{screen}");
    assert!(!screen.contains("Herald · Merrow harbour"), "{screen}");
    reader.keys("x");
    let screen = reader.screen();
    assert!(screen.contains("Herald · Merrow harbour"), "{screen}");
    assert!(reader.selected().ends_with("p1"), "{}", reader.selected());
    reader.keys("x");
    let screen = reader.screen();
    assert!(!screen.contains("Herald · Merrow harbour"), "{screen}");
    reader.keys("kx");
    let screen = reader.screen();
    assert!(screen.contains("No other update is folded"), "{screen}");
}

#[test]
fn a_later_find_of_an_earlier_update_says_who_was_first() {
    let mut reader = story(80, 40);
    let early = "The ship strikes the northern pier of the harbour bridge in Merrow";
    poll(&mut reader, 2, vec![entry(2, "w0", 55, early)]);
    reader.keys("G");
    let screen = reader.screen();
    assert!(screen.contains("Wire 11:05 (first)"), "{screen}");
}

#[test]
fn reading_reads_it_in_its_own_blog_and_what_is_folded_under_it() {
    let mut reader = story(80, 40);
    reader.effects.clear();
    reader.keys("G");
    let kept: Vec<&Effect> = reader
        .effects
        .iter()
        .filter(|effect| matches!(effect, Effect::KeepRead(..)))
        .collect();
    let id = |id: &str| vec![(EntryId::new(id), true)];
    assert_eq!(
        kept,
        [
            &Effect::KeepRead(BlogId(0), id("p1")),
            &Effect::KeepRead(BlogId(1), id("h1")),
        ]
    );
    reader.keys("m");
    assert_eq!(reader.model.reader().unwrap().active(), BlogId(0));
    let blog = reader.model.reader().unwrap().blog();
    assert!(blog.timeline().get(&EntryId::new("p1")).unwrap().read);
}

#[test]
fn every_act_is_done_to_the_update_in_its_own_blog() {
    let mut reader = story(80, 40);
    reader.keys("gj");
    reader.effects.clear();
    reader.keys("boOyYr");
    let herald = |id: &str| WebUrl::parse(&format!("https://herald.example/live{id}")).unwrap();
    let h2 = EntryId::new("h2");
    assert!(
        reader
            .effects
            .contains(&Effect::KeepBookmark(BlogId(1), h2.clone(), true))
    );
    assert!(reader.effects.contains(&Effect::Open(herald("#h2"))));
    assert!(reader.effects.contains(&Effect::Open(herald(""))));
    assert!(
        reader
            .effects
            .contains(&Effect::Copy(Taken::Address(herald("#h2"))))
    );
    for blog in 0..3 {
        assert!(reader.effects.contains(&Effect::Refresh(BlogId(blog))));
    }
    let copied = reader.effects.iter().find_map(|effect| match effect {
        Effect::Copy(Taken::Update(item)) => Some(item.entry.clone()),
        _ => None,
    });
    let copied = copied.unwrap();
    assert_eq!(copied.id, h2);
    assert!(
        !copied
            .headline
            .as_ref()
            .unwrap()
            .as_str()
            .contains("Herald")
    );
    reader.keys("m");
    assert_eq!(reader.model.reader().unwrap().active(), BlogId(1));
    assert_eq!(reader.selected(), "h2");
    reader.keys("m");
    assert!(reader.selected().ends_with("h2"), "{}", reader.selected());
    assert!(reader.model.reader().unwrap().merged().is_some());
}

#[test]
fn one_blog_alone_is_not_merged() {
    let mut reader = Reader::with(80, 24, harness::story(3));
    reader.keys("m");
    assert!(reader.model.reader().unwrap().merged().is_none());
    assert!(reader.screen().contains("Only one live blog is open"));
    reader.keys("x");
    let screen = reader.screen();
    assert!(
        screen.contains("Only the merged timeline folds updates"),
        "{screen}"
    );
}

#[test]
fn nothing_is_told_of_the_merged_timeline_outside() {
    let mut reader = story(80, 40);
    reader.keys("jjkGgbuAUcq");
    let last = reader.model.last_words();
    let named = format!("{:?} {last:?}", reader.effects);
    assert!(!named.contains(&usize::MAX.to_string()), "{named}");
}

#[test]
fn an_export_is_of_each() {
    let mut reader = story(80, 40);
    reader.effects.clear();
    reader.keys(":export<Enter>");
    let exported = reader.effects.iter().filter_map(|effect| match effect {
        Effect::Export(blog, _) => Some(*blog),
        _ => None,
    });
    assert_eq!(exported.collect::<Vec<_>>(), [0, 1, 2].map(BlogId));
}

#[test]
fn the_window_is_named_for_what_waits_in_all_that_are_open() {
    let mut reader = three(80, 24);
    let title = |reader: &Reader| {
        let titles = reader.effects.iter().rev();
        let mut titles = titles.filter_map(|effect| match effect {
            Effect::Title(title) => Some(title.to_string()),
            _ => None,
        });
        titles.next().unwrap_or_default()
    };
    for blog in 0..3 {
        poll(&mut reader, blog, vec![entry(blog, "a", 50, STRIKE)]);
    }
    for blog in 1..3 {
        let new = entry(blog, "b", 1, "Ferries doubled until Sunday");
        poll(&mut reader, blog, vec![new, entry(blog, "a", 50, STRIKE)]);
    }
    assert!(title(&reader).starts_with("(2) "), "{}", title(&reader));
}

#[test]
fn its_place_is_found_again_at_the_next_start() {
    let mut reader = story(80, 40);
    reader.keys("gj");
    let selected = reader.selected();
    let kept = reader.model.last_words().into_iter();
    let mut kept = kept.filter_map(|effect| match effect {
        Effect::KeepPlace(blog, place) => Some((blog, place)),
        _ => None,
    });
    let (blog, place) = kept.next().unwrap();
    assert_eq!(
        (blog, place.selected.as_ref()),
        (BlogId(1), Some(&EntryId::new("h2")))
    );
    reader.keys("m");
    let mut blogs = Vec::new();
    for _ in NAMES {
        let shown = reader.model.reader().unwrap().blog();
        let is_kept = shown.id == blog;
        let restored = Restored {
            timeline: shown.timeline().clone(),
            checked: Some(reader.now),
            left: is_kept.then_some(reader.now),
            place: is_kept.then(|| place.clone()),
            not_loaded: None,
            gaps: Vec::new(),
            blog_revisions: Vec::new(),
        };
        blogs.push(Followed::open(Joined {
            id: shown.id,
            source: Clean::line("source"),
            address: shown.address.clone(),
            paused: false,
            wishes: Vec::new(),
            restored: Some(Box::new(restored)),
        }));
        reader.keys("]");
    }
    blogs.sort_by_key(|blog| blog.id);
    let mut blogs = blogs.into_iter();
    let size = Size {
        width: 80,
        height: 40,
    };
    let first = blogs.next().unwrap();
    let mut again = newswire::app::Reader::new(first, blogs.collect(), Zone::Utc, reader.now, size);
    again.merge_again();
    (reader.model, _) = Model::reading(again);
    reader.send(Msg::Tick(reader.now));
    assert_eq!(reader.selected(), selected);
}

/// What a newsroom may tell of, in words that differ.
const SUBJECTS: [&str; 8] = [
    "Ship strikes the northern pier of the Merrow harbour bridge",
    "Transport minister Karen Osei speaks in parliament at eleven",
    "Ferries between Kenton and Merrow doubled until Sunday",
    "Shares in shipping company Norline fall sharply in early trading",
    "Schools in Ashby stay closed while engineers inspect the dam",
    "Coastguard helicopter lifts sailors off sinking trawler Mary Ann",
    "King visits families of the injured in Harlow hospital",
    "Divers recover voyage recorder of the Northern Star",
];

#[derive(Debug, Clone)]
enum Step {
    /// A live blog tells of a subject, so many half hours ago.
    Arrive(usize, usize, i64),
    /// It says something else of what it told.
    Edit(usize, usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let arrive = (0usize..3, 0usize..SUBJECTS.len(), 0i64..10)
        .prop_map(|(blog, subject, minutes)| Step::Arrive(blog, subject, minutes));
    let edit = (0usize..3, 0usize..8).prop_map(|(blog, which)| Step::Edit(blog, which));
    prop::collection::vec(prop_oneof![4 => arrive, 1 => edit], 1..25)
}

/// Does a step to the pages of the three live blogs; returns whose page changed.
fn apply(pages: &mut [Vec<Entry>; 3], step: &Step, number: usize) -> usize {
    match *step {
        Step::Arrive(blog, subject, minutes) => {
            let id = format!("n{number}");
            // No two at one time: to a timeline the same words at the same time are one update.
            let minutes = minutes * 30 + i64::try_from(number).unwrap();
            pages[blog].push(entry(blog, &id, minutes, SUBJECTS[subject]));
            blog
        }
        Step::Edit(blog, which) => {
            let count = pages[blog].len().max(1);
            if let Some(entry) = pages[blog].get_mut(which % count) {
                // What denies the rest is not what others tell; a wholly other text under one id would be another update.
                let text = format!("More on this as we have it. It is not so, by {number} people.");
                entry.body = Body::from_plain(&text);
            }
            blog
        }
    }
}

fn all() -> [Vec<Entry>; 3] {
    std::array::from_fn(|blog| {
        let told = |n: usize| {
            let minutes = i64::try_from(n * 15 + blog).unwrap();
            let subject = SUBJECTS[(n + blog) % SUBJECTS.len()];
            let id = format!("s{n}");
            Entry {
                body: Body::from_plain(&format!("{subject}, and more on this number {n}.")),
                ..entry(blog, &id, minutes, subject)
            }
        };
        (0..14).map(told).collect()
    })
}

/// Checks that every update stands once or is folded, and that all stand by time.
fn check(reader: &Reader, pages: &[Vec<Entry>; 3]) -> Result<(), TestCaseError> {
    let state = reader.model.reader().unwrap();
    let items = state.blog().timeline().items();
    prop_assert!(items.is_sorted_by_key(|item| std::cmp::Reverse(item.order.at)));
    let shown: HashSet<String> = items.iter().map(|i| i.entry.id.to_string()).collect();
    prop_assert_eq!(shown.len(), items.len());
    let mut known = HashSet::new();
    for (blog, page) in pages.iter().enumerate() {
        for entry in page {
            let id = format!("{blog} {}", entry.id);
            let address = entry.permalink.as_ref().unwrap();
            let under = items.iter().filter(|item| {
                let links = item.entry.body.links();
                item.entry.permalink.as_ref() != Some(address)
                    && links.iter().any(|link| link.url == *address)
            });
            let stands = usize::from(shown.contains(&id));
            prop_assert_eq!(
                stands + under.count(),
                1,
                "{} stands or is folded once",
                &id
            );
            known.insert(id);
        }
    }
    prop_assert!(shown.is_subset(&known));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn each_update_stands_once_or_is_folded_and_all_stand_by_time(steps in steps()) {
        let mut reader = three(80, 30);
        let mut pages: [Vec<Entry>; 3] = Default::default();
        reader.keys("m");
        for (number, step) in steps.iter().enumerate() {
            let blog = apply(&mut pages, step, number);
            poll(&mut reader, blog, pages[blog].clone());
            check(&reader, &pages)?;
        }
    }

    #[test]
    fn what_is_read_stays_where_it_is_whatever_arrives(
        steps in steps(),
        wheel in 2usize..20,
        width in 40u16..140,
        height in 10u16..40,
        full in any::<bool>(),
    ) {
        let mut reader = three(width, height);
        let mut pages = all();
        for (blog, page) in pages.iter().enumerate() {
            poll(&mut reader, blog, page.clone());
        }
        reader.keys("m");
        check(&reader, &pages)?;
        if full {
            reader.keys("v");
        }
        for _ in 0..wheel {
            reader.mouse(12, 4, newswire::app::MouseKind::WheelDown);
        }
        let before = reader.text();
        let selected = reader.selected();
        for (number, step) in steps.iter().enumerate() {
            let blog = apply(&mut pages, step, number);
            poll(&mut reader, blog, pages[blog].clone());
            check(&reader, &pages)?;
            let end = before.iter().rposition(|row| !row.is_empty()).map_or(0, |last| last + 1);
            let after = reader.text();
            prop_assert_eq!(&after[..end], &before[..end], "after {:?}", step);
            prop_assert_eq!(reader.selected(), selected.clone());
        }
    }
}
