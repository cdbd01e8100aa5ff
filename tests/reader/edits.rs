//! What an edit changed, as a reader sees it.

use newswire::{
    layout::Focus,
    model::{Body, Entry, Inline},
    ui::{self, Theme},
};
use ratatui::{buffer::Buffer, layout::Rect, style::Modifier};

use crate::harness::{Reader, entry, rich, story};

const FIRST: &str =
    "Three people were hurt when the ship struck the pier. Ferries run every ten minutes.";
const SECOND: &str =
    "Four people were hurt when the ship struck the pier. Ferries run every ten minutes.";
const THIRD: &str = "Four people were hurt when the vessel struck the pier. Ferries run every ten minutes.\n\n\
     The harbour office will speak later.";

/// A reader on a blog of which the second update went through these texts, with nothing waiting.
fn edited(width: u16, height: u16, texts: &[&str]) -> Reader {
    let mut reader = Reader::new(width, height);
    for text in texts {
        let mut entries = story(4);
        entries[1] = entry("pier", 10, "Ship strikes pier", text);
        reader.poll(entries);
        reader.keys(".");
    }
    reader.keys("j");
    assert_eq!(reader.selected(), "pier");
    reader
}

#[test]
fn an_edit_of_a_later_day_than_its_update_names_the_day() {
    let old = entry("a", 60 * 24 * 3, "First", "Three people were hurt.");
    let mut reader = Reader::with(120, 24, vec![old.clone()]);
    let mut edited = old;
    edited.body = Body::from_plain("Twelve people were hurt.");
    reader.poll(vec![edited]);
    reader.keys("g");
    let screen = reader.screen();
    assert!(screen.contains("edited 7 Aug 12:01"), "{screen}");
    reader.keys("d");
    let screen = reader.screen();
    assert!(screen.contains("edited 7 Aug 12:01"), "{screen}");
}

#[test]
fn an_edited_update_says_so_in_words_in_the_timeline() {
    let reader = edited(80, 24, &[FIRST, SECOND]);
    assert!(
        reader
            .screen()
            .contains("edited 12:01, 2 revisions · significant: figures"),
        "{}",
        reader.screen()
    );
    let reader = edited(80, 24, &[SECOND, THIRD]);
    assert!(reader.screen().contains("edited 12:01, 2 revisions\n"));
}

#[test]
fn the_last_edit_on_a_wide_screen() {
    let mut reader = edited(120, 30, &[FIRST, SECOND, THIRD]);
    reader.keys("d");
    insta::assert_snapshot!(reader.screen());
}

#[test]
fn an_earlier_edit_on_a_narrow_screen() {
    let mut reader = edited(80, 24, &[FIRST, SECOND, THIRD]);
    reader.keys("d[");
    insta::assert_snapshot!(reader.screen());
}

#[test]
fn brackets_step_through_the_edits_and_stay_within_them() {
    let mut reader = edited(80, 24, &[FIRST, SECOND, THIRD]);
    reader.keys("d");
    assert!(
        reader
            .screen()
            .contains("revision 3 of 3 · edited 12:01 · minor")
    );
    reader.keys("]");
    assert!(reader.screen().contains("There is no edit after this one."));
    reader.keys("[");
    assert!(reader.screen().contains("revision 2 of 3"));
    reader.keys("[");
    assert!(
        reader
            .screen()
            .contains("There is no edit before this one.")
    );
    assert!(reader.screen().contains("revision 2 of 3"));
    reader.keys("]");
    assert!(reader.screen().contains("revision 3 of 3"));
}

#[test]
fn closing_leads_back_to_where_the_reader_was() {
    for close in ["d", "<Esc>", "h"] {
        let mut reader = edited(80, 24, &[FIRST, SECOND]);
        let before = reader.screen();
        reader.keys("d");
        assert_eq!(reader.model.reader().unwrap().focus(), Focus::Reading);
        reader.keys(close);
        assert_eq!(reader.screen(), before, "{close}");

        reader.keys("<Enter>");
        let text = reader.screen();
        reader.keys("d");
        assert_ne!(reader.screen(), text);
        reader.keys(close);
        assert_eq!(reader.screen(), text, "{close}");
    }
}

#[test]
fn an_update_without_a_past_has_no_edits() {
    let mut reader = Reader::with(80, 24, story(3));
    reader.keys("d");
    assert!(reader.screen().contains("This update was not edited."));
    assert_eq!(reader.model.reader().unwrap().focus(), Focus::Timeline);
}

#[test]
fn an_edit_that_comes_while_one_is_read_changes_nothing_but_the_count() {
    let mut reader = edited(80, 24, &[FIRST, SECOND]);
    reader.keys("d");
    let before = reader.rows();
    let mut entries = story(4);
    entries[1] = entry("pier", 10, "Ship strikes pier", THIRD);
    reader.poll(entries);
    let after = reader.rows();
    assert!(reader.screen().contains("revision 2 of 3"));
    assert_eq!(before[4..20], after[4..20]);
    reader.keys("]");
    assert!(reader.screen().contains("revision 3 of 3"));
}

#[test]
fn going_to_another_update_closes_the_edit() {
    let mut reader = edited(120, 30, &[FIRST, SECOND]);
    reader.keys("d<Tab>j");
    assert!(!reader.screen().contains("revision 2 of 2"));
    reader.keys("k");
    assert!(
        !reader.screen().contains("revision 2 of 2"),
        "it stays closed"
    );
}

#[test]
fn an_edit_out_of_sight_is_closed() {
    let mut reader = edited(80, 24, &[FIRST, SECOND]);
    reader.keys("d<Tab>");
    assert_eq!(reader.model.reader().unwrap().focus(), Focus::Timeline);
    reader.keys("d");
    assert!(
        reader.screen().contains("revision 2 of 2"),
        "one key shows it again"
    );
}

#[test]
fn long_edits_scroll_as_the_pane_does() {
    let long = |last: &str| format!("{}\n\nThe end is {last}.", "A long paragraph. ".repeat(100));
    let mut reader = edited(80, 24, &[&long("near"), &long("far")]);
    reader.keys("d");
    assert!(!reader.screen().contains("[-near-]"));
    reader.keys("G");
    assert!(reader.screen().contains("The end is [-near-]{+far+}."));
    reader.keys("g");
    assert!(reader.screen().contains("revision 2 of 2"));
}

#[test]
fn what_changed_is_told_without_colour() {
    let mut reader = edited(80, 24, &[FIRST, SECOND]);
    reader.keys("d");
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
    ui::view(
        &reader.model,
        &Theme::plain(),
        &ui::Gallery::default(),
        &mut buffer,
    );
    let styled = |modifier: Modifier| -> String {
        let cells = buffer.content().iter();
        let styled = cells.filter(|cell| cell.modifier.contains(modifier));
        styled.map(ratatui::buffer::Cell::symbol).collect()
    };
    assert_eq!(styled(Modifier::CROSSED_OUT), "[-Three-]");
    assert_eq!(styled(Modifier::UNDERLINED), "{+Four+}");
}

#[test]
fn links_and_pictures_that_came_and_went_are_listed() {
    let mut reader = Reader::new(80, 30);
    let before: Entry = rich("u0", 3);
    let mut after = before.clone();
    after.body.blocks.pop();
    if let newswire::model::Block::Paragraph(runs) = &mut after.body.blocks[0] {
        runs.push(Inline {
            link: newswire::model::WebUrl::parse("https://new.example/report").ok(),
            ..Inline::plain(" Read the report.")
        });
    }
    reader.poll(vec![before]);
    reader.poll(vec![after]);
    reader.keys(".d");
    insta::assert_snapshot!(reader.screen());
}

#[test]
fn the_place_in_the_timeline_stays_while_the_note_appears() {
    let mut reader = Reader::with(80, 24, story(12));
    reader.keys("<PgDn>");
    let text = reader.text();
    let mut entries = story(12);
    for entry in &mut entries {
        *entry = crate::harness::entry(
            entry.id.as_str(),
            0,
            "Another headline, and 5",
            "Another text altogether.",
        );
    }
    reader.poll(entries);
    assert_eq!(reader.text(), text);
}

#[test]
fn a_very_long_past_is_stepped_through_and_says_what_is_left_out() {
    let texts: Vec<String> = (1..=130)
        .map(|n| format!("{n} people were hurt."))
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut reader = edited(80, 24, &texts);
    reader.keys("d");
    assert!(reader.screen().contains("revision 130 of 130"));
    assert!(!reader.screen().contains("newswire export"));
    for _ in 0..99 {
        reader.keys("[");
    }
    let screen = reader.screen();
    assert!(screen.contains("revision 31 of 130"), "{screen}");
    assert!(
        screen.contains("revisions 2 to 30 are in newswire export --revisions"),
        "{screen}"
    );
    reader.keys("[");
    assert!(
        reader
            .screen()
            .contains("There is no edit before this one.")
    );
    reader.keys("]");
    assert!(reader.screen().contains("revision 32 of 130"));
}
