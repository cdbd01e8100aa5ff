//! What was edited after it was read.

use super::*;

fn page_of(text: &str) -> Snapshot {
    reading(vec![
        entry("b", 0, text),
        entry("a", -10, "The pier is closed."),
    ])
}

fn changed(timeline: &Timeline) -> Vec<&str> {
    let changed = timeline.changed_since_read();
    changed.map(EntryId::as_str).collect()
}

#[test]
fn a_read_update_that_tells_it_otherwise_is_noticed_until_it_is_read_again() {
    let b = EntryId::new("b");
    let mut timeline = Timeline::default();
    timeline.merge(&page_of("Ten people were hurt on the ferry."), at(1));
    timeline.merge(&page_of("Eleven people were hurt on the ferry."), at(2));
    assert!(changed(&timeline).is_empty(), "nobody read it");
    assert!(timeline.set_read(&b, true));
    assert!(!timeline.set_read(&b, true));
    timeline.merge(
        &page_of("Eleven people were hurt on the ferry today."),
        at(3),
    );
    assert!(changed(&timeline).is_empty(), "nothing that matters");
    timeline.merge(
        &page_of("Twelve people were hurt on the ferry today."),
        at(4),
    );
    assert_eq!(changed(&timeline), ["b"]);
    let item = timeline.get(&b).unwrap();
    let was = item.as_read().unwrap();
    assert_eq!(was.body.text(), "Eleven people were hurt on the ferry.");
    // The mark stays over a restart, and goes when the update is read again, or marked unread.
    let kept = timeline.items().to_vec();
    let mut restarted = Timeline::restore(timeline.blog.clone(), kept);
    assert_eq!(changed(&restarted), ["b"]);
    assert!(restarted.set_read(&b, true));
    assert!(changed(&restarted).is_empty());
    assert!(timeline.set_read(&b, false));
    assert_eq!((changed(&timeline).len(), timeline.unread()), (0, 2));
}

#[test]
fn what_was_read_elsewhere_is_read_as_it_was_there() {
    let b = EntryId::new("b");
    let mut ours = Timeline::default();
    ours.merge(&page_of("Ten people were hurt on the ferry."), at(1));
    let mut theirs = ours.clone();
    theirs.set_read(&b, true);
    ours.merge(&page_of("Eleven people were hurt on the ferry."), at(2));
    ours.absorb(theirs.items().to_vec());
    assert_eq!((changed(&ours), ours.unread()), (vec!["b"], 1));
    theirs.absorb(ours.items().to_vec());
    assert_eq!(changed(&theirs), ["b"]);
    theirs.set_read(&b, true);
    let changes = ours.absorb(theirs.items().to_vec());
    assert_eq!(
        (changed(&ours).len(), ids(&changes.touched)),
        (0, vec!["b"])
    );
    assert!(ours.absorb(theirs.items().to_vec()).is_empty());
}

#[test]
fn of_a_text_that_changes_at_every_poll_the_first_the_newest_and_the_read_state_are_held() {
    let b = EntryId::new("b");
    let mut timeline = Timeline::default();
    for poll in 1..=500 {
        timeline.merge(&page_of(&format!("{poll} people were hurt.")), at(poll));
        if poll == 7 {
            timeline.set_read(&b, true);
        }
    }
    let item = timeline.get(&b).unwrap();
    let numbers: Vec<usize> = item.earlier.iter().map(|held| held.number).collect();
    let newest = 500 - (Item::PAST - 2)..500;
    assert_eq!(
        numbers,
        [1, 7].into_iter().chain(newest).collect::<Vec<_>>()
    );
    assert_eq!((item.revision(), item.first_seen()), (500, at(1)));
    assert_eq!(item.as_read().unwrap().body.text(), "7 people were hurt.");
}

#[test]
fn an_edit_that_is_stamped_as_published_anew_changes_neither_place_nor_time() {
    let page = |text: &str, minute| {
        reading(vec![
            entry("b", 0, "The ferry sails."),
            entry("a", minute, text),
        ])
    };
    let published = |timeline: &Timeline| {
        let a = &timeline.get(&EntryId::new("a")).unwrap().entry;
        let utc = |stamp: &Option<Stamp>| stamp.as_ref().map(Stamp::utc);
        (utc(&a.published), utc(&a.modified))
    };
    let mut timeline = Timeline::default();
    timeline.merge(&page("Ten were hurt.", -10), at(1));
    let first = published(&timeline).0;
    for minute in [5, 6] {
        let edited = page("Eleven were hurt.", 4);
        let stamp = edited.entries[1].published.as_ref().map(Stamp::utc);
        timeline.merge(&edited, at(minute));
        assert_eq!(published(&timeline), (first, stamp));
        assert_eq!(order(&timeline), ["b", "a"]);
    }
    // A time that changes alone is a correction.
    let corrected = page("Eleven were hurt.", -8);
    timeline.merge(&corrected, at(7));
    let stamp = corrected.entries[1].published.as_ref().map(Stamp::utc);
    assert_eq!(published(&timeline).0, stamp);
}
