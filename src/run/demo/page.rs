//! The demo's pages: what stands on the page to HTML, as a newsroom's site would send it.
//!
//! Pure. Every update is said twice, as real sites do it: in JSON-LD (schema.org `LiveBlogPosting`, plain text) and
//! in markup (all of it), under one fragment. Advertisements and share bars stand between, as they do.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::{
    html::{escape, plain},
    play::{Scene, Shown},
    script::{Article, Byline, Script},
};

/// The path of the live blog.
pub(super) const LIVE_PATH: &str = "/live/harbour-bridge";

/// After how many updates an advertisement stands.
const AD_EVERY: usize = 6;

/// An advertisement as it stands between updates.
const AD: &str = "<aside class=\"ad-slot\" aria-label=\"Advertisement\"><p>Advertisement</p>\
    <p><a href=\"https://lamps.example/?utm_source=post\">Pym’s lamps: see for yourself</a></p></aside>\n";

/// Writes the live blog's page; `origin` is scheme, host and port.
pub(super) fn live(script: &Script, scene: &Scene, origin: &str) -> String {
    let blog = &script.blog;
    let (pinned, stream): (Vec<_>, Vec<_>) = scene.updates.iter().partition(|s| s.update.pinned);
    let mut updates = String::new();
    for (place, shown) in stream.into_iter().enumerate() {
        if place % AD_EVERY == AD_EVERY - 1 {
            updates.push_str(AD);
        }
        updates.push_str(&update(script, shown));
    }
    let (status, status_words, end_words) = match scene.ended {
        None => ("live", "Live", "This page is updated as the story goes on."),
        Some(_) => ("closed", "Closed", "This live blog is now closed."),
    };
    format!(
        include_str!("../../../assets/demo/page.html"),
        language = escape(&blog.language),
        headline = escape(scene.headline),
        standfirst = escape(scene.standfirst),
        publisher = escape(&blog.publisher),
        section = escape(&blog.section),
        address = escape(&format!("{origin}{LIVE_PATH}")),
        origin = escape(origin),
        linked_data = in_script(&linked_data(script, scene, origin)),
        modified = machine(scene.modified),
        modified_words = scene.modified.format("%A %-d %B %Y %H:%M GMT"),
        status = status,
        status_words = status_words,
        end_words = end_words,
        updates = updates,
        pinned = pinned
            .into_iter()
            .map(|s| update(script, s))
            .collect::<String>(),
    )
}

/// Writes an ordinary article's page.
pub(super) fn article(script: &Script, article: &Article, origin: &str) -> String {
    let address = format!("{origin}/a/{}", article.name);
    let bylines = authors(script.signed(&article.bylines), origin);
    let linked_data = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": address,
        "url": address,
        "headline": article.headline,
        "author": bylines,
        "publisher": publisher(script, origin),
        "articleBody": plain(&article.body),
    });
    format!(
        include_str!("../../../assets/demo/article.html"),
        language = escape(&script.blog.language),
        headline = escape(&article.headline),
        publisher = escape(&script.blog.publisher),
        address = escape(&address),
        linked_data = in_script(&linked_data),
        bylines = names(script.signed(&article.bylines)),
        body = article.body.trim(),
        live = LIVE_PATH,
    )
}

/// Writes one update's markup.
fn update(script: &Script, shown: &Shown) -> String {
    let update = shown.update;
    let marks = [
        (update.pinned, " update--pinned", "Pinned"),
        (update.key_event, " update--key-event", "Key event"),
        (update.summary, " update--summary", "Summary"),
    ];
    let set: Vec<_> = marks.iter().filter(|(set, ..)| *set).collect();
    let label: Vec<&str> = set.iter().map(|(.., words)| *words).collect();
    let label = match label.join(", ") {
        none if none.is_empty() => none,
        words => format!("<span class=\"update__label\">{words}</span>\n"),
    };
    let headline = update.headline.as_deref().map(escape);
    let edited = shown.edited.map(|at| {
        let (machine, words) = (machine(at), clock(at));
        format!("<p class=\"update__edited\">Updated at <time datetime=\"{machine}\">{words}</time></p>\n")
    });
    format!(
        include_str!("../../../assets/demo/update.html"),
        classes = set.iter().map(|(_, class, _)| *class).collect::<String>(),
        label = label,
        id = update.id,
        published = machine(shown.published),
        published_words = clock(shown.published),
        headline = headline
            .map(|words| format!("<h2 class=\"update__headline\">{words}</h2>\n"))
            .unwrap_or_default(),
        bylines = names(script.signed(&update.bylines)),
        body = shown.body.trim(),
        edited = edited.unwrap_or_default(),
    )
}

/// Says the live blog in schema.org's terms.
fn linked_data(script: &Script, scene: &Scene, origin: &str) -> Value {
    let address = format!("{origin}{LIVE_PATH}");
    let posting = |shown: &Shown| {
        let url = format!("{address}#update-{}", shown.update.id);
        let mut posting = json!({
            "@type": "BlogPosting",
            "@id": url,
            "url": url,
            "datePublished": machine(shown.published),
            "dateModified": machine(shown.edited.unwrap_or(shown.published)),
            "author": authors(script.signed(&shown.update.bylines), origin),
            "articleBody": plain(shown.body),
        });
        if let Some(headline) = &shown.update.headline {
            posting["headline"] = json!(headline);
        }
        posting
    };
    let mut blog = json!({
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": scene.headline,
        "description": scene.standfirst,
        "inLanguage": script.blog.language,
        "articleSection": script.blog.section,
        "image": [format!("{origin}/img/pier.png")],
        "datePublished": machine(scene.began),
        "dateModified": machine(scene.modified),
        "coverageStartTime": machine(scene.began),
        "author": publisher(script, origin),
        "publisher": publisher(script, origin),
        "isAccessibleForFree": true,
        "liveBlogUpdate": scene.updates.iter().map(posting).collect::<Vec<_>>(),
    });
    if let Some(ended) = scene.ended {
        blog["coverageEndTime"] = json!(machine(ended));
    }
    blog
}

fn publisher(script: &Script, origin: &str) -> Value {
    json!({
        "@type": "Organization",
        "name": script.blog.publisher,
        "logo": {"@type": "ImageObject", "url": format!("{origin}/img/bridge.png")},
    })
}

fn authors<'a>(bylines: impl Iterator<Item = &'a Byline>, origin: &str) -> Value {
    bylines
        .map(|byline| {
            json!({"@type": byline.kind, "name": byline.name, "url": format!("{origin}/a/contact")})
        })
        .collect()
}

fn names<'a>(bylines: impl Iterator<Item = &'a Byline>) -> String {
    let linked = |byline: &Byline| {
        let name = escape(&byline.name);
        format!("<a rel=\"author\" href=\"/a/contact\">{name}</a>")
    };
    bylines.map(linked).collect::<Vec<_>>().join(" and ")
}

/// Writes JSON so that no text in it can end the `script` element around it (HTML, 4.12.1.3).
fn in_script(json: &Value) -> String {
    json.to_string().replace('<', "\\u003c")
}

fn machine(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn clock(at: DateTime<Utc>) -> String {
    at.format("%H:%M GMT").to_string()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::run::demo::play::Play;

    const ORIGIN: &str = "http://127.0.0.1:4321";

    fn start() -> DateTime<Utc> {
        "2025-08-07T03:49:12Z".parse().unwrap()
    }

    fn play(script: Script) -> Play {
        Play::new(script, start(), 1.0).unwrap()
    }

    fn embedded() -> Play {
        play(Script::embedded().unwrap())
    }

    fn page(play: &Play, second: u64) -> String {
        live(play.script(), &play.at(Duration::from_secs(second)), ORIGIN)
    }

    fn data(page: &str) -> Value {
        let (_, rest) = page
            .split_once("<script type=\"application/ld+json\">")
            .unwrap();
        serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
    }

    /// A script of one update whose every text tries to break out of its place.
    fn hostile() -> Script {
        toml::from_str(
            r#"
            [blog]
            publisher = "P </script> & \"Q\""
            language = "en"
            section = "<s>"
            headline = "</script><script>alert(1)</script>"
            standfirst = "\"><b>"
            ends = 9.0
            [[byline]]
            key = "k"
            name = "<img src=x>"
            kind = "Person"
            [[update]]
            id = 1
            appears = { minutes_before = 3 }
            headline = "1 < 2 & </h2>"
            by = ["k"]
            body = "<p>a &amp; b</p>"
            [[article]]
            name = "one"
            headline = "</h1>"
            by = ["k"]
            body = "<p>x</p>"
            "#,
        )
        .unwrap()
    }

    #[test]
    fn every_update_is_said_in_structured_data_and_in_markup_under_one_fragment() {
        let play = embedded();
        for second in [0, 30, 60, 90, 160] {
            let page = page(&play, second);
            let scene = play.at(Duration::from_secs(second));
            let data = data(&page);
            let updates = data["liveBlogUpdate"].as_array().unwrap();
            assert_eq!(updates.len(), scene.updates.len());
            assert_eq!(page.matches("<article ").count(), scene.updates.len());
            for (posting, shown) in updates.iter().zip(&scene.updates) {
                let id = format!("update-{}", shown.update.id);
                assert_eq!(posting["url"], format!("{ORIGIN}{LIVE_PATH}#{id}"));
                assert_eq!(posting["@id"], posting["url"]);
                assert_eq!(page.matches(&format!(" id=\"{id}\"")).count(), 1);
                assert!(page.contains(&format!("href=\"#{id}\"")));
                assert!(page.contains(shown.body.trim()));
                assert_eq!(
                    posting["headline"].as_str(),
                    shown.update.headline.as_deref()
                );
                assert_eq!(posting["datePublished"], machine(shown.published));
                let words = posting["articleBody"].as_str().unwrap();
                assert!(!words.contains(['<', '>']), "{words}");
            }
        }
    }

    #[test]
    fn the_articles_that_it_links_to_read_as_their_text() {
        let script = Script::embedded().unwrap();
        let origin = "http://127.0.0.1:8000";
        for told in &script.articles {
            let page = article(&script, told, origin);
            let asked = crate::model::WebUrl::parse(origin).unwrap();
            let read = crate::source::read_linked(
                &crate::source::Page {
                    bytes: page.as_bytes(),
                    content_type: Some("text/html; charset=utf-8"),
                    address: Some(&asked),
                    fetched_at: start(),
                    saved: None,
                    cancellation: None,
                },
                &asked,
                crate::source::Recipes::built_in(),
            );
            assert!(
                matches!(read, crate::model::Linked::Article(_)),
                "{page}\n{read:?}"
            );
        }
    }

    #[test]
    fn the_page_is_the_same_to_the_byte_while_nothing_happens() {
        let play = embedded();
        assert_eq!(page(&play, 23), page(&play, 25));
        assert_ne!(page(&play, 25), page(&play, 27));
    }

    #[test]
    fn an_edited_update_says_so_in_both_places() {
        let page = page(&embedded(), 12);
        let updates = data(&page)["liveBlogUpdate"].clone();
        let updates = updates.as_array().unwrap();
        let edited: Vec<&Value> = updates
            .iter()
            .filter(|u| u["dateModified"] != u["datePublished"])
            .collect();
        assert_eq!(edited.len(), 1);
        assert_eq!(edited[0]["dateModified"], "2025-08-07T03:49:23.000Z");
        let note = "Updated at <time datetime=\"2025-08-07T03:49:23.000Z\">03:49 GMT</time>";
        assert_eq!(page.matches(note).count(), 1);
    }

    #[test]
    fn the_pinned_update_stands_once_and_first() {
        let page = page(&embedded(), 0);
        let first = page.find("<article ").unwrap();
        assert!(
            page[first..].starts_with("<article class=\"update update--pinned\" id=\"update-4\">")
        );
        assert!(first < page.find("class=\"liveblog__updates\"").unwrap());
    }

    #[test]
    fn the_end_of_coverage_is_said_only_when_it_came() {
        let play = embedded();
        let (running, closed) = (page(&play, 156), page(&play, 158));
        assert!(data(&running).get("coverageEndTime").is_none());
        assert!(!running.contains("closed."));
        assert_eq!(data(&closed)["coverageEndTime"], "2025-08-07T03:51:49.000Z");
        assert!(closed.contains("This live blog is now closed."));
    }

    #[test]
    fn no_text_breaks_out_of_its_place() {
        let play = play(hostile());
        let page = page(&play, 0);
        let one = article(play.script(), &play.script().articles[0], ORIGIN);
        assert_eq!(page.matches("</script>").count(), 1);
        assert_eq!(one.matches("</script>").count(), 1);
        assert!(!page.contains("<img src=x>") && !page.contains("\"><b>"));
        assert_eq!(
            page.matches("</h2>").count(),
            3,
            "one of the update, two of the page"
        );
        assert_eq!(one.matches("</h1>").count(), 1);
        assert_eq!(data(&page)["headline"], play.script().blog.headline);
        assert_eq!(data(&page)["liveBlogUpdate"][0]["articleBody"], "a & b");
        assert_eq!(data(&one)["@type"], "NewsArticle");
    }
}
