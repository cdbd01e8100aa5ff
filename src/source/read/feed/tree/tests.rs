use super::*;

fn titles(text: &str) -> (Vec<String>, usize) {
    fn collect(element: &Element, titles: &mut Vec<String>) {
        for child in element.elements() {
            if child.is_item() {
                let title = child.child(Vocabulary::Feed, "title");
                titles.push(title.map(Element::text).unwrap_or_default());
            } else {
                collect(child, titles);
            }
        }
    }
    let tree = read(text, None);
    let mut titles_of = Vec::new();
    collect(&tree.root, &mut titles_of);
    (titles_of, tree.broken)
}

fn feed(second: &str) -> String {
    format!(
        "<rss><channel><item><title>One</title></item>{second}<item><title>Three</title></item></channel></rss>"
    )
}

#[test]
fn a_mistake_costs_one_item_at_most() {
    for (second, titles_of, broken) in [
        (
            "<item><title>R & D</title></item>",
            &["One", "R & D", "Three"][..],
            0,
        ),
        (
            "<item><title>A &lt b &nosuch; &amp</title></item>",
            &["One", "A &lt b &nosuch; &amp", "Three"],
            0,
        ),
        (
            "<item><title>T&eacute;a &#150; &#x41;</title></item>",
            &["One", "Téa – A", "Three"],
            0,
        ),
        ("<item><title>No end", &["One", "No end", "Three"], 0),
        (
            "<item><title>Wrong</titel><b>end</item>",
            &["One", "Wrongend", "Three"],
            0,
        ),
        (
            "<item><title>Two</title></p></item>",
            &["One", "Two", "Three"],
            0,
        ),
        (
            "<item><title><![CDATA[A ]]]]><![CDATA[> b]]></title></item>",
            &["One", "A ]]> b", "Three"],
            0,
        ),
        (
            "<item><title><![CDATA[Open</title></item>",
            &["One", "Three"],
            1,
        ),
        (
            "<item><!-- open <title>x</title></item>",
            &["One", "Three"],
            1,
        ),
        ("<item><!oops <title>x</title></item>", &["One", "Three"], 1),
        (
            "<item><guid>2</guid><title>Two</title><p><![CDATA[Open</p></item>",
            &["One", "Two", "Three"],
            1,
        ),
    ] {
        let (found, lost) = titles(&feed(second));
        assert_eq!(
            (found.as_slice(), lost),
            (
                &titles_of
                    .iter()
                    .map(|t| (*t).to_owned())
                    .collect::<Vec<_>>()[..],
                broken
            ),
            "{second}"
        );
    }
}

#[test]
fn of_a_cut_feed_all_whole_items_are_kept() {
    let whole = feed("<item><title a='b'>Two &amp; a half</title></item>");
    let items = [
        whole.find("</item><item><title a").unwrap(),
        whole.find("</item><item><title>Three").unwrap(),
        whole.rfind("</item>").unwrap(),
    ];
    for cut in 0..whole.len() {
        let ended = items.iter().filter(|end| cut >= **end + "</item>".len());
        let (found, _) = titles(&whole[..cut]);
        assert_eq!(found.len(), ended.count(), "{}", &whole[..cut]);
    }
}

#[test]
fn names_are_told_by_namespace_else_by_prefix() {
    let tree = read(
        "<x:rss xmlns:x='http://purl.org/rss/1.0/' xmlns:m='http://search.yahoo.com/mrss/'><m:content/><media:group/>\
         <dc:date/><div xmlns='http://www.w3.org/1999/xhtml'><title/></div><title/></x:rss>",
        None,
    );
    let root = tree.root.elements().next().unwrap();
    let names: Vec<_> = root.elements().map(|e| (e.of, e.name.as_str())).collect();
    assert_eq!(
        names,
        [
            (Vocabulary::Media, "content"),
            (Vocabulary::Media, "group"),
            (Vocabulary::Dublin, "date"),
            (Vocabulary::Other, "div"),
            (Vocabulary::Feed, "title"),
        ]
    );
}

#[test]
fn hostile_feeds_are_read_within_bounds() {
    let lots = 100_000;
    for text in [
        "<a>".repeat(lots),
        "<item>".repeat(lots),
        "<item><![CDATA[".repeat(lots),
        "<item><!--".repeat(lots),
        "<item a='".repeat(lots),
        "&".repeat(lots),
        "&amp;".repeat(lots),
        "</a>".repeat(lots),
        "<".repeat(lots),
        format!("<a {}>", "b=c ".repeat(lots)),
        format!("<a>{}", "<b xmlns:c='d'>".repeat(lots)),
        format!(
            "<!DOCTYPE x [{}]><rss>&a;</rss>",
            "<!ENTITY a '&a;&a;'>".repeat(1_000)
        ),
    ] {
        let tree = read(&text, None);
        assert!(tree.root.text().len() <= text.len() * 2);
    }
}
