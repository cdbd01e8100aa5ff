//! Testimony a page by a recipe.

use scraper::{ElementRef, Html, Selector};

use super::{Recipe, Selection};
use crate::{
    model::{Author, Body, Clean, LiveBlog, Stamp, TimeBasis, WebUrl},
    source::{
        budget::Budget,
        claim::{Account, Claim, Rule, Shown, Testimony, Witness},
        dom::{
            element::{self, attr},
            links,
            numbered::IdSet,
        },
        field::{
            body, byline,
            time::{self, TimeContext},
        },
        read::markup::{fields, readings, repeated, times},
    },
};

/// The most bytes of a time as it is shown.
const RAW: usize = 100;

/// Reads the updates that a recipe finds; `None` where it finds none.
pub(super) fn read(
    html: &Html,
    (recipe, entry): (&Recipe, &Selector),
    base: Option<&WebUrl>,
    ctx: &TimeContext,
    budget: &Budget,
) -> Option<Testimony> {
    let ctx = TimeContext {
        zone: recipe.zone.or(ctx.zone),
        ..ctx.clone()
    };
    let mut candidates: Vec<Account> = outermost(html.root_element(), entry)
        .into_iter()
        .take_while(|entry| budget.update(entry.descendants().count()))
        .map(|entry| update(entry, recipe, base, &ctx))
        .filter(|c| !c.headline.is_empty() || !c.body.is_empty())
        .collect();
    if candidates.is_empty() {
        return None;
    }
    repeated::date(html, &mut candidates, &ctx);
    Some(Testimony {
        by: Witness::Recipe,
        accounts: candidates,
        blog: LiveBlog::default(),
        warnings: Vec::new(),
    })
}

const fn rule(key: &'static str) -> Rule {
    Rule::of(Witness::Recipe, key)
}

/// Reads one update: what the recipe names as it says, the rest by the rules for any page.
fn update(
    entry: ElementRef<'_>,
    recipe: &Recipe,
    base: Option<&WebUrl>,
    ctx: &TimeContext,
) -> Account {
    let mut said = fields::read(entry, base, ctx);
    let mut skip = general_parts(entry, recipe, base, ctx);
    if let Some(place) = &recipe.headline {
        let text = place.text(entry, &mut skip).unwrap_or_default();
        said.headline = Claim::new(text, rule("headline"));
    }
    if let Some(place) = &recipe.byline {
        said.authors = Claim::new(authors(place, entry, base, &mut skip), rule("byline"));
    }
    if let Some(place) = &recipe.time {
        let (stamp, shown) = time(place, entry, ctx, &mut skip);
        said.published = stamp.map(|stamp| Claim::new(stamp, rule("time")));
        said.clock = shown.map(|shown| Claim::new(shown, rule("time")));
    }
    if let Some(place) = &recipe.id {
        identify(&mut said, place, entry, base);
    }
    let dropped = recipe.drop.iter().flat_map(|drop| entry.select(drop));
    skip.extend(dropped.map(|found| found.id()));
    said.body = Claim::new(text(entry, recipe.body.as_ref(), base, &skip), rule("body"));
    if recipe.byline.is_none() {
        byline::take(&mut said, ctx);
    }
    if recipe.time.is_none() && !said.is_timed() {
        readings::take_clock(&mut said, ctx);
    }
    said
}

/// What the rules for any page read as something else than text, unless the recipe says where that is.
fn general_parts(
    entry: ElementRef<'_>,
    recipe: &Recipe,
    base: Option<&WebUrl>,
    ctx: &TimeContext,
) -> IdSet {
    let mut skip = IdSet::default();
    if recipe.headline.is_none() {
        skip.extend(fields::headline(entry).map(|found| found.id()));
    }
    if recipe.byline.is_none() {
        fields::authors(entry, base, &mut skip);
    }
    skip.extend(times::read(entry, ctx).beside);
    skip
}

/// Reads an update's text: that of the elements which the recipe names, or all of it.
fn text(
    entry: ElementRef<'_>,
    named: Option<&Selector>,
    base: Option<&WebUrl>,
    skip: &IdSet,
) -> Body {
    let Some(selector) = named else {
        return body::read(entry, base, skip);
    };
    let parts = outermost(entry, selector)
        .into_iter()
        .filter(|part| !skip.contains(&part.id()));
    Body {
        blocks: parts
            .flat_map(|part| body::read(part, base, skip).blocks)
            .collect(),
    }
}

/// Finds the elements that a selector means and that stand in no other of them, in the page's order.
fn outermost<'a>(root: ElementRef<'a>, selector: &Selector) -> Vec<ElementRef<'a>> {
    let mut met: IdSet = IdSet::default();
    let found = root.select(selector).filter(|found| {
        met.insert(found.id());
        !found.ancestors().any(|above| met.contains(&above.id()))
    });
    found.collect()
}

fn authors(
    place: &Selection,
    entry: ElementRef<'_>,
    base: Option<&WebUrl>,
    skip: &mut IdSet,
) -> Vec<Author> {
    let mut authors: Vec<Author> = Vec::new();
    for found in place.all(entry) {
        let is_link = |e: &ElementRef<'_>| e.value().name() == "a";
        let link = std::iter::once(found)
            .chain(found.descendants().filter_map(ElementRef::wrap))
            .find(is_link);
        let Some(text) = place.said_by(found, entry, skip) else {
            continue;
        };
        let page = link.and_then(|link| links::resolve(attr(link, "href")?, base));
        for author in byline::authors(&text, page) {
            if !authors.iter().any(|known| known.name == author.name) {
                authors.push(author);
            }
        }
    }
    authors
}

/// Reads the time at a place: an instant, or what is shown and awaits its date.
fn time(
    place: &Selection,
    entry: ElementRef<'_>,
    ctx: &TimeContext,
    skip: &mut IdSet,
) -> (Option<Stamp>, Option<Shown>) {
    let Some(found) = place.all(entry).into_iter().next() else {
        return (None, None);
    };
    let Some(said) = place.said_by(found, entry, skip) else {
        // A time without words may have an attribute that says it.
        let times = times::read(found, ctx);
        return (times.published, times.clock);
    };
    let raw = Clean::line_capped(&said, RAW);
    if place.attribute.is_some() {
        if let Some(stamp) = time::parse_machine(&said, TimeBasis::Markup, ctx) {
            return (Some(Stamp { raw, ..stamp }), None);
        }
    } else if let Some(stamp) = times::read(found, ctx).published {
        return (Some(Stamp { raw, ..stamp }), None);
    }
    let reading =
        time::read(&said, ctx).or_else(|| time::find(&said, ctx).map(|found| found.reading));
    match reading {
        Some(time::Reading::Stamp(stamp)) => (Some(Stamp { raw, ..stamp }), None),
        Some(reading) => (None, Some(Shown { reading, raw })),
        None => (None, None),
    }
}

/// Takes the id at a place, `id` where no attribute is named; an address is the permalink, too.
fn identify(said: &mut Account, place: &Selection, entry: ElementRef<'_>, base: Option<&WebUrl>) {
    let name = place.attribute.as_deref().unwrap_or("id");
    let found = place
        .all(entry)
        .into_iter()
        .find_map(|found| attr(found, name));
    said.keys.clear();
    let Some(value) = found else { return };
    if name != "href" {
        said.keys.push(value.to_owned());
        return;
    }
    let address = links::resolve(value, base).or_else(|| base?.join(value).ok());
    let fragment = address.as_ref().and_then(WebUrl::fragment);
    said.keys.push(fragment.unwrap_or(value).to_owned());
    said.permalink = address.map(|url| Claim::new(url, rule("id")));
}

impl Selection {
    /// Finds the elements at the place: all that the selector means, or the update's own.
    fn all<'a>(&self, entry: ElementRef<'a>) -> Vec<ElementRef<'a>> {
        match &self.selector {
            Some(selector) => entry.select(selector).collect(),
            None => vec![entry],
        }
    }

    /// Returns what an element at the place says, as one line; `None` for nothing. An element whose text that is goes
    /// to `skip`: it is no part of the update's text.
    fn said_by(
        &self,
        found: ElementRef<'_>,
        entry: ElementRef<'_>,
        skip: &mut IdSet,
    ) -> Option<String> {
        if let Some(name) = &self.attribute {
            return attr(found, name).map(str::to_owned);
        }
        if found.id() != entry.id() {
            skip.insert(found.id());
        }
        Some(element::text(found)).filter(|text| !text.is_empty())
    }

    /// Returns what the first element at the place says that says anything.
    fn text(&self, entry: ElementRef<'_>, skip: &mut IdSet) -> Option<String> {
        self.all(entry)
            .into_iter()
            .find_map(|found| self.said_by(found, entry, skip))
    }
}
