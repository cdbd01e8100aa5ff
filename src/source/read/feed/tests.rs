use std::path::Path;

use super::*;
use crate::{
    model::{Block, EmbedKind, Inline},
    source::{decode, json::parse_lenient},
};

/// Stands in for the body builder: tags become paragraph breaks.
fn plain(html: &str, _: Option<&WebUrl>) -> Body {
    let mut text = String::new();
    let mut tag = false;
    for c in html.chars() {
        match c {
            '<' => tag = true,
            '>' => {
                tag = false;
                text.push_str("\n\n");
            }
            c if !tag => text.push(c),
            _ => {}
        }
    }
    Body::from_plain(&text.replace("&#8217;", "’").replace("&amp;", "&"))
}

fn read_text(text: &str) -> Result<Snapshot, NoLiveBlog> {
    let address = WebUrl::parse("https://news.example.co.uk/live/feed").unwrap();
    read(
        text,
        Some(&address),
        "2025-08-07T12:00:00Z".parse().unwrap(),
        &plain,
    )
}

const ATOM: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>Harbour bridge: latest</title><subtitle>All that is known</subtitle>
  <id>urn:example:bridge</id><updated>2025-08-07T11:00:00Z</updated>
  <link rel="alternate" href="/live/bridge"/><link rel="next" href="feed?page=2"/>
  <entry><id>urn:example:1</id><title type="html">Ferries &amp;amp; buses</title><updated>2025-08-07T09:00:00Z</updated>
    <published>2025-08-07T08:00:00Z</published><link href="/live/bridge#1"/><author><name>Ana Perić</name></author>
    <content type="html">&lt;p&gt;More ferries.&lt;/p&gt;&lt;p&gt;More buses.&lt;/p&gt;</content></entry>
  <entry><id>urn:example:2</id><title>Bridge reopens</title><updated>2025-08-07T10:00:00Z</updated>
    <summary>It reopens at noon.</summary></entry>
</feed>"#;

#[test]
fn an_atom_feed_reads_newest_first_with_edits_and_addresses() {
    let snapshot = read_text(ATOM).unwrap();
    assert_eq!(snapshot.blog.headline.as_str(), "Harbour bridge: latest");
    assert_eq!(snapshot.blog.standfirst.as_str(), "All that is known");
    assert_eq!(
        snapshot.blog.canonical.unwrap().as_str(),
        "https://news.example.co.uk/live/bridge"
    );
    assert_eq!(
        snapshot.older.unwrap().as_str(),
        "https://news.example.co.uk/live/feed?page=2"
    );
    let [newest, older] = snapshot.entries.as_slice() else {
        panic!("two items")
    };
    assert_eq!(newest.id.as_str(), "urn:example:2");
    assert_eq!(newest.modified, None);
    assert_eq!(older.headline.as_ref().unwrap().as_str(), "Ferries & buses");
    assert_eq!(older.body.text(), "More ferries.\n\nMore buses.");
    assert_eq!(older.authors[0].name.as_str(), "Ana Perić");
    assert_eq!(older.permalink.as_ref().unwrap().fragment(), Some("1"));
    assert_eq!(
        older.published.as_ref().unwrap().at.to_rfc3339(),
        "2025-08-07T09:00:00+01:00"
    );
    assert_eq!(
        older.modified.as_ref().unwrap().at.to_rfc3339(),
        "2025-08-07T10:00:00+01:00"
    );
}

fn rss(items: &str) -> String {
    format!(
        "<rss><channel><title>Desk</title><link>https://news.example.co.uk/</link><ttl>5</ttl>{items}</channel></rss>"
    )
}

#[test]
fn an_rss_feed_without_version_reads_and_its_pace_is_kept() {
    let snapshot = read_text(&rss(
        "<item><guid>a</guid><title>One</title><pubDate>Thu, 7 Aug 2025 10:00:00 BST</pubDate>\
         <description>Text.</description></item>",
    ))
    .unwrap();
    assert_eq!(snapshot.min_interval, Some(300));
    assert_eq!(snapshot.recognised_as.as_str(), "RSS feed");
    assert_eq!(
        snapshot.entries[0]
            .published
            .as_ref()
            .unwrap()
            .utc()
            .to_rfc3339(),
        "2025-08-07T09:00:00+00:00"
    );
}

#[test]
fn ids_are_unique_and_the_same_at_every_reading() {
    let items = "<item><guid>x</guid><title>One</title></item><item><guid>x</guid><title>Two</title></item>\
                 <item><guid>x</guid><title>One</title></item><item><description>No id at all.</description></item>\
                 <item></item>";
    let one = read_text(&rss(items)).unwrap();
    let ids: std::collections::HashSet<_> = one.entries.iter().map(|e| e.id.clone()).collect();
    assert_eq!((ids.len(), one.entries.len()), (3, 3));
    assert_eq!(one, read_text(&rss(items)).unwrap());
    assert_eq!(one.warnings.len(), 1);
}

#[test]
fn a_title_that_only_begins_the_text_is_no_headline() {
    let snapshot = read_text(&rss("<item><guid>a</guid><title>First words of…</title><description>First words of a long text.</description></item>")).unwrap();
    assert_eq!(snapshot.entries[0].headline, None);
}

#[test]
fn pictures_and_films_beside_the_text_are_kept_once() {
    let items = r#"<item xmlns:media="http://search.yahoo.com/mrss/"><guid>a</guid><title>One</title>
        <enclosure url="https://img.example.org/a.jpg" type="image/jpeg" length="1"/>
        <media:content url="https://img.example.org/a.jpg?w=5" medium="image"><media:credit>Reuters</media:credit></media:content>
        </item><item><guid>b</guid><title>Two</title><enclosure url="https://img.example.org/b.mp3" type="audio/mpeg" length="1"/></item>"#;
    let snapshot = read_text(&rss(items)).unwrap();
    assert_eq!(snapshot.entries[0].body.images().len(), 1);
    assert!(
        matches!(&snapshot.entries[1].body.blocks[..], [Block::Embed(e)] if e.kind == EmbedKind::Audio)
    );
}

#[test]
fn a_json_feed_with_mistakes_reads() {
    let text = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Desk","items":[{"id":7,
        "content_text":"Line one.\n\nLine two.","date_published":"2025-08-07T10:00:00+0100",},]}"#;
    let document = parse_lenient(text).unwrap();
    assert!(is_json_feed(&document));
    let now = "2025-08-07T12:00:00Z".parse().unwrap();
    let snapshot = read_json(&document, None, now, &plain).unwrap();
    assert_eq!(snapshot.entries[0].id.as_str(), "7");
    let entry = &snapshot.entries[0];
    assert_eq!(entry.headline, None);
    assert_eq!(entry.body.blocks.len(), 2);
    assert_eq!(
        entry.body.blocks[0],
        Block::Paragraph(vec![Inline::plain("Line one.")])
    );
    assert_eq!(
        entry.published.as_ref().unwrap().utc().to_rfc3339(),
        "2025-08-07T09:00:00+00:00"
    );
}

#[test]
fn what_is_no_feed_is_refused_with_a_sentence() {
    for text in [
        "",
        "no feed",
        "<html><body></body></html>",
        "{}",
        "[1]",
        "<rss>",
        "<rss version=\"2.0\"><channel></channel></rss>",
    ] {
        let refused = read_text(text).unwrap_err();
        assert!(refused.why.as_str().ends_with('.'), "{text}: {refused}");
    }
}

#[test]
fn saved_feeds_read_wherever_they_are_at_hand() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/pages");
    let Ok(files) = std::fs::read_dir(folder) else {
        return;
    };
    let now = "2026-11-20T12:00:00Z".parse().unwrap();
    let feeds = files
        .flatten()
        .filter(|file| file.file_name().to_string_lossy().starts_with("feed-"));
    let (mut all, mut read_well) = (0, 0);
    let text = |bytes: &[u8]| {
        decode::decode(&crate::source::Page {
            bytes,
            content_type: None,
            address: None,
            fetched_at: now,
            saved: None,
            cancellation: None,
        })
        .into_owned()
    };
    for file in feeds {
        let bytes = std::fs::read(file.path()).unwrap();
        all += 1;
        match read_any(&text(&bytes), now) {
            Ok(snapshot) => read_well += usize::from(!snapshot.entries.is_empty()),
            Err(refused) => assert!(!refused.why.is_empty()),
        }
    }
    // Two of the saved feeds have no items.
    assert!(read_well + 2 >= all, "{read_well} of {all}");
}

/// Reads a feed of any format.
fn read_any(text: &str, now: DateTime<Utc>) -> Result<Snapshot, NoLiveBlog> {
    match parse_lenient(text) {
        Ok(document) => read_json(&document, None, now, &plain),
        Err(_) => read(text, None, now, &plain),
    }
}

#[test]
fn what_breaks_one_item_costs_no_other() {
    let good = "<item><guid>1</guid><title>One</title></item>";
    for (broken, warned) in [
        (
            "<item><guid>2</guid><title>Two</title><itunes:duration>99999999999999999999999:00:00</itunes:duration></item>",
            0,
        ),
        (
            "<item><guid>2</guid><title>A & b</title><pubDate>the other day</pubDate></item>",
            0,
        ),
        ("<item><guid>2</guid><title>\u{1}\u{b}Two</title></item>", 0),
        ("<item><guid>2</guid><title><![CDATA[Two</title></item>", 1),
    ] {
        let snapshot = read_text(&rss(&format!("{broken}{good}"))).unwrap();
        assert_eq!(snapshot.warnings.len(), warned, "{broken}");
        assert_eq!(snapshot.entries.len(), 2 - warned, "{broken}");
        assert_eq!(snapshot.entries.last().unwrap().id.as_str(), "1");
    }
}

#[test]
fn atom_of_the_first_version_reads() {
    let snapshot = read_text(
        r#"<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title mode="escaped">Desk &amp;amp; all</title>
        <tagline>News</tagline><entry><title>Pier</title><link rel="alternate" type="text/html" href="/pier"/>
        <id>tag:pier</id><issued>2025-08-07T10:00:00+01:00</issued><modified>2025-08-07T11:00:00+01:00</modified>
        <author><name>Ann</name><url>/ann</url></author>
        <content type="text/html" mode="base64">PHA+T3Blbi48L3A+</content></entry></feed>"#,
    )
    .unwrap();
    assert_eq!(snapshot.blog.headline.as_str(), "Desk & all");
    let entry = &snapshot.entries[0];
    assert_eq!(entry.body.text(), "Open.");
    assert_eq!(entry.authors[0].name.as_str(), "Ann");
    assert_eq!(
        entry.permalink.as_ref().unwrap().as_str(),
        "https://news.example.co.uk/pier"
    );
    assert!(entry.modified.is_some());
}

#[test]
fn markup_that_was_not_escaped_and_its_own_base_count() {
    let seen = std::cell::RefCell::new(Vec::new());
    let build = |html: &str, base: Option<&WebUrl>| {
        seen.borrow_mut()
            .push((html.to_owned(), base.unwrap().as_str().to_owned()));
        Body::from_plain(html)
    };
    let text = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/x/"><entry xml:base="y/"><title>One</title>
        <content type="xhtml" xml:base="z/"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:a href="q?a&amp;b">A &lt; B</x:a><x:br/></x:div></content>
        </entry></feed>"#;
    let now = "2025-08-07T12:00:00Z".parse().unwrap();
    read(text, None, now, &build).unwrap();
    assert_eq!(
        seen.into_inner(),
        [(
            "<div xmlns:x=\"http://www.w3.org/1999/xhtml\"><a href=\"q?a&amp;b\">A &lt; B</a><br></div>".to_owned(),
            "https://a.example/x/y/z/".to_owned()
        )]
    );
}

#[test]
fn authors_are_people_and_not_their_mail() {
    let items = "<item><guid>1</guid><title>A</title><author>desk@example.org (Ann Author)</author></item>\
                 <item><guid>2</guid><title>B</title><author>desk@example.org</author></item>\
                 <item><guid>3</guid><title>C</title><dc:creator>Ben Bell</dc:creator></item>";
    let snapshot = read_text(&rss(items)).unwrap();
    let names: Vec<_> = snapshot
        .entries
        .iter()
        .map(|entry| {
            entry
                .authors
                .first()
                .map_or("", |author| author.name.as_str())
        })
        .collect();
    assert_eq!(names, ["Ann Author", "", "Ben Bell"]);
}
