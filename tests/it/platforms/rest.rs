//! Posts of WordPress REST and of JSON:API, read where they lie: the same address again, with what the server gave to
//! tell whether it changed. Neither has a cursor that would cost less.

use newswire::model::PollOutcome;
use serde_json::{Value, json};

use super::{
    Following,
    server::{Answer, Request, Server},
};

/// Serves the posts up to the third, from the third request on up to the fourth; a request with the tag of what it
/// would get is answered "unchanged".
async fn serve(write: fn(u32) -> Value, whole: fn(Vec<Value>) -> Value) -> Server {
    let mut requests = 0;
    let answer = move |request: &Request| {
        requests += 1;
        let newest = if requests < 3 { 3 } else { 4 };
        let head = request.head.to_lowercase();
        if head.contains(&format!("if-none-match: \"{newest}\"")) {
            return Answer::status("304 Not Modified", "");
        }
        let posts = (1..=newest).rev().map(write).collect();
        Answer {
            headers: format!("Content-Type: application/json\r\nETag: \"{newest}\"\r\n"),
            ..Answer::document("application/json", whole(posts).to_string())
        }
    };
    Server::start(answer).await
}

fn text(number: u32) -> String {
    format!(
        "<p>The harbour office says in report {number} that the northern pier is safe and opens again.</p>"
    )
}

fn post(number: u32) -> Value {
    json!({
        "id": number,
        "date_gmt": format!("2025-08-07T04:0{number}:00"),
        "link": format!("https://post.example/live/{number}"),
        "title": {"rendered": format!("Report {number}")},
        "content": {"rendered": text(number)},
    })
}

fn resource(number: u32) -> Value {
    json!({
        "type": "posts",
        "id": number.to_string(),
        "attributes": {
            "title": format!("Report {number}"),
            "body": text(number),
            "publishedAt": format!("2025-08-07T04:0{number}:00Z"),
        },
    })
}

async fn is_followed(server: Server, path: &str) {
    let mut following = Following::start(server.address(path));
    let PollOutcome::Fresh(first) = following.poll().await.outcome else {
        panic!("the posts are no live blog");
    };
    assert_eq!(first.entries.len(), 3);
    let second = following.poll().await.outcome;
    assert!(matches!(second, PollOutcome::Unchanged), "{second:?}");
    let PollOutcome::Fresh(third) = following.poll().await.outcome else {
        panic!("a new post is no news");
    };
    let ids: Vec<String> = third.entries.iter().map(|e| e.id.to_string()).collect();
    assert_eq!(ids.len(), 4, "{ids:?}");
    assert!(server.asked().iter().all(|asked| asked == path));
}

#[tokio::test]
async fn posts_of_wordpress_are_asked_for_again_only_where_they_changed() {
    for path in [
        "/wp-json/wp/v2/posts?per_page=100&orderby=date",
        "/?rest_route=/wp/v2/posts&per_page=100",
    ] {
        is_followed(serve(post, Value::Array).await, path).await;
    }
}

#[tokio::test]
async fn resources_of_json_api_are_asked_for_again_only_where_they_changed() {
    let whole = |posts| json!({"data": posts, "links": {"self": "/api/posts"}});
    is_followed(serve(resource, whole).await, "/api/posts?sort=-publishedAt").await;
}
