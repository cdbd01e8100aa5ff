//! Catching up: what I have not read, from the oldest on, one key at a time.

use newswire::{
    app::{Effect, Part},
    layout::Focus,
};

use crate::harness::{Reader, entry, story};

/// A reader with three unread updates, `u2`, `u1` and `u0` from the oldest on.
fn reader(width: u16) -> Reader {
    let mut reader = Reader::with(width, 24, story(30).split_off(3));
    reader.keys("A");
    reader.poll(story(30));
    reader.takes();
    reader
}

fn footer(reader: &Reader) -> String {
    reader.rows().pop().unwrap()
}

/// Tells which update the timeline's first row of text is of, and that it is its first row.
fn on_top(reader: &Reader) -> String {
    let rows = reader.model.reader().unwrap().blog().window.rows().iter();
    let mut texts = rows.filter(|row| matches!(row.part, Part::Text(_)));
    let first = texts.next().unwrap();
    assert_eq!(first.part, Part::Text(0), "{}", reader.screen());
    first.id.to_string()
}

#[test]
fn catching_up_goes_from_the_oldest_unread_to_the_newest() {
    for (next, order) in [("<Space>", ""), ("n", ""), ("<Space>", "s")] {
        let mut reader = reader(80);
        reader.keys(order);
        reader.keys("c");
        for (number, id) in [(1, "u2"), (2, "u1"), (3, "u0")] {
            assert_eq!(
                (reader.selected().as_str(), on_top(&reader).as_str()),
                (id, id)
            );
            let count = format!("catching up · {number} of 3");
            assert!(footer(&reader).contains(&count), "{}", reader.screen());
            assert_eq!(reader.model.reader().unwrap().blog().unread(), 3 - number);
            let seen = reader.text();
            reader.keys(next);
            assert_eq!(
                reader.text() == seen,
                number == 3,
                "the view stays after the last"
            );
        }
        assert!(
            footer(&reader).contains("Caught up: everything is read."),
            "{}",
            footer(&reader)
        );
        assert!(reader.model.scene().unwrap().catch_up().is_none());
    }
}

#[test]
fn the_reading_pane_shows_the_same_update() {
    let mut reader = reader(160);
    reader.keys("c ");
    let pane: String = reader
        .rows()
        .iter()
        .filter_map(|row| row.split_once('│'))
        .map(|(_, pane)| pane)
        .collect();
    assert!(pane.contains("Update number 1"), "{}", reader.screen());
}

#[test]
fn one_can_go_back_and_leave() {
    for (back, leave) in [("N", "<Esc>"), ("<Backspace>", "q")] {
        let mut reader = reader(80);
        reader.keys("c ");
        reader.keys(back);
        assert_eq!(reader.selected(), "u2");
        reader.keys(back);
        assert!(
            footer(&reader).contains("This is the oldest"),
            "{}",
            footer(&reader)
        );
        reader.keys("c");
        assert!(
            footer(&reader).contains("catching up · 1 of 3"),
            "{}",
            footer(&reader)
        );
        let seen = reader.text();
        reader.takes();
        reader.keys(leave);
        assert!(reader.model.scene().unwrap().catch_up().is_none());
        assert_eq!(reader.text(), seen);
        assert!(!reader.takes().contains(&Effect::Quit));
        // From here on the keys mean what they always do.
        reader.keys("q");
        assert!(reader.takes().contains(&Effect::Quit));
    }
}

#[test]
fn what_arrives_meanwhile_joins_the_end_and_moves_nothing() {
    let mut reader = reader(80);
    reader.keys("c  ");
    assert!(footer(&reader).contains("3 of 3"), "{}", footer(&reader));
    let seen = reader.text();
    let mut page = story(30);
    page.insert(0, entry("new", -1, "Bridge opens", "At last."));
    page.insert(1, entry("newer", -2, "Bridge closes", "Again."));
    page.insert(20, entry("late", 175, "Found late", "Dated back."));
    reader.poll(page);
    // Only the day's heading goes: it belongs over what is new.
    assert_eq!(reader.text()[1..], seen[1..], "even at the top");
    assert!(footer(&reader).contains("3 of 6"), "{}", footer(&reader));
    for id in ["late", "new", "newer"] {
        reader.keys(" ");
        assert_eq!(
            (reader.selected().as_str(), on_top(&reader).as_str()),
            (id, id)
        );
    }
    reader.keys(" ");
    assert!(
        footer(&reader).contains("everything is read"),
        "{}",
        footer(&reader)
    );
    assert_eq!(reader.model.reader().unwrap().blog().unread(), 0);
}

#[test]
fn what_waits_out_of_sight_is_part_of_it() {
    let mut reader = Reader::with(80, 24, story(30));
    reader.keys("AGk");
    let mut page = story(30);
    page.insert(29, entry("late", 285, "Found late", "Between two others."));
    reader.poll(page);
    reader.keys("c");
    assert_eq!(reader.selected(), "late");
    assert!(
        reader.screen().contains("Found late"),
        "{}",
        reader.screen()
    );
}

#[test]
fn the_oldest_of_all_is_shown_without_emptiness_below_it() {
    let mut reader = Reader::with(80, 24, story(30));
    reader.keys("c");
    assert_eq!(reader.selected(), "u29");
    let text = reader.text();
    let rows = text.iter().rev();
    let empty = rows.take_while(|row| row.is_empty()).count();
    assert!(empty < 2, "{}", reader.screen());
    // From the first one on that has enough below it, each stands on top.
    reader.keys("     ");
    assert_eq!(on_top(&reader), "u24");
}

#[test]
fn the_way_out_is_named_on_a_narrow_screen() {
    let mut reader = Reader::with(40, 12, story(30));
    reader.keys("c");
    let footer = footer(&reader);
    assert!(
        footer.contains("1 of 30") && footer.contains("Esc stop"),
        "{footer}"
    );
}

#[test]
fn an_update_that_is_tall_can_be_scrolled_on_the_way() {
    let long = "word ".repeat(2_000);
    let mut reader = Reader::with(
        80,
        24,
        vec![entry("a", 1, "A", "a"), entry("b", 2, "B", &long)],
    );
    reader.keys("vc");
    let seen = reader.text();
    reader.keys("<PgDn>");
    assert!(
        reader.text() != seen && reader.selected() == "b",
        "{}",
        reader.screen()
    );
    reader.keys(" ");
    assert_eq!(on_top(&reader), "a");
}

#[test]
fn with_nothing_unread_there_is_nothing_to_catch_up_on() {
    let mut reader = reader(80);
    reader.keys("A");
    let seen = reader.text();
    reader.keys("c");
    assert!(
        footer(&reader).contains("nothing to catch up on"),
        "{}",
        footer(&reader)
    );
    assert_eq!(reader.text(), seen);
}

#[test]
fn escape_closes_an_edit_before_it_ends_the_way() {
    let mut page = story(3);
    let mut reader = Reader::with(160, 24, page.clone());
    page[2].body = newswire::model::Body::from_plain("Other words.");
    reader.poll(page);
    reader.keys("cd<Esc>");
    assert!(reader.model.scene().unwrap().catch_up().is_some());
    assert_eq!(reader.model.reader().unwrap().focus(), Focus::Timeline);
    reader.keys("<Esc>");
    assert!(reader.model.scene().unwrap().catch_up().is_none());
}

#[test]
fn an_update_left_unread_on_the_way_is_named_at_the_end() {
    let mut reader = reader(80);
    reader.keys("cu   ");
    assert!(
        footer(&reader).contains("everything is read except 1."),
        "{}",
        footer(&reader)
    );
}
