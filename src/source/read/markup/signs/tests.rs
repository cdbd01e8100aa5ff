//! Pages that look like live blogs and are none, and live blogs of odd shapes.

use crate::{
    model::{Clean, NoLiveBlog, PageKind, Snapshot, WebUrl},
    source::{Page, extract},
};

const TEXTS: [&str; 5] = [
    "The harbour office says that the first ferry left the north pier with forty passengers on board.",
    "A team of six engineers has gone down to the second pillar and is measuring the crack there.",
    "The council of the island has told parents that all three schools stay closed until Sunday.",
    "The mayor told reporters outside the town hall that drivers should take the long way round.",
    "Police closed the bridge in both directions after people had reported a loud noise.",
];

/// Reads a page of this title; its address says "live", too.
fn read(title: &str, head: &str, body: &str) -> Result<Snapshot, NoLiveBlog> {
    let source = format!(
        "<!doctype html><html lang=en><head><title>{title}</title>{head}</head>\
         <body><header><nav><a href='/'>Home</a></nav></header><main><h1>{title}</h1>{body}</main></body></html>"
    );
    let address = WebUrl::parse("https://post.example/live/quay").unwrap();
    let page = Page {
        bytes: source.as_bytes(),
        content_type: Some("text/html"),
        address: Some(&address),
        fetched_at: "2026-11-28T15:00:00Z".parse().unwrap(),
        saved: None,
        cancellation: None,
    };
    extract(&page).map(|extraction| extraction.snapshot)
}

/// Writes a series: `{i}` is the number of an item, `{t}` its text.
fn each(item: &str) -> String {
    let items = TEXTS.iter().enumerate();
    items
        .map(|(i, text)| {
            let older = 9 - i;
            item.replace("{i}", &i.to_string())
                .replace("{o}", &older.to_string())
                .replace("{t}", text)
        })
        .collect()
}

fn story() -> String {
    let paragraphs = TEXTS
        .iter()
        .map(|text| format!("<p>{text} {text} {text}</p>"));
    format!("<article>{}</article>", paragraphs.collect::<String>())
}

const ARTICLE: &str = "<meta property='og:type' content='article'>";

#[test]
fn words_of_readers_are_no_live_blog() {
    let pages = [
        (
            "Live server crashes: latest answers",
            "<script type='application/ld+json'>{\"@type\":\"QAPage\"}</script>",
            "<div class=answer id=answer-90{i}><p>{t}</p><div class=user-info><time datetime='2026-11-27T1{i}:05:00Z'>Nov 27</time><a href='/users/{i}'>nora{i}</a></div></div>",
        ),
        (
            "Live reload loses the position · Issue #400",
            "",
            "<div class='TimelineItem js-comment-container' id=issuecomment-700{i}><a class=author href='/nora{i}'>nora{i}</a> commented <time datetime='2026-11-27T1{i}:05:00Z'>1h</time><div class=comment-body><p>{t}</p></div></div>",
        ),
        (
            "[live-dev] Re: scroll position – latest messages",
            "",
            "<article class=email id=msg{i}55><h3>Re: scroll position</h3><time datetime='2026-11-27T1{i}:05:00Z'>27 Nov</time><p>{t}</p></article>",
        ),
        (
            "Live match thread: Merrow v Tolvan",
            "",
            "<article class=message id=post-90{i}><h4 class=message-name><a class=username href='/members/gull{i}'>gull{i}</a></h4><h5 class=message-userTitle>Member</h5><time datetime='2026-11-27T1{i}:00:00Z'>Yesterday</time><p>{t}</p></article>",
        ),
        (
            "Harbour office: live posts",
            "",
            "<div class=card id=t{i}77><time datetime='2026-11-27T1{i}:00:00Z'>27 Nov</time><p>{t}</p><button>Reply</button><button>Boost</button></div>",
        ),
    ];
    for (title, head, item) in pages {
        let refusal = read(title, head, &each(item)).unwrap_err();
        assert!(!refusal.why.is_empty(), "{title}");
    }
}

#[test]
fn comments_under_an_article_make_no_live_blog_of_it() {
    let wordpress = format!(
        "{}<div id=comments class=comments-area><ol class=comment-list>{}</ol><div id=respond><form></form></div></div>",
        story(),
        each(
            "<li class='comment depth-1' id=comment-50{i}><article class=comment-body><footer><b class=fn>Nora</b> <time datetime='2026-11-27T1{i}:00:00Z'>27 Nov</time></footer><p>{t}</p><a href='?replytocom=50{i}#respond'>Reply</a></article></li>"
        )
    );
    let german = format!(
        "{}<section class=article-kommentare>{}</section>",
        story(),
        each(
            "<div class=beitrag id=k{i}50><time datetime='2026-11-27T1{i}:00:00Z'>27.11.</time><p>{t}</p></div>"
        )
    );
    let unnamed = format!(
        "{}<div class=dsq>{}</div>",
        story(),
        each(
            "<div class=x id=p-50{i}><time datetime='2026-11-27T1{i}:00:00Z'>27 Nov</time><p>{t}</p><a href='#'>Antworten</a></div>"
        )
    );
    for body in [wordpress, german, unnamed] {
        assert!(
            read("Bridge shut: live music moves to the quay", ARTICLE, &body).is_err(),
            "{body}"
        );
    }
}

#[test]
fn comments_under_a_live_blog_are_none_of_its_updates() {
    let body = format!(
        "<div class=liveblog>{}</div><div id=comments><ol class=comment-list>{}</ol></div>",
        each("<div class=post id=post-{o}00><time datetime='2026-11-28T0{o}:12:00Z'>0{o}:12</time><p>{t}</p></div>"),
        each("<li id=comment-{i}><time datetime='2026-11-28T1{i}:00:00Z'>27 Nov</time><p>Reader {i} says: {t} And more of the same.</p></li>").repeat(3)
    );
    let snapshot = read("Live: bridge shut", "", &body).unwrap();
    assert_eq!(snapshot.entries.len(), TEXTS.len());
    let texts = snapshot.entries.iter().map(|entry| entry.body.text());
    assert!(texts.into_iter().all(|text| !text.contains("Reader")));
}

#[test]
fn series_of_other_things_are_no_live_blog() {
    let pages = [
        (
            "Changelog – live-server latest",
            "<section><h2 id=v{i}>[1.{o}.0] - 2026-10-0{i}</h2><ul><li>{t}</li></ul></section>",
        ),
        (
            "What’s new in Live Studio: latest updates",
            "<div class=e><h3>Live Studio 14.{o}.1</h3><time datetime='2026-0{o}-01'>1 month</time><p>{t}</p></div>",
        ),
        (
            "Live at the quay: what’s on this week",
            "<div class=card><time datetime='2026-12-0{i}T20:00:00Z'>{i} Dec, 20:00</time><h3>Band {i}</h3><p>{t}</p></div>",
        ),
        (
            "Live at the quay in spring",
            "<li class=gig id=g-10{i}><b>1{i} March 2027, 20:00</b><h3>Band {i}</h3><p>{t}</p></li>",
        ),
        (
            "TV guide: live tonight on Quay One",
            "<div class=programme><span class=time>1{i}:00</span><h3>Show {i}</h3><p>{t}</p></div>",
        ),
        ("Live TV tonight", "<li><b>1{i}:05</b> Show {i}. {t}</li>"),
        (
            "Live mixer X200: latest reviews",
            "<div class=review id=r{i}00><span itemprop=ratingValue>4</span><time datetime='2026-11-2{i}T09:00:00Z'>Nov</time><p>{t}</p></div>",
        ),
        (
            "Live deals: the latest offers",
            "<div class=deal><h3>Kettle {i}</h3><span class=price>£2{i}.99</span><time datetime='2026-11-27T1{i}:00:00Z'>27 Nov</time><p>{t}</p></div>",
        ),
        (
            "The Quay podcast: latest live episodes",
            "<article class=episode id=ep-{i}20><h2>Episode 12{o}</h2><time datetime='2026-0{o}-03T06:00:00Z'>3rd</time><p>{t}</p></article>",
        ),
        (
            "Obituaries: latest notices",
            "<div class=notice id=n-{i}44><h3>Edith Marr {i}</h3><time datetime='2026-11-2{i}'>Nov</time><p>{t}</p></div>",
        ),
        (
            "Newsletter archive: live from the quay",
            "<div class=issue><h3>Issue 4{o}</h3><time datetime='2026-0{o}-05T06:00:00Z'>5th</time><p>{t}</p></div>",
        ),
        (
            "The harbour blog",
            "<div class='post hentry' id=post-{i}99><h3>Post {i} on the bridge</h3><time datetime='2026-0{o}-05T06:00:00Z'>5th</time><p>{t}</p></div>",
        ),
        (
            "Transcript: live hearing on the bridge",
            "<p><span class=ts>00:0{i}:23</span> <b>NORA PENHALE:</b> {t}</p>",
        ),
        (
            "A timeline of the collapse, minute by minute",
            "<p><strong>0{i}:15</strong> {t}</p>",
        ),
        (
            "Live departures from Merrow Quay",
            "<p>1{i}:05 Skerrin Island, pier {i}: {t}</p>",
        ),
        (
            "Live weather: hourly forecast for Merrow",
            "<p>1{i}:00 {t}</p>",
        ),
        (
            "Live from Skerrin: a diary",
            "<h2>{i} November 2026</h2><p>{t} {t}</p>",
        ),
        (
            "Letters to the editor: latest",
            "<div class=letter><h3>Bridge {i}</h3><time datetime='2026-11-2{i}'>2{i}</time><p>{t}</p></div>",
        ),
    ];
    for (title, item) in pages {
        let read = read(title, "", &each(item));
        assert!(
            read.is_err(),
            "{title}: {:?}",
            read.map(|s| s.entries.len())
        );
    }
}

#[test]
fn lists_of_stories_are_no_live_blog() {
    let pages = [
        (
            "Nora Penhale: latest stories",
            "<article id=s-{i}81><h2><a href='/news/story-{i}'>Story {i}</a></h2><time datetime='2026-11-27T1{i}:00:00Z'>27 Nov</time><p>{t}</p></article>",
        ),
        (
            "Nora Penhale: live reports",
            "<div class=story><div class=ttl><a href='/news/story-{i}'>Story {i} of the bridge</a></div><time datetime='2026-11-27T1{i}:00:00Z'>27 Nov</time><p>{t}</p></div>",
        ),
        (
            "Search results for “live blog”",
            "<li class=result><h3><a href='/news/story-{i}'>Story {i}</a></h3><time datetime='2026-11-27T1{i}:00:00Z'>27 Nov</time><p>{t}</p></li>",
        ),
        (
            "Live blogs of the quay",
            "<article><a href='/news/story-{i}'><h3>Story {i}</h3></a><time datetime='2026-11-27T1{i}:00:00Z'>27 Nov</time><p>{t}</p></article>",
        ),
    ];
    for (title, item) in pages {
        assert_eq!(
            read(title, "", &each(item)).unwrap_err().kind,
            PageKind::Listing,
            "{title}"
        );
    }
}

#[test]
fn live_blogs_of_odd_shapes_are_read() {
    let pages = [
        ("Bridge shut: latest", "<p>1{o}:12 – {t}</p>"),
        ("Live: bridge shut", "<p><strong>1{i}:12</strong> {t}</p>"),
        (
            "Bridge shut – as it happened",
            "<h3>1{o}:12 Part {i}</h3><p>{t}</p>",
        ),
        (
            "Ponte fechada: ao vivo",
            "<div><span>1{o}h12</span><p>{t}</p></div>",
        ),
        (
            "橋が閉鎖、ライブ速報",
            "<div><time datetime='2026-11-27T1{o}:12:00Z'>1{o}:12</time><p>{t}</p></div>",
        ),
        (
            "Bridge shut live",
            "<section id=u-{o}00><footer><time datetime='2026-11-27T1{o}:12:00Z'>1{o}:12</time></footer><h2>Part {i}</h2><p>{t}</p></section>",
        ),
        (
            "Bridge shut live",
            "<article><h2>Part {i}</h2><p>{t}</p><footer><time datetime='2026-11-27T1{o}:12:00Z'>1{o}:12</time></footer></article>",
        ),
        (
            "Bridge shut live",
            "<details><summary>1{o}:12 Part {i}</summary><p>{t}</p></details>",
        ),
        ("Bridge shut live", "<h3>Part {i} (1{o}:12)</h3><p>{t}</p>"),
        (
            "Live updates: days of the storm",
            "<div><time datetime='2026-11-2{o}T10:12:00Z'>2{o} Nov</time><h3>Part {i}</h3><p>{t}</p></div><div><time datetime='2026-11-2{o}T09:12:00Z'>2{o} Nov</time><h3>Also {i}</h3><p>And {t}</p></div>",
        ),
    ];
    for (title, item) in pages {
        let snapshot = read(title, "", &each(item));
        let count = snapshot.map(|snapshot| snapshot.entries.len());
        assert!(
            count.as_ref().is_ok_and(|count| count % TEXTS.len() == 0),
            "{title} {item}: {count:?}"
        );
    }
}

#[test]
fn a_match_told_by_minutes_has_labels_and_no_times() {
    let flat = "<ul><li>FT Over. Merrow win it at the last.</li><li>90'+3 Goal! Merrow 2-1 Tolvan, from the spot.</li>\
        <li>45+2’ Goal! Merrow 1-1 Tolvan. Marr heads in.</li><li>12' Goal! Merrow 0-1 Tolvan, off the post.</li></ul>";
    let table = "<table><tr><td>FT</td><td>Over. Merrow win it at the last.</td></tr>\
        <tr><td>90'+3</td><td>Goal! Merrow 2-1 Tolvan, from the spot.</td></tr>\
        <tr><td>45+2’</td><td>Goal! Merrow 1-1 Tolvan. Marr heads in.</td></tr>\
        <tr><td>12'</td><td>Goal! Merrow 0-1 Tolvan, off the post.</td></tr></table>";
    for body in [flat, table] {
        let snapshot = read("Merrow v Tolvan: live", "", body).unwrap();
        let labels = snapshot.entries.iter().map(|entry| entry.label.as_ref());
        let labels: Vec<&str> = labels.map(|label| label.unwrap().as_str()).collect();
        assert_eq!(labels, ["FT", "90'+3", "45+2’", "12'"]);
        assert!(
            snapshot
                .entries
                .iter()
                .all(|entry| entry.published.is_none())
        );
        assert_eq!(
            snapshot.entries[3].body.text(),
            "Goal! Merrow 0-1 Tolvan, off the post."
        );
    }
}

#[test]
fn a_column_of_teasers_made_as_updates_are_is_none_of_them() {
    let body = format!(
        "<div class=liveBlog><ul>{}</ul></div><div class=rhs><h2>Latest News</h2><ul>{}</ul></div>",
        each("<li><div class=timestamp><span>28 Nov 2026 0{o}:51 AM</span></div><p>{t}</p></li>"),
        each(
            "<li><h3><a href='/news/{i}'>Council votes on tram {i}</a></h3><div class=timeStamp><span>{i} minutes ago</span></div></li>"
        )
    );
    let snapshot = read("Live: boats leave", "", &body).unwrap();
    assert_eq!(snapshot.entries.len(), TEXTS.len());
}

#[test]
fn a_young_blog_counts_where_it_is_named_as_one() {
    let one = "<div class=liveblog><div class=live-post id=post-100><time datetime='2026-11-28T14:32:00Z'>14:32</time><h3>Ferries run again</h3><p>The harbour office says that the first ferry left the north pier.</p></div></div>";
    let snapshot = read("Live: bridge shut", "", one).unwrap();
    assert_eq!(snapshot.entries.len(), 1);
    let unnamed = one
        .replace("liveblog", "content")
        .replace("live-post", "item");
    assert!(read("Live: bridge shut", "", &unnamed).is_err());
}

#[test]
fn short_updates_count_where_their_place_or_their_title_is_that_of_a_live_blog() {
    let all = [
        ("14:10", "The fire in the warehouse is under control."),
        ("13:50", "Two more engines have come from Ostby."),
        ("13:00", "Smoke is rising; police have closed the quay."),
    ]
    .map(|(time, text)| format!("<div class=post><span>{time}</span><p>{text}</p></div>"))
    .concat();
    let all = format!("<div class=liveblog>{all}</div>");
    let snapshot = read("Live updates: harbour fire", "", &all).unwrap();
    assert_eq!(snapshot.entries.len(), 3);
    let unnamed = all.replace("liveblog", "content");
    let snapshot = read("Live updates: harbour fire", "", &unnamed).unwrap();
    assert_eq!(snapshot.entries.len(), 3);
    assert!(read("Harbour fire", "", &unnamed).is_err());
}

#[test]
fn a_refusal_says_what_spoke_against_it() {
    let item = "<div class=card><time datetime='2026-12-0{i}T20:00:00Z'>{i} Dec, 20:00</time><h3>Band {i}</h3><p>{t}</p></div>";
    let refusal = read("Live at the quay", "", &each(item)).unwrap_err();
    assert_eq!(refusal.kind, PageKind::Series);
    let signs: Vec<&str> = refusal.signs.iter().map(Clean::as_str).collect();
    assert!(
        signs.iter().any(|sign| sign.contains("days to come")),
        "{signs:?}"
    );
}

#[test]
fn a_ticker_of_one_liners_is_read() {
    let lines = [
        ("17:48", "Boat seven has left the quay."),
        ("17:21", "The mill road is shut again."),
        ("16:57", "Nobody waits at quay two now."),
        ("16:33", "Boat six is back in harbour."),
        ("15:59", "The wind turns to the north."),
    ];
    let list = |make: &dyn Fn(&str, &str) -> String| -> String {
        lines
            .iter()
            .map(|(clock, text)| make(clock, text))
            .collect()
    };
    let flat = |clock: &str, text: &str| format!("<li><b>{clock}</b> {text}</li>");
    let paragraphs = |clock: &str, text: &str| format!("<p>{clock} – {text}</p>");
    let table = |clock: &str, text: &str| format!("<tr><td>{clock}</td><td>{text}</td></tr>");
    for (title, body) in [
        (
            "Live: boats leave the harbour",
            format!("<ul>{}</ul>", list(&flat)),
        ),
        ("Boats leave the harbour – live", list(&paragraphs)),
        (
            "Boats leave the harbour: live updates",
            format!("<table>{}</table>", list(&table)),
        ),
        (
            "Liveticker: Boote im Hafen",
            format!("<ul>{}</ul>", list(&flat)),
        ),
    ] {
        let snapshot = read(title, "", &body);
        let texts = snapshot.map(|snapshot| snapshot.entries.len());
        assert!(matches!(texts, Ok(5)), "{title}: {texts:?}");
    }
}

#[test]
fn lists_of_short_lines_that_are_no_ticker_are_refused_with_their_signs() {
    let rows = |rows: &[(&str, &str)], make: &dyn Fn(&str, &str) -> String| -> String {
        let rows = rows.iter().map(|(clock, text)| make(clock, text));
        format!("<ul>{}</ul>", rows.collect::<String>())
    };
    let flat = |clock: &str, text: &str| format!("<li>{clock} {text}</li>");
    let linked = |clock: &str, text: &str| {
        format!(
            "<li>{clock} <a href='https://else.example/{}'>{text}</a></li>",
            text.len()
        )
    };
    let stories = [
        ("17:48", "Council votes on the new tram line"),
        ("17:21", "Mill road shut for a month, says owner"),
        ("16:57", "Three things to know of harbours"),
        ("16:33", "Ferry company has a new director"),
    ];
    let programme = [
        ("18:00", "Evening magazine of the coast"),
        ("18:45", "Weather for sailors"),
        ("20:15", "The lighthouse keeper, feature film"),
        ("21:50", "Debate: whose is the harbour"),
        ("23:30", "Night music from the mill"),
    ];
    let timetable = [
        ("16:02", "Merrow Central, platform 4"),
        ("16:17", "Tolvan Bay, platform 2, late"),
        ("16:33", "Merrow Central, platform 4"),
        ("16:51", "Airport and harbour, platform 1"),
    ];
    let prices = [
        ("17:48", "Oil 71.24 +0.35 (0.49 %) 71.90"),
        ("17:47", "Gold 3,341.10 −2.80 (0.08 %)"),
        ("17:46", "DAX 24,192.50 +268.14 (1.12 %)"),
        ("17:45", "Euro 1.1663 +0.0004 (0.03 %)"),
    ];
    for (title, body) in [
        ("News live", rows(&stories, &linked)),
        ("Live on television tonight", rows(&programme, &flat)),
        ("Live departures", rows(&timetable, &flat)),
        ("Markets live", rows(&prices, &flat)),
    ] {
        let refusal = read(title, "", &body).unwrap_err();
        let told = refusal
            .signs
            .iter()
            .any(|sign| sign.as_str().contains("one short line"));
        assert!(told, "{title}: {:?}", refusal.signs);
    }
}

#[test]
fn a_line_that_is_named_as_a_kicker_is_the_label_of_its_update() {
    let item = "<article class=live-post id=post-10{i}><time datetime='2026-11-28T0{o}:00:00Z'>0{o}:00</time>\
                <p class=post__kicker>Analysis</p><h3>Headline {i}</h3><p>{t}</p></article>";
    let snapshot = read("Live: bridge shut", "", &each(item)).unwrap();
    assert_eq!(snapshot.entries.len(), TEXTS.len());
    for (entry, text) in snapshot.entries.iter().zip(TEXTS) {
        assert_eq!(entry.label.as_ref().unwrap().as_str(), "Analysis");
        assert_eq!(entry.body.text(), text);
        assert!(
            entry
                .headline
                .as_ref()
                .unwrap()
                .as_str()
                .starts_with("Headline")
        );
    }
}

#[test]
fn hours_and_minutes_in_boxes_of_their_own_are_a_clock() {
    let item = "<li><h2 class=ticker-time><span class=time-hour>1{o}</span><span class=time-minute>:19</span></h2>\
                <h2>Headline {i}</h2><p>{t}</p></li>";
    let body = format!("<ul class=liveticker>{}</ul>", each(item));
    let snapshot = read("Live: bridge shut", "", &body).unwrap();
    assert_eq!(snapshot.entries.len(), TEXTS.len());
    for (i, entry) in snapshot.entries.iter().enumerate() {
        assert!(
            entry.published.is_some() && entry.label.is_none(),
            "{entry:?}"
        );
        let headline = entry.headline.as_ref().unwrap();
        assert_eq!(headline.as_str(), format!("Headline {i}"));
    }
}

#[test]
fn an_address_whose_query_names_the_update_under_a_plugins_attribute_is_its_own() {
    let item = "<li data-qlb-post-id=5{o}><a class=entries-highlighted href='?entry=5{o}'>Live</a>\
                <h3>Headline {i}</h3><time datetime='2026-11-28T0{o}:00:00Z'>0{o}:00</time><p>{t}</p></li>";
    let body = format!("<ul class=liveblog>{}</ul>", each(item));
    let snapshot = read("Live: bridge shut", "", &body).unwrap();
    assert_eq!(snapshot.entries.len(), TEXTS.len());
    for (i, entry) in snapshot.entries.iter().enumerate() {
        let address = entry.permalink.as_ref().unwrap();
        assert!(address.as_str().ends_with(&format!("?entry=5{}", 9 - i)));
        assert!(!entry.marks.key_event, "all are called so");
    }
}

#[test]
fn balls_of_an_over_make_a_live_blog_and_marks_of_a_ranking_do_not() {
    let row = |(label, text): (&str, &str)| {
        format!("<div class=entry><span class=label>{label}</span><p>{text}</p></div>")
    };
    let rows =
        |labels: [&'static str; 5]| -> String { labels.into_iter().zip(TEXTS).map(row).collect() };
    let overs = rows(["12.2", "12.1", "11.6", "11.5", "11.4"]);
    let snapshot = read("First Test: live", "", &overs).unwrap();
    let labels = snapshot.entries.iter().filter_map(|e| e.label.clone());
    let labels: Vec<String> = labels.map(|label| label.to_string()).collect();
    assert_eq!(labels, ["12.2", "12.1", "11.6", "11.5", "11.4"]);
    let ranking = rows(["9.5", "9.4", "9.2", "8.6", "8.1"]);
    assert!(read("The best live albums", "", &ranking).is_err());
}

#[test]
fn what_explains_live_blogs_is_none_whatever_its_title_and_address_say() {
    let sections = each("<section id='tip-{i}'><h2>Reason {i}</h2><p>{t}</p></section>");
    for title in [
        "What is a live blog?",
        "Glossary: live blog",
        "How to run a live blog: five tips",
        "Was ist ein Liveticker?",
        "Qu’est-ce qu’un live blog ?",
    ] {
        assert!(read(title, "", &sections).is_err(), "{title}");
    }
    let praise = each("<div class='testimonial' id='t{i}'><p>{t}</p></div>");
    assert!(read("Live blog software", "", &praise).is_err());
    // A live blog may ask the same, and has times.
    let updates = each("<article><time>1{o}:20</time><p>{t}</p></article>");
    assert!(read("What is a confidence vote? Live blog", "", &updates).is_ok());
    assert!(read("Live blog: the debate", "", &sections).is_ok());
}

/// Hides all but the first two of a series.
fn folded_away(attribute: &str) -> String {
    let articles = TEXTS.iter().enumerate().map(|(i, text)| {
        let hidden = if i > 1 { attribute } else { "" };
        let time = format!("<time datetime='2026-11-28T0{}:00Z'></time>", 9 - i);
        format!("<article class=update id=u{i} {hidden}>{time}<p>{text}</p></article>")
    });
    articles.collect::<Vec<_>>().concat()
}

#[test]
fn updates_that_a_button_unfolds_are_updates() {
    for hidden in ["hidden", "style='display: none'"] {
        let found = read("Live: the quay", "", &folded_away(hidden)).unwrap();
        assert_eq!(found.entries.len(), TEXTS.len(), "{hidden}");
    }
    let open = each(
        "<article class=update id=u{i}><time datetime='2026-11-28T0{o}:00Z'></time><p>{t}</p></article>",
    );
    let box_of = |inner: &str| format!("{open}<div class=older hidden>{inner}</div>");
    let older = "<article class=update id=u9><time datetime='2026-11-28T01:00Z'></time><p>The quay is quiet now, the night watch says, and nobody is there.</p></article>";
    let found = read("Live: the quay", "", &box_of(older)).unwrap();
    assert_eq!(found.entries.len(), TEXTS.len() + 1);
    // Other hidden things with times are none.
    let other = "<div class=story><time datetime='2026-11-28T01:00Z'></time><p>The best of the week, chosen by our editors for a long evening.</p></div>";
    let found = read("Live: the quay", "", &box_of(&other.repeat(3))).unwrap();
    assert_eq!(found.entries.len(), TEXTS.len());
}

#[test]
fn the_rest_of_a_text_that_a_button_unfolds_is_text() {
    let folded = each(
        "<article id=u{i}><time datetime='2026-11-28T0{o}:00Z'></time><p>{t}</p><div hidden><p>Also, {t}</p></div><button>Show more</button><div hidden>Menu</div></article>",
    );
    let found = read("Live: the quay", "", &folded).unwrap();
    let text = found.entries[0].body.text();
    assert_eq!(text, format!("{0}\n\nAlso, {0}", TEXTS[0]));
}
