//! `W`: what happened since I left, on one page, and each line leads to its place.

use chrono::TimeDelta;
use newswire::{
    app::{MouseKind, Msg, screen::Screen},
    model::{Body, Entry, Timeline, Window},
};

use crate::{
    harness::{Reader, entry, now, snapshot, story},
    since_left::restored,
};

const EARLIER: &str = "The office says that 3 people were hurt.";
const LATER: &str = "The office says that 12 people were hurt.";

/// A reader who read the oldest of three updates and comes back to two new ones, one of them a key event, to an edit of
/// what was read, and to a retraction.
fn back(width: u16, height: u16) -> Reader {
    let left = now() - TimeDelta::minutes(60);
    let mut held = vec![
        entry("c", 70, "Third", "Words."),
        entry("b", 80, "Second", "Words."),
        entry("a", 90, "First", EARLIER),
    ];
    let mut timeline = Timeline::default();
    timeline.merge(
        &snapshot(held.clone(), Window::Full),
        left - TimeDelta::minutes(1),
    );
    for read in ["a", "b"] {
        timeline.set_read(&newswire::model::EntryId::new(read), true);
    }
    let mut reader = restored(width, height, &timeline, left);
    held[2].body = Body::from_plain(LATER);
    held.insert(0, entry("d", 20, "Ferries doubled", "Words."));
    let mut key = entry("e", 10, "Minister to speak", "Words.");
    key.marks.key_event = true;
    held.insert(0, key);
    reader.poll(held.clone());
    held.retain(|entry| entry.id.as_str() != "b");
    for _ in 0..2 {
        reader.poll(held.clone());
    }
    reader
}

fn is_open(reader: &Reader) -> bool {
    matches!(reader.top(), Some(Screen::Briefing(_)))
}

fn row_of(reader: &Reader, words: &str) -> usize {
    let found = reader.rows().iter().position(|row| row.contains(words));
    assert!(found.is_some(), "no {words}\n{}", reader.screen());
    found.unwrap()
}

#[test]
fn key_events_come_first_then_the_hours_then_what_became_of_what_i_read() {
    let mut reader = back(80, 24);
    reader.keys("W");
    let rows = [
        "Since you left, 11:00",
        "2 new updates, 1 changed since you read it, 1 retracted",
        "Key events",
        "11:50 ◆ Minister to speak",
        "11:40   Ferries doubled",
        "Changed since you read it",
        "10:30 ± First",
        "Retracted since you read it",
        "10:40 ✗ Second",
    ];
    let places: Vec<usize> = rows.iter().map(|words| row_of(&reader, words)).collect();
    assert!(places.is_sorted(), "{places:?}\n{}", reader.screen());
    assert!(
        reader.rows()[places[6]].contains("figures"),
        "{}",
        reader.screen()
    );
}

#[test]
fn a_key_event_of_another_year_says_which() {
    let mut entries = story(3);
    let mut old = entry("z", 60 * 24 * 300, "Bridge closed", "Words.");
    old.marks.key_event = true;
    entries.push(old);
    let mut reader = Reader::with(80, 24, entries);
    reader.keys("W");
    let rows = reader.rows();
    let row = &rows[row_of(&reader, "Bridge closed")];
    assert!(row.contains("11 Oct 2024 12:00 ◆"), "{row}");
}

#[test]
fn enter_goes_to_the_update_and_reads_it() {
    let mut reader = back(80, 24);
    reader.keys("Wj<Enter>");
    assert!(!is_open(&reader));
    assert_eq!(reader.selected(), "d");
    assert!(reader.screen().contains("Ferries doubled"));
    reader.keys("<Ctrl-o>");
    assert_ne!(reader.selected(), "d", "back to where the jump began");
    reader.keys("W<Enter>");
    assert_eq!(reader.selected(), "e", "the first that is unread");
}

#[test]
fn an_edit_leads_to_what_it_changed() {
    let mut reader = back(120, 24);
    reader.keys("WGk<Enter>");
    assert_eq!(reader.selected(), "a");
    assert!(
        matches!(reader.top(), Some(Screen::Edits)),
        "{:?}",
        reader.top()
    );
    assert!(reader.screen().contains("12"));
}

#[test]
fn it_begins_with_what_it_is_where_the_first_unread_line_has_room() {
    let mut reader = Reader::with(80, 24, story(9));
    reader.keys("jjkkW");
    let rows = reader.rows();
    assert!(rows[2].contains("So far"), "{}", reader.screen());
    let selected = rows.iter().find(|row| row.starts_with('▌')).unwrap();
    assert!(selected.contains("Update number 3"), "{}", reader.screen());
}

#[test]
fn a_filter_does_not_hide_the_way() {
    let mut reader = back(80, 24);
    reader.keys("F");
    reader.keys("bookmark<Enter>");
    reader.keys("Wj<Enter>");
    assert_eq!(reader.selected(), "d");
}

#[test]
fn what_arrives_meanwhile_is_told_and_the_selection_stays() {
    let mut reader = back(80, 24);
    reader.keys("Wj");
    let mut entries = story(0);
    entries.push(entry("f", 1, "Bridge opens", "Words."));
    reader.poll_window(entries, Window::Part);
    assert!(reader.screen().contains("Bridge opens"));
    reader.keys("<Enter>");
    assert_eq!(reader.selected(), "d");
}

#[test]
fn what_still_waits_is_told_and_gone_to() {
    let mut reader = Reader::with(80, 24, story(30));
    reader.keys("jjj");
    let mut entries = story(30);
    entries.insert(0, entry("new", -1, "Bridge opens", "At last."));
    reader.poll(entries);
    assert!(
        !reader.screen().contains("Bridge opens"),
        "{}",
        reader.screen()
    );
    reader.keys("W");
    assert!(
        reader.screen().contains("Bridge opens"),
        "{}",
        reader.screen()
    );
    reader.keys("gg<Enter>");
    assert_eq!(reader.selected(), "new");
    reader.keys("<Esc>");
    assert!(
        reader.screen().contains("Bridge opens"),
        "{}",
        reader.screen()
    );
}

#[test]
fn a_click_selects_and_a_second_one_goes_there() {
    let mut reader = back(80, 24);
    reader.keys("W");
    let y = u16::try_from(row_of(&reader, "Ferries doubled")).unwrap();
    reader.mouse(20, y, MouseKind::Click);
    assert!(is_open(&reader));
    reader.mouse(20, y, MouseKind::Click);
    assert_eq!(
        (is_open(&reader), reader.selected()),
        (false, "d".to_owned())
    );
}

#[test]
fn where_nothing_happened_that_is_said() {
    let mut reader = Reader::new(80, 24);
    reader.keys("W");
    assert!(!is_open(&reader));
    assert!(reader.screen().contains("There are no updates yet."));
    let left = now() - TimeDelta::minutes(1);
    let mut timeline = Timeline::default();
    timeline.merge(&snapshot(story(3), Window::Full), left);
    let mut reader = restored(80, 24, &timeline, left);
    reader.keys("W");
    assert!(!is_open(&reader));
    assert!(
        reader
            .screen()
            .contains("Nothing new since you left, 11:59."),
        "{}",
        reader.screen()
    );
}

#[test]
fn a_first_visit_is_told_all_so_far() {
    let mut reader = Reader::with(80, 24, story(3));
    reader.keys("W");
    row_of(&reader, "So far");
    row_of(&reader, "3 updates");
}

#[test]
fn a_program_that_stayed_open_tells_since_the_last_key() {
    let mut reader = Reader::with(80, 24, story(3));
    reader.keys("j");
    reader.now += TimeDelta::minutes(30);
    reader.send(Msg::Tick(reader.now));
    let mut more: Vec<Entry> = story(3);
    more.insert(0, entry("late", -29, "Bridge opens", "Words."));
    reader.poll(more);
    reader.keys("W");
    row_of(&reader, "Since you left, 12:00");
    row_of(&reader, "1 new update");
}

#[test]
fn a_small_screen_scrolls() {
    let mut reader = back(40, 8);
    reader.keys("WG");
    assert!(reader.screen().contains("Second"), "{}", reader.screen());
    reader.keys("g");
    row_of(&reader, "Since you left");
}
