//! Bytes to [`Snapshot`], pure: no network, no files, no clock.
//!
//! The bytes are decoded and parsed; every reader says what it knows of each update (`read`, as claims: [`claim`]); what
//! they say of one update is brought together ([`hearing`]) and each field taken from the claim that counts most
//! ([`resolve`]). Then comes what is said of the blog as a whole. Nothing here knows a site.

mod article;
mod blog;
mod budget;
mod cancellation;
mod claim;
mod day;
mod decode;
pub mod discover;
mod dom;
mod field;
mod hearing;
mod json;
mod lede;
mod negative;
mod older;
mod picture;
mod read;
mod refresh;
mod resolve;
pub mod subscriptions;
mod unchanged;
mod vocabulary;

use std::cell::OnceCell;

use chrono::{DateTime, Utc};

use crate::model::{Clean, Entry, NoLiveBlog, PageKind, Snapshot, Status, WebUrl, Window, Witness};
pub use article::read_linked;
use budget::Budget;
pub use cancellation::{CancelOnDrop, Cancellation};
pub use claim::Statement;
use decode::ContentKind;
use dom::{base, bounded_html, element, lines, links, raised};
use field::{
    body, mark,
    time::{Hints, TimeContext, leading},
};
use hearing::{Case, Findings};
pub use picture::{PictureError, read_picture};
pub use read::platform::{self, Platform};
pub use read::recipe::{Problem, Recipe, Recipes};
use read::{feed, jsonld, state, text};
pub use refresh::{refresh, refresh_target};
use resolve::Entries;
pub use resolve::Explanation;
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
    /// When the file was written that it was saved to; `None` where it was fetched just now.
    pub saved: Option<DateTime<Utc>>,
    /// What ends its reading early; `None` where somebody waits for it whatever it takes.
    pub cancellation: Option<&'a Cancellation>,
}

/// A reading and how it came about.
#[derive(Debug, Clone)]
pub struct Extraction {
    /// The reading.
    pub snapshot: Snapshot,
    /// Who said what, a line each, for `newswire check`.
    pub evidence: Vec<Clean>,
    /// Who claimed what of each field; empty unless it was asked for.
    pub explanation: Explanation,
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
    read_page(page, recipes, false)
}

/// Reads a live blog out of a page and notes every claim of every field, those too that do not hold.
///
/// # Errors
/// Says what the page is where it holds no live blog. Never fails harder than that, whatever the bytes.
pub fn extract_explained(page: &Page, recipes: &Recipes) -> Result<Extraction, NoLiveBlog> {
    read_page(page, recipes, true)
}

fn read_page(page: &Page, recipes: &Recipes, explain: bool) -> Result<Extraction, NoLiveBlog> {
    let kind = decode::sniff(page.bytes, page.content_type);
    match kind {
        ContentKind::Empty | ContentKind::Binary => Err(negative::classify(&negative::Facts {
            bytes: page.bytes,
            binary: kind == ContentKind::Binary,
            address: page.address,
            ..negative::Facts::default()
        })),
        ContentKind::Json => from_json(page, explain),
        ContentKind::Xml => from_feed(page, explain),
        ContentKind::Plain => from_text(page, explain),
        ContentKind::Html => from_html(page, recipes, explain),
    }
}

fn from_json(page: &Page, explain: bool) -> Result<Extraction, NoLiveBlog> {
    let text = decode::decode(page);
    let ctx = times(page, &bare_hints(page));
    let budget = Budget::of(page);
    let value = json::parse_within(&text, json::MAX_APP_STATE, budget.room()).ok();
    if let Some(document) = value.as_ref().filter(|value| feed::is_json_feed(value)) {
        let build = &body::from_text_or_html;
        let mut snapshot = feed::read_json(document, page.address, page.fetched_at, build)?;
        if budget.is_spent() {
            snapshot.warnings.push(Clean::line(budget::WARNING));
            snapshot.window = Window::Part;
        }
        return Ok(witnessed(page, snapshot, Witness::Feed, explain));
    }
    let reading = value
        .as_ref()
        .and_then(|v| state::from_document(v, page.address, &ctx, &budget));
    let html = bounded_html::parse("").html;
    let read = reading.map(|said| {
        let heard = Findings::alone(said, &ctx, explain);
        let cut = budget.is_spent().then(|| Clean::line(budget::WARNING));
        let is_cut = cut.is_some();
        let mut extraction = finish(page, heard, &html, &ctx, cut.into_iter().collect());
        if is_cut {
            doubt_absence(&mut extraction.snapshot);
        }
        extraction
    });
    let read = read.map(|mut extraction| {
        let blog = &extraction.snapshot.blog;
        let address = page.address.or(blog.canonical.as_ref());
        extraction.snapshot.older = value.as_ref().and_then(|v| older::in_data(v, address));
        extraction
    });
    if read.is_none()
        && let Some(markup) = value.as_ref().and_then(state::markup)
    {
        let inner = Page {
            bytes: markup.as_bytes(),
            content_type: Some("text/html; charset=utf-8"),
            ..*page
        };
        if let Ok(read) = from_html(&inner, Recipes::built_in(), explain) {
            return Ok(read);
        }
    }
    read.ok_or_else(|| NoLiveBlog::new(
        PageKind::Other,
        "This is data without the updates of a live blog; give the address of the live blog's own page.",
    ))
}

fn from_feed(page: &Page, explain: bool) -> Result<Extraction, NoLiveBlog> {
    let text = decode::decode(page);
    let build = &body::from_text_or_html;
    let snapshot = feed::read(&text, page.address, page.fetched_at, build)?;
    Ok(witnessed(page, snapshot, Witness::Feed, explain))
}

fn from_text(page: &Page, explain: bool) -> Result<Extraction, NoLiveBlog> {
    let text = decode::decode(page);
    let ctx = times(page, &bare_hints(page));
    let snapshot = text::read(&text, page.address, &ctx)?;
    Ok(witnessed(page, snapshot, Witness::Text, explain))
}

/// Makes an extraction of a snapshot that one reader made alone.
fn witnessed(page: &Page, mut snapshot: Snapshot, by: Witness, explain: bool) -> Extraction {
    for entry in &mut snapshot.entries {
        // Neither a feed nor a text knows how a newsroom marks its updates.
        entry.provenance = resolve::voices(entry, by, false);
    }
    snapshot.blog.status = blog::aged(&snapshot.blog, &snapshot.entries, page.fetched_at);
    let explanation = if explain {
        Explanation::alone(&snapshot, by)
    } else {
        Explanation::default()
    };
    let evidence = format!(
        "{}: {} updates",
        snapshot.recognised_as,
        snapshot.entries.len()
    );
    Extraction {
        snapshot,
        evidence: vec![Clean::line(&evidence)],
        explanation,
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
    let mut ctx = TimeContext::for_page(page.fetched_at, hints);
    if let Some(written) = page.saved {
        ctx.set_saved(written);
    }
    ctx
}

fn from_html(page: &Page, recipes: &Recipes, explain: bool) -> Result<Extraction, NoLiveBlog> {
    let budget = Budget::of(page);
    let text = decode::decode(page);
    let scripts = jsonld::scripts(&text, budget.room());
    let mut parsed = bounded_html::parse(&text);
    if budget.is_cancelled() {
        return Err(given_up());
    }
    base::resolve_all(&mut parsed.html, page.address);
    raised::lower(&mut parsed.html);
    let mut warnings: Vec<Clean> = parsed.cut.map(Clean::line).into_iter().collect();
    if jsonld::is_cut(&text) {
        let sentence = "The page has more JSON-LD than is read; what is left out may be missing.";
        warnings.push(Clean::line(sentence));
    }
    let facts = blog::Facts::of(&parsed.html);
    // A saved page says itself where it was published.
    let own = facts.address();
    let page = &Page {
        address: page.address.or(own.as_ref()),
        ..*page
    };
    let base = page.address;
    let told = recipes.zone(base.map(WebUrl::host));
    let mut ctx = day::times(page, &parsed.html, &facts, &scripts, told);
    ctx.settle();
    lines::part(&mut parsed.html, |line| {
        leading::may_begin(line) && leading::leading(line, &ctx).is_some()
    });
    let html = &parsed.html;
    let case = Case {
        text: &text,
        scripts: &scripts,
        html,
        facts: &facts,
        base,
        ctx: &ctx,
        recipes,
        explain,
        budget,
        survey: OnceCell::new(),
        page: OnceCell::new(),
    };
    // Where scripts draw the updates, the settings of their platform are all that the page shows.
    let on_platform = |shown: &[Entry]| {
        base.and_then(|address| platform::find(html, &text, address, shown, ctx.zone))
    };
    let mut is_cut = !warnings.is_empty();
    let heard = hearing::hear(&case, &mut warnings);
    if case.budget.is_cancelled() {
        return Err(given_up());
    }
    if case.budget.is_spent() {
        warnings.push(Clean::line(budget::WARNING));
        is_cut = true;
    }
    match heard {
        Ok(heard) => {
            let mut extraction = finish(page, heard, html, &ctx, warnings);
            if is_cut {
                doubt_absence(&mut extraction.snapshot);
            }
            let platform = on_platform(&extraction.snapshot.entries);
            Ok(with_platform(extraction, platform, page.fetched_at))
        }
        Err(judgement) => {
            let Some(platform) = on_platform(&[]).filter(|p| p.opening().is_some()) else {
                let signs = if judgement.leaves_room() {
                    case.page().lines()
                } else {
                    judgement.lines()
                };
                return Err(NoLiveBlog {
                    signs: signs.iter().map(|line| Clean::line(line)).collect(),
                    ..refuse(page, &case, judgement.instead())
                });
            };
            let blog = jsonld::read(&scripts, base, &ctx, &case.budget).map(|said| said.blog);
            let heard = Findings::of_settings(blog.unwrap_or_default(), platform.name());
            let extraction = finish(page, heard, html, &ctx, warnings);
            Ok(with_platform(extraction, Some(platform), page.fetched_at))
        }
    }
}

/// What is said of a page whose reading nobody waited for; nobody hears it.
fn given_up() -> NoLiveBlog {
    NoLiveBlog::new(PageKind::Other, "The reading of this page was given up.")
}

/// Adds the platform that a page belongs to, where there is more to ask it for.
fn with_platform(
    mut extraction: Extraction,
    platform: Option<Platform>,
    now: DateTime<Utc>,
) -> Extraction {
    let Snapshot {
        blog,
        entries,
        warnings,
        ..
    } = &mut extraction.snapshot;
    if let Some(platform) = &platform {
        blog.status = platform.status(blog.status, entries, now);
        if platform.is_bare() && platform.opening().is_some() {
            // Whether there are updates is for the platform to say.
            warnings.retain(|warning| warning.as_str() != NOT_BEGUN);
            warnings.push(platform.unasked());
        }
    }
    extraction.platform = platform.filter(|p| p.is_over() || !blog.status.is_over());
    extraction
}

/// Says what a page without a live blog is.
fn refuse(page: &Page, case: &Case, series: Option<(PageKind, &'static str)>) -> NoLiveBlog {
    let Case {
        html,
        facts,
        scripts,
        ..
    } = *case;
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
    let embedded = platform::embedded::find(html, page.address);
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
        shell: is_shell(html),
        embedded: embedded
            .as_ref()
            .map(|found| (found.name.as_str(), found.address.as_ref())),
        series,
    });
    let live = case.page().names().is_live();
    NoLiveBlog {
        feed: page
            .address
            .filter(|_| live)
            .and_then(|address| facts.own_feed(address)),
        embedded: embedded.and_then(|found| found.address),
        leads: discover::in_html(html, scripts, page.address, page.fetched_at),
        ..refusal
    }
}

/// Tells whether a page is a root that programs from elsewhere fill: an element under `body` with an id and next to
/// nothing in it.
fn is_shell(html: &scraper::Html) -> bool {
    let elements = || html.tree.nodes().filter_map(scraper::ElementRef::wrap);
    let programs =
        elements().any(|e| e.value().name() == "script" && element::attr(e, "src").is_some());
    let is_root = |e: scraper::ElementRef<'_>| {
        let under = element::parent(e).is_some_and(|up| up.value().name() == "body");
        under
            && (element::attr(e, "id").is_some() || e.value().name().contains('-'))
            && element::text(e).len() < SHELL
    };
    programs && elements().any(is_root)
}

/// The root that programs fill holds fewer characters: "Loading …".
const SHELL: usize = 80;

/// What is said of a live blog that is announced.
const NOT_BEGUN: &str =
    "The live blog has not begun; follow it, and updates appear as they are written.";

/// Takes back what a reading says of updates that are not there: they may have been left out by us.
fn doubt_absence(snapshot: &mut Snapshot) {
    if snapshot.window == Window::Full {
        snapshot.window = Window::Part;
    }
    if snapshot.blog.status == Status::NotBegun {
        snapshot.blog.status = Status::Unknown;
        snapshot
            .warnings
            .retain(|warning| warning.as_str() != NOT_BEGUN);
    }
}

/// Makes a snapshot of what the witnesses say.
fn finish(
    page: &Page,
    mut heard: Findings,
    html: &scraper::Html,
    ctx: &TimeContext,
    mut warnings: Vec<Clean>,
) -> Extraction {
    let base = page.address;
    let evidence = heard.evidence.iter().map(|line| Clean::line(line));
    let evidence = evidence.collect();
    let recognised_as = Clean::line(&heard.recognised_as);
    warnings.extend(heard.warnings.iter().map(|w| Clean::line(w)));
    let mut blog = heard.blog;
    let mut told = blog::complete(&mut blog, heard.by, html, base);
    told.extend(blog::times(ctx));
    if let Some(first) = heard.accounts.iter().filter_map(|a| a.node).min() {
        let pointing = mark::mark(html, &mut heard.accounts);
        let standfirst = blog.standfirst.as_str();
        let times = TimeContext::new(page.fetched_at);
        blog.summary = lede::read(html, first, &pointing, standfirst, base, &times);
    }
    resolve::take_bracketed(&mut heard.accounts);
    resolve::dismiss_house(&mut heard.accounts, &blog.publisher);
    blog.moved_to = lede::moved_to(html, base);
    let address = base.cloned().or_else(|| blog.canonical.clone());
    let Entries {
        list: entries,
        removed,
        heard: mut claims,
    } = resolve::entries(heard.accounts, address.as_ref(), &mut warnings);
    let has_begun = !entries.is_empty() || !removed.is_empty();
    let window = match (removed.is_empty(), heard.lists_updates && has_begun) {
        (false, _) => Window::Delta { removed },
        (true, true) => Window::Full,
        (true, false) => Window::Part,
    };
    let updates = entries.iter().filter_map(|entry| {
        let said = claims.remove(&entry.id)?;
        Some((entry.id.clone(), said))
    });
    let explanation = Explanation {
        blog: told,
        updates: updates.collect(),
    };
    let signs = blog::Signs {
        has_begun,
        newest: blog::newest(&entries),
        now: page.fetched_at,
    };
    blog.status = blog::status(&blog, html, &signs);
    if blog.status == Status::NotBegun {
        warnings.push(Clean::line(NOT_BEGUN));
    }
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
        explanation,
        platform: None,
    }
}
