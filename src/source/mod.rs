//! Bytes to [`Snapshot`], pure: no network, no files, no clock.
//!
//! Recognisers read the page each in its own way and say what they know of every update ([`candidate`]). The joiner
//! ties what is the same update and takes each field from its best witness ([`join`]). Nothing here knows a site.

mod blog;
mod candidate;
mod decode;
mod door;
mod element;
mod feed;
mod join;
mod json;
mod markup;
mod negative;
mod plain;
mod state;
mod structured;
mod times;
mod unchanged;

use chrono::{DateTime, Utc};

use crate::model::{Clean, NoLiveBlog, PageKind, Snapshot, Stamp, WebUrl, Window};
use decode::Kind;
use times::{Hints, TimeContext};
pub use unchanged::Fingerprint;

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
    let kind = decode::sniff(page.bytes, page.content_type);
    match kind {
        Kind::Empty | Kind::Binary => Err(negative::classify(&negative::Facts {
            bytes: page.bytes,
            binary: kind == Kind::Binary,
            address: page.address,
            ..negative::Facts::default()
        })),
        Kind::Json => from_json(page),
        Kind::Xml => from_feed(page),
        Kind::Plain => from_text(page),
        Kind::Html => from_html(page),
    }
}

fn from_json(page: &Page) -> Result<Extraction, NoLiveBlog> {
    let text = decode::decode(page.bytes, page.content_type);
    let ctx = times(page, &bare_hints(page));
    let value = json::parse_lenient_capped(&text, json::MAX_APP_STATE).ok();
    let is_feed = value
        .as_ref()
        .and_then(|v| v.get("version")?.as_str())
        .is_some_and(|v| v.contains("jsonfeed"));
    if is_feed {
        return from_feed(page);
    }
    let reading = value
        .as_ref()
        .and_then(|v| state::from_document(v, page.address, &ctx));
    let html = door::parse("").html;
    reading.map(|reading| finish(page, reading, &html, None, Vec::new())).ok_or_else(|| NoLiveBlog {
        kind: PageKind::Other,
        why: Clean::line("This is data without the updates of a live blog; give the address of the live blog's own page."),
    })
}

fn from_feed(page: &Page) -> Result<Extraction, NoLiveBlog> {
    let snapshot = feed::read(
        page.bytes,
        page.address,
        page.fetched_at,
        &markup::body::from_text_or_html,
    )?;
    Ok(witnessed(snapshot))
}

fn from_text(page: &Page) -> Result<Extraction, NoLiveBlog> {
    let text = decode::decode(page.bytes, page.content_type);
    let ctx = times(page, &bare_hints(page));
    plain::read(&text, page.address, &ctx).map(witnessed)
}

/// Makes an extraction of a snapshot that one reader made alone.
fn witnessed(snapshot: Snapshot) -> Extraction {
    let evidence = format!(
        "{}: {} updates",
        snapshot.recognised_as,
        snapshot.entries.len()
    );
    Extraction {
        snapshot,
        evidence: vec![Clean::line(&evidence)],
    }
}

/// What tells where a publisher is at home when there is no page to ask.
fn bare_hints<'a>(page: &Page<'a>) -> Hints<'a> {
    Hints {
        host: page.address.map(WebUrl::host),
        ..Hints::default()
    }
}

fn times(page: &Page, hints: &Hints) -> TimeContext {
    TimeContext::for_page(page.fetched_at, hints)
}

fn from_html(page: &Page) -> Result<Extraction, NoLiveBlog> {
    let text = decode::decode(page.bytes, page.content_type);
    let scripts = structured::jsonld::scripts(&text);
    let parsed = door::parse(&text);
    let warnings: Vec<Clean> = parsed.cut.map(Clean::line).into_iter().collect();
    let html = &parsed.html;
    let base = page.address;
    let facts = blog::Facts::of(html);
    let ctx = html_times(page, &facts);
    let structured =
        structured::jsonld::read(&scripts, base, &ctx).filter(|r| !r.candidates.is_empty());
    if let Some(mut reading) = structured {
        let (joined, tied) = join::with_markup(&reading, html, base, &ctx);
        reading.candidates = joined;
        return Ok(finish(page, reading, html, Some(tied), warnings));
    }
    let reading = structured::microdata::read(html, base, &ctx)
        .or_else(|| {
            // Asked first, as it costs less: programs may be most of a page.
            let live = markup::live::is_live(html, base);
            live.then(|| state::from_page(&text, base, &ctx))?
        })
        .or_else(|| markup::repeated::read(html, base, &ctx));
    reading
        .map(|reading| finish(page, reading, html, None, warnings))
        .ok_or_else(|| refuse(page, html, &facts, &scripts))
}

/// What completes the page's times: its publisher's zone, and the day that it was last changed.
fn html_times(page: &Page, facts: &blog::Facts) -> TimeContext {
    let canonical = facts
        .canonical
        .as_deref()
        .and_then(|c| markup::links::resolve(c, page.address));
    let host = page.address.or(canonical.as_ref()).map(WebUrl::host);
    let locale = facts.meta(&["og:locale"]);
    let hints = Hints {
        host,
        language: facts.language.as_deref(),
        locale: locale.as_deref(),
    };
    let mut ctx = times(page, &hints);
    let dates = [
        "article:modified_time",
        "og:updated_time",
        "article:published_time",
        "date",
        "dc.date",
        "lastmod",
        "last-modified",
        "parsely-pub-date",
    ];
    let said = dates.iter().filter_map(|name| facts.meta(&[name]));
    let stamps =
        said.filter_map(|text| times::parse_machine(&text, crate::model::TimeBasis::Markup, &ctx));
    let latest = stamps.map(|stamp| stamp.at).max();
    ctx.page_date = latest.map(|at| at.with_timezone(&ctx.zone_or_utc()).date_naive());
    ctx
}

/// Says what a page without a live blog is.
fn refuse(
    page: &Page,
    html: &scraper::Html,
    facts: &blog::Facts,
    scripts: &[serde_json::Value],
) -> NoLiveBlog {
    let canonical = facts
        .canonical
        .as_deref()
        .and_then(|c| markup::links::resolve(c, page.address));
    let count = |name: &str| {
        html.tree
            .values()
            .filter(|n| n.as_element().is_some_and(|e| e.name() == name))
            .count()
    };
    let types = structured::jsonld::types(scripts);
    let og_type = facts.meta(&["og:type"]).unwrap_or_default();
    negative::classify(&negative::Facts {
        bytes: page.bytes,
        binary: false,
        address: page.address,
        canonical: canonical.as_ref(),
        title: facts.title.as_deref().unwrap_or_default(),
        og_type: &og_type,
        types: &types,
        text_len: element::text(html.root_element()).len(),
        paragraphs: count("p"),
        links: count("a"),
        articles: count("article"),
        free: structured::jsonld::free(scripts),
    })
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
