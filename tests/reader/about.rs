//! What the live blog says of itself, in place of the selected update.

use newswire::{
    layout::Focus,
    model::{Author, Body, Clean, PollOutcome, Window},
};

use crate::harness::{Reader, snapshot, story};

fn poll(reader: &mut Reader, standfirst: &str) {
    reader.now += chrono::TimeDelta::seconds(30);
    let mut entries = story(12);
    entries[1].marks.pinned = true;
    for index in [3, 7] {
        entries[index].marks.key_event = true;
    }
    let mut read = snapshot(entries, Window::Full);
    read.blog.standfirst = Clean::line(standfirst);
    read.blog.summary = Body::from_plain("The bridge is closed.\n\nFerries run instead.");
    reader.finish(PollOutcome::Fresh(Box::new(read)));
}

#[test]
fn standfirst_summary_and_key_events_are_one_key_away() {
    let mut reader = Reader::new(80, 24);
    poll(&mut reader, "A ship has struck the northern pier.");
    reader.keys("ja");
    insta::assert_snapshot!("about", reader.screen());
    reader.keys("<Esc>");
    assert_eq!(
        (
            reader.model.reader().unwrap().focus(),
            reader.selected().as_str()
        ),
        (Focus::Timeline, "u1")
    );
    reader.keys("<Enter>a");
    assert!(
        reader.screen().contains("Key events"),
        "{}",
        reader.screen()
    );
    reader.keys("a");
    assert_eq!(reader.model.reader().unwrap().focus(), Focus::Reading);
    assert!(
        reader.screen().contains("Update number 1"),
        "{}",
        reader.screen()
    );
}

#[test]
fn it_is_renewed_while_it_is_shown_and_left_by_moving_on() {
    let mut reader = Reader::new(160, 24);
    poll(&mut reader, "A ship has struck the northern pier.");
    reader.keys("a");
    poll(&mut reader, "The bridge stays closed until Sunday.");
    assert!(
        reader.screen().contains("closed until Sunday"),
        "{}",
        reader.screen()
    );
    reader.keys(">");
    assert!(
        !reader.screen().contains("closed until Sunday"),
        "{}",
        reader.screen()
    );
}

#[test]
fn a_publisher_that_signs_is_named_once() {
    let mut reader = Reader::new(80, 24);
    let author = |name: &str| Author {
        name: Clean::line(name),
        url: None,
    };
    let mut read = snapshot(story(3), Window::Full);
    read.blog.authors = vec![author("The Example Post"), author("Kim Roe")];
    reader.finish(PollOutcome::Fresh(Box::new(read)));
    reader.keys("a");
    let screen = reader.screen();
    assert!(
        screen.contains("The Example Post · Kim Roe · live"),
        "{screen}"
    );
    assert_eq!(screen.matches("The Example Post").count(), 1, "{screen}");
}

#[test]
fn its_state_is_the_one_in_the_header() {
    let mut reader = Reader::new(160, 24);
    poll(&mut reader, "A ship has struck the northern pier.");
    reader.keys("a");
    assert!(reader.screen().contains("· live"), "{}", reader.screen());
    // Nothing came for two weeks: the header no longer believes the page.
    reader.now += chrono::TimeDelta::days(14);
    reader.finish(PollOutcome::Unchanged);
    let screen = reader.screen();
    assert!(screen.contains("○ ENDED"), "{screen}");
    assert!(
        screen.contains("· ended") && !screen.contains("· live"),
        "{screen}"
    );
}

#[test]
fn the_footer_teaches_no_key_that_does_something_else_here() {
    let mut reader = Reader::new(80, 24);
    poll(&mut reader, "A ship has struck the northern pier.");
    reader.keys("a");
    let footer = reader.rows().pop().unwrap();
    assert!(!footer.contains("q quit"), "{footer}");
    reader.keys("q");
    assert!(reader.top().is_none(), "q goes back to the update");
}
