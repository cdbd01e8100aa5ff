//! Data of vendors whose scripts draw live blogs into publishers' pages, read where it lies: Arena's and 24liveblog's.
//!
//! Shapes: what plugins and servers of publishers read of them in public source code.

use newswire::model::{PollOutcome, Timeline};
use serde_json::{Value, json};

use super::{
    Following,
    server::{Answer, Server},
};

/// Serves a document of three posts, then one more post and the second of them edited.
async fn serve(post: fn(u32, &str) -> Value, whole: fn(&[Value]) -> Value) -> Server {
    let mut requests = 0;
    let answer = move |_: &_| {
        requests += 1;
        let (newest, words) = if requests < 3 {
            (3, "is safe")
        } else {
            (4, "is closed once more")
        };
        let words = |number| if number == 2 { words } else { "is safe" };
        let posts = (1..=newest).rev().map(|number| post(number, words(number)));
        let posts: Vec<Value> = posts.collect();
        Answer::document("application/json", whole(&posts).to_string())
    };
    Server::start(answer).await
}

fn text(number: u32, words: &str) -> String {
    format!(
        "<p>The harbour office says in report {number} that the northern pier {words} tonight.</p>"
    )
}

fn arena_post(number: u32, words: &str) -> Value {
    json!({
        "_id": format!("64f{number}"),
        "key": format!("-OXa{number}"),
        "createdAt": 1_754_540_000_000_u64 + u64::from(number) * 60_000,
        "message": {"title": format!("Report {number}"), "text": text(number, words)},
        "sender": {"displayName": "Anna Roe", "photoURL": "https://post.example/anna.jpg"},
    })
}

fn arena(posts: &[Value]) -> Value {
    json!({"eventInfo": {"key": "aB3x", "name": "Bridge closed", "createdAt": 1_754_530_000_000_u64}, "posts": posts})
}

fn news(number: u32, words: &str) -> Value {
    json!({
        "nid": format!("291640170787244713{number}"),
        "created": 1_754_540_000 + number * 60,
        "newstitle": format!("Report {number}"),
        "contents": text(number, words),
    })
}

fn live_24(news: &[Value]) -> Value {
    json!({"err_code": 100, "data": {"count": news.len(), "news": news}})
}

/// Follows a document to its fourth post; returns ids and writers, newest first.
async fn followed(server: Server, path: &str) -> (Vec<String>, Vec<String>) {
    let mut following = Following::start(server.address(path));
    let mut timeline = Timeline::default();
    let mut told = Vec::new();
    while timeline.items().len() < 4 {
        let poll = following.poll().await;
        match poll.outcome {
            PollOutcome::Fresh(snapshot) => {
                let changes = timeline.merge(&snapshot, poll.at);
                let counts = (changes.added.len(), changes.revised.len());
                told.extend((counts != (0, 0)).then_some(counts));
            }
            PollOutcome::Unchanged => {}
            PollOutcome::Failed { .. } => panic!("the data is not read"),
        }
    }
    assert_eq!(
        told,
        [(3, 0), (1, 1)],
        "three posts, then one more and an edit"
    );
    let entries = || timeline.items().iter().map(|item| &item.entry);
    let headlines = entries().filter_map(|entry| entry.headline.as_ref());
    let headlines: Vec<_> = headlines.map(newswire::model::Clean::as_str).collect();
    assert_eq!(headlines, ["Report 4", "Report 3", "Report 2", "Report 1"]);
    let writers = entries().flat_map(|entry| &entry.authors);
    (
        entries().map(|entry| entry.id.to_string()).collect(),
        writers.map(|author| author.name.to_string()).collect(),
    )
}

#[tokio::test]
async fn posts_of_arena_are_followed() {
    let server = serve(arena_post, arena).await;
    let (ids, writers) = followed(server, "/v1/liveblog/post/aB3x").await;
    assert_eq!(ids.len(), 4);
    assert_eq!(writers, ["Anna Roe"; 4]);
}

#[tokio::test]
async fn news_of_24liveblog_are_followed() {
    let server = serve(news, live_24).await;
    let path = "/v1/retrieve_server/x/event/7/news/?inverted_order=1&last_nid=&limit=100";
    let (ids, _) = followed(server, path).await;
    assert_eq!(ids[0], "2916401707872447134");
}
