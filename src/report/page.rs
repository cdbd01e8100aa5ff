//! A live blog as one HTML file that needs nothing else: no script, nothing loaded from anywhere, pictures as links.
//!
//! Made for every reader: the page names its language, updates are articles under headings, times are machine
//! readable, and what an edit changed is marked as such (`ins`, `del`) with signs beside the style.

mod edits;

use std::io::{self, Write};

use chrono::{DateTime, FixedOffset};

use super::{
    Archive, Document,
    archive::Revision,
    html::{self, close, element, escape, link},
    jsonfeed::rfc3339,
    plain, text,
};
use crate::model::{Block, Body, Emphasis, Image, Inline, Item, ListItem};

/// Nothing may be loaded, and only the style that stands in the page counts.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE: &str = include_str!("page/style.css");

/// Greatest level of a heading.
const DEEPEST: u8 = 6;

/// Writes an archive as one HTML document, newest update first.
///
/// # Errors
/// Those of the writer.
pub fn write(archive: &Archive, out: &mut dyn Write) -> io::Result<()> {
    let document = &archive.document;
    let mut html = String::new();
    head(document, &mut html);
    html.push_str("<body>\n");
    header(archive, &mut html);
    html.push_str("<main>\n");
    out.write_all(html.as_bytes())?;
    for item in document.items {
        let mut html = String::new();
        article(archive, item, &mut html);
        out.write_all(html.as_bytes())?;
    }
    out.write_all(b"</main>\n</body>\n</html>\n")
}

fn head(document: &Document, html: &mut String) {
    html.push_str("<!DOCTYPE html>\n<html lang=\"");
    // An empty tag says that the language is unknown.
    escape(document.blog.language.as_str(), html);
    html.push_str("\">\n<head>\n<meta charset=\"utf-8\">\n");
    for (attribute, name, content) in [
        ("http-equiv", "Content-Security-Policy", POLICY),
        ("name", "viewport", "width=device-width, initial-scale=1"),
        ("name", "color-scheme", "light dark"),
        ("name", "referrer", "no-referrer"),
    ] {
        let meta = format!("<meta {attribute}=\"{name}\" content=\"{content}\">\n");
        html.push_str(&meta);
    }
    element("title", html, |html| escape(document.title(), html));
    html.push_str("\n<style>\n");
    html.push_str(STYLE);
    html.push_str("</style>\n</head>\n");
}

fn header(archive: &Archive, html: &mut String) {
    let document = &archive.document;
    html.push_str("<header>\n<h1 dir=\"auto\">");
    escape(document.title(), html);
    html.push_str("</h1>\n");
    paragraph(document.blog.standfirst.as_str(), html);
    paragraph(&text::facts(document), html);
    if let Some(home) = document.home() {
        element("p", html, |html| {
            link(home.as_str(), html, |html| escape(home.as_str(), html));
        });
        html.push('\n');
    }
    for warning in document.warnings {
        paragraph(warning.as_str(), html);
    }
    if !document.blog.summary.is_empty() {
        html.push_str("<section aria-label=\"Summary\" dir=\"auto\">");
        html.push_str(&html::body(&quiet(&document.blog.summary, 1)));
        html.push_str("</section>\n");
    }
    edits::of_blog(archive, html);
    html.push_str("</header>\n");
}

fn article(archive: &Archive, item: &Item, html: &mut String) {
    let zone = archive.document.zone;
    html.push_str("<article>\n<h2 dir=\"auto\">");
    let at = item.entry.published.as_ref().map_or_else(
        || zone.instant(item.first_seen()),
        |stamp| zone.stamp(stamp),
    );
    time(at, &text::update_time(item, zone), html);
    if let Some(headline) = item.entry.titled() {
        html.push_str(": ");
        escape(headline.as_str(), html);
    }
    html.push_str("</h2>\n");
    paragraph(&text::notes(item), html);
    if !item.entry.body.is_empty() {
        html.push_str("<div dir=\"auto\">");
        html.push_str(&html::body(&quiet(&item.entry.body, 2)));
        html.push_str("</div>\n");
    }
    if let Some(permalink) = &item.entry.permalink {
        element("p", html, |html| {
            link(permalink.as_str(), html, |html| escape("This update", html));
        });
        html.push('\n');
    }
    if archive.past.is_some() && item.revision() > 1 {
        edits::revisions(archive, &Revision::all(item), html);
    }
    close("article", html);
    html.push('\n');
}

/// Writes a time for people and for machines.
fn time(at: DateTime<FixedOffset>, words: &str, html: &mut String) {
    match rfc3339(at) {
        Some(machine) => {
            html.push_str("<time datetime=\"");
            escape(&machine, html);
            html.push_str("\">");
            escape(words, html);
            close("time", html);
        }
        None => escape(words, html),
    }
}

fn paragraph(words: &str, html: &mut String) {
    if !words.is_empty() {
        html.push_str("<p dir=\"auto\">");
        escape(words, html);
        html.push_str("</p>\n");
    }
}

/// Makes a body that loads nothing, its pictures as links, its headings from right below a level on.
fn quiet(body: &Body, above: u8) -> Body {
    let highest = highest(&body.blocks).unwrap_or(1);
    let lower = |level: u8| level.saturating_sub(highest).saturating_add(above + 1);
    Body {
        blocks: quiet_blocks(&body.blocks, &lower),
    }
}

/// Returns the level of the highest heading.
fn highest(blocks: &[Block]) -> Option<u8> {
    let level = |block: &Block| match block {
        Block::Heading { level, .. } => Some(*level),
        Block::Quote { blocks, .. } => highest(blocks),
        Block::List { items, .. } => items.iter().filter_map(|item| highest(&item.blocks)).min(),
        _ => None,
    };
    blocks.iter().filter_map(level).min()
}

fn quiet_blocks(blocks: &[Block], lower: &impl Fn(u8) -> u8) -> Vec<Block> {
    let quiet = |block: &Block| match block {
        Block::Image(image) => Block::Paragraph(picture(image)),
        Block::Heading { level, text } => Block::Heading {
            level: lower(*level).min(DEEPEST),
            text: text.clone(),
        },
        Block::Quote { blocks, cite } => Block::Quote {
            blocks: quiet_blocks(blocks, lower),
            cite: cite.clone(),
        },
        Block::List { start, items } => Block::List {
            start: *start,
            items: items
                .iter()
                .map(|item| ListItem {
                    blocks: quiet_blocks(&item.blocks, lower),
                })
                .collect(),
        },
        other => other.clone(),
    };
    blocks.iter().map(quiet).collect()
}

/// Names a picture and links to it; a caption does not make its text alternative superfluous.
fn picture(image: &Image) -> Vec<Inline> {
    let run = |text: &str, link| Inline {
        text: crate::model::Clean::inline(text),
        emphasis: Emphasis::default(),
        link,
    };
    let mut runs = vec![run(&plain::picture(image), image.url().cloned())];
    if !image.caption.is_empty() && !image.alt.is_empty() {
        runs.push(run(&format!(" {}", image.alt), None));
    }
    runs
}

#[cfg(test)]
mod tests;
