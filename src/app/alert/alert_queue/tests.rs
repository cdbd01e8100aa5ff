use std::sync::Arc;

use super::*;
use crate::{
    app::alert::Origin,
    model::{
        Body, Clean, Entry, EntryId, LiveBlog, Marks, Provenance, Snapshot, Timeline, WebUrl,
        Window,
        alert::{Alert, Cause},
    },
};

const BRIDGE: BlogId = BlogId(0);
const STORM: BlogId = BlogId(1);

fn at(seconds: i64) -> DateTime<Utc> {
    "2025-08-07T12:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::seconds(seconds)
}

/// Alerts of a live blog, one for each headline.
fn raised(id: BlogId, headlines: &[&str], cause: Cause) -> Raised {
    let entry = |headline: &&str| Entry {
        id: EntryId::new(headline),
        label: None,
        headline: Some(Clean::line(headline)),
        body: Body::default(),
        published: None,
        modified: None,
        authors: Vec::new(),
        permalink: None,
        marks: Marks::default(),
        provenance: Provenance::default(),
    };
    let snapshot = Snapshot {
        blog: LiveBlog::default(),
        entries: headlines.iter().map(entry).collect(),
        window: Window::Full,
        recognised_as: Clean::default(),
        warnings: Vec::new(),
        older: None,
        min_interval: None,
    };
    let mut timeline = Timeline::default();
    timeline.merge(&snapshot, at(0));
    let alert = |item: &crate::model::Item| Alert {
        item: item.clone(),
        cause,
    };
    let name = if id == BRIDGE {
        "Harbour bridge closure"
    } else {
        "The storm"
    };
    Raised {
        origin: Arc::new(Origin {
            id: Some(id),
            address: WebUrl::parse(&format!("https://post.example/live/{}", id.0)).ok(),
            name: Clean::line(name),
            blog: LiveBlog::default(),
        }),
        alerts: timeline.items().iter().map(alert).collect(),
    }
}

/// A desk whose terminal lost the focus, at the beginning of time here.
fn unwatched() -> AlertQueue {
    let mut alert_queue = AlertQueue::default();
    alert_queue.tick(at(0), Some(BRIDGE));
    alert_queue.focus(false);
    alert_queue
}

fn told(notification: Option<Notification>) -> Option<(String, Vec<String>)> {
    let lines = |lines: Vec<Clean>| lines.iter().map(Clean::to_string).collect();
    notification.map(|told| (told.title.to_string(), lines(told.lines)))
}

fn says(title: &str, lines: &[&str]) -> (String, Vec<String>) {
    let lines = lines.iter().map(|line| (*line).to_owned());
    (title.to_owned(), lines.collect())
}

#[test]
fn one_alert_carries_the_headline_and_many_are_counted() {
    let mut alert_queue = unwatched();
    alert_queue.take(raised(BRIDGE, &["Pier shut"], Cause::New), Some(BRIDGE));
    let one = says("Harbour bridge closure", &["Pier shut"]);
    assert_eq!(told(alert_queue.tick(at(1), Some(BRIDGE))), Some(one));
    let five = ["Five", "Four", "Three", "Two", "One"];
    alert_queue.take(raised(BRIDGE, &five, Cause::New), Some(BRIDGE));
    let many = says(
        "5 new in Harbour bridge closure",
        &["Five", "Four", "Three"],
    );
    assert_eq!(told(alert_queue.tick(at(60), Some(BRIDGE))), Some(many));
    alert_queue.take(raised(BRIDGE, &["Figures"], Cause::Edited), Some(BRIDGE));
    alert_queue.take(raised(STORM, &["Gale"], Cause::Breaking), Some(BRIDGE));
    let (title, lines) = told(alert_queue.tick(at(120), Some(BRIDGE))).unwrap();
    assert_eq!(title, "2 alerts in 2 live blogs");
    assert!(
        lines.contains(&"Breaking: Gale (The storm)".to_owned()),
        "{lines:?}"
    );
}

#[test]
fn a_storm_of_alerts_is_one_notification() {
    let mut alert_queue = unwatched();
    let names: Vec<String> = (0..5000).map(|n| format!("Update {n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    alert_queue.take(raised(BRIDGE, &names, Cause::New), None);
    alert_queue.take(raised(STORM, &names[..40], Cause::New), None);
    let (title, lines) = told(alert_queue.tick(at(1), None)).unwrap();
    assert_eq!(title, "5000 new in Harbour bridge closure");
    assert_eq!(lines.len(), 3);
    assert_eq!(alert_queue.tick(at(2), None), None);
}

#[test]
fn notifications_keep_their_distance_and_nothing_between_is_lost() {
    let mut alert_queue = unwatched();
    alert_queue.take(raised(BRIDGE, &["One"], Cause::New), None);
    assert!(alert_queue.tick(at(1), None).is_some());
    alert_queue.take(raised(BRIDGE, &["Two"], Cause::New), None);
    assert_eq!(alert_queue.tick(at(10), None), None);
    alert_queue.take(raised(BRIDGE, &["Three"], Cause::New), None);
    assert_eq!(alert_queue.tick(at(30), None), None);
    let (title, _) = told(alert_queue.tick(at(31), None)).unwrap();
    assert_eq!(title, "2 new in Harbour bridge closure");
    // A clock that was set back does not silence them.
    alert_queue.take(raised(BRIDGE, &["Four"], Cause::New), None);
    assert!(alert_queue.tick(at(-3600), None).is_some());
}

#[test]
fn whoever_looks_is_not_told_and_what_waited_is_forgotten() {
    let mut alert_queue = AlertQueue::default();
    alert_queue.tick(at(0), None);
    alert_queue.focus(true);
    alert_queue.take(raised(BRIDGE, &["One"], Cause::New), None);
    assert_eq!(alert_queue.tick(at(1), None), None);
    alert_queue.focus(false);
    assert_eq!(alert_queue.tick(at(2), None), None, "it was seen");
    alert_queue.take(raised(BRIDGE, &["Two"], Cause::New), None);
    alert_queue.focus(true);
    assert_eq!(alert_queue.tick(at(3), None), None);
    alert_queue.focus(false);
    assert_eq!(alert_queue.tick(at(4), None), None);
}

#[test]
fn what_is_on_the_screen_before_the_reader_is_never_told() {
    let mut alert_queue = AlertQueue::default();
    alert_queue.apply(&Alerting {
        when: When::Always,
        ..Alerting::default()
    });
    alert_queue.tick(at(0), Some(BRIDGE));
    alert_queue.focus(true);
    alert_queue.take(raised(BRIDGE, &["Pier shut"], Cause::New), Some(BRIDGE));
    assert_eq!(alert_queue.tick(at(1), Some(BRIDGE)), None);
    alert_queue.take(raised(STORM, &["Gale"], Cause::New), Some(BRIDGE));
    let gale = says("The storm", &["Gale"]);
    assert_eq!(told(alert_queue.tick(at(2), Some(BRIDGE))), Some(gale));
    alert_queue.focus(false);
    alert_queue.take(raised(BRIDGE, &["Pier open"], Cause::New), Some(BRIDGE));
    assert!(alert_queue.tick(at(60), Some(BRIDGE)).is_some());
}

#[test]
fn a_terminal_that_never_tells_of_its_focus_counts_as_left_after_some_minutes() {
    let mut alert_queue = AlertQueue::default();
    alert_queue.tick(at(0), None);
    alert_queue.take(raised(BRIDGE, &["One"], Cause::New), None);
    assert_eq!(alert_queue.tick(at(299), None), None);
    alert_queue.tick(at(301), None);
    alert_queue.take(raised(BRIDGE, &["Two"], Cause::New), None);
    assert!(alert_queue.tick(at(302), None).is_some());
    alert_queue.touch();
    alert_queue.take(raised(BRIDGE, &["Three"], Cause::New), None);
    assert_eq!(alert_queue.tick(at(400), None), None);
}

#[test]
fn quiet_hours_end_in_one_notification() {
    let mut alert_queue = unwatched();
    let time = |at| clock::wall(Zone::Local, at).time();
    let hours = format!(
        "{}-{}",
        time(at(-60)).format("%H:%M"),
        time(at(3600)).format("%H:%M")
    );
    alert_queue.apply(&Alerting {
        quiet: hours.parse().ok(),
        ..Alerting::default()
    });
    alert_queue.take(raised(BRIDGE, &["One", "Two"], Cause::New), None);
    assert_eq!(alert_queue.tick(at(10), None), None);
    alert_queue.take(raised(BRIDGE, &["Three"], Cause::New), None);
    let (title, _) = told(alert_queue.tick(at(3600), None)).unwrap();
    assert_eq!(title, "3 new in Harbour bridge closure");
}

#[test]
fn a_notification_leads_to_the_newest_of_its_updates() {
    let mut alert_queue = unwatched();
    alert_queue.take(raised(BRIDGE, &["Newer", "Older"], Cause::New), None);
    let number = alert_queue.tick(at(1), None).unwrap().number;
    let target = alert_queue.target(number).unwrap();
    assert_eq!(target.entry, EntryId::new("Newer"));
    assert_eq!(target.origin.id, Some(BRIDGE));
    assert_eq!(alert_queue.target(number + 1), None);
}

#[test]
fn words_are_short_whatever_a_page_says() {
    let mut alert_queue = unwatched();
    let long = "word ".repeat(5000);
    alert_queue.take(
        raised(BRIDGE, &[&long, "\x1b]9;4;1;50\x07"], Cause::New),
        None,
    );
    let (title, lines) = told(alert_queue.tick(at(1), None)).unwrap();
    assert!(title.chars().count() <= 100);
    assert!(lines.iter().all(|line| line.chars().count() <= 200));
    assert!(lines.iter().all(|line| !line.contains(char::is_control)));
}
