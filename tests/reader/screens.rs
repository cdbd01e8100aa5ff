//! Whole screens, as a reader sees them.

use newswire::app::{BlogId, Msg};
use ratatui::style::Modifier;

use crate::{
    harness::{Reader, entry, now, rich, story},
    since_left::returned,
};

fn page() -> Vec<newswire::model::Entry> {
    let mut entries = vec![
        rich("minister", 3),
        entry("ferries", 11, "Ferries doubled until Sunday", ""),
    ];
    entries[0].marks.key_event = true;
    entries.extend(story(8).split_off(3));
    let mut yesterday = entry(
        "first",
        14 * 60,
        "Ship strikes the northern pier",
        "Nobody was hurt.",
    );
    yesterday.marks.pinned = true;
    entries.push(yesterday);
    entries
}

#[test]
fn narrow() {
    let reader = Reader::with(80, 24, page());
    insta::assert_snapshot!(reader.screen());
}

#[test]
fn wide() {
    let mut reader = Reader::with(120, 40, page());
    reader.keys("j");
    insta::assert_snapshot!(reader.screen());
}

#[test]
fn catching_up_on_what_arrived_since_i_left() {
    let mut reader = returned(80, 24, page().split_off(2), now());
    reader.keys("A");
    reader.poll(page());
    reader.keys("c");
    insta::assert_snapshot!(reader.screen());
}

#[test]
fn small() {
    let mut reader = Reader::with(40, 12, page());
    reader.keys("jj");
    insta::assert_snapshot!(reader.screen());
}

#[test]
fn reading_on_a_narrow_screen() {
    let mut reader = Reader::with(80, 24, page());
    reader.keys("<Enter>");
    insta::assert_snapshot!(reader.screen());
}

#[test]
fn headlines_only() {
    let mut reader = Reader::with(80, 24, page());
    reader.keys("vv");
    insta::assert_snapshot!(reader.screen());
}

#[test]
fn a_new_hour_is_told_between_two_updates_of_a_day() {
    let hours = |reader: &Reader| -> Vec<String> {
        let rows = reader
            .rows()
            .into_iter()
            .filter(|row| row.starts_with("┄ "));
        rows.map(|row| row.chars().skip(2).take(5).collect())
            .collect()
    };
    let updates = [0, 10, 70, 200, 740, 750].map(|minutes| {
        let id = format!("u{minutes}");
        let mut entry = entry(&id, minutes, "Ferries doubled", "Until Sunday.");
        let published = entry.published.as_mut().unwrap();
        published.at += chrono::TimeDelta::seconds(minutes % 60);
        entry
    });
    let mut reader = Reader::with(80, 40, updates.to_vec());
    // Midnight is told by the line of the day.
    assert_eq!(
        hours(&reader),
        ["12:00", "11:00", "10:00"],
        "{}",
        reader.screen()
    );
    reader.keys("s");
    assert_eq!(
        hours(&reader),
        ["10:00", "11:00", "12:00"],
        "{}",
        reader.screen()
    );
    reader.keys("vv");
    assert_eq!(hours(&reader), [""; 0], "{}", reader.screen());
    let buffer = reader.buffer();
    let bold = |y: &u16| buffer[(1, *y)].modifier.contains(Modifier::BOLD);
    let clock = |y: u16| (1..6).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    let told = (2..20).filter(bold).map(clock);
    let told: Vec<String> = told.filter(|clock| clock.contains(':')).collect();
    let first = ["23:30", "08:40", "10:50", "11:50", "12:00"];
    assert_eq!(told, first, "{}", reader.screen());
}

#[test]
fn help() {
    let mut reader = Reader::with(80, 40, page());
    reader.keys("?");
    insta::assert_snapshot!(reader.screen());
}

#[test]
fn before_the_first_answer() {
    let mut reader = Reader::new(80, 24);
    reader.send(Msg::PollStarted(BlogId(0)));
    insta::assert_snapshot!(reader.screen());
}

#[test]
fn too_small() {
    for (width, height) in [(1, 1), (19, 24), (80, 4)] {
        let reader = Reader::with(width, height, page());
        assert!(
            "too small".starts_with(reader.rows()[0].as_str()),
            "{:?}",
            reader.rows()
        );
    }
}

#[test]
fn the_header_shows_how_busy_the_last_two_hours_were_where_there_is_room() {
    let mut entries = story(3);
    for n in 0..5 {
        entries.insert(0, entry(&format!("n{n}"), 61, "Later", "Text."));
    }
    let reader = Reader::with(120, 24, entries);
    let header = &reader.rows()[0];
    assert!(
        header.contains("     ▇   ▂▂▂ · The Example Post"),
        "{header}"
    );
    let old = vec![entry("old", 121, "Old", "Text.")];
    let header = &Reader::with(120, 24, old).rows()[0];
    assert!(!header.contains('▂'), "{header}");
}

#[test]
fn the_scrollbar_shows_where_something_is_unread_or_found() {
    let mut entries = story(200);
    entries[100] = entry("u100", 1000, "A crack", "Found by divers.");
    let mut reader = Reader::with(80, 24, entries);
    let column = |reader: &Reader| {
        let (buffer, area) = (
            reader.buffer(),
            reader.model.reader().unwrap().geometry().unwrap().timeline,
        );
        let rows = area.y..area.y + area.height;
        let cells = rows.map(|y| buffer[(79, y)].symbol().to_owned());
        cells.collect::<String>()
    };
    assert_eq!(column(&reader), format!("▐{}", "·".repeat(20)));
    for _ in 0..99 {
        reader.keys(">");
    }
    assert_eq!(column(&reader), format!("·         ▐{}", "·".repeat(10)));
    reader.keys("/crack<Enter>");
    assert_eq!(
        column(&reader).chars().position(|c| c == '◂'),
        Some(10),
        "{}",
        column(&reader)
    );
    reader.keys("s");
    assert_eq!(
        column(&reader).chars().position(|c| c == '◂'),
        Some(10),
        "{}",
        column(&reader)
    );
}

#[test]
fn lines_are_as_long_as_the_settings_say() {
    use newswire::app::Settings;
    let mut reader = Reader::with(200, 24, vec![rich("a", 1)]);
    let longest = |reader: &Reader| {
        let text = reader.text();
        let text = text.iter().filter(|row| !row.contains('─'));
        text.map(|row| row.chars().count()).max()
    };
    assert!(
        (60..=76).contains(&longest(&reader).unwrap()),
        "{}",
        reader.screen()
    );
    let settings = Settings {
        measure: 40,
        ..Settings::default()
    };
    reader.send(Msg::Settings(Box::new(settings)));
    assert!(longest(&reader).unwrap() <= 40, "{}", reader.screen());
}
