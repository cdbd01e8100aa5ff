//! Every key in the table does something, and what it says.

use newswire::{
    app::{Effect, MouseKind, Msg, keys::TABLES},
    layout::Focus,
    model::{Clean, Entry, PollOutcome, Trouble},
};

use crate::harness::{Reader, entry, picture, rich, story};

fn reader() -> Reader {
    let mut entries = story(30);
    entries[3] = rich("u3", 30);
    entries[12].marks.key_event = true;
    entries[2].marks.key_event = true;
    for entry in &mut entries {
        entry.body.blocks.push(picture("pier"));
    }
    let mut reader = Reader::with(80, 24, entries);
    reader.show_pictures();
    reader.keys("<PgDn>");
    reader.takes();
    reader
}

#[test]
fn no_key_in_the_table_does_nothing() {
    for binding in TABLES[0].rows {
        for key in binding.keys {
            // Two places between them give every key something to do.
            let moves = ["", "<Enter>", "g", "?"].iter().any(|before| {
                let mut reader = reader();
                reader.keys(before);
                reader.takes();
                let screen = reader.buffer();
                let written = match *key {
                    "<" => "<lt>".to_owned(),
                    key if key.chars().count() > 1 => format!("<{key}>"),
                    key => key.to_owned(),
                };
                reader.keys(&written);
                reader.buffer() != screen || !reader.takes().is_empty()
            });
            let other_blogs = matches!(*key, "]" | "[");
            let nothing_waits = *key == ".";
            assert!(
                moves || other_blogs || nothing_waits,
                "{key} ({}) does nothing",
                binding.name
            );
        }
    }
}

#[test]
fn down_and_up_move_the_selection_by_one_update() {
    let mut reader = Reader::with(80, 24, story(10));
    assert_eq!(reader.selected(), "u0");
    reader.keys("jj");
    assert_eq!(reader.selected(), "u2");
    reader.keys("k");
    assert_eq!(reader.selected(), "u1");
    reader.keys("G");
    assert_eq!(reader.selected(), "u9");
    reader.keys("g");
    assert_eq!(reader.selected(), "u0");
}

#[test]
fn the_selected_update_is_on_the_screen_after_every_key() {
    let mut reader = Reader::with(80, 24, story(40));
    let walk = "j j j j j j j j k k k j j j j <PgDn> <PgDn> j <PgUp> k <Ctrl-d> <Ctrl-d> j <Ctrl-u> k G k k g j";
    for key in walk.split(' ') {
        reader.keys(key);
        let selected = reader.selected();
        let shown = reader
            .model
            .reader()
            .unwrap()
            .blog()
            .window
            .rows()
            .iter()
            .any(|row| row.id.as_str() == selected);
        assert!(
            shown,
            "{selected} is not on the screen after {key}\n{}",
            reader.screen()
        );
    }
}

#[test]
fn an_update_taller_than_the_screen_is_walked_through() {
    let long = "word ".repeat(2_000);
    let entries: Vec<Entry> = vec![
        entry("a", 1, "Long", &long),
        entry("b", 2, "After", "short"),
    ];
    let mut reader = Reader::with(80, 24, entries);
    reader.keys("v");
    let mut presses = 0;
    while reader.selected() == "a" {
        reader.keys("j");
        presses += 1;
        assert!(presses < 100, "never reached the next update");
    }
    assert!(
        presses > 5,
        "the long update was jumped over in {presses} presses"
    );
}

#[test]
fn escape_closes_what_is_open_and_never_quits() {
    let mut reader = reader();
    reader.keys("<Enter>");
    assert_eq!(reader.model.reader().unwrap().focus(), Focus::Reading);
    reader.keys("<Esc>");
    assert_eq!(reader.model.reader().unwrap().focus(), Focus::Timeline);
    reader.takes();
    reader.keys("?<Esc><Esc><Esc>");
    assert!(reader.top().is_none());
    assert!(!reader.takes().contains(&Effect::Quit));
}

#[test]
fn while_a_search_of_the_keys_is_typed_the_footer_teaches_none_that_are_text() {
    let mut reader = reader();
    let footer = |reader: &Reader| reader.rows().pop().unwrap();
    reader.keys("?");
    assert!(footer(&reader).contains("j scroll"), "{}", footer(&reader));
    reader.keys("/j");
    assert!(!footer(&reader).contains("j scroll"), "{}", footer(&reader));
    assert!(
        footer(&reader).contains("Esc all keys"),
        "{}",
        footer(&reader)
    );
    reader.keys("<Enter>");
    assert!(footer(&reader).contains("j scroll"), "{}", footer(&reader));
}

#[test]
fn permalink_and_page_open_in_the_browser() {
    let mut reader = Reader::with(80, 24, story(3));
    reader.keys("jo");
    let opened = reader.takes();
    let Some(Effect::Open(url)) = opened.last() else {
        panic!("nothing opened: {opened:?}")
    };
    assert_eq!(url.as_str(), "https://post.example/live/bridge#u1");
    reader.keys("O");
    assert!(
        matches!(&reader.takes()[..], [Effect::Open(url)] if url.as_url().path() == "/live/bridge")
    );
}

#[test]
fn moving_marks_as_read_and_the_wheel_does_not() {
    let mut reader = Reader::with(80, 24, story(30));
    let unread = reader.model.reader().unwrap().blog().unread();
    for _ in 0..5 {
        reader.mouse(20, 10, MouseKind::WheelDown);
    }
    assert_eq!(reader.model.reader().unwrap().blog().unread(), unread);
    reader.keys("g");
    reader.keys("jj");
    assert!(reader.model.reader().unwrap().blog().unread() < unread);
}

#[test]
fn a_click_selects_what_is_under_it() {
    let mut reader = Reader::with(80, 24, story(30));
    let row = reader
        .rows()
        .iter()
        .position(|row| row.contains("Update number 2"))
        .unwrap();
    reader.mouse(30, u16::try_from(row).unwrap(), MouseKind::Click);
    assert_eq!(reader.selected(), "u2");
}

#[test]
fn a_second_click_opens_what_is_selected() {
    let mut reader = Reader::with(80, 24, story(30));
    reader.mouse(30, 9, MouseKind::Click);
    assert_eq!(
        (
            reader.selected().as_str(),
            reader.model.reader().unwrap().focus()
        ),
        ("u1", Focus::Timeline)
    );
    reader.mouse(30, 9, MouseKind::Click);
    assert_eq!(
        (
            reader.selected().as_str(),
            reader.model.reader().unwrap().focus()
        ),
        ("u1", Focus::Reading)
    );
}

#[test]
fn the_divider_is_drawn_with_the_mouse_and_both_panes_keep_room() {
    let mut reader = Reader::with(160, 24, story(30));
    let divider = |reader: &Reader| reader.model.reader().unwrap().geometry().unwrap().divider.x;
    assert_eq!(divider(&reader), 80);
    reader.mouse(60, 10, MouseKind::Drag);
    assert_eq!(
        divider(&reader),
        80,
        "a drag elsewhere selects text in the terminal, no more"
    );
    reader.mouse(80, 10, MouseKind::Click);
    reader.mouse(100, 10, MouseKind::Drag);
    assert_eq!(divider(&reader), 99);
    for x in [0, 159] {
        reader.mouse(x, 10, MouseKind::Drag);
        let at = divider(&reader);
        assert!((36..=124).contains(&at), "{at}");
    }
}

#[test]
fn updates_are_read_one_after_the_other_without_leaving_the_pane() {
    let mut reader = Reader::with(80, 24, story(5));
    reader.keys("<Enter>>>");
    assert_eq!(
        (
            reader.selected().as_str(),
            reader.model.reader().unwrap().focus()
        ),
        ("u2", Focus::Reading)
    );
    reader.keys("<lt>");
    assert_eq!(reader.selected(), "u1");
    reader.keys(">>>>>");
    assert_eq!(reader.selected(), "u4");
    assert!(
        reader.screen().contains("This is the last update."),
        "{}",
        reader.screen()
    );
}

#[test]
fn zen_shows_nothing_but_the_text() {
    let mut reader = Reader::with(120, 24, vec![rich("a", 1), rich("b", 2)]);
    reader.keys("z");
    insta::assert_snapshot!("zen", reader.screen());
    reader.keys(">");
    assert_eq!(reader.selected(), "b");
    assert!(!reader.screen().contains("LIVE"));
    reader.keys("<Esc>");
    assert!(reader.screen().contains("LIVE"));
}

#[test]
fn one_key_leads_from_the_text_alone_to_where_it_was_asked_for() {
    for width in [80, 120] {
        for (before, focus) in [("", Focus::Timeline), ("<Enter>", Focus::Reading)] {
            for leave in ["<Esc>", "z"] {
                let mut reader = Reader::with(width, 24, vec![rich("a", 1), rich("b", 2)]);
                reader.keys("A");
                reader.send(Msg::Tick(reader.now + chrono::TimeDelta::seconds(20)));
                reader.keys(before);
                let seen = reader.screen();
                reader.keys("z");
                assert_ne!(reader.screen(), seen);
                reader.keys(leave);
                assert_eq!(reader.model.reader().unwrap().focus(), focus);
                assert_eq!(reader.screen(), seen, "{width} {before} {leave}");
            }
        }
    }
}

#[test]
fn what_changes_in_a_timeline_that_is_out_of_sight_is_told() {
    for (keys, words) in [
        ("v", "The timeline shows the full text."),
        ("vv", "The timeline shows headlines."),
        ("s", "The timeline has the oldest on top."),
        ("ss", "The timeline has the newest on top."),
    ] {
        let mut reader = Reader::with(80, 24, story(9));
        reader.keys("<Enter>");
        reader.keys(keys);
        assert!(reader.screen().contains(words), "{}", reader.screen());
        let mut reader = Reader::with(120, 24, story(9));
        reader.keys("<Enter>");
        reader.keys(keys);
        assert!(!reader.screen().contains(words), "{}", reader.screen());
    }
}

#[test]
fn a_failure_says_what_failed_and_keeps_what_is_there() {
    let mut reader = Reader::with(80, 24, story(3));
    let text = reader.text();
    let why = Clean::line("post.example cannot be found; check the address or the network.");
    reader.finish(PollOutcome::Failed {
        why,
        trouble: Trouble::Failing,
        no_live_blog: false,
        leads: Vec::new(),
    });
    assert_eq!(reader.text(), text);
    let footer = reader.rows().pop().unwrap();
    assert!(footer.contains("cannot be found"), "{footer}");
    assert!(footer.contains("the network."), "the remedy: {footer}");
    // When that was said long enough, the keys stand there again beside the state.
    reader.send(Msg::Tick(reader.now + chrono::TimeDelta::seconds(20)));
    let footer = reader.rows().pop().unwrap();
    assert!(footer.starts_with(" failed · next try in 10 s"), "{footer}");
    assert!(
        footer.contains("M why") && footer.contains("? help"),
        "{footer}"
    );
    reader.keys("M");
    assert!(
        reader
            .screen()
            .contains("check the address or the network.")
    );
    reader.keys("q");
    reader.finish(PollOutcome::Unchanged);
    assert!(!reader.screen().contains("failed"));
}

#[test]
fn the_way_back_is_named_on_a_narrow_screen_whatever_failed() {
    let mut reader = Reader::with(40, 12, story(3));
    reader.keys("<Enter>");
    let footer = |reader: &Reader| reader.rows().pop().unwrap();
    let words = footer(&reader);
    assert!(
        words.starts_with(" checked 0 s ago ") && words.contains("Esc back"),
        "{words}"
    );
    reader.finish(PollOutcome::Failed {
        why: Clean::line("post.example cannot be found; check the address or the network."),
        trouble: Trouble::Failing,
        no_live_blog: false,
        leads: Vec::new(),
    });
    reader.send(Msg::Tick(reader.now + chrono::TimeDelta::seconds(20)));
    let words = footer(&reader);
    assert!(
        words.starts_with(" failed ") && words.contains("Esc back"),
        "{words}"
    );
}

#[test]
fn on_a_narrow_screen_a_list_names_its_keys_before_how_fresh_the_panes_are() {
    for (keys, way_back) in [
        (":", "Esc cancel  Enter choose"),
        ("W", "Esc close  Enter go there"),
    ] {
        let mut reader = Reader::with(40, 12, story(3));
        reader.keys(keys);
        let footer = reader.rows().pop().unwrap();
        assert!(footer.contains(way_back), "{footer}");
    }
}

#[test]
fn a_message_wider_than_its_line_takes_more_rows_and_is_read_again() {
    let path = "/home/somebody/".to_owned() + &"folder/".repeat(30) + "config.toml";
    let why = format!("The settings cannot be read: {path}. The previous settings remain active.");
    for (width, height) in [(40, 12), (60, 20), (80, 24), (120, 40), (200, 50)] {
        let mut reader = Reader::with(width, height, story(30));
        let before = reader.text();
        reader.send(Msg::Notice(Clean::line(&why)));
        let joined = reader.rows()[usize::from(height / 2)..].join(" ");
        assert!(joined.contains("The settings"), "{joined}");
        assert!(joined.contains("remain active."), "{width}: {joined}");
        reader.send(Msg::Tick(reader.now + chrono::TimeDelta::seconds(60)));
        assert_eq!(reader.text(), before);
        reader.keys("M");
        let shown = reader.screen();
        assert!(shown.contains("The settings cannot"), "{shown}");
        reader.keys("<Esc>");
        assert!(reader.top().is_none());
    }
}

#[test]
fn the_messages_are_scrolled_with_the_keys_of_every_list() {
    let mut reader = Reader::with(60, 12, story(3));
    for number in 0..40 {
        reader.send(Msg::Notice(Clean::line(&format!(
            "Message number {number}."
        ))));
    }
    reader.keys(":messages<Enter>");
    assert!(reader.rows()[2].contains("number 39."));
    for (keys, first) in [
        ("j", 38),
        ("5j", 33),
        ("k", 34),
        ("<PgDn>", 26),
        ("g", 39),
        ("G", 8),
    ] {
        reader.keys(keys);
        let row = &reader.rows()[2];
        assert!(row.contains(&format!("number {first}.")), "{keys}: {row}");
    }
    reader.keys("q");
    assert!(reader.top().is_none());
}

#[test]
fn a_jump_leads_back_and_on_again() {
    let mut reader = Reader::with(80, 24, story(30));
    reader.keys("jj");
    for (jump, to) in [("G", "u29"), ("g", "u0"), ("/number 17<Enter><Esc>", "u17")] {
        let before = reader.selected();
        reader.keys(jump);
        assert_eq!(reader.selected(), to);
        reader.keys("<Ctrl-o>");
        assert_eq!(reader.selected(), before, "{jump}");
        reader.keys("<Alt-Right>");
        assert_eq!(reader.selected(), to, "{jump}");
    }
    reader.keys("<Alt-Right>");
    assert!(
        reader
            .screen()
            .contains("There is nowhere to jump forward to.")
    );
}
