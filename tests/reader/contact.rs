//! Hours without contact leave a line in the timeline.

use chrono::TimeDelta;
use newswire::{
    app::{Effect, MouseKind, Part, Restored},
    model::{Clean, Gap, Lead, PollOutcome, Status, Timeline, Trouble, WebUrl, Window},
};

use crate::harness::{Reader, entry, now, snapshot, story};

/// Returns the line in sight that tells of time without contact.
fn line(reader: &Reader) -> Option<String> {
    let mut rows = reader.rows().into_iter();
    rows.find(|row| row.contains("no contact"))
}

#[test]
fn hours_without_contact_are_a_line_between_what_was_known_and_what_came() {
    let mut reader = Reader::with(80, 24, story(5));
    reader.now += TimeDelta::hours(4);
    let mut entries = story(5);
    entries.insert(0, entry("new", -200, "Bridge opens", "At last."));
    reader.poll(entries);
    let line = line(&reader).unwrap();
    assert!(line.contains("no contact from 12:00 to 16:01"), "{line}");
    let rows = reader.rows();
    let place = |words: &str| rows.iter().position(|row| row.contains(words)).unwrap();
    assert!(place("Bridge opens") < place("no contact"));
    assert!(place("no contact") < place("Update number 0"));
    assert_eq!(
        reader.model.reader().unwrap().blog().feed.freshness.checked,
        Some(reader.now)
    );
}

#[test]
fn less_than_an_hour_is_nothing() {
    let mut reader = Reader::with(80, 24, story(5));
    reader.now += TimeDelta::minutes(58);
    reader.poll(story(5));
    assert_eq!(line(&reader), None);
}

#[test]
fn a_line_at_the_top_moves_nothing_and_is_one_row_up() {
    let mut reader = Reader::with(80, 24, story(30));
    let before = reader.text();
    reader.now += TimeDelta::hours(2);
    reader.finish(PollOutcome::Unchanged);
    assert_eq!(reader.text(), before);
    reader.mouse(20, 10, MouseKind::WheelUp);
    assert!(line(&reader).is_some(), "{}", reader.screen());
    // The reader is still at the newest end, where updates appear.
    reader.mouse(20, 10, MouseKind::WheelDown);
    reader.keys("g");
    let mut entries = story(30);
    entries.insert(0, entry("new", -130, "Bridge opens", "At last."));
    reader.poll(entries);
    assert!(reader.screen().contains("Bridge opens"));
}

#[test]
fn a_top_with_a_line_above_it_is_still_the_top() {
    let mut reader = Reader::with(80, 24, story(30));
    reader.now += TimeDelta::hours(2);
    reader.finish(PollOutcome::Unchanged);
    let mut entries = story(30);
    entries.insert(0, entry("new", -130, "Bridge opens", "At last."));
    reader.poll(entries);
    assert!(reader.screen().contains("Bridge opens"));
    assert!(line(&reader).is_some());
}

/// A reader on a history with gaps.
fn restored(gaps: Vec<Gap>) -> Reader {
    let mut timeline = Timeline::default();
    timeline.merge(&snapshot(story(12), Window::Full), now());
    let restored = Restored {
        left: None,
        timeline,
        checked: Some(now()),
        place: None,
        not_loaded: None,
        gaps,
        blog_revisions: Vec::new(),
    };
    Reader::restored(80, 90, restored)
}

fn gap(from_minutes: i64, to_minutes: i64) -> Gap {
    Gap {
        since: now() - TimeDelta::minutes(from_minutes),
        until: now() - TimeDelta::minutes(to_minutes),
    }
}

#[test]
fn a_restart_shows_the_lines_again_in_either_order() {
    let mut reader = restored(vec![gap(95, 25)]);
    let place = |reader: &Reader, words: &str| {
        let rows = reader.rows();
        rows.iter().position(|row| row.contains(words)).unwrap()
    };
    let words = "no contact from 10:25 to 11:35";
    // Update 9 was there at 10:30, and 10:25 is before it.
    assert!(place(&reader, "Update number 9") < place(&reader, words));
    assert!(place(&reader, words) < place(&reader, "Update number 10"));
    reader.keys("sg");
    assert!(place(&reader, "Update number 10") < place(&reader, words));
    assert!(place(&reader, words) < place(&reader, "Update number 9"));
}

#[test]
fn the_newest_end_shows_its_line_in_either_order() {
    let mut reader = restored(vec![gap(0, -70)]);
    let lines = |reader: &Reader| -> Vec<usize> {
        let window = reader
            .model
            .reader()
            .unwrap()
            .blog()
            .window
            .rows()
            .iter()
            .enumerate();
        let gaps = window.filter(|(_, row)| matches!(row.part, Part::Gap(_)));
        gaps.map(|(index, _)| index).collect()
    };
    assert_eq!(lines(&reader), [0]);
    reader.keys("sG");
    let rows = reader.model.reader().unwrap().blog().window.rows().len();
    assert_eq!(lines(&reader), [rows - 1]);
}

#[test]
fn a_quiet_blog_that_is_opened_now_and_then_gets_one_line() {
    let reader = restored(vec![gap(-10, -100), gap(-110, -200), gap(-210, -1700)]);
    let line = line(&reader).unwrap();
    let words = "no contact from 7 Aug 15:30 to 8 Aug 16:20, and 2 times before";
    assert!(line.contains(words), "{line}");
}

#[test]
fn the_first_contact_leaves_no_line() {
    let mut reader = Reader::new(80, 24);
    reader.finish(PollOutcome::Fresh(Box::new(snapshot(
        story(3),
        Window::Full,
    ))));
    assert_eq!(line(&reader), None);
}

#[test]
fn a_file_that_was_not_changed_for_hours_was_watched_all_the_time() {
    let mut reader = Reader::of_file(80, 24);
    reader.poll(story(5));
    reader.now += TimeDelta::hours(4);
    reader.poll(story(6));
    assert_eq!(line(&reader), None);
}

#[test]
fn what_stands_in_the_way_is_named_and_never_live() {
    let mut reader = Reader::with(100, 24, story(3));
    assert!(reader.screen().contains("● LIVE"));
    for (trouble, named) in [
        (Trouble::BotWall, "! BOT WALL"),
        (Trouble::Missing, "! MISSING"),
        (Trouble::Offline, "◌ OFFLINE"),
        (Trouble::Waits, "◌ WAITING"),
    ] {
        let why = Clean::line("It is not there.");
        reader.finish(PollOutcome::Failed {
            why,
            trouble,
            no_live_blog: false,
            leads: Vec::new(),
        });
        let screen = reader.screen();
        assert!(
            screen.contains(named) && !screen.contains("LIVE"),
            "{screen}"
        );
        assert!(screen.contains("Update number 0"), "{screen}");
    }
    reader.finish(PollOutcome::Unchanged);
    assert!(reader.screen().contains("● LIVE"));
}

#[test]
fn hours_of_silence_are_quiet_and_a_week_of_it_is_an_end() {
    let mut reader = Reader::with(100, 24, story(3));
    for (hours, named) in [(7, "○ QUIET"), (24 * 8, "○ ENDED")] {
        reader.now = now() + TimeDelta::hours(hours);
        reader.finish(PollOutcome::Unchanged);
        assert!(reader.screen().contains(named), "{}", reader.screen());
    }
}

#[test]
fn a_blog_that_moved_says_where_to_and_one_key_goes_there() {
    let mut reader = Reader::with(100, 24, story(3));
    let address = WebUrl::parse("https://post.example/live/second-day").unwrap();
    let mut page = snapshot(story(3), Window::Full);
    page.blog.status = Status::Moved;
    page.blog.moved_to = Some(address.clone());
    reader.now += TimeDelta::minutes(1);
    reader.finish(PollOutcome::Fresh(Box::new(page)));
    let screen = reader.screen();
    assert!(screen.contains("→ MOVED"), "{screen}");
    assert!(
        screen.contains("goes on at post.example/live/second-day · r goes there"),
        "{screen}"
    );
    reader.keys("r");
    assert!(reader.effects.contains(&Effect::Follow(address)));
}

#[test]
fn a_page_that_is_none_offers_the_live_blogs_that_it_leads_to() {
    let mut reader = Reader::new(80, 24);
    let lead = |name: &str| Lead {
        url: WebUrl::parse(&format!("https://post.example/live/{name}")).unwrap(),
        title: Clean::line(&format!("The {name}, live")),
        time: None,
    };
    reader.finish(PollOutcome::Failed {
        why: Clean::line("This is a front page, not a live blog."),
        trouble: Trouble::Failing,
        no_live_blog: true,
        leads: vec![lead("storm"), lead("flood")],
    });
    let screen = reader.screen();
    assert!(
        screen.contains("B lists 2 live blogs that the page leads to."),
        "{screen}"
    );
    reader.keys("B");
    let screen = reader.screen();
    assert!(screen.contains("The flood, live"), "{screen}");
    reader.effects.clear();
    reader.keys("<Enter>");
    let followed = Effect::Follow(lead("storm").url);
    assert!(reader.effects.contains(&followed), "{:?}", reader.effects);
}
