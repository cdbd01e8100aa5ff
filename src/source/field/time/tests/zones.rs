//! Which zone a time in visible text is in.

use chrono_tz::Tz;

use super::{context, london, moment, parse_visible, told};
use crate::source::field::time::{Hints, TimeContext, read};

#[test]
fn the_publisher_decides_what_an_abbreviation_means() {
    let rows = [
        (
            Tz::Europe__London,
            "7 August 2025 10:00 BST",
            "2025-08-07T09:00:00+00:00",
        ),
        (
            Tz::Asia__Dhaka,
            "7 August 2025 10:00 BST",
            "2025-08-07T04:00:00+00:00",
        ),
        (
            Tz::Pacific__Bougainville,
            "7 August 2025 10:00 BST",
            "2025-08-06T23:00:00+00:00",
        ),
        (
            Tz::Asia__Kolkata,
            "7 August 2025 10:00 IST",
            "2025-08-07T04:30:00+00:00",
        ),
        (
            Tz::Europe__Dublin,
            "7 August 2025 10:00 IST",
            "2025-08-07T09:00:00+00:00",
        ),
        (
            Tz::Asia__Jerusalem,
            "7 January 2025 10:00 IST",
            "2025-01-07T08:00:00+00:00",
        ),
        (
            Tz::America__New_York,
            "7 January 2025 10:00 EST",
            "2025-01-07T15:00:00+00:00",
        ),
        (
            Tz::Australia__Sydney,
            "7 July 2025 10:00 EST",
            "2025-07-07T00:00:00+00:00",
        ),
        (
            Tz::Asia__Shanghai,
            "7 August 2025 10:00 CST",
            "2025-08-07T02:00:00+00:00",
        ),
        (
            Tz::America__Chicago,
            "7 January 2025 10:00 CST",
            "2025-01-07T16:00:00+00:00",
        ),
        (
            Tz::America__New_York,
            "7 January 2025 10:00 PT",
            "2025-01-07T18:00:00+00:00",
        ),
        (
            Tz::America__New_York,
            "7 July 2025 10:00 PT",
            "2025-07-07T17:00:00+00:00",
        ),
        (
            Tz::Europe__London,
            "7 July 2025 10:00 CET",
            "2025-07-07T09:00:00+00:00",
        ),
    ];
    for (zone, text, expected) in rows {
        let stamp = parse_visible(text, &context(zone)).unwrap();
        assert_eq!(stamp.utc(), moment(expected), "{text} in {zone}");
    }
}

#[test]
fn an_abbreviation_against_summer_time_gives_way_where_it_would_mean_the_future() {
    // At 12:00 UTC it is 13:00 in London and 08:00 in New York.
    let stamp = parse_visible("7 August 2025 12:58 GMT", &london()).unwrap();
    assert_eq!(stamp.utc(), moment("2025-08-07T11:58:00Z"));
    assert_eq!(stamp.raw.as_str(), "7 August 2025 12:58 GMT");
    let stamp = parse_visible("7:55 AM EST, Aug 7, 2025", &TimeContext::new(london().now)).unwrap();
    assert_eq!(stamp.utc(), moment("2025-08-07T11:55:00Z"));
    // Hours ago, "GMT" may well be meant.
    let stamp = parse_visible("7 August 2025 08:00 GMT", &london()).unwrap();
    assert_eq!(stamp.utc(), moment("2025-08-07T08:00:00Z"));
}

#[test]
fn hours_that_clocks_skip_move_forward_and_hours_that_come_twice_are_the_first() {
    let late = |zone| TimeContext {
        now: moment("2026-11-20T00:00:00Z"),
        ..context(zone)
    };
    let rows = [
        (
            Tz::Europe__Berlin,
            "29.03.2026 02:30",
            "2026-03-29T03:30:00+02:00",
        ),
        (
            Tz::Europe__London,
            "29 March 2026 01:30",
            "2026-03-29T02:30:00+01:00",
        ),
        (
            Tz::Europe__Berlin,
            "25.10.2026 02:30",
            "2026-10-25T02:30:00+02:00",
        ),
        (
            Tz::America__New_York,
            "8 March 2026 02:15",
            "2026-03-08T03:15:00-04:00",
        ),
        (
            Tz::America__New_York,
            "1 November 2026 01:15",
            "2026-11-01T01:15:00-04:00",
        ),
    ];
    for (zone, text, expected) in rows {
        assert_eq!(told(read(text, &late(zone))), expected, "{text} in {zone}");
    }
}

#[test]
fn americans_put_the_month_first() {
    let ctx = TimeContext::for_page(
        moment("2025-08-07T12:00:00Z"),
        &Hints {
            host: Some("www.example.us"),
            ..Hints::default()
        },
    );
    assert_eq!(
        told(read("07/08/2025 04:49", &ctx)),
        "2025-07-08T04:49:00-04:00"
    );
}

#[test]
fn a_publisher_s_zone_comes_from_host_then_region_then_language() {
    let zone = |host, language, locale| {
        TimeContext::for_page(
            moment("2025-08-07T12:00:00Z"),
            &Hints {
                host,
                language,
                locale,
            },
        )
        .zone
    };
    assert_eq!(
        zone(Some("www.independent.co.uk"), Some("en"), Some("en_US")),
        Some(Tz::Europe__London)
    );
    assert_eq!(zone(Some("www.example.com"), None, None), None);
    assert_eq!(
        zone(Some("radio.tv"), None, None),
        None,
        "codes that everybody buys are no country's"
    );
    assert_eq!(
        zone(Some("www.example.cat"), None, None),
        Some(Tz::Europe__Madrid)
    );
    assert_eq!(
        zone(Some("www.example.com"), Some("es"), None),
        None,
        "a language of many countries tells of none"
    );
    assert_eq!(
        zone(Some("WWW.BR.DE"), None, None),
        Some(Tz::Europe__Berlin)
    );
    assert_eq!(
        zone(Some("example.com"), Some("en-IE"), Some("en_US")),
        Some(Tz::Europe__Dublin)
    );
    assert_eq!(
        zone(Some("example.com"), Some("fr"), None),
        Some(Tz::Europe__Paris)
    );
    assert_eq!(
        zone(Some("example.com"), Some("en"), Some("en_US")),
        Some(Tz::America__New_York)
    );
    assert_eq!(zone(Some("example.com"), Some("en"), None), None);
    assert_eq!(zone(None, None, None), None);
}
