//! Which parts of a series are no updates but pointers to other pages: teasers, lists of stories.

use std::collections::HashMap;

use scraper::{ElementRef, Html};

use crate::{
    model::WebUrl,
    source::{
        claim::Account,
        dom::{
            element::{self, Id, attr, is_heading},
            links, noise,
        },
    },
};

/// Fewer pointers in one place are updates that happen to lead away.
const GROUP: usize = 3;

/// Tells whether an update is a pointer to another page: its headline, or all of it, is one link.
pub(super) fn leads_away(html: &Html, candidate: &Account, base: Option<&WebUrl>) -> bool {
    let block = candidate.node.and_then(|id| element::element(html, id));
    block.is_some_and(|block| is_pointer(block, base))
}

fn is_pointer(block: ElementRef<'_>, base: Option<&WebUrl>) -> bool {
    let heading = block
        .descendants()
        .filter_map(ElementRef::wrap)
        .find(|e| is_heading(e.value().name()));
    let link = match heading {
        Some(heading) => link_at(heading),
        None if block.value().name() == "a" => Some(block),
        None => title_link(block),
    };
    let target = link.and_then(|a| links::resolve(attr(a, "href")?, base));
    // Updates may have pages of their own, below that of the blog.
    target.is_some_and(|url| base.is_none_or(|base| !links::is_below(&url, base)))
}

/// Tells whether an update is the beginning of a story that goes on elsewhere: "Read more" leads to a page of its own.
pub(super) fn goes_on_elsewhere(html: &Html, candidate: &Account, base: Option<&WebUrl>) -> bool {
    let Some(block) = candidate.node.and_then(|id| element::element(html, id)) else {
        return false;
    };
    let below = block.descendants().filter_map(ElementRef::wrap);
    let mut links = below.filter(|e| e.value().name() == "a");
    links.any(|link| {
        let target = || links::resolve(attr(link, "href")?, base);
        let is_short = || element::short_text(link, 60).is_some_and(|text| noise::leads_on(&text));
        is_short()
            && target().is_some_and(|url| {
                let page = base.map(WebUrl::without_fragment);
                page.is_none_or(|page| {
                    url.without_fragment() != page && !links::is_below(&url, &page)
                })
            })
    })
}

/// A link has so many words where it is a title; the names of writers are shorter.
const TITLE: usize = 4;

/// The link that is an update's title where no heading is: the first in the block, alone in an element of its own that
/// is no paragraph.
fn title_link(block: ElementRef<'_>) -> Option<ElementRef<'_>> {
    let mut below = block.descendants().filter_map(ElementRef::wrap);
    let link = below.find(|e| e.value().name() == "a" && attr(*e, "href").is_some())?;
    let text = element::text(link);
    let around = element::parent(link)?;
    let alone = around.id() == block.id() || element::text(around) == text;
    let is_title = alone && around.value().name() != "p";
    (is_title && text.split_whitespace().count() >= TITLE).then_some(link)
}

/// The link that an element stands in, or holds.
fn link_at(found: ElementRef<'_>) -> Option<ElementRef<'_>> {
    let is_link = |e: &ElementRef<'_>| e.value().name() == "a";
    let around = found.ancestors().filter_map(ElementRef::wrap).find(is_link);
    around.or_else(|| {
        found
            .descendants()
            .filter_map(ElementRef::wrap)
            .find(is_link)
    })
}

/// Drops the pointers that stand together in a place of their own: a column of teasers that is made as the updates
/// are. Where all of a series are pointers nothing is dropped; then it is none.
pub(super) fn drop_lists(candidates: &mut Vec<Account>, html: &Html, base: Option<&WebUrl>) {
    let place = |c: &Account| element::parent(element::element(html, c.node?)?).map(|up| up.id());
    let mut places: HashMap<Option<Id>, (usize, usize)> = HashMap::new();
    for candidate in candidates.iter() {
        let (all, away) = places.entry(place(candidate)).or_default();
        *all += 1;
        *away += usize::from(leads_away(html, candidate, base));
    }
    let is_list = |(all, away): &(usize, usize)| *all >= GROUP && away * 10 >= all * 8;
    if places.len() < 2 || places.values().all(is_list) {
        return;
    }
    candidates.retain(|c| !places.get(&place(c)).is_some_and(is_list));
}
