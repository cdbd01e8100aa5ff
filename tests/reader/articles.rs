//! What links lead to, read in the reading pane: on, back, and where each page was left.

use chrono::{DateTime, Utc};
use newswire::{
    app::{
        Effect, LinkToRead, LinksToSave, Msg,
        keys::{Scope, TABLES},
    },
    layout::Focus,
    model::{Article, Block, Body, Clean, Inline, Linked, Obstacle, WebUrl},
};

use super::harness::{Reader, entry, rich};

fn url(text: &str) -> WebUrl {
    WebUrl::parse(text).unwrap()
}

fn article(title: &str, paragraphs: usize, link: &str) -> Linked {
    let mut blocks: Vec<Block> = (1..=paragraphs)
        .map(|n| Block::Paragraph(vec![Inline::plain(&format!("{title} paragraph {n}."))]))
        .collect();
    let mut last = Inline::plain("read on");
    last.link = Some(url(link));
    blocks.push(Block::Paragraph(vec![last]));
    let at: DateTime<Utc> = "2025-08-07T09:30:00Z".parse().unwrap();
    Linked::Article(Box::new(Article {
        address: url(&format!("https://post.example/{title}")),
        title: Clean::line(title),
        site: Clean::line("The Example Post"),
        byline: Clean::line("Maria Lund"),
        published: Some(at),
        body: Body { blocks },
        fetched_at: at,
    }))
}

/// Returns the link that is to be read.
fn asked(reader: &mut Reader) -> LinkToRead {
    let found = reader.takes().into_iter().find_map(|effect| match effect {
        Effect::ReadLink(link) => Some(link),
        _ => None,
    });
    found.expect("a link is to be read")
}

fn answer(reader: &mut Reader, read: Result<Linked, Clean>) {
    let number = asked(reader).number;
    reader.send(Msg::LinkRead(number, read));
}

fn reading() -> Reader {
    let mut reader = Reader::with(80, 24, vec![rich("a", 1), entry("b", 2, "Other", "text")]);
    reader.takes();
    reader.keys("1<Enter>");
    reader
}

fn footer(reader: &Reader) -> String {
    reader.rows().pop().unwrap()
}

#[test]
fn an_article_is_read_in_the_pane_with_links_of_its_own() {
    let mut reader = reading();
    assert!(footer(&reader).contains("fetching transport.example"));
    answer(
        &mut reader,
        Ok(article("Ferries", 3, "https://next.example/")),
    );
    insta::assert_snapshot!(reader.screen());
    reader.keys("1");
    assert!(footer(&reader).contains("[1] next.example"));
}

#[test]
fn the_chain_goes_back_and_forth_and_keeps_each_place() {
    let mut reader = reading();
    answer(
        &mut reader,
        Ok(article("First", 40, "https://next.example/")),
    );
    reader.keys("<PgDn><PgDn>1");
    let first = reader.screen();
    assert!(!first.contains("First paragraph 1."), "{first}");
    reader.keys("<Enter>");
    answer(
        &mut reader,
        Ok(article("Second", 40, "https://third.example/")),
    );
    assert!(reader.screen().contains("Second paragraph 1."));
    reader.keys("<Backspace>");
    assert_eq!(reader.screen(), first, "where it was left");
    reader.keys("h");
    assert_eq!(
        reader.model.reader().unwrap().focus(),
        Focus::Reading,
        "the update itself"
    );
    assert!(!reader.screen().contains("First"), "{}", reader.screen());
    reader.keys("LL");
    assert!(reader.screen().contains("Second paragraph 1."));
    reader.takes();
    reader.keys("L");
    assert!(footer(&reader).contains("no page to go forward to"));
    reader.keys("hhh");
    assert_eq!(reader.model.reader().unwrap().focus(), Focus::Timeline);
}

#[test]
fn the_jump_list_leads_back_from_a_page_and_on_to_it_again() {
    let mut reader = reading();
    let page = |title: &str| Ok(article(title, 3, "https://next.example/"));
    answer(&mut reader, page("First"));
    reader.keys("1<Enter>");
    answer(&mut reader, page("Second"));
    let shows = |reader: &Reader| {
        let focus = reader.model.reader().unwrap().focus();
        let screen = reader.screen();
        let page = ["First", "Second"]
            .into_iter()
            .find(|title| screen.contains(&format!("{title} paragraph 1.")));
        (reader.selected(), page, focus)
    };
    let text = ("a".to_owned(), None, Focus::Timeline);
    let first = ("a".to_owned(), Some("First"), Focus::Reading);
    let second = ("a".to_owned(), Some("Second"), Focus::Reading);
    reader.keys("<Ctrl-o>");
    assert_eq!(shows(&reader), first);
    reader.keys("<Ctrl-o>");
    assert_eq!(shows(&reader), text);
    reader.keys("<Alt-Right><Alt-Right>");
    assert_eq!(shows(&reader), second);
    // Pages behind another update take their place on the screen, not in the list.
    reader.keys("<Esc><Esc><Esc>Gj");
    reader.keys("<Ctrl-o><Ctrl-o>");
    assert_eq!(shows(&reader), first, "{}", reader.screen());
}

#[test]
fn a_page_that_lies_ahead_is_not_fetched_again() {
    let mut reader = reading();
    answer(
        &mut reader,
        Ok(article("First", 3, "https://next.example/")),
    );
    reader.keys("h1<Enter>");
    // The page calls itself by another address than its link: it is asked for, once.
    answer(
        &mut reader,
        Ok(article("First", 3, "https://next.example/")),
    );
    reader.keys("h");
    reader.takes();
    reader.keys("L");
    assert!(reader.takes().is_empty() && reader.screen().contains("First paragraph 1."));
}

#[test]
fn escape_gives_up_a_page_and_its_late_answer_changes_nothing() {
    let mut reader = reading();
    let number = asked(&mut reader).number;
    reader.keys("<Esc>");
    assert!(reader.takes().contains(&Effect::StopReading));
    let before = reader.screen();
    assert!(!before.contains("fetching"));
    reader.send(Msg::LinkRead(
        number,
        Ok(article("Late", 3, "https://n.example/")),
    ));
    assert_eq!(reader.screen(), before);
}

#[test]
fn whoever_went_on_is_not_called_back() {
    let mut reader = reading();
    reader.keys("j");
    answer(&mut reader, Ok(article("Late", 3, "https://n.example/")));
    assert!(!reader.screen().contains("Late paragraph"));
    assert_eq!(reader.selected(), "b");
    assert!(!footer(&reader).contains("fetching"));
}

#[test]
fn every_key_is_answered_by_the_next_draw_while_a_page_is_on_its_way() {
    let mut reader = reading();
    let asked = asked(&mut reader);
    for (key, selected) in [("j", "b"), ("k", "a"), ("j", "b")] {
        reader.keys(key);
        assert_eq!(reader.selected(), selected, "one draw after {key}");
        assert!(footer(&reader).contains("fetching"));
    }
    reader.keys("k");
    reader.send(Msg::LinkRead(
        asked.number,
        Ok(article("Slow", 2, "https://n.example/")),
    ));
    assert!(reader.screen().contains("Slow paragraph 1."));
}

#[test]
fn what_is_no_text_is_named_with_the_browser_one_key_away() {
    let mut reader = reading();
    answer(&mut reader, Ok(Linked::Obstacle(Obstacle::Pdf)));
    assert!(reader.screen().contains("leads to a PDF document"));
    reader.keys("e");
    let takes = reader.takes();
    assert!(
        matches!(&takes[..], [Effect::Open(url)] if url.host() == "transport.example"),
        "{takes:?}"
    );
    reader.keys("h2<Enter>");
    answer(
        &mut reader,
        Err(Clean::line("ferries.example answered 404; check it.")),
    );
    assert!(reader.screen().contains("ferries.example answered 404"));
}

#[test]
fn a_live_blog_behind_a_link_is_offered_to_be_followed() {
    let mut reader = reading();
    let address = url("https://post.example/live/other");
    answer(
        &mut reader,
        Ok(Linked::LiveBlog {
            address: address.clone(),
            headline: Clean::line("Another story: live"),
        }),
    );
    assert!(
        reader
            .screen()
            .contains("This is a live blog: Enter follows it here.")
    );
    reader.keys("<Enter>");
    assert!(reader.takes().contains(&Effect::Follow(address)));
}

#[test]
fn a_live_blog_behind_a_link_that_is_open_already_is_gone_to() {
    let mut reader = reading();
    answer(
        &mut reader,
        Ok(Linked::LiveBlog {
            address: url("https://post.example/live/bridge#a"),
            headline: Clean::line("Harbour bridge closure: latest"),
        }),
    );
    let screen = reader.screen();
    let words = "This live blog is open already: Enter goes there.";
    assert!(screen.contains(words), "{screen}");
    reader.keys("<Enter>");
    assert_eq!(reader.model.reader().unwrap().focus(), Focus::Timeline);
    let follows = |effect: &Effect| matches!(effect, Effect::Follow(_));
    assert!(!reader.takes().iter().any(follows));
}

#[test]
fn a_kept_page_is_asked_for_anew_by_the_refresh_key() {
    let mut reader = reading();
    answer(&mut reader, Ok(article("Old", 2, "https://n.example/")));
    reader.keys("r");
    let asked = asked(&mut reader);
    assert!(asked.anew);
    reader.send(Msg::LinkRead(
        asked.number,
        Ok(article("New", 2, "https://n.example/")),
    ));
    assert!(reader.screen().contains("New paragraph 1."));
    reader.keys("h");
    assert!(
        !reader.screen().contains("Old paragraph"),
        "it came in its place"
    );
}

#[test]
fn all_links_are_saved_with_progress_and_the_same_key_stops() {
    let mut reader = Reader::with(120, 24, vec![rich("a", 1)]);
    reader.takes();
    reader.keys("D");
    let takes = reader.takes();
    let [Effect::SaveLinks(LinksToSave { number, urls, .. })] = &takes[..] else {
        panic!("{takes:?}");
    };
    assert_eq!(urls.len(), 2);
    assert!(footer(&reader).contains("saving links: 0 of 2"));
    reader.send(Msg::LinkSaved(*number, true));
    assert!(footer(&reader).contains("saving links: 1 of 2"));
    reader.send(Msg::LinkSaved(*number, false));
    assert!(footer(&reader).contains("Saved 1 of 2 links; 1 could not be saved."));
    reader.keys("DD");
    assert!(reader.takes().contains(&Effect::StopSaving));
}

#[test]
fn no_key_of_a_page_does_nothing() {
    let table = TABLES.iter().find(|table| table.scope == Scope::Page);
    for key in table.unwrap().rows.iter().flat_map(|row| row.keys) {
        let mut reader = reading();
        answer(&mut reader, Ok(article("A", 3, "https://post.example/b")));
        let (screen, depth) = (reader.buffer(), reader.model.screens().len());
        let key = if key.chars().count() > 1 {
            format!("<{key}>")
        } else {
            (*key).to_owned()
        };
        reader.keys(&key);
        let moved = reader.buffer() != screen || reader.model.screens().len() != depth;
        assert!(moved && !reader.takes().contains(&Effect::Quit), "{key}");
    }
}
