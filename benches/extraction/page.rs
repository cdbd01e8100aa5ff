//! Pages for measuring: a live blog whose updates stand in JSON-LD and in markup, among all that surrounds them.

use std::fmt::Write as _;

/// The words that texts are made of.
const WORDS: &[&str] = &[
    "harbour",
    "bridge",
    "the",
    "ferry",
    "minister",
    "said",
    "a",
    "northern",
    "pier",
    "of",
    "was",
    "closed",
    "until",
    "Sunday",
    "after",
    "ship",
    "struck",
    "it",
    "early",
    "on",
    "Thursday",
    "and",
    "nobody",
    "hurt",
    "café",
    "owners",
    "along",
    "quay",
    "expect",
    "“long”",
    "delays",
    "in",
    "traffic",
    "towards",
    "city",
    "engineers",
    "inspect",
    "pillars",
    "by",
    "boat",
    "for",
    "cracks",
];

/// Makes texts that look different and are the same in every run.
struct Words(usize);

impl Words {
    fn sentence(&mut self, words: usize) -> String {
        let mut text = String::new();
        for n in 0..words {
            // A full period over any list: 1 103 515 245 and 12 345 are the old C library's.
            self.0 = self.0.wrapping_mul(1_103_515_245).wrapping_add(12_345) % (1 << 31);
            let word = WORDS
                .get((self.0 >> 8) % WORDS.len())
                .copied()
                .unwrap_or_default();
            if n > 0 {
                text.push(' ');
            }
            text.push_str(word);
        }
        text.push('.');
        text
    }
}

/// One update: its headline and its paragraphs.
struct Update {
    headline: String,
    paragraphs: Vec<String>,
}

/// Writes a page of so many updates, about 5 kB each with what surrounds them.
pub fn live_blog(updates: usize) -> String {
    let mut words = Words(updates);
    let updates: Vec<Update> = (0..updates)
        .map(|n| Update {
            headline: words.sentence(7),
            paragraphs: (0..2 + n % 3).map(|_| words.sentence(45)).collect(),
        })
        .collect();
    let mut page =
        String::from("<!doctype html><html lang=\"en-GB\"><head><meta charset=\"utf-8\">");
    head(&mut page, &updates);
    page.push_str("</head><body>");
    menu(&mut page, &mut words);
    page.push_str(
        "<main><h1>Harbour bridge closure: latest</h1><div class=\"live-blog__updates\">",
    );
    for (n, update) in updates.iter().enumerate() {
        markup(&mut page, n, update);
        if n % 4 == 3 {
            advert(&mut page, n, &mut words);
        }
    }
    page.push_str("</div></main>");
    menu(&mut page, &mut words);
    page.push_str("</body></html>");
    page
}

/// Writing into a string cannot fail.
fn add(page: &mut String, text: std::fmt::Arguments) {
    let _ = page.write_fmt(text);
}

fn head(page: &mut String, updates: &[Update]) {
    page.push_str(
        "<title>Harbour bridge closure: latest | The Example Post</title>\
         <link rel=\"canonical\" href=\"https://post.example/live/bridge\">\
         <meta property=\"og:type\" content=\"article\"><meta property=\"og:locale\" content=\"en_GB\">",
    );
    let list: Vec<serde_json::Value> = updates
        .iter()
        .enumerate()
        .map(|(n, update)| {
            serde_json::json!({
                "@type": "BlogPosting",
                "@id": format!("https://post.example/live/bridge#update-{n}"),
                "url": format!("https://post.example/live/bridge#update-{n}"),
                "headline": update.headline,
                "datePublished": time(n),
                "dateModified": time(n),
                "author": {"@type": "Person", "name": "Ada Brook"},
                "image": {"@type": "ImageObject", "url": format!("https://img.post.example/{n}.jpg")},
                "articleBody": update.paragraphs.join("\n"),
            })
        })
        .collect();
    let blog = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "@id": "https://post.example/live/bridge",
        "url": "https://post.example/live/bridge",
        "headline": "Harbour bridge closure: latest",
        "publisher": {"@type": "Organization", "name": "The Example Post"},
        "liveBlogUpdate": list,
    });
    add(
        page,
        format_args!("<script type=\"application/ld+json\">{blog}</script>"),
    );
    for n in 0..=updates.len() / 8 {
        add(
            page,
            format_args!(
                "<script>(function(w){{w.slots=w.slots||[];w.slots.push({{id:{n},sizes:[[300,250],[728,90]]}});{}}})(window);</script>\
                 <style>.c{n}{{color:#333;margin:0 auto;padding:{n}px}}</style>",
                "w.q=function(){return a<b&&c>d};".repeat(60)
            ),
        );
    }
}

/// The updates run back from noon, four minutes apart.
fn time(n: usize) -> String {
    let minutes = 720_usize.saturating_sub(n * 4 % 720);
    format!(
        "2025-08-{:02}T{:02}:{:02}:00+02:00",
        7 - (n * 4 / 720).min(6),
        minutes / 60,
        minutes % 60
    )
}

fn markup(page: &mut String, n: usize, update: &Update) {
    add(
        page,
        format_args!(
            "<article id=\"update-{n}\" class=\"live-blog__post post post--text js-post\" data-component=\"live-post\" data-sort-time=\"{0}\">\
             <header class=\"post__header\"><time class=\"post__time\" datetime=\"{0}\">11:20</time><h2 class=\"post__title\">{1}</h2>\
             <div class=\"byline\"><a rel=\"author\" href=\"/by/ada\">Ada Brook</a></div></header><div class=\"post__body\">",
            time(n),
            update.headline
        ),
    );
    for (at, paragraph) in update.paragraphs.iter().enumerate() {
        let (first, rest) = paragraph.split_once(' ').unwrap_or((paragraph, ""));
        add(
            page,
            format_args!(
                "<p class=\"post__p\">{first} <a href=\"https://post.example/story/{n}-{at}\" class=\"link link--inline\">{}</a>{}</p>",
                rest.get(..10).unwrap_or_default(),
                rest.get(10..).unwrap_or_default(),
            ),
        );
    }
    if n.is_multiple_of(3) {
        add(
            page,
            format_args!(
                "<figure class=\"post__figure\"><picture><source type=\"image/webp\" srcset=\"https://img.post.example/{n}.webp?w=320 320w, https://img.post.example/{n}.webp?w=960 960w\">\
                 <img src=\"https://img.post.example/{n}.jpg\" alt=\"The pier\" width=\"960\" height=\"540\"></picture><figcaption>The pier on Thursday <span class=\"credit\">Example/Agency</span></figcaption></figure>",
            ),
        );
    }
    page.push_str("</div><footer class=\"post__share\"><ul class=\"share-bar\">");
    for place in ["mail", "chat", "copy"] {
        add(
            page,
            format_args!(
                "<li class=\"share-bar__item\"><button type=\"button\" class=\"share-bar__button\" data-share=\"{place}\"><svg viewBox=\"0 0 16 16\"><path d=\"M0 0h16v16H0z\"/></svg><span>{place}</span></button></li>"
            ),
        );
    }
    page.push_str("</ul></footer></article>");
}

fn advert(page: &mut String, n: usize, words: &mut Words) {
    add(
        page,
        format_args!(
            "<div class=\"ad-slot ad-slot--inline\" id=\"ad-{n}\" data-sizes=\"300x250|728x90\"><div class=\"ad-slot__label\">Advertisement</div><script>window.slots.push({n});</script></div>\
             <aside class=\"related-stories\"><h3>More on this</h3><ul><li><a href=\"/story/{n}\"><img src=\"/t/{n}.jpg\" alt=\"\">{}</a></li></ul></aside>",
            words.sentence(9)
        ),
    );
}

fn menu(page: &mut String, words: &mut Words) {
    page.push_str("<nav class=\"menu\"><ul>");
    for n in 0..80 {
        add(
            page,
            format_args!(
                "<li class=\"menu__item menu__item--{n}\"><a class=\"menu__link\" href=\"/section/{n}\"><span class=\"menu__text\">{}</span></a></li>",
                words.sentence(2)
            ),
        );
    }
    page.push_str("</ul></nav>");
}
