//! What is saved comes back, once.

use std::os::unix::fs::PermissionsExt;

use newswire::{
    model::{
        Clean, EntryId, Item, LiveBlog, Presence, Provenance, Snapshot, Status, Voice, Window,
        Witness,
    },
    store::{Place as ReaderPlace, PlaceFilter, Store},
};

use super::{KEY, Place, at, blog, days, edited, item, poll, words};

#[tokio::test]
async fn a_saved_timeline_comes_back_as_it_was() {
    let place = Place::new();
    let first = item(1, "The bridge is closed.");
    let mut second = edited(&item(2, "Two ferries run."), at(60), "Four ferries run.");
    second.presence = Presence::Retracted { since: at(90) };
    let store = place.quietly();
    store
        .save_poll(KEY, poll(at(100), vec![first.clone(), second.clone()]))
        .await
        .unwrap();
    store.close().await.unwrap();

    let store = place.quietly();
    let stored = store.load(KEY).await.unwrap().unwrap();
    assert_eq!(stored.timeline.items(), [second, first]);
    assert_eq!(stored.timeline.blog, blog("Harbour bridge closure: latest"));
    assert_eq!(stored.validators.etag.as_deref(), Some("W/\"7\""));
    assert_eq!(stored.last_poll, Some(at(100)));
    assert_eq!(stored.followed_since, at(100));
    assert_eq!((stored.total, stored.unread, stored.complete), (2, 2, true));
    assert!(
        store
            .load("https://other.example/")
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn of_a_long_past_the_first_and_the_newest_are_read_and_an_export_has_all() {
    let place = Place::new();
    let store = place.quietly();
    let mut state = item(1, "0 ferries run.");
    for number in 1..300 {
        state = edited(&state, at(100 + number), &format!("{number} ferries run."));
        if state.earlier.len() > Item::PAST {
            state.earlier.remove(1);
        }
        store
            .save_poll(KEY, poll(at(100 + number), vec![state.clone()]))
            .await
            .unwrap();
    }
    let numbers =
        |item: &Item| -> Vec<usize> { item.earlier.iter().map(|held| held.number).collect() };
    let bounded: Vec<usize> = [1].into_iter().chain(300 - (Item::PAST - 1)..300).collect();
    let whole = store.load(KEY).await.unwrap().unwrap();
    let near = store.load_around(KEY, None, 10).await.unwrap().unwrap();
    for stored in [whole, near] {
        let held = &stored.timeline.items()[0];
        assert_eq!((numbers(held), held), (bounded.clone(), &state));
    }
    let export = store.export(KEY).await.unwrap().unwrap();
    let all = &export.stored.timeline.items()[0];
    assert_eq!(numbers(all), (1..300).collect::<Vec<_>>());
    assert_eq!(
        (all.revision(), all.first_seen()),
        (300, state.first_seen())
    );
}

#[tokio::test]
async fn a_poll_saved_twice_changes_nothing() {
    let place = Place::new();
    let record = poll(
        at(100),
        vec![
            item(1, "One."),
            edited(&item(2, "Two."), at(60), "Two and a half."),
        ],
    );
    let dump = |place: &Place| {
        let conn = place.raw();
        let mut rows = Vec::new();
        for table in [
            "counter",
            "blogs",
            "blog_revisions",
            "entries",
            "revisions",
            "polls",
            "gaps",
        ] {
            let mut select = conn.prepare(&format!("SELECT * FROM {table}")).unwrap();
            let width = select.column_count();
            let found = select.query_map([], |row| {
                (0..width)
                    .map(|c| row.get::<_, rusqlite::types::Value>(c))
                    .collect::<Result<Vec<_>, _>>()
            });
            rows.push((
                table,
                found.unwrap().collect::<Result<Vec<_>, _>>().unwrap(),
            ));
        }
        rows
    };
    let save = async || {
        let store = place.quietly();
        store.save_poll(KEY, record.clone()).await.unwrap();
        store.close().await.unwrap();
        dump(&place)
    };
    let once = save().await;
    let twice = save().await;
    assert_eq!(once, twice);
}

#[tokio::test]
async fn every_revision_is_kept_in_its_order() {
    let place = Place::new();
    let store = place.quietly();
    let mut update = item(1, "5 injured.");
    for (second, text) in [(10, "7 injured."), (20, "5 injured."), (30, "9 injured.")] {
        store
            .save_poll(KEY, poll(at(second - 1), vec![update.clone()]))
            .await
            .unwrap();
        update = edited(&update, at(second), text);
    }
    store
        .save_poll(KEY, poll(at(30), vec![update]))
        .await
        .unwrap();
    let said = words(&store, KEY).await;
    let expected = ["5 injured.", "7 injured.", "5 injured.", "9 injured."];
    assert_eq!(said, [expected.map(|text| format!("{text} in full"))]);
}

#[tokio::test]
async fn marks_of_the_newsroom_change_without_a_revision() {
    let place = Place::new();
    let store = place.quietly();
    let plain = item(1, "The bridge is closed.");
    store
        .save_poll(KEY, poll(at(1), vec![plain.clone()]))
        .await
        .unwrap();
    let mut pinned = plain;
    std::sync::Arc::make_mut(&mut pinned.entry).marks.pinned = true;
    store
        .save_poll(KEY, poll(at(31), vec![pinned.clone()]))
        .await
        .unwrap();
    let stored = store.load(KEY).await.unwrap().unwrap();
    assert_eq!(stored.timeline.items(), [pinned]);
}

#[tokio::test]
async fn what_the_reader_did_survives_later_polls() {
    let place = Place::new();
    let store = place.quietly();
    let id = EntryId::new("update-1");
    store
        .save_poll(KEY, poll(at(1), vec![item(1, "One."), item(2, "Two.")]))
        .await
        .unwrap();
    store
        .mark_read(KEY, vec![(id.clone(), true)])
        .await
        .unwrap();
    store.bookmark(KEY, id.clone(), true).await.unwrap();
    let left = ReaderPlace {
        entry: id.clone(),
        byte: 3,
        lead: 0,
        oldest_first: true,
        selected: Some(EntryId::new("update-2")),
        reading: 5,
        density: Some("full".to_owned()),
        filter: PlaceFilter::default(),
        left: at(40),
    };
    store.save_place(KEY, left.clone()).await.unwrap();
    // The poller's copy of the update knows nothing of it.
    let revised = edited(&item(1, "One."), at(50), "One, revised.");
    store
        .save_poll(KEY, poll(at(50), vec![revised]))
        .await
        .unwrap();
    store.close().await.unwrap();

    let stored = place.quietly().load(KEY).await.unwrap().unwrap();
    let update = stored.timeline.get(&id).unwrap();
    assert!(update.read && update.bookmarked && update.revision() == 2);
    assert_eq!(stored.place, Some(left));
    assert_eq!(stored.unread, 1);
}

#[tokio::test]
async fn an_update_stays_where_it_was_placed() {
    let place = Place::new();
    let store = place.quietly();
    let placed = item(1, "One.");
    store
        .save_poll(KEY, poll(at(1), vec![placed.clone()]))
        .await
        .unwrap();
    let mut moved = placed.clone();
    moved.order.at += 60_000;
    store
        .save_poll(KEY, poll(at(31), vec![moved]))
        .await
        .unwrap();
    let stored = store.load(KEY).await.unwrap().unwrap();
    assert_eq!(stored.timeline.items()[0].order, placed.order);
}

#[tokio::test]
async fn the_library_counts_what_it_holds() {
    let place = Place::new();
    let store = place.quietly();
    store
        .follow("file:///old.html", "old.html", at(0))
        .await
        .unwrap();
    store
        .save_poll(KEY, poll(at(9), (0..5).map(|n| item(n, "Text.")).collect()))
        .await
        .unwrap();
    let marks = |read| {
        vec![
            (EntryId::new("update-1"), read),
            (EntryId::new("update-2"), read),
        ]
    };
    store.mark_read(KEY, marks(true)).await.unwrap();
    store.mark_read(KEY, marks(true)).await.unwrap();
    store
        .mark_read(KEY, vec![(EntryId::new("update-2"), false)])
        .await
        .unwrap();
    store.pause(KEY, true).await.unwrap();
    store.archive("file:///old.html", true).await.unwrap();

    let library = store.list().await.unwrap();
    let [bridge, old] = library.as_slice() else {
        panic!("{library:?}")
    };
    assert_eq!(bridge.headline.as_str(), "Harbour bridge closure: latest");
    assert_eq!(bridge.publisher.as_str(), "The Example Post");
    assert_eq!(
        (bridge.status, bridge.last_update),
        (Status::Live, Some(at(4)))
    );
    assert_eq!((bridge.total, bridge.unread), (5, 4));
    assert_eq!((bridge.paused, bridge.archived), (true, false));
    assert!(bridge.size > 500);
    assert_eq!(
        (old.address.as_str(), old.total, old.archived),
        ("old.html", 0, true)
    );
}

#[tokio::test]
async fn a_forgotten_blog_leaves_nothing_behind() {
    let place = Place::filled(20).await;
    let store = place.quietly();
    store
        .save_poll("other", poll(at(50), vec![item(1, "Stays.")]))
        .await
        .unwrap();
    assert_eq!(store.search("word7", 10).await.unwrap().len(), 1);
    store.forget(KEY).await.unwrap();
    assert!(store.load(KEY).await.unwrap().is_none());
    assert!(store.search("word7", 10).await.unwrap().is_empty());
    assert_eq!(words(&store, "other").await, [["Stays. in full"]]);
    store.close().await.unwrap();
    let left: i64 = place
        .raw()
        .query_row("SELECT count(*) FROM revisions", [], |r| r.get(0))
        .unwrap();
    assert_eq!(left, 1);
}

#[tokio::test]
async fn the_first_frame_needs_the_updates_around_the_place_only() {
    let place = Place::filled(100).await;
    let store = place.quietly();
    let ids = async |store: &Store| {
        let stored = store.load_around(KEY, None, 10).await.unwrap().unwrap();
        assert_eq!((stored.total, stored.complete), (100, false));
        let first = stored.timeline.items()[0].entry.id.to_string();
        (stored.timeline.items().len(), first)
    };
    assert_eq!(ids(&store).await, (10, "update-99".to_owned()));
    let entry = EntryId::new("update-50");
    let left = ReaderPlace {
        entry,
        byte: 0,
        lead: 0,
        oldest_first: false,
        selected: None,
        reading: 0,
        density: None,
        filter: PlaceFilter::default(),
        left: at(200),
    };
    store.save_place(KEY, left).await.unwrap();
    assert_eq!(ids(&store).await, (10, "update-55".to_owned()));
}

#[tokio::test]
async fn an_export_knows_how_the_blog_itself_changed_and_when_nobody_looked() {
    let place = Place::new();
    let store = place.quietly();
    let mut record = poll(at(0), vec![item(1, "One.")]);
    store.save_poll(KEY, record.clone()).await.unwrap();
    record.at = at(60);
    store.save_poll(KEY, record.clone()).await.unwrap();
    record.at = at(120);
    record.blog = Some(LiveBlog {
        status: Status::Ended,
        ..blog("Harbour bridge open again")
    });
    store.save_poll(KEY, record.clone()).await.unwrap();
    let mut failed = record.clone();
    failed.at = at(3000);
    (failed.reached, failed.blog, failed.outcome) = (false, None, Clean::line("no network"));
    store.save_poll(KEY, failed).await.unwrap();
    record.at = at(120) + chrono::TimeDelta::hours(2);
    store.save_poll(KEY, record.clone()).await.unwrap();

    let export = store.export(KEY).await.unwrap().unwrap();
    let headlines: Vec<_> = export
        .headlines
        .iter()
        .map(|h| (h.seen, h.headline.as_str(), h.status))
        .collect();
    assert_eq!(
        headlines,
        [
            (at(0), "Harbour bridge closure: latest", Status::Live),
            (at(120), "Harbour bridge open again", Status::Ended),
        ]
    );
    assert_eq!(export.polls.len(), 5);
    assert_eq!(export.polls[3], (at(3000), Clean::line("no network")));
    let gaps: Vec<_> = export
        .stored
        .gaps
        .iter()
        .map(|gap| (gap.since, gap.until))
        .collect();
    assert_eq!(gaps, [(at(120), record.at)]);
}

#[tokio::test]
async fn the_poll_log_is_bounded() {
    let place = Place::new();
    let store = place.quietly();
    for second in 0..520 {
        store
            .save_poll(KEY, poll(at(second), Vec::new()))
            .await
            .unwrap();
    }
    let polls = store.export(KEY).await.unwrap().unwrap().polls;
    assert_eq!((polls.len(), polls[0].0), (500, at(20)));
}

#[tokio::test]
async fn retention_drops_old_updates_but_never_a_bookmark() {
    let place = Place::new();
    let store = place.quietly();
    let old = (0..300).map(|n| item(n, &super::long(n))).collect();
    store.save_poll(KEY, poll(at(400), old)).await.unwrap();
    store
        .save_poll("new", poll(days(80), vec![item(86_400 * 80, "New.")]))
        .await
        .unwrap();
    store
        .bookmark(KEY, EntryId::new("update-7"), true)
        .await
        .unwrap();
    store.search("nothing", 1).await.unwrap();
    let dropped = store.retain(Some(days(30)), None).await.unwrap();
    assert_eq!(dropped.updates, 299);
    assert!(dropped.bytes > 100_000, "{dropped:?}");
    let stored = store.load(KEY).await.unwrap().unwrap();
    assert_eq!(
        (stored.timeline.items().len(), stored.total, stored.unread),
        (1, 1, 1)
    );
    assert_eq!(words(&store, "new").await.len(), 1);
    assert!(store.search("word8", 5).await.unwrap().is_empty());
    assert_eq!(store.search("word7", 5).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_blog_that_is_polled_keeps_what_its_page_may_still_show() {
    let place = Place::new();
    let store = place.quietly();
    let items = (0..600).map(|n| item(n, "Text.")).collect();
    store.save_poll(KEY, poll(at(600), items)).await.unwrap();
    store
        .save_poll(KEY, poll(days(40), Vec::new()))
        .await
        .unwrap();
    let dropped = store.retain(Some(days(30)), None).await.unwrap();
    assert_eq!(dropped.updates, 100);
}

#[tokio::test]
async fn a_size_limit_drops_the_oldest_first() {
    let place = Place::filled(2000).await;
    let store = place.quietly();
    store.search("nothing", 1).await.unwrap();
    let size = store.size().await.unwrap();
    store.retain(None, Some(size / 2)).await.unwrap();
    assert!(store.size().await.unwrap() <= size / 2);
    let stored = store.load(KEY).await.unwrap().unwrap();
    assert!(stored.total > 500 && stored.total == stored.timeline.items().len());
    assert_eq!(stored.timeline.items()[0].entry.id.as_str(), "update-1999");
}

#[tokio::test]
async fn files_are_for_the_user_alone() {
    let place = Place::new();
    let dir = place.dir.path().join("a/b");
    let (store, _) = Store::open(Some(&dir), at(0));
    store
        .save_poll(KEY, poll(at(1), vec![item(1, "One.")]))
        .await
        .unwrap();
    let mode =
        |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&dir), 0o700);
    let mut files = 0;
    for file in std::fs::read_dir(&dir).unwrap() {
        assert_eq!(mode(&file.unwrap().path()), 0o600);
        files += 1;
    }
    assert!(files >= 3, "database, log and index");
}

#[tokio::test]
async fn without_a_directory_everything_works_for_the_session() {
    let (store, notes) = Store::open(None, at(0));
    assert!(notes.is_empty());
    store
        .save_poll(KEY, poll(at(1), vec![item(1, "One.")]))
        .await
        .unwrap();
    assert_eq!(words(&store, KEY).await, [["One. in full"]]);
    assert!(store.try_lead(KEY).await.unwrap().is_some());
    store.close().await.unwrap();
}

#[tokio::test]
async fn the_count_of_unread_updates_follows_every_mark_through_a_restart() {
    let place = Place::new();
    let store = place.quietly();
    let ids = |read| -> Vec<(EntryId, bool)> {
        let id = |n| EntryId::new(&format!("update-{n}"));
        (0..5).map(|n| (id(n), read)).collect()
    };
    let mut older = item(-1, "Older.");
    older.read = true;
    store
        .save_poll(KEY, poll(at(9), (0..5).map(|n| item(n, "Text.")).collect()))
        .await
        .unwrap();
    store.save_items(KEY, vec![older]).await.unwrap();
    let mut counts = Vec::new();
    for marks in [
        ids(true),
        // Undone, with one that the history does not know and one named twice.
        [
            ids(false),
            vec![(EntryId::new("nobody"), false), ids(false)[0].clone()],
        ]
        .concat(),
        ids(true)[..2].to_vec(),
        ids(false)[..1].to_vec(),
    ] {
        store.mark_read(KEY, marks).await.unwrap();
        let listed = store.list().await.unwrap()[0].unread;
        let stored = store.load(KEY).await.unwrap().unwrap();
        assert_eq!((listed, listed), (stored.unread, stored.timeline.unread()));
        counts.push(listed);
    }
    assert_eq!(counts, [0, 5, 3, 4]);
    store.close().await.unwrap();
    let stored = place.quietly().load(KEY).await.unwrap().unwrap();
    assert_eq!((stored.unread, stored.timeline.unread()), (4, 4));
}

#[tokio::test]
async fn what_was_edited_after_it_was_read_is_known_after_a_restart() {
    let place = Place::new();
    let store = place.quietly();
    let first = item(1, "Ten people were hurt.");
    let id = first.entry.id.clone();
    let saved = store.save_poll(KEY, poll(at(5), vec![first.clone()]));
    saved.await.unwrap();
    let read = vec![(id.clone(), true)];
    store.mark_read(KEY, read.clone()).await.unwrap();
    let mut timeline = store.load(KEY).await.unwrap().unwrap().timeline;
    let mut snapshot = snapshot_of(&edited(&first, at(9), "Eleven people were hurt."));
    snapshot.blog = timeline.blog.clone();
    let changes = timeline.merge(&snapshot, at(9));
    assert_eq!(changes.revised, std::slice::from_ref(&id));
    let items = timeline.items().to_vec();
    store.save_poll(KEY, poll(at(9), items)).await.unwrap();
    store.close().await.unwrap();

    let store = place.quietly();
    let changed = async || {
        let stored = store.load(KEY).await.unwrap().unwrap();
        let listed = store.list().await.unwrap()[0].changed_since_read;
        assert_eq!(stored.timeline.changed_since_read().len(), listed);
        (listed, stored.unread)
    };
    assert_eq!(changed().await, (1, 0));
    store.mark_read(KEY, read).await.unwrap();
    assert_eq!(changed().await, (0, 0));
}

#[tokio::test]
async fn what_each_witness_said_is_known_after_a_restart() {
    let said = |by, rank, words: &str| {
        let voice = Voice { by, rank };
        let mut said = snapshot_of(&item(1, words));
        said.entries[0].provenance = Provenance {
            headline: voice,
            body: voice,
            published: voice,
            ..Provenance::default()
        };
        said
    };
    let answer = said(Witness::Platform, 57, "The ferry left the north pier.");
    let page = said(
        Witness::Markup,
        54,
        "The ferry left the north pier. Share this",
    );
    let place = Place::new();
    for (snapshot, seconds) in [(&page, 5), (&answer, 6), (&page, 7), (&answer, 8)] {
        let store = place.quietly();
        let stored = store.load(KEY).await.unwrap();
        let mut timeline = stored.map(|stored| stored.timeline).unwrap_or_default();
        timeline.merge(snapshot, at(seconds));
        assert_eq!(timeline.items()[0].revision(), 1, "at {seconds}");
        let items = timeline.items().to_vec();
        let saved = store.save_poll(KEY, poll(at(seconds), items.clone()));
        saved.await.unwrap();
        assert_eq!(
            store.load(KEY).await.unwrap().unwrap().timeline.items(),
            items
        );
        store.close().await.unwrap();
    }
}

fn snapshot_of(item: &Item) -> Snapshot {
    Snapshot {
        blog: blog("Harbour bridge closure: latest"),
        entries: vec![(*item.entry).clone()],
        window: Window::Full,
        recognised_as: Clean::default(),
        warnings: Vec::new(),
        older: None,
        min_interval: None,
    }
}
