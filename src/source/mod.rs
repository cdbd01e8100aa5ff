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
mod state;
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
        decode::Kind::Json => from_json(page),
        decode::Kind::Html | decode::Kind::Xml | decode::Kind::Plain => from_html(page),
    }
}

fn from_json(page: &Page) -> Result<Extraction, NoLiveBlog> {
    let text = decode::decode(page.bytes, page.content_type);
    let value = json::parse_lenient(&text);
    let Some(reading) = value
        .as_ref()
        .and_then(|v| state::from_document(v, page.address))
    else {
        return Err(nothing());
    };
    let html = door::parse("").html;
    Ok(finish(page, reading, &html, None, Vec::new()))
}

fn from_html(page: &Page) -> Result<Extraction, NoLiveBlog> {
    let text = decode::decode(page.bytes, page.content_type);
    let scripts = structured::jsonld::scripts(&text);
    let parsed = door::parse(&text);
    let warnings: Vec<Clean> = parsed.cut.map(Clean::line).into_iter().collect();
    let html = &parsed.html;
    let base = page.address;
    let structured = structured::jsonld::read(&scripts, base).filter(|r| !r.candidates.is_empty());
    if let Some(mut reading) = structured {
        let (joined, tied) = join::with_markup(&reading, html, base);
        reading.candidates = joined;
        return Ok(finish(page, reading, html, Some(tied), warnings));
    }
    let reading = structured::microdata::read(html, base)
        .or_else(|| state::from_page(&text, base).filter(|_| markup::repeated::is_live(html, base)))
        .or_else(|| markup::repeated::read(html, base, page.fetched_at));
    reading
        .map(|reading| finish(page, reading, html, None, warnings))
        .ok_or_else(nothing)
}

fn nothing() -> NoLiveBlog {
    let why = "No live blog was found on this page; open it in the browser, or give the address of a live blog.";
    NoLiveBlog {
        kind: PageKind::Other,
        why: Clean::line(why),
    }
}

/// Makes a snapshot of a reading. `tied` counts the updates of structured data that were found in the markup.
fn finish(
    page: &Page,
    reading: candidate::Reading,
    html: &scraper::Html,
    tied: Option<usize>,
    mut warnings: Vec<Clean>,
) -> Extraction {
    let base = page.address;
    let name = reading.witness.name();
    let mut evidence = vec![Clean::line(&format!(
        "{name}: {} updates",
        reading.candidates.len()
    ))];
    evidence
        .extend(tied.map(|tied| Clean::line(&format!("markup: {tied} of them found in the page"))));
    let joined = if tied.is_some_and(|tied| tied > 0) {
        ", joined with the page's markup"
    } else {
        ""
    };
    let recognised_as = Clean::line(&format!("{name}{joined}"));
    warnings.extend(reading.warnings.iter().map(|w| Clean::line(w)));
    let window = if reading.lists_updates() {
        Window::Full
    } else {
        Window::Part
    };
    let mut blog = reading.blog;
    blog::complete(&mut blog, html, base);
    let address = base.cloned().or_else(|| blog.canonical.clone());
    let entries = join::entries(reading.candidates, address.as_ref(), &mut warnings);
    let latest = entries
        .iter()
        .filter_map(|e| e.published.as_ref().map(Stamp::utc))
        .max();
    blog.status = blog::status(&blog, html, latest, page.fetched_at);
    let snapshot = Snapshot {
        blog,
        entries,
        window,
        recognised_as,
        warnings,
        older: None,
        min_interval: None,
    };
    Extraction { snapshot, evidence }
}
