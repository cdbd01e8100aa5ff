use std::path::Path;

use super::*;

fn url(text: &str) -> WebUrl {
    WebUrl::parse(text).unwrap()
}

fn read(bytes: &[u8], content_type: &str) -> Linked {
    let asked = url("https://post.example/2025/ferries-doubled");
    let page = Page {
        bytes,
        content_type: Some(content_type),
        address: Some(&asked),
        fetched_at: "2025-08-07T12:00:00Z".parse().unwrap(),
        saved: None,
        cancellation: None,
    };
    read_linked(&page, &asked, Recipes::built_in())
}

fn read_html(html: &str) -> Linked {
    read(html.as_bytes(), "text/html; charset=utf-8")
}

fn fixture(name: &str) -> Article {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/articles");
    let bytes = std::fs::read(folder.join(name)).unwrap();
    match read(&bytes, "text/html; charset=utf-8") {
        Linked::Article(article) => *article,
        other => panic!("{name} is {other:?}"),
    }
}

/// Writes an article as people would see it, links by their numbers.
fn written(article: &Article) -> String {
    let date = article.published.map(|at| at.to_rfc3339());
    let links = article.body.links();
    let links = links
        .iter()
        .map(|link| format!("{} -> {}", link.text, link.url));
    format!(
        "{}\n{} | {} | {}\n\n{}\n\n{}",
        article.title,
        article.site,
        article.byline,
        date.unwrap_or_default(),
        article.body.text(),
        links.collect::<Vec<_>>().join("\n")
    )
}

#[test]
fn a_news_story_is_read_without_what_surrounds_it() {
    insta::assert_snapshot!(written(&fixture("story.html")));
}

#[test]
fn a_post_of_a_plain_page_is_read() {
    insta::assert_snapshot!(written(&fixture("post.html")));
}

#[test]
fn files_and_films_are_named_for_what_they_are() {
    let named = |bytes: &[u8], kind: &str| match read(bytes, kind) {
        Linked::Obstacle(obstacle) => obstacle,
        other => panic!("{other:?}"),
    };
    assert_eq!(named(b"%PDF-1.7 ...", "text/html"), Obstacle::Pdf);
    assert_eq!(named(b"\0\0\0 ftyp", "video/mp4"), Obstacle::Video);
    assert_eq!(named(b"", "video/mp4"), Obstacle::Video);
    assert_eq!(named(b"", "audio/mpeg"), Obstacle::Audio);
    assert_eq!(named(b"\x89PNG\r\n", "image/png"), Obstacle::Picture);
    assert_eq!(named(b"PK\x03\x04", "application/zip"), Obstacle::File);
    assert_eq!(named(b"{\"a\": 1}", "application/json"), Obstacle::File);
    assert_eq!(named(b" ", "text/html"), Obstacle::Empty);
}

#[test]
fn pages_without_a_text_are_named_for_what_they_ask() {
    let named = |html: &str| match read_html(html) {
        Linked::Obstacle(obstacle) => obstacle,
        other => panic!("{other:?}"),
    };
    for (html, obstacle) in [
        (
            "<html><title>Just a moment...</title><p>Checking.",
            Obstacle::BotWall,
        ),
        (
            "<html><title>Before you continue</title><p>We use cookies.",
            Obstacle::ConsentWall,
        ),
        (
            "<html><title>Page not found</title><p>Sorry.",
            Obstacle::Missing,
        ),
        (
            "<html><title>Sign in</title><form><input type=password></form>",
            Obstacle::Login,
        ),
        (
            "<html><title>The pier</title><meta property=og:type content=video.other><p>Watch.",
            Obstacle::Video,
        ),
        (
            "<html><title>App</title><div id=root></div>",
            Obstacle::NoText,
        ),
    ] {
        assert_eq!(named(html), obstacle, "{html}");
    }
}

#[test]
fn a_live_blog_is_named_as_one() {
    let page = "<html><title>Bridge</title><script type=application/ld+json>{\"@type\":\"LiveBlogPosting\",\
                \"headline\":\"Bridge closure: latest\",\"liveBlogUpdate\":[{\"@type\":\"BlogPosting\",\"@id\":\"u1\",\
                \"headline\":\"Pier\",\"datePublished\":\"2025-08-07T04:00:00Z\",\"articleBody\":\"The pier is shut.\"}]}</script>";
    let Linked::LiveBlog { headline, .. } = read_html(page) else {
        panic!("not recognised");
    };
    assert_eq!(headline.as_str(), "Bridge closure: latest");
}

#[test]
fn no_page_drives_the_terminal_or_leads_to_anything_but_the_web() {
    let words = "The pier was closed on Thursday, the harbour office said. ".repeat(12);
    let page = format!(
        "<html><title>x</title><article><h1>Pier \x1b]0;own\x07</h1><p>{words}\u{202e}\x1b[31m</p>\
         <p>{words}<a href='javascript:alert(1)'>run</a> <a href='file:///etc/passwd'>read</a> \
         <a href='https://good.example/'>go</a></p></article>"
    );
    let Linked::Article(article) = read_html(&page) else {
        panic!("not read");
    };
    let links: Vec<_> = article
        .body
        .links()
        .into_iter()
        .map(|l| l.url.to_string())
        .collect();
    assert_eq!(links, ["https://good.example/"]);
    let all = written(&article);
    assert!(!all.contains(['\x1b', '\x07', '\u{202e}']), "{all:?}");
}

#[test]
fn a_text_that_lies_deeper_than_any_article_is_not_searched_for() {
    let read = |depth: usize| {
        let words = "<p>The harbour office says that the northern pier is closed until Sunday, and long.</p>";
        let (open, close) = ("<div>".repeat(depth), "</div>".repeat(depth));
        let parts = format!("{open}{words}{close}").repeat(60);
        read_html(&format!(
            "<title>Pier</title><article><h1>Pier</h1>{parts}</article>"
        ))
    };
    assert!(matches!(read(3), Linked::Article(_)));
    assert!(!matches!(read(300), Linked::Article(_)));
}

#[test]
fn hostile_nesting_ends() {
    for page in [
        "<div><p>word ".repeat(20_000),
        "<b><i><p>word".repeat(5_000),
        "<table><tr><td>word ".repeat(5_000),
        "<p>word, word, word ".repeat(70_000),
    ] {
        let _whatever_it_is = read_html(&format!("<html><title>x</title>{page}"));
    }
}

/// What real articles hold, and what of their surroundings must not be in the text.
#[test]
fn saved_articles_read_as_their_text_where_they_are_at_hand() {
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/pages");
    let folder = std::env::var_os("NEWSWIRE_CORPUS").map_or(usual, Into::into);
    let Ok(files) = std::fs::read_dir(folder) else {
        return;
    };
    let mut read_some = 0;
    for file in files.filter_map(Result::ok) {
        let name = file.file_name().to_string_lossy().into_owned();
        if !name.starts_with("neg-") || !name.contains("article") {
            continue;
        }
        let bytes = std::fs::read(file.path()).unwrap();
        let read = read(&bytes, "text/html");
        let Linked::Article(article) = read else {
            panic!("{name} is no article: {read:?}");
        };
        let text = article.body.text();
        assert!(!article.title.is_empty() && text.len() > 600, "{name}");
        let lower = text.to_lowercase();
        for furniture in [
            "accept all",
            "skip to",
            "most read",
            "most viewed",
            "sign in",
            "log in",
            "privacy policy",
            "share this article",
            "all rights reserved",
        ] {
            assert!(!lower.contains(furniture), "{name}: {furniture}");
        }
        read_some += 1;
    }
    assert!(read_some > 0, "the folder holds articles");
}
