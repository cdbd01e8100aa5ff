//! Whole screens, as a reader sees them.

use newswire::app::Msg;

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
fn help() {
    let mut reader = Reader::with(80, 40, page());
    reader.keys("?");
    insta::assert_snapshot!(reader.screen());
}

#[test]
fn before_the_first_answer() {
    let mut reader = Reader::new(80, 24);
    reader.send(Msg::PollStarted(0));
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
