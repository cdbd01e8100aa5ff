//! Pictures, films and sound that stand beside an item's text: enclosures, Media RSS, a picture of its own.

use super::{
    parts::{Medium, MediumKind, Text},
    texts::{said, text},
    tree::{Element, Vocabulary, resolve},
};

use Vocabulary::{Feed as Own, Itunes, Media};

/// Reads all media of an item.
pub(super) fn of(item: &Element) -> Vec<Medium> {
    let mut media: Vec<Medium> = Vec::new();
    for group in item.all(Media, "group") {
        add(&mut media, together(group, item));
    }
    for content in item.all(Media, "content") {
        add(&mut media, one(content, item));
    }
    let linked = item
        .all(Own, "link")
        .filter(|link| link.attribute("rel") == Some("enclosure"));
    for enclosure in item.all(Own, "enclosure").chain(linked) {
        let of_file = file(enclosure, "url").or_else(|| file(enclosure, "href"));
        if let Some(of_file) = of_file {
            let kind = MediumKind::of(enclosure.attribute("type").unwrap_or_default(), &of_file.0);
            media.push(Medium {
                kind,
                files: vec![of_file],
                ..Medium::default()
            });
        }
    }
    let has_picture = media
        .iter()
        .any(|medium| medium.kind == Some(MediumKind::Picture));
    if !has_picture {
        media.extend(instead(item));
    }
    media
}

/// Adds a medium; one that was there in another size is but another file of the same.
fn add(media: &mut Vec<Medium>, medium: Medium) {
    let is_same = |before: &&mut Medium| {
        let path = |medium: &Medium| {
            let (address, _) = medium.files.first()?;
            Some(address.split('?').next().unwrap_or_default().to_owned())
        };
        let sized = |medium: &Medium| medium.files.iter().all(|(_, width)| *width > 0);
        let words = |medium: &Medium| {
            let caption = medium.caption.as_ref().map(|text| text.content.clone());
            (medium.credit.clone(), caption)
        };
        before.kind == Some(MediumKind::Picture)
            && medium.kind == before.kind
            && (path(before) == path(&medium)
                || (sized(before) && sized(&medium) && words(before) == words(&medium)))
    };
    match media.iter_mut().find(is_same) {
        Some(before) => before.files.extend(medium.files),
        None => media.push(medium),
    }
}

/// Reads `media:group`: one thing in several forms.
fn together(group: &Element, item: &Element) -> Medium {
    let mut medium = words(group, item);
    let contents: Vec<Medium> = group
        .all(Media, "content")
        .map(|content| one(content, item))
        .collect();
    // A film before its picture.
    let kinds = contents.iter().filter_map(|content| content.kind);
    let moving = kinds.clone().find(|kind| *kind != MediumKind::Picture);
    medium.kind = moving.or_else(|| kinds.clone().next());
    for content in contents {
        if content.kind == medium.kind {
            medium.files.extend(content.files);
            medium.caption = medium.caption.or(content.caption);
            if medium.credit.is_empty() {
                medium.credit = content.credit;
            }
        }
        medium.thumbnails.extend(content.thumbnails);
    }
    medium
}

/// Reads `media:content`; what it does not say itself, the item says.
fn one(content: &Element, item: &Element) -> Medium {
    let mut medium = words(content, item);
    let called = content
        .attribute("medium")
        .or_else(|| content.attribute("type"))
        .unwrap_or_default();
    medium.files = file(content, "url").into_iter().collect();
    let name = medium.files.first().map_or("", |(file, _)| file.as_str());
    medium.kind = MediumKind::of(called, name);
    medium
}

fn words(element: &Element, item: &Element) -> Medium {
    let caption = |element: &Element| -> Option<Text> {
        text(element, &[(Media, "title"), (Media, "description")])
    };
    let credit = |element: &Element| said(element, &[(Media, "credit"), (Media, "copyright")]);
    Medium {
        thumbnails: element
            .all(Media, "thumbnail")
            .filter_map(|thumbnail| file(thumbnail, "url"))
            .collect(),
        caption: caption(element).or_else(|| caption(item)),
        credit: credit(element).or_else(|| credit(item)).unwrap_or_default(),
        ..Medium::default()
    }
}

/// Reads what shows an item that has no picture else.
fn instead(item: &Element) -> Option<Medium> {
    let thumbnails = item
        .all(Media, "thumbnail")
        .filter_map(|thumbnail| file(thumbnail, "url"));
    let own = item.all(Own, "image").filter_map(|image| {
        let words = image.text();
        let address = said(image, &[(Own, "url")]).unwrap_or(words);
        Some((
            resolve(&address, item.base.as_ref())?.as_str().to_owned(),
            0,
        ))
    });
    let art = item
        .all(Itunes, "image")
        .filter_map(|image| file(image, "href"));
    let mut files: Vec<(String, u32)> = thumbnails.collect();
    if files.is_empty() {
        files = own.chain(art).take(1).collect();
    }
    (!files.is_empty()).then(|| Medium {
        kind: Some(MediumKind::Picture),
        files,
        ..words(item, item)
    })
}

/// Reads a file's address and width.
fn file(element: &Element, attribute: &str) -> Option<(String, u32)> {
    let address = element.attribute(attribute).filter(|url| !url.is_empty())?;
    let width = element.attribute("width").and_then(|w| w.parse().ok());
    let address = resolve(address, element.base.as_ref())?;
    Some((address.as_str().to_owned(), width.unwrap_or(0)))
}
