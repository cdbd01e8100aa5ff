//! Tables in the reading pane: those that fit stand still, wide ones are moved sideways.

use newswire::model::{Block, Clean, Entry, Inline, TableRow};

use crate::harness::{Reader, entry};

fn row(header: bool, cells: &[&str]) -> TableRow {
    TableRow {
        header,
        cells: cells.iter().map(|cell| vec![Inline::plain(cell)]).collect(),
    }
}

fn with_table(rows: Vec<TableRow>) -> Vec<Entry> {
    let mut update = entry(
        "a",
        1,
        "Results",
        "What the districts say, as far as they were counted by now.",
    );
    update.body.blocks.push(Block::Table {
        rows,
        caption: Clean::line("Counted at noon."),
    });
    vec![update, entry("b", 2, "Other", "text")]
}

/// Ten columns of some fourteen cells each: twice what the pane has.
pub fn wide() -> Vec<Entry> {
    let districts: Vec<String> = (0..10).map(|n| format!("District no. {n}")).collect();
    let votes: Vec<String> = (0..10).map(|n| format!("{n}4 thousand 橋")).collect();
    let words = |cells: &[String], header: bool| {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        row(header, &cells)
    };
    with_table(vec![words(&districts, true), words(&votes, false)])
}

#[test]
fn a_wide_table_keeps_its_columns_and_is_moved_sideways_alone() {
    let mut reader = Reader::with(80, 24, wide());
    reader.keys("<Enter>");
    let before = reader.rows();
    let screen = reader.screen();
    assert!(
        screen.contains("District no. 0  District no. 1"),
        "{screen}"
    );
    assert!(
        !screen.contains("District no. 9") && screen.contains('›'),
        "{screen}"
    );
    assert!(screen.contains(") table right"), "{screen}");
    for _ in 0..12 {
        reader.keys(")");
    }
    let after = reader.rows();
    let screen = reader.screen();
    assert!(
        screen.contains("District no. 9") && screen.contains('‹'),
        "{screen}"
    );
    assert!(
        !screen.contains('›') && !screen.contains("District no. 0"),
        "{screen}"
    );
    let text = |rows: &[String]| -> Vec<String> {
        let rows = rows
            .iter()
            .filter(|row| !row.contains("District") && !row.contains("thousand"));
        rows.filter(|row| !row.contains('─') && !row.contains("table"))
            .cloned()
            .collect()
    };
    assert_eq!(text(&before), text(&after), "the rest stays");
    for _ in 0..12 {
        reader.keys("(");
    }
    assert_eq!(reader.rows(), before);
}

#[test]
fn a_table_that_fits_stands_still() {
    let rows = vec![
        row(true, &["Pier", "State"]),
        row(false, &["North", "shut"]),
    ];
    let mut reader = Reader::with(80, 24, with_table(rows));
    reader.keys("<Enter>");
    let before = reader.rows();
    reader.keys(")");
    assert!(
        reader
            .screen()
            .contains("No table here is wider than the pane.")
    );
    assert_eq!(reader.rows()[..22], before[..22]);
    assert!(!reader.screen().contains('›'));
}

#[test]
fn a_column_of_sentences_is_broken_and_not_moved() {
    let sentence = "The north pier stays shut until the divers of the harbour authority have looked at it from all sides.";
    let rows = vec![
        row(true, &["When", "What"]),
        row(false, &["12:00", sentence]),
    ];
    let mut reader = Reader::with(80, 24, with_table(rows));
    reader.keys("<Enter>");
    assert!(!reader.screen().contains('›'), "{}", reader.screen());
    assert!(reader.screen().contains("from all sides."));
}

#[test]
fn another_update_begins_at_its_left_edge_again() {
    let mut reader = Reader::with(80, 24, wide());
    reader.keys("<Enter>))");
    assert!(reader.screen().contains('‹'));
    reader.keys("><lt>");
    assert!(!reader.screen().contains('‹'), "{}", reader.screen());
    reader.keys("))");
    reader.resize(60, 24);
    assert!(
        reader.screen().contains("District no. 0"),
        "{}",
        reader.screen()
    );
}
