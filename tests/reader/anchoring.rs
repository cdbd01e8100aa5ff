//! Nothing moves while I read.

use newswire::{
    app::{MouseKind, Msg, Order, Part, keys::TABLES},
    model::{Body, Entry, Window},
};
use proptest::prelude::*;

use crate::{
    harness::{Reader, entry, now, picture, rich, story},
    since_left, tables,
};

#[test]
fn new_updates_wait_behind_a_counter_and_one_key_shows_them() {
    let mut reader = Reader::with(80, 24, story(30));
    reader.keys("<PgDn>");
    let before = reader.text();
    let mut entries = story(30);
    entries.insert(0, entry("new1", -1, "Bridge opens", "At last."));
    entries.insert(0, entry("new2", -2, "Bridge closes", "Again."));
    reader.poll(entries);
    assert_eq!(reader.text(), before);
    assert!(
        reader.rows()[1].contains("▲ 2 new updates"),
        "{}",
        reader.screen()
    );
    reader.keys(".");
    assert!(
        reader
            .text()
            .iter()
            .any(|row| row.contains("Bridge closes"))
    );
    assert!(!reader.rows()[1].contains('▲'));
}

#[test]
fn at_the_top_new_updates_appear() {
    let mut reader = Reader::with(80, 24, story(30));
    let mut entries = story(30);
    entries.insert(0, entry("new", -1, "Bridge opens", "At last."));
    reader.poll(entries);
    assert!(
        reader.text().iter().any(|row| row.contains("Bridge opens")),
        "{}",
        reader.screen()
    );
    assert!(!reader.rows()[1].contains('▲'));
    assert_eq!(
        reader.selected(),
        "new",
        "a selection that was never moved rides along"
    );
}

#[test]
fn at_the_top_more_than_the_screen_holds_is_not_said_to_wait_above() {
    let mut reader = Reader::with(80, 24, story(30));
    let mut entries = story(30);
    let news = (0..9).map(|n| entry(&format!("new{n}"), -9 + n, "News", "At last."));
    entries.splice(0..0, news);
    reader.poll(entries);
    assert_eq!(reader.selected(), "new0");
    assert!(!reader.rows()[1].contains('▲'), "{}", reader.screen());
}

#[test]
fn an_update_of_which_only_the_space_below_it_shows_is_announced() {
    let mut reader = Reader::with(80, 24, story(30));
    reader.keys("?");
    let mut entries = story(30);
    entries.insert(0, entry("new", -1, "Bridge opens", "At last."));
    reader.poll(entries);
    reader.keys("<Esc>");
    let screen = reader.screen();
    assert!(!screen.contains("Bridge opens"), "{screen}");
    assert!(reader.rows()[1].contains("▲ 1 new update"), "{screen}");
}

#[test]
fn a_placed_selection_is_not_pushed_off_the_screen() {
    let mut reader = Reader::with(80, 24, story(30));
    reader.keys("jk");
    let mut entries = story(30);
    for n in 0..9 {
        entries.insert(0, entry(&format!("new{n}"), -1 - n, "News", "At last."));
        reader.poll(entries.clone());
        assert_eq!(reader.selected(), "u0");
        assert!(is_selected_in_sight(&reader), "{}", reader.screen());
    }
    assert!(reader.rows()[1].contains('▲'), "{}", reader.screen());
    assert!(reader.text().iter().any(|row| row == "News"));
    reader.keys(".");
    assert_eq!(reader.selected(), "new8");
    assert!(!reader.rows()[1].contains('▲'), "{}", reader.screen());
}

#[test]
fn with_the_oldest_first_new_updates_come_below_and_the_order_stays() {
    let mut reader = Reader::with(80, 24, story(30));
    reader.keys("sg");
    let before = reader.text();
    let mut entries = story(30);
    entries.insert(0, entry("new", -1, "Bridge opens", "At last."));
    reader.poll(entries);
    assert_eq!(reader.text(), before);
    let bottom = reader.rows().len() - 2;
    assert!(
        reader.rows()[bottom].contains("▼ 1 new update"),
        "{}",
        reader.screen()
    );
    reader.keys(".");
    assert_eq!(
        (
            reader.selected().as_str(),
            reader.model.reader().unwrap().blog().window.order()
        ),
        ("new", Order::OldestFirst)
    );
    assert!(!reader.screen().contains('▼'), "{}", reader.screen());
    assert!(is_selected_in_sight(&reader), "{}", reader.screen());
}

#[test]
fn the_wheel_takes_the_selection_along_and_marks_nothing() {
    let mut reader = Reader::with(80, 24, story(30));
    reader.keys("j");
    let unread = reader.model.reader().unwrap().blog().unread();
    for kind in [MouseKind::WheelDown, MouseKind::WheelUp] {
        for _ in 0..10 {
            reader.mouse(20, 10, kind);
            assert!(is_selected_in_sight(&reader), "{}", reader.screen());
        }
    }
    assert_eq!(reader.model.reader().unwrap().blog().unread(), unread);
}

#[test]
fn a_smaller_screen_follows_the_selected_update() {
    let mut reader = Reader::with(60, 20, story(30));
    while reader.selected() != "u2" {
        reader.keys("j");
    }
    reader.resize(40, 12);
    assert_eq!(reader.selected(), "u2");
    assert!(is_selected_in_sight(&reader), "{}", reader.screen());
}

/// Tells whether some of the selected update's text is on the screen.
fn is_selected_in_sight(reader: &Reader) -> bool {
    let selected = reader.selected();
    texts(reader).iter().any(|(_, (id, _))| *id == selected)
}

#[test]
fn scrolling_up_reaches_what_waits_without_another_key() {
    let mut reader = Reader::with(80, 24, story(30));
    reader.keys("<PgDn>");
    let mut entries = story(30);
    entries.insert(0, entry("new", -1, "Bridge opens", "At last."));
    reader.poll(entries);
    for _ in 0..20 {
        reader.mouse(20, 10, MouseKind::WheelUp);
    }
    assert!(
        reader.text().iter().any(|row| row.contains("Bridge opens")),
        "{}",
        reader.screen()
    );
    assert!(!reader.rows()[1].contains('▲'));
}

#[test]
fn a_back_dated_update_does_not_push_text_down() {
    let mut reader = Reader::with(80, 24, story(30));
    reader.mouse(20, 10, MouseKind::WheelDown);
    let before = reader.text();
    let mut entries = story(30);
    entries.insert(
        2,
        entry("late", 15, "Found late", "It happened between two others."),
    );
    reader.poll(entries);
    assert_eq!(reader.text(), before);
    assert!(
        reader.rows()[1].contains("▲ 1 new update"),
        "{}",
        reader.screen()
    );
    reader.keys("<PgDn><PgDn><PgDn><PgUp><PgUp><PgUp>");
    assert!(
        reader.text().iter().any(|row| row.contains("Found late")),
        "{}",
        reader.screen()
    );
}

#[test]
fn an_edit_under_the_readers_eyes_waits() {
    let mut reader = Reader::with(80, 24, story(30));
    reader.keys("j");
    reader.mouse(20, 10, MouseKind::WheelDown);
    let before = reader.text();
    let mut entries = story(30);
    entries[2].body = Body::from_plain("Much shorter now.");
    reader.poll(entries);
    assert_eq!(reader.text(), before);
    assert!(reader.rows()[1].contains("1 edit"), "{}", reader.screen());
    reader.keys(".");
    assert!(
        reader
            .text()
            .iter()
            .any(|row| row.contains("Much shorter now."))
    );
}

#[test]
fn the_first_visible_text_stays_through_any_resize() {
    let mut reader = Reader::with(80, 24, story(60));
    reader.keys("<PgDn><PgDn><PgDn>");
    let first = reader
        .text()
        .into_iter()
        .find(|row| !row.is_empty() && !row.starts_with('─'))
        .unwrap();
    let words: String = first
        .split_whitespace()
        .take(3)
        .collect::<Vec<_>>()
        .join(" ");
    for (width, height) in [
        (40, 12),
        (200, 60),
        (33, 7),
        (109, 24),
        (110, 24),
        (1, 1),
        (80, 24),
    ] {
        reader.resize(width, height);
        if width > 20 {
            let top: String = reader.text().join(" ");
            assert!(
                top.contains(&words),
                "{words} left the screen at {width}x{height}\n{}",
                reader.screen()
            );
        }
    }
    assert_eq!(
        reader.text().into_iter().find(|row| !row.is_empty()),
        Some(first)
    );
}

#[test]
fn turning_the_order_keeps_the_selected_update_in_sight() {
    let mut reader = Reader::with(80, 24, story(60));
    reader.keys("<PgDn><PgDn>jj");
    let selected = reader.selected();
    for _ in 0..3 {
        reader.keys("s");
        assert_eq!(reader.selected(), selected);
        assert!(
            reader
                .model
                .reader()
                .unwrap()
                .blog()
                .window
                .rows()
                .iter()
                .any(|row| row.id.as_str() == selected)
        );
    }
}

/// The rows of text on the screen: where each is, and which row of which update it shows.
fn texts(reader: &Reader) -> Vec<(usize, (String, usize))> {
    let rows = reader
        .model
        .reader()
        .unwrap()
        .blog()
        .window
        .rows()
        .iter()
        .enumerate();
    let text = rows.filter_map(|(at, row)| match row.part {
        Part::Text(index) => Some((at, (row.id.to_string(), index))),
        _ => None,
    });
    text.collect()
}

/// What may happen to a live blog between two polls.
#[derive(Debug, Clone)]
enum Change {
    New,
    BackDated(i64),
    Edit(usize, String),
    Remove(usize),
    Restore,
    Part(usize),
    /// Nobody answers for so many hours.
    Silence(i64),
}

/// A key of the table, or something to type.
fn pressed() -> impl Strategy<Value = String> {
    let keys = TABLES
        .iter()
        .flat_map(|table| table.rows)
        .flat_map(|binding| binding.keys);
    let written = keys.map(|key| match *key {
        "<" => "<lt>".to_owned(),
        key if key.chars().count() > 1 => format!("<{key}>"),
        key => key.to_owned(),
    });
    let typed = ["1", "12", "a", "14:30", "update", "日"].map(str::to_owned);
    proptest::sample::select(written.chain(typed).collect::<Vec<_>>())
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        3 => Just(Change::New),
        // Under the last update of all there may be room left, where another one moves nothing.
        1 => (0i64..390).prop_map(Change::BackDated),
        2 => (0usize..40, "[a-z ]{0,300}").prop_map(|(n, text)| Change::Edit(n, text)),
        1 => (0usize..40).prop_map(Change::Remove),
        1 => Just(Change::Restore),
        1 => (1usize..40).prop_map(Change::Part),
        1 => (1i64..40).prop_map(Change::Silence),
    ];
    proptest::collection::vec(change, 1..12)
}

fn apply(page: &mut Vec<Entry>, gone: &mut Vec<Entry>, change: &Change, n: usize) -> Window {
    match change {
        Change::New => {
            let minutes = -i64::try_from(n).unwrap() - 1;
            let text = "Something happened just now.";
            let mut new = entry(&format!("n{n}"), minutes, "News", text);
            new.marks.key_event = true;
            page.insert(0, new);
        }
        Change::BackDated(minutes) => {
            let at = page.partition_point(|e| {
                e.published.as_ref().unwrap().utc() > now() - chrono::TimeDelta::minutes(*minutes)
            });
            page.insert(
                at,
                entry(
                    &format!("b{n}"),
                    *minutes,
                    "Found late",
                    "It happened earlier than we said.",
                ),
            );
        }
        Change::Edit(index, text) => {
            let index = index % page.len();
            page[index].body = Body::from_plain(&format!("{n} {text}"));
        }
        Change::Remove(index) if page.len() > 10 => gone.push(page.remove(index % page.len())),
        Change::Restore => {
            if let Some(entry) = gone.pop() {
                page.push(entry);
                page.sort_by_key(|e| std::cmp::Reverse(e.published.as_ref().unwrap().at));
            }
        }
        Change::Part(_) | Change::Remove(_) | Change::Silence(_) => {}
    }
    if matches!(change, Change::Part(_)) {
        Window::Part
    } else {
        Window::Full
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn the_held_screen_is_identical_whatever_the_newsroom_does(
        changes in changes(),
        wheel in 1usize..30,
        width in 30u16..150,
        height in 8u16..50,
        density in 0usize..3,
        turned in any::<bool>(),
        overview in any::<bool>(),
    ) {
        let mut page = story(40);
        page[30].marks.key_event = true;
        let mut reader = Reader::with(width, height, page.clone());
        reader.keys(&"v".repeat(density));
        if turned {
            reader.keys("sg");
        }
        for _ in 0..wheel {
            reader.mouse(12, 4, MouseKind::WheelDown);
        }
        if overview {
            reader.keys("S");
        }
        // A list that fits on the screen is at its top, where new updates appear.
        prop_assume!(reader.model.reader().unwrap().blog().window.rows()[0].part != Part::Day(now().date_naive()));
        let (before, on_top) = (reader.text(), reader.overview());
        prop_assert_eq!(overview, !on_top.is_empty());
        let mut gone = Vec::new();
        for (n, change) in changes.iter().enumerate() {
            let window = apply(&mut page, &mut gone, change, n);
            if let Change::Silence(hours) = change {
                reader.now += chrono::TimeDelta::hours(*hours);
            }
            let shown = match change {
                Change::Part(count) => page.iter().take(*count).cloned().collect(),
                _ => page.clone(),
            };
            reader.poll_window(shown, window);
            // Below the end of the list there is room for what turns out to be older.
            let end = before.iter().rposition(|row| !row.is_empty()).map_or(0, |last| last + 1);
            let after = reader.text();
            prop_assert_eq!(&after[..end], &before[..end], "after {:?}", change);
            prop_assert_eq!(reader.overview(), on_top.clone(), "after {:?}", change);
        }
    }

    #[test]
    fn turning_the_order_keeps_the_selection_and_what_is_read(
        steps in 0usize..40,
        wheel in 0usize..40,
        width in 30u16..150,
        height in 8u16..50,
        density in 0usize..3,
        turns in 1usize..4,
        returned in any::<bool>(),
    ) {
        let mut reader = if returned {
            // The line between old and new turns round, too.
            let mut reader = since_left::returned(width, height, story(60).split_off(9), now());
            reader.poll(story(60));
            reader
        } else {
            Reader::with(width, height, story(60))
        };
        reader.keys(&"v".repeat(density));
        reader.keys(&"j".repeat(steps));
        for _ in 0..wheel {
            reader.mouse(12, 4, MouseKind::WheelDown);
        }
        for _ in 0..turns {
            let selected = reader.selected();
            let before = texts(&reader);
            // The selected update's first row in sight, else the first row of all.
            let (row, kept) = before
                .iter()
                .find(|(_, (id, _))| *id == selected)
                .or(before.first())
                .cloned()
                .unwrap();
            reader.keys("s");
            prop_assert_eq!(reader.selected(), selected);
            let after = texts(&reader);
            let now_on = after.iter().find(|(_, shown)| *shown == kept).map(|(row, _)| *row);
            // Only where the list begins is there nothing to stand above it, and nothing below it where it ends.
            let begins = matches!(reader.model.reader().unwrap().blog().extent(), (0, _));
            let end = reader.model.reader().unwrap().blog().window.rows().last().map(|row| row.id.clone());
            let oldest = reader.model.reader().unwrap().blog().timeline().items().last();
            let newest = reader.model.reader().unwrap().blog().timeline().items().first();
            let ends = [oldest, newest].iter().flatten().any(|item| Some(&item.entry.id) == end.as_ref());
            prop_assert!(
                now_on == Some(row)
                    || (begins && now_on.is_some_and(|now_on| now_on < row))
                    || (ends && now_on.is_some_and(|now_on| now_on > row)),
                "{:?} went from row {} to {:?}\n{}", kept, row, now_on, reader.screen()
            );
        }
    }

    #[test]
    fn a_warm_cache_draws_what_a_cold_one_draws(
        changes in changes(),
        keys in "(j|k|v|s|g|G|n|N|c|<PgDn>|<PgUp>|<Ctrl-d>|<Ctrl-u>){0,12}",
    ) {
        let mut page = story(40);
        let mut reader = Reader::with(80, 24, page.clone());
        let mut gone = Vec::new();
        for (n, change) in changes.iter().enumerate() {
            let window = apply(&mut page, &mut gone, change, n);
            reader.poll_window(page.clone(), window);
        }
        reader.keys(&keys);
        let warm = reader.screen();
        // Room for pictures, and none again: nothing of the cache is left.
        reader.show_pictures();
        reader.send(Msg::Settings(Box::default()));
        prop_assert_eq!(reader.screen(), warm);
    }

    #[test]
    fn the_selected_update_is_in_sight_after_every_message(
        steps in proptest::collection::vec(
            (
                proptest::option::weighted(0.3, (20u16..160, 5u16..50)),
                proptest::collection::vec(pressed(), 0..5),
                proptest::option::of((0u16..160, 0u16..50, 0usize..3)),
                changes(),
            ),
            1..8,
        ),
    ) {
        let mut page = story(40);
        page[0] = rich("rich", 0);
        page[7].marks.pinned = true;
        page[20].marks.key_event = true;
        let mut gone = Vec::new();
        let mut reader = Reader::with(80, 24, page.clone());
        let mut n = 0;
        for (size, keys, mouse, changes) in steps {
            let check = |reader: &Reader, after: &str| {
                let shown = reader.model.reader().unwrap().geometry().is_some_and(|g| g.timeline.height > 0);
                let empty = reader.model.reader().unwrap().blog().window.rows().is_empty();
                prop_assert!(
                    !shown || empty || is_selected_in_sight(reader),
                    "{:?} left the screen after {}\n{}", reader.selected(), after, reader.screen()
                );
                Ok(())
            };
            if let Some((width, height)) = size {
                reader.resize(width, height);
                check(&reader, &format!("{width}x{height}"))?;
            }
            for key in keys {
                reader.keys(&key);
                check(&reader, &key)?;
            }
            if let Some((x, y, kind)) = mouse {
                let kinds = [MouseKind::Click, MouseKind::WheelDown, MouseKind::WheelUp];
                reader.mouse(x, y, kinds[kind]);
                check(&reader, "the mouse")?;
            }
            for change in &changes {
                n += 1;
                let window = apply(&mut page, &mut gone, change, n);
                reader.poll_window(page.clone(), window);
                check(&reader, &format!("{change:?}"))?;
            }
        }
    }

    #[test]
    fn no_size_no_key_and_no_click_ends_the_reader(
        steps in proptest::collection::vec(
            ((0u16..260, 0u16..90), proptest::collection::vec(pressed(), 0..9), (0u16..260, 0u16..90)),
            1..6,
        ),
    ) {
        let mut page = story(12);
        page[0] = rich("rich", 0);
        page[1].body.blocks.push(picture("pier"));
        page[1].marks.pinned = true;
        page[4].marks.key_event = true;
        page[5].body = tables::wide().remove(0).body;
        let mut reader = Reader::with(80, 24, page.clone());
        reader.show_pictures();
        for (n, ((width, height), keys, (x, y))) in steps.into_iter().enumerate() {
            reader.resize(width, height);
            for key in keys {
                reader.keys(&key);
            }
            let kinds = [MouseKind::Click, MouseKind::Drag, MouseKind::WheelDown, MouseKind::WheelUp];
            reader.mouse(x, y, kinds[n % kinds.len()]);
            reader.screen();
            page.remove(page.len() / 2);
            reader.poll(page.clone());
            reader.screen();
        }
    }

    #[test]
    fn a_tick_that_turns_no_dial_changes_no_cell(
        ages in proptest::collection::vec(0i64..9000, 1..9),
        ticks in proptest::collection::vec(1i64..70, 1..20),
        next in proptest::option::of(1u64..600),
        left in proptest::bool::ANY,
    ) {
        let updates = ages.iter().enumerate().map(|(n, seconds)| {
            let mut entry = entry(&format!("u{n}"), 0, "Ferries doubled", "Until Sunday.");
            let published = entry.published.as_mut().unwrap();
            published.at -= chrono::TimeDelta::seconds(*seconds);
            entry
        });
        let updates: Vec<Entry> = updates.collect();
        let mut reader = if left {
            since_left::returned(120, 30, updates.clone(), now())
        } else {
            Reader::new(120, 30)
        };
        reader.next = next.map(std::time::Duration::from_secs);
        reader.poll(updates);
        for seconds in ticks {
            let (clock_view, before) = (reader.model.clock_view(), reader.buffer());
            reader.now += chrono::TimeDelta::seconds(seconds);
            reader.send(Msg::Tick(reader.now));
            if reader.model.clock_view() == clock_view {
                prop_assert_eq!(reader.buffer(), before);
            }
        }
    }
}
