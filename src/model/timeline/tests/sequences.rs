//! A page and a platform's protocol, one after the other: what comes of it, and what does not.

use super::*;
use crate::model::{Author, Block, Image, Inline, Precision, Provenance, Voice, WebUrl, Witness};

const TEXT: &str = "The harbour office says that the first ferry left the north pier at noon with \
                    about forty passengers on board, and that two more crossings are planned.";
const EDITED: &str = "The harbour office says that the first ferry left the north pier at noon with \
                      about fifty passengers on board, and that two more crossings are planned.";

pub(super) fn voice(by: Witness, rank: u8) -> Voice {
    Voice { by, rank }
}

/// Everything is said by one witness, but how the newsroom marked it.
pub(super) fn said_by(by: Witness, rank: u8, entry: Entry) -> Entry {
    let said = voice(by, rank);
    Entry {
        provenance: Provenance {
            headline: said,
            body: said,
            published: said,
            modified: said,
            authors: said,
            permalink: said,
            marks: Voice::default(),
        },
        ..entry
    }
}

pub(super) fn picture(caption: &str) -> Block {
    Block::Image(Image {
        candidates: vec![(WebUrl::parse("https://post.example/pier.jpg").unwrap(), 0)],
        caption: Clean::line(caption),
        ..Image::default()
    })
}

/// What a platform's protocol says: the whole text, with a link and a picture.
fn whole(id: &str, minutes: i64, text: &str) -> Entry {
    let mut entry = entry(id, minutes, text);
    if let Some(Block::Paragraph(runs)) = entry.body.blocks.first_mut() {
        runs.push(Inline {
            link: WebUrl::parse("https://post.example/statement").ok(),
            ..Inline::plain(" Statement")
        });
    }
    entry.body.blocks.push(picture(""));
    said_by(Witness::Platform, 9, entry)
}

/// What the elements of the page say: the text, of which not every word is the update's.
fn shown(id: &str, minutes: i64, text: &str) -> Entry {
    let text = format!("{text}\n\nShare");
    said_by(Witness::Markup, 6, entry(id, minutes, &text))
}

/// What the data of the page say: plain words.
fn plain(id: &str, minutes: i64, text: &str) -> Entry {
    said_by(Witness::JsonLd, 5, entry(id, minutes, text))
}

/// The same, where they give no more than the beginning.
fn cut(id: &str, minutes: i64, text: &str) -> Entry {
    let text: Vec<&str> = text.split(' ').take(22).collect();
    let text = format!("{}…", text.join(" "));
    said_by(Witness::JsonLd, 3, entry(id, minutes, &text))
}

pub(super) fn protocol(entries: Vec<Entry>, removed: &[&str]) -> Snapshot {
    Snapshot {
        window: Window::Delta {
            removed: removed.iter().map(|id| EntryId::new(id)).collect(),
        },
        ..reading(entries)
    }
}

/// A page whose elements show one update.
fn page(text: &str) -> Snapshot {
    reading(vec![shown("a", 0, text)])
}

/// An answer of the protocol with that update.
fn answer(text: &str) -> Snapshot {
    protocol(vec![whole("a", 0, text)], &[])
}

pub(super) fn changed(mut entry: Entry, minutes: i64) -> Entry {
    entry.modified = Some(stamp(minutes));
    entry
}

fn dated(mut reading: Snapshot, minutes: i64) -> Snapshot {
    reading.blog.modified = Some(stamp(minutes));
    reading
}

/// Says in words what a reader would hear of a change.
fn told(changes: &ChangeSet) -> String {
    let lists = [
        ("added", &changes.added),
        ("revised", &changes.revised),
        ("retracted", &changes.retracted),
        ("restored", &changes.restored),
    ];
    let told = lists.into_iter().filter(|(_, list)| !list.is_empty());
    let told = told.map(|(word, list)| format!("{word} {}", ids(list).join(" ")));
    told.collect::<Vec<_>>().join(", ")
}

/// Takes readings in, a minute apart; what is remembered goes through a restart each time, too.
fn play(steps: &[(&str, Snapshot)]) -> Timeline {
    let mut timeline = Timeline::default();
    let mut restarted = Timeline::default();
    for ((expected, snapshot), minute) in steps.iter().zip(1..) {
        let changes = timeline.merge(snapshot, at(minute));
        assert_eq!(told(&changes), *expected, "reading {minute}");
        let changes = restarted.merge(snapshot, at(minute));
        assert_eq!(
            told(&changes),
            *expected,
            "reading {minute} after a restart"
        );
        let kept = restarted.items().to_vec();
        restarted = Timeline::restore(restarted.blog.clone(), kept);
    }
    let restored = Timeline::restore(timeline.blog.clone(), timeline.items().to_vec());
    assert_eq!(restored.items(), restarted.items());
    timeline
}

fn item<'t>(timeline: &'t Timeline, id: &str) -> &'t Item {
    timeline.get(&EntryId::new(id)).unwrap()
}

pub(super) fn has_links_and_pictures(item: &Item) -> bool {
    !item.entry.body.links().is_empty() && !item.entry.body.images().is_empty()
}

#[test]
fn another_witness_of_the_same_state_makes_no_revision() {
    let page = || reading(vec![shown("a", 0, TEXT), plain("b", -9, TEXT)]);
    let answer = || protocol(vec![whole("a", 0, TEXT), whole("b", -9, TEXT)], &[]);
    let timeline = play(&[
        ("added a b", page()),
        ("", answer()),
        ("", page()),
        ("", answer()),
        ("", page()),
        ("", page()),
    ]);
    assert!(has_links_and_pictures(item(&timeline, "a")));
    assert!(has_links_and_pictures(item(&timeline, "b")));
}

#[test]
fn a_reading_like_the_last_one_of_its_witness_changes_nothing_at_all() {
    let page = || reading(vec![shown("a", 0, TEXT)]);
    let answer = || protocol(vec![whole("a", 0, TEXT)], &[]);
    let mut timeline = Timeline::default();
    timeline.merge(&page(), at(1));
    timeline.merge(&answer(), at(2));
    timeline.merge(&page(), at(3));
    for minute in 4..8 {
        assert!(timeline.merge(&answer(), at(minute)).is_empty());
        assert!(timeline.merge(&page(), at(minute)).is_empty());
    }
}

#[test]
fn a_stale_page_takes_no_edit_back() {
    let timeline = play(&[
        ("added a", page(TEXT)),
        ("", answer(TEXT)),
        ("revised a", answer(EDITED)),
        ("", page(TEXT)),
        ("", page(EDITED)),
        ("", page(TEXT)),
        ("", page(EDITED)),
    ]);
    assert!(has_links_and_pictures(item(&timeline, "a")));
}

#[test]
fn an_edit_that_the_page_tells_first_is_one_edit() {
    let timeline = play(&[
        ("added a", answer(TEXT)),
        ("", page(TEXT)),
        // The protocol is down, or late.
        ("revised a", page(EDITED)),
        ("", answer(TEXT)),
        ("", answer(EDITED)),
        ("", page(EDITED)),
    ]);
    assert!(has_links_and_pictures(item(&timeline, "a")));
    assert_eq!(item(&timeline, "a").revision(), 2);
}

#[test]
fn two_edits_of_which_each_witness_tells_one_are_two() {
    let third = TEXT.replace("forty", "sixty");
    let timeline = play(&[
        ("added a", answer(TEXT)),
        ("", page(TEXT)),
        ("revised a", page(EDITED)),
        ("revised a", answer(&third)),
    ]);
    assert_eq!(item(&timeline, "a").revision(), 3);
}

#[test]
fn a_later_time_of_change_is_believed_of_whoever_states_it() {
    let answer = || protocol(vec![changed(whole("a", 0, TEXT), 1)], &[]);
    play(&[
        ("added a", answer()),
        ("", reading(vec![changed(shown("a", 0, TEXT), 3)])),
        (
            "revised a",
            reading(vec![changed(plain("a", 0, EDITED), 4)]),
        ),
        ("", answer()),
    ]);
    play(&[
        ("added a", reading(vec![changed(shown("a", 0, TEXT), 1)])),
        (
            "revised a",
            protocol(vec![changed(whole("a", 0, EDITED), 2)], &[]),
        ),
    ]);
}

#[test]
fn a_cut_text_is_no_edit_of_a_whole_one() {
    let page = |entry: Entry| reading(vec![entry]);
    let timeline = play(&[
        ("added a", page(cut("a", 0, TEXT))),
        ("", page(plain("a", 0, TEXT))),
        ("", page(cut("a", 0, TEXT))),
        ("", answer(TEXT)),
        ("", page(plain("a", 0, TEXT))),
        ("revised a", page(cut("a", 0, EDITED))),
        ("", page(plain("a", 0, EDITED))),
        ("", page(cut("a", 0, EDITED))),
        ("", answer(EDITED)),
        ("", page(cut("a", 0, EDITED))),
    ]);
    assert!(has_links_and_pictures(item(&timeline, "a")));
}

#[test]
fn a_text_that_grew_too_long_to_be_given_whole_is_an_edit() {
    let short = "The first ferry left.";
    play(&[
        ("added a", reading(vec![plain("a", 0, short)])),
        ("revised a", reading(vec![cut("a", 0, EDITED)])),
        ("", reading(vec![cut("a", 0, EDITED)])),
    ]);
}

#[test]
fn what_a_protocol_took_back_no_cached_page_brings_back() {
    let all = ["a", "b", "c"].into_iter().zip(0..);
    let page = |without: &str| {
        let ids = all.clone().filter(|(id, _)| *id != without);
        let page = reading(ids.map(|(id, n)| shown(id, -n, TEXT)).collect());
        dated(page, 0)
    };
    let answer = protocol(vec![whole("a", 0, TEXT)], &["b"]);
    let timeline = play(&[
        ("added a b c", page("")),
        ("retracted b", answer.clone()),
        ("", page("")),
        ("", page("")),
        // Gone from the page, too, and then there again.
        ("", page("b")),
        ("restored b", page("")),
        ("retracted b", answer.clone()),
        ("", page("")),
        // The page was changed after that.
        ("restored b", dated(page(""), 9)),
        ("retracted b", answer),
        ("restored b", protocol(vec![whole("b", -1, TEXT)], &[])),
    ]);
    assert_eq!(item(&timeline, "b").revision(), 1);
}

#[test]
fn what_was_taken_back_before_it_was_seen_does_not_arrive() {
    let mut timeline = Timeline::default();
    timeline.merge(&protocol(vec![whole("a", 0, TEXT)], &["b"]), at(1));
    let page = reading(vec![shown("a", 0, TEXT), shown("b", -1, EDITED)]);
    assert_eq!(told(&timeline.merge(&page, at(2))), "");
    let answer = protocol(vec![whole("b", -1, EDITED)], &[]);
    let mut later = timeline.clone();
    assert_eq!(told(&timeline.merge(&answer, at(3))), "added b");
    assert_eq!(told(&later.merge(&dated(page, 2), at(3))), "added b");
}

#[test]
fn of_what_was_taken_back_before_it_was_seen_the_newest_is_remembered() {
    let names: Vec<String> = (0..2 * MOST_TAKEN_BACK).map(|n| n.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut timeline = Timeline::default();
    for (removed, minute) in names.chunks(MOST_TAKEN_BACK).zip(1..) {
        timeline.merge(&protocol(Vec::new(), removed), at(minute));
    }
    let page = |id| reading(vec![shown(id, 0, TEXT)]);
    assert_eq!(
        told(&timeline.merge(&page(names[MOST_TAKEN_BACK]), at(3))),
        ""
    );
    assert_eq!(told(&timeline.merge(&page("0"), at(4))), "added 0");
}

#[test]
fn what_is_remembered_of_a_removal_is_to_be_kept() {
    let page = |ids: &[&str]| {
        let known = ["a", "b", "c"].into_iter().zip(0..);
        let shown_now = known.filter(|(id, _)| ids.contains(id));
        reading(shown_now.map(|(id, n)| shown(id, -n, TEXT)).collect())
    };
    let removal = protocol(Vec::new(), &["b"]);
    // A page agrees with what was said to be removed: once that is news.
    let mut timeline = Timeline::default();
    timeline.merge(&page(&["a", "b", "c"]), at(1));
    timeline.merge(&removal, at(2));
    for (minute, touched) in [(3, &["b"] as &[&str]), (4, &[])] {
        let changes = timeline.merge(&page(&["a", "c"]), at(minute));
        assert_eq!(ids(&changes.touched), touched, "reading {minute}");
    }
    // Somebody says of what went missing that it was removed: once that is news, too.
    let mut timeline = Timeline::default();
    timeline.merge(&page(&["a", "b", "c"]), at(1));
    timeline.merge(&page(&["a", "c"]), at(2));
    let changes = timeline.merge(&page(&["a", "c"]), at(3));
    assert_eq!(told(&changes), "retracted b");
    for (minute, touched) in [(4, &["b"] as &[&str]), (5, &[])] {
        let changes = timeline.merge(&removal, at(minute));
        assert_eq!(
            (told(&changes), ids(&changes.touched)),
            (String::new(), touched.to_vec())
        );
    }
}

#[test]
fn nobody_misses_what_it_never_showed() {
    let mut with_picture = shown("picture", -1, "");
    with_picture.body.blocks = vec![picture("")];
    let data = || reading(vec![plain("a", 0, TEXT), plain("c", -2, EDITED)]);
    let page = || {
        let mut page = data();
        page.entries.insert(1, with_picture.clone());
        page
    };
    let timeline = play(&[
        ("added a picture c", page()),
        ("", data()),
        ("", data()),
        ("", data()),
        ("", page()),
    ]);
    assert_eq!(item(&timeline, "picture").presence, Presence::OnPage);
    play(&[
        ("added a c", data()),
        ("added b", protocol(vec![whole("b", -1, TEXT)], &[])),
        ("", data()),
        ("", data()),
        ("", data()),
    ]);
}

#[test]
fn a_witness_misses_what_lies_between_its_own_newest_and_oldest() {
    // The elements show the newest three, the data all; `c` has elements only, and slides out of their reach.
    let data = |id, n| plain(id, n, TEXT);
    let elements = |id, n| shown(id, n, EDITED);
    play(&[
        (
            "added b c d e",
            reading(vec![
                elements("b", -1),
                elements("c", -2),
                elements("d", -3),
                data("e", -4),
            ]),
        ),
        (
            "added a",
            reading(vec![
                elements("a", 0),
                elements("b", -1),
                data("d", -3),
                data("e", -4),
            ]),
        ),
        (
            "",
            reading(vec![
                elements("a", 0),
                elements("b", -1),
                data("d", -3),
                data("e", -4),
            ]),
        ),
        (
            "",
            reading(vec![elements("a", 0), elements("d", -3), data("e", -4)]),
        ),
        (
            "retracted b c",
            reading(vec![elements("a", 0), elements("d", -3), data("e", -4)]),
        ),
    ]);
}

#[test]
fn a_mark_that_one_witness_knows_stays() {
    let mut key = shown("a", 0, TEXT);
    key.marks.key_event = true;
    key.provenance.marks = voice(Witness::Markup, 6);
    let mut unmarked = key.clone();
    unmarked.marks.key_event = false;
    let mut timeline = Timeline::default();
    timeline.merge(&reading(vec![key]), at(1));
    for (reading, minute) in [(answer(TEXT), 2), (reading(vec![plain("a", 0, TEXT)]), 3)] {
        timeline.merge(&reading, at(minute));
        assert!(item(&timeline, "a").entry.marks.key_event);
    }
    let changes = timeline.merge(&reading(vec![unmarked]), at(4));
    assert_eq!(ids(&changes.touched), ["a"]);
    assert!(!item(&timeline, "a").entry.marks.key_event);
}

#[test]
fn writers_and_address_are_those_of_the_witness_that_counts() {
    let told = |mut entry: Entry, name: &str| {
        entry.authors = vec![Author {
            name: Clean::line(name),
            url: None,
        }];
        entry.permalink = WebUrl::parse(&format!("https://post.example/{name}")).ok();
        entry
    };
    let known = |timeline: &Timeline| {
        let entry = &item(timeline, "a").entry;
        let names: Vec<String> = entry.authors.iter().map(|a| a.name.to_string()).collect();
        let page = entry
            .permalink
            .as_ref()
            .map(|page| page.as_url().path().to_owned());
        (names.join(", "), page.unwrap_or_default())
    };
    let mut timeline = Timeline::default();
    for (minute, reading, name) in [
        (1, reading(vec![told(plain("a", 0, TEXT), "Roe")]), "Roe"),
        // A stronger witness corrects a weaker one, and the weaker one takes nothing back.
        (
            2,
            protocol(vec![told(whole("a", 0, TEXT), "Hill")], &[]),
            "Hill",
        ),
        (3, reading(vec![told(plain("a", 0, TEXT), "Roe")]), "Hill"),
        // It may correct itself.
        (
            4,
            protocol(vec![told(whole("a", 0, TEXT), "Vale")], &[]),
            "Vale",
        ),
        // One that counts as much takes nothing from it.
        (
            5,
            reading(vec![told(
                said_by(Witness::Markup, 9, entry("a", 0, TEXT)),
                "Lane",
            )]),
            "Vale",
        ),
    ] {
        let changes = timeline.merge(&reading, at(minute));
        assert_eq!(known(&timeline), (name.to_owned(), format!("/{name}")));
        assert!(changes.revised.is_empty(), "no edit of the text");
    }
}

#[test]
fn an_update_that_becomes_a_key_event_or_breaking_news_is_told_as_marked_once() {
    let marked = |key_event, breaking| {
        let mut entry = shown("a", 0, TEXT);
        (entry.marks.key_event, entry.marks.breaking) = (key_event, breaking);
        entry.provenance.marks = voice(Witness::Markup, 6);
        reading(vec![entry])
    };
    let mut timeline = Timeline::default();
    for ((key_event, breaking, told), minute) in [
        (false, false, &[] as &[&str]),
        (true, false, &["a"]),
        (true, false, &[]),
        (true, true, &["a"]),
        (false, true, &[]),
        (true, true, &["a"]),
        (true, false, &[]),
        (false, false, &[]),
        (false, true, &["a"]),
    ]
    .into_iter()
    .zip(1..)
    {
        let changes = timeline.merge(&marked(key_event, breaking), at(minute));
        assert_eq!(ids(&changes.marked), told, "reading {minute}");
    }
}

#[test]
fn an_exact_time_stays_whoever_tells_a_day() {
    let mut day = whole("a", 0, TEXT);
    day.published = Some(Stamp {
        precision: Precision::Day,
        ..stamp(-12 * 60)
    });
    let exact = || reading(vec![plain("a", 0, TEXT)]);
    for (first, then) in [
        (protocol(vec![day.clone()], &[]), exact()),
        (exact(), protocol(vec![day.clone()], &[])),
    ] {
        let timeline = play(&[("added a", first), ("", then)]);
        assert_eq!(item(&timeline, "a").entry.published, Some(stamp(0)));
    }
}

#[test]
fn a_relative_time_is_taken_once() {
    let page = |minute| {
        let mut entry = shown("a", minute, TEXT);
        let stamp = entry.published.as_mut().unwrap();
        stamp.basis = TimeBasis::Relative;
        reading(vec![entry])
    };
    let mut timeline = Timeline::default();
    timeline.merge(&page(0), at(1));
    for minute in 2..5 {
        assert!(timeline.merge(&page(minute), at(minute)).is_empty());
    }
}

#[test]
fn a_history_that_knew_no_witnesses_takes_them_on_without_revisions() {
    let old = |text: &str| {
        let mut whole = whole("a", 0, text);
        whole.provenance = Provenance::default();
        Timeline::restore(LiveBlog::default(), {
            let mut timeline = Timeline::default();
            timeline.merge(&reading(vec![whole]), at(0));
            let mut items = timeline.items().to_vec();
            items[0].memory = WitnessMemory::default();
            items
        })
    };
    let answer = protocol(vec![whole("a", 0, TEXT)], &[]);
    let mut timeline = old(TEXT);
    let changes = timeline.merge(&answer, at(1));
    assert_eq!(
        (told(&changes).as_str(), ids(&changes.touched)),
        ("", vec!["a"])
    );
    let page = reading(vec![shown("a", 0, TEXT)]);
    assert_eq!(told(&timeline.merge(&page, at(2))), "");
    // What was edited meanwhile is one.
    assert_eq!(told(&old(EDITED).merge(&answer, at(1))), "revised a");
}

#[test]
fn a_time_of_change_that_lies_ahead_freezes_nothing() {
    let page = |text, ahead| dated(reading(vec![changed(plain("a", 0, text), ahead)]), ahead);
    let day = 24 * 60;
    let timeline = play(&[
        ("added a", page(TEXT, day)),
        ("revised a", page(EDITED, 2)),
        ("revised a", page(TEXT, day)),
        ("revised a", page(EDITED, 4)),
    ]);
    assert_eq!(item(&timeline, "a").entry.modified, Some(stamp(4)));
    assert_eq!(timeline.blog.modified, Some(stamp(4)));
}

#[test]
fn a_clock_that_is_set_back_loses_nothing() {
    let mut timeline = Timeline::default();
    let page = |text| reading(vec![plain("a", 0, text), plain("b", -1, "B")]);
    timeline.merge(&page(TEXT), at(100));
    assert_eq!(told(&timeline.merge(&page(EDITED), at(7))), "revised a");
    let item = item(&timeline, "a");
    assert!(item.seen > item.first_seen());
}

#[test]
fn how_fresh_the_page_is_says_nothing_of_the_protocol() {
    let page = |text, minute| dated(reading(vec![shown("a", 0, text)]), minute);
    // The answer repeats what an old copy of the page said of itself.
    let answer = |text, minute| dated(protocol(vec![whole("a", 0, text)], &[]), minute);
    let timeline = play(&[
        ("added a", page(TEXT, 5)),
        ("", answer(TEXT, 5)),
        ("", page(TEXT, 3)),
        ("revised a", answer(EDITED, 3)),
        ("", page(TEXT, 4)),
    ]);
    assert_eq!(timeline.blog.modified, Some(stamp(5)));
}

#[test]
fn an_empty_body_takes_no_text_away() {
    let mut empty = whole("a", 0, "");
    empty.body = Body::default();
    let timeline = play(&[
        ("added a", reading(vec![plain("a", 0, TEXT)])),
        ("", protocol(vec![empty], &[])),
    ]);
    assert_eq!(item(&timeline, "a").entry.body.text(), TEXT);
}

#[test]
fn a_short_text_that_goes_on_after_its_dots_is_an_edit() {
    let page =
        |text: &str, rank| reading(vec![said_by(Witness::Markup, rank, entry("a", 0, text))]);
    let (dots, more) = (
        "The minister speaks now…",
        "The minister speaks now: she resigns.",
    );
    play(&[
        ("added a", page(dots, 6)),
        ("revised a", page(more, 54)),
        ("revised a", page(dots, 6)),
        ("revised a", page(more, 54)),
    ]);
}

#[test]
fn a_headline_that_its_witness_sets_later_is_an_edit() {
    let page = |headline: Option<&str>| {
        let mut entry = shown("a", 0, TEXT);
        entry.headline = headline.map(Clean::line);
        // That there is none is said with less weight.
        entry.provenance.headline.rank = if headline.is_some() { 6 } else { 1 };
        reading(vec![entry])
    };
    let timeline = play(&[
        ("added a", page(None)),
        ("revised a", page(Some("Ferry service resumes"))),
        ("", page(Some("Ferry service resumes"))),
        ("revised a", page(None)),
    ]);
    assert_eq!(item(&timeline, "a").entry.headline, None);
}
