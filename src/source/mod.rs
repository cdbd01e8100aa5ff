//! Bytes to [`Snapshot`], pure: no network, no files, no clock.
//!
//! Recognisers read the page each in its own way and say what they know of every update ([`candidate`]). The joiner
//! ties what is the same update and takes each field from its best witness ([`join`]). Nothing here knows a site.

mod article;
mod blog;
mod candidate;
mod decode;
mod dom;
mod entries;
mod field;
mod join;
mod json;
mod ladder;
mod lede;
mod negative;
mod older;
mod picture;
mod read;
mod unchanged;
mod vocabulary;

use chrono::{DateTime, Utc};

use crate::model::{Clean, NoLiveBlog, PageKind, Snapshot, Stamp, WebUrl, Window};
pub use article::read_linked;
use decode::Kind;
use dom::{door, element, links};
use field::{
    body, mark,
    time::{self, Hints, TimeContext},
};
pub use picture::{PictureError, read_picture};
pub use read::platform::{self, Platform};
pub use read::recipe::{Problem, Recipe, Recipes};
use read::{feed, jsonld, markup, state, text};
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
    /// The platform whose protocol brings news of this page at less cost than the page itself.
    pub platform: Option<Platform>,
}

/// Reads a live blog out of a page with the recipes that come with the program.
///
/// # Errors
/// Says what the page is where it holds no live blog. Never fails harder than that, whatever the bytes.
pub fn extract(page: &Page) -> Result<Extraction, NoLiveBlog> {
    extract_with(page, Recipes::built_in())
}

/// Reads a live blog out of a page; a recipe for its host comes before the rules for any page.
///
/// # Errors
/// Says what the page is where it holds no live blog. Never fails harder than that, whatever the bytes.
pub fn extract_with(page: &Page, recipes: &Recipes) -> Result<Extraction, NoLiveBlog> {
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
        Kind::Html => from_html(page, recipes),
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
    let read =
        reading.map(|reading| finish(page, ladder::Verdict::alone(reading), &html, Vec::new()));
    let read = read.map(|mut extraction| {
        let blog = &extraction.snapshot.blog;
        let address = page.address.or(blog.canonical.as_ref());
        extraction.snapshot.older = value.as_ref().and_then(|v| older::in_data(v, address));
        extraction
    });
    read.ok_or_else(|| NoLiveBlog {
        kind: PageKind::Other,
        why: Clean::line("This is data without the updates of a live blog; give the address of the live blog's own page."),
        feed: None,
    })
}

fn from_feed(page: &Page) -> Result<Extraction, NoLiveBlog> {
    let snapshot = feed::read(
        page.bytes,
        page.address,
        page.fetched_at,
        &body::from_text_or_html,
    )?;
    Ok(witnessed(snapshot))
}

fn from_text(page: &Page) -> Result<Extraction, NoLiveBlog> {
    let text = decode::decode(page.bytes, page.content_type);
    let ctx = times(page, &bare_hints(page));
    text::read(&text, page.address, &ctx).map(witnessed)
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
        platform: None,
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

fn from_html(page: &Page, recipes: &Recipes) -> Result<Extraction, NoLiveBlog> {
    let text = decode::decode(page.bytes, page.content_type);
    let scripts = jsonld::scripts(&text);
    let parsed = door::parse(&text);
    let mut warnings: Vec<Clean> = parsed.cut.map(Clean::line).into_iter().collect();
    let html = &parsed.html;
    let facts = blog::Facts::of(html);
    // A saved page says itself where it was published.
    let own = facts.address();
    let page = &Page {
        address: page.address.or(own.as_ref()),
        ..*page
    };
    let base = page.address;
    let ctx = html_times(page, html, &facts);
    let case = ladder::Case {
        text: &text,
        scripts: &scripts,
        html,
        base,
        ctx: &ctx,
        recipes,
    };
    match ladder::climb(&case, &mut warnings) {
        Some(verdict) => {
            let mut extraction = finish(page, verdict, html, warnings);
            let find = |address| platform::find(html, &text, address, &extraction.snapshot);
            extraction.platform = base.and_then(find);
            Ok(extraction)
        }
        None => Err(refuse(page, html, &facts, &scripts)),
    }
}

/// What completes the page's times: its publisher's zone, and the day that it was last changed.
fn html_times(page: &Page, html: &scraper::Html, facts: &blog::Facts) -> TimeContext {
    let host = page.address.map(WebUrl::host);
    let locale = facts.meta(&["og:locale"]);
    let hints = Hints {
        host,
        language: facts.language.as_deref(),
        locale: locale.as_deref(),
    };
    let mut ctx = times(page, &hints);
    ctx.learn_zone(markup::fields::datelines(html));
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
        said.filter_map(|text| time::parse_machine(&text, crate::model::TimeBasis::Markup, &ctx));
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
        .and_then(|c| links::resolve(c, page.address));
    let count = |name: &str| {
        html.tree
            .values()
            .filter(|n| n.as_element().is_some_and(|e| e.name() == name))
            .count()
    };
    let types = jsonld::types(scripts);
    let og_type = facts.meta(&["og:type"]).unwrap_or_default();
    let refusal = negative::classify(&negative::Facts {
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
        free: jsonld::free(scripts),
    });
    let live = markup::live::is_live(html, page.address);
    NoLiveBlog {
        feed: page
            .address
            .filter(|_| live)
            .and_then(|address| facts.own_feed(address)),
        ..refusal
    }
}

/// Makes a snapshot of what the witnesses say.
fn finish(
    page: &Page,
    verdict: ladder::Verdict,
    html: &scraper::Html,
    mut warnings: Vec<Clean>,
) -> Extraction {
    let base = page.address;
    let mut reading = verdict.reading;
    let evidence = verdict.evidence.iter().map(|line| Clean::line(line));
    let evidence = evidence.collect();
    let recognised_as = Clean::line(&verdict.recognised_as);
    warnings.extend(reading.warnings.iter().map(|w| Clean::line(w)));
    let lists_updates = reading.lists_updates();
    let mut blog = reading.blog;
    blog::complete(&mut blog, html, base);
    if let Some(first) = reading.candidates.iter().filter_map(|c| c.node).min() {
        let pointing = mark::mark(html, &mut reading.candidates);
        let standfirst = blog.standfirst.as_str();
        let times = TimeContext::new(page.fetched_at);
        blog.summary = lede::read(html, first, &pointing, standfirst, base, &times);
    }
    // The house as author is nobody in particular.
    let house = element::letters(blog.publisher.as_str());
    for candidate in &mut reading.candidates {
        let authors = &mut candidate.authors;
        authors.retain(|author| element::letters(author.name.as_str()) != house);
    }
    blog.moved_to = lede::moved_to(html, base);
    let address = base.cloned().or_else(|| blog.canonical.clone());
    let (entries, removed) = entries::of(reading.candidates, address.as_ref(), &mut warnings);
    let window = match (removed.is_empty(), lists_updates) {
        (false, _) => Window::Delta { removed },
        (true, true) => Window::Full,
        (true, false) => Window::Part,
    };
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
        older: older::in_markup(html, address.as_ref()),
        min_interval: None,
    };
    Extraction {
        snapshot,
        evidence,
        platform: None,
    }
}
