//! Bytes to [`Snapshot`], pure: no network, no files, no clock.
//!
//! Recognisers read the page each in its own way and say what they know of every update ([`candidate`]). The joiner
//! ties what is the same update and takes each field from its best witness ([`join`]). Nothing here knows a site.

mod blog;
mod candidate;
mod decode;
mod door;
mod element;
mod join;
mod json;
mod markup;
mod structured;
mod times;

use chrono::{DateTime, Utc};

use crate::model::{Clean, NoLiveBlog, PageKind, Snapshot, Stamp, WebUrl, Window};

/// What was fetched or read, before anything is known about it.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The decoded bytes (content encoding removed, character encoding not).
    pub bytes: &'a [u8],
    /// The `Content-Type` header's value.
    pub content_type: Option<&'a str>,
    /// The address after redirects, or the one that a file was saved from; relative addresses need it.
    pub address: Option<&'a WebUrl>,
    /// When it was fetched.
    pub fetched_at: DateTime<Utc>,
}

/// A reading and how it came about.
#[derive(Debug, Clone)]
pub struct Extraction {
    /// The reading.
    pub snapshot: Snapshot,
    /// Who said what, a line each, for `newswire check`.
    pub evidence: Vec<Clean>,
}

/// Reads a live blog out of a page.
///
/// # Errors
/// Says what the page is where it holds no live blog. Never fails harder than that, whatever the bytes.
pub fn extract(page: &Page) -> Result<Extraction, NoLiveBlog> {
    let refuse = |kind, why: &str| {
        Err(NoLiveBlog {
            kind,
            why: Clean::line(why),
        })
    };
    match decode::sniff(page.bytes, page.content_type) {
        decode::Kind::Empty => refuse(PageKind::Empty, "The page is empty; check the address."),
        decode::Kind::Binary => refuse(
            PageKind::NotText,
            "This is no page but a picture, archive or other file; open it in the browser.",
        ),
        decode::Kind::Html | decode::Kind::Json | decode::Kind::Xml | decode::Kind::Plain => {
            from_html(page)
        }
    }
}

fn from_html(page: &Page) -> Result<Extraction, NoLiveBlog> {
    let text = decode::decode(page.bytes, page.content_type);
    let scripts = structured::jsonld::scripts(&text);
    let parsed = door::parse(&text);
    let base = page.address;
    let mut warnings: Vec<Clean> = parsed.cut.map(Clean::line).into_iter().collect();
    let Some(reading) =
        structured::jsonld::read(&scripts, base).filter(|r| !r.candidates.is_empty())
    else {
        let why = "No live blog was found on this page; open it in the browser, or give the address of a live blog.";
        return Err(NoLiveBlog {
            kind: PageKind::Other,
            why: Clean::line(why),
        });
    };
    warnings.extend(reading.warnings.iter().map(|w| Clean::line(w)));
    let (candidates, tied) = join::with_markup(&reading, &parsed.html, base);
    let said = candidates.len();
    let mut blog = reading.blog.clone();
    blog::complete(&mut blog, &parsed.html, base);
    let page_address = base.cloned().or_else(|| blog.canonical.clone());
    let entries = join::entries(candidates, page_address.as_ref(), &mut warnings);
    let latest = entries
        .iter()
        .filter_map(|e| e.published.as_ref().map(Stamp::utc))
        .max();
    blog.status = blog::status(&blog, &parsed.html, latest, page.fetched_at);
    let recognised_as = if tied > 0 {
        format!("{}, joined with the page's markup", reading.witness.name())
    } else {
        reading.witness.name().to_owned()
    };
    let evidence = vec![
        Clean::line(&format!("{}: {said} updates", reading.witness.name())),
        Clean::line(&format!("markup: {tied} of them found in the page")),
    ];
    let window = if reading.lists_updates() {
        Window::Full
    } else {
        Window::Part
    };
    let snapshot = Snapshot {
        blog,
        entries,
        window,
        recognised_as: Clean::line(&recognised_as),
        warnings,
        older: None,
        min_interval: None,
    };
    Ok(Extraction { snapshot, evidence })
}
