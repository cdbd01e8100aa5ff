//! What the reader is alerted to is kept with its live blog, and no two instances alert of the same.

use newswire::{
    model::{
        Clean, EntryId,
        alert::{On, Wish},
    },
    store::Store,
};

use super::{KEY, Place, at, item, poll};

async fn filled(place: &Place) -> Store {
    let store = place.quietly();
    let updates = vec![item(1, "One."), item(2, "Two.")];
    store.save_poll(KEY, poll(at(100), updates)).await.unwrap();
    store
}

fn occasion(number: i64, what: &str) -> (EntryId, String) {
    (item(number, "").entry.id.clone(), what.to_owned())
}

#[tokio::test]
async fn an_occasion_is_claimed_once_over_instances_and_restarts() {
    let place = Place::new();
    let store = filled(&place).await;
    let other = place.quietly();
    let claim = vec![occasion(1, "news"), occasion(2, "news")];
    let new = store.claim_alerts(KEY, claim.clone()).await.unwrap();
    assert_eq!(new, [0, 1]);
    let again = other.claim_alerts(KEY, claim.clone()).await.unwrap();
    assert!(again.is_empty(), "{again:?}");
    store.close().await.unwrap();
    other.close().await.unwrap();

    let store = place.quietly();
    let more = [claim, vec![occasion(1, "edit 2")]].concat();
    assert_eq!(store.claim_alerts(KEY, more).await.unwrap(), [2]);
    // What the history does not hold is nobody's.
    let unknown = vec![occasion(9, "news")];
    let new = store.claim_alerts(KEY, unknown.clone()).await.unwrap();
    assert_eq!(new, [0]);
    assert_eq!(store.claim_alerts("elsewhere", unknown).await.unwrap(), [0]);
}

#[tokio::test]
async fn wishes_stay_in_their_order_and_go_with_their_blog() {
    let place = Place::new();
    let store = filled(&place).await;
    let wishes = vec![
        Wish {
            words: vec![Clean::line("bridge")],
            ..Wish::default()
        },
        Wish {
            on: On::Breaking,
            ..Wish::default()
        },
    ];
    store.save_wishes(KEY, wishes.clone()).await.unwrap();
    store
        .save_wishes("elsewhere", wishes.clone())
        .await
        .unwrap();
    store.close().await.unwrap();

    let store = place.quietly();
    assert_eq!(store.wishes(KEY).await.unwrap(), wishes);
    assert_eq!(store.wishes("elsewhere").await.unwrap(), []);
    let all = store.all_wishes().await.unwrap();
    assert!(all.iter().all(|(address, _)| address.as_str() == KEY));
    assert_eq!(all.len(), 2);
    store.save_wishes(KEY, wishes[1..].to_vec()).await.unwrap();
    assert_eq!(store.wishes(KEY).await.unwrap(), wishes[1..]);
    store.forget(KEY).await.unwrap();
    assert_eq!(store.all_wishes().await.unwrap(), []);
}

#[tokio::test]
async fn the_tags_of_a_blog_are_read_for_its_rules() {
    let place = Place::new();
    let store = filled(&place).await;
    assert_eq!(store.tags(KEY).await.unwrap(), []);
    store.tag(KEY, vec![Clean::line("harbour")]).await.unwrap();
    assert_eq!(store.tags(KEY).await.unwrap(), [Clean::line("harbour")]);
    assert_eq!(store.tags("elsewhere").await.unwrap(), []);
}
