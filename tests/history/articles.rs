//! What links led to is kept with the update that named it, and goes with it.

use newswire::{
    model::{Article, Body, Clean, WebUrl},
    store::Store,
};

use super::{KEY, Place, at, item, poll};

fn url(text: &str) -> WebUrl {
    WebUrl::parse(text).unwrap()
}

fn article(words: &str, fetched: i64) -> Article {
    Article {
        address: url("https://transport.example/2025/statement"),
        title: Clean::line("Statement"),
        site: Clean::line("Transport"),
        byline: Clean::default(),
        published: Some(at(1)),
        body: Body::from_plain(words),
        fetched_at: at(fetched),
    }
}

async fn filled(place: &Place) -> Store {
    let store = place.quietly();
    let updates = vec![item(1, "One."), item(2, "Two.")];
    store.save_poll(KEY, poll(at(100), updates)).await.unwrap();
    store
}

#[tokio::test]
async fn an_article_comes_back_after_a_restart_by_the_address_of_its_link() {
    let place = Place::new();
    let store = filled(&place).await;
    let asked = url("https://transport.example/s");
    let kept = article("The pier stays shut.", 200);
    let update = item(1, "One.").entry.id.clone();
    let save = store.save_article(KEY, update, asked.clone(), kept.clone());
    save.await.unwrap();
    store.close().await.unwrap();

    let store = place.quietly();
    assert_eq!(store.article(KEY, &asked).await.unwrap(), Some(kept));
    let elsewhere = store.article("https://other.example/", &asked).await;
    assert_eq!(elsewhere.unwrap(), None);
    let other = url("https://transport.example/other");
    assert_eq!(store.article(KEY, &other).await.unwrap(), None);
}

#[tokio::test]
async fn the_latest_reading_is_the_one_that_comes_back() {
    let place = Place::new();
    let store = filled(&place).await;
    let asked = url("https://transport.example/s");
    for (number, words, fetched) in [(1, "Second.", 300), (1, "First.", 200), (2, "Third.", 400)] {
        let update = item(number, "x").entry.id.clone();
        let save = store.save_article(KEY, update, asked.clone(), article(words, fetched));
        save.await.unwrap();
        let expected = if fetched == 400 { "Third." } else { "Second." };
        let kept = store.article(KEY, &asked).await.unwrap().unwrap();
        assert_eq!(kept.body.text(), expected);
    }
}

#[tokio::test]
async fn an_article_goes_with_its_blog_and_is_not_kept_for_an_update_that_is_not() {
    let place = Place::new();
    let store = filled(&place).await;
    let asked = url("https://transport.example/s");
    let unknown = item(9, "x").entry.id.clone();
    let save = store.save_article(KEY, unknown, asked.clone(), article("Nobody's.", 200));
    save.await.unwrap();
    assert_eq!(store.article(KEY, &asked).await.unwrap(), None);
    let known = item(1, "x").entry.id.clone();
    let save = store.save_article(KEY, known, asked.clone(), article("Kept.", 200));
    save.await.unwrap();
    store.forget(KEY).await.unwrap();
    store.close().await.unwrap();
    let rows = place
        .raw()
        .query_row("SELECT count(*) FROM articles", [], |row| {
            row.get::<_, i64>(0)
        });
    assert_eq!(rows.unwrap(), 0);
}
