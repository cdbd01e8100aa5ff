//! Searching all that is kept, from the library.

use chrono::TimeDelta;
use newswire::{
    app::{
        MouseKind, Msg,
        library::{Fragment, Hit, LibraryEffect, LibraryMsg},
    },
    model::{Clean, EntryId},
    ui::Theme,
};

use crate::{
    harness::now,
    library::{Shelf, some},
};

/// Reads `[found]` as what was searched for.
fn fragments(marked: &str) -> Vec<Fragment> {
    let pieces = marked.split(['[', ']']).enumerate();
    let fragment = |(index, text): (usize, &str)| Fragment {
        text: Clean::inline(text),
        found: index % 2 == 1,
    };
    pieces
        .map(fragment)
        .filter(|fragment| !fragment.text.is_empty())
        .collect()
}

fn hit(blog: &str, id: &str, minutes: i64, headline: &str, snippet: &str) -> Hit {
    Hit {
        key: format!("https://post.example/live/{blog}"),
        entry: EntryId::new(id),
        at: now() - TimeDelta::minutes(minutes),
        earlier: None,
        headline: fragments(headline),
        snippet: fragments(snippet),
    }
}

fn hits() -> Vec<Hit> {
    let mut hits = vec![
        hit(
            "bridge",
            "u1",
            3,
            "Divers reach the [north pier]",
            "The harbour authority says divers have reached the [north pier].",
        ),
        hit(
            "storm",
            "u2",
            3000,
            "",
            "…waves broke over the [north pier] and the road behind it was closed for the night…",
        ),
        hit(
            "bridge",
            "u3",
            60 * 24 * 400,
            "First figures withdrawn",
            "A ship with a crew of twelve, coming in on the evening tide against all advice, struck \
             the [north pier] at full speed.",
        ),
    ];
    hits[2].earlier = Some(1);
    hits
}

pub fn found(width: u16, height: u16) -> Shelf {
    let mut shelf = Shelf::with(width, height, some());
    shelf.keys("/north");
    let number = u64::try_from(shelf.asked().len()).unwrap();
    let hits = hits();
    shelf.send(Msg::Library(LibraryMsg::Found { number, hits }));
    shelf
}

#[test]
fn results_on_a_usual_screen() {
    insta::assert_snapshot!(found(80, 24).screen());
}

#[test]
fn results_on_a_small_screen() {
    insta::assert_snapshot!(found(40, 12).screen());
}

#[test]
fn headlines_stand_whole_where_they_fit_and_say_so_where_not() {
    let short = "Divers reach the [north pier]";
    let long = "Divers reach the [north pier] and find the granite whole";
    for (width, headline, whole) in [
        (40, short, true),
        (80, short, true),
        (200, short, true),
        (40, long, false),
        (80, long, false),
        (200, long, true),
    ] {
        let mut shelf = Shelf::with(width, 24, some());
        shelf.keys("/north");
        let number = u64::try_from(shelf.asked().len()).unwrap();
        let hits = vec![hit("bridge", "u1", 3, headline, "Words.")];
        shelf.send(Msg::Library(LibraryMsg::Found { number, hits }));
        let screen = shelf.screen();
        let row = screen.lines().find(|line| line.contains("Divers")).unwrap();
        let words = headline.replace(['[', ']'], "");
        assert_eq!(row.contains(&words), whole, "{width}: {row}");
        assert!(whole || row.contains('…'), "{width}: {row}");
    }
}

#[test]
fn without_colours_what_was_found_stands_in_brackets() {
    let mut shelf = found(120, 12);
    assert!(!shelf.screen().contains("[north pier]"));
    shelf.theme = Theme::plain();
    assert!(
        shelf.screen().contains("reached the [north pier]."),
        "{}",
        shelf.screen()
    );
}

#[test]
fn what_was_found_looks_different_from_what_stands_around_it() {
    let shelf = found(80, 24);
    let buffer = shelf.buffer();
    let row = shelf.screen().lines().nth(2).unwrap().to_owned();
    let at = u16::try_from(row.chars().position(|c| c == 'n').unwrap()).unwrap();
    let north = u16::try_from(row.split("north").next().unwrap().chars().count()).unwrap();
    assert_ne!(
        buffer[(north, 2)].style(),
        buffer[(north - 2, 2)].style(),
        "{at} {row}"
    );
}

#[test]
fn every_change_of_the_words_is_a_search_and_moving_about_is_none() {
    let mut shelf = Shelf::with(80, 24, some());
    shelf.keys("/no<Left><Right><Down><Up>r<Backspace>");
    let asked = shelf.asked();
    let queries: Vec<&str> = asked
        .iter()
        .map(|effect| match effect {
            LibraryEffect::Search { query, .. } => query.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(queries, ["n", "no", "nor", "no"]);
}

#[test]
fn an_answer_that_comes_too_late_is_dropped() {
    let mut shelf = Shelf::with(80, 24, some());
    shelf.keys("/no");
    shelf.send(Msg::Library(LibraryMsg::Found {
        number: 1,
        hits: hits(),
    }));
    assert!(
        !shelf.screen().contains("Divers"),
        "an answer to n is none to no"
    );
    assert!(shelf.screen().contains("searching"));
    shelf.send(Msg::Library(LibraryMsg::Found {
        number: 2,
        hits: hits(),
    }));
    assert!(shelf.screen().contains("Divers"));
    assert!(shelf.screen().contains("1 of 3"));
}

#[test]
fn enter_opens_the_live_blog_at_the_update() {
    let mut shelf = found(80, 24);
    shelf.keys("<Down><Enter>");
    let expected = LibraryEffect::Open {
        address: Clean::line("https://post.example/live/storm"),
        at: Some(EntryId::new("u2")),
    };
    assert_eq!(shelf.asked(), [expected]);
}

#[test]
fn clicks_select_and_open_results() {
    let mut shelf = found(80, 24);
    shelf.mouse(20, 5, MouseKind::Click);
    assert_eq!(shelf.asked(), []);
    shelf.mouse(20, 4, MouseKind::Click);
    assert!(
        matches!(&shelf.asked()[..], [LibraryEffect::Open { at: Some(id), .. }] if id.as_str() == "u2")
    );
}

#[test]
fn escape_leads_back_to_the_list() {
    let mut shelf = found(80, 24);
    shelf.keys("<Esc>");
    assert!(shelf.screen().contains("● LIVE"));
    shelf.keys("/");
    assert!(
        shelf.screen().contains("Searches every update"),
        "{}",
        shelf.screen()
    );
}

#[test]
fn nothing_found_says_so_once_that_is_known() {
    let mut shelf = Shelf::with(80, 24, some());
    shelf.keys("/z");
    assert!(!shelf.screen().contains("Nothing"));
    shelf.send(Msg::Library(LibraryMsg::Found {
        number: 1,
        hits: Vec::new(),
    }));
    assert!(shelf.screen().contains("No results."));
}
