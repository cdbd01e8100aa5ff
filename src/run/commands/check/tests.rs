use std::time::Duration;

use super::*;
use crate::{config::Places, run::commands::sample::reading};

fn told(interval: Option<Duration>, min_interval: Option<u32>) -> String {
    let config = Config {
        interval,
        zone: Zone::Utc,
        ..Config::defaults(&Places::default())
    };
    let mut reading = reading(10, &[("b", 2, "More words."), ("a", 1, "First words.")]);
    reading.extraction.snapshot.min_interval = min_interval;
    let mut out = Vec::new();
    tell(&reading, &config, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn all_that_was_found_is_told_with_where_it_came_from() {
    let told = told(None, None);
    for line in [
        "Source         live.html",
        "Recognised as  JSON-LD LiveBlogPosting",
        "Feed           none found",
        "Updates        2, from 2025-08-07 04:01 +00:00 to 2025-08-07 04:02 +00:00",
        "Headlines      0 of 2",
        "Times          2 of 2: 2 from machine-readable markup",
        "Bylines        2 of 2",
        "Polling        at the blog's pace, about every 30s while it runs",
        "Evidence\n  updates: JSON-LD",
        "Warnings\n  One update has no time.",
    ] {
        assert!(
            told.contains(&format!("{line}\n")),
            "{line:?} is not in\n{told}"
        );
    }
}

#[test]
fn the_plan_names_what_the_reader_chose_and_what_the_source_asks_for() {
    let told = told(Some(Duration::from_mins(2)), Some(45));
    assert!(told.contains("every 2m, as you set it; the source asks for 45s or more\n"));
}
