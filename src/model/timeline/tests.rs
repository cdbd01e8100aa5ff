use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

mod edited;
mod identity;
mod interleaved;
mod sequences;

use super::*;
use crate::model::{Author, Body, Clean, Marks, Stamp, TimeBasis};

fn at(minutes: i64) -> DateTime<Utc> {
    "2025-08-07T12:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::minutes(minutes)
}

fn stamp(minutes: i64) -> Stamp {
    Stamp::new(at(minutes).fixed_offset(), TimeBasis::Markup)
}

fn entry(id: &str, minutes: i64, text: &str) -> Entry {
    Entry {
        id: EntryId::new(id),
        label: None,
        headline: None,
        body: Body::from_plain(text),
        published: Some(stamp(minutes)),
        modified: None,
        authors: vec![Author {
            name: Clean::line("Desk"),
            url: None,
        }],
        permalink: None,
        marks: Marks::default(),
        provenance: crate::model::Provenance::default(),
    }
}

fn reading(entries: Vec<Entry>) -> Snapshot {
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

fn page(ids: &[&str]) -> Snapshot {
    let minutes = |n: usize| -i64::try_from(n).unwrap() * 10;
    reading(
        ids.iter()
            .enumerate()
            .map(|(n, id)| entry(id, minutes(n), id))
            .collect(),
    )
}

fn order(timeline: &Timeline) -> Vec<&str> {
    timeline
        .items()
        .iter()
        .map(|item| item.entry.id.as_str())
        .collect()
}

fn ids(ids: &[EntryId]) -> Vec<&str> {
    ids.iter().map(EntryId::as_str).collect()
}

#[test]
fn a_first_reading_brings_everything_and_a_second_like_it_nothing() {
    let mut timeline = Timeline::default();
    let first = timeline.merge(&page(&["c", "b", "a"]), at(1));
    assert_eq!(ids(&first.added), ["c", "b", "a"]);
    assert_eq!(order(&timeline), ["c", "b", "a"]);
    assert!(
        timeline.merge(&page(&["c", "b", "a"]), at(1)).is_empty(),
        "the same reading again"
    );
    assert!(
        timeline.merge(&page(&["c", "b", "a"]), at(2)).is_empty(),
        "a later one like it"
    );
}

#[test]
fn an_edit_is_a_revision_and_moves_nothing() {
    let mut timeline = Timeline::default();
    timeline.merge(&page(&["c", "b", "a"]), at(1));
    let mut edited = page(&["c", "b", "a"]);
    edited.entries[1] = entry("b", 5, "Other words, and another time.");
    let changes = timeline.merge(&edited, at(2));
    assert_eq!(ids(&changes.revised), ["b"]);
    assert_eq!(order(&timeline), ["c", "b", "a"]);
    let item = timeline.get(&EntryId::new("b")).unwrap();
    assert_eq!(
        (item.revision(), item.earlier[0].entry.body.text().as_str()),
        (2, "b")
    );
    assert_eq!((item.first_seen(), item.seen), (at(1), at(2)));
}

#[test]
fn markup_churn_is_no_revision() {
    let mut timeline = Timeline::default();
    timeline.merge(
        &reading(vec![entry("a", 0, "“Ten”, she said — ten.")]),
        at(1),
    );
    let changes = timeline.merge(
        &reading(vec![entry("a", 0, "\"Ten\",  she said - ten.")]),
        at(2),
    );
    assert!(changes.revised.is_empty());
    let figures = timeline.merge(
        &reading(vec![entry("a", 0, "“Eleven”, she said — ten.")]),
        at(3),
    );
    assert_eq!(ids(&figures.revised), ["a"]);
}

#[test]
fn missing_once_is_nothing_and_missing_twice_a_retraction() {
    let mut timeline = Timeline::default();
    timeline.merge(&page(&["d", "c", "b", "a"]), at(1));
    let mut without = page(&["d", "c", "b", "a"]);
    without.entries.remove(2);
    assert!(timeline.merge(&without, at(2)).retracted.is_empty());
    let changes = timeline.merge(&without, at(3));
    assert_eq!(ids(&changes.retracted), ["b"]);
    let item = timeline.get(&EntryId::new("b")).unwrap();
    assert_eq!(item.presence, Presence::Retracted { since: at(2) });
    let back = timeline.merge(&page(&["d", "c", "b", "a"]), at(4));
    assert_eq!(ids(&back.restored), ["b"]);
}

#[test]
fn an_unchanged_source_confirms_what_is_missing() {
    let mut timeline = Timeline::default();
    timeline.merge(&page(&["c", "b", "a"]), at(1));
    let mut without = page(&["c", "b", "a"]);
    without.entries.remove(1);
    timeline.merge(&without, at(2));
    assert_eq!(ids(&timeline.confirm(at(3)).retracted), ["b"]);
    assert!(timeline.confirm(at(4)).is_empty());
}

#[test]
fn what_falls_off_either_end_is_not_retracted() {
    let mut timeline = Timeline::default();
    timeline.merge(&page(&["e", "d", "c", "b", "a"]), at(1));
    let mut cut = page(&["e", "d", "c", "b", "a"]);
    cut.entries.truncate(3);
    cut.entries.remove(0);
    for minute in 2..6 {
        assert!(timeline.merge(&cut, at(minute)).retracted.is_empty());
    }
}

#[test]
fn a_reading_that_goes_backwards_proves_nothing() {
    let mut timeline = Timeline::default();
    let dated = |mut reading: Snapshot, minutes| {
        reading.blog.modified = Some(stamp(minutes));
        reading
    };
    timeline.merge(&dated(page(&["c", "b", "a"]), 10), at(1));
    let mut old = page(&["c", "b", "a"]);
    old.entries.remove(1);
    old.entries[0] = entry("c", 0, "as it was before");
    for minute in 2..6 {
        assert!(
            timeline
                .merge(&dated(old.clone(), 5), at(minute))
                .is_empty()
        );
    }
}

#[test]
fn a_part_of_the_page_retracts_nothing_and_older_pages_lie_below() {
    let mut timeline = Timeline::default();
    timeline.merge(&page(&["c", "b"]), at(1));
    let mut part = reading(vec![entry("same minute", -10, "x"), entry("a", -20, "a")]);
    part.window = Window::Part;
    for minute in 2..5 {
        assert!(timeline.merge(&part, at(minute)).retracted.is_empty());
    }
    assert_eq!(order(&timeline), ["c", "b", "same minute", "a"]);
}

#[test]
fn a_source_that_reports_removals_is_believed_at_once() {
    let mut timeline = Timeline::default();
    timeline.merge(&page(&["c", "b", "a"]), at(1));
    let mut delta = reading(Vec::new());
    delta.window = Window::Delta {
        removed: vec![EntryId::new("c"), EntryId::new("unknown")],
    };
    assert_eq!(ids(&timeline.merge(&delta, at(2)).retracted), ["c"]);
}

#[test]
fn ids_that_change_at_every_fetch_are_no_identity() {
    let mut timeline = Timeline::default();
    for poll in 1..5 {
        let ids: Vec<String> = (0..5).map(|n| format!("{poll}-{n}")).collect();
        let entries = ids.iter().zip(0i64..);
        let entries = entries
            .map(|(id, n)| entry(id, -n, &format!("Text number {n}")))
            .collect();
        let changes = timeline.merge(&reading(entries), at(poll));
        assert_eq!(changes.added.len(), if poll == 1 { 5 } else { 0 });
    }
    assert_eq!(timeline.items().len(), 5);
}

/// Two entries of one update: without an address and with one, of which the texts differ in a link.
fn two_names() -> (Entry, Entry) {
    let text = "The bridge is closed until Sunday at least, the harbour office says.";
    let early = Entry {
        headline: Some(Clean::line("Bridge closed")),
        ..entry("made-up", -5, text)
    };
    let mut named = Entry {
        id: EntryId::new("post-7"),
        ..early.clone()
    };
    named.body = Body::from_plain(&format!("{text} Read more."));
    (early, named)
}

#[test]
fn an_update_that_gets_an_id_later_is_the_same_update() {
    let (early, mut named) = two_names();
    let others = [entry("a", 0, "A"), entry("z", -60, "Z")];
    let page = |update: &Entry| reading(vec![others[0].clone(), update.clone(), others[1].clone()]);
    let mut timeline = Timeline::default();
    timeline.merge(&page(&early), at(1));
    let changes = timeline.merge(&page(&named), at(2));
    assert_eq!(
        (ids(&changes.added), ids(&changes.revised)),
        (vec![], vec!["made-up"])
    );
    // What it is known as is remembered: now nothing of it is as it was.
    named.headline = Some(Clean::line("Bridge open again"));
    named.body = Body::from_plain("For people on foot.");
    for minute in 3..6 {
        let changes = timeline.merge(&page(&named), at(minute));
        assert_eq!(
            (ids(&changes.added), ids(&changes.retracted)),
            (vec![], vec![])
        );
    }
    assert_eq!(timeline.items().len(), 3);
    let mut delta = reading(Vec::new());
    delta.window = Window::Delta {
        removed: vec![EntryId::new("post-7")],
    };
    assert_eq!(ids(&timeline.merge(&delta, at(7)).retracted), ["made-up"]);
}

#[test]
fn an_update_that_gets_its_time_later_is_the_same_update() {
    let (early, named) = two_names();
    let timeless = Entry {
        published: None,
        ..early.clone()
    };
    for (first, then) in [
        (&timeless, &named),
        (
            &early,
            &Entry {
                published: None,
                ..named.clone()
            },
        ),
    ] {
        let mut timeline = Timeline::default();
        timeline.merge(&reading(vec![first.clone()]), at(1));
        let changes = timeline.merge(&reading(vec![then.clone()]), at(2));
        assert_eq!(
            (ids(&changes.added), ids(&changes.revised)),
            (vec![], vec!["made-up"])
        );
    }
}

#[test]
fn updates_of_a_minute_that_begin_otherwise_are_others() {
    let (early, named) = two_names();
    let other = Entry {
        headline: Some(Clean::line("Ferries doubled")),
        body: Body::from_plain("Two more crossings are planned before the evening."),
        ..named.clone()
    };
    let later = Entry {
        published: Some(stamp(-4)),
        ..named.clone()
    };
    let timeless = Entry {
        published: None,
        body: Body::from_plain("Another text under the same headline, and long enough to tell."),
        ..named.clone()
    };
    // Two that could be it are none.
    let twin = Entry {
        id: EntryId::new("twin"),
        ..early.clone()
    };
    for (held, read) in [
        (vec![early.clone()], other),
        (vec![early.clone()], later),
        (vec![early.clone()], timeless),
        (vec![early, twin], named),
    ] {
        let mut timeline = Timeline::default();
        timeline.merge(&reading(held), at(1));
        let changes = timeline.merge(&reading(vec![read]), at(2));
        assert_eq!(ids(&changes.added), ["post-7"]);
    }
}

#[test]
fn updates_of_one_minute_keep_the_order_of_their_arrival() {
    let mut timeline = Timeline::default();
    timeline.merge(
        &reading(vec![entry("b", 0, "b"), entry("a", 0, "a")]),
        at(1),
    );
    timeline.merge(
        &reading(vec![
            entry("a", 0, "a"),
            entry("c", 0, "c"),
            entry("b", 0, "b"),
        ]),
        at(2),
    );
    assert_eq!(order(&timeline), ["c", "b", "a"]);
}

#[test]
fn a_time_far_ahead_of_us_does_not_stay_on_top_for_ever() {
    let mut timeline = Timeline::default();
    timeline.merge(
        &reading(vec![entry("future", 60 * 24, "x"), entry("a", -1, "a")]),
        at(1),
    );
    timeline.merge(
        &reading(vec![entry("b", 2, "b"), entry("a", -1, "a")]),
        at(3),
    );
    assert_eq!(order(&timeline), ["b", "future", "a"]);
}

#[test]
fn updates_without_a_time_stay_where_the_page_has_them() {
    let mut untimed = page(&["c", "b", "a"]);
    untimed.entries[1].published = None;
    let mut timeline = Timeline::default();
    timeline.merge(&untimed, at(1));
    assert_eq!(order(&timeline), ["c", "b", "a"]);
    for entry in &mut untimed.entries {
        entry.published = None;
    }
    let mut timeline = Timeline::default();
    timeline.merge(&untimed, at(1));
    untimed.entries.insert(
        0,
        Entry {
            published: None,
            ..entry("d", 0, "d")
        },
    );
    timeline.merge(&untimed, at(2));
    assert_eq!(order(&timeline), ["d", "c", "b", "a"]);
}

#[test]
fn restoring_what_was_kept_gives_the_same_timeline() {
    let mut timeline = Timeline::default();
    timeline.merge(&page(&["c", "b", "a"]), at(1));
    timeline.set_read(&EntryId::new("b"), true);
    let mut items = timeline.items().to_vec();
    items.reverse();
    let mut again = Timeline::restore(timeline.blog.clone(), items);
    assert_eq!(again.items(), timeline.items());
    assert_eq!(again.unread(), 2);
    assert!(again.merge(&page(&["c", "b", "a"]), at(2)).is_empty());
}

#[test]
fn an_old_update_that_is_pinned_or_promoted_retracts_nothing_in_between() {
    let all = ["i", "h", "g", "f", "e", "d", "c", "b", "a"];
    let mut timeline = Timeline::default();
    timeline.merge(&page(&all), at(0));
    // The page shows the three newest and, on top, the oldest.
    let mut short = page(&["i", "h", "g", "a"]);
    for minute in 1..4 {
        assert!(timeline.merge(&short, at(minute)).retracted.is_empty());
    }
    short = page(&["i", "g", "f", "e", "d", "b"]);
    short.entries[5].marks.pinned = true;
    timeline.merge(&short, at(5));
    let changes = timeline.merge(&short, at(6));
    assert_eq!(ids(&changes.retracted), ["h"], "and not c");
}

#[test]
fn what_was_kept_elsewhere_joins_once_and_takes_nothing_back() {
    let mut ours = Timeline::default();
    let mut first = page(&["c", "b", "a"]);
    first.entries.remove(0);
    ours.merge(&first, at(0));
    let old = ours.clone();
    let mut theirs = ours.clone();
    let mut next = page(&["c", "b", "a"]);
    next.entries[1].body = Body::from_plain("Another text.");
    theirs.merge(&next, at(1));
    theirs.set_read(&EntryId::new("a"), true);
    let changes = ours.absorb(theirs.items().to_vec());
    assert_eq!(ids(&changes.added), ["c"]);
    assert_eq!(ids(&changes.revised), ["b"]);
    assert_eq!(ids(&changes.touched), ["a"]);
    assert_eq!(ours.items(), theirs.items());
    assert_eq!(ours.unread(), theirs.unread());
    assert!(ours.absorb(theirs.items().to_vec()).is_empty());
    // What comes late and is older changes nothing.
    assert!(ours.absorb(old.items().to_vec()).is_empty());
    assert_eq!(ours.items(), theirs.items());
}

/// A newsroom at work: what one step does to the page.
#[derive(Debug, Clone)]
enum Step {
    Publish(i64),
    Edit(usize, u8),
    Remove(usize),
    Shuffle(usize),
    Cut(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => (-300i64..30).prop_map(Step::Publish),
        2 => (any::<usize>(), any::<u8>()).prop_map(|(n, text)| Step::Edit(n, text)),
        1 => any::<usize>().prop_map(Step::Remove),
        1 => any::<usize>().prop_map(Step::Shuffle),
        1 => (0usize..20).prop_map(Step::Cut),
    ];
    proptest::collection::vec(step, 1..30)
}

fn play(page: &mut Vec<Entry>, step: &Step, n: usize) -> Vec<Entry> {
    let mut shown = page.clone();
    match step {
        Step::Publish(minutes) => {
            page.push(entry(
                &format!("n{n}"),
                *minutes,
                &format!("Published in step {n}"),
            ));
            page.sort_by_key(|e| std::cmp::Reverse(e.published.as_ref().unwrap().at));
            shown.clone_from(page);
        }
        Step::Edit(index, text) if !page.is_empty() => {
            let index = index % page.len();
            page[index].body = Body::from_plain(&format!("Edited to {text}"));
            shown.clone_from(page);
        }
        Step::Remove(index) if !page.is_empty() => {
            page.remove(index % page.len());
            shown.clone_from(page);
        }
        Step::Shuffle(by) if !page.is_empty() => shown.rotate_left(by % page.len()),
        Step::Cut(count) => shown.truncate(*count),
        _ => {}
    }
    shown
}

proptest! {
    #[test]
    fn nothing_once_seen_is_ever_lost(steps in steps()) {
        let mut timeline = Timeline::default();
        let mut page = page(&["c", "b", "a"]).entries;
        let mut seen: HashSet<(EntryId, u128)> = HashSet::new();
        for (n, step) in steps.iter().enumerate() {
            let shown = play(&mut page, step, n);
            seen.extend(shown.iter().map(|e| (e.id.clone(), e.fingerprint())));
            let places: Vec<_> = timeline.items().iter().map(|i| (i.entry.id.clone(), i.order)).collect();
            timeline.merge(&reading(shown), at(i64::try_from(n).unwrap()));
            for (id, order) in places {
                prop_assert_eq!(timeline.get(&id).map(|i| i.order), Some(order), "moved");
            }
        }
        for (id, content) in seen {
            let item = timeline.get(&id);
            prop_assert!(item.is_some_and(|item| {
                item.earlier.iter().map(|r| &r.entry).chain([&item.entry]).any(|e| e.fingerprint() == content)
            }), "{:?} lost a revision", id);
        }
        let sorted = timeline.items().windows(2).all(|pair| pair[0].order >= pair[1].order);
        prop_assert!(sorted);
    }

    #[test]
    fn a_reading_taken_twice_changes_nothing(steps in steps()) {
        let mut timeline = Timeline::default();
        let mut page = page(&["c", "b", "a"]).entries;
        for (n, step) in steps.iter().enumerate() {
            let shown = reading(play(&mut page, step, n));
            let now = at(i64::try_from(n).unwrap());
            timeline.merge(&shown, now);
            let before = timeline.items().to_vec();
            prop_assert!(timeline.merge(&shown, now).is_empty());
            prop_assert_eq!(timeline.items(), &before[..]);
        }
    }

    #[test]
    fn reordering_and_vanishing_ends_retract_nothing(rotations in proptest::collection::vec((0usize..9, 0usize..9), 1..20)) {
        let mut timeline = Timeline::default();
        let all = page(&["i", "h", "g", "f", "e", "d", "c", "b", "a"]).entries;
        timeline.merge(&reading(all.clone()), at(0));
        for ((turn, cut), minute) in rotations.into_iter().zip(1..) {
            // A window of the page: the newest go, or the oldest, or both; then any order.
            let mut shown: Vec<Entry> = all[cut.min(4)..9 - cut.saturating_sub(4)].to_vec();
            let by = turn % shown.len();
            shown.rotate_left(by);
            prop_assert!(timeline.merge(&reading(shown), at(minute)).retracted.is_empty());
        }
    }
}

#[test]
fn an_older_page_is_history_and_lies_below() {
    let mut timeline = Timeline::default();
    timeline.merge(&page(&["c", "b"]), at(1));
    timeline.set_read(&EntryId::new("c"), true);
    let older = reading(vec![entry("b", -10, "b"), entry("a", -20, "a")]);
    let changes = timeline.merge_older(&older, at(2));
    assert_eq!(ids(&changes.added), ["a"]);
    assert_eq!(
        (order(&timeline), timeline.unread()),
        (vec!["c", "b", "a"], 1)
    );
    assert!(timeline.merge_older(&older, at(3)).is_empty());
    let mut timeless = reading(vec![entry("z", 0, "z"), entry("y", 0, "y")]);
    for entry in &mut timeless.entries {
        entry.published = None;
    }
    timeline.merge_older(&timeless, at(4));
    assert_eq!(order(&timeline), ["c", "b", "a", "z", "y"]);
}

#[test]
fn an_older_page_revises_only_what_it_says_was_changed_later() {
    let mut timeline = Timeline::default();
    let edited = |minutes, text| {
        let mut entry = entry("a", -10, text);
        entry.modified = Some(stamp(minutes));
        reading(vec![entry])
    };
    timeline.merge(&edited(1, "second"), at(2));
    assert!(timeline.merge_older(&edited(0, "first"), at(3)).is_empty());
    let changes = timeline.merge_older(&edited(3, "third"), at(4));
    assert_eq!(ids(&changes.revised), ["a"]);
}

#[test]
fn an_older_page_does_not_interrupt_a_suspicion() {
    let mut timeline = Timeline::default();
    timeline.merge(&page(&["c", "b", "a"]), at(1));
    let without = || {
        let mut gone = page(&["c", "b", "a"]);
        gone.entries.remove(1);
        gone
    };
    timeline.merge(&without(), at(2));
    timeline.merge_older(&page(&["z"]), at(3));
    assert_eq!(ids(&timeline.merge(&without(), at(4)).retracted), ["b"]);
}
