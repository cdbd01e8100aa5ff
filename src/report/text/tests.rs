use super::*;
use crate::{
    model::{Block, Body, Clean, Inline, Presence, TableRow},
    report::{
        plain::{Links, lines},
        sample::{Sample, every_block},
    },
};

fn text(sample: &Sample) -> String {
    let mut bytes = Vec::new();
    write(&sample.document(), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_document_reads_from_top_to_bottom() {
    insta::assert_snapshot!(text(&Sample::new()));
}

#[test]
fn a_change_says_what_happened_where() {
    let mut sample = Sample::new();
    sample.items[0].presence = Presence::Retracted {
        since: sample.document().fetched_at,
    };
    let (document, item) = (sample.document(), &sample.items[0]);
    let lines = change(Change::Revised, &document, item);
    let first = "The Example Post · 04:49 +02:00 · Minister to speak at 11 ";
    assert!(lines[0].starts_with(first), "{lines:?}");
    assert!(lines[1].starts_with("revised · "), "{lines:?}");
    let gone = change(Change::Retracted, &document, item);
    assert!(gone[1].contains("retracted by the publisher"), "{gone:?}");
    assert!(gone.last().unwrap().ends_with("#update-7"), "{gone:?}");
    assert!(gone.len() < lines.len(), "its text is not repeated");
}

#[test]
fn every_link_has_its_number_in_the_text_and_its_address_below() {
    let text = text(&Sample::new());
    for (number, link) in (1..).zip(every_block().links()) {
        assert!(text.contains(&format!(" [{number}]")), "no number {number}");
        assert!(text.contains(&format!("\n[{number}] {}\n", link.url)));
    }
}

#[test]
fn text_without_numbers_has_the_same_words() {
    let numbered = lines(&every_block(), Links::Numbered).join("\n");
    let silent = lines(&every_block(), Links::Silent).join("\n");
    assert_eq!(numbered.replace(" [1]", "").replace(" [2]", ""), silent);
}

#[test]
fn the_clock_is_named_unless_it_is_the_readers_own() {
    let sample = Sample::new();
    let at = sample.document().fetched_at.fixed_offset();
    assert_eq!(time(at, Zone::Utc), "2025-08-07 03:00 UTC");
    assert_eq!(time(at, Zone::Publisher), "2025-08-07 03:00 +00:00");
    assert_eq!(time(at, Zone::Local), "2025-08-07 03:00");
}

#[test]
fn columns_are_as_wide_as_their_widest_cell_is_on_a_terminal() {
    let row = |a: &str, b: &str| TableRow {
        header: false,
        cells: vec![vec![Inline::plain(a)], vec![Inline::plain(b)]],
    };
    let table = |rows| Body {
        blocks: vec![Block::Table {
            rows,
            caption: Clean::default(),
        }],
    };
    let drawn = lines(
        &table(vec![row("東京", "1"), row("Oslo x", "2")]),
        Links::Silent,
    );
    assert_eq!(drawn, ["東京    1", "Oslo x  2"]);

    let long = "long ".repeat(30);
    let drawn = lines(
        &table(vec![row(long.trim(), "1"), row("a", "2")]),
        Links::Silent,
    );
    assert_eq!(drawn[1], "a | 2", "a table that is too wide is not padded");
}

#[test]
fn the_readers_own_clock_is_named_once_at_the_top() {
    let sample = Sample::new();
    let document = Document {
        zone: Zone::Local,
        ..sample.document()
    };
    let mut bytes = Vec::new();
    write(&document, &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(text.matches("times are UTC").count(), 1, "{text}");
    for (seconds, name) in [
        (0, "UTC"),
        (3600, "UTC+1"),
        (19_800, "UTC+5:30"),
        (-12_600, "UTC-3:30"),
    ] {
        assert_eq!(offset(seconds), name);
    }
}
