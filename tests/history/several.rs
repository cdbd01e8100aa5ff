//! Several instances of the program on one history.

use newswire::{
    model::EntryId,
    store::{ExternalChanges, Happened, Since, Store},
};

use super::{KEY, Place, at, edited, item, poll, words};

async fn news(store: &Store) -> ExternalChanges {
    let news = store.news().await.unwrap();
    assert!(news.notes.is_empty(), "{:?}", news.notes);
    news
}

#[tokio::test]
async fn one_instance_polls_a_blog_and_another_takes_over_when_it_ends() {
    let place = Place::new();
    let (first, second) = (place.quietly(), place.quietly());
    let lease = first.try_lead(KEY).await.unwrap().unwrap();
    assert!(second.try_lead(KEY).await.unwrap().is_none());
    assert!(second.try_lead("other").await.unwrap().is_some());
    drop(lease);
    assert!(second.try_lead(KEY).await.unwrap().is_some());
}

#[tokio::test]
async fn what_an_instance_that_crashed_left_behind_keeps_nobody_from_polling() {
    let place = Place::new();
    let store = place.quietly();
    drop(store.try_lead(KEY).await.unwrap().unwrap());
    store.close().await.unwrap();
    let locks = place.named("poll-");
    assert_eq!(locks.len(), 1);
    std::fs::write(&locks[0], "4711").unwrap();
    let store = place.quietly();
    assert!(store.try_lead(KEY).await.unwrap().is_some());
}

#[tokio::test]
async fn what_one_instance_saves_the_other_is_told_once() {
    let place = Place::new();
    let (first, second) = (place.quietly(), place.quietly());
    let update = item(1, "Seven hurt.");
    first
        .save_poll(KEY, poll(at(1), vec![update.clone(), item(2, "Ferries.")]))
        .await
        .unwrap();
    let told = news(&second).await.changed;
    assert_eq!(
        (told.len(), told[0].key.as_str(), told[0].items.len()),
        (1, KEY, 2)
    );
    assert_eq!(told[0].last_poll, Some(at(1)));
    assert!(news(&second).await.changed.is_empty());
    assert!(
        news(&first).await.changed.is_empty(),
        "its own change is no news"
    );

    let revised = edited(&update, at(60), "Nine hurt.");
    first
        .save_poll(KEY, poll(at(60), vec![revised.clone()]))
        .await
        .unwrap();
    second
        .mark_read(KEY, vec![(EntryId::new("update-2"), true)])
        .await
        .unwrap();
    let told = news(&second).await.changed;
    assert!(told[0].items.contains(&revised), "{told:?}");
    let told = news(&first).await.changed;
    let read: Vec<_> = told[0]
        .items
        .iter()
        .filter(|i| i.read)
        .map(|i| i.entry.id.as_str())
        .collect();
    assert_eq!(read, ["update-2"]);
}

#[tokio::test]
async fn two_that_poll_at_once_keep_each_update_and_each_revision_once() {
    let place = Place::new();
    let (first, second) = (place.quietly(), place.quietly());
    let update = item(1, "Seven hurt.");
    first
        .save_poll(KEY, poll(at(1), vec![update.clone()]))
        .await
        .unwrap();
    // Both hold the update, and both see the edit, some seconds apart.
    let one = edited(&update, at(60), "Nine hurt.");
    let other = edited(&update, at(63), "Nine hurt.");
    second
        .save_poll(KEY, poll(at(63), vec![other, item(2, "Ferries.")]))
        .await
        .unwrap();
    first
        .save_poll(KEY, poll(at(60), vec![one.clone(), item(2, "Ferries.")]))
        .await
        .unwrap();
    let back = edited(&one, at(90), "Seven hurt.");
    first
        .save_poll(KEY, poll(at(90), vec![back]))
        .await
        .unwrap();
    assert_eq!(
        words(&second, KEY).await,
        [
            vec!["Ferries. in full"],
            vec![
                "Seven hurt. in full",
                "Nine hurt. in full",
                "Seven hurt. in full"
            ],
        ]
    );
    let library = first.list().await.unwrap();
    assert_eq!((library[0].total, library[0].unread), (2, 2));
}

#[tokio::test]
async fn many_writers_at_once_lose_nothing() {
    let place = Place::new();
    // All at once on a file that does not exist yet.
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..4_i64 {
        let dir = place.dir.path().to_owned();
        writers.spawn_blocking(move || {
            let (store, notes) = Store::open(Some(&dir), at(0));
            assert!(notes.is_empty(), "{notes:?}");
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                for round in 0..25 {
                    let number = writer * 100 + round;
                    let record = poll(at(number), vec![item(number, &super::long(number))]);
                    store.save_poll(KEY, record).await.unwrap();
                }
                store.close().await.unwrap();
            });
        });
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
    let store = place.quietly();
    assert_eq!(words(&store, KEY).await.len(), 100);
    assert_eq!(store.list().await.unwrap()[0].unread, 100);
}

#[tokio::test]
async fn a_running_instance_is_no_crash() {
    let place = Place::new();
    let first = place.quietly();
    first
        .save_poll(KEY, poll(at(1), vec![item(1, "One.")]))
        .await
        .unwrap();
    let second = place.quietly();
    assert_eq!(words(&second, KEY).await.len(), 1);
    first.close().await.unwrap();
    second.close().await.unwrap();
}

#[tokio::test]
async fn damage_that_both_meet_is_set_aside_once() {
    let place = Place::filled(300).await;
    let (first, second) = (place.quietly(), place.quietly());
    // Behind the pages that both read when they opened it.
    let length = std::fs::metadata(place.file()).unwrap().len();
    let file = std::fs::OpenOptions::new()
        .write(true)
        .open(place.file())
        .unwrap();
    file.set_len(length / 2 / 4096 * 4096).unwrap();
    drop(file);
    let salvaged = words(&first, KEY).await.len();
    assert!(salvaged > 0);
    second
        .save_poll(KEY, poll(at(9000), vec![item(8000, "After.")]))
        .await
        .unwrap();
    assert_eq!(words(&second, KEY).await.len(), salvaged + 1);
    assert_eq!(place.named("history.db.corrupt-").len(), 1);
}

#[tokio::test]
async fn a_follower_is_told_what_is_new_and_not_what_an_older_page_brought() {
    let place = Place::new();
    let store = place.quietly();
    let save = async |number: i64, from_older_page: bool| {
        let mut item = item(number, "Words.");
        if from_older_page {
            item.order.poll = -1;
        }
        let record = poll(at(9_000 + number), vec![item]);
        store.save_poll(KEY, record).await.unwrap();
    };
    save(50, false).await;
    store.begin_telling("tail", KEY, Since::Now).await.unwrap();
    save(10, true).await;
    save(60, false).await;
    let told = store.untold("tail", KEY, 0, 10).await.unwrap();
    let told: Vec<_> = told
        .iter()
        .map(|happening| (happening.item.entry.id.as_str(), happening.what))
        .collect();
    assert_eq!(told, [("update-60", Happened::Added)]);
    // Who asks for all that is kept is told of both.
    store
        .begin_telling("all", KEY, Since::Always)
        .await
        .unwrap();
    let told = store.untold("all", KEY, 0, 10).await.unwrap();
    assert_eq!(told.len(), 3);
}
