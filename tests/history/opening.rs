//! What a reader that comes back is given: a place, what the blog said of itself, when nobody looked.

use newswire::model::{BlogRevision, EntryId, Gap, Status};

use super::{KEY, Place, at, blog, item, poll};

#[tokio::test]
async fn a_part_lies_around_the_update_that_is_asked_for() {
    let place = Place::filled(100).await;
    let store = place.quietly();
    let entry = EntryId::new("update-30");
    let stored = store
        .load_around(KEY, Some(entry), 10)
        .await
        .unwrap()
        .unwrap();
    let items = stored.timeline.items();
    let ends = [items[0].entry.id.as_str(), items[9].entry.id.as_str()];
    assert_eq!(ends, ["update-35", "update-26"]);
    assert_eq!(
        (items.len(), stored.total, stored.complete),
        (10, 100, false)
    );
    // One that is not there leads to the newest.
    let gone = EntryId::new("update-1000");
    let stored = store
        .load_around(KEY, Some(gone), 10)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(stored.timeline.items()[0].entry.id.as_str(), "update-99");
}

#[tokio::test]
async fn a_part_that_is_all_says_so() {
    let place = Place::filled(10).await;
    let stored = place.quietly().load_around(KEY, None, 10).await;
    assert!(stored.unwrap().unwrap().complete);
}

#[tokio::test]
async fn gaps_and_changes_of_the_head_are_there_after_a_restart() {
    let place = Place::new();
    let store = place.quietly();
    let hour = 3600;
    for (seconds, headline) in [
        (0, "Three hurt"),
        (600, "Seven hurt"),
        (600 + 4 * hour, "Seven hurt"),
        (700 + 4 * hour, "Bridge open"),
    ] {
        let mut record = poll(at(seconds), vec![item(seconds, "One.")]);
        record.blog = Some(blog(headline));
        store.save_poll(KEY, record).await.unwrap();
    }
    store.close().await.unwrap();
    let store = place.quietly();
    let whole = store.load(KEY).await.unwrap().unwrap();
    let part = store.load_around(KEY, None, 2).await.unwrap().unwrap();
    let gap = Gap {
        since: at(600),
        until: at(600 + 4 * hour),
    };
    for stored in [whole, part] {
        assert_eq!(stored.gaps, [gap]);
        let heads = stored.heads.iter();
        let told: Vec<_> = heads
            .map(|head: &BlogRevision| (head.seen, head.headline.as_str(), head.status))
            .collect();
        assert_eq!(
            told,
            [
                (at(0), "Three hurt", Status::Live),
                (at(600), "Seven hurt", Status::Live),
                (at(700 + 4 * hour), "Bridge open", Status::Live)
            ]
        );
    }
}

#[tokio::test]
async fn a_source_that_was_watched_all_the_time_has_no_gaps() {
    let place = Place::new();
    let store = place.quietly();
    for hours in 0..3 {
        let mut record = poll(at(hours * 7200), vec![item(hours, "One.")]);
        record.watched = true;
        store.save_poll(KEY, record).await.unwrap();
    }
    let stored = store.load(KEY).await.unwrap().unwrap();
    assert_eq!(
        (stored.gaps.len(), stored.last_contact),
        (0, Some(at(14400)))
    );
}
