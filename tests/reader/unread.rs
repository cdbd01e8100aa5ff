//! What I have read: going from one unread update to the next, and marking by hand.

use std::collections::HashSet;

use newswire::{
    app::{Effect, MouseKind},
    model::{Body, EntryId},
};
use proptest::prelude::*;

use crate::harness::{Reader, entry, story};

/// The read marks that were handed to the history, in their order.
fn kept(reader: &mut Reader) -> Vec<(String, bool)> {
    let kept = reader
        .takes()
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::KeepRead(_, marks) => Some(marks),
            _ => None,
        });
    kept.flatten()
        .map(|(id, read)| (id.to_string(), read))
        .collect()
}

fn unread(reader: &Reader) -> usize {
    let blog = reader.model.reader().unwrap().blog();
    let counted = blog
        .timeline()
        .items()
        .iter()
        .filter(|item| !item.read)
        .count();
    assert_eq!(blog.unread(), counted, "the count is what is counted");
    counted
}

fn footer(reader: &Reader) -> String {
    reader.rows().pop().unwrap()
}

/// A reader who has read all but these of ten updates, with `u4` selected.
fn all_read_but(ids: &[&str]) -> Reader {
    let mut page = story(10);
    page.retain(|entry| !ids.contains(&entry.id.as_str()));
    let mut reader = Reader::with(80, 24, page);
    reader.keys("A");
    while reader.selected() != "u4" {
        reader.keys("j");
    }
    reader.poll(story(10));
    reader.keys("./number 4<Enter><Esc>");
    assert_eq!(reader.selected(), "u4");
    reader.takes();
    reader
}

#[test]
fn n_and_capital_n_go_from_one_unread_update_to_the_next() {
    let mut reader = all_read_but(&["u7", "u9"]);
    reader.keys("n");
    assert_eq!((reader.selected().as_str(), unread(&reader)), ("u7", 1));
    assert!(!footer(&reader).contains("On from"), "{}", footer(&reader));
    reader.keys("un");
    assert_eq!(reader.selected(), "u9");
    reader.keys("N");
    assert_eq!((reader.selected().as_str(), unread(&reader)), ("u7", 0));
    assert_eq!(
        kept(&mut reader),
        [("u7", true), ("u7", false), ("u9", true), ("u7", true)]
            .map(|(id, read)| (id.to_owned(), read))
    );
}

#[test]
fn the_way_to_the_next_unread_leads_round_the_end_and_says_so() {
    let mut reader = all_read_but(&["u2"]);
    reader.keys("n");
    assert_eq!(reader.selected(), "u2");
    assert!(
        footer(&reader).contains("Wrapped to the top."),
        "{}",
        footer(&reader)
    );
    let mut reader = all_read_but(&["u7"]);
    reader.keys("N");
    assert_eq!(reader.selected(), "u7");
    assert!(
        footer(&reader).contains("Wrapped to the bottom."),
        "{}",
        footer(&reader)
    );
    reader.keys("n");
    assert_eq!(reader.selected(), "u7");
    assert!(
        footer(&reader).contains("Nothing is unread."),
        "{}",
        footer(&reader)
    );
}

#[test]
fn the_next_unread_goes_down_the_screen_in_either_order() {
    let mut reader = all_read_but(&["u2", "u7"]);
    reader.keys("sn");
    assert_eq!(reader.selected(), "u2");
}

#[test]
fn an_unread_update_that_is_held_back_is_not_jumped_to_but_named() {
    let mut reader = Reader::with(80, 24, story(30));
    reader.keys("AGk");
    let mut page = story(30);
    page.insert(29, entry("late", 285, "Found late", "Between two others."));
    reader.poll(page);
    reader.keys("n");
    assert!(
        footer(&reader).contains("1 update waits out of sight"),
        "{}",
        footer(&reader)
    );
    reader.keys(".n");
    assert_eq!(reader.selected(), "late");
}

#[test]
fn what_i_mark_unread_stays_so_until_i_go_elsewhere_or_open_it() {
    let long = "word ".repeat(2_000);
    let mut reader = Reader::with(
        80,
        24,
        vec![entry("a", 1, "Long", &long), entry("b", 2, "B", "b")],
    );
    reader.keys("vju");
    assert!(
        footer(&reader).contains("Marked as unread."),
        "{}",
        footer(&reader)
    );
    let before = unread(&reader);
    reader.keys("j<Ctrl-d>");
    assert_eq!((reader.selected().as_str(), unread(&reader)), ("a", before));
    reader.keys("<Enter>");
    assert_eq!(unread(&reader), before - 1, "opening it reads it");
    reader.keys("<Esc>u");
    assert_eq!(unread(&reader), before);
    reader.keys("u");
    assert_eq!(unread(&reader), before - 1, "the same key takes it back");
    assert!(
        footer(&reader).contains("Marked as read."),
        "{}",
        footer(&reader)
    );
}

#[test]
fn all_are_marked_read_at_once_and_one_key_undoes_it() {
    let mut reader = Reader::with(80, 24, story(10));
    reader.keys("jj");
    reader.takes();
    assert_eq!(unread(&reader), 8);
    reader.keys("A");
    assert_eq!(unread(&reader), 0);
    let words = footer(&reader);
    assert!(
        words.contains("Marked 8 updates as read · U undoes it"),
        "{words}"
    );
    let marks = kept(&mut reader);
    assert!(
        marks.len() == 8 && marks.iter().all(|(_, read)| *read),
        "{marks:?}"
    );
    reader.keys("U");
    assert_eq!(unread(&reader), 8);
    assert!(
        footer(&reader).contains("8 updates are unread again."),
        "{}",
        footer(&reader)
    );
    let undone: Vec<_> = marks.into_iter().map(|(id, _)| (id, false)).collect();
    assert_eq!(kept(&mut reader), undone);
    reader.keys("U");
    assert!(
        footer(&reader).contains("There is nothing to undo."),
        "{}",
        footer(&reader)
    );
    reader.keys("AA");
    assert!(
        footer(&reader).contains("Nothing is unread."),
        "{}",
        footer(&reader)
    );
    reader.keys("U");
    assert_eq!(
        unread(&reader),
        8,
        "marking nothing leaves something to undo"
    );
}

#[test]
fn neither_wheel_nor_poll_nor_edit_marks_anything() {
    let mut reader = Reader::with(80, 24, story(30));
    for _ in 0..30 {
        reader.mouse(20, 10, MouseKind::WheelDown);
    }
    let mut page = story(30);
    page[3].body = Body::from_plain("Edited.");
    reader.poll(page.clone());
    assert_eq!(unread(&reader), 30);
    reader.keys("A");
    reader.takes();
    page[4].body = Body::from_plain("Edited as well.");
    reader.poll(page.clone());
    assert_eq!(unread(&reader), 0, "an edit is not an arrival");
    page.insert(9, entry("late", 85, "Found late", "Dated back."));
    reader.poll(page);
    assert_eq!(unread(&reader), 1, "what is dated back arrives unread");
    assert_eq!(kept(&mut reader), []);
    let late = reader
        .model
        .reader()
        .unwrap()
        .blog()
        .timeline()
        .get(&EntryId::new("late"));
    assert!(late.is_some_and(|item| !item.read));
}

#[test]
fn a_find_keeps_n_for_its_matches() {
    let mut reader = Reader::with(80, 24, story(30));
    reader.keys("/number 1<Enter>");
    reader.keys("n");
    assert_eq!(reader.selected(), "u10");
    reader.keys("<Esc>n");
    assert_eq!(reader.selected(), "u11");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn the_history_holds_what_the_screen_shows_whatever_is_pressed(
        keys in "(n|N|u|A|U|c|j|k|g|G|s|v|[.]|<Space>|<PgDn>|<Esc>|<Enter>|<Backspace>){1,12}",
        more in "(n|N|u|A|U|c|j|k|[.]|<Space>|<Esc>|<Enter>|<Backspace>){1,12}",
        count in 1usize..20,
        late in 0i64..190,
    ) {
        let mut page = story(20).split_off(20 - count);
        let mut reader = Reader::with(80, 24, page.clone());
        reader.keys(&keys);
        page.insert(0, entry("new", -1, "News", "Something happened."));
        page.push(entry("late", late, "Found late", "Dated back."));
        reader.poll(page);
        reader.keys(&more);
        let count = unread(&reader);
        // What the history is told, in its order.
        let mut held = HashSet::new();
        for effect in reader.takes() {
            match effect {
                Effect::Keep(_, kept) => {
                    let unread = kept.items.iter().filter(|item| !item.read && item.first_seen() == kept.at);
                    held.extend(unread.map(|item| item.entry.id.clone()));
                }
                Effect::KeepRead(_, marks) => {
                    for (id, read) in marks {
                        let changed = if read { held.remove(&id) } else { held.insert(id.clone()) };
                        prop_assert!(changed, "{} is told to the history for nothing", id);
                    }
                }
                _ => {}
            }
        }
        prop_assert_eq!(held.len(), count);
        let timeline = reader.model.reader().unwrap().blog().timeline();
        prop_assert!(held.iter().all(|id| timeline.get(id).is_some_and(|item| !item.read)));
    }
}

#[test]
fn what_changed_in_weight_since_it_was_read_is_found_again() {
    let text = |hurt: &str| {
        let mut page = story(10);
        page[7].body = Body::from_plain(&format!("{hurt} people were hurt on the pier."));
        page
    };
    let mut reader = Reader::with(80, 24, text("Three"));
    reader.keys("A");
    assert!(
        !reader.rows()[0].contains("changed"),
        "{}",
        reader.rows()[0]
    );
    reader.poll(text("Nine"));
    assert!(
        reader.rows()[0].contains("1 changed since read"),
        "{}",
        reader.rows()[0]
    );
    reader.keys("n");
    assert_eq!(reader.selected(), "u7");
    assert!(
        !reader.rows()[0].contains("changed"),
        "{}",
        reader.rows()[0]
    );
}
