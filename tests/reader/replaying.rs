//! A replay: the reader itself, told a story again.

use chrono::{DateTime, TimeDelta, Utc};
use newswire::{
    app::{
        BlogId, Effect, Followed, Model, MouseKind, Msg, Part,
        screen::{Replay, Screen},
    },
    layout::Size,
    model::{
        Body, Clean, Entry, Timeline, Window, Zone,
        replay::{Player, Schedule},
    },
};

use crate::harness::{Reader, entry, now, rich, snapshot};

/// Twenty updates a minute apart, of which the fifth is a key event and the second was edited an hour later.
fn story() -> Timeline {
    let mut entries: Vec<Entry> = (0..20)
        .map(|n| entry(&format!("u{n}"), n, &format!("Update {n}"), "Words."))
        .collect();
    entries[15].marks.key_event = true;
    entries[3] = rich("u3", 3);
    let mut timeline = Timeline::default();
    timeline.merge(&snapshot(entries.clone(), Window::Full), now());
    entries[18].body = Body::from_plain("Other words.");
    timeline.merge(
        &snapshot(entries, Window::Full),
        now() + TimeDelta::hours(1),
    );
    timeline
}

fn replay(width: u16, height: u16) -> Reader {
    let mut reader = Reader::new(width, height);
    let player = Player::new(Schedule::new(&story(), Vec::new()).unwrap(), 60);
    let blog = Followed::new(BlogId(0), Clean::line("post.example/live/bridge"), None);
    let size = Size { width, height };
    let told = newswire::app::Reader::new(blog, Vec::new(), Zone::Utc, player.at(), size);
    (reader.model, _) = Model::replaying(told, Replay::new(player));
    reader.send(Msg::Tick(reader.now));
    reader
}

/// Lets time of the world pass.
fn wait(reader: &mut Reader, seconds: i64) {
    for _ in 0..seconds {
        reader.now += TimeDelta::seconds(1);
        reader.send(Msg::Tick(reader.now));
    }
}

fn told(reader: &Reader) -> usize {
    reader
        .model
        .reader()
        .unwrap()
        .blog()
        .timeline()
        .items()
        .len()
}

fn story_time(reader: &Reader) -> DateTime<Utc> {
    reader.model.reader().unwrap().now()
}

#[test]
fn the_story_is_told_from_its_start_and_new_updates_come_on_top() {
    let mut reader = replay(80, 24);
    assert_eq!(told(&reader), 1);
    assert!(
        reader.screen().contains("▶ REPLAY x60"),
        "{}",
        reader.screen()
    );
    wait(&mut reader, 5);
    assert_eq!(told(&reader), 6);
    assert_eq!(reader.selected(), "u14");
    assert!(reader.screen().contains("◆"));
    assert!(reader.screen().contains("6 of 21"));
    wait(&mut reader, 60);
    assert!(
        reader.screen().contains("REPLAY, END"),
        "{}",
        reader.screen()
    );
    assert_eq!(story_time(&reader), now() + TimeDelta::hours(1));
}

#[test]
fn ages_are_told_by_the_clock_of_the_story() {
    let mut reader = replay(80, 24);
    wait(&mut reader, 5);
    assert_eq!(story_time(&reader), now() - TimeDelta::minutes(14));
    assert!(reader.screen().contains("3 m"), "{}", reader.screen());
}

#[test]
fn whoever_reads_an_older_update_is_not_moved() {
    let mut reader = replay(80, 12);
    wait(&mut reader, 10);
    reader.keys("jjjj");
    let selected = reader.selected();
    let first = |reader: &Reader| {
        let window = &reader.model.reader().unwrap().blog().window;
        let rows = window.rows().iter();
        let texts = rows.filter(|row| matches!(row.part, Part::Text(_)));
        texts.map(|row| row.id.to_string()).next()
    };
    let before = first(&reader);
    wait(&mut reader, 5);
    assert_eq!((reader.selected(), first(&reader)), (selected, before));
    assert!(
        reader.screen().contains("new update"),
        "{}",
        reader.screen()
    );
}

#[test]
fn it_stands_still_steps_and_goes_on() {
    let mut reader = replay(80, 24);
    reader.keys("<Space>");
    wait(&mut reader, 10);
    assert_eq!(told(&reader), 1);
    reader.keys("nn");
    assert_eq!((told(&reader), reader.selected()), (3, "u17".to_owned()));
    reader.keys("N");
    assert_eq!(told(&reader), 2);
    reader.keys("3n");
    assert_eq!(told(&reader), 5);
    reader.keys("<Space>");
    wait(&mut reader, 1);
    assert_eq!(told(&reader), 6);
}

#[test]
fn keys_change_the_speed() {
    let mut reader = replay(80, 24);
    reader.keys("]");
    assert!(reader.screen().contains("x120"));
    reader.keys("[[-");
    assert!(reader.screen().contains("x10"));
    reader.keys("+");
    assert!(reader.screen().contains("x30"));
}

#[test]
fn a_time_that_is_typed_is_one_of_the_story() {
    let mut reader = replay(80, 24);
    reader.keys("t11:50<Enter>");
    assert_eq!(told(&reader), 10);
    reader.keys("t-5m<Enter>");
    assert_eq!(told(&reader), 5, "five minutes before the story's now");
    reader.keys("tsoon<Enter>");
    assert!(reader.screen().contains("Not a time"));
}

#[test]
fn the_time_of_the_story_has_its_year_where_there_is_room() {
    for (width, words) in [(80, " 7 Aug 2025 "), (40, " 7 Aug ")] {
        let footer = replay(width, 24).rows().pop().unwrap();
        assert!(footer.starts_with(words), "{footer}");
    }
}

#[test]
fn a_click_on_the_bar_goes_there() {
    let mut reader = replay(80, 24);
    let bar = Replay::bar(newswire::layout::Area {
        x: 0,
        y: 23,
        width: 80,
        height: 1,
    });
    reader.mouse(bar.x + bar.width - 1, 23, MouseKind::Click);
    assert_eq!(told(&reader), 20);
    reader.mouse(bar.x, 23, MouseKind::Click);
    assert_eq!(told(&reader), 1);
}

#[test]
fn an_edit_happens_when_it_was_seen() {
    let mut reader = replay(80, 24);
    reader.keys("t12:30<Enter>");
    let revision = |reader: &Reader| {
        let id = newswire::model::EntryId::new("u18");
        reader
            .model
            .reader()
            .unwrap()
            .blog()
            .timeline()
            .get(&id)
            .unwrap()
            .revision()
    };
    assert_eq!(revision(&reader), 1);
    reader.keys("t13:00<Enter>");
    assert_eq!(revision(&reader), 2);
}

#[test]
fn what_covers_it_tells_the_place_in_the_story_and_no_freshness() {
    for key in ["a", "W", ":", "B"] {
        let mut reader = replay(100, 24);
        reader.keys(key);
        let footer = reader.rows().pop().unwrap();
        assert!(!footer.contains("checked"), "{key}: {footer}");
        if key == "a" {
            assert!(footer.contains("1 of 21"), "{key}: {footer}");
        }
    }
}

#[test]
fn nothing_of_it_is_asked_for_or_kept() {
    let mut reader = replay(80, 24);
    reader.keys("t12:30<Enter>");
    reader.takes();
    reader.keys("/minister<Enter><Esc>");
    for keys in [
        "r", "D", "1<Enter>", "b", "u", "A", "U", "jjkk", "o", "y", "c", "<Esc>", "W", "<Esc>",
    ] {
        reader.keys(keys);
        wait(&mut reader, 15);
    }
    for effect in reader.takes() {
        let is_ours = matches!(
            effect,
            Effect::Open(_) | Effect::Copy(_) | Effect::Title(_) | Effect::Redraw
        );
        assert!(is_ours, "{effect:?}");
    }
    reader.keys("<Esc><Esc><Esc><Esc>");
    reader.takes();
    reader.keys("q");
    assert_eq!(reader.takes(), [Effect::Quit]);
}

#[test]
fn what_would_need_the_network_is_refused_in_a_sentence() {
    let mut reader = replay(80, 24);
    reader.keys("t12:30<Enter>");
    reader.keys("/minister<Enter><Esc>1<Enter>");
    let told = |reader: &Reader, words: &str| {
        assert!(reader.screen().contains(words), "{}", reader.screen());
    };
    told(&reader, "A replay fetches no pages");
    reader.keys("<Esc>r");
    told(&reader, "A replay does not refresh");
}

#[test]
fn what_happened_so_far_is_told_of_the_story_alone() {
    let mut reader = replay(80, 24);
    wait(&mut reader, 5);
    reader.keys("W");
    assert!(matches!(reader.top(), Some(Screen::Briefing(_))));
    assert!(reader.screen().contains("6 updates"), "{}", reader.screen());
}

#[test]
fn a_clock_that_is_set_back_or_a_machine_that_slept_does_not_move_the_story() {
    let mut reader = replay(80, 24);
    reader.now -= TimeDelta::hours(1);
    reader.send(Msg::Tick(reader.now));
    assert_eq!(told(&reader), 1);
    reader.now += TimeDelta::hours(9);
    reader.send(Msg::Tick(reader.now));
    assert_eq!(told(&reader), 3, "two seconds at most");
}

#[test]
fn a_small_screen_has_room_for_it() {
    for (width, height) in [(40, 8), (20, 5), (10, 3), (200, 50)] {
        let mut reader = replay(width, height);
        wait(&mut reader, 3);
        reader.screen();
    }
}
