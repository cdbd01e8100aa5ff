//! Reads what a link led to: the main text of an article, or what stands in its place.
//!
//! Which element holds the text is for a readability library to say. It gets the tree of our own parser, within its
//! budget, and gives back HTML that becomes blocks like any update's: no markup of a page goes round the builder.

mod trim;

use chrono::{DateTime, Utc};
use dom_smoothie::{Config, Readability};
use scraper::Html;

use crate::{
    model::{Article, Body, Clean, Linked, Obstacle, PageKind, TimeBasis, WebUrl},
    source::{
        Page, Recipes, blog, day,
        decode::{self, ContentKind},
        dom::{base, bounded_html, element::attr, links},
        extract_with,
        field::{
            body,
            time::{self, TimeContext},
        },
        json,
        read::jsonld,
    },
};

/// Elements beyond which a page is not searched for a text.
const ELEMENTS: usize = 20_000;
/// How deep these may lie, added up: the library looks at what is above and below of each, more than once. Long articles
/// of real sites have a tenth of that.
const DEPTHS: usize = 1_000_000;
/// Fewer bytes are no text worth reading: a teaser, an error, a line under a player.
const LITTLE_TEXT: usize = 280;
/// The most names of a byline.
const BYLINE: usize = 160;

/// Reads what a link led to. A page that is a live blog is named as one and not read.
///
/// Never fails, whatever the bytes: what cannot be read is named.
pub fn read_linked(page: &Page, asked: &WebUrl, recipes: &Recipes) -> Linked {
    let media = file(page.bytes, page.content_type);
    let kind = decode::sniff(page.bytes, page.content_type);
    if let (Some(obstacle), ContentKind::Binary | ContentKind::Empty) = (media, kind) {
        return Linked::Obstacle(obstacle);
    }
    let address = page.address.unwrap_or(asked);
    match kind {
        ContentKind::Binary => Linked::Obstacle(Obstacle::File),
        ContentKind::Empty => Linked::Obstacle(Obstacle::Empty),
        ContentKind::Plain => plain(page, address),
        ContentKind::Json | ContentKind::Xml => match extract_with(page, recipes) {
            Ok(found) => live_blog(address, found.snapshot.blog.headline),
            Err(_) => Linked::Obstacle(Obstacle::File),
        },
        ContentKind::Html => match extract_with(page, recipes) {
            Ok(found) => live_blog(address, found.snapshot.blog.headline),
            Err(none) => html(page, address, none.kind),
        },
    }
}

fn live_blog(address: &WebUrl, headline: Clean) -> Linked {
    Linked::LiveBlog {
        address: address.clone(),
        headline,
    }
}

/// Names a file by its first bytes, else by what the answer calls it.
fn file(bytes: &[u8], content_type: Option<&str>) -> Option<Obstacle> {
    let kind = content_type.unwrap_or_default().trim().to_ascii_lowercase();
    if bytes.starts_with(b"%PDF") || kind.starts_with("application/pdf") {
        return Some(Obstacle::Pdf);
    }
    [
        ("video/", Obstacle::Video),
        ("audio/", Obstacle::Audio),
        ("image/", Obstacle::Picture),
    ]
    .into_iter()
    .find(|(prefix, _)| kind.starts_with(prefix))
    .map(|(_, obstacle)| obstacle)
}

fn plain(page: &Page, address: &WebUrl) -> Linked {
    let text = decode::decode(page);
    let body = Body::from_plain(&text.replace("\r\n", "\n"));
    if body.is_empty() {
        return Linked::Obstacle(Obstacle::Empty);
    }
    Linked::Article(Box::new(Article {
        address: address.clone(),
        title: Clean::line(&address.short()),
        site: Clean::default(),
        byline: Clean::default(),
        published: None,
        body,
        fetched_at: page.fetched_at,
    }))
}

fn html(page: &Page, address: &WebUrl, kind: PageKind) -> Linked {
    match kind {
        PageKind::BotWall => return Linked::Obstacle(Obstacle::BotWall),
        PageKind::ConsentWall => return Linked::Obstacle(Obstacle::ConsentWall),
        PageKind::NotFound => return Linked::Obstacle(Obstacle::Missing),
        PageKind::Empty => return Linked::Obstacle(Obstacle::Empty),
        _ => {}
    }
    let text = decode::decode(page);
    let mut parsed = bounded_html::parse(&text).html;
    base::resolve_all(&mut parsed, Some(address));
    let facts = blog::Facts::of(&parsed);
    let article = main_text(&parsed, address);
    let body = article.as_ref().map(|article| {
        let html = article.content.as_ref();
        body::from_html(html, Some(address))
    });
    let body = body.filter(|body| jsonld::length(body) >= LITTLE_TEXT);
    let (Some(article), Some(body)) = (article, body) else {
        return Linked::Obstacle(instead(&parsed, &facts, &text, kind));
    };
    let said = |names: &[&str]| facts.meta(names).map(|text| Clean::line(&text));
    let title = said(&["og:title"])
        .filter(|title| !title.is_empty())
        .unwrap_or_else(|| Clean::line(&article.title));
    let site = said(&["og:site_name"])
        .or_else(|| article.site_name.as_deref().map(Clean::line))
        .unwrap_or_default();
    let byline = byline_of(article.byline.as_deref().unwrap_or_default());
    let ctx = day::times(page, &parsed, &facts, &[], None);
    let published = published(&ctx, &facts, article.published_time.as_deref());
    Linked::Article(Box::new(Article {
        address: address.clone(),
        body: trim::trim(body, &title, &byline, &ctx),
        title,
        site,
        byline,
        published,
        fetched_at: page.fetched_at,
    }))
}

/// Finds the main text of a page.
fn main_text(html: &Html, address: &WebUrl) -> Option<dom_smoothie::Article> {
    let elements = html.tree.nodes().filter(|node| node.value().is_element());
    let depths: usize = elements.map(|node| node.ancestors().count()).sum();
    if depths > DEPTHS {
        return None;
    }
    let config = Config {
        max_elements_to_parse: ELEMENTS,
        ..Config::default()
    };
    let mut readability =
        Readability::new(html.html(), Some(address.as_str()), Some(config)).ok()?;
    readability.parse().ok()
}

/// Says what a page without a text of its own is.
fn instead(html: &Html, facts: &blog::Facts, text: &str, kind: PageKind) -> Obstacle {
    let asks_for_password = html
        .tree
        .nodes()
        .filter_map(scraper::ElementRef::wrap)
        .any(|found| {
            found.value().name() == "input"
                && attr(found, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("password"))
        });
    let og_type = facts.meta(&["og:type"]).unwrap_or_default();
    let types = jsonld::types(&jsonld::scripts(text, &json::Room::default()));
    if asks_for_password {
        Obstacle::Login
    } else if kind == PageKind::Paywall {
        Obstacle::Paywall
    } else if og_type.starts_with("video") || types.iter().any(|name| name == "VideoObject") {
        Obstacle::Video
    } else if og_type.starts_with("music") || types.iter().any(|name| name == "AudioObject") {
        Obstacle::Audio
    } else {
        Obstacle::NoText
    }
}

fn published(ctx: &TimeContext, facts: &blog::Facts, found: Option<&str>) -> Option<DateTime<Utc>> {
    let named = facts.meta(&[
        "article:published_time",
        "date",
        "dc.date",
        "parsely-pub-date",
    ]);
    let texts = named.as_deref().into_iter().chain(found);
    let mut stamps = texts.filter_map(|text| time::parse_machine(text, TimeBasis::Markup, ctx));
    stamps.next().map(|stamp| stamp.utc())
}

/// Makes a byline of what was found as one; an address of the author's page is none.
fn byline_of(text: &str) -> Clean {
    let text = text.trim_matches(|c: char| c.is_whitespace() || ",;|·".contains(c));
    if links::resolve(text, None).is_some_and(|_| text.contains("://")) {
        return Clean::default();
    }
    Clean::line_capped(text, BYLINE)
}

#[cfg(test)]
mod tests;
