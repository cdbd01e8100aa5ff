//! Search over all updates and what they were before.

use newswire::{
    model::{EntryId, WebUrl},
    store::{Hit, Store},
};

use super::{KEY, Place, at, edited, item, poll};

async fn store() -> (Place, Store) {
    let place = Place::new();
    let store = place.quietly();
    let ferries = item(2, "Due traghetti fino a perché è chiuso il ponte.");
    let revised = edited(
        &item(3, "Seven people were hurt on the north pier."),
        at(90),
        "Nine people were hurt.",
    );
    let items = vec![
        item(1, "The café at the north pier stays open."),
        ferries,
        revised,
        item(4, "Die Brücke über die Straße bleibt gesperrt."),
    ];
    store.save_poll(KEY, poll(at(100), items)).await.unwrap();
    store
        .save_poll(
            "other",
            poll(at(101), vec![item(1, "Another pier, in the south.")]),
        )
        .await
        .unwrap();
    (place, store)
}

async fn found(store: &Store, query: &str) -> Vec<String> {
    let hits = store.search(query, 20).await.unwrap();
    let short = |hit: &Hit| {
        let blog = if hit.key == KEY { "" } else { "other " };
        format!("{blog}{}", hit.entry.as_str().trim_start_matches("update-"))
    };
    hits.iter().map(short).collect()
}

#[tokio::test]
async fn words_are_found_without_their_accents_and_accents_without_theirs() {
    let (_place, store) = store().await;
    for (query, expected) in [
        ("cafe", vec!["1"]),
        ("CAFÉ", vec!["1"]),
        ("perche e chiuso ", vec!["2"]),
        ("brucke", vec!["4"]),
        ("pier ", vec!["other 1", "3", "1"]),
        ("\"north pier\"", vec!["3", "1"]),
        ("\"pier north\"", vec![]),
        ("north open", vec!["1"]),
        ("nor", vec!["3", "1"]),
        ("nor ", vec![]),
        ("trag* ponte ", vec!["2"]),
        ("\"", vec![]),
        ("NOT OR", vec![]),
        ("body:pier", vec![]),
        ("pi\u{0}er", vec!["other 1", "3", "1"]),
    ] {
        assert_eq!(found(&store, query).await, expected, "{query:?}");
    }
}

#[tokio::test]
async fn a_hit_names_the_revision_that_holds_the_words() {
    let (_place, store) = store().await;
    let earlier = &store.search("seven", 5).await.unwrap()[0];
    assert_eq!((earlier.revision, earlier.superseded), (1, true));
    assert_eq!(earlier.seen, at(3));
    let now = &store.search("nine", 5).await.unwrap()[0];
    assert_eq!((now.revision, now.superseded, now.seen), (2, false, at(90)));
    // One line for an update, be it in all its revisions.
    let both = store.search("hurt", 5).await.unwrap();
    assert_eq!(both.len(), 1);
    assert_eq!(both[0].revision, 2);
}

#[tokio::test]
async fn a_snippet_shows_what_was_found_in_its_context() {
    let (_place, store) = store().await;
    let hit = &store.search("\"north pier\" stays", 1).await.unwrap()[0];
    let marked: Vec<_> = hit
        .snippet
        .iter()
        .filter(|f| f.found)
        .map(|f| f.text.as_str())
        .collect();
    assert_eq!(marked, ["north pier", "stays"]);
    let whole: String = hit.snippet.iter().map(|f| f.text.as_str()).collect();
    assert_eq!(whole, "The café at the north pier stays open. in full");
}

#[tokio::test]
async fn the_limit_counts_updates_and_the_latest_come_first() {
    let (_place, store) = store().await;
    let items = (10..60).map(|n| item(n, "pier pier pier")).collect();
    store.save_poll(KEY, poll(at(200), items)).await.unwrap();
    let hits = store.search("pier ", 5).await.unwrap();
    assert_eq!(hits.len(), 5);
    assert_eq!(hits[0].entry, EntryId::new("update-59"));
}

#[tokio::test]
async fn a_retouched_update_is_found_by_its_new_words() {
    let (_place, store) = store().await;
    // The words are the same letters: no revision, yet other words.
    let mut retouched = item(1, "The café at the northpier stays open.");
    let link = WebUrl::parse("https://news.example/other").ok();
    std::sync::Arc::make_mut(&mut retouched.entry).permalink = link;
    store
        .save_poll(KEY, poll(at(300), vec![retouched]))
        .await
        .unwrap();
    assert_eq!(found(&store, "northpier").await, ["1"]);
}

#[tokio::test]
async fn a_hit_has_the_headline_and_the_time_of_its_update() {
    let (_place, store) = store().await;
    let hits = store.search("north", 5).await.unwrap();
    let words = |fragments: &[newswire::store::Fragment]| -> String {
        fragments.iter().map(|f| f.text.as_str()).collect()
    };
    let stored = store.load(KEY).await.unwrap().unwrap();
    assert!(!hits.is_empty());
    for hit in &hits {
        let item = stored.timeline.get(&hit.entry).unwrap();
        let headline = item.entry.headline.as_ref().unwrap();
        assert_eq!(words(&hit.headline), headline.as_str());
        assert_eq!(hit.at.timestamp_millis(), item.order.at);
        assert!(hit.snippet.iter().any(|f| f.found), "{:?}", hit.snippet);
    }
}
