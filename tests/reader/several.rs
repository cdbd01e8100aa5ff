//! Several live blogs: what goes on in those that are not on the screen.

use newswire::{
    app::{
        BlogId, Effect, Followed, Model, Msg,
        library::{LibraryEffect, LibraryMsg},
    },
    layout::Size,
    model::{Clean, Poll, PollOutcome, Validators, WebUrl, Window, Zone},
};

use crate::{
    harness::{Reader, entry, now, snapshot},
    library,
};

fn address(name: &str) -> WebUrl {
    WebUrl::parse(&format!("https://post.example/live/{name}")).unwrap()
}

/// A reader on some live blogs that were not read yet.
fn open(names: &[&str]) -> Reader {
    let mut reader = Reader::new(110, 24);
    let blog = |(id, name): (usize, &&str)| {
        let source = Clean::line(&format!("post.example/live/{name}"));
        Followed::new(BlogId(id), source, Some(address(name)))
    };
    let mut blogs = names.iter().enumerate().map(blog);
    let first = blogs.next().unwrap();
    let size = Size {
        width: 110,
        height: 24,
    };
    let state = newswire::app::Reader::new(first, blogs.collect(), Zone::Utc, now(), size);
    (reader.model, _) = Model::reading(state);
    reader
}

/// Lets a poll of one of them end that found so many updates.
fn poll(reader: &mut Reader, blog: usize, updates: i64) {
    reader.now += chrono::TimeDelta::seconds(30);
    let entries = (0..updates).rev();
    let entries = entries.map(|n| {
        entry(
            &format!("b{blog}-{n}"),
            60 - n,
            &format!("Update {n}"),
            "Text.",
        )
    });
    let poll = Poll {
        at: reader.now,
        outcome: PollOutcome::Fresh(Box::new(snapshot(entries.collect(), Window::Full))),
        next: reader.next,
        validators: Validators::default(),
    };
    reader.send(Msg::Polled(BlogId(blog), poll));
}

fn list(reader: &mut Reader, blogs: Vec<newswire::app::library::Blog>) {
    reader.send(Msg::Library(LibraryMsg::Listed { blogs, size: 1 }));
}

fn arrive(reader: &mut Reader, name: &str, updates: usize) {
    let key = address(name).to_string();
    reader.send(Msg::Library(LibraryMsg::Arrived { key, updates }));
}

#[test]
fn news_of_blogs_that_are_not_on_the_screen_is_seen_at_once() {
    let mut reader = open(&["bridge", "budget"]);
    poll(&mut reader, 0, 3);
    poll(&mut reader, 1, 3);
    assert!(
        !reader.screen().contains("other blog"),
        "a first reading is no news"
    );
    poll(&mut reader, 1, 6);
    list(&mut reader, library::some());
    let screen = reader.screen();
    assert!(screen.contains("1 other blog · 3 new"), "{screen}");
    arrive(&mut reader, "storm", 4);
    let asks = Effect::Library(LibraryEffect::List);
    assert!(reader.effects.contains(&asks), "the counts are read anew");
    list(&mut reader, library::some());
    let screen = reader.screen();
    assert!(screen.contains("2 other blogs · 7 new"), "{screen}");
    reader.keys("]");
    let screen = reader.screen();
    assert!(screen.contains("1 other blog · 4 new"), "{screen}");
}

#[test]
fn the_switcher_names_what_arrived_and_leads_there() {
    let mut reader = open(&["bridge", "budget"]);
    poll(&mut reader, 0, 3);
    list(&mut reader, library::some());
    arrive(&mut reader, "storm", 4);
    list(&mut reader, library::some());
    reader.keys("B");
    let screen = reader.screen();
    assert!(screen.contains("4 new"), "{screen}");
    reader.keys("<Enter>");
    assert!(reader.effects.contains(&Effect::Follow(address("storm"))));
    reader.keys("Bbudget<Enter>");
    assert_eq!(reader.model.reader().unwrap().active(), BlogId(1));
}

#[test]
fn with_one_blog_open_the_keys_for_the_next_say_where_others_are() {
    let mut reader = open(&["bridge"]);
    reader.keys("]");
    let screen = reader.screen();
    assert!(
        screen.contains("B lists those that are followed"),
        "{screen}"
    );
}

#[test]
fn the_library_marks_what_arrived_until_it_is_opened() {
    let mut shelf = library::Shelf::with(110, 24, library::some());
    let key = address("bridge").to_string();
    shelf.send(Msg::Library(LibraryMsg::Arrived { key, updates: 3 }));
    assert_eq!(shelf.effects, [Effect::Library(LibraryEffect::List)]);
    shelf.list(library::some());
    assert!(shelf.screen().contains("+3 Harbour"), "{}", shelf.screen());
    let source = Clean::line("post.example/live/bridge");
    let blog = Followed::new(BlogId(0), source, Some(address("bridge")));
    let size = Size {
        width: 110,
        height: 24,
    };
    let reader = newswire::app::Reader::new(blog, Vec::new(), Zone::Utc, now(), size);
    shelf.model.open(reader);
    shelf.send(Msg::Tick(now()));
    shelf.model.close();
    shelf.list(library::some());
    assert!(!shelf.screen().contains("+3"), "{}", shelf.screen());
}

#[test]
fn tags_are_typed_shown_and_limit_the_list() {
    let mut shelf = library::Shelf::with(110, 24, library::some());
    shelf.keys("T");
    assert!(
        shelf.screen().contains("No live blog has a tag"),
        "{}",
        shelf.screen()
    );
    let key = shelf.selected();
    shelf.effects.clear();
    shelf.keys("t");
    let footer = shelf.screen().lines().last().unwrap().to_owned();
    assert!(footer.starts_with(" Tags, a space between:"), "{footer}");
    shelf.keys("#flood<Space>merrow<Space>flood<Enter>");
    let footer = shelf.screen().lines().last().unwrap().to_owned();
    assert!(footer.starts_with(" Tagged #flood #merrow."), "{footer}");
    let tags = ["flood", "merrow"].map(Clean::line).to_vec();
    let tag = |effect: &Effect| match effect {
        Effect::Library(LibraryEffect::Tag(_, tags)) => Some(tags.clone()),
        _ => None,
    };
    assert_eq!(shelf.effects.iter().find_map(tag), Some(tags));
    assert!(
        shelf.screen().contains("#flood #merrow"),
        "{}",
        shelf.screen()
    );
    shelf.keys("jk");
    let all = shelf.screen();
    assert!(all.contains("5 live blogs · 1216 unread"), "{all}");
    shelf.keys("T");
    let some = shelf.screen();
    assert!(
        some.contains("1 live blog · only #flood · 12 unread"),
        "{some}"
    );
    assert_eq!(shelf.selected(), key);
    assert!(
        !shelf.screen().contains("Storm warning"),
        "{}",
        shelf.screen()
    );
    shelf.keys("TT");
    assert!(
        shelf.screen().contains("Storm warning"),
        "{}",
        shelf.screen()
    );
    assert!(all.contains("Storm warning"));
}
