//! `newswire replay` on a terminal: a saved page is played from its start, and nothing of it is kept.

use crate::session::Session;

fn page() -> String {
    let updates: Vec<String> = (0..10)
        .map(|n| {
            format!(
                r#"{{"@type": "BlogPosting", "headline": "Update number {n}", "articleBody": "Some words of it.",
                "url": "https://post.example/live#u{n}", "datePublished": "2025-08-07T02:{:02}:00Z"}}"#,
                50 - n
            )
        })
        .collect();
    format!(
        r#"<html><script type="application/ld+json">{{"@context": "https://schema.org",
        "@type": "LiveBlogPosting", "headline": "Bridge closed", "liveBlogUpdate": [{}]}}</script></html>"#,
        updates.join(",")
    )
}

#[test]
fn a_saved_page_is_played_from_its_start_and_nothing_is_kept() {
    let home = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let file = home.path().join("live.html");
    std::fs::write(&file, page()).unwrap();
    let arguments = ["replay", "--speed", "600", file.to_str().unwrap()];
    let mut session = Session::start_at(home.clone(), &arguments, &[]);
    session.wait_for_text("REPLAY x600");
    session.wait_for_text("REPLAY, END");
    assert!(session.contents().contains("Update number 0"));
    session.type_keys("N");
    session.wait_for_text("9 of 10");
    session.type_keys("q");
    assert_eq!(session.wait_for_end(), 0);
    session.assert_restored();
    let (store, _) = newswire::store::Store::open(
        Some(&home.path().join("newswire")),
        chrono::DateTime::UNIX_EPOCH,
    );
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    assert_eq!(runtime.block_on(store.list()).unwrap(), []);
}
