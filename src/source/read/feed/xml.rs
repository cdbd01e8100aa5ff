//! RSS of every version, RDF and Atom of both: a tree to what it says.
//!
//! The formats share their names to a great deal, and feeds mix them. So an item is read by what stands in it and not
//! by what the feed calls itself.

use super::{
    MOST, media,
    parts::{Feed, Item, Link, Person},
    texts::{said, text},
    tree::{self, Element, Tree, Vocabulary, resolve},
};
use crate::model::WebUrl;

use Vocabulary::{Content, Dublin, Feed as Own, Itunes, Other};

/// Reads a feed's text; `None` where it is none.
pub(super) fn read(text: &str, address: Option<&WebUrl>) -> Option<Feed> {
    let Tree { root, broken, cut } = tree::read(text, address);
    let outermost = frame(&root)?;
    let mut items = Vec::new();
    collect(outermost, &mut items);
    let about = outermost.child(Own, "channel").unwrap_or(outermost);
    let mut feed = Feed {
        name: match outermost.name.as_str() {
            "feed" => "Atom feed",
            "rdf" => "RDF feed",
            _ => "RSS feed",
        },
        unread: items.len().saturating_sub(MOST),
        items: items.into_iter().take(MOST).map(item).collect(),
        ..head(about)
    };
    if broken > 0 {
        let sentence = format!("Items that a mistake in the feed cut short or took: {broken}.");
        feed.warnings.push(sentence);
    }
    if cut {
        let sentence = "The feed is too large or too broken; only its beginning was read.";
        feed.warnings.push(sentence.to_owned());
    }
    Some(feed)
}

/// Finds the element that is the feed; a template may have wrapped it in others.
fn frame(root: &Element) -> Option<&Element> {
    let mut level: Vec<&Element> = root.elements().collect();
    for _ in 0..6 {
        let is_frame = |e: &&&Element| {
            e.of == Own && matches!(e.name.as_str(), "rss" | "feed" | "rdf" | "channel")
        };
        if let Some(found) = level.iter().find(is_frame) {
            return Some(found);
        }
        level = level
            .iter()
            .flat_map(|element| element.elements())
            .collect();
    }
    None
}

/// Collects the items in and below an element; those of RDF stand beside its channel.
fn collect<'a>(element: &'a Element, items: &mut Vec<&'a Element>) {
    for child in element.elements() {
        if child.is_item() {
            items.push(child);
        } else {
            collect(child, items);
        }
    }
}

fn head(about: &Element) -> Feed {
    let language = about
        .attribute("xml:lang")
        .map(str::to_owned)
        .or_else(|| said(about, &[(Own, "language"), (Dublin, "language")]));
    Feed {
        title: text(about, &[(Own, "title"), (Dublin, "title")]),
        description: text(
            about,
            &[
                (Own, "description"),
                (Own, "subtitle"),
                (Own, "tagline"),
                (Dublin, "description"),
                (Itunes, "summary"),
            ],
        ),
        language: language.unwrap_or_default(),
        authors: people(about),
        published: said(about, &[(Own, "pubdate"), (Own, "published")]),
        updated: said(
            about,
            &[
                (Own, "lastbuilddate"),
                (Own, "updated"),
                (Own, "modified"),
                (Dublin, "date"),
            ],
        ),
        links: links(about),
        picture: picture(about),
        ttl: said(about, &[(Own, "ttl")]).and_then(|minutes| minutes.parse().ok()),
        ..Feed::default()
    }
}

fn picture(about: &Element) -> Option<(String, u32)> {
    let image = about.child(Own, "image");
    let url = image.and_then(|image| said(image, &[(Own, "url")]));
    let width = image.and_then(|image| said(image, &[(Own, "width")])?.parse().ok());
    let art = || Some(about.child(Itunes, "image")?.attribute("href")?.to_owned());
    url.or_else(|| said(about, &[(Own, "logo"), (Own, "icon")]))
        .or_else(art)
        .map(|url| (url, width.unwrap_or(0)))
}

fn item(found: &Element) -> Item {
    let links = links(found);
    let content = text(
        found,
        &[
            (Content, "encoded"),
            (Own, "content"),
            (Other, "body"),
            (Content, "items"),
        ],
    );
    Item {
        id: said(found, &[(Own, "id"), (Own, "guid")]).unwrap_or_default(),
        title: text(found, &[(Own, "title"), (Dublin, "title")]),
        content,
        summary: text(
            found,
            &[
                (Own, "description"),
                (Own, "summary"),
                (Dublin, "description"),
                (Itunes, "summary"),
            ],
        ),
        authors: people(found),
        published: said(
            found,
            &[
                (Own, "pubdate"),
                (Own, "published"),
                (Own, "issued"),
                (Dublin, "date"),
                (Dublin, "issued"),
                (Own, "date"),
                (Own, "created"),
                (Dublin, "created"),
            ],
        ),
        updated: said(
            found,
            &[(Own, "updated"), (Own, "modified"), (Dublin, "modified")],
        ),
        links,
        media: media::of(found),
        base: found.base.clone(),
    }
}

/// Reads the addresses that an element links to, in order; a permanent id of RSS is one of them.
fn links(element: &Element) -> Vec<Link> {
    let mut links: Vec<Link> = element
        .all(Own, "link")
        .filter_map(|link| {
            let words = link.text();
            let address = link.attribute("href").unwrap_or(&words);
            // Its own base counts, and not only the item's.
            let address = resolve(address, link.base.as_ref())
                .map_or_else(|| address.to_owned(), |url| url.as_str().to_owned());
            let relation = link.attribute("rel").unwrap_or_default();
            (!address.is_empty()).then(|| Link {
                address,
                relation: relation.to_ascii_lowercase(),
            })
        })
        .collect();
    let has_own = |links: &[Link]| {
        let own = |link: &Link| matches!(link.relation.as_str(), "" | "alternate");
        links.iter().any(own)
    };
    let permanent = || {
        let guid = element.child(Own, "guid")?;
        let is_link = guid.attribute("ispermalink") != Some("false");
        Some(guid.text()).filter(|text| is_link && text.starts_with("http"))
    };
    let about = || Some(element.attribute("rdf:about")?.to_owned());
    if !has_own(&links)
        && let Some(address) = permanent().or_else(about)
    {
        links.push(Link {
            address,
            relation: String::new(),
        });
    }
    links
}

fn people(element: &Element) -> Vec<Person> {
    let named = |of: Vocabulary, name: &'static str| -> Vec<Person> {
        element.all(of, name).filter_map(person).collect()
    };
    [
        (Own, "author"),
        (Dublin, "creator"),
        (Own, "managingeditor"),
        (Itunes, "author"),
    ]
    .into_iter()
    .map(|(of, name)| named(of, name))
    .find(|people| !people.is_empty())
    .unwrap_or_default()
}

/// Reads a person: Atom's construct, or RSS's "mail@example.org (Name)".
fn person(element: &Element) -> Option<Person> {
    if element.has_elements() {
        return Some(Person {
            name: said(element, &[(Own, "name")])?,
            address: said(element, &[(Own, "uri"), (Own, "url")]),
        });
    }
    let words = element.text();
    let in_brackets = || {
        Some(
            words
                .split_once('(')?
                .1
                .split_once(')')?
                .0
                .trim()
                .to_owned(),
        )
    };
    let before_mail = || Some(words.split_once('<')?.0.trim().to_owned());
    let name = if words.contains('@') {
        in_brackets().or_else(before_mail)?
    } else {
        words
    };
    (!name.is_empty()).then_some(Person {
        name,
        address: None,
    })
}
