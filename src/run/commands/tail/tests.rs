use serde_json::Value;

use super::*;
use crate::run::commands::sample::reading;

/// Runs readings of one blog through `follow` and returns what was written.
fn followed(format: TailFormat, readings: Vec<News>) -> String {
    let mut out = Vec::new();
    let mut records = Records {
        format,
        zone: Zone::Utc,
        out: &mut out,
    };
    let runtime = runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let (sender, turns) = mpsc::channel(readings.len());
        for read in readings {
            sender.send((0, read)).await.unwrap();
        }
        drop(sender);
        let mut blogs = [Followed::default()];
        follow(&mut blogs, turns, std::future::pending(), &mut records)
            .await
            .unwrap();
    });
    String::from_utf8(out).unwrap()
}

/// What each record says: the change, the update and its revision.
fn changes(ndjson: &str) -> Vec<String> {
    let record = |line: &str| {
        let value: Value = serde_json::from_str(line).unwrap();
        let word = |value: &Value| value.as_str().unwrap().to_owned();
        let revision = &value["item"]["_newswire"]["revision"];
        format!(
            "{} {} {revision}",
            word(&value["change"]),
            word(&value["item"]["id"])
        )
    };
    ndjson.lines().map(record).collect()
}

#[test]
fn each_change_is_one_record_and_what_is_old_comes_first() {
    let a = ("a", 1, "First words.");
    let b = ("b", 2, "More words.");
    let c = ("c", 3, "Last words.");
    let written = followed(
        TailFormat::Ndjson,
        vec![
            News::Fresh(Box::new(reading(10, &[b, a]))),
            News::Fresh(Box::new(reading(11, &[b, a]))),
            News::Fresh(Box::new(reading(12, &[c, ("b", 2, "Other words."), a]))),
            News::Fresh(Box::new(reading(13, &[c, a]))),
            News::Fresh(Box::new(reading(14, &[c, a]))),
            News::Fresh(Box::new(reading(15, &[c, ("b", 2, "Other words."), a]))),
        ],
    );
    assert_eq!(
        changes(&written),
        [
            "added a 1",
            "added b 1",
            "revised b 2",
            "added c 1",
            "retracted b 2",
            "added b 2",
        ]
    );
}

#[test]
fn text_records_say_what_happened() {
    let written = followed(
        TailFormat::Text,
        vec![News::Fresh(Box::new(reading(
            10,
            &[("a", 1, "First words.")],
        )))],
    );
    assert_eq!(
        written,
        "New in Harbour bridge closure\n2025-08-07 04:01 UTC\nTransport desk\n\nFirst words.\n\n"
    );
}

#[test]
fn a_reading_that_fails_ends_nothing() {
    let failure = News::Failed(Clean::line("The page is gone for a moment."));
    let written = followed(
        TailFormat::Ndjson,
        vec![
            failure,
            News::Fresh(Box::new(reading(10, &[("a", 1, "First words.")]))),
        ],
    );
    assert_eq!(changes(&written), ["added a 1"]);
}

#[test]
fn the_end_of_the_time_ends_it_before_another_reading_is_taken() {
    let mut out = Vec::new();
    let mut records = Records {
        format: TailFormat::Text,
        zone: Zone::Utc,
        out: &mut out,
    };
    let runtime = runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let (sender, turns) = mpsc::channel(1);
        sender
            .send((0, News::Fresh(Box::new(reading(10, &[("a", 1, "x")])))))
            .await
            .unwrap();
        let mut blogs = [Followed::default()];
        follow(&mut blogs, turns, async {}, &mut records)
            .await
            .unwrap();
        // Nobody listens any more, which is what ends the watchers.
        assert!(sender.is_closed());
    });
    assert!(out.is_empty());
}
