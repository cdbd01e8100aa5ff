//! Clocks dated by their neighbours.

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::{context, london, moment};
use crate::{
    model::{Stamp, TimeBasis},
    source::field::time::{ClockTime, Reading, TimeContext, date_clocks, read},
};

/// Dates a column of texts and shows month, day and clock of each.
fn dated(texts: &[&str], ctx: &TimeContext) -> Vec<String> {
    let readings: Vec<_> = texts.iter().map(|text| read(text, ctx)).collect();
    let show = |stamp: Option<Stamp>| {
        stamp.map_or_else(|| "-".into(), |s| s.at.format("%m-%d %H:%M").to_string())
    };
    date_clocks(&readings, ctx).into_iter().map(show).collect()
}

#[test]
fn clocks_roll_over_midnight_newest_first_and_oldest_first() {
    let newest = ["00:20", "00:05", "23:50", "12:00", "01:00", "22:00"];
    let expected = [
        "08-07 00:20",
        "08-07 00:05",
        "08-06 23:50",
        "08-06 12:00",
        "08-06 01:00",
        "08-05 22:00",
    ];
    assert_eq!(dated(&newest, &london()), expected);
    let mut oldest = newest;
    oldest.reverse();
    let mut reversed = expected;
    reversed.reverse();
    assert_eq!(dated(&oldest, &london()), reversed);
}

#[test]
fn a_clock_ahead_of_the_moment_of_reading_was_yesterday() {
    assert_eq!(dated(&["23:50"], &london()), ["08-06 23:50"]);
    assert_eq!(
        dated(&["13:05"], &london()),
        ["08-07 13:05"],
        "some minutes are a clock's error"
    );
    assert_eq!(dated(&["13:15"], &london()), ["08-06 13:15"]);
    let early = ["08-07 02:00", "08-06 23:00"];
    assert_eq!(dated(&["02:00", "23:00"], &london()), early);
}

#[test]
fn the_page_s_date_dates_an_old_page() {
    let ctx = TimeContext {
        page_date: NaiveDate::from_ymd_opt(2014, 12, 30),
        ..london()
    };
    assert_eq!(
        dated(&["17.00", "16.06", "23.30"], &ctx),
        ["12-30 17:00", "12-30 16:06", "12-29 23:30"]
    );
}

#[test]
fn dated_neighbours_date_clocks_above_and_below() {
    let column = [
        "10:00",
        "04:49",
        "5 August 2025 22:10",
        "22:05",
        "",
        "01:00",
        "23:59",
    ];
    let expected = [
        "08-06 10:00",
        "08-06 04:49",
        "08-05 22:10",
        "08-05 22:05",
        "-",
        "08-05 01:00",
        "08-04 23:59",
    ];
    assert_eq!(dated(&column, &london()), expected);
}

#[test]
fn day_headings_date_what_stands_under_them() {
    let column = [
        "09:00",
        "Wednesday 6 August",
        "21:00",
        "08:00",
        "Tuesday 5 August",
        "07:00",
    ];
    let expected = [
        "08-07 09:00",
        "-",
        "08-06 21:00",
        "08-06 08:00",
        "-",
        "08-05 07:00",
    ];
    assert_eq!(dated(&column, &london()), expected);
}

#[test]
fn an_update_some_minutes_out_of_order_stays_on_its_day() {
    assert_eq!(
        dated(&["10:00", "10:20", "09:50"], &london()),
        ["08-07 10:00", "08-07 10:20", "08-07 09:50"]
    );
}

#[test]
fn weekdays_date_clocks() {
    assert_eq!(
        dated(&["Thu 9:43AM", "Wed 9:43PM", "Mon 9:43AM"], &london()),
        ["08-07 09:43", "08-06 21:43", "08-04 09:43"]
    );
}

#[test]
fn the_hour_that_comes_twice_is_ordered_by_its_neighbours() {
    let ctx = TimeContext {
        now: moment("2026-10-25T03:00:00Z"),
        ..context(Tz::Europe__London)
    };
    let readings: Vec<_> = ["02:10", "01:40", "01:20", "01:50", "01:10", "00:50"]
        .map(|text| read(text, &ctx))
        .into();
    let stamps = date_clocks(&readings, &ctx);
    let utc: Vec<_> = stamps
        .iter()
        .map(|s| s.as_ref().unwrap().utc().format("%H:%M").to_string())
        .collect();
    assert_eq!(utc, ["02:10", "01:40", "01:20", "00:50", "00:10", "23:50"]);
}

#[test]
fn an_abbreviation_an_hour_off_its_neighbours_gives_way() {
    let stamps = dated(&["10:05 BST", "10:00 GMT", "09:55 BST"], &london());
    assert_eq!(stamps, ["08-07 10:05", "08-07 10:00", "08-07 09:55"]);
}

#[test]
fn a_dated_clock_keeps_what_the_page_wrote_and_says_what_it_rests_on() {
    let stamps = date_clocks(&[read("9:43AM", &london())], &london());
    let stamp = stamps[0].as_ref().unwrap();
    assert_eq!(
        (stamp.raw.as_str(), stamp.basis),
        ("9:43AM", TimeBasis::Clock)
    );
}

#[test]
fn a_clock_that_only_the_day_of_reading_dates_is_guessed_with_all_that_it_dates() {
    let guessed = |ctx: &TimeContext, texts: &[&str]| -> Vec<bool> {
        let readings: Vec<_> = texts.iter().map(|text| read(text, ctx)).collect();
        let stamps = date_clocks(&readings, ctx).into_iter().flatten();
        stamps.map(|stamp| stamp.guessed).collect()
    };
    assert_eq!(guessed(&london(), &["10:00", "09:00"]), [true, true]);
    let known = TimeContext {
        page_date: NaiveDate::from_ymd_opt(2025, 8, 7),
        ..london()
    };
    assert_eq!(guessed(&known, &["10:00", "09:00"]), [false, false]);
    assert_eq!(
        guessed(&london(), &["7 August 2025 10:00", "09:00"]),
        [false, false]
    );
    assert_eq!(guessed(&london(), &["Thursday 7 August", "09:00"]), [false]);
}

#[test]
fn updates_are_no_older_than_their_page() {
    let ctx = TimeContext {
        page_date: NaiveDate::from_ymd_opt(2025, 8, 6),
        begun: Some(moment("2025-08-06T19:00:00Z")),
        ..london()
    };
    assert_eq!(
        dated(&["12:32", "09:07"], &ctx),
        ["08-07 12:32", "08-07 09:07"]
    );
}

#[test]
fn what_looks_like_a_date_and_was_not_understood_makes_a_clock_unsure() {
    let ctx = london();
    let unsure = |text| match crate::source::field::time::find(text, &ctx)
        .unwrap()
        .reading
    {
        Reading::Clock(clock) => clock.unsure,
        other => panic!("{other:?}"),
    };
    assert!(unsure("7 Gorpuary 2025, 10:32"));
    assert!(!unsure("Updated 10:32"));
    assert!(!unsure("By Jane Doe, 10:32"));
}

proptest! {
    #[test]
    fn dated_clocks_never_lie_ahead(minutes in proptest::collection::vec(0_u32..1440, 0..40), zone in 0..3_usize) {
        let zone = [Tz::Europe__London, Tz::Asia__Kolkata, Tz::America__Los_Angeles][zone];
        let ctx = context(zone);
        let clock = |minute: &u32| Some(Reading::Clock(ClockTime {
            time: NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0)?,
            weekday: None,
            zone: None,
            seconds: false,
            unsure: false,
            raw: crate::model::Clean::default(),
        }));
        let readings: Vec<_> = minutes.iter().map(clock).collect();
        for stamp in date_clocks(&readings, &ctx) {
            prop_assert!(stamp.unwrap().utc() <= ctx.now + chrono::TimeDelta::minutes(10));
        }
    }
}
