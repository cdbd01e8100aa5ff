//! Links as pages have them, and where they lead.

use std::path::Path;

use serde_json::json;

use super::*;
use crate::source::{blog::Facts, dom::bounded_html};

const PAGE: &str = "https://post.example/live/bridge";

fn found(markup: &str, page: &str) -> Option<String> {
    let html = bounded_html::parse(markup).html;
    let page = WebUrl::parse(page).unwrap();
    in_markup(&html, Some(&page)).map(|url| url.as_str().to_owned())
}

#[test]
fn links_to_the_next_older_page_are_found() {
    for (markup, page, older) in [
        ("<link rel=next href='?page=2'>", PAGE, "?page=2"),
        (
            "<a rel='nofollow next' href='/live/bridge/page/2/'>»</a>",
            PAGE,
            "/page/2/",
        ),
        ("<a href='?paged=2'>Older posts</a>", PAGE, "?paged=2"),
        (
            "<a href='/live/bridge?page=2' aria-label='Load more updates'><svg></svg></a>",
            PAGE,
            "?page=2",
        ),
        ("<a href='?page=2'>Ältere Beiträge</a>", PAGE, "?page=2"),
        (
            "<a href='?seite=2'>Weitere Meldungen anzeigen</a>",
            PAGE,
            "?seite=2",
        ),
        (
            "<a href='/live/bridge/seite-2'>Nächste Seite</a>",
            PAGE,
            "/seite-2",
        ),
        (
            "<a href='?page=2'>Messages plus anciens</a>",
            PAGE,
            "?page=2",
        ),
        ("<a href='?page=2'>Ver más antiguos</a>", PAGE, "?page=2"),
        (
            "<a href='?page=2'>Aggiornamenti precedenti</a>",
            PAGE,
            "?page=2",
        ),
        ("<a href='?page=2'>Oudere berichten</a>", PAGE, "?page=2"),
        (
            "<a href='?before=1754541000'>Previous updates</a>",
            PAGE,
            "?before=1754541000",
        ),
        ("<a href='?offset=20'>Show more</a>", PAGE, "?offset=20"),
        // Cursors: the nearer page, never the end.
        (
            "<nav><a>Previous</a> 1 of 5 <a href='?page=with:block-7&f=false'>Next</a>\
             <a href='?page=with:block-1&f=false'>Oldest</a></nav>",
            PAGE,
            "?page=with:block-7&f=false",
        ),
        // The slot of a live list, as AMP has it.
        (
            "<div pagination><a href='/live/bridge'><svg></svg></a><a href='?page=1'>Newer</a> 1 / 6\
             <a href='?page=2'>Older</a><a href='?page=6'><svg></svg></a></div>",
            PAGE,
            "?page=2",
        ),
        (
            "<div pagination><a href='?page=2'>Newer</a><a href='?page=4'>Older</a></div>",
            "https://post.example/live/bridge?page=3",
            "?page=4",
        ),
        // Numbers alone.
        (
            "<div class=pager><a href='/live/bridge'>1</a> <a href='?page=2'>2</a> <a href='?page=3'>3</a></div>",
            PAGE,
            "?page=2",
        ),
        (
            "<ul class='c-pagination'><li><a class='next' href='/live/bridge/page/4'><i></i></a></ul>",
            "https://post.example/live/bridge/page/3",
            "/page/4",
        ),
        ("<a id=loadMore href='?p=2'>…</a>", PAGE, "?p=2"),
        // Counted from nought.
        ("<a href='?page=1'>Older updates</a>", PAGE, "?page=1"),
        // What follows a reader about and the place on the page are left out.
        (
            "<a href='?page=2&utm_source=x#feed'>Older</a>",
            PAGE,
            "?page=2",
        ),
    ] {
        assert_eq!(
            found(markup, page),
            Some(format!("{PAGE}{older}")),
            "{markup}"
        );
    }
}

#[test]
fn what_says_older_outweighs_what_says_next() {
    let markup = "<link rel=next href='?page=3'><a href='?page=2'>Older</a>";
    assert_eq!(found(markup, PAGE), Some(format!("{PAGE}?page=2")));
}

#[test]
fn nothing_else_is_taken_for_an_older_page() {
    for (markup, page) in [
        // Other stories and other hosts.
        ("<a rel=next href='/live/other'>Next</a>", PAGE),
        ("<a href='/live/bridge-2?page=2'>Older updates</a>", PAGE),
        (
            "<a href='https://other.example/live/bridge?page=2'>Older updates</a>",
            PAGE,
        ),
        (
            "<link rel=next href='https://post.example:8443/live/bridge?page=2'>",
            PAGE,
        ),
        (
            "<a href='http://post.example/live/bridge?page=2'>Older</a>",
            PAGE,
        ),
        ("<a href='/live/page/2'>Older posts</a>", PAGE),
        ("<a href='?id=8'>Next</a>", "https://post.example/live?id=7"),
        ("<a href='?p=713'>Next</a>", "https://post.example/?p=712"),
        ("<a href='?page=2'>Older articles</a>", PAGE),
        // Newer pages, the page itself, the ends.
        ("<a href='?page=1'>Next</a>", PAGE),
        (
            "<a href='?page=2'>Newer updates</a><a href='/live/bridge'>1</a>",
            "https://post.example/live/bridge?page=3",
        ),
        (
            "<a href='?page=2'>Older</a>",
            "https://post.example/live/bridge?page=2",
        ),
        (
            "<a href='/live/bridge/page/2/'>Older</a>",
            "https://post.example/live/bridge/page/3",
        ),
        (
            "<a href='#more'>Load more</a><a href='/live/bridge#top'>Older</a><a href=''>Older</a>",
            PAGE,
        ),
        (
            "<a href='?page=9'>Oldest</a><a href='?page=9'>Last page</a>",
            PAGE,
        ),
        (
            "<a href='?page=2'>Previous</a>",
            "https://post.example/live/bridge?page=3",
        ),
        // Other lists and views.
        ("<a href='?cpage=2'>Older comments</a>", PAGE),
        (
            "<a href='?page=2' title='Load more comments'>Load more</a>",
            PAGE,
        ),
        ("<a href='?sort=oldest'>Show more</a>", PAGE),
        ("<a href='?share=mail'>Next</a>", PAGE),
        // Links to single updates on other pages, and words in running text.
        (
            "<a href='?page=3#post-7'>Minister speaks</a><a href='?page=2#post-8'>04:49</a>",
            PAGE,
        ),
        (
            "<a href='?page=2'>This is the older of the two bridges across the harbour, which opened in 1932</a>",
            PAGE,
        ),
        // No link at all.
        (
            "<a>Older</a><a aria-disabled=true href='?page=2'>Older</a><button>Load more</button>",
            PAGE,
        ),
        ("<a href='javascript:more()'>Load more</a>", PAGE),
        ("<a href='?page=3'>3</a>", PAGE),
    ] {
        assert_eq!(found(markup, page), None, "{markup}");
    }
}

#[test]
fn without_an_address_of_its_own_a_page_leads_nowhere() {
    let html =
        bounded_html::parse("<link rel=next href='https://post.example/live/bridge?page=2'>").html;
    assert_eq!(in_markup(&html, None), None);
}

#[test]
fn data_names_its_older_page() {
    let page = WebUrl::parse("https://post.example/live/bridge").unwrap();
    let older = |data: Value| in_data(&data, Some(&page)).map(|url| url.as_str().to_owned());
    let cursor = json!({"pagination": {"newest": "/live/bridge", "older": "?page=with:block-7", "oldest": "?page=with:block-1"}});
    assert_eq!(older(cursor), Some(format!("{PAGE}?page=with:block-7")));
    let elsewhere = json!({"pagination": {"older": "https://other.example/live/bridge?page=2"}});
    assert_eq!(older(elsewhere), None);
    assert_eq!(older(json!({"pagination": {"older": 7}})), None);
}

/// Only pages that really have others lead on; saved pages are looked at where they are present.
#[test]
fn saved_pages_lead_on_only_where_they_have_pages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/pages");
    let Ok(files) = std::fs::read_dir(folder) else {
        return;
    };
    let paths = files.filter_map(|file| Some(file.ok()?.path()));
    for path in paths.filter(|path| path.extension().is_some_and(|e| e == "html")) {
        let html =
            bounded_html::parse(&String::from_utf8_lossy(&std::fs::read(&path).unwrap())).html;
        let canonical = Facts::of(&html).canonical;
        let page = canonical.and_then(|canonical| WebUrl::parse(&canonical).ok());
        let name = path.file_name().unwrap().to_string_lossy();
        let has_pages = [
            "guardian-russia-ukraine-2023",
            "independent-brit-awards-2024",
            "independent-trump-rally-greensboro-2024",
            "neg-heise-newsticker-listing",
            "neg-usnews-candidate-tracker",
        ];
        let expected = page.is_some() && has_pages.iter().any(|known| name.starts_with(known));
        let older = in_markup(&html, page.as_ref());
        assert_eq!(older.is_some(), expected, "{name}: {older:?}");
    }
}
