//! The lists to choose from by typing, and the jump to a time.

use newswire::{
    app::{Effect, Export, MouseKind, Msg, Settings, screen::Screen},
    layout::Density,
    model::{Clean, Entry},
};

use crate::harness::{Reader, entry, story};

fn marked() -> Vec<Entry> {
    let mut entries = story(30);
    for (index, headline) in [
        (4, "Pier closed"),
        (11, "Ferries doubled"),
        (25, "Crack found"),
    ] {
        let old = &entries[index];
        let minutes = i64::try_from(index * 10).unwrap();
        entries[index] = entry(old.id.clone().as_str(), minutes, headline, "Text.");
        entries[index].marks.key_event = true;
    }
    entries
}

fn is_choosing(reader: &Reader) -> bool {
    matches!(reader.top(), Some(Screen::Choose(_) | Screen::Palette(_)))
}

#[test]
fn a_list_says_what_can_be_typed_until_something_is() {
    for (key, words, several) in [
        ("F", "type any words", true),
        ("!", "type any words", true),
        (":", "type to narrow the list", false),
        ("K", "type to narrow the list", false),
    ] {
        let mut reader = Reader::with(80, 24, story(9));
        reader.keys(key);
        let screen = reader.screen();
        assert!(screen.contains(words), "{key}\n{screen}");
        assert_eq!(
            screen.contains("Tab choose several"),
            several,
            "{key}\n{screen}"
        );
        reader.keys("x");
        assert!(!reader.screen().contains(words), "{key}");
    }
}

#[test]
fn the_palette_finds_an_action_by_its_words_and_does_it() {
    let mut reader = Reader::with(80, 24, story(10));
    reader.keys(":");
    assert!(
        reader.screen().contains("All actions"),
        "{}",
        reader.screen()
    );
    insta::assert_snapshot!("palette", reader.screen());
    reader.keys("oldest<Enter>");
    assert!(!is_choosing(&reader));
    assert_eq!(
        reader.model.reader().unwrap().blog().window.order(),
        newswire::app::Order::OldestFirst
    );
}

#[test]
fn a_key_typed_into_the_palette_is_the_first_choice() {
    let mut reader = Reader::with(80, 24, story(10));
    reader.takes();
    reader.keys(":q<Enter>");
    assert!(reader.takes().contains(&Effect::Quit));
}

fn chosen(reader: &Reader) -> String {
    match reader.top() {
        Some(Screen::Palette(chooser)) => {
            let first = chooser.shown().next();
            first.map_or_else(String::new, |(offer, _)| offer.text.to_string())
        }
        _ => String::new(),
    }
}

#[test]
fn the_palette_offers_themes_densities_filters_and_an_export() {
    let mut reader = Reader::with(80, 24, marked());
    let themes = ["auto", "dark", "light"].map(Clean::line).to_vec();
    let settings = Settings {
        themes,
        ..Settings::default()
    };
    reader.send(Msg::Settings(Box::new(settings)));
    reader.takes();
    reader.keys(":theme light<Enter>");
    assert!(!is_choosing(&reader));
    assert_eq!(reader.takes(), [Effect::Theme(Clean::line("light"))]);
    reader.keys(":density full<Enter>");
    let density = |reader: &Reader| reader.model.reader().unwrap().blog().window.density();
    assert_eq!(density(&reader), Density::Full);
    reader.keys(":only key<Enter>");
    let limit = |reader: &Reader| {
        reader
            .model
            .reader()
            .unwrap()
            .blog()
            .window
            .active_filter()
            .map(|l| l.1)
    };
    assert_eq!(limit(&reader), Some(3));
    reader.keys(":show all<Enter>");
    assert_eq!(limit(&reader), None);
    reader.takes();
    reader.keys(":export markdown<Enter>");
    let blog = reader.model.reader().unwrap().active();
    assert!(
        reader
            .takes()
            .contains(&Effect::Export(blog, Export::Markdown))
    );
}

#[test]
fn word_beginnings_come_before_scattered_letters() {
    let mut reader = Reader::with(80, 24, story(10));
    for (typed, first) in [
        ("exp", "export the live blog as HTML into a file here"),
        ("dens", "density full: the whole updates"),
        ("unread", "show only unread"),
    ] {
        reader.keys(&format!(":{typed}"));
        assert_eq!(chosen(&reader), first, "{typed}");
        reader.keys("<Esc>");
    }
}

#[test]
fn nothing_is_chosen_where_nothing_fits() {
    let mut reader = Reader::with(80, 24, story(10));
    reader.takes();
    reader.keys(":xyzzy<Enter>");
    assert!(is_choosing(&reader) && reader.takes().is_empty());
    assert!(
        reader.screen().contains("nothing fits"),
        "{}",
        reader.screen()
    );
    reader.keys("<Esc>");
    assert!(!is_choosing(&reader));
}

#[test]
fn the_outline_lists_key_events_and_goes_to_one() {
    let mut reader = Reader::with(80, 24, marked());
    reader.keys("K");
    insta::assert_snapshot!("outline", reader.screen());
    reader.keys("ferr<Enter>");
    assert_eq!(reader.selected(), "u11");
    reader.keys("K");
    reader.keys("<Down><Enter>");
    assert_eq!(
        reader.selected(),
        "u25",
        "the list begins where the reader is"
    );
}

#[test]
fn the_outline_of_a_blog_without_key_events_has_every_update() {
    let mut reader = Reader::with(80, 24, story(10));
    reader.keys("K");
    reader.keys("number 7<Enter>");
    assert_eq!(reader.selected(), "u7");
}

#[test]
fn a_click_chooses_and_one_outside_closes() {
    let mut reader = Reader::with(120, 24, marked());
    reader.keys("K");
    let row = reader
        .rows()
        .iter()
        .position(|row| row.contains("Crack found"))
        .unwrap();
    reader.mouse(40, u16::try_from(row).unwrap(), MouseKind::Click);
    assert_eq!(reader.selected(), "u25");
    reader.keys("K");
    reader.mouse(2, 12, MouseKind::Click);
    assert!(!is_choosing(&reader));
    assert_eq!(reader.selected(), "u25");
}

#[test]
fn a_list_stands_whatever_the_size_of_the_screen() {
    for (width, height) in [(20, 5), (25, 7), (40, 12), (200, 60)] {
        let mut reader = Reader::with(width, height, marked());
        reader.keys(":");
        reader.keys("<PgDn><PgDn><Down>x<Backspace>");
        let screen = reader.screen();
        assert!(
            screen.contains("All actions"),
            "{width}×{height}:\n{screen}"
        );
        reader.resize(height, width);
        reader.keys("<Up>");
    }
}

#[test]
fn a_time_leads_to_the_update_nearest_to_it() {
    let mut reader = Reader::with(80, 24, story(30));
    reader.keys("t");
    assert!(
        reader.screen().contains("Go to time:"),
        "{}",
        reader.screen()
    );
    reader.keys("10:51<Enter>");
    assert_eq!(reader.selected(), "u7");
    reader.keys("t-3h<Enter>");
    assert_eq!(reader.selected(), "u18");
    reader.keys("t03:00<Enter>");
    assert_eq!(reader.selected(), "u29");
    let footer = reader.rows().pop().unwrap();
    assert!(footer.contains("nearest update is from 07:10"), "{footer}");
    reader.keys("tnoon<Enter>");
    assert_eq!(reader.selected(), "u29");
    assert!(reader.screen().contains("Not a time"));
    // It stays to be mended, and what was typed before comes back.
    reader.keys("<Backspace><Backspace>");
    assert!(
        reader.rows().pop().unwrap().contains("no"),
        "{}",
        reader.screen()
    );
    reader.keys("<Up><Up>");
    let footer = reader.rows().pop().unwrap();
    assert!(footer.contains("Go to time: 03:00"), "{footer}");
}

#[test]
fn what_ends_the_program_or_marks_everything_is_not_come_upon_by_scattered_letters() {
    for typed in ["theme", "export", "tpr", "qt"] {
        let mut reader = Reader::with(80, 24, story(5));
        reader.keys(":");
        reader.keys(typed);
        let screen = reader.screen();
        for grave in ["quit newswire", "mark all updates as read", "quit; back"] {
            assert!(!screen.contains(grave), "{typed}\n{screen}");
        }
    }
    let mut reader = Reader::with(80, 24, story(5));
    reader.keys(":mark all");
    assert!(reader.screen().contains("mark all updates as read"));
}
