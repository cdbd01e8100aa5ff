//! Screens over each other: each takes its keys from the table, closes by Escape, and survives what happens under it.

use newswire::{
    app::{
        BlogId, Effect, Joined, Msg,
        keys::{Scope, TABLES},
        screen::Screen,
    },
    model::{Body, Clean, Entry},
};

use crate::{
    harness::{Reader, entry, picture, rich, story},
    library::{Shelf, some},
    searching::found,
};

/// A blog with something for every screen: links, pictures, an edit, key events, unread updates.
fn page() -> Vec<Entry> {
    let mut entries = story(30);
    entries[1] = rich("rich", 10);
    entries[1].body.blocks.push(picture("pier"));
    entries[4].body.blocks.push(picture("bridge"));
    entries[5].body.blocks.push(picture("ferry"));
    entries[2].marks.key_event = true;
    entries[12].marks.key_event = true;
    entries
}

/// A reader on it, with the update selected that has links, pictures and three revisions.
fn reader(width: u16, height: u16) -> Reader {
    let mut reader = Reader::new(width, height);
    reader.show_pictures();
    for words in ["Three hurt. ", "Four hurt. ", "Five hurt. "] {
        let mut entries = page();
        let said = Body::from_plain(words).blocks.remove(0);
        entries[1].body.blocks.insert(0, said);
        reader.poll(entries);
    }
    reader.keys("./minister<Enter><Esc>");
    assert_eq!(reader.selected(), "rich");
    reader.takes();
    reader
}

/// What opens each screen over the reader.
const OPENS: &[(&str, Scope)] = &[
    ("/number", Scope::Finding),
    ("/number<Enter>", Scope::Find),
    ("c", Scope::CatchUp),
    ("d[", Scope::Edits),
    ("a", Scope::About),
    ("f", Scope::Hints),
    ("1", Scope::Link),
    ("t", Scope::Line),
    (":", Scope::Chooser),
    ("F", Scope::Chooser),
    ("!", Scope::Chooser),
    ("K", Scope::Chooser),
    ("W", Scope::Briefing),
    ("P", Scope::Pictures),
    ("i", Scope::Pictures),
    ("?", Scope::Help),
    ("?/key", Scope::Line),
    ("M", Scope::Messages),
];

fn poll_more(reader: &mut Reader) {
    let mut entries = page();
    entries.insert(0, entry("late", -1, "Bridge opens", "At last."));
    entries[6].body = Body::from_plain("Much shorter now.");
    reader.poll(entries);
}

fn join(reader: &mut Reader) {
    let joined = Joined {
        id: BlogId(7),
        source: Clean::line("post.example/live/other"),
        address: None,
        wishes: Vec::new(),
        paused: false,
        restored: None,
    };
    reader.send(Msg::Joined(Box::new(joined)));
}

#[test]
fn each_screen_opens_over_each_other_and_escape_leads_back_through_all() {
    for (first, _) in OPENS {
        for (second, _) in OPENS {
            let mut reader = reader(80, 24);
            reader.keys(first);
            reader.keys(second);
            poll_more(&mut reader);
            reader.resize(44, 11);
            reader.screen();
            reader.keys(&"<Esc>".repeat(12));
            assert!(
                reader.top().is_none(),
                "{first} {second}: {:?}",
                reader.top()
            );
            let takes = reader.takes();
            assert!(!takes.contains(&Effect::Quit), "{first} {second}");
        }
    }
}

#[test]
fn another_live_blog_closes_what_was_about_the_one_before() {
    for (keys, _) in OPENS {
        let mut reader = reader(120, 24);
        reader.keys(keys);
        join(&mut reader);
        let top = reader.top();
        assert!(
            matches!(
                top,
                None | Some(Screen::Help(_) | Screen::Palette(_) | Screen::Messages(_))
            ),
            "{keys}: {top:?}"
        );
        reader.screen();
    }
}

#[test]
fn a_message_for_a_blog_that_is_gone_is_ignored() {
    let mut reader = reader(80, 24);
    let before = reader.screen();
    reader.send(Msg::PollStarted(BlogId(99)));
    reader.send(Msg::Elsewhere(BlogId(99)));
    assert_eq!(reader.screen(), before);
}

#[test]
fn q_closes_a_screen_where_it_is_no_text() {
    for (keys, scope) in OPENS {
        let table = TABLES.iter().find(|table| table.scope == *scope).unwrap();
        if table.types {
            continue;
        }
        let mut reader = reader(80, 24);
        reader.keys(keys);
        reader.keys("qq");
        assert!(
            reader.takes().contains(&Effect::Quit) || reader.top().is_none(),
            "{keys}"
        );
        let mut reader = self::reader(80, 24);
        reader.keys(keys);
        reader.keys("q");
        assert!(!reader.takes().contains(&Effect::Quit), "{keys}");
    }
}

/// Writes a key as the harness reads it.
fn written(key: &str) -> String {
    match key {
        "<" => "<lt>".to_owned(),
        key if key.chars().count() > 1 => format!("<{key}>"),
        key => key.to_owned(),
    }
}

#[test]
fn no_key_of_a_screen_over_the_reader_does_nothing() {
    let moves = [
        "",
        "x<Left>",
        "b b<Home>",
        "<Down>",
        "j",
        "G",
        "<Right>",
        "n",
        "]",
        "<Enter>",
    ];
    for table in TABLES {
        let opens: Vec<&str> = OPENS
            .iter()
            .filter(|(_, scope)| *scope == table.scope)
            .map(|(keys, _)| *keys)
            .collect();
        for binding in table.rows {
            for key in binding.keys.iter().filter(|_| !opens.is_empty()) {
                let does = opens.iter().any(|open| {
                    moves.iter().any(|before| {
                        let mut reader = reader(80, 24);
                        if table.scope == Scope::Messages {
                            for number in 0..40 {
                                let told = format!("Told as number {number}.");
                                reader.send(Msg::Notice(Clean::line(&told)));
                            }
                        }
                        reader.keys(open);
                        reader.keys(before);
                        reader.takes();
                        let (screen, depth) = (reader.buffer(), reader.model.screens().len());
                        reader.keys(&written(key));
                        let now = reader.model.screens().len();
                        reader.buffer() != screen || depth != now || !reader.takes().is_empty()
                    })
                });
                assert!(
                    does,
                    "{}: {key} ({}) does nothing",
                    table.title, binding.name
                );
            }
        }
    }
}

/// What opens each screen over the library.
const OPENS_IN_LIBRARY: &[(Scope, &str)] = &[
    (Scope::Library, ""),
    (Scope::Confirm, "x"),
    (Scope::Search, "/b"),
];

#[test]
fn no_key_of_a_screen_over_the_library_does_nothing() {
    for (scope, open) in OPENS_IN_LIBRARY.iter().copied() {
        let table = TABLES.iter().find(|table| table.scope == scope).unwrap();
        for (binding, key) in table
            .rows
            .iter()
            .flat_map(|binding| binding.keys.iter().map(move |key| (binding, key)))
        {
            let does = ["", "G", "?", "x", "jj"].iter().any(|before| {
                let mut shelf = Shelf::with(40, 8, some());
                shelf.keys(before);
                shelf.keys(open);
                if scope == Scope::Search {
                    shelf = found(40, 12);
                    shelf.keys("<Down>");
                }
                shelf.effects.clear();
                let (screen, depth) = (shelf.screen(), shelf.model.screens().len());
                shelf.keys(&written(key));
                let now = shelf.model.screens().len();
                shelf.screen() != screen || depth != now || !shelf.effects.is_empty()
            });
            assert!(
                does,
                "{}: {key} ({}) does nothing",
                table.title, binding.name
            );
        }
    }
}
