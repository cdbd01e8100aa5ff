//! What the reader is alerted to while they look elsewhere, and what they are spared.

use chrono::TimeDelta;
use newswire::{
    app::{
        BlogId, Effect, ExternalUpdate, Followed, Joined, Msg, Settings,
        alert::{Alerting, Notification, Raised, When},
    },
    model::{
        Clean, EntryId, LiveBlog, OlderOutcome, OlderPage, PollOutcome, WebUrl, Window,
        alert::{Cause, On, Rule, Scope, Wish},
    },
};

use crate::harness::{Reader, entry, snapshot, story};

fn on(on: On) -> Wish {
    Wish {
        on,
        ..Wish::default()
    }
}

fn settings(alerts: Alerting) -> Msg {
    Msg::Settings(Box::new(Settings {
        alerts,
        ..Settings::default()
    }))
}

/// A reader with some updates who wants to be told of everything, and looks elsewhere.
fn elsewhere() -> Reader {
    let mut reader = Reader::with(120, 24, story(5));
    reader.send(settings(Alerting {
        rules: vec![Rule::new(on(On::Any), Scope::All).unwrap()],
        ..Alerting::default()
    }));
    reader.send(Msg::Focus(false));
    reader.takes();
    reader
}

/// Lets a poll find some more updates.
fn more(reader: &mut Reader, ids: &[&str]) {
    let new = ids
        .iter()
        .map(|id| entry(id, -1, &format!("News {id}"), "Text."));
    reader.poll(new.chain(story(5)).collect());
}

/// What is to be alerted to, where nobody was told of it before.
fn raised(reader: &mut Reader) -> Vec<Raised> {
    let effects = reader.takes().into_iter();
    effects
        .filter_map(|effect| match effect {
            Effect::Raise(_, raised) => Some(*raised),
            _ => None,
        })
        .collect()
}

/// Says that nobody was told of what is to be alerted to; returns what the reader is told a moment later.
fn told(reader: &mut Reader) -> Vec<Notification> {
    for raised in raised(reader) {
        reader.send(Msg::Raised(Box::new(raised)));
    }
    reader.now += TimeDelta::minutes(1);
    reader.send(Msg::Tick(reader.now));
    let effects = reader.takes().into_iter();
    effects
        .filter_map(|effect| match effect {
            Effect::Notify(told) => Some(*told),
            _ => None,
        })
        .collect()
}

#[test]
fn an_update_that_arrives_while_nobody_looks_is_told_with_its_headline() {
    let mut reader = elsewhere();
    more(&mut reader, &["a"]);
    let told = told(&mut reader);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].title.as_str(), "Harbour bridge closure: latest");
    assert_eq!(told[0].lines, [Clean::line("News a")]);
    assert_eq!(told[0].raised[0].alerts[0].cause, Cause::New);
}

#[test]
fn forty_updates_after_a_long_sleep_are_one_notification() {
    let mut reader = elsewhere();
    reader.now += TimeDelta::hours(8);
    let ids: Vec<String> = (0..40).map(|n| format!("n{n}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    more(&mut reader, &ids);
    let told = told(&mut reader);
    assert_eq!(told.len(), 1);
    let title = told[0].title.as_str();
    assert_eq!(title, "40 new in Harbour bridge closure: latest");
}

#[test]
fn the_first_reading_an_unchanged_one_and_a_failure_alert_of_nothing() {
    let mut reader = Reader::new(120, 24);
    reader.send(settings(Alerting {
        rules: vec![Rule::new(on(On::Any), Scope::All).unwrap()],
        ..Alerting::default()
    }));
    reader.send(Msg::Focus(false));
    reader.poll(story(5));
    reader.finish(PollOutcome::Unchanged);
    reader.poll(story(5));
    assert_eq!(raised(&mut reader), []);
}

#[test]
fn older_pages_alert_of_nothing() {
    let mut reader = elsewhere();
    let older = vec![entry("older", 900, "Long ago", "Text.")];
    let page = OlderPage {
        at: reader.now,
        outcome: OlderOutcome::Page {
            snapshot: Box::new(snapshot(older, Window::Part)),
            more: false,
        },
    };
    reader.send(Msg::Older(BlogId(0), page));
    assert_eq!(raised(&mut reader), []);
}

#[test]
fn what_another_instance_found_is_alerted_of_as_well() {
    let mut reader = elsewhere();
    let mut other = Reader::with(120, 24, story(5));
    more(&mut other, &["a"]);
    let timeline = other.model.reader().unwrap().blog().timeline();
    let heard = ExternalUpdate {
        blog: LiveBlog::default(),
        items: timeline.items().to_vec(),
        checked: Some(other.now),
    };
    reader.send(Msg::ExternalUpdate(BlogId(0), Box::new(heard)));
    let raised = raised(&mut reader);
    assert_eq!(raised[0].alerts[0].item.entry.id, EntryId::new("a"));
}

#[test]
fn whoever_looks_is_told_nothing_and_always_means_what_is_not_on_the_screen() {
    let mut reader = elsewhere();
    reader.send(Msg::Focus(true));
    more(&mut reader, &["a"]);
    assert_eq!(told(&mut reader), []);
    reader.send(settings(Alerting {
        when: When::Always,
        rules: vec![Rule::new(on(On::Any), Scope::All).unwrap()],
        ..Alerting::default()
    }));
    more(&mut reader, &["b", "a"]);
    assert_eq!(told(&mut reader), []);
    // The help covers it.
    reader.keys("?");
    more(&mut reader, &["c", "b", "a"]);
    assert_eq!(told(&mut reader).len(), 1);
}

#[test]
fn alerts_that_are_off_are_off() {
    let mut reader = elsewhere();
    reader.send(settings(Alerting {
        off: true,
        rules: vec![Rule::new(on(On::Any), Scope::All).unwrap()],
        ..Alerting::default()
    }));
    more(&mut reader, &["a"]);
    assert_eq!(raised(&mut reader), []);
    assert!(!reader.model.wants_alerts());
}

#[test]
fn a_key_asks_for_alerts_of_this_live_blog_and_takes_them_back() {
    let mut reader = Reader::with(120, 24, story(5));
    assert!(!reader.model.wants_alerts());
    reader.keys("!breaking<Enter>");
    let kept = |reader: &mut Reader| {
        let effects = reader.takes().into_iter();
        let kept = effects.filter_map(|effect| match effect {
            Effect::KeepWishes(_, wishes) => Some(wishes),
            _ => None,
        });
        kept.last()
    };
    assert_eq!(kept(&mut reader), Some(vec![on(On::Breaking)]));
    assert!(
        reader
            .screen()
            .contains("You will be alerted to breaking news.")
    );
    assert!(reader.model.wants_alerts());
    reader.keys("!breaking<Enter>");
    assert_eq!(kept(&mut reader), Some(vec![]));
    assert!(
        reader
            .screen()
            .contains("You will no longer be alerted to breaking news.")
    );
}

#[test]
fn typed_words_and_words_that_were_found_are_asked_for() {
    let mut reader = Reader::with(120, 24, story(5));
    reader.keys("!zeppelin<Enter>");
    assert!(reader.screen().contains("new updates with “zeppelin”"));
    reader.keys("/northern pier<Enter>!");
    assert!(reader.screen().contains("new updates with “northern pier”"));
    reader.keys("<End><Enter><Esc>");
    reader.send(Msg::Focus(false));
    reader.takes();
    let mut page = story(5);
    page.insert(0, entry("a", -1, "A Zeppelin", "Over the town."));
    page.insert(0, entry("b", -1, "Weather", "Rain."));
    reader.poll(page);
    let raised = raised(&mut reader);
    let ids: Vec<&str> = raised[0]
        .alerts
        .iter()
        .map(|a| a.item.entry.id.as_str())
        .collect();
    assert_eq!(ids, ["a"]);
}

#[test]
fn what_was_asked_for_counts_after_a_restart() {
    let mut reader = Reader::new(120, 24);
    let blog = Followed::open(Joined {
        id: BlogId(0),
        source: Clean::line("post.example/live/bridge"),
        address: WebUrl::parse("https://post.example/live/bridge").ok(),
        paused: false,
        wishes: vec![on(On::New)],
        restored: None,
    });
    reader.start(blog);
    reader.poll(story(5));
    reader.send(Msg::Focus(false));
    more(&mut reader, &["a"]);
    assert_eq!(told(&mut reader).len(), 1);
}

#[test]
fn a_notification_that_is_answered_leads_to_its_update() {
    let mut reader = elsewhere();
    reader.keys("jj");
    reader.send(Msg::Focus(false));
    more(&mut reader, &["a"]);
    let number = told(&mut reader)[0].number;
    reader.keys("?");
    reader.send(Msg::Answered(number));
    assert!(reader.top().is_none());
    assert_eq!(reader.selected(), "a");
    assert!(reader.screen().contains("News a"));
    reader.send(Msg::Answered(99));
    assert_eq!(reader.selected(), "a");
}
