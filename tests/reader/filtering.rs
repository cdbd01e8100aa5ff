//! Limiting the timeline to some updates.

use newswire::{
    app::{BlogId, Effect, screen::Screen},
    model::{Author, Clean, Entry, EntryId},
};

use crate::harness::{Reader, entry, rich, story};

/// Thirty updates: every fifth a key event, every third by Jo Poe, one with a picture, one about a crack.
fn mixed() -> Vec<Entry> {
    let mut entries = story(30);
    entries[3] = rich("u3", 30);
    entries[17] = entry(
        "u17",
        170,
        "Crack found",
        "Divers have found a crack in the pier.",
    );
    for (index, entry) in entries.iter_mut().enumerate() {
        entry.marks.key_event = index % 5 == 0;
        if index % 3 == 0 {
            entry.authors = vec![Author {
                name: Clean::line("Jo Poe"),
                url: None,
            }];
        }
    }
    entries
}

/// Returns the updates that the timeline shows, from the top, as the keys walk through them.
fn walk(reader: &mut Reader) -> Vec<String> {
    reader.keys("g");
    let mut seen = vec![reader.selected()];
    loop {
        reader.keys("j");
        let selected = reader.selected();
        if seen.contains(&selected) {
            return seen;
        }
        seen.push(selected);
    }
}

#[test]
fn the_way_back_from_a_filter_is_named_on_a_narrow_screen() {
    let mut reader = Reader::with(40, 12, story(9));
    reader.keys("Funread<Enter>");
    let rule = reader.rows()[1].clone();
    assert!(rule.contains(": unread · Esc shows all"), "{rule}");
}

#[test]
fn conditions_combine_and_the_filter_is_always_in_sight() {
    let mut reader = Reader::with(80, 24, mixed());
    reader.keys("F");
    insta::assert_snapshot!("filter_list", reader.screen());
    reader.keys("key<Enter>");
    assert_eq!(walk(&mut reader), ["u0", "u5", "u10", "u15", "u20", "u25"]);
    reader.keys("Fjo<Enter>");
    assert_eq!(walk(&mut reader), ["u0", "u15"]);
    insta::assert_snapshot!("filtered", reader.screen());
    reader.keys("<Enter>");
    assert!(
        reader.rows()[1].contains("key events · by Jo Poe"),
        "{}",
        reader.screen()
    );
}

#[test]
fn escape_lifts_the_filter_and_the_selected_update_stays_where_it_is() {
    let mut reader = Reader::with(80, 24, mixed());
    reader.keys("Fkey<Enter>jjj");
    assert_eq!(reader.selected(), "u15");
    let row = |reader: &Reader| {
        let rows = reader.rows();
        rows.iter().position(|row| row.contains("Update number 15"))
    };
    let before = row(&reader);
    assert!(before.is_some());
    reader.keys("<Esc>");
    assert_eq!(reader.selected(), "u15");
    assert_eq!(row(&reader), before);
    assert!(
        reader.screen().contains("Update number 14"),
        "{}",
        reader.screen()
    );
}

#[test]
fn typed_words_limit_without_accents_and_case() {
    let mut reader = Reader::with(80, 24, mixed());
    reader.keys("Fdívers<Enter>");
    assert_eq!(walk(&mut reader), ["u17"]);
    reader.keys("Fzeppelin<Enter>");
    assert!(
        reader.screen().contains("No update fits"),
        "{}",
        reader.screen()
    );
    reader.keys("jkG<PgDn><Esc>");
    assert_eq!(walk(&mut reader).len(), 30);
}

#[test]
fn tab_ticks_several_conditions_in_one_go() {
    let mut reader = Reader::with(80, 24, mixed());
    reader.keys("F<Tab>");
    assert!(matches!(
        reader.top(),
        Some(Screen::Choose(_) | Screen::Palette(_))
    ));
    assert!(
        reader.screen().contains("✓ key events"),
        "{}",
        reader.screen()
    );
    reader.keys("jo<Tab><Esc>");
    assert_eq!(walk(&mut reader), ["u0", "u15"]);
}

#[test]
fn reading_an_unread_update_does_not_take_it_away() {
    let mut reader = Reader::with(80, 24, mixed());
    reader.keys("jjj");
    reader.keys("Funread<Enter>");
    let first = walk(&mut reader);
    assert!(!first.contains(&"u1".to_owned()));
    assert_eq!(
        walk(&mut reader),
        first,
        "they are read now and still there"
    );
    reader.keys("<Esc>");
    reader.keys("Funread<Enter>");
    assert!(
        reader.screen().contains("No update fits"),
        "{}",
        reader.screen()
    );
}

#[test]
fn what_arrives_while_a_filter_is_set_waits_if_it_fits_and_is_counted_later_if_not() {
    let mut reader = Reader::with(80, 24, mixed());
    reader.keys("Fkey<Enter><PgDn>");
    let text = reader.text();
    let mut entries = mixed();
    entries.insert(0, entry("new1", -1, "Not a key event", "Text."));
    reader.poll(entries.clone());
    assert_eq!(reader.model.reader().unwrap().blog().window.waiting(), 0);
    let mut key = entry("new2", -2, "A key event", "Text.");
    key.marks.key_event = true;
    entries.insert(0, key);
    reader.poll(entries);
    assert_eq!(reader.text(), text, "nothing moves");
    assert_eq!(reader.model.reader().unwrap().blog().window.waiting(), 1);
    reader.keys(".");
    assert_eq!(walk(&mut reader)[..2], ["new2", "u0"]);
    reader.keys("jjj<Esc>");
    assert_eq!(
        reader.model.reader().unwrap().blog().window.waiting(),
        1,
        "the other one waits now"
    );
}

#[test]
fn find_looks_among_what_is_shown() {
    let mut reader = Reader::with(80, 24, mixed());
    reader.keys("Fkey<Enter>");
    reader.keys("/update number<Enter>");
    assert_eq!(reader.model.scene().unwrap().find_count().1, 6);
}

#[test]
fn bookmarks_are_kept_shown_and_filtered_by() {
    let mut reader = Reader::with(80, 24, mixed());
    reader.keys("jj");
    reader.takes();
    reader.keys("b");
    let kept = Effect::KeepBookmark(BlogId(0), EntryId::new("u2"), true);
    assert!(reader.takes().contains(&kept));
    assert!(reader.screen().contains('★'), "{}", reader.screen());
    reader.keys("g");
    reader.keys("Fbookm<Enter>");
    assert_eq!(walk(&mut reader), ["u2"]);
    reader.keys("b<Esc>");
    assert!(
        reader
            .takes()
            .contains(&Effect::KeepBookmark(BlogId(0), EntryId::new("u2"), false))
    );
    assert!(!reader.screen().contains('★'));
}
