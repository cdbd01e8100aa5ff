//! Pictures in all the ways that pages hide them.

use scraper::ElementRef;

use crate::{
    model::{Clean, Image, WebUrl},
    source::dom::element::{self, attr, has_name_word, letters},
    source::dom::links,
};

/// Attributes that hold a picture's address, the ones that lazy loaders use first.
const SOURCES: &[&str] = &[
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lsrc",
    "data-img-src",
    "data-image",
    "data-url",
    "data-hi-res-src",
    "data-full-src",
    "data-lazy",
    "src",
];
/// Attributes that hold several candidates.
const SETS: &[&str] = &["data-srcset", "srcset", "data-lazy-srcset"];
/// The width that `{width}` in an address stands for.
const TEMPLATE_WIDTH: u32 = 1000;
/// Words of names that captions have.
const CAPTIONS: &[&str] = &["caption", "figcaption", "imagecaption"];
/// Words of names that boxes of a picture have, and what such words end with.
const BOXES: &[&str] = &["image", "img", "photo", "picture", "foto", "bild"];
const BOX_ENDS: &[&str] = &["bild", "foto", "photo", "image", "picture"];
/// The longest caption that stands outside of a figure, in bytes.
const LONGEST_CAPTION: usize = 500;
/// What is not larger than this in either direction is no picture to look at.
const SMALLEST: u32 = 60;

/// Reads a figure, a `picture`, an `img` or whatever a site calls it; `None` where there is nothing to see.
pub(in crate::source) fn read(found: ElementRef<'_>, base: Option<&WebUrl>) -> Option<Image> {
    let mut candidates = Vec::new();
    let mut alt = String::new();
    let mut caption = attr(found, "caption").unwrap_or_default().to_owned();
    for inner in std::iter::once(found).chain(found.descendants().filter_map(ElementRef::wrap)) {
        match inner.value().name() {
            "img" | "amp-img" | "image" | "amp-anim" => {
                if is_tiny(inner) {
                    continue;
                }
                from_element(inner, base, &mut candidates);
                if alt.is_empty() {
                    attr(inner, "alt").unwrap_or_default().clone_into(&mut alt);
                }
            }
            "source"
                if !attr(inner, "type")
                    .is_some_and(|t| t.contains("video") || t.contains("audio")) =>
            {
                from_element(inner, base, &mut candidates);
            }
            _ => {}
        }
    }
    candidates.dedup();
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
        (caption, credit) = split_credit(&caption);
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
        || has_name_word(found, |word| CAPTIONS.contains(&word));
    if !is_caption {
        return None;
    }
    let (mut caption, mut credit) = words(found);
    if credit.is_empty() {
        (caption, credit) = split_credit(&caption);
    }
    let fits = !caption.is_empty() && caption.len() <= LONGEST_CAPTION;
    fits.then(|| (Clean::line(&caption), Clean::line_capped(&credit, 200)))
}

/// Tells whether an element is named for a picture and holds one, and nothing else but a line of words: what a figure
/// would be.
pub(in crate::source) fn is_box(found: ElementRef<'_>) -> bool {
    let is_named = has_name_word(found, |word| {
        BOXES.contains(&word) || BOX_ENDS.iter().any(|end| word.ends_with(end))
    });
    if !is_named {
        return false;
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

/// Returns a description, unless the caption says the same.
pub(in crate::source) fn unless_repeated(alt: &Clean, caption: &Clean) -> Clean {
    let alt_letters = letters(alt.as_str());
    if !alt_letters.is_empty() && letters(caption.as_str()).starts_with(&alt_letters) {
        Clean::default()
    } else {
        alt.clone()
    }
}

fn is_tiny(img: ElementRef<'_>) -> bool {
    let size = |name| attr(img, name).and_then(|v| v.trim_end_matches("px").parse::<u32>().ok());
    size("width").is_some_and(|w| w < SMALLEST) && size("height").is_none_or(|h| h < SMALLEST)
        || size("height").is_some_and(|h| h < SMALLEST)
            && size("width").is_none_or(|w| w < SMALLEST)
}

fn from_element(found: ElementRef<'_>, base: Option<&WebUrl>, candidates: &mut Vec<(WebUrl, u32)>) {
    for set in SETS.iter().filter_map(|name| attr(found, name)) {
        for (reference, width) in srcset(set) {
            push(reference, width, base, candidates);
        }
    }
    let width = attr(found, "width")
        .and_then(|w| w.parse().ok())
        .unwrap_or(0);
    for reference in SOURCES.iter().filter_map(|name| attr(found, name)) {
        push(reference, width, base, candidates);
    }
}

fn push(reference: &str, width: u32, base: Option<&WebUrl>, candidates: &mut Vec<(WebUrl, u32)>) {
    let filled = reference
        .replace("{width}", &TEMPLATE_WIDTH.to_string())
        .replace("%7Bwidth%7D", &TEMPLATE_WIDTH.to_string());
    let Some(url) = links::resolve(&filled, base).filter(accept) else {
        return;
    };
    if !candidates.iter().any(|(known, _)| *known == url) {
        candidates.push((url, width));
    }
}

/// Parts a `srcset` into addresses and widths (HTML standard, "parse a srcset attribute"); a density counts as a
/// thousand pixels each.
fn srcset(set: &str) -> Vec<(&str, u32)> {
    let mut found = Vec::new();
    let mut rest = set;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if rest.is_empty() {
            return found;
        }
        let (reference, after) =
            rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
        if let Some(reference) = reference.strip_suffix(',') {
            found.push((reference, 0));
            rest = after;
            continue;
        }
        let (size, after) = after.split_at(after.find(',').unwrap_or(after.len()));
        let size = size.trim();
        let width = match size.strip_suffix('w') {
            Some(width) => width.parse().unwrap_or(0),
            None => size
                .strip_suffix('x')
                .and_then(|x| x.parse::<u32>().ok())
                .map_or(0, |x| x.saturating_mul(1000)),
        };
        found.push((reference, width));
        rest = after;
    }
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
    !(placeholder.iter().any(|word| name.contains(word))
        || name.rsplit('.').next() == Some("svg")
        || path.len() < 2)
}

/// Finds caption and credit inside a figure.
fn words(figure: ElementRef<'_>) -> (String, String) {
    let (mut caption, mut credit) = (String::new(), String::new());
    for inner in figure.descendants().filter_map(ElementRef::wrap) {
        let name = inner.value().name();
        if matches!(name, "img" | "source" | "picture") {
            continue;
        }
        let is = |words: &[&str]| has_name_word(inner, |word| words.contains(&word));
        if credit.is_empty()
            && is(&[
                "credit",
                "credits",
                "copyright",
                "photographer",
                "attribution",
                "source",
            ])
        {
            credit = element::text(inner);
        } else if caption.is_empty() && (name == "figcaption" || is(CAPTIONS)) {
            caption = element::text(inner);
        }
    }
    if !credit.is_empty()
        && let Some(rest) = caption.strip_suffix(&credit)
    {
        let kept = rest.trim_end_matches([' ', '|', '·', '-', '–', '(']).len();
        caption.truncate(kept);
    }
    let credit = credit.trim_matches(['(', ')', ' ']);
    let credit = [
        "Photograph:",
        "Photo:",
        "Image:",
        "Picture:",
        "Credit:",
        "Credit...",
        "Credit…",
        "Foto:",
        "©",
    ]
    .iter()
    .fold(credit, |c, prefix| {
        c.strip_prefix(prefix).unwrap_or(c).trim()
    });
    (caption, credit.to_owned())
}

/// Splits "A caption. (Getty Images)" and "A caption. Photograph: Name/Agency".
fn split_credit(caption: &str) -> (String, String) {
    for marker in [
        "Photograph:",
        "Photo:",
        "Image:",
        "Picture:",
        "Credit:",
        "Credit...",
        "Credit…",
        "Foto:",
        "Bild:",
        "©",
    ] {
        if let Some((before, after)) = caption.split_once(marker) {
            let (before, after) = (before.trim(), after.trim());
            let in_brackets = before.strip_suffix('(').zip(after.strip_suffix(')'));
            let (before, after) = in_brackets.unwrap_or((before, after));
            return (before.trim().to_owned(), after.trim().to_owned());
        }
    }
    if let Some(inner) = caption.strip_suffix(')')
        && let Some((before, credit)) = inner.rsplit_once('(')
        && credit.len() < 60
        && !before.trim().is_empty()
    {
        return (before.trim().to_owned(), credit.to_owned());
    }
    (caption.to_owned(), String::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::dom::door;

    fn image(html: &str) -> Option<Image> {
        let parsed = door::parse(html).html;
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
            ("<img src=/spacer.gif>", ""),
            ("<img src=/p.jpg width=1 height=1>", ""),
            ("<img src='data:image/gif;base64,R0'>", ""),
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
