use serde_json::{Value, json};

use super::{write, write_archive};
use crate::{
    model::{self, BlogRevision, Clean, Gap, Presence, Status},
    report::{Archive, Past, sample::Sample},
};

fn feed(sample: &Sample) -> Value {
    let mut bytes = Vec::new();
    write(&sample.document(), &mut bytes).unwrap();
    assert!(bytes.ends_with(b"}\n"));
    serde_json::from_slice(&bytes).unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn a_feed_has_the_fields_of_the_contract() {
    let feed = feed(&Sample::new());
    assert_eq!(
        keys(&feed),
        [
            "version",
            "title",
            "home_page_url",
            "feed_url",
            "description",
            "language",
            "authors",
            "_newswire",
            "items"
        ]
    );
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["title"], "Harbour bridge closure: latest");
    assert_eq!(feed["home_page_url"], "https://post.example/live/bridge");
    assert_eq!(feed["feed_url"], "https://post.example/live/bridge.rss");
    assert_eq!(
        feed["authors"],
        json!([{"name": "Ada Brook", "url": "https://post.example/by/ada"}])
    );
    assert_eq!(
        feed["_newswire"],
        json!({
            "schema": 1,
            "status": "live",
            "publisher": "The Example Post",
            "recognised_as": "JSON-LD LiveBlogPosting",
            "fetched_at": "2025-08-07T03:00:00+00:00",
            "standfirst": "A ship struck the north pier.",
            "summary_html": "<p>The bridge stays closed.</p>",
            "warnings": ["One update has no time."],
        })
    );
}

#[test]
fn an_item_has_the_fields_of_the_contract() {
    let feed = feed(&Sample::new());
    let item = &feed["items"][0];
    assert_eq!(
        keys(item),
        [
            "id",
            "url",
            "title",
            "content_html",
            "content_text",
            "image",
            "date_published",
            "date_modified",
            "authors",
            "attachments",
            "_newswire"
        ]
    );
    assert_eq!(item["id"], "update-7");
    assert_eq!(item["date_published"], "2025-08-07T04:49:00+02:00");
    assert_eq!(item["image"], "https://img.example/pier.jpg?w=900");
    assert_eq!(item["attachments"][0]["mime_type"], "image/jpeg");
    assert_eq!(
        item["_newswire"],
        json!({
            "key_event": true,
            "pinned": false,
            "state": "on_page",
            "revision": 2,
            "time_basis": "structured_data",
            "time_precision": "second",
            "time_guessed": false,
            "raw_time": "04:49 CEST",
            "links": [
                {"text": "in a statement", "url": "https://transport.example/statement?a=1&b=2"},
                {"text": "Bridge <closed> until *Sunday*", "url": "https://social.example/harbour/1"},
            ],
            "images": [{
                "url": "https://img.example/pier.jpg?w=900",
                "alt": "A pier \"bent\"",
                "caption": "The north pier [sic]",
                "credit": "Reuters",
            }],
        })
    );
}

#[test]
fn a_revision_is_modified_when_it_was_seen_where_the_publisher_does_not_say() {
    let feed = feed(&Sample::new());
    assert_eq!(
        feed["items"][0]["date_modified"],
        "2025-08-07T02:52:00+00:00"
    );
    assert_eq!(feed["items"][1].get("date_modified"), None);
}

#[test]
fn what_is_unknown_is_left_out_of_the_format_and_null_in_the_extension() {
    let feed = feed(&Sample::new());
    let item = &feed["items"][1];
    assert_eq!(
        keys(item),
        ["id", "content_html", "content_text", "_newswire"]
    );
    assert_eq!(item["_newswire"]["raw_time"], Value::Null);
    assert_eq!(item["_newswire"]["time_basis"], Value::Null);
    assert_eq!(item["_newswire"]["time_precision"], Value::Null);
    assert_eq!(item["_newswire"]["links"], json!([]));
}

#[test]
fn an_update_is_on_the_page_off_it_or_retracted() {
    let mut sample = Sample::new();
    let since = sample.document().fetched_at;
    let mut states = Vec::new();
    for presence in [
        Presence::OnPage,
        Presence::Missing { since, times: 1 },
        Presence::Retracted { since },
    ] {
        sample.items[0].presence = presence;
        states.push(feed(&sample)["items"][0]["_newswire"]["state"].clone());
    }
    assert_eq!(states, ["on_page", "off_page", "retracted"]);
}

#[test]
fn a_blog_without_a_headline_still_has_the_title_that_the_format_demands() {
    let mut sample = Sample::new();
    sample.blog.headline = Clean::default();
    assert!(!feed(&sample)["title"].as_str().unwrap().is_empty());
}

#[test]
fn an_archive_has_every_revision_with_all_that_it_said() {
    let sample = Sample::new();
    let headline = |words: &str| BlogRevision {
        seen: sample.document().fetched_at,
        headline: Clean::line(words),
        standfirst: Clean::default(),
        status: Status::Live,
    };
    let headlines = [headline("Ship strikes bridge"), headline("Bridge closed")];
    let gaps = [Gap {
        since: "2025-08-07T02:31:00Z".parse().unwrap(),
        until: "2025-08-07T04:02:00Z".parse().unwrap(),
    }];
    let polls = [(gaps[0].until, Clean::line("unchanged"))];
    let archive = Archive {
        document: sample.document(),
        past: Some(Past {
            headlines: &headlines,
            gaps: &gaps,
            polls: &polls,
        }),
    };
    let mut bytes = Vec::new();
    write_archive(&archive, &mut bytes).unwrap();
    let feed: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(
        feed["_newswire"]["headlines"][0],
        json!({
            "seen": "2025-08-07T03:00:00+00:00",
            "headline": "Ship strikes bridge",
            "standfirst": "",
            "status": "live",
        })
    );
    assert_eq!(
        feed["_newswire"]["gaps"],
        json!([{"since": "2025-08-07T02:31:00+00:00", "until": "2025-08-07T04:02:00+00:00"}])
    );
    assert_eq!(
        feed["_newswire"]["polls"],
        json!([{"at": "2025-08-07T04:02:00+00:00", "outcome": "unchanged"}])
    );
    let revisions = &feed["items"][0]["_newswire"]["revisions"];
    assert_eq!(
        revisions[0],
        json!({
            "revision": 1,
            "seen": "2025-08-07T02:50:00+00:00",
            "edit": null,
            "changed": [],
            "published": "2025-08-07T04:49:00+02:00",
            "modified": null,
            "time_basis": "structured_data",
            "time_precision": "second",
            "time_guessed": false,
            "raw_time": "04:49 CEST",
            "headline": "Minister to speak at 11 <script>",
            "authors": [{"name": "Transport desk"}],
            "url": "https://post.example/live/bridge#update-7",
            "key_event": true,
            "pinned": false,
            "summary": false,
            "content_html": "<p>The minister will speak.</p>",
            "text": "The minister will speak.",
            "links": [],
            "images": [],
        })
    );
    let newest = &revisions[1];
    assert_eq!(newest["content_html"], feed["items"][0]["content_html"]);
    assert_eq!(newest["edit"], "significant");
    assert_eq!(newest["links"], feed["items"][0]["_newswire"]["links"]);
    assert_eq!(newest["images"], feed["items"][0]["_newswire"]["images"]);
    let unedited = &feed["items"][1]["_newswire"]["revisions"];
    assert_eq!(unedited.as_array().map(Vec::len), Some(1));
}

#[test]
fn a_label_stands_for_itself_and_in_the_title_where_no_time_is_known() {
    let labelled = |published: bool| {
        let mut sample = Sample::new();
        let item = sample.items.last_mut().unwrap();
        let dated = item.entry.published.clone();
        let mut entry = model::Entry::clone(&item.entry);
        entry.label = Some(Clean::line("45+2'"));
        entry.headline = Some(Clean::line("Goal"));
        entry.published = dated.or_else(|| {
            let at = "2025-08-07T02:20:00Z".parse().unwrap();
            published.then(|| model::Stamp::new(at, model::TimeBasis::Markup))
        });
        item.entry = std::sync::Arc::new(entry);
        feed(&sample)["items"]
            .as_array()
            .unwrap()
            .last()
            .unwrap()
            .clone()
    };
    let undated = labelled(false);
    assert_eq!(undated["_newswire"]["label"], "45+2'");
    assert_eq!(undated["title"], "45+2' Goal");
    assert_eq!(labelled(true)["title"], "Goal");
}
