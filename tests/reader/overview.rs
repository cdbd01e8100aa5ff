//! Summary, pinned updates and key events, over the timeline.

use newswire::{
    app::MouseKind,
    layout::Focus,
    model::{Body, Entry, PollOutcome, Window},
};

use crate::harness::{Reader, entry, snapshot, story};

const SUMMARY: &str = "The harbour bridge is closed to all traffic until at least Sunday, and the port says \
                       that no ship leaves before the pier is inspected.\n\nFerries run every ten minutes.";

fn page() -> Vec<Entry> {
    let mut entries = story(30);
    entries[1].marks.pinned = true;
    for index in [3, 12, 20] {
        entries[index].marks.key_event = true;
    }
    entries
}

fn poll(reader: &mut Reader, entries: Vec<Entry>, summary: &str) {
    reader.now += chrono::TimeDelta::seconds(30);
    let mut read = snapshot(entries, Window::Full);
    read.blog.summary = Body::from_plain(summary);
    reader.finish(PollOutcome::Fresh(Box::new(read)));
}

fn reader(width: u16, height: u16) -> Reader {
    let mut reader = Reader::new(width, height);
    poll(&mut reader, page(), SUMMARY);
    reader
}

#[test]
fn it_opens_over_the_timeline_and_closes_again() {
    for (name, width, height) in [("usual", 80, 24), ("wide", 160, 36), ("small", 40, 12)] {
        let mut reader = reader(width, height);
        let closed = reader.screen();
        reader.keys("S");
        insta::assert_snapshot!(format!("overview_{name}"), reader.screen());
        reader.keys("S");
        assert_eq!(reader.screen(), closed);
    }
}

#[test]
fn a_closed_one_says_what_it_holds() {
    let reader = reader(80, 24);
    let rule = &reader.rows()[1];
    assert!(
        rule.contains("▸ summary · 1 pinned · 3 key events · S shows"),
        "{rule}"
    );
}

#[test]
fn the_count_of_key_events_is_that_of_their_list() {
    let mut entries = page();
    entries[12].marks.pinned = true;
    entries[14].marks.summary = true;
    entries[16].marks.summary = true;
    let mut reader = Reader::new(80, 24);
    poll(&mut reader, entries.clone(), "");
    // What the newsroom takes back is no key event any more, in either.
    entries.remove(20);
    poll(&mut reader, entries.clone(), "");
    poll(&mut reader, entries, "");
    let rule = reader.rows()[1].clone();
    let count = "▸ summary · 2 pinned · 1 key event · S shows";
    assert!(rule.contains(count), "{rule}");
    reader.keys("K");
    let rows = reader.rows();
    let offered = rows.iter().filter(|row| row.contains("Update number"));
    let (others, key_events): (Vec<&String>, Vec<&String>) = offered
        .filter(|row| row.starts_with('│'))
        .partition(|row| row.contains("pinned ·") || row.contains("summary ·"));
    assert_eq!(
        (key_events.len(), others.len()),
        (1, 4),
        "{}",
        reader.screen()
    );
}

#[test]
fn a_time_of_another_day_names_it_and_of_another_year_that_too() {
    let mut entries = page();
    let old = [(60 * 24 * 3, "Days ago"), (60 * 24 * 300, "Last year")];
    for (minutes, headline) in old {
        let mut key_event = entry(headline, minutes, headline, "Words.");
        key_event.marks.key_event = true;
        entries.push(key_event);
    }
    let mut reader = Reader::new(80, 24);
    poll(&mut reader, entries, "The bridge is closed.");
    reader.keys("S");
    let rows: Vec<String> = reader.overview();
    let told = [
        "       ≡ The bridge is closed.",
        " 11:50       ▼ Update number 1",
        " 11:30       ◆ Update number 3",
        " 10:00       ◆ Update number 12",
        " 08:40       ◆ Update number 20",
        " 4 Aug       ◆ Days ago",
        " 11 Oct 2024 ◆ Last year",
    ];
    let rows: Vec<&str> = rows.iter().map(|row| row.trim_end()).collect();
    assert_eq!(rows[..7], told, "{}", reader.screen());
    reader.keys("K");
    assert!(
        reader.screen().contains("11 Oct 2024 12:00"),
        "{}",
        reader.screen()
    );
    reader.keys("<Esc>a");
    let screen = reader.screen();
    assert!(screen.contains("11 Oct 2024 12:00 Last year"), "{screen}");
}

#[test]
fn where_the_newsroom_put_nothing_first_it_says_so() {
    let mut reader = Reader::with(80, 24, story(5));
    let before = reader.text();
    reader.keys("S");
    assert_eq!(reader.text(), before);
    assert!(
        reader.screen().contains("no summary, no pinned updates"),
        "{}",
        reader.screen()
    );
}

#[test]
fn the_newest_update_that_sums_up_is_told_once() {
    let mut entries = page();
    for index in [5, 12, 25] {
        entries[index].marks.summary = true;
    }
    let mut reader = Reader::with(120, 40, entries);
    reader.keys("S");
    let rows: Vec<String> = reader
        .overview()
        .iter()
        .map(|row| row.trim().to_owned())
        .collect();
    let told = [
        "11:10 ≡ Update number 5",
        "11:50 ▼ Update number 1",
        "11:30 ◆ Update number 3",
        "10:00 ◆ Update number 12",
        "08:40 ◆ Update number 20",
    ];
    assert_eq!(rows[..5], told, "{}", reader.screen());
}

#[test]
fn what_comes_to_it_while_i_read_waits() {
    let mut reader = reader(80, 24);
    reader.keys("S<PgDn>");
    let before = reader.overview();
    let mut entries = page();
    let mut new = entry("new", -1, "Bridge opens", "At last.");
    new.marks.key_event = true;
    entries.insert(0, new);
    poll(&mut reader, entries, "It is open.");
    assert_eq!(reader.overview(), before);
    reader.keys(".");
    let rows = reader.overview().join("\n");
    assert!(rows.contains("It is open."), "{rows}");
    assert!(rows.contains("Bridge opens"), "{rows}");
}

#[test]
fn where_i_look_at_the_newest_it_follows() {
    let mut reader = reader(80, 24);
    reader.keys("S");
    poll(&mut reader, page(), "It is open.");
    let rows = reader.overview().join("\n");
    assert!(rows.contains("It is open."), "{rows}");
}

#[test]
fn what_the_newsroom_took_back_is_not_said_in_it() {
    let mut reader = reader(80, 24);
    let mut entries = page();
    entries.remove(3);
    for _ in 0..3 {
        poll(&mut reader, entries.clone(), SUMMARY);
    }
    let rule = &reader.rows()[1];
    assert!(rule.contains("2 key events"), "{rule}");
}

#[test]
fn a_click_on_an_update_goes_there_and_one_on_the_rule_closes_it() {
    let mut reader = reader(160, 36);
    reader.keys("S");
    let rows = reader.overview();
    let row = rows.iter().rposition(|row| row.contains('◆')).unwrap();
    let y = u16::try_from(row).unwrap() + 2;
    reader.mouse(20, y, MouseKind::Click);
    assert_eq!(reader.selected(), "u20");
    assert_eq!(reader.overview(), rows);
    let rule = u16::try_from(rows.len()).unwrap() + 1;
    reader.mouse(20, rule, MouseKind::Click);
    assert!(reader.overview().is_empty());
    assert_eq!(reader.selected(), "u20");
}

#[test]
fn the_wheel_over_it_turns_it_and_nothing_else() {
    let mut reader = reader(80, 12);
    reader.keys("S");
    let (timeline, before) = (reader.text(), reader.overview());
    reader.mouse(20, 3, MouseKind::WheelDown);
    assert_ne!(reader.overview(), before);
    assert_eq!(reader.text(), timeline);
    reader.mouse(20, 3, MouseKind::WheelUp);
    assert_eq!(reader.overview(), before);
}

#[test]
fn from_the_reading_pane_it_leads_back_to_the_timeline() {
    let mut reader = reader(80, 24);
    reader.keys("<Enter>S");
    assert_eq!(reader.model.reader().unwrap().focus(), Focus::Timeline);
    assert!(!reader.overview().is_empty(), "{}", reader.screen());
}
