//! What screens look like in the built-in themes, and where colours or glyphs are missing.

use std::collections::HashSet;

use newswire::{
    app::{Msg, Settings},
    model::Window,
    ui::{Glyphs, Theme},
};
use ratatui::{buffer::Buffer, style::Modifier};

use crate::harness::{Reader, entry, rich, story};

/// One update of each state: selected and read, unread, edited, a key event, no longer on the page, just arrived.
fn states() -> Reader {
    states_at(80, 24)
}

fn states_at(width: u16, height: u16) -> Reader {
    let mut entries = vec![
        rich("key", 1),
        entry("plain", 2, "Ferries doubled", "Until Sunday."),
        entry("edited", 3, "Nine hurt", "Nine people were hurt."),
        entry("gone", 4, "First figures", "They were wrong."),
        entry("last", 5, "Ship strikes pier", "Text."),
    ];
    entries[0].marks.key_event = true;
    let mut reader = Reader::with(width, height, entries.clone());
    entries[2] = entry("edited", 3, "Seven hurt", "Seven people were hurt.");
    entries.remove(3);
    for _ in 0..2 {
        reader.poll_window(entries.clone(), Window::Full);
    }
    entries.insert(
        0,
        entry("new", 0, "Bridge open again", "For people on foot."),
    );
    reader.poll(entries);
    reader.keys("/Ferries<Enter><Esc>j");
    reader
}

/// Writes a screen with its styles: the text, then for each row where a style begins.
fn styled(buffer: &Buffer) -> String {
    format!("{buffer:#?}")
}

#[test]
fn in_the_dark_theme() {
    insta::assert_snapshot!(styled(&states().themed(&Theme::built_in("dark").unwrap())));
}

#[test]
fn in_the_dark_theme_at_other_sizes() {
    for (width, height) in [(40, 12), (120, 40), (200, 60)] {
        let screen = states_at(width, height).themed(&Theme::built_in("dark").unwrap());
        insta::assert_snapshot!(format!("dark_{width}x{height}"), styled(&screen));
    }
}

#[test]
fn in_the_light_theme() {
    insta::assert_snapshot!(styled(&states().themed(&Theme::built_in("light").unwrap())));
}

#[test]
fn without_colours_and_in_ascii() {
    let theme = Theme::plain().with(Glyphs::Ascii);
    insta::assert_snapshot!(styled(&states().themed(&theme)));
}

#[test]
fn states_are_told_apart_without_colour() {
    let reader = states();
    let buffer = reader.themed(&Theme::plain());
    let signs = |headline: &str| {
        let y = (0..24).find(|y| {
            let row: String = (0..80).map(|x| buffer[(x, *y)].symbol()).collect();
            row.contains(headline)
        });
        let y = y.unwrap_or_else(|| panic!("{headline} is not on the screen"));
        let gutter: String = [0, 6, 7].map(|x| buffer[(x, y)].symbol()).concat();
        let look = buffer[(9, y)].modifier - Modifier::DIM;
        (gutter, look)
    };
    let headlines = [
        "Bridge open again",
        "Minister to speak",
        "Ferries doubled",
        "Seven hurt",
        "First figures",
        "Ship strikes pier",
    ];
    let told: HashSet<_> = headlines.map(signs).into_iter().collect();
    assert_eq!(told.len(), headlines.len(), "{told:?}\n{}", reader.screen());
}

#[test]
fn colours_that_a_terminal_of_256_has_not_are_brought_to_those_it_has() {
    use ratatui::style::Color;
    for name in Theme::names() {
        let theme = Theme::built_in(name).unwrap().in_256_colours();
        let buffer = states().themed(&theme);
        let is_true_colour = |c: Color| matches!(c, Color::Rgb(..));
        let true_colours = buffer
            .content()
            .iter()
            .filter(|cell| is_true_colour(cell.fg) || is_true_colour(cell.bg));
        assert_eq!(true_colours.count(), 0, "{name}");
    }
}

#[test]
fn what_just_arrived_is_lit_for_a_moment_but_not_where_motion_is_unwanted() {
    let lit = |reduced: bool| {
        let mut reader = Reader::with(80, 24, story(3));
        let settings = Settings {
            reduced_motion: reduced,
            ..Settings::default()
        };
        reader.send(Msg::Settings(Box::new(settings)));
        let calm = reader.buffer()[(9, 3)].style();
        let mut entries = story(3);
        entries.insert(0, entry("new", 0, "Update number new", "Text."));
        reader.poll(entries);
        let first = reader.buffer()[(9, 3)].style();
        let later = reader.now + chrono::TimeDelta::seconds(10);
        reader.send(Msg::Tick(later));
        assert_eq!(reader.buffer()[(9, 3)].style(), calm, "calm in the end");
        first != calm
    };
    assert!(lit(false));
    assert!(!lit(true));
}

/// Where a headline stands in the timeline.
fn row_of(buffer: &Buffer, headline: &str) -> u16 {
    let area = *buffer.area();
    let is_there = |y: &u16| {
        let row: String = (0..area.width).map(|x| buffer[(x, *y)].symbol()).collect();
        row.contains(headline)
    };
    (2..area.height).find(is_there).unwrap()
}

#[test]
fn a_read_headline_stays_bold_in_every_theme() {
    for name in Theme::names() {
        let mut reader = Reader::with(80, 24, story(3));
        reader.keys("jk");
        let buffer = reader.themed(&Theme::built_in(name).unwrap());
        for headline in ["Update number 0", "Update number 1", "Update number 2"] {
            let cell = &buffer[(9, row_of(&buffer, headline))];
            assert!(cell.modifier.contains(Modifier::BOLD), "{name}: {headline}");
        }
    }
}

#[test]
fn the_selection_has_a_ground_of_its_own_and_what_is_new_has_none() {
    for name in Theme::names() {
        let theme = Theme::built_in(name).unwrap();
        for theme in [theme.clone(), theme.in_256_colours()] {
            let buffer = states().themed(&theme);
            let cell = |x: u16, headline: &str| &buffer[(x, row_of(&buffer, headline))];
            let ground = cell(70, "First figures").bg;
            assert_eq!(cell(70, "Bridge open again").bg, ground, "{name}");
            // The sixteen colours of a terminal may be any: there the time is reversed instead.
            let reversed = |headline| cell(1, headline).modifier.contains(Modifier::REVERSED);
            assert!(!reversed("Bridge open again"), "{name}");
            let selected = "Seven hurt";
            let stands_out = cell(70, selected).bg != ground || reversed(selected);
            assert!(stands_out, "{name}: {}", states().screen());
        }
    }
}

#[test]
fn a_column_is_free_between_text_and_scrollbar() {
    for (width, height) in [(40, 12), (60, 20), (80, 24), (120, 40), (200, 50)] {
        let reader = Reader::with(width, height, story(60));
        let area = reader.model.reader().unwrap().geometry().unwrap().timeline;
        let buffer = reader.buffer();
        for y in area.y..area.y + area.height {
            let free = buffer[(area.x + area.width - 2, y)].symbol();
            assert!(matches!(free, " " | "─" | "┄"), "{width}x{height}: {free}");
        }
    }
}

#[test]
fn a_click_on_the_scrollbar_goes_there_and_marks_nothing_as_read() {
    let mut reader = Reader::with(80, 24, story(60));
    let unread = |reader: &Reader| reader.model.reader().unwrap().blog().unread();
    let before = unread(&reader);
    reader.mouse(79, 22, newswire::app::MouseKind::Click);
    assert!(reader.screen().contains("Update number 59"));
    reader.mouse(79, 12, newswire::app::MouseKind::Drag);
    let screen = reader.screen();
    assert!(
        screen.contains("Update number 2") || screen.contains("Update number 3"),
        "{screen}"
    );
    assert!(
        screen.contains('▌'),
        "the selection stays in sight\n{screen}"
    );
    reader.mouse(79, 2, newswire::app::MouseKind::Click);
    assert!(reader.screen().contains("Update number 0"));
    assert_eq!(unread(&reader), before);
}

#[test]
fn the_help_wraps_on_a_narrow_screen() {
    let mut reader = Reader::with(40, 12, story(3));
    reader.keys(
        "?/toggle<Backspace><Backspace><Backspace><Backspace><Backspace><Backspace>catch<Enter>",
    );
    let screen = reader.screen();
    for word in ["catch up on", "unread", "oldest", "first"] {
        assert!(screen.contains(word), "{screen}");
    }
}
