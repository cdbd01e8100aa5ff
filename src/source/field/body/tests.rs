use super::*;

fn read_html(html: &str) -> Body {
    from_html(
        html,
        WebUrl::parse("https://post.example/live").ok().as_ref(),
    )
}

#[test]
fn an_article_that_is_all_of_an_update_is_its_text_whatever_template_it_is_named_for() {
    let html = "<div> <article class='node node--view-mode-teaser'><p>The pier is open.</p></article> </div>";
    let parsed = bounded_html::parse(html).html;
    let found = parsed.tree.nodes().filter_map(ElementRef::wrap);
    let block = found
        .into_iter()
        .find(|e| e.value().name() == "div")
        .unwrap();
    assert_eq!(
        read(block, None, &IdSet::default()).text(),
        "The pier is open."
    );
}

#[test]
fn paragraphs_links_and_emphasis_come_through() {
    let body = read_html(
        "<p>The <b>minister</b> will <a href='/s?utm_source=x'>give a <i>statement</i></a>.</p><p>Second<br>line</p>",
    );
    assert_eq!(
        body.text(),
        "The minister will give a statement.\n\nSecond\nline"
    );
    let links = body.links();
    assert_eq!(
        (links.len(), links[0].text.as_str(), links[0].url.as_str()),
        (1, "give a statement", "https://post.example/s")
    );
    let Block::Paragraph(runs) = &body.blocks[0] else {
        panic!()
    };
    assert!(
        runs.iter()
            .any(|r| r.text.as_str() == "minister" && r.emphasis.strong)
    );
    assert!(
        runs.iter()
            .any(|r| r.text.as_str() == "statement" && r.emphasis.emphasis && r.link.is_some())
    );
}

#[test]
fn lists_quotes_tables_and_code_keep_their_structure() {
    let body = read_html(
        "<ol start=3><li>Three<ul><li>inner</li></ul></li><li>Four</li></ol>\
         <blockquote><p>We are ready.</p><cite>— The harbour master</cite></blockquote>\
         <table><tr><th>Ferry<th>Time</tr><tr><td>One<td>10:00</tr></table><pre>a\n  b</pre><hr>",
    );
    let [
        Block::List {
            start: Some(3),
            items,
        },
        Block::Quote { blocks, cite },
        Block::Table { rows, .. },
        Block::Preformatted(code),
        Block::Rule,
    ] = &body.blocks[..]
    else {
        panic!("{body:#?}")
    };
    assert!(matches!(
        &items[0].blocks[..],
        [Block::Paragraph(_), Block::List { start: None, .. }]
    ));
    assert_eq!(
        (blocks.len(), cite.as_ref().map(Clean::as_str)),
        (1, Some("The harbour master"))
    );
    assert!(rows[0].header && !rows[1].header && rows[1].cells.len() == 2);
    assert_eq!(code.as_str(), "a\n  b");
}

#[test]
fn furniture_is_left_out() {
    let body = read_html(
        "<p>Text</p><div class='ad-slot'>Buy</div><div class='share-bar'>Tweet</div><p>Advertisement</p><aside class='related'>More</aside><script>x</script><style>y</style><p style='display: none'>z</p>",
    );
    assert_eq!(body.text(), "Text");
}

#[test]
fn posts_and_videos_are_embeds() {
    let body = read_html(
        "<blockquote class='twitter-tweet'><p>Bridge is open.</p>— Harbour (@harbour) <a href='https://twitter.com/harbour/status/1'>7 August</a></blockquote>\
         <iframe src='https://www.youtube.com/embed/abc' title='The opening'></iframe><iframe src='https://unknown.example/w'></iframe>",
    );
    let [Block::Embed(post), Block::Embed(video), Block::Embed(other)] = &body.blocks[..] else {
        panic!("{body:#?}")
    };
    assert_eq!(
        (
            post.author.as_str(),
            post.text.as_str(),
            post.provider.as_str()
        ),
        ("Harbour (@harbour)", "Bridge is open.", "X")
    );
    assert_eq!(
        (video.text.as_str(), video.url.as_ref().unwrap().as_str()),
        ("The opening", "https://www.youtube.com/watch?v=abc")
    );
    assert_eq!(other.url.as_ref().unwrap().host(), "unknown.example");
}

#[test]
fn a_film_says_how_long_it_takes() {
    let body = read_html(
        "<p>Text</p><video src='https://v.example/a.mp4' title='The opening' data-duration='93'></video>\
         <video title='The closing'><source src='https://v.example/b.mp4'><meta itemprop='duration' content='PT1H0M5S'></video>",
    );
    assert_eq!(
        body.text(),
        "Text\n\nThe opening (1:33)\n\nThe closing (1:00:05)"
    );
}

#[test]
fn plain_and_escaped_texts_are_told_apart() {
    assert_eq!(
        from_text_or_html("One\n\nTwo & three", None).blocks.len(),
        2
    );
    assert_eq!(
        from_text_or_html("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;", None)
            .blocks
            .len(),
        2
    );
    assert_eq!(
        from_text_or_html("Tom &amp; Ann&#39;s", None).text(),
        "Tom & Ann's"
    );
}

#[test]
fn boxes_that_scripts_fill_keep_what_they_name() {
    for (html, expected) in [
        (
            "<div class=embed data-embed-url='https://x.com/harbour/status/12'></div>",
            "https://x.com/harbour/status/12",
        ),
        ("<div data-tweet-id=12></div>", "https://x.com/i/status/12"),
        (
            "<div class=fb-post data-href='https://www.facebook.com/harbour/posts/12'></div>",
            "https://www.facebook.com/harbour/posts/12",
        ),
        (
            "<div class=oembed data-oembed-url='https://charts.example/12'></div>",
            "https://charts.example/12",
        ),
        (
            "<div class=player data-youtube-id=abc-12></div>",
            "https://www.youtube.com/watch?v=abc-12",
        ),
    ] {
        let links = from_html(&format!("<p>Text.</p>{html}"), None).links();
        let found: Vec<&str> = links.iter().map(|link| link.url.as_str()).collect();
        assert_eq!(found, [expected], "{html}");
    }
    for html in [
        "<div data-url='https://post.example/a'></div>",
        "<div data-href='https://x.com/harbour/status/12'>Text</div>",
    ] {
        assert!(
            from_html(&format!("<p>Text.</p>{html}"), None)
                .links()
                .is_empty(),
            "{html}"
        );
    }
}

#[test]
fn cards_keep_their_link_and_lists_of_stories_go() {
    let card = |n: u32| {
        format!(
            "<div class=teaser><a href='https://post.example/{n}'><img src=/a.jpg><h4>Another story about boats</h4></a></div>"
        )
    };
    let body = from_html(&format!("<p>Text.</p>{}", card(1)), None);
    assert_eq!(body.links().len(), 1);
    assert!(body.text().contains("Another story about boats"));
    let list = from_html(
        &format!("<p>Text.</p>{}{}{}", card(1), card(2), card(3)),
        None,
    );
    assert_eq!(list.blocks.len(), 1);
    assert!(from_html(&card(1), None).is_empty());
}

#[test]
fn drawn_emoji_stay_in_their_sentence() {
    let body = from_html(
        "<p>Boats are back <img class=emoji src=/e/1f389.svg alt=🎉> today</p>",
        None,
    );
    assert_eq!(body.text(), "Boats are back 🎉 today");
}

#[test]
fn how_long_a_film_takes_is_no_text() {
    let body = read_html(
        "<p>The pier is open.</p><div class='player'><span class='player-label'>VIDEO</span>\
         <span class='player-duration'>0:59</span><div class='player-title'>The pier opens</div></div>\
         <p class='duration'>It took nine days.</p>",
    );
    assert_eq!(
        body.text(),
        "The pier is open.\n\nThe pier opens\n\nIt took nine days."
    );
}
