use chrono_tz::Tz;

use super::*;
use crate::source::dom::bounded_html;

/// Reads the time of the first element of a page's body; shows the instant, else the clock.
fn read(html: &str) -> String {
    let html = bounded_html::parse(html).html;
    let mut elements = html.tree.nodes().filter_map(ElementRef::wrap);
    let body = elements.find(|e| e.value().name() == "body").unwrap();
    let block = body.child_elements().next().unwrap();
    let ctx = TimeContext {
        zone: Some(Tz::Europe__London),
        ..TimeContext::new("2025-08-07T18:00:00Z".parse().unwrap())
    };
    let times = super::read(block, &ctx);
    match (times.published, times.clock) {
        (Some(stamp), _) => stamp.at.format("%m-%d %H:%M:%S").to_string(),
        (None, Some(shown)) => format!("{:?}", shown.raw.as_str()),
        (None, None) => "nothing".to_owned(),
    }
}

#[test]
fn attributes_that_hold_an_instant_are_known_by_their_value() {
    for attribute in [
        "datetime='2025-08-07T16:32:00+01:00'",
        "data-datetime='2025-08-07T16:32:00'",
        "data-ts='1754580720'",
        "data-posted-date-timestamp='1754580720000'",
        "data-js-timestamp='1754580720'",
        "data-created='2025-08-07 16:32:00'",
        "data-whatever='2025-08-07T15:32:00Z'",
        "data-updated-at='2025-08-07T15:32:00Z'",
        "data-published='Thu, 07 Aug 2025 16:32:00 +0100'",
        "data-date='2025-08-07' data-time='16:32'",
    ] {
        let page = format!("<article {attribute}><p>Words.</p></article>");
        assert_eq!(read(&page), "08-07 16:32:00", "{attribute}");
    }
}

#[test]
fn ids_and_times_of_something_else_are_no_publication() {
    for attribute in [
        "data-id='1754580720'",
        "data-post-id='1754580720000'",
        "data-key='20250807163200'",
        "data-expires='2025-08-07T16:32:00Z'",
        "data-count='1754580720'",
        "data-day='2025-08-07'",
        "class='post-1754580720'",
    ] {
        let page = format!("<article {attribute}><p>Words.</p></article>");
        assert_eq!(read(&page), "nothing", "{attribute}");
    }
}

#[test]
fn elements_without_a_name_tell_a_time_where_none_has_one_and_are_no_text() {
    let ctx = TimeContext::new("2025-08-07T18:00:00Z".parse().unwrap());
    for (inside, shown, taken) in [
        (
            "<p>Words.</p><footer>Posted at 16:32</footer>",
            "Posted at 16:32",
            1,
        ),
        ("<i>16:32</i><i>London</i><p>Words.</p>", "16:32", 1),
        ("<i>Updated 17:10</i><i>16:32</i><p>Words.</p>", "16:32", 2),
        ("<p><b>16:32</b> Words.</p>", "", 0),
        ("<p>Words.</p><ul><li><b>16:32</b></li></ul>", "", 0),
        ("<blockquote><p>16:32</p></blockquote>", "", 0),
    ] {
        let html = bounded_html::parse(&format!("<article>{inside}</article>")).html;
        let mut elements = html.tree.nodes().filter_map(ElementRef::wrap);
        let block = elements.find(|e| e.value().name() == "article").unwrap();
        let times = super::read(block, &ctx);
        let raw = times.clock.map(|clock| clock.raw.to_string());
        assert_eq!(
            (raw.unwrap_or_default().as_str(), times.beside.len()),
            (shown, taken),
            "{inside}"
        );
    }
}

#[test]
fn what_is_shown_mends_what_an_attribute_leaves_open() {
    for (inside, expected) in [
        ("<time datetime='2025-08-07'>16:32</time>", "08-07 16:32:00"),
        (
            "<time datetime='2025-08-07'>7 August</time>",
            "08-07 00:00:00",
        ),
        (
            "<span class=time>16:32</span> <span class=date>6 August 2025</span>",
            "08-06 16:32:00",
        ),
        (
            "<time itemprop=dateModified datetime='2025-08-07T17:20:00+01:00'>07/08/2025 16:32 | Updated 07/08/2025 17:20</time>",
            "08-07 16:32:00",
        ),
        (
            "<abbr class=timeago title='2025-08-07T16:32:00+01:00'>2 hours ago</abbr>",
            "08-07 16:32:00",
        ),
        (
            "<meta itemprop=datePublished content='2025-08-07T16:32:00+01:00'>",
            "08-07 16:32:00",
        ),
        (
            "<time datetime='2025-08-07T16:32:00Z'>16:32 BST</time>",
            "08-07 16:32:00",
        ),
        (
            "<span class=updated data-updated='2025-08-07T17:20:00+01:00'></span><time datetime='2025-08-07T16:32:00+01:00'></time>",
            "08-07 16:32:00",
        ),
        (
            "<p class=edited>Now: <time datetime='2025-08-07T17:20:00+01:00'>17:20</time></p><time datetime='2025-08-07T16:32:00+01:00'></time>",
            "08-07 16:32:00",
        ),
        (
            "<p>Updated at <time datetime='2025-08-07T17:20:00+01:00'>17:20</time></p><time datetime='2025-08-07T16:32:00+01:00'></time>",
            "08-07 16:32:00",
        ),
        (
            "<time class=update__time datetime='2025-08-07T16:32:00+01:00'></time><p>Updated at <time datetime='2025-08-07T17:20:00+01:00'>17:20</time></p>",
            "08-07 16:32:00",
        ),
        ("<span class=time>16:32</span>", "\"16:32\""),
    ] {
        let page = format!("<article class=update>{inside}<p>Words.</p></article>");
        assert_eq!(read(&page), expected, "{inside}");
    }
}
