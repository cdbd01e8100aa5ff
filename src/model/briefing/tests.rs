use super::*;
use crate::model::{Body, LiveBlog, Marks, Snapshot, Stamp, TimeBasis, Window};

fn at(minute: i64) -> DateTime<Utc> {
    "2025-08-07T00:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::minutes(minute)
}

fn entry(minute: i64, text: &str) -> Entry {
    Entry {
        id: EntryId::new(&minute.to_string()),
        label: None,
        headline: None,
        body: Body::from_plain(text),
        published: Some(Stamp::new(at(minute).fixed_offset(), TimeBasis::Markup)),
        modified: None,
        authors: Vec::new(),
        permalink: None,
        marks: Marks::default(),
        provenance: crate::model::Provenance::default(),
    }
}

fn key_event(minute: i64) -> Entry {
    Entry {
        marks: Marks {
            key_event: true,
            ..Marks::default()
        },
        ..entry(minute, "A key event.")
    }
}

fn page(mut entries: Vec<Entry>) -> Snapshot {
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.published.as_ref().map(Stamp::utc)));
    Snapshot {
        blog: LiveBlog {
            language: Clean::line("en"),
            ..LiveBlog::default()
        },
        entries,
        window: Window::Full,
        recognised_as: Clean::default(),
        warnings: Vec::new(),
        older: None,
        min_interval: None,
    }
}

fn plain(minutes: impl IntoIterator<Item = i64>) -> Vec<Entry> {
    let minutes = minutes.into_iter();
    minutes.map(|minute| entry(minute, "Some words.")).collect()
}

fn ids(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|line| line.id.as_str()).collect()
}

fn brief(timeline: &Timeline, since: Since) -> Briefing {
    Briefing::of(timeline, since, Zone::Utc)
}

#[test]
fn key_events_stand_first_and_are_not_told_twice() {
    let mut timeline = Timeline::default();
    timeline.merge(&page(plain([1])), at(2));
    let mut later = plain([1, 3, 5]);
    later.push(key_event(4));
    timeline.merge(&page(later), at(6));
    let briefing = brief(&timeline, Since::Left(at(2)));
    assert_eq!(briefing.new, 3);
    assert_eq!(ids(&briefing.key_events), ["4"]);
    let [hour] = &briefing.stretches[..] else {
        panic!("one hour: {briefing:?}");
    };
    assert_eq!(
        (ids(&hour.lines), hour.from),
        (vec!["5", "3"], at(0).naive_utc())
    );
    assert_eq!(briefing.totals(), "3 new updates");
}

#[test]
fn what_counts_since_the_reader_left_is_when_an_update_arrived() {
    let mut timeline = Timeline::default();
    timeline.merge(&page(plain([1, 9])), at(10));
    timeline.merge(&page(plain([1, 5, 9, 12])), at(20));
    assert_eq!(brief(&timeline, Since::Left(at(10))).new, 2);
    assert_eq!(brief(&timeline, Since::Time(at(10))).new, 1);
    assert_eq!(brief(&timeline, Since::Beginning).new, 4);
}

#[test]
fn older_pages_that_were_fetched_since_are_no_news() {
    let mut timeline = Timeline::default();
    timeline.merge(&page(plain([100])), at(110));
    let older = Snapshot {
        window: Window::Part,
        ..page(plain([10, 20]))
    };
    timeline.merge_older(&older, at(120));
    assert!(brief(&timeline, Since::Left(at(115))).is_empty());
}

#[test]
fn hours_become_quarters_of_a_day_and_days() {
    for (hours, length) in [(1, 1), (10, 1), (72, 6), (24 * 30, 24)] {
        let mut timeline = Timeline::default();
        timeline.merge(
            &page(plain((0..hours).map(|hour| hour * 60))),
            at(hours * 60),
        );
        let briefing = brief(&timeline, Since::Beginning);
        let first = &briefing.stretches[0];
        assert_eq!(first.length, TimeDelta::hours(length), "{hours} h");
        let told: usize = briefing.stretches.iter().map(|s| s.lines.len()).sum();
        assert!(told <= 40, "{hours} h: {told} lines are no page");
    }
}

#[test]
fn a_busy_hour_tells_its_headlines_first_and_how_many_more_there_are() {
    let mut entries = plain(0..50);
    entries[7].headline = Some(Clean::line("A headline"));
    let mut timeline = Timeline::default();
    timeline.merge(&page(entries), at(60));
    let briefing = brief(&timeline, Since::Beginning);
    let [hour] = &briefing.stretches[..] else {
        panic!("one hour: {briefing:?}");
    };
    assert!(ids(&hour.lines).contains(&"7"));
    let (first, count) = hour.more.as_ref().unwrap();
    assert_eq!(hour.lines.len() + count, 50);
    assert!(!ids(&hour.lines).contains(&first.as_str()));
}

#[test]
fn a_newsroom_that_marks_everything_leaves_room_for_the_hours() {
    let mut timeline = Timeline::default();
    timeline.merge(&page((0..30).map(key_event).collect()), at(40));
    let briefing = brief(&timeline, Since::Beginning);
    assert_eq!(briefing.key_events.len(), KEY_EVENTS);
    assert_eq!(briefing.stretches[0].lines.len(), 18);
}

/// Three updates, the first two of them read, then significant edits of the first and the third.
fn edited() -> Timeline {
    let mut timeline = Timeline::default();
    let words = |count: u32| format!("The office says that {count} people were hurt.");
    timeline.merge(
        &page(vec![
            entry(1, &words(3)),
            entry(2, "Calm."),
            entry(3, &words(5)),
        ]),
        at(4),
    );
    timeline.set_read(&EntryId::new("1"), true);
    timeline.set_read(&EntryId::new("2"), true);
    timeline.merge(
        &page(vec![
            entry(1, &words(12)),
            entry(2, "Calm."),
            entry(3, &words(6)),
        ]),
        at(20),
    );
    timeline
}

#[test]
fn significant_edits_of_what_was_read_are_told_until_they_are_read() {
    let mut timeline = edited();
    let briefing = brief(&timeline, Since::Left(at(10)));
    assert_eq!(ids(&briefing.changed), ["1"]);
    assert!(briefing.changed[0].edit.is_some_and(Edit::is_significant));
    assert_eq!(
        briefing.totals(),
        "no new updates, 1 changed since you read it"
    );
    timeline.set_read(&EntryId::new("1"), true);
    assert!(brief(&timeline, Since::Left(at(10))).is_empty());
}

#[test]
fn where_nobody_reads_all_that_was_known_counts_as_read() {
    let mut timeline = edited();
    for id in ["1", "2"] {
        timeline.set_read(&EntryId::new(id), false);
    }
    let items = timeline.items().iter().cloned().map(|item| Item {
        read_as: None,
        ..item
    });
    let timeline = Timeline::restore(timeline.blog.clone(), items.collect());
    assert_eq!(
        ids(&brief(&timeline, Since::Time(at(10))).changed),
        ["3", "1"]
    );
}

#[test]
fn what_was_read_and_taken_back_is_told_and_no_news_that_was() {
    let mut timeline = Timeline::default();
    timeline.merge(&page(plain([1, 2])), at(4));
    timeline.set_read(&EntryId::new("1"), true);
    timeline.merge(&page(plain([3])), at(20));
    let removed = |ids: &[&str]| Snapshot {
        window: Window::Delta {
            removed: ids.iter().map(|id| EntryId::new(id)).collect(),
        },
        ..page(Vec::new())
    };
    timeline.merge(&removed(&["1", "2", "3"]), at(30));
    let briefing = brief(&timeline, Since::Left(at(10)));
    assert_eq!((ids(&briefing.retracted), briefing.new), (vec!["1"], 0));
    assert!(!briefing.is_empty());
    assert!(brief(&timeline, Since::Left(at(40))).is_empty());
}
