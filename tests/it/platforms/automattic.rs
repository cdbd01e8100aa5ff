//! A WordPress whose page is drawn by scripts, followed by the plugin's own routes.

use std::time::Duration;

use assert_cmd::Command;
use chrono::TimeDelta;
use newswire::{
    fetch::{self, EventKind, PollerConfig, Source, Start},
    model::{Poll, PollOutcome, Presence, Snapshot, Status, Timeline, Validators, Window},
};
use serde_json::Value;
use tokio::sync::mpsc;

use super::plugin::{Plugin, Site};

/// How often the site would be asked if nobody told the poller to.
const PACE: Duration = Duration::from_mins(10);

/// One run of the program that follows a live blog: what it has, and what it would keep for the next run.
#[derive(Default)]
struct Run {
    timeline: Timeline,
    validators: Validators,
    snapshots: Vec<Snapshot>,
    polls: Vec<Poll>,
}

impl Run {
    /// Follows for so many polls, from where an earlier run left.
    async fn follow(&mut self, plugin: &Plugin, polls: usize) {
        self.follow_with(plugin, polls, |_| {}).await;
    }

    /// Follows for so many polls; after each of them something may happen at the site. The poller waits to be told: its
    /// own pace could be ahead of what happens.
    async fn follow_with(&mut self, plugin: &Plugin, polls: usize, mut then: impl FnMut(usize)) {
        let (events, mut reports) = mpsc::channel(16);
        let config = PollerConfig {
            interval: Some(PACE),
            ..PollerConfig::default()
        };
        let start = Start {
            validators: self.validators.clone(),
            last: None,
        };
        let source = Source::Web(plugin.address.clone());
        let (handle, commands) = fetch::Handle::new();
        tokio::spawn(fetch::poll(0, source, config, start, commands, events));
        let mut count = 0;
        while count < polls {
            let EventKind::Done(poll) = reports.recv().await.unwrap().kind else {
                continue;
            };
            self.validators.clone_from(&poll.validators);
            if let PollOutcome::Fresh(snapshot) = &poll.outcome {
                self.timeline.merge(snapshot, poll.at);
                self.snapshots.push((**snapshot).clone());
            }
            self.polls.push(poll);
            count += 1;
            then(count);
            handle.refresh();
        }
    }

    /// The ids of what stands in the timeline, newest first.
    fn ids(&self) -> Vec<u32> {
        let items = self.timeline.items().iter();
        let here = items.filter(|item| !matches!(item.presence, Presence::Retracted { .. }));
        here.map(|item| item.entry.id.as_str().parse().unwrap())
            .collect()
    }

    fn words(&self, id: u32) -> String {
        let items = self.timeline.items();
        let item = items
            .iter()
            .find(|item| item.entry.id.as_str() == id.to_string());
        item.unwrap().entry.body.text()
    }
}

fn reports(entries: std::ops::Range<u32>) -> impl FnOnce(&mut Site) {
    move |site| site.publish_reports(entries)
}

fn down(ids: std::ops::RangeInclusive<u32>) -> Vec<u32> {
    ids.rev().collect()
}

fn newswire(arguments: &[&str], plugin: &Plugin) -> std::process::Output {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::cargo_bin("newswire").unwrap();
    command
        .env_clear()
        .env("HOME", home.path())
        .env("TZ", "UTC")
        .arg(arguments[0])
        .arg(plugin.address.as_str())
        .args(&arguments[1..])
        .output()
        .unwrap()
}

/// The items that `print` writes.
fn printed(arguments: &[&str], plugin: &Plugin) -> Value {
    let output = newswire(
        &[&["print", "--format", "json"], arguments].concat(),
        plugin,
    );
    let problem = String::from_utf8_lossy(&output.stderr).into_owned();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{problem}"))
}

#[tokio::test]
async fn a_page_that_scripts_draw_is_followed_by_its_settings() {
    let plugin = Plugin::start(reports(101..104));
    let mut run = Run::default();
    run.follow_with(&plugin, 3, |polls| {
        if polls == 1 {
            plugin.set(|site| {
                site.publish(104, 2, "<p>Tugs pull the ship away.</p>");
                site.delete(101);
            });
        }
    })
    .await;
    assert_eq!(run.ids(), [104, 103, 102]);
    assert_eq!(run.snapshots[0].window, Window::Full);
    assert_eq!(run.timeline.blog.headline.as_str(), "Bridge closed");
    let asked = plugin.asked();
    assert_eq!(asked[0], "/live");
    assert_eq!(asked[1], "/wp-json/liveblog/v1/7/get-entries/1/latest");
    assert!(asked[2].starts_with("/wp-json/liveblog/v1/7/entries/"));
    assert_eq!(asked.iter().filter(|path| *path == "/live").count(), 1);
    // A day's freshness of one address says nothing of the next.
    assert!(run.polls.iter().all(|poll| poll.next < Some(PACE * 2)));
}

#[tokio::test]
async fn the_platforms_word_stands_in_place_of_the_pages_data() {
    const DATA: &str = "<script type=application/ld+json>{\"@type\":\"LiveBlogPosting\",\"headline\":\"Bridge closed\",\
        \"liveBlogUpdate\":[{\"@type\":\"BlogPosting\",\"headline\":\"The harbour office says that the pier is safe…\",\
        \"url\":\"http://post.example/live#101\",\"datePublished\":\"2025-08-07T04:00:00Z\",\
        \"articleBody\":\"The harbour office says that the pier is safe.\"}]}</script>";
    let plugin = Plugin::start(|site| {
        site.content = DATA;
        site.publish(
            101,
            60,
            "<p>The harbour office says that <a href='http://harbour.example/'>the pier</a> is safe.</p>",
        );
    });
    let mut run = Run::default();
    run.follow(&plugin, 2).await;
    assert_eq!(run.ids(), [101]);
    let item = &run.timeline.items()[0];
    assert_eq!(
        item.entry.headline, None,
        "the data's is the text's beginning"
    );
    assert_eq!(item.entry.body.links().len(), 1);
    assert!(item.earlier.is_empty());
    assert_eq!(item.entry.authors[0].name.as_str(), "Anna Roe");
}

#[tokio::test]
async fn nothing_is_missed_between_two_runs() {
    let plugin = Plugin::start(reports(101..104));
    let mut run = Run::default();
    run.follow(&plugin, 2).await;
    // More than a page of entries while nobody looks, an old one edited, another deleted.
    plugin.set(|site| {
        for entry in 104..124 {
            site.publish(entry, 0, &format!("<p>Report {entry}.</p>"));
        }
        site.edit(102, "<p>Report 102, put right.</p>");
        site.delete(101);
    });
    let before = plugin.asked().len();
    run.follow(&plugin, 2).await;
    assert_eq!(run.ids(), down(102..=123));
    assert_eq!(run.words(102), "Report 102, put right.");
    let asked = plugin.asked();
    assert_eq!(asked[before], "/live");
    assert!(asked[before + 2].contains("/entries/"), "{asked:?}");
}

#[tokio::test]
async fn a_page_that_is_unchanged_since_the_last_run_keeps_nobody_from_its_platform() {
    let plugin = Plugin::start(|site| {
        site.headers = "ETag: \"page\"\r\n";
        site.publish_reports(101..104);
    });
    let mut run = Run::default();
    run.follow(&plugin, 1).await;
    plugin.set(|site| site.publish(104, 0, "<p>Tugs pull the ship away.</p>"));
    run.follow(&plugin, 2).await;
    assert_eq!(run.ids(), down(101..=104));
    let asked = plugin.asked();
    assert!(
        asked.iter().any(|path| path.contains("/entries/")),
        "{asked:?}"
    );
}

#[tokio::test]
async fn routes_in_a_query_are_joined_as_texts() {
    let plugin = Plugin::start(|site| {
        site.plain_permalinks = true;
        site.publish_reports(101..108);
    });
    let mut run = Run::default();
    run.follow_with(&plugin, 3, |polls| {
        if polls == 1 {
            plugin.set(|site| site.publish(108, 0, "<p>Tugs pull the ship away.</p>"));
        }
    })
    .await;
    assert_eq!(run.ids(), down(103..=108));
    let asked = plugin.asked();
    assert_eq!(asked[1], "/?rest_route=/liveblog/v1/7/get-entries/1/latest");
    assert!(asked[2].starts_with("/?rest_route=/liveblog/v1/7/entries/"));
    let older = printed(&["--older"], &plugin);
    assert_eq!(older["items"].as_array().unwrap().len(), 8);
}

#[tokio::test]
async fn times_are_asked_for_in_the_servers_own() {
    let plugin = Plugin::start(|site| {
        site.ahead = TimeDelta::hours(-2);
        site.publish_reports(101..104);
    });
    let mut run = Run::default();
    run.follow(&plugin, 2).await;
    let asked = plugin.asked();
    let (_, times) = asked[2].split_once("/entries/").unwrap();
    let end: i64 = times
        .trim_matches('/')
        .split_once('/')
        .unwrap()
        .1
        .parse()
        .unwrap();
    let mut now = 0;
    plugin.set(|site| now = site.now().timestamp());
    assert!((now - 60..=now).contains(&end), "{end} is not {now}");
}

#[test]
fn an_archived_live_blog_has_ended_and_can_be_read_to_its_beginning() {
    let plugin = Plugin::start(|site| {
        site.archived = true;
        site.publish_reports(101..113);
    });
    let newest = printed(&[], &plugin);
    assert_eq!(newest["_newswire"]["status"], "ended");
    assert_eq!(newest["items"].as_array().unwrap().len(), 5);
    let all = printed(&["--older"], &plugin);
    let ids: Vec<_> = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect();
    let expected: Vec<_> = down(101..=112).iter().map(u32::to_string).collect();
    assert_eq!(ids, expected);
    assert!(
        plugin
            .asked()
            .iter()
            .all(|path| !path.contains("/entries/1"))
    );
}

#[tokio::test]
async fn an_archived_live_blog_is_not_asked_for_changes() {
    let plugin = Plugin::start(|site| {
        site.archived = true;
        site.publish_reports(101..104);
    });
    let mut run = Run::default();
    run.follow(&plugin, 2).await;
    assert_eq!(run.timeline.blog.status, Status::Ended);
    assert!(
        plugin
            .asked()
            .iter()
            .all(|path| !path.contains("v1/7/entries/"))
    );
}

#[test]
fn a_live_blog_without_an_entry_yet_is_one() {
    let plugin = Plugin::start(|_| {});
    let output = newswire(&["print", "--format", "json"], &plugin);
    assert_eq!(output.status.code(), Some(0));
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(printed["items"].as_array().unwrap().is_empty());
}

#[test]
fn where_the_routes_fail_and_the_page_shows_nothing_the_reader_is_told() {
    let plugin = Plugin::start(|site| {
        site.answers = false;
        site.publish_reports(101..104);
    });
    let output = newswire(&["print"], &plugin);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
}

#[test]
fn commands_are_no_text_hashtags_keep_their_sign_and_mentions_their_place() {
    let plugin = Plugin::start(|site| {
        site.publish(
            101,
            60,
            "<p><span class=\"liveblog-command type-key\">key</span> The <span class=\"liveblog-hash term-pier\">pier</span> is safe, says \
             <a href=\"http://post.example/author/max-weber\" class=\"liveblog-author author-max-weber\">max-weber</a> of the harbour office.</p>",
        );
    });
    let printed = printed(&[], &plugin);
    let item = &printed["items"][0];
    assert_eq!(
        item["content_text"],
        "The #pier is safe, says max-weber of the harbour office."
    );
    assert_eq!(item["_newswire"]["key_event"], true);
    assert_eq!(item["authors"][0]["name"], "Anna Roe");
}
