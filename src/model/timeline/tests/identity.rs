//! Updates without an id, or with one that is none.

use super::*;
use crate::model::Precision;

const TEXTS: [&str; 5] = [
    "The harbour office says the first ferry left the north pier with forty passengers.",
    "A team of six engineers has gone down to the second pillar of the bridge.",
    "The council of the island has told parents that all three schools stay closed.",
    "The mayor told reporters that drivers should take the long way round.",
    "Police closed the bridge in both directions after people reported a loud noise.",
];

/// A page of which every id is made of the time and the first words, as where a page names none.
fn unnamed(updates: &[(&str, i64, &str)]) -> Snapshot {
    let entries = updates.iter().map(|(headline, minutes, text)| {
        let id = format!("{headline} {minutes} {}", &text[..20]);
        Entry {
            headline: Some(Clean::line(headline)),
            ..entry(&id, *minutes, text)
        }
    });
    reading(entries.collect())
}

fn story() -> Vec<(&'static str, i64, &'static str)> {
    let headlines = ["Ferry", "Engineers", "Schools", "Mayor", "Bridge"];
    let all = headlines.into_iter().zip(0..).zip(TEXTS);
    all.map(|((headline, n), text)| (headline, -20 * n, text))
        .collect()
}

fn guessed(mut page: Snapshot, days: i64) -> Snapshot {
    for (entry, n) in page.entries.iter_mut().zip(0..) {
        entry.id = EntryId::new(&format!("{days}-{n}"));
        let stamp = entry.published.as_mut().unwrap();
        stamp.guessed = true;
        stamp.precision = Precision::Minute;
        stamp.at += TimeDelta::days(days);
    }
    page
}

#[test]
fn an_edit_of_headline_text_or_time_is_no_new_update() {
    type Edit = fn(&mut (&'static str, i64, &'static str));
    let edits: [(&str, Edit); 4] = [
        ("headline", |update| update.0 = "Divers"),
        ("end of the text", |update| {
            update.2 = "A team of six engineers has gone down to the second pillar of the pier.";
        }),
        ("beginning of the text", |update| {
            update.2 = "A team of ten engineers has gone down to the second pillar of the bridge.";
        }),
        ("time", |update| update.1 += 1),
    ];
    for (what, edit) in edits {
        let mut timeline = Timeline::default();
        timeline.merge(&unnamed(&story()), at(1));
        let mut edited = story();
        edit(&mut edited[1]);
        let changes = timeline.merge(&unnamed(&edited), at(6));
        let expected = usize::from(what != "time");
        assert_eq!(
            (changes.added.len(), changes.revised.len()),
            (0, expected),
            "{what}"
        );
        assert!(
            timeline.merge(&unnamed(&edited), at(7)).is_empty(),
            "{what}"
        );
    }
}

#[test]
fn a_text_that_comes_again_at_another_hour_is_another_update() {
    let mut timeline = Timeline::default();
    timeline.merge(&unnamed(&story()), at(1));
    let mut later = story();
    later.pop();
    later.insert(0, ("Bridge", 30, TEXTS[4]));
    let changes = timeline.merge(&unnamed(&later), at(31));
    assert_eq!(changes.added.len(), 1);
}

#[test]
fn a_guessed_day_is_no_identity() {
    let mut timeline = Timeline::default();
    timeline.merge(&guessed(unnamed(&story()), 0), at(1));
    let first = timeline.items()[0].clone();
    let next_day = at(24 * 60);
    let changes = timeline.merge(&guessed(unnamed(&story()), 1), next_day);
    assert!(changes.is_empty(), "{changes:?}");
    assert_eq!(timeline.items()[0], first, "the first guess stays");
    // Then the page tells the day after all, and has one update more.
    let mut exact = unnamed(&story());
    exact
        .entries
        .insert(0, entry("new", 24 * 60, "Trains run as planned for now."));
    let changes = timeline.merge(&exact, next_day + TimeDelta::minutes(1));
    assert_eq!(
        (ids(&changes.added), changes.touched.len()),
        (vec!["new"], 5)
    );
    let mended = timeline.get(&first.entry.id).unwrap();
    assert_eq!(
        (mended.entry.published.clone(), mended.order),
        (Some(stamp(0)), first.order)
    );
}

#[test]
fn ids_that_count_from_the_top_are_no_identity() {
    let counted = |updates: &[(&str, i64, &str)]| {
        let mut page = unnamed(updates);
        for (entry, n) in page.entries.iter_mut().zip(1..) {
            entry.id = EntryId::new(&format!("item-{n}"));
        }
        page
    };
    let all = story();
    let mut timeline = Timeline::default();
    timeline.merge(&counted(&all[2..]), at(1));
    let changes = timeline.merge(&counted(&all[1..]), at(2));
    assert_eq!((changes.added.len(), changes.revised.len()), (1, 0));
    let mut edited = all.clone();
    edited[3].2 = "The mayor told reporters that drivers should take the very long way round.";
    let changes = timeline.merge(&counted(&edited), at(3));
    assert_eq!((changes.added.len(), changes.revised.len()), (1, 1));
    let changes = timeline.merge(&counted(&edited), at(4));
    assert!(changes.is_empty(), "{changes:?}");
    let headlines: Vec<&str> = timeline
        .items()
        .iter()
        .map(|i| i.entry.headline.as_ref().unwrap().as_str())
        .collect();
    assert_eq!(
        headlines,
        ["Ferry", "Engineers", "Schools", "Mayor", "Bridge"]
    );
}

#[test]
fn a_place_that_was_guessed_wrong_is_given_anew_at_the_next_start_alone() {
    let mut timeline = Timeline::default();
    timeline.merge(&guessed(unnamed(&story()), 0), at(1));
    let day_before = |mut page: Snapshot| {
        for entry in page.entries.iter_mut().skip(1) {
            entry.published.as_mut().unwrap().at -= TimeDelta::days(1);
        }
        page
    };
    let mut page = unnamed(&story());
    page.entries.push(entry("early", -60 * 5, TEXTS[0]));
    let before: Vec<OrderKey> = timeline.items().iter().map(|item| item.order).collect();
    timeline.merge(&day_before(page), at(2));
    let after: Vec<OrderKey> = timeline.items().iter().map(|item| item.order).collect();
    assert!(before.iter().all(|order| after.contains(order)));
    let restart = |timeline: &Timeline| {
        let kept = timeline.items().to_vec();
        Timeline::restore(timeline.blog.clone(), kept)
    };
    let restarted = restart(&timeline);
    let days: Vec<i64> = restarted
        .items()
        .iter()
        .map(|i| (i.sorted_at() - at(0)).num_days())
        .collect();
    assert_eq!(days, [0, -1, -1, -1, -1, -1]);
    assert_eq!(restart(&restarted).items(), restarted.items());
}
