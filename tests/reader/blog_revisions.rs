//! What the newsroom changes of a live blog's own headline, standfirst and status stays visible.

use newswire::{
    app::Restored,
    layout::Focus,
    model::{BlogRevision, Clean, PollOutcome, Status, Timeline, Window},
};

use crate::harness::{Reader, now, snapshot, story};

fn poll(reader: &mut Reader, headline: &str, standfirst: &str, status: Status) {
    let mut page = snapshot(story(4), Window::Full);
    page.blog.headline = Clean::line(headline);
    page.blog.standfirst = Clean::line(standfirst);
    page.blog.status = status;
    reader.now += chrono::TimeDelta::seconds(60);
    reader.finish(PollOutcome::Fresh(Box::new(page)));
}

fn changed() -> Reader {
    let mut reader = Reader::new(120, 24);
    let standfirst = "Ferries run every ten minutes.";
    poll(
        &mut reader,
        "Three hurt at harbour bridge",
        standfirst,
        Status::Live,
    );
    assert!(!reader.rows()[1].contains("changed"));
    poll(
        &mut reader,
        "Seven hurt at harbour bridge",
        standfirst,
        Status::Live,
    );
    reader
}

#[test]
fn a_changed_headline_is_told_under_it_until_something_else_changes() {
    let mut reader = changed();
    let rule = reader.rows()[1].clone();
    assert!(rule.contains("headline changed 12:02 · H shows"), "{rule}");
    poll(
        &mut reader,
        "Seven hurt at harbour bridge",
        "Ferries stopped.",
        Status::Live,
    );
    assert!(reader.rows()[1].contains("standfirst changed 12:03"));
    poll(
        &mut reader,
        "Seven hurt at harbour bridge",
        "Ferries stopped.",
        Status::Ended,
    );
    assert!(reader.rows()[1].contains("said to have ended 12:04"));
}

#[test]
fn one_key_shows_the_words_that_changed_and_closes_them_again() {
    let mut reader = changed();
    let before = reader.screen();
    reader.keys("H");
    let screen = reader.screen();
    assert!(screen.contains("[-Three-]"), "{screen}");
    assert!(screen.contains("{+Seven+}"), "{screen}");
    assert!(screen.contains("the live blog's own words · 2 of 2"));
    assert_eq!(reader.model.reader().unwrap().focus(), Focus::Reading);
    reader.keys("H");
    assert_eq!(reader.screen(), before);
}

#[test]
fn earlier_changes_are_a_key_away_and_the_selection_ends_it() {
    let mut reader = changed();
    poll(
        &mut reader,
        "Eight hurt at harbour bridge",
        "",
        Status::Ended,
    );
    reader.keys("H");
    assert!(reader.screen().contains("{+Eight+}"), "{}", reader.screen());
    reader.keys("[");
    assert!(reader.screen().contains("[-Three-]"), "{}", reader.screen());
    reader.keys("]<Tab>j");
    assert!(!reader.screen().contains("own words"));
}

#[test]
fn a_head_that_never_changed_says_so() {
    let mut reader = Reader::with(120, 24, story(3));
    reader.keys("H");
    assert!(reader.screen().contains("have not changed"));
}

#[test]
fn a_restart_knows_the_changes() {
    let revision = |minutes: i64, headline: &str| BlogRevision {
        seen: now() - chrono::TimeDelta::minutes(minutes),
        headline: Clean::line(headline),
        standfirst: Clean::default(),
        status: Status::Live,
    };
    let mut timeline = Timeline::default();
    timeline.merge(&snapshot(story(3), Window::Full), now());
    let restored = Restored {
        left: None,
        timeline,
        checked: Some(now()),
        place: None,
        not_loaded: None,
        gaps: Vec::new(),
        blog_revisions: vec![
            revision(2000, "Three hurt"),
            revision(1500, "Harbour bridge closure: latest"),
        ],
    };
    let mut reader = Reader::restored(120, 24, restored);
    let rule = reader.rows()[1].clone();
    assert!(rule.contains("headline changed 6 Aug 11:00"), "{rule}");
    // The next poll finds the standfirst and the status as they were.
    reader.poll(story(3));
    assert_eq!(reader.rows()[1], rule);
}
