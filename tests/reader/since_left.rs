//! A line shows where I left off, and it stays where it is.

use chrono::{DateTime, TimeDelta, Utc};
use newswire::{
    app::{BlogId, MouseKind, Msg, Part, Restored},
    model::{Entry, Poll, PollOutcome, Timeline, Validators, Window},
};
use proptest::prelude::*;

use crate::harness::{Reader, entry, now, snapshot, story};

/// How many minutes ago the reader left.
const MORNING: i64 = 428;

/// A reader of a blog that the history holds these updates of, who left it at a moment.
pub fn returned(width: u16, height: u16, held: Vec<Entry>, left: DateTime<Utc>) -> Reader {
    let mut timeline = Timeline::default();
    timeline.merge(&snapshot(held, Window::Full), left - TimeDelta::minutes(1));
    restored(width, height, &timeline, left)
}

/// A reader of a blog that the history holds.
pub fn restored(width: u16, height: u16, timeline: &Timeline, left: DateTime<Utc>) -> Reader {
    let restored = Restored {
        not_loaded: None,
        gaps: Vec::new(),
        blog_revisions: Vec::new(),
        timeline: Timeline::restore(timeline.blog.clone(), timeline.items().to_vec()),
        checked: Some(left),
        place: None,
        left: Some(left),
    };
    Reader::restored(width, height, restored)
}

/// This morning.
fn morning() -> DateTime<Utc> {
    now() - TimeDelta::minutes(MORNING)
}

/// So many updates from before the morning, newest first.
fn old(count: usize) -> Vec<Entry> {
    let mut entries = story(count);
    for stamp in entries.iter_mut().filter_map(|e| e.published.as_mut()) {
        stamp.at -= TimeDelta::minutes(MORNING + 2);
    }
    entries
}

/// The old updates with some newer ones on top.
fn with_news(count: usize, news: usize) -> Vec<Entry> {
    let mut entries = old(count);
    for n in 0..news {
        let minutes = -i64::try_from(n).unwrap() - 1;
        entries.insert(
            0,
            entry(&format!("n{n}"), minutes, &format!("News {n}"), "New."),
        );
    }
    entries
}

/// The row of the line, and what it says.
fn line(reader: &Reader) -> Option<(usize, String)> {
    let rows = reader.rows().into_iter().enumerate();
    let mut lines = rows.filter(|(_, row)| row.contains("since you left"));
    let found = lines.next();
    assert_eq!(lines.count(), 0, "one line only\n{}", reader.screen());
    found.map(|(y, row)| (y, row.trim_matches([' ', '┄', '│', '▐']).to_owned()))
}

fn row_of(reader: &Reader, words: &str) -> usize {
    let found = reader.rows().iter().position(|row| row.contains(words));
    assert!(found.is_some(), "no {words}\n{}", reader.screen());
    found.unwrap()
}

#[test]
fn the_line_stands_between_what_i_had_and_what_arrived_since() {
    let mut reader = returned(80, 40, old(30), morning());
    assert_eq!(line(&reader), None, "nothing arrived yet");
    reader.poll(with_news(30, 7));
    reader.keys("vvg");
    let (y, words) = line(&reader).unwrap();
    assert!(
        words.starts_with("since you left, 04:52 · 7 new"),
        "{words}"
    );
    assert!(row_of(&reader, "News 0") < y && y < row_of(&reader, "Update number 0"));
    reader.keys("sG");
    let (y, _) = line(&reader).unwrap();
    assert!(row_of(&reader, "Update number 0") < y && y < row_of(&reader, "News 0"));
}

#[test]
fn another_day_is_named() {
    let mut reader = returned(80, 40, story(3), now() - TimeDelta::hours(20));
    reader.poll(with_news(3, 1));
    let (_, words) = line(&reader).unwrap();
    assert!(
        words.starts_with("since you left, Wednesday 6 August, 16:00 · 1 new"),
        "{words}"
    );
}

#[test]
fn a_blog_that_i_never_left_has_no_line() {
    let mut reader = Reader::with(80, 40, story(3));
    reader.poll(with_news(3, 2));
    assert_eq!(line(&reader), None);
}

#[test]
fn what_arrived_while_another_program_looked_is_new_from_the_start() {
    let mut timeline = Timeline::default();
    timeline.merge(
        &snapshot(old(20), Window::Full),
        morning() - TimeDelta::minutes(1),
    );
    let later = morning() + TimeDelta::minutes(1);
    timeline.merge(&snapshot(with_news(20, 2), Window::Full), later);
    let reader = restored(80, 24, &timeline, morning());
    let (y, words) = line(&reader).unwrap();
    assert!(words.contains("2 new"), "{words}");
    assert_eq!(
        y + 1,
        row_of(&reader, "Update number 0"),
        "{}",
        reader.screen()
    );
}

#[test]
fn new_arrivals_do_not_move_the_line() {
    let mut reader = returned(80, 40, old(30), morning());
    reader.poll(with_news(30, 2));
    let above = |reader: &Reader| {
        let rows = reader.model.reader().unwrap().blog().window.rows();
        let at = rows.iter().position(|row| row.part == Part::SinceLeft);
        // The line of a gap may stand over it.
        let newer = |at: usize| rows[..at].iter().rfind(|row| row.id != rows[at].id);
        at.map(|at| (rows[at].id.to_string(), newer(at).unwrap().id.to_string()))
    };
    let before = above(&reader).unwrap();
    assert_eq!(before, ("u0".to_owned(), "n0".to_owned()));
    reader.poll(with_news(30, 5));
    assert_eq!(above(&reader), Some(before), "{}", reader.screen());
    assert!(
        line(&reader).unwrap().1.contains("5 new"),
        "{}",
        reader.screen()
    );
}

#[test]
fn what_is_dated_before_counts_as_new_and_stays_where_its_time_puts_it() {
    let mut page = with_news(30, 1);
    page.insert(2, entry("late", MORNING + 7, "Found late", "Dated back."));
    let mut reader = returned(80, 40, old(30), morning());
    reader.poll(page);
    let (y, words) = line(&reader).unwrap();
    assert!(words.contains("2 new, 1 of them below"), "{words}");
    assert!(y < row_of(&reader, "Found late"), "{}", reader.screen());
    reader.keys("s");
    let (y, words) = line(&reader).unwrap();
    assert!(words.contains("2 new, 1 of them above"), "{words}");
    assert!(
        row_of(&reader, "Update number 0") < y,
        "{}",
        reader.screen()
    );
}

#[test]
fn where_nothing_newer_arrived_nothing_is_separated() {
    let mut page = old(30);
    page.insert(2, entry("late", MORNING + 7, "Found late", "Dated back."));
    let mut reader = returned(80, 40, old(30), morning());
    reader.poll(page);
    assert_eq!(line(&reader), None, "{}", reader.screen());
}

#[test]
fn older_pages_are_not_news() {
    let mut reader = returned(80, 24, old(30), morning());
    reader.poll(with_news(30, 1));
    let older = newswire::model::OlderPage {
        at: reader.now,
        outcome: newswire::model::OlderOutcome::Page {
            snapshot: Box::new(snapshot(old(40).split_off(30), Window::Part)),
            more: false,
        },
    };
    reader.send(Msg::Older(BlogId(0), older));
    assert!(
        line(&reader).unwrap().1.contains("1 new"),
        "{}",
        reader.screen()
    );
}

/// A reader with a line of each kind in the list: of a day, of hours, of a gap, and of where they left.
fn lined(height: u16, order: &str) -> Reader {
    let mut reader = returned(80, height, old(40), morning());
    reader.now = now();
    reader.poll(with_news(40, 7));
    reader.keys(order);
    // The wheel turns by three rows, a page is as high as the screen: between them they come to every row.
    reader.keys("<PgDn>");
    reader
}

#[test]
fn no_line_at_the_edge_of_the_screen_gives_way_to_what_is_dated_back() {
    type Is = fn(&Part) -> bool;
    let lines: [(&str, Is); 4] = [
        ("day", |part| matches!(part, Part::Day(_))),
        ("hour", |part| matches!(part, Part::Hour(_))),
        ("gap", |part| matches!(part, Part::Gap(_))),
        ("since you left", |part| matches!(part, Part::SinceLeft)),
    ];
    let rows = |reader: &Reader| reader.model.reader().unwrap().blog().window.rows().to_vec();
    for order in ["g", "sg"] {
        for (name, is_it) in lines {
            for at_the_top in [true, false] {
                let edge = |reader: &Reader| {
                    let rows = rows(reader);
                    let row = if at_the_top {
                        rows.first()
                    } else {
                        rows.last()
                    };
                    row.unwrap().clone()
                };
                let wheel = |reader: &mut Reader, turns: usize| {
                    for _ in 0..turns {
                        reader.mouse(12, 4, MouseKind::WheelDown);
                    }
                };
                let found = (12..24).find_map(|height| {
                    let mut reader = lined(height, order);
                    let turns = (0..80).find(|turns| {
                        wheel(&mut reader, usize::from(*turns > 0));
                        is_it(&edge(&reader).part)
                    })?;
                    Some((height, turns, edge(&reader).entry))
                });
                assert!(found.is_some(), "{name}, {order}, {at_the_top}");
                let (height, turns, of) = found.unwrap();
                let before = (now() - of.published.as_ref().unwrap().utc()).num_minutes();
                for minutes in [before - 5, before - 1, before + 1, before + 5, 200] {
                    let mut reader = lined(height, order);
                    wheel(&mut reader, turns);
                    // How many are new is counted where it stands.
                    let text = |reader: &Reader| {
                        let rows = reader.text().into_iter();
                        let rows =
                            rows.map(|row| row.split(" new").next().unwrap().replace('8', "7"));
                        rows.map(|row| row.trim_end_matches('┄').to_owned())
                            .collect::<Vec<_>>()
                    };
                    let shown = text(&reader);
                    let mut page = with_news(40, 7);
                    page.push(entry("late", minutes, "Found late", "Dated back."));
                    reader.poll(page);
                    assert_eq!(
                        text(&reader),
                        shown,
                        "{name}, {order}, {at_the_top}, {minutes}"
                    );
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn the_line_never_moves_the_text(
        wheel in 1usize..30,
        width in 30u16..150,
        height in 8u16..50,
        density in 0usize..3,
        turned in any::<bool>(),
        news in proptest::collection::vec((1usize..4, proptest::option::of(0i64..390)), 1..5),
    ) {
        let mut page = old(40);
        let mut reader = returned(width, height, page.clone(), morning());
        reader.keys(&"v".repeat(density));
        if turned {
            reader.keys("sg");
        }
        for _ in 0..wheel {
            reader.mouse(12, 4, MouseKind::WheelDown);
        }
        // A list that fits on the screen is at its top, where new updates appear.
        prop_assume!(reader.model.reader().unwrap().blog().window.rows()[0].part != Part::Day(now().date_naive()));
        let words = |reader: &Reader| {
            let rows = reader.text().into_iter();
            // At the list's end there may be room left, where what is new appears.
            let end = reader.model.reader().unwrap().blog().window.rows().len();
            rows.take(end).collect::<Vec<String>>()
        };
        let before = words(&reader);
        for (n, (count, dated)) in news.iter().enumerate() {
            for m in 0..*count {
                let id = format!("n{n}-{m}");
                let minutes = dated.map_or(-i64::try_from(10 * n + m).unwrap() - 1, |dated| MORNING + 2 + dated);
                let late = entry(&id, minutes, "News", "Something happened.");
                let at = page.partition_point(|e| {
                    e.published.as_ref().unwrap().at > late.published.as_ref().unwrap().at
                });
                page.insert(at, late);
            }
            let at = reader.now + TimeDelta::seconds(30);
            reader.now = at;
            let outcome = PollOutcome::Fresh(Box::new(snapshot(page.clone(), Window::Full)));
            let validators = Validators::default();
            reader.send(Msg::Polled(BlogId(0), Poll { at, outcome, next: None, validators }));
            let after: Vec<String> = words(&reader).into_iter().take(before.len()).collect();
            prop_assert_eq!(&after, &before);
        }
    }
}
