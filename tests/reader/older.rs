//! Older updates come when I near the end, and move nothing.

use chrono::TimeDelta;
use newswire::{
    app::{BlogId, Effect, MouseKind, Msg},
    model::{Clean, Entry, OlderOutcome, OlderPage, PollOutcome, WebUrl, Window},
};

use crate::harness::{Reader, snapshot, story};

const WORDS: &str = "fetching older updates…";

/// A reader of a blog whose newest page has 20 of 40 updates.
fn reader(width: u16, height: u16) -> Reader {
    let mut reader = Reader::new(width, height);
    poll(&mut reader, 20);
    reader
}

/// Lets a poll end that leads to an older page.
fn poll(reader: &mut Reader, count: usize) {
    reader.now += TimeDelta::seconds(30);
    let mut newest = snapshot(story(count), Window::Full);
    newest.older = WebUrl::parse("https://post.example/live/bridge?page=2").ok();
    reader.finish(PollOutcome::Fresh(Box::new(newest)));
}

fn answer(reader: &mut Reader, outcome: OlderOutcome) {
    let at = reader.now;
    reader.send(Msg::Older(BlogId(0), OlderPage { at, outcome }));
}

fn older_page(entries: Vec<Entry>, more: bool) -> OlderOutcome {
    let snapshot = Box::new(snapshot(entries, Window::Part));
    OlderOutcome::Page { snapshot, more }
}

fn page_two() -> Vec<Entry> {
    story(40).split_off(20)
}

/// How often an older page was asked for since this was last asked.
fn requests(reader: &mut Reader) -> usize {
    let effects = reader.takes();
    let asked = effects
        .iter()
        .filter(|e| **e == Effect::FetchOlder(BlogId(0)));
    asked.count()
}

/// The screen's first row of text, which the eyes hold on to.
fn first_text(reader: &Reader) -> (usize, String) {
    let rows = reader.text().into_iter().enumerate();
    let mut text = rows.filter(|(_, row)| !row.is_empty() && !row.contains('─'));
    text.next().unwrap()
}

#[test]
fn older_updates_are_asked_for_near_the_end_and_once() {
    let mut reader = reader(80, 24);
    assert_eq!(requests(&mut reader), 0, "the end is far");
    reader.keys("G");
    assert_eq!(requests(&mut reader), 1);
    assert!(reader.screen().contains(WORDS), "{}", reader.screen());
    reader.keys("kkjj<PgUp><PgDn>");
    poll(&mut reader, 20);
    assert_eq!(requests(&mut reader), 0, "one at a time");
}

#[test]
fn older_updates_move_nothing_and_are_no_news() {
    for keys in [
        "G",
        "<PgDn><PgDn><PgDn><PgDn>",
        "Gk",
        "vG",
        "vvG",
        "sg",
        "sgjj",
    ] {
        let mut reader = reader(80, 24);
        reader.keys(keys);
        let (before, unread) = (
            first_text(&reader),
            reader.model.reader().unwrap().blog().unread(),
        );
        let selected = reader.selected();
        assert_eq!(requests(&mut reader), 1, "{keys}");
        answer(&mut reader, older_page(page_two(), true));
        assert_eq!(first_text(&reader), before, "{keys}\n{}", reader.screen());
        assert_eq!(reader.selected(), selected, "{keys}");
        assert_eq!(
            reader.model.reader().unwrap().blog().unread(),
            unread,
            "{keys}"
        );
        assert_eq!(
            reader.model.reader().unwrap().blog().window.waiting(),
            0,
            "{keys}"
        );
        assert!(!reader.screen().contains('▲'), "{keys}");
        assert_eq!(
            reader
                .model
                .reader()
                .unwrap()
                .blog()
                .timeline()
                .items()
                .len(),
            40
        );
    }
}

#[test]
fn what_came_is_kept_and_lies_below() {
    let mut reader = reader(80, 24);
    reader.keys("G");
    reader.takes();
    answer(&mut reader, older_page(page_two(), false));
    let effects = reader.takes();
    let kept = effects.iter().find_map(|effect| match effect {
        Effect::KeepOlder(BlogId(0), items) => Some(items),
        _ => None,
    });
    let kept = kept.unwrap();
    assert_eq!(kept.len(), 20);
    assert!(kept.iter().all(|item| item.read && item.order.poll < 0));
    assert!(!reader.screen().contains(WORDS));
    reader.keys("j");
    assert_eq!(reader.selected(), "u20");
    reader.keys("G");
    assert_eq!(reader.selected(), "u39");
    assert_eq!(requests(&mut reader), 0, "that was the last page");
    poll(&mut reader, 20);
    reader.keys("kj");
    assert_eq!(requests(&mut reader), 0, "a poll does not begin again");
}

#[test]
fn page_after_page_is_asked_for_until_the_end_is_far() {
    let mut reader = reader(80, 24);
    reader.keys("G");
    assert_eq!(requests(&mut reader), 1);
    answer(&mut reader, older_page(story(22).split_off(20), true));
    assert_eq!(requests(&mut reader), 1, "two updates are no two screens");
    answer(&mut reader, older_page(story(60).split_off(22), true));
    assert_eq!(requests(&mut reader), 0);
    answer(&mut reader, OlderOutcome::End);
    reader.keys("G");
    assert_eq!(requests(&mut reader), 0);
}

#[test]
fn a_failure_is_told_and_tried_again_by_hand_a_minute_later() {
    let mut reader = reader(80, 24);
    reader.keys("G");
    answer(
        &mut reader,
        OlderOutcome::Failed(Clean::line("post.example answered 503.")),
    );
    reader.takes();
    let words = "cannot fetch older updates: post.example answered 503.";
    assert!(reader.screen().contains(words), "{}", reader.screen());
    reader.keys("kjr");
    poll(&mut reader, 20);
    assert_eq!(requests(&mut reader), 0, "not so soon");
    reader.now += TimeDelta::seconds(60);
    reader.send(Msg::Tick(reader.now));
    assert_eq!(requests(&mut reader), 0, "not without the reader");
    reader.keys("r");
    assert_eq!(requests(&mut reader), 1);
    assert!(reader.screen().contains(WORDS), "{}", reader.screen());
}

#[test]
fn a_long_failure_is_shortened_in_its_middle_and_keeps_what_to_do() {
    let mut reader = reader(80, 24);
    reader.keys("G");
    let why = "post.example/live/harbour-bridge-closed-after-ship-strikes-pier/page/2 answered 503; \
               try again later.";
    answer(&mut reader, OlderOutcome::Failed(Clean::line(why)));
    let screen = reader.screen();
    let row = screen
        .lines()
        .find(|row| row.contains("cannot fetch older updates: post.e"));
    let row = row.unwrap_or_else(|| panic!("{screen}"));
    assert!(
        row.contains('…') && row.contains("try again later."),
        "{row}"
    );
}

#[test]
fn an_older_page_that_is_not_there_is_the_end_and_asked_for_once() {
    let mut reader = reader(80, 24);
    reader.keys("G");
    answer(&mut reader, OlderOutcome::Missing);
    reader.takes();
    let words = "no older updates: the site's next page is not there";
    assert!(reader.screen().contains(words), "{}", reader.screen());
    reader.now += TimeDelta::seconds(120);
    poll(&mut reader, 20);
    reader.keys("kjr");
    assert_eq!(requests(&mut reader), 0);
    assert!(reader.screen().contains(words), "{}", reader.screen());
}

#[test]
fn scrolling_tries_again_too() {
    let mut reader = reader(80, 24);
    reader.keys("G");
    let outcome = OlderOutcome::Failed(Clean::line("post.example did not answer in time."));
    answer(&mut reader, outcome);
    reader.takes();
    reader.now += TimeDelta::seconds(61);
    reader.send(Msg::Tick(reader.now));
    reader.mouse(20, 10, MouseKind::WheelDown);
    assert_eq!(requests(&mut reader), 1);
}

#[test]
fn with_the_oldest_on_top_older_updates_are_above_and_told_of_there() {
    let mut reader = reader(80, 24);
    reader.keys("sg");
    assert_eq!(requests(&mut reader), 1);
    assert!(reader.text()[0].contains(WORDS), "{}", reader.screen());
}

#[test]
fn what_an_older_page_showed_is_not_missed_on_the_newest() {
    let mut reader = reader(80, 24);
    reader.keys("G");
    answer(&mut reader, older_page(page_two(), false));
    for _ in 0..3 {
        reader.now += TimeDelta::seconds(30);
        // A pinned update from long ago stands on the newest page again.
        let mut entries = story(20);
        entries.extend(story(40).split_off(39));
        reader.poll(entries);
    }
    let items = reader.model.reader().unwrap().blog().timeline().items();
    assert!(items.iter().all(|item| !item.is_retracted()));
}

#[test]
fn a_blog_without_older_pages_asks_for_none() {
    let mut reader = Reader::with(80, 24, story(5));
    reader.keys("Gkj");
    assert_eq!(requests(&mut reader), 0);
}
