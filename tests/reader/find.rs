//! Finding words in the open timeline.

use newswire::{app::Effect, app::Msg, ui::Theme};
use ratatui::{buffer::Buffer, layout::Rect, style::Modifier};

use crate::harness::{Reader, entry, story};

fn harbour() -> Vec<newswire::model::Entry> {
    vec![
        entry("a", 10, "Café on the pier reopens", "Coffee at last."),
        entry("b", 20, "Ferries doubled", "They run until Sunday."),
        entry(
            "c",
            30,
            "Divers go down",
            "They look at the north pier tonight.",
        ),
        entry("d", 40, "A quiet hour", "Nothing happened."),
        entry("e", 50, "Pier closed", "The Pier is closed."),
    ]
}

fn footer(reader: &Reader) -> String {
    reader.rows().last().cloned().unwrap_or_default()
}

/// The words that are marked as found, row by row.
fn marked(reader: &Reader) -> Vec<String> {
    let mut buffer = Buffer::empty(Rect::new(0, 0, reader.size.width, reader.size.height));
    newswire::ui::view(
        &reader.model,
        &Theme::plain(),
        &newswire::ui::Gallery::default(),
        &mut buffer,
    );
    let row = |y| -> String {
        // The time of the selected update is marked in its own way.
        (6..reader.size.width)
            .map(|x| &buffer[(x, y)])
            .filter(|cell| cell.modifier.contains(Modifier::REVERSED))
            .map(|cell| cell.symbol().to_owned())
            .collect()
    };
    (2..reader.size.height - 1)
        .map(row)
        .filter(|words| !words.is_empty())
        .collect()
}

#[test]
fn typing_goes_to_the_first_match_from_where_it_began() {
    let mut reader = Reader::with(80, 24, harbour());
    reader.keys("j/pi");
    assert_eq!(reader.selected(), "c");
    assert!(footer(&reader).contains("Find: pi") && footer(&reader).contains("2 of 3"));
    reader.keys("er<Space>c");
    assert_eq!(reader.selected(), "e");
    reader.keys("<Backspace><Backspace>");
    assert_eq!(reader.selected(), "c", "back as the words grow shorter");
    reader.keys("<Ctrl-u>zzz");
    assert_eq!(reader.selected(), "b", "nothing found: where it began");
    assert!(footer(&reader).contains("not found"));
}

#[test]
fn next_and_previous_go_round_the_list() {
    let mut reader = Reader::with(80, 24, harbour());
    reader.keys("/pier<Enter>");
    let mut seen = vec![reader.selected()];
    for key in ["n", "<Enter>", "n", "N", "N"] {
        reader.keys(key);
        seen.push(reader.selected());
    }
    assert_eq!(seen, ["a", "c", "e", "a", "e", "c"]);
    assert!(
        footer(&reader).contains("pier · 2 of 3"),
        "{}",
        footer(&reader)
    );
}

#[test]
fn next_goes_down_the_screen_in_either_order() {
    let mut reader = Reader::with(80, 24, harbour());
    reader.keys("sg/pier<Enter>");
    assert_eq!(reader.selected(), "e");
    assert!(footer(&reader).contains("1 of 3"), "{}", footer(&reader));
    reader.keys("n");
    assert_eq!(reader.selected(), "c");
    assert!(footer(&reader).contains("2 of 3"));
}

#[test]
fn accents_do_not_count_and_capitals_do() {
    for (typed, expected) in [("cafe", "1 of 1"), ("CAFE", "not found"), ("Pier", "of 1")] {
        let mut reader = Reader::with(80, 24, harbour());
        reader.keys(&format!("/{typed}"));
        assert!(
            footer(&reader).contains(expected),
            "{typed}: {}",
            footer(&reader)
        );
    }
}

#[test]
fn what_is_found_is_marked_in_both_panes_and_unmarked_at_the_end() {
    let mut reader = Reader::with(120, 24, harbour());
    reader.keys("/cafe");
    // The headline stands in the timeline and in the reading pane.
    assert_eq!(marked(&reader), ["Café", "Café"]);
    reader.keys("<Enter>");
    assert_eq!(marked(&reader), ["Café", "Café"]);
    reader.keys("<Esc>");
    assert_eq!(marked(&reader), Vec::<String>::new());
    assert_eq!(reader.selected(), "a", "the place is kept");
}

#[test]
fn keys_that_are_none_of_the_finds_do_what_they_always_do() {
    let mut reader = Reader::with(80, 24, harbour());
    reader.keys("/pier<Enter>jo");
    assert!(
        reader
            .takes()
            .iter()
            .any(|effect| matches!(effect, Effect::Open(_)))
    );
    reader.keys("l");
    assert!(
        !reader.rows()[2].contains('▌'),
        "the reading pane is in front"
    );
    reader.keys("<Esc>");
    assert!(
        footer(&reader).contains("3 found"),
        "one escape, one step back"
    );
    reader.keys("<Esc>");
    assert!(!footer(&reader).contains("3 found"));
}

#[test]
fn the_reading_pane_goes_to_what_was_found_far_down() {
    let text = "Line after line of a long update.\n\n".repeat(60) + "The needle is here.";
    let mut reader = Reader::with(120, 24, vec![entry("long", 5, "A long update", &text)]);
    assert!(!reader.screen().contains("needle"));
    reader.keys("/needle");
    assert!(reader.screen().contains("The needle is here."));
}

#[test]
fn an_empty_find_is_none() {
    for keys in ["/<Enter>", "/<Esc>", "/<Space><Enter>"] {
        let mut reader = Reader::with(80, 24, harbour());
        let before = reader.screen();
        reader.keys(keys);
        assert_eq!(reader.screen(), before, "{keys}");
    }
}

#[test]
fn what_arrives_meanwhile_is_counted_and_moves_nothing() {
    let mut reader = Reader::with(80, 24, harbour());
    reader.keys("/pier<Enter>n");
    let (selected, before) = (reader.selected(), reader.text());
    let mut entries = vec![entry("new", 1, "Pier news", "")];
    entries.extend(harbour());
    reader.poll(entries);
    assert_eq!(reader.selected(), selected);
    if reader.text() == before {
        // It waits: what is not shown is not found.
        assert!(footer(&reader).contains("2 of 3"), "{}", footer(&reader));
        reader.keys(".");
    }
    assert!(footer(&reader).contains("of 4"), "{}", footer(&reader));
}

#[test]
fn what_waited_is_found_once_it_is_shown() {
    let mut reader = Reader::with(80, 12, harbour());
    reader.keys("G/pier<Enter>G");
    let mut entries = harbour();
    // Back-dated into what is on the screen, it would move the text there.
    entries.insert(4, entry("new", 45, "Pier news", ""));
    reader.poll(entries);
    assert!(footer(&reader).contains("of 3"), "{}", footer(&reader));
    reader.keys("gn");
    assert!(footer(&reader).contains("of 4"), "{}", footer(&reader));
}

#[test]
fn a_paste_is_looked_for_and_runs_no_key() {
    let mut reader = Reader::with(80, 24, harbour());
    reader.keys("/");
    reader.send(Msg::Paste("north\n pier".to_owned()));
    assert_eq!(reader.selected(), "c");
    let mut reader = Reader::with(80, 24, harbour());
    reader.send(Msg::Paste("qqq".to_owned()));
    assert!(reader.takes().iter().all(|effect| *effect != Effect::Quit));
}

#[test]
fn screen_while_finding() {
    let mut reader = Reader::with(80, 24, story(30));
    reader.keys("/number 1<Enter>nn");
    insta::assert_snapshot!(reader.screen());
}

#[test]
fn every_size_shows_a_find() {
    for (width, height) in [(1, 1), (20, 5), (40, 12), (110, 9)] {
        let mut reader = Reader::with(width, height, story(5));
        reader.keys("/a long phrase that is not there");
        reader.screen();
        reader.keys("<Ctrl-u>pier<Enter>nN");
        reader.screen();
    }
}
