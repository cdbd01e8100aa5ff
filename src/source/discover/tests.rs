use super::*;

fn now() -> DateTime<Utc> {
    "2025-08-07T12:00:00Z".parse().unwrap()
}

fn leads(bytes: &str, address: &str) -> Leads {
    let address = WebUrl::parse(address).unwrap();
    discover(&Page {
        bytes: bytes.as_bytes(),
        content_type: None,
        address: Some(&address),
        fetched_at: now(),
        saved: None,
        cancellation: None,
    })
}

/// The paths that a front page leads to.
fn found(body: &str) -> Vec<String> {
    let page = format!("<!doctype html><html><title>The Post</title><body>{body}</body></html>");
    let blogs = leads(&page, "https://www.post.example/").blogs;
    let path = |lead: Lead| lead.url.as_url().path().to_owned();
    blogs.into_iter().map(path).collect()
}

#[test]
fn titles_of_many_languages_say_so() {
    for title in [
        "Harbour bridge closed: live updates",
        "Live: harbour bridge closed",
        "Brücke gesperrt: Liveticker zum Nachlesen",
        "Le pont est fermé : suivez en direct",
        "DIRECT | Le pont est fermé",
        "El puente cerrado, en directo",
        "Ponte fechada ao minuto",
        "Ponte chiuso, la diretta: minuto per minuto",
        "Brug dicht: liveblog",
        "Most zamknięty. Relacja na żywo",
        "Most uzavřen: online přenos",
        "Most zatvoren, uživo",
        "Мост закрыт. Онлайн-трансляция",
        "Міст закрито: текстова трансляція",
        "A híd lezárva, percről percre",
        "Γέφυρα κλειστή: λεπτό προς λεπτό",
        "Köprü kapandı: canlı anlatım",
        "إغلاق الجسر.. لحظة بلحظة",
        "पुल बंद: लाइव अपडेट",
        "桥梁关闭 实时更新",
        "橋が閉鎖 ライブ更新",
        "다리 폐쇄 실시간",
        "Jembatan ditutup: laporan langsung",
        "Bron stängd – direkt",
    ] {
        let page = format!(
            "<a href=/news/bridge-4711>{title}</a><a href=/news/other-4712>The weather</a>"
        );
        assert_eq!(found(&page), ["/news/bridge-4711"], "{title}");
    }
}

#[test]
fn addresses_and_labels_say_so_where_titles_do_not() {
    let by_address = "<a href=/world/live/2025/aug/07/bridge>Harbour bridge closed</a>";
    assert_eq!(found(by_address), ["/world/live/2025/aug/07/bridge"]);
    let by_slug = "<a href=/news/live-updates-bridge-closed>The bridge is closed</a>";
    assert_eq!(found(by_slug), ["/news/live-updates-bridge-closed"]);
    let badge = "<ul><li><div class=kicker><span>LIVE</span></div>\
        <h3><a href=/news/the-bridge-is-closed>The bridge is closed</a></h3></li>\
        <li><h3><a href=/news/the-council-has-met>The council has met</a></h3></li></ul>";
    assert_eq!(found(badge), ["/news/the-bridge-is-closed"]);
    let inside = "<article><a href=/a/brueckensperrung-100.html><span class=label>Liveblog</span>\
        <h2>Brücke gesperrt</h2></a></article>";
    assert_eq!(found(inside), ["/a/brueckensperrung-100.html"]);
}

#[test]
fn broadcasts_sections_and_words_by_chance_are_none() {
    for link in [
        "<a href=/live>Live</a>",
        "<a href=/liveticker/>Liveticker</a>",
        "<a href=/live-updates>Live updates</a>",
        "<a href=/tv/live/channel-1>Live: channel one</a>",
        "<a href=/en-direct/radio-2>Écouter la radio en direct</a>",
        "<a href=/news/watch-live-the-debate>Watch live: the debate</a>",
        "<a href=/culture/live-music-returns-to-pier>Live music returns to the pier</a>",
        "<a href=/news/where-the-stars-live-now>Where the stars live now</a>",
        "<a href=https://elsewhere.example/live/blog-of-others-1>Live blog of others</a>",
        "<a href='javascript:live(1)'>Live blog: the bridge</a>",
        "<a href=/news/bridge-4711#comments></a>",
    ] {
        assert_eq!(found(link), Vec::<String>::new(), "{link}");
    }
}

#[test]
fn the_newest_comes_first_and_each_once() {
    let page = "<article><a href='/live/one-1?utm_source=front'>Live: one</a>\
            <time datetime=2025-08-07T10:00:00Z>10:00</time></article>\
        <article><a href=/live/two-2><img alt=two></a><h3><a href=/live/two-2>Live: two</a></h3>\
            <time datetime=2025-08-07T11:00:00Z>11:00</time></article>\
        <article><a href=/live/three-3>Live: three</a></article>";
    assert_eq!(found(page), ["/live/two-2", "/live/one-1", "/live/three-3"]);
}

#[test]
fn data_name_live_blogs() {
    let page = r#"<script type="application/ld+json">{"@type":"ItemList","itemListElement":[
        {"@type":"ListItem","item":{"@type":"LiveBlogPosting","url":"/n/bridge","headline":"Bridge","dateModified":"2025-08-07T11:00:00Z"}},
        {"@type":"ListItem","item":{"@type":"NewsArticle","url":"/n/weather","headline":"Weather"}}]}</script>"#;
    assert_eq!(found(page), ["/n/bridge"]);
}

#[test]
fn feeds_lead_to_live_blogs_too() {
    let feed = "<?xml version='1.0'?><rss version='2.0'><channel><title>The Post</title>\
        <item><title>Bridge closed: live updates</title><link>https://post.example/n/bridge-1</link>\
            <pubDate>Thu, 07 Aug 2025 10:00:00 GMT</pubDate><description>x</description></item>\
        <item><title>Weather</title><link>https://post.example/n/weather-2</link><description>y</description></item>\
        <item><title>Storm</title><link>https://post.example/live/storm-3</link>\
            <pubDate>Thu, 07 Aug 2025 11:00:00 GMT</pubDate><description>z</description></item>\
        </channel></rss>";
    let blogs = leads(feed, "https://post.example/feed").blogs;
    let titles: Vec<&str> = blogs.iter().map(|lead| lead.title.as_str()).collect();
    assert_eq!(titles, ["Storm", "Bridge closed: live updates"]);
    let page = "<!doctype html><link rel=alternate type=application/rss+xml href=/feed>\
        <link rel=alternate type=application/rss+xml title='Comments' href=/comments/feed><p>x";
    let feeds = leads(page, "https://post.example/").feeds;
    assert_eq!(feeds, [WebUrl::parse("https://post.example/feed").unwrap()]);
}

#[test]
fn a_refused_page_offers_what_it_links_to() {
    let page = "<!doctype html><title>The Post</title><h1>News</h1>\
        <p><a href=/live/bridge-1>Bridge closed: live updates</a>";
    let address = WebUrl::parse("https://post.example/").unwrap();
    let none = crate::source::extract(&Page {
        bytes: page.as_bytes(),
        content_type: Some("text/html"),
        address: Some(&address),
        fetched_at: now(),
        saved: None,
        cancellation: None,
    })
    .unwrap_err();
    assert_eq!(none.leads[0].url.as_url().path(), "/live/bridge-1");
}
