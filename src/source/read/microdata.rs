//! Microdata and `RDFa` `LiveBlogPosting`: the markup itself says which element is which update.
//!
//! Both are one vocabulary in other attributes: `itemprop` and `property`, `itemtype` and `typeof`.

use scraper::{ElementRef, Html};

use crate::{
    model::{Author, Clean, LiveBlog, Stamp, TimeBasis, WebUrl},
    source::{
        budget::Budget,
        claim::{Account, Claim, Rule, Testimony, Witness},
        dom::{
            element::{self, attr},
            links,
        },
        field::{
            byline,
            time::{self, TimeContext},
        },
    },
};

/// Reads the updates that are marked `liveBlogUpdate`.
pub(in crate::source) fn read(
    html: &Html,
    base: Option<&WebUrl>,
    ctx: &TimeContext,
    budget: &Budget,
) -> Option<Testimony> {
    let elements = || html.tree.nodes().filter_map(ElementRef::wrap);
    let is_update = |e: &ElementRef<'_>| has_property(*e, "liveBlogUpdate");
    let candidates: Vec<Account> = elements()
        .filter(is_update)
        .take_while(|e| budget.update(e.descendants().count()))
        .map(|e| update(e, base, ctx))
        .collect();
    if candidates.is_empty() {
        return None;
    }
    let blog = elements().find(|e| kind(*e).is_some_and(|kind| kind.contains("LiveBlogPosting")));
    let blog = blog.map(|e| page(e, ctx)).unwrap_or_default();
    Some(Testimony {
        by: Witness::Microdata,
        accounts: candidates,
        blog,
        warnings: Vec::new(),
    })
}

const fn rule(property: &'static str) -> Rule {
    Rule::of(Witness::Microdata, property)
}

fn page(blog: ElementRef<'_>, ctx: &TimeContext) -> LiveBlog {
    let line = |name| Clean::line_capped(&property(blog, name).unwrap_or_default(), 500);
    LiveBlog {
        headline: line("headline"),
        standfirst: line("description"),
        published: stamp(blog, "datePublished", ctx),
        modified: stamp(blog, "dateModified", ctx),
        coverage_start: stamp(blog, "coverageStartTime", ctx).map(|s| s.utc()),
        coverage_end: stamp(blog, "coverageEndTime", ctx).map(|s| s.utc()),
        ..LiveBlog::default()
    }
}

/// Reads what the properties say of an update.
fn update(block: ElementRef<'_>, base: Option<&WebUrl>, ctx: &TimeContext) -> Account {
    let mut candidate = Account {
        node: Some(block.id()),
        ..Account::default()
    };
    if let Some(headline) = property(block, "headline") {
        candidate.headline = Claim::new(headline, rule("headline"));
    }
    let claimed = |name: &'static str| {
        let stamp = stamp(block, name, ctx)?;
        Some(Claim::new(stamp, rule(name)))
    };
    candidate.published = claimed("datePublished");
    candidate.modified = claimed("dateModified");
    if let Some(author) = property_element(block, "author") {
        let name = property(author, "name").or_else(|| value(author));
        let names = name.map(|line| byline::names(&line)).unwrap_or_default();
        let authors = names.into_iter().map(|name| Author { name, url: None });
        candidate.authors = Claim::new(authors.collect(), rule("author"));
    }
    let url = property(block, "url").and_then(|url| links::resolve(&url, base));
    if let Some(fragment) = url.as_ref().and_then(WebUrl::fragment) {
        candidate.keys.push(fragment.to_owned());
    }
    let url = url.map(|url| Claim::new(url, rule("url")));
    candidate.permalink = url;
    candidate
}

/// Tells whether an element is a property, by its bare name or with a prefix (`schema:headline`, an address).
fn has_property(found: ElementRef<'_>, name: &str) -> bool {
    let named = ["itemprop", "property"];
    let mut names = named.iter().filter_map(|attribute| attr(found, attribute));
    names.any(|names| {
        let mut names = names.split_whitespace();
        names.any(|known| known.rsplit([':', '/']).next() == Some(name))
    })
}

/// What kind of thing an item is.
fn kind(found: ElementRef<'_>) -> Option<&str> {
    attr(found, "itemtype").or_else(|| attr(found, "typeof"))
}

fn is_item(found: ElementRef<'_>) -> bool {
    found.value().attr("itemscope").is_some() || found.value().attr("typeof").is_some()
}

/// Finds an item's own property: not one of an item inside of it.
fn property_element<'a>(item: ElementRef<'a>, name: &str) -> Option<ElementRef<'a>> {
    let found = item
        .descendants()
        .filter_map(ElementRef::wrap)
        .filter(|e| e.id() != item.id());
    found.into_iter().find(|e| {
        let owner = e
            .ancestors()
            .filter_map(ElementRef::wrap)
            .find(|a| is_item(*a));
        has_property(*e, name) && owner.is_none_or(|owner| owner.id() == item.id())
    })
}

fn property(item: ElementRef<'_>, name: &str) -> Option<String> {
    property_element(item, name).and_then(value)
}

/// A property's value: what a machine should read before what a person does.
fn value(found: ElementRef<'_>) -> Option<String> {
    let machine = ["content", "datetime", "href", "src"]
        .iter()
        .find_map(|name| attr(found, name));
    machine
        .map(str::to_owned)
        .or_else(|| Some(element::text(found)))
        .filter(|text| !text.is_empty())
}

fn stamp(item: ElementRef<'_>, name: &str, ctx: &TimeContext) -> Option<Stamp> {
    let found = property_element(item, name)?;
    let machine = time::parse_machine(&value(found)?, TimeBasis::StructuredData, ctx)?;
    let raw = Clean::line_capped(&element::text(found), 100);
    Some(Stamp { raw, ..machine })
}
