//! What the history holds is on the screen first, a part of it where there is much; the rest moves nothing.

use chrono::TimeDelta;
use newswire::{
    app::{
        BlogId, Effect, ExternalUpdate, Filter, MouseKind, Msg, NotLoaded, Order, Place, Restored,
    },
    model::{Clean, EntryId, LiveBlog, PollOutcome, Timeline, Trouble, Window},
};
use proptest::prelude::*;

use crate::harness::{Reader, entry, now, snapshot, story};

fn timeline(count: usize) -> Timeline {
    let mut timeline = Timeline::default();
    let page = snapshot(story(count), Window::Full);
    timeline.merge(&page, now() - TimeDelta::hours(3));
    timeline
}

/// The updates of a timeline from one position to another.
fn part(timeline: &Timeline, from: usize, to: usize) -> Timeline {
    Timeline::restore(timeline.blog.clone(), timeline.items()[from..to].to_vec())
}

/// A reader that left a long timeline in the middle of an update, and has a part of it.
fn reader(whole: &Timeline) -> Reader {
    let timeline = part(whole, 300, 364);
    Reader::restored(
        80,
        24,
        Restored {
            left: None,
            timeline,
            checked: Some(now() - TimeDelta::hours(3)),
            place: Some(Place {
                entry: EntryId::new("u332"),
                byte: 60,
                lead: 3,
                selected: Some(EntryId::new("u332")),
                reading: 0,
                order: Order::NewestFirst,
                density: None,
                filter: Filter::default(),
            }),
            not_loaded: Some(NotLoaded {
                updates: 936,
                unread: 936,
            }),
            gaps: Vec::new(),
            blog_revisions: Vec::new(),
        },
    )
}

#[test]
fn the_first_frame_is_the_place_that_was_left_and_the_rest_moves_nothing() {
    let whole = timeline(1000);
    let mut reader = reader(&whole);
    let before = reader.rows();
    assert!(before[0].contains("1000 updates"), "{}", before[0]);
    assert!(reader.screen().contains("Update number 332"));
    reader.send(Msg::Rest(BlogId(0), Box::new(whole)));
    assert_eq!(
        reader
            .model
            .reader()
            .unwrap()
            .blog()
            .timeline()
            .items()
            .len(),
        1000
    );
    let after = reader.rows();
    // All but the scrollbar, which can only now tell where this is.
    let cut = |rows: &[String]| -> Vec<String> {
        let row = |row: &String| {
            row.trim_end_matches(['│', '█', '┃', '▐', '·', ' '])
                .to_owned()
        };
        rows.iter().map(row).collect()
    };
    assert_eq!(cut(&after), cut(&before));
}

#[test]
fn what_was_done_before_the_rest_came_stays_done() {
    let whole = timeline(1000);
    let mut reader = reader(&whole);
    reader.keys("jj");
    let (selected, unread) = (
        reader.selected(),
        reader.model.reader().unwrap().blog().unread(),
    );
    assert!(unread < 1000);
    reader.send(Msg::Rest(BlogId(0), Box::new(whole)));
    assert_eq!(reader.selected(), selected);
    assert_eq!(reader.model.reader().unwrap().blog().unread(), unread);
    reader.keys("G");
    assert_eq!(reader.selected(), "u999");
}

#[test]
fn where_the_rest_cannot_be_read_the_part_is_the_whole() {
    let whole = timeline(1000);
    let mut reader = reader(&whole);
    let text = reader.text();
    reader.send(Msg::Rest(BlogId(0), Box::default()));
    assert_eq!(reader.text(), text);
    assert!(reader.rows()[0].contains("64 updates"));
    assert!(reader.model.reader().unwrap().blog().feed.is_whole());
}

#[test]
fn a_part_of_the_history_asks_for_no_older_pages() {
    let whole = timeline(1000);
    let mut reader = reader(&whole);
    reader.keys("G");
    assert_eq!(reader.selected(), "u363");
    let asks = |effect: &Effect| matches!(effect, Effect::FetchOlder(_));
    assert!(!reader.effects.iter().any(asks));
    reader.send(Msg::Rest(BlogId(0), Box::new(whole)));
    reader.keys("G");
    assert!(reader.effects.iter().any(asks));
}

#[test]
fn without_network_the_reader_says_how_old_it_is() {
    let whole = timeline(1000);
    let mut reader = reader(&whole);
    reader.send(Msg::Rest(BlogId(0), Box::new(whole)));
    let text = reader.text();
    reader.finish(PollOutcome::Failed {
        why: Clean::line("post.example cannot be reached."),
        trouble: Trouble::Failing,
        no_live_blog: false,
        leads: Vec::new(),
    });
    assert_eq!(reader.text(), text);
    let kept = reader.effects.iter().find_map(|effect| match effect {
        Effect::Keep(_, kept) => kept.failure.as_ref(),
        _ => None,
    });
    let why = "post.example cannot be reached.";
    let kept = kept.map(|(why, trouble)| (why.as_str(), *trouble));
    assert_eq!(kept, Some((why, Trouble::Failing)), "it is in the poll log");
    let footer = reader.rows().pop().unwrap();
    assert!(footer.contains("cannot be reached."), "{footer}");
    reader.send(Msg::Tick(reader.now + chrono::TimeDelta::seconds(8)));
    let footer = reader.rows().pop().unwrap();
    assert!(footer.contains("as of 3 h ago"), "{footer}");
}

fn heard(entries: Vec<newswire::model::Entry>) -> Msg {
    let mut timeline = Timeline::default();
    timeline.merge(&snapshot(entries, Window::Full), now());
    let heard = ExternalUpdate {
        blog: LiveBlog {
            headline: Clean::line("Harbour bridge open again"),
            ..timeline.blog.clone()
        },
        items: timeline.items().to_vec(),
        checked: Some(now()),
    };
    Msg::ExternalUpdate(BlogId(0), Box::new(heard))
}

#[test]
fn what_another_instance_saw_waits_like_a_poll_and_moves_nothing() {
    let whole = timeline(1000);
    let mut reader = reader(&whole);
    reader.send(Msg::Rest(BlogId(0), Box::new(whole)));
    reader.send(Msg::Elsewhere(BlogId(0)));
    reader.takes();
    let text = reader.text();
    reader.send(heard(vec![
        entry("new1", -2, "Bridge open again", "Cars first."),
        entry("new2", -1, "Inspection ends", "No damage found."),
    ]));
    assert_eq!(reader.text(), text);
    assert_eq!(reader.model.reader().unwrap().blog().window.waiting(), 2);
    let screen = reader.screen();
    assert!(screen.contains("2 new updates"), "{screen}");
    assert!(screen.contains("Harbour bridge open again"), "{screen}");
    assert!(
        screen.contains("another newswire is polling it"),
        "{screen}"
    );
    let keeps = |effect: &Effect| matches!(effect, Effect::Keep(..));
    assert!(!reader.effects.iter().any(keeps), "it is in the history");
}

#[test]
fn while_another_instance_polls_nobody_is_asked_twice() {
    let mut reader = Reader::with(80, 24, story(3));
    reader.send(Msg::Elsewhere(BlogId(0)));
    reader.takes();
    reader.keys("r");
    assert_eq!(reader.effects, Vec::new());
    assert!(reader.screen().contains("Another newswire is polling"));
    // It ended, and this one takes over.
    reader.poll(story(4));
    reader.takes();
    reader.keys("r");
    assert_eq!(reader.effects, [Effect::Refresh(BlogId(0))]);
}

#[test]
fn the_place_is_kept_now_and_then_for_a_program_may_be_killed() {
    let mut reader = Reader::with(80, 24, story(30));
    let places = |reader: &mut Reader| {
        let kept = |effect: &Effect| matches!(effect, Effect::KeepPlace(..));
        reader.takes().iter().filter(|effect| kept(effect)).count()
    };
    let tick = |reader: &mut Reader, seconds: i64| {
        reader.now += TimeDelta::seconds(seconds);
        reader.send(Msg::Tick(reader.now));
    };
    tick(&mut reader, 20);
    assert_eq!(places(&mut reader), 1);
    tick(&mut reader, 20);
    assert_eq!(places(&mut reader), 0, "nobody went anywhere");
    reader.keys("<PgDn>");
    tick(&mut reader, 1);
    assert_eq!(places(&mut reader), 1);
    reader.keys("<PgDn>");
    tick(&mut reader, 1);
    assert_eq!(places(&mut reader), 0, "not so often");
    tick(&mut reader, 10);
    assert_eq!(places(&mut reader), 1);
    tick(&mut reader, 10);
    assert_eq!(places(&mut reader), 0, "it is kept");
}

#[test]
fn the_order_is_kept_with_the_place() {
    let mut reader = Reader::with(80, 24, crate::harness::story(30));
    reader.keys("sjj");
    reader.takes();
    reader.keys("q");
    let kept = reader.takes().into_iter().find_map(|effect| match effect {
        Effect::KeepPlace(_, place) => Some(place),
        _ => None,
    });
    let place = kept.unwrap();
    assert_eq!(place.order, Order::OldestFirst);
    let restored = Restored {
        left: None,
        timeline: reader.model.reader().unwrap().blog().timeline().clone(),
        checked: None,
        place: Some(place),
        not_loaded: None,
        gaps: Vec::new(),
        blog_revisions: Vec::new(),
    };
    let again = Reader::restored(80, 24, restored);
    assert_eq!(again.text(), reader.text());
}

/// What the reader sees: the window, the selected update, and how far that one is scrolled.
fn sight(reader: &Reader) -> (Vec<String>, String, usize) {
    let blog = reader.model.reader().unwrap().blog();
    (reader.text(), reader.selected(), blog.reading_extent().0)
}

#[test]
fn a_blog_that_is_opened_again_is_as_it_was_left() {
    let long = "The river rose again in the night. ".repeat(60);
    let mut entries = story(40);
    for (index, update) in entries.iter_mut().enumerate() {
        update.marks.key_event = index % 2 == 0;
    }
    entries[12].body = entry("u12", 120, "", &long).body;
    let mut reader = Reader::with(80, 24, entries);
    // Full text, oldest first, unread key events only, and some way down in one.
    reader.keys("vsFkey<Enter>Funread<Enter>gjjjjjjjjjjjjjj<Enter><PgDn>");
    reader.keys("h");
    let left = sight(&reader);
    reader.takes();
    reader.keys("q");
    let kept = reader.effects.iter().find_map(|effect| match effect {
        Effect::KeepPlace(_, place) => Some(place.clone()),
        _ => None,
    });
    let again = Reader::restored(
        80,
        24,
        Restored {
            left: None,
            timeline: reader.model.reader().unwrap().blog().timeline().clone(),
            checked: Some(now()),
            place: Some(kept.unwrap()),
            not_loaded: None,
            gaps: Vec::new(),
            blog_revisions: Vec::new(),
        },
    );
    assert!(left.2 > 0, "{}", reader.screen());
    assert_eq!(sight(&again), left);
    let blog = |reader: &Reader| {
        let blog = reader.model.reader().unwrap().blog();
        (
            blog.window.density(),
            blog.window.order(),
            blog.window.active_filter().unwrap().0.describe(),
        )
    };
    assert_eq!(blog(&again), blog(&reader));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whoever_returns_sees_what_they_left(
        keys in "(j|k|v|s|g|G|n|N|]|<Tab>|<PgDn>|<PgUp>|<Ctrl-d>|<Enter>|Fkey<Enter>){0,12}",
        wheel in 0usize..30,
        width in 30u16..150,
        height in 8u16..50,
    ) {
        let mut entries = story(40);
        for update in entries.iter_mut().step_by(3) {
            update.marks.key_event = true;
        }
        let mut reader = Reader::with(width, height, entries);
        reader.keys(&keys);
        for _ in 0..wheel {
            reader.mouse(12, 4, MouseKind::WheelDown);
        }
        reader.keys("<Esc>");
        reader.takes();
        reader.keys("q");
        let kept = reader.takes().into_iter().find_map(|effect| match effect {
            Effect::KeepPlace(_, place) => Some(place),
            _ => None,
        });
        let timeline = reader.model.reader().unwrap().blog().timeline().clone();
        let again = Reader::restored(width, height, Restored {
            left: None,
            timeline,
            checked: None,
            place: kept,
            not_loaded: None,
            gaps: Vec::new(),
            blog_revisions: Vec::new(),
        });
        let rows = |reader: &Reader| {
            let rows = reader.model.reader().unwrap().blog().window.rows();
            rows.iter().map(|row| (row.id.clone(), row.part)).collect::<Vec<_>>()
        };
        prop_assert_eq!(rows(&again), rows(&reader));
        prop_assert_eq!(again.selected(), reader.selected());
    }
}
