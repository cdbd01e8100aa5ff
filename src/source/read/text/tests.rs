use std::path::Path;

use chrono::{DateTime, Utc};
use proptest::prelude::*;

use super::*;
use crate::model::{Block, Status};

fn now() -> DateTime<Utc> {
    "2025-08-07T12:00:00Z".parse().unwrap()
}

fn read_text(text: &str) -> Result<Snapshot, NoLiveBlog> {
    read(text, None, &TimeContext::new(now()))
}

/// Shows each update as its time, author, headline and number of blocks.
fn shown(snapshot: &Snapshot) -> Vec<String> {
    let show = |entry: &Entry| {
        let time = entry
            .published
            .as_ref()
            .map_or_else(|| "-".into(), |p| p.at.format("%d %H:%M %:z").to_string());
        let author = entry
            .authors
            .iter()
            .map(|a| a.name.as_str())
            .collect::<Vec<_>>()
            .join("+");
        let headline = entry.headline.as_ref().map_or("-", Clean::as_str);
        format!(
            "{time} | {author} | {headline} | {}",
            entry.body.blocks.len()
        )
    };
    snapshot.entries.iter().map(show).collect()
}

const CLOSING: &str = "Stay up to date with notifications from The Example

Liveupdated

Harbour bridge latest: minister to speak ‘within the hour’

Ferries have been doubled after the closure

Ana Peric
Thursday 07 August 2025 04:49 BST
The bridge seen from the north pier as the deadline looms

The harbour bridge could reopen next week, an official has said in the capital.

The official told reporters that no date had been set for it and no crew was named.

Minister 'must explain' before the bridge opens

The transport minister, who was asked about a date for the opening, said that a lot had to happen.

\"We have work ahead,\" she said. \"There are many impediments.\"

The minister and the mayor ahead of a meeting at the city hall
The minister and the mayor ahead of a meeting at the city hall (Getty Images)
Ana Peric7 August 2025 04:49

Ferries are doubled until Sunday, the port says

The port has doubled its ferries until Sunday morning, it said in a short statement.

Ferries at the pier (AFP via Getty Images)
Marko Jones7 August 2025 04:41
";

#[test]
fn updates_that_close_with_author_and_time_are_read() {
    let snapshot = read_text(CLOSING).unwrap();
    assert_eq!(
        shown(&snapshot),
        [
            "07 04:49 +01:00 | Ana Peric | Minister 'must explain' before the bridge opens | 3",
            "07 04:41 +01:00 | Marko Jones | Ferries are doubled until Sunday, the port says | 2",
        ]
    );
    let Some(Block::Image(image)) = snapshot.entries[0].body.blocks.last() else {
        panic!("a caption")
    };
    assert_eq!(
        image.caption.as_str(),
        "The minister and the mayor ahead of a meeting at the city hall"
    );
    assert_eq!(image.credit.as_str(), "Getty Images");
}

#[test]
fn the_head_gives_headline_standfirst_byline_lede_and_status() {
    let blog = read_text(CLOSING).unwrap().blog;
    assert_eq!(
        blog.headline.as_str(),
        "Harbour bridge latest: minister to speak ‘within the hour’"
    );
    assert_eq!(
        blog.standfirst.as_str(),
        "Ferries have been doubled after the closure"
    );
    assert_eq!(blog.authors[0].name.as_str(), "Ana Peric");
    assert_eq!(
        blog.published.unwrap().at.to_rfc3339(),
        "2025-08-07T04:49:00+01:00"
    );
    assert_eq!(blog.publisher.as_str(), "The Example");
    // The picture's words and two paragraphs.
    assert!(matches!(blog.summary.blocks[0], Block::Image(_)));
    assert_eq!(blog.summary.blocks.len(), 3);
    assert_eq!(
        blog.image.unwrap().caption.as_str(),
        "The bridge seen from the north pier as the deadline looms"
    );
    assert_eq!(blog.status, Status::Live);
}

#[test]
fn updates_that_open_with_a_time_line_are_read() {
    let text = "Bridge closed: live updates

By Jane Doe
Published 7 August 2025 08:00 EDT

10:30 a.m. ET
Mayor arrives at the pier
The mayor has arrived at the pier, where she met the crews that work on the bridge.

9:58 a.m. ET
Ferries are full
Ferries are full until noon, the port said. People wait for an hour at the pier.

11:40 p.m. ET
Bridge is closed for the night
The bridge was closed for the night after an inspection found a crack in a pier.
";
    let ctx = TimeContext::new("2025-08-07T15:00:00Z".parse().unwrap());
    let snapshot = read(text, None, &ctx).unwrap();
    assert_eq!(
        shown(&snapshot),
        [
            "07 10:30 -04:00 |  | Mayor arrives at the pier | 1",
            "07 09:58 -04:00 |  | Ferries are full | 1",
            "06 23:40 -04:00 |  | Bridge is closed for the night | 1",
        ]
    );
    assert_eq!(
        snapshot.blog.headline.as_str(),
        "Bridge closed: live updates"
    );
}

#[test]
fn updates_with_headline_byline_and_then_the_time_are_read() {
    let text = "Bridge closed: what we know

Mayor arrives at the pier

10:30 BST

The mayor has arrived at the pier, where she met the crews that work on the bridge.

Ferries are full

09:58 BST

Ferries are full until noon, the port said. People wait for an hour at the pier.

Bridge is closed for the night

09:40 BST

The bridge was closed for the night after an inspection found a crack in a pier.
";
    let snapshot = read_text(text).unwrap();
    assert_eq!(
        shown(&snapshot),
        [
            "07 10:30 +01:00 |  | Mayor arrives at the pier | 1",
            "07 09:58 +01:00 |  | Ferries are full | 1",
            "07 09:40 +01:00 |  | Bridge is closed for the night | 1",
        ]
    );
}

#[test]
fn updates_whose_first_line_begins_with_the_time_are_read_and_dated_by_day_headings() {
    let text = "Ticker: Brücke gesperrt

Stand: 07.08.2025 12:31 Uhr

Donnerstag, 7. August 2025

12.31 Uhr: Die Brücke bleibt noch bis Sonntag gesperrt, sagte die Ministerin am Mittag.
Sie will am Abend wieder sprechen.

11.39 Uhr: Die Fähren fahren doppelt so oft wie sonst, teilte der Hafen mit.

Mittwoch, 6. August 2025

22.10 Uhr: Die Brücke ist gesperrt, nachdem ein Riss gefunden wurde.
";
    let ctx = TimeContext {
        zone: Some(chrono_tz::Tz::Europe__Berlin),
        ..TimeContext::new(now())
    };
    let snapshot = read(text, None, &ctx).unwrap();
    assert_eq!(
        shown(&snapshot),
        [
            "07 12:31 +02:00 |  | - | 2",
            "07 11:39 +02:00 |  | - | 1",
            "06 22:10 +02:00 |  | - | 1"
        ]
    );
}

#[test]
fn oldest_first_texts_come_out_newest_first() {
    let text = "Debate\n\n20:00: The debate begins now.\n\n20:30: It is half over.\n\n21:00: It is over.\n";
    let snapshot = read_text(text).unwrap();
    assert_eq!(
        shown(&snapshot),
        [
            "06 21:00 +00:00 |  | - | 1",
            "06 20:30 +00:00 |  | - | 1",
            "06 20:00 +00:00 |  | - | 1"
        ]
    );
}

#[test]
fn names_that_stand_alone_in_several_updates_are_bylines() {
    let text = "Bridge closed: live\n\n10:30\n\nJane Doe\n\nMayor arrives at the pier\n\nThe mayor has arrived at the pier.\n\n\
                09:58\n\nJane Doe\n\nFerries are full\n\nFerries are full until noon, the port said.\n";
    assert_eq!(
        shown(&read_text(text).unwrap()),
        [
            "07 10:30 +00:00 | Jane Doe | Mayor arrives at the pier | 1",
            "07 09:58 +00:00 | Jane Doe | Ferries are full | 1",
        ]
    );
}

#[test]
fn a_relative_time_above_a_clock_and_a_note_of_change_make_no_updates() {
    let text = "Bridge closed: live\n\n4m ago\n\nMayor arrives at the pier\n\n4m ago\n12.50 BST\n\nMayor arrives at the pier\n\n\
                The mayor has arrived at the pier.\n\nUpdated at 12.52 BST\n\n20m ago\n12.34 BST\n\nFerries are full\n\n\
                Ferries are full until noon, the port said.\n\n17\n";
    assert_eq!(
        shown(&read_text(text).unwrap()),
        [
            "07 12:50 +01:00 |  | Mayor arrives at the pier | 1",
            "07 12:34 +01:00 |  | Ferries are full | 1",
        ]
    );
}

#[test]
fn a_list_of_headlines_with_times_is_no_live_blog() {
    let item = |hour| format!("{hour}:15\n\nHeadline of the hour before {hour}\n\n28 comments\n\n");
    let list = [20, 19, 18, 17, 16, 15].map(item).concat();
    assert_eq!(read_text(&list).unwrap_err().kind, PageKind::Article);
}

#[test]
fn ids_are_unique_and_the_same_at_every_reading() {
    let twice = format!("{CLOSING}\n{}", CLOSING.split_once("looms").unwrap().1);
    let one = read_text(&twice).unwrap();
    let ids: HashSet<_> = one.entries.iter().map(|e| e.id.clone()).collect();
    assert_eq!(ids.len(), one.entries.len());
    assert_eq!(one, read_text(&twice).unwrap());
}

#[test]
fn texts_that_are_no_live_blogs_are_refused() {
    let article = "Bridge closed for a week\n\nBy Jane Doe\n7 August 2025 04:49 BST\n\nThe bridge was closed at 10:30 on Wednesday. \
                   It was opened in 1931.\n\nThe mayor will speak at 14:00.\n";
    for text in [
        "",
        "   \n\n",
        "A note.",
        "Some words\nand more words\n",
        article,
        "Updated 7 August 2025 10:00\nPublished 7 August 2025 09:00\n",
    ] {
        let refused = read_text(text).unwrap_err();
        assert!(refused.why.as_str().ends_with('.'), "{text}");
    }
}

#[test]
fn the_saved_text_reads_where_it_is_at_hand() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/pages");
    let Ok(text) =
        std::fs::read_to_string(folder.join("independent-ukraine-russia-2025-08-07.txt"))
    else {
        return;
    };
    let snapshot = read(
        &text,
        None,
        &TimeContext::new("2026-11-20T12:00:00Z".parse().unwrap()),
    )
    .unwrap();
    let times: Vec<_> = snapshot
        .entries
        .iter()
        .map(|e| e.published.as_ref().unwrap().utc().to_rfc3339())
        .collect();
    assert_eq!(
        times,
        ["2025-08-07T03:49:00+00:00", "2025-08-07T03:41:00+00:00"]
    );
    assert!(
        snapshot
            .entries
            .iter()
            .all(|e| e.headline.is_some() && e.authors.len() == 1)
    );
    assert_eq!(snapshot.blog.summary.blocks.len(), 7);
    assert_eq!(snapshot.blog.publisher.as_str(), "The Independent");
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(parts in proptest::collection::vec(prop_oneof![
        ".{0,30}", Just("\n".to_owned()), Just("\n\n".to_owned()), Just("10:30".to_owned()), Just("Jane Doe7 August 2025 04:49".to_owned()),
        Just("A caption (AP)".to_owned()), Just("A headline of some words".to_owned()), Just("A sentence that is text, and it is long enough to be one.".to_owned()),
    ], 0..30)) {
        let _ = read_text(&parts.concat());
    }
}
