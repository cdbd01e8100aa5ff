use proptest::prelude::*;

use super::*;
use crate::model::{
    Body, Clean, Entry, EntryId, Item, LiveBlog, Marks, Presence, Provenance, Snapshot, Stamp,
    TimeBasis, Timeline, Window,
};

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
        marks: Marks {
            key_event: minute % 5 == 0,
            ..Marks::default()
        },
        provenance: Provenance::default(),
    }
}

fn page(entries: Vec<Entry>) -> Snapshot {
    Snapshot {
        blog: LiveBlog::default(),
        entries,
        window: Window::Full,
        recognised_as: Clean::default(),
        warnings: Vec::new(),
        older: None,
        min_interval: None,
    }
}

/// Four updates of an evening and one of the next morning; the second is edited, the third taken back.
fn story() -> Timeline {
    let mut timeline = Timeline::default();
    let first = [4, 3, 2, 1].map(|minute| entry(minute, "First words."));
    timeline.merge(&page(first.to_vec()), at(5));
    let edited = vec![
        entry(4, "First words."),
        entry(3, "First words."),
        entry(2, "Other words."),
        entry(1, "First words."),
    ];
    timeline.merge(&page(edited), at(10));
    let removed = Snapshot {
        window: Window::Delta {
            removed: vec![EntryId::new("3")],
        },
        ..page(vec![entry(600, "Morning.")])
    };
    timeline.merge(&removed, at(601));
    timeline
}

fn player(speed: u16) -> Player {
    Player::new(Schedule::new(&story(), Vec::new()).unwrap(), speed)
}

/// Takes what is due into a timeline, as a reader does.
fn take(timeline: &mut Timeline, due: Option<Due>) {
    match due {
        Some(Due::Change(told)) => {
            timeline.blog = told.blog;
            timeline.absorb(told.items);
        }
        Some(Due::Anew(told)) => *timeline = Timeline::restore(told.blog, told.items),
        None => {}
    }
}

/// What a reader sees: each update with its words, and whether it was taken back.
fn seen(timeline: &Timeline) -> Vec<(String, String, bool)> {
    let seen = |item: &Item| {
        let words = item.entry.body.text();
        (item.entry.id.to_string(), words, item.is_retracted())
    };
    timeline.items().iter().map(seen).collect()
}

#[test]
fn what_happened_happens_in_its_order_and_when_it_was_seen() {
    let mut player = player(60);
    let mut timeline = Timeline::default();
    let mut times = Vec::new();
    while let due @ Some(_) = player.step() {
        take(&mut timeline, due);
        times.push((player.at() - at(0)).num_minutes());
    }
    assert_eq!(times, [1, 2, 3, 4, 10, 600, 601]);
    assert!(player.is_over());
    let second = timeline.get(&EntryId::new("2")).unwrap();
    assert_eq!((second.revision(), second.seen), (2, at(10)));
    let third = timeline.get(&EntryId::new("3")).unwrap();
    assert_eq!(third.presence, Presence::Retracted { since: at(601) });
}

#[test]
fn at_sixty_times_the_speed_a_minute_is_a_second() {
    let mut player = player(60);
    assert!(player.advance(Duration::ZERO).is_some());
    assert_eq!(player.at(), at(1));
    assert!(player.advance(Duration::from_millis(900)).is_none());
    assert!(player.advance(Duration::from_millis(100)).is_some());
    assert_eq!(player.at(), at(2));
}

#[test]
fn a_silence_is_skipped() {
    for speed in [1, 60, 600] {
        let mut player = player(speed);
        player.seek(at(10));
        let mut seconds = 0;
        while !player.is_over() {
            player.advance(Duration::from_secs(1));
            seconds += 1;
        }
        assert!(seconds <= 8, "x{speed}: {seconds} s for a night");
        assert_eq!(player.at(), at(601));
    }
}

#[test]
fn what_stands_still_tells_nothing() {
    let mut player = player(60);
    player.pause();
    assert_eq!(player.advance(Duration::from_secs(100)), None);
    assert_eq!(player.at(), at(1));
    player.pause();
    assert!(player.advance(Duration::from_secs(100)).is_some());
}

#[test]
fn going_back_tells_it_anew_up_to_there() {
    let mut player = player(60);
    let mut timeline = Timeline::default();
    let due = player.seek(at(1000));
    take(&mut timeline, due);
    assert_eq!((player.at(), player.is_over()), (at(601), true));
    let due = player.seek(at(3));
    assert!(matches!(due, Some(Due::Anew(_))));
    take(&mut timeline, due);
    let ids: Vec<_> = seen(&timeline).into_iter().map(|(id, ..)| id).collect();
    assert_eq!(ids, ["3", "2", "1"]);
    let due = player.step_back();
    take(&mut timeline, due);
    assert_eq!((timeline.items().len(), player.at()), (2, at(2)));
    assert!(player.is_paused());
    player.step_back();
    assert_eq!(player.step_back(), None, "nothing is before the first");
}

#[test]
fn speeds_go_up_and_down_by_steps_and_have_ends() {
    let mut player = player(42);
    player.change_speed(true);
    assert_eq!(player.speed(), 60);
    (0..9).for_each(|_| player.change_speed(true));
    assert_eq!(player.speed(), FASTEST);
    (0..20).for_each(|_| player.change_speed(false));
    assert_eq!(player.speed(), 1);
}

#[test]
fn key_events_are_marked_and_a_share_leads_to_a_moment() {
    let mut player = player(60);
    assert_eq!(player.key_events().collect::<Vec<_>>(), [5]);
    player.seek_to_share(1000);
    assert!(player.is_over());
    player.seek_to_share(0);
    assert_eq!(player.extent(), (1, 7));
}

#[test]
fn what_sums_it_all_up_is_told_in_the_end() {
    let mut timeline = story();
    timeline.blog.summary = Body::from_plain("All in all.");
    timeline.blog.status = crate::model::Status::Ended;
    let mut player = Player::new(Schedule::new(&timeline, Vec::new()).unwrap(), 60);
    let Some(Due::Change(told)) = player.step() else {
        panic!("something is due");
    };
    assert!(told.blog.summary.is_empty());
    assert_eq!(told.blog.status, crate::model::Status::Live);
    let Some(Due::Change(told)) = player.seek(at(1000)) else {
        panic!("something is due");
    };
    assert_eq!(told.blog, timeline.blog);
}

proptest! {
    #[test]
    fn however_it_is_played_all_of_it_is_told(
        ways in prop::collection::vec((0..5_u8, 0..700_i64), 0..30),
        speed in 1..=600_u16,
    ) {
        let mut player = player(speed);
        let mut timeline = Timeline::default();
        for (way, minutes) in ways {
            let due = match way {
                0 => player.advance(Duration::from_secs(minutes.unsigned_abs() / 60)),
                1 => player.step(),
                2 => player.step_back(),
                3 => player.seek(at(minutes)),
                _ => player.seek_to_share(usize::try_from(minutes).unwrap()),
            };
            take(&mut timeline, due);
        }
        let due = player.seek(at(1000));
        take(&mut timeline, due);
        prop_assert_eq!(seen(&timeline), seen(&story()));
    }
}
