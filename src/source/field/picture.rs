//! Pictures in all the ways that pages hide them.

mod background;
mod credit;
mod sources;

use scraper::ElementRef;

use self::sources::Sources;
use crate::{
    model::{Clean, Image, WebUrl},
    source::{
        dom::element::{self, attr, has_name_word, letters},
        vocabulary::{
            Names,
            picture::{BOX_ENDS, BOX_NAMES, CAPTION_NAMES, CREDIT_NAMES, SIGNS},
        },
    },
};

/// The longest caption that stands outside of a figure, in bytes.
const LONGEST_CAPTION: usize = 500;
/// The longest line under a picture that nothing names a caption, in bytes.
const LONGEST_LINE: usize = 200;
/// What is not larger than this in either direction is no picture to look at.
const SMALLEST: u32 = 60;

/// Reads a figure, a `picture`, an `img` or whatever a site calls it; `None` where there is nothing to see.
pub(in crate::source) fn read(found: ElementRef<'_>, base: Option<&WebUrl>) -> Option<Image> {
    let mut sources = Sources::new(base);
    let mut alt = String::new();
    let mut caption = attr(found, "caption").unwrap_or_default().to_owned();
    for inner in std::iter::once(found).chain(found.descendants().filter_map(ElementRef::wrap)) {
        match inner.value().name() {
            "img" | "amp-img" | "image" | "amp-anim" => {
                if is_sign(inner) {
                    continue;
                }
                sources.take(inner);
                if alt.is_empty() {
                    attr(inner, "alt").unwrap_or_default().clone_into(&mut alt);
                }
            }
            "source"
                if !attr(inner, "type")
                    .is_some_and(|t| t.contains("video") || t.contains("audio")) =>
            {
                sources.take(inner);
            }
            _ => {}
        }
    }
    if sources.is_empty() {
        for inner in std::iter::once(found).chain(found.descendants().filter_map(ElementRef::wrap))
        {
            background::take(inner, &mut sources);
            if alt.is_empty() && !sources.is_empty() {
                background::description(inner)
                    .unwrap_or_default()
                    .clone_into(&mut alt);
            }
        }
    }
    let candidates = sources.finish();
    if candidates.is_empty() {
        return None;
    }
    let mut credit = String::new();
    if caption.is_empty() {
        (caption, credit) = words(found);
    }
    if caption.is_empty() && is_box(found) {
        caption = element::text(found);
    }
    if credit.is_empty() {
        (caption, credit) = credit::split(&caption);
    }
    let caption = Clean::line_capped(&caption, 1000);
    Some(Image {
        candidates,
        alt: unless_repeated(&Clean::line_capped(&alt, 600), &caption),
        caption,
        credit: Clean::line_capped(&credit, 200),
    })
}

/// Reads a caption that stands outside of any figure; `None` where the element is none.
pub(in crate::source) fn caption(found: ElementRef<'_>) -> Option<(Clean, Clean)> {
    let is_caption = found.value().name() == "figcaption"
        || has_name_word(found, |word| CAPTION_NAMES.contains(word));
    if !is_caption {
        return None;
    }
    let (mut caption, mut credit) = words(found);
    if credit.is_empty() {
        (caption, credit) = credit::split(&caption);
    }
    let fits = !caption.is_empty() && caption.len() <= LONGEST_CAPTION;
    fits.then(|| (Clean::line(&caption), Clean::line_capped(&credit, 200)))
}

/// Tells whether an element is named for a picture and holds one, and nothing else but a line of words: what a figure
/// would be.
pub(in crate::source) fn is_box(found: ElementRef<'_>) -> bool {
    let is_named = has_name_word(found, |word| {
        BOX_NAMES.contains(word) || BOX_ENDS.iter().any(|end| word.ends_with(end))
    });
    if background::is_picture(found) {
        return true;
    }
    if !is_named {
        return is_bare_box(found);
    }
    let (mut pictures, mut paragraphs) = (0, 0);
    for inner in found.descendants().filter_map(ElementRef::wrap).skip(1) {
        match inner.value().name() {
            "img" | "amp-img" => pictures += 1,
            "p" => paragraphs += 1,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "blockquote" | "table"
            | "iframe" | "video" | "figure" => return false,
            _ => {}
        }
    }
    pictures == 1 && paragraphs <= 1 && element::short_text(found, LONGEST_CAPTION).is_some()
}

/// Tells whether an element holds a picture and one short line under it, and nothing else: `<div class="media">`.
fn is_bare_box(found: ElementRef<'_>) -> bool {
    if !has_name_word(found, |word| word == "media") {
        return false;
    }
    let mut inside = found.children().filter_map(ElementRef::wrap);
    let (picture, line) = (inside.next(), inside.next());
    let is_picture = |e: ElementRef<'_>| matches!(e.value().name(), "img" | "picture" | "amp-img");
    let is_line = |e: ElementRef<'_>| {
        matches!(e.value().name(), "p" | "span" | "small")
            && (1..=LONGEST_LINE).contains(&element::text(e).len())
    };
    picture.is_some_and(is_picture) && line.is_some_and(is_line) && inside.next().is_none()
}

/// Returns a description, unless the caption says the same.
pub(in crate::source) fn unless_repeated(alt: &Clean, caption: &Clean) -> Clean {
    let alt_letters = letters(alt.as_str());
    if !alt_letters.is_empty() && letters(caption.as_str()).starts_with(&alt_letters) {
        Clean::default()
    } else {
        alt.clone()
    }
}

/// Tells whether a picture is a sign of the page, or somebody's face beside a name: by its size or its names.
fn is_sign(img: ElementRef<'_>) -> bool {
    let is_small = |side: u32| side <= SMALLEST;
    let (width, height) = (size(img, "width"), size(img, "height"));
    let declared = width.or(height).is_some();
    declared && width.is_none_or(is_small) && height.is_none_or(is_small)
        || has_name_word(img, |word| SIGNS.contains(word))
}

/// The size that an element is to be shown in, in pixels.
fn size(img: ElementRef<'_>, side: &str) -> Option<u32> {
    let own = attr(img, side).map(str::to_owned);
    let styled = || {
        let mut rules = attr(img, "style")?.split(';');
        rules.find_map(|rule| {
            let (name, value) = rule.split_once(':')?;
            (name.trim() == side && value.contains("px")).then(|| value.trim().to_owned())
        })
    };
    let value = own.or_else(styled)?;
    value.trim_end_matches("px").parse().ok()
}

/// Refuses what is no picture to look at: placeholders, tracking pixels, drawings of the page itself.
pub(in crate::source) fn accept(url: &WebUrl) -> bool {
    let path = url.as_url().path().to_ascii_lowercase();
    let name = path.rsplit('/').next().unwrap_or_default();
    let placeholder = [
        "pixel",
        "spacer",
        "blank.",
        "placeholder",
        "transparent",
        "1x1",
        "lazy-load",
        "loader",
    ];
    let is_sign = || {
        let parts = path.split(|c: char| !c.is_ascii_alphanumeric());
        let host = url.host().split('.');
        parts.chain(host).any(|word| SIGNS.contains(word))
    };
    !(placeholder.iter().any(|word| name.contains(word))
        || name.rsplit('.').next() == Some("svg")
        || path.len() < 2
        || is_sign())
}

/// Finds caption and credit inside a figure. What is named both is the caption; a `figcaption` that is named for the
/// credit is the credit.
fn words(figure: ElementRef<'_>) -> (String, String) {
    let (mut caption, mut credit) = (String::new(), String::new());
    for inner in figure.descendants().filter_map(ElementRef::wrap) {
        let name = inner.value().name();
        if matches!(name, "img" | "source" | "picture") {
            continue;
        }
        let is = |words: &Names| has_name_word(inner, |word| words.contains(word));
        let (is_caption, is_credit) = (is(&CAPTION_NAMES), is(&CREDIT_NAMES));
        if is_credit && !is_caption {
            if credit.is_empty() {
                credit = element::text(inner);
            }
        } else if caption.is_empty() && (is_caption || name == "figcaption") {
            caption = element::text(inner);
        }
    }
    if !credit.is_empty()
        && let Some(rest) = caption.strip_suffix(&credit)
    {
        let kept = rest.trim_end_matches([' ', '|', '·', '-', '–', '(']).len();
        caption.truncate(kept);
    }
    (caption, credit::bare(&credit).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::dom::bounded_html;

    fn image(html: &str) -> Option<Image> {
        let parsed = bounded_html::parse(html).html;
        let base = WebUrl::parse("https://post.example/live").unwrap();
        let body = parsed
            .root_element()
            .children()
            .filter_map(ElementRef::wrap)
            .find(|e| e.value().name() == "body");
        read(
            ElementRef::wrap(body.unwrap().first_child().unwrap()).unwrap(),
            Some(&base),
        )
    }

    fn address(html: &str) -> String {
        image(html)
            .and_then(|i| i.url().map(ToString::to_string))
            .unwrap_or_default()
    }

    #[test]
    fn the_largest_real_candidate_is_found() {
        for (html, path) in [
            ("<img src=/a.jpg>", "/a.jpg"),
            (
                "<img src='data:image/gif;base64,R0' data-src=/lazy.jpg>",
                "/lazy.jpg",
            ),
            (
                "<img src=/s.jpg srcset='/m.jpg 640w, /l.jpg 1280w'>",
                "/l.jpg",
            ),
            (
                "<picture><source srcset='/x.webp 900w'><img src=/x.jpg></picture>",
                "/x.webp",
            ),
            (
                "<amp-img src=/amp.jpg width=600 height=400></amp-img>",
                "/amp.jpg",
            ),
            ("<img src='/t-{width}.jpg'>", "/t-1000.jpg"),
            (
                "<picture><source type=image/avif srcset='/x.avif 900w'><img src=/x.jpg></picture>",
                "/x.jpg",
            ),
            (
                "<img src=/x.avif srcset='/s.jpg 600w, /l.avif 1200w'>",
                "/s.jpg",
            ),
            ("<img src=/only.avif>", "/only.avif"),
            (
                "<img src='/x?fm=avif&w=900' data-src='/x?fm=jpg&w=900'>",
                "/x?fm=jpg&w=900",
            ),
            ("<img data-actualsrc=/real.png src=/blank.gif>", "/real.png"),
            (
                "<img data-hires='https://img.example/b.jpg?w=1' src=data:image/gif;base64,R0>",
                "https://img.example/b.jpg?w=1",
            ),
            (
                "<img src=/boat-1200.jpg data-src=/boat-60x-1.jpg data-native-src=/boat-1200.jpg>",
                "/boat-1200.jpg",
            ),
            (
                "<img src=/boat-1200.jpg data-thumb=/boat-60.jpg>",
                "/boat-1200.jpg",
            ),
            (
                "<img src=/boat-60.jpg data-full=/boat-1200.jpg>",
                "/boat-1200.jpg",
            ),
            (
                "<img src=/t.jpg?w=100 data-large=/t.jpg?w=1400>",
                "/t.jpg?w=1400",
            ),
            (
                "<div data-widths='[320, 640]'><img data-src='/{width}/t.jpg'></div>",
                "/640/t.jpg",
            ),
            (
                "<img src=/a.jpg data-link=https://post.example/story.html>",
                "/a.jpg",
            ),
            ("<img src=/faces/anna.jpg class=author-avatar>", ""),
            ("<img src=https://avatars.example/ef.png>", ""),
            ("<img src=/i.png width=44 height=44>", ""),
            ("<img src=/i.png style='width: 30px; height:30px'>", ""),
            ("<img src=/wide.png width=600 height=40>", "/wide.png"),
            ("<img src=/spacer.gif>", ""),
            ("<img src=/p.jpg width=1 height=1>", ""),
            ("<img src='data:image/gif;base64,R0'>", ""),
            (
                "<figure><div role=img style=\"background-image:url('/b.jpg')\"></div></figure>",
                "/b.jpg",
            ),
            ("<div class=photo data-bg=/lazy.jpg></div>", "/lazy.jpg"),
            (
                "<figure style='background:url(/b.jpg)'><img src=/a.jpg></figure>",
                "/a.jpg",
            ),
            (
                "<figure><div class=avatar style='background:url(/anna.jpg)'></div></figure>",
                "",
            ),
        ] {
            let found = address(html);
            assert_eq!(
                found.strip_prefix("https://post.example").unwrap_or(&found),
                path,
                "{html}"
            );
        }
    }

    #[test]
    fn a_caption_beside_its_picture_is_the_pictures() {
        let body = |html: &str| crate::source::body::from_html(html, None).blocks;
        let outside = "<div><figure><img src=https://post.example/a.jpg alt=Crowd></figure><figcaption><span class=caption>The crowd tonight</span><span class=credit> (<div><i></i>Image:</div>Ann Doe)</span></figcaption></div><p>Text.</p>";
        let blocks = body(outside);
        let Some(crate::model::Block::Image(image)) = blocks.first() else {
            panic!("{blocks:?}");
        };
        assert_eq!(
            (image.caption.as_str(), image.credit.as_str()),
            ("The crowd tonight", "Ann Doe")
        );
        assert_eq!(blocks.len(), 2, "{blocks:?}");
        let plain = body("<p class=caption>What is a caption?</p><p>Text.</p>");
        assert_eq!(plain.len(), 2, "a caption of nothing is text: {plain:?}");
    }

    #[test]
    fn caption_and_credit_are_parted_and_said_once() {
        let found = image("<figure><img src=/a.jpg alt='The north pier'><figcaption>The north pier on Thursday. <span class=credit>Photograph: Ann Doe/Agency</span></figcaption></figure>").unwrap();
        assert_eq!(
            (
                found.caption.as_str(),
                found.credit.as_str(),
                found.alt.as_str()
            ),
            ("The north pier on Thursday.", "Ann Doe/Agency", "")
        );
        let found = image("<figure><img src=/a.jpg alt=Crane><figcaption>The pier (Reuters)</figcaption></figure>").unwrap();
        assert_eq!(
            (
                found.caption.as_str(),
                found.credit.as_str(),
                found.alt.as_str()
            ),
            ("The pier", "Reuters", "Crane")
        );
        let found = image("<figure><img src=/a.jpg><figcaption>The pier <span class=caption>(Image: Reuters)</span></figcaption></figure>").unwrap();
        assert_eq!(
            (found.caption.as_str(), found.credit.as_str()),
            ("The pier", "Reuters")
        );
    }
}
