use super::*;

fn url(text: &str) -> WebUrl {
    WebUrl::parse(text).unwrap()
}

fn kind(facts: &Facts) -> PageKind {
    let refusal = classify(facts);
    let why = refusal.why.as_str();
    assert!(
        why.ends_with('.') && why.contains([';', ',']),
        "one sentence with what to do: {why}"
    );
    refusal.kind
}

fn page() -> Facts<'static> {
    Facts {
        bytes: b"<html>",
        text_len: 8_000,
        ..Facts::default()
    }
}

#[test]
fn what_is_no_page_is_named() {
    assert_eq!(
        kind(&Facts {
            binary: true,
            bytes: b"\x89PNG",
            ..Facts::default()
        }),
        PageKind::NotText
    );
    assert_eq!(
        kind(&Facts {
            bytes: b" \n",
            ..Facts::default()
        }),
        PageKind::Empty
    );
    assert_eq!(kind(&Facts::default()), PageKind::Empty);
}

#[test]
fn walls_are_named_only_on_pages_with_little_text() {
    let wall = Facts {
        bytes: b"<script src=https://geo.captcha-delivery.com/c.js>",
        text_len: 40,
        ..page()
    };
    assert_eq!(kind(&wall), PageKind::BotWall);
    assert_eq!(
        kind(&Facts {
            title: "Just a moment...",
            text_len: 90,
            ..page()
        }),
        PageKind::BotWall
    );
    assert_eq!(
        kind(&Facts {
            text_len: 9_000,
            og_type: "article",
            ..wall
        }),
        PageKind::Article
    );
    assert_eq!(
        kind(&Facts {
            bytes: b"//cdn.privacy-mgmt.com/",
            text_len: 700,
            ..page()
        }),
        PageKind::ConsentWall
    );
    let consent = url("https://consent.example.org/collect?id=1");
    assert_eq!(
        kind(&Facts {
            address: Some(&consent),
            ..page()
        }),
        PageKind::ConsentWall
    );
}

#[test]
fn a_page_that_only_asks_to_sign_in_is_a_login() {
    let form = b"<form><input name=user><input type=\"password\"></form>";
    for (bytes, title) in [
        (&form[..], "The Example Post"),
        (b"<html>", "Sign in to the network"),
        (b"<!-- <WISPAccessGatewayParam> -->", ""),
    ] {
        let little = Facts {
            bytes,
            title,
            text_len: 90,
            ..page()
        };
        assert_eq!(kind(&little), PageKind::Login, "{title}");
        let much = Facts {
            text_len: 9_000,
            ..little
        };
        assert_ne!(kind(&much), PageKind::Login, "{title}");
    }
}

#[test]
fn missing_pages_are_named_by_title_or_by_landing_on_the_front_page() {
    assert_eq!(
        kind(&Facts {
            title: "404 | The Example",
            text_len: 900,
            ..page()
        }),
        PageKind::NotFound
    );
    assert_eq!(
        kind(&Facts {
            title: "Seite nicht gefunden",
            text_len: 2_000,
            ..page()
        }),
        PageKind::NotFound
    );
    assert_ne!(
        kind(&Facts {
            title: "Room 4041 not far",
            ..page()
        }),
        PageKind::NotFound
    );
    let story = Facts {
        title: "Missing plane not found, says ministry",
        og_type: "article",
        ..page()
    };
    assert_eq!(kind(&story), PageKind::Article);
    let (asked, home) = (
        url("https://example.org/news/live/bridge-closure-latest"),
        url("https://example.org/"),
    );
    assert_eq!(
        kind(&Facts {
            address: Some(&asked),
            canonical: Some(&home),
            articles: 90,
            ..page()
        }),
        PageKind::NotFound
    );
}

#[test]
fn paywalls_lists_and_articles_are_told_apart() {
    let types = ["NewsArticle".to_owned()];
    let story = Facts {
        types: &types,
        paragraphs: 20,
        links: 300,
        ..page()
    };
    assert_eq!(kind(&story), PageKind::Article);
    assert_eq!(
        kind(&Facts {
            free: Some(false),
            text_len: 2_500,
            ..story
        }),
        PageKind::Paywall
    );
    assert_eq!(
        kind(&Facts {
            free: Some(false),
            ..story
        }),
        PageKind::Article
    );
    let home = url("https://example.org/");
    assert_eq!(
        kind(&Facts {
            address: Some(&home),
            ..page()
        }),
        PageKind::Listing
    );
    assert_eq!(
        kind(&Facts {
            og_type: "website",
            articles: 170,
            links: 700,
            paragraphs: 50,
            ..page()
        }),
        PageKind::Listing
    );
    assert_eq!(
        kind(&Facts {
            links: 400,
            paragraphs: 10,
            ..page()
        }),
        PageKind::Listing
    );
    assert_eq!(
        kind(&Facts {
            articles: 1,
            paragraphs: 14,
            links: 33,
            ..page()
        }),
        PageKind::Article
    );
}

#[test]
fn a_shell_for_scripts_says_so() {
    let shell = Facts {
        bytes: b"<div id=root></div>",
        text_len: 20,
        shell: true,
        ..page()
    };
    assert_eq!(kind(&shell), PageKind::Other);
    assert!(classify(&shell).why.as_str().contains("scripts"));
}
